/* SPDX-License-Identifier: MIT */
/* The names of one place, gathered from all rows of all tables that have its id: which of
 * them are kept, and in which order. */
#pragma once

#include "gazetteer/keys.h"

typedef struct YqGroup {
    GArray *names;    /* of GroupName */
    GByteArray *text; /* that they point into */
} YqGroup;

void yq_group_init(YqGroup *self);
void yq_group_clear(YqGroup *self);

/** Forgets the place, for the next. */
void yq_group_reset(YqGroup *self);

/** Appends a name as it goes through a sorter to @out. @language is the byte before it
 * (format.h), @rank one of YQ_RANK_… (rows.h). */
void yq_group_pack(GByteArray *out, uint8_t language, uint8_t rank, const char *text,
                   uint16_t length);

/** Adds the packed names of one row, from @at to @stop; @addition: the row has no
 * position.
 * @keys serves to fold them. */
void yq_group_add(YqGroup *self, YqKeys *keys, const uint8_t *at, const uint8_t *stop,
                  bool addition);

/** A later row with a position takes the place of an earlier, but not of additions. */
void yq_group_override(YqGroup *self);

/** Appends the names that are kept to @out as they stand in the text section, best first,
 * with the zero that ends them. @out grows to no more than about @most bytes. */
void yq_group_write(YqGroup *self, GByteArray *out, size_t most);
