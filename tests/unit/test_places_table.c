/* SPDX-License-Identifier: MIT */
/* The project's own tables of places: each row well formed, each place in its country
 * and, where an outline exists, in its province. geodata/make/check_places.py says the
 * same with other outlines, and looks for places that are there twice. */
#include "check.h"

#include <stdlib.h>
#include <yaqut/geometry.h>

#include "base/data.h"
#include "vector/topology.h"

#define KM_PER_DEGREE 111.2
/* The outlines are generalised, and two sources of a border differ by some kilometres. */
#define PROVINCE_SLACK_KM 15.0
/* A rounded point on a river that is the border may fall on the other bank. */
#define COUNTRY_SLACK_KM 1.0

typedef struct Row {
    char *where; /* file:line */
    GHashTable *fields;
    YqPoint at;
    double uncertainty_km, radius_km;
} Row;

static void row_free(gpointer data)
{
    Row *row = data;

    g_free(row->where);
    g_hash_table_unref(row->fields);
    g_free(row);
}

static const char *field(const Row *row, const char *name)
{
    const char *value = g_hash_table_lookup(row->fields, name);

    return value ? value : "";
}

static double number(const Row *row, const char *name, double low, double high)
{
    const char *text = field(row, name);
    char *end;
    double value = g_ascii_strtod(text, &end);

    if (*end != '\0' || value < low || value > high) {
        fail_msg("%s: %s '%s'", row->where, name, text);
    }
    return value;
}

static Row *read_row(const char *where, char **columns, const char *line)
{
    g_auto(GStrv) values = g_strsplit(line, "\t", -1);
    Row *row = g_new0(Row, 1);

    if (g_strv_length(values) != g_strv_length(columns)) {
        fail_msg("%s: %u fields wanted, %u found", where, g_strv_length(columns),
                 g_strv_length(values));
    }
    row->where = g_strdup(where);
    row->fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 0; columns[i]; i++) {
        g_hash_table_insert(row->fields, g_strdup(columns[i]), g_strdup(values[i]));
    }
    row->at.lat = number(row, "lat", -90, 90);
    row->at.lon = number(row, "lon", -180, 180);
    row->uncertainty_km = number(row, "uncertainty_km", 0, 500);
    row->radius_km = number(row, "radius_km", 0, 3000);
    return row;
}

static void read_table(const char *path, GPtrArray *rows)
{
    g_autofree char *text = NULL;
    g_autofree char *base = g_path_get_basename(path);
    g_auto(GStrv) lines = NULL;
    g_auto(GStrv) columns = NULL;

    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_true(g_utf8_validate(text, -1, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i]; i++) {
        g_autofree char *where = g_strdup_printf("%s:%zu", base, i + 1);
        if (lines[i][0] == '#' || lines[i][0] == '\0') {
            continue;
        }
        if (columns == NULL) {
            columns = g_strsplit(lines[i], "\t", -1);
        } else {
            g_ptr_array_add(rows, read_row(where, columns, lines[i]));
        }
    }
}

/* All rows of geodata/places. */
static GPtrArray *read_tables(void)
{
    g_autofree char *folder =
        g_build_filename(g_getenv("YQ_SOURCE_ROOT"), "geodata", "places", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    const char *name;

    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)) != NULL) {
        if (g_str_has_suffix(name, ".tsv")) {
            g_autofree char *path = g_build_filename(folder, name, NULL);
            read_table(path, rows);
        }
    }
    return rows;
}

static YqPoint moved(YqPoint from, double km, double direction)
{
    double lat = from.lat + km / KM_PER_DEGREE * cos(direction);

    return (YqPoint){
        .lon =
            from.lon + km / KM_PER_DEGREE * sin(direction) / cos(from.lat * G_PI / 180),
        .lat = lat,
    };
}

