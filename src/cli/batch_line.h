/* SPDX-License-Identifier: MIT */
/* One line of `yaqut batch`: JSON in, JSON out. */
#pragma once

#include <yaqut/yaqut.h>
#include <sys/types.h>

typedef struct YqBatchContext {
    const YqGeoparser *geoparser;
    const YqGazetteer *gazetteer;
    bool incidents; /* extracted too */
} YqBatchContext;

/** Appends the answer to one line, its newline included: a result, or an error that keeps
 * the line's id where it has one. */
void yq_batch_line(const YqBatchContext *context, const char *line, ssize_t length,
                   GString *out);

/** Whether there is nothing but white space in it. */
bool yq_batch_is_blank(const char *line, ssize_t length);
