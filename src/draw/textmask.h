/* SPDX-License-Identifier: MIT */
/* Lines of text into pixels. Letters of a line are gathered in one mask before colour
 * goes through it: where joined letters meet, their edges add up without a seam, and a
 * translucent halo does not show where two overlap. */
#pragma once

#include "draw/canvas.h"
#include "draw/items.h"

/** Draws an item of text, straight or along a line, @scale pixels a point. */
void yq_textmask_draw(const YqCanvas *canvas, const YqItem *item,
                      const YqTextStyle *style, double scale);
