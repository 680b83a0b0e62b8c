/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "draw/curve.h"
#include "draw/ruler.h"
#include "draw/text.h"

static const YqFont ten = {.size = 10};

static void arabic_letters_join(void **state)
{
    g_autoptr(YqShaped) word = yq_text_shape("مالي", &ten);
    double apart = yq_text_measure("م", &ten).width + yq_text_measure("ا", &ten).width +
                   yq_text_measure("ل", &ten).width + yq_text_measure("ي", &ten).width;

    assert_true(word->rtl);
    assert_true(word->n_glyphs > 0 && word->glyphs[0].joined);
    /* Initial and medial forms are narrower than letters that stand alone. */
    assert_true(yq_text_measure("مالي", &ten).width < apart * 0.9);
}

static void glyphs_run_as_the_eye_does(void **state)
{
    g_autoptr(YqShaped) mixed = yq_text_shape("Gao: غاو", &ten);
    float before = -1;
    uint32_t leftmost_arabic = 0;

    for (uint32_t i = 0; i < mixed->n_glyphs; i++) {
        assert_true(mixed->glyphs[i].x >= before);
        before = mixed->glyphs[i].x;
        if (leftmost_arabic == 0 && mixed->glyphs[i].joined) {
            leftmost_arabic = mixed->glyphs[i].cluster;
        }
    }
    assert_false(mixed->rtl);
    /* The last letter of the Arabic word stands at its left. */
    assert_int_equal(leftmost_arabic, strlen("Gao: غا"));
}

static void brackets_face_each_other_in_arabic(void **state)
{
    g_autoptr(YqShaped) text = yq_text_shape("غاو (مالي)", &ten);
    g_autoptr(YqShaped) open = yq_text_shape("(", &ten);

    /* What closes in reading order is drawn at the left, as an opening bracket looks. */
    assert_int_equal(text->glyphs[0].cluster, strlen("غاو (مالي"));
    assert_int_equal(text->glyphs[0].id, open->glyphs[0].id);
}

static void every_script_of_the_region_has_its_letters(void **state)
{
    static const char *const words[] = {"Tâmânghâsset", "ⵜⴰⵎⴻⵏⵔⴰⵙⵜ", "تمنراست",
                                        "Ğədəmis",      "Аир",       "Ωμέγα",
                                        "٠١٢٣٤٥٦٧٨٩",   "→ © • – …"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autoptr(YqShaped) word = yq_text_shape(words[i], &ten);

        for (uint32_t k = 0; k < word->n_glyphs; k++) {
            if (word->glyphs[k].id == 0) {
                fail_msg("'%s' has a letter that no face has", words[i]);
            }
        }
    }
}

static void measures_grow_with_the_size(void **state)
{
    YqFont twenty = {.size = 20}, spaced = {.size = 10, .spacing = 2};
    YqExtents small = yq_text_measure("Kidal", &ten);

    assert_near(yq_text_measure("Kidal", &twenty).width, 2 * small.width, 1e-4);
    assert_near(yq_text_measure("Kidal", &spaced).width, small.width + 4 * 2, 1e-4);
    /* Joined letters are never spaced out. */
    assert_near(yq_text_measure("كيدال", &spaced).width,
                yq_text_measure("كيدال", &ten).width, 1e-6);
    assert_true(small.ascent > 8 && small.descent > 2);
    assert_true(small.ink.y < -6 && small.ink.height < small.ascent + small.descent);
}

static void text_that_is_no_text_measures_as_nothing_bad(void **state)
{
    assert_near(yq_text_measure("", &ten).width, 0, 0);
    assert_true(yq_text_measure("\xff\xfe", &ten).width > 0);
    assert_true(yq_text_measure("a\nb\tc", &ten).width > 0);
}

static void lines_fit_and_lose_no_word(void **state)
{
    static const char *const texts[] = {
        "أعلن الجيش الجزائري إسقاط طائرة مسيّرة انتهكت المجال الجوي قرب تين زواتين",
        "Affrontements entre l’armée et des combattants près de la frontière algérienne",
        "one averyveryverylongwordthatcannotfitinanyline two"};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(GStrv) lines = yq_text_wrap(texts[i], &ten, 90);
        g_autoptr(GString) letters = g_string_new(NULL), wanted = g_string_new(NULL);

        assert_true(g_strv_length(lines) > 2);
        for (size_t k = 0; lines[k] != NULL; k++) {
            assert_true(yq_text_measure(lines[k], &ten).width <= 90.01);
            g_string_append(letters, lines[k]);
        }
        for (const char *at = texts[i]; *at != '\0'; at++) {
            if (*at != ' ') {
                g_string_append_c(wanted, *at);
            }
        }
        g_string_replace(letters, " ", "", 0);
        assert_string_equal(letters->str, wanted->str);
    }
}

static void a_line_keeps_the_direction_of_its_paragraph(void **state)
{
    g_auto(GStrv) lines = yq_text_wrap("قالت الحركة\nAQMI في بيان", &ten, 300);
    g_autoptr(YqShaped) second = NULL;

    assert_int_equal(g_strv_length(lines), 2);
    second = yq_text_shape(lines[1], &ten);
    assert_true(second->rtl);
}

