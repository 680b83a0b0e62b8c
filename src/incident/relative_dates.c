/* SPDX-License-Identifier: MIT */
/* Dates told against another day: by weekday, "two days ago", "the next day". */
#include "incident/dates.h"

/* "Tuesday", "Tuesday 19 November", "last Friday"; the latest one not after publication.
 */
/* "Thursday [night] of last week"; the day of the week that @at tells, into @out. */
static bool day_of_last_week(YqReading *self, uint32_t at, YqDateSpan *out)
{
    YqDateSpan week = {0};
    const YqLexMatch *night = yq_time_at(self, at, YQ_TIME_NIGHT);

    at = yq_skip_fillers(self, night != NULL ? night->last : at);
    if (!yq_read_last_unit(self, at, &week) || yq_interval_days(&week.when) != 7) {
        return false;
    }
    out->last = week.last;
    out->when = yq_one_day(yq_date_shifted(week.when.start, out->weekday - 1));
    return yq_date_compare(out->when.start, self->published) <= 0;
}

bool yq_read_weekday(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *match = yq_match_at(self, token, YQ_LEX_WEEKDAY);
    YqDateSpan date = {0};

    if (match == NULL) {
        return false;
    }
    uint32_t at = yq_skip_fillers(self, match->last);

    if (yq_read_day_month(self, at, &date) || yq_read_figures(self, at, &date) ||
        yq_read_month(self, at, -1, &date)) {
        if (date.when.precision == YQ_DATE_DAY) {
            out->when = date.when;
            out->last = date.last;
            return true;
        }
    }
    const YqLexMatch *last = yq_time_at(self, match->last, YQ_TIME_LAST);

    out->weekday = match->entry->value;
    out->last = last != NULL ? last->last : match->last;
    if (self->published.year == 0 ||
        yq_time_at(self, match->last, YQ_TIME_NEXT) != NULL) {
        return self->published.year == 0;
    }
    if (last == NULL && day_of_last_week(self, match->last, out)) {
        return true;
    }
    bool before =
        last != NULL || (token > 0 && yq_time_at(self, token - 1, YQ_TIME_LAST));
    int back = (yq_weekday_of(self->published) - out->weekday + 7) % 7;

    out->when =
        yq_one_day(yq_date_shifted(self->published, -(back == 0 && before ? 7 : back)));
    return true;
}

int yq_time_unit_at(const YqReading *self, uint32_t token, uint32_t *out_end)
{
    for (int unit = YQ_TIME_UNIT_DAY; unit <= YQ_TIME_UNIT_YEAR; unit++) {
        const YqLexMatch *match = yq_time_at(self, token, unit);

        if (match != NULL) {
            *out_end = match->last;
            return unit;
        }
    }
    return -1;
}

/* "last week", "le mois dernier", "الشهر الماضي". */
bool yq_read_last_unit(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *last = yq_time_at(self, token, YQ_TIME_LAST);
    const YqLexMatch *this = yq_time_at(self, token, YQ_TIME_THIS);
    uint32_t at = last != NULL ? last->last : this != NULL ? this->last : token;
    int unit = yq_time_unit_at(self, at, &out->last);

    if (unit < 0) {
        return false;
    }
    if (last == NULL && this == NULL) {
        last = yq_time_at(self, out->last, YQ_TIME_LAST);
        if (last == NULL) {
            return false;
        }
        out->last = last->last;
    }
    return (unit != YQ_TIME_UNIT_DAY || last == NULL) &&
           yq_interval_back(self->published, unit, last != NULL ? 1 : 0, &out->when);
}

/* "the last 48 hours", "خلال الساعات الأربع والعشرين الماضية", "the past three days": up
 * to the day of publication. */
bool yq_read_last_hours(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *during = yq_time_at(self, token, YQ_TIME_DURING);
    uint32_t at = during != NULL ? during->last : token;
    const YqLexMatch *last = yq_time_at(self, at, YQ_TIME_LAST);

    at = last != NULL ? last->last : at;
    const YqLexMatch *hours = yq_time_at(self, at, YQ_TIME_HOUR);
    const YqLexMatch *days = NULL;
    YqNumber number;

    if (hours == NULL && (days = yq_time_at(self, at, YQ_TIME_UNIT_DAY)) != NULL) {
        at = days->last; /* "الأيام الثلاثة الماضية" */
    }

    at = hours != NULL ? hours->last : at;
    if (!yq_number_at(self, at, &number) || number.ordinal || number.value < 2 ||
        number.value > 96 || self->published.year == 0) {
        return false;
    }
    at = number.last;
    if (last == NULL) { /* "les trois derniers jours" */
        last = yq_time_at(self, at, YQ_TIME_LAST);
        at = last != NULL ? last->last : at;
    }
    hours = hours != NULL || days != NULL ? hours : yq_time_at(self, at, YQ_TIME_HOUR);
    days = hours != NULL || days != NULL ? days : yq_time_at(self, at, YQ_TIME_UNIT_DAY);
    at = hours != NULL ? MAX(at, hours->last) : days != NULL ? MAX(at, days->last) : at;
    last = last != NULL ? last : yq_time_at(self, at, YQ_TIME_LAST);
    if ((hours == NULL && days == NULL) || last == NULL) {
        return false;
    }
    int back = days != NULL ? (int)number.value : (int)((number.value + 23) / 24);

    out->last = MAX(at, last->last);
    out->when = (YqInterval){yq_date_shifted(self->published, -back), self->published,
                             YQ_DATE_RANGE};
    return true;
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
    *out_unit = yq_time_unit_at(self, at, out_end);
    if (*out_unit >= 0 &&
        at == token) { /* "يوم", "يومين"; "days" alone are not counted */
        *out_n = yq_time_at(self, at, *out_unit)->entry->value;
    }
    return *out_unit >= 0 && *out_n > 0;
}

