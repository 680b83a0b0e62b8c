/* SPDX-License-Identifier: MIT */
/* Pixels: 32 bits each, alpha highest, then red, green and blue, premultiplied; with a
 * clip rectangle. */
#pragma once

#include "draw/glyphs.h"
#include "scene.h"

typedef struct YqCanvas {
    uint32_t *pixels;
    int stride;         /* pixels */
    int x0, y0, x1, y1; /* what may be touched */
    int top;            /* row of the picture that the memory begins with */
} YqCanvas;

static inline uint32_t *yq_canvas_row(const YqCanvas *self, int row)
{
    return self->pixels + (ptrdiff_t)(row - self->top) * self->stride;
}

/** Lays a colour through coverage, whose corner is at (x, y). */
void yq_canvas_mask(const YqCanvas *canvas, const YqMask *mask, int x, int y,
                    YqColour colour);

/* A colour made ready. */
typedef struct YqInk {
    uint32_t pixel; /* premultiplied */
} YqInk;

YqInk yq_ink(YqColour colour);

/** Lays a colour over pixels [@x0, @x1) of a row, through one coverage, 0 to 255. The row
 * is one of the canvas; the rest is clipped. */
void yq_canvas_span(const YqCanvas *canvas, const YqInk *ink, int x0, int x1, int row,
                    uint32_t coverage);

/** The same over the one pixel at @x. */
void yq_canvas_dot(const YqCanvas *canvas, const YqInk *ink, int x, int row,
                   uint32_t coverage);

/** Lays an image over, not premultiplied, stretched to @rect (pixels) and smoothly
 * interpolated. */
void yq_canvas_stretch(const YqCanvas *canvas, const uint8_t *rgba, int width, int height,
                       YqRect rect);

/** Lays premultiplied pixels over, their corner at (x, y). */
void yq_canvas_over(const YqCanvas *canvas, const uint32_t *pixels, int width, int height,
                    int x, int y);
