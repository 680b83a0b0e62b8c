/* SPDX-License-Identifier: MIT */
#include "incident/extract.h"

#include "incident/merge.h"
#include "incident/names.h"
#include "incident/region.h"
#include "incident/report.h"
#include "base/data.h"

#include <string.h>

struct YqExtractor {
    GMutex lock;
    GHashTable *lexicons; /* code -> YqLexicon, opened when first needed */
};

YqExtractor *yq_extractor_new(void)
{
    YqExtractor *self = g_new0(YqExtractor, 1);

    g_mutex_init(&self->lock);
    self->lexicons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)yq_lexicon_free);
    return self;
}

void yq_extractor_free(YqExtractor *self)
{
    if (self == NULL) {
        return;
    }
    g_hash_table_unref(self->lexicons);
    g_mutex_clear(&self->lock);
    g_free(self);
}

YqExtractor *yq_extractor_shared(void)
{
    static gsize once;

    if (g_once_init_enter(&once)) {
        g_once_init_leave(&once, (gsize)yq_extractor_new());
    }
    return (YqExtractor *)once;
}

/* The lexicon of @language; English where the language has no folder. */
static const YqLexicon *lexicon_of(YqExtractor *self, const char *language,
                                   GError **error)
{
    g_autofree char *code = g_strndup(language != NULL ? language : "en",
                                      strcspn(language != NULL ? language : "en", "-_"));
    g_autofree char *relative = g_build_filename("languages", code, "events.tsv", NULL);
    g_autofree char *path = yq_data_path(relative);

    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_free(code);
        code = g_strdup("en");
    }
    g_mutex_lock(&self->lock);
    YqLexicon *lexicon = g_hash_table_lookup(self->lexicons, code);

    if (lexicon == NULL) {
        lexicon = yq_lexicon_new(code, error);
        if (lexicon != NULL) {
            g_hash_table_insert(self->lexicons, g_steal_pointer(&code), lexicon);
        }
    }
    g_mutex_unlock(&self->lock);
    return lexicon;
}

static void *copy_array(YqArena *arena, const GArray *array, size_t size)
{
    return yq_arena_memdup(arena, array->data, array->len * size);
}

static int compare_spans(const void *a, const void *b)
{
    const YqSpan *one = a, *other = b;

    return one->article != other->article ? (one->article < other->article ? -1 : 1)
           : one->start != other->start
               ? (one->start < other->start ? -1 : 1)
               : (one->end > other->end) - (one->end < other->end);
}

static double confidence_of(const YqReport *report)
{
    double confidence = 0.35 + 0.1 * report->weight;

    confidence += report->own_date ? 0.15 : 0;
    confidence += report->own_place ? 0.15 : 0;
    confidence += report->form == YQ_FORM_VERB ? 0.05 : 0;
    return MIN(confidence, 1);
}

static void build_claims(const YqReport *report, YqArena *arena, YqIncident *out)
{
    YqClaim *claims =
        yq_arena_alloc(arena, MAX(report->accounts->len, 1u) * sizeof *claims);

    out->claims = claims;
    for (guint i = 0; i < report->accounts->len; i++) {
        const YqAccount *account = &g_array_index(report->accounts, YqAccount, i);

        if (account->by.name == NULL) {
            continue;
        }
        YqClaim *claim = &claims[out->n_claims++];

        *claim = (YqClaim){
            .by = account->by.name,
            .relayed_by = account->relayed_by,
            .says = account->says,
            .casualties = yq_report_casualties(report, i, arena),
            .place = account->where.place,
            .distance_to_border_km = account->where.border_km,
            .evidence = account->span,
        };
        memcpy(claim->border, account->where.border, sizeof claim->border);
        memcpy(claim->side, account->where.side, sizeof claim->side);
    }
}

static bool places_differ(const YqAccount *a, const YqAccount *b)
{
    return a->where.side[0] != '\0' && b->where.side[0] != '\0' &&
           strcmp(a->where.side, b->where.side) != 0;
}

