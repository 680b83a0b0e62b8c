/* SPDX-License-Identifier: MIT */
#include "base/blob.h"

#include <string.h>

#define ALIGNMENT 8

typedef struct Entry {
    uint32_t offset, size;
} Entry;

YqBlob yq_blob_open(GBytes *bytes)
{
    YqBlob self = {.bytes = bytes};

    if (bytes != NULL) {
        self.data = g_bytes_get_data(bytes, &self.size);
    }
    return self;
}

void yq_blob_clear(YqBlob *self)
{
    g_clear_pointer(&self->bytes, g_bytes_unref);
    *self = (YqBlob){0};
}

const void *yq_blob_part(const YqBlob *self, uint32_t part, size_t row, size_t *out_n)
{
    const Entry *entries = (const Entry *)self->data; /* the first holds their number */

    *out_n = 0;
    if (self->size < sizeof(Entry) || part >= entries[0].offset ||
        entries[0].offset > self->size / sizeof(Entry) - 1) {
        return NULL;
    }
    Entry at = entries[1 + part];

    if (at.offset % ALIGNMENT != 0 || at.offset > self->size ||
        at.size > self->size - at.offset || at.size % row != 0 || at.size == 0) {
        return NULL;
    }
    *out_n = at.size / row;
    return self->data + at.offset;
}

static void align(GByteArray *out)
{
    static const uint8_t zeros[ALIGNMENT];

    g_byte_array_append(out, zeros, -out->len % ALIGNMENT);
}

GBytes *yq_blob_make(const YqBlobPart *parts, uint32_t n)
{
    GByteArray *out = g_byte_array_new();

    g_byte_array_set_size(out, (1 + n) * sizeof(Entry));
    memcpy(out->data, &(Entry){.offset = n}, sizeof(Entry));
    for (uint32_t i = 0; i < n; i++) {
        align(out);
        const Entry entry = {out->len, (uint32_t)parts[i].size};

        if (parts[i].size > 0) {
            g_byte_array_append(out, parts[i].bytes, (guint)parts[i].size);
        }
        memcpy(out->data + (1 + i) * sizeof entry, &entry, sizeof entry);
    }
    return g_byte_array_free_to_bytes(out);
}
