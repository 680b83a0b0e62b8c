/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gazetteer/sounds.h"
#include <glib/gstdio.h>
#include <yaqut/yaqut.h>

static GArray *rules, *alike;
static YqSounds arabic;

static int open_table(void **state)
{
    g_autofree char *path = g_build_filename(g_getenv("YQ_SOURCE_ROOT"), "geodata",
                                             "languages", "ar", "sounds.tsv", NULL);

    rules = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));
    alike = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));
    if (!yq_sounds_read(path, rules, alike, NULL)) {
        return -1;
    }
    arabic = yq_sounds_of((YqSoundRule *)(void *)rules->data, rules->len,
                          (YqSoundRule *)(void *)alike->data, alike->len);
    return 0;
}

static int close_table(void **state)
{
    g_array_unref(rules);
    g_array_unref(alike);
    return 0;
}

static float cost_of(const char *written, const char *latin)
{
    YqSpoken word;

    return yq_spoken_set(&word, &arabic, written, strlen(written), 1)
               ? yq_spoken_cost(&word, latin, strlen(latin), 1)
               : YQ_SOUNDS_NEVER;
}

static bool is_filed(const char *written, const char *latin)
{
    YqSpoken word;
    char sound[YQ_SOUND_MAX + 1];

    assert_true(yq_spoken_set(&word, &arabic, written, strlen(written), 1));
    yq_sound(latin, strlen(latin), sound);
    for (size_t i = 0; i < word.n_keys; i++) {
        if (strcmp(word.keys[i].sound, sound) == 0) {
            return true;
        }
    }
    return false;
}

static const struct {
    const char *written, *latin; /* folded */
    float most;
} names[] = {
    {"بواكيه", "bouake", 0.1f},
    {"روتشورو", "rutshuru", 0.1f},
    {"سيتينغا", "seytenga", 0.1f},
    {"واهيغويا", "ouahigouya", 0.2f},
    {"زيغينشور", "ziguinchor", 0.1f},
    {"بينيونا", "bignona", 0.1f},
    {"تشاسيف يار", "chasiv yar", 0.1f},
    {"كريفي ريه", "kryvyi rih", 0.3f},
    {"أفدييفكا", "avdiivka", 0.1f},
    {"خواريز", "juarez", 0.3f},
    {"غوروم-غوروم", "gorom gorom", 0.1f},
    {"قاو", "gao", 0.1f},
    {"پاما", "pama", 0.0f},
    {"باما", "pama", 0.0f},
};

static void names_are_read_as_they_sound(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        float cost = cost_of(names[i].written, names[i].latin);

        if (!(cost <= names[i].most + 1e-6f)) {
            fail_msg("%s as %s costs %.2f", names[i].written, names[i].latin, cost);
        }
    }
}

static void names_are_filed_under_a_sound_of_the_word(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (!is_filed(names[i].written, names[i].latin)) {
            fail_msg("%s has no sound of %s", names[i].written, names[i].latin);
        }
    }
}

static void every_letter_is_accounted_for(void **state)
{
    assert_true(cost_of("بواكيه", "bouake sud") >= YQ_SOUNDS_NEVER);
    assert_true(cost_of("بواكيه", "bouk") > 0.2f);
    assert_true(cost_of("بوا", "bouake") >= YQ_SOUNDS_NEVER);
    assert_true(cost_of("دورا", "dira") > 0.4f);
    assert_true(cost_of("پاما", "bama") >= YQ_SOUNDS_NEVER); /* پ is no b */
}

static void vowels_left_out_cost_more_than_vowels_written(void **state)
{
    assert_true(cost_of("كمن", "kamina") > cost_of("كامينا", "kamina") + 0.5f);
}

static void words_of_arabic_cost(void **state)
{
    assert_true(cost_of("عملية", "amalia") > 0.4f);
}

static const char *error_of(const char *table, GError **error)
{
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("sounds-XXXXXX.tsv", &path, NULL);

    assert_true(file >= 0);
    g_close(file, NULL);
    assert_true(g_file_set_contents(path, table, -1, NULL));
    g_autoptr(GArray) none = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));

    assert_false(yq_sounds_read(path, none, none, error));
    g_unlink(path);
    return (*error)->message;
}

static void a_bad_row_names_its_line(void **state)
{
    static const struct {
        const char *row, *says;
    } bad[] = {
        {"ب\tb\tfree", ":3: cost 'free' is no number from 0 to 1"},
        {"ب\tb\t2", ":3: cost '2' is no number from 0 to 1"},
        {"b\tb\t0", ":3: 'b' is not one to 4 letters that are not Latin"},
        {"\tb\t0", ":3: '' is not one to 4 letters that are not Latin"},
        {"ب\té\t0", ":3: 'é' is no Latin letters from a to z"},
        {"ب\t\t0", ":3: '' is no Latin letters from a to z"},
        {"-\t-\t0", ":3: '-' is no Latin letters from a to z"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *table =
            g_strdup_printf("letters\tlatin\tcost\nت\tt\t0\n%s\n", bad[i].row);

        assert_contains(error_of(table, &error), bad[i].says);
    }
}

static void a_word_of_unknown_letters_or_too_long_is_not_read(void **state)
{
    YqSpoken word;
    g_autoptr(GString) many = g_string_new(NULL);

    for (int i = 0; i < 100; i++) {
        g_string_append(many, "با");
    }
    assert_false(yq_spoken_set(&word, &arabic, many->str, many->len, 1));
    assert_false(yq_spoken_set(&word, &arabic, "Київ", strlen("Київ"), 1));
    assert_false(yq_spoken_set(&word, &arabic, "", 0, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_as_they_sound),
        cmocka_unit_test(names_are_filed_under_a_sound_of_the_word),
        cmocka_unit_test(every_letter_is_accounted_for),
        cmocka_unit_test(vowels_left_out_cost_more_than_vowels_written),
        cmocka_unit_test(words_of_arabic_cost),
        cmocka_unit_test(a_bad_row_names_its_line),
        cmocka_unit_test(a_word_of_unknown_letters_or_too_long_is_not_read),
    };

    return cmocka_run_group_tests(tests, open_table, close_table);
}
