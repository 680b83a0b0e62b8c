/* SPDX-License-Identifier: MIT */
/* From words to reports: the events of each sentence, with the date, place and counts
 * that belong to them, and what the sentences after it add. */
#include "incident/report.h"

#include "incident/actors.h"
#include "incident/claims.h"
#include "incident/region.h"

#include <string.h>

/* A sentence so far behind an event's may still go on with it. */
#define GOES_ON_SENTENCES 3
#define EVIDENCE_LAST 32 /* spans of evidence that a new one may lie in */
#define SUMMARY_CHARACTERS 200
#define NEAR_KM 60

#define BIT(code) (1u << (code))

/* Triggers of one sentence that tell of one event. */
typedef struct Group {
    const YqTrigger *head; /* the one that says best what it was */
    uint32_t first, last;  /* tokens of all of them */
    const YqDateSpan *date;
    const YqPlaceSpan *place;
    bool again;
} Group;

typedef struct Writer {
    YqReading *reading;
    YqArena *arena;
    GArray *out;
    guint start;       /* of this article's reports in out */
    int current;       /* the report that sentences may go on with, or -1 */
    uint32_t sentence; /* in work */
    /* The last date and place told in this paragraph. */
    const YqDateSpan *date;
    YqWhere where;
    uint32_t date_sentence, where_sentence;
} Writer;

void yq_report_clear(YqReport *self)
{
    g_array_unref(self->said);
    g_array_unref(self->accounts);
    g_array_unref(self->actors);
    g_array_unref(self->evidence);
}

static YqCategory category_of(const YqTrigger *trigger)
{
    return yq_incident_type_category(trigger->type);
}

/* A verb says more than a noun of the same weight, several in general say less. */
static int strength(const YqTrigger *trigger)
{
    return trigger->weight * 3 + (trigger->form == YQ_FORM_VERB   ? 2
                                  : trigger->form == YQ_FORM_NOUN ? 1
                                                                  : 0);
}

static YqReport *current_of(const Writer *self)
{
    return self->current < 0 ? NULL : &g_array_index(self->out, YqReport, self->current);
}

static bool exact(const YqPlaceSpan *place)
{
    return place != NULL && place->located && place->where.precision <= 3;
}

/* Whether two triggers of violence in one sentence tell of two events: each with a date
 * or an exact place of its own, in clauses of their own. */
static bool apart(const Writer *self, const Group *group, const YqTrigger *next)
{
    const YqReading *reading = self->reading;

    if (group->head->weight < 2 || next->weight < 2 || next->again ||
        next->form == YQ_FORM_PLURAL) {
        return false;
    }
    const YqDateSpan *date =
        yq_date_choose(reading, self->sentence, next->first, next->last);
    const YqPlaceSpan *place = yq_place_choose(reading, self->sentence, next->first,
                                               next->last, YQ_CATEGORY_VIOLENCE);

    if (date != NULL && group->date != NULL && date != group->date && !date->told &&
        !group->date->told && !yq_intervals_overlap(&date->when, &group->date->when)) {
        return true;
    }
    return yq_breaks_between(reading, group->last, next->first) > 0 &&
           place != group->place && exact(place) && exact(group->place) &&
           yq_breaks_between(reading, place->mention_first, next->first) == 0 &&
           yq_distance_rough_km(place->where.at, group->place->where.at) > 20;
}

static void set_head(const Writer *self, Group *group, const YqTrigger *head)
{
    YqCategory category = category_of(head);

    group->head = head;
    group->date = yq_date_choose(self->reading, self->sentence, head->first, head->last);
    group->place =
        yq_place_choose(self->reading, self->sentence, head->first, head->last, category);
}

static bool joins_group(const Writer *self, const Group *group, const YqTrigger *next)
{
    YqCategory category = category_of(next);

    if (next->type == YQ_INCIDENT_PROTEST && group->head->type == next->type) {
        return true;
    }
    if (group->head->type == YQ_INCIDENT_PROTEST && category == YQ_CATEGORY_VIOLENCE &&
        next->weight == 1) {
        return true; /* the dead of a protest are its own */
    }
    if (category_of(group->head) != category) {
        return false;
    }
    if (category != YQ_CATEGORY_VIOLENCE && group->head->type != next->type) {
        return false;
    }
    return !apart(self, group, next);
}

