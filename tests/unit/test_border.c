/* SPDX-License-Identifier: MIT */
/* Ten borders against brute force on the vertices of their source. With a number as
 * argument, so many random points for each border instead of 200. */
#include "check.h"

#include "border/offset.h"
#include "border/world.h"
#include "border_reference.h"
#include <yaqut/error.h>

#include <stdlib.h>

static const char *const pairs[][2] = {
    {"DZ", "ML"}, {"EG", "LY"}, {"US", "CA"}, {"LS", "ZA"}, {"IN", "BD"},
    {"CL", "AR"}, {"RU", "NO"}, {"ES", "PT"}, {"KZ", "RU"}, {"DZ", "NE"},
};

static int n_points = 200;

static const YqBorder *open_border(const char *a, const char *b)
{
    g_autoptr(GError) error = NULL;
    const YqBorder *border = yq_border_get(a, b, &error);

    assert_no_error(error);
    return border;
}

static YqPoint random_point(GRand *random, const YqBorder *border, int i)
{
    if (i % 12 == 0) { /* anywhere on the earth */
        return (YqPoint){g_rand_double_range(random, -180, 180),
                         asin(g_rand_double_range(random, -1, 1)) * 180 / G_PI};
    }
    double km = g_rand_double(random) * yq_border_length_km(border);
    double reach = pow(10, g_rand_double_range(random, -3, i % 4 == 0 ? 3 : 1.7));

    return yq_destination(yq_border_at_km(border, km),
                          g_rand_double_range(random, 0, 360), reach);
}

static void check_point(const YqBorder *border, const YqChain *chains, size_t n,
                        YqPoint at)
{
    Reference reference = {at, at, INFINITY};
    YqBorderMeasure measure = yq_border_measure(border, at);

    for (size_t i = 0; i < n; i++) {
        reference_line(&reference, chains[i].points, chains[i].n);
    }
    if (fabs(measure.distance_km - reference.km) > 0.005) {
        fail_msg("%s-%s, %.6f %.6f: %.6f km, by brute force %.6f", measure.between[0],
                 measure.between[1], at.lon, at.lat, measure.distance_km, reference.km);
    }
    assert_near(yq_distance_km(at, measure.nearest), measure.distance_km, 1e-6);
    /* Where one part ends and the next begins, two points have one kilometre. */
    double on =
        yq_distance_km(yq_border_at_km(border, measure.along_km), measure.nearest);
    double before =
        yq_distance_km(yq_border_at_km(border, measure.along_km - 1e-6), measure.nearest);

    assert_near(fmin(on, before), 0, 0.005);
}

/* Tripoints and other ends, points on the line, poles and the antimeridian. */
static void check_special_points(const YqBorder *border, const YqChain *chains, size_t n)
{
    static const YqPoint odd[] = {
        {0, 90}, {0, -90}, {180, 10}, {-180, 10}, {180, 89.9999}};

    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
        check_point(border, chains, n, odd[i]);
    }
    for (size_t i = 0; i < yq_border_n_parts(border) && i < 4; i++) {
        YqGeometry part = yq_border_part(border, i);

        check_point(border, chains, n, part.points[0]);
        check_point(border, chains, n, part.points[part.n_points - 1]);
        check_point(border, chains, n, part.points[part.n_points / 2]);
    }
    for (int i = 0; i < 10; i++) {
        YqPoint on = yq_border_at_km(border, i * yq_border_length_km(border) / 10);

        assert_near(yq_border_measure(border, on).distance_km, 0, 0.001);
    }
}

static void measures_are_those_of_brute_force(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20241124);

    for (size_t k = 0; k < G_N_ELEMENTS(pairs); k++) {
        const YqBorder *border = open_border(pairs[k][0], pairs[k][1]);
        YqChain *chains;
        size_t n = yq_topology_pair(border->world, pairs[k][0], pairs[k][1], &chains);

        for (int i = 0; i < n_points; i++) {
            check_point(border, chains, n, random_point(random, border, i));
        }
        check_special_points(border, chains, n);
        yq_chains_free(chains, n);
    }
}

static void the_length_is_that_of_the_source(void **state)
{
    for (size_t k = 0; k < G_N_ELEMENTS(pairs); k++) {
        const YqBorder *border = open_border(pairs[k][0], pairs[k][1]);
        YqChain *chains;
        size_t n = yq_topology_pair(border->world, pairs[k][0], pairs[k][1], &chains);
        double km = 0;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j + 1 < chains[i].n; j++) {
                km += yq_distance_km(chains[i].points[j], chains[i].points[j + 1]);
            }
        }
        assert_near(yq_border_length_km(border) / km, 1, 0.001);
        yq_chains_free(chains, n);
    }
}

