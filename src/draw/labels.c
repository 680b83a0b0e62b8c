/* SPDX-License-Identifier: MIT */
#include "draw/labels.h"

#include "draw/spots.h"

#include <math.h>
#include <string.h>

/* What a label is worth against a better place for others: a level of priority is worth
 * three labels of the level below. */
#define LOST 100.0
#define LOST_STEP 3.0
enum { LEVELS = 9 };

/* Annealing: how hot, how long; chosen on maps of 47 towns and of 300 (tests/bench). */
#define HOT 3.0
#define COLD 0.02
/* Points about a label that found no room, within which others may take leader lines. */
static const double neighbourhoods[] = {40, 90};
/* More labels than this with leader lines take too long to weigh in a second round; and
 * where there are so many labels at all, lines would only add to the crowd. */
enum { MOST_LEADERS = 120, MOST_LED = 1000 };
/* Of so many labels at the most, those that a line strikes through may take them too. */
enum { FEW = 150 };
enum { MOVES_PER_LABEL = 120, MOST_MOVES = 60000 };

typedef struct Placer {
    const YqLabelling *problem;
    YqSpots spots;
    int64_t *chosen;    /* spot of each label, or -1 */
    double *lost;       /* what it costs to leave a label out */
    bool *with_leaders; /* labels that found no room without */
    uint64_t random;
    GArray *changes; /* of Change: to take a move back */
} Placer;

typedef struct Change {
    uint32_t label;
    int64_t before;
} Change;

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

/* Puts a label at a spot, or nowhere (-1), and keeps the counts true. */
static void choose(Placer *self, uint32_t label, int64_t spot)
{
    const uint32_t *conflicts = (const uint32_t *)(void *)self->spots.conflicts->data;
    Change change = {label, self->chosen[label]};

    if (change.before == spot) {
        return;
    }
    if (change.before >= 0) {
        const YqSpot *old = yq_spot_at(&self->spots, (size_t)change.before);

        for (uint32_t i = old->first_conflict; i < old->end_conflict; i++) {
            yq_spot_at(&self->spots, conflicts[i])->blocked--;
        }
    }
    if (spot >= 0) {
        const YqSpot *new = yq_spot_at(&self->spots, (size_t)spot);

        for (uint32_t i = new->first_conflict; i < new->end_conflict; i++) {
            yq_spot_at(&self->spots, conflicts[i])->blocked++;
        }
    }
    self->chosen[label] = spot;
    g_array_append_val(self->changes, change);
}

static double cost_of_label(const Placer *self, uint32_t label)
{
    int64_t spot = self->chosen[label];

    return spot >= 0 ? yq_spot_at(&self->spots, (size_t)spot)->cost : self->lost[label];
}

/* The cheapest spot of a label that nothing blocks, or -1. */
static int64_t cheapest_free(const Placer *self, uint32_t label)
{
    for (uint32_t i = self->spots.first[label]; i < self->spots.first[label + 1]; i++) {
        if (yq_spot_at(&self->spots, i)->blocked == 0) {
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
        Turn turn = {i, self->spots.first[i + 1] - self->spots.first[i], self->lost[i]};

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

            if (best >= 0 &&
                (self->chosen[label] < 0 ||
                 yq_spot_at(&self->spots, (size_t)best)->cost <
                     yq_spot_at(&self->spots, (size_t)self->chosen[label])->cost)) {
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
    const uint32_t *conflicts = (const uint32_t *)(void *)self->spots.conflicts->data;
    const YqSpot *to = yq_spot_at(&self->spots, (size_t)spot);
    double before = cost_of_label(self, label), after = to->cost;

    if (to->blocked > 0) {
        for (uint32_t i = to->first_conflict; i < to->end_conflict; i++) {
            uint32_t other = yq_spot_at(&self->spots, conflicts[i])->label;

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
    return self->chosen[label] != self->spots.first[label];
}

static double heat_at(size_t move, size_t moves)
{
    return HOT * pow(COLD / HOT, (double)move / (double)moves);
}

static void anneal(Placer *self, const GArray *turns)
{
    size_t n = turns->len;
    size_t moves = MIN((size_t)MOST_MOVES, n * MOVES_PER_LABEL);
    g_autofree int64_t *best =
        g_memdup2(self->chosen, sizeof(int64_t) * self->problem->n_labels);
    double cost = 0, best_cost = 0;

    for (size_t move = 0; move < moves; move++) {
        uint32_t label = g_array_index(turns, Turn, next_random(self) % n).label;

        if (!wants_to_move(self, label)) {
            continue;
        }
        uint32_t first = self->spots.first[label];
        uint32_t choices = self->spots.first[label + 1] - first;
        int64_t spot = first + (uint32_t)(next_random(self) % choices);

        if (spot == self->chosen[label]) {
            continue;
        }
        double change = push(self, label, spot);

        if (change > 0 && random_fraction(self) >= exp(-change / heat_at(move, moves))) {
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
    yq_spots_find(&self->spots, self->problem, self->with_leaders);
    for (uint32_t i = 0; i < self->problem->n_labels; i++) {
        self->chosen[i] = -1;
    }
    for (size_t i = 0; i < self->spots.list->len; i++) {
        const YqSpot *spot = yq_spot_at(&self->spots, i);

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

        choice[i] = spot >= 0 ? yq_spot_at(&self->spots, (size_t)spot)->candidate : -1;
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

static bool is_struck(const Placer *self, size_t label)
{
    int64_t spot = self->chosen[label];

    return spot >= 0 && yq_spot_at(&self->spots, (size_t)spot)->struck;
}

/* Leader lines are for labels that find no room beside their point, and for their
 * neighbours, who may make room, and for those that a line strikes through: weighing them
 * for all costs far more than it brings. */
static bool allow_leaders(Placer *self, double reach)
{
    size_t n = self->problem->n_labels;
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const YqLabel *lost = &self->problem->labels[i];
        bool placed = self->chosen[i] >= 0;

        bool wants = !placed || (n <= FEW && is_struck(self, i));

        for (size_t k = 0; wants && k < n; k++) {
            const YqLabel *label = &self->problem->labels[k];
            double away =
                hypot(lost->anchor.x - label->anchor.x, lost->anchor.y - label->anchor.y);

            if (away <= (placed ? 0 : reach) && has_leaders(label)) {
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
                   .chosen = g_new(int64_t, n + 1),
                   .lost = g_new(double, n + 1),
                   .with_leaders = g_new0(bool, n + 1),
                   .random = 0x9E3779B97F4A7C15u,
                   .changes = g_array_new(FALSE, FALSE, sizeof(Change))};

    yq_spots_init(&self.spots, n);
    for (size_t i = 0; i < n; i++) {
        out_choice[i] = -1;
    }
    weigh_labels(&self);
    place(&self, out_choice);
    for (size_t k = 0; n <= MOST_LED && k < G_N_ELEMENTS(neighbourhoods); k++) {
        if ((k == 0 || count_leaders(&self) < MOST_LEADERS) &&
            allow_leaders(&self, neighbourhoods[k])) {
            place(&self, out_choice);
        }
    }
    yq_spots_clear(&self.spots);
    g_array_unref(self.changes);
    g_free(self.chosen);
    g_free(self.lost);
    g_free(self.with_leaders);
}
