/* SPDX-License-Identifier: MIT */
/* Readers of one date each. All read from @token on, fill `last` and `when` (or `length`
 * or `weekday`) of @out, and return whether a date stands there; some leave what they
 * learn (a year) in @self for the dates after it. */
#pragma once

#include "incident/calendar.h"
#include "incident/reading.h"

/** "2023-09-07", "07/09/2023", "7.9.2023". */
bool yq_read_figures(YqReading *self, uint32_t token, YqDateSpan *out);

/** "7 September 2023", "25 to 27 July". */
bool yq_read_day_month(YqReading *self, uint32_t token, YqDateSpan *out);

/** "September 7, 2023", "July"; @part as for yq_month_interval(). */
bool yq_read_month(YqReading *self, uint32_t token, int part, YqDateSpan *out);

/** "late July 2024", "the end of 2023". */
bool yq_read_part(YqReading *self, uint32_t token, YqDateSpan *out);

/** "the fourth of this month". */
bool yq_read_unnamed_month(YqReading *self, uint32_t token, YqDateSpan *out);

/** "the second week of April": days 8 to 14. */
bool yq_read_week_of_month(YqReading *self, uint32_t token, YqDateSpan *out);

/** "the second day of Eid al-Adha". */
bool yq_read_day_of_feast(YqReading *self, uint32_t token, YqDateSpan *out);

/** The latest Hijri year whose @month and @day are not after @latest; 0 for none. */
int yq_hijri_year_before(YqDate latest, int month, int day);

/** "summer 2024". */
bool yq_read_season(YqReading *self, uint32_t token, YqDateSpan *out);

/** "2023", "the year 2023". */
bool yq_read_year(YqReading *self, uint32_t token, YqDateSpan *out);

/** "Tuesday", "Tuesday 19 November", "last Friday". */
bool yq_read_weekday(YqReading *self, uint32_t token, YqDateSpan *out);

/** "today", "yesterday". */
bool yq_read_relative_day(YqReading *self, uint32_t token, YqDateSpan *out);
bool yq_read_lone_night(YqReading *self, uint32_t token, YqDateSpan *out);
/** Whether a date at tokens [@first, @last) is the day when somebody spoke. */
bool yq_is_told_date(const YqReading *self, uint32_t first, uint32_t last);

/** "at the weekend", "last weekend". */
bool yq_read_weekend(YqReading *self, uint32_t token, YqDateSpan *out);

/** "Christmas Day", "Eid al-Fitr": the last one before publication. */
bool yq_read_feast(YqReading *self, uint32_t token, YqDateSpan *out);

/** "the month", "this year", "last year", of which the words before tell @part; of the
 * time of publication. */
bool yq_read_part_of_unit(YqReading *self, uint32_t token, int part, YqDateSpan *out);

/** "last week", "this month". */
bool yq_read_last_unit(YqReading *self, uint32_t token, YqDateSpan *out);

/** "the last 48 hours". */
bool yq_read_last_hours(YqReading *self, uint32_t token, YqDateSpan *out);

/** "the next day": from the last day told. */
bool yq_read_anchored_day(YqReading *self, uint32_t token, YqDateSpan *out);

/** "Le 22, …": of the month of the last day told. */
bool yq_read_bare_day(YqReading *self, uint32_t token, YqDateSpan *out);

/** "a third straight day". */
bool yq_read_straight_days(YqReading *self, uint32_t token, YqDateSpan *out);

/** "two days ago", "a day after", "three days of". */
bool yq_read_stretch(YqReading *self, uint32_t token, YqDateSpan *out);

/** The word of time with @code that starts at @token, or NULL. */
static inline const YqLexMatch *yq_time_at(const YqReading *self, uint32_t token,
                                           YqTimeWord code)
{
    return yq_match_code(self, token, YQ_LEX_TIME, code);
}

/** The unit (YQ_TIME_UNIT_DAY …) at @token, or -1; @out_end: past it. */
int yq_time_unit_at(const YqReading *self, uint32_t token, uint32_t *out_end);

/** Past what may stand between the parts of a date: "of", a comma, a hyphen. */
uint32_t yq_skip_fillers(const YqReading *self, uint32_t at);

/** Whether @token is a whole number in figures from @least to @most. */
bool yq_plain_number(const YqReading *self, uint32_t token, int least, int most,
                     int *out);

/** Whether "to" or a dash stands at @at; @out_end: past it. */
bool yq_joint_at(const YqReading *self, uint32_t at, uint32_t *out_end);

/** Whether "and" stands at @at; @out_end: past it. */
/** Reads the date that begins at @token, by itself: not yet joined to those around it. */
bool yq_date_at(YqReading *self, uint32_t token, YqDateSpan *out);

bool yq_and_at(const YqReading *self, uint32_t at, uint32_t *out_end);