/* Of two points beside the same place of the line, one on each hand, the one lies in one
 * country and the other in the other; and always in the same one along a part, for a
 * country is on one hand of its whole border. */
static void a_country_lies_on_one_hand_of_the_line(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);

    for (size_t k = 0; k < G_N_ELEMENTS(pairs); k++) {
        const YqBorder *border = open_border(pairs[k][0], pairs[k][1]);
        int seen = 0;

        /* On the Southern Patagonian ice the two never agreed on a line, and the source
         * leaves ground there that is neither's. */
        if (strcmp(pairs[k][0], "CL") == 0) {
            continue;
        }

        for (int i = 0; i < n_points; i++) {
            YqGeometry part = yq_border_part(border, 0);
            size_t j = g_rand_int_range(random, 0, part.n_points - 1);
            YqPoint a = part.points[j], b = part.points[j + 1];
            double along = yq_azimuth(a, b);
            YqPoint middle = yq_destination(a, along, yq_distance_km(a, b) / 2);
            YqBorderMeasure left =
                yq_border_measure(border, yq_destination(middle, along - 90, 0.006));
            YqBorderMeasure right =
                yq_border_measure(border, yq_destination(middle, along + 90, 0.006));

            /* Where the line doubles back within metres, hands change: leave those out.
             */
            if (left.distance_km < 0.0055 || right.distance_km < 0.0055) {
                continue;
            }
            assert_string_not_equal(left.side, "other");
            assert_string_not_equal(right.side, "other");
            assert_string_not_equal(left.side, right.side);
            int hand = strcmp(left.side, pairs[k][0]) == 0 ? 1 : -1;

            assert_true(seen == 0 || seen == hand);
            seen = hand;
        }
        assert_true(seen != 0);
    }
}

/* Whether an end of a part, where other borders begin, is nearer than @km. */
static bool near_end(const YqBorder *border, YqPoint at, double km)
{
    for (size_t p = 0; p < yq_border_n_parts(border); p++) {
        YqGeometry part = yq_border_part(border, p);

        if (yq_distance_rough_km(at, part.points[0]) < km ||
            yq_distance_rough_km(at, part.points[part.n_points - 1]) < km) {
            return true;
        }
    }
    return false;
}

/* No border of the two lies between a point and its nearest point of the line: all the
 * way from 6 m beside the line it is on one side, or elsewhere. */
static void the_side_does_not_change_on_the_way_to_the_line(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(13);

    for (size_t k = 0; k < G_N_ELEMENTS(pairs); k++) {
        const YqBorder *border = open_border(pairs[k][0], pairs[k][1]);
        int checked = 0;

        if (strcmp(pairs[k][0], "CL") == 0) {
            continue; /* see above: the line has a gap on the ice */
        }
        for (int i = 0; i < n_points; i++) {
            double km = g_rand_double(random) * yq_border_length_km(border);
            YqPoint at = yq_destination(yq_border_at_km(border, km),
                                        g_rand_double_range(random, 0, 360),
                                        pow(10, g_rand_double_range(random, -2, 1.3)));
            YqBorderMeasure measure = yq_border_measure(border, at);

            if (measure.distance_km < 0.01 || near_end(border, at, 25)) {
                continue;
            }
            YqPoint beside =
                yq_destination(measure.nearest, yq_azimuth(measure.nearest, at), 0.006);
            const char *side = yq_border_measure(border, beside).side;

            if (strcmp(side, "other") != 0 && strcmp(measure.side, "other") != 0 &&
                strcmp(side, measure.side) != 0) {
                fail_msg("%s-%s, %.6f %.6f: %s, but %s beside the line", pairs[k][0],
                         pairs[k][1], at.lon, at.lat, measure.side, side);
            }
            checked++;
        }
        assert_true(checked > 0);
    }
}

