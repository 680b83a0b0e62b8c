/* SPDX-License-Identifier: MIT */
/* Where the label of a point may stand. */
#include "draw/labels.h"

#include <math.h>

/* Where a label stands about its point, and how well it is read there: Imhof's order (The
 * American Cartographer 2, 1975), right and a little above the best. */
static const struct {
    double dx, dy; /* -1 left or above, 1 right or below, of the point */
    double cost;
} about[] = {
    {1, -0.55, 0},  {1, 0, 0.12},  {1, 0.55, 0.2},  {-1, -0.55, 0.32},
    {-1, 0, 0.4},   {0, -1, 0.45}, {-1, 0.55, 0.5}, {0, 1, 0.55},
    {0.5, -1, 0.5}, {0.5, 1, 0.6}, {-0.5, -1, 0.6}, {-0.5, 1, 0.7},
};

/* Rings of places that a leader line ties to the point. */
static const double rings[] = {9, 18, 30, 46};
enum { RING_STEPS = 12 };

/* A box whose middle lies off the point in a direction, its nearest edge @gap away. */
static YqRect box_about(YqXY at, double reach, double width, double height, double dx,
                        double dy)
{
    double x, y;

    if (fabs(dx) >= 1) {
        x = dx > 0 ? at.x + reach : at.x - reach - width;
        y = at.y - height / 2 + dy * (height / 2 + reach);
    } else {
        x = at.x - width / 2 + dx * (width / 2 + reach) * 1.1;
        y = dy > 0 ? at.y + reach : at.y - reach - height;
    }
    return (YqRect){x, y, width, height};
}

static YqRect box_on_ring(YqXY at, double reach, double width, double height,
                          double angle)
{
    double c = cos(angle), s = sin(angle);
    double x = at.x + reach * c + (c - 1) * width / 2;
    double y = at.y + reach * s + (s - 1) * height / 2;

    return (YqRect){x, y, width, height};
}

size_t yq_label_point_candidates(YqXY at, double radius, double width, double height,
                                 bool rtl, bool leaders, YqLabelCandidate *out)
{
    double mirror = rtl ? -1 : 1;
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(about); i++) {
        out[n++] = (YqLabelCandidate){
            box_about(at, radius, width, height, about[i].dx * mirror, about[i].dy),
            about[i].cost, false};
    }
    for (size_t k = 0; leaders && k < G_N_ELEMENTS(rings); k++) {
        for (int i = 0; i < RING_STEPS; i++) {
            double angle = 2 * G_PI * i / RING_STEPS;
            double turn = (1 - mirror * cos(angle)) / 4; /* the reading side first */

            out[n++] = (YqLabelCandidate){
                box_on_ring(at, radius + rings[k], width, height, angle),
                2.5 + rings[k] / 8 + turn, true};
        }
    }
    return n;
}
