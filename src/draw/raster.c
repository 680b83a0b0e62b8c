/* SPDX-License-Identifier: MIT */
#include "draw/raster.h"

#include <string.h>

/* Positions are whole numbers of 1/256 pixel. */
enum { SHIFT = 8, ONE = 1 << SHIFT, MASK = ONE - 1 };

/* Points farther off than this are brought nearer: no number overflows. */
#define FARTHEST 80000.0

/* A pixel that edges pass through: how far down they go in it, and twice the area to the
 * left of them, both signed. */
typedef struct Cell {
    int32_t x, y;
    int32_t cover, area;
} Cell;

struct YqRaster {
    YqCanvas canvas;
    Cell *cells;
    size_t n, room;
    Cell now; /* being added to; not in the list yet */
    Cell *sorted;
    size_t sorted_room;
    uint32_t *starts; /* of rows in `sorted` */
    size_t starts_room;
    int left, right, top, bottom; /* of the canvas, 1/256 pixel */
    int first_row, last_row;      /* with cells */
    int x, y, first_x, first_y;   /* of the polygon */
};

YqRaster *yq_raster_new(void)
{
    YqRaster *self = g_new0(YqRaster, 1);

    self->room = 4096;
    self->cells = g_new(Cell, self->room);
    return self;
}

void yq_raster_free(YqRaster *self)
{
    if (self != NULL) {
        g_free(self->cells);
        g_free(self->sorted);
        g_free(self->starts);
        g_free(self);
    }
}

static int to_fixed(double pixels)
{
    return (int)(CLAMP(pixels, -FARTHEST, FARTHEST) * ONE + FARTHEST * ONE + 0.5) -
           (int)(FARTHEST * ONE);
}

void yq_raster_begin(YqRaster *self, const YqCanvas *canvas)
{
    self->canvas = *canvas;
    self->left = canvas->x0 * ONE;
    self->right = canvas->x1 * ONE;
    self->top = canvas->y0 * ONE;
    self->bottom = canvas->y1 * ONE;
    self->n = 0;
    self->first_row = INT_MAX;
    self->last_row = INT_MIN;
    self->now = (Cell){0};
    self->x = self->y = self->first_x = self->first_y = 0;
}

bool yq_raster_reaches(const YqRaster *self, double top, double bottom)
{
    return bottom > self->canvas.y0 - 1 && top < self->canvas.y1 + 1;
}

/* --- edges --- */

static void keep_cell(YqRaster *self)
{
    if (self->now.cover == 0 && self->now.area == 0) {
        return;
    }
    if (self->n == self->room) {
        self->room *= 2;
        self->cells = g_renew(Cell, self->cells, self->room);
    }
    self->cells[self->n++] = self->now;
    self->first_row = MIN(self->first_row, self->now.y);
    self->last_row = MAX(self->last_row, self->now.y);
}

static inline void add(YqRaster *self, int x, int y, int cover, int area)
{
    if (self->now.x != x || self->now.y != y) {
        keep_cell(self);
        self->now = (Cell){x, y, 0, 0};
    }
    self->now.cover += cover;
    self->now.area += area;
}

/* An edge within one row, @down of its height, from @x0 to @x1. */
static void add_in_row(YqRaster *self, int row, int x0, int x1, int down)
{
    int c0 = x0 >> SHIFT, c1 = x1 >> SHIFT;

    if (c0 == c1) {
        add(self, c0, row, down, ((x0 & MASK) + (x1 & MASK)) * down);
        return;
    }
    if (x0 > x1) { /* its area is the same from the other end */
        int kept = x0;

        x0 = x1;
        x1 = kept;
        c0 = x0 >> SHIFT;
        c1 = x1 >> SHIFT;
    }
    double per = (double)down / (x1 - x0);
    int done = 0, from = x0 & MASK;

    for (int c = c0; c < c1; c++) {
        int upto = (int)(per * ((c + 1) * ONE - x0)), part = upto - done;

        add(self, c, row, part, (from + ONE) * part);
        done = upto;
        from = 0;
    }
    add(self, c1, row, down - done, (x1 & MASK) * (down - done));
}

