/* SPDX-License-Identifier: MIT */
/* From articles to annotations: every mention joins its place, every incident finds its
 * place in the list. */
#include "annotation/store.h"

#include "geoparse/analysis.h"
#include "incident/extract.h"
#include "language/language.h"

#include <math.h>
#include <string.h>

/* Mentions of one place, or of one name that no gazetteer knows. */
typedef struct Gathered {
    uint32_t place;      /* YQ_PLACE_NONE: then the surface tells which */
    GArray *mentions;    /* of YqMention */
    GPtrArray *surfaces; /* owned by the arena */
    double confidence;   /* the best of them */
} Gathered;

static void gathered_clear(Gathered *self)
{
    g_array_unref(self->mentions);
    g_ptr_array_unref(self->surfaces);
}

typedef struct Gathering {
    YqAnnotations *into;
    const YqGazetteer *gazetteer;
    GArray *places;       /* of Gathered, in the order of their first mention */
    GHashTable *by_index; /* gazetteer index + 1 -> index + 1 */
    GHashTable *by_name;  /* surface -> index + 1 */
} Gathering;

static void gathering_init(Gathering *self, YqAnnotations *into,
                           const YqGazetteer *gazetteer)
{
    self->into = into;
    self->gazetteer = gazetteer;
    self->places = g_array_new(FALSE, TRUE, sizeof(Gathered));
    g_array_set_clear_func(self->places, (GDestroyNotify)gathered_clear);
    self->by_index = g_hash_table_new(NULL, NULL);
    self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
}

