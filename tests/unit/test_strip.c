/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "strip/chart.h"
#include <yaqut/error.h>

#include <stdio.h>
#include <unistd.h>

static YqGazetteer *gazetteer;

static int open_gazetteer(void **state)
{
    gazetteer = yq_gazetteer_open(NULL, NULL);
    return gazetteer == NULL;
}

static int close_gazetteer(void **state)
{
    yq_gazetteer_free(gazetteer);
    return 0;
}

static char *fixture(const char *name)
{
    return g_build_filename(g_getenv("YQ_TEST_DATA"), name, NULL);
}

static YqAnnotations *read_fixture(const char *name)
{
    g_autofree char *path = fixture(name);
    const char *paths[] = {path};
    g_autoptr(GError) error = NULL;
    YqAnnotations *read =
        yq_annotations_read(paths, 1, NULL, gazetteer, NULL, NULL, &error);

    assert_no_error(error);
    return read;
}

static const YqBorder *open_border(const char *a, const char *b)
{
    g_autoptr(GError) error = NULL;
    const YqBorder *border = yq_border_get(a, b, &error);

    assert_no_error(error);
    return border;
}

static char *dump_of(const char *name, const YqStripOptions *options)
{
    g_autoptr(YqAnnotations) read = read_fixture(name);
    const YqBorder *border = open_border("DZ", "ML");
    g_autoptr(GError) error = NULL;

    yq_strip_measure(read, gazetteer, border, options->language);
    g_autoptr(YqStrip) strip = yq_strip_new(read, gazetteer, border, options, &error);

    assert_no_error(error);
    return yq_strip_dump(strip);
}

/* x of the first text of a layout that is @text; fails when there is none. */
static double text_x(const char *dump, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(dump, "\n", -1);
    g_autofree char *end = g_strdup_printf("\"%s\"", text);

    for (char **line = lines; *line != NULL; line++) {
        const char *at = strstr(*line, "text ");

        if (at != NULL && g_str_has_suffix(*line, end)) {
            return g_ascii_strtod(at + 5, NULL);
        }
    }
    fail_msg("no text \"%s\" in the layout", text);
    return 0;
}

static void countries_are_known_by_code_and_by_name(void **state)
{
    static const struct {
        const char *name, *code;
    } rows[] = {
        {"DZ", "DZ"},
        {"ml", "ML"},
        {"Algeria", "DZ"},
        {" Algérie ", "DZ"},
        {"الجزائر", "DZ"},
        {"Russian Federation (the)", "RU"},
        {"Korea (the Republic of)", "KR"},
        {"Tanzania, United Republic of", "TZ"},
        {"Iran (Islamic Republic of)", "IR"},
        {"Niger (the)", "NE"},
        {"Paris", NULL},
        {"XX", NULL},
        {"", NULL},
        {"(", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *code = yq_country_code(gazetteer, rows[i].name);

        if (g_strcmp0(code, rows[i].code) != 0) {
            fail_msg("'%s' is %s", rows[i].name, code);
        }
    }
}

static void a_pair_is_two_countries_around_a_comma(void **state)
{
    static const char *const good[] = {"DZ,ML", "Algeria, Mali", "الجزائر،مالي",
                                       "Algérie,ML"};
    char pair[2][3];

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        assert_true(yq_border_parse_pair(gazetteer, good[i], pair, NULL));
        assert_string_equal(pair[0], "DZ");
        assert_string_equal(pair[1], "ML");
    }
    assert_true(
        yq_border_parse_pair(gazetteer, "KE,Tanzania, United Republic of", pair, NULL));
    assert_string_equal(pair[1], "TZ");
    g_autoptr(GError) unknown = NULL;
    g_autoptr(GError) one = NULL;

    assert_false(yq_border_parse_pair(gazetteer, "DZ,Atlantis", pair, &unknown));
    assert_true(g_error_matches(unknown, YQ_ERROR, YQ_ERROR_UNKNOWN));
    assert_non_null(strstr(unknown->message, "'Atlantis'"));
    assert_false(yq_border_parse_pair(gazetteer, "DZ", pair, &one));
    assert_true(g_error_matches(one, YQ_ERROR, YQ_ERROR_OPTION));
}

static void the_pair_is_the_one_that_a_claim_names_or_both_sides_are_told_of(void **state)
{
    g_autoptr(YqAnnotations) told = read_fixture("border.geojson");
    g_autoptr(YqAnnotations) table = read_fixture("invented-dz-ml.csv");
    char pair[2][3];

    assert_true(yq_strip_guess(told, pair));
    assert_string_equal(pair[0], "DZ");
    assert_string_equal(pair[1], "ML");
    assert_true(yq_strip_guess(table, pair));
    assert_string_equal(pair[0], "DZ");
    assert_string_equal(pair[1], "ML");
}

