/* SPDX-License-Identifier: MIT */
/* From words to reports: the events of each sentence, with the date, place and counts
 * that belong to them, and what the sentences after it add. */
#include "incident/writer.h"

#include "incident/actors.h"
#include "incident/claims.h"

#include <string.h>

#define RECENT_DAYS 45
/* A day told so far back may still be the day of what a new paragraph tells. */
#define DATED_SENTENCES 6
#define EVIDENCE_LAST 32 /* spans of evidence that a new one may lie in */
#define SUMMARY_CHARACTERS 200
/* Tokens from a deed's word to those whom it hit. */
#define TARGET_REACH 12

#define BIT(code) (1u << (code))

void yq_report_clear(YqReport *self)
{
    g_array_unref(self->said);
    g_array_unref(self->accounts);
    g_array_unref(self->actors);
    g_array_unref(self->evidence);
}

YqReport *yq_writer_current(const YqWriter *self)
{
    return self->current < 0 ? NULL : &g_array_index(self->out, YqReport, self->current);
}

/* What holds @span was read from the same words, and so is among the last. */
void yq_report_add_evidence(YqReport *report, YqSpan span)
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
static const char *summary_of(const YqWriter *self, uint32_t first, uint32_t last)
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
static void stretch_back(const YqWriter *self, YqInterval *when)
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

bool yq_writer_same_paragraph(const YqWriter *self, uint32_t a, uint32_t b)
{
    const YqSentence *sentences = self->reading->document->sentences;

    return sentences[a].paragraph == sentences[b].paragraph;
}

bool yq_writer_has_sequence(const YqWriter *self, YqSequence code)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];

    return yq_match_within(self->reading, s->first, s->last, YQ_LEX_SEQUENCE, BIT(code));
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
    if (place == NULL || place->speaks || place->source || place->goal ||
        (report->own_place && report->where.precision > 0 &&
         report->where.precision <= 3) ||
        (report->where.precision != 0 &&
         place->where.precision >= report->where.precision)) {
        return;
    }
    if (report->where.precision == 0 || yq_report_place_agrees(report, place)) {
        report->where = place->where;
        report->own_place |= place->located;
        yq_report_add_evidence(report, place->where.span);
    }
}

static void explain_going_on(const YqWriter *self, const YqGroup *group,
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

/* Whether those whom a deed hits, who are told behind its word, are unarmed: "opened fire
 * on worshippers". */
static bool hits_unarmed(const YqWriter *self, const YqTrigger *head)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    uint32_t last = head != NULL ? MIN(head->last + TARGET_REACH, s->last) : 0;
    const uint32_t unarmed = BIT(YQ_PEOPLE_CIVIL) | BIT(YQ_PEOPLE_CHILD);

    for (uint32_t i = head != NULL ? head->last : last; i < last; i++) {
        if (yq_match_at(self->reading, i, YQ_LEX_CLAIM) != NULL) {
            last = i; /* "…, residents said" */
        }
    }
    return head != NULL &&
           yq_match_within(self->reading, head->last, last, YQ_LEX_PEOPLE, unarmed) &&
           !yq_match_within(self->reading, head->last, last, YQ_LEX_PEOPLE,
                            BIT(YQ_PEOPLE_STATE));
}

static void go_on(YqWriter *self, const YqGroup *group, uint32_t first, uint32_t last)
{
    YqReport *report = yq_writer_current(self);

    explain_going_on(self, group, report);
    report->last_sentence = self->sentence;
    report->unarmed |= hits_unarmed(self, group->head);
    take_better_type(report, group->head);
    take_place(report, group->place);
    if (group->date != NULL && !report->own_date && !group->date->told) {
        report->when = group->date->when;
        report->own_date = true;
    }
    yq_report_add_evidence(report, yq_reading_span(self->reading, first, last));
    yq_claims_read(self->reading, self->sentence, first, last, self->arena, report);
}

/* Whether the last date told still holds for what @group tells. In a paragraph after the
 * date's it does for a verb or for counted victims, which go on telling, and not for a
 * noun, which may only remember. */
