/* SPDX-License-Identifier: MIT */
#include "draw/labels.h"

#include "draw/grid.h"

#include <math.h>
#include <string.h>

/* What a label is worth against a better place for others: a level of priority is worth
 * three labels of the level below. */
#define LOST 100.0
#define LOST_STEP 3.0
enum { LEVELS = 9 };

/* Weight of a line that strikes a label through, per label's height of its length. */
#define STRUCK 1.5
#define STRUCK_MOST 6.0

/* A leader may not run through a symbol if it can be helped. */
#define LEADER_OVER_SYMBOL 5.0

/* Annealing: how hot, how long; chosen on maps of 47 towns and of 300 (tests/bench). */
#define HOT 3.0
#define COLD 0.02
/* Points about a label that found no room, within which others may take leader lines. */
static const double neighbourhoods[] = {40, 90};
/* More labels than this with leader lines take too long to weigh. */
enum { MOST_LEADERS = 120 };
enum { MOVES_PER_LABEL = 120, MOST_MOVES = 60000, CELL = 24 };

/* A candidate that is possible at all. */
typedef struct Spot {
    uint32_t label;
    int candidate; /* index in the label's own list */
    YqRect box;
    double cost;
    bool leader;
    YqXY line[2]; /* of the leader */
    uint32_t first_conflict, end_conflict;
    uint32_t blocked; /* how many chosen spots are in conflict with it */
} Spot;

typedef struct Placer {
    const YqLabelling *problem;
    GArray *spots;        /* of Spot, grouped by label, cheapest first */
    uint32_t *first_spot; /* of each label; n_labels + 1 entries */
    GArray *conflicts;    /* of uint32_t: spots, in lists of the spots */
    int64_t *chosen;      /* spot of each label, or -1 */
    double *lost;         /* what it costs to leave a label out */
    bool *with_leaders;   /* labels that found no room without */
    uint64_t random;
    GArray *changes; /* of Change: to take a move back */
} Placer;

typedef struct Change {
    uint32_t label;
    int64_t before;
} Change;

static inline Spot *spot_at(const Placer *self, size_t i)
{
    return &g_array_index(self->spots, Spot, i);
}

/* Marsaglia's xorshift64: the same on every machine. */
static uint64_t next_random(Placer *self)
{
    self->random ^= self->random << 13;
    self->random ^= self->random >> 7;
    self->random ^= self->random << 17;
    return self->random;
}

static double random_fraction(Placer *self)
{
    return (double)(next_random(self) >> 11) / 9007199254740992.0;
}

void yq_label_leader(const YqLabel *label, const YqLabelCandidate *candidate, YqXY out[2])
{
    YqRect box = candidate->box;
    double x = CLAMP(label->anchor.x, box.x, box.x + box.width);
    double y = CLAMP(label->anchor.y, box.y, box.y + box.height);
    double dx = x - label->anchor.x, dy = y - label->anchor.y, length = hypot(dx, dy);
    double start = length > 0 ? MIN(1, label->anchor_radius / length) : 0;

    out[0] = (YqXY){(float)(label->anchor.x + dx * start),
                    (float)(label->anchor.y + dy * start)};
    out[1] = (YqXY){(float)x, (float)y};
}

static bool inside(YqRect frame, YqRect box)
{
    return box.x >= frame.x && box.y >= frame.y &&
           box.x + box.width <= frame.x + frame.width &&
           box.y + box.height <= frame.y + frame.height;
}

static YqRect box_of_line(const YqXY line[2])
{
    return (YqRect){MIN(line[0].x, line[1].x), MIN(line[0].y, line[1].y),
                    fabsf(line[0].x - line[1].x), fabsf(line[0].y - line[1].y)};
}

static YqRect joined(YqRect a, YqRect b)
{
    double x = MIN(a.x, b.x), y = MIN(a.y, b.y);

    return (YqRect){x, y, MAX(a.x + a.width, b.x + b.width) - x,
                    MAX(a.y + a.height, b.y + b.height) - y};
}

/* All that a spot covers, its leader with it. */
static YqRect reach_of(const Spot *spot)
{
    return spot->leader ? joined(spot->box, box_of_line(spot->line)) : spot->box;
}

