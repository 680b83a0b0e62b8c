/* SPDX-License-Identifier: MIT */
/* Placing labels: a point feature's label in one of several positions, an area's spread
 * in it, a line's along it, so that no two touch and none covers a symbol. The whole is
 * optimised (simulated annealing after Christensen, Marks & Shieber 1995, with a fixed
 * seed), not one label at a time. Knows nothing of maps or text: sizes in, positions out,
 * all in points. */
#pragma once

#include "scene.h"

typedef struct YqLabelCandidate {
    YqRect box;  /* what the label would cover */
    double cost; /* of this position as such; 0 the best */
    bool leader; /* drawn with a leader line from the anchor */
} YqLabelCandidate;

typedef struct YqLabel {
    int priority; /* higher is kept first */
    YqXY anchor;
    double anchor_radius; /* of the symbol there */
    const YqLabelCandidate *candidates;
    size_t n_candidates;
    bool spare; /* rather left out than struck through by a line */
} YqLabel;

typedef struct YqLabelling {
    const YqLabel *labels;
    size_t n_labels;
    const YqRect *obstacles; /* symbols, panels: never covered */
    size_t n_obstacles;
    const YqXY
        *lines;     /* segments (pairs of points) better not struck through, with ... */
    size_t n_lines; /* ... their number */
    YqRect frame;   /* labels stay inside */
} YqLabelling;

/** Chooses a candidate for each label: @out_choice has n_labels entries, -1 for one that
 * finds no room. The result has no overlaps. Deterministic. */
void yq_labels_place(const YqLabelling *problem, int *out_choice);

/** The line from the symbol's edge to a candidate's box, for those that have a leader. */
void yq_label_leader(const YqLabel *label, const YqLabelCandidate *candidate,
                     YqXY out[2]);

/* How many candidates yq_label_point_candidates() gives at most. */
enum { YQ_POINT_CANDIDATES = 12 + 48 };

/** Candidates for the label of a point: the eight positions around it and four between,
 * after Imhof (1975), then with @leaders rings of places with a leader line.
 * @radius: of the symbol with the gap to the label; @width, @height: of the label's box;
 * @rtl: the label is read from right to left, so that its left side is the best.
 * @out: room for YQ_POINT_CANDIDATES. Returns how many. */
size_t yq_label_point_candidates(YqXY at, double radius, double width, double height,
                                 bool rtl, bool leaders, YqLabelCandidate *out);
