/* SPDX-License-Identifier: MIT */
/* Filing places under the hashes of their names and of their sounds, while an index is
 * built: what goes into the sorters that the tables come out of. */
#pragma once

#include "gazetteer/keys.h"
#include "gazetteer/sorter.h"

typedef struct YqFiling {
    YqSorter *names, *sounds; /* of YqHashKey (write.h); owned */
    uint64_t n_names, n_sounds;
    YqKeys keys;
    /* The name at hand. */
    uint32_t place, unlikely;
    uint8_t flags, mark; /* of the name; of the place's country */
    bool failed;
    GError **error;
} YqFiling;

/* What decides which of several places of one name stands first. */
typedef struct YqFiled {
    uint32_t place; /* its index */
    char class_;    /* of its feature */
    int64_t population;
    const char *country;
    bool heard; /* whether it is filed by sound, too */
} YqFiled;

/** @beside: as for yq_sorter_new(). */
void yq_filing_init(YqFiling *self, const char *beside, size_t budget);
/** Allows a filing that is all zero. */
void yq_filing_clear(YqFiling *self);

/** Files all names that stand at @text as in the text section, without the id;
 * *@out_names: how many there are. */
bool yq_filing_add(YqFiling *self, const YqFiled *place, const char *text,
                   uint16_t *out_names, GError **error);
