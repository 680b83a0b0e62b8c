/* SPDX-License-Identifier: MIT */
/* Which country holds a point.
 *
 * The country at the middle of each cell of one degree is known. Going from there to the
 * point in a straight line, the sides of the segments crossed say whose the point is. A
 * cell that is asked for often is divided into a grid, whose squares' middles are told
 * the same way, so that only the few segments in the point's square need be looked at. */
#include "vector/topology_private.h"

#include <math.h>

enum { VISITS_BEFORE_GRID = 4, MOST_SQUARES = 160 };

/* What the cells' middles stand off the half degrees, as in geodata/make/topology.py. */
static const double MIDDLE_EAST = 0.0312347, MIDDLE_NORTH = 0.0271829;

typedef struct Spot {
    double x, y; /* units */
} Spot;

typedef struct Segment {
    int32_t x1, y1, x2, y2;
    uint8_t left, right;
} Segment;

/* The squares that a segment's box touches, edges included: columns and rows, from and
 * to.
 */
typedef struct Squares {
    uint8_t west, south, east, north;
} Squares;

struct YqTopologyCell {
    Segment *segments;
    Squares *touched; /* by each segment */
    int side;         /* squares along one edge */
    Spot origin;      /* south-west corner */
    double square;    /* size of a square, units */
    uint32_t *starts; /* of each square's part of @listed; one more than squares */
    uint32_t *listed;
    uint8_t *countries; /* at each square's middle */
};

/* A straight way from a spot of a known country. Sides are counted, as simplified coasts
 * may cross each other: a spit whose sides changed places is left as often as it was
 * entered. */
enum { MOST_SIDES = 12 };

typedef struct Way {
    Spot from, to;
    Spot low, high; /* its box */
    int n_sides;
    uint8_t sides[MOST_SIDES];
    int8_t counts[MOST_SIDES];
} Way;

static Way way_from(Spot from, uint8_t country, Spot to)
{
    return (Way){.from = from,
                 .to = to,
                 .low = {MIN(from.x, to.x), MIN(from.y, to.y)},
                 .high = {MAX(from.x, to.x), MAX(from.y, to.y)},
                 .n_sides = 1,
                 .sides = {country},
                 .counts = {1}};
}

static void count_side(Way *way, uint8_t country, int8_t by)
{
    int i = 0;

    while (i < way->n_sides && way->sides[i] != country) {
        i++;
    }
    if (i == MOST_SIDES) {
        return;
    }
    if (i == way->n_sides) {
        way->sides[way->n_sides++] = country;
    }
    way->counts[i] = (int8_t)(way->counts[i] + by);
}

/* Whose the way's end is: the side entered more often than left, land before the sea. */
static uint8_t way_country(const Way *way)
{
    int best = 0;

    for (int i = 1; i < way->n_sides; i++) {
        int more = way->counts[i] - way->counts[best];
        if (more > 0 || (more == 0 && way->sides[best] == 0)) {
            best = i;
        }
    }
    return way->sides[best];
}