static void gathering_clear(Gathering *self)
{
    g_array_unref(self->places);
    g_hash_table_unref(self->by_index);
    g_hash_table_unref(self->by_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathering, gathering_clear)

/* Index in the list of the place @place, or of the unknown name @surface; made when it is
 * new. */
static uint32_t find_or_add(Gathering *self, uint32_t place, const char *surface)
{
    bool known = place != YQ_PLACE_NONE;
    gpointer key = known ? GUINT_TO_POINTER(place + 1) : (gpointer)surface;
    GHashTable *table = known ? self->by_index : self->by_name;
    gpointer found = g_hash_table_lookup(table, key);

    if (found == NULL) {
        Gathered fresh = {place, g_array_new(FALSE, FALSE, sizeof(YqMention)),
                          g_ptr_array_new(), 0};

        g_array_append_val(self->places, fresh);
        found = GUINT_TO_POINTER(self->places->len);
        g_hash_table_insert(table, key, found);
    }
    return GPOINTER_TO_UINT(found) - 1;
}

static void gather_mention(Gathering *self, const YqDocument *document,
                           const YqParsedMention *parsed)
{
    const char *text = yq_article_text(document->article, NULL);
    const YqToken *first = &document->tokens[parsed->first];
    const char *start = text + first->byte_start;

    /* A clitic written onto the name is part of its token but not of its span. */
    start = g_utf8_offset_to_pointer(start, (glong)parsed->mention.start - first->start);
    const char *end = g_utf8_offset_to_pointer(start, (glong)parsed->mention.end -
                                                          parsed->mention.start);
    char *surface = yq_arena_strndup(self->into->arena, start, end - start);
    uint32_t i = find_or_add(self, parsed->mention.place, surface);
    Gathered *gathered = &g_array_index(self->places, Gathered, i);

    g_array_append_val(gathered->mentions, parsed->mention);
    g_ptr_array_add(gathered->surfaces, surface);
    gathered->confidence = MAX(gathered->confidence, parsed->mention.confidence);
}

static void gather_analysis(Gathering *self, const YqAnalysis *analysis)
{
    for (size_t i = 0; i < analysis->mentions->len; i++) {
        gather_mention(self, analysis->document,
                       &g_array_index(analysis->mentions, YqParsedMention, i));
    }
}

/* "read by sound: 'بواكيه' (article 1) as Bouaké, geonames:2290956". */
static void explain_heard(const Gathering *self, GString *out)
{
    for (guint i = 0; i < self->places->len; i++) {
        const Gathered *gathered = &g_array_index(self->places, Gathered, i);

        for (guint k = 0; k < gathered->mentions->len; k++) {
            const YqMention *mention = &g_array_index(gathered->mentions, YqMention, k);

            if (mention->by_sound && mention->place != YQ_PLACE_NONE) {
                g_string_append_printf(
                    out, "read by sound: '%s' (article %u) as %s, %s\n",
                    (const char *)g_ptr_array_index(gathered->surfaces, k),
                    mention->article + 1,
                    yq_gazetteer_name(self->gazetteer, mention->place, NULL),
                    yq_gazetteer_place(self->gazetteer, mention->place).id);
            }
        }
    }
}

static void fill_names(const Gathering *self, YqAnnotatedPlace *out, uint32_t index,
                       const char *language)
{
    YqPlaceName *names =
        yq_arena_alloc(self->into->arena, (yq_language_count() + 1) * sizeof *names);

    for (size_t i = 0; i < yq_language_count(); i++) {
        const char *code = yq_language_code(i);
        const char *name = yq_gazetteer_name(self->gazetteer, index, code);

        if (name != NULL) {
            names[out->n_names++] =
                (YqPlaceName){code, yq_arena_strdup(self->into->arena, name)};
        }
    }
    out->names = names;
    out->name = yq_arena_strdup(self->into->arena,
                                yq_gazetteer_name(self->gazetteer, index, language));
    if (out->name == NULL) {
        out->name = yq_arena_strdup(self->into->arena,
                                    yq_gazetteer_name(self->gazetteer, index, NULL));
    }
}

static void fill_known(const Gathering *self, YqAnnotatedPlace *out, uint32_t index,
                       const char *language)
{
    YqPlace place = yq_gazetteer_place(self->gazetteer, index);
    YqArena *arena = self->into->arena;

    out->at = place.at;
    out->radius_km = place.radius_km;
    out->uncertainty_km = place.uncertainty_km;
    out->feature_class = place.feature_class;
    out->feature_code = yq_arena_strdup(arena, place.feature_code);
    out->country = yq_arena_strdup(arena, place.country);
    out->admin1 = yq_arena_strdup(arena, place.admin1);
    out->population = place.population;
    out->gazetteer_id = yq_arena_strdup(arena, place.id);
    fill_names(self, out, index, language);
}

static void append_place(Gathering *self, const Gathered *gathered, const char *language)
{
    YqArena *arena = self->into->arena;
    YqAnnotatedPlace place = {
        .name = gathered->surfaces->len > 0 ? gathered->surfaces->pdata[0] : NULL,
        .at = {NAN, NAN}, /* until it is known */
        .feature_code = "",
        .country = "",
        .admin1 = "",
        .confidence = gathered->confidence,
        .mentions = yq_arena_memdup(arena, gathered->mentions->data,
                                    gathered->mentions->len * sizeof(YqMention)),
        .surfaces = yq_arena_memdup(arena, gathered->surfaces->pdata,
                                    gathered->surfaces->len * sizeof(char *)),
        .n_mentions = gathered->mentions->len,
    };

    if (gathered->place != YQ_PLACE_NONE) {
        fill_known(self, &place, gathered->place, language);
    }
    g_array_append_val(self->into->places, place);
}

/* Incidents come with indexes of the gazetteer. A place that only a relation names ("80
 * km from Gao") has a mention as well, so all are there; one that is not is added without
 * a mention. */
static int32_t translate(Gathering *self, int32_t place)
{
    return place < 0 ? -1 : (int32_t)find_or_add(self, (uint32_t)place, NULL);
}

static void translate_incidents(Gathering *self)
{
    for (size_t i = 0; i < self->into->incidents->len; i++) {
        YqIncident *incident = &g_array_index(self->into->incidents, YqIncident, i);

        incident->place = translate(self, incident->place);
        for (size_t k = 0; k < incident->n_claims; k++) {
            YqClaim *claim = (YqClaim *)&incident->claims[k];

            claim->place = translate(self, claim->place);
        }
    }
}

static bool analyse_all(Gathering *self, const YqGeoparser *geoparser,
                        const YqArticle *const *articles, size_t n_articles,
                        GPtrArray *out, GError **error)
{
    for (size_t i = 0; i < n_articles; i++) {
        if (!yq_geoparser_ready(geoparser, articles[i], error)) {
            return false;
        }
        YqAnalysis *analysis = yq_analyse(geoparser, articles[i], (uint32_t)i);

        g_ptr_array_add(out, analysis);
        yq_annotations_add_article(self->into, yq_article_info(articles[i]));
        gather_analysis(self, analysis);
    }
    return true;
}

YqAnnotations *yq_annotate(const YqGeoparser *geoparser, const YqGazetteer *gazetteer,
                           const YqArticle *const *articles, size_t n_articles,
                           const YqAnnotateOptions *options, GError **error)
{
    g_autoptr(YqAnnotations) into = yq_annotations_new();
    g_autoptr(GPtrArray) analyses =
        g_ptr_array_new_with_free_func((GDestroyNotify)yq_analysis_free);
    g_auto(Gathering) gathering = {0};
    const char *language = n_articles > 0 ? yq_article_info(articles[0])->language : NULL;
    bool wanted = n_articles > 0 && (options == NULL || !options->no_incidents);

    gathering_init(&gathering, into, gazetteer);
    if (!analyse_all(&gathering, geoparser, articles, n_articles, analyses, error) ||
        (wanted &&
         !yq_extract(yq_extractor_shared(), (const YqAnalysis *const *)analyses->pdata,
                     analyses->len, gazetteer, into->arena, into->incidents,
                     options != NULL ? options->explain : NULL, error))) {
        return NULL;
    }
    if (options != NULL && options->explain != NULL) {
        explain_heard(&gathering, options->explain);
    }
    translate_incidents(&gathering);
    for (size_t i = 0; i < gathering.places->len; i++) {
        append_place(&gathering, &g_array_index(gathering.places, Gathered, i), language);
    }
    return g_steal_pointer(&into);
}
