/* SPDX-License-Identifier: MIT */
/* What stands on the map: the places that the articles name, the incidents, and towns for
 * orientation. */
#include "map/page.h"

#include "base/utf8.h"
#include "language/language.h"
#include "map/words.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

/* Square points of the page for each town; points between towns for orientation. */
#define AREA_PER_TOWN (7500.0 * page->type_scale * page->type_scale)
#define TOWN_SPACE (26.0 * page->type_scale)

/* A town so near to an incident, in points, is where it happened. Of more incidents that
 * is not looked for. */
#define SITE 6.0

/* People of a town for orientation at the least; on a map of so few kilometres a point
 * any hamlet helps. */
#define SMALLEST 1000
#define HAMLETS 1.0
enum { MOST_SITES = 200 };

/* A name without what tells it apart in a list, "(Mali)": the map shows where it is. */
static const char *bare(const YqPage *page, const char *name)
{
    const char *open = name != NULL ? strstr(name, " (") : NULL;

    return open != NULL && open > name && g_str_has_suffix(name, ")")
               ? yq_arena_strndup(page->arena, name, (size_t)(open - name))
               : name;
}

/* Whether two names are one but for case, accents and the like. */
static bool is_same_name(const char *a, const char *b)
{
    g_autoptr(GString) x = g_string_new(NULL), y = g_string_new(NULL);

    yq_fold_name(a, strlen(a), x);
    yq_fold_name(b, strlen(b), y);
    return g_string_equal(x, y);
}

/* Whether the place is known by that name in any language: a person may have corrected it
 * since the article was read. */
static bool is_known_as(const YqAnnotatedPlace *place, const char *name)
{
    for (size_t i = 0; i < place->n_names; i++) {
        if (is_same_name(place->names[i].name, name)) {
            return true;
        }
    }
    return is_same_name(place->name, name);
}

/* Whether the place still bears the gazetteer's name, and so nobody has corrected it. */
static bool is_as_found(const YqPage *page, const YqAnnotatedPlace *place,
                        const char *language)
{
    uint32_t index = page->gazetteer != NULL && place->gazetteer_id != NULL
                         ? yq_gazetteer_by_id(page->gazetteer, place->gazetteer_id)
                         : YQ_PLACE_NONE;

    if (index == YQ_PLACE_NONE) {
        return false;
    }
    const char *name = yq_gazetteer_name(page->gazetteer, index, language);

    if (name == NULL) {
        name = yq_gazetteer_name(page->gazetteer, index, NULL);
    }
    return g_strcmp0(name, yq_annotated_place_name(place, language)) == 0;
}

/* How often each spelling names the place, not something called after it. */
static GHashTable *count_spellings(const YqAnnotatedPlace *place)
{
    GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < place->n_mentions; i++) {
        gpointer surface = (gpointer)place->surfaces[i];

        if (place->mentions[i].role == YQ_ROLE_PLACE && surface != NULL) {
            size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, surface));

            g_hash_table_insert(counts, surface, GSIZE_TO_POINTER(n + 1));
        }
    }
    return counts;
}

/* Neither all in capitals nor all in small letters, in a script that has both. */
static bool is_written_as_a_name(const char *surface)
{
    g_autofree char *small = yq_utf8_lower(surface);
    g_autofree char *capital = yq_utf8_upper(surface);

    return strcmp(small, capital) == 0 ||
           (strcmp(surface, capital) != 0 && strcmp(surface, small) != 0);
}

/* The spelling that the articles have most often, where they speak @language; NULL when
 * they do not, or have it only in capitals or as a part of other names. */
static const char *own_spelling(const YqPage *page, const YqAnnotatedPlace *place,
                                const char *language)
{
    g_autoptr(GHashTable) counts = count_spellings(place);
    const char *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < place->n_mentions && place->feature_class == 'P'; i++) {
        const YqMention *mention = &place->mentions[i];
        const char *surface = place->surfaces[i];

        if (mention->role != YQ_ROLE_PLACE || surface == NULL ||
            mention->article >= yq_annotations_n_articles(page->annotations) ||
            g_strcmp0(
                yq_annotations_article(page->annotations, mention->article)->language,
                language) != 0) {
            continue;
        }
        size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, surface));

        if (n > most && is_written_as_a_name(surface)) {
            most = n;
            best = surface;
        }
    }
    return best;
}

const char *yq_page_place_name(const YqPage *page, const YqAnnotatedPlace *place,
                               const char *language)
{
    const char *own = own_spelling(page, place, language);
    const char *name =
        own != NULL && (is_known_as(place, own) || is_as_found(page, place, language))
            ? own
            : yq_annotated_place_name(place, language);

    return bare(page, yq_arena_strdup(page->arena, name));
}

