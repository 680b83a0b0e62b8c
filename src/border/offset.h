/* SPDX-License-Identifier: MIT */
/* What lies at a distance from a border: "9.5 km from the border, in Mali, near
 * Tinzaouaten" is no point but the stretch of a line; so is the edge of a band along the
 * border. */
#pragma once

#include <yaqut/border.h>

/* Lines or rings of points; rings have their first point repeated at the end. */
typedef struct YqOffsets {
    YqPoint *points; /* longitudes of one line are continuous: may pass 180 */
    size_t *ends;    /* end (one past) of each line in points */
    size_t n;        /* lines */
} YqOffsets;

/**
 * yq_border_offset:
 * @side: ISO code of the country on whose ground the line lies, or NULL for both sides
 * @distance_km: from the border, > 0
 * @near: the middle of the window
 * @within_km: reach of the window to all sides of @near's nearest point of the border;
 *   infinity for all of it
 *
 * Points at exactly @distance_km (geodesic) from the border, the longest line first.
 * Where the third neighbour begins, a side's line ends.
 *
 * Returns: free with yq_offsets_free(); n is 0 when no such point is in the window.
 */
YqOffsets *yq_border_offset(const YqBorder *self, const char *side, double distance_km,
                            YqPoint near, double within_km);

/** The edge of all that is at most @distance_km from the border, as closed rings: outer
 * ones and those of holes, to be filled by the even-odd rule. */
YqOffsets *yq_border_band(const YqBorder *self, double distance_km);

/** NULL is allowed. */
void yq_offsets_free(YqOffsets *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqOffsets, yq_offsets_free)

/* A kilometre post. */
typedef struct YqPost {
    double km;
    YqPoint at;
    double azimuth; /* of the line there, degrees from north, in its direction */
} YqPost;

/** Posts at kilometre 0, every @step_km and the end: a GArray of YqPost. */
GArray *yq_border_posts(const YqBorder *self, double step_km);
