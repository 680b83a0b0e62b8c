/* SPDX-License-Identifier: MIT */
/* What the three mapped files of this room have in common.
 *
 * Each begins with eight letters, then 32-bit numbers, little-endian: version, size of
 * the file, size of its directory, CRC-32 of the directory. The directory is everything
 * before the points: it begins after these numbers, and all offsets in the file are from
 * its start. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { YQ_MAPPED_HEADER = 24 };

typedef struct YqMapped {
    GMappedFile *file;
    const uint8_t *data;
    uint32_t size;
    uint32_t directory_size;
} YqMapped;

/** Maps @path and checks its header. @kind says in errors what the file should be. */
bool yq_mapped_open(YqMapped *self, const char *path, const char *magic, uint32_t version,
                    const char *kind, GError **error);

/** Unmaps; a zeroed @self is allowed. */
void yq_mapped_close(YqMapped *self);
/** Gives the memory of what was read back; it may be read again. */
void yq_mapped_rest(const YqMapped *self);

/** @count rows of @row_size bytes at @offset, inside the directory; NULL when they are
 * not. */
const void *yq_mapped_rows(const YqMapped *self, uint64_t offset, uint64_t count,
                           size_t row_size);

/** The error for a file whose parts contradict each other. */
void yq_mapped_damaged(const char *path, const char *kind, GError **error);

/** The 32-bit number at @offset, little-endian. @offset must lie in the directory. */
static inline uint32_t yq_mapped_u32(const YqMapped *self, size_t offset)
{
    uint32_t value;

    memcpy(&value, self->data + offset, sizeof value);
    return GUINT32_FROM_LE(value);
}

/* A stretch of the file being read. Past its end everything reads as 0. */
typedef struct YqReader {
    const uint8_t *at, *end;
} YqReader;

/** A reader of @length bytes at @offset; an empty one when they are not in the file. */
static inline YqReader yq_reader_at(const YqMapped *self, uint32_t offset,
                                    uint32_t length)
{
    YqReader reader = {NULL, NULL};

    if (offset <= self->size && length <= self->size - offset) {
        reader.at = self->data + offset;
        reader.end = reader.at + length;
    }
    return reader;
}

/** A number written seven bits a byte, low ones first. */
static inline uint32_t yq_reader_number(YqReader *self)
{
    uint32_t value = 0;

    for (unsigned shift = 0; self->at < self->end && shift < 32; shift += 7) {
        uint8_t byte = *self->at++;
        value |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    return value;
}

/** A signed number, its sign in the lowest bit. */
static inline int32_t yq_reader_difference(YqReader *self)
{
    uint32_t value = yq_reader_number(self);

    return (int32_t)(value >> 1) ^ -(int32_t)(value & 1);
}