static double turn(Spot a, Spot b, Spot c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static inline bool is_apart(const Way *way, const Segment *segment)
{
    return MAX(segment->x1, segment->x2) < way->low.x ||
           MIN(segment->x1, segment->x2) > way->high.x ||
           MAX(segment->y1, segment->y2) < way->low.y ||
           MIN(segment->y1, segment->y2) > way->high.y;
}

static inline void cross(Way *way, const Segment *segment)
{
    if (is_apart(way, segment)) {
        return;
    }
    Spot a = {segment->x1, segment->y1}, b = {segment->x2, segment->y2};
    bool from_left = turn(a, b, way->from) > 0;

    if (from_left != (turn(a, b, way->to) > 0) &&
        (turn(way->from, way->to, a) > 0) != (turn(way->from, way->to, b) > 0)) {
        count_side(way, from_left ? segment->left : segment->right, -1);
        count_side(way, from_left ? segment->right : segment->left, 1);
    }
}

static Spot middle_of_cell(uint32_t cell)
{
    return (Spot){(cell % 360 - 179.5 + MIDDLE_EAST) / YQ_TOPOLOGY_UNIT,
                  (cell / 360 - 89.5 + MIDDLE_NORTH) / YQ_TOPOLOGY_UNIT};
}

typedef void SegmentVisit(const Segment *segment, void *data);

static inline void each_segment(const YqTopology *self, uint32_t cell,
                                SegmentVisit *visit, void *data)
{
    uint32_t start = GUINT32_FROM_LE(self->starts[cell]);
    uint32_t end = MIN(GUINT32_FROM_LE(self->starts[cell + 1]), self->n_listed);

    for (uint32_t i = start; i < end; i++) {
        uint32_t piece = GUINT32_FROM_LE(self->listed[i]);
        if (piece >= self->n_pieces) {
            continue;
        }
        Segment segment = {.left = self->pieces[piece].left,
                           .right = self->pieces[piece].right};
        YqTopologyWalk walk = yq_topology_walk(self, piece);
        for (bool first = true; yq_topology_step(&walk); first = false) {
            segment.x1 = segment.x2;
            segment.y1 = segment.y2;
            segment.x2 = walk.x;
            segment.y2 = walk.y;
            if (!first) {
                visit(&segment, data);
            }
        }
    }
}

static void cross_one(const Segment *segment, void *way)
{
    cross(way, segment);
}

static void add_segment(const Segment *segment, void *segments)
{
    g_array_append_vals(segments, segment, 1);
}

static Squares squares_of(const YqTopologyCell *cell, const Segment *segment)
{
    double low_x = MIN(segment->x1, segment->x2), high_x = MAX(segment->x1, segment->x2);
    double low_y = MIN(segment->y1, segment->y2), high_y = MAX(segment->y1, segment->y2);
    double last = cell->side - 1;

    return (Squares){
        .west = (uint8_t)CLAMP(floor((low_x - cell->origin.x) / cell->square), 0, last),
        .south = (uint8_t)CLAMP(floor((low_y - cell->origin.y) / cell->square), 0, last),
        .east = (uint8_t)CLAMP(floor((high_x - cell->origin.x) / cell->square), 0, last),
        .north = (uint8_t)CLAMP(floor((high_y - cell->origin.y) / cell->square), 0, last),
    };
}

/* Lists each segment in the squares that it may touch: counts first, then fills. */
static void fill_squares(YqTopologyCell *cell, size_t n_segments)
{
    size_t squares = (size_t)cell->side * (size_t)cell->side;

    cell->starts = g_new0(uint32_t, squares + 2);
    cell->touched = g_new(Squares, n_segments + 1);
    for (size_t i = 0; i < n_segments; i++) {
        cell->touched[i] = squares_of(cell, &cell->segments[i]);
    }
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < n_segments; i++) {
            Squares box = cell->touched[i];

            for (int y = box.south; y <= box.north; y++) {
                for (int x = box.west; x <= box.east; x++) {
                    uint32_t *count = &cell->starts[y * cell->side + x + 2 - fill];
                    if (fill) {
                        cell->listed[*count] = (uint32_t)i;
                    }
                    ++*count;
                }
            }
        }
        for (size_t i = 2; !fill && i < squares + 2; i++) {
            cell->starts[i] += cell->starts[i - 1];
        }
        if (!fill) {
            cell->listed = g_new(uint32_t, cell->starts[squares + 1] + 1);
        }
    }
}

static bool is_listed(const YqTopologyCell *cell, int square, uint32_t segment)
{
    Squares box = cell->touched[segment];
    int x = square % cell->side, y = square / cell->side;

    return x >= box.west && x <= box.east && y >= box.south && y <= box.north;
}

/* Crosses what is listed in @square but not in the square @done, -1 for none. */
static void cross_square(const YqTopologyCell *cell, int square, int done, Way *way)
{
    for (uint32_t i = cell->starts[square]; i < cell->starts[square + 1]; i++) {
        uint32_t segment = cell->listed[i];
        if (done < 0 || !is_listed(cell, done, segment)) {
            cross(way, &cell->segments[segment]);
        }
    }
}

static Spot middle_of_square(const YqTopologyCell *cell, int x, int y)
{
    return (Spot){cell->origin.x + (x + 0.5) * cell->square,
                  cell->origin.y + (y + 0.5) * cell->square};
}

/* From the middle of one square to that of one beside it: only their segments lie
 * between. */
static void tell_neighbour(YqTopologyCell *cell, int x, int y, int to_x, int to_y)
{
    int from = y * cell->side + x, to = to_y * cell->side + to_x;
    Way way = way_from(middle_of_square(cell, x, y), cell->countries[from],
                       middle_of_square(cell, to_x, to_y));

    cross_square(cell, from, -1, &way);
    cross_square(cell, to, from, &way);
    cell->countries[to] = way_country(&way);
}

