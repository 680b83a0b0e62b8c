/* SPDX-License-Identifier: MIT */
/* The line at a distance is a contour of the distance: cells of a grid are halved where
 * it can pass, marching squares (Lorensen and Cline 1987, in the plane) join it cell by
 * cell, and each vertex is then put at the exact distance from its nearest point. This
 * holds where moving the border sideways would tie knots: at 10 km most borders are full
 * of bends that are narrower than that. */
#include "border/offset.h"

#include "base/angle.h"
#include "border/world.h"

#include <math.h>
#include <string.h>

#define KM_PER_DEGREE 111.2

/* A vertex on an edge of the grid; each is joined to one or two others. */
typedef struct Vertex {
    YqPoint at;
    int32_t link[2];
    bool taken;
} Vertex;

typedef struct Contour {
    const YqBorder *border;
    double distance_km;
    double west, south;        /* of the grid */
    double step_lon, step_lat; /* of the finest cells, degrees */
    GHashTable *heights;       /* corner -> double: distance less distance_km */
    GHashTable *edges;         /* edge -> index in vertices + 1 */
    GArray *vertices;          /* of Vertex */
} Contour;

static YqPoint grid_point(const Contour *self, double x, double y)
{
    return (YqPoint){self->west + x * self->step_lon, self->south + y * self->step_lat};
}

static double height_at(const Contour *self, YqPoint at)
{
    at.lon = remainder(at.lon, 360);
    at.lat = CLAMP(at.lat, -90, 90);
    return yq_line_nearest(yq_border_line(self->border), at).distance_km -
           self->distance_km;
}

static gint64 *key_new(int64_t x, int64_t y, int64_t kind)
{
    gint64 *key = g_new(gint64, 1);

    *key = (x << 33) + (y << 2) + kind;
    return key;
}

static double corner_height(Contour *self, int x, int y)
{
    g_autofree gint64 *key = key_new(x, y, 0);
    double *height = g_hash_table_lookup(self->heights, key);

    if (height == NULL) {
        height = g_new(double, 1);
        *height = height_at(self, grid_point(self, x, y));
        /* A height of nothing would be a corner on the line, of neither side. */
        *height = *height == 0 ? 1e-12 : *height;
        g_hash_table_insert(self->heights, g_steal_pointer(&key), height);
    }
    return *height;
}

/* The vertex on the edge from corner (x, y) to the east (@kind 1) or north (@kind 2). */
static int edge_vertex(Contour *self, int x, int y, int kind)
{
    g_autofree gint64 *key = key_new(x, y, kind);
    int index = GPOINTER_TO_INT(g_hash_table_lookup(self->edges, key));

    if (index == 0) {
        double one = corner_height(self, x, y);
        double two = corner_height(self, x + (kind == 1), y + (kind == 2));
        double t = one / (one - two);
        Vertex vertex = {
            grid_point(self, x + (kind == 1 ? t : 0), y + (kind == 2 ? t : 0)),
            {-1, -1},
            false,
        };

        g_array_append_val(self->vertices, vertex);
        index = (int)self->vertices->len;
        g_hash_table_insert(self->edges, g_steal_pointer(&key), GINT_TO_POINTER(index));
    }
    return index - 1;
}

static void link_one(Contour *self, int from, int to)
{
    Vertex *vertex = &g_array_index(self->vertices, Vertex, from);

    vertex->link[vertex->link[0] >= 0] = to;
}

static void join(Contour *self, int a, int b)
{
    link_one(self, a, b);
    link_one(self, b, a);
}

/* One finest cell: edges south, east, north, west, numbered 0 to 3; those whose ends
 * differ in sign are crossed. */
static void march(Contour *self, int x, int y)
{
    bool inside[4] = {
        corner_height(self, x, y) < 0,
        corner_height(self, x + 1, y) < 0,
        corner_height(self, x + 1, y + 1) < 0,
        corner_height(self, x, y + 1) < 0,
    };
    int crossed[4], n = 0;

    for (int edge = 0; edge < 4; edge++) {
        if (inside[edge] != inside[(edge + 1) % 4]) {
            bool upright = edge == 1 || edge == 3;

            crossed[n++] =
                edge_vertex(self, x + (edge == 1), y + (edge == 2), upright ? 2 : 1);
        }
    }
    if (n == 2) {
        join(self, crossed[0], crossed[1]);
    } else if (n == 4) {
        bool middle = height_at(self, grid_point(self, x + 0.5, y + 0.5)) < 0;
        int turn = middle == inside[0]; /* the corner at the start joins the middle */

        join(self, crossed[turn ? 0 : 3], crossed[turn ? 1 : 0]);
        join(self, crossed[turn ? 2 : 1], crossed[turn ? 3 : 2]);
    }
}

/* No point of a cell is nearer to or farther from the border than its middle by more than
 * half its diagonal. */
