/* SPDX-License-Identifier: MIT */
/* Drawing a scene into pixels. Shapes are cairo's; letters and symbols are masks and
 * sprites of our own, each made once. */
#pragma once

#include "draw/canvas.h"
#include "draw/items.h"

/** Draws rows [first, first + n) of the page into @pixels (the whole page's, zeroed or
 * not: the background covers it), @scale pixels a point. Several threads may draw
 * different rows of one page: the result is the same as of one. False when cairo failed.
 */
bool yq_paint_rows(const YqScene *scene, double scale, uint32_t *pixels, int width,
                   int first, int n);
