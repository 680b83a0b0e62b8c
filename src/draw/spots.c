/* SPDX-License-Identifier: MIT */
#include "draw/spots.h"

#include "draw/grid.h"

#include <math.h>
#include <stdlib.h>

/* Weight of a line that strikes a label through, per label's height of its length. */
#define STRUCK 2.0
#define STRUCK_MOST 4.0
/* What is struck more than a corner's width is given up where another may stand instead.
 */
#define SPARE_STRUCK 0.3

/* At the end of a leader a name that stands so near to another symbol would be taken for
 * that one's, in points. */
#define NEAR 4.5
#define MISTAKEN 3.0

/* A leader may not run through a symbol if it can be helped. */
#define LEADER_OVER_SYMBOL 5.0

/* Side of the cells in which neighbours are looked for, in points. */
enum { CELL = 24 };

void yq_spots_init(YqSpots *self, size_t n_labels)
{
    *self = (YqSpots){.list = g_array_new(FALSE, FALSE, sizeof(YqSpot)),
                      .first = g_new0(uint32_t, n_labels + 1),
                      .conflicts = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
}

void yq_spots_clear(YqSpots *self)
{
    g_array_unref(self->list);
    g_array_unref(self->conflicts);
    g_free(self->first);
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
static YqRect reach_of(const YqSpot *spot)
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

static YqRect grown(YqRect box, double by)
{
    return (YqRect){box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

static bool holds(YqRect box, YqXY at)
{
    return at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y &&
           at.y <= box.y + box.height;
}

/* Whether a candidate covers an obstacle; @out_near: whether it stands at the end of a
 * leader near one that is not the label's own. */
static bool covers_obstacle(const YqLabelling *problem, Ground *ground,
                            const YqLabelCandidate *candidate, YqXY anchor,
                            bool *out_near)
{
    YqRect box = candidate->box, wide = grown(box, candidate->leader ? NEAR : 0);

    *out_near = false;
    yq_grid_find(ground->obstacles, wide, ground->found);
    for (size_t i = 0; i < ground->found->len; i++) {
        YqRect obstacle = problem->obstacles[g_array_index(ground->found, uint32_t, i)];

        if (yq_rects_overlap(obstacle, box)) {
            return true;
        }
        *out_near |= candidate->leader && yq_rects_overlap(obstacle, wide) &&
                     !holds(obstacle, anchor);
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
static double cost_of_leader(const YqLabelling *problem, Ground *ground,
                             const YqSpot *spot, YqXY anchor)
{
    double cost = 0;

    yq_grid_find(ground->obstacles, box_of_line(spot->line), ground->found);
    for (size_t i = 0; i < ground->found->len; i++) {
        YqRect box = problem->obstacles[g_array_index(ground->found, uint32_t, i)];
        bool own = holds(box, anchor);

        if (!own && yq_segment_in_rect(spot->line[0], spot->line[1], box) > 0) {
            cost += LEADER_OVER_SYMBOL;
        }
    }
    return cost;
}

static int compare_spots(const void *at, const void *bt)
{
    const YqSpot *a = at, *b = bt;

    if (a->label != b->label) {
        return a->label < b->label ? -1 : 1;
    }
    if (a->cost != b->cost) {
        return a->cost < b->cost ? -1 : 1;
    }
    return a->candidate - b->candidate;
}

static void add_spots(YqSpots *self, const YqLabelling *problem, Ground *ground,
                      uint32_t index, bool with_leader)
{
    const YqLabel *label = &problem->labels[index];

    for (size_t i = 0; i < label->n_candidates; i++) {
        const YqLabelCandidate *candidate = &label->candidates[i];
        YqSpot spot = {.label = index,
                       .candidate = (int)i,
                       .box = candidate->box,
                       .cost = candidate->cost,
                       .leader = candidate->leader};

        if (spot.leader && !with_leader) {
            continue;
        }
        bool near;

        if (!inside(problem->frame, spot.box) ||
            covers_obstacle(problem, ground, candidate, label->anchor, &near)) {
            continue;
        }
        double struck = cost_of_lines(problem, ground, spot.box);

        if (label->spare && struck > SPARE_STRUCK) {
            continue;
        }
        spot.cost += struck;
        spot.struck = struck > STRUCK;
        if (spot.leader) {
            yq_label_leader(label, candidate, spot.line);
            spot.cost += cost_of_leader(problem, ground, &spot, label->anchor) +
                         (near ? MISTAKEN : 0);
        }
        g_array_append_val(self->list, spot);
    }
}

static void find_spots(YqSpots *self, const YqLabelling *problem,
                       const bool *with_leaders)
{
    size_t n = problem->n_labels;
    Ground ground;

    prepare_ground(problem, &ground);
    for (size_t i = 0; i < n; i++) {
        add_spots(self, problem, &ground, (uint32_t)i, with_leaders[i]);
    }
    clear_ground(&ground);
    g_array_sort(self->list, compare_spots);
    size_t at = 0;

    for (size_t i = 0; i <= n; i++) {
        while (at < self->list->len && yq_spot_at(self, at)->label < i) {
            at++;
        }
        self->first[i] = (uint32_t)at;
    }
}

static bool in_conflict(const YqSpot *a, const YqSpot *b)
{
    if (yq_rects_overlap(a->box, b->box) ||
        (a->leader && yq_segment_in_rect(a->line[0], a->line[1], b->box) > 0) ||
        (b->leader && yq_segment_in_rect(b->line[0], b->line[1], a->box) > 0)) {
        return true;
    }
    return a->leader && b->leader &&
           yq_segments_cross(a->line[0], a->line[1], b->line[0], b->line[1]);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

/* Few of the spots that are looked at are in conflict: only these are put in order. */
static void find_conflicts(YqSpots *self, YqRect frame)
{
    g_autoptr(YqGrid) grid = yq_grid_new(frame, CELL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (size_t i = 0; i < self->list->len; i++) {
        yq_grid_add(grid, reach_of(yq_spot_at(self, i)), (uint32_t)i);
    }
    for (size_t i = 0; i < self->list->len; i++) {
        YqSpot *spot = yq_spot_at(self, i);

        spot->first_conflict = self->conflicts->len;
        yq_grid_find(grid, reach_of(spot), found);
        for (size_t k = 0; k < found->len; k++) {
            uint32_t other = g_array_index(found, uint32_t, k);
            const YqSpot *that = yq_spot_at(self, other);

            if (that->label != spot->label && in_conflict(spot, that)) {
                g_array_append_val(self->conflicts, other);
            }
        }
        spot->end_conflict = self->conflicts->len;
        if (spot->end_conflict > spot->first_conflict) {
            qsort(&g_array_index(self->conflicts, uint32_t, spot->first_conflict),
                  spot->end_conflict - spot->first_conflict, sizeof(uint32_t),
                  compare_numbers);
        }
    }
}

void yq_spots_find(YqSpots *self, const YqLabelling *problem, const bool *with_leaders)
{
    g_array_set_size(self->list, 0);
    g_array_set_size(self->conflicts, 0);
    find_spots(self, problem, with_leaders);
    find_conflicts(self, problem->frame);
}
