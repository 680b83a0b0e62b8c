/* SPDX-License-Identifier: MIT */
/* Words shaped by HarfBuzz, kept: most words of a page stand on it more than once, in a
 * text that is measured and in the lines that it breaks into. Nothing joins or kerns
 * across a blank, so that a run is its words side by side. Guarded by the fonts' lock. */
#pragma once

#include "draw/fonts.h"

typedef struct YqWordGlyph {
    uint16_t id;
    uint16_t character; /* of the word, that it begins with */
    float x, y;         /* of its origin from the word's; em, y downwards */
    float advance;
    bool starts; /* leftmost of its cluster */
} YqWordGlyph;

typedef struct YqWordShape {
    float advance;
    float west, east, north, south; /* of its ink; west > east: none */
    uint32_t n;
    YqWordGlyph glyphs[]; /* from left to right */
} YqWordShape;

/* Where a word stands: among what it may join to. */
typedef struct YqWordPlace {
    YqFace *face;
    const uint32_t *line; /* characters, @n of them */
    uint32_t n, first, length;
    hb_script_t script;
    bool rtl;
} YqWordPlace;

/** The word's shape, valid until the next call. */
const YqWordShape *yq_word_shape(const YqWordPlace *place);
