/* SPDX-License-Identifier: MIT */
/* Dates as articles tell them: whole, in part, by weekday, against the day of
 * publication, from … to. Conventions (docs/annotations.md): the beginning of a month is
 * its first ten days, the end from the 21st; early in a year is January to March, late
 * October to December; seasons are the north's. */
#include "incident/report.h"

#include <string.h>

static int month_days(int year, int month)
{
    return g_date_get_days_in_month(month, year);
}

static YqDate day_of(int year, int month, int day)
{
    return (YqDate){.year = year, .month = month, .day = day};
}

static YqInterval one_day(YqDate date)
{
    return (YqInterval){date, date, YQ_DATE_DAY};
}

static YqInterval months_of(int year, int first, int last, YqDatePrecision precision)
{
    return (YqInterval){day_of(year, first, 1),
                        day_of(year, last, month_days(year, last)), precision};
}

static YqDate shifted(YqDate date, int days)
{
    return yq_date_from_days(yq_date_to_days(date) + days);
}

/* 1 Monday to 7 Sunday; 1970-01-01 was a Thursday. */
static int weekday_of(YqDate date)
{
    return (int)((yq_date_to_days(date) % 7 + 10) % 7) + 1;
}

static const YqLexMatch *time_at(const YqReading *self, uint32_t token, YqTimeWord code)
{
    return yq_match_code(self, token, YQ_LEX_TIME, code);
}

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

