/* SPDX-License-Identifier: MIT */
/* From words to reports: the events of each sentence, with the date, place and counts
 * that belong to them, and what the sentences after it add. */
#include "incident/report.h"

#include "incident/actors.h"
#include "incident/claims.h"
#include "incident/groups.h"
#include "incident/region.h"

#include <string.h>

/* A sentence so far behind an event's may still go on with it. */
#define GOES_ON_SENTENCES 3
#define TOLL_SENTENCES 8 /* with a new toll of it */
#define RECENT_DAYS 45
/* A day told so far back may still be the day of what a new paragraph tells. */
#define DATED_SENTENCES 6
#define EVIDENCE_LAST 32 /* spans of evidence that a new one may lie in */
#define SUMMARY_CHARACTERS 200
#define NEAR_KM 60
/* So soon after an event's sentence its place may follow. */
#define FOCUS_SENTENCES 2

#define BIT(code) (1u << (code))

typedef struct Writer {
    YqReading *reading;
    YqArena *arena;
    GArray *out;
    guint start;       /* of this article's reports in out */
    bool dated;        /* the article tells dates */
    int current;       /* the report that sentences may go on with, or -1 */
    uint32_t sentence; /* in work */
    /* The last date and place told in this paragraph. */
    const YqDateSpan *date;
    YqWhere where;
    uint32_t date_sentence, where_sentence;
    GString *explain; /* or NULL */
} Writer;

void yq_report_clear(YqReport *self)
{
    g_array_unref(self->said);
    g_array_unref(self->accounts);
    g_array_unref(self->actors);
    g_array_unref(self->evidence);
}

static YqReport *current_of(const Writer *self)
{
    return self->current < 0 ? NULL : &g_array_index(self->out, YqReport, self->current);
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
/* "Three protesters were killed": the protest told before, not another. */
static bool is_same_protest(const YqReport *report, const YqGroup *group)
{
    return group->head != NULL && report->type == YQ_INCIDENT_PROTEST &&
           group->head->type == YQ_INCIDENT_PROTEST &&
           group->head->form != YQ_FORM_VERB && group->date == NULL &&
           !yq_place_is_exact(group->place);
}

/* "which brought the death toll to 11": whenever that was. */
static bool tells_toll(const Writer *self)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];

    for (guint i = yq_counts_from(reading, s->first); i < reading->counts->len; i++) {
        const YqCount *count = &g_array_index(reading->counts, YqCount, i);

        if (count->first >= s->last) {
            break;
        }
        if (count->total && count->harm == YQ_HARM_KILLED &&
            count->first > s->first + 1) {
            return true;
        }
    }
    return false;
}

/* Whether the kinds of an event and of what a sentence tells allow that it goes on. */
static bool kinds_agree(const YqReport *report, const YqGroup *group)
{
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;
    bool deadly = report->type == YQ_INCIDENT_PROTEST || report->type == YQ_INCIDENT_COUP;

    if (group->head == NULL) {
        return violent || deadly;
    }
    return is_same_protest(report, group) ||
           (yq_trigger_category(group->head) == YQ_CATEGORY_VIOLENCE &&
            (violent || (deadly && group->head->weight <= 1)));
}

