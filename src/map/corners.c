/* SPDX-License-Identifier: MIT */
/* Where legend, inset, scale and north arrow stand: in the corner, or at the edge, where
 * they hide least. */
#include "map/page.h"

#include "draw/grid.h"
#include "map/density.h"
#include "map/legend.h"
#include "map/list.h"
#include "map/mask.h"

#include <math.h>
#include <string.h>

typedef enum Corner { TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT, N_CORNERS } Corner;

static YqRect in_corner(const YqPage *page, Corner corner, double width, double height)
{
    YqRect f = page->frame;
    double inset = 7;
    bool right = corner == TOP_RIGHT || corner == BOTTOM_RIGHT;
    bool below = corner == BOTTOM_LEFT || corner == BOTTOM_RIGHT;
    double degrees = below && !yq_page_without(page, "graticule") ? 8 : 0;

    return (YqRect){right ? f.x + f.width - inset - width : f.x + inset,
                    below ? f.y + f.height - inset - degrees - height : f.y + inset,
                    width, height};
}

static bool within(YqRect r, YqXY at, double slack)
{
    return at.x > r.x - slack && at.x < r.x + r.width + slack && at.y > r.y - slack &&
           at.y < r.y + r.height + slack;
}

/* What each next corner of those that are usual costs, and a place at the edge. */
#define OTHER_CORNER 3.0
#define EDGE 12.0

/* What hiding a numbered incident costs, or a town that an article names; and another
 * panel. */
#define INCIDENT 1000.0

/* Share of the map that a legend may take with what any reader knows. */
#define MOST_LEGEND 0.1
#define FANNED 30.0 /* points from where it happened to its symbol */
#define PANEL 1e6

/* What hiding land costs, a part of where something may have happened, and a point of a
 * border. */
#define LAND 8.0
#define UNCERTAIN 10.0
#define BORDER 0.05

/* How much of it a mask covers. */
static double share_under(const YqMask *mask, YqRect rect)
{
    enum { SIDE = 6 };
    double sum = 0;

    for (int i = 0; mask != NULL && i < SIDE * SIDE; i++) {
        sum += yq_mask_share(mask, rect.x + rect.width * (i % SIDE + 0.5) / SIDE,
                             rect.y + rect.height * (i / SIDE + 0.5) / SIDE);
    }
    return sum / (SIDE * SIDE);
}

/* Where incidents may have been that have no exact position. */
static void cover_doubt(YqPage *page, const YqMark *mark)
{
    enum { CIRCLE = 24 };
    const YqGeometry *geometry = &mark->incident->geometry;
    bool area = geometry->type == YQ_GEOMETRY_AREA && geometry->n_points > 3;
    uint32_t n = area ? (uint32_t)geometry->n_points : CIRCLE;
    g_autofree YqXY *ring = g_new(YqXY, n);

    if (area) {
        yq_projection_forward(&page->projection, geometry->points, n, ring);
    }
    for (int i = 0; !area && i < CIRCLE; i++) {
        double angle = 2 * G_PI * i / CIRCLE;

        ring[i] = (YqXY){(float)(mark->at.x + mark->uncertainty * cos(angle)),
                         (float)(mark->at.y + mark->uncertainty * sin(angle))};
    }
    if (page->doubt == NULL) {
        page->doubt = yq_mask_new(page->frame);
    }
    yq_mask_fill(page->doubt, ring, &n, 1, 0);
}

static void find_doubt(YqPage *page)
{
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number > 0 && mark->uncertainty > mark->radius) {
            cover_doubt(page, mark);
        }
    }
}

/* Points of borders and of lines to incidents. */
static double lines_under(const YqPage *page, YqRect rect)
{
    double sum = 0;

    for (guint i = 0; i + 1 < page->lines->len; i += 2) {
        const YqXY *two = &g_array_index(page->lines, YqXY, i);

        if (within(rect, two[0], 0)) {
            sum += hypot(two[1].x - two[0].x, two[1].y - two[0].y);
        }
    }
    return sum;
}

/* What a panel there would hide. */
static double hidden(const YqPage *page, YqRect rect)
{
    double doubt = share_under(page->doubt, rect);
    /* each map of a series fans its incidents out in its own way */
    double near = page->common != NULL ? FANNED : 3;
    double cost = 2 * yq_density_within(page->density, rect) +
                  LAND * share_under(page->land, rect) +
                  BORDER * lines_under(page, rect) +
                  (doubt > 0 ? UNCERTAIN * (1 + doubt) : 0);

    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && !mark->dense &&
            (within(rect, mark->xy, mark->radius + 3) || within(rect, mark->at, near))) {
            cost += mark->number > 0 ? INCIDENT : 1;
        }
    }
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->inside && !town->area && within(rect, town->xy, 8)) {
            cost += yq_page_is_told(page, town) ? INCIDENT : 15;
        } else if (town->area && within(rect, town->xy, 0)) {
            cost += 2;
        }
    }
    const YqPlot *others[] = {&page->legend, &page->inset, &page->scale, &page->north};

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (yq_rects_overlap(rect, others[i]->rect)) {
            cost += PANEL;
        }
    }
    return cost;
}

