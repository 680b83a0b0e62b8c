/* SPDX-License-Identifier: MIT */
#include "incident/merge.h"

#include "incident/actors.h"

#include <string.h>

/* Pairs whose days differ by more are not even asked about. */
#define MONTHS_MAX 36
#define NEAR_KM 30

/* Kinds of violence that one event may be told as. */
static int kin_of(uint8_t type)
{
    switch ((YqIncidentType)type) {
    case YQ_INCIDENT_ARMED_CLASH:
    case YQ_INCIDENT_AMBUSH:
    case YQ_INCIDENT_ATTACK:
        return 1;
    case YQ_INCIDENT_MASS_KILLING:
    case YQ_INCIDENT_MASS_EXECUTION:
        return 2;
    case YQ_INCIDENT_DRONE_STRIKE:
    case YQ_INCIDENT_AIR_STRIKE:
    case YQ_INCIDENT_SHELLING:
    case YQ_INCIDENT_BOMBARDMENT:
        return 3;
    case YQ_INCIDENT_ABDUCTION:
    case YQ_INCIDENT_HOSTAGE_TAKING:
        return 4;
    case YQ_INCIDENT_DRONE_SHOT_DOWN:
    case YQ_INCIDENT_AIRCRAFT_SHOT_DOWN:
        return 5;
    default:
        return 100 + type;
    }
}

static bool types_agree(const YqReport *a, const YqReport *b)
{
    int one = kin_of(a->type), other = kin_of(b->type);

    return one == other || (MAX(one, other) == 2 && MIN(one, other) == 1) ||
           (yq_incident_type_category(a->type) == YQ_CATEGORY_VIOLENCE &&
            (a->weight == 1 || b->weight == 1) &&
            yq_incident_type_category(b->type) == YQ_CATEGORY_VIOLENCE && one != 5 &&
            other != 5);
}

/* Whether a report took its place from another sentence, or tells it only in general: a
 * town in its own sentence is its own, whatever words lead to it. */
static bool borrows_place(const YqReport *report)
{
    return !report->own_place && !report->own_town;
}

/* Whether one report only took its place from elsewhere, so that the other may know
 * better: of the same country, or of none. */
static bool borrowed_place(const YqReport *a, const YqReport *b)
{
    bool same = a->where.country[0] == '\0' || b->where.country[0] == '\0' ||
                strcmp(a->where.country, b->where.country) == 0;

    return kin_of(a->type) == kin_of(b->type) && kin_of(a->type) < 100 &&
           (borrows_place(a) || borrows_place(b)) && (same || kin_of(a->type) == 5);
}

static bool places_agree(const YqReport *a, const YqReport *b, double *out_km)
{
    bool wide = a->where.precision >= 4 || b->where.precision >= 4;

    *out_km = yq_distance_rough_km(a->where.at, b->where.at);
    if ((a->where.place == b->where.place && a->where.place >= 0) ||
        borrowed_place(a, b)) {
        return true;
    }
    if (wide) {
        return (a->where.precision == 6 || b->where.precision == 6) &&
                       a->where.country[0] != '\0' && b->where.country[0] != '\0'
                   ? strcmp(a->where.country, b->where.country) == 0
                   : *out_km <= a->where.uncertainty_km + b->where.uncertainty_km;
    }
    return *out_km <= NEAR_KM + a->where.uncertainty_km + b->where.uncertainty_km;
}

/* The count of the dead that a report gives first, or -1. */
static int32_t dead_of(const YqReport *report)
{
    int32_t sum = -1;

    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        if (said->harm == YQ_HARM_KILLED && !said->part && said->value >= 0) {
            sum = MAX(sum, 0) + said->value;
        }
    }
    return sum;
}

/* The tolls of one event differ by report, but not tenfold; those of two events on one
 * day in one region may. */
static bool counts_agree(const YqReport *a, const YqReport *b)
{
    int32_t one = dead_of(a), other = dead_of(b);

    if (one < 0 || other < 0 || (a->own_place && b->own_place)) {
        return true;
    }
    return MAX(one, other) <= 3 * MIN(one, other) + 3;
}

static const char *why_apart(const YqReport *a, const YqReport *b, double *out_km)
{
    bool political = yq_incident_type_category(a->type) != YQ_CATEGORY_VIOLENCE;
    int32_t a_days = yq_interval_days(&a->when), b_days = yq_interval_days(&b->when);

    if (!types_agree(a, b)) {
        return "types";
    }
    if (b->separate && a->article == b->article && b->sentence - a->last_sentence <= 3) {
        return "the words: another event";
    }
    if (!yq_intervals_overlap(&a->when, &b->when)) {
        return "dates";
    }
    if (MAX(a_days, b_days) > 31 * MIN(a_days, b_days) + 62) {
        return "spans of time";
    }
    if (!places_agree(a, b, out_km) && !(political && a->weight == 3)) {
        return "places";
    }
    if (political && a->where.place != b->where.place && a->weight < 3 &&
        MIN(a->where.precision, b->where.precision) < 4) {
        return "places";
    }
    return counts_agree(a, b) ? NULL : "counts";
}

static void append_all(GArray *to, const GArray *from)
{
    g_array_append_vals(to, from->data, from->len);
}

