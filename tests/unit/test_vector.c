/* SPDX-License-Identifier: MIT */
#include "spoilt.h"

#include "vector/relief.h"
#include "vector/vector.h"

static const YqBox WORLD = {-180, -90, 180, 90};

static YqVectors *open_bundled(void)
{
    g_autofree char *path = yq_data_path(YQ_VECTORS_FILE);
    g_autoptr(GError) error = NULL;
    YqVectors *self = yq_vectors_open(path, &error);

    assert_no_error(error);
    return self;
}

typedef struct Sum {
    size_t features, points;
    double west, east, south, north;
    double area_km2;
    bool closed; /* all rings end where they begin */
    const char *code;
    char *name_ar;
} Sum;

/* Area on the sphere, of the ring with straight edges on the plate of equal areas. */
static double ring_area_km2(const YqVectorPart *part)
{
    double sum = 0;

    for (size_t i = 1; i < part->n; i++) {
        const YqPoint *a = &part->points[i - 1], *b = &part->points[i];
        sum += (b->lon - a->lon) * G_PI / 180 *
               (2 + sin(a->lat * G_PI / 180) + sin(b->lat * G_PI / 180));
    }
    return -sum / 2 * 6371.0088 * 6371.0088;
}

static void add(const YqVectorFeature *feature, void *data)
{
    Sum *sum = data;

    if (sum->code != NULL && strcmp(feature->code_a, sum->code) != 0) {
        return;
    }
    if (sum->name_ar == NULL) {
        sum->name_ar = g_strdup(feature->name_ar);
    }
    sum->features++;
    for (size_t i = 0; i < feature->n_parts; i++) {
        const YqVectorPart *part = &feature->parts[i];
        sum->points += part->n;
        sum->closed = sum->closed &&
                      part->points[0].lon == part->points[part->n - 1].lon &&
                      part->points[0].lat == part->points[part->n - 1].lat;
        sum->area_km2 += ring_area_km2(part);
        for (size_t k = 0; k < part->n; k++) {
            sum->west = MIN(sum->west, part->points[k].lon);
            sum->east = MAX(sum->east, part->points[k].lon);
            sum->south = MIN(sum->south, part->points[k].lat);
            sum->north = MAX(sum->north, part->points[k].lat);
        }
    }
}

static Sum sum_up(const YqVectors *self, const char *layer, YqBox box, double tolerance,
                  const char *code)
{
    Sum sum = {.west = 999,
               .east = -999,
               .south = 999,
               .north = -999,
               .closed = true,
               .code = code};

    yq_vectors_each(self, layer, box, tolerance, add, &sum);
    return sum;
}

static void finer_tolerances_bring_more_points(void **state)
{
    g_autoptr(YqVectors) self = open_bundled();
    size_t last = 0;

    for (double tolerance = 0.1; tolerance > 0.001; tolerance /= 3.6) {
        Sum sum = sum_up(self, "coast", WORLD, tolerance, NULL);
        g_free(sum.name_ar);
        assert_true(sum.points > last);
        last = sum.points;
    }
}

static void the_land_is_as_large_as_the_land_is(void **state)
{
    static const double tolerances[] = {0.06, 0.016, 0.0045, 0.0014};
    g_autoptr(YqVectors) self = open_bundled();

    for (size_t i = 0; i < G_N_ELEMENTS(tolerances); i++) {
        Sum sum = sum_up(self, "land", WORLD, tolerances[i], NULL);
        g_free(sum.name_ar);
        assert_true(sum.closed);
        assert_near(sum.area_km2, 148.5e6, 1.5e6);
    }
}

static void tiles_are_cut_but_the_coast_is_not(void **state)
{
    g_autoptr(YqVectors) self = open_bundled();
    YqBox inland = {4, 22, 7, 25};
    Sum land = sum_up(self, "land", inland, 0.001, NULL);
    Sum coast = sum_up(self, "coast", inland, 0.001, NULL);

    g_free(land.name_ar);
    g_free(coast.name_ar);
    assert_true(land.features >= 1);
    assert_int_equal(coast.features, 0);
}

static void a_box_across_the_antimeridian_is_one(void **state)
{
    g_autoptr(YqVectors) self = open_bundled();
    Sum sum = sum_up(self, "coast", (YqBox){175, -20, -175, -14}, 0.001, NULL);

    g_free(sum.name_ar);
    assert_true(sum.features > 0);
    assert_true(sum.west > 170);
    assert_true(sum.east > 180 && sum.east < 190);
}