/* Where an edge is at a height. */
static int x_at(int x0, int y0, int x1, int y1, int y)
{
    return x0 + (int)((int64_t)(x1 - x0) * (y - y0) / (y1 - y0));
}

/* An edge downwards that lies in the canvas; @sign: 1, or -1 when it was upwards. */
static void add_rows(YqRaster *self, int x0, int y0, int x1, int y1, int sign)
{
    int row = y0 >> SHIFT, last = (y1 - 1) >> SHIFT, x = x0, y = y0;

    for (; row < last; row++) {
        int next = (row + 1) * ONE, at = x_at(x0, y0, x1, y1, next);

        add_in_row(self, row, x, at, sign * (next - y));
        x = at;
        y = next;
    }
    add_in_row(self, row, x, x1, sign * (y1 - y));
}

/* What lies left of the canvas counts as if at its edge, what lies right of it not at
 * all. */
static void add_within(YqRaster *self, int x0, int y0, int x1, int y1, int sign)
{
    if (y0 >= y1 || (x0 >= self->right && x1 >= self->right)) {
        return;
    }
    if (x0 <= self->left && x1 <= self->left) {
        add_rows(self, self->left, y0, self->left, y1, sign);
        return;
    }
    bool crosses_left = (x0 < self->left) != (x1 < self->left);
    bool crosses_right = (x0 > self->right) != (x1 > self->right);

    if (crosses_left || crosses_right) {
        int edge = crosses_left ? self->left : self->right;
        int y = y0 + (int)((int64_t)(y1 - y0) * (edge - x0) / (x1 - x0));

        add_within(self, x0, y0, edge, y, sign);
        add_within(self, edge, y, x1, y1, sign);
        return;
    }
    add_rows(self, x0, y0, x1, y1, sign);
}

static void add_edge(YqRaster *self, int x0, int y0, int x1, int y1)
{
    int sign = 1;

    if (y0 > y1) {
        int x = x0, y = y0;

        x0 = x1;
        y0 = y1;
        x1 = x;
        y1 = y;
        sign = -1;
    }
    if (y0 == y1 || y1 <= self->top || y0 >= self->bottom) {
        return;
    }
    int upper = MAX(y0, self->top), lower = MIN(y1, self->bottom);
    int from = upper == y0 ? x0 : x_at(x0, y0, x1, y1, upper);
    int to = lower == y1 ? x1 : x_at(x0, y0, x1, y1, lower);

    add_within(self, from, upper, to, lower, sign);
}

static void close_polygon(YqRaster *self)
{
    add_edge(self, self->x, self->y, self->first_x, self->first_y);
}

void yq_raster_move(YqRaster *self, double x, double y)
{
    close_polygon(self);
    self->x = self->first_x = to_fixed(x);
    self->y = self->first_y = to_fixed(y);
}

void yq_raster_line(YqRaster *self, double x, double y)
{
    int to_x = to_fixed(x), to_y = to_fixed(y);

    add_edge(self, self->x, self->y, to_x, to_y);
    self->x = to_x;
    self->y = to_y;
}

/* --- filling --- */

/* Few cells in a row, most in order already. */
static void sort_row(Cell *cells, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        Cell cell = cells[i];
        size_t k = i;

        for (; k > 0 && cells[k - 1].x > cell.x; k--) {
            cells[k] = cells[k - 1];
        }
        cells[k] = cell;
    }
}

/* Makes @starts of @n counts: where each begins. */
static void add_up(uint32_t *starts, size_t n)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t count = starts[i];

        starts[i] = sum;
        sum += count;
    }
}

