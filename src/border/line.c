/* SPDX-License-Identifier: MIT */
#include "border/line.h"

#include "base/angle.h"
#include "base/geodesic.h"
#include "border/tree.h"

#include <math.h>
#include <string.h>

#define EARTH_M 6371008.8
#define STEP_M 4000.0  /* a chord of this length lies 0.3 m under the ground */
#define SAGITTA_M 0.25 /* between the geodesic and the source's line */
#define NEAR_M 200e3   /* up to here its chords are as good as geodesics */
#define SURE_M 4e6     /* up to here the tree's ranking is right to a metre */
#define FAR_M 16e6     /* beyond, its arcs are of no use */

typedef struct Part {
    size_t start, end; /* points [start, end) */
    bool ring;
} Part;

struct YqLine {
    GArray *points; /* of YqPoint, all parts one after the other */
    GArray *km;     /* of double, at each point */
    GArray *parts;  /* of Part */
    YqTree *tree;
};

/* A part while it is being put in order. */
typedef struct Piece {
    const YqPoint *points;
    size_t n;
    bool ring, taken;
} Piece;

static YqPoint normal(double lon, double lat)
{
    return (YqPoint){lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, lat};
}

static double inverse_m(YqPoint a, YqPoint b)
{
    return yq_geodesic_inverse(a, b, NULL) * 1000;
}

/* How many pieces a segment is divided into. A parallel at latitude f leaves the geodesic
 * of length L by L^2 tan f / 8R in the middle. */
static size_t divisions(YqPoint a, YqPoint b)
{
    double low = fmin(fabs(a.lat), fabs(b.lat)), high = fmax(fabs(a.lat), fabs(b.lat));
    double north = (b.lat - a.lat) * YQ_RADIANS * EARTH_M;
    double east = (b.lon - a.lon) * YQ_RADIANS * EARTH_M * cos(low * YQ_RADIANS);
    double bend = tan(fmin(high, 89.999) * YQ_RADIANS);
    double step = fmin(STEP_M, sqrt(8 * EARTH_M * SAGITTA_M / fmax(bend, 1e-9)));
    double wanted = ceil(hypot(north, east) / step);

    return wanted < 1 ? 1 : (size_t)wanted;
}

static void append_point(YqLine *self, double lon, double lat)
{
    YqPoint at = normal(lon, lat);

    g_array_append_val(self->points, at);
}

/* Appends @piece from index @from on, backwards if @step is -1; a ring goes round. */
static void append_piece(YqLine *self, const Piece *piece, size_t from, int step)
{
    size_t count = piece->n, around = piece->ring ? piece->n - 1 : piece->n;
    Part part = {.start = self->points->len, .ring = piece->ring};
    YqPoint last = piece->points[from];
    size_t at = from;

    append_point(self, last.lon, last.lat);
    for (size_t k = 1; k < count; k++) {
        at = (at + around + step) % around;
        YqPoint next = piece->points[at];
        /* The last vertex of a ring may stand a turn away from the first. */
        next.lon = yq_lon_near(next.lon, last.lon);
        size_t n = divisions(last, next);

        for (size_t i = 1; i <= n; i++) {
            double t = (double)i / n;

            append_point(self, last.lon + t * (next.lon - last.lon),
                         last.lat + t * (next.lat - last.lat));
        }
        last = next;
    }
    part.end = self->points->len;
    g_array_append_val(self->parts, part);
}

static YqPoint piece_end(const Piece *piece, bool last)
{
    return piece->points[last ? piece->n - 1 : 0];
}

/* North before south; of two as far north, the western. */
static bool is_before(YqPoint a, YqPoint b)
{
    return a.lat > b.lat || (a.lat == b.lat && a.lon < b.lon);
}

/* Open pieces as they are strung together: a string is a run of `next`, told by the
 * number of its head; an end is free until a neighbour is found for it. */
typedef struct Strings {
    Piece *pieces;
    size_t n;
    int *owner;       /* which string a piece belongs to; -1 for a ring */
    int (*joined)[2]; /* end of another piece (2 * piece + end) at each end, or -1 */
} Strings;

static double gap_m(const Strings *self, size_t one, size_t other)
{
    YqPoint a = piece_end(&self->pieces[one / 2], one % 2);
    YqPoint b = piece_end(&self->pieces[other / 2], other % 2);

    return inverse_m(normal(a.lon, a.lat), normal(b.lon, b.lat));
}

static bool is_free(const Strings *self, size_t end)
{
    return self->owner[end / 2] >= 0 && self->joined[end / 2][end % 2] < 0;
}

