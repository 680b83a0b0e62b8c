/* SPDX-License-Identifier: MIT */
/* Lines of a file or pipe, some at a time, read by whoever has time for them. What is
 * there is handed out at once: a reader at the other end of a pipe need not wait for
 * more. */
#pragma once

#include <yaqut/api.h>

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A line beyond this is no article; the rest of it is passed over. */
#define YQ_LINE_MAX ((size_t)16 << 20)

typedef struct YqLines YqLines;

/* Whole lines one after the other, each with its end, except perhaps the last of all. */
typedef struct YqLinesPart {
    char *bytes; /* owned; may be written to */
    size_t length, room;
    uint64_t first; /* number of its first line, from 1 */
    bool too_long;  /* one line alone, of which only YQ_LINE_MAX bytes are here */
} YqLinesPart;

/** Reads from the descriptor @fd, which stays the caller's. */
YqLines *yq_lines_new(int fd);

/** Fills @part, which begins as zeros and may be used again. False after the last line,
 * or when reading failed. */
bool yq_lines_next(YqLines *self, YqLinesPart *part);

/** The errno of the failure, 0 without one. */
int yq_lines_error(const YqLines *self);

void yq_lines_part_clear(YqLinesPart *part);
void yq_lines_free(YqLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqLines, yq_lines_free)
