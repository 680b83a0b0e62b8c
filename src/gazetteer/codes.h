/* SPDX-License-Identifier: MIT */
/* Strings that many places share (features, countries, provinces, languages), numbered
 * from 0 as they come: what the index holds of them are the numbers, and once the table.
 */
#pragma once

#include <glib.h>

typedef struct YqCodes {
    GHashTable *numbers; /* string -> its number + 1 */
    GByteArray *bytes; /* the table: each string in a cell of @width, padded with NULs */
    size_t width;      /* at most YQ_CODE_MAX */
} YqCodes;

#define YQ_CODE_MAX 48

void yq_codes_init(YqCodes *self, size_t width);
void yq_codes_clear(YqCodes *self);

/** The number of @code; -1 when there are @limit others already, or it finds no room in a
 * cell. */
int yq_codes_number(YqCodes *self, const char *code, unsigned limit);