/* Divides the triggers of a sentence into groups of GArray of Group. */
static GArray *group_triggers(const Writer *self, guint from, guint to)
{
    GArray *groups = g_array_new(FALSE, TRUE, sizeof(Group));

    for (guint i = from; i < to; i++) {
        const YqTrigger *next = &g_array_index(self->reading->triggers, YqTrigger, i);
        Group *home = NULL;

        for (guint k = groups->len; k-- > 0 && home == NULL;) {
            Group *group = &g_array_index(groups, Group, k);

            home = joins_group(self, group, next) ? group : NULL;
        }
        if (home == NULL) {
            Group group = {
                .first = next->first, .last = next->last, .again = next->again};

            set_head(self, &group, next);
            g_array_append_val(groups, group);
            continue;
        }
        home->last = next->last;
        home->again |= next->again;
        if (strength(next) > strength(home->head)) {
            set_head(self, home, next);
        }
    }
    return groups;
}

/* What holds @span was read from the same words, and so is among the last. */
static void add_evidence(YqReport *report, YqSpan span)
{
    guint n = report->evidence->len;

    for (guint i = n > EVIDENCE_LAST ? n - EVIDENCE_LAST : 0; i < n; i++) {
        const YqSpan *known = &g_array_index(report->evidence, YqSpan, i);

        if (known->article == span.article && known->start <= span.start &&
            known->end >= span.end) {
            return;
        }
    }
    g_array_append_val(report->evidence, span);
}

/* The clause around tokens [first, last): the sentence, cut at marks when it is long. */
static const char *summary_of(const Writer *self, uint32_t first, uint32_t last)
{
    const YqReading *reading = self->reading;
    const YqSentence *sentence = &reading->document->sentences[self->sentence];
    uint32_t from = sentence->first, to = sentence->last;

    if (reading->dateline_end > from && reading->dateline_end < first) {
        from = reading->dateline_end + 1;
    }
    for (uint32_t i = first; i > from; i--) {
        if (reading->breaks[i] > reading->breaks[i - 1] &&
            yq_token(reading, to - 1)->end - yq_token(reading, from)->start >
                SUMMARY_CHARACTERS &&
            yq_token(reading, last - 1)->end - yq_token(reading, i)->start > 60) {
            from = i;
            break;
        }
    }
    while (to > last && yq_token(reading, to - 1)->end - yq_token(reading, from)->start >
                            SUMMARY_CHARACTERS) {
        to--;
    }
    while (to > last && to < sentence->last &&
           reading->breaks[to] == reading->breaks[to - 1]) {
        to--;
    }
    if (to < sentence->last && to <= last) {
        to = MIN(last, sentence->last);
    }
    while (to > from + 1 && (yq_token(reading, to - 1)->flags & YQ_TOKEN_MARK) != 0 &&
           strchr(".,;:", *yq_token_folded(reading->document, to - 1)) != NULL) {
        to--;
    }
    return yq_reading_text(reading, from, to, self->arena);
}

/* "three days of fighting": so many days up to the one told. */
static void stretch_back(const Writer *self, YqInterval *when)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];

    for (guint i = yq_dates_from(reading, s->first); i < reading->dates->len; i++) {
        const YqDateSpan *span = &g_array_index(reading->dates, YqDateSpan, i);

        if (span->first >= s->last) {
            break;
        }
        if (span->length > 1 && when->precision == YQ_DATE_DAY) {
            when->start =
                yq_date_from_days(yq_date_to_days(when->end) - span->length + 1);
            when->precision = YQ_DATE_RANGE;
        }
    }
}

static bool same_paragraph(const Writer *self, uint32_t a, uint32_t b)
{
    const YqSentence *sentences = self->reading->document->sentences;

    return sentences[a].paragraph == sentences[b].paragraph;
}

