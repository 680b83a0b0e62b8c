/* SPDX-License-Identifier: MIT */
/* Writing an index: sections grow in files without a name, tables come out of sorted
 * hashes, and all is put together with its checksums at the end. */
#pragma once

#include "gazetteer/format.h"
#include "gazetteer/sorter.h"

typedef struct YqIndexWriter {
    const char *path; /* of the index, borrowed */
    YqHeader header;
    FILE *files[YQ_N_SECTIONS];
    uint64_t sizes[YQ_N_SECTIONS];
} YqIndexWriter;

bool yq_index_writer_init(YqIndexWriter *self, const char *path, GError **error);
bool yq_index_write(YqIndexWriter *self, YqSectionId section, const void *bytes,
                    size_t length, GError **error);

/** Puts the file together and in its place. */
bool yq_index_writer_finish(YqIndexWriter *self, GError **error);
void yq_index_writer_clear(YqIndexWriter *self);

/* How hashes of one table come to the sorter: the key in this order, numbers big-endian,
 * so that they sort by hash, then likelihood; the value is the flags of the posting, or
 * YQ_HASH_BEGINNING for the beginning of a longer name. */
typedef struct YqHashKey {
    uint64_t hash;
    uint32_t unlikely, place;
} YqHashKey;

#define YQ_HASH_BEGINNING 0x80

bool yq_hash_add(YqSorter *sorter, uint64_t hash, uint32_t unlikely, uint32_t place,
                 uint8_t flags, GError **error);

/** Writes the table of @entries (its directory and lists are the next two sections) from
 * sorted hashes; @expected is about how many there are. *@out_bits is for the header. */
bool yq_table_write(YqIndexWriter *self, YqSectionId entries, YqSorter *sorter,
                    uint64_t expected, uint32_t *out_bits, GError **error);
