/* SPDX-License-Identifier: MIT */
/* Cutting lines and rings to a box in longitude and latitude. The box may reach past 180
 * degrees; points are as continuous as the box. */
#pragma once

#include <yaqut/geometry.h>

typedef void YqClipRun(const YqPoint *points, size_t n, void *data);

/** Calls @run for each piece of the line within @box. */
void yq_clip_line(const YqPoint *points, size_t n, YqBox box, YqClipRun *run, void *data);

/** Calls @run once with what is left of the ring, closed (Sutherland & Hodgman 1974),
 * unless nothing is. */
void yq_clip_ring(const YqPoint *points, size_t n, YqBox box, YqClipRun *run, void *data);