/* Whether @country has a point within @km of @at: looked for on rings of 32 points. */
static bool reaches(const YqTopology *land, YqPoint at, double km, const char *country)
{
    static const double parts[] = {0, 0.1, 0.25, 0.5, 0.75, 1};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        for (int j = 0; j < 32; j++) {
            YqPoint near = moved(at, km * parts[i], j * G_PI / 16);
            if (g_strcmp0(yq_topology_country_at(land, near), country) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* An outer ring of a province. */
typedef struct Ring {
    char *code;
    GArray *points; /* of YqPoint */
} Ring;

static void ring_free(gpointer data)
{
    Ring *ring = data;

    g_free(ring->code);
    g_array_unref(ring->points);
    g_free(ring);
}

static Ring *read_ring(const char *line)
{
    g_auto(GStrv) halves = g_strsplit(line, "\t", 2);
    g_auto(GStrv) points = g_strsplit(halves[1], " ", -1);
    Ring *ring = g_new0(Ring, 1);

    ring->code = g_strdup(halves[0]);
    ring->points = g_array_new(FALSE, FALSE, sizeof(YqPoint));
    for (size_t i = 0; points[i]; i++) {
        char *end;
        YqPoint point = {.lon = strtol(points[i], &end, 10) / 100.0};
        assert_int_equal(*end, ',');
        point.lat = strtol(end + 1, NULL, 10) / 100.0;
        g_array_append_val(ring->points, point);
    }
    return ring;
}

static GPtrArray *read_provinces(void)
{
    g_autofree char *path =
        g_build_filename(g_getenv("YQ_TEST_DATA"), "provinces.tsv", NULL);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    GPtrArray *rings = g_ptr_array_new_with_free_func(ring_free);

    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i]; i++) {
        if (lines[i][0] != '#' && lines[i][0] != '\0') {
            g_ptr_array_add(rings, read_ring(lines[i]));
        }
    }
    return rings;
}

/* Distance from @at to the segment from @a to @b, on a plane that touches at @at. */
static double segment_distance_km(YqPoint at, YqPoint a, YqPoint b)
{
    double squeeze = cos(at.lat * G_PI / 180);
    double ax = (a.lon - at.lon) * squeeze, ay = a.lat - at.lat;
    double dx = (b.lon - a.lon) * squeeze, dy = b.lat - a.lat;
    double length = dx * dx + dy * dy;
    double t = length > 0 ? CLAMP(-(ax * dx + ay * dy) / length, 0, 1) : 0;

    return KM_PER_DEGREE * hypot(ax + t * dx, ay + t * dy);
}

/* 0 inside of the ring. */
static double ring_distance_km(const Ring *ring, YqPoint at)
{
    const YqPoint *points = (const YqPoint *)(void *)ring->points->data;
    double nearest = INFINITY;
    bool inside = false;

    for (guint i = 0, j = ring->points->len - 1; i < ring->points->len; j = i++) {
        YqPoint a = points[j], b = points[i];
        if ((a.lat > at.lat) != (b.lat > at.lat) &&
            at.lon < a.lon + (at.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)) {
            inside = !inside;
        }
        nearest = MIN(nearest, segment_distance_km(at, a, b));
    }
    return inside ? 0 : nearest;
}

/* Infinite where no outline of @code exists. */
static double province_distance_km(const GPtrArray *rings, const char *code, YqPoint at)
{
    double nearest = INFINITY;

    for (guint i = 0; i < rings->len; i++) {
        const Ring *ring = g_ptr_array_index(rings, i);
        if (strcmp(ring->code, code) == 0) {
            nearest = MIN(nearest, ring_distance_km(ring, at));
        }
    }
    return nearest;
}

/* Provinces younger than the outlines, and what they were cut from. */
static const char *with_outline(const char *code)
{
    static const char *const cut[][2] = {
        {"DZ.BA", "DZ.38"}, {"DZ.BB", "DZ.34"},       {"DZ.DJ", "DZ.46"},
        {"DZ.EM", "DZ.45"}, {"DZ.IG", "DZ.53"},       {"DZ.IS", "DZ.53"},
        {"DZ.MG", "DZ.43"}, {"DZ.OD", "DZ.19"},       {"DZ.TG", "DZ.50"},
        {"DZ.TM", "DZ.34"}, {"ML.12070575", "ML.08"}, {"ML.12070577", "ML.09"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cut); i++) {
        if (strcmp(code, cut[i][0]) == 0) {
            return cut[i][1];
        }
    }
    return code;
}

static void each_row_is_well_formed(void **state)
{
    static const char *const needed[] = {"id", "feature", "country", "en",
                                         "fr", "ar",      "source"};
    g_autoptr(GPtrArray) rows = read_tables();
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < rows->len; i++) {
        Row *row = g_ptr_array_index(rows, i);
        for (size_t j = 0; j < G_N_ELEMENTS(needed); j++) {
            if (*field(row, needed[j]) == '\0') {
                fail_msg("%s: no %s", row->where, needed[j]);
            }
        }
        if (!g_hash_table_add(ids, (char *)field(row, "id"))) {
            fail_msg("%s: %s is there twice", row->where, field(row, "id"));
        }
        if (!g_regex_match_simple("^[AHLPRSTV]\\.[A-Z0-9]{2,5}$", field(row, "feature"),
                                  0, 0)) {
            fail_msg("%s: feature '%s'", row->where, field(row, "feature"));
        }
        if (!g_regex_match_simple("\\p{Arabic}", field(row, "ar"), 0, 0)) {
            fail_msg("%s: '%s' is not Arabic", row->where, field(row, "ar"));
        }
    }
}

