/* SPDX-License-Identifier: MIT */
#include "border/tree.h"

#include "base/angle.h"

#include <math.h>

#define FANOUT 8
#define MAX_LEVELS 12
#define WGS84_A 6378137.0
#define WGS84_E2 0.0066943799901413165
#define NEAR_M 200e3                /* chords stand for arcs */
#define AFAR_M 1500e3               /* boxes are looked at by their arcs */
#define LEAST_CURVATURE_M 6335000.0 /* a little less than any radius of curvature */

typedef struct Vec {
    double x, y, z;
} Vec;

typedef struct Segment {
    Vec from, along; /* metres; `along` leads to the other end */
    double over;     /* 1 / |along|^2, 0 for a segment of no length */
    uint32_t number;
} Segment;

/* A run of items of the level below. */
typedef struct Node {
    Vec low, high;
    uint32_t middle; /* number of a point in the middle of the run */
    double radius_m; /* no point of the run is farther from the middle by geodesic */
} Node;

struct YqTree {
    GArray *segments;           /* of Segment */
    YqPoint last;               /* where the last one ends, ... */
    Vec last_centred;           /* ... earth-centred */
    GArray *levels[MAX_LEVELS]; /* of Node; level 0 holds runs of segments */
    int n_levels;
};

static Vec earth_centred(YqPoint at)
{
    double sin_lat = sin(at.lat * YQ_RADIANS), cos_lat = cos(at.lat * YQ_RADIANS);
    double n = WGS84_A / sqrt(1 - WGS84_E2 * sin_lat * sin_lat);

    return (Vec){n * cos_lat * cos(at.lon * YQ_RADIANS),
                 n * cos_lat * sin(at.lon * YQ_RADIANS), n * (1 - WGS84_E2) * sin_lat};
}

static double dot(Vec a, Vec b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static Vec minus(Vec a, Vec b)
{
    return (Vec){a.x - b.x, a.y - b.y, a.z - b.z};
}

YqTree *yq_tree_new(void)
{
    YqTree *self = g_new0(YqTree, 1);

    self->segments = g_array_new(FALSE, FALSE, sizeof(Segment));
    return self;
}

void yq_tree_free(YqTree *self)
{
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < self->n_levels; i++) {
        g_array_unref(self->levels[i]);
    }
    g_array_unref(self->segments);
    g_free(self);
}

double yq_tree_add(YqTree *self, YqPoint from, YqPoint to, uint32_t segment)
{
    bool goes_on = self->segments->len > 0 && from.lon == self->last.lon &&
                   from.lat == self->last.lat;
    Vec start = goes_on ? self->last_centred : earth_centred(from);
    Vec end = earth_centred(to), along = minus(end, start);
    double square = dot(along, along);
    Segment added = {start, along, square > 0 ? 1 / square : 0, segment};

    g_array_append_val(self->segments, added);
    self->last = to;
    self->last_centred = end;
    return sqrt(square);
}

static void widen(Node *node, Vec at)
{
    node->low =
        (Vec){MIN(node->low.x, at.x), MIN(node->low.y, at.y), MIN(node->low.z, at.z)};
    node->high =
        (Vec){MAX(node->high.x, at.x), MAX(node->high.y, at.y), MAX(node->high.z, at.z)};
}

/* The longest geodesic that a chord can have: that of the strongest curvature there is.
 */
static double geodesic_at_most(double chord_m)
{
    double half = chord_m / (2 * LEAST_CURVATURE_M);

    return half >= 1 ? G_PI * WGS84_A : 2 * LEAST_CURVATURE_M * asin(half) + 1;
}

static Node node_of(const YqTree *self, size_t first, size_t last)
{
    const Segment *all = (const Segment *)self->segments->data;
    const Segment *middle = &all[(first + last) / 2];
    Node node = {{INFINITY, INFINITY, INFINITY},
                 {-INFINITY, -INFINITY, -INFINITY},
                 middle->number,
                 0};
    double farthest = 0;

    for (size_t i = first; i < last; i++) {
        Vec from = all[i].from, way = all[i].along;
        Vec to = {from.x + way.x, from.y + way.y, from.z + way.z};
        Vec one = minus(from, middle->from), other = minus(to, middle->from);

        widen(&node, from);
        widen(&node, to);
        farthest = fmax(farthest, fmax(dot(one, one), dot(other, other)));
    }
    node.radius_m = geodesic_at_most(sqrt(farthest));
    return node;
}

void yq_tree_finish(YqTree *self)
{
    size_t span = FANOUT, n = self->segments->len;

    do {
        GArray *level = g_array_new(FALSE, FALSE, sizeof(Node));

        for (size_t first = 0; first < n; first += span) {
            Node node = node_of(self, first, MIN(first + span, n));

            g_array_append_val(level, node);
        }
        self->levels[self->n_levels++] = level;
        span *= FANOUT;
    } while (self->levels[self->n_levels - 1]->len > 1 && self->n_levels < MAX_LEVELS);
}

