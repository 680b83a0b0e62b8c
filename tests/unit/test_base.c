/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "base/arena.h"
#include "base/output.h"
#include "base/table.h"
#include "base/utf8.h"
#include <yaqut/date.h>
#include <yaqut/error.h>
#include <yaqut/geometry.h>

#include <glib/gstdio.h>

static void days_and_dates_are_inverse(void **state)
{
    for (int32_t day = -800000; day < 800000; day += 97) {
        assert_int_equal(yq_date_to_days(yq_date_from_days(day)), day);
    }
    assert_int_equal(yq_date_to_days((YqDate){1970, 1, 1}), 0);
    assert_int_equal(yq_date_to_days((YqDate){2024, 2, 29}), 19782);
}

static void dates_are_read_and_refused(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } rows[] = {
        {"2025-04-07", true},        {"2025-04", true},     {"2025", true},
        {"2025-04-07T10:00Z", true}, {"2025-02-30", false}, {"2025-13-01", false},
        {"25-1-1", false},           {"", false},           {"2025-04-0x", false}};
    YqDate date;

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_int_equal(yq_date_parse(rows[i].text, &date), rows[i].valid);
    }
}

static void destination_undoes_distance_and_azimuth(void **state)
{
    YqPoint kidal = {1.408, 18.441}, gao = {-0.045, 16.272};
    YqPoint back =
        yq_destination(kidal, yq_azimuth(kidal, gao), yq_distance_km(kidal, gao));

    assert_near(back.lon, gao.lon, 1e-9);
    assert_near(back.lat, gao.lat, 1e-9);
    assert_near(yq_distance_rough_km(kidal, gao) / yq_distance_km(kidal, gao), 1, 0.006);
    back = yq_destination_rough(kidal, 210, 300);
    assert_near(yq_distance_km(back, yq_destination(kidal, 210, 300)), 0, 300 * 0.006);
}

static void a_box_across_the_antimeridian_holds_both_sides(void **state)
{
    YqBox box = {170, -20, -170, 0};

    assert_true(yq_box_contains(box, (YqPoint){179, -10}));
    assert_true(yq_box_contains(box, (YqPoint){-175, -10}));
    assert_false(yq_box_contains(box, (YqPoint){0, -10}));
}

static bool count_row(const YqRow *row, void *data, GError **error)
{
    int *rows = data;

    (*rows)++;
    assert_string_equal(yq_row_get(row, "b"), "2");
    assert_string_equal(yq_row_get(row, "c"), "");
    return true;
}

static void a_table_names_the_line_of_a_bad_row(void **state)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "yq-table-test.tsv", NULL);
    g_autoptr(GError) error = NULL;
    int rows = 0;

    assert_true(
        g_file_set_contents(path, "# said\na\tb\tc\n\n1\t2\n1\t2\t\t4\n", -1, NULL));
    assert_false(yq_table_read(path, count_row, &rows, &error));
    assert_int_equal(rows, 1);
    assert_contains(error->message, ".tsv:5: 3 columns wanted, 4 found");
    g_unlink(path);
}

static void an_output_replaces_the_old_file_whole(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("yq-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "out.txt", NULL);
    g_autofree char *text = NULL;

    assert_true(yq_output_write(path, "old", 3, NULL));
    assert_true(yq_output_write(path, "new!", 4, NULL));
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, "new!");
    g_unlink(path);
    assert_int_equal(g_rmdir(folder), 0); /* nothing else was left there */
}

static void an_arena_gives_zeroed_memory(void **state)
{
    YqArena *arena = yq_arena_new();

    for (int i = 1; i < 3000; i++) {
        char *bytes = yq_arena_alloc(arena, i);

        for (int k = 0; k < i; k++) {
            assert_int_equal(bytes[k], 0);
        }
        memset(bytes, 1, i);
    }
    assert_null(yq_arena_strdup(arena, NULL));
    yq_arena_free(arena);
}

/* Every text of four bytes that are at the edges of what UTF-8 allows, at the end of
 * plain text of every length, against GLib. */
static void utf8_is_what_glib_says_it_is(void **state)
{
    static const unsigned char edges[] = {0x00, 0x01, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                          0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                          0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    const int n = G_N_ELEMENTS(edges);

    for (int i = 0; i < n * n * n * n; i++) {
        char text[13] = "plain te";
        int length = 1 + i % 8;
        const char *bad = NULL, *found;

        text[length] = edges[i % n];
        text[length + 1] = edges[i / n % n];
        text[length + 2] = edges[i / n / n % n];
        text[length + 3] = edges[i / n / n / n];
        found = yq_utf8_bad(text, length + 4);
        if (g_utf8_validate_len(text, length + 4, &bad)) {
            assert_null(found);
        } else {
            assert_ptr_equal(found, bad);
        }
    }
    assert_null(yq_utf8_bad("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_dates_are_inverse),
        cmocka_unit_test(dates_are_read_and_refused),
        cmocka_unit_test(destination_undoes_distance_and_azimuth),
        cmocka_unit_test(a_box_across_the_antimeridian_holds_both_sides),
        cmocka_unit_test(a_table_names_the_line_of_a_bad_row),
        cmocka_unit_test(an_output_replaces_the_old_file_whole),
        cmocka_unit_test(an_arena_gives_zeroed_memory),
        cmocka_unit_test(utf8_is_what_glib_says_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