static void a_box_past_180_sees_the_other_side(void **state)
{
    g_autoptr(YqVectors) self = open_bundled();
    Sum across = sum_up(self, "coast", (YqBox){175, -20, -175, -14}, 0.001, NULL);
    Sum past = sum_up(self, "coast", (YqBox){175, -20, 185, -14}, 0.001, NULL);

    g_free(across.name_ar);
    g_free(past.name_ar);
    assert_int_equal(across.points, past.points);
}

/* Areas of the same lines at 10 m, from the source, on the sphere. */
static void countries_have_their_areas(void **state)
{
    static const struct {
        const char *code;
        double km2;
    } known[] = {
        {"DZ", 2313555}, {"ML", 1256485}, {"EG", 1000000}, {"FR", 549000},
        {"US", 9520000}, {"BR", 8510000}, {"AU", 7690000}, {"IN", 3160000},
        {"CN", 9386000}, {"TR", 780000},  {"LS", 30586},   {"BF", 273500},
        {"SN", 196700},  {"DE", 357500},  {"ZA", 1220000}, {"KE", 582000},
    };
    g_autoptr(YqVectors) self = open_bundled();

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        Sum sum = sum_up(self, "countries", WORLD, 0.01, known[i].code);
        g_free(sum.name_ar);
        assert_true(sum.features == 1);
        if (fabs(sum.area_km2 / known[i].km2 - 1) > 0.02) {
            fail_msg("%s has %.0f square km, not %.0f", known[i].code, sum.area_km2,
                     known[i].km2);
        }
    }
}

static void countries_are_named_in_three_languages(void **state)
{
    g_autoptr(YqVectors) self = open_bundled();
    Sum sum = sum_up(self, "countries", WORLD, 0.1, "ML");

    assert_string_equal(sum.name_ar, "مالي");
    g_free(sum.name_ar);
}

typedef struct Wanted {
    const char *name_en;
    bool found;
    char *name_ar;
} Wanted;

static void look_for(const YqVectorFeature *feature, void *data)
{
    Wanted *wanted = data;

    if (g_strcmp0(feature->name_en, wanted->name_en) == 0 && !wanted->found) {
        wanted->found = true;
        wanted->name_ar = g_strdup(feature->name_ar);
    }
}

static void waters_and_provinces_have_their_names(void **state)
{
    static const struct {
        const char *layer, *name_en, *name_ar;
        YqBox box;
    } known[] = {
        {"rivers", "Niger River", "نهر النيجر", {-4, 15, 1, 18}},
        {"rivers", "Nile", "النيل", {30, 22, 34, 28}},
        {"lakes", "Lake Chad", "بحيرة تشاد", {12, 11, 16, 15}},
        {"lakes", "Lake Victoria", "بحيرة فيكتوريا", {31, -3, 35, 1}},
        {"admin1", "Kidal", "منطقة كيدال", {0, 17, 3, 20}},
        {"disputed", "Western Sahara", "الصحراء الغربية", {-17, 20, -8, 28}},
    };
    g_autoptr(YqVectors) self = open_bundled();

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        Wanted wanted = {.name_en = known[i].name_en};
        yq_vectors_each(self, known[i].layer, known[i].box, 0.01, look_for, &wanted);
        if (!wanted.found) {
            fail_msg("%s lacks %s", known[i].layer, known[i].name_en);
        }
        assert_string_equal(wanted.name_ar, known[i].name_ar);
        g_free(wanted.name_ar);
    }
}

static void an_unknown_layer_is_empty(void **state)
{
    g_autoptr(YqVectors) self = open_bundled();
    Sum sum = sum_up(self, "roads", WORLD, 0.1, NULL);

    assert_int_equal(sum.features, 0);
}

static void visit_nothing(const YqVectorFeature *feature, void *data)
{
    for (size_t i = 0; i < feature->n_parts; i++) {
        *(double *)data += feature->parts[i].points[feature->parts[i].n - 1].lon;
    }
}

static GError *use_all(const char *path)
{
    static const char *const layers[] = {"land", "coast", "borders", "rivers", "lakes"};
    GError *error = NULL;
    double sum = 0;
    g_autoptr(YqVectors) self = yq_vectors_open(path, &error);

    for (size_t i = 0; self != NULL && i < G_N_ELEMENTS(layers); i++) {
        yq_vectors_each(self, layers[i], WORLD, 0.001, visit_nothing, &sum);
    }
    return error;
}

static void a_damaged_file_is_refused(void **state)
{
    static const Spoilt spoilt[] = {
        {G_MAXSIZE, 0, 'X', "no base map"}, {G_MAXSIZE, 8, 9, "version 9"},
        {1000000, 0, 'Y', "cut short"},     {5, 0, 'Y', "no base map"},
        {G_MAXSIZE, 30, 'Y', "damaged"},    {G_MAXSIZE, 9000, 'Y', "damaged"},
    };

    assert_refused(YQ_VECTORS_FILE, use_all, spoilt, G_N_ELEMENTS(spoilt));
}