static bool has_sequence(const Writer *self, YqSequence code)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];

    return yq_match_within(self->reading, s->first, s->last, YQ_LEX_SEQUENCE, BIT(code));
}

/* Whether @place may be where @report happened: the same, near, or one that holds it. */
static bool place_agrees(const YqReport *report, const YqPlaceSpan *place)
{
    if (place == NULL || report->where.precision == 0 || place->where.precision >= 4 ||
        place->speaks) {
        return place == NULL || report->where.precision == 0 ||
               place->where.country[0] == '\0' || report->where.country[0] == '\0' ||
               place->speaks || strcmp(place->where.country, report->where.country) == 0;
    }
    double km = yq_distance_rough_km(report->where.at, place->where.at);

    return report->where.place == place->where.place ||
           km <= MAX(NEAR_KM, report->where.uncertainty_km + place->where.uncertainty_km);
}

/* "since Thursday": no event of one day. */
static bool lasts(const YqInterval *when)
{
    return when->start.year != 0 && yq_interval_days(when) > 14;
}

/* Whether what a sentence tells goes on with the event told before it. */
static bool goes_on(const Writer *self, const Group *group)
{
    const YqReport *report = current_of(self);

    if (report == NULL ||
        (yq_incident_type_category(report->type) != YQ_CATEGORY_VIOLENCE &&
         (report->type != YQ_INCIDENT_PROTEST ||
          (group->head != NULL && group->head->weight > 1))) ||
        (group->head != NULL && category_of(group->head) != YQ_CATEGORY_VIOLENCE)) {
        return false;
    }
    uint32_t away = self->sentence - report->last_sentence;

    if (away > GOES_ON_SENTENCES ||
        (away > 1 && !same_paragraph(self, self->sentence, report->last_sentence)) ||
        has_sequence(self, YQ_SEQUENCE_SEPARATE)) {
        return false;
    }
    bool dated = group->date != NULL && !group->date->told;

    if (dated && !yq_intervals_overlap(&group->date->when, &report->when)) {
        return false;
    }
    if (dated && !report->own_date && exact(group->place) && group->head != NULL &&
        group->head->weight > 1 && !group->again &&
        (!report->own_place || !place_agrees(report, group->place))) {
        return false; /* what stood before was only a lead-in */
    }
    if (exact(group->place) && (report->own_place || !group->again) &&
        !place_agrees(report, group->place)) {
        return false;
    }
    if (dated && !group->again && group->head != NULL &&
        group->head->form == YQ_FORM_VERB && lasts(&report->when)) {
        return false; /* one event of the days that were told of */
    }
    return !(group->place != NULL && group->place->located && group->date != NULL &&
             !place_agrees(report, group->place));
}

static void take_better_type(YqReport *report, const YqTrigger *head)
{
    if (head != NULL && head->weight > report->weight && report->weight < 2) {
        report->type = head->type;
        report->weight = head->weight;
        report->form = head->form;
    }
}

static void take_place(YqReport *report, const YqPlaceSpan *place)
{
    if (place == NULL || place->speaks || place->source ||
        (report->where.precision != 0 &&
         place->where.precision >= report->where.precision)) {
        return;
    }
    if (report->where.precision == 0 || place_agrees(report, place)) {
        report->where = place->where;
        report->own_place |= place->located;
        add_evidence(report, place->where.span);
    }
}

static void go_on(Writer *self, const Group *group, uint32_t first, uint32_t last)
{
    YqReport *report = current_of(self);

    report->last_sentence = self->sentence;
    take_better_type(report, group->head);
    take_place(report, group->place);
    if (group->date != NULL && !report->own_date && !group->date->told) {
        report->when = group->date->when;
        report->own_date = true;
    }
    add_evidence(report, yq_reading_span(self->reading, first, last));
    yq_claims_read(self->reading, self->sentence, first, last, self->arena, report);
}

static bool any_where(const Writer *self)
{
    return self->where.precision > 0 &&
           (self->sentence - self->where_sentence <= 2 ||
            same_paragraph(self, self->sentence, self->where_sentence));
}