static uint32_t skip_fillers(const YqReading *self, uint32_t at)
{
    for (int i = 0; i < 3; i++) {
        const YqLexMatch *of = time_at(self, at, YQ_TIME_OF);

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

static bool plain_number(const YqReading *self, uint32_t token, int least, int most,
                         int *out)
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

static bool year_after(const YqReading *self, uint32_t at, bool hijri, int *out_year,
                       uint32_t *out_end)
{
    at = skip_fillers(self, at);
    const YqLexMatch *word = time_at(self, at, YQ_TIME_YEAR);

    if (word != NULL) {
        at = word->last;
    }
    if (!plain_number(self, at, hijri ? 1300 : 1900, hijri ? 1500 : 2100, out_year)) {
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

    if (plain_number(self, token, 1, 31, out_day)) {
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
    YqDate date = day_of(self->published.year, month, day > 0 ? day : 1);

    return yq_date_compare(date, shifted(self->published, AHEAD_DAYS)) > 0
               ? self->published.year - 1
               : self->published.year;
}

static YqInterval part_of_month(int year, int month, int part)
{
    int last = month_days(year, month);
    int from = part == YQ_TIME_EARLY ? 1 : part == YQ_TIME_MID ? 11 : 21;
    int to = part == YQ_TIME_EARLY ? 10 : part == YQ_TIME_MID ? 20 : last;

    return (YqInterval){day_of(year, month, from), day_of(year, month, to),
                        YQ_DATE_PART_OF_MONTH};
}

static bool make_day(int year, int month, int day, bool hijri, YqInterval *out)
{
    if (hijri) {
        YqDate date = yq_hijri_date(year, month, day);

        *out = one_day(date);
        return date.year != 0 && day <= 30;
    }
    if (year == 0 || !g_date_valid_dmy(day, month, year)) {
        return false;
    }
    *out = one_day(day_of(year, month, day));
    return true;
}

static bool make_month(int year, int month, int part, bool hijri, YqInterval *out)
{
    if (year == 0) {
        return false;
    }
    if (hijri) {
        YqDate from = yq_hijri_date(year, month, 1);
        YqDate to = month < 12 ? yq_hijri_date(year, month + 1, 1)
                               : yq_hijri_date(year + 1, 1, 1);

        *out = (YqInterval){from, shifted(to, -1), YQ_DATE_MONTH};
        return from.year != 0;
    }
    *out = part >= 0 ? part_of_month(year, month, part)
                     : months_of(year, month, month, YQ_DATE_MONTH);
    return true;
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

static int written_or_guessed(YqReading *self, uint32_t at, bool hijri, int month,
                              int day, uint32_t *out_end)
{
    int year;

    *out_end = at;
    if (year_after(self, at, hijri, &year, out_end)) {
        if (!hijri) {
            self->year_hint = year;
        }
        return year;
    }
    return hijri ? 0 : guess_year(self, month, day);
}

/* A joint between two days of one interval: "to", "-", "and". */
static bool joint_at(const YqReading *self, uint32_t at, uint32_t *out_end)
{
    const YqLexMatch *to = time_at(self, at, YQ_TIME_TO);

    if (to != NULL || yq_token_is(self, at, "-") || yq_token_is(self, at, "–")) {
        *out_end = to != NULL ? to->last : at + 1;
        return true;
    }
    return false;
}

/* "15 and 16 July": days that follow each other. */
static bool and_at(const YqReading *self, uint32_t at, uint32_t *out_end)
{
    const YqLexMatch *and = yq_match_code(self, at, YQ_LEX_QUANTITY, YQ_QUANTITY_AND);

    if (and == NULL) {
        return false;
    }
    *out_end = and->last;
    return true;
}

/* "7 September 2023", "the 7th of September", "25 to 27 July", "السابع من سبتمبر". */
static bool day_month(YqReading *self, uint32_t token, YqDateSpan *out)
{
    int day, last_day = 0;
    uint32_t at, end, joint;

    if (!day_number(self, token, &day, &at)) {
        return false;
    }
    bool to = joint_at(self, at, &joint);

    if ((to || and_at(self, at, &joint)) &&
        day_number(self, skip_fillers(self, joint), &last_day, &end)) {
        if (last_day <= day || (!to && last_day > day + 3)) {
            return false;
        }
        at = end;
    }
    at = skip_fillers(self, at);
    const YqLexMatch *month = month_at(self, at);

    if (month == NULL) {
        return false;
    }
    bool hijri = month->entry->code == 1;
    int number = month->entry->value;
    int year = written_or_guessed(self, month_end(self, month), hijri, number, day, &end);

    if (!make_day(year, number, day, hijri, &out->when)) {
        return false;
    }
    if (last_day > 0) {
        YqInterval last;

        if (!make_day(year, number, last_day, hijri, &last)) {
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
static bool month_first(YqReading *self, uint32_t token, int part, YqDateSpan *out)
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
    if (part < 0 && !hijri && plain_number(self, after, 1, 31, &day) &&
        day_number(self, after, &day, &end)) {
        if (joint_at(self, end, &joint) &&
            plain_number(self, joint, day + 1, 31, &last_day)) {
            end = joint + 1;
        }
        year = written_or_guessed(self, end, false, number, day, &out->last);
        if (make_day(year, number, day, false, &out->when)) {
            if (last_day > 0 && g_date_valid_dmy(last_day, number, year)) {
                out->when.end = day_of(year, number, last_day);
                out->when.precision = YQ_DATE_RANGE;
            }
            return true;
        }
    }
    year = written_or_guessed(self, after, hijri, number, 0, &out->last);
    return make_month(year, number, part, hijri, &out->when);
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
           make_day(parts[2], parts[1], parts[0], false, &out->when);
}

/* "2023-09-07", "07/09/2023". */
static bool figures_only(YqReading *self, uint32_t token, YqDateSpan *out)
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
        !yq_token_is(self, token + 3, mark) || !plain_number(self, token, 1, 2100, &a) ||
        !plain_number(self, token + 2, 1, 31, &b) ||
        !plain_number(self, token + 4, 1, 2100, &c)) {
        return false;
    }
    out->last = token + 5;
    return a > 1900 ? make_day(a, b, c, false, &out->when)
                    : c > 1900 && make_day(c, b, a, false, &out->when);
}

static bool in_the_year(int year, int part, int season, YqInterval *out)
{
    static const int seasons[][2] = {{3, 5}, {6, 8}, {9, 11}};

    if (season == 4) {
        *out = (YqInterval){day_of(year, 12, 1),
                            day_of(year + 1, 2, month_days(year + 1, 2)), YQ_DATE_SEASON};
    } else if (season > 0) {
        *out = months_of(year, seasons[season - 1][0], seasons[season - 1][1],
                         YQ_DATE_SEASON);
    } else if (part >= 0) {
        int first = part == YQ_TIME_EARLY ? 1 : part == YQ_TIME_MID ? 4 : 10;

        *out =
            months_of(year, first, part == YQ_TIME_MID ? 9 : first + 2, YQ_DATE_SEASON);
    } else {
        *out = months_of(year, 1, 12, YQ_DATE_YEAR);
    }
    return true;
}

/* A year told alone: four figures that count nothing. */
static bool year_alone(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *word = time_at(self, token, YQ_TIME_YEAR);
    uint32_t at = word != NULL ? word->last : token;
    int year;

    if (!plain_number(self, at, 1950, 2049, &year) ||
        yq_match_at(self, at + 1, YQ_LEX_PEOPLE) != NULL ||
        yq_match_code(self, at + 1, YQ_LEX_QUANTITY, YQ_QUANTITY_UNIT) != NULL) {
        return false;
    }
    self->year_hint = year;
    out->last = at + 1;
    return in_the_year(year, -1, 0, &out->when);
}

static bool season_at(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *season = time_at(self, token, YQ_TIME_SEASON);
    int year;

    if (season == NULL || !year_after(self, season->last, false, &year, &out->last)) {
        return false;
    }
    self->year_hint = year;
    return in_the_year(year, -1, season->entry->value, &out->when);
}

/* "late July 2024", "نهاية عام 2023". */
static bool part_at(YqReading *self, uint32_t token, YqDateSpan *out)
{
    for (int part = YQ_TIME_EARLY; part <= YQ_TIME_LATE; part++) {
        const YqLexMatch *match = time_at(self, token, part);
        int year;

        if (match == NULL) {
            continue;
        }
        uint32_t at = skip_fillers(self, match->last);

        if (month_first(self, at, part, out)) {
            return true;
        }
        if (year_after(self, match->last, false, &year, &out->last)) {
            self->year_hint = year;
            return in_the_year(year, part, 0, &out->when);
        }
    }
    return false;
}

/* "Tuesday", "Tuesday 19 November", "last Friday"; the latest one not after publication.
 */
static bool weekday_at(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *match = yq_match_at(self, token, YQ_LEX_WEEKDAY);
    YqDateSpan date = {0};

    if (match == NULL) {
        return false;
    }
    uint32_t at = skip_fillers(self, match->last);

    if (day_month(self, at, &date) || figures_only(self, at, &date) ||
        month_first(self, at, -1, &date)) {
        if (date.when.precision == YQ_DATE_DAY) {
            out->when = date.when;
            out->last = date.last;
            return true;
        }
    }
    const YqLexMatch *last = time_at(self, match->last, YQ_TIME_LAST);

    out->weekday = match->entry->value;
    out->last = last != NULL ? last->last : match->last;
    if (self->published.year == 0 || time_at(self, match->last, YQ_TIME_NEXT) != NULL) {
        return self->published.year == 0;
    }
    bool before = last != NULL || (token > 0 && time_at(self, token - 1, YQ_TIME_LAST));
    int back = (weekday_of(self->published) - out->weekday + 7) % 7;

    out->when = one_day(shifted(self->published, -(back == 0 && before ? 7 : back)));
    return true;
}

static int unit_at(const YqReading *self, uint32_t token, uint32_t *out_end)
{
    for (int unit = YQ_TIME_UNIT_DAY; unit <= YQ_TIME_UNIT_YEAR; unit++) {
        const YqLexMatch *match = time_at(self, token, unit);

        if (match != NULL) {
            *out_end = match->last;
            return unit;
        }
    }
    return -1;
}

static bool back_by(YqDate from, int unit, int n, YqInterval *out)
{
    if (from.year == 0) {
        return false;
    }
    if (unit == YQ_TIME_UNIT_DAY) {
        *out = one_day(shifted(from, -n));
    } else if (unit == YQ_TIME_UNIT_WEEK) {
        YqDate monday = shifted(from, -7 * n - weekday_of(from) + 1);

        *out = (YqInterval){monday, shifted(monday, 6), YQ_DATE_RANGE};
    } else if (unit == YQ_TIME_UNIT_MONTH) {
        int months = from.year * 12 + from.month - 1 - n;

        *out = months_of(months / 12, months % 12 + 1, months % 12 + 1, YQ_DATE_MONTH);
    } else {
        *out = months_of(from.year - n, 1, 12, YQ_DATE_YEAR);
    }
    return true;
}

/* "last week", "le mois dernier", "الشهر الماضي". */
static bool last_unit(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *last = time_at(self, token, YQ_TIME_LAST);
    const YqLexMatch *this = time_at(self, token, YQ_TIME_THIS);
    uint32_t at = last != NULL ? last->last : this != NULL ? this->last : token;
    int unit = unit_at(self, at, &out->last);

    if (unit < 0) {
        return false;
    }
    if (last == NULL && this == NULL) {
        last = time_at(self, out->last, YQ_TIME_LAST);
        if (last == NULL) {
            return false;
        }
        out->last = last->last;
    }
    return (unit != YQ_TIME_UNIT_DAY || last == NULL) &&
           back_by(self->published, unit, last != NULL ? 1 : 0, &out->when);
}

/* A number of days, weeks …: "two days", "a day", "يومين", "يوم". */
static bool stretch_at(const YqReading *self, uint32_t token, int *out_n, int *out_unit,
                       uint32_t *out_end)
{
    YqNumber number;
    uint32_t at = token;

    *out_n = 1;
    if (yq_number_at(self, token, &number) && !number.ordinal && number.value < 60) {
        *out_n = (int)number.value;
        at = number.last;
    } else if (yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_ARTICLE) != NULL) {
        at = token + 1;
    }
    *out_unit = unit_at(self, at, out_end);
    if (*out_unit >= 0 &&
        at == token) { /* "يوم", "يومين"; "days" alone are not counted */
        *out_n = time_at(self, at, *out_unit)->entry->value;
    }
    return *out_unit >= 0 && *out_n > 0;
}

static YqDate anchor(const YqReading *self)
{
    return self->last_day.year != 0 ? self->last_day : self->published;
}

/* "the next day", "la veille", "in the same day": from the last day told. */
static bool anchored_day(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *match = time_at(self, token, YQ_TIME_ANCHOR);

    if (match == NULL || self->last_day.year == 0) {
        return false;
    }
    out->last = match->last;
    out->when = one_day(shifted(self->last_day, match->entry->value));
    return true;
}

/* "a third straight day", "troisième jour consécutif", "لليوم الثالث على التوالي". */
static bool straight_days(YqReading *self, uint32_t token, YqDateSpan *out)
{
    YqNumber number;
    int unit;
    uint32_t at = token, end;
    bool day_first = unit_at(self, token, &end) == YQ_TIME_UNIT_DAY;

    if (day_first) {
        at = end;
    }
    if (!yq_number_at(self, at, &number) || !number.ordinal || number.value < 2 ||
        number.value > 60) {
        return false;
    }
    at = number.last;
    const YqLexMatch *straight = time_at(self, at, YQ_TIME_STRAIGHT);

    if (straight != NULL) {
        at = straight->last;
    }
    if (!day_first) {
        unit = unit_at(self, at, &end);
        if (unit != YQ_TIME_UNIT_DAY) {
            return false;
        }
        at = end;
    }
    if (straight == NULL) {
        straight = time_at(self, at, YQ_TIME_STRAIGHT);
        at = straight != NULL ? straight->last : at;
    }
    out->last = at;
    out->length = (int)number.value;
    return straight != NULL;
}

/* "two days ago", "il y a deux jours", "قبل يومين"; "a day after …", "بعد يوم من …";
 * "three days of fighting". */
static bool stretch(YqReading *self, uint32_t token, YqDateSpan *out)
{
    static const YqTimeWord before[] = {YQ_TIME_AGO, YQ_TIME_AFTER, YQ_TIME_DURING};
    int n, unit;

    for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
        const YqLexMatch *word = time_at(self, token, before[i]);

        if (word == NULL || !stretch_at(self, word->last, &n, &unit, &out->last)) {
            continue;
        }
        const YqLexMatch *of = time_at(self, out->last, YQ_TIME_OF);

        if (before[i] == YQ_TIME_AGO && of == NULL) {
            out->ahead = unit == YQ_TIME_UNIT_YEAR; /* remembered, not reported */
            return back_by(self->published, unit, n, &out->when);
        }
        if (before[i] == YQ_TIME_AFTER && of != NULL) {
            out->shifts = true;
            return unit == YQ_TIME_UNIT_DAY && back_by(anchor(self), unit, n, &out->when);
        }
        if (before[i] == YQ_TIME_AFTER && self->last_day.year != 0) {
            return back_by(self->last_day, unit, -n, &out->when);
        }
        if (before[i] == YQ_TIME_DURING && unit == YQ_TIME_UNIT_DAY && n > 1) {
            out->length = n;
            return true;
        }
    }
    if (!stretch_at(self, token, &n, &unit, &out->last) ||
        time_at(self, token, YQ_TIME_DAY) != NULL) {
        return false;
    }
    const YqLexMatch *word = time_at(self, out->last, YQ_TIME_AGO);

    if (word != NULL) {
        out->last = word->last;
        out->ahead = unit == YQ_TIME_UNIT_YEAR;
        return back_by(self->published, unit, n, &out->when);
    }
    word = time_at(self, out->last, YQ_TIME_LATER);
    if (word != NULL && self->last_day.year != 0) {
        out->last = word->last;
        return back_by(self->last_day, unit, -n, &out->when);
    }
    word = time_at(self, out->last, YQ_TIME_AFTER);
    if (word != NULL && unit == YQ_TIME_UNIT_DAY) {
        out->last = word->last;
        out->shifts = true;
        return back_by(anchor(self), unit, n, &out->when);
    }
    return false;
}

static bool relative_day(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *match = time_at(self, token, YQ_TIME_DAY);

    if (match == NULL || self->published.year == 0) {
        return false;
    }
    out->last = match->last;
    out->when = one_day(shifted(self->published, match->entry->value));
    return match->entry->value <= 0;
}

/* Whether a date can begin at @token: most words of times only stand inside of one, and
 * "a" and "in" begin one only before a word or a number of times. */
static bool may_begin(const YqReading *self, uint32_t token)
{
    const uint32_t inside = 1u << YQ_TIME_OF | 1u << YQ_TIME_TO | 1u << YQ_TIME_BETWEEN |
                            1u << YQ_TIME_SINCE | 1u << YQ_TIME_UNTIL |
                            1u << YQ_TIME_NEXT | 1u << YQ_TIME_BEFORE |
                            1u << YQ_TIME_NIGHT | 1u << YQ_TIME_HOUR |
                            1u << YQ_TIME_STRAIGHT | 1u << YQ_TIME_LATER;
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
        bool time = entry->kind == YQ_LEX_TIME && (inside >> entry->code & 1) == 0;
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

static bool date_at(YqReading *self, uint32_t token, YqDateSpan *out)
{
    static bool (*const readers[])(YqReading *, uint32_t, YqDateSpan *) = {
        figures_only, day_month, weekday_at, part_at,      straight_days, season_at,
        anchored_day, stretch,   last_unit,  relative_day, year_alone};

    if (!may_begin(self, token)) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
        *out = (YqDateSpan){.first = token};
        if (readers[i](self, token, out)) {
            return true;
        }
        if (i == 3) {
            *out = (YqDateSpan){.first = token};
            if (month_first(self, token, -1, out)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a word of @code ends right before @token, fillers aside. */
static bool announced(const YqReading *self, uint32_t token, YqTimeWord code)
{
    uint32_t start = self->document->sentences[yq_token(self, token)->sentence].first;

    for (uint32_t i = token; i-- > start && token - i <= 4;) {
        const YqLexMatch *match = time_at(self, i, code);

        if (match != NULL && skip_fillers(self, match->last) >= token) {
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
    const YqLexMatch *to = time_at(self, a->last, YQ_TIME_TO);
    bool opened = announced(self, a->first, YQ_TIME_BETWEEN) ||
                  announced(self, a->first, YQ_TIME_NIGHT);
    /* "Monday and Tuesday": two days that follow each other, "و" on the word or not. */
    bool next_day = a->when.precision == YQ_DATE_DAY &&
                    b->when.precision == YQ_DATE_DAY && a->when.start.year != 0 &&
                    b->when.start.year != 0 &&
                    yq_date_to_days(b->when.start) == yq_date_to_days(a->when.end) + 1 &&
                    (a->last == b->first || and_at(self, a->last, &end));
    bool clitic = to == NULL && a->last == b->first && opened;

    if (!clitic && !next_day &&
        (!joint_at(self, a->last, &end) || skip_fillers(self, end) < b->first)) {
        return false;
    }
    if (b->first - a->last > 4 || a->shifts || b->shifts || a->length || b->length ||
        a->since || (!opened && !next_day && and_at(self, a->last, &end))) {
        return false;
    }
    if (!opened && !next_day && to != NULL && to->entry->value == 0 && b->weekday == 0 &&
        a->when.precision != b->when.precision) {
        return false;
    }
    YqDate start = a->when.start;

    if (a->weekday != 0 && b->when.start.year != 0) {
        int back = (weekday_of(b->when.start) - a->weekday + 7) % 7;

        start = shifted(b->when.start, -back);
    }
    if (start.year == 0 || yq_date_compare(start, b->when.end) > 0) {
        return false;
    }
    a->when = (YqInterval){start, b->when.end, YQ_DATE_RANGE};
    a->weekday = 0;
    a->last = b->last;
    return true;
}

/* "said on Monday": the day when somebody spoke. */
static bool is_told(const YqReading *self, uint32_t token)
{
    uint32_t start = self->document->sentences[yq_token(self, token)->sentence].first;

    for (uint32_t at = token; at > start && token - at <= 2; at--) {
        if (yq_match_ending(self, at, YQ_LEX_CLAIM,
                            1u << YQ_ACT_SAY | 1u << YQ_ACT_DENY) != NULL) {
            return true;
        }
    }
    return false;
}

static void append_date(YqReading *self, YqDateSpan *date)
{
    YqDateSpan *last = self->dates->len > 0
                           ? &g_array_index(self->dates, YqDateSpan, self->dates->len - 1)
                           : NULL;

    if (last != NULL &&
        yq_token(self, last->first)->sentence == yq_token(self, date->first)->sentence &&
        join(self, last, date)) {
        return;
    }
    if (date->when.start.year == 0 && date->length == 0 && date->weekday == 0) {
        return;
    }
    if (announced(self, date->first, YQ_TIME_SINCE)) {
        date->since = true;
        date->when.end = (YqDate){0};
        date->when.precision = YQ_DATE_RANGE;
    }
    date->dateline =
        date->first >= self->dateline_start && date->last <= self->dateline_end;
    if (date->dateline && self->published.year == 0 &&
        date->when.precision == YQ_DATE_DAY) {
        self->published = date->when.start;
    }
    date->told = is_told(self, date->first);
    date->ahead |= self->published.year != 0 && date->when.start.year != 0 &&
                   yq_date_compare(date->when.start, shifted(self->published, 1)) > 0;
    if (date->when.precision == YQ_DATE_DAY && !date->dateline && !date->told &&
        !date->ahead) {
        self->last_day = date->when.start;
    }
    g_array_append_val(self->dates, *date);
}

guint yq_dates_from(const YqReading *self, uint32_t token)
{
    guint low = 0, high = self->dates->len;

    while (low < high) {
        guint middle = (low + high) / 2;

        if (g_array_index(self->dates, YqDateSpan, middle).first < token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
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
            } else if (date_at(self, i, &date)) {
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
    fit -= date->since ? 1 : 0;
    /* "a day after X" dates X, which follows. */
    return date->shifts ? (after ? 0 : fit + 1) : fit;
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
    return best;
}
