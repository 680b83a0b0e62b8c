/* SPDX-License-Identifier: MIT */
/* Glyphs as outlines and as masks of coverage. All of it under the fonts' lock. */
#pragma once

#include "draw/fonts.h"
#include "draw/text.h"

#include FT_OUTLINE_H

/* Coverage of a glyph, or of a line of them, in pixels. */
typedef struct YqMask {
    int left, top; /* of its corner, relative to the origin's pixel; y downwards */
    int width, height;
    uint8_t *bits; /* width * height, 0 to 255; NULL when empty */
} YqMask;

/* Where in a pixel a glyph may begin, horizontally. */
enum { YQ_GLYPH_STEPS = 4 };

/** A cached mask: @size in 1/64 pixel, @step of YQ_GLYPH_STEPS. Lives until the program
 * ends. Locked. */
const YqMask *yq_glyph_mask(const YqFace *face, unsigned id, int size, int step);

/** Outline in font units, y upwards; borrowed until the next call. NULL when the glyph
 * has none. Locked. */
const FT_Outline *yq_glyph_outline(const YqFace *face, unsigned id);

/** A mask of an outline in 1/64 pixel, y upwards. The caller frees bits. Locked. */
YqMask yq_outline_mask(const FT_Outline *outline);

/** Straight and curved pieces of an outline, each point mapped: for writers of vectors
 * and for text on a curve. */
typedef struct YqPointMap {
    YqXY (*map)(const void *data, double x, double y); /* em, y downwards, in */
    const void *data;
} YqPointMap;

typedef struct YqOutlineSink {
    void (*move)(void *data, YqXY to);
    void (*line)(void *data, YqXY to);
    void (*curve)(void *data, YqXY a, YqXY b, YqXY to); /* cubic */
    void (*close)(void *data);
    void *data;
} YqOutlineSink;

/** Decomposes a glyph. Locked. */
void yq_glyph_decompose(const YqFace *face, unsigned id, const YqPointMap *map,
                        const YqOutlineSink *sink);
