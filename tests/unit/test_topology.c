/* SPDX-License-Identifier: MIT */
#include "spoilt.h"

#include "vector/topology.h"

static YqTopology *open_bundled(void)
{
    g_autofree char *path = yq_data_path(YQ_TOPOLOGY_FILE);
    g_autoptr(GError) error = NULL;
    YqTopology *self = yq_topology_open(path, &error);

    assert_no_error(error);
    return self;
}

typedef struct Told {
    double lon, lat;
    const char *country; /* NULL at sea */
} Told;

static void expect_all(const YqTopology *self, const Told *told, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *got =
            yq_topology_country_at(self, (YqPoint){told[i].lon, told[i].lat});
        if (g_strcmp0(got, told[i].country) != 0) {
            fail_msg("%g, %g is %s, not %s", told[i].lon, told[i].lat, got ? got : "sea",
                     told[i].country ? told[i].country : "sea");
        }
    }
}

static void a_point_lies_in_its_country(void **state)
{
    static const Told told[] = {
        {5.5228, 22.785, "DZ"},   {2.98, 19.94, "ML"},  {1.4411, 18.4411, "ML"},
        {-8, 12.65, "ML"},        {5.77, 19.57, "DZ"},  {2.11, 13.51, "NE"},
        {28.3, -29.5, "LS"},      {29.5, -29.6, "ZA"},  {26.8, -29.1, "ZA"},
        {34.4, 45.2, "UA"},       {-13.2, 27.15, "EH"}, {-9.6, 30.4, "MA"},
        {34.45, 31.5, "PS"},      {35.2, 31.9, "PS"},   {34.78, 32.07, "IL"},
        {12.4533, 41.9029, "VA"}, {12.46, 43.94, "SM"}, {12.5, 41.9, "IT"},
        {-70.91, -53.15, "CL"},   {105, 60, "RU"},      {-52.33, 4.94, "GF"},
    };
    g_autoptr(YqTopology) self = open_bundled();

    expect_all(self, told, G_N_ELEMENTS(told));
}

static void the_sea_is_nobodys(void **state)
{
    static const Told told[] = {
        {-30, 20, NULL}, {0, 0, NULL},    {5, 39, NULL},
        {51, 41, NULL},  {-90, 25, NULL}, {0, 90, NULL},
    };
    g_autoptr(YqTopology) self = open_bundled();

    expect_all(self, told, G_N_ELEMENTS(told));
}

static void the_antimeridian_and_the_poles_are_no_edge(void **state)
{
    static const Told told[] = {
        {178.0, -17.8, "FJ"}, {-179.9, -16.75, "FJ"},   {180.1, -16.75, "FJ"},
        {179.5, 67.5, "RU"},  {-179.5, 67.5, "RU"},     {180.5, 67.5, "RU"},
        {180, 68, "RU"},      {-180, 68, "RU"},         {0, -89.9, "AQ"},
        {140, -90, "AQ"},     {365.5228, 22.785, "DZ"},
    };
    g_autoptr(YqTopology) self = open_bundled();

    expect_all(self, told, G_N_ELEMENTS(told));
}

/* Asked often, a cell is told by a grid: its answers are those of the slow way. */
static void asking_often_changes_no_answer(void **state)
{
    g_autoptr(YqTopology) often = open_bundled();
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    int differences = 0;

    for (int i = 0; i < 300; i++) {
        YqPoint middle = {g_rand_double_range(random, -10, 40),
                          g_rand_double_range(random, 35, 65)};
        for (int k = 0; k < 20; k++) {
            YqPoint at = {middle.lon + g_rand_double_range(random, -0.3, 0.3),
                          middle.lat + g_rand_double_range(random, -0.3, 0.3)};
            const char *fast = yq_topology_country_at(often, at);
            if (k % 10 == 9) {
                g_autoptr(YqTopology) once = open_bundled();
                differences += g_strcmp0(fast, yq_topology_country_at(once, at)) != 0;
            }
        }
    }
    assert_int_equal(differences, 0);
}

static void algeria_and_mali_share_1466_vertices(void **state)
{
    g_autoptr(YqTopology) self = open_bundled();
    YqChain *chains = NULL;
    size_t n = yq_topology_pair(self, "ML", "DZ", &chains);
    double km = 0;

    assert_int_equal(n, 1);
    assert_int_equal(chains[0].n, 1466);
    assert_false(chains[0].ring);
    for (size_t i = 1; i < chains[0].n; i++) {
        km += yq_distance_km(chains[0].points[i - 1], chains[0].points[i]);
    }
    assert_near(km, 1366, 2);
    yq_chains_free(chains, n);
}

static void lesothos_border_is_one_ring(void **state)
{
    g_autoptr(YqTopology) self = open_bundled();
    YqChain *chains = NULL;
    size_t n = yq_topology_pair(self, "LS", "ZA", &chains);

    assert_int_equal(n, 1);
    assert_true(chains[0].ring);
    assert_near(chains[0].points[0].lon, chains[0].points[chains[0].n - 1].lon, 0);
    yq_chains_free(chains, n);
}

/* A step to the left of each border is in the first country, to the right in the second.
 */