static bool goes_on(const Writer *self, const YqGroup *group)
{
    const YqReport *report = current_of(self);
    bool toll = report != NULL && tells_toll(self);

    if (report == NULL || !kinds_agree(report, group)) {
        return false;
    }
    if (!report->own_place && report->when.start.year == 0 && group->head != NULL &&
        group->head->form == YQ_FORM_VERB && group->head->weight > report->weight) {
        return false; /* what said neither when nor where is none */
    }
    if (report->when.start.year == 0 && report->form != YQ_FORM_VERB &&
        group->head != NULL && group->head->form == YQ_FORM_VERB && self->date != NULL &&
        self->date_sentence > report->last_sentence) {
        return false; /* what a date was told for after it */
    }
    uint32_t away = self->sentence - report->last_sentence;

    bool far = away > GOES_ON_SENTENCES ||
               (away > 1 && !same_paragraph(self, self->sentence, report->last_sentence));

    if ((far && !(toll && away <= TOLL_SENTENCES)) ||
        has_sequence(self, YQ_SEQUENCE_SEPARATE)) {
        return false;
    }
    bool dated = group->date != NULL && !group->date->told;

    if (dated && !toll && !yq_intervals_overlap(&group->date->when, &report->when)) {
        return false;
    }
    if (dated && !group->again && lasts(&group->date->when) && !lasts(&report->when) &&
        report->own_date) {
        return false; /* "fighting since August" is more than yesterday's shells */
    }
    if (dated && !report->own_date && yq_place_is_exact(group->place) &&
        group->head != NULL && group->head->weight > 1 && !group->again &&
        (!report->own_place || !place_agrees(report, group->place))) {
        return false; /* what stood before was only a lead-in */
    }
    if (yq_place_is_exact(group->place) && (report->own_place || !group->again) &&
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
        report->form = MIN(report->form, head->form); /* what took place did */
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

static void explain_going_on(const Writer *self, const YqGroup *group,
                             const YqReport *report)
{
    char day[11];

    if (self->explain == NULL) {
        return;
    }
    yq_date_format(report->when.start, day);
    g_string_append_printf(
        self->explain,
        "more: sentence %u (article %u) goes on with %s %s of sentence %u: %s\n",
        self->sentence + 1, report->article + 1, yq_incident_type_name(report->type), day,
        report->sentence + 1,
        group->head == NULL ? "victims or claims, and no other event"
        : group->again      ? "words for what was just told"
                            : "no other day or place");
}

static void go_on(Writer *self, const YqGroup *group, uint32_t first, uint32_t last)
{
    YqReport *report = current_of(self);

    explain_going_on(self, group, report);
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

static bool is_capital(const Writer *self, const YqWhere *where)
{
    return where->place >= 0 && g_str_equal(yq_gazetteer_place(self->reading->gazetteer,
                                                               (uint32_t)where->place)
                                                .feature_code,
                                            "PPLC");
}

static bool is_town(const Writer *self, const YqPlaceSpan *place)
{
    return place->where.precision == 1 && place->where.place >= 0 && !place->speaks &&
           !is_capital(self, &place->where);
}

/* Where nothing tells the place: a town's own authorities tell of what was there, and a
 * state's act is placed in the state. */
static void place_by_speaker(const Writer *self, YqReport *report)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;
    const YqPlaceSpan *speaks =
        violent ? yq_place_that_speaks(self->reading, self->sentence) : NULL;

    if (speaks != NULL && is_capital(self, &speaks->where) &&
        yq_place_is_unknown(self->reading, self->sentence)) {
        yq_place_of_country(self->reading, speaks->where.country, &report->where);
    } else if (speaks != NULL) {
        report->where = speaks->where;
        report->where.precision = 2;
        add_evidence(report, speaks->where.span);
    } else if (!violent &&
               yq_place_of_adjective(self->reading, s->first, s->last, &report->where)) {
        add_evidence(report, report->where.span);
    }
}

/* "Mali closed its airspace to flights from Algeria": who acts is where, not who comes.
 */
static bool acts_at_home(YqIncidentType type)
{
    return type == YQ_INCIDENT_AIRSPACE_CLOSURE || type == YQ_INCIDENT_SANCTIONS ||
           type == YQ_INCIDENT_STATEMENT || type == YQ_INCIDENT_BORDER_CROSSING_CLOSED ||
           type == YQ_INCIDENT_BORDER_CROSSING_OPENED;
}

static void place_at_home(const Writer *self, const YqGroup *group, YqReport *report)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    YqWhere home;
    bool other = group->place != NULL && !group->place->located &&
                 group->place->first > group->head->last + 2;

    if (other &&
        yq_place_of_adjective(self->reading, s->first, group->head->first, &home)) {
        report->where = home;
        add_evidence(report, home.span);
    }
}

/* Whether @type is an act of state, which is not done where the last attack was. */
static bool is_act_of_state(YqIncidentType type)
{
    return acts_at_home(type) || type == YQ_INCIDENT_AMBASSADOR_RECALLED ||
           type == YQ_INCIDENT_WITHDRAWAL || type == YQ_INCIDENT_ALLIANCE;
}

/* The place told before, for a report without one of its own: only its country where
 * another place is told that nobody knows, or a state acts. */
static void inherit_place(const Writer *self, YqReport *report)
{
    bool coarse = self->where.precision < 6 && self->where.country[0] != '\0' &&
                  (is_act_of_state(report->type) ||
                   yq_place_is_unknown(self->reading, self->sentence));

    if (coarse &&
        yq_place_of_country(self->reading, self->where.country, &report->where)) {
        report->where.span = self->where.span;
    } else if (self->where.precision < 6 && self->where_sentence != self->sentence) {
        report->where = self->where;
        report->where.precision = MIN(self->where.precision + 1, 5);
    } else {
        report->where = self->where;
    }
    add_evidence(report, self->where.span);
}

static void place_report(const Writer *self, const YqGroup *group, YqReport *report)
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
    bool finer = report->where.precision >= 6 && self->where.precision < 6 &&
                 self->where_sentence != self->sentence &&
                 strcmp(report->where.country, self->where.country) == 0;

    if ((group->place == NULL || finer) && any_where(self)) {
        inherit_place(self, report);
    }
    if (report->where.precision == 0) {
        place_by_speaker(self, report);
    } else if (report->where.precision >= 6 && acts_at_home(report->type)) {
        place_at_home(self, group, report);
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

/* Whether the last date told still holds for what @group tells. In a paragraph after the
 * date's it does for a verb or for counted victims, which go on telling, and not for a
 * noun, which may only remember. */
static bool any_date(const Writer *self, const YqGroup *group)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    uint32_t away = self->sentence - self->date_sentence;

    if (self->date == NULL || self->date->told) {
        return false;
    }
    bool goes_on = (group->head->form == YQ_FORM_VERB && group->head->weight > 1) ||
                   yq_counts_within(self->reading, s->first, s->last);

    return away <= 1 || same_paragraph(self, self->sentence, self->date_sentence) ||
           (away <= DATED_SENTENCES && goes_on &&
            self->date->when.precision == YQ_DATE_DAY);
}

/* Whether the article tells a date at all, its dateline aside. */
static bool tells_dates(const YqReading *reading)
{
    for (guint i = 0; i < reading->dates->len; i++) {
        if (!g_array_index(reading->dates, YqDateSpan, i).dateline) {
            return true;
        }
    }
    return false;
}

static void date_report(const Writer *self, const YqGroup *group, YqReport *report)
{
    const YqDateSpan *date = group->date;

    bool political = yq_incident_type_category(report->type) != YQ_CATEGORY_VIOLENCE;

    report->own_date = date != NULL && (political || !date->told);
    if (date == NULL && any_date(self, group)) {
        date = self->date;
    }
    if (date != NULL) {
        report->when = date->when;
        stretch_back(self, &report->when);
        add_evidence(report, yq_reading_span(self->reading, date->first, date->last));
    } else if (!self->dated && report->form == YQ_FORM_VERB && report->weight > 1 &&
               report->own_place && !political && self->reading->published.year != 0) {
        report->when = yq_one_day(self->reading->published); /* a flash */
    }
}

/* Why a report does not say enough to be an incident; NULL when it does. A verb tells
 * that something happened; a noun may only remember it, and wants a date or a place with
 * victims. */
static const char *lacks(const YqReport *report)
{
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;
    bool counted = report->said->len > 0;

    if (report->when.start.year == 0 && report->when.end.year == 0) {
        return "no date is told";
    }
    if (report->where.precision == 0) {
        return "no place is told";
    }
    if (report->when.end.year == 0 && report->weight < 3 &&
        report->type == YQ_INCIDENT_ATTACK) {
        return "a sum over time"; /* "since January, armed groups have killed 300" */
    }
    bool long_ago =
        yq_interval_days(&report->when) > 92 && report->weight < 3 &&
        (report->type == YQ_INCIDENT_ATTACK || report->type == YQ_INCIDENT_ABDUCTION ||
         report->type == YQ_INCIDENT_ARSON || report->type == YQ_INCIDENT_LOOTING);

    if (long_ago && !(report->own_place && counted &&
                      (report->form != YQ_FORM_VERB || report->where.precision <= 3))) {
        return "told in general"; /* "armed violence killed 4,300 people in 2024" */
    }
    if (violent && report->form != YQ_FORM_VERB && !report->own_place && !counted &&
        report->when.end.year != 0 && yq_interval_days(&report->when) > 92) {
        return "told in general"; /* "mines, unknown there until 2020" */
    }
    if (report->form == YQ_FORM_VERB) {
        bool flight = counted &&
                      yq_incident_type_category(report->type) == YQ_CATEGORY_DISPLACEMENT;

        return report->own_date || violent || flight || report->weight == 3
                   ? NULL
                   : "no date beside it";
    }
    if (report->form == YQ_FORM_PLURAL) {
        bool told = report->own_place || report->own_town || counted;

        return report->own_date && told && yq_interval_days(&report->when) <= 31
                   ? NULL
                   : "told in general";
    }
    if (report->own_date) {
        return report->own_place || counted || report->weight >= 2
                   ? NULL
                   : "no place beside it and nobody counted";
    }
    return violent && counted && (report->own_place || report->where.precision == 1)
               ? NULL
               : "a noun without a date beside it";
}

static YqReport new_report(const Writer *self, const YqGroup *group)
{
    const YqTrigger *head = group->head;

    return (YqReport){
        .article = self->reading->document->index,
        .sentence = self->sentence,
        .last_sentence = self->sentence,
        .trigger = head->first,
        .type = head->type,
        .form = group->verb ? YQ_FORM_VERB : head->form,
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

/* Whether the next sentences may go on with a new @report: not with an act of state that
 * the sentence of an attack tells besides. */
static bool displaces(const Writer *self, const YqReport *report)
{
    const YqReport *current = current_of(self);

    return current == NULL || current->sentence != report->sentence ||
           yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE ||
           yq_incident_type_category(current->type) != YQ_CATEGORY_VIOLENCE;
}

static void begin_report(Writer *self, const YqGroup *group, uint32_t first,
                         uint32_t last)
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
    if (displaces(self, &report)) {
        self->current = (int)self->out->len;
    }
    g_array_append_val(self->out, report);
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

/* Not long before publication: what a paper still reports. */
static bool is_recent(const Writer *self, const YqDateSpan *date)
{
    YqDate published = self->reading->published;

    return published.year != 0 && date->when.start.year != 0 && !date->since &&
           yq_date_to_days(published) - yq_date_to_days(date->when.start) <= RECENT_DAYS;
}

/* "The decision was taken on 26 February": the day of what the sentence before told. */
static void date_undated(Writer *self, const YqDateSpan *date)
{
    if (date == NULL || date->told) {
        return;
    }
    bool same = has_sequence(self, YQ_SEQUENCE_SAME);

    for (guint i = self->out->len; i-- > self->start;) {
        YqReport *report = &g_array_index(self->out, YqReport, i);

        if (self->sentence - report->last_sentence != 1) {
            break;
        }
        bool happened =
            report->own_place && (report->form == YQ_FORM_VERB || report->weight > 1);

        bool undated = report->when.start.year == 0 && report->when.end.year == 0;

        if ((undated && happened && is_recent(self, date)) ||
            (same && (undated || !report->own_date))) {
            report->when = date->when;
            report->own_date = true;
            add_evidence(report, yq_reading_span(self->reading, date->first, date->last));
        }
    }
}

/* "The Turbat assault": a sentence that names the place of an event told before, and not
 * that of the last, goes on with the former. */
static void return_to_named(Writer *self)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];
    const YqReport *last = current_of(self);

    for (uint32_t i = yq_places_from(reading, s->first);
         last != NULL && i < reading->places->len; i++) {
        const YqPlaceSpan *span = &g_array_index(reading->places, YqPlaceSpan, i);

        if (span->mention_first >= s->last || span->where.place == last->where.place) {
            return;
        }
        for (guint k = self->out->len; k-- > self->start;) {
            const YqReport *report = &g_array_index(self->out, YqReport, k);

            if (span->where.precision <= 3 && !span->speaks && report->own_place &&
                report->where.place == span->where.place &&
                self->sentence - report->last_sentence <= GOES_ON_SENTENCES) {
                self->current = (int)k;
                return;
            }
        }
    }
}

/* A sentence without a word of an event may still add counts and claims. */
static void read_silent(Writer *self)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    YqGroup none = {0};

    none.date = yq_date_choose(self->reading, self->sentence, s->first, s->first);
    /* The day when somebody denies it is not the day of what is denied; what stands
     * behind "that" is. */
    if (none.date != NULL &&
        yq_match_within(self->reading, s->first, s->last, YQ_LEX_CLAIM,
                        BIT(YQ_ACT_SAY) | BIT(YQ_ACT_DENY) | BIT(YQ_ACT_CLAIM)) &&
        !yq_match_within(self->reading, s->first, none.date->first, YQ_LEX_CLAIM,
                         BIT(YQ_ACT_THAT))) {
        none.date = NULL;
    }
    date_undated(self, none.date);
    none.place = yq_place_choose(self->reading, self->sentence, s->first, s->first,
                                 YQ_CATEGORY_VIOLENCE);
    if (yq_claims_within(self->reading, s->first, s->last) && goes_on(self, &none)) {
        none.place = NULL;
        none.date = NULL;
        go_on(self, &none, s->first, s->last);
    }
}

