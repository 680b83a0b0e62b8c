/* SPDX-License-Identifier: MIT */
#include "draw/grid.h"

#include <math.h>

/* An item in a cell, and the one before it there, + 1; 0: it is the first. */
typedef struct Held {
    uint32_t item, before;
} Held;

struct YqGrid {
    YqRect frame;
    double cell;
    int columns, rows;
    uint32_t *last; /* of each cell, its last item in `held`, + 1; 0 while empty */
    GArray *held;   /* of Held */
    GArray *seen;   /* of uint32_t: in which search an item was last found */
    uint32_t search;
};

enum { MOST_CELLS = 400 };

YqGrid *yq_grid_new(YqRect frame, double cell)
{
    YqGrid *self = g_new0(YqGrid, 1);
    double least = MAX(frame.width, frame.height) / MOST_CELLS;

    self->frame = frame;
    self->cell = MAX(MAX(cell, least), 1e-6);
    self->columns = MAX(1, (int)ceil(frame.width / self->cell));
    self->rows = MAX(1, (int)ceil(frame.height / self->cell));
    self->last = g_new0(uint32_t, (size_t)self->columns * self->rows);
    self->held = g_array_new(FALSE, FALSE, sizeof(Held));
    self->seen = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    return self;
}

void yq_grid_free(YqGrid *self)
{
    if (self == NULL) {
        return;
    }
    g_free(self->last);
    g_array_unref(self->held);
    g_array_unref(self->seen);
    g_free(self);
}

static int index_of(double value, double origin, double cell, int n)
{
    double at = floor((value - origin) / cell);

    return at < 0 ? 0 : at > n - 1 ? n - 1 : (int)at;
}

typedef struct Range {
    int x0, x1, y0, y1; /* inclusive */
} Range;

static Range range_of(const YqGrid *self, YqRect box)
{
    return (Range){index_of(box.x, self->frame.x, self->cell, self->columns),
                   index_of(box.x + box.width, self->frame.x, self->cell, self->columns),
                   index_of(box.y, self->frame.y, self->cell, self->rows),
                   index_of(box.y + box.height, self->frame.y, self->cell, self->rows)};
}

void yq_grid_add(YqGrid *self, YqRect box, uint32_t item)
{
    Range range = range_of(self, box);

    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            uint32_t *last = &self->last[y * self->columns + x];
            const Held held = {item, *last};

            g_array_append_val(self->held, held);
            *last = self->held->len;
        }
    }
    if (item >= self->seen->len) {
        g_array_set_size(self->seen, item + 1);
    }
}

void yq_grid_find(YqGrid *self, YqRect box, GArray *out)
{
    Range range = range_of(self, box);
    uint32_t *seen = (uint32_t *)(void *)self->seen->data;
    const Held *held = (const Held *)(void *)self->held->data;
    guint n = 0;

    g_array_set_size(out, self->seen->len); /* room for all there may be */
    uint32_t *found = (uint32_t *)(void *)out->data;

    self->search++;
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            uint32_t at = self->last[y * self->columns + x];

            while (at != 0) {
                uint32_t item = held[at - 1].item;

                at = held[at - 1].before;
                if (seen[item] != self->search) {
                    seen[item] = self->search;
                    found[n++] = item;
                }
            }
        }
    }
    g_array_set_size(out, n);
}

/* Liang and Barsky's clipping. */
bool yq_segment_share(YqXY a, YqXY b, YqRect box, double *out_from, double *out_to)
{
    double dx = b.x - a.x, dy = b.y - a.y, from = 0, to = 1;
    double p[4] = {-dx, dx, -dy, dy};
    double q[4] = {a.x - box.x, box.x + box.width - a.x, a.y - box.y,
                   box.y + box.height - a.y};

    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0) {
                return false;
            }
        } else if (p[i] < 0) {
            from = MAX(from, q[i] / p[i]);
        } else {
            to = MIN(to, q[i] / p[i]);
        }
    }
    *out_from = from;
    *out_to = to;
    return from < to;
}

double yq_segment_in_rect(YqXY a, YqXY b, YqRect box)
{
    double from, to;

    return yq_segment_share(a, b, box, &from, &to)
               ? (to - from) * hypot(b.x - a.x, b.y - a.y)
               : 0;
}

static double side(YqXY a, YqXY b, YqXY c)
{
    return ((double)b.x - a.x) * ((double)c.y - a.y) -
           ((double)b.y - a.y) * ((double)c.x - a.x);
}

bool yq_segments_cross(YqXY a, YqXY b, YqXY c, YqXY d)
{
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