static void a_borders_sides_are_its_countries(void **state)
{
    static const char *const pairs[][2] = {
        {"DZ", "ML"}, {"LS", "ZA"}, {"CD", "CG"}, {"US", "MX"}, {"RU", "UA"},
        {"IN", "BD"}, {"EH", "MA"}, {"AR", "CL"}, {"NE", "BF"}, {"FR", "CH"},
    };
    g_autoptr(YqTopology) self = open_bundled();

    for (size_t p = 0; p < G_N_ELEMENTS(pairs); p++) {
        YqChain *chains = NULL;
        size_t n = yq_topology_pair(self, pairs[p][0], pairs[p][1], &chains), wrong = 0,
               all = 0;
        assert_true(n > 0);
        for (size_t i = 1; i < chains[0].n; i++) {
            YqPoint a = chains[0].points[i - 1], b = chains[0].points[i];
            YqPoint middle = {(a.lon + b.lon) / 2, (a.lat + b.lat) / 2};
            if (yq_distance_km(a, b) < 0.05) {
                continue;
            }
            YqPoint left = yq_destination(middle, yq_azimuth(a, b) - 90, 0.0055);
            YqPoint right = yq_destination(middle, yq_azimuth(a, b) + 90, 0.0055);
            wrong += g_strcmp0(yq_topology_country_at(self, left), pairs[p][0]) != 0;
            wrong += g_strcmp0(yq_topology_country_at(self, right), pairs[p][1]) != 0;
            all += 2;
        }
        yq_chains_free(chains, n);
        if (wrong > all / 500) { /* where a border runs back within 5 m of itself */
            fail_msg("%s-%s: %zu of %zu on the wrong side", pairs[p][0], pairs[p][1],
                     wrong, all);
        }
    }
}

static void countries_without_a_border_have_none(void **state)
{
    g_autoptr(YqTopology) self = open_bundled();
    YqChain *chains = NULL;

    assert_int_equal(yq_topology_pair(self, "DZ", "FR", &chains), 0);
    assert_int_equal(yq_topology_pair(self, "DZ", "??", &chains), 0);
    assert_int_equal(yq_topology_pair(self, "DZ", "DZ", &chains), 0);
    assert_null(chains);
}

static void neighbours_come_by_alphabet(void **state)
{
    static const char *const algeria[] = {"EH", "LY", "MA", "ML", "MR", "NE", "TN"};
    g_autoptr(YqTopology) self = open_bundled();
    g_autofree const char **got = yq_topology_neighbours(self, "DZ");

    for (size_t i = 0; i < G_N_ELEMENTS(algeria); i++) {
        assert_non_null(got[i]);
        assert_string_equal(got[i], algeria[i]);
    }
    assert_null(got[G_N_ELEMENTS(algeria)]);
    g_autofree const char **island = yq_topology_neighbours(self, "MG");
    assert_null(island[0]);
    assert_true(yq_topology_has(self, "MG"));
    assert_false(yq_topology_has(self, "XX"));
}

static GError *use_all(const char *path)
{
    GError *error = NULL;
    YqTopology *self = yq_topology_open(path, &error);

    if (self != NULL) { /* spoilt points are not noticed, but harm nobody */
        for (int i = 0; i < 2000; i++) {
            yq_topology_country_at(self, (YqPoint){i % 360 - 180.3, i % 170 - 85.2});
        }
        YqChain *chains = NULL;
        size_t n = yq_topology_pair(self, "CA", "US", &chains);
        yq_chains_free(chains, n);
        yq_topology_free(self);
    }
    return error;
}

static void a_damaged_file_is_refused(void **state)
{
    static const Spoilt spoilt[] = {
        {G_MAXSIZE, 0, 'X', "no border topology"},
        {G_MAXSIZE, 8, 9, "version 9"},
        {4000000, 0, 'Y', "cut short"},
        {10, 0, 'Y', "no border topology"},
        {0, 0, 'Y', "no border topology"},
        {G_MAXSIZE, 26, 'Y', "damaged"},
        {G_MAXSIZE, 5000, 'Y', "damaged"},
    };

    assert_refused(YQ_TOPOLOGY_FILE, use_all, spoilt, G_N_ELEMENTS(spoilt));
}

static void spoilt_points_are_never_read_past_the_end(void **state)
{
    assert_harmless(YQ_TOPOLOGY_FILE, use_all, 2000000, 7000000);
}

static void a_missing_file_is_named(void **state)
{
    g_autoptr(GError) error = NULL;

    assert_null(yq_topology_open("/no/such/file.yqt", &error));
    assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_FILE));
    assert_contains(error->message, "/no/such/file.yqt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_lies_in_its_country),
        cmocka_unit_test(the_sea_is_nobodys),
        cmocka_unit_test(the_antimeridian_and_the_poles_are_no_edge),
        cmocka_unit_test(asking_often_changes_no_answer),
        cmocka_unit_test(algeria_and_mali_share_1466_vertices),
        cmocka_unit_test(lesothos_border_is_one_ring),
        cmocka_unit_test(a_borders_sides_are_its_countries),
        cmocka_unit_test(countries_without_a_border_have_none),
        cmocka_unit_test(neighbours_come_by_alphabet),
        cmocka_unit_test(a_damaged_file_is_refused),
        cmocka_unit_test(spoilt_points_are_never_read_past_the_end),
        cmocka_unit_test(a_missing_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
