/* SPDX-License-Identifier: MIT */
#include "gazetteer/hearing.h"
#include "gazetteer/index.h"

#include "gazetteer/keys.h"
#include "gazetteer/spelling.h"

#include <math.h>
#include <string.h>

#define LIMIT 20
/* So many places of one name or one sound are looked at, most populous first. */
#define SAME_NAME 64
#define SAME_SOUND 400
#define NEAR_SOUND 40
/* Of the best score; what is less likely than that is not told. */
#define SCORE_MIN 0.15
/* Beyond this cost a spelling is another name. */
#define COST_MAX 1.8

typedef struct Search {
    const YqGazetteer *gazetteer;
    const YqLookup *lookup;
    YqKeys query, name;
    YqSpelling spelling; /* the query's */
    YqSpoken spoken;     /* the same where it is read by its sound; else without keys */
    GHashTable *seen;    /* places that have been looked at */
    GArray *found;       /* of YqCandidate */
    size_t most;         /* so many of one name are looked at closely */
} Search;

/* Arabic leaves vowels out, so that a Latin name finds many by chance; and a place that
 * has an Arabic name has a Latin one as well. The other way round it may be all there is.
 */
static bool is_comparable(const Search *search, const char *folded)
{
    YqSpelling first;

    yq_spelling_set(&first, folded, MIN(strlen(folded), 2));
    return search->spelling.arabic || !first.arabic;
}

/* How far a name is from the query. Where a table says how the query's letters sound in
 * Latin ones, that decides for Latin names. */
static double cost_of(const Search *search, const GString *folded, double most)
{
    if (!is_comparable(search, folded->str)) {
        return HUGE_VAL;
    }
    if (search->spoken.n_keys > 0 && (guchar)folded->str[0] < 0x80) {
        float cost = yq_spoken_cost(&search->spoken, folded->str, folded->len, most);

        return cost < YQ_SOUNDS_NEVER ? cost + 0.05 : HUGE_VAL;
    }
    return yq_spelling_cost(&search->spelling, folded->str, folded->len, most);
}

/* The name of @place that comes nearest to the query; false when none is near enough. */
static bool match_names(Search *search, uint32_t place, bool fuzzy, double *out_cost,
                        bool *out_demonym, YqCandidate *out)
{
    YqPlaceText text = yq_place_text(search->gazetteer, place);
    double best = HUGE_VAL;
    uint8_t language;
    const char *name;

    while (yq_place_text_next(&text, &language, &name)) {
        yq_keys_set(&search->name, name, strlen(name));
        bool exact = strcmp(search->name.folded->str, search->query.folded->str) == 0 ||
                     (search->name.second->len > 0 &&
                      strcmp(search->name.second->str, search->query.folded->str) == 0);
        double cost = exact ? 0 : HUGE_VAL;

        if (!exact && fuzzy && language != YQ_LANG_DEMONYM) {
            cost = cost_of(search, search->name.folded, MIN(best, COST_MAX));
        }
        /* A label counts a little before a spelling that the table only mentions. */
        cost += language == YQ_LANG_DEMONYM ? 0.4 : language == YQ_LANG_ALSO ? 0.02 : 0;
        if (cost < best) {
            best = cost;
            out->matched = name;
            out->distance = exact ? 0
                                  : yq_spelling_edits(search->query.folded->str,
                                                      search->name.folded->str);
            *out_demonym = language == YQ_LANG_DEMONYM;
        }
    }
    *out_cost = best;
    return best <= COST_MAX;
}

static bool is_in_country(const YqPlace *place, const char *country)
{
    size_t length = strlen(country);

    for (const char *at = place->country; *at != '\0';) {
        size_t n = strcspn(at, ",");

        if (n == length && g_ascii_strncasecmp(at, country, n) == 0) {
            return true;
        }
        at += n + (at[n] == ',');
    }
    return false;
}

/* How well known a place is, in [0, 1]: a village nobody counted has little, a country or
 * a city of millions nearly all. */
