/* SPDX-License-Identifier: MIT */
#include "map/hatch.h"

#include <math.h>

/* Lines run where y - x is a multiple of the gap times the root of two. */
static double level(YqXY p)
{
    return (double)p.y - p.x;
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

/* The x of every crossing of the outline with the line y - x = c, sorted. */
static void crossings(const YqXY *outline, size_t n, double c, GArray *out)
{
    g_array_set_size(out, 0);
    for (size_t i = 0; i < n; i++) {
        YqXY a = outline[i], b = outline[(i + 1) % n];
        double la = level(a) - c, lb = level(b) - c;

        if ((la < 0) != (lb < 0)) {
            float x = (float)(a.x + (b.x - a.x) * la / (la - lb));

            g_array_append_val(out, x);
        }
    }
    g_array_sort(out, by_value);
}

void yq_hatch(YqScene *scene, const YqXY *outline, size_t n, double gap,
              const YqPaint *paint)
{
    double low = INFINITY, high = -INFINITY, step = gap * G_SQRT2;
    g_autoptr(GArray) xs = g_array_new(FALSE, FALSE, sizeof(float));
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(YqXY));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (size_t i = 0; i < n; i++) {
        low = MIN(low, level(outline[i]));
        high = MAX(high, level(outline[i]));
    }
    if (!isfinite(low) || !isfinite(high) || (high - low) / step > 4000) {
        return;
    }
    for (double c = ceil(low / step) * step; c < high; c += step) {
        crossings(outline, n, c, xs);
        for (guint i = 0; i + 1 < xs->len; i += 2) {
            float x0 = g_array_index(xs, float, i), x1 = g_array_index(xs, float, i + 1);
            YqXY segment[2] = {{x0, (float)(x0 + c)}, {x1, (float)(x1 + c)}};
            uint32_t end = points->len + 2;

            g_array_append_vals(points, segment, 2);
            g_array_append_val(ends, end);
        }
    }
    YqPath path = {(const YqXY *)points->data, (const uint32_t *)ends->data, ends->len,
                   false};

    yq_scene_path(scene, &path, paint);
}