static bool is_town(const Writer *self, const YqPlaceSpan *place)
{
    return place->where.precision == 1 && place->where.place >= 0 && !place->speaks &&
           !g_str_equal(
               yq_gazetteer_place(self->reading->gazetteer, (uint32_t)place->where.place)
                   .feature_code,
               "PPLC");
}

static void place_report(const Writer *self, const Group *group, YqReport *report)
{
    if (group->place != NULL) {
        report->where = group->place->where;
        report->own_place = group->place->located;
        report->own_town = is_town(self, group->place);
        add_evidence(report, group->place->where.span);
    }
    if (report->separate && group->place == NULL) {
        return; /* elsewhere, and it is not said where */
    }
    if ((group->place == NULL || report->where.precision >= 6) && any_where(self) &&
        self->where.precision < 6 && self->where_sentence != self->sentence &&
        (report->where.precision == 0 ||
         strcmp(report->where.country, self->where.country) == 0)) {
        report->where = self->where;
        report->where.precision = MIN(self->where.precision + 1, 5);
        add_evidence(report, self->where.span);
    } else if (group->place == NULL && any_where(self)) {
        report->where = self->where;
        add_evidence(report, self->where.span);
    }
}

/* "20 km from the border with Mali": the line at that distance, where no place is told
 * more exactly. */
static void place_by_border(const Writer *self, uint32_t first, uint32_t last,
                            YqReport *report)
{
    YqWhere told;

    if ((report->own_place && report->where.precision <= 3) ||
        !yq_border_told(self->reading, first, last, &told) || told.border_km < 0 ||
        !yq_border_place(self->reading, NULL, &report->where, self->arena, &told)) {
        return;
    }
    report->where = told;
    report->own_place = true;
    add_evidence(report, told.span);
}

static bool any_date(const Writer *self)
{
    return self->date != NULL && !self->date->told &&
           (self->sentence - self->date_sentence <= 1 ||
            same_paragraph(self, self->sentence, self->date_sentence));
}

static void date_report(const Writer *self, const Group *group, YqReport *report)
{
    const YqDateSpan *date = group->date;

    bool political = yq_incident_type_category(report->type) != YQ_CATEGORY_VIOLENCE;

    report->own_date = date != NULL && (political || !date->told);
    if (date == NULL && any_date(self)) {
        date = self->date;
    }
    if (date != NULL) {
        report->when = date->when;
        stretch_back(self, &report->when);
        add_evidence(report, yq_reading_span(self->reading, date->first, date->last));
    }
}

/* Whether a report says enough to be an incident. A verb tells that something happened;
 * a noun may only remember it, and wants a date or a place with victims. */
static bool is_enough(const YqReport *report)
{
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;
    bool dated = report->when.start.year != 0 || report->when.end.year != 0;
    bool counted = report->said->len > 0;

    if (!dated || report->where.precision == 0) {
        return false;
    }
    bool sum_of_years = report->when.end.year == 0 && report->weight < 3 &&
                        report->type == YQ_INCIDENT_ATTACK;

    if (sum_of_years) {
        return false; /* "since January, armed groups have killed 300" */
    }
    if (report->form == YQ_FORM_VERB) {
        return report->own_date || violent || report->weight == 3;
    }
    bool long_ago =
        yq_interval_days(&report->when) > 92 && report->weight < 3 &&
        (report->type == YQ_INCIDENT_ATTACK || report->type == YQ_INCIDENT_ABDUCTION ||
         report->type == YQ_INCIDENT_ARSON || report->type == YQ_INCIDENT_LOOTING);

    if (long_ago && !(report->own_place && counted)) {
        return false; /* "abductions fell in the last year" */
    }
    if (report->form == YQ_FORM_PLURAL) {
        return report->own_date && (report->own_place || counted) &&
               yq_interval_days(&report->when) <= 31;
    }
    return report->own_date ? (report->own_place || counted || report->weight >= 2)
                            : violent && counted &&
                                  (report->own_place || report->where.precision == 1);
}

