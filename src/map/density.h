/* SPDX-License-Identifier: MIT */
/* Very many incidents: where those without a number would lie over each other, hexagons
 * say how many there are, and the land and the names stay to be read. */
#pragma once

#include "map/page.h"

/* Pages with more incidents than YQ_DENSITY_EXPECTED keep room for it in the legend. */
enum { YQ_DENSITY_CLASSES = 5, YQ_DENSITY_EXPECTED = 600 };

typedef struct YqHexagon {
    YqXY middle;
    guint n;       /* incidents in it */
    float r, g, b; /* of their colours, added up */
} YqHexagon;

typedef struct YqDensity {
    double size;     /* points between opposite sides */
    YqColour colour; /* of all, unless colours are of dates */
    YqHexagon *cells;
    size_t n_cells;
    guint least[YQ_DENSITY_CLASSES]; /* incidents of each class; the first has 1 */
    int n_classes;
} YqDensity;

/** Decides whether the page needs hexagons, once its marks have their places and colours;
 * then those without a number are in them (YqMark.dense) and page->density is set, to be
 * freed with yq_density_free(). */
void yq_page_density_find(YqPage *page);
void yq_density_free(YqDensity *self);

/** Draws them, below the names. */
void yq_page_density_draw(YqPage *page);

/** One of them, of a class, for the legend. */
void yq_density_hexagon(YqPage *page, YqXY middle, double size, YqColour colour,
                        int class);

/** How many hexagons with incidents have their middle in @rect. */
guint yq_density_within(const YqDensity *self, YqRect rect);
