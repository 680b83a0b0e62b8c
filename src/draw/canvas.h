/* SPDX-License-Identifier: MIT */
/* Pixels: 32 bits each, premultiplied, as cairo's ARGB32, with a clip rectangle. */
#pragma once

#include "draw/glyphs.h"
#include "scene.h"

#include <cairo.h>

typedef struct YqCanvas {
    uint32_t *pixels;
    int stride;         /* pixels */
    int x0, y0, x1, y1; /* what may be touched */
} YqCanvas;

/** Lays a colour through coverage, whose corner is at (x, y). */
void yq_canvas_mask(const YqCanvas *canvas, const YqMask *mask, int x, int y,
                    YqColour colour);

/** Lays premultiplied pixels over, their corner at (x, y). */
void yq_canvas_over(const YqCanvas *canvas, const uint32_t *pixels, int width, int height,
                    int x, int y);