/* How far a number lies outside of an interval. */
static inline double outside(double low, double high, double at)
{
    double below = low - at, above = at - high;
    double most = below > above ? below : above;

    return most > 0 ? most : 0;
}

static double box_square(const Node *node, Vec at)
{
    double x = outside(node->low.x, node->high.x, at.x);
    double y = outside(node->low.y, node->high.y, at.y);
    double z = outside(node->low.z, node->high.z, at.z);

    return x * x + y * y + z * z;
}

static double segment_square(const Segment *segment, Vec at, double *out_t)
{
    Vec way = minus(at, segment->from);
    double t = dot(way, segment->along) * segment->over;

    t = t < 0 ? 0 : t > 1 ? 1 : t;
    *out_t = t;
    way.x -= t * segment->along.x;
    way.y -= t * segment->along.y;
    way.z -= t * segment->along.z;
    return dot(way, way);
}

/* Children of a node in the order of their distance, so that the later ones can be left.
 */
static size_t children_by_distance(const GArray *below, size_t node, Vec at,
                                   size_t order[FANOUT], double squares[FANOUT])
{
    size_t first = node * FANOUT, n = MIN(FANOUT, below->len - first);

    for (size_t i = 0; i < n; i++) {
        double square = box_square(&g_array_index(below, Node, first + i), at);
        size_t place = i;

        for (; place > 0 && squares[place - 1] > square; place--) {
            squares[place] = squares[place - 1];
            order[place] = order[place - 1];
        }
        squares[place] = square;
        order[place] = first + i;
    }
    return n;
}

/* --- arcs of great ellipses --- */

#define WGS84_B 6356752.314245179
#define MOST_CURVATURE_M 6399593.7 /* the greatest radius of curvature, at the poles */

/* Length of the arc between two points on or near the ellipsoid, in metres. Stretched by
 * its axes the ellipsoid is a sphere, and the arc one of a great circle; its true length
 * is that of a sqrt(1 - e2 z'^2) over the angle t, where z' = p cos t + q sin t is the
 * rise along the circle; here with the root as a series to e4. */
static double arc_m(Vec from, Vec to)
{
    double dx = (to.x - from.x) / WGS84_A, dy = (to.y - from.y) / WGS84_A;
    double low = from.z / WGS84_B, dz = to.z / WGS84_B - low;
    double half = fmin(sqrt(dx * dx + dy * dy + dz * dz) / 2, 1);
    double sin_t = 2 * half * sqrt(1 - half * half), cos_t = 1 - 2 * half * half;
    double t = 2 * asin(half);

    if (sin_t < 1e-12) {
        return t * WGS84_A;
    }
    double p = (low + dz - low * cos_t) / sin_t, q = -low, pp = p * p, qq = q * q;
    double sin_2t = 2 * sin_t * cos_t, sin_4t = 2 * sin_2t * (1 - 2 * sin_t * sin_t);
    double s2 = sin_t * sin_t, c2 = cos_t * cos_t;
    double square = pp * (t / 2 + sin_2t / 4) + qq * (t / 2 - sin_2t / 4) + p * q * s2;
    double fourth = pp * pp * (3 * t / 8 + sin_2t / 4 + sin_4t / 32) +
                    p * q * (pp * (1 - c2 * c2) + qq * s2 * s2) +
                    6 * pp * qq * (t / 8 - sin_4t / 32) +
                    qq * qq * (3 * t / 8 - sin_2t / 4 + sin_4t / 32);

    return WGS84_A * (t - WGS84_E2 / 2 * square - WGS84_E2 * WGS84_E2 / 8 * fourth);
}

/* No chord of an arc of @arc metres is longer than this, by its square. */
static double chord_square(double arc)
{
    double angle = fmin(arc / (2 * MOST_CURVATURE_M), G_PI / 2);
    double chord = 2 * MOST_CURVATURE_M * sin(angle) * (1 + 1e-6) + 1;

    return chord * chord;
}

typedef struct Arcs {
    const YqTree *tree;
    Vec at;
    double best_m, square; /* of the longest chord that can still be wanted */
    double t;
    uint32_t segment;
    void (*visit)(void *data, uint32_t segment, double t); /* NULL: the nearest alone */
    void *data;
} Arcs;

static Vec on_segment(const Segment *segment, double t)
{
    return (Vec){segment->from.x + t * segment->along.x,
                 segment->from.y + t * segment->along.y,
                 segment->from.z + t * segment->along.z};
}

/* Up to NEAR_M chords rank as arcs do, to 0.2 m, and stand for them. */
static void arcs_in_run(Arcs *self, size_t node)
{
    const Segment *all = (const Segment *)self->tree->segments->data;
    size_t first = node * FANOUT, last = MIN(first + FANOUT, self->tree->segments->len);

    for (size_t i = first; i < last; i++) {
        double t, square = segment_square(&all[i], self->at, &t);

        if (square > self->square) {
            continue;
        }
        bool near = square < NEAR_M * NEAR_M;
        double arc = near ? sqrt(square) : arc_m(self->at, on_segment(&all[i], t));

        if (self->visit != NULL && arc <= self->best_m) {
            self->visit(self->data, all[i].number, t);
        } else if (self->visit == NULL && arc < self->best_m) {
            self->best_m = arc;
            self->square = near ? square : chord_square(arc);
            self->t = t;
            self->segment = all[i].number;
        }
    }
}