static void divide(Contour *self, int x, int y, int size)
{
    YqPoint middle = grid_point(self, x + size / 2.0, y + size / 2.0);
    double low = fmax(0, fabs(middle.lat) - size * self->step_lat / 2);
    double wide = size * self->step_lon * 111.4 * cos(low * YQ_RADIANS);
    double reach = 0.51 * hypot(wide, size * self->step_lat * 111.7);

    if (fabs(height_at(self, middle)) > reach) {
        return;
    }
    if (size == 1) {
        march(self, x, y);
        return;
    }
    for (int i = 0; i < 4; i++) {
        divide(self, x + (i % 2) * size / 2, y + (i / 2) * size / 2, size / 2);
    }
}

/* Puts a vertex where it is exactly at the distance, unless a second stretch of the
 * border is as near there and that would move it away. */
static YqPoint exact(const Contour *self, YqPoint at)
{
    YqPoint plain = {remainder(at.lon, 360), at.lat};
    YqFoot foot = yq_line_nearest(yq_border_line(self->border), plain);
    YqPoint moved =
        yq_destination(foot.nearest, yq_azimuth(foot.nearest, plain), self->distance_km);
    double off = height_at(self, moved);

    if (fabs(off) > fabs(foot.distance_km - self->distance_km)) {
        return at;
    }
    moved.lon = yq_lon_near(moved.lon, at.lon);
    return moved;
}

/* Follows links from @start; the points go to @out. */
static void trace(Contour *self, int start, GArray *out)
{
    int here = start, before = -1;

    while (here >= 0 && !g_array_index(self->vertices, Vertex, here).taken) {
        Vertex *vertex = &g_array_index(self->vertices, Vertex, here);
        YqPoint at = exact(self, vertex->at);
        int next = vertex->link[0] != before ? vertex->link[0] : vertex->link[1];

        vertex->taken = true;
        g_array_append_val(out, at);
        before = here;
        here = next;
    }
    if (here == start && out->len > 1) {
        YqPoint first = g_array_index(out, YqPoint, 0);

        g_array_append_val(out, first);
    }
}

static void contour_clear(Contour *self)
{
    g_hash_table_unref(self->heights);
    g_hash_table_unref(self->edges);
    g_array_unref(self->vertices);
}

/* Traces all of the contour in @box: calls @each with every line. */
static void contour(const YqBorder *border, double distance_km, YqBox box, double step_km,
                    void (*each)(void *data, const YqPoint *points, size_t n), void *data)
{
    double middle = (box.south + box.north) / 2;
    Contour self = {
        .border = border,
        .distance_km = distance_km,
        .west = box.west,
        .south = box.south,
        .step_lat = step_km / KM_PER_DEGREE,
        .step_lon = step_km / KM_PER_DEGREE / fmax(cos(middle * YQ_RADIANS), 0.01),
        .heights = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free),
        .edges = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
        .vertices = g_array_new(FALSE, FALSE, sizeof(Vertex)),
    };
    int coarse = 64;
    int columns = (int)ceil((box.east - box.west) / self.step_lon / coarse);
    int rows = (int)ceil((box.north - box.south) / self.step_lat / coarse);

    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
            divide(&self, x * coarse, y * coarse, coarse);
        }
    }
    for (int pass = 0; pass < 2; pass++) { /* lines with ends first, then rings */
        for (guint i = 0; i < self.vertices->len; i++) {
            const Vertex *vertex = &g_array_index(self.vertices, Vertex, i);

            if (!vertex->taken && (pass == 1 || vertex->link[1] < 0)) {
                g_autoptr(GArray) line = g_array_new(FALSE, FALSE, sizeof(YqPoint));

                trace(&self, (int)i, line);
                each(data, (const YqPoint *)line->data, line->len);
            }
        }
    }
    contour_clear(&self);
}

/* What the lines are gathered in. */
typedef struct Gather {
    const YqBorder *border;
    const char *side;
    double along_km, within_km;
    GPtrArray *lines; /* of GArray of YqPoint */
} Gather;

static bool wanted(const Gather *self, YqPoint at)
{
    YqPoint plain = {remainder(at.lon, 360), at.lat};
    YqBorderMeasure measure = yq_border_measure(self->border, plain);

    return (self->side == NULL || strcmp(measure.side, self->side) == 0) &&
           fabs(measure.along_km - self->along_km) <= self->within_km;
}

/* Adds the runs of a line that are in the window and on the side. A ring that is cut may
 * begin in the middle of a run: its last run goes before its first. */
static void gather_runs(void *data, const YqPoint *points, size_t n)
{
    Gather *self = data;
    GArray *run = NULL;
    guint first = self->lines->len;
    bool ring =
        n > 2 && points[0].lon == points[n - 1].lon && points[0].lat == points[n - 1].lat;

    for (size_t i = 0; i < n; i++) {
        if (!wanted(self, points[i])) {
            run = NULL;
            continue;
        }
        if (run == NULL) {
            run = g_array_new(FALSE, FALSE, sizeof(YqPoint));
            g_ptr_array_add(self->lines, run);
        }
        g_array_append_val(run, points[i]);
    }
    if (ring && run != NULL && self->lines->len > first + 1 && wanted(self, points[0])) {
        GArray *head = g_ptr_array_index(self->lines, first);

        g_array_append_vals(run, (const YqPoint *)head->data + 1, head->len - 1);
        g_ptr_array_remove_index(self->lines, first);
    }
}

