/* SPDX-License-Identifier: MIT */
/* Whether a sentence goes on with the event told before it. */
#include "incident/writer.h"

#include <string.h>

#define BIT(code) (1u << (code))
/* A sentence that names the place of an event returns to one of so many last ones. */
#define RETURN_REPORTS 16
/* A denial returns to an event told so many sentences ago. */
#define RETURN_SENTENCES 6
#define TOLL_SENTENCES 8 /* with a new toll of it */
#define NEAR_KM 60
#define TOLD_DAYS 7 /* from an event to the day when its news is told */

/* Whether @place may be where @report happened: the same, near, or one that holds it. */
bool yq_report_place_agrees(const YqReport *report, const YqPlaceSpan *place)
{
    if (place == NULL || report->where.precision == 0 || place->where.precision >= 4 ||
        place->speaks) {
        return place == NULL || report->where.precision == 0 ||
               place->where.country[0] == '\0' || report->where.country[0] == '\0' ||
               place->speaks || strcmp(place->where.country, report->where.country) == 0;
    }
    if (report->where.part != 0) { /* "the north of Mali", whose outline comes later */
        return strcmp(place->where.country, report->where.country) == 0;
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

/* "Three protesters were killed": the protest told before, not another. */
static bool is_same_protest(const YqReport *report, const YqGroup *group)
{
    return group->head != NULL && report->type == YQ_INCIDENT_PROTEST &&
           group->head->type == YQ_INCIDENT_PROTEST &&
           group->head->form != YQ_FORM_VERB && group->date == NULL &&
           !yq_place_is_exact(group->place);
}

/* "which brought the death toll to 11": whenever that was. */
static bool tells_toll(const YqWriter *self)
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

/* "Gunmen killed 12, officials said on Saturday. The attackers came late on Friday": the
 * day of an event that was only told by when somebody spoke of it, shortly after. */
static bool is_told_again(const YqWriter *self, const YqReport *report,
                          const YqGroup *group)
{
    if (group->date == NULL || report->own_date || report->when.start.year == 0 ||
        group->date->when.start.year == 0 ||
        !yq_writer_has_sequence(self, YQ_SEQUENCE_SAME)) {
        return false;
    }
    int days =
        yq_date_to_days(report->when.start) - yq_date_to_days(group->date->when.start);

    return days >= 0 && days <= TOLD_DAYS;
}

/* Whether a sentence stands too far behind a report to go on with it. */
static bool is_far(const YqWriter *self, const YqReport *report, bool toll)
{
    uint32_t away = self->sentence - report->last_sentence;
    bool far = away > YQ_GOES_ON_SENTENCES ||
               (away > 1 &&
                !yq_writer_same_paragraph(self, self->sentence, report->last_sentence));

    return far && !self->returned && !(toll && away <= TOLL_SENTENCES);
}

/* Whether a report says too little for @group to go on with it. */
static bool is_lead_in(const YqWriter *self, const YqReport *report, const YqGroup *group)
{
    bool verb = group->head != NULL && group->head->form == YQ_FORM_VERB;

    if (!verb || report->when.start.year != 0) {
        return false;
    }
    return (!report->own_place && group->head->weight > report->weight) ||
           (report->form != YQ_FORM_VERB && self->date != NULL &&
            self->date_sentence > report->last_sentence); /* a date was told after it */
}

/* Whether a date beside @group is of another event than @report; @toll: it tells a new
 * toll of it. */
static bool is_other_day(const YqWriter *self, const YqReport *report,
                         const YqGroup *group, bool toll)
{
    if (group->date == NULL || group->date->told) {
        return false;
    }
    const YqInterval *when = &group->date->when;
    bool lead = is_told_again(self, report, group);
    bool new_verb =
        group->head != NULL && !group->again && group->head->form == YQ_FORM_VERB;

    if (report->undatable && when->start.year != 0) {
        return true; /* "on Wednesday", and "in March 2024": who knows */
    }
    if (!toll && !lead && !yq_intervals_overlap(when, &report->when)) {
        return true;
    }
    if (!group->again && lasts(when) && !lasts(&report->when) && report->own_date) {
        return true; /* "fighting since August" is more than yesterday's shells */
    }
    if (!report->own_date && yq_place_is_exact(group->place) && group->head != NULL &&
        group->head->weight > 1 && !group->again && !lead &&
        (!report->own_place || !yq_report_place_agrees(report, group->place))) {
        return true; /* what stood before was only a lead-in */
    }
    return new_verb && lasts(&report->when); /* one event of the days told of */
}

/* Whether the place beside @group is of another event than @report. */
static bool is_other_place(const YqWriter *self, const YqReport *report,
                           const YqGroup *group)
{
    bool exact = yq_place_is_exact(group->place);
    const YqSentence *s = &self->reading->document->sentences[self->sentence];

    /* Where another says that what flew was, or came down. */
    if (group->head == NULL && group->date == NULL &&
        (report->type == YQ_INCIDENT_DRONE_SHOT_DOWN ||
         report->type == YQ_INCIDENT_AIRCRAFT_SHOT_DOWN) &&
        yq_match_within(self->reading, s->first, s->last, YQ_LEX_CLAIM,
                        BIT(YQ_ACT_WRECK)) &&
        yq_match_within(self->reading, s->first, s->last, YQ_LEX_CLAIM,
                        BIT(YQ_ACT_SAY))) {
        return false;
    }
    if (exact && group->head != NULL && !group->again && group->verb &&
        report->where.precision > 0 && report->where.precision <= 3 &&
        group->place->where.place != report->where.place &&
        group->place->where.precision == 1 &&
        !yq_writer_same_paragraph(self, self->sentence, report->last_sentence)) {
        return true; /* a new paragraph on what was done in another town */
    }
    bool dated = group->place != NULL && group->place->located && group->date != NULL;

    return ((exact && (report->own_place || !group->again)) || dated) &&
           !yq_report_place_agrees(report, group->place);
}

bool yq_writer_goes_on(const YqWriter *self, const YqGroup *group)
{
    const YqReport *report = yq_writer_current(self);

    if (report == NULL || !kinds_agree(report, group)) {
        return false;
    }
    bool toll = tells_toll(self);

    return !is_lead_in(self, report, group) && !is_far(self, report, toll) &&
           !yq_writer_has_sequence(self, YQ_SEQUENCE_SEPARATE) &&
           !is_other_day(self, report, group, toll) &&
           !is_other_place(self, report, group);
}

/* "Al-Qaeda claimed the kidnapping on Monday": the day when it was claimed, where the
 * event has one of its own. */
void yq_writer_drop_day_of_claim(const YqWriter *self, YqGroup *group)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    const YqReport *report = yq_writer_current(self);

    /* "Their bodies were found on Monday": but the operation of Tuesday is not of what
     * was done in the month before. */
    bool found = group->head->weight == 1 &&
                 yq_writer_has_sequence(self, YQ_SEQUENCE_SAME) && report != NULL &&
                 !lasts(&report->when);

    if (report != NULL && report->own_date && (group->again || found) &&
        group->date != NULL && self->sentence - report->last_sentence <= 1 &&
        (found || yq_match_within(self->reading, s->first, s->last, YQ_LEX_CLAIM,
                                  BIT(YQ_ACT_DENY) | BIT(YQ_ACT_CLAIM)))) {
        group->date = NULL;
    }
}

/* "Ten years ago this week a bomber killed 20": whether the only date beside it tells
 * that an event is remembered. */
bool yq_writer_is_remembered(const YqWriter *self, const YqGroup *group)
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

/* Whether the thing that is called @word is spoken of in a report's sentences. */
static bool speaks_of(const YqReading *self, const YqReport *report, const char *word)
{
    const YqSentence *sentences = self->document->sentences;

    for (uint32_t k = self->at[sentences[report->sentence].first];
         k < self->at[sentences[report->last_sentence].last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_PEOPLE &&
            match->entry->code == YQ_PEOPLE_THING &&
            strcmp(match->entry->label, word) == 0) {
            return true;
        }
    }
    return false;
}

/* "The ministry denied that the barracks had fallen": a denial that names what an earlier
 * event hit, and the last one did not, is of the earlier one. */
static void return_to_thing(YqWriter *self)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];
    const YqReport *last = yq_writer_current(self);

    if (last == NULL ||
        !yq_match_within(reading, s->first, s->last, YQ_LEX_CLAIM, BIT(YQ_ACT_DENY))) {
        return;
    }
    for (uint32_t k = reading->at[s->first]; k < reading->at[s->last]; k++) {
        const YqLexMatch *match = &g_array_index(reading->matches, YqLexMatch, k);

        if (match->entry->kind != YQ_LEX_PEOPLE ||
            match->entry->code != YQ_PEOPLE_THING || match->entry->value != 1 ||
            speaks_of(reading, last, match->entry->label)) {
            continue;
        }
        for (guint i = self->out->len; i-- > self->start;) {
            YqReport *report = &g_array_index(self->out, YqReport, i);

            if (self->sentence - report->last_sentence > RETURN_SENTENCES) {
                break;
            }
            if (speaks_of(reading, report, match->entry->label)) {
                self->current = (int)i;
                self->returned = true;
                return;
            }
        }
    }
}

/* "The Turbat assault": a sentence that names the place of an event told before, and not
 * that of the last, goes on with the former. */
static void return_to_named(YqWriter *self)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];
    const YqReport *last = yq_writer_current(self);

    for (uint32_t i = yq_places_from(reading, s->first);
         last != NULL && i < reading->places->len; i++) {
        const YqPlaceSpan *span = &g_array_index(reading->places, YqPlaceSpan, i);

        if (span->mention_first >= s->last || span->where.place == last->where.place) {
            return;
        }
        for (guint k = self->out->len;
             k-- > self->start && self->out->len - k <= RETURN_REPORTS;) {
            const YqReport *report = &g_array_index(self->out, YqReport, k);

            if (span->where.precision <= 3 && !span->speaks && report->own_place &&
                report->where.place == span->where.place &&
                self->sentence - report->last_sentence <= YQ_GOES_ON_SENTENCES) {
                self->current = (int)k;
                return;
            }
        }
    }
}

void yq_writer_return(YqWriter *self)
{
    self->returned = false;
    return_to_named(self);
    return_to_thing(self);
}
