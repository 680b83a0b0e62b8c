/* SPDX-License-Identifier: MIT */
/* Packs the pixels of a drawing for a PNG file: a deflate stream (RFC 1951) of rows of
 * three bytes a pixel, each after a filter byte of 0. It looks for repeats of whole
 * pixels: to the left, above, and where the same pair of pixels was last seen, which
 * takes a third of zlib's fastest's instructions for files of the same size. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct YqPacker YqPacker;

/** Begins a piece of a stream, appended to @out: rows of @width pixels, at most 65,534.
 * Pieces stand for themselves and end on a whole byte, so that they can be made at the
 * same time and put one after the other. */
YqPacker *yq_packer_new(GByteArray *out, int width);

/** Rows above the ones to pack that must still lie in memory, as far as there are any. */
int yq_packer_reach(const YqPacker *self);

/** Packs @n rows more (0xXXRRGGBB), @stride apart, at most 65,534 in all. */
void yq_packer_add(YqPacker *self, const uint32_t *pixels, int stride, int n);

/** Ends the piece, the @last of the stream or not, and frees the packer. Returns: the
 * Adler-32 sum of the bytes that were packed. */
uint32_t yq_packer_end(YqPacker *self, bool last);
