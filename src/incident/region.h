/* SPDX-License-Identifier: MIT */
/* Parts of countries and lines along borders, as geometry. */
#pragma once

#include "incident/report.h"

/** Completes @where, told by its distance from a border: the pair of countries from @own
 * (the speaker's, nullable) and where the @event is, and the side. False when no border
 * is told so. */
bool yq_border_complete(const YqReading *reading, const char *own, const YqWhere *event,
                        YqWhere *where);

/** The same, and the line at that distance, near the event. */
bool yq_border_place(const YqReading *reading, const char *own, const YqWhere *event,
                     YqArena *arena, YqWhere *where);

/** "in the north of Mali", "central Mali": gives @where, whose `part` is set, an area
 * within the country's own outline, and a point in it. */
void yq_region_part(const YqPlace *place, YqArena *arena, YqWhere *where);