/* Two accounts that cannot both be so, or the accused who deny it. */
static bool is_disputed(const YqReport *report)
{
    for (guint i = 0; i < report->accounts->len; i++) {
        const YqAccount *one = &g_array_index(report->accounts, YqAccount, i);

        if (one->denies) {
            return true;
        }
        for (guint k = i + 1; k < report->accounts->len; k++) {
            const YqAccount *other = &g_array_index(report->accounts, YqAccount, k);

            if (places_differ(one, other)) {
                return true;
            }
        }
    }
    return report->contested || yq_accounts_differ(report);
}

/* A coup, a withdrawal, a speech on the north of a country was not done in its north. */
static bool is_act_of_state(YqIncidentType type)
{
    return yq_incident_type_category(type) == YQ_CATEGORY_POLITICAL &&
           type != YQ_INCIDENT_PROTEST;
}

static void take_whole(const YqPlace *country, YqWhere *where)
{
    where->part = 0;
    where->precision = 6;
    where->at = country->at;
    where->uncertainty_km = MAX(country->radius_km, country->uncertainty_km);
}

/* An attack that kills so many of the unarmed is one of the mass killings. */
#define MASS_KILLED 20

static bool is_mass_killing(const YqReport *report)
{
    bool many = false;

    if (report->type != YQ_INCIDENT_ATTACK || report->several) {
        return false;
    }
    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);
        bool unarmed = said->kind == YQ_PEOPLE_CIVIL || said->kind == YQ_PEOPLE_CHILD ||
                       (said->kind == YQ_PEOPLE_ANY && report->unarmed);

        if (said->harm != YQ_HARM_KILLED || said->part) {
            continue;
        }
        if (said->kind == YQ_PEOPLE_STATE) {
            return false;
        }
        many |= unarmed && said->value >= MASS_KILLED;
    }
    return many;
}

/* Homes burnt or looted where people were killed are an attack. */
static bool is_attack(const YqReport *report)
{
    bool killed = false;

    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        killed |= said->harm == YQ_HARM_KILLED && said->value > 0;
    }
    return killed && report->weight == 1 &&
           (report->type == YQ_INCIDENT_ARSON || report->type == YQ_INCIDENT_LOOTING);
}

/* "The army killed 42 rebels; five soldiers died": a fight, where nothing but the victims
 * of both sides tells what it was. */
static bool is_clash(const YqReport *report)
{
    bool state = false, rebel = false;

    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        state |= said->kind == YQ_PEOPLE_STATE;
        rebel |= said->kind == YQ_PEOPLE_REBEL;
        if (said->kind == YQ_PEOPLE_CIVIL || said->kind == YQ_PEOPLE_CHILD) {
            return false;
        }
    }
    return state && rebel && report->type == YQ_INCIDENT_ATTACK && report->weight == 1;
}

/* What the dead make of an event's kind. */
static YqIncidentType type_by_dead(const YqReport *report)
{
    return is_mass_killing(report) ? YQ_INCIDENT_MASS_KILLING
           : is_clash(report)      ? YQ_INCIDENT_ARMED_CLASH
           : is_attack(report)     ? YQ_INCIDENT_ATTACK
                                   : (YqIncidentType)report->type;
}

/* The part of a country as the article calls it: "northern Mali". */
static const char *part_name(const YqAnalysis *const *analyses, YqSpan span,
                             YqArena *arena)
{
    const char *text = yq_article_text(analyses[span.article]->document->article, NULL);
    const char *start = g_utf8_offset_to_pointer(text, span.start);
    const char *end = g_utf8_offset_to_pointer(start, span.end - span.start);

    return g_strdelimit(yq_arena_strndup(arena, start, end - start), "\t\r\n", ' ');
}