/* The name in the page's second language, where that is another one. */
static const char *second_name(const YqPage *page, const YqAnnotatedPlace *place,
                               const char *first)
{
    if (page->second == NULL) {
        return NULL;
    }
    const char *name = yq_page_place_name(page, place, page->second);

    return strcmp(name, first) != 0 ? name : NULL;
}

static size_t count_named(const YqAnnotatedPlace *place)
{
    size_t n = 0;

    for (size_t i = 0; i < place->n_mentions; i++) {
        n += place->mentions[i].role == YQ_ROLE_PLACE;
    }
    return place->n_mentions == 0 ? 1 : n; /* a table's rows have no mentions */
}

static bool is_area(char feature_class, const char *feature_code)
{
    return feature_class == 'A' || feature_class == 'L' || feature_class == 'T' ||
           feature_class == 'H' || feature_class == 'V' || feature_class == 'U' ||
           g_str_has_prefix(feature_code, "ADM");
}

static void add_named(YqPage *page, size_t i)
{
    const YqAnnotatedPlace *place = yq_annotations_place(page->annotations, i);
    size_t mentions = count_named(place);

    if (mentions == 0 || !yq_point_valid(place->at)) {
        return;
    }
    YqTown town = {
        .at = place->at,
        .name = yq_page_place_name(page, place, page->language),
        .id = place->gazetteer_id != NULL ? place->gazetteer_id : "",
        .country = place->country != NULL ? place->country : "",
        .weight = 1 + log2((double)mentions),
        .radius_km = place->radius_km,
        .population = place->population,
        .place = (int32_t)i,
        .feature_class = place->feature_class,
        .area = is_area(place->feature_class, place->feature_code),
        .capital =
            place->feature_code != NULL && strcmp(place->feature_code, "PPLC") == 0,
    };

    town.second = second_name(page, place, town.name);
    g_array_append_val(page->towns, town);
}

double yq_page_killed(const YqCasualties *casualties)
{
    static const struct {
        const char *word;
        double number;
    } magnitudes[] = {{"dozens", 30}, {"hundreds", 200}, {"thousands", 2000}};

    if (casualties->killed >= 0) {
        return casualties->killed;
    }
    if (casualties->killed_at_least >= 0) {
        return casualties->killed_at_least;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(magnitudes); i++) {
        if (g_strcmp0(casualties->killed_magnitude, magnitudes[i].word) == 0) {
            return magnitudes[i].number;
        }
    }
    return 0;
}

/* Area by killed: the radius grows with the root; all sizes hold a number of two digits.
 */
static double mark_radius(const YqPage *page, double dead)
{
    double least = yq_theme_number(page->theme, "incidents", "smallest") / 2;
    double most = yq_theme_number(page->theme, "incidents", "largest") / 2;

    return page->symbol_scale *
           CLAMP(sqrt(least * least + dead * YQ_AREA_PER_KILLED / G_PI), least, most);
}

static void add_incident(YqPage *page, size_t i)
{
    const YqIncident *incident = yq_annotations_incident(page->annotations, i);
    double dead = yq_page_killed(&incident->casualties);

    YqMark mark = {
        .incident = incident,
        .index = i,
        .importance = log2(2 + dead) *
                      (incident->category == YQ_CATEGORY_VIOLENCE ? 2 : 1) *
                      (0.5 + incident->confidence / 2),
        .radius =
            mark_radius(page, incident->category == YQ_CATEGORY_POLITICAL ? 0 : dead),
    };

    g_array_append_val(page->marks, mark);
}

