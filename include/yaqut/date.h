/* SPDX-License-Identifier: MIT */
/* Dates and intervals, proleptic Gregorian. */
#pragma once

#include <yaqut/api.h>

G_BEGIN_DECLS

typedef struct YqDate {
    int16_t year;  /* 0: not known; then the others are 0 as well */
    uint8_t month; /* 1 to 12 */
    uint8_t day;   /* 1 to 31 */
} YqDate;

/* What was said, of which an interval is the meaning (docs/annotations.md). */
typedef enum YqDatePrecision {
    YQ_DATE_UNKNOWN,
    YQ_DATE_DAY,
    YQ_DATE_PART_OF_MONTH, /* "late July": days 21 to 31 */
    YQ_DATE_MONTH,
    YQ_DATE_SEASON, /* of the north: summer is June to August */
    YQ_DATE_YEAR,   /* or a part of one */
    YQ_DATE_RANGE,  /* from one date to another, or without an end */
} YqDatePrecision;

/* Both ends inclusive; an end with year 0 is open. */
typedef struct YqInterval {
    YqDate start, end;
    YqDatePrecision precision;
} YqInterval;

/** Reads "2025-04-07"; also "2025-04" and "2025" as their first day, and what follows a
 * "T" is left aside. False, and @out untouched, when it is no date. */
YQ_API bool yq_date_parse(const char *text, YqDate *out);

/** Writes "2025-04-07" into @out, 11 bytes; "" for an unknown date. */
YQ_API void yq_date_format(YqDate date, char out[11]);

/** Days since 1970-01-01, negative before; of years 1 to 9999. @date must be known. */
YQ_API int32_t yq_date_to_days(YqDate date);

/** The inverse of yq_date_to_days(). */
YQ_API YqDate yq_date_from_days(int32_t days);

/** Like strcmp(); an unknown date comes first. */
YQ_API int yq_date_compare(YqDate a, YqDate b);

/** The word of the annotations file: "day", "part_of_month" …; NULL for YQ_DATE_UNKNOWN.
 */
YQ_API const char *yq_date_precision_name(YqDatePrecision precision);

/** The inverse; YQ_DATE_UNKNOWN for a word that is none, or NULL. */
YQ_API YqDatePrecision yq_date_precision_parse(const char *name);

G_END_DECLS
