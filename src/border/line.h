/* SPDX-License-Identifier: MIT */
/* A line on the ellipsoid with kilometres along it, and the nearest point of it.
 *
 * Between two vertices of the source the line is straight in longitude and latitude, as
 * GeoJSON says (RFC 7946): where a border follows a parallel, as that of Algeria's south
 * or the 49th of North America does, its vertices stand far apart and the geodesic
 * between them would leave it by kilometres. So each segment is divided until the
 * geodesic keeps within a quarter of a metre of it; all measures are geodesics between
 * those points.
 *
 * The nearest point is looked for in a tree of boxes over runs of segments in
 * earth-centred coordinates, where neither the antimeridian nor a pole is anything
 * special. */
#pragma once

#include <yaqut/geometry.h>

typedef struct YqLine YqLine; /* never changes; may be shared between threads */

typedef struct YqFoot {
    YqPoint nearest; /* on the line */
    double distance_km, along_km;
} YqFoot;

/** Copies @parts, which may run over longitude 180 (their longitudes are continuous), and
 * gives them their order: open parts are strung together over the smallest gaps, and run
 * from the northern end of the whole string; rings follow, from north to south, each from
 * its northernmost vertex clockwise. Kilometres count on the
 * line only, not between parts. */
YqLine *yq_line_new(const YqGeometry *parts, size_t n_parts);
void yq_line_free(YqLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqLine, yq_line_free)

/** Geodesic length in km. */
double yq_line_length_km(const YqLine *self);

/** Parts in their order and direction, divided as said above; borrowed. */
size_t yq_line_n_parts(const YqLine *self);
YqGeometry yq_line_part(const YqLine *self, size_t i);
bool yq_line_part_is_ring(const YqLine *self, size_t i);
/** Kilometre at which a part begins; n_parts gives the length. */
double yq_line_part_km(const YqLine *self, size_t i);

/** The point at a kilometre, clamped to the ends. */
YqPoint yq_line_at_km(const YqLine *self, double along_km);

/** The nearest point: its distance is within a metre of the least. About 2 us within 200
 * km of the line, a millisecond from the other side of the earth. */
YqFoot yq_line_nearest(const YqLine *self, YqPoint at);
