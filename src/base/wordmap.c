/* SPDX-License-Identifier: MIT */
#include "base/wordmap.h"

#define FIRST_ROOM 256 /* slots; a power of two */

static const YqWordSlot no_slot[1];

YqWordMap yq_wordmap_open(const YqBlob *blob, uint32_t part)
{
    size_t n, size;
    const YqWordSlot *slots = yq_blob_part(blob, part, sizeof *slots, &n);
    const char *strings = yq_blob_part(blob, part + 1, 1, &size);

    if (slots == NULL || strings == NULL || (n & (n - 1)) != 0 ||
        strings[size - 1] != '\0') {
        return (YqWordMap){.slots = no_slot, .strings = "", .size = 1};
    }
    return (YqWordMap){slots, (uint32_t)n - 1, strings, size};
}

void yq_wordmap_begin(YqWordMapBuilder *self)
{
    *self = (YqWordMapBuilder){.mask = FIRST_ROOM - 1};
    self->slots = g_new0(YqWordSlot, FIRST_ROOM);
    self->strings = g_string_new_len("", 1);
}

void yq_wordmap_end(YqWordMapBuilder *self)
{
    g_clear_pointer(&self->slots, g_free);
    if (self->strings != NULL) {
        g_string_free(self->strings, TRUE);
        self->strings = NULL;
    }
}

static YqWordSlot *free_slot(YqWordMapBuilder *self, uint32_t hash)
{
    uint32_t at = yq_word_first_try(hash);

    while (self->slots[at & self->mask].text != 0) {
        at++;
    }
    return &self->slots[at & self->mask];
}

static void grow(YqWordMapBuilder *self)
{
    g_autofree YqWordSlot *old = self->slots;
    uint32_t n = self->mask + 1;

    self->mask = n * 2 - 1;
    self->slots = g_new0(YqWordSlot, n * 2);
    for (uint32_t i = 0; i < n; i++) {
        if (old[i].text != 0) {
            *free_slot(self, old[i].hash) = old[i];
        }
    }
}

YqWordSlot *yq_wordmap_add(YqWordMapBuilder *self, const char *word, size_t length)
{
    const YqWordMap so_far = {self->slots, self->mask, self->strings->str,
                              self->strings->len};
    uint32_t hash = yq_word_hash(YQ_WORD_HASH, word, length);
    const YqWordSlot *known = yq_wordmap_find(&so_far, hash, word, length);

    if (known != NULL) {
        return &self->slots[known - self->slots];
    }
    if (++self->used * UINT64_C(3) > self->mask * UINT64_C(2)) {
        grow(self);
    }
    YqWordSlot *slot = free_slot(self, hash);

    *slot = (YqWordSlot){hash, (uint32_t)self->strings->len, (uint32_t)length, 0};
    g_string_append_len(self->strings, word, (gssize)length);
    g_string_append_c(self->strings, '\0');
    return slot;
}

uint32_t yq_wordmap_keep(YqWordMapBuilder *self, const char *text)
{
    uint32_t offset = (uint32_t)self->strings->len;

    if (text == NULL || *text == '\0') {
        return 0;
    }
    g_string_append_len(self->strings, text, (gssize)strlen(text) + 1);
    return offset;
}

void yq_wordmap_parts(const YqWordMapBuilder *self, YqBlobPart out[2])
{
    out[0] = (YqBlobPart){self->slots, (self->mask + (size_t)1) * sizeof *self->slots};
    out[1] = (YqBlobPart){self->strings->str, self->strings->len};
}