static YqReport new_report(const Writer *self, const Group *group)
{
    const YqTrigger *head = group->head;

    return (YqReport){
        .article = self->reading->document->index,
        .sentence = self->sentence,
        .last_sentence = self->sentence,
        .trigger = head->first,
        .type = head->type,
        .form = head->form,
        .weight = head->weight,
        .several = has_sequence(self, YQ_SEQUENCE_SEVERAL),
        .separate = has_sequence(self, YQ_SEQUENCE_SEPARATE),
        .where = YQ_NOWHERE,
        .said = g_array_new(FALSE, TRUE, sizeof(YqSaid)),
        .accounts = g_array_new(FALSE, TRUE, sizeof(YqAccount)),
        .actors = g_array_new(FALSE, TRUE, sizeof(YqActor)),
        .evidence = g_array_new(FALSE, TRUE, sizeof(YqSpan)),
    };
}

static void begin_report(Writer *self, const Group *group, uint32_t first, uint32_t last)
{
    YqReport report = new_report(self, group);

    add_evidence(&report, yq_reading_span(self->reading, first, last));
    place_report(self, group, &report);
    place_by_border(self, first, last, &report);
    date_report(self, group, &report);
    report.summary = summary_of(self, group->head->first, group->head->last);
    yq_claims_read(self->reading, self->sentence, first, last, self->arena, &report);
    yq_actors_read(self->reading, first, last, group->head->first, group->head->last,
                   self->arena, &report);
    self->current = (int)self->out->len;
    g_array_append_val(self->out, report);
}

/* Tokens of a sentence that belong to group @i of @groups: up to where the next begins.
 */
static void reach_of(const Writer *self, const GArray *groups, guint i, uint32_t *first,
                     uint32_t *last)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    const Group *group = &g_array_index(groups, Group, i);

    *first = s->first;
    *last = s->last;
    for (guint k = 0; k < groups->len; k++) {
        const Group *other = &g_array_index(groups, Group, k);

        if (category_of(other->head) != category_of(group->head) || k == i) {
            continue;
        }
        if (other->first < group->first) {
            *first = MAX(*first, MIN(other->last, group->first));
        } else {
            *last = MIN(*last, other->first);
        }
    }
    *last = MAX(*last, group->last);
    /* Back to the mark that parts the two clauses. */
    for (uint32_t at = *first; at > s->first && at < group->first; at++) {
        if (self->reading->breaks[at] > self->reading->breaks[at - 1]) {
            *first = at;
            break;
        }
    }
}

static void remember(Writer *self)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    const YqDateSpan *date =
        yq_date_choose(self->reading, self->sentence, s->first, s->first);
    const YqPlaceSpan *place = yq_place_choose(self->reading, self->sentence, s->first,
                                               s->first, YQ_CATEGORY_VIOLENCE);

    if (date != NULL && !date->told && !date->since) {
        self->date = date;
        self->date_sentence = self->sentence;
    }
    if (place != NULL && (place->located || place->where.precision >= 4) &&
        (place->where.precision < 6 || !any_where(self) || self->where.precision >= 6)) {
        self->where = place->where;
        self->where_sentence = self->sentence;
    }
}

/* A sentence without a word of an event may still add counts and claims. */
static void read_silent(Writer *self)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    Group none = {0};

    /* The day when somebody denies it is not the day of what is denied. */
    if (!yq_match_within(self->reading, s->first, s->last, YQ_LEX_CLAIM,
                         BIT(YQ_ACT_SAY) | BIT(YQ_ACT_DENY) | BIT(YQ_ACT_CLAIM))) {
        none.date = yq_date_choose(self->reading, self->sentence, s->first, s->first);
    }
    none.place = yq_place_choose(self->reading, self->sentence, s->first, s->first,
                                 YQ_CATEGORY_VIOLENCE);
    if (yq_claims_within(self->reading, s->first, s->last) && goes_on(self, &none)) {
        none.place = NULL;
        none.date = NULL;
        go_on(self, &none, s->first, s->last);
    }
}

/* What somebody thinks of it is told all the time: only a date beside it makes it an
 * event. */
