/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "border/line.h"
#include "border_reference.h"

static double random_between(GRand *random, double low, double high)
{
    return g_rand_double_range(random, low, high);
}

/* A crooked line: a walk of short steps that keeps its heading on the whole. */
static GArray *walk(GRand *random, YqPoint from, double heading, size_t n, double step)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(YqPoint));

    for (size_t i = 0; i < n; i++) {
        double angle = (heading + random_between(random, -100, 100)) * G_PI / 180;

        g_array_append_val(points, from);
        from.lon += step * sin(angle) / cos(from.lat * G_PI / 180);
        from.lat += step * cos(angle);
    }
    return points;
}

static YqGeometry line_of(const GArray *points)
{
    return (YqGeometry){YQ_GEOMETRY_LINE, (const YqPoint *)points->data, points->len};
}

/* Compares with brute force: the distance, and that the nearest point lies on the line at
 * the kilometre that is told. */
static void check_nearest(const YqLine *line, const YqGeometry *parts, size_t n,
                          YqPoint at)
{
    Reference reference = {at, at, INFINITY};
    YqFoot foot = yq_line_nearest(line, at);

    for (size_t i = 0; i < n; i++) {
        reference_line(&reference, parts[i].points, parts[i].n_points);
    }
    if (fabs(foot.distance_km - reference.km) > 0.005) {
        fail_msg("%.5f %.5f: %.6f km, by brute force %.6f", at.lon, at.lat,
                 foot.distance_km, reference.km);
    }
    assert_near(yq_distance_km(at, foot.nearest), foot.distance_km, 1e-6);
    assert_near(yq_distance_km(yq_line_at_km(line, foot.along_km), foot.nearest), 0,
                0.001);
}

static void the_nearest_point_is_that_of_brute_force(void **state)
{
    static const struct {
        YqPoint from;
        double heading, step;
        size_t n;
    } rows[] = {
        {{3, 20}, 230, 0.02, 1000},  {{-120, 49}, 90, 0.3, 30},
        {{178, -16}, 90, 0.01, 500}, {{-179.9, 66}, 200, 0.01, 500},
        {{30, 84}, 45, 0.02, 300},   {{100, -85}, 90, 0.05, 50},
        {{25, 22}, 90, 3, 3},
    };
    g_autoptr(GRand) random = g_rand_new_with_seed(7);

    for (size_t k = 0; k < G_N_ELEMENTS(rows); k++) {
        g_autoptr(GArray) points =
            walk(random, rows[k].from, rows[k].heading, rows[k].n, rows[k].step);
        YqGeometry part = line_of(points);
        g_autoptr(YqLine) line = yq_line_new(&part, 1);

        for (int i = 0; i < 20; i++) {
            double reach = pow(10, random_between(random, -3, 2.2));
            YqPoint seed = part.points[g_rand_int_range(random, 0, points->len)];
            YqPoint at = yq_destination((YqPoint){remainder(seed.lon, 360), seed.lat},
                                        random_between(random, 0, 360),
                                        i % 10 == 0 ? reach * 90 : reach);

            check_nearest(line, &part, 1, at);
        }
        check_nearest(line, &part, 1, (YqPoint){0, 90});
        check_nearest(line, &part, 1, (YqPoint){77, -90});
        check_nearest(line, &part, 1, (YqPoint){180, rows[k].from.lat});
        check_nearest(line, &part, 1, (YqPoint){-180, rows[k].from.lat});
        check_nearest(line, &part, 1,
                      part.points[0].lon > 180 ? (YqPoint){0, 0} : part.points[0]);
    }
}

static void a_parallel_is_followed_not_the_geodesic(void **state)
{
    const YqPoint points[] = {{-123, 49}, {-95, 49}};
    YqGeometry part = {YQ_GEOMETRY_LINE, points, 2};
    g_autoptr(YqLine) line = yq_line_new(&part, 1);
    YqFoot foot = yq_line_nearest(line, (YqPoint){-109, 49});

    assert_near(foot.distance_km, 0, 0.0005);
    /* The parallel is 2047 km long, the geodesic 2034. */
    assert_near(yq_line_length_km(line), 28 * 73.171, 2);
    assert_true(yq_distance_km(points[0], points[1]) < yq_line_length_km(line) - 8);
}

static void a_line_begins_at_its_northern_end(void **state)
{
    const YqPoint south[] = {{0, 10}, {1, 12}};
    const YqPoint north[] = {{2, 13}, {2, 15}};
    const YqPoint ring[] = {{5, 30}, {6, 30}, {6, 31}, {5, 31}, {5, 30}};
    YqGeometry parts[] = {{YQ_GEOMETRY_LINE, ring, 5},
                          {YQ_GEOMETRY_LINE, south, 2},
                          {YQ_GEOMETRY_LINE, north, 2}};
    g_autoptr(YqLine) line = yq_line_new(parts, 3);

    assert_int_equal(yq_line_n_parts(line), 3);
    assert_near(yq_line_part(line, 0).points[0].lat, 15, 0);
    assert_near(yq_line_part(line, 1).points[0].lat, 12, 0);
    assert_near(yq_line_at_km(line, 0).lat, 15, 0);
    assert_near(yq_line_part_km(line, 1), yq_distance_km(north[0], north[1]), 0.001);
    assert_true(yq_line_part_is_ring(line, 2));
    assert_near(yq_line_at_km(line, -5).lat, 15, 0);
}

static void a_ring_runs_clockwise_from_its_northernmost_vertex(void **state)
{
    const YqPoint points[] = {{28, -30}, {27, -29}, {28, -28.5}, {29, -29}, {28, -30}};
    const YqPoint turned[] = {{28, -30}, {29, -29}, {28, -28.5}, {27, -29}, {28, -30}};
    YqGeometry both[] = {{YQ_GEOMETRY_LINE, points, 5}, {YQ_GEOMETRY_LINE, turned, 5}};

    for (size_t i = 0; i < 2; i++) {
        g_autoptr(YqLine) line = yq_line_new(&both[i], 1);

        assert_near(yq_line_at_km(line, 0).lat, -28.5, 0);
        assert_true(yq_line_at_km(line, 30).lon > 28);
        assert_near(yq_line_at_km(line, yq_line_length_km(line)).lat, -28.5, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_point_is_that_of_brute_force),
        cmocka_unit_test(a_parallel_is_followed_not_the_geodesic),
        cmocka_unit_test(a_line_begins_at_its_northern_end),
        cmocka_unit_test(a_ring_runs_clockwise_from_its_northernmost_vertex),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