/* What is fixed on the page, to weigh candidates against. */
typedef struct Ground {
    YqGrid *obstacles, *lines;
    GArray *found;
} Ground;

static void prepare_ground(const YqLabelling *problem, Ground *ground)
{
    ground->obstacles = yq_grid_new(problem->frame, CELL);
    ground->lines = yq_grid_new(problem->frame, CELL);
    ground->found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t i = 0; i < problem->n_obstacles; i++) {
        yq_grid_add(ground->obstacles, problem->obstacles[i], (uint32_t)i);
    }
    for (size_t i = 0; i < problem->n_lines; i++) {
        yq_grid_add(ground->lines, box_of_line(problem->lines + 2 * i), (uint32_t)i);
    }
}

static void clear_ground(Ground *ground)
{
    yq_grid_free(ground->obstacles);
    yq_grid_free(ground->lines);
    g_array_unref(ground->found);
}

static bool covers_obstacle(const YqLabelling *problem, Ground *ground, YqRect box)
{
    yq_grid_find(ground->obstacles, box, ground->found);
    for (size_t i = 0; i < ground->found->len; i++) {
        uint32_t k = g_array_index(ground->found, uint32_t, i);

        if (yq_rects_overlap(problem->obstacles[k], box)) {
            return true;
        }
    }
    return false;
}

static double cost_of_lines(const YqLabelling *problem, Ground *ground, YqRect box)
{
    double length = 0;

    if (problem->n_lines == 0) {
        return 0;
    }
    yq_grid_find(ground->lines, box, ground->found);
    for (size_t i = 0; i < ground->found->len; i++) {
        const YqXY *line =
            problem->lines + 2 * (size_t)g_array_index(ground->found, uint32_t, i);

        length += yq_segment_in_rect(line[0], line[1], box);
    }
    return MIN(STRUCK_MOST, STRUCK * length / MAX(1, box.height));
}

/* The symbol that the leader starts from is no obstacle to it. */
static double cost_of_leader(const YqLabelling *problem, Ground *ground, const Spot *spot,
                             YqXY anchor)
{
    double cost = 0;

    yq_grid_find(ground->obstacles, box_of_line(spot->line), ground->found);
    for (size_t i = 0; i < ground->found->len; i++) {
        YqRect box = problem->obstacles[g_array_index(ground->found, uint32_t, i)];
        bool own = anchor.x >= box.x && anchor.x <= box.x + box.width &&
                   anchor.y >= box.y && anchor.y <= box.y + box.height;

        if (!own && yq_segment_in_rect(spot->line[0], spot->line[1], box) > 0) {
            cost += LEADER_OVER_SYMBOL;
        }
    }
    return cost;
}

static int compare_spots(const void *at, const void *bt)
{
    const Spot *a = at, *b = bt;

    if (a->label != b->label) {
        return a->label < b->label ? -1 : 1;
    }
    if (a->cost != b->cost) {
        return a->cost < b->cost ? -1 : 1;
    }
    return a->candidate - b->candidate;
}

static void add_spots(Placer *self, Ground *ground, uint32_t index)
{
    const YqLabelling *problem = self->problem;
    const YqLabel *label = &problem->labels[index];

    for (size_t i = 0; i < label->n_candidates; i++) {
        const YqLabelCandidate *candidate = &label->candidates[i];
        Spot spot = {.label = index,
                     .candidate = (int)i,
                     .box = candidate->box,
                     .cost = candidate->cost,
                     .leader = candidate->leader};

        if (spot.leader && !self->with_leaders[index]) {
            continue;
        }
        if (!inside(problem->frame, spot.box) ||
            covers_obstacle(problem, ground, spot.box)) {
            continue;
        }
        spot.cost += cost_of_lines(problem, ground, spot.box);
        if (spot.leader) {
            yq_label_leader(label, candidate, spot.line);
            spot.cost += cost_of_leader(problem, ground, &spot, label->anchor);
        }
        g_array_append_val(self->spots, spot);
    }
}

