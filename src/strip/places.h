/* SPDX-License-Identifier: MIT */
/* What is named along a border: towns and crossings near the line, and the points where
 * three countries meet. */
#pragma once

#include <yaqut/border.h>

typedef enum YqAlongKind {
    YQ_ALONG_TOWN,
    YQ_ALONG_CROSSING, /* a border post */
    YQ_ALONG_TRIPOINT, /* name is that of the third country */
} YqAlongKind;

typedef struct YqAlong {
    YqAlongKind kind;
    const char *name;  /* borrowed from the gazetteer; of a tripoint, see above */
    const char *title; /* with "tripoint" where it is one; interned */
    YqPoint at;        /* the place itself */
    double along_km;   /* of the line's point nearest to it */
    double distance_km;
    char country[3]; /* that it lies in; "" for a tripoint */
    char third[3];   /* of a tripoint; "" */
    double rank;     /* higher is kept first */
} YqAlong;

/** Towns within @within_km of the line, crossings and tripoints, by kilometre: a GArray
 * of YqAlong, to be unreferenced. Names are in @language, or else the nearest that there
 * is.
 * @gazetteer (nullable): without it there are only tripoints, with codes for names. */
GArray *yq_along_places(const YqBorder *border, const YqGazetteer *gazetteer,
                        const char *language, double within_km);

/** The place whose kilometre is nearest to @along_km; NULL when there is none. */
const YqAlong *yq_along_nearest(const GArray *places, double along_km);
