/* SPDX-License-Identifier: MIT */
#include "sentence.h"

/* Every sentence is from a paper of Monday 7 April 2025. */
static const char paper[] = "2025-04-07";

static char *told(const char *language, const char *text)
{
    Sentence sentence = sentence_read(language, paper, text);
    const GArray *dates = sentence.reading->dates;
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < dates->len; i++) {
        const YqDateSpan *date = &g_array_index(dates, YqDateSpan, i);
        char start[11], end[11];

        yq_date_format(date->when.start, start);
        yq_date_format(date->when.end, end);
        g_string_append_printf(out, "%s%s/%s", i > 0 ? " " : "", start, end);
    }
    sentence_free(&sentence);
    return g_string_free(out, FALSE);
}

static void assert_told(const char *language, const char *text, const char *wanted)
{
    g_autofree char *got = told(language, text);

    if (strcmp(got, wanted) != 0) {
        fail_msg("'%s' is %s, not %s", text, got, wanted);
    }
}

/* The day that an article is taken to be of, where it comes without one. */
static void assert_published(const char *language, const char *text, const char *wanted)
{
    Sentence sentence = sentence_read(language, "", text);
    char got[11];

    yq_date_format(sentence.reading->published, got);
    if (strcmp(got, wanted) != 0) {
        fail_msg("'%s' is of '%s', not '%s'", text, got, wanted);
    }
    sentence_free(&sentence);
}

static void an_article_tells_itself_when_it_was_published(void **state)
{
    static const char day[] = "2026-11-14";

    assert_published("fr",
                     "Attaque près de Gao\nPublié le 14 novembre 2026 à 18h30\n\nDeux "
                     "soldats ont été tués mercredi près de Gao.",
                     day);
    assert_published("en",
                     "NIAMEY, Nov 14 2026 (own report)\n\nTwo soldiers were killed on "
                     "Wednesday near Gao.",
                     day);
    assert_published("en", "Last updated: 14 November 2026\nTwo soldiers were killed.",
                     day);
    assert_published("ar", "مقتل جنديين\nنيامي – 14 نوفمبر 2026\n\nقتل جنديان الأربعاء.",
                     day);
    assert_published("ar", "تاريخ النشر: 14/11/2026\nقتل جنديان الأربعاء.", day);
    assert_published("fr", "Niamey, 14 novembre 2026 – Deux soldats ont été tués.", day);
    /* What happened on a day is not when the paper came out. */
    assert_published("en", "Two soldiers were killed near Gao on 14 November 2026.", "");
    assert_published("fr", "Niamey: l'attaque du 14 novembre 2026\n\nDeux morts.", "");
    assert_published("en", "A report published on Monday tells of two dead.", "");
}

static void the_line_that_tells_when_it_was_published_dates_no_event(void **state)
{
    Sentence sentence = sentence_read(
        "fr", "", "Publié le 14 novembre 2026\n\nDeux soldats ont été tués mercredi.");
    const GArray *dates = sentence.reading->dates;

    assert_int_equal(dates->len, 2);
    assert_true(g_array_index(dates, YqDateSpan, 0).dateline);
    assert_false(g_array_index(dates, YqDateSpan, 1).dateline);
    assert_int_equal(g_array_index(dates, YqDateSpan, 1).when.start.day, 11);
    sentence_free(&sentence);
}

static void a_day_is_told_in_every_order(void **state)
{
    static const char day[] = "2023-09-07/2023-09-07";

    assert_told("en", "On 7 September 2023 it happened.", day);
    assert_told("en", "On September 7, 2023 it happened.", day);
    assert_told("en", "On the 7th of September 2023 it happened.", day);
    assert_told("en", "On 2023-09-07 it happened.", day);
    assert_told("en", "On 7.9.2023 it happened.", day);
    assert_told("fr", "Le 7 septembre 2023, cela arriva.", day);
    assert_told("fr", "Le 07/09/2023, cela arriva.", day);
    assert_told("ar", "في السابع من سبتمبر 2023 وقع ذلك.", day);
    assert_told("ar", "يوم 7 أيلول 2023 وقع ذلك.", day);
    assert_told("ar", "في ٧ شتنبر ٢٠٢٣ وقع ذلك.", day);
}