static void the_side_is_the_country_that_holds_the_point(void **state)
{
    static const struct {
        const char *a, *b;
        YqPoint at;
        const char *side;
    } rows[] = {
        {"DZ", "ML", {3.06, 36.75}, "DZ"},    {"DZ", "ML", {-8.0, 12.65}, "ML"},
        {"DZ", "ML", {2.11, 13.51}, "other"}, {"DZ", "ML", {-40, 20}, "other"},
        {"LS", "ZA", {27.48, -29.31}, "LS"},  {"LS", "ZA", {28.05, -26.2}, "ZA"},
        {"US", "CA", {-149.9, 61.2}, "US"},   {"US", "CA", {-135.05, 60.72}, "CA"},
        {"RU", "NO", {33.08, 68.97}, "RU"},   {"RU", "NO", {-175, 66.5}, "RU"},
        {"RU", "NO", {0, 90}, "other"},       {"RU", "NO", {0, -90}, "other"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const YqBorder *border = open_border(rows[i].a, rows[i].b);

        assert_string_equal(yq_border_measure(border, rows[i].at).side, rows[i].side);
    }
}

static void countries_without_a_border_are_told_their_neighbours(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) unknown = NULL;
    g_autoptr(GError) one = NULL;

    assert_null(yq_border_get("DZ", "NG", &error));
    assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_UNKNOWN));
    assert_contains(error->message, "DZ and NG share no border");
    assert_contains(error->message,
                    "the neighbours of DZ are EH, LY, MA, ML, MR, NE, TN");
    assert_contains(error->message, "the neighbours of NG are BJ, CM, NE, TD");
    assert_null(yq_border_get("DZ", "XX", &unknown));
    assert_contains(unknown->message, "no country has the code 'XX'");
    assert_null(yq_border_get("DZ", "DZ", &one));
    assert_contains(one->message, "a border has two countries");
}

static void the_stretch_at_a_distance_lies_at_it(void **state)
{
    const YqBorder *border = open_border("DZ", "ML");
    YqPoint near = {2.97, 19.95};
    double along = yq_border_measure(border, near).along_km;
    g_autoptr(YqOffsets) offsets = yq_border_offset(border, "ML", 9.5, near, 30);

    assert_true(offsets->n > 0);
    for (size_t i = 0; i < offsets->ends[offsets->n - 1]; i++) {
        YqBorderMeasure measure = yq_border_measure(border, offsets->points[i]);

        assert_near(measure.distance_km, 9.5, 0.1);
        assert_string_equal(measure.side, "ML");
        assert_true(fabs(measure.along_km - along) <= 30.001);
    }
}

static void a_band_is_closed_and_keeps_its_distance(void **state)
{
    const YqBorder *border = open_border("LS", "ZA");
    g_autoptr(YqOffsets) band = yq_border_band(border, 30);
    size_t start = 0;

    assert_int_equal(band->n, 2); /* a ring around Lesotho, with a hole */
    for (size_t k = 0; k < band->n; k++) {
        size_t end = band->ends[k];

        assert_near(band->points[start].lon, band->points[end - 1].lon, 0);
        assert_near(band->points[start].lat, band->points[end - 1].lat, 0);
        for (size_t i = start; i < end; i++) {
            assert_near(yq_border_measure(border, band->points[i]).distance_km, 30, 0.5);
        }
        start = end;
    }
}

static void posts_stand_at_their_kilometres(void **state)
{
    const YqBorder *border = open_border("DZ", "ML");
    g_autoptr(GArray) posts = yq_border_posts(border, 100);
    double length = yq_border_length_km(border);

    assert_int_equal(posts->len, (int)(length / 100) + 2);
    for (guint i = 0; i < posts->len; i++) {
        const YqPost *post = &g_array_index(posts, YqPost, i);

        assert_near(post->km, i + 1 < posts->len ? i * 100 : length, 1e-9);
        assert_near(yq_border_measure(border, post->at).distance_km, 0, 0.001);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_those_of_brute_force),
        cmocka_unit_test(the_length_is_that_of_the_source),
        cmocka_unit_test(a_country_lies_on_one_hand_of_the_line),
        cmocka_unit_test(the_side_does_not_change_on_the_way_to_the_line),
        cmocka_unit_test(the_side_is_the_country_that_holds_the_point),
        cmocka_unit_test(countries_without_a_border_are_told_their_neighbours),
        cmocka_unit_test(the_stretch_at_a_distance_lies_at_it),
        cmocka_unit_test(a_band_is_closed_and_keeps_its_distance),
        cmocka_unit_test(posts_stand_at_their_kilometres),
    };

    n_points = argc > 1 ? atoi(argv[1]) : n_points;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
