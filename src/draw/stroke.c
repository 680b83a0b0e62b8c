/* SPDX-License-Identifier: MIT */
#include "draw/stroke.h"

#include <math.h>

/* Points nearer to each other than this are one; how far an arc may be from its chords.
 */
#define NEAR 1e-3
#define FLAT 0.08

/* Joins of less than 60 degrees are mitred on both sides, whatever the pen: nothing of
 * the outline lies over itself, and at such angles none sees the difference. */
#define SMOOTH 0.5

/* Longest mitre, in widths of the pen; as SVG and PDF have it. */
#define MITRE 10.0

typedef struct Vec {
    double x, y;
} Vec;

/* Points, as many as there are room for more. */
typedef struct Points {
    Vec *at;
    size_t n, room;
} Points;

typedef struct Stroker {
    const YqPen *pen;
    double half;
    Points points;      /* the line without repeated points */
    Points left, right; /* its outline on either side */
} Stroker;

static inline void append(Points *side, double x, double y)
{
    if (side->n == side->room) {
        side->room = MAX(2 * side->room, 64);
        side->at = g_renew(Vec, side->at, side->room);
    }
    side->at[side->n++] = (Vec){x, y};
}

static Vec direction(Vec from, Vec to, double *length)
{
    double dx = to.x - from.x, dy = to.y - from.y;

    *length = sqrt(dx * dx + dy * dy);
    return (Vec){dx / *length, dy / *length};
}

/* Points of an arc about @middle, from one direction to another by way of @turn radians,
 * ends left out. */
static void add_arc(Points *side, Vec middle, double radius, double start, double turn)
{
    double step = 2 * acos(MAX(0.3, 1 - FLAT / MAX(radius, FLAT)));
    int n = (int)ceil(fabs(turn) / step);

    for (int i = 1; i < n; i++) {
        double angle = start + turn * i / n;

        append(side, middle.x + radius * cos(angle), middle.y + radius * sin(angle));
    }
}

/* The outer side of a sharp corner, from offset @from to offset @to of its point. */
static void add_outer(const Stroker *self, Points *side, Vec at, Vec from, Vec to,
                      double dot, double turns)
{
    double h = self->half;

    append(side, at.x + from.x, at.y + from.y);
    if (self->pen->round) {
        double start = atan2(from.y, from.x);
        double turn = remainder(atan2(to.y, to.x) - start, 2 * G_PI);

        add_arc(side, at, h, start, copysign(turn, turns));
    } else if (2 / (1 + dot) <= MITRE * MITRE) {
        append(side, at.x + (from.x + to.x) / (1 + dot),
               at.y + (from.y + to.y) / (1 + dot));
    }
    append(side, at.x + to.x, at.y + to.y);
}

/* The inner side: where both offset lines meet, or, when the legs are too short for that,
 * by way of the corner itself. */
static void add_inner(Points *side, Vec at, Vec from, Vec to, double dot, bool meets)
{
    if (meets) {
        append(side, at.x + (from.x + to.x) / (1 + dot),
               at.y + (from.y + to.y) / (1 + dot));
        return;
    }
    append(side, at.x + from.x, at.y + from.y);
    append(side, at.x, at.y);
    append(side, at.x + to.x, at.y + to.y);
}

/* Both sides at a point where the line turns. */
static void add_join(Stroker *self, Vec before, Vec at, Vec after)
{
    double h = self->half, l0, l1;
    Vec d0 = direction(before, at, &l0), d1 = direction(at, after, &l1);
    double dot = d0.x * d1.x + d0.y * d1.y, cross = d0.x * d1.y - d0.y * d1.x;
    Vec n0 = {d0.y * h, -d0.x * h}, n1 = {d1.y * h, -d1.x * h};
    Vec m0 = {-n0.x, -n0.y}, m1 = {-n1.x, -n1.y};

    if (dot > SMOOTH) {
        double x = (n0.x + n1.x) / (1 + dot), y = (n0.y + n1.y) / (1 + dot);

        append(&self->left, at.x + x, at.y + y);
        append(&self->right, at.x - x, at.y - y);
        return;
    }
    bool meets = h * sqrt(MAX(0, 1 - dot) / MAX(1e-9, 1 + dot)) < MIN(l0, l1);

    if (cross >= 0) { /* to the right, as y goes down: the left side is outside */
        add_outer(self, &self->left, at, n0, n1, dot, 1);
        add_inner(&self->right, at, m0, m1, dot, meets);
    } else {
        add_outer(self, &self->right, at, m0, m1, dot, -1);
        add_inner(&self->left, at, n0, n1, dot, meets);
    }
}

static void add_side(YqRaster *raster, const Points *side, bool backwards, bool starts)
{
    for (size_t i = 0; i < side->n; i++) {
        Vec at = side->at[backwards ? side->n - 1 - i : i];

        if (starts && i == 0) {
            yq_raster_move(raster, at.x, at.y);
        } else {
            yq_raster_line(raster, at.x, at.y);
        }
    }
}

static void outline_closed(Stroker *self, YqRaster *raster)
{
    size_t n = self->points.n;

    for (size_t i = 0; i < n; i++) {
        add_join(self, self->points.at[(i + n - 1) % n], self->points.at[i],
                 self->points.at[(i + 1) % n]);
    }
    add_side(raster, &self->left, false, true);
    add_side(raster, &self->right, true, true);
}