static void months_have_all_their_arabic_names(void **state)
{
    static const char *const januaries[] = {"يناير", "جانفي", "كانون الثاني"};
    static const char *const augusts[] = {"أغسطس", "أوت", "آب", "غشت"};

    for (size_t i = 0; i < G_N_ELEMENTS(januaries); i++) {
        g_autofree char *text = g_strdup_printf("في 25 %s 2024 وقع ذلك.", januaries[i]);

        assert_told("ar", text, "2024-01-25/2024-01-25");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(augusts); i++) {
        g_autofree char *text = g_strdup_printf("في 25 %s 2024 وقع ذلك.", augusts[i]);

        assert_told("ar", text, "2024-08-25/2024-08-25");
    }
}

static void what_is_near_today_counts_from_the_paper(void **state)
{
    assert_told("en", "It happened yesterday.", "2025-04-06/2025-04-06");
    assert_told("en", "It happened on Friday.", "2025-04-04/2025-04-04");
    assert_told("en", "It happened three days ago.", "2025-04-04/2025-04-04");
    assert_told("fr", "C'est arrivé hier.", "2025-04-06/2025-04-06");
    assert_told("fr", "C'est arrivé vendredi.", "2025-04-04/2025-04-04");
    assert_told("fr", "Il y a trois jours, c'est arrivé.", "2025-04-04/2025-04-04");
    assert_told("ar", "وقع ذلك أمس.", "2025-04-06/2025-04-06");
    assert_told("ar", "وقع ذلك يوم الجمعة.", "2025-04-04/2025-04-04");
    assert_told("ar", "وقع ذلك قبل يومين.", "2025-04-05/2025-04-05");
}

static void a_date_without_its_year_is_the_last_one(void **state)
{
    assert_told("en", "It happened on 25 December.", "2024-12-25/2024-12-25");
    assert_told("en", "It happened on 3 March.", "2025-03-03/2025-03-03");
    assert_told("fr", "C'est arrivé le 3 mars.", "2025-03-03/2025-03-03");
}

/* 7 April 2025, when they are read, is a Monday; Eid al-Fitr of 1446 fell on 30 March. */
static void named_days_and_weekends_are_the_last_ones(void **state)
{
    assert_told("en", "It happened at the weekend.", "2025-04-05/2025-04-06");
    assert_told("en", "It happened last weekend.", "2025-04-05/2025-04-06");
    assert_told("en", "It happened on Christmas Day.", "2024-12-25/2024-12-25");
    assert_told("en", "It happened on Thursday night of last week.",
                "2025-04-03/2025-04-03");
    assert_told("en", "It happened overnight to Sunday.", "2025-04-05/2025-04-06");
    assert_told("fr", "C'est arrivé le week-end dernier.", "2025-04-05/2025-04-06");
    assert_told("fr", "C'est arrivé le jour de Noël.", "2024-12-25/2024-12-25");
    assert_told("ar", "وقع ذلك يوم عيد الفطر.", "2025-03-30/2025-03-30");
}

static void parts_of_this_month_or_the_last_year_are_its(void **state)
{
    assert_told("en", "At the end of last month it happened.", "2025-03-21/2025-03-31");
    assert_told("en", "It has gone on since the beginning of the year.", "2025-01-01/");
    assert_told("fr", "Au début du mois dernier, cela arriva.", "2025-03-01/2025-03-10");
    assert_told("ar", "في مطلع العام الماضي وقع ذلك.", "2024-01-01/2024-03-31");
}

static void parts_of_months_and_years_follow_the_conventions(void **state)
{
    assert_told("en", "In late July 2024 it happened.", "2024-07-21/2024-07-31");
    assert_told("en", "In early June 2024 it happened.", "2024-06-01/2024-06-10");
    assert_told("en", "In summer 2024 it happened.", "2024-06-01/2024-08-31");
    assert_told("en", "At the end of 2023 it happened.", "2023-10-01/2023-12-31");
    assert_told("fr", "Fin juillet 2024, cela arriva.", "2024-07-21/2024-07-31");
    assert_told("fr", "Mi-juin 2024, cela arriva.", "2024-06-11/2024-06-20");
    assert_told("ar", "في نهاية يوليو 2024 وقع ذلك.", "2024-07-21/2024-07-31");
    assert_told("ar", "في صيف 2024 وقع ذلك.", "2024-06-01/2024-08-31");
    assert_told("ar", "في أواخر عام 2023 وقع ذلك.", "2023-10-01/2023-12-31");
}