/* The dead that a closed border or a meeting is told beside are something else's. */
static bool may_kill(YqIncidentType type)
{
    return yq_incident_type_category(type) == YQ_CATEGORY_VIOLENCE ||
           type == YQ_INCIDENT_PROTEST || type == YQ_INCIDENT_COUP;
}

static void drop_victims(YqCasualties *casualties)
{
    int32_t displaced = casualties->displaced;

    if (displaced < 0) {
        *casualties = YQ_CASUALTIES_NONE;
        return;
    }
    casualties->killed = casualties->killed_at_least = casualties->wounded = -1;
    casualties->missing = casualties->abducted = -1;
    casualties->killed_magnitude = NULL;
}

static YqIncident build(YqReport *report, const YqAnalysis *const *analyses,
                        const YqGazetteer *gazetteer, YqArena *arena)
{
    YqWhere *where = &report->where;
    const char *part = NULL;

    if (where->part != 0 && where->place >= 0) {
        YqPlace place = yq_gazetteer_place(gazetteer, (uint32_t)where->place);

        if (where->part == 6 && is_act_of_state(report->type)) {
            take_whole(&place, where);
        } else {
            yq_region_part(&place, arena, where);
            part = part_name(analyses, where->span, arena);
        }
    }
    YqIncident out = {
        .category = yq_incident_type_category(report->type),
        .type = type_by_dead(report),
        .when = report->when,
        .place = where->place,
        .place_text = part,
        .where_precision = where->precision,
        .uncertainty_km = where->uncertainty_km,
        .at = where->at,
        .geometry = where->geometry,
        .casualties = yq_report_casualties(report, YQ_ACCOUNT_ALL, arena),
        .disputed = is_disputed(report),
        .summary = report->summary,
        .confidence = confidence_of(report),
    };

    if (out.geometry.type == YQ_GEOMETRY_NONE && where->precision > 0 &&
        where->precision < 6) {
        out.geometry = (YqGeometry){
            YQ_GEOMETRY_POINT, yq_arena_memdup(arena, &where->at, sizeof where->at), 1};
    }
    if (!may_kill(out.type)) {
        drop_victims(&out.casualties);
    }
    if (report->several && out.casualties.n_groups > 1) {
        /* The toll of several attacks that hit several groups: whose is not said. */
        out.casualties = YQ_CASUALTIES_NONE;
    }
    g_array_sort(report->evidence, compare_spans);
    out.evidence = copy_array(arena, report->evidence, sizeof(YqSpan));
    out.n_evidence = report->evidence->len;
    out.actors = copy_array(arena, report->actors, sizeof(YqActor));
    out.n_actors = report->actors->len;
    build_claims(report, arena, &out);
    return out;
}

bool yq_extract(YqExtractor *self, const YqAnalysis *const *analyses, size_t n_analyses,
                const YqGazetteer *gazetteer, YqArena *arena, GArray *out_incidents,
                GString *explain, GError **error)
{
    g_autoptr(GArray) reports = g_array_new(FALSE, TRUE, sizeof(YqReport));

    g_array_set_clear_func(reports, (GDestroyNotify)yq_report_clear);
    for (size_t i = 0; i < n_analyses; i++) {
        const YqArticleInfo *info = yq_article_info(analyses[i]->document->article);
        const YqLexicon *lexicon = lexicon_of(self, info->language, error);

        if (lexicon == NULL) {
            return false;
        }
        g_autoptr(YqReading) reading = yq_reading_new(analyses[i], lexicon);

        reading->gazetteer = gazetteer;
        reading->context = yq_context_new(reading);
        yq_triggers_find(reading);
        yq_places_find(reading, arena);
        yq_reports_read(reading, arena, reports, explain);
    }
    yq_reports_merge(reports, explain);
    for (guint i = 0; i < reports->len; i++) {
        YqIncident incident =
            build(&g_array_index(reports, YqReport, i), analyses, gazetteer, arena);

        g_array_append_val(out_incidents, incident);
    }
    return true;
}