static void every_incident_with_a_place_is_measured(void **state)
{
    g_autoptr(YqAnnotations) read = read_fixture("invented-dz-ml.csv");
    const YqBorder *border = open_border("ML", "DZ");
    size_t measured = yq_strip_measure(read, gazetteer, border, "en");

    assert_int_equal(yq_annotations_n_incidents(read), 200);
    assert_int_equal(measured, 197);
    for (size_t i = 0; i < 200; i++) {
        const YqIncident *incident = yq_annotations_incident(read, i);
        YqBorderMeasure again = yq_border_measure(border, incident->at);

        if (incident->where_precision == 0) {
            assert_string_equal(incident->border.between[0], "");
            continue;
        }
        assert_string_equal(incident->border.side, again.side);
        assert_near(incident->border.distance_km, again.distance_km, 0);
        assert_near(incident->border.along_km, again.along_km, 0);
        assert_non_null(incident->border.place);
    }
}

/* Many threads or one give the same measures. */
static void threads_change_nothing(void **state)
{
    g_autoptr(GString) rows = g_string_new("id,date,type,lat,lon\n");
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("yaqut-XXXXXX.csv", &path, NULL);

    assert_true(file >= 0);
    for (int i = 0; i < 20000; i++) {
        char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

        g_string_append_printf(
            rows, "%d,2024-01-01,ambush,%s,%s\n", i,
            g_ascii_formatd(lat, sizeof lat, "%.5f", g_rand_double_range(random, 10, 30)),
            g_ascii_formatd(lon, sizeof lon, "%.5f", g_rand_double_range(random, -9, 9)));
    }
    assert_true(g_file_set_contents(path, rows->str, -1, NULL));
    const char *paths[] = {path};
    g_autoptr(YqAnnotations) read =
        yq_annotations_read(paths, 1, NULL, gazetteer, NULL, NULL, NULL);
    const YqBorder *border = open_border("DZ", "ML");

    yq_strip_measure(read, gazetteer, border, "en");
    for (size_t i = 0; i < 20000; i += 7) {
        const YqIncident *incident = yq_annotations_incident(read, i);
        YqBorderMeasure one = yq_border_measure(border, incident->at);

        assert_near(incident->border.distance_km, one.distance_km, 0);
        assert_string_equal(incident->border.side, one.side);
    }
    remove(path);
    close(file);
}

static void towns_and_tripoints_stand_at_their_kilometres(void **state)
{
    const YqBorder *border = open_border("DZ", "ML");
    g_autoptr(GArray) places = yq_along_places(border, gazetteer, "en", 15);
    double length = yq_border_length_km(border), last = -1;
    bool found = false;

    assert_true(places->len >= 6);
    for (guint i = 0; i < places->len; i++) {
        const YqAlong *along = &g_array_index(places, YqAlong, i);
        YqBorderMeasure measure = yq_border_measure(border, along->at);

        assert_true(along->along_km >= last);
        last = along->along_km;
        assert_near(measure.distance_km, along->distance_km, 1e-6);
        assert_true(along->distance_km <= 15);
        assert_ptr_equal(yq_along_nearest(places, along->along_km + 1e-9),
                         i + 1 < places->len &&
                                 g_array_index(places, YqAlong, i + 1).along_km ==
                                     along->along_km
                             ? &g_array_index(places, YqAlong, i + 1)
                             : along);
        found |= strcmp(along->name, "Tinzaouaten") == 0;
    }
    assert_true(found);
    const YqAlong *first = &g_array_index(places, YqAlong, 0);
    const YqAlong *end = &g_array_index(places, YqAlong, places->len - 1);

    assert_string_equal(first->third, "MR");
    assert_string_equal(end->third, "NE");
    assert_near(end->along_km, length, 1e-9);
    assert_string_equal(first->title, "Tripoint with Mauritania");
}

/* From the left in English, from the right in Arabic; the northern country above in both.
 */
static void kilometres_run_as_the_page_is_read(void **state)
{
    YqStripOptions english = {.language = "en"}, arabic = {.language = "ar"};
    g_autofree char *left = dump_of("border.geojson", &english);
    g_autofree char *right = dump_of("border.geojson", &arabic);

    assert_true(text_x(left, "Tripoint with Mauritania") <
                text_x(left, "Tripoint with Niger"));
    assert_true(text_x(right, "النقطة الثلاثية مع موريتانيا") >
                text_x(right, "النقطة الثلاثية مع النيجر"));
    assert_true(text_x(left, "200") < text_x(left, "1200"));
    assert_true(text_x(right, "200") > text_x(right, "1200"));
}