static void hard_breaks_and_hard_blanks_are_kept(void **state)
{
    g_auto(GStrv) lines = yq_text_wrap("a\n\n12\302\240km", &ten, 14);

    assert_string_equal(lines[0], "a");
    assert_string_equal(lines[1], "");
    assert_true(g_strv_length(lines) > 3); /* wider than the line: cut, not lost */
}

static void wrapping_nothing_gives_one_empty_line(void **state)
{
    g_auto(GStrv) lines = yq_text_wrap("", &ten, 50);

    assert_int_equal(g_strv_length(lines), 1);
    assert_string_equal(lines[0], "");
}

static void one_ruler_breaks_type_of_any_size(void **state)
{
    static const char *const text =
        "أعلن الجيش الجزائري إسقاط طائرة مسيّرة انتهكت المجال الجوي قرب تين زواتين";
    YqFont twenty = {.size = 20};
    g_autoptr(YqRuler) small = yq_ruler_new(text, &ten);
    g_autoptr(YqRuler) large = yq_ruler_new(text, &twenty);
    g_autoptr(GArray) a = g_array_new(FALSE, FALSE, sizeof(YqBrokenLine));
    g_autoptr(GArray) b = g_array_new(FALSE, FALSE, sizeof(YqBrokenLine));

    assert_false(yq_ruler_break(small, 9, G_MAXUINT, a));
    assert_false(yq_ruler_break(large, 9, G_MAXUINT, b));
    assert_true(a->len > 2 && a->len == b->len);
    assert_memory_equal(a->data, b->data, a->len * sizeof(YqBrokenLine));
    for (guint i = 0; i < a->len; i++) {
        const YqBrokenLine *line = &g_array_index(a, YqBrokenLine, i);
        g_autofree char *words = yq_ruler_line(small, line);

        assert_near(yq_text_measure(words, &twenty).width, 20 * line->width, 0.05);
    }
}

static void what_is_left_out_ends_in_an_ellipsis_that_fits(void **state)
{
    static const char *const text =
        "seven soldiers were killed near the well of In Afarak";
    g_autoptr(YqRuler) ruler = yq_ruler_new(text, &ten);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(YqBrokenLine));

    assert_true(yq_ruler_break(ruler, 10, 2, lines));
    assert_int_equal(lines->len, 2);
    const YqBrokenLine *last = &g_array_index(lines, YqBrokenLine, 1);
    g_autofree char *words = yq_ruler_line(ruler, last);

    assert_true(g_str_has_suffix(words, "…"));
    assert_true(last->width <= 10);
    assert_near(yq_text_measure(words, &ten).width, 10 * last->width, 0.05);
}

static void words_are_shaped_alike_wherever_they_stand(void **state)
{
    g_autoptr(YqShaped) alone = yq_text_shape("مالي", &ten);
    g_autoptr(YqShaped) among = yq_text_shape("شمال مالي اليوم", &ten);
    uint32_t from = 0;

    while (among->glyphs[from].cluster > strlen("شمال مالي") - 1) {
        from++;
    }
    for (uint32_t i = 0; i < alone->n_glyphs; i++) {
        assert_int_equal(among->glyphs[from + i].id, alone->glyphs[i].id);
        assert_int_equal(among->glyphs[from + i].cluster,
                         strlen("شمال ") + alone->glyphs[i].cluster);
    }
}

static void a_straight_curve_is_a_line(void **state)
{
    YqXY points[] = {{0, 0}, {50, 0}, {100, 0}};
    YqCurve curve = yq_curve_new(points, 3);
    double angle;
    YqXY at = yq_curve_at(&curve, 30, 5, &angle);

    assert_near(curve.length, 100, 1e-3);
    assert_near(at.x, 30, 1e-3);
    assert_near(at.y, 5, 1e-3);
    assert_near(angle, 0, 1e-6);
    at = yq_curve_at(&curve, 110, 0, NULL); /* past the end it goes on straight */
    assert_near(at.x, 110, 1e-3);
    yq_curve_clear(&curve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arabic_letters_join),
        cmocka_unit_test(glyphs_run_as_the_eye_does),
        cmocka_unit_test(brackets_face_each_other_in_arabic),
        cmocka_unit_test(every_script_of_the_region_has_its_letters),
        cmocka_unit_test(measures_grow_with_the_size),
        cmocka_unit_test(text_that_is_no_text_measures_as_nothing_bad),
        cmocka_unit_test(lines_fit_and_lose_no_word),
        cmocka_unit_test(a_line_keeps_the_direction_of_its_paragraph),
        cmocka_unit_test(hard_breaks_and_hard_blanks_are_kept),
        cmocka_unit_test(wrapping_nothing_gives_one_empty_line),
        cmocka_unit_test(one_ruler_breaks_type_of_any_size),
        cmocka_unit_test(what_is_left_out_ends_in_an_ellipsis_that_fits),
        cmocka_unit_test(words_are_shaped_alike_wherever_they_stand),
        cmocka_unit_test(a_straight_curve_is_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