static int by_date(const void *a, const void *b)
{
    const YqMark *x = a, *y = b;
    YqDate from = x->incident->when.start, to = y->incident->when.start;
    int order = yq_date_compare(from.year != 0 ? from : x->incident->when.end,
                                to.year != 0 ? to : y->incident->when.end);

    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* --- places that a table's incidents name --- */

/* The gazetteer's place of that name there, or YQ_PLACE_NONE. */
static uint32_t told_place(const YqPage *page, const YqIncident *incident)
{
    enum { SAME_KM = 20 };
    YqLookup lookup = {.name = incident->place_text, .near = &incident->at, .limit = 4};
    g_autoptr(GArray) found = yq_gazetteer_lookup(page->gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        const YqCandidate *candidate = &g_array_index(found, YqCandidate, i);

        if (candidate->near_km < SAME_KM) {
            return candidate->place;
        }
    }
    return YQ_PLACE_NONE;
}

const char *yq_page_told_name(const YqPage *page, const YqIncident *incident,
                              const char *language)
{
    bool there = yq_language_rtl(language) ==
                 (g_unichar_get_script(g_utf8_get_char(incident->place_text)) ==
                  G_UNICODE_SCRIPT_ARABIC);
    uint32_t place = there || page->gazetteer == NULL || !yq_incident_mappable(incident)
                         ? YQ_PLACE_NONE
                         : told_place(page, incident);
    const char *name = place != YQ_PLACE_NONE
                           ? yq_gazetteer_name(page->gazetteer, place, language)
                           : NULL;

    return name != NULL ? bare(page, name) : incident->place_text;
}

/* Whether an article in the map's own language tells in words which part of the place is
 * meant: "northern Mali". */
static bool tells_part(const YqPage *page, const YqIncident *incident)
{
    const YqArticleInfo *info = yq_annotations_n_articles(page->annotations) > 0
                                    ? yq_annotations_article(page->annotations, 0)
                                    : NULL;

    return incident->place_text != NULL && info != NULL &&
           g_strcmp0(info->language, page->language) == 0;
}

const char *yq_page_incident_place(const YqPage *page, const YqIncident *incident)
{
    if (incident->place >= 0 && tells_part(page, incident)) {
        return incident->place_text;
    }
    if (incident->place >= 0) {
        return yq_page_place_name(
            page, yq_annotations_place(page->annotations, (size_t)incident->place),
            page->language);
    }
    return incident->place_text != NULL
               ? yq_page_told_name(page, incident, page->language)
               : NULL;
}

static bool is_told_of(const YqPage *page, const YqIncident *incident)
{
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (!town->area && (strcmp(town->name, incident->place_text) == 0 ||
                            yq_distance_rough_km(town->at, incident->at) < 3)) {
            return true;
        }
    }
    return false;
}

/* The map names the places of a table's incidents, unless there are very many. */
static void add_told_places(YqPage *page)
{
    enum { MOST_MARKS = 300, MOST_PLACES = 60 };
    guint n = page->towns->len;

    for (guint i = 0; i < page->marks->len && page->marks->len <= MOST_MARKS &&
                      page->towns->len < n + MOST_PLACES;
         i++) {
        const YqIncident *incident = YQ_MARK(page, i)->incident;

        if (incident->place >= 0 || incident->place_text == NULL ||
            !yq_incident_mappable(incident) || incident->where_precision > 2 ||
            is_told_of(page, incident)) {
            continue;
        }
        const char *name = yq_page_told_name(page, incident, page->language);
        const char *second =
            page->second != NULL ? yq_page_told_name(page, incident, page->second) : NULL;
        YqTown town = {.at = incident->at,
                       .name = yq_arena_strdup(page->arena, name),
                       .second = g_strcmp0(name, second) != 0 ? second : NULL,
                       .id = "",
                       .country = "",
                       .weight = 0.8,
                       .place = -1,
                       .feature_class = 'P'};

        g_array_append_val(page->towns, town);
    }
}

bool yq_page_choose(YqPage *page, GError **error)
{
    for (size_t i = 0; i < yq_annotations_n_places(page->annotations); i++) {
        add_named(page, i);
    }
    for (size_t i = 0; i < yq_annotations_n_incidents(page->annotations); i++) {
        add_incident(page, i);
    }
    g_array_sort(page->marks, by_date);
    add_told_places(page);
    if (page->towns->len + page->marks->len == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY,
                    "no place and no incident to put on a map");
        return false;
    }
    return true;
}

/* --- towns for orientation --- */

typedef struct Search {
    YqPage *page;
    GArray *found; /* of YqPlace */
    size_t visited;
} Search;

static bool is_known(const YqPage *page, const YqPlace *place)
{
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (strcmp(town->id, place->id) == 0 ||
            (!town->area && yq_distance_rough_km(town->at, place->at) <
                                4 * page->projection.km_per_point)) {
            return true;
        }
    }
    return false;
}

/* How important a town is for finding one's way: capitals and seats before size. */
static double rank(const YqPlace *place)
{
    double seat = strcmp(place->feature_code, "PPLC") == 0   ? 8
                  : strcmp(place->feature_code, "PPLA") == 0 ? 2.5
                                                             : 0;

    return log2(1 + (double)place->population) + seat;
}