static void intervals_have_both_ends_and_since_has_one(void **state)
{
    assert_told("en", "From 25 to 27 July 2024 it went on.", "2024-07-25/2024-07-27");
    assert_told("en", "Between 2022 and 2023 it went on.", "2022-01-01/2023-12-31");
    assert_told("en", "It has gone on since late 2023.", "2023-10-01/");
    assert_told("en", "In the night of 31 March to 1 April 2025 it happened.",
                "2025-03-31/2025-04-01");
    assert_told("fr", "Du 25 au 27 juillet 2024, cela dura.", "2024-07-25/2024-07-27");
    assert_told("fr", "Dans la nuit du 31 mars au 1er avril 2025, cela arriva.",
                "2025-03-31/2025-04-01");
    assert_told("ar", "بين عامي 2022 و 2023 استمر ذلك.", "2022-01-01/2023-12-31");
    assert_told("ar", "ليلة السبت إلى الأحد 25 أوت 2024 وقع ذلك.",
                "2024-08-24/2024-08-25");
    assert_told("ar", "يومي 15 و16 تموز 2024 وقع ذلك.", "2024-07-15/2024-07-16");
}

static void hijri_days_are_converted(void **state)
{
    assert_told("ar", "في 10 محرم 1446 وقع ذلك.", "2024-07-16/2024-07-16");
    assert_told("en", "On 1 Ramadan 1445 it happened.", "2024-03-11/2024-03-11");
}

static void days_of_this_month_and_weeks_of_another(void **state)
{
    assert_told("ar", "وقع ذلك في الرابع من الشهر الجاري.", "2025-04-04/2025-04-04");
    assert_told("ar", "وقع ذلك أواخر الشهر الماضي.", "2025-03-21/2025-03-31");
    assert_told("ar", "وقع ذلك في الأسبوع الثاني من مارس.", "2025-03-08/2025-03-14");
    assert_told("en", "It happened in the second week of March.",
                "2025-03-08/2025-03-14");
    assert_told("ar", "وقع ذلك بين الأول والعاشر من مارس.", "2025-03-01/2025-03-10");
    assert_told("ar", "وقع ذلك أيام 3 و4 و5 مارس.", "2025-03-03/2025-03-05");
    assert_told("ar", "وقع ذلك في فاتح مارس.", "2025-03-01/2025-03-01");
}

static void the_last_hours_reach_to_today(void **state)
{
    assert_told("ar", "وقع ذلك خلال الـ48 ساعة الماضية.", "2025-04-05/2025-04-07");
    assert_told("en", "It happened in the last 24 hours.", "2025-04-06/2025-04-07");
    assert_told("ar", "يتواصل ذلك منذ يوم السبت.", "2025-04-05/");
}

static void feasts_and_hijri_days_need_no_year(void **state)
{
    assert_told("ar", "وقع ذلك في ثاني أيام عيد الفطر.", "2025-03-31/2025-03-31");
    assert_told("en", "It happened on the second day of Eid al-Fitr.",
                "2025-03-31/2025-03-31");
    assert_told("ar", "وقع ذلك يوم 15 رمضان.", "2025-03-15/2025-03-15");
    assert_told("ar", "يتواصل ذلك منذ 15 رمضان الموافق 15 مارس 2025.", "2025-03-15/");
}

static void a_bracket_says_how_sure_a_day_is(void **state)
{
    assert_told("en", "Around 9 March 2024 (between 8 and 10 March) it happened.",
                "2024-03-08/2024-03-10");
    assert_told("en", "On 1 June 2024 (week of) it happened.", "2024-06-01/2024-06-07");
    assert_told("en", "On 1 June 2024 (month of), it happened.", "2024-06-01/2024-06-30");
    assert_told("en", "In the night of 19/20 September 2015 it happened.",
                "2015-09-19/2015-09-20");
    assert_told("en", "It began on 16 January 2024. Two days after, it ended.",
                "2024-01-16/2024-01-16 2024-01-18/2024-01-18");
}

