/* SPDX-License-Identifier: MIT */
/* Numbers as vector files want them: two decimals, no zero that says nothing, whatever
 * the locale. */
#pragma once

#include <glib.h>
#include <math.h>
#include <stdint.h>

/** Appends hundredths: 150 is "1.5", -7 is "-.07", 0 is "0". */
static inline void yq_put_hundredths(GString *out, int64_t value)
{
    char digits[24];
    int at = (int)sizeof digits;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
    unsigned fraction = (unsigned)(rest % 100);

    rest /= 100;
    if (fraction != 0) {
        if (fraction % 10 != 0) {
            digits[--at] = (char)('0' + fraction % 10);
        }
        digits[--at] = (char)('0' + fraction / 10);
        digits[--at] = '.';
    }
    for (; rest != 0; rest /= 10) {
        digits[--at] = (char)('0' + rest % 10);
    }
    if (at == (int)sizeof digits) {
        digits[--at] = '0';
    }
    if (value < 0) {
        digits[--at] = '-';
    }
    g_string_append_len(out, digits + at, (gssize)((int)sizeof digits - at));
}

static inline int64_t yq_hundredths(double value)
{
    return (int64_t)llround(value * 100);
}

static inline void yq_put_number(GString *out, double value)
{
    yq_put_hundredths(out, yq_hundredths(value));
}
