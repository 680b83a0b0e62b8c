/* SPDX-License-Identifier: MIT */
/* Dates that are written out: days, months, parts of months, seasons and years. */
#include "incident/dates.h"

#include <string.h>

/* A month's name; where the table writes it with a capital, the text must too. */
static const YqLexMatch *month_at(const YqReading *self, uint32_t token)
{
    const YqLexMatch *match = yq_match_at(self, token, YQ_LEX_MONTH);

    if (match != NULL && g_ascii_isupper(*match->entry->label) &&
        (yq_token(self, token)->flags & YQ_TOKEN_CAPITAL) == 0) {
        return NULL;
    }
    return match;
}

static bool year_after(const YqReading *self, uint32_t at, bool hijri, int *out_year,
                       uint32_t *out_end)
{
    at = yq_skip_fillers(self, at);
    const YqLexMatch *word = yq_time_at(self, at, YQ_TIME_YEAR);

    if (word != NULL && word->entry->value > 0) { /* "of the same year" */
        *out_year = self->year_hint;
        *out_end = word->last;
        return !hijri && self->year_hint != 0;
    }
    if (word != NULL) {
        at = word->last;
    }
    if (!yq_plain_number(self, at, hijri ? 1300 : 1900, hijri ? 1500 : 2100, out_year)) {
        return false;
    }
    *out_end = at + 1;
    return true;
}

/* A day of the month: figures, with "er", "th" … after them, or a word. */
static bool day_number(const YqReading *self, uint32_t token, int *out_day,
                       uint32_t *out_end)
{
    YqNumber number;

    if (yq_plain_number(self, token, 1, 31, out_day)) {
        *out_end = token + 1;
        if (token + 1 < self->document->n_tokens &&
            (yq_token(self, token + 1)->flags & YQ_TOKEN_JOINED) != 0 &&
            (yq_token(self, token + 1)->flags & YQ_TOKEN_LATIN) != 0 &&
            yq_token(self, token + 1)->fold_length == 2) {
            (*out_end)++;
        }
        return true;
    }
    if (yq_number_at(self, token, &number) && number.magnitude == 0 && !number.about &&
        number.value >= 1 && number.value <= 31 && number.value == (int)number.value &&
        (yq_token(self, token)->flags & YQ_TOKEN_NUMBER) == 0) {
        *out_day = (int)number.value;
        *out_end = number.last;
        return true;
    }
    return false;
}

/* The year of a date told without it: the latest that is not after publication, unless
 * the day lies a little ahead ("to reopen on 15 January"). */
#define AHEAD_DAYS 45
static int guess_year(const YqReading *self, int month, int day)
{
    if (self->published.year == 0) {
        return self->year_hint;
    }
    YqDate date = yq_day(self->published.year, month, day > 0 ? day : 1);

    if (self->opening_year != 0) { /* "On 6 April 2022, … On 7 April, …" */
        date.year = self->opening_year;
        return yq_date_compare(date, self->published) > 0 ? self->published.year
                                                          : self->opening_year;
    }

    return yq_date_compare(date, yq_date_shifted(self->published, AHEAD_DAYS)) > 0
               ? self->published.year - 1
               : self->published.year;
}

/* The token after a month's name and a second name of it: "April/Nisan". */
static uint32_t month_end(const YqReading *self, const YqLexMatch *month)
{
    uint32_t at = month->last;

    if (yq_token_is(self, at, ".") && at + 1 < self->document->n_tokens &&
        yq_token(self, at + 1)->sentence == yq_token(self, at)->sentence) {
        at++; /* "Sept. 7" */
    }
    if (yq_token_is(self, at, "/") || yq_token_is(self, at, "(")) {
        const YqLexMatch *again = yq_match_at(self, at + 1, YQ_LEX_MONTH);

        if (again != NULL) {
            at = again->last + yq_token_is(self, again->last, ")");
        }
    }
    return at;
}

/* "October last year", "mars de l'an dernier", "أكتوبر من العام الماضي", "octobre
 * dernier": a year told from that of publication, with @out_end behind it. */
