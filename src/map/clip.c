/* SPDX-License-Identifier: MIT */
#include "map/clip.h"

#include <math.h>

static bool inside(YqPoint p, YqBox box)
{
    return p.lon >= box.west && p.lon <= box.east && p.lat >= box.south &&
           p.lat <= box.north;
}

/* Liang & Barsky: the part [t0, t1] of a segment that lies in the box. */
static bool clip_segment(YqPoint a, YqPoint b, YqBox box, double *t0, double *t1)
{
    double p[4] = {a.lon - b.lon, b.lon - a.lon, a.lat - b.lat, b.lat - a.lat};
    double q[4] = {a.lon - box.west, box.east - a.lon, a.lat - box.south,
                   box.north - a.lat};

    *t0 = 0;
    *t1 = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0) {
                return false;
            }
        } else if (p[i] < 0) {
            *t0 = MAX(*t0, q[i] / p[i]);
        } else {
            *t1 = MIN(*t1, q[i] / p[i]);
        }
    }
    return *t0 <= *t1;
}

static YqPoint between(YqPoint a, YqPoint b, double t)
{
    return (YqPoint){a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
}

static void flush(GArray *piece, YqClipRun *run, void *data)
{
    if (piece->len > 1) {
        run((const YqPoint *)piece->data, piece->len, data);
    }
    g_array_set_size(piece, 0);
}

static bool all_inside(const YqPoint *points, size_t n, YqBox box)
{
    for (size_t i = 0; i < n; i++) {
        if (!inside(points[i], box)) {
            return false;
        }
    }
    return true;
}

void yq_clip_line(const YqPoint *points, size_t n, YqBox box, YqClipRun *run, void *data)
{
    if (n > 1 && all_inside(points, n, box)) {
        run(points, n, data);
        return;
    }
    g_autoptr(GArray) piece = g_array_new(FALSE, FALSE, sizeof(YqPoint));

    for (size_t i = 1; i < n; i++) {
        double t0, t1;

        if (!clip_segment(points[i - 1], points[i], box, &t0, &t1)) {
            flush(piece, run, data);
            continue;
        }
        YqPoint from = between(points[i - 1], points[i], t0);
        YqPoint to = between(points[i - 1], points[i], t1);

        if (t0 > 0) {
            flush(piece, run, data);
        }
        if (piece->len == 0) {
            g_array_append_val(piece, from);
        }
        g_array_append_val(piece, to);
        if (t1 < 1) {
            flush(piece, run, data);
        }
    }
    flush(piece, run, data);
}

/* How far a point lies inside one edge of the box: 0 west, 1 east, 2 south, 3 north. */
static double depth(YqPoint p, YqBox box, int edge)
{
    switch (edge) {
    case 0:
        return p.lon - box.west;
    case 1:
        return box.east - p.lon;
    case 2:
        return p.lat - box.south;
    default:
        return box.north - p.lat;
    }
}

static void clip_edge(const GArray *in, GArray *out, YqBox box, int edge)
{
    g_array_set_size(out, 0);
    for (guint i = 0; i < in->len; i++) {
        YqPoint a = g_array_index(in, YqPoint, i);
        YqPoint b = g_array_index(in, YqPoint, (i + 1) % in->len);
        double da = depth(a, box, edge), db = depth(b, box, edge);

        if (da >= 0) {
            g_array_append_val(out, a);
        }
        if ((da < 0) != (db < 0)) {
            YqPoint cut = between(a, b, da / (da - db));

            g_array_append_val(out, cut);
        }
    }
}

void yq_clip_ring(const YqPoint *points, size_t n, YqBox box, YqClipRun *run, void *data)
{
    if (n < 3) {
        return;
    }
    if (all_inside(points, n, box)) {
        run(points, n, data);
        return;
    }
    g_autoptr(GArray) a = g_array_sized_new(FALSE, FALSE, sizeof(YqPoint), (guint)n + 8);
    g_autoptr(GArray) b = g_array_sized_new(FALSE, FALSE, sizeof(YqPoint), (guint)n + 8);

    g_array_append_vals(a, points, (guint)n);
    for (int edge = 0; edge < 4 && a->len > 0; edge++) {
        clip_edge(a, b, box, edge);
        GArray *swap = a;

        a = b;
        b = swap;
    }
    if (a->len > 2) {
        YqPoint first = g_array_index(a, YqPoint, 0);

        g_array_append_val(a, first);
        run((const YqPoint *)a->data, a->len, data);
    }
}
