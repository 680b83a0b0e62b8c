/* SPDX-License-Identifier: MIT */
#include "draw/curve.h"

#include <math.h>

enum { ROUNDS = 3 };

/* Each corner is cut at a quarter and three quarters of its sides (Chaikin 1974). */
static GArray *cut_corners(GArray *points)
{
    GArray *cut = g_array_new(FALSE, FALSE, sizeof(YqXY));
    const YqXY *p = (const YqXY *)(void *)points->data;
    size_t n = points->len;

    g_array_append_val(cut, p[0]);
    for (size_t i = 0; i + 1 < n; i++) {
        YqXY near = {p[i].x * 0.75f + p[i + 1].x * 0.25f,
                     p[i].y * 0.75f + p[i + 1].y * 0.25f};
        YqXY far = {p[i].x * 0.25f + p[i + 1].x * 0.75f,
                    p[i].y * 0.25f + p[i + 1].y * 0.75f};

        if (i > 0) {
            g_array_append_val(cut, near);
        }
        if (i + 2 < n) {
            g_array_append_val(cut, far);
        }
    }
    g_array_append_val(cut, p[n - 1]);
    g_array_unref(points);
    return cut;
}

YqCurve yq_curve_new(const YqXY *points, size_t n)
{
    GArray *smooth = g_array_new(FALSE, FALSE, sizeof(YqXY));
    YqCurve self = {0};

    g_array_append_vals(smooth, points, (guint)n);
    for (int i = 0; i < ROUNDS && n > 2 && smooth->len < 4096; i++) {
        smooth = cut_corners(smooth);
    }
    self.n = smooth->len;
    self.points = (YqXY *)(void *)g_array_free(smooth, FALSE);
    self.along = g_new(float, self.n);
    self.along[0] = 0;
    for (size_t i = 1; i < self.n; i++) {
        self.length += hypot(self.points[i].x - self.points[i - 1].x,
                             self.points[i].y - self.points[i - 1].y);
        self.along[i] = (float)self.length;
    }
    return self;
}

void yq_curve_clear(YqCurve *self)
{
    g_free(self->points);
    g_free(self->along);
    *self = (YqCurve){0};
}

/* The segment that holds @along; the first or last for what lies outside. */
static size_t find_segment(const YqCurve *self, double along)
{
    size_t low = 0, high = self->n - 1;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;

        if (self->along[middle] <= along) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Direction at a point: that of the chord around it, which turns gently at corners. */
static double angle_at(const YqCurve *self, double along)
{
    double reach = MIN(3, self->length / 2);
    double ends[2] = {MAX(0, along - reach), MIN(self->length, along + reach)};
    double x[2], y[2];

    if (ends[1] - ends[0] < reach) {
        ends[0] = along <= 0 ? 0 : MAX(0, self->length - reach);
        ends[1] = along <= 0 ? reach : self->length;
    }
    for (int i = 0; i < 2; i++) {
        size_t k = find_segment(self, ends[i]);
        double span = self->along[k + 1] - self->along[k];
        double t = span > 0 ? (ends[i] - self->along[k]) / span : 0;

        x[i] = self->points[k].x + t * (self->points[k + 1].x - self->points[k].x);
        y[i] = self->points[k].y + t * (self->points[k + 1].y - self->points[k].y);
    }
    return atan2(y[1] - y[0], x[1] - x[0]);
}

YqXY yq_curve_at(const YqCurve *self, double along, double across, double *out_angle)
{
    double inside = CLAMP(along, 0, self->length), angle = angle_at(self, inside);
    size_t k = find_segment(self, inside);
    double span = self->along[k + 1] - self->along[k];
    double t = span > 0 ? (inside - self->along[k]) / span : 0;
    double x = self->points[k].x + t * (self->points[k + 1].x - self->points[k].x);
    double y = self->points[k].y + t * (self->points[k + 1].y - self->points[k].y);

    if (out_angle != NULL) {
        *out_angle = angle;
    }
    x += (along - inside) * cos(angle) - across * sin(angle);
    y += (along - inside) * sin(angle) + across * cos(angle);
    return (YqXY){(float)x, (float)y};
}