/* Moves the accounts and counts of @from behind those of @to: the same speaker's are one,
 * and the same number is told once. */
static void join_said(YqReport *to, const YqReport *from)
{
    guint known = to->said->len, accounts = to->accounts->len;

    append_all(to->accounts, from->accounts);
    for (guint i = 0; i < from->said->len; i++) {
        YqSaid said = g_array_index(from->said, YqSaid, i);
        bool any = false, same = false;

        said.account += said.account > 0 ? accounts : 0;

        for (guint k = 0; k < known; k++) {
            const YqSaid *other = &g_array_index(to->said, YqSaid, k);

            any |= other->harm == said.harm;
            same |= other->harm == said.harm && other->value == said.value;
        }
        said.part |= any; /* told before: never added */
        if (!same) {
            g_array_append_val(to->said, said);
        }
    }
}

static bool finer(const YqInterval *a, const YqInterval *b)
{
    return yq_interval_days(a) < yq_interval_days(b);
}

static void absorb(YqReport *to, YqReport *from)
{
    join_said(to, from);
    for (guint i = 0; i < from->actors->len; i++) {
        const YqActor *actor = &g_array_index(from->actors, YqActor, i);

        yq_actor_add(to, actor->name, actor->id, actor->side, NULL);
    }
    append_all(to->evidence, from->evidence);
    if (finer(&from->when, &to->when)) {
        to->when = from->when;
    }
    bool better = from->own_place && !to->own_place;

    if (from->where.precision != 0 && (from->own_place || !to->own_place) &&
        (better || to->where.precision == 0 ||
         from->where.precision < to->where.precision)) {
        to->where = from->where;
    }
    if (from->weight > to->weight) {
        to->type = from->type;
        to->weight = from->weight;
        to->form = from->form;
    }
    to->own_date |= from->own_date;
    to->own_place |= from->own_place;
}

static void explain_pair(GString *explain, const YqReport *a, const YqReport *b,
                         const char *why, double km)
{
    char one[11], other[11];

    if (explain == NULL ||
        (why != NULL && (strcmp(why, "dates") == 0 || strcmp(why, "types") == 0))) {
        return;
    }
    yq_date_format(a->when.start, one);
    yq_date_format(b->when.start, other);
    g_string_append_printf(
        explain,
        "%s: %s %s (article %u, sentence %u) and %s %s (article %u, sentence %u)",
        why == NULL ? "one" : "two", yq_incident_type_name(a->type), one, a->article + 1,
        a->sentence + 1, yq_incident_type_name(b->type), other, b->article + 1,
        b->sentence + 1);
    if (why == NULL) {
        g_string_append_printf(explain, ": same kind, dates overlap, %.0f km apart\n",
                               km);
    } else {
        g_string_append_printf(explain, ": %s differ\n", why);
    }
}

static int month_of(YqDate date)
{
    return date.year * 12 + date.month;
}

/* Reports by the month they may lie in, so that each is asked about few others. */
static void file_under(GHashTable *months, const YqReport *report, guint index)
{
    int from = report->when.start.year != 0 ? month_of(report->when.start)
                                            : month_of(report->when.end) - 1;
    int to = report->when.end.year != 0 ? month_of(report->when.end) : from + MONTHS_MAX;

    for (int month = from; month <= MIN(to, from + MONTHS_MAX); month++) {
        GArray *list = g_hash_table_lookup(months, GINT_TO_POINTER(month));

        if (list == NULL) {
            list = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(months, GINT_TO_POINTER(month), list);
        }
        g_array_append_val(list, index);
    }
}

/* The first report filed before that @report is another telling of, or -1. */
static int find_same(const GArray *reports, GHashTable *months, const YqReport *report,
                     GString *explain)
{
    int from = report->when.start.year != 0 ? month_of(report->when.start)
                                            : month_of(report->when.end) - 1;
    int to = report->when.end.year != 0 ? month_of(report->when.end) : from + MONTHS_MAX;
    int last = -1;

    for (int month = from; month <= MIN(to, from + MONTHS_MAX); month++) {
        const GArray *list = g_hash_table_lookup(months, GINT_TO_POINTER(month));

        for (guint i = 0; list != NULL && i < list->len; i++) {
            guint k = g_array_index(list, guint, i);
            double km = 0;

            if ((int)k <= last) {
                continue;
            }
            last = (int)k;
            const YqReport *other = &g_array_index(reports, YqReport, k);
            const char *why = why_apart(other, report, &km);

            explain_pair(explain, other, report, why, km);
            if (why == NULL) {
                return (int)k;
            }
        }
    }
    return -1;
}

void yq_reports_merge(GArray *reports, GString *explain)
{
    g_autoptr(GHashTable) months =
        g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    guint kept = 0;

    for (guint i = 0; i < reports->len; i++) {
        YqReport *report = &g_array_index(reports, YqReport, i);
        int same = find_same(reports, months, report, explain);

        if (same >= 0) {
            absorb(&g_array_index(reports, YqReport, same), report);
            yq_report_clear(report);
            continue;
        }
        g_array_index(reports, YqReport, kept) = *report;
        file_under(months, report, kept++);
    }
    reports->len = kept;
}
