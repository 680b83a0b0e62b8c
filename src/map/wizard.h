/* SPDX-License-Identifier: MIT */
/* Which projection suits an extent, before any projection is known: a first look at it on
 * the sphere, and the rule. */
#pragma once

#include "map/page.h"

/* Of positions on a plane, y upwards: projected, in any unit. */
typedef struct YqBounds {
    double x0, y0, x1, y1;
} YqBounds;

#define YQ_NO_BOUNDS ((YqBounds){INFINITY, INFINITY, -INFINITY, -INFINITY})

/** Takes a position in, unless it has no place on the plane. */
void yq_bounds_stretch(YqBounds *b, double x, double y);

/** Widens @b by @margin (a share of each side), to @least on the shorter side and to the
 * frame's shape, about its middle. */
void yq_bounds_fill(YqBounds *b, const YqRect *frame, double margin, double least);

/* A projection, and what there is to say of it. */
typedef struct YqSuited {
    char string[160];      /* as PROJ reads it */
    const char *name_key;  /* of the page's words */
    double lat, lat2, lon; /* that the name tells, degrees */
    char why[200];
} YqSuited;

/** The equal-area projection that suits what @frame will show of @extent. */
void yq_wizard_choose(const YqExtent *extent, const YqRect *frame, YqSuited *out);

/** Lambert's azimuthal about @centre; without a reason. */
void yq_wizard_azimuthal(YqPoint centre, YqSuited *out);
