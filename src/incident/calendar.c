/* SPDX-License-Identifier: MIT */
/* Intervals of the calendar that words of time stand for. Conventions
 * (docs/annotations.md): the beginning of a month is its first ten days, the end from the
 * 21st; early in a year is January to March, late October to December; seasons are the
 * north's. */
#include "incident/calendar.h"

#include "incident/reading.h"

static int month_days(int year, int month)
{
    return g_date_get_days_in_month(month, year);
}

YqDate yq_day(int year, int month, int day)
{
    return (YqDate){.year = year, .month = month, .day = day};
}

YqInterval yq_one_day(YqDate date)
{
    return (YqInterval){date, date, YQ_DATE_DAY};
}

YqInterval yq_whole_months(int year, int first, int last, YqDatePrecision precision)
{
    return (YqInterval){yq_day(year, first, 1),
                        yq_day(year, last, month_days(year, last)), precision};
}

YqDate yq_date_shifted(YqDate date, int days)
{
    return yq_date_from_days(yq_date_to_days(date) + days);
}

/* 1 Monday to 7 Sunday; 1970-01-01 was a Thursday. */
int yq_weekday_of(YqDate date)
{
    return (int)((yq_date_to_days(date) % 7 + 10) % 7) + 1;
}

static YqInterval part_of_month(int year, int month, int part)
{
    int last = month_days(year, month);
    int from = part == YQ_TIME_EARLY ? 1 : part == YQ_TIME_MID ? 11 : 21;
    int to = part == YQ_TIME_EARLY ? 10 : part == YQ_TIME_MID ? 20 : last;

    return (YqInterval){yq_day(year, month, from), yq_day(year, month, to),
                        YQ_DATE_PART_OF_MONTH};
}

bool yq_day_interval(int year, int month, int day, bool hijri, YqInterval *out)
{
    if (hijri) {
        YqDate date = yq_hijri_date(year, month, day);

        *out = yq_one_day(date);
        return date.year != 0 && day <= 30;
    }
    if (year == 0 || !g_date_valid_dmy(day, month, year)) {
        return false;
    }
    *out = yq_one_day(yq_day(year, month, day));
    return true;
}

bool yq_month_interval(int year, int month, int part, bool hijri, YqInterval *out)
{
    if (year == 0) {
        return false;
    }
    if (hijri) {
        YqDate from = yq_hijri_date(year, month, 1);
        YqDate to = month < 12 ? yq_hijri_date(year, month + 1, 1)
                               : yq_hijri_date(year + 1, 1, 1);

        *out = (YqInterval){from, yq_date_shifted(to, -1), YQ_DATE_MONTH};
        return from.year != 0;
    }
    *out = part >= 0 ? part_of_month(year, month, part)
                     : yq_whole_months(year, month, month, YQ_DATE_MONTH);
    return true;
}

YqInterval yq_year_interval(int year, int part, int season)
{
    static const int seasons[][2] = {{3, 5}, {6, 8}, {9, 11}};

    if (season == 4) {
        return (YqInterval){yq_day(year, 12, 1),
                            yq_day(year + 1, 2, month_days(year + 1, 2)), YQ_DATE_SEASON};
    }
    if (season > 0) {
        return yq_whole_months(year, seasons[season - 1][0], seasons[season - 1][1],
                               YQ_DATE_SEASON);
    }
    if (part < 0) {
        return yq_whole_months(year, 1, 12, YQ_DATE_YEAR);
    }
    int first = part == YQ_TIME_EARLY ? 1 : part == YQ_TIME_MID ? 4 : 10;

    return yq_whole_months(year, first, part == YQ_TIME_MID ? 9 : first + 2,
                           YQ_DATE_SEASON);
}

bool yq_interval_back(YqDate from, int unit, int n, YqInterval *out)
{
    if (from.year == 0) {
        return false;
    }
    if (unit == YQ_TIME_UNIT_DAY) {
        *out = yq_one_day(yq_date_shifted(from, -n));
    } else if (unit == YQ_TIME_UNIT_WEEK) {
        YqDate monday = yq_date_shifted(from, -7 * n - yq_weekday_of(from) + 1);

        *out = (YqInterval){monday, yq_date_shifted(monday, 6), YQ_DATE_RANGE};
    } else if (unit == YQ_TIME_UNIT_MONTH) {
        int months = from.year * 12 + from.month - 1 - n;

        *out =
            yq_whole_months(months / 12, months % 12 + 1, months % 12 + 1, YQ_DATE_MONTH);
    } else {
        *out = yq_whole_months(from.year - n, 1, 12, YQ_DATE_YEAR);
    }
    return true;
}

int32_t yq_interval_days(const YqInterval *when)
{
    return when->start.year == 0 || when->end.year == 0
               ? YQ_DAYS_OPEN
               : yq_date_to_days(when->end) - yq_date_to_days(when->start) + 1;
}

bool yq_intervals_overlap(const YqInterval *a, const YqInterval *b)
{
    bool before =
        a->end.year != 0 && b->start.year != 0 && yq_date_compare(a->end, b->start) < 0;
    bool after =
        b->end.year != 0 && a->start.year != 0 && yq_date_compare(b->end, a->start) < 0;

    return !before && !after;
}
