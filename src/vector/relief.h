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

/** Gives the memory of what was read of it back; it may be read again. */
void yq_relief_rest(const YqRelief *self);

/** NULL is allowed. */
void yq_relief_free(YqRelief *self);

/** Height in metres above the sea at a point, by cubic interpolation (Catmull-Rom); steps
 * of the source are about 40 m. The sea is 0. */
double yq_relief_at(const YqRelief *self, double lon, double lat);

/* Where the light comes from: a unit vector to the right, up the page and off it. */
typedef struct YqLight {
    double right, up, off;
} YqLight;

/** Light from @azimuth, degrees clockwise from the top of the page, @altitude degrees
 * above it. The cartographic habit is 315 and 45. */
YqLight yq_light_from(double azimuth, double altitude);

typedef struct YqSlopes {
    double least; /* gentler ones are taken for noise of the heights; steeper ones count
                     the more for what they are the steeper they are */
    double knee;  /* steeper ones count by their logarithm, so that mountains do not drown
                     hills; 0: none does */
} YqSlopes;

/**
 * yq_relief_shade:
 * @z: heights around a point and at it, in metres, the upper row first
 * @cell: metres between neighbours; divide it to exaggerate the heights
 * @seen: which slopes (rise over run, exaggerated) show how much
 *
 * Hillshade after Horn 1981; with both of @seen 0 as gdaldem has it.
 *
 * Returns: 0 black to 1 white; light.off for flat ground.
 */
double yq_relief_shade(const double z[3][3], double cell, YqSlopes seen, YqLight light);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqRelief, yq_relief_free)

G_END_DECLS