static bool year_told_from_now(const YqReading *self, uint32_t at, int *out_year,
                               uint32_t *out_end)
{
    YqDateSpan year = {0};
    YqReading *reading = (YqReading *)self;
    uint32_t of = yq_skip_fillers(self, at);

    if (self->published.year == 0) {
        return false;
    }
    for (uint32_t from = of;; from = at) {
        const YqLexMatch *word = yq_time_at(self, from, YQ_TIME_YEAR);

        if ((yq_read_last_unit(reading, from, &year) &&
             yq_interval_days(&year.when) > 300) ||
            (word != NULL && yq_time_at(self, word->last, YQ_TIME_LAST) != NULL &&
             yq_read_part_of_unit(reading, from, -1, &year))) {
            *out_year = year.when.start.year;
            *out_end = year.last;
            return true;
        }
        if (from == at) {
            return false;
        }
    }
}

static int written_or_guessed(YqReading *self, uint32_t at, bool hijri, int month,
                              int day, uint32_t *out_end)
{
    int year;

    *out_end = at;
    if (!hijri && year_told_from_now(self, at, &year, out_end)) {
        return year;
    }
    if (year_after(self, at, hijri, &year, out_end)) {
        if (!hijri) {
            self->year_hint = year;
        }
        return year;
    }
    return hijri ? day > 0 ? yq_hijri_year_before(self->published, month, day) : 0
                 : guess_year(self, month, day);
}

/* Whether another day may follow at @out_joint: behind "to" or "and", or with "and"
 * written onto it. */
static bool other_day_at(const YqReading *self, uint32_t at, uint32_t *out_joint,
                         bool *out_to)
{
    *out_to = yq_joint_at(self, at, out_joint);
    if (*out_to || yq_and_at(self, at, out_joint)) {
        return true;
    }
    *out_joint = at;
    if (yq_token_is(self, at, "/")) { /* "the night of 19/20 September" */
        *out_joint = at + 1;
        *out_to = true;
        return true;
    }
    return at < self->document->n_tokens &&
           (yq_first_clitics(self, at) & YQ_CLITIC_AND) != 0;
}

/* "7 September 2023", "the 7th of September", "25 to 27 July", "السابع من سبتمبر". */
bool yq_read_day_month(YqReading *self, uint32_t token, YqDateSpan *out)
{
    int day, last_day = 0;
    uint32_t at, end, joint;
    bool to;

    if (!day_number(self, token, &day, &at)) {
        return false;
    }
    bool between =
        yq_match_ending(self, token, YQ_LEX_TIME, 1u << YQ_TIME_BETWEEN) != NULL;

    /* "25 to 27", "3, 4 and 5", "بين الأول والعاشر" */
    for (int day_before = day;
         other_day_at(self, at, &joint, &to) &&
         day_number(self, yq_skip_fillers(self, joint), &last_day, &end);
         day_before = last_day) {
        if (last_day <= day_before || (!to && !between && last_day > day_before + 3)) {
            return false;
        }
        at = end;
    }
    at = yq_skip_fillers(self, at);
    const YqLexMatch *month = month_at(self, at);

    if (month == NULL) {
        return false;
    }
    bool hijri = month->entry->code == 1;
    int number = month->entry->value;
    int year = written_or_guessed(self, month_end(self, month), hijri, number, day, &end);

    if (!yq_day_interval(year, number, day, hijri, &out->when)) {
        return false;
    }
    if (last_day > 0) {
        YqInterval last;

        if (!yq_day_interval(year, number, last_day, hijri, &last)) {
            return false;
        }
        out->when.end = last.end;
        out->when.precision = YQ_DATE_RANGE;
    }
    out->last = end;
    return true;
}

/* "sept" is seven before it is September. */
static bool is_number_word(const YqReading *self, uint32_t token)
{
    uint32_t start = self->document->sentences[yq_token(self, token)->sentence].first;

    for (uint32_t i = token; i + 5 > token && i >= start; i--) {
        YqNumber number;

        if (yq_number_at(self, i, &number) && number.last > token) {
            return true; /* "dix-sept" too */
        }
        if (i == 0) {
            break;
        }
    }
    return false;
}

