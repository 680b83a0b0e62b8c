/* SPDX-License-Identifier: MIT */
/* Reading an index: every access names the bytes it wants, which are checked to lie in
 * their section and in blocks whose checksum is right. What is damaged reads as if it
 * were not there, and yq_gazetteer_check() tells. */
#pragma once

#include "gazetteer/format.h"
#include "gazetteer/names.h"
#include <yaqut/gazetteer.h>

typedef struct YqOverlay YqOverlay; /* a user's own rows; overlay.c */

struct YqGazetteer {
    GMappedFile *file;
    const uint8_t *bytes;
    char *path;
    YqHeader header;
    uint8_t *states;    /* of each block of the file, then of each block of checksums */
    uint32_t bad_block; /* 1 + the first found damaged; atomic */
    YqOverlay *overlay; /* NULL without */
};

enum { YQ_BLOCK_UNKNOWN, YQ_BLOCK_GOOD, YQ_BLOCK_BAD };

/** Whether a block is sound; its checksum is computed when it was not yet. */
bool yq_index_check(const YqGazetteer *self, uint32_t block);

/** Bytes of a section, or NULL when they are not in it or damaged. Inline, since every
 * word of a text asks several times. */
static inline const void *yq_index_at(const YqGazetteer *self, YqSectionId section,
                                      uint64_t offset, uint64_t length)
{
    const YqSection *where = &self->header.sections[section];

    if (length == 0 || offset > where->size || length > where->size - offset) {
        return NULL;
    }
    uint64_t start = where->offset + offset - YQ_INDEX_HEADER;
    uint32_t last = (start + length - 1) / YQ_INDEX_BLOCK;

    for (uint32_t block = start / YQ_INDEX_BLOCK; block <= last; block++) {
        if (__atomic_load_n(&self->states[block], __ATOMIC_ACQUIRE) != YQ_BLOCK_GOOD &&
            !yq_index_check(self, block)) {
            return NULL;
        }
    }
    return self->bytes + where->offset + offset;
}

/** The record of a place; NULL when the file has none of that index, or it is damaged. */
static inline const YqRecord *yq_index_record(const YqGazetteer *self, uint32_t index)
{
    return yq_index_at(self, YQ_SECTION_RECORDS, (uint64_t)index * sizeof(YqRecord),
                       sizeof(YqRecord));
}

/* A place's id and names, as they stand in the text section. */
typedef struct YqPlaceText {
    const char *id; /* "" when it cannot be read */
    const char *at, *stop;
} YqPlaceText;

YqPlaceText yq_place_text(const YqGazetteer *self, uint32_t index);

/** The next name: *@out_language the byte before it. False after the last. */
bool yq_place_text_next(YqPlaceText *text, uint8_t *out_language, const char **out_name);

/** The byte of a language, 0 when the index has no name in it. */
uint8_t yq_index_language(const YqGazetteer *self, const char *language);

/** The entry of a hash in the table of names or sounds, or NULL. */
const YqTableEntry *yq_index_find(const YqGazetteer *self, YqSectionId table,
                                  uint64_t hash);

/** What an entry leads to. */
YqPostings yq_index_postings(const YqGazetteer *self, YqSectionId table,
                             const YqTableEntry *entry);

/** The place as the index file has it, whatever the overlay says. */
YqPlace yq_index_place(const YqGazetteer *self, uint32_t index);

/* What the overlay adds; all allow an overlay of NULL. */
void yq_overlay_free(YqOverlay *self);
uint32_t yq_overlay_size(const YqOverlay *self); /* places that the file lacks */
/** False when the overlay says nothing of that place. */
bool yq_overlay_place(const YqOverlay *self, uint32_t index, YqPlace *out);
bool yq_overlay_text(const YqOverlay *self, uint32_t index, YqPlaceText *out);
/** The byte of a language that only the overlay has, or 0. */
uint8_t yq_overlay_language(const YqOverlay *self, const char *language);
/** The @i-th of the languages that only the overlay has, NULL after the last. */
const char *yq_overlay_language_code(const YqOverlay *self, uint32_t i);
uint32_t yq_overlay_by_id(const YqOverlay *self, const char *id);
/** Whether a name, or the beginning of one, has that hash; the postings of the name. */
bool yq_overlay_find(const YqOverlay *self, uint64_t hash);
bool yq_overlay_postings(const YqOverlay *self, uint64_t hash, YqPostings *out);
/** The overlay's own places one after the other. */
size_t yq_overlay_count(const YqOverlay *self);
uint32_t yq_overlay_nth(const YqOverlay *self, size_t n);