/* Joins the two free ends of different strings that are nearest to each other. */
static bool join_nearest(Strings *self)
{
    double best = INFINITY;
    size_t one = 0, other = 0;

    for (size_t a = 0; a < 2 * self->n; a++) {
        for (size_t b = a + 1; is_free(self, a) && b < 2 * self->n; b++) {
            if (is_free(self, b) && self->owner[a / 2] != self->owner[b / 2] &&
                gap_m(self, a, b) < best) {
                best = gap_m(self, a, b);
                one = a;
                other = b;
            }
        }
    }
    if (best == INFINITY) {
        return false;
    }
    int gone = self->owner[other / 2], kept = self->owner[one / 2];

    self->joined[one / 2][one % 2] = (int)other;
    self->joined[other / 2][other % 2] = (int)one;
    for (size_t i = 0; i < self->n; i++) {
        self->owner[i] = self->owner[i] == gone ? kept : self->owner[i];
    }
    return true;
}

/* The end to begin with: of the two ends of the whole string the northern. -1: no piece.
 */
static int first_end(const Strings *self)
{
    int best = -1;

    for (size_t end = 0; end < 2 * self->n; end++) {
        if (is_free(self, end) &&
            (best < 0 || is_before(piece_end(&self->pieces[end / 2], end % 2),
                                   piece_end(&self->pieces[best / 2], best % 2)))) {
            best = (int)end;
        }
    }
    return best;
}

static size_t northernmost(const Piece *piece)
{
    size_t best = 0;

    for (size_t i = 1; i + 1 < piece->n; i++) {
        if (is_before(piece->points[i], piece->points[best])) {
            best = i;
        }
    }
    return best;
}

static bool is_clockwise(const Piece *piece)
{
    double sum = 0;

    for (size_t i = 0; i + 1 < piece->n; i++) {
        YqPoint a = piece->points[i], b = piece->points[i + 1];

        sum += (a.lon - piece->points[0].lon) * b.lat -
               (b.lon - piece->points[0].lon) * a.lat;
    }
    return sum < 0;
}

static Piece *next_ring(Piece *pieces, size_t n)
{
    Piece *best = NULL;

    for (size_t i = 0; i < n; i++) {
        Piece *piece = &pieces[i];

        if (piece->ring && !piece->taken &&
            (best == NULL || is_before(piece->points[northernmost(piece)],
                                       best->points[northernmost(best)]))) {
            best = piece;
        }
    }
    return best;
}

/* Most borders are broken where a river or a lake has no shared bank: pieces are strung
 * together over the smallest gaps first. */
static void append_open(YqLine *self, Piece *pieces, size_t n)
{
    g_autofree int *owner = g_new(int, n);
    g_autofree int(*joined)[2] = g_malloc(n * sizeof *joined);
    Strings strings = {pieces, n, owner, joined};

    for (size_t i = 0; i < n; i++) {
        owner[i] = pieces[i].ring ? -1 : (int)i;
        joined[i][0] = joined[i][1] = -1;
    }
    while (join_nearest(&strings)) {
    }
    for (int end = first_end(&strings); end >= 0; end = joined[end / 2][1 - end % 2]) {
        const Piece *piece = &pieces[end / 2];

        append_piece(self, piece, end % 2 ? piece->n - 1 : 0, end % 2 ? -1 : 1);
    }
}

static void append_pieces(YqLine *self, Piece *pieces, size_t n)
{
    Piece *piece;

    append_open(self, pieces, n);
    while ((piece = next_ring(pieces, n)) != NULL) {
        append_piece(self, piece, northernmost(piece), is_clockwise(piece) ? 1 : -1);
        piece->taken = true;
    }
}

static bool same_place(YqPoint a, YqPoint b)
{
    return a.lat == b.lat && fmod(fabs(a.lon - b.lon), 360) == 0;
}

/* The geodesic between two points so near to each other, of its chord: of an arc of
 * radius R the chord c is shorter by c^3 / 24 R^2. That the ellipsoid's radius is not
 * everywhere R makes less than a micrometre in four kilometres. */
static double arc_km(double chord_m)
{
    double angle = chord_m / EARTH_M;

    return chord_m * (1 + angle * angle / 24) / 1000;
}

/* Fills the tree, and with its chords the kilometres. */
static void measure(YqLine *self)
{
    const YqPoint *points = (const YqPoint *)(void *)self->points->data;
    double km = 0;

    self->tree = yq_tree_new();
    for (guint i = 0; i < self->parts->len; i++) {
        Part part = g_array_index(self->parts, Part, i);

        g_array_append_val(self->km, km);
        for (size_t k = part.start; k + 1 < part.end; k++) {
            km += arc_km(yq_tree_add(self->tree, points[k], points[k + 1], (uint32_t)k));
            g_array_append_val(self->km, km);
        }
    }
    yq_tree_finish(self->tree);
}

