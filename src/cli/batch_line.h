/* SPDX-License-Identifier: MIT */
/* One line of `yaqut batch`: JSON in, JSON out. */
#pragma once

#include <yaqut/yaqut.h>

typedef struct YqBatchContext {
    const YqGeoparser *geoparser;
    const YqGazetteer *gazetteer;
    bool incidents; /* extracted too */
} YqBatchContext;

typedef struct YqBatchInput {
    const char *bytes; /* without the end of the line */
    size_t length;
    uint64_t number; /* in the input, from 1 */
    bool too_long;   /* these are only its first bytes */
} YqBatchInput;

/** Appends the answer to one line, its newline included: a result, or an error that keeps
 * the line's id where it has one. A line of nothing but white space has no answer. */
void yq_batch_line(const YqBatchContext *context, const YqBatchInput *line, GString *out);
