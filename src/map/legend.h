/* SPDX-License-Identifier: MIT */
/* Legend and scale bar: their size, and drawing them. */
#pragma once

#include "map/page.h"

/** What the legend of just what is drawn takes, points; 0 when there is nothing to
 * explain. */
void yq_legend_size(YqPage *page, double *width, double *height);
void yq_legend_draw(YqPage *page, YqRect rect);

void yq_scale_size(YqPage *page, double *width, double *height);
void yq_scale_draw(YqPage *page, YqRect rect);
