/* SPDX-License-Identifier: MIT */
/* The nearest point of a line by brute force: every segment of the source, straight in
 * longitude and latitude, cut into pieces of at most a kilometre, and each piece that
 * could hold the nearest point searched to a metre. */
#pragma once

#include <yaqut/geometry.h>

#include <math.h>

typedef struct Reference {
    YqPoint at, nearest;
    double km;
} Reference;

static inline YqPoint reference_between(YqPoint a, YqPoint b, double t)
{
    return (YqPoint){a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
}

static inline double reference_try(Reference *self, YqPoint a, YqPoint b, double t)
{
    YqPoint point = reference_between(a, b, t);
    double km = yq_distance_km(self->at, point);

    if (km < self->km) {
        self->km = km;
        self->nearest = point;
    }
    return km;
}

/* Three-way search; distances along a piece of a kilometre have one valley. */
static inline void reference_piece(Reference *self, YqPoint a, YqPoint b, double km)
{
    double low = 0, high = 1;

    while ((high - low) * km > 0.0005) {
        double one = low + (high - low) / 3, two = high - (high - low) / 3;

        if (reference_try(self, a, b, one) < reference_try(self, a, b, two)) {
            high = two;
        } else {
            low = one;
        }
    }
    reference_try(self, a, b, 0);
    reference_try(self, a, b, 1);
}

static inline void reference_segment(Reference *self, YqPoint a, YqPoint b)
{
    double km =
        hypot((b.lat - a.lat) * 111.7,
              (b.lon - a.lon) * 111.4 * cos(fmin(fabs(a.lat), fabs(b.lat)) * G_PI / 180));
    /* Nothing on the segment is nearer than this. */
    double least = yq_distance_rough_km(self->at, a) * 0.99 - km;

    if (least > self->km || yq_distance_km(self->at, a) - km * 1.01 > self->km) {
        return;
    }
    size_t n = (size_t)ceil(fmax(km, 1e-9));

    for (size_t i = 0; i < n; i++) {
        YqPoint from = reference_between(a, b, (double)i / n);
        YqPoint to = reference_between(a, b, (double)(i + 1) / n);

        if (yq_distance_km(self->at, from) - km / n * 1.01 < self->km) {
            reference_piece(self, from, to, km / n);
        }
    }
}

/** Adds a line to the search; self->km must begin as INFINITY. */
static inline void reference_line(Reference *self, const YqPoint *points, size_t n)
{
    size_t best = 0;

    /* A good distance to begin with spares most of the search. */
    for (size_t i = 1; i < n; i++) {
        if (yq_distance_rough_km(self->at, points[i]) <
            yq_distance_rough_km(self->at, points[best])) {
            best = i;
        }
    }
    reference_try(self, points[best], points[best], 0);
    for (size_t i = 0; i + 1 < n; i++) {
        reference_segment(self, points[i], points[i + 1]);
    }
}
