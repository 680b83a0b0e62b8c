/* SPDX-License-Identifier: MIT */
#include <yaqut/date.h>

#include <string.h>

static const char *const precision_names[] = {
    [YQ_DATE_UNKNOWN] = NULL,
    [YQ_DATE_DAY] = "day",
    [YQ_DATE_PART_OF_MONTH] = "part_of_month",
    [YQ_DATE_MONTH] = "month",
    [YQ_DATE_SEASON] = "season",
    [YQ_DATE_YEAR] = "year",
    [YQ_DATE_RANGE] = "range",
};

/* Reads exactly @digits digits; false when there are fewer. */
static bool read_number(const char **at, int digits, int *out)
{
    int value = 0;

    for (int i = 0; i < digits; i++) {
        if (!g_ascii_isdigit((*at)[i])) {
            return false;
        }
        value = value * 10 + ((*at)[i] - '0');
    }
    *at += digits;
    *out = value;
    return true;
}

bool yq_date_parse(const char *text, YqDate *out)
{
    int year, month = 1, day = 1;

    if (text == NULL || !read_number(&text, 4, &year)) {
        return false;
    }
    if (*text == '-') {
        text++;
        if (!read_number(&text, 2, &month)) {
            return false;
        }
        if (*text == '-') {
            text++;
            if (!read_number(&text, 2, &day)) {
                return false;
            }
        }
    }
    if ((*text != '\0' && *text != 'T' && *text != ' ') || year == 0 ||
        !g_date_valid_dmy(day, month, year)) {
        return false;
    }
    *out = (YqDate){.year = year, .month = month, .day = day};
    return true;
}

void yq_date_format(YqDate date, char out[11])
{
    if (date.year <= 0) {
        out[0] = '\0';
        return;
    }
    unsigned digits =
        (unsigned)date.year % 10000 * 10000 + date.month % 100 * 100 + date.day % 100;

    for (int i = 9; i >= 0; i--) {
        if (i == 4 || i == 7) {
            out[i] = '-';
        } else {
            out[i] = (char)('0' + digits % 10);
            digits /= 10;
        }
    }
    out[10] = '\0';
}

/* Days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms":
 * years begin in March, so that the leap day is the last of them. */
int32_t yq_date_to_days(YqDate date)
{
    int year = date.month <= 2 ? date.year - 1 : date.year;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

    return era * 146097 + day_of_era - 719468;
}

YqDate yq_date_from_days(int32_t days)
{
    int32_t shifted = days + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int of_era = shifted - era * 146097;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march = (5 * of_year + 2) / 153;
    int month = march < 10 ? march + 3 : march - 9;

    return (YqDate){
        .year = year_of_era + era * 400 + (month <= 2),
        .month = month,
        .day = of_year - (153 * march + 2) / 5 + 1,
    };
}

int yq_date_compare(YqDate a, YqDate b)
{
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    if (a.month != b.month) {
        return a.month < b.month ? -1 : 1;
    }
    return a.day == b.day ? 0 : a.day < b.day ? -1 : 1;
}

const char *yq_date_precision_name(YqDatePrecision precision)
{
    g_return_val_if_fail((size_t)precision < G_N_ELEMENTS(precision_names), NULL);
    return precision_names[precision];
}

YqDatePrecision yq_date_precision_parse(const char *name)
{
    for (size_t i = 1; name != NULL && i < G_N_ELEMENTS(precision_names); i++) {
        if (strcmp(name, precision_names[i]) == 0) {
            return (YqDatePrecision)i;
        }
    }
    return YQ_DATE_UNKNOWN;
}
