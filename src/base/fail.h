/* SPDX-License-Identifier: MIT */
/* Errors that say where, in the words of whoever reads: "FILE:LINE: what is wrong". */
#pragma once

#include <yaqut/error.h>

/** g_set_error() in our domain. Always false, for whoever returns it. */
bool yq_fail(GError **error, YqErrorCode code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/** YQ_ERROR_SYNTAX in a line of @file; @format is a literal. Always false. */
#define yq_fail_at_line(error, file, line, format, ...)                                  \
    yq_fail(error, YQ_ERROR_SYNTAX, "%s:%u: " format, file, line, ##__VA_ARGS__)