static bool any_date(const YqWriter *self, const YqGroup *group)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    uint32_t away = self->sentence - self->date_sentence;

    if (self->date == NULL || self->date->told) {
        return false;
    }
    bool goes_on = (group->head->form == YQ_FORM_VERB && group->head->weight > 1) ||
                   yq_counts_within(self->reading, s->first, s->last);

    return away <= 1 ||
           yq_writer_same_paragraph(self, self->sentence, self->date_sentence) ||
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

/* What an article without a date tells happened when it was published: a note or a flash
 * of what was done where. Of deeds that only their victims tell, these must be counted.
 */
static bool is_flash(const YqWriter *self, const YqReport *report)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;

    bool done = report->form == YQ_FORM_VERB && report->weight > 1;

    return violent && report->own_place && self->reading->published.year != 0 &&
           (done || (report->form != YQ_FORM_PLURAL &&
                     yq_counts_within(self->reading, s->first, s->last)));
}

static void date_report(const YqWriter *self, const YqGroup *group, YqReport *report)
{
    const YqDateSpan *date = group->date;

    bool political = yq_incident_type_category(report->type) != YQ_CATEGORY_VIOLENCE;

    report->own_date = date != NULL && (political || !date->told);
    if (date == NULL && !report->undatable && any_date(self, group)) {
        date = self->date;
    }
    if (date != NULL) {
        report->when = date->when;
        stretch_back(self, &report->when);
        yq_report_add_evidence(report,
                               yq_reading_span(self->reading, date->first, date->last));
    } else if (!self->dated && is_flash(self, report)) {
        report->when = yq_one_day(self->reading->published);
    }
}

/* Why a report does not say enough to be an incident; NULL when it does. A verb tells
 * that something happened; a noun may only remember it, and wants a date or a place with
 * victims. */
static const char *lacks(const YqReport *report)
{
    YqCategory category = yq_incident_type_category(report->type);
    bool violent = category == YQ_CATEGORY_VIOLENCE;
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
    if (violent && report->where.precision >= 6 && counted && report->weight > 1 &&
        report->when.end.year != 0 && yq_interval_days(&report->when) > 300) {
        return "a sum over time"; /* "mines killed 214 people in 2022" */
    }
    if (violent && report->form != YQ_FORM_VERB && !report->own_place && !counted &&
        report->when.end.year != 0 && yq_interval_days(&report->when) > 92) {
        return "told in general"; /* "mines, unknown there until 2020" */
    }
    if (report->form == YQ_FORM_VERB) {
        bool flight = counted && category == YQ_CATEGORY_DISPLACEMENT;

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

/* Whether a weekday that nothing tells the day of is the sentence's only date. */
static bool has_weekday_only(const YqWriter *self)
{
    const YqReading *reading = self->reading;
    const YqSentence *s = &reading->document->sentences[self->sentence];
    bool weekday = false;

    for (guint i = yq_dates_from(reading, s->first); i < reading->dates->len; i++) {
        const YqDateSpan *date = &g_array_index(reading->dates, YqDateSpan, i);

        if (date->first >= s->last) {
            break;
        }
        if (date->when.start.year != 0) {
            return false;
        }
        weekday |= date->weekday != 0;
    }
    return weekday;
}

static YqReport new_report(const YqWriter *self, const YqGroup *group)
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
        .undatable = has_weekday_only(self),
        .unarmed = hits_unarmed(self, head),
        .several = yq_writer_has_sequence(self, YQ_SEQUENCE_SEVERAL),
        .separate = yq_writer_has_sequence(self, YQ_SEQUENCE_SEPARATE),
        .where = YQ_NOWHERE,
        .said = g_array_new(FALSE, TRUE, sizeof(YqSaid)),
        .accounts = g_array_new(FALSE, TRUE, sizeof(YqAccount)),
        .actors = g_array_new(FALSE, TRUE, sizeof(YqActor)),
        .evidence = g_array_new(FALSE, TRUE, sizeof(YqSpan)),
    };
}

/* Whether the next sentences may go on with a new @report: not with an act of state that
 * the sentence of an attack tells besides. */
static bool displaces(const YqWriter *self, const YqReport *report)
{
    const YqReport *current = yq_writer_current(self);

    return current == NULL || current->sentence != report->sentence ||
           yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE ||
           yq_incident_type_category(current->type) != YQ_CATEGORY_VIOLENCE;
}

