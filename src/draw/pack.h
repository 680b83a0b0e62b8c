/* SPDX-License-Identifier: MIT */
/* Packs the pixels of a drawing for a PNG file: a deflate stream (RFC 1951) of rows of
 * three bytes a pixel, each after a filter byte of 0. It looks for repeats of whole
 * pixels: to the left, above, and where the same pair of pixels was last seen, which
 * takes a third of zlib's fastest's instructions for files of the same size. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/** Appends a piece of a stream: @n rows of @width pixels (0xXXRRGGBB), @stride apart; at
 * most 65,534 of each.
 * Pieces stand for themselves and end on a whole byte, so that they can be made at the
 * same time and put one after the other; the @last one closes the stream.
 * Returns: the Adler-32 sum of the bytes that were packed. */
uint32_t yq_pack_pixels(GByteArray *out, const uint32_t *pixels, int stride, int width,
                        int n, bool last);
