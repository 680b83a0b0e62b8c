/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "text/fold.h"

static char *fold(const char *name)
{
    GString *out = g_string_new(NULL);

    yq_fold_name(name, strlen(name), out);
    return g_string_free(out, FALSE);
}

static void names_fold_to_one_form(void **state)
{
    static const struct {
        const char *name, *folded;
    } rows[] = {
        {"Bamako", "bamako"},
        {"ÉTÉ", "ete"},
        {"Tombouctou", "tombouctou"},
        {"Tin-Zaouatine", "tin zaouatine"},
        {"  Tin \t Zaouatine ", "tin zaouatine"},
        {"L’Aquila", "l aquila"},
        {"Côte d'Ivoire", "cote d ivoire"},
        {"Straße", "strasse"},
        {"Œuvre", "oeuvre"},
        {"Muğla", "mugla"},
        {"İstanbul", "istanbul"},
        {"Łódź", "lodz"},
        {"Đà Nẵng", "da nang"},
        {"e\xCC\x81t\xC3\xA9", "ete"},
        {"U.S.", "us"},
        {"U.S.A", "usa"},
        {"St. Louis", "st louis"},
        {"Washington, D.C.", "washington dc"},
        {"الجزائر", "الجزاير"},
        {"إِيرَان", "ايران"},
        {"أدرار", "ادرار"},
        {"تمنـــراست", "تمنراست"},
        {"غزة", "غزه"},
        {"على", "علي"},
        {"مؤتة", "موته"},
        {"کردستان", "كردستان"},
        {"ڤاغنر", "فاغنر"},
        {"\xEF\xBB\xBB", "لا"},
        {"٤٠", "40"},
        {"۴۰", "40"},
        {"Москва", "москва"},
        {"ΑΘΗΝΑ", "αθηνα"},
        {"\xE2\x80\x8FMali\xE2\x80\x8E", "mali"},
        {"-- ' --", ""},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *folded = fold(rows[i].name);

        assert_string_equal(folded, rows[i].folded);
    }
}

static void folding_twice_changes_nothing(void **state)
{
    for (gunichar c = 1; c < 0x20000; c++) {
        char name[16] = {0};

        if (!g_unichar_validate(c)) {
            continue;
        }
        g_unichar_to_utf8(c, name);
        g_autofree char *once = fold(name);
        g_autofree char *twice = fold(once);

        assert_string_equal(once, twice);
        assert_true(g_utf8_validate(once, -1, NULL));
    }
}

static void one_letter_folds_as_in_a_name(void **state)
{
    char out[8];

    assert_int_equal(yq_fold_char(0x00C9, out), 1);
    assert_int_equal(out[0], 'e');
    assert_int_equal(yq_fold_char(0x00DF, out), 2);
    assert_memory_equal(out, "ss", 2);
    assert_int_equal(yq_fold_char(0x0640, out), 0);
    assert_int_equal(yq_fold_char(0x0629, out), 2);
    assert_memory_equal(out, "ه", 2);
}

static void bytes_that_are_no_text_do_no_harm(void **state)
{
    GRand *random = g_rand_new_with_seed(7);
    char bytes[64];

    for (int i = 0; i < 20000; i++) {
        size_t length = g_rand_int_range(random, 0, sizeof bytes);
        g_autofree char *exact = g_malloc(length);
        g_autoptr(GString) out = g_string_new(NULL);

        for (size_t k = 0; k < length; k++) {
            exact[k] = g_rand_int(random);
        }
        yq_fold_name(exact, length, out);
        assert_true(g_utf8_validate(out->str, out->len, NULL));
    }
    g_rand_free(random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_fold_to_one_form),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(one_letter_folds_as_in_a_name),
        cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