static void find_spots(Placer *self)
{
    size_t n = self->problem->n_labels;
    Ground ground;

    prepare_ground(self->problem, &ground);
    for (size_t i = 0; i < n; i++) {
        add_spots(self, &ground, (uint32_t)i);
    }
    clear_ground(&ground);
    g_array_sort(self->spots, compare_spots);
    size_t at = 0;

    for (size_t i = 0; i <= n; i++) {
        while (at < self->spots->len && spot_at(self, at)->label < i) {
            at++;
        }
        self->first_spot[i] = (uint32_t)at;
    }
}

static bool in_conflict(const Spot *a, const Spot *b)
{
    if (yq_rects_overlap(a->box, b->box) ||
        (a->leader && yq_segment_in_rect(a->line[0], a->line[1], b->box) > 0) ||
        (b->leader && yq_segment_in_rect(b->line[0], b->line[1], a->box) > 0)) {
        return true;
    }
    return a->leader && b->leader &&
           yq_segments_cross(a->line[0], a->line[1], b->line[0], b->line[1]);
}

static void find_conflicts(Placer *self)
{
    g_autoptr(YqGrid) grid = yq_grid_new(self->problem->frame, CELL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (size_t i = 0; i < self->spots->len; i++) {
        yq_grid_add(grid, reach_of(spot_at(self, i)), (uint32_t)i);
    }
    for (size_t i = 0; i < self->spots->len; i++) {
        Spot *spot = spot_at(self, i);

        spot->first_conflict = self->conflicts->len;
        yq_grid_find(grid, reach_of(spot), found);
        for (size_t k = 0; k < found->len; k++) {
            uint32_t other = g_array_index(found, uint32_t, k);
            const Spot *that = spot_at(self, other);

            if (that->label != spot->label && in_conflict(spot, that)) {
                g_array_append_val(self->conflicts, other);
            }
        }
        spot->end_conflict = self->conflicts->len;
    }
}

/* Puts a label at a spot, or nowhere (-1), and keeps the counts true. */
static void choose(Placer *self, uint32_t label, int64_t spot)
{
    const uint32_t *conflicts = (const uint32_t *)(void *)self->conflicts->data;
    Change change = {label, self->chosen[label]};

    if (change.before == spot) {
        return;
    }
    if (change.before >= 0) {
        const Spot *old = spot_at(self, (size_t)change.before);

        for (uint32_t i = old->first_conflict; i < old->end_conflict; i++) {
            spot_at(self, conflicts[i])->blocked--;
        }
    }
    if (spot >= 0) {
        const Spot *new = spot_at(self, (size_t)spot);

        for (uint32_t i = new->first_conflict; i < new->end_conflict; i++) {
            spot_at(self, conflicts[i])->blocked++;
        }
    }
    self->chosen[label] = spot;
    g_array_append_val(self->changes, change);
}

static double cost_of_label(const Placer *self, uint32_t label)
{
    int64_t spot = self->chosen[label];

    return spot >= 0 ? spot_at(self, (size_t)spot)->cost : self->lost[label];
}

/* The cheapest spot of a label that nothing blocks, or -1. */
static int64_t cheapest_free(const Placer *self, uint32_t label)
{
    for (uint32_t i = self->first_spot[label]; i < self->first_spot[label + 1]; i++) {
        if (spot_at(self, i)->blocked == 0) {
            return i;
        }
    }
    return -1;
}

static int compare_priorities(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return x < y ? -1 : x > y;
}

static void weigh_labels(Placer *self)
{
    size_t n = self->problem->n_labels;
    g_autofree int *levels = g_new(int, n + 1);
    size_t n_levels = 0;

    for (size_t i = 0; i < n; i++) {
        levels[i] = self->problem->labels[i].priority;
    }
    qsort(levels, n, sizeof(int), compare_priorities);
    for (size_t i = 0; i < n; i++) {
        if (n_levels == 0 || levels[n_levels - 1] != levels[i]) {
            levels[n_levels++] = levels[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t level = 0;

        while (levels[level] < self->problem->labels[i].priority) {
            level++;
        }
        self->lost[i] = LOST * pow(LOST_STEP, (double)MIN(level, (size_t)LEVELS));
    }
}

/* Labels in the order in which greed places them: what is worth most, then what has the
 * least choice. */
typedef struct Turn {
    uint32_t label, n_spots;
    double lost;
} Turn;

static int compare_turns(const void *at, const void *bt)
{
    const Turn *a = at, *b = bt;

    if (a->lost != b->lost) {
        return a->lost > b->lost ? -1 : 1;
    }
    if (a->n_spots != b->n_spots) {
        return a->n_spots < b->n_spots ? -1 : 1;
    }
    return a->label < b->label ? -1 : a->label > b->label;
}

static GArray *find_turns(const Placer *self)
{
    GArray *turns = g_array_new(FALSE, FALSE, sizeof(Turn));

    for (uint32_t i = 0; i < self->problem->n_labels; i++) {
        Turn turn = {i, self->first_spot[i + 1] - self->first_spot[i], self->lost[i]};

        if (turn.n_spots > 0) {
            g_array_append_val(turns, turn);
        }
    }
    g_array_sort(turns, compare_turns);
    return turns;
}

/* Each label in turn to the best that is free, until none can do better. */
static void settle(Placer *self, const GArray *turns)
{
    bool moved = true;

    for (int round = 0; moved && round < 20; round++) {
        moved = false;
        for (size_t i = 0; i < turns->len; i++) {
            uint32_t label = g_array_index(turns, Turn, i).label;
            int64_t best = cheapest_free(self, label);

            if (best >= 0 && (self->chosen[label] < 0 ||
                              spot_at(self, (size_t)best)->cost <
                                  spot_at(self, (size_t)self->chosen[label])->cost)) {
                choose(self, label, best);
                moved = true;
            }
        }
    }
    g_array_set_size(self->changes, 0);
}

/* Puts a label at a spot whatever stands in its way; what is driven off takes the best
 * free spot it has, or none. Returns what that changes in all. */
static double push(Placer *self, uint32_t label, int64_t spot)
{
    const uint32_t *conflicts = (const uint32_t *)(void *)self->conflicts->data;
    const Spot *to = spot_at(self, (size_t)spot);
    double before = cost_of_label(self, label), after = to->cost;

    if (to->blocked > 0) {
        for (uint32_t i = to->first_conflict; i < to->end_conflict; i++) {
            uint32_t other = spot_at(self, conflicts[i])->label;

            if (self->chosen[other] == conflicts[i]) {
                before += cost_of_label(self, other);
                choose(self, other, -1);
            }
        }
    }
    size_t driven_off = self->changes->len;

    choose(self, label, spot);
    for (size_t i = 0; i < driven_off; i++) {
        uint32_t other = g_array_index(self->changes, Change, i).label;

        choose(self, other, cheapest_free(self, other));
        after += cost_of_label(self, other);
    }
    return after - before;
}

static void take_back(Placer *self)
{
    size_t n = self->changes->len;

    while (n-- > 0) {
        Change change = g_array_index(self->changes, Change, n);

        choose(self, change.label, change.before);
    }
    g_array_set_size(self->changes, 0);
}

/* Labels that do not stand at their best: the rest has nothing to gain. */
static bool wants_to_move(const Placer *self, uint32_t label)
{
    return self->chosen[label] != self->first_spot[label];
}

static void anneal(Placer *self, const GArray *turns)
{
    size_t n = turns->len;
    size_t moves = MIN((size_t)MOST_MOVES, n * MOVES_PER_LABEL);
    g_autofree int64_t *best =
        g_memdup2(self->chosen, sizeof(int64_t) * self->problem->n_labels);
    double cost = 0, best_cost = 0;

    for (size_t move = 0; move < moves; move++) {
        double heat = HOT * pow(COLD / HOT, (double)move / (double)moves);
        uint32_t label = g_array_index(turns, Turn, next_random(self) % n).label;

        if (!wants_to_move(self, label)) {
            continue;
        }
        uint32_t first = self->first_spot[label];
        uint32_t choices = self->first_spot[label + 1] - first;
        int64_t spot = first + (uint32_t)(next_random(self) % choices);

        if (spot == self->chosen[label]) {
            continue;
        }
        double change = push(self, label, spot);

        if (change > 0 && random_fraction(self) >= exp(-change / heat)) {
            take_back(self);
            continue;
        }
        g_array_set_size(self->changes, 0);
        cost += change;
        if (cost < best_cost - 1e-9) {
            best_cost = cost;
            memcpy(best, self->chosen, sizeof(int64_t) * self->problem->n_labels);
        }
    }
    for (uint32_t i = 0; i < self->problem->n_labels; i++) {
        choose(self, i, -1);
    }
    for (uint32_t i = 0; i < self->problem->n_labels; i++) {
        choose(self, i, best[i]);
    }
    g_array_set_size(self->changes, 0);
}

/* One round of placing: all spots that come into question, and the best choice of them
 * that is found from where the labels stand. */
static void place(Placer *self, int *choice)
{
    g_array_set_size(self->spots, 0);
    g_array_set_size(self->conflicts, 0);
    find_spots(self);
    find_conflicts(self);
    for (uint32_t i = 0; i < self->problem->n_labels; i++) {
        self->chosen[i] = -1;
    }
    for (size_t i = 0; i < self->spots->len; i++) {
        const Spot *spot = spot_at(self, i);

        if (choice[spot->label] == spot->candidate) {
            choose(self, spot->label, (int64_t)i);
        }
    }
    g_autoptr(GArray) turns = find_turns(self);

    settle(self, turns);
    if (turns->len > 0) {
        anneal(self, turns);
        settle(self, turns);
    }
    for (uint32_t i = 0; i < self->problem->n_labels; i++) {
        int64_t spot = self->chosen[i];

        choice[i] = spot >= 0 ? spot_at(self, (size_t)spot)->candidate : -1;
    }
}

static bool has_leaders(const YqLabel *label)
{
    for (size_t i = 0; i < label->n_candidates; i++) {
        if (label->candidates[i].leader) {
            return true;
        }
    }
    return false;
}

/* Leader lines are for labels that find no room beside their point, and for their
 * neighbours, who may make room: weighing them for all costs far more than it brings. */
static bool allow_leaders(Placer *self, const int *choice, double reach)
{
    size_t n = self->problem->n_labels;
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const YqLabel *lost = &self->problem->labels[i];

        for (size_t k = 0; choice[i] < 0 && k < n; k++) {
            const YqLabel *label = &self->problem->labels[k];
            double away =
                hypot(lost->anchor.x - label->anchor.x, lost->anchor.y - label->anchor.y);

            if (away <= reach && has_leaders(label)) {
                self->with_leaders[k] = true;
                any = true;
            }
        }
    }
    return any;
}

static size_t count_leaders(const Placer *self)
{
    size_t n = 0;

    for (size_t i = 0; i < self->problem->n_labels; i++) {
        n += self->with_leaders[i];
    }
    return n;
}

void yq_labels_place(const YqLabelling *problem, int *out_choice)
{
    size_t n = problem->n_labels;
    Placer self = {.problem = problem,
                   .spots = g_array_new(FALSE, FALSE, sizeof(Spot)),
                   .first_spot = g_new0(uint32_t, n + 1),
                   .conflicts = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                   .chosen = g_new(int64_t, n + 1),
                   .lost = g_new(double, n + 1),
                   .with_leaders = g_new0(bool, n + 1),
                   .random = 0x9E3779B97F4A7C15u,
                   .changes = g_array_new(FALSE, FALSE, sizeof(Change))};

    for (size_t i = 0; i < n; i++) {
        out_choice[i] = -1;
    }
    weigh_labels(&self);
    place(&self, out_choice);
    for (size_t k = 0; k < G_N_ELEMENTS(neighbourhoods); k++) {
        if ((k == 0 || count_leaders(&self) < MOST_LEADERS) &&
            allow_leaders(&self, out_choice, neighbourhoods[k])) {
            place(&self, out_choice);
        }
    }
    g_array_unref(self.spots);
    g_array_unref(self.conflicts);
    g_array_unref(self.changes);
    g_free(self.first_spot);
    g_free(self.chosen);
    g_free(self.lost);
    g_free(self.with_leaders);
}