static bool is_opinion_undated(const Writer *self, const Group *group)
{
    const YqTrigger *head = group->head;

    if (head->type != YQ_INCIDENT_STATEMENT) {
        return false;
    }
    return group->date == NULL ||
           yq_breaks_between(self->reading, group->date->first, head->first) > 2 ||
           (group->date->first > head->last
                ? group->date->first - head->last
                : head->first - MIN(group->date->last, head->first)) > 20;
}

static bool counts_victims(const Writer *self, const GArray *groups, guint i)
{
    uint32_t first, last;

    reach_of(self, groups, i, &first, &last);
    return yq_counts_within(self->reading, first, last);
}

/* Whether a date and an exact place stand in the group's own clause. */
static bool has_own(const Writer *self, const Group *group)
{
    const YqReading *reading = self->reading;

    return exact(group->place) && group->date != NULL && !group->date->told &&
           yq_breaks_between(reading, group->place->mention_first, group->head->first) ==
               0 &&
           yq_breaks_between(reading, group->date->first, group->head->first) == 0;
}

/* Fighting that people flee from, or that a border is closed for, is told as the cause of
 * something else: a noun without victims, date or place of its own. */
static void drop_causes(const Writer *self, GArray *groups)
{
    bool acts = false, fights = false;

    for (guint i = 0; i < groups->len; i++) {
        const YqTrigger *head = g_array_index(groups, Group, i).head;
        bool violent = category_of(head) == YQ_CATEGORY_VIOLENCE;

        acts |= !violent && head->form == YQ_FORM_VERB;
        fights |= violent && head->form == YQ_FORM_VERB && head->weight > 1;
    }
    for (guint i = groups->len; i-- > 0;) {
        const Group *group = &g_array_index(groups, Group, i);

        bool target = fights && group->head->form != YQ_FORM_VERB &&
                      (group->head->type == YQ_INCIDENT_PROTEST ||
                       group->head->type == YQ_INCIDENT_MEETING);

        if (target || is_opinion_undated(self, group)) {
            g_array_remove_index(groups, i);
        } else if (acts && category_of(group->head) == YQ_CATEGORY_VIOLENCE &&
                   group->head->form != YQ_FORM_VERB && !has_own(self, group) &&
                   !counts_victims(self, groups, i)) {
            g_array_remove_index(groups, i);
        }
    }
}

static void read_sentence(Writer *self, guint from, guint to)
{
    g_autoptr(GArray) groups = group_triggers(self, from, to);

    drop_causes(self, groups);
    for (guint i = 0; i < groups->len; i++) {
        const Group *group = &g_array_index(groups, Group, i);
        uint32_t first, last;

        reach_of(self, groups, i, &first, &last);
        if (i == 0 && goes_on(self, group)) {
            go_on(self, group, first, last);
        } else {
            begin_report(self, group, first, last);
        }
    }
    if (groups->len == 0) {
        read_silent(self);
    }
}

/* Reports that never came to a date or a place are none. */
static void drop_incomplete(Writer *self)
{
    guint kept = self->start;

    for (guint i = self->start; i < self->out->len; i++) {
        YqReport *report = &g_array_index(self->out, YqReport, i);

        if (is_enough(report)) {
            g_array_index(self->out, YqReport, kept++) = *report;
        } else {
            yq_report_clear(report);
        }
    }
    self->out->len = kept;
}

void yq_reports_read(YqReading *reading, YqArena *arena, GArray *out)
{
    Writer self = {.reading = reading,
                   .arena = arena,
                   .out = out,
                   .start = out->len,
                   .current = -1,
                   .where = YQ_NOWHERE};
    guint next = 0;

    for (uint32_t s = 0; s < reading->document->n_sentences; s++) {
        guint from = next;

        while (next < reading->triggers->len &&
               g_array_index(reading->triggers, YqTrigger, next).first <
                   reading->document->sentences[s].last) {
            next++;
        }
        self.sentence = s;
        if (reading->document->sentences[s].heading) {
            continue;
        }
        read_sentence(&self, from, next);
        remember(&self);
    }
    drop_incomplete(&self);
}
