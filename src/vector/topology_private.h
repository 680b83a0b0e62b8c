/* SPDX-License-Identifier: MIT */
/* The topology's file, as topology.c and topology_cell.c see it. Numbers are
 * little-endian. */
#pragma once

#include "vector/mapped.h"
#include "vector/topology.h"

enum {
    YQ_TOPOLOGY_CELLS = 360 * 180, /* of one degree, from the south-west, rows first */
    YQ_TOPOLOGY_COAST_STEP = 10,   /* units that a coast's differences count in */
};

#define YQ_TOPOLOGY_UNIT 1e-5 /* degrees */

/* A row of the file: a stretch of one arc that leaves its cell with its last segment
 * only. */
typedef struct YqTopologyPiece {
    int32_t x, y;    /* first point, units */
    uint32_t offset; /* of the differences */
    uint16_t n;      /* points */
    uint8_t left, right;
} YqTopologyPiece;

typedef struct YqTopologyCell YqTopologyCell;

struct YqTopology {
    YqMapped map;
    uint32_t n_countries, n_pieces, n_listed;
    const char (*countries)[4]; /* row 0 is the sea */
    const YqTopologyPiece *pieces;
    const uint32_t *starts, *listed; /* pieces of each cell */
    const uint8_t *middles;          /* country at each cell's middle */
    GMutex lock;                     /* for making cells */
    YqTopologyCell **cells;          /* made when they are asked for often */
    uint8_t *visits;
};

/* Goes through a piece's points: x and y are set by each step. */
typedef struct YqTopologyWalk {
    YqReader reader;
    uint32_t left; /* points still to come */
    int32_t step;
    int32_t x, y;
    bool begun;
} YqTopologyWalk;

YqTopologyWalk yq_topology_walk(const YqTopology *self, uint32_t piece);

/** To the next point; false after the last. Inline, as a point is told by thousands. */
static inline bool yq_topology_step(YqTopologyWalk *walk)
{
    if (walk->left == 0) {
        return false;
    }
    if (walk->begun) {
        walk->x += walk->step * yq_reader_difference(&walk->reader);
        walk->y += walk->step * yq_reader_difference(&walk->reader);
        if (walk->left == 1 && walk->step != 1) {
            walk->x += yq_reader_difference(&walk->reader);
            walk->y += yq_reader_difference(&walk->reader);
        }
    }
    walk->begun = true;
    walk->left--;
    return true;
}

/** NULL for the sea. */
const char *yq_topology_code(const YqTopology *self, uint8_t country);

/** NULL is allowed. */
void yq_topology_cell_free(YqTopologyCell *cell);
