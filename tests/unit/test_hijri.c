/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "incident/reading.h"

static void assert_day(int year, int month, int day, const char *want)
{
    char text[11];

    yq_date_format(yq_hijri_date(year, month, day), text);
    assert_string_equal(text, want);
}

/* Days that Saudi Arabia announced: new years, beginnings of Ramadan, days of Arafat. */
static void days_of_umm_al_qura_are_those_announced(void **state)
{
    assert_day(1441, 12, 9, "2020-07-30");
    assert_day(1443, 11, 10, "2022-06-09");
    assert_day(1445, 9, 1, "2024-03-11");
    assert_day(1445, 12, 9, "2024-06-15");
    assert_day(1446, 1, 1, "2024-07-07");
    assert_day(1446, 9, 1, "2025-03-01");
}

static void years_outside_the_table_are_not_guessed(void **state)
{
    assert_day(1299, 12, 29, "");
    assert_day(1601, 1, 1, "");
    assert_day(1445, 13, 1, "");
}

static void months_follow_each_other_without_gaps(void **state)
{
    for (int year = 1300; year < 1600; year++) {
        for (int month = 1; month <= 12; month++) {
            YqDate next = month < 12 ? yq_hijri_date(year, month + 1, 1)
                                     : yq_hijri_date(year + 1, 1, 1);
            int length =
                yq_date_to_days(next) - yq_date_to_days(yq_hijri_date(year, month, 1));

            assert_true(length == 29 || length == 30);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_umm_al_qura_are_those_announced),
        cmocka_unit_test(years_outside_the_table_are_not_guessed),
        cmocka_unit_test(months_follow_each_other_without_gaps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