/* The corner that the user asked for, "legend=bottom-left", or -1. */
static int asked_corner(const YqPage *page, const char *what)
{
    static const char *const names[] = {"top-left", "top-right", "bottom-left",
                                        "bottom-right"};
    const char *wishes = page->options->place_furniture;
    g_auto(GStrv) parts = wishes != NULL ? g_strsplit(wishes, ",", -1) : NULL;

    for (char **part = parts; part != NULL && *part != NULL; part++) {
        char *value = strchr(*part, '=');

        if (value == NULL || strncmp(g_strchug(*part), what, strlen(what)) != 0) {
            continue;
        }
        for (int i = 0; i < N_CORNERS; i++) {
            if (strcmp(g_strstrip(value + 1), names[i]) == 0) {
                return i;
            }
        }
    }
    return -1;
}

static void try_plot(const YqPage *page, YqRect rect, double penalty, YqRect *best,
                     double *least)
{
    double cost = penalty + hidden(page, rect);

    if (cost < *least) {
        *least = cost;
        *best = rect;
    }
}

/* The corner that hides least; of equal ones the first of @order, mirrored for pages that
 * run from right to left. */
static void place_plot(YqPage *page, const char *what, const Corner *order, double width,
                       double height, YqPlot *plot)
{
    double least = INFINITY;
    int asked = asked_corner(page, what);

    plot->rect = (YqRect){0};
    if (yq_page_without(page, what) || width <= 0 || width > page->frame.width * 0.6 ||
        height > page->frame.height * 0.6) {
        return;
    }
    YqRect best = {0};

    for (int i = 0; i < N_CORNERS; i++) {
        Corner corner = asked >= 0  ? (Corner)asked
                        : page->rtl ? (Corner)(order[i] ^ 1)
                                    : order[i];

        try_plot(page, in_corner(page, corner, width, height), OTHER_CORNER * i, &best,
                 &least);
    }
    /* where something is hidden in every corner: the edges */
    for (int i = 1; i < 10 && asked < 0 && least > EDGE; i++) {
        YqRect a = in_corner(page, TOP_LEFT, width, height);
        YqRect b = in_corner(page, BOTTOM_RIGHT, width, height);
        double x = a.x + (b.x - a.x) * i / 10, y = a.y + (b.y - a.y) * i / 10;

        try_plot(page, (YqRect){x, a.y, width, height}, EDGE, &best, &least);
        try_plot(page, (YqRect){x, b.y, width, height}, EDGE, &best, &least);
        try_plot(page, (YqRect){a.x, y, width, height}, EDGE, &best, &least);
        try_plot(page, (YqRect){b.x, y, width, height}, EDGE, &best, &least);
    }
    /* nothing is worth an incident, but what the user asks for */
    if (least < (asked >= 0 ? PANEL : INCIDENT)) {
        plot->rect = best;
    }
}

static void keep_clear(YqPage *page, const YqPlot *plot)
{
    YqRect r = plot->rect;

    if (r.width > 0) {
        YqRect box = {r.x - 2, r.y - 2, r.width + 4, r.height + 4};

        g_array_append_val(page->obstacles, box);
    }
}

/* Degrees between north and up, at a side of the frame, from which on the graticule alone
 * shows it. */
#define FAN 30.0

static bool north_is_up(const YqPage *page)
{
    YqRect f = page->frame;
    double most = 0;

    for (int i = 0; i <= 2; i++) {
        YqXY at = {(float)(f.x + f.width * i / 2), (float)(f.y + f.height / 2)};

        most = MAX(most, fabs(yq_projection_north(&page->projection, at)));
    }
    /* of a fan of meridians an arrow would be true in one place only */
    return most < 12 * G_PI / 180 || most > FAN * G_PI / 180;
}

/* Where the list leaves room in its panel, at the foot or in the last column, the legend
 * hides no map there. */
static bool legend_in_panel(YqPage *page)
{
    YqRect spot = page->legend_spot;
    double width, height;

    page->legend_in_panel = true;
    yq_legend_size(page, &width, &height);
    if (page->common != NULL) { /* its lists leave it room at the foot */
        spot.height = yq_list_legend_height(page) > 0 ? page->panel.height : 0;
        spot.y = page->panel.y;
    }
    page->legend_in_panel = true;
    if (spot.width <= 0 || width <= 0 || width > spot.width + 6 || height > spot.height ||
        asked_corner(page, "legend") >= 0 || yq_page_without(page, "legend")) {
        page->legend_in_panel = false;
        return false;
    }
    bool column = spot.y <= page->panel.y && page->common == NULL;

    /* its own margin stands out: the keys stand in line with the list's */
    page->legend.rect =
        (YqRect){spot.x - (page->rtl ? -1 : 1) * 6,
                 column ? spot.y - 6 : spot.y + spot.height - height, spot.width, height};
    return true;
}

