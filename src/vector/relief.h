/* SPDX-License-Identifier: MIT */
/* Heights of the land on a grid of 4 arc-minutes, for a quiet hillshade. */
#pragma once

#include <yaqut/geometry.h>

G_BEGIN_DECLS

#define YQ_RELIEF_FILE "relief.yqr" /* for yq_data_path() */

typedef struct YqRelief YqRelief;

/** @error: YQ_ERROR_FILE, or YQ_ERROR_DATA for a damaged file. Free with
 * yq_relief_free(). */
YqRelief *yq_relief_open(const char *path, GError **error);

/** NULL is allowed. */
void yq_relief_free(YqRelief *self);

/** Height in metres above the sea at a point, by cubic interpolation (Catmull-Rom); steps
 * of the source are about 40 m. The sea is 0. */
double yq_relief_at(const YqRelief *self, double lon, double lat);

/* How the light falls: degrees. The cartographic habit is azimuth 315, altitude 45. */
typedef struct YqLight {
    double azimuth;    /* where it comes from, clockwise from north */
    double altitude;   /* above the horizon */
    double exaggerate; /* of heights; 1 is true */
} YqLight;

/**
 * yq_relief_shade:
 * @cell_km: how far apart the heights lie that the slope is taken from: about a pixel's
 * size on the ground, but no less than 2 has any effect
 *
 * Hillshade after Horn 1981, as gdaldem has it.
 *
 * Returns: 0 black to 1 white; sin(altitude) for flat ground.
 */
double yq_relief_shade(const YqRelief *self, YqPoint at, double cell_km, YqLight light);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqRelief, yq_relief_free)

G_END_DECLS