static void tell_squares(YqTopologyCell *cell, Spot middle, uint8_t country)
{
    int x = (int)((middle.x - cell->origin.x) / cell->square);
    int y = (int)((middle.y - cell->origin.y) / cell->square);
    Way way = way_from(middle, country, middle_of_square(cell, x, y));

    cell->countries = g_new0(uint8_t, cell->side * cell->side);
    cross_square(cell, y * cell->side + x, -1, &way);
    cell->countries[y * cell->side + x] = way_country(&way);
    for (int i = x; i + 1 < cell->side; i++) {
        tell_neighbour(cell, i, y, i + 1, y);
    }
    for (int i = x; i > 0; i--) {
        tell_neighbour(cell, i, y, i - 1, y);
    }
    for (int i = 0; i < cell->side; i++) {
        for (int j = y; j + 1 < cell->side; j++) {
            tell_neighbour(cell, i, j, i, j + 1);
        }
        for (int j = y; j > 0; j--) {
            tell_neighbour(cell, i, j, i, j - 1);
        }
    }
}

static YqTopologyCell *make_cell(const YqTopology *self, uint32_t number)
{
    YqTopologyCell *cell = g_new0(YqTopologyCell, 1);
    GArray *segments = g_array_new(FALSE, FALSE, sizeof(Segment));

    each_segment(self, number, add_segment, segments);
    size_t n = segments->len;
    cell->segments = (Segment *)(void *)g_array_free(segments, FALSE);
    cell->side = CLAMP((int)ceil(sqrt((double)n / 2)), 1, MOST_SQUARES);
    cell->origin = (Spot){(number % 360 - 180.0) / YQ_TOPOLOGY_UNIT,
                          (number / 360 - 90.0) / YQ_TOPOLOGY_UNIT};
    cell->square = 1 / YQ_TOPOLOGY_UNIT / cell->side;
    fill_squares(cell, n);
    tell_squares(cell, middle_of_cell(number), self->middles[number]);
    return cell;
}

void yq_topology_cell_free(YqTopologyCell *cell)
{
    if (cell != NULL) {
        g_free(cell->segments);
        g_free(cell->touched);
        g_free(cell->starts);
        g_free(cell->listed);
        g_free(cell->countries);
        g_free(cell);
    }
}

/* The grid of a cell that is asked for often, NULL for others. */
static const YqTopologyCell *cell_grid(const YqTopology *self, uint32_t number)
{
    YqTopology *changing = (YqTopology *)self; /* what is remembered shows in no answer */
    YqTopologyCell *cell = g_atomic_pointer_get(&self->cells[number]);

    if (cell != NULL) {
        return cell;
    }
    g_mutex_lock(&changing->lock);
    cell = self->cells[number];
    if (cell == NULL && changing->visits[number]++ >= VISITS_BEFORE_GRID) {
        cell = make_cell(self, number);
        g_atomic_pointer_set(&changing->cells[number], cell);
    }
    g_mutex_unlock(&changing->lock);
    return cell;
}

static uint8_t country_in_grid(const YqTopologyCell *cell, Spot at)
{
    int x = CLAMP((int)((at.x - cell->origin.x) / cell->square), 0, cell->side - 1);
    int y = CLAMP((int)((at.y - cell->origin.y) / cell->square), 0, cell->side - 1);
    int square = y * cell->side + x;
    Way way = way_from(middle_of_square(cell, x, y), cell->countries[square], at);

    cross_square(cell, square, -1, &way);
    return way_country(&way);
}

const char *yq_topology_country_at(const YqTopology *self, YqPoint at)
{
    double lon = at.lon >= -180 && at.lon <= 180 ? at.lon : remainder(at.lon, 360);

    lon = CLAMP(lon, -179.9999, 179.9999); /* where the file cuts the land */
    if (!isfinite(lon) || !(fabs(at.lat) <= 90)) {
        return NULL;
    }
    Spot spot = {lon / YQ_TOPOLOGY_UNIT, MAX(at.lat, -89.9999) / YQ_TOPOLOGY_UNIT};
    uint32_t column = (uint32_t)CLAMP(floor(lon) + 180, 0, 359);
    uint32_t row = (uint32_t)CLAMP(floor(at.lat) + 90, 0, 179);
    uint32_t number = row * 360 + column;

    if (self->starts[number] == self->starts[number + 1]) {
        return yq_topology_code(self, self->middles[number]);
    }
    const YqTopologyCell *cell = cell_grid(self, number);
    if (cell != NULL) {
        return yq_topology_code(self, country_in_grid(cell, spot));
    }
    Way way = way_from(middle_of_cell(number), self->middles[number], spot);
    each_segment(self, number, cross_one, &way);
    return yq_topology_code(self, way_country(&way));
}