static uint32_t *clear_starts(YqRaster *self, size_t n)
{
    if (self->starts_room < n) {
        self->starts_room = n;
        self->starts = g_renew(uint32_t, self->starts, n);
    }
    memset(self->starts, 0, n * sizeof *self->starts);
    return self->starts;
}

/* Deals cells out by columns: what is then dealt out by rows stays in order in each. */
static void deal_by_columns(YqRaster *self)
{
    int left = self->canvas.x0 - 1, columns = self->canvas.x1 - left + 2;
    uint32_t *starts = clear_starts(self, (size_t)columns);

    for (size_t i = 0; i < self->n; i++) {
        starts[self->cells[i].x - left]++;
    }
    add_up(starts, (size_t)columns);
    for (size_t i = 0; i < self->n; i++) {
        self->sorted[starts[self->cells[i].x - left]++] = self->cells[i];
    }
    Cell *kept = self->cells;

    self->cells = self->sorted;
    self->sorted = kept;
}

/* Cells by rows, and from left to right in each: counted, then dealt out. */
static void sort_cells(YqRaster *self)
{
    size_t rows = (size_t)(self->last_row - self->first_row + 1);
    bool crowded = self->n > rows * 4 && self->n > (size_t)self->canvas.x1;

    if (self->sorted_room < self->room) {
        self->sorted_room = self->room;
        self->sorted = g_renew(Cell, self->sorted, self->sorted_room);
    }
    if (crowded) {
        deal_by_columns(self);
    }
    uint32_t *ends =
        clear_starts(self, rows + 2) + 1; /* starts, once all are dealt out */

    for (size_t i = 0; i < self->n; i++) {
        ends[self->cells[i].y - self->first_row + 1]++;
    }
    for (size_t r = 1; r <= rows; r++) {
        ends[r] += ends[r - 1];
    }
    for (size_t i = 0; i < self->n; i++) {
        self->sorted[ends[self->cells[i].y - self->first_row]++] = self->cells[i];
    }
    for (size_t r = 0; !crowded && r < rows; r++) {
        sort_row(self->sorted + self->starts[r], self->starts[r + 1] - self->starts[r]);
    }
}

/* From a sum of areas to 0 … 255. */
static inline uint32_t coverage(int64_t area, bool even_odd)
{
    uint32_t covered = (uint32_t)((area < 0 ? -area : area) >> (SHIFT + 1));

    if (even_odd) {
        covered &= 2 * ONE - 1;
        covered = covered > ONE ? 2 * ONE - covered : covered;
    }
    return MIN(covered, 255);
}

static void fill_row(const YqRaster *self, const Cell *cells, size_t n, int row,
                     const YqInk *ink, bool even_odd)
{
    int64_t cover = 0;

    for (size_t i = 0; i < n;) {
        int x = cells[i].x;
        int64_t area = 0;

        for (; i < n && cells[i].x == x; i++) {
            cover += cells[i].cover;
            area += cells[i].area;
        }
        yq_canvas_dot(&self->canvas, ink, x, row,
                      coverage(cover * 2 * ONE - area, even_odd));
        if (cover != 0) {
            yq_canvas_span(&self->canvas, ink, x + 1,
                           i < n ? cells[i].x : self->canvas.x1, row,
                           coverage(cover * 2 * ONE, even_odd));
        }
    }
}

void yq_raster_fill(YqRaster *self, YqColour colour, bool even_odd)
{
    close_polygon(self);
    keep_cell(self);
    if (self->n > 0) {
        YqInk ink = yq_ink(colour);

        sort_cells(self);
        for (int row = self->first_row; row <= self->last_row; row++) {
            uint32_t first = self->starts[row - self->first_row];
            uint32_t end = self->starts[row - self->first_row + 1];

            if (end > first) {
                fill_row(self, self->sorted + first, end - first, row, &ink, even_odd);
            }
        }
    }
    YqCanvas canvas = self->canvas;

    yq_raster_begin(self, &canvas);
}