/* A piece to be placed, of what size and where rather. */
typedef struct Piece {
    const char *what;
    const Corner *order;
    double width, height; /* 0: not wanted */
    YqPlot *plot;
} Piece;

/* What the user has given a corner goes first: the others make room. */
static void place_pieces(YqPage *page, const Piece *pieces, size_t n)
{
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < n; i++) {
            const Piece *p = &pieces[i];

            if ((asked_corner(page, p->what) >= 0) == (pass == 0)) {
                place_plot(page, p->what, p->order, p->width, p->height, p->plot);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        keep_clear(page, pieces[i].plot);
    }
}

/* A town below a panel has no dot, and a name without one would mislead. */
static void hide_towns(YqPage *page)
{
    const YqPlot *plots[] = {&page->legend, &page->inset, &page->scale, &page->north};

    for (guint i = 0; i < page->towns->len; i++) {
        YqTown *town = YQ_TOWN(page, i);

        for (size_t k = 0; k < G_N_ELEMENTS(plots); k++) {
            if (town->inside && !town->area && within(plots[k]->rect, town->xy, 0)) {
                town->inside = false;
                g_string_append_printf(page->unplaced, "%s\n", town->name);
            }
        }
    }
}

/* Where the whole legend would hide an incident, what is drawn of them is explained at
 * least. */
static void place_least_legend(YqPage *page, Piece legend)
{
    page->legend_least = true;
    yq_legend_size(page, &legend.width, &legend.height);
    place_pieces(page, &legend, 1);
}

/* On a map of a series all stands where it does on the others. */
static void take_common(YqPage *page)
{
    const YqCommon *common = page->common;
    const YqPlot *plots[] = {&common->legend, &common->inset, &common->scale,
                             &common->north};

    page->legend = common->legend;
    page->inset = common->inset;
    page->scale = common->scale;
    page->north = common->north;
    page->legend_in_panel = common->legend_in_panel;
    page->legend_least = common->legend_least;
    for (size_t i = 0; i < G_N_ELEMENTS(plots); i++) {
        keep_clear(page, plots[i]);
    }
    hide_towns(page);
}

/* Of a small map a whole legend would take too much. */
static void size_legend(YqPage *page, Piece *legend)
{
    yq_legend_size(page, &legend->width, &legend->height);
    if (legend->width * legend->height >
        MOST_LEGEND * page->frame.width * page->frame.height) {
        page->legend_least = true;
        yq_legend_size(page, &legend->width, &legend->height);
    }
}

static void find_places(YqPage *page)
{
    static const Corner legend_order[] = {BOTTOM_LEFT, TOP_LEFT, BOTTOM_RIGHT, TOP_RIGHT};
    static const Corner inset_order[] = {TOP_RIGHT, TOP_LEFT, BOTTOM_RIGHT, BOTTOM_LEFT};
    static const Corner scale_order[] = {BOTTOM_RIGHT, BOTTOM_LEFT, TOP_LEFT, TOP_RIGHT};
    bool inset = yq_page_inset_reach(page) > 0;
    bool north = !north_is_up(page) && !page->projection.pole;
    double small =
        inset ? CLAMP(page->frame.width * 0.16, 50, 110 * page->type_scale) : 0;
    Piece pieces[] = {
        {"legend", legend_order, 0, 0, &page->legend},
        {"inset", inset_order, small, small, &page->inset},
        {"scale", scale_order, 0, 0, &page->scale},
        {"north", inset_order, north ? 22 : 0, 30, &page->north},
    };

    find_doubt(page);
    yq_scale_size(page, &pieces[2].width, &pieces[2].height);
    if (legend_in_panel(page)) {
        place_pieces(page, pieces + 1, G_N_ELEMENTS(pieces) - 1);
    } else {
        size_legend(page, &pieces[0]);
        place_pieces(page, pieces, G_N_ELEMENTS(pieces));
        if (page->legend.rect.width <= 0 && pieces[0].width > 0 && !page->legend_least) {
            place_least_legend(page, pieces[0]);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        if (pieces[i].width > 0 && pieces[i].plot->rect.width <= 0 &&
            !yq_page_without(page, pieces[i].what)) {
            g_string_append_printf(page->left_out, "%s\n", pieces[i].what);
        }
    }
    g_clear_pointer(&page->doubt, yq_mask_free);
}

void yq_page_furniture_place(YqPage *page)
{
    if (page->common != NULL && page->period != NULL) {
        take_common(page);
    } else {
        find_places(page);
        hide_towns(page);
    }
}