/* "September 7, 2023", "late July 2024", "July". */
bool yq_read_month(YqReading *self, uint32_t token, int part, YqDateSpan *out)
{
    const YqLexMatch *month = month_at(self, token);
    int day, last_day = 0, year;
    uint32_t end, after, joint;

    if (month == NULL || is_number_word(self, token)) {
        return false;
    }
    bool hijri = month->entry->code == 1;
    int number = month->entry->value;

    after = month_end(self, month);
    if (part < 0 && !hijri && yq_plain_number(self, after, 1, 31, &day) &&
        day_number(self, after, &day, &end)) {
        if (yq_joint_at(self, end, &joint) &&
            yq_plain_number(self, joint, day + 1, 31, &last_day)) {
            end = joint + 1;
        }
        year = written_or_guessed(self, end, false, number, day, &out->last);
        if (yq_day_interval(year, number, day, false, &out->when)) {
            if (last_day > 0 && g_date_valid_dmy(last_day, number, year)) {
                out->when.end = yq_day(year, number, last_day);
                out->when.precision = YQ_DATE_RANGE;
            }
            return true;
        }
    }
    year = written_or_guessed(self, after, hijri, number, 0, &out->last);
    return yq_month_interval(year, number, part, hijri, &out->when);
}

/* "7.9.2023", which is one token. */
static bool dotted_figures(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const char *text = yq_token_folded(self->document, token);
    int parts[3] = {0}, n = 0;

    if ((yq_token(self, token)->flags & YQ_TOKEN_NUMBER) == 0) {
        return false;
    }
    for (char *end; n < 3; text = end + 1) {
        parts[n++] = (int)g_ascii_strtoll(text, &end, 10);
        if (*end != '.') {
            if (*end != '\0') {
                return false;
            }
            break;
        }
    }
    out->last = token + 1;
    return n == 3 && parts[2] > 1900 && parts[2] < 2100 &&
           yq_day_interval(parts[2], parts[1], parts[0], false, &out->when);
}

/* "2023-09-07", "07/09/2023". */
bool yq_read_figures(YqReading *self, uint32_t token, YqDateSpan *out)
{
    int a, b, c;
    const char *mark;

    if (dotted_figures(self, token, out)) {
        return true;
    }
    if (token + 4 >= self->document->n_tokens) {
        return false;
    }
    mark = yq_token_folded(self->document, token + 1);
    if ((strcmp(mark, "-") != 0 && strcmp(mark, "/") != 0) ||
        !yq_token_is(self, token + 3, mark) ||
        !yq_plain_number(self, token, 1, 2100, &a) ||
        !yq_plain_number(self, token + 2, 1, 31, &b) ||
        !yq_plain_number(self, token + 4, 1, 2100, &c)) {
        return false;
    }
    out->last = token + 5;
    return a > 1900 ? yq_day_interval(a, b, c, false, &out->when)
                    : c > 1900 && yq_day_interval(c, b, a, false, &out->when);
}

/* A year told alone: four figures that count nothing. */
bool yq_read_year(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *word = yq_time_at(self, token, YQ_TIME_YEAR);
    uint32_t at = word != NULL ? word->last : token;
    int year;

    /* "In 2020 gunmen came": at the head of a sentence no number of people */
    bool heads =
        word != NULL &&
        token == self->document->sentences[yq_token(self, token)->sentence].first;

    if (!yq_plain_number(self, at, 1950, 2049, &year) ||
        (!heads && yq_match_at(self, at + 1, YQ_LEX_PEOPLE) != NULL) ||
        yq_match_code(self, at + 1, YQ_LEX_QUANTITY, YQ_QUANTITY_UNIT) != NULL) {
        return false;
    }
    self->year_hint = year;
    out->last = at + 1;
    out->when = yq_year_interval(year, -1, 0);
    return true;
}

bool yq_read_season(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *season = yq_time_at(self, token, YQ_TIME_SEASON);
    int year;

    if (season == NULL || !year_after(self, season->last, false, &year, &out->last)) {
        return false;
    }
    self->year_hint = year;
    out->when = yq_year_interval(year, -1, season->entry->value);
    return true;
}

/* "late July 2024", "نهاية عام 2023". */
bool yq_read_part(YqReading *self, uint32_t token, YqDateSpan *out)
{
    for (int part = YQ_TIME_EARLY; part <= YQ_TIME_LATE; part++) {
        const YqLexMatch *match = yq_time_at(self, token, part);
        int year;

        if (match == NULL) {
            continue;
        }
        uint32_t at = yq_skip_fillers(self, match->last);

        if (yq_read_month(self, at, part, out)) {
            return true;
        }
        if (year_after(self, match->last, false, &year, &out->last)) {
            self->year_hint = year;
            out->when = yq_year_interval(year, part, 0);
            return true;
        }
        if (yq_read_part_of_unit(self, match->last, part, out) ||
            yq_read_part_of_unit(self, at, part, out)) {
            return true;
        }
    }
    return false;
}
