/* SPDX-License-Identifier: MIT */
#include "sentence.h"

/* The counts that a word of harm claims: "k7" seven killed, "w" wounded, "a" abducted,
 * "d" displaced, "m" missing; "+" a lower bound, "/" a part of a total. */
static char *counted(const char *language, const char *text)
{
    static const char letters[] = "kwmad";
    Sentence sentence = sentence_read(language, "2025-04-07", text);
    const GArray *counts = sentence.reading->counts;
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < counts->len; i++) {
        const YqCount *count = &g_array_index(counts, YqCount, i);

        if (count->harm >= 0) {
            g_string_append_printf(out, "%s%s%c%d%s", out->len > 0 ? " " : "",
                                   count->among ? "/" : "", letters[count->harm],
                                   count->value < 0 ? count->magnitude : count->value,
                                   count->value < 0  ? "s"
                                   : count->at_least ? "+"
                                                     : "");
        }
    }
    sentence_free(&sentence);
    return g_string_free(out, FALSE);
}

static void assert_counted(const char *language, const char *text, const char *wanted)
{
    g_autofree char *got = counted(language, text);

    if (strcmp(got, wanted) != 0) {
        fail_msg("'%s' counts %s, not %s", text, got, wanted);
    }
}

static void active_and_passive_find_their_number(void **state)
{
    assert_counted("en", "Gunmen killed seven farmers and wounded 3.", "k7 w3");
    assert_counted("en", "Seven farmers were killed and 3 were wounded.", "k7 w3");
    assert_counted("en", "The blast left 12 dead.", "k12");
    assert_counted("fr", "Des hommes ont tué sept paysans et blessé trois enfants.",
                   "k7 w3");
    assert_counted("fr", "Sept paysans ont été tués et trois blessés.", "k7 w3");
    assert_counted("fr", "L'explosion a fait cinq morts et trois blessés.", "k5 w3");
    assert_counted("ar", "قُتل سبعة جنود وأصيب أحد عشر آخرون.", "k7 w11");
    assert_counted("ar", "أسفر الهجوم عن مقتل سبعة عشر جنديا وجرح ثلاثة.", "k17 w3");
    assert_counted("ar", "لقي ثلاثة عشر مدنيا مصرعهم.", "k13");
    assert_counted("ar", "قتل انتحاري 12 شخصا.", "k12");
    assert_counted("ar", "قتل مسلح خمسة جنود.", "k5");
    assert_counted("ar", "قتل جندي وخمسة مدنيين.", "k1 k5");
}

static void numbers_in_words_follow_their_grammar(void **state)
{
    assert_counted("en", "Twenty-four soldiers were killed.", "k24");
    assert_counted("en", "One hundred and thirty-one people were killed.", "k131");
    assert_counted("en", "Two dozen villagers were killed.", "k24");
    assert_counted("fr", "Vingt-deux militaires ont été tués.", "k22");
    assert_counted("fr", "Une vingtaine de civils ont été tués.", "k20");
    assert_counted("fr", "Quatre-vingt-dix-sept civils ont été tués.", "k97");
    assert_counted("fr", "L'attaque a fait 1 200 morts et 3 blessés.", "k1200 w3");
    assert_counted("fr", "Il est le 53e soldat mort au Sahel.", "");
    assert_counted("fr", "Bilan : un mort, trois blessés.", "k1 w3");
    assert_counted("en", "Rebels executed 35 captured soldiers.", "k35");
    assert_counted("fr", "Ils ont exécuté trois otages enlevés en mai.", "k3");
    assert_counted("ar", "قتل أربعة أطفال.", "k4");
    assert_counted("ar", "مقتل خمسة وعشرين مدنيا.", "k25");
    assert_counted("ar", "مقتل جنديين.", "k2");
}

static void bounds_parts_and_magnitudes_are_told_apart(void **state)
{
    assert_counted("en", "At least 51 soldiers were killed.", "k51+");
    assert_counted("en", "More than 40 villagers were killed.", "k40+");
    assert_counted("en", "Some 35 villagers were killed.", "k35");
    assert_counted("en", "Between 4 and 9 villagers were killed.", "k4+");
    assert_counted("en", "Dozens of villagers were killed.", "k10s");
    assert_counted("en", "21 civilians, among them 11 children, were killed.",
                   "k21 /k11");
    assert_counted("fr", "21 civils, dont 11 enfants, ont été tués.", "k21 /k11");
    assert_counted("ar", "مقتل ما لا يقل عن 14 مدنيا بينهم أربعة أطفال.", "k14+ /k4");
}

static void parts_in_brackets_and_zero_add_nothing(void **state)
{
    assert_counted("en", "Gunmen killed 18 civilians (17 men, 1 nurse).", "k18 /k17 /k1");
    assert_counted("en", "There were 0 fatalities and 2 wounded.", "w2");
    assert_counted("en", "Six members of one family were killed.", "k6");
    assert_counted("en", "Fatalities 40+.", "k40+");
    assert_counted("en", "Gunmen abducted and killed 52 young men.", "k52");
    assert_counted("en", "A fire broke out after the killing of a boy.", "");
    assert_counted("en", "Youths killed a cattle keeper.", "k1");
}

static void one_victim_needs_no_number(void **state)
{
    assert_counted("en", "The driver was killed.", "k1");
    assert_counted("en", "Gunmen assassinated the mayor.", "k1");
    assert_counted("en", "A deacon lost his life.", "k1");
    assert_counted("fr", "Un soldat a été tué.", "k1");
    assert_counted("ar", "قُتل جندي.", "k1");
}

static void nobody_is_counted_who_came_to_no_harm(void **state)
{
    assert_counted("en", "No one was hurt.", "");
    assert_counted("en", "Ten soldiers were deployed.", "");
    assert_counted("en", "They burned 12 vehicles and killed nobody.", "");
    assert_counted("en", "40 drones were shot down over nine regions.", "");
    assert_counted("fr", "L'armée a abattu un de ses drones.", "");
    assert_counted("ar", "سقطت ثلاثة مقذوفات على الحي.", "");
    assert_counted("en", "Hundreds could have died.", "");
    assert_counted("fr", "Aucun soldat n'a été tué.", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(active_and_passive_find_their_number),
        cmocka_unit_test(numbers_in_words_follow_their_grammar),
        cmocka_unit_test(bounds_parts_and_magnitudes_are_told_apart),
        cmocka_unit_test(parts_in_brackets_and_zero_add_nothing),
        cmocka_unit_test(one_victim_needs_no_number),
        cmocka_unit_test(nobody_is_counted_who_came_to_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