static YqDate anchor(const YqReading *self)
{
    return self->last_day.year != 0 ? self->last_day : self->published;
}

/* "the next day", "la veille", "in the same day": from the last day told. */
/* The day that "the previous day" is told from: one of the same sentence ("said on
 * Tuesday that … the previous day"), or the last whole day before. */
static YqDate anchor_of(const YqReading *self, uint32_t token)
{
    const YqDateSpan *last =
        self->dates->len > 0
            ? &g_array_index(self->dates, YqDateSpan, self->dates->len - 1)
            : NULL;

    return last != NULL && last->when.precision == YQ_DATE_DAY && !last->ahead &&
                   yq_token(self, last->first)->sentence ==
                       yq_token(self, token)->sentence
               ? last->when.start
               : self->last_day;
}

bool yq_read_anchored_day(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *sequel = yq_time_at(self, token, YQ_TIME_SEQUEL);

    if (sequel != NULL && anchor(self).year != 0) {
        out->last = sequel->last;
        out->shifts = true;
        out->when = yq_one_day(yq_date_shifted(anchor(self), -1));
        return true;
    }
    const YqLexMatch *match = yq_time_at(self, token, YQ_TIME_ANCHOR);
    YqDate from = match != NULL ? anchor_of(self, token) : (YqDate){0};

    if (from.year == 0) {
        return false;
    }
    out->last = match->last;
    out->when = yq_one_day(yq_date_shifted(from, match->entry->value));
    return true;
}

/* "Le 22, l'armée …": a day of the month told last, at the start of a sentence. */
bool yq_read_bare_day(YqReading *self, uint32_t token, YqDateSpan *out)
{
    uint32_t start = self->document->sentences[yq_token(self, token)->sentence].first;
    int day;

    if (self->last_day.year == 0 || token != start + 1 ||
        yq_time_at(self, start, YQ_TIME_OF) == NULL ||
        !yq_plain_number(self, token, 1, 31, &day) ||
        !yq_token_is(self, token + 1, ",") ||
        !g_date_valid_dmy(day, self->last_day.month, self->last_day.year)) {
        return false;
    }
    out->last = token + 1;
    out->when = yq_one_day(
        (YqDate){.year = self->last_day.year, .month = self->last_day.month, .day = day});
    return true;
}

/* "a third straight day", "troisième jour consécutif", "لليوم الثالث على التوالي". */
bool yq_read_straight_days(YqReading *self, uint32_t token, YqDateSpan *out)
{
    YqNumber number;
    int unit;
    uint32_t at = token, end;
    bool day_first = yq_time_unit_at(self, token, &end) == YQ_TIME_UNIT_DAY;

    if (day_first) {
        at = end;
    }
    if (!yq_number_at(self, at, &number) || !number.ordinal || number.value < 2 ||
        number.value > 60) {
        return false;
    }
    at = number.last;
    const YqLexMatch *straight = yq_time_at(self, at, YQ_TIME_STRAIGHT);

    if (straight != NULL) {
        at = straight->last;
    } else { /* "for a third day" */
        straight = yq_match_ending(self, token, YQ_LEX_TIME, 1u << YQ_TIME_STRAIGHT);
    }
    if (!day_first) {
        unit = yq_time_unit_at(self, at, &end);
        if (unit != YQ_TIME_UNIT_DAY) {
            return false;
        }
        at = end;
    }
    if (straight == NULL) {
        straight = yq_time_at(self, at, YQ_TIME_STRAIGHT);
        at = straight != NULL ? straight->last : at;
    }
    out->last = at;
    out->length = (int)number.value;
    return straight != NULL;
}

/* "A day after", "two weeks after" something: that was so many days before what is told,
 * or before the news of the article in "this comes a week after". */
static bool days_before(const YqReading *self, uint32_t token, int unit, int n,
                        YqDateSpan *out)
{
    const YqLexMatch *news =
        yq_match_ending(self, token, YQ_LEX_SEQUENCE, 1u << YQ_SEQUENCE_NEWS);
    YqDate from =
        news != NULL && self->first_day.year != 0 ? self->first_day : anchor(self);
    int days = unit == YQ_TIME_UNIT_WEEK ? 7 * n : n;

    out->shifts = true;
    return (unit == YQ_TIME_UNIT_DAY || unit == YQ_TIME_UNIT_WEEK) &&
           yq_interval_back(from, YQ_TIME_UNIT_DAY, days, &out->when);
}

