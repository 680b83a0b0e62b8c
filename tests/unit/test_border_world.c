/* SPDX-License-Identifier: MIT */
/* Every two neighbours of the world. */
#include "check.h"

#include "border/world.h"
#include "strip/places.h"

/* Calls @each with every pair, each once. */
static int each_pair(void (*each)(const char *a, const char *b))
{
    const YqTopology *world = yq_world(NULL);
    int n = 0;

    assert_non_null(world);
    for (int i = 0; i < 26 * 26; i++) {
        char a[3] = {(char)('A' + i / 26), (char)('A' + i % 26), '\0'};
        g_autofree const char **neighbours =
            yq_topology_has(world, a) ? yq_topology_neighbours(world, a) : NULL;

        for (size_t k = 0; neighbours != NULL && neighbours[k] != NULL; k++) {
            if (strcmp(a, neighbours[k]) < 0) {
                each(a, neighbours[k]);
                n++;
            }
        }
    }
    return n;
}

static const YqBorder *open_pair(const char *a, const char *b)
{
    g_autoptr(GError) error = NULL;
    const YqBorder *border = yq_border_get(a, b, &error);

    if (border == NULL) {
        fail_msg("%s-%s: %s", a, b, error->message);
    }
    return border;
}

/* Kilometre 0 is an end of the first part: of an open line the northern end of all, of a
 * ring its northernmost vertex; and a ring runs clockwise. */
static void check_start(const YqBorder *border, const char *a, const char *b)
{
    bool open = !yq_line_part_is_ring(yq_border_line(border), 0);
    YqPoint start = yq_border_at_km(border, 0);

    for (size_t p = 0; p < yq_border_n_parts(border); p++) {
        YqGeometry part = yq_border_part(border, p);
        bool ring = yq_line_part_is_ring(yq_border_line(border), p);
        double turn = 0;

        for (size_t i = 0; ring && i + 1 < part.n_points; i++) {
            YqPoint from = part.points[i], to = part.points[i + 1];

            turn += remainder(to.lon - from.lon, 360) * (to.lat + from.lat) / 2;
            assert_true(from.lat <= part.points[0].lat);
        }
        if (ring && turn < 0) {
            fail_msg("%s-%s: ring %zu runs against the clock", a, b, p);
        }
        assert_true(open || ring); /* open parts come first */
    }
    YqPoint end = {0, -91};

    for (size_t p = 0; open && p < yq_border_n_parts(border); p++) {
        if (!yq_line_part_is_ring(yq_border_line(border), p)) {
            YqGeometry part = yq_border_part(border, p);

            end = part.points[part.n_points - 1];
        }
    }
    if (open && end.lat > start.lat) {
        fail_msg("%s-%s begins at %.5f, south of its end at %.5f", a, b, start.lat,
                 end.lat);
    }
}

/* Both ways round it is the same line, and points beside it lie on both sides. */
static void check_pair(const char *a, const char *b)
{
    const YqBorder *border = open_pair(a, b);
    const YqBorder *turned = open_pair(b, a);
    double length = yq_border_length_km(border);
    YqBorderMeasure on = yq_border_measure(border, yq_border_at_km(border, length / 2));

    assert_true(length > 0.05 && length < 10000);
    assert_near(yq_border_length_km(turned), length, 0);
    assert_near(on.distance_km, 0, 0.001);
    assert_string_equal(on.between[0], a);
    check_start(border, a, b);
}

static void every_pair_of_neighbours_opens(void **state)
{
    assert_true(each_pair(check_pair) > 310);
}

/* Of 200 points beside the line most lie in one of the two countries; those of Malaysia
 * and Singapore, which meet in a strait, the fewest: a sixth lie at sea. */
static void check_sides(const char *a, const char *b)
{
    const YqBorder *border = open_pair(a, b);
    double length = yq_border_length_km(border);
    int n[3] = {0};

    for (int i = 0; i < 25; i++) {
        YqPoint at = yq_border_at_km(border, length * (i + 0.5) / 25);

        for (int hand = 0; hand < 8; hand++) {
            YqPoint beside = yq_destination(at, 45 * hand, fmin(0.05, length / 200));
            const char *side = yq_border_measure(border, beside).side;

            n[strcmp(side, a) == 0 ? 0 : strcmp(side, b) == 0 ? 1 : 2]++;
        }
    }
    if (n[0] < 30 || n[1] < 30 || n[2] > 40) {
        fail_msg("%s-%s: %d, %d and %d elsewhere of 200 points beside the line", a, b,
                 n[0], n[1], n[2]);
    }
}

static void both_countries_lie_beside_their_border(void **state)
{
    each_pair(check_sides);
}

static int tripoints;

static void count_tripoints(const char *a, const char *b)
{
    const YqBorder *border = open_pair(a, b);
    g_autoptr(GArray) places = yq_along_places(border, NULL, "en", 15);

    for (guint i = 0; i < places->len; i++) {
        const YqAlong *along = &g_array_index(places, YqAlong, i);

        assert_int_equal(along->kind, YQ_ALONG_TRIPOINT);
        assert_string_not_equal(along->third, a);
        assert_string_not_equal(along->third, b);
        assert_true(along->along_km >= 0 &&
                    along->along_km <= yq_border_length_km(border) + 1e-9);
        tripoints++;
    }
}

/* Each is an end of three borders; the world has a good 170. */
static void tripoints_are_ends_of_three_borders(void **state)
{
    each_pair(count_tripoints);
    assert_true(tripoints > 400 && tripoints < 620);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_neighbours_opens),
        cmocka_unit_test(both_countries_lie_beside_their_border),
        cmocka_unit_test(tripoints_are_ends_of_three_borders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
