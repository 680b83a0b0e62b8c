/* SPDX-License-Identifier: MIT */
#include "gazetteer/hearing.h"

#include "gazetteer/index.h"
#include "language/language.h"
#include "text/fold.h"

#include <string.h>

#define SAME_SOUND 4000  /* places of one sound that are looked at */
#define READ_MOST 40     /* places whose names are read */
#define BYTES_EACH 3     /* of a Latin name for a letter of the word, at most ... */
#define BYTES_MORE 4     /* ... and for what is not written */
#define ELSEWHERE 6      /* places of any country that are looked at, if any is wanted */
#define OVERLAY_MOST 400 /* a user's own places that are looked at one by one */

typedef struct Search {
    const YqGazetteer *gazetteer;
    const YqHearing *hearing;
    GString *folded;       /* scratch */
    uint64_t marks;        /* of the wanted countries */
    const YqSoundKey *key; /* what is looked up; NULL for a user's own places */
    size_t read;           /* places whose names were */
    YqHeard *out;
    size_t n;
} Search;

/* Whether a name whose first or last byte is @byte may be the word's: in no other script,
 * and if it is a plain letter one of @letters. */
static bool may_be(char byte, uint32_t letters)
{
    int letter = g_ascii_tolower(byte) - 'a';

    return letter >= 0 && letter < 26 ? (letters >> letter & 1) != 0
                                      : (guchar)byte < 0xD0;
}

/* The name of @place that the word is nearest to. */
static YqHeard nearest_name(Search *search, uint32_t place, float most)
{
    YqPlaceText text = yq_place_text(search->gazetteer, place);
    YqHeard best = {.place = place, .cost = YQ_SOUNDS_NEVER};
    const YqSpoken *word = search->hearing->word;
    size_t longest = BYTES_EACH * word->n + BYTES_MORE;
    uint8_t language;
    const char *name;

    while (yq_place_text_next(&text, &language, &name)) {
        if (language == YQ_LANG_DEMONYM || !may_be(*name, word->begins)) {
            continue;
        }
        size_t length = strlen(name);

        if (length > longest || !may_be(name[length - 1], word->ends_in)) {
            continue;
        }
        g_string_truncate(search->folded, 0);
        yq_fold_name(name, length, search->folded);
        if (search->key != NULL &&
            !yq_sounds_as(search->folded->str, search->folded->len, search->key->sound)) {
            continue;
        }
        float cost = yq_spoken_cost(word, search->folded->str, search->folded->len, most);

        if (cost < best.cost) {
            best.cost = cost;
            best.name = name;
        }
    }
    return best;
}

/* Keeps the nearest, in their order; of equals the one that came first. */
static void keep(Search *search, YqHeard heard)
{
    size_t at = search->n;

    for (size_t i = 0; i < search->n; i++) {
        if (search->out[i].place == heard.place) {
            return;
        }
    }
    while (at > 0 && search->out[at - 1].cost > heard.cost) {
        at--;
    }
    if (at == YQ_HEARD_MAX) {
        return;
    }
    search->n = MIN(search->n + 1, YQ_HEARD_MAX);
    memmove(search->out + at + 1, search->out + at,
            (search->n - 1 - at) * sizeof *search->out);
    search->out[at] = heard;
}

/* The mark of a posting's country is looked at first: most places are not read. */
static bool may_be_wanted(const Search *search, uint32_t mark)
{
    return mark == 0 || (search->marks >> mark & 1) != 0;
}

/* Whether a code of two letters is one of those of "DZ,ML". */
static bool has_country(const char *codes, const char *code)
{
    for (; codes[0] != '\0' && codes[1] != '\0'; codes += 3) {
        if (codes[0] == code[0] && codes[1] == code[1]) {
            return true;
        }
        if (codes[2] == '\0') {
            break;
        }
    }
    return false;
}

