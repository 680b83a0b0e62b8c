/* SPDX-License-Identifier: MIT */
/* A block of bytes in numbered parts, each an array without pointers, so that it means
 * the same wherever it lies: what tables are compiled to, be it in memory or in a mapped
 * file. Numbers are those of the machine: see base/compiled.h for what guards that.
 *
 * First the number of parts and a zero, then of each part its offset and its bytes, all
 * of 32 bits; then the parts, each at a multiple of eight. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct YqBlob {
    GBytes *bytes; /* owned */
    const uint8_t *data;
    size_t size;
} YqBlob;

/** Takes @bytes over; NULL makes a blob without parts. */
YqBlob yq_blob_open(GBytes *bytes);
void yq_blob_clear(YqBlob *self);

/** A part as rows of @row bytes, how many in *@out_n; NULL and 0 where there is none, or
 * its size is no multiple of a row's, or it does not lie in the blob. Borrowed. */
const void *yq_blob_part(const YqBlob *self, uint32_t part, size_t row, size_t *out_n);

typedef struct YqBlobPart {
    const void *bytes;
    size_t size;
} YqBlobPart;

/** Puts parts together, in their order. */
GBytes *yq_blob_make(const YqBlobPart *parts, uint32_t n);