static void spoilt_points_are_never_read_past_the_end(void **state)
{
    assert_harmless(YQ_VECTORS_FILE, use_all, 5000000, 10500000);
}

static YqRelief *open_relief(void)
{
    g_autofree char *path = yq_data_path(YQ_RELIEF_FILE);
    g_autoptr(GError) error = NULL;
    YqRelief *self = yq_relief_open(path, &error);

    assert_no_error(error);
    return self;
}

static void heights_are_those_of_the_land(void **state)
{
    g_autoptr(YqRelief) self = open_relief();

    assert_near(yq_relief_at(self, -30, 20), 0, 0);
    assert_near(yq_relief_at(self, 5.5228, 22.785), 1370, 120); /* Tamanrasset */
    assert_near(yq_relief_at(self, 1.44, 18.44), 460, 80);      /* Kidal */
    assert_near(yq_relief_at(self, -3.0, 16.77), 263, 40);      /* Timbuktu */
    assert_near(yq_relief_at(self, 91.1, 29.65), 3900, 500);    /* Lhasa */
    assert_true(yq_relief_at(self, 5.63, 23.27) > 1900);        /* the Hoggar */
}

static void relief_goes_round_the_world(void **state)
{
    g_autoptr(YqRelief) self = open_relief();

    assert_near(yq_relief_at(self, -179.99, 68), yq_relief_at(self, 180.01, 68), 1);
    assert_near(yq_relief_at(self, 5.5, 22.8), yq_relief_at(self, 365.5, 22.8), 1e-6);
    assert_true(yq_relief_at(self, 0, -90) > 1000);
}

/* As they are. */
static const YqSlopes all = {0, 0};

static void flat_ground_is_as_light_as_the_sun_is_high(void **state)
{
    const double flat[3][3] = {{40, 40, 40}, {40, 40, 40}, {40, 40, 40}};

    assert_near(yq_relief_shade(flat, 100, all, yq_light_from(315, 30)), 0.5, 1e-9);
}

static void slopes_towards_the_light_are_lighter(void **state)
{
    const double rises_upwards[3][3] = {{90, 90, 90}, {50, 50, 50}, {10, 10, 10}};
    YqLight below = yq_light_from(180, 45), above = yq_light_from(0, 45);

    assert_true(yq_relief_shade(rises_upwards, 100, all, below) > below.off);
    assert_true(yq_relief_shade(rises_upwards, 100, all, above) < above.off);
}

static void
what_is_gentler_than_noise_is_flat_and_mountains_do_not_drown_hills(void **state)
{
    const YqSlopes seen = {0.05, 0.3};
    const double noise[3][3] = {{4, 4, 4}, {0, 0, 0}, {-4, -4, -4}};
    const double hill[3][3] = {{30, 30, 30}, {0, 0, 0}, {-30, -30, -30}};
    const double mountain[3][3] = {{300, 300, 300}, {0, 0, 0}, {-300, -300, -300}};
    YqLight above = yq_light_from(0, 45);
    double dark = above.off - yq_relief_shade(hill, 100, seen, above);

    assert_near(yq_relief_shade(noise, 100, seen, above), above.off, 1e-9);
    assert_true(dark > 0.05);
    assert_true(above.off - yq_relief_shade(mountain, 100, seen, above) < 6 * dark);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finer_tolerances_bring_more_points),
        cmocka_unit_test(the_land_is_as_large_as_the_land_is),
        cmocka_unit_test(tiles_are_cut_but_the_coast_is_not),
        cmocka_unit_test(a_box_across_the_antimeridian_is_one),
        cmocka_unit_test(a_box_past_180_sees_the_other_side),
        cmocka_unit_test(countries_have_their_areas),
        cmocka_unit_test(countries_are_named_in_three_languages),
        cmocka_unit_test(waters_and_provinces_have_their_names),
        cmocka_unit_test(an_unknown_layer_is_empty),
        cmocka_unit_test(a_damaged_file_is_refused),
        cmocka_unit_test(spoilt_points_are_never_read_past_the_end),
        cmocka_unit_test(heights_are_those_of_the_land),
        cmocka_unit_test(relief_goes_round_the_world),
        cmocka_unit_test(flat_ground_is_as_light_as_the_sun_is_high),
        cmocka_unit_test(slopes_towards_the_light_are_lighter),
        cmocka_unit_test(
            what_is_gentler_than_noise_is_flat_and_mountains_do_not_drown_hills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