/* "Al-Qaeda claimed the kidnapping on Monday": the day when it was claimed, where the
 * event has one of its own. */
static void drop_day_of_claim(const Writer *self, YqGroup *group)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    const YqReport *report = current_of(self);

    /* "Their bodies were found on Monday" */
    bool found = group->head->weight == 1 && has_sequence(self, YQ_SEQUENCE_SAME);

    if (report != NULL && report->own_date && (group->again || found) &&
        group->date != NULL && self->sentence - report->last_sentence <= 1 &&
        (found || yq_match_within(self->reading, s->first, s->last, YQ_LEX_CLAIM,
                                  BIT(YQ_ACT_DENY) | BIT(YQ_ACT_CLAIM)))) {
        group->date = NULL;
    }
}

/* "Ten years ago this week a bomber killed 20": whether the only date beside it tells
 * that an event is remembered. */
static bool is_remembered(const Writer *self, const YqGroup *group)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];

    if (group->date != NULL || reading->published.year == 0) {
        return false;
    }
    for (guint i = yq_dates_from(reading, s->first); i < reading->dates->len; i++) {
        const YqDateSpan *date = &g_array_index(reading->dates, YqDateSpan, i);

        if (date->first >= s->last) {
            break;
        }
        if (date->ahead && date->when.start.year != 0 &&
            reading->published.year - date->when.start.year > 1) {
            return true;
        }
    }
    return false;
}

