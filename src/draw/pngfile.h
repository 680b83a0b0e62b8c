/* SPDX-License-Identifier: MIT */
/* The parts of a PNG file (ISO/IEC 15948). */
#pragma once

#include <glib.h>
#include <stdint.h>

void yq_png_put_chunk(GByteArray *out, const char *type, const void *data, size_t length);
/** Signature, IHDR with 8 bits a channel, and pHYs when @dpi is over 0. */
void yq_png_put_header(GByteArray *out, int width, int height, int colour_type,
                       double dpi);
/** iTXt; nothing for NULL or "". */
void yq_png_put_text(GByteArray *out, const char *keyword, const char *text);

/** A whole small picture, not premultiplied, without its alpha where all is opaque. */
GBytes *yq_png_of_rgba(const uint8_t *rgba, int width, int height);

/** Rows of @channels bytes a pixel (3: colours, 4: all, 1: alpha alone) with PNG's filter
 * bytes, in zlib's format: what a PNG's IDAT and a PDF's image hold. */
GBytes *yq_png_pack_rows(const uint8_t *rgba, int width, int height, int channels);
