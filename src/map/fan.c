/* SPDX-License-Identifier: MIT */
/* Where symbols stand that would cover each other. Those at one town form a ring about
 * it; others move aside as little as they can; a thin line leads back to the true place.
 * Each symbol in turn takes the place that costs least as the others stand, and pairs
 * change places where that is shorter, until nothing moves: no chance, no clock. */
#include "map/page.h"

#include <math.h>
#include <string.h>

#define GAP 1.4 /* points between symbols */

/* What is bad about a place, in points of distance from the true one. */
#define OVERLAP 220.0 /* on another symbol, wholly */
#define TOUCHING 40.0 /* just so */
#define THROUGH 30.0  /* a line through another symbol */
#define CROSSING 45.0 /* of two lines */
#define ON_TOWN 14.0  /* on the dot of a town that is named */
#define OFF_TOWN 60.0 /* the same, of a symbol that no other is near */
#define ASIDE 5.0     /* to move at all */
#define RINGED 0.4    /* share of the distance, on the ring: it is seen to be one */

/* A dot no farther off, in points, is that of the place itself. */
#define OWN 2.5

/* Rings of places about the true one. */
enum { RINGS = 11, STEPS = 16, MOST_CROWDED = 90, MOST_RINGED = 16, SWEEPS = 8 };
#define RING_STEP 6.0

/* A symbol of a crowd, or one that stands alone and stays. */
typedef struct Member {
    YqMark *mark;
    double reach, away; /* points: to its edge; from its true place */
    GArray *ring;       /* of YqXY: places of the ring of its town; NULL where it stays */
    bool ringed;        /* stands on one of them */
    bool lone;          /* of no crowd: it moves off the dot of another town */
    YqXY middle;        /* of the ring */
    double radius;      /* of the ring */
} Member;

typedef struct Fan {
    const YqPage *page;
    GArray *all;   /* of Member: those that move before those that stay */
    guint n;       /* that move */
    GArray *towns; /* of YqXY: dots better left free */
    double ringed; /* share of the distance that counts on a ring */
} Fan;

static inline Member *member(const Fan *self, guint i)
{
    return &g_array_index(self->all, Member, i);
}

/* A symbol with its number's disc is about a circle, whose middle lies a little to the
 * upper right of the symbol's, by the same for all: distances between the symbols are
 * those between the circles. */
static double reach(const YqPage *page, const YqMark *mark)
{
    return mark->radius + (page->panel.width > 0 ? 0.62 * yq_badge_radius(page) : 0);
}

/* --- crowds --- */

static guint root(guint *parents, guint i)
{
    while (parents[i] != i) {
        parents[i] = parents[parents[i]];
        i = parents[i];
    }
    return i;
}

static int by_x(const void *a, const void *b)
{
    const YqMark *x = *(YqMark *const *)a, *y = *(YqMark *const *)b;

    return x->at.x != y->at.x ? (x->at.x > y->at.x ? 1 : -1)
                              : (x->index > y->index) - (x->index < y->index);
}

/* Joins those whose symbols would touch; @shown stands by x. */
static guint *join_crowds(const YqPage *page, const GPtrArray *shown)
{
    guint *parents = g_new(guint, shown->len + 1);
    double widest = 0;

    for (guint i = 0; i < shown->len; i++) {
        parents[i] = i;
        widest = MAX(widest, reach(page, shown->pdata[i]));
    }
    for (guint i = 0; i < shown->len; i++) {
        const YqMark *a = shown->pdata[i];

        for (guint j = i + 1; j < shown->len; j++) {
            const YqMark *b = shown->pdata[j];
            double near = reach(page, a) + reach(page, b) + GAP;

            if (b->at.x - a->at.x > reach(page, a) + widest + GAP) {
                break;
            }
            if (hypot(a->at.x - b->at.x, a->at.y - b->at.y) < near) {
                parents[root(parents, j)] = root(parents, i);
            }
        }
    }
    return parents;
}

/* --- the ring of those at one place --- */

typedef struct Bearing {
    guint mark;
    double angle;
} Bearing;

static int by_angle(const void *a, const void *b)
{
    const Bearing *x = a, *y = b;

    return x->angle != y->angle ? (x->angle > y->angle ? 1 : -1)
                                : (x->mark > y->mark) - (x->mark < y->mark);
}