static void claims_are_told_and_joined(void **state)
{
    YqStripOptions options = {.language = "en"};
    g_autofree char *dump = dump_of("border.geojson", &options);

    text_x(dump, "\xe2\x80\x8eMali: 9.5 km from the border, in Mali");
    text_x(dump, "\xe2\x80\x8e"
                 "Algeria: in Algeria");
    text_x(dump, "1 incident without a place: not drawn");
}

/* The panels of a small chart, item by item; without a gazetteer, whose towns are not
 * this test's. With YQ_UPDATE set the expected layout is written anew. */
static void the_layout_of_a_small_chart_is_as_it_was(void **state)
{
    YqStripOptions options = {.language = "fr", .size = "186x140mm"};
    g_autoptr(YqAnnotations) read = read_fixture("border.geojson");
    const YqBorder *border = open_border("DZ", "ML");
    g_autoptr(GError) error = NULL;

    yq_strip_measure(read, NULL, border, "fr");
    g_autoptr(YqStrip) strip = yq_strip_new(read, NULL, border, &options, &error);

    assert_no_error(error);
    g_autofree char *dump = yq_strip_dump(strip);
    g_autofree char *path = fixture("strip.fr.layout");
    g_autofree char *want = NULL;
    char *end = strstr(dump, "\nlocator:");

    assert_non_null(end); /* base map, key and title are not of this test either */
    end[1] = '\0';
    if (g_getenv("YQ_UPDATE") != NULL) {
        assert_true(g_file_set_contents(path, dump, -1, NULL));
    }
    assert_true(g_file_get_contents(path, &want, NULL, NULL));
    g_auto(GStrv) got_lines = g_strsplit(dump, "\n", -1);
    g_auto(GStrv) want_lines = g_strsplit(want, "\n", -1);

    for (guint i = 0; got_lines[i] != NULL && want_lines[i] != NULL; i++) {
        if (strcmp(got_lines[i], want_lines[i]) != 0) {
            fail_msg("line %u is\n%s\nnot\n%s", i + 1, got_lines[i], want_lines[i]);
        }
    }
    assert_int_equal(g_strv_length(got_lines), g_strv_length(want_lines));
}

/* Whether a circle or a text of the layout begins outside of the page. */
static bool leaves_page(const char *line, double width, double height)
{
    const char *at = g_str_has_prefix(g_strchug((char *)line), "text ")     ? line + 5
                     : g_str_has_prefix(g_strchug((char *)line), "circle ") ? line + 7
                                                                            : NULL;
    char *comma;

    if (at == NULL) {
        return false;
    }
    double x = g_ascii_strtod(at, &comma), y = g_ascii_strtod(comma + 1, NULL);

    return x < 0 || y < 0 || x > width || y > height;
}

static void the_chart_stays_on_its_page(void **state)
{
    static const char *const sizes[] = {"A4", "90x110mm", "1200x1200", "400x300"};

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        YqStripOptions options = {.language = "en", .size = sizes[i]};
        g_autofree char *dump = dump_of("invented-dz-ml.csv", &options);
        g_auto(GStrv) lines = g_strsplit(dump, "\n", -1);
        char *by;
        double width = g_ascii_strtod(lines[0] + strlen("page "), &by);
        double height = g_ascii_strtod(by + 1, NULL);
        bool map = false;

        for (char **line = lines; *line != NULL; line++) {
            map = **line != ' ' ? strcmp(*line, "locator:") == 0 : map; /* is clipped */
            if (!map && leaves_page(*line, width, height)) {
                fail_msg("%s: %s", sizes[i], *line);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_are_known_by_code_and_by_name),
        cmocka_unit_test(a_pair_is_two_countries_around_a_comma),
        cmocka_unit_test(
            the_pair_is_the_one_that_a_claim_names_or_both_sides_are_told_of),
        cmocka_unit_test(every_incident_with_a_place_is_measured),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(towns_and_tripoints_stand_at_their_kilometres),
        cmocka_unit_test(kilometres_run_as_the_page_is_read),
        cmocka_unit_test(claims_are_told_and_joined),
        cmocka_unit_test(the_layout_of_a_small_chart_is_as_it_was),
        cmocka_unit_test(the_chart_stays_on_its_page),
    };

    return cmocka_run_group_tests(tests, open_gazetteer, close_gazetteer);
}
