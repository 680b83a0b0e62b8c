/* SPDX-License-Identifier: MIT */
/* What the border room shares: the world's countries, and the inside of a border. */
#pragma once

#include "border/line.h"
#include "vector/topology.h"
#include <yaqut/border.h>

struct YqBorder {
    char codes[2][3]; /* in the order they were asked for */
    YqLine *line;
    const YqTopology *world;
};

/** The world's countries, opened when first needed and kept; NULL with @error set when
 * the data are missing. Thread-safe. */
const YqTopology *yq_world(GError **error);