YqLine *yq_line_new(const YqGeometry *parts, size_t n_parts)
{
    YqLine *self = g_new0(YqLine, 1);
    g_autofree Piece *pieces = g_new0(Piece, n_parts);
    size_t n = 0;

    self->points = g_array_new(FALSE, FALSE, sizeof(YqPoint));
    self->km = g_array_new(FALSE, FALSE, sizeof(double));
    self->parts = g_array_new(FALSE, FALSE, sizeof(Part));
    for (size_t i = 0; i < n_parts; i++) {
        const YqGeometry *part = &parts[i];

        if (part->n_points >= 2) {
            bool ring = part->n_points > 3 &&
                        same_place(part->points[0], part->points[part->n_points - 1]);

            pieces[n++] = (Piece){part->points, part->n_points, ring, false};
        }
    }
    append_pieces(self, pieces, n);
    measure(self);
    return self;
}

void yq_line_free(YqLine *self)
{
    if (self != NULL) {
        g_array_unref(self->points);
        g_array_unref(self->km);
        g_array_unref(self->parts);
        yq_tree_free(self->tree);
        g_free(self);
    }
}

double yq_line_length_km(const YqLine *self)
{
    return self->km->len == 0 ? 0 : g_array_index(self->km, double, self->km->len - 1);
}

size_t yq_line_n_parts(const YqLine *self)
{
    return self->parts->len;
}

YqGeometry yq_line_part(const YqLine *self, size_t i)
{
    g_return_val_if_fail(i < self->parts->len, (YqGeometry){0});
    Part part = g_array_index(self->parts, Part, i);

    return (YqGeometry){YQ_GEOMETRY_LINE,
                        &g_array_index(self->points, YqPoint, part.start),
                        part.end - part.start};
}

bool yq_line_part_is_ring(const YqLine *self, size_t i)
{
    return g_array_index(self->parts, Part, i).ring;
}

double yq_line_part_km(const YqLine *self, size_t i)
{
    return i >= self->parts->len
               ? yq_line_length_km(self)
               : g_array_index(self->km, double,
                               g_array_index(self->parts, Part, i).start);
}

/* The point of segment @k at the share @t of it. */
static YqPoint between(const YqLine *self, size_t k, double t)
{
    YqPoint a = g_array_index(self->points, YqPoint, k);
    YqPoint b = g_array_index(self->points, YqPoint, k + 1);
    double turn = b.lon - a.lon;

    turn += turn > 180 ? -360 : turn < -180 ? 360 : 0;
    return normal(a.lon + t * turn, a.lat + t * (b.lat - a.lat));
}

YqPoint yq_line_at_km(const YqLine *self, double along_km)
{
    const double *km = (const double *)self->km->data;
    size_t low = 0, high = self->km->len;

    g_return_val_if_fail(high > 0, ((YqPoint){0, 0}));
    while (high - low > 1) { /* km[low] <= along_km < km[high] */
        size_t middle = (low + high) / 2;

        if (km[middle] <= along_km) {
            low = middle;
        } else {
            high = middle;
        }
    }
    double span = low + 1 < self->km->len ? km[low + 1] - km[low] : 0;
    double t = span > 0 ? CLAMP((along_km - km[low]) / span, 0, 1) : 0;

    return t == 0 ? g_array_index(self->points, YqPoint, low) : between(self, low, t);
}

static YqFoot foot_at(const YqLine *self, YqPoint at, size_t k, double t)
{
    const double *km = (const double *)self->km->data;
    YqPoint nearest = between(self, k, t);

    return (YqFoot){
        .nearest = nearest,
        .distance_km = inverse_m(at, nearest) / 1000,
        .along_km = km[k] + t * (km[k + 1] - km[k]),
    };
}

/* Towards which the line runs on segment @k at latitude @lat, degrees from north: there
 * it is straight in longitude and latitude, which the radii of curvature turn into
 * metres. */
static double direction(const YqLine *self, size_t k, double lat)
{
    YqPoint a = g_array_index(self->points, YqPoint, k);
    YqPoint b = g_array_index(self->points, YqPoint, k + 1);
    double s = sin(lat * YQ_RADIANS), e2 = 0.0066943799901413165;
    double ratio = (1 - e2 * s * s) / (1 - e2); /* of the radius east to that north */

    return atan2(remainder(b.lon - a.lon, 360) * cos(lat * YQ_RADIANS) * ratio,
                 b.lat - a.lat) /
           YQ_RADIANS;
}

/* The foot on segment @k near the share @t, moved once by Newton's rule to where the
 * geodesic meets the line at a right angle: from afar a chord is a few metres off along
 * the line, which does not show in the distance but in the kilometre. */
