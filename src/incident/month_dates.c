/* SPDX-License-Identifier: MIT */
/* A day of "this month", a week of a month, a later day of a feast. */
#include "incident/dates.h"

/* The token after a month that is not called by its name ("this month", "الشهر الجاري",
 * "the same month"), and the first day of it into @out; 0 for none. */
static uint32_t unnamed_month(const YqReading *self, uint32_t token, YqDate *out)
{
    const YqLexMatch *before = yq_time_at(self, token, YQ_TIME_THIS);
    const YqLexMatch *last = yq_time_at(self, token, YQ_TIME_LAST);
    uint32_t at = before != NULL ? before->last : last != NULL ? last->last : token;
    const YqLexMatch *month = yq_time_at(self, at, YQ_TIME_UNIT_MONTH);

    if (month == NULL || month->entry->value != 1) {
        return 0;
    }
    uint32_t end = month->last;

    if (yq_match_at(self, yq_skip_fillers(self, end), YQ_LEX_MONTH) != NULL) {
        return 0; /* "the month of April" */
    }
    const YqLexMatch *after = yq_time_at(self, end, YQ_TIME_THIS);

    last = last != NULL ? last : yq_time_at(self, end, YQ_TIME_LAST);
    after = after != NULL ? after : last;
    if (after != NULL && after->first >= end) {
        end = after->last;
    }
    YqDate from = before != NULL || after != NULL || self->last_day.year == 0
                      ? self->published
                      : self->last_day;
    YqInterval whole;

    if (!yq_interval_back(from, YQ_TIME_UNIT_MONTH, last != NULL ? 1 : 0, &whole)) {
        return 0;
    }
    *out = whole.start;
    return end;
}

/* As unnamed_month(), from @token on or after a filler; from the last word before @token
 * where a filler or "early in the month" is one phrase with the month. */
static uint32_t unnamed_month_near(const YqReading *self, uint32_t token, YqDate *out)
{
    uint32_t of = yq_skip_fillers(self, token);
    uint32_t end = unnamed_month(self, of, out);

    for (uint32_t at = token > 0 ? token - 1 : 0; end == 0 && at < of; at++) {
        end = unnamed_month(self, at, out);
        end = end > token ? end : 0;
    }
    return end;
}

bool yq_read_unnamed_month(YqReading *self, uint32_t token, YqDateSpan *out)
{
    YqNumber number;
    YqDate month;

    if (!yq_number_at(self, token, &number) || number.magnitude != 0 ||
        number.value < 1 || number.value > 31 || number.value != (int)number.value ||
        yq_time_at(self, number.last, YQ_TIME_OF) == NULL) {
        return false;
    }
    out->last = unnamed_month_near(self, number.last, &month);
    return out->last > 0 &&
           yq_day_interval(month.year, month.month, (int)number.value, false, &out->when);
}

/* "second week", "الأسبوع الثاني"; @out_week: 1 to 4. */
static bool week_at(const YqReading *self, uint32_t token, int *out_week,
                    uint32_t *out_end)
{
    const YqLexMatch *unit = yq_time_at(self, token, YQ_TIME_UNIT_WEEK);
    uint32_t at = unit != NULL ? unit->last : token;
    YqNumber number;

    if (!yq_number_at(self, at, &number) || !number.ordinal || number.value > 4) {
        return false;
    }
    *out_week = (int)number.value;
    *out_end = number.last;
    if (unit == NULL) {
        unit = yq_time_at(self, number.last, YQ_TIME_UNIT_WEEK);
        *out_end = unit != NULL ? unit->last : 0;
    }
    return unit != NULL;
}

bool yq_read_week_of_month(YqReading *self, uint32_t token, YqDateSpan *out)
{
    YqDateSpan month = {0};
    uint32_t end;
    int week;

    if (!week_at(self, token, &week, &end)) {
        return false;
    }
    uint32_t of = yq_skip_fillers(self, end);

    if (of == end || !yq_read_month(self, of, -1, &month) ||
        month.when.precision != YQ_DATE_MONTH) {
        return false;
    }
    out->when =
        (YqInterval){yq_date_shifted(month.when.start, 7 * (week - 1)),
                     yq_date_shifted(month.when.start, 7 * week - 1), YQ_DATE_RANGE};
    out->last = month.last;
    return true;
}

int yq_hijri_year_before(YqDate latest, int month, int day)
{
    /* A Hijri year is shorter by a thirty-third. */
    int year = latest.year == 0 ? 0 : (latest.year - 621) * 33 / 32 + 1;

    for (int tries = 0; year > 0 && tries < 4; tries++, year--) {
        YqDate date = yq_hijri_date(year, month, day);

        if (date.year != 0 && yq_date_compare(date, latest) <= 0) {
            return year;
        }
    }
    return 0;
}

bool yq_read_day_of_feast(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *day = yq_time_at(self, token, YQ_TIME_UNIT_DAY);
    YqNumber number;

    day = day != NULL ? day : yq_time_at(self, token, YQ_TIME_DAY);
    uint32_t at = day != NULL ? day->last : token;

    if (!yq_number_at(self, at, &number) || !number.ordinal || number.value > 10) {
        return false;
    }
    day = yq_time_at(self, number.last, YQ_TIME_UNIT_DAY);
    at = yq_skip_fillers(self, day != NULL ? day->last : number.last);
    if (!yq_read_feast(self, at, out)) {
        return false;
    }
    out->when = yq_one_day(yq_date_shifted(out->when.start, (int)number.value - 1));
    return true;
}
