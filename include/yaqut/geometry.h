/* SPDX-License-Identifier: MIT */
/* Points and boxes on the WGS 84 ellipsoid. Longitude always comes first. */
#pragma once

#include <yaqut/api.h>

G_BEGIN_DECLS

/* Degrees, WGS 84. */
typedef struct YqPoint {
    double lon; /* east positive, [-180, 180] */
    double lat; /* north positive, [-90, 90] */
} YqPoint;

/* Degrees. A box across the antimeridian has west > east. */
typedef struct YqBox {
    double west, south, east, north;
} YqBox;

typedef enum YqGeometryType {
    YQ_GEOMETRY_NONE,
    YQ_GEOMETRY_POINT,
    YQ_GEOMETRY_LINE, /* open */
    YQ_GEOMETRY_AREA, /* one outer ring, first point repeated at the end */
} YqGeometryType;

/* Borrowed points; lives as long as what it was got from. */
typedef struct YqGeometry {
    YqGeometryType type;
    const YqPoint *points;
    size_t n_points;
} YqGeometry;

/** Whether both are finite and in range. */
YQ_API bool yq_point_valid(YqPoint at);

/** Geodesic length in km on WGS 84, within a millimetre. */
YQ_API double yq_distance_km(YqPoint from, YqPoint to);

/** The point @km away from @from at @azimuth degrees clockwise from north, along the
 * geodesic. */
YQ_API YqPoint yq_destination(YqPoint from, double azimuth, double km);

/** Azimuth at @from towards @to, degrees clockwise from north, [0, 360). */
YQ_API double yq_azimuth(YqPoint from, YqPoint to);

/** Spherical distance in km, mean radius: within 0.6 % of yq_distance_km(), twenty times
 * as fast. For ranking, never for what is shown. */
YQ_API double yq_distance_rough_km(YqPoint from, YqPoint to);

/** As yq_destination() on a sphere of mean radius, ten times as fast: up to 0.6 % of @km
 * off. For probing, never for what is shown. */
YQ_API YqPoint yq_destination_rough(YqPoint from, double azimuth, double km);

/** Whether @at lies in @box, edges included, the antimeridian minded. */
YQ_API bool yq_box_contains(YqBox box, YqPoint at);

G_END_DECLS