/* "two days ago", "two days later", "two days after": words behind the stretch. */
static bool read_stretch_from(const YqReading *self, uint32_t token, YqDateSpan *out)
{
    int n, unit;

    if (!stretch_at(self, token, &n, &unit, &out->last) ||
        yq_time_at(self, token, YQ_TIME_DAY) != NULL) {
        return false;
    }
    const YqLexMatch *word = yq_time_at(self, out->last, YQ_TIME_AGO);

    if (word != NULL) {
        out->last = word->last;
        out->ahead = unit == YQ_TIME_UNIT_YEAR;
        return yq_interval_back(self->published, unit, n, &out->when);
    }
    word = yq_time_at(self, out->last, YQ_TIME_LATER);
    if (word != NULL && self->last_day.year != 0) {
        out->last = word->last;
        return yq_interval_back(self->last_day, unit, -n, &out->when);
    }
    word = yq_time_at(self, out->last, YQ_TIME_AFTER);
    if (word != NULL && self->last_day.year != 0 &&
        (yq_token_is(self, word->last, ",") || yq_token_is(self, word->last, "."))) {
        out->last = word->last; /* "Two days after, …" */
        return yq_interval_back(self->last_day, unit, -n, &out->when);
    }
    if (word == NULL) {
        return false;
    }
    out->last = word->last;
    return days_before(self, token, unit, n, out);
}

/* "two days ago", "il y a deux jours", "قبل يومين"; "a day after …", "بعد يوم من …";
 * "three days of fighting". */
bool yq_read_stretch(YqReading *self, uint32_t token, YqDateSpan *out)
{
    static const YqTimeWord before[] = {YQ_TIME_AGO, YQ_TIME_AFTER, YQ_TIME_DURING};
    int n, unit;

    for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
        const YqLexMatch *word = yq_time_at(self, token, before[i]);

        if (word == NULL || !stretch_at(self, word->last, &n, &unit, &out->last)) {
            continue;
        }
        const YqLexMatch *of = yq_time_at(self, out->last, YQ_TIME_OF);

        if (yq_match_any(self, out->last, 1u << YQ_LEX_WEEKDAY | 1u << YQ_LEX_MONTH)) {
            continue; /* "منذ يوم الأحد": since Sunday, not a day ago */
        }
        if (before[i] == YQ_TIME_AGO && of == NULL) {
            out->ahead = unit == YQ_TIME_UNIT_YEAR; /* remembered, not reported */
            return yq_interval_back(self->published, unit, n, &out->when);
        }
        /* "after four days of fighting": they lasted so long */
        bool lasted = n > 1 && (yq_token(self, token)->flags & YQ_TOKEN_LATIN) != 0;

        if (before[i] == YQ_TIME_AFTER && of != NULL && !lasted) {
            return days_before(self, token, unit, n, out);
        }
        if (before[i] == YQ_TIME_AFTER && self->last_day.year != 0 && of == NULL) {
            return yq_interval_back(self->last_day, unit, -n, &out->when);
        }
        if (before[i] == YQ_TIME_DURING && unit == YQ_TIME_UNIT_DAY && n > 1) {
            out->length = n;
            return true;
        }
    }
    return read_stretch_from(self, token, out);
}

bool yq_read_relative_day(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *match = yq_time_at(self, token, YQ_TIME_DAY);

    if (match == NULL || self->published.year == 0) {
        return false;
    }
    out->last = match->last;
    out->when = yq_one_day(yq_date_shifted(self->published, match->entry->value));
    return match->entry->value <= 0;
}

/* The day into which a lone night ran: the one on which somebody tells of it in its
 * sentence, else that of the paper; none where the sentence dates it by another. */
static bool day_after_night(YqReading *self, const YqLexMatch *night, YqDate *out)
{
    const YqSentence *sentence =
        &self->document->sentences[yq_token(self, night->first)->sentence];
    uint32_t from = MAX(self->dateline_end, self->imprint_end);

    *out = self->published;
    for (uint32_t i = MAX(sentence->first, from); i < sentence->last; i++) {
        YqDateSpan day;

        if ((i >= night->first && i < night->last) ||
            (!yq_match_any(self, i, 1u << YQ_LEX_WEEKDAY | 1u << YQ_LEX_MONTH) &&
             yq_time_at(self, i, YQ_TIME_DAY) == NULL)) {
            continue;
        }
        if (!yq_date_at(self, i, &day) || day.when.precision != YQ_DATE_DAY ||
            !yq_is_told_date(self, i, day.last)) {
            return false;
        }
        *out = day.when.start;
    }
    return true;
}

/* "Overnight", of no day that is told. */
bool yq_read_lone_night(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *match = yq_time_at(self, token, YQ_TIME_NIGHT);
    YqDate day;

    if (match == NULL || match->entry->value <= 0 || self->published.year == 0 ||
        !day_after_night(self, match, &day)) {
        return false;
    }
    out->last = match->last;
    out->when = (YqInterval){yq_date_shifted(day, -1), day, YQ_DATE_RANGE};
    return true;
}