static void a_text_keeps_the_year_that_it_begins_with(void **state)
{
    assert_told("en", "On 6 April 2022 it began. On 7 April it ended.",
                "2022-04-06/2022-04-06 2022-04-07/2022-04-07");
    assert_told("en", "It began on 6 April. On 7 April it ended.",
                "2025-04-06/2025-04-06 2025-04-07/2025-04-07");
}

static void the_last_days_reach_to_today(void **state)
{
    assert_told("en", "It happened in the past three days.", "2025-04-04/2025-04-07");
    assert_told("fr", "Cela arriva ces trois derniers jours.", "2025-04-04/2025-04-07");
    assert_told("ar", "وقع ذلك خلال الأيام الثلاثة الماضية.", "2025-04-04/2025-04-07");
}

static void years_are_told_from_now(void **state)
{
    assert_told("en", "In October last year it began.", "2024-10-01/2024-10-31");
    assert_told("fr", "En mars de l'an dernier, cela arriva.", "2024-03-01/2024-03-31");
    assert_told("fr", "En octobre dernier, cela arriva.", "2024-10-01/2024-10-31");
    assert_told("ar", "وقع ذلك في أكتوبر من العام الماضي.", "2024-10-01/2024-10-31");
    assert_told("en", "It began last October.", "2024-10-01/2024-10-31");
    assert_told("en", "In 2020 gunmen came.", "2020-01-01/2020-12-31");
}

static void numbers_that_are_no_dates_stay_numbers(void **state)
{
    assert_told("fr", "Dix-sept soldats sont morts.", "");
    assert_told("en", "Some 2000 people may march.", "");
    assert_told("en", "The 12 men have left.", "");
}

static void the_same_year_is_the_one_told_last(void **state)
{
    assert_told("en", "Talks failed in July 2023. In January of the same year it began.",
                "2023-07-01/2023-07-31 2023-01-01/2023-01-31");
    assert_told("fr", "Après juillet 2023, elle cessa en octobre de la même année.",
                "2023-07-01/2023-07-31 2023-10-01/2023-10-31");
    assert_told("ar", "بعد جويلية 2023 انتهى ذلك في يناير من العام نفسه.",
                "2023-07-01/2023-07-31 2023-01-01/2023-01-31");
}

static void a_night_of_no_day_is_the_last_one(void **state)
{
    static const char last[] = "2025-04-06/2025-04-07";

    assert_told("en", "Shells hit the town overnight.", last);
    assert_told("fr", "Des obus sont tombés sur la ville dans la nuit.", last);
    assert_told("ar", "سقطت قذائف على البلدة ليلا.", last);
    /* that of the day on which it was told; never beside another day */
    assert_told("en", "Shells hit the town overnight, police said on Friday.",
                "2025-04-03/2025-04-04 2025-04-04/2025-04-04");
    assert_told("fr", "Dans la nuit du 2 au 3 avril 2025 des obus sont tombés.",
                "2025-04-02/2025-04-03");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_year_is_the_one_told_last),
        cmocka_unit_test(a_night_of_no_day_is_the_last_one),
        cmocka_unit_test(an_article_tells_itself_when_it_was_published),
        cmocka_unit_test(the_line_that_tells_when_it_was_published_dates_no_event),
        cmocka_unit_test(a_day_is_told_in_every_order),
        cmocka_unit_test(months_have_all_their_arabic_names),
        cmocka_unit_test(what_is_near_today_counts_from_the_paper),
        cmocka_unit_test(a_date_without_its_year_is_the_last_one),
        cmocka_unit_test(named_days_and_weekends_are_the_last_ones),
        cmocka_unit_test(parts_of_this_month_or_the_last_year_are_its),
        cmocka_unit_test(parts_of_months_and_years_follow_the_conventions),
        cmocka_unit_test(intervals_have_both_ends_and_since_has_one),
        cmocka_unit_test(hijri_days_are_converted),
        cmocka_unit_test(days_of_this_month_and_weeks_of_another),
        cmocka_unit_test(the_last_hours_reach_to_today),
        cmocka_unit_test(feasts_and_hijri_days_need_no_year),
        cmocka_unit_test(years_are_told_from_now),
        cmocka_unit_test(a_text_keeps_the_year_that_it_begins_with),
        cmocka_unit_test(the_last_days_reach_to_today),
        cmocka_unit_test(a_bracket_says_how_sure_a_day_is),
        cmocka_unit_test(numbers_that_are_no_dates_stay_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