static bool at_one_place(const YqMark *a, const YqMark *b)
{
    return hypot(a->at.x - b->at.x, a->at.y - b->at.y) < 0.55 * (a->radius + b->radius);
}

static void put(Member *of, YqXY at)
{
    of->mark->xy = at;
    of->away = hypot(at.x - of->mark->at.x, at.y - of->mark->at.y);
}

/* A ring about the middle of @group, the symbols in the order in which they lie about
 * it; each may take any of its places later. */
static void form_ring(Fan *self, const Bearing *group, guint n, YqXY middle,
                      double widest)
{
    double radius = MAX((widest + GAP / 2) / sin(G_PI / MAX(n, 2)), widest + 4);

    for (guint i = 0; i < n; i++) {
        Member *of = member(self, group[i].mark);

        of->middle = middle;
        of->radius = radius;
        for (guint k = 0; k < 2 * n; k++) {
            double angle = group[0].angle + G_PI * k / n;
            YqXY at = {(float)(middle.x + radius * sin(angle)),
                       (float)(middle.y - radius * cos(angle))};

            g_array_append_val(of->ring, at);
            if (k == 2 * i) {
                put(of, at);
                of->ringed = true;
            }
        }
    }
}

static void ring_of(Fan *self, guint first, bool *done)
{
    g_autofree Bearing *group = g_new(Bearing, self->n);
    YqXY middle = {0, 0};
    double widest = 0;
    guint n = 0;

    for (guint i = first; i < self->n; i++) {
        const YqMark *mark = member(self, i)->mark;

        if (!done[i] && at_one_place(member(self, first)->mark, mark)) {
            group[n++].mark = i;
            middle.x += mark->at.x;
            middle.y += mark->at.y;
            widest = MAX(widest, member(self, i)->reach);
            done[i] = true;
        }
    }
    middle.x /= (float)n;
    middle.y /= (float)n;
    for (guint i = 0; i < n; i++) {
        const YqMark *mark = member(self, group[i].mark)->mark;
        double dx = mark->at.x - middle.x, dy = mark->at.y - middle.y;

        group[i].angle =
            hypot(dx, dy) < 0.1 ? 0 : fmod(atan2(dx, -dy) + 2 * G_PI, 2 * G_PI);
    }
    qsort(group, n, sizeof *group, by_angle);
    if (n > 1) {
        form_ring(self, group, n, middle, widest);
    }
}

/* --- what a place costs --- */

static bool hides(const YqMark *mark, YqXY xy, YqXY dot)
{
    double dx = dot.x - xy.x, dy = dot.y - xy.y, near = mark->radius + 2;

    return dx * dx + dy * dy < near * near;
}

/* Whether a town's dot is where it happened: its name stands beside the symbol. */
static bool is_own(const YqMark *mark, YqXY dot)
{
    return hypot(dot.x - mark->at.x, dot.y - mark->at.y) < OWN;
}

/* Whether @at lies within @near of the line between two points. */
static bool near_line(YqXY at, YqXY a, YqXY b, double near)
{
    double dx = b.x - a.x, dy = b.y - a.y, px = at.x - a.x, py = at.y - a.y;
    double along = px * dx + py * dy, length = dx * dx + dy * dy;

    if (along <= 0 || length <= 0) {
        return px * px + py * py < near * near;
    }
    if (along >= length) {
        px -= dx;
        py -= dy;
        return px * px + py * py < near * near;
    }
    double side = px * dy - py * dx;

    return side * side < near * near * length;
}

