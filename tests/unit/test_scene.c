/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "draw/gaps.h"
#include "draw/scene.h"
#include "draw/symbols.h"
#include "draw/text.h"

#include <glib/gstdio.h>
#include <string.h>
#include <yaqut/error.h>

static const YqPaint red = {
    .fill = {0.8f, 0.1f, 0.1f, 1}, .stroke = {1, 1, 1, 1}, .width = 1};
static const YqTextStyle plain = {.font = {.size = 12},
                                  .colour = {0.1f, 0.1f, 0.1f, 1},
                                  .halo = {1, 1, 1, 0.9f},
                                  .halo_width = 1.5};

/* All there is, small: shapes, symbols, text in two scripts, turned and bent. */
static YqScene *sample(void)
{
    YqScene *scene = yq_scene_new(420, 330);
    YqXY wave[] = {{20, 290}, {110, 250}, {220, 300}, {400, 260}};
    YqXY square[] = {{300, 20}, {400, 20}, {400, 90}, {300, 90},
                     {330, 40}, {370, 40}, {370, 70}, {330, 70}};
    uint32_t wave_end[] = {4}, square_ends[] = {4, 8};
    YqPath line = {wave, wave_end, 1, false}, area = {square, square_ends, 2, true};
    YqPaint thin = {.stroke = {0.2f, 0.4f, 0.6f, 1}, .width = 0.7, .round = true};
    YqPaint hatched = {.fill = {0.9f, 0.8f, 0.5f, 1},
                       .stroke = {0, 0, 0, 1},
                       .width = 0.5,
                       .dash = {3, 2},
                       .n_dash = 2,
                       .even_odd = true};
    YqTextStyle large = plain, region = plain;
    YqRect clip = {10, 10, 270, 90};
    const char *const *names = yq_symbol_names();

    yq_scene_set_title(scene, "Incidents & places", "A <test>", "ar");
    yq_scene_set_background(scene, (YqColour){0.93f, 0.91f, 0.86f, 1});
    yq_scene_begin(scene, "map", &clip);
    yq_scene_rect(scene, clip, 6, &thin);
    large.font.size = 22;
    large.font.bold = true;
    yq_scene_text(scene, 145, 40, YQ_ALIGN_MIDDLE, 0, "أغلهوك وتين زواتين (Kidal) ٤٠",
                  &large);
    yq_scene_text(scene, 20, 70, YQ_ALIGN_START, 0, "Tin Zaouatine, Ménaka: مالي",
                  &plain);
    yq_scene_text(scene, 270, 90, YQ_ALIGN_END, 0, "مُقاطعة تِمنراست", &plain);
    yq_scene_end(scene);
    yq_scene_path(scene, &area, &hatched);
    yq_scene_begin(scene, "symbols", NULL);
    for (int i = 0; names[i] != NULL; i++) {
        yq_scene_symbol(scene, names[i], 24 + i % 18 * 22, 124 + i / 18 * 26,
                        i % 2 ? 5 : 16, &red);
        yq_scene_symbol(scene, names[i], 24 + i % 18 * 22, 184 + i / 18 * 22, 10, &red);
    }
    yq_scene_end(scene);
    yq_scene_path(scene, &line, &thin);
    region.font = (YqFont){"Noto Naskh", 20, false, false, 0};
    yq_scene_text_along(scene, wave, 4, "منطقة أزواد والساحل", &region);
    region.font = (YqFont){NULL, 11, false, true, 3};
    YqXY low[] = {{20, 322}, {200, 300}, {400, 310}};

    yq_scene_text_along(scene, low, 3, "Massif de l’Aïr", &region);
    yq_scene_link(scene, "https://example.org/?a=1&b=2");
    yq_scene_text(scene, 410, 250, YQ_ALIGN_END, -0.5, "turned مائل", &plain);
    yq_scene_link(scene, NULL);
    return scene;
}

static char *written(const char *name, const YqRender *render, size_t *out_length)
{
    g_autoptr(YqScene) scene = sample();
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), name, NULL);
    GError *error = NULL;
    char *bytes = NULL;

    yq_scene_write(scene, render, path, &error);
    assert_null(error);
    g_assert_true(g_file_get_contents(path, &bytes, out_length, NULL));
    if (g_getenv("YQ_KEEP") == NULL) {
        g_unlink(path);
    }
    return bytes;
}

static void the_same_scene_gives_the_same_bytes(void **state)
{
    static const char *names[] = {"yq-scene.png", "yq-scene.svg", "yq-scene.pdf"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t a, b;
        g_autofree char *first = written(names[i], NULL, &a);
        g_autofree char *second = written(names[i], NULL, &b);

        assert_int_equal(a, b);
        assert_memory_equal(first, second, a);
    }
}

static void svg_holds_arabic_as_it_is_read(void **state)
{
    g_autofree char *svg = written("yq-text.svg", NULL, NULL);

    assert_non_null(strstr(svg, ">أغلهوك وتين زواتين (Kidal) ٤٠</text>"));
    assert_non_null(strstr(svg, "direction=\"rtl\""));
    assert_non_null(strstr(svg, "<title id=\"_title\">Incidents &amp; places</title>"));
    assert_non_null(strstr(svg, "<desc id=\"_desc\">A &lt;test&gt;</desc>"));
    assert_non_null(strstr(svg, "lang=\"ar\""));
    assert_non_null(strstr(svg, "https://example.org/?a=1&amp;b=2"));
}

