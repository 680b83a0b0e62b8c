/* SPDX-License-Identifier: MIT */
#include "map/mask.h"

#include <math.h>
#include <stdlib.h>

#define CELL 4.0

YqMask *yq_mask_new(YqRect frame)
{
    YqMask *self = g_new0(YqMask, 1);

    self->frame = frame;
    self->width = (int)ceil(frame.width / CELL);
    self->height = (int)ceil(frame.height / CELL);
    self->cells = g_malloc0((size_t)self->width * self->height);
    return self;
}

YqMask *yq_mask_copy(const YqMask *self)
{
    YqMask *copy = g_memdup2(self, sizeof *self);

    copy->cells = g_memdup2(self->cells, (size_t)self->width * self->height);
    return copy;
}

void yq_mask_free(YqMask *self)
{
    if (self != NULL) {
        g_free(self->cells);
        g_free(self);
    }
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

/* Each edge leaves its crossing with every row it passes; rows are then filled in pairs.
 */
static void cross(const YqMask *self, YqXY a, YqXY b, GArray **rows)
{
    if (a.y == b.y) {
        return;
    }
    float low = MIN(a.y, b.y), high = MAX(a.y, b.y);
    int from = MAX((int)ceil((low - self->frame.y) / CELL - 0.5), 0);

    for (int r = from; r < self->height; r++) {
        float y = (float)(self->frame.y + (r + 0.5) * CELL);

        if (y >= high) {
            return;
        }
        if (y >= low) {
            float x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);

            if (rows[r] == NULL) {
                rows[r] = g_array_new(FALSE, FALSE, sizeof(float));
            }
            g_array_append_val(rows[r], x);
        }
    }
}

static void fill_row(YqMask *self, int row, GArray *xs)
{
    g_array_sort(xs, by_value);
    for (guint i = 0; i + 1 < xs->len; i += 2) {
        int from = (int)floor((g_array_index(xs, float, i) - self->frame.x) / CELL);
        int to = (int)floor((g_array_index(xs, float, i + 1) - self->frame.x) / CELL);

        for (int c = MAX(from, 0); c <= MIN(to, self->width - 1); c++) {
            self->cells[row * self->width + c] = 1;
        }
    }
}

void yq_mask_fill(YqMask *self, const YqXY *points, const uint32_t *ends, size_t n_rings,
                  uint32_t first)
{
    g_autofree GArray **rows = g_new0(GArray *, self->height);

    for (size_t r = 0; r < n_rings; r++) {
        for (uint32_t i = first, j = ends[r] - 1; i < ends[r]; j = i++) {
            cross(self, points[j], points[i], rows);
        }
        first = ends[r];
    }
    for (int r = 0; r < self->height; r++) {
        if (rows[r] != NULL) {
            fill_row(self, r, rows[r]);
            g_array_unref(rows[r]);
        }
    }
}

double yq_mask_share(const YqMask *self, double x, double y)
{
    double u = CLAMP((x - self->frame.x) / CELL - 0.5, 0, self->width - 1.001);
    double v = CLAMP((y - self->frame.y) / CELL - 0.5, 0, self->height - 1.001);
    const uint8_t *cell = self->cells + (int)v * self->width + (int)u;

    u -= floor(u);
    v -= floor(v);
    return (1 - v) * ((1 - u) * cell[0] + u * cell[1]) +
           v * ((1 - u) * cell[self->width] + u * cell[self->width + 1]);
}

bool yq_mask_free_box(const YqMask *self, YqRect box)
{
    int c0 = (int)floor((box.x - self->frame.x) / CELL);
    int c1 = (int)floor((box.x + box.width - self->frame.x) / CELL);
    int r0 = (int)floor((box.y - self->frame.y) / CELL);
    int r1 = (int)floor((box.y + box.height - self->frame.y) / CELL);

    if (c0 < 0 || r0 < 0 || c1 >= self->width || r1 >= self->height) {
        return false;
    }
    for (int r = r0; r <= r1; r++) {
        for (int c = c0; c <= c1; c++) {
            if (self->cells[r * self->width + c]) {
                return false;
            }
        }
    }
    return true;
}

YqXY yq_mask_cell(const YqMask *self, int column, int row)
{
    return (YqXY){(float)(self->frame.x + (column + 0.5) * CELL),
                  (float)(self->frame.y + (row + 0.5) * CELL)};
}