static void gather_rings(void *data, const YqPoint *points, size_t n)
{
    Gather *self = data;
    GArray *ring = g_array_new(FALSE, FALSE, sizeof(YqPoint));

    g_array_append_vals(ring, points, n);
    g_ptr_array_add(self->lines, ring);
}

static gint longer_first(gconstpointer a, gconstpointer b)
{
    const GArray *one = *(GArray *const *)a, *two = *(GArray *const *)b;

    return (two->len > one->len) - (two->len < one->len);
}

static YqOffsets *offsets_new(GPtrArray *lines)
{
    YqOffsets *self = g_new0(YqOffsets, 1);
    GArray *points = g_array_new(FALSE, FALSE, sizeof(YqPoint));

    g_ptr_array_sort(lines, longer_first);
    self->ends = g_new0(size_t, lines->len);
    for (guint i = 0; i < lines->len; i++) {
        const GArray *line = g_ptr_array_index(lines, i);

        if (line->len > 1) {
            g_array_append_vals(points, line->data, line->len);
            self->ends[self->n++] = points->len;
        }
    }
    self->points = (YqPoint *)g_array_free(points, FALSE);
    return self;
}

void yq_offsets_free(YqOffsets *self)
{
    if (self != NULL) {
        g_free(self->points);
        g_free(self->ends);
        g_free(self);
    }
}

/* A box around all of the line or the part of it in the window, @margin_km wider. */
static YqBox box_of(const YqBorder *border, double from_km, double to_km,
                    double margin_km)
{
    YqBox box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    double first = yq_line_part(yq_border_line(border), 0).points[0].lon;
    double step = fmax((to_km - from_km) / 5000, 0.2);

    for (double km = from_km; km < to_km + step; km += step) {
        YqPoint at = yq_line_at_km(yq_border_line(border), fmin(km, to_km));

        at.lon = first + remainder(at.lon - first, 360);
        box.west = fmin(box.west, at.lon);
        box.east = fmax(box.east, at.lon);
        box.south = fmin(box.south, at.lat);
        box.north = fmax(box.north, at.lat);
    }
    double pole = fmin(fmax(fabs(box.south), fabs(box.north)) + margin_km / 110, 89.5);
    double wide = (margin_km + step) * 1.02 / 110;

    return (YqBox){box.west - wide / cos(pole * YQ_RADIANS), fmax(box.south - wide, -90),
                   box.east + wide / cos(pole * YQ_RADIANS), fmin(box.north + wide, 90)};
}

YqOffsets *yq_border_offset(const YqBorder *self, const char *side, double distance_km,
                            YqPoint near, double within_km)
{
    g_autoptr(GPtrArray) lines =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    double along = yq_line_nearest(yq_border_line(self), near).along_km;
    double from = fmax(along - within_km, 0);
    double to = fmin(along + within_km, yq_line_length_km(yq_border_line(self)));
    Gather gather = {self, side, along, within_km, lines};
    double step = fmax(distance_km / 6, (to - from) / 3000);

    g_return_val_if_fail(distance_km > 0, offsets_new(lines));
    contour(self, distance_km, box_of(self, from, to, distance_km * 1.2 + 2 * step), step,
            gather_runs, &gather);
    return offsets_new(lines);
}

YqOffsets *yq_border_band(const YqBorder *self, double distance_km)
{
    g_autoptr(GPtrArray) lines =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    Gather gather = {self, NULL, 0, INFINITY, lines};
    double length = yq_line_length_km(yq_border_line(self));
    double step = fmax(distance_km / 10, length / 3000);

    g_return_val_if_fail(distance_km > 0, offsets_new(lines));
    contour(self, distance_km, box_of(self, 0, length, distance_km * 1.2 + 2 * step),
            step, gather_rings, &gather);
    return offsets_new(lines);
}

GArray *yq_border_posts(const YqBorder *self, double step_km)
{
    GArray *posts = g_array_new(FALSE, FALSE, sizeof(YqPost));
    double length = yq_line_length_km(yq_border_line(self));
    size_t n = step_km > 0 ? (size_t)(length / step_km) : 0;

    for (size_t i = 0; i <= n + 1; i++) {
        double km = i <= n ? i * step_km : length;
        YqPoint before = yq_line_at_km(yq_border_line(self), km - 0.5);
        YqPost post = {km, yq_line_at_km(yq_border_line(self), km),
                       yq_azimuth(before, yq_line_at_km(yq_border_line(self), km + 0.5))};

        if (i <= n || km > n * step_km + step_km * 0.001) {
            g_array_append_val(posts, post);
        }
    }
    return posts;
}
