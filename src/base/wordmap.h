/* SPDX-License-Identifier: MIT */
/* Words and a number for each, in two arrays without pointers (parts of a YqBlob): slots,
 * open addressing, and the words' bytes. Whoever compiles a table fills a
 * YqWordMapBuilder; whoever looks a word up has a YqWordMap over the arrays. */
#pragma once

#include "base/blob.h"

#include <string.h>

/* What the hash of a word begins with: FNV-1a. */
#define YQ_WORD_HASH 2166136261u

static inline uint32_t yq_word_hash(uint32_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (uint8_t)text[i]) * 16777619u;
    }
    return hash;
}

typedef struct YqWordSlot {
    uint32_t hash;
    uint32_t text; /* offset of the word, a NUL after it; 0 where the slot is free */
    uint32_t length;
    uint32_t value;
} YqWordSlot;

typedef struct YqWordMap {
    const YqWordSlot *slots;
    uint32_t mask;
    const char *strings; /* ends with a NUL */
    size_t size;
} YqWordMap;

/** The map in parts @part and the next; one without words where they are not there. */
YqWordMap yq_wordmap_open(const YqBlob *blob, uint32_t part);

/* Where the search for a hash begins: those of one table differ little in their low bits.
 */
static inline uint32_t yq_word_first_try(uint32_t hash)
{
    return hash ^ hash >> 15;
}

/** The slot of a word by its hash; NULL where it has none. */
static inline const YqWordSlot *yq_wordmap_find(const YqWordMap *self, uint32_t hash,
                                                const char *word, size_t length)
{
    uint32_t at = yq_word_first_try(hash);

    for (uint32_t i = 0; i <= self->mask; i++, at++) {
        const YqWordSlot *slot = &self->slots[at & self->mask];

        if (slot->text == 0) {
            return NULL;
        }
        if (slot->hash == hash && slot->length == length && slot->text < self->size &&
            length < self->size - slot->text &&
            memcmp(self->strings + slot->text, word, length) == 0) {
            return slot;
        }
    }
    return NULL;
}

/** The number of a word; 0 where it has none. */
static inline uint32_t yq_wordmap_value(const YqWordMap *self, const char *word,
                                        size_t length)
{
    uint32_t hash = yq_word_hash(YQ_WORD_HASH, word, length);
    const YqWordSlot *slot = yq_wordmap_find(self, hash, word, length);

    return slot != NULL ? slot->value : 0;
}

/** A text that the builder kept; "" for an offset that is none. */
static inline const char *yq_wordmap_text(const YqWordMap *self, uint32_t offset)
{
    return offset < self->size ? self->strings + offset : "";
}

typedef struct YqWordMapBuilder {
    YqWordSlot *slots;
    uint32_t mask, used;
    GString *strings; /* begins with a NUL, so that no word's offset is 0 */
} YqWordMapBuilder;

void yq_wordmap_begin(YqWordMapBuilder *self);
void yq_wordmap_end(YqWordMapBuilder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqWordMapBuilder, yq_wordmap_end)

/** The slot of a word, added with the value 0 where it is new; good until the next word.
 */
YqWordSlot *yq_wordmap_add(YqWordMapBuilder *self, const char *word, size_t length);

/** Keeps a text beside the words; its offset. NULL is kept as "". */
uint32_t yq_wordmap_keep(YqWordMapBuilder *self, const char *text);

/** The two parts, borrowed, for yq_blob_make(). */
void yq_wordmap_parts(const YqWordMapBuilder *self, YqBlobPart out[2]);