static void there_are_more_than_250_places_of_our_own(void **state)
{
    g_autoptr(GPtrArray) rows = read_tables();
    guint own = 0;

    for (guint i = 0; i < rows->len; i++) {
        own += g_str_has_prefix(field(g_ptr_array_index(rows, i), "id"), "yaqut:");
    }
    assert_in_range(own, 250, 100000);
}

static void each_place_lies_in_its_countries(void **state)
{
    g_autoptr(GPtrArray) rows = read_tables();
    g_autofree char *path = yq_data_path(YQ_TOPOLOGY_FILE);
    g_autoptr(GError) error = NULL;
    g_autoptr(YqTopology) land = yq_topology_open(path, &error);

    assert_no_error(error);
    for (guint i = 0; i < rows->len; i++) {
        Row *row = g_ptr_array_index(rows, i);
        g_auto(GStrv) countries = g_strsplit(field(row, "country"), ",", -1);
        double reach_km = COUNTRY_SLACK_KM + row->uncertainty_km;

        if (countries[1] != NULL) {
            reach_km += row->radius_km;
        }
        for (size_t j = 0; countries[j]; j++) {
            if (!reaches(land, row->at, reach_km, countries[j])) {
                fail_msg("%s: %s does not lie in %s", row->where, field(row, "id"),
                         countries[j]);
            }
        }
    }
}

static void each_place_lies_in_its_province(void **state)
{
    g_autoptr(GPtrArray) rows = read_tables();
    g_autoptr(GPtrArray) rings = read_provinces();
    guint seen = 0;

    for (guint i = 0; i < rows->len; i++) {
        Row *row = g_ptr_array_index(rows, i);
        g_autofree char *code =
            g_strconcat(field(row, "country"), ".", field(row, "admin1"), NULL);
        double km = province_distance_km(rings, with_outline(code), row->at);

        /* Natural Earth gives the commune of Tin Zaouatine to Adrar; it was
         * Tamanrasset's. */
        if (isinf(km) || strcmp(field(row, "id"), "yaqut:tinzaouaten-dz") == 0) {
            continue;
        }
        seen++;
        if (km > row->uncertainty_km + PROVINCE_SLACK_KM) {
            fail_msg("%s: %s lies %.0f km outside of %s", row->where, field(row, "id"),
                     km, code);
        }
    }
    assert_in_range(seen, 250, 100000);
}

static void tinzaouaten_is_on_both_sides_of_the_border(void **state)
{
    g_autoptr(GPtrArray) rows = read_tables();
    g_autofree char *path = yq_data_path(YQ_TOPOLOGY_FILE);
    g_autoptr(GError) error = NULL;
    g_autoptr(YqTopology) land = yq_topology_open(path, &error);
    int found = 0;

    assert_no_error(error);
    for (guint i = 0; i < rows->len; i++) {
        Row *row = g_ptr_array_index(rows, i);
        if (g_str_has_prefix(field(row, "id"), "yaqut:tinzaouaten-")) {
            assert_string_equal(yq_topology_country_at(land, row->at),
                                field(row, "country"));
            assert_true(yq_distance_km(row->at, (YqPoint){2.97, 19.95}) < 5);
            found++;
        }
    }
    assert_int_equal(found, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_well_formed),
        cmocka_unit_test(there_are_more_than_250_places_of_our_own),
        cmocka_unit_test(each_place_lies_in_its_countries),
        cmocka_unit_test(each_place_lies_in_its_province),
        cmocka_unit_test(tinzaouaten_is_on_both_sides_of_the_border),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