static bool is_wanted(const Search *search, const YqFacts *facts)
{
    const YqHearing *hearing = search->hearing;

    for (size_t i = 0; i < hearing->n_countries; i++) {
        if (has_country(facts->country, hearing->countries[i])) {
            return facts->population >= hearing->people_least;
        }
    }
    return false;
}

/* False where the places that follow are too small. */
static bool consider(Search *search, uint32_t index)
{
    const YqHearing *hearing = search->hearing;
    YqFacts facts = yq_gazetteer_facts(search->gazetteer, index);
    bool wanted = is_wanted(search, &facts);
    bool large = hearing->population > 0 && facts.population >= hearing->population;

    if (wanted || large) {
        float most = wanted ? hearing->most : hearing->most_elsewhere;
        YqHeard heard = nearest_name(search, index, most);

        search->read++;
        if (heard.cost <= most) {
            keep(search, heard);
        }
    }
    return facts.population >= hearing->people_least;
}

static void consider_sound(Search *search, const YqSoundKey *key)
{
    const YqTableEntry *entry = yq_index_find(search->gazetteer, YQ_SECTION_SOUNDS,
                                              yq_sound_hash(key->sound, key->n));

    if (entry == NULL) {
        return;
    }
    YqPostings postings = yq_index_postings(search->gazetteer, YQ_SECTION_SOUNDS, entry);
    const YqHearing *hearing = search->hearing;
    bool any = hearing->population > 0 && key->cost <= hearing->most_elsewhere;
    size_t elsewhere = any ? ELSEWHERE : 0;

    search->key = key;
    for (size_t i = 0; i < MIN(postings.n, SAME_SOUND) && search->read < READ_MOST; i++) {
        bool looked_at = i < elsewhere || may_be_wanted(search, postings.items[i].flags);

        if (looked_at && !consider(search, postings.items[i].place)) {
            return; /* the most populous come first */
        }
    }
}

size_t yq_gazetteer_hear(const YqGazetteer *self, const YqHearing *hearing,
                         YqHeard out[YQ_HEARD_MAX])
{
    Search search = {
        .gazetteer = self, .hearing = hearing, .folded = g_string_new(NULL), .out = out};
    size_t own = yq_overlay_count(self->overlay);

    for (size_t i = 0; i < hearing->n_countries; i++) {
        search.marks |= UINT64_C(1) << yq_country_mark(hearing->countries[i]);
    }
    for (size_t i = 0; i < own && own <= OVERLAY_MOST; i++) {
        consider(&search, yq_overlay_nth(self->overlay, i));
    }
    for (size_t i = 0; i < hearing->word->n_keys; i++) {
        consider_sound(&search, &hearing->word->keys[i]);
    }
    g_string_free(search.folded, TRUE);
    return search.n;
}

/* A table for every language, empty where it has none; kept for ever. */
static GArray *read_tables(void)
{
    g_autoptr(YqLanguages) languages = yq_languages_open(NULL);
    GArray *tables = g_array_new(FALSE, FALSE, sizeof(YqSounds));

    for (size_t i = 0; languages != NULL && i < yq_languages_count(languages); i++) {
        g_autofree char *path = yq_languages_table(languages, i, "sounds.tsv");
        GArray *rules = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));
        GArray *alike = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));
        bool read = path != NULL && yq_sounds_read(path, rules, alike, NULL);
        size_t n_rules = read ? rules->len : 0, n_alike = read ? alike->len : 0;
        YqSounds table = yq_sounds_of((void *)g_array_free(rules, FALSE), n_rules,
                                      (void *)g_array_free(alike, FALSE), n_alike);

        g_array_append_val(tables, table);
    }
    return tables;
}

bool yq_spoken_by_any(YqSpoken *self, const char *text, size_t length, float most)
{
    static GArray *tables;

    if (g_once_init_enter(&tables)) {
        g_once_init_leave(&tables, read_tables());
    }
    for (guint i = 0; i < tables->len; i++) {
        if (yq_spoken_set(self, &g_array_index(tables, YqSounds, i), text, length,
                          most)) {
            return true;
        }
    }
    return false;
}
