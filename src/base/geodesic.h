/* SPDX-License-Identifier: MIT */
/* Geodesics of the WGS 84 ellipsoid: T. Vincenty, "Direct and inverse solutions of
 * geodesics on the ellipsoid with application of nested equations", Survey Review 23
 * (1975). Within a tenth of a millimetre of C. Karney's, which PROJ has and a test
 * compares; PROJ itself is loaded only for points so nearly opposite on the globe that
 * Vincenty's iteration does not settle. Azimuths in degrees clockwise from north. */
#pragma once

#include <yaqut/geometry.h>

/** Where one comes after @km from a point towards @azimuth. */
YqPoint yq_geodesic_direct(YqPoint from, double azimuth, double km);

/** Distance in km and the azimuth at @from, (-180, 180]; @out_azimuth may be NULL. */
double yq_geodesic_inverse(YqPoint from, YqPoint to, double *out_azimuth);
