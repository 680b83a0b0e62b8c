/* SPDX-License-Identifier: MIT */
/* Arithmetic with days and intervals: what months, seasons and years span. Years are the
 * Gregorian ones unless a parameter says Hijri (Umm al-Qura). */
#pragma once

#include "incident/lexicon.h"

/** The length of an interval with an open end. */
#define YQ_DAYS_OPEN 100000

YqDate yq_day(int year, int month, int day);
YqDate yq_date_shifted(YqDate date, int days);

/** 1 Monday to 7 Sunday. */
int yq_weekday_of(YqDate date);

YqInterval yq_one_day(YqDate date);

/** Months @first to @last, both whole, of one @year. */
YqInterval yq_whole_months(int year, int first, int last, YqDatePrecision precision);

/** Days from first to last, both counted; YQ_DAYS_OPEN when an end is open. */
int32_t yq_interval_days(const YqInterval *when);

/** Whether two intervals share a day; an open end reaches on. */
bool yq_intervals_overlap(const YqInterval *a, const YqInterval *b);

/** One day; false when the calendar has no such day. */
bool yq_day_interval(int year, int month, int day, bool hijri, YqInterval *out);

/** A month, or its part (YQ_TIME_EARLY to YQ_TIME_LATE; -1: all of it); false when the
 * year is not known (0). */
bool yq_month_interval(int year, int month, int part, bool hijri, YqInterval *out);

/** A season of @year (1 spring to 4 winter; 0: none), else a part of it, else all. */
YqInterval yq_year_interval(int year, int part, int season);

/** @n days, weeks, months or years (@unit: YQ_TIME_UNIT_DAY …) before @from; false when
 * @from is not known. */
bool yq_interval_back(YqDate from, int unit, int n, YqInterval *out);