static void begin_report(YqWriter *self, const YqGroup *group, uint32_t first,
                         uint32_t last)
{
    YqReport report = new_report(self, group);

    yq_report_add_evidence(&report, yq_reading_span(self->reading, first, last));
    yq_writer_place(self, group, &report);
    yq_writer_place_by_border(self, first, last, &report);
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

/* "A round of talks is expected in Jeddah": where something may be one day. */
static bool is_hoped_for(const YqReading *self, const YqPlaceSpan *place)
{
    const YqSentence *s =
        &self->document->sentences[yq_token(self, place->mention_first)->sentence];

    for (uint32_t k = self->at[s->first]; k < self->at[s->last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_NEGATION &&
            match->entry->code == YQ_NEGATION_MAYBE &&
            self->breaks[match->first] == self->breaks[place->mention_first]) {
            return true;
        }
    }
    return false;
}

static void remember(YqWriter *self)
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
    if (place != NULL && !is_hoped_for(self->reading, place) &&
        (place->located || place->where.precision >= 4) &&
        (place->where.precision < 6 || !yq_writer_any_where(self) ||
         self->where.precision >= 6)) {
        self->where = place->where;
        self->where_sentence = self->sentence;
    }
}

/* Not long before publication: what a paper still reports. */
static bool is_recent(const YqWriter *self, const YqDateSpan *date)
{
    YqDate published = self->reading->published;

    return published.year != 0 && date->when.start.year != 0 && !date->since &&
           yq_date_to_days(published) - yq_date_to_days(date->when.start) <= RECENT_DAYS;
}

/* "The decision was taken on 26 February": the day of what the sentence before told. */
static void date_undated(YqWriter *self, const YqDateSpan *date)
{
    if (date == NULL || date->told) {
        return;
    }
    bool same = yq_writer_has_sequence(self, YQ_SEQUENCE_SAME);

    for (guint i = self->out->len; i-- > self->start;) {
        YqReport *report = &g_array_index(self->out, YqReport, i);

        if (self->sentence - report->last_sentence != 1) {
            break;
        }
        bool happened =
            report->own_place && (report->form == YQ_FORM_VERB || report->weight > 1);

        bool undated = report->when.start.year == 0 && report->when.end.year == 0 &&
                       !report->undatable;

        if ((undated && happened && is_recent(self, date)) ||
            (same && (undated || !report->own_date))) {
            report->when = date->when;
            report->own_date = true;
            yq_report_add_evidence(
                report, yq_reading_span(self->reading, date->first, date->last));
        }
    }
}

/* A sentence without a word of an event may still add counts and claims. */
static void read_silent(YqWriter *self)
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
    const YqReport *report = yq_writer_current(self);
    bool claims =
        yq_claims_within(self->reading, s->first, s->last) ||
        (report != NULL && yq_claims_of_struck(self->reading, s->first, s->last, report));

    if (claims && yq_writer_goes_on(self, &none)) {
        none.place = NULL;
        none.date = NULL;
        go_on(self, &none, s->first, s->last);
    }
}

static void read_sentence(YqWriter *self, guint from, guint to)
{
    g_autoptr(GArray) groups = yq_groups_of(self->reading, from, to);

    yq_groups_drop_causes(self->reading, groups);
    yq_writer_return(self);
    for (guint i = 0; i < groups->len; i++) {
        YqGroup *group = &g_array_index(groups, YqGroup, i);
        uint32_t first, last;

        yq_writer_drop_day_of_claim(self, group);
        if (yq_writer_is_remembered(self, group)) {
            continue;
        }
        yq_group_reach(self->reading, groups, i, &first, &last);
        if (i == 0 && yq_writer_goes_on(self, group)) {
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
static void drop_incomplete(YqWriter *self)
{
    guint kept = self->start;

    for (guint i = self->start; i < self->out->len; i++) {
        YqReport *report = &g_array_index(self->out, YqReport, i);

        yq_writer_place_by_focus(self, report);
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
    YqWriter self = {.reading = reading,
                     .arena = arena,
                     .out = out,
                     .start = out->len,
                     .dated = tells_dates(reading),
                     .only = yq_places_only(reading),
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
