/* SPDX-License-Identifier: MIT */
/* Drawing a scene into pixels. Letters are masks and symbols sprites, each made once. */
#pragma once

#include "draw/canvas.h"
#include "draw/items.h"

typedef struct YqPainter YqPainter;

/** What each item of @scene may touch, in pixels; g_free() it. Painters share it. */
YqRect *yq_paint_bounds(const YqScene *scene, double scale);

/** Draws pieces of a page @width pixels wide, @scale pixels a point. Several painters may
 * draw different rows of one page on threads of their own: the result is the same as of
 * one. @bounds: yq_paint_bounds(), kept by the caller. */
YqPainter *yq_painter_new(const YqScene *scene, double scale, int width,
                          const YqRect *bounds);

/** Draws rows [first, first + n) of the page into @pixels, whatever these hold. */
void yq_painter_draw(YqPainter *self, uint32_t *pixels, int first, int n);
void yq_painter_free(YqPainter *self);
