/* SPDX-License-Identifier: MIT */
/* Tables of data: UTF-8, one row a line, fields separated by a TAB, a first line that
 * names the columns, `#` lines and empty lines skipped, gzip allowed. Rows are visited in
 * place; nothing is copied but the line. */
#pragma once

#include "base/fail.h"
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct YqRow {
    const char *path;
    unsigned line; /* counted from 1 */
    char **fields; /* as many as columns; "" where the line is shorter; borrowed */
    size_t n_fields;
    char *const *columns; /* their names */
} YqRow;

/** The field of a named column, or "" where there is no such column. */
const char *yq_row_get(const YqRow *row, const char *name);

/** YQ_ERROR_SYNTAX in this row. Always false. */
#define yq_row_error(row, error, ...)                                                    \
    yq_fail_at_line(error, (row)->path, (row)->line, __VA_ARGS__)

/** Calls @visit for each row until it returns false with @error set. A row with more
 * fields than columns, a missing header or bytes that are no UTF-8 are errors that name
 * path and line. */
bool yq_table_read(const char *path,
                   bool (*visit)(const YqRow *row, void *data, GError **error),
                   void *data, GError **error);

/** Calls @each for each part of "a|b|c", trimmed, empty ones left out. @part is not
 * terminated. */
void yq_split_bar(const char *field,
                  void (*each)(const char *part, size_t length, void *data), void *data);