static double side_of(YqXY a, YqXY b, YqXY at)
{
    return (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
}

static bool cross(YqXY a, YqXY b, YqXY c, YqXY d)
{
    return side_of(a, b, c) * side_of(a, b, d) < 0 &&
           side_of(c, d, a) * side_of(c, d, b) < 0;
}

/* Between one symbol at @xy, @away from its place, and another where it stands. */
static double cost_with(const Member *self, YqXY xy, double away, const Member *other)
{
    const YqMark *mark = self->mark, *that = other->mark;
    double dx = xy.x - that->xy.x, dy = xy.y - that->xy.y, cost = 0;
    double want = self->reach + other->reach + GAP;
    double far = dx * dx + dy * dy, lines = want + away + other->away;

    if (far > lines * lines) {
        return 0;
    }
    if (far < want * want) {
        cost += TOUCHING + OVERLAP * (1 - sqrt(far) / want);
    }
    if (away > 1 && near_line(that->xy, mark->at, xy, that->radius)) {
        cost += THROUGH;
    }
    if (other->away > 1 && near_line(xy, that->at, that->xy, mark->radius)) {
        cost += THROUGH;
    }
    return cost + (cross(mark->at, xy, that->at, that->xy) ? CROSSING : 0);
}

static double cost_alone(const Fan *self, const Member *of, YqXY xy, double away,
                         bool ringed)
{
    const YqMark *mark = of->mark;
    YqRect f = self->page->frame;
    double edge = mark->radius + 2,
           cost = away > 1 ? ASIDE + away * (ringed ? self->ringed : 1) : 0;

    if (xy.x < f.x + edge || xy.x > f.x + f.width - edge - 5 || xy.y < f.y + edge + 5 ||
        xy.y > f.y + f.height - edge) {
        cost += 1000;
    }
    for (guint i = 0; i < self->towns->len; i++) {
        YqXY dot = g_array_index(self->towns, YqXY, i);

        if (hides(mark, xy, dot) && !(of->lone && away < 1 && is_own(mark, dot))) {
            cost += of->lone ? OFF_TOWN : ON_TOWN;
        }
    }
    return cost;
}

/* The whole cost of @of at @xy, or more than @enough. */
static double cost_at(const Fan *self, const Member *of, YqXY xy, bool ringed,
                      double enough)
{
    double away = hypot(xy.x - of->mark->at.x, xy.y - of->mark->at.y);
    double cost =
        self->ringed * away < enough ? cost_alone(self, of, xy, away, ringed) : away;

    for (guint i = 0; i < self->all->len && cost < enough; i++) {
        const Member *other = member(self, i);

        cost += other != of ? cost_with(of, xy, away, other) : 0;
    }
    return cost;
}

/* --- moves --- */

/* The best place that was found. */
typedef struct Best {
    YqXY xy;
    bool ringed;
    double cost;
} Best;

static void try_at(const Fan *self, const Member *of, YqXY xy, bool ringed, Best *best)
{
    double cost = cost_at(self, of, xy, ringed, best->cost);

    if (cost < best->cost - 0.01) {
        *best = (Best){xy, ringed, cost};
    }
}

/* To the best place there is; whether that is another. */
static bool move(Fan *self, Member *of)
{
    YqXY at = of->mark->at, before = of->mark->xy;
    Best best = {before, of->ringed, cost_at(self, of, before, of->ringed, INFINITY)};

    try_at(self, of, at, false, &best);
    for (guint k = 0; k < of->ring->len; k++) {
        try_at(self, of, g_array_index(of->ring, YqXY, k), true, &best);
    }
    for (int ring = 1; ring <= RINGS && RING_STEP * ring + ASIDE < best.cost; ring++) {
        double away = RING_STEP * ring + of->mark->radius * 0.5;

        for (int step = 0; step < STEPS; step++) {
            double angle = 2 * G_PI * (step + 0.5 * (ring % 2)) / STEPS;

            try_at(self, of,
                   (YqXY){(float)(at.x + away * sin(angle)),
                          (float)(at.y - away * cos(angle))},
                   false, &best);
        }
    }
    put(of, best.xy);
    of->ringed = best.ringed;
    return best.xy.x != before.x || best.xy.y != before.y;
}

static bool swap(Fan *self, Member *a, Member *b)
{
    YqXY at_a = a->mark->xy, at_b = b->mark->xy;

    if (fabs(at_a.x - at_b.x) + fabs(at_a.y - at_b.y) > 100 ||
        MAX(a->away, b->away) < 1) {
        return false;
    }
    bool ring_a = a->ringed, ring_b = b->ringed;
    double before = cost_at(self, a, at_a, ring_a, INFINITY) +
                    cost_at(self, b, at_b, ring_b, INFINITY);
    /* a place of the ring is one for all at one town */
    bool same = at_one_place(a->mark, b->mark);

    put(a, at_b);
    put(b, at_a);
    a->ringed = same && ring_b;
    b->ringed = same && ring_a;
    double after = cost_at(self, a, at_b, a->ringed, before);

    if (after < before &&
        after + cost_at(self, b, at_a, b->ringed, before) < before - 0.01) {
        return true;
    }
    put(a, at_a);
    put(b, at_b);
    a->ringed = ring_a;
    b->ringed = ring_b;
    return false;
}

static void settle(Fan *self)
{
    bool moved = true;

    for (int sweep = 0; moved && sweep < SWEEPS; sweep++) {
        moved = false;
        for (guint i = 0; i < self->n; i++) {
            moved |= move(self, member(self, i));
        }
        for (guint i = 0; i < self->n; i++) {
            for (guint j = 0; j < i; j++) {
                moved |= swap(self, member(self, i), member(self, j));
            }
        }
    }
}

/* --- all --- */

static GPtrArray *numbered(YqPage *page)
{
    GPtrArray *shown = g_ptr_array_new();

    for (guint i = 0; i < page->marks->len; i++) {
        if (YQ_MARK(page, i)->mapped && YQ_MARK(page, i)->number > 0) {
            g_ptr_array_add(shown, YQ_MARK(page, i));
        }
    }
    g_ptr_array_sort(shown, by_x);
    return shown;
}

static bool hides_another(const Fan *self, const YqMark *mark)
{
    for (guint i = 0; i < self->towns->len; i++) {
        YqXY dot = g_array_index(self->towns, YqXY, i);

        if (hides(mark, mark->at, dot) && !is_own(mark, dot)) {
            return true;
        }
    }
    return false;
}

static void add(Fan *self, YqMark *mark, bool moves, bool lone)
{
    Member new = {.mark = mark,
                  .reach = reach(self->page, mark),
                  .lone = lone,
                  .ring = moves ? g_array_new(FALSE, FALSE, sizeof(YqXY)) : NULL};

    g_array_append_val(self->all, new);
}

/* Symbols that stand alone stay, unless they hide a town that is not theirs; they are in
 * the way of the others. */
static void divide(Fan *self, const GPtrArray *shown)
{
    g_autofree guint *parents = join_crowds(self->page, shown);
    g_autofree guint *sizes = g_new0(guint, shown->len + 1);
    g_autofree bool *moves = g_new0(bool, shown->len + 1);

    for (guint i = 0; i < shown->len; i++) {
        sizes[root(parents, i)]++;
    }
    for (guint i = 0; i < shown->len && self->n < MOST_CROWDED; i++) {
        bool lone = sizes[root(parents, i)] == 1;

        if (!lone || hides_another(self, shown->pdata[i])) {
            add(self, shown->pdata[i], true, lone);
            self->n++;
            moves[i] = true;
        }
    }
    for (guint i = 0; i < shown->len; i++) {
        if (!moves[i]) {
            add(self, shown->pdata[i], false, false);
        }
    }
}

guint yq_page_marks_crowded(YqPage *page)
{
    g_autoptr(GPtrArray) shown = numbered(page);
    g_autofree guint *parents = join_crowds(page, shown);
    g_autofree guint *sizes = g_new0(guint, shown->len + 1);
    guint most = 0;

    for (guint i = 0; i < shown->len; i++) {
        most = MAX(most, ++sizes[root(parents, i)]);
    }
    return most > 1 ? most : 0;
}

static void find_towns(Fan *self)
{
    for (guint i = 0; i < self->page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(self->page, i);

        if (town->inside && !town->area && town->weight > 0) {
            g_array_append_val(self->towns, town->xy);
        }
    }
}

static void spread(Fan *self)
{
    g_autofree bool *done = g_new0(bool, self->n + 1);

    for (guint i = 0; i < self->n; i++) {
        if (!done[i]) {
            ring_of(self, i, done);
        }
    }
    settle(self);
    for (guint i = 0; i < self->n; i++) {
        const Member *of = member(self, i);

        of->mark->ring = of->middle;
        of->mark->ring_radius = of->ringed ? of->radius : 0;
        g_array_unref(of->ring);
    }
}

void yq_page_marks_spread(YqPage *page)
{
    g_autoptr(GPtrArray) shown = numbered(page);
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Member));
    g_autoptr(GArray) towns = g_array_new(FALSE, FALSE, sizeof(YqXY));
    Fan self = {page, all, 0, towns, 1};

    find_towns(&self);
    divide(&self, shown);
    /* in a great crowd a ring takes room from others */
    self.ringed = self.n <= MOST_RINGED ? RINGED : 1;
    spread(&self);
    for (guint i = 0; i < shown->len; i++) {
        YqMark *mark = shown->pdata[i];

        mark->moved = hypot(mark->xy.x - mark->at.x, mark->xy.y - mark->at.y) > 1.2;
    }
}