static YqFoot foot_far(const YqLine *self, YqPoint at, size_t k, double t)
{
    const double *km = (const double *)self->km->data;
    double length = km[k + 1] - km[k], radius = EARTH_M / 1000, azimuth;
    YqFoot foot = {.nearest = between(self, k, t), .along_km = km[k] + t * length};

    foot.distance_km = yq_geodesic_inverse(foot.nearest, at, &azimuth);
    double angle = (azimuth - direction(self, k, foot.nearest.lat)) * YQ_RADIANS;
    double bend = sin(angle) * sin(angle) / (radius * tan(foot.distance_km / radius));
    double moved = bend > 0 && length > 0 ? t + cos(angle) / bend / length : t;

    moved = CLAMP(moved, 0, 1);
    if (fabs(moved - t) * length < 0.0005) {
        return foot;
    }
    YqFoot other = foot_at(self, at, k, moved);

    return other.distance_km < foot.distance_km ? other : foot;
}

/* Keeps the better of two feet. */
static void keep(YqFoot *best, YqFoot other)
{
    if (other.distance_km < best->distance_km) {
        *best = other;
    }
}

/* Looks for the least geodesic distance on segment @k by golden section, to a metre. */
static YqFoot search_segment(const YqLine *self, YqPoint at, size_t k)
{
    const double ratio = 0.6180339887498949;
    double length =
        g_array_index(self->km, double, k + 1) - g_array_index(self->km, double, k);
    double low = 0, high = 1;
    YqFoot a = foot_at(self, at, k, 1 - ratio), b = foot_at(self, at, k, ratio);

    while ((high - low) * length > 0.0005) {
        if (a.distance_km < b.distance_km) {
            high = low + (high - low) * ratio;
            b = a;
            a = foot_at(self, at, k, high - (high - low) * ratio);
        } else {
            low = high - (high - low) * ratio;
            a = b;
            b = foot_at(self, at, k, low + (high - low) * ratio);
        }
    }
    YqFoot best = a;

    keep(&best, b);
    keep(&best, foot_at(self, at, k, 0));
    keep(&best, foot_at(self, at, k, 1));
    return best;
}

/* What the search among far segments carries: geodesic distances to single points. */
typedef struct Far {
    const YqLine *line;
    YqPoint at;
    YqFoot best;
    size_t segment;
} Far;

static double far_distance(void *data, uint32_t point)
{
    Far *far = data;

    return inverse_m(far->at, g_array_index(far->line->points, YqPoint, point));
}

static double far_segment(void *data, uint32_t k, double t)
{
    Far *far = data;
    YqFoot foot = foot_at(far->line, far->at, k, t);

    if (foot.distance_km < far->best.distance_km) {
        far->best = foot;
        far->segment = k;
    }
    return far->best.distance_km * 1000;
}

/* From far away chords and geodesics rank differently, and the ranking is done again with
 * geodesics, starting from the nearest by chord. */
static YqFoot nearest_far(const YqLine *self, YqPoint at, size_t k, double t)
{
    Far far = {self, at, foot_at(self, at, k, t), k};

    yq_tree_search(self->tree, at, far.best.distance_km * 1000, far_distance, far_segment,
                   &far);
    size_t first = far.segment > 0 ? far.segment - 1 : 0;

    for (size_t i = first; i <= far.segment + 1 && i + 1 < self->points->len; i++) {
        bool joined = true;

        for (guint p = 1; p < self->parts->len; p++) {
            joined &= g_array_index(self->parts, Part, p).start != i + 1;
        }
        if (joined) {
            keep(&far.best, search_segment(self, at, i));
        }
    }
    return far.best;
}

/* How much longer an arc can be than the geodesic: see yq_tree_nearest(). */
static double arc_excess_m(double arc_m)
{
    return arc_m < 7e6 ? 4.5 : arc_m < 11e6 ? 19 : 95;
}

static void far_visit(void *data, uint32_t k, double t)
{
    Far *far = data;

    keep(&far->best, foot_far(far->line, far->at, k, t));
}

YqFoot yq_line_nearest(const YqLine *self, YqPoint at)
{
    double t, metres;
    uint32_t k = yq_tree_nearest(self->tree, at, &t, &metres);

    g_return_val_if_fail(k != UINT32_MAX, ((YqFoot){at, INFINITY, 0}));
    if (metres < NEAR_M) {
        return foot_at(self, at, k, t);
    }
    YqFoot foot = foot_far(self, at, k, t);

    if (metres < SURE_M) {
        return foot;
    }
    if (metres > FAR_M) {
        return nearest_far(self, at, k, t);
    }
    Far far = {.line = self, .at = at, .best = foot};

    yq_tree_within(self->tree, at, metres + 2 * arc_excess_m(metres), far_visit, &far);
    return far.best;
}
