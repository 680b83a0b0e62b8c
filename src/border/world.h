/* SPDX-License-Identifier: MIT */
/* What the border room shares: the world's countries, and the inside of a border. */
#pragma once

#include "border/line.h"
#include "vector/topology.h"
#include <yaqut/border.h>

struct YqBorder {
    char codes[2][3]; /* in the order they were asked for */
    const YqTopology *world;
    YqChain *chains; /* as the topology has them; gone when the line is there */
    size_t n_chains;
    gsize made; /* a YqLine * once it is needed */
};

/** The border's line, made when first needed: a report that only names a border measures
 * nothing. Thread-safe; borrowed. */
const YqLine *yq_border_line(const YqBorder *self);

/** The world's countries, opened when first needed and kept; NULL with @error set when
 * the data are missing. Thread-safe. */
const YqTopology *yq_world(GError **error);

/** It was asked much, and will be asked little for a while: gives memory back. */
void yq_world_rest(void);
