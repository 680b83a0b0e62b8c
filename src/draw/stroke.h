/* SPDX-License-Identifier: MIT */
/* Lines as polygons: the outline of what a pen of some width covers along them. */
#pragma once

#include "draw/raster.h"

typedef struct YqPen {
    double width;       /* pixels, as all here */
    const double *dash; /* lengths of dashes and gaps in turn */
    int n_dash;         /* 0: none */
    bool round;         /* caps and joins; else butt and mitred */
} YqPen;

/** Adds the outline of a line along @n points (two coordinates each) to a shape that is
 * to be filled by the winding rule. @closed: from the last point to the first, too. */
void yq_stroke(YqRaster *raster, const double *points, size_t n, bool closed,
               const YqPen *pen);
