/* SPDX-License-Identifier: MIT */
/* A tree over the segments of a line. They come in the order of the line, in which
 * neighbours already are neighbours, so that a node is a run of consecutive segments;
 * each has a box in earth-centred coordinates (metres, WGS 84). Segments must be short:
 * their chords stand for them. */
#pragma once

#include <yaqut/geometry.h>

typedef struct YqTree YqTree;

YqTree *yq_tree_new(void);
void yq_tree_free(YqTree *self);

/** @segment: the caller's number of it, increasing; the point before it has the same
 * number, the one after it is one more. Returns the length of its chord in metres. */
double yq_tree_add(YqTree *self, YqPoint from, YqPoint to, uint32_t segment);
void yq_tree_finish(YqTree *self);

/** The segment nearest to @at, the share of it where the nearest point lies, and about
 * how far that is; UINT32_MAX when there is none. Ranked by straight distance up to 200
 * km, which is right to 0.2 m, then by the arc of the great ellipse, the cut of the plane
 * through both points and the earth's middle: it is longer than the geodesic by at most
 * 0.8 m up to 4,000 km, 19 m up to 11,000 km and 95 m up to 16,000 km (measured over a
 * million pairs), and found twenty times as fast. */
uint32_t yq_tree_nearest(const YqTree *self, YqPoint at, double *out_t, double *out_m);

/** Visits every segment with a point whose arc is at most @most_m long, with the share
 * where it is nearest. */
void yq_tree_within(const YqTree *self, YqPoint at, double most_m,
                    void (*visit)(void *data, uint32_t segment, double t), void *data);

/**
 * yq_tree_search:
 * Visits every segment that could lie nearer than the least distance known, where
 * distances are the caller's own (geodesics).
 *
 * @best_m: the least known at the start
 * @distance: metres from the point searched from to a point of the line
 * @visit: told a segment and the share where it is nearest by straight distance; returns
 *   the least distance now known
 */
void yq_tree_search(const YqTree *self, YqPoint at, double best_m,
                    double (*distance)(void *data, uint32_t point),
                    double (*visit)(void *data, uint32_t segment, double t), void *data);
