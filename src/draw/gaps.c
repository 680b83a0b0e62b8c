/* SPDX-License-Identifier: MIT */
#include "draw/gaps.h"

#include "base/arena.h"
#include "draw/grid.h"
#include "draw/items.h"

#include <math.h>
#include <string.h>

/* Points: a piece of line between two gaps that is shorter says nothing. */
#define LEAST_PIECE 3.0

/* Side of the cells by which most segments are seen to be far from any gap. */
#define CELL 8.0

typedef struct Gaps {
    const YqRect *boxes;
    size_t n;
    int columns, rows; /* of cells over the page */
    uint8_t *near;     /* 1 where a box reaches into the cell */
    GArray *points;    /* of YqXY: what is left of a path */
    GArray *ends;      /* of uint32_t */
    double length;     /* of the piece that is being drawn, points */
    bool cut;          /* it begins at a gap */
} Gaps;

static int cell_of(double at, int n)
{
    return (int)CLAMP(at / CELL, 0, n - 1);
}

static void mark_cells(Gaps *self)
{
    for (size_t i = 0; i < self->n; i++) {
        const YqRect *box = &self->boxes[i];
        int x0 = cell_of(box->x, self->columns),
            x1 = cell_of(box->x + box->width, self->columns);
        int y1 = cell_of(box->y + box->height, self->rows);

        for (int y = cell_of(box->y, self->rows); y <= y1; y++) {
            memset(self->near + y * self->columns + x0, 1, (size_t)(x1 - x0 + 1));
        }
    }
}

static bool is_near(const Gaps *self, YqXY a, YqXY b)
{
    int x0 = cell_of(MIN(a.x, b.x), self->columns),
        x1 = cell_of(MAX(a.x, b.x), self->columns);
    int y1 = cell_of(MAX(a.y, b.y), self->rows);

    for (int y = cell_of(MIN(a.y, b.y), self->rows); y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            if (self->near[y * self->columns + x]) {
                return true;
            }
        }
    }
    return false;
}

/* The share of a segment that lies in a box; most are seen at once to have none. */
static bool share_in(YqXY a, YqXY b, const YqRect *box, double *out_from, double *out_to)
{
    return MAX(a.x, b.x) >= box->x && MIN(a.x, b.x) <= box->x + box->width &&
           MAX(a.y, b.y) >= box->y && MIN(a.y, b.y) <= box->y + box->height &&
           yq_segment_share(a, b, *box, out_from, out_to);
}

/* Ends the piece; @cut: at a gap. What is left of one that is no line is dropped. */
static void end_piece(Gaps *self, bool cut)
{
    guint from = self->ends->len > 0
                     ? g_array_index(self->ends, uint32_t, self->ends->len - 1)
                     : 0;

    if (self->points->len < from + 2 ||
        (cut && self->cut && self->length < LEAST_PIECE)) {
        g_array_set_size(self->points, from);
    } else {
        g_array_append_val(self->ends, self->points->len);
    }
    self->length = 0;
    self->cut = cut;
}

static YqXY along(YqXY a, YqXY b, double share)
{
    return (YqXY){(float)(a.x + share * (b.x - a.x)), (float)(a.y + share * (b.y - a.y))};
}

/* Adds what of a segment lies outside of all gaps; its start is there unless that is in
 * one. */
static void add_segment(Gaps *self, YqXY a, YqXY b)
{
    double length = hypot(b.x - a.x, b.y - a.y), at = 0;

    while (at < 1) {
        double first = 1, end = 1; /* the next gap, and what follows on it */

        for (size_t i = 0; i < self->n; i++) {
            double from, to;

            if (share_in(a, b, &self->boxes[i], &from, &to) && to > at && from < first) {
                first = MAX(from, at);
                end = to;
            }
        }
        if (first > at) {
            YqXY stop = along(a, b, first);

            self->length += (first - at) * length;
            g_array_append_val(self->points, stop);
        }
        if (first < 1) {
            YqXY start = along(a, b, end);

            end_piece(self, true);
            g_array_append_val(self->points, start);
        }
        at = first < 1 ? MAX(end, at + 1e-9) : 1;
    }
}

static void break_run(Gaps *self, const YqXY *points, uint32_t n)
{
    self->cut = false;
    self->length = 0;
    g_array_append_val(self->points, points[0]);
    for (uint32_t i = 1; i < n; i++) {
        if (is_near(self, points[i - 1], points[i])) {
            add_segment(self, points[i - 1], points[i]);
        } else {
            self->length += LEAST_PIECE; /* far from a gap no piece is short */
            g_array_append_val(self->points, points[i]);
        }
    }
    end_piece(self, false);
}

static void break_path(Gaps *self, YqScene *scene, YqItem *item)
{
    uint32_t from = 0;

    g_array_set_size(self->points, 0);
    g_array_set_size(self->ends, 0);
    for (uint32_t i = 0; i < item->n_subpaths; i++) {
        if (item->ends[i] > from) {
            break_run(self, item->points + from, item->ends[i] - from);
        }
        from = item->ends[i];
    }
    if (self->ends->len == item->n_subpaths && self->points->len == item->n_points) {
        return; /* nothing was cut */
    }
    item->n_points = self->points->len;
    item->n_subpaths = self->ends->len;
    if (self->ends->len == 0) {
        return;
    }
    item->points = yq_arena_memdup(scene->arena, self->points->data,
                                   sizeof(YqXY) * self->points->len);
    item->ends = yq_arena_memdup(scene->arena, self->ends->data,
                                 sizeof(uint32_t) * self->ends->len);
}

static void break_group(Gaps *self, YqScene *scene, const char *group)
{
    unsigned depth = 0;

    for (guint i = 0; i < scene->items->len; i++) {
        YqItem *item = &g_array_index(scene->items, YqItem, i);

        if (item->kind == YQ_ITEM_BEGIN &&
            (depth > 0 || g_strcmp0(item->text, group) == 0)) {
            depth++;
        } else if (item->kind == YQ_ITEM_END && depth > 0) {
            depth--;
        } else if (item->kind == YQ_ITEM_PATH && depth > 0 && !item->closed) {
            break_path(self, scene, item);
        }
    }
}

void yq_scene_break_lines(YqScene *scene, const char *group, const YqRect *gaps, size_t n)
{
    int columns = (int)ceil(scene->width / CELL) + 1;
    int rows = (int)ceil(scene->height / CELL) + 1;
    g_autofree uint8_t *near = g_new0(uint8_t, (size_t)columns * rows);
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(YqXY));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    Gaps self = {gaps, n, columns, rows, near, points, ends, 0, false};

    if (n > 0) {
        mark_cells(&self);
        break_group(&self, scene, group);
    }
}