static double renown(const YqPlace *place)
{
    double people = log10(1 + (double)place->population) / 10;
    bool country =
        place->feature_class == 'A' && g_str_has_prefix(place->feature_code, "PCL");
    double class_ = country                       ? 0.2
                    : place->feature_class == 'A' ? 0.06
                    : place->feature_class == 'P' ? 0.05
                                                  : 0.02;

    if (strcmp(place->feature_code, "PPLC") == 0) {
        class_ = 0.12;
    }
    return MIN(1, people + class_);
}

/* What a place's score is multiplied with for itself; @near_km negative: anywhere. */
static double weigh(const YqPlace *place, double near_km)
{
    double near = near_km < 0 ? 1 : 1 / (1 + near_km / 200);

    return (0.4 + 0.6 * renown(place)) * (0.1 + 0.9 * near);
}

static void consider(Search *search, uint32_t index, bool fuzzy)
{
    const YqLookup *lookup = search->lookup;
    YqCandidate candidate = {.place = index, .near_km = -1};
    double cost;
    bool demonym = false;

    if (!g_hash_table_add(search->seen, GUINT_TO_POINTER(index))) {
        return;
    }
    YqPlace place = yq_gazetteer_place(search->gazetteer, index);

    if ((lookup->country != NULL && !is_in_country(&place, lookup->country)) ||
        !match_names(search, index, fuzzy, &cost, &demonym, &candidate)) {
        return;
    }
    if (lookup->near != NULL) {
        candidate.near_km = yq_distance_rough_km(*lookup->near, place.at);
    }
    candidate.score = exp(-2 * cost) * weigh(&place, candidate.near_km) *
                      (candidate.distance == 0 ? 1 : 0.6);
    g_array_append_val(search->found, candidate);
}

/* A name that thousands of places have: what its best score may be, of the record alone.
 */
typedef struct Likely {
    uint32_t place;
    float score;
} Likely;

static int compare_likely(const void *a, const void *b)
{
    const Likely *x = a, *y = b;

    return x->score != y->score ? (x->score > y->score ? -1 : 1)
                                : (x->place < y->place ? -1 : x->place > y->place);
}

/* All that have the name are weighed by where they are and how well known; the names of
 * those that may be among the first are read. */
static void consider_many(Search *search, YqPostings postings)
{
    const YqLookup *lookup = search->lookup;
    g_autoptr(GArray) likely = g_array_new(FALSE, FALSE, sizeof(Likely));

    for (size_t i = 0; i < postings.n; i++) {
        YqPlace place = yq_gazetteer_place(search->gazetteer, postings.items[i].place);
        double km =
            lookup->near != NULL ? yq_distance_rough_km(*lookup->near, place.at) : 0;
        Likely one = {place.index, weigh(&place, lookup->near != NULL ? km : -1)};

        if (lookup->country == NULL || is_in_country(&place, lookup->country)) {
            g_array_append_val(likely, one);
        }
    }
    g_array_sort(likely, compare_likely);
    for (size_t i = 0; i < MIN(likely->len, search->most); i++) {
        consider(search, g_array_index(likely, Likely, i).place, false);
    }
}

static void consider_exact(Search *search)
{
    YqNameCursor cursor = YQ_NAME_CURSOR_START;

    for (const char *word = search->query.folded->str; *word != '\0';) {
        const char *end = strchrnul(word, ' ');

        if (!yq_names_step(search->gazetteer, &cursor, word, end - word)) {
            return;
        }
        word = *end != '\0' ? end + 1 : end;
    }
    YqPostings postings = yq_names_here(search->gazetteer, &cursor);

    bool chosen = search->lookup->near != NULL || search->lookup->country != NULL;

    if (postings.n > search->most && chosen) {
        consider_many(search, postings);
        return;
    }
    for (size_t i = 0; i < MIN(postings.n, search->most); i++) {
        consider(search, postings.items[i].place, false);
    }
}

static void consider_sound(Search *search, const char *sound, size_t length, size_t most)
{
    const YqTableEntry *entry =
        yq_index_find(search->gazetteer, YQ_SECTION_SOUNDS, yq_sound_hash(sound, length));
    YqPostings postings = {0};

    if (entry != NULL) {
        postings = yq_index_postings(search->gazetteer, YQ_SECTION_SOUNDS, entry);
    }
    for (size_t i = 0; i < MIN(postings.n, most); i++) {
        consider(search, postings.items[i].place, true);
    }
}

