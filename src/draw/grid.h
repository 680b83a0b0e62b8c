/* SPDX-License-Identifier: MIT */
/* A grid of cells over the page that knows which boxes reach into each: finds what may
 * touch a box without looking at all of them. */
#pragma once

#include "scene.h"

typedef struct YqGrid YqGrid;

/** Over @frame; what lies outside is held by the cells at the edge. */
YqGrid *yq_grid_new(YqRect frame, double cell);
void yq_grid_add(YqGrid *self, YqRect box, uint32_t item);
/** Sets @out (of uint32_t) to the items that may touch @box, each once, in an order that
 * depends on what was added only. */
void yq_grid_find(YqGrid *self, YqRect box, GArray *out);
void yq_grid_free(YqGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqGrid, yq_grid_free)

static inline bool yq_rects_overlap(YqRect a, YqRect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

/** Which share of a segment lies in a box: from @out_from to @out_to of its length; false
 * when none does. */
bool yq_segment_share(YqXY a, YqXY b, YqRect box, double *out_from, double *out_to);

/** Length of the piece of a segment that lies in a box; 0 when it misses it. */
double yq_segment_in_rect(YqXY a, YqXY b, YqRect box);

/** Whether two segments cross. */
bool yq_segments_cross(YqXY a, YqXY b, YqXY c, YqXY d);
