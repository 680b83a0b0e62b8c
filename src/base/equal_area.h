/* SPDX-License-Identifier: MIT */
/* Equal-area projections of the WGS 84 ellipsoid, those that the rule for maps chooses
 * among: Lambert's azimuthal, Albers' conic, Lambert's cylindrical and its transverse
 * form, Equal Earth. PROJ has them all; but to load it takes 20 ms, a quarter of the time
 * of a whole map, so that strings which ask for nothing else are worked out here. A test
 * holds each to PROJ's own results.
 *
 * Formulas: J. P. Snyder, Map Projections: A Working Manual (USGS 1395, 1987); B. Šavrič,
 * T. Patterson and B. Jenny, "The Equal Earth map projection" (2018). */
#pragma once

#include <stdbool.h>
#include <yaqut/geometry.h>

typedef struct YqEqualArea {
    enum YqEqualAreaKind {
        YQ_EQUAL_AREA_NONE,
        YQ_EQUAL_AREA_AZIMUTHAL,
        YQ_EQUAL_AREA_CONIC,
        YQ_EQUAL_AREA_CYLINDER,
        YQ_EQUAL_AREA_TRANSVERSE,
        YQ_EQUAL_AREA_EARTH,
    } kind;
    double lon;          /* degrees, of the central meridian */
    double sine, cosine; /* azimuthal: of the centre's authalic latitude */
    double stretch;      /* azimuthal: true scale at the centre. Cylinder: k0 */
    double n, c, rho;    /* conic */
    YqPoint centre;      /* azimuthal */
} YqEqualArea;

/** Reads "+proj=laea +lat_0=20 +lon_0=1 +ellps=WGS84" and the like. False, and
 * YQ_EQUAL_AREA_NONE, for all that is not wholly understood: that is PROJ's. */
bool yq_equal_area_parse(YqEqualArea *self, const char *string);

/** Metres east and north; NAN for what has no place in the projection. */
void yq_equal_area_forward(const YqEqualArea *self, YqPoint at, double *out_x,
                           double *out_y);

/** False where nothing is projected to. Longitudes are not wrapped. */
bool yq_equal_area_inverse(const YqEqualArea *self, double x, double y, YqPoint *out);
