/* SPDX-License-Identifier: MIT */
/* Degrees and radians, and longitudes that are a turn apart. */
#pragma once

#include <glib.h>
#include <math.h>

/* Of a degree. */
#define YQ_RADIANS (G_PI / 180)

/** @lon, by whole turns within 180 degrees of @about: what is drawn or measured across
 * the antimeridian stays in one piece. */
static inline double yq_lon_near(double lon, double about)
{
    return lon - 360 * round((lon - about) / 360);
}
