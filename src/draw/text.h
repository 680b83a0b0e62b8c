/* SPDX-License-Identifier: MIT */
/* Shaped text: one line, its glyphs from left to right, in em. Bidirectional order is
 * FriBidi's, shaping HarfBuzz's; both see the whole line, so that letters join across
 * what splits it. Shaped lines are shared and counted; they never change. */
#pragma once

#include "scene.h"

typedef struct YqGlyph {
    uint16_t face;
    uint16_t id;
    uint32_t cluster; /* byte of the text that it begins with */
    float x, y;       /* of its origin; y downwards */
    float advance;
    bool joined; /* of a script whose letters join: never spaced out */
    bool rtl;
    bool starts; /* leftmost of its cluster */
} YqGlyph;

typedef struct YqShaped {
    YqGlyph *glyphs;
    uint32_t n_glyphs;
    uint32_t n_gaps; /* places where letter spacing goes */
    float width, ascent, descent;
    YqRect ink;
    bool rtl; /* of the paragraph */
} YqShaped;

/** A counted reference; yq_shaped_unref() it. Never NULL. Safe from any thread. */
YqShaped *yq_text_shape(const char *text, const YqFont *font);
void yq_shaped_unref(YqShaped *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqShaped, yq_shaped_unref)

/** x of each glyph's origin in points with letter spacing applied; @out has n_glyphs
 * entries. Returns the whole width. */
double yq_shaped_positions(const YqShaped *self, const YqFont *font, float *out);

/** What a family of NULL means. */
#define YQ_DEFAULT_FAMILY "Noto Sans"
