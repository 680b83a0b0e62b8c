/* SPDX-License-Identifier: MIT */
/* What cmocka lacks. */
#pragma once

/* clang-format off: cmocka wants these first */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */
#include <glib.h>
#include <math.h>
#include <string.h>

/* cmocka 1.1.5 compares floats rounded to single precision: too coarse for degrees. */
#define assert_near(got, want, tolerance)                                                \
    do {                                                                                 \
        double got_ = (got), want_ = (want);                                             \
        if (!(fabs(got_ - want_) <= (tolerance))) {                                      \
            fail_msg("%s is %.12g, not %.12g", #got, got_, want_);                       \
        }                                                                                \
    } while (0)

#define assert_no_error(error)                                                           \
    do {                                                                                 \
        if ((error) != NULL) {                                                           \
            fail_msg("unexpected error: %s", (error)->message);                          \
        }                                                                                \
    } while (0)

#define assert_contains(text, part)                                                      \
    do {                                                                                 \
        if (strstr((text), (part)) == NULL) {                                            \
            fail_msg("'%s' does not hold '%s'", (text), (part));                         \
        }                                                                                \
    } while (0)