/* No arc to a point of @node is shorter than this. Arcs of one chord differ by a
 * hundredth of what they exceed it by, from one direction on the ellipsoid to another;
 * seen from afar all points of a box lie in nearly one direction, so that the arc to its
 * nearest corner says more than the chord does. */
static double least_arc_m(const Node *node, Vec at, double square)
{
    Vec on = {CLAMP(at.x, node->low.x, node->high.x),
              CLAMP(at.y, node->low.y, node->high.y),
              CLAMP(at.z, node->low.z, node->high.z)};
    Vec size = minus(node->high, node->low);
    double chord = sqrt(square), arc = arc_m(at, on);
    double turn = sqrt(dot(size, size)) / chord;

    return arc - 0.06 * fmin(turn, 1) * (arc - chord) - 1;
}

static void arcs_in_node(Arcs *self, int level, size_t node)
{
    if (level == 0) {
        arcs_in_run(self, node);
        return;
    }
    const GArray *below = self->tree->levels[level - 1];
    double squares[FANOUT];
    size_t order[FANOUT], n = children_by_distance(below, node, self->at, order, squares);

    for (size_t i = 0; i < n && squares[i] <= self->square; i++) {
        const Node *child = &g_array_index(below, Node, order[i]);

        if (squares[i] < AFAR_M * AFAR_M ||
            least_arc_m(child, self->at, squares[i]) <= self->best_m) {
            arcs_in_node(self, level - 1, order[i]);
        }
    }
}

uint32_t yq_tree_nearest(const YqTree *self, YqPoint at, double *out_t, double *out_m)
{
    Arcs arcs = {.tree = self,
                 .at = earth_centred(at),
                 .best_m = INFINITY,
                 .square = INFINITY,
                 .segment = UINT32_MAX};

    if (self->segments->len > 0) {
        arcs_in_node(&arcs, self->n_levels - 1, 0);
    }
    *out_t = arcs.t;
    *out_m = arcs.best_m;
    return arcs.segment;
}

void yq_tree_within(const YqTree *self, YqPoint at, double most_m,
                    void (*visit)(void *data, uint32_t segment, double t), void *data)
{
    Arcs arcs = {.tree = self,
                 .at = earth_centred(at),
                 .best_m = most_m,
                 .square = chord_square(most_m),
                 .visit = visit,
                 .data = data};

    if (self->segments->len > 0) {
        arcs_in_node(&arcs, self->n_levels - 1, 0);
    }
}

/* --- geodesics, by whoever can measure them --- */

typedef struct Search {
    const YqTree *tree;
    Vec at;
    double best_m;
    double (*distance)(void *data, uint32_t point);
    double (*visit)(void *data, uint32_t segment, double t);
    void *data;
} Search;

static void search_run(Search *self, size_t node)
{
    const Segment *all = (const Segment *)self->tree->segments->data;
    size_t first = node * FANOUT, last = MIN(first + FANOUT, self->tree->segments->len);

    for (size_t i = first; i < last; i++) {
        double t;

        segment_square(&all[i], self->at, &t);
        self->best_m = self->visit(self->data, all[i].number, t);
    }
}

/* No point of a run is nearer than its middle by more than its radius: the triangle's
 * inequality, which holds for geodesics whatever the figure of the earth. */
static void search_node(Search *self, int level, size_t node)
{
    if (level == 0) {
        search_run(self, node);
        return;
    }
    const GArray *below = self->tree->levels[level - 1];
    size_t first = node * FANOUT, n = MIN(FANOUT, below->len - first);
    double least[FANOUT];
    bool done[FANOUT] = {false};

    for (size_t i = 0; i < n; i++) {
        const Node *child = &g_array_index(below, Node, first + i);

        least[i] = self->distance(self->data, child->middle) - child->radius_m;
    }
    for (size_t k = 0; k < n; k++) {
        size_t next = n;

        for (size_t i = 0; i < n; i++) {
            if (!done[i] && (next == n || least[i] < least[next])) {
                next = i;
            }
        }
        done[next] = true;
        if (least[next] >= self->best_m) {
            return;
        }
        search_node(self, level - 1, first + next);
    }
}

void yq_tree_search(const YqTree *self, YqPoint at, double best_m,
                    double (*distance)(void *data, uint32_t point),
                    double (*visit)(void *data, uint32_t segment, double t), void *data)
{
    Search search = {self, earth_centred(at), best_m, distance, visit, data};

    if (self->segments->len > 0) {
        search_node(&search, self->n_levels - 1, 0);
    }
}
