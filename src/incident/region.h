/* SPDX-License-Identifier: MIT */
/* Parts of countries and lines along borders, as geometry. */
#pragma once

#include "incident/report.h"

/** "in the north of Mali", "central Mali": @azimuth in degrees from north, -1 the centre.
 * An area within the country's own outline, and a point in it. */
void yq_region_part(const YqPlace *place, double azimuth, double radius_km,
                    YqArena *arena, YqWhere *out);
