/* SPDX-License-Identifier: MIT */
/* Polygons into pixels: what part of each pixel lies inside is worked out exactly, from
 * the signed areas to the right of its edges, as FreeType's and AGG's rasterisers do.
 * Only the pixels that edges pass through are kept, so that long thin shapes cost no more
 * than their length. Coordinates are pixels, y downwards. */
#pragma once

#include "draw/canvas.h"

typedef struct YqRaster YqRaster;

YqRaster *yq_raster_new(void);
void yq_raster_free(YqRaster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqRaster, yq_raster_free)

/** Forgets all and starts a shape of which only what @canvas may touch is kept. */
void yq_raster_begin(YqRaster *self, const YqCanvas *canvas);

/** Whether what lies between two heights can touch the canvas. */
bool yq_raster_reaches(const YqRaster *self, double top, double bottom);

/** Starts a polygon of the shape; the one before is closed. */
void yq_raster_move(YqRaster *self, double x, double y);
void yq_raster_line(YqRaster *self, double x, double y);

/** Closes the shape and lays a colour through it, on the canvas that it was begun for. */
void yq_raster_fill(YqRaster *self, YqColour colour, bool even_odd);
