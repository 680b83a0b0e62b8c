/* SPDX-License-Identifier: MIT */
/* Records of a CSV or TSV file, cut in place: fields in double quotes where they hold a
 * separator, a quote or a line's end; comma, semicolon or tab between fields, whichever
 * the first line has most of. */
#pragma once

#include "base/fail.h"
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct YqCsv {
    const char *name;  /* of the file, for errors; borrowed */
    GPtrArray *fields; /* of char *, the record at hand; they point into the bytes */
    unsigned line;     /* where it begins, from 1 */
    char separator;
    /* What is left. */
    char *at, *end;
    unsigned next_line;
} YqCsv;

/** @bytes are borrowed, changed, and end in a NUL at @length. A byte order mark is none
 * of the first field. */
void yq_csv_init(YqCsv *self, char *bytes, size_t length, const char *name);
void yq_csv_clear(YqCsv *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqCsv, yq_csv_clear)

/** Cuts the next record that is not blank: 1 done, 0 at the end, -1 with @error set. A
 * record that has fields, but nothing in any of them, is blank, as spreadsheets leave
 * below a table. */
int yq_csv_next(YqCsv *self, GError **error);

/** YQ_ERROR_SYNTAX in the line last read. Always false. */
#define yq_csv_error(self, error, ...)                                                   \
    yq_fail_at_line(error, (self)->name, (self)->line, __VA_ARGS__)
