/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "base/json.h"
#include <yaqut/annotations.h>
#include <yaqut/error.h>

static const char good[] =
    "{\"type\":\"FeatureCollection\",\"yaqut\":{\"version\":1,\"articles\":[{\"title\":"
    "\"T\","
    "\"language\":\"fr\",\"published\":\"2025-04-07\"}]},\"features\":["
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1.4,18.4]},"
    "\"properties\":{\"kind\":\"incident\",\"type\":\"ambush\",\"date_start\":\"2024-11-"
    "19\","
    "\"date_end\":\"2024-11-19\",\"date_precision\":\"day\",\"place_id\":\"geonames:1\","
    "\"casualties\":{\"killed\":7,\"groups\":[{\"who\":\"a \\\"b\\\"\",\"killed\":7}]},"
    "\"claims\":[{\"by\":\"X\",\"says\":\"y\",\"side\":\"ML\",\"distance_to_border_km\":"
    "9.5,"
    "\"border\":[\"DZ\",\"ML\"]}],\"disputed\":true,\"columns\":[[\"ISO\",\"466\"]]}},"
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1.4,18.4]},"
    "\"properties\":{\"kind\":\"place\",\"name\":\"Kidal\",\"names\":{\"ar\":\"كيدال\"},"
    "\"feature_class\":\"P\",\"feature_code\":\"PPLA\",\"country\":\"ML\","
    "\"gazetteer_id\":\"geonames:1\",\"mentions\":[{\"start\":3,\"end\":8,\"surface\":"
    "\"Kidal\",\"role\":\"place\"}]}}]}";

static void annotations_survive_a_round_trip(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YqAnnotations) once =
        yq_annotations_parse(good, strlen(good), "good", &error);

    assert_no_error(error);
    const YqIncident *incident = yq_annotations_incident(once, 0);

    assert_int_equal(incident->place, 0); /* the place stands after it */
    assert_int_equal(incident->type, YQ_INCIDENT_AMBUSH);
    assert_int_equal(incident->casualties.killed, 7);
    assert_int_equal(incident->casualties.wounded, -1);
    assert_string_equal(incident->claims[0].side, "ML");
    assert_string_equal(yq_annotated_place_name(yq_annotations_place(once, 0), "ar"),
                        "كيدال");

    g_autofree char *first = yq_annotations_to_geojson(once);
    g_autoptr(YqAnnotations) twice =
        yq_annotations_parse(first, strlen(first), "first", &error);

    assert_no_error(error);
    g_autofree char *second = yq_annotations_to_geojson(twice);

    assert_string_equal(first, second);
    assert_contains(first, "\"columns\":[[\"ISO\",\"466\"]]");
}

/* Replaces the first @what of the good file by @with. */
static char *spoil(const char *what, const char *with)
{
    const char *at = strstr(good, what);

    assert_non_null(at);
    return g_strdup_printf("%.*s%s%s", (int)(at - good), good, with, at + strlen(what));
}

static void every_wrong_member_is_named(void **state)
{
    static const struct {
        const char *what, *with, *message;
    } rows[] = {
        {"[1.4,18.4]", "[181,18.4]", "feature 1: coordinate out of range: 181"},
        {"[1.4,18.4]", "[1.4]", "feature 1: 'coordinates' are not two numbers"},
        {"\"Point\"", "\"Circle\"", "feature 1: geometry 'Circle'"},
        {"2024-11-19\",\"date_end", "2024-31-19\",\"date_end", "feature 1: 'date_start'"},
        {"\"killed\":7,\"groups\"", "\"killed\":-7,\"groups\"",
         "feature 1: 'killed' is no count"},
        {"\"kind\":\"place\"", "\"kind\":\"town\"", "feature 2: kind 'town'"},
        {"\"name\":\"Kidal\",", "", "feature 2: a place without a 'name'"},
        {"\"start\":3", "\"start\":9", "feature 2: mention 1"},
        {"\"version\":1", "\"version\":2", "another version"},
        {"\"features\":[", "\"features\":[,", ":1: "},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = spoil(rows[i].what, rows[i].with);
        g_autoptr(GError) error = NULL;

        assert_null(yq_annotations_parse(text, strlen(text), "bad.geojson", &error));
        assert_non_null(error);
        assert_true(g_str_has_prefix(error->message, "bad.geojson"));
        assert_contains(error->message, rows[i].message);
    }
}

static void numbers_are_written_short_and_with_a_point(void **state)
{
    static const struct {
        double value;
        int decimals;
        const char *text;
    } rows[] = {{9.5, 3, "9.5"},      {10, 3, "10"},
                {-0.0000001, 6, "0"}, {1e15, 0, "1000000000000000"},
                {0.25, 1, "0.2"},     {-8.0, 6, "-8"},
                {100, 0, "100"},      {NAN, 2, "null"}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        YqJson json = YQ_JSON(out);

        yq_json_number(&json, rows[i].value, rows[i].decimals);
        assert_string_equal(out->str, rows[i].text);
    }
}

static void strings_are_escaped(void **state)
{
    g_autoptr(GString) out = g_string_new(NULL);
    YqJson json = YQ_JSON(out);

    yq_json_begin(&json, '[');
    yq_json_string(&json, "a\"\\\n\x01ع");
    yq_json_int(&json, INT64_MIN);
    yq_json_end(&json, ']');
    assert_string_equal(out->str, "[\"a\\\"\\\\\\n\\u0001ع\",-9223372036854775808]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(annotations_survive_a_round_trip),
        cmocka_unit_test(every_wrong_member_is_named),
        cmocka_unit_test(numbers_are_written_short_and_with_a_point),
        cmocka_unit_test(strings_are_escaped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