/* Both sides of an end, and the cap between them; @out points away from the line. */
static void add_cap(Stroker *self, Points *from, Points *to, Vec at, Vec out)
{
    double h = self->half, x = out.y * h, y = -out.x * h;

    append(from, at.x + x, at.y + y);
    if (self->pen->round) {
        add_arc(from, at, h, atan2(y, x), G_PI);
    }
    append(to, at.x - x, at.y - y);
}

static void outline_open(Stroker *self, YqRaster *raster)
{
    size_t n = self->points.n;
    double length;
    Vec first = direction(self->points.at[1], self->points.at[0], &length);
    Vec last = direction(self->points.at[n - 2], self->points.at[n - 1], &length);
    Points cap = {0};

    add_cap(self, &cap, &self->left, self->points.at[0], first);
    for (size_t i = 1; i + 1 < n; i++) {
        add_join(self, self->points.at[i - 1], self->points.at[i],
                 self->points.at[i + 1]);
    }
    add_cap(self, &self->left, &self->right, self->points.at[n - 1], last);
    add_side(raster, &self->left, false, true);
    add_side(raster, &self->right, true, false);
    add_side(raster, &cap, false, false);
    g_free(cap.at);
}

/* A line that has shrunk to a point is seen only with round caps. */
static void outline_dot(const Stroker *self, YqRaster *raster)
{
    Vec at = self->points.at[0];
    int n = MAX(8, (int)(self->half * 6));

    for (int i = 0; self->pen->round && i < n; i++) {
        double x = at.x + self->half * cos(2 * G_PI * i / n);
        double y = at.y + self->half * sin(2 * G_PI * i / n);

        if (i == 0) {
            yq_raster_move(raster, x, y);
        } else {
            yq_raster_line(raster, x, y);
        }
    }
}

static void outline(Stroker *self, YqRaster *raster, bool closed)
{
    self->left.n = self->right.n = 0;
    if (self->points.n < 2) {
        outline_dot(self, raster);
    } else if (closed && self->points.n > 2) {
        outline_closed(self, raster);
    } else {
        outline_open(self, raster);
    }
}

static void add_point(Stroker *self, double x, double y)
{
    if (self->points.n > 0) {
        Vec last = self->points.at[self->points.n - 1];

        if (fabs(last.x - x) + fabs(last.y - y) < NEAR) {
            return;
        }
    }
    append(&self->points, x, y);
}

/* Where one is in the pattern of dashes. */
typedef struct Dashes {
    int index;
    double left; /* of the dash or gap */
} Dashes;

/* Walks along a leg of the line; each dash that ends is outlined. */
static void dash_leg(Stroker *self, YqRaster *raster, Dashes *dashes, Vec from, Vec to)
{
    double length, done = 0;
    Vec d = direction(from, to, &length);

    if (!(length > 0)) {
        return;
    }
    while (done + dashes->left < length) {
        done += dashes->left;
        double x = from.x + d.x * done, y = from.y + d.y * done;

        if (dashes->index % 2 == 0) {
            add_point(self, x, y);
            outline(self, raster, false);
        }
        self->points.n = 0;
        dashes->index = (dashes->index + 1) % (2 * self->pen->n_dash);
        dashes->left = self->pen->dash[dashes->index % self->pen->n_dash];
        if (dashes->index % 2 == 0) {
            add_point(self, x, y);
        }
    }
    dashes->left -= length - done;
    if (dashes->index % 2 == 0) {
        add_point(self, to.x, to.y);
    }
}

static void stroke_dashed(Stroker *self, YqRaster *raster, const double *points, size_t n,
                          bool closed)
{
    Dashes dashes = {0, self->pen->dash[0]};

    add_point(self, points[0], points[1]);
    for (size_t i = 1; i < n + (closed ? 1 : 0); i++) {
        const double *from = points + 2 * (i - 1), *to = points + 2 * (i % n);

        dash_leg(self, raster, &dashes, (Vec){from[0], from[1]}, (Vec){to[0], to[1]});
    }
    if (dashes.index % 2 == 0) {
        outline(self, raster, false);
    }
}

static bool has_dashes(const YqPen *pen)
{
    double sum = 0;

    for (int i = 0; i < pen->n_dash; i++) {
        sum += pen->dash[i];
    }
    return sum > 0.05; /* finer ones would only take time */
}

/* Whether any of the line can be seen; its mitres stick out of it. */
static bool is_in_reach(const YqRaster *raster, const double *points, size_t n,
                        const YqPen *pen)
{
    double top = points[1], bottom = points[1], reach = pen->width / 2 * MITRE;

    for (size_t i = 1; i < n; i++) {
        top = MIN(top, points[2 * i + 1]);
        bottom = MAX(bottom, points[2 * i + 1]);
    }
    return yq_raster_reaches(raster, top - reach, bottom + reach);
}

void yq_stroke(YqRaster *raster, const double *points, size_t n, bool closed,
               const YqPen *pen)
{
    Stroker self = {.pen = pen, .half = pen->width / 2};

    if (n == 0 || !is_in_reach(raster, points, n, pen)) {
        return;
    }
    if (has_dashes(pen)) {
        stroke_dashed(&self, raster, points, n, closed);
    } else {
        for (size_t i = 0; i < n; i++) {
            add_point(&self, points[2 * i], points[2 * i + 1]);
        }
        if (closed && self.points.n > 1) { /* the first point is not said twice */
            Vec first = self.points.at[0];
            Vec last = self.points.at[self.points.n - 1];

            if (fabs(first.x - last.x) + fabs(first.y - last.y) < NEAR) {
                self.points.n--;
            }
        }
        outline(&self, raster, closed);
    }
    g_free(self.points.at);
    g_free(self.left.at);
    g_free(self.right.at);
}