static bool keep_town(const YqPlace *place, void *data)
{
    Search *search = data;

    /* of many places in the project's own tables the number of people is not known */
    bool enough = place->population >= SMALLEST ||
                  (place->population == 0 && search->page->projection.km_per_point < 3);

    if (place->feature_class == 'P' && enough &&
        strcmp(place->feature_code, "PPLX") != 0) {
        g_array_append_val(search->found, *place);
    }
    return ++search->visited < 60000;
}

static int by_rank(const void *a, const void *b)
{
    double x = rank(a), y = rank(b);

    return (x < y) - (x > y);
}

static void add_town(YqPage *page, const YqPlace *place, YqXY xy)
{
    const char *name = yq_gazetteer_name(page->gazetteer, place->index, page->language);

    if (name == NULL) {
        name = yq_gazetteer_name(page->gazetteer, place->index, NULL);
    }
    YqTown town = {
        .at = place->at,
        .xy = xy,
        .name = bare(page, name),
        .id = place->id,
        .country = yq_arena_strdup(page->arena, place->country),
        .population = place->population,
        .place = -1,
        .feature_class = 'P',
        .capital = strcmp(place->feature_code, "PPLC") == 0,
        .inside = true,
    };

    if (page->second != NULL) {
        town.second =
            bare(page, yq_gazetteer_name(page->gazetteer, place->index, page->second));
        if (town.second != NULL && strcmp(town.second, town.name) == 0) {
            town.second = NULL;
        }
    }
    g_array_append_val(page->towns, town);
}

/* Whether the page's readers can read some name of it: on an Arabic page a town without
 * an Arabic name helps few. */
static bool has_name(const YqPage *page, const YqPlace *place)
{
    return !page->rtl ||
           yq_gazetteer_name(page->gazetteer, place->index, page->language) != NULL;
}

static bool has_room(const YqPage *page, YqXY at, double space)
{
    YqRect f = page->frame;

    if (!(at.x > f.x + 8 && at.x < f.x + f.width - 8 && at.y > f.y + 8 &&
          at.y < f.y + f.height - 8)) {
        return false;
    }
    for (guint i = page->n_mark_obstacles; i < page->obstacles->len; i++) {
        YqRect o = g_array_index(page->obstacles, YqRect, i);

        if (at.x > o.x - 3 && at.x < o.x + o.width + 3 && at.y > o.y - 3 &&
            at.y < o.y + o.height + 3) {
            return false;
        }
    }
    for (guint i = 0; i < page->towns->len; i++) {
        YqXY other = YQ_TOWN(page, i)->xy;

        if (!YQ_TOWN(page, i)->area && hypot(other.x - at.x, other.y - at.y) < space) {
            return false;
        }
    }
    return true;
}

/* The more the page names itself, the fewer it needs besides. */
static size_t wanted_towns(const YqPage *page)
{
    size_t named = 0;
    double area = page->frame.width * page->frame.height;
    double most = area / AREA_PER_TOWN;

    for (guint i = 0; i < page->towns->len; i++) {
        named += !YQ_TOWN(page, i)->area && YQ_TOWN(page, i)->inside;
    }
    return named >= most ? 0 : (size_t)(most - (double)named);
}

/* Whether an incident happened there, or nearly so. */
static bool is_site(const YqPage *page, YqXY xy)
{
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number > 0 && fabsf(mark->at.x - xy.x) < SITE &&
            fabsf(mark->at.y - xy.y) < SITE) {
            return true;
        }
    }
    return false;
}

static void take_towns(YqPage *page, const GArray *found, bool sites, size_t *wanted)
{
    for (guint i = 0; i<found->len && * wanted> 0; i++) {
        const YqPlace *place = &g_array_index(found, YqPlace, i);
        YqXY xy = yq_projection_point(&page->projection, place->at);

        if ((sites ? is_site(page, xy)
                   : place->population >= SMALLEST ||
                         page->projection.km_per_point < HAMLETS) &&
            has_name(page, place) && has_room(page, xy, TOWN_SPACE) &&
            !is_known(page, place)) {
            add_town(page, place, xy);
            YQ_TOWN(page, page->towns->len - 1)->site = sites;
            (*wanted)--;
        }
    }
}

void yq_page_orient(YqPage *page)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(YqPlace));
    Search search = {page, found, 0};
    size_t wanted = wanted_towns(page);

    if (page->gazetteer == NULL || wanted == 0 || yq_page_without(page, "towns")) {
        return;
    }
    yq_gazetteer_within(page->gazetteer, yq_projection_query(&page->projection),
                        keep_town, &search);
    g_array_sort(found, by_rank);
    if (page->marks->len <= MOST_SITES) { /* first those where something happened */
        take_towns(page, found, true, &wanted);
    }
    take_towns(page, found, false, &wanted);
}