static const char *find(const char *bytes, size_t length, const char *text)
{
    return memmem(bytes, length, text, strlen(text));
}

static void pdf_says_what_it_is(void **state)
{
    size_t length;
    g_autofree char *pdf = written("yq-meta.pdf", NULL, &length);

    /* The title in UTF-16, the language, and no date. */
    assert_non_null(find(pdf, length, "/Title<FEFF0049006E0063"));
    assert_non_null(find(pdf, length, "/Lang<FEFF00610072>"));
    assert_non_null(find(pdf, length, "/Alt<FEFF0041"));
    assert_non_null(find(pdf, length, "/URI(https://example.org/?a=1"));
    assert_null(find(pdf, length, "/CreationDate"));
}

static void an_unknown_suffix_is_refused(void **state)
{
    g_autoptr(YqScene) scene = sample();
    g_autoptr(GError) error = NULL;

    assert_false(yq_scene_write(scene, NULL, "/tmp/picture.bmp", &error));
    assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_FORMAT));
}

static void a_dump_has_a_line_for_each_item(void **state)
{
    g_autoptr(YqScene) scene = yq_scene_new(100, 50);

    yq_scene_begin(scene, "map", NULL);
    yq_scene_symbol(scene, "star", 10.004, -0.001, 8, &red);
    yq_scene_end(scene);
    yq_scene_text(scene, 1, 2, YQ_ALIGN_END, 0, "Gao", &plain);
    g_autofree char *dump = yq_scene_dump(scene);

    assert_string_equal(dump, "page 100.00x50.00\n"
                              "map:\n"
                              "  symbol star 10.00,0.00 8.00 fill #cc1a1aff stroke "
                              "#ffffffff 1.00\n"
                              "text 1.00,2.00 end 12.00 colour #1a1a1aff \"Gao\"\n");
}

/* A projection has no place for what lies behind the globe. */
static void what_lies_nowhere_is_not_drawn(void **state)
{
    g_autoptr(YqScene) scene = yq_scene_new(100, 100);
    YqXY points[] = {{10, 20}, {INFINITY, 30}, {40, 50}, {NAN, NAN}, {60, 70}};
    uint32_t ends[] = {3, 5};

    yq_scene_circle(scene, INFINITY, 4, 2, &red);
    yq_scene_symbol(scene, "circle", 3, NAN, 2, &red);
    yq_scene_text(scene, -INFINITY, 3, YQ_ALIGN_START, 0, "nowhere", &plain);
    yq_scene_text_along(scene, points, 5, "nowhere", &plain);
    yq_scene_path(scene, &(YqPath){points, ends, 2, false},
                  &(YqPaint){.stroke = {0, 0, 0, 1}, .width = 1});
    g_autofree char *dump = yq_scene_dump(scene);

    assert_string_equal(dump, "page 100.00x100.00\n"
                              "line stroke #000000ff 1.00 10.00,20.00 40.00,50.00 / "
                              "60.00,70.00\n");
}

static void add_line(YqScene *scene, const char *group, const YqXY *points, uint32_t n)
{
    yq_scene_begin(scene, group, NULL);
    yq_scene_path(scene, &(YqPath){points, &n, 1, false},
                  &(YqPaint){.stroke = {0, 0, 0, 1}, .width = 1});
    yq_scene_end(scene);
}

static void a_line_breaks_off_in_a_gap_and_goes_on_behind_it(void **state)
{
    g_autoptr(YqScene) scene = yq_scene_new(100, 100);
    YqXY line[] = {{0, 50}, {40, 50}, {90, 50}};
    YqRect gaps[] = {{20, 45, 10, 10}, {31, 45, 29, 10}, {70, 80, 10, 10}};

    add_line(scene, "border", line, 3);
    add_line(scene, "river", line, 3);
    yq_scene_break_lines(scene, "border", gaps, G_N_ELEMENTS(gaps));
    g_autofree char *dump = yq_scene_dump(scene);

    assert_contains(dump, "0.00,50.00 20.00,50.00 / 60.00,50.00 90.00,50.00\n");
    assert_contains(dump, "0.00,50.00 40.00,50.00 90.00,50.00\n");
}

static void a_line_that_is_all_gap_is_not_drawn(void **state)
{
    g_autoptr(YqScene) scene = yq_scene_new(100, 100);
    YqXY line[] = {{30, 50}, {40, 60}};
    YqRect gap = {20, 40, 50, 50};
    g_autofree char *svg = g_strdup_printf("%s/all-gap.svg", g_get_tmp_dir());

    add_line(scene, "border", line, 2);
    yq_scene_break_lines(scene, "border", &gap, 1);
    g_autofree char *dump = yq_scene_dump(scene);

    assert_null(strstr(dump, "30.00"));
    assert_true(yq_scene_write(scene, &(YqRender){0}, svg, NULL));
    g_remove(svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_scene_gives_the_same_bytes),
        cmocka_unit_test(svg_holds_arabic_as_it_is_read),
        cmocka_unit_test(pdf_says_what_it_is),
        cmocka_unit_test(what_lies_nowhere_is_not_drawn),
        cmocka_unit_test(a_line_breaks_off_in_a_gap_and_goes_on_behind_it),
        cmocka_unit_test(a_line_that_is_all_gap_is_not_drawn),
        cmocka_unit_test(an_unknown_suffix_is_refused),
        cmocka_unit_test(a_dump_has_a_line_for_each_item),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