/* Sounds one consonant away: left out, put in, or another. */
static void consider_near_sounds(Search *search, const char *sound, size_t n)
{
    static const char classes[] = "bfdtskgrlmn";
    char near[YQ_SOUND_MAX + 2];

    for (size_t at = 0; at < n && n > 2; at++) {
        memcpy(near, sound, at);
        memcpy(near + at, sound + at + 1, n - at - 1);
        consider_sound(search, near, n - 1, NEAR_SOUND);
    }
    for (size_t at = 0; at <= n && n < YQ_SOUND_MAX; at++) {
        for (const char *c = classes; *c != '\0'; c++) {
            memcpy(near, sound, at);
            near[at] = *c;
            memcpy(near + at + 1, sound + at, n - at);
            consider_sound(search, near, n + 1, NEAR_SOUND);
            if (at < n) {
                memcpy(near + at + 1, sound + at + 1, n - at - 1);
                consider_sound(search, near, n, NEAR_SOUND);
            }
        }
    }
    for (size_t at = 0; at + 1 < n; at++) { /* two neighbours changed places */
        memcpy(near, sound, n);
        near[at] = sound[at + 1];
        near[at + 1] = sound[at];
        consider_sound(search, near, n, NEAR_SOUND);
    }
}

static void consider_fuzzy(Search *search)
{
    char sound[YQ_SOUND_MAX + 1];
    size_t n = yq_sound(search->query.folded->str, search->query.folded->len, sound);

    for (size_t i = 0; i < yq_overlay_count(search->gazetteer->overlay); i++) {
        consider(search, yq_overlay_nth(search->gazetteer->overlay, i), true);
    }
    consider_sound(search, sound, n, SAME_SOUND);
    for (size_t i = 0; i < search->spoken.n_keys; i++) {
        consider_sound(search, search->spoken.keys[i].sound, search->spoken.keys[i].n,
                       SAME_SOUND);
    }
    consider_near_sounds(search, sound, n);
}

static int compare_candidates(const void *a, const void *b)
{
    const YqCandidate *x = a, *y = b;

    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

/* How many of the sorted candidates are told: all that have the name, and the likeliest
 * of those that are spelled nearly so. */
static guint count_likely(const GArray *found, size_t limit)
{
    guint n = 0;

    for (; n < MIN(found->len, limit); n++) {
        const YqCandidate *candidate = &g_array_index(found, YqCandidate, n);

        if (candidate->distance > 0 &&
            candidate->score < SCORE_MIN * g_array_index(found, YqCandidate, 0).score) {
            break;
        }
    }
    return n;
}

GArray *yq_gazetteer_lookup(const YqGazetteer *self, const YqLookup *lookup)
{
    Search search = {.gazetteer = self, .lookup = lookup};
    size_t limit = lookup->limit > 0 ? lookup->limit : LIMIT;

    search.most = MAX(SAME_NAME, 2 * limit);

    search.found = g_array_new(FALSE, FALSE, sizeof(YqCandidate));
    search.seen = g_hash_table_new(NULL, NULL);
    yq_keys_init(&search.query);
    yq_keys_init(&search.name);
    yq_keys_set(&search.query, lookup->name, strlen(lookup->name));
    if (search.query.folded->len > 0) {
        consider_exact(&search);
        if (lookup->fuzzy) {
            yq_spelling_set(&search.spelling, search.query.folded->str,
                            search.query.folded->len);
            if (!yq_spoken_by_any(&search.spoken, lookup->name, strlen(lookup->name),
                                  COST_MAX)) {
                search.spoken.n_keys = 0;
            }
            consider_fuzzy(&search);
        }
    }
    g_array_sort(search.found, compare_candidates);
    g_array_set_size(search.found, count_likely(search.found, limit));
    g_hash_table_unref(search.seen);
    yq_keys_clear(&search.query);
    yq_keys_clear(&search.name);
    return search.found;
}
