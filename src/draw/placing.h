/* SPDX-License-Identifier: MIT */
/* Glyphs of an item of text where they stand on the page: level, turned by an angle, or
 * bent along a line. What all three writers draw text from. */
#pragma once

#include "draw/curve.h"
#include "draw/fonts.h"
#include "draw/items.h"
#include "draw/text.h"

typedef struct YqPlaced {
    const YqFace *face;
    uint16_t id;
    float x, y; /* of the origin: on the page when level, else in the text's plane,
                   x from its left end, y downwards from the baseline */
    const YqGlyph *glyph;
} YqPlaced;

typedef struct YqPlacing {
    YqPlaced *glyphs;
    size_t n;
    double size, width; /* points */
    bool level;
    double x, y, cosine, sine; /* of turned text: its left end and direction */
    bool curved;
    YqCurve curve;
    double start;  /* of the text on the curve */
    YqRect bounds; /* generous */
    YqShaped *shaped;
} YqPlacing;

YqPlacing *yq_placing_new(const YqItem *item, const YqTextStyle *style);
void yq_placing_free(YqPlacing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqPlacing, yq_placing_free)

/** Where a point of a glyph (em, y downwards) comes to lie on the page. */
YqXY yq_placing_map(const YqPlacing *self, const YqPlaced *placed, double x, double y);
