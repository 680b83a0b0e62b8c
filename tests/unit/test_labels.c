/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "draw/grid.h"
#include "draw/labels.h"

#include <stdlib.h>

enum { MOST = 1100 };

/* Towns and incidents strewn over a page, clustered so that it is crowded somewhere. */
typedef struct Strewn {
    YqLabelCandidate candidates[MOST][YQ_POINT_CANDIDATES];
    YqLabel labels[MOST];
    YqRect obstacles[MOST];
    YqLabelling problem;
    int choice[MOST];
} Strewn;

static unsigned seed;

static double chance(void)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 8 & 0xFFFF) / 65536.0;
}

static Strewn *strew(size_t n_towns, size_t n_incidents, double width, double height)
{
    Strewn *s = g_new0(Strewn, 1);

    seed = 4;
    for (size_t i = 0; i < n_towns + n_incidents; i++) {
        bool clustered = i % 4 == 0;
        double x = clustered ? width * (0.4 + 0.2 * chance()) : width * chance();
        double y = clustered ? height * (0.4 + 0.2 * chance()) : height * chance();
        double radius = i < n_towns ? 2 : 5;

        s->obstacles[i] = (YqRect){x - radius, y - radius, 2 * radius, 2 * radius};
        if (i < n_towns) {
            YqXY at = {(float)x, (float)y};

            s->labels[i] = (YqLabel){
                .priority = i < 5,
                .anchor = at,
                .anchor_radius = radius,
                .candidates = s->candidates[i],
                .n_candidates = yq_label_point_candidates(
                    at, 3.5, 25 + 20 * chance(), 10, i % 3 == 0, true, s->candidates[i])};
        }
    }
    s->problem = (YqLabelling){.labels = s->labels,
                               .n_labels = n_towns,
                               .obstacles = s->obstacles,
                               .n_obstacles = n_towns + n_incidents,
                               .frame = {0, 0, width, height}};
    return s;
}

static size_t count_placed(const Strewn *s)
{
    size_t placed = 0;

    for (size_t i = 0; i < s->problem.n_labels; i++) {
        placed += s->choice[i] >= 0;
    }
    return placed;
}

static void check_clear(const Strewn *s)
{
    for (size_t i = 0; i < s->problem.n_labels; i++) {
        if (s->choice[i] < 0) {
            continue;
        }
        YqRect box = s->candidates[i][s->choice[i]].box;

        assert_true(box.x >= 0 && box.y >= 0);
        assert_true(box.x + box.width <= s->problem.frame.width);
        assert_true(box.y + box.height <= s->problem.frame.height);
        for (size_t k = 0; k < s->problem.n_obstacles; k++) {
            assert_false(yq_rects_overlap(box, s->obstacles[k]));
        }
        for (size_t k = 0; k < i; k++) {
            assert_false(s->choice[k] >= 0 &&
                         yq_rects_overlap(box, s->candidates[k][s->choice[k]].box));
        }
    }
}

static void labels_touch_neither_each_other_nor_symbols(void **state)
{
    Strewn *s = strew(300, 100, 800, 600);

    yq_labels_place(&s->problem, s->choice);
    check_clear(s);
    assert_true(count_placed(s) >= 250);
    for (size_t i = 0; i < 5; i++) {
        assert_true(s->choice[i] >= 0); /* what has priority */
    }
    g_free(s);
}

static void forty_seven_towns_all_find_room(void **state)
{
    Strewn *s = strew(47, 25, 800, 600);

    yq_labels_place(&s->problem, s->choice);
    check_clear(s);
    assert_int_equal(count_placed(s), 47);
    g_free(s);
}

static void placing_is_the_same_every_time(void **state)
{
    Strewn *a = strew(120, 40, 500, 400), *b = strew(120, 40, 500, 400);

    yq_labels_place(&a->problem, a->choice);
    yq_labels_place(&b->problem, b->choice);
    assert_memory_equal(a->choice, b->choice, sizeof a->choice);
    g_free(a);
    g_free(b);
}

/* Two labels of which one must give way for both to stand: greed alone leaves one out. */
static void a_label_steps_aside_for_another(void **state)
{
    YqLabelCandidate first[] = {{{0, 0, 10, 10}, 0, false}, {{0, 20, 10, 10}, 1, false}};
    YqLabelCandidate second[] = {{{5, 5, 10, 10}, 0, false}};
    YqLabel labels[] = {{.priority = 1, .candidates = first, .n_candidates = 2},
                        {.candidates = second, .n_candidates = 1}};
    YqLabelling problem = {.labels = labels, .n_labels = 2, .frame = {0, 0, 100, 100}};
    int choice[2];

    yq_labels_place(&problem, choice);
    assert_int_equal(choice[0], 1);
    assert_int_equal(choice[1], 0);
}

static void where_one_must_go_priority_stays(void **state)
{
    YqLabelCandidate same[] = {{{0, 0, 10, 10}, 0, false}};
    YqLabel labels[] = {{.priority = 1, .candidates = same, .n_candidates = 1},
                        {.priority = 7, .candidates = same, .n_candidates = 1}};
    YqLabelling problem = {.labels = labels, .n_labels = 2, .frame = {0, 0, 100, 100}};
    int choice[2];

    yq_labels_place(&problem, choice);
    assert_int_equal(choice[0], -1);
    assert_int_equal(choice[1], 0);
}

static void a_line_is_better_not_struck(void **state)
{
    YqLabelCandidate both[] = {{{0, 0, 10, 10}, 0, false}, {{0, 20, 10, 10}, 0.5, false}};
    YqLabel label = {.candidates = both, .n_candidates = 2};
    YqXY border[] = {{-5, 5}, {50, 5}};
    YqLabelling problem = {.labels = &label,
                           .n_labels = 1,
                           .lines = border,
                           .n_lines = 1,
                           .frame = {0, 0, 100, 100}};
    int choice;

    yq_labels_place(&problem, &choice);
    assert_int_equal(choice, 1);
}

static void a_page_without_labels_is_no_trouble(void **state)
{
    YqLabelling problem = {.frame = {0, 0, 100, 100}};

    yq_labels_place(&problem, NULL);
}

static size_t count_leaders(const Strewn *s)
{
    size_t leaders = 0;

    for (size_t i = 0; i < s->problem.n_labels; i++) {
        leaders += s->choice[i] >= 0 && s->candidates[i][s->choice[i]].leader;
    }
    return leaders;
}

/* Weighing them would take a minute for ten thousand labels. */
static void lines_lead_to_labels_but_not_in_a_throng(void **state)
{
    g_autofree Strewn *few = strew(200, 50, 500, 350);
    g_autofree Strewn *throng = strew(1050, 50, 500, 350);

    yq_labels_place(&few->problem, few->choice);
    yq_labels_place(&throng->problem, throng->choice);
    assert_true(count_leaders(few) > 0);
    assert_int_equal(count_leaders(throng), 0);
    assert_true(count_placed(throng) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_touch_neither_each_other_nor_symbols),
        cmocka_unit_test(forty_seven_towns_all_find_room),
        cmocka_unit_test(placing_is_the_same_every_time),
        cmocka_unit_test(a_label_steps_aside_for_another),
        cmocka_unit_test(where_one_must_go_priority_stays),
        cmocka_unit_test(a_line_is_better_not_struck),
        cmocka_unit_test(a_page_without_labels_is_no_trouble),
        cmocka_unit_test(lines_lead_to_labels_but_not_in_a_throng),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
