/* SPDX-License-Identifier: MIT */
/* Hatching of a polygon: parallel lines at 45 degrees, cut at its outline. */
#pragma once

#include "draw/scene.h"

/** @outline: @n points, the last may repeat the first; @gap: between the lines, points.
 */
void yq_hatch(YqScene *scene, const YqXY *outline, size_t n, double gap,
              const YqPaint *paint);
