/* SPDX-License-Identifier: MIT */
/* What the readers of the forms of a table share: rows.c cuts a line into fields, one of
 * own_rows.c and geonames_rows.c makes a place of them. */
#pragma once

#include "base/table.h"
#include "gazetteer/rows.h"

typedef struct YqRowParser YqRowParser;

/* Reads the fields of one row into self->place; false with @error for a bad row. */
typedef bool (*YqParseRow)(YqRowParser *self, GError **error);

struct YqRowParser {
    YqRow row;          /* at hand */
    YqParseRow parse;   /* NULL before the form is known */
    char **columns;     /* of our own form; NULL of GeoNames' */
    char id[256];       /* of a GeoNames row, or of a row that has none */
    bool has_place;     /* the row says something that is kept */
    bool decimal_comma; /* "12,5" is a number: where semicolons part the fields */
    YqRawPlace place;
};

/** Takes the form of a table whose first line, at hand, names columns of ours; false when
 * it does not. */
bool yq_own_rows_take(YqRowParser *self);

/** The same for the first row of a dump of GeoNames, which names none. */
bool yq_geonames_rows_take(YqRowParser *self);

/** Adds a name without the blanks around it; none that is empty or longer than any name.
 */
void yq_row_add_name(YqRowParser *self, const char *language, const char *text,
                     size_t length, uint32_t rank);

/** Adds each part of @field between @separator's. */
void yq_row_add_names(YqRowParser *self, const char *language, const char *field,
                      char separator, uint32_t rank);

/** Reads a number from @least to @most, which errors call @what; an empty field leaves
 * *@out as it was. */
bool yq_row_number(YqRowParser *self, const char *what, const char *field, double least,
                   double most, double *out, GError **error);

/** The population of self->place. */
bool yq_row_population(YqRowParser *self, const char *field, GError **error);

/** Copies @field to @out, which has room for @size bytes with the NUL. */
bool yq_row_text(YqRowParser *self, const char *what, const char *field, char *out,
                 size_t size, GError **error);

/** Checks "P" and "PPL" and keeps them, without a dot, as the feature of self->place. */
bool yq_row_feature(YqRowParser *self, const char *class_, const char *code,
                    GError **error);

/** Whether a column, or GeoNames' word for a language, is a code such as "ar", "arz" or
 * "zh-Hant". */
bool yq_row_is_language(const char *column);
