/* SPDX-License-Identifier: MIT */
/* Which cells of the frame are land: a coarse grid that names of seas keep clear of. */
#pragma once

#include "draw/scene.h"

typedef struct YqMask {
    YqRect frame;
    int width, height; /* cells */
    uint8_t *cells;    /* 1 where there is land, or where it was claimed */
} YqMask;

YqMask *yq_mask_new(YqRect frame);
YqMask *yq_mask_copy(const YqMask *self);
void yq_mask_free(YqMask *self);

/** Fills rings by the even-odd rule, over what is there. */
void yq_mask_fill(YqMask *self, const YqXY *points, const uint32_t *ends, size_t n_rings,
                  uint32_t first);

/** How much of the cells about a point is land, from 0 to 1, the nearer the more. */
double yq_mask_share(const YqMask *self, double x, double y);

/** Whether all of a box is free; one that leaves the frame is not. */
bool yq_mask_free_box(const YqMask *self, YqRect box);

/** Position of a cell's middle. */
YqXY yq_mask_cell(const YqMask *self, int column, int row);