static void read_sentence(Writer *self, guint from, guint to)
{
    g_autoptr(GArray) groups = yq_groups_of(self->reading, from, to);

    yq_groups_drop_causes(self->reading, groups);
    return_to_named(self);
    for (guint i = 0; i < groups->len; i++) {
        YqGroup *group = &g_array_index(groups, YqGroup, i);
        uint32_t first, last;

        drop_day_of_claim(self, group);
        if (is_remembered(self, group)) {
            continue;
        }
        yq_group_reach(self->reading, groups, i, &first, &last);
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

/* The article's focus for what is told without a place: a town told soon after, or else
 * the only one that the article tells as a place. */
static const YqPlaceSpan *focus_of(const Writer *self, const YqReport *report)
{
    const GArray *places = self->reading->places;
    const YqPlaceSpan *only = NULL;
    bool one = true;

    for (guint i = 0; i < places->len; i++) {
        const YqPlaceSpan *place = &g_array_index(places, YqPlaceSpan, i);
        uint32_t sentence = yq_token(self->reading, place->mention_first)->sentence;

        if (place->speaks || place->dateline || place->where.precision > 3 ||
            place->source) {
            continue;
        }
        if (sentence > report->sentence &&
            sentence - report->sentence <= FOCUS_SENTENCES && place->located &&
            same_paragraph(self, sentence, report->sentence)) {
            return place;
        }
        one &= only == NULL || only->where.place == place->where.place;
        only = place;
    }
    return one ? only : NULL;
}

static void place_by_focus(const Writer *self, YqReport *report)
{
    const YqPlaceSpan *focus =
        report->where.precision == 0 && !report->separate &&
                !is_act_of_state(report->type) &&
                !yq_place_is_unknown(self->reading, report->sentence)
            ? focus_of(self, report)
            : NULL;

    if (focus != NULL) {
        report->where = focus->where;
        report->where.precision = MIN(focus->where.precision + 2, 5);
        add_evidence(report, focus->where.span);
    }
}

/* Reports that never came to a date or a place are none. */
static void drop_incomplete(Writer *self)
{
    guint kept = self->start;

    for (guint i = self->start; i < self->out->len; i++) {
        YqReport *report = &g_array_index(self->out, YqReport, i);

        place_by_focus(self, report);
        const char *why = lacks(report);

        if (why == NULL) {
            g_array_index(self->out, YqReport, kept++) = *report;
            continue;
        }
        if (self->explain != NULL) {
            g_string_append_printf(self->explain,
                                   "none: %s (article %u, sentence %u): %s\n",
                                   yq_incident_type_name(report->type),
                                   report->article + 1, report->sentence + 1, why);
        }
        yq_report_clear(report);
    }
    self->out->len = kept;
}

void yq_reports_read(YqReading *reading, YqArena *arena, GArray *out, GString *explain)
{
    Writer self = {.reading = reading,
                   .arena = arena,
                   .out = out,
                   .start = out->len,
                   .dated = tells_dates(reading),
                   .current = -1,
                   .where = YQ_NOWHERE,
                   .explain = explain};
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
