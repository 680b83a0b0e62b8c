/* SPDX-License-Identifier: MIT */
/* Text along a line: the line smoothed and measured, and points of the text's own plane
 * bent onto it. */
#pragma once

#include "scene.h"

typedef struct YqCurve {
    YqXY *points;
    float *along; /* length up to each point */
    size_t n;
    double length;
} YqCurve;

/** Smooths (Chaikin's corner cutting, ends kept) and measures a line. yq_curve_clear().
 */
YqCurve yq_curve_new(const YqXY *points, size_t n);
void yq_curve_clear(YqCurve *self);

/** The point at @along, moved by @across to its right-hand side (downwards for a line to
 * the east); past the ends it goes on straight. @out_angle (nullable): radians clockwise.
 */
YqXY yq_curve_at(const YqCurve *self, double along, double across, double *out_angle);
