/* SPDX-License-Identifier: MIT */
#include "border/tree.h"

#include <math.h>

#define FANOUT 8
#define MAX_LEVELS 12
#define RADIANS (G_PI / 180)
#define WGS84_A 6378137.0
#define WGS84_E2 0.0066943799901413165
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
    GArray *levels[MAX_LEVELS]; /* of Node; level 0 holds runs of segments */
    int n_levels;
};

static Vec earth_centred(YqPoint at)
{
    double sin_lat = sin(at.lat * RADIANS), cos_lat = cos(at.lat * RADIANS);
    double n = WGS84_A / sqrt(1 - WGS84_E2 * sin_lat * sin_lat);

    return (Vec){n * cos_lat * cos(at.lon * RADIANS), n * cos_lat * sin(at.lon * RADIANS),
                 n * (1 - WGS84_E2) * sin_lat};
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

void yq_tree_add(YqTree *self, YqPoint from, YqPoint to, uint32_t segment)
{
    Vec start = earth_centred(from);
    Vec along = minus(earth_centred(to), start);
    double square = dot(along, along);
    Segment added = {start, along, square > 0 ? 1 / square : 0, segment};

    g_array_append_val(self->segments, added);
}

static void widen(Node *node, Vec at)
{
    node->low =
        (Vec){fmin(node->low.x, at.x), fmin(node->low.y, at.y), fmin(node->low.z, at.z)};
    node->high = (Vec){fmax(node->high.x, at.x), fmax(node->high.y, at.y),
                       fmax(node->high.z, at.z)};
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

static double box_square(const Node *node, Vec at)
{
    double x = fmax(fmax(node->low.x - at.x, at.x - node->high.x), 0);
    double y = fmax(fmax(node->low.y - at.y, at.y - node->high.y), 0);
    double z = fmax(fmax(node->low.z - at.z, at.z - node->high.z), 0);

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

typedef struct Nearest {
    const YqTree *tree;
    Vec at;
    double square, t;
    uint32_t segment;
} Nearest;

static void nearest_in_run(Nearest *self, size_t node)
{
    const Segment *all = (const Segment *)self->tree->segments->data;
    size_t first = node * FANOUT, last = MIN(first + FANOUT, self->tree->segments->len);

    for (size_t i = first; i < last; i++) {
        double t, square = segment_square(&all[i], self->at, &t);

        if (square < self->square) {
            self->square = square;
            self->t = t;
            self->segment = all[i].number;
        }
    }
}

/* Children of a node in the order of their distance, so that the later ones can be left.
 */
static void nearest_in_node(Nearest *self, int level, size_t node)
{
    if (level == 0) {
        nearest_in_run(self, node);
        return;
    }
    const GArray *below = self->tree->levels[level - 1];
    size_t first = node * FANOUT, n = MIN(FANOUT, below->len - first);
    double squares[FANOUT];
    size_t order[FANOUT];

    for (size_t i = 0; i < n; i++) {
        double square = box_square(&g_array_index(below, Node, first + i), self->at);
        size_t place = i;

        for (; place > 0 && squares[place - 1] > square; place--) {
            squares[place] = squares[place - 1];
            order[place] = order[place - 1];
        }
        squares[place] = square;
        order[place] = first + i;
    }
    for (size_t i = 0; i < n && squares[i] < self->square; i++) {
        nearest_in_node(self, level - 1, order[i]);
    }
}

uint32_t yq_tree_nearest(const YqTree *self, YqPoint at, double *out_t, double *out_m)
{
    Nearest nearest = {self, earth_centred(at), INFINITY, 0, UINT32_MAX};

    if (self->segments->len > 0) {
        nearest_in_node(&nearest, self->n_levels - 1, 0);
    }
    *out_t = nearest.t;
    *out_m = sqrt(nearest.square);
    return nearest.segment;
}

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
