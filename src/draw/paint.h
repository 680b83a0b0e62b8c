/* SPDX-License-Identifier: MIT */
/* Drawing a scene into pixels. Letters are masks and symbols sprites, each made once. */
#pragma once

#include "draw/canvas.h"
#include "draw/items.h"

/** Draws rows [first, first + n) of the page into @pixels (the whole page's, zeroed or
 * not: the background covers it), @scale pixels a point. Several threads may draw
 * different rows of one page: the result is the same as of one. */
void yq_paint_rows(const YqScene *scene, double scale, uint32_t *pixels, int width,
                   int first, int n);
