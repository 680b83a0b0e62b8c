/* SPDX-License-Identifier: MIT */
/* Dates as articles tell them: where one begins, which two make an interval, and which
 * one dates what some words report. */
#include "incident/dates.h"

#include "incident/report.h"

#include <string.h>

uint32_t yq_skip_fillers(const YqReading *self, uint32_t at)
{
    for (int i = 0; i < 3; i++) {
        const YqLexMatch *of = yq_time_at(self, at, YQ_TIME_OF);

        if (of != NULL) {
            at = of->last;
        } else if (yq_token_is(self, at, ",") || yq_token_is(self, at, "-") ||
                   yq_token_is(self, at, "'")) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

bool yq_plain_number(const YqReading *self, uint32_t token, int least, int most, int *out)
{
    if (token >= self->document->n_tokens ||
        (yq_token(self, token)->flags & YQ_TOKEN_NUMBER) == 0) {
        return false;
    }
    const char *text = yq_token_folded(self->document, token);
    size_t digits = strspn(text, "0123456789");

    if (text[digits] != '\0' || digits > 4) {
        return false;
    }
    *out = (int)g_ascii_strtoll(text, NULL, 10);
    return *out >= least && *out <= most;
}

/* A joint between two days of one interval: "to", "-", "and". */
bool yq_joint_at(const YqReading *self, uint32_t at, uint32_t *out_end)
{
    const YqLexMatch *to = yq_time_at(self, at, YQ_TIME_TO);

    if (to != NULL || yq_token_is(self, at, "-") || yq_token_is(self, at, "–")) {
        *out_end = to != NULL ? to->last : at + 1;
        return true;
    }
    return false;
}

/* "15 and 16 July": days that follow each other. */
bool yq_and_at(const YqReading *self, uint32_t at, uint32_t *out_end)
{
    const YqLexMatch *and = yq_match_code(self, at, YQ_LEX_QUANTITY, YQ_QUANTITY_AND);

    if (and == NULL) {
        return false;
    }
    *out_end = and->last;
    return true;
}

/* Whether a date can begin at @token: most words of times only stand inside of one, and
 * "a" and "in" begin one only before a word or a number of times. */
static bool may_begin(const YqReading *self, uint32_t token)
{
    const uint32_t inside =
        1u << YQ_TIME_OF | 1u << YQ_TIME_TO | 1u << YQ_TIME_BETWEEN |
        1u << YQ_TIME_SINCE | 1u << YQ_TIME_UNTIL | 1u << YQ_TIME_NEXT |
        1u << YQ_TIME_BEFORE | 1u << YQ_TIME_NIGHT | 1u << YQ_TIME_HOUR |
        1u << YQ_TIME_STRAIGHT | 1u << YQ_TIME_LATER | 1u << YQ_TIME_PUBLISHED;
    const uint32_t kinds = 1u << YQ_LEX_NUMBER | 1u << YQ_LEX_MONTH |
                           1u << YQ_LEX_WEEKDAY | 1u << YQ_LEX_TIME;

    if ((yq_token(self, token)->flags & YQ_TOKEN_NUMBER) != 0) {
        return true;
    }
    for (uint32_t k = yq_match_any(self, token, kinds) ? self->at[token] : UINT32_MAX;
         k < self->at[token + 1]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        const YqLexEntry *entry = match->entry;
        bool followed = match->last < self->document->n_tokens &&
                        (yq_match_any(self, match->last, kinds) ||
                         (yq_token(self, match->last)->flags & YQ_TOKEN_NUMBER) != 0);
        bool lone_night = entry->code == YQ_TIME_NIGHT && entry->value > 0;
        bool time = entry->kind == YQ_LEX_TIME &&
                    ((inside >> entry->code & 1) == 0 || lone_night);
        bool number = entry->kind == YQ_LEX_NUMBER && entry->code != YQ_NUMBER_AND;

        if (entry->kind == YQ_LEX_MONTH || entry->kind == YQ_LEX_WEEKDAY) {
            return true;
        }
        if ((time && (entry->code != YQ_TIME_YEAR || followed)) ||
            (number && (entry->code != YQ_NUMBER_ARTICLE || followed))) {
            return true;
        }
    }
    return false;
}

static bool read_whole_month(YqReading *self, uint32_t token, YqDateSpan *out)
{
    return yq_read_month(self, token, -1, out);
}

bool yq_date_at(YqReading *self, uint32_t token, YqDateSpan *out)
{
    /* What takes more words stands before what takes fewer. */
    enum {
        FIGURES = 1 << 0,
        NUMBER = 1 << 1,
        DAY = 1 << 2,
        MONTH = 1 << 3,
        TIME = 1 << 4
    };
    static const struct {
        bool (*read)(YqReading *, uint32_t, YqDateSpan *);
        unsigned begins; /* what its first word may be */
    } readers[] = {{yq_read_figures, FIGURES},
                   {yq_read_last_hours, FIGURES | NUMBER | TIME},
                   {yq_read_week_of_month, FIGURES | NUMBER | TIME},
                   {yq_read_day_of_feast, FIGURES | NUMBER | TIME},
                   {yq_read_day_month, FIGURES | NUMBER},
                   {yq_read_weekday, DAY},
                   {yq_read_unnamed_month, FIGURES | NUMBER},
                   {yq_read_part, TIME},
                   {read_whole_month, MONTH},
                   {yq_read_straight_days, FIGURES | NUMBER | TIME},
                   {yq_read_weekend, TIME},
                   {yq_read_feast, TIME},
                   {yq_read_season, TIME},
                   {yq_read_anchored_day, TIME},
                   {yq_read_stretch, FIGURES | NUMBER | TIME},
                   {yq_read_last_unit, TIME},
                   {yq_read_relative_day, TIME},
                   {yq_read_lone_night, TIME},
                   {yq_read_year, FIGURES | TIME},
                   {yq_read_bare_day, FIGURES}};

    if (!may_begin(self, token)) {
        return false;
    }
    unsigned begins =
        ((yq_token(self, token)->flags & YQ_TOKEN_NUMBER) != 0 ? FIGURES : 0) |
        (yq_match_any(self, token, 1u << YQ_LEX_NUMBER) ? NUMBER : 0) |
        (yq_match_any(self, token, 1u << YQ_LEX_WEEKDAY) ? DAY : 0) |
        (yq_match_any(self, token, 1u << YQ_LEX_MONTH) ? MONTH : 0) |
        (yq_match_any(self, token, 1u << YQ_LEX_TIME) ? TIME : 0);

    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
        *out = (YqDateSpan){.first = token};
        if ((readers[i].begins & begins) != 0 && readers[i].read(self, token, out)) {
            return true;
        }
    }
    return false;
}

/* Whether a word of @code ends right before @token, fillers aside. */
static bool announced(const YqReading *self, uint32_t token, YqTimeWord code)
{
    uint32_t start = self->document->sentences[yq_token(self, token)->sentence].first;

    for (uint32_t i = token; i-- > start && token - i <= 4;) {
        const YqLexMatch *match = yq_time_at(self, i, code);

        if (match != NULL && yq_skip_fillers(self, match->last) >= token) {
            return true;
        }
    }
    return false;
}

/* Joins "A to B" into one interval when the words between them are a joint and either
 * something opens an interval before or the joint cannot be another. */
static bool join(YqReading *self, YqDateSpan *a, const YqDateSpan *b)
{
    uint32_t end;
    const YqLexMatch *to = yq_time_at(self, a->last, YQ_TIME_TO);
    bool opened = announced(self, a->first, YQ_TIME_BETWEEN) ||
                  announced(self, a->first, YQ_TIME_NIGHT);
    /* "Monday and Tuesday": two days that follow each other, "و" on the word or not. */
    bool next_day = a->when.precision == YQ_DATE_DAY &&
                    b->when.precision == YQ_DATE_DAY && a->when.start.year != 0 &&
                    b->when.start.year != 0 &&
                    yq_date_to_days(b->when.start) == yq_date_to_days(a->when.end) + 1 &&
                    (a->last == b->first || yq_and_at(self, a->last, &end));
    bool clitic = to == NULL && a->last == b->first && opened;

    if (!clitic && !next_day &&
        (!yq_joint_at(self, a->last, &end) || yq_skip_fillers(self, end) < b->first)) {
        return false;
    }
    if (b->first - a->last > 4 || a->shifts || b->shifts || a->length || b->length ||
        a->since || (!opened && !next_day && yq_and_at(self, a->last, &end))) {
        return false;
    }
    if (!opened && !next_day && to != NULL && to->entry->value == 0 && b->weekday == 0 &&
        a->when.precision != b->when.precision) {
        return false;
    }
    YqDate start = a->when.start;

    if (a->weekday != 0 && b->when.start.year != 0) {
        int back = (yq_weekday_of(b->when.start) - a->weekday + 7) % 7;

        start = yq_date_shifted(b->when.start, -back);
    }
    if (start.year == 0 || yq_date_compare(start, b->when.end) > 0) {
        return false;
    }
    a->when = (YqInterval){start, b->when.end, YQ_DATE_RANGE};
    a->weekday = 0;
    a->last = b->last;
    return true;
}

/* "said on Monday", "on Monday said": the day when somebody spoke. "Claimed
 * responsibility for Saturday's attack" tells another. */
bool yq_is_told_date(const YqReading *self, uint32_t first, uint32_t last)
{
    const uint32_t spoke = 1u << YQ_ACT_SAY | 1u << YQ_ACT_DENY;
    const uint32_t claimed = 1u << YQ_ACT_CLAIM | 1u << YQ_ACT_ACCUSE;
    uint32_t start = self->document->sentences[yq_token(self, first)->sentence].first;
    const YqLexMatch *said = yq_match_at(self, last, YQ_LEX_CLAIM);

    if (said != NULL && said->entry->code <= YQ_ACT_ACCUSE) {
        return true;
    }
    for (uint32_t at = first; at > start && first - at <= 2; at--) {
        bool touches = at == first || yq_time_at(self, at, YQ_TIME_OF) != NULL;

        if (yq_match_ending(self, at, YQ_LEX_CLAIM, spoke | (touches ? claimed : 0)) !=
            NULL) {
            return true;
        }
    }
    /* "accused Algeria on Wednesday of": when somebody accused */
    for (uint32_t at = first;
         yq_match_code(self, last, YQ_LEX_RELATION, YQ_RELATION_OF) != NULL &&
         at > start && first - at <= 5 && self->breaks[at] == self->breaks[first];
         at--) {
        if (yq_match_ending(self, at, YQ_LEX_CLAIM, 1u << YQ_ACT_ACCUSE) != NULL) {
            return true;
        }
    }
    return false;
}

/* "The week of 7 June": seven days from the one told. */
static bool is_week_of(const YqReading *self, uint32_t token)
{
    const YqLexMatch *of = yq_match_ending(self, token, YQ_LEX_TIME, 1u << YQ_TIME_OF);

    return of != NULL &&
           yq_match_ending(self, of->first, YQ_LEX_TIME, 1u << YQ_TIME_UNIT_WEEK) != NULL;
}

/* "since 15 Ramadan, that is 25 March": one day in two calendars. */
static bool is_again(const YqReading *self, const YqDateSpan *last,
                     const YqDateSpan *date)
{
    return (last->since || last->when.precision == date->when.precision) &&
           date->first > last->last && yq_skip_fillers(self, last->last) >= date->first &&
           yq_date_compare(last->when.start, date->when.start) == 0;
}

/* "1 June 2024 (week of)", "(month of)": what a coder's date stands for. */
static void widen_by_bracket(const YqReading *self, YqDateSpan *date)
{
    uint32_t end = date->last + 1;
    const YqLexMatch *week = yq_time_at(self, end, YQ_TIME_UNIT_WEEK);
    const YqLexMatch *of = yq_time_at(self, week != NULL ? week->last : end, YQ_TIME_OF);

    if (date->when.precision != YQ_DATE_DAY || !yq_token_is(self, date->last, "(") ||
        of == NULL || !yq_token_is(self, of->last, ")")) {
        return;
    }
    if (week != NULL) {
        date->when.end = yq_date_shifted(date->when.start, 6);
        date->when.precision = YQ_DATE_RANGE;
    } else if (of->last - of->first == 2) { /* "month of" is one phrase */
        yq_month_interval(date->when.start.year, date->when.start.month, -1, false,
                          &date->when);
    }
    date->last = of->last + 1;
}

/* "around 9 March 2024 (between 8 and 10 March)": the days that a bracket right behind a
 * date says it may have been, of its year. */
static bool is_range_of(const YqReading *self, const YqDateSpan *last, YqDateSpan *date)
{
    if (!yq_token_is(self, last->last, "(") || date->first - last->last > 3 ||
        last->when.precision != YQ_DATE_DAY || date->when.precision != YQ_DATE_RANGE ||
        date->when.end.year == 0) {
        return false;
    }
    int years = last->when.start.year - date->when.start.year;

    date->when.start.year += years;
    date->when.end.year += years;
    return yq_intervals_overlap(&last->when, &date->when);
}

/* "The Algiers accord signed in 2015", "الاتفاق الموقع سنة 2015": a date right behind a
 * participle is of the noun that it qualifies. */
static bool is_of_noun(const YqReading *self, uint32_t first)
{
    for (uint32_t at = first, steps = 0; steps < 3; steps++) {
        if (yq_match_ending(self, at, YQ_LEX_TIME, 1u << YQ_TIME_NOUN) != NULL) {
            return true;
        }
        const YqLexMatch *filler =
            yq_match_ending(self, at, YQ_LEX_TIME, 1u << YQ_TIME_OF | 1u << YQ_TIME_YEAR);

        if (filler == NULL) {
            break;
        }
        at = filler->first;
    }
    return false;
}

/* Whether a date only says more of the last one. */
static bool adds_to_last(YqReading *self, YqDateSpan *last, YqDateSpan *date)
{
    if (yq_token(self, last->first)->sentence == yq_token(self, date->first)->sentence &&
        join(self, last, date)) {
        return true;
    }
    if (is_range_of(self, last, date)) {
        last->when = date->when;
        last->last = date->last;
        return true;
    }
    bool years_ago = last->ahead && date->first - last->last <= 1 &&
                     yq_date_compare(last->when.start, self->published) <= 0;

    /* "ten years ago this week" */
    if ((date->when.start.year != 0 && is_again(self, last, date)) || years_ago) {
        last->last = date->last;
        return true;
    }
    return false;
}

/* What the words before a date make of its days. */
static void stretch(const YqReading *self, YqDateSpan *date)
{
    const YqLexMatch *night =
        yq_match_ending(self, date->first, YQ_LEX_TIME, 1u << YQ_TIME_NIGHT);

    if (night != NULL && night->entry->value < 0 && date->when.precision == YQ_DATE_DAY) {
        date->when.start = yq_date_shifted(date->when.start, -1);
        date->when.precision = YQ_DATE_RANGE;
    }
    if (announced(self, date->first, YQ_TIME_SINCE)) {
        date->since = true;
        date->when.end = (YqDate){0};
        date->when.precision = YQ_DATE_RANGE;
    }
}

static void append_date(YqReading *self, YqDateSpan *date)
{
    YqDateSpan *last = self->dates->len > 0
                           ? &g_array_index(self->dates, YqDateSpan, self->dates->len - 1)
                           : NULL;
    bool empty = date->when.start.year == 0 && date->length == 0 && date->weekday == 0;

    if (!empty) {
        widen_by_bracket(self, date);
    }
    if (date->when.precision == YQ_DATE_DAY && is_week_of(self, date->first)) {
        date->when.end = yq_date_shifted(date->when.start, 6);
        date->when.precision = YQ_DATE_RANGE;
    }
    if ((last != NULL && adds_to_last(self, last, date)) || empty) {
        return;
    }
    stretch(self, date);
    date->dateline = yq_in_dateline(self, date->first, date->last);
    if (self->dates->len == 0 && date->when.precision == YQ_DATE_DAY && !date->dateline &&
        date->when.start.year == self->year_hint &&
        yq_token(self, date->first)->sentence == 0) {
        self->opening_year = self->year_hint;
    }
    /* "medics said, a day after shelling": no day of speaking */
    date->told = !date->shifts && yq_is_told_date(self, date->first, date->last);
    date->of_noun = is_of_noun(self, date->first);
    date->ahead |=
        self->published.year != 0 && date->when.start.year != 0 &&
        yq_date_compare(date->when.start, yq_date_shifted(self->published, 1)) > 0;
    if (date->when.precision == YQ_DATE_DAY && !date->dateline && !date->told &&
        !date->ahead) {
        self->last_day = date->when.start;
        self->first_day = self->first_day.year != 0 ? self->first_day : self->last_day;
    }
    g_array_append_val(self->dates, *date);
}

guint yq_dates_from(const YqReading *self, uint32_t token)
{
    return yq_spans_from(self->dates, offsetof(YqDateSpan, first), token);
}

bool yq_in_a_date(const YqReading *self, uint32_t token)
{
    guint i = yq_dates_from(self, token + 1);

    return i > 0 && token < g_array_index(self->dates, YqDateSpan, i - 1).last;
}

void yq_dates_find(YqReading *self)
{
    const YqDocument *document = self->document;

    yq_datelines_find(self);
    for (size_t s = 0; s < document->n_sentences; s++) {
        const YqSentence *sentence = &document->sentences[s];

        for (uint32_t i = sentence->first; i < sentence->last;) {
            YqDateSpan date;

            const YqLexMatch *actor = yq_match_at(self, i, YQ_LEX_ACTOR);

            if (actor != NULL && actor->last > i + 1) {
                i = actor->last; /* "the March 23 Movement" */
            } else if (yq_date_at(self, i, &date)) {
                append_date(self, &date);
                i = MAX(date.last, i + 1);
            } else {
                i++;
            }
        }
    }
}

/* How well a date fits the words at [first, last); more is better. */
static double fit_of(const YqReading *self, const YqDateSpan *date, uint32_t first,
                     uint32_t last)
{
    bool after = date->first >= last;
    uint32_t away = after                ? date->first - last
                    : first > date->last ? first - date->last
                                         : 0;
    double fit =
        4 - MIN(0.08 * away, 2) -
        0.4 * MIN(yq_breaks_between(self, after ? last : first, date->first), 4u);

    fit += date->when.precision == YQ_DATE_DAY ? 0.5 : 0;
    fit -= date->told ? 2 : 0;
    fit -= date->feast ? 1 : 0;
    fit -= date->since ? 1 : 0;
    if (date->of_noun) {
        return MAX(fit - 3.5, 0.01); /* where it is the only one */
    }
    if (date->shifts && !after && yq_breaks_between(self, date->first, first) > 0) {
        return 0; /* "a day after X, Y": Y has another day */
    }
    /* "a day after X" dates X, which follows. */
    return date->shifts ? (after ? 0 : fit + 1) : fit;
}

/* "This week, on Tuesday": the day beside a longer time that holds it. */
static const YqDateSpan *finest(const YqReading *self, const YqSentence *sentence,
                                const YqDateSpan *chosen)
{
    for (guint i = yq_dates_from(self, sentence->first);
         chosen->when.precision != YQ_DATE_DAY && !chosen->since && i < self->dates->len;
         i++) {
        const YqDateSpan *date = &g_array_index(self->dates, YqDateSpan, i);
        uint32_t away = date->first >= chosen->last   ? date->first - chosen->last
                        : chosen->first >= date->last ? chosen->first - date->last
                                                      : 0;

        if (date->first >= sentence->last) {
            break;
        }
        if (date->when.precision == YQ_DATE_DAY && !date->told && !date->ahead &&
            date->length == 0 && away <= 2 &&
            yq_intervals_overlap(&date->when, &chosen->when)) {
            return date;
        }
    }
    return chosen;
}

const YqDateSpan *yq_date_choose(const YqReading *self, uint32_t sentence, uint32_t first,
                                 uint32_t last)
{
    const YqSentence *s = &self->document->sentences[sentence];
    const YqDateSpan *best = NULL;
    double best_fit = 0;

    for (guint i = yq_dates_from(self, s->first); i < self->dates->len; i++) {
        const YqDateSpan *date = &g_array_index(self->dates, YqDateSpan, i);

        if (date->first >= s->last) {
            break;
        }
        if (date->dateline || date->length > 0 || date->ahead ||
            (date->when.start.year == 0 && date->when.end.year == 0)) {
            continue;
        }
        double fit = fit_of(self, date, first, last);

        if (fit > best_fit) {
            best_fit = fit;
            best = date;
        }
    }
    return best == NULL ? NULL : finest(self, s, best);
}
