/* SPDX-License-Identifier: MIT */
/* Spots for labels: the candidates that are possible at all, what each costs by what it
 * covers, and which of them cannot stand together. What labels.c chooses from. */
#pragma once

#include "draw/labels.h"

typedef struct YqSpot {
    uint32_t label;
    int candidate; /* index in the label's own list */
    YqRect box;
    bool struck; /* through by a line, for the height of its box or more */
    double cost;
    bool leader;
    YqXY line[2]; /* of the leader */
    uint32_t first_conflict, end_conflict;
    uint32_t blocked; /* how many chosen spots are in conflict with it; 0 at first */
} YqSpot;

typedef struct YqSpots {
    GArray *list;      /* of YqSpot, grouped by label, cheapest first */
    uint32_t *first;   /* of each label; one entry more than labels */
    GArray *conflicts; /* of uint32_t: spots, in lists of the spots */
} YqSpots;

void yq_spots_init(YqSpots *self, size_t n_labels);
void yq_spots_clear(YqSpots *self);

/** Finds all spots anew; those with leader lines only for labels that @with_leaders
 * marks. */
void yq_spots_find(YqSpots *self, const YqLabelling *problem, const bool *with_leaders);

static inline YqSpot *yq_spot_at(const YqSpots *self, size_t i)
{
    return &g_array_index(self->list, YqSpot, i);
}
