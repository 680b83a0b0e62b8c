/* SPDX-License-Identifier: MIT */
/* Days that have names: the weekend, feasts, parts of this month or the last year. */
#include "incident/dates.h"

/* A feast's value in the table: month * 100 + day, of the Hijri calendar from this on. */
#define FEAST_HIJRI 2000

bool yq_read_weekend(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *last = yq_time_at(self, token, YQ_TIME_LAST);
    uint32_t at = last != NULL ? last->last : token;
    const YqLexMatch *weekend = yq_time_at(self, at, YQ_TIME_WEEKEND);

    if (weekend == NULL || self->published.year == 0) {
        return false;
    }
    out->last = weekend->last;
    if (last == NULL) {
        last = yq_time_at(self, weekend->last, YQ_TIME_LAST);
        out->last = last != NULL ? last->last : out->last;
    }
    int back = (yq_weekday_of(self->published) - weekend->entry->value + 7) % 7;

    back += back < 2 && last != NULL ? 7 : 0;
    YqDate start = yq_date_shifted(self->published, -back);

    out->when = (YqInterval){start, yq_date_shifted(start, 1), YQ_DATE_RANGE};
    return true;
}

bool yq_read_feast(YqReading *self, uint32_t token, YqDateSpan *out)
{
    const YqLexMatch *feast = yq_time_at(self, token, YQ_TIME_FEAST);

    if (feast == NULL || self->published.year == 0 ||
        yq_match_ending(self, token, YQ_LEX_TIME,
                        1u << YQ_TIME_BEFORE | 1u << YQ_TIME_AFTER) != NULL) {
        return false;
    }
    int month = feast->entry->value % FEAST_HIJRI / 100, day = feast->entry->value % 100;
    bool hijri = feast->entry->value >= FEAST_HIJRI;
    int year =
        hijri ? yq_hijri_year_before(self->published, month, day) : self->published.year;

    if (!hijri && yq_date_compare(yq_day(year, month, day), self->published) > 0) {
        year--;
    }
    out->last = feast->last;
    out->feast = true;
    return yq_day_interval(year, month, day, hijri, &out->when);
}

/* "the start of the month", "the end of last year": a part of the month or year of
 * publication, or of the one before. */
bool yq_read_part_of_unit(YqReading *self, uint32_t token, int part, YqDateSpan *out)
{
    const YqLexMatch *last = yq_time_at(self, token, YQ_TIME_LAST);
    const YqLexMatch *this = yq_time_at(self, token, YQ_TIME_THIS);
    uint32_t at = last != NULL ? last->last : this != NULL ? this->last : token;
    int unit = yq_time_unit_at(self, at, &out->last);
    const YqLexMatch *year = yq_time_at(self, at, YQ_TIME_YEAR);
    YqInterval all;

    if (unit < 0 && year != NULL && year->last > at + 1) { /* "the year", one phrase */
        unit = YQ_TIME_UNIT_YEAR;
        out->last = year->last;
    }

    if (unit != YQ_TIME_UNIT_MONTH && unit != YQ_TIME_UNIT_YEAR) {
        return false;
    }
    if (last == NULL) {
        last = yq_time_at(self, out->last, YQ_TIME_LAST);
        this = yq_time_at(self, out->last, YQ_TIME_THIS);
        out->last = last != NULL ? last->last : this != NULL ? this->last : out->last;
    }
    if (!yq_interval_back(self->published, unit, last != NULL, &all)) {
        return false;
    }
    if (unit == YQ_TIME_UNIT_YEAR) {
        out->when = yq_year_interval(all.start.year, part, 0);
    } else if (!yq_month_interval(all.start.year, all.start.month, part, false,
                                  &out->when)) {
        return false;
    }
    return yq_date_compare(out->when.start, self->published) <= 0;
}
