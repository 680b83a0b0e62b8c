/* SPDX-License-Identifier: MIT */
/* What kind of event words tell of, whose a count is, and what goes on with what. */
#include "articles.h"

static void an_assault_that_fails_is_an_attack(void **state)
{
    assert_types("en", "On 5 May 2022, troops repelled rebels near Gao in Mali.",
                 "attack");
    assert_types("en", "On 5 May 2022, rebels overran an army base near Gao in Mali.",
                 "attack");
    assert_types("en",
                 "On 5 May 2022, rebels seized the town of Gao in Mali after attacking "
                 "its garrison.",
                 "attack");
    assert_types("fr", "L'armée a repoussé dimanche des rebelles près de Gao, au Mali.",
                 "attack");
}

static void rioters_and_police_are_a_protest(void **state)
{
    assert_types("en", "On 5 May 2022, rioters clashed with police in Bamako.",
                 "protest");
    assert_types("en", "On 5 May 2022, rebels clashed with police in Bamako.",
                 "armed_clash");
}

static void a_mutiny_that_takes_power_is_one_coup(void **state)
{
    assert_types("en",
                 "On 5 May 2022, soldiers mutinied in Gao and arrested the president.",
                 "coup");
    assert_types("en", "On 5 May 2022, soldiers mutinied in Gao, Mali.", "rebellion");
}

static void a_bomber_is_no_aircraft(void **state)
{
    assert_types("en", "On 5 May 2022, a suicide bomber killed three in Gao in Mali.",
                 "explosion");
    assert_types("en", "On 5 May 2022, a Su-25 struck a camp near Gao in Mali.",
                 "air_strike");
}

static void who_receives_is_at_home(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "ar", "في 5 ماي 2022 استقبل الرئيس الجزائري في الجزائر إماما ينتقد السلطات "
              "الانتقالية في باماكو. وفي فيفري استقبل الرئيس الجزائري وفدا من الشمال.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(
            yq_annotations_place(all, yq_annotations_incident(all, i)->place)->country,
            "DZ");
    }
}

static void a_note_without_a_date_is_of_its_day(void **state)
{
    assert_types("en", "Rebels killed four people in Kidal, Mali.", "attack");
    assert_types("en", "A singer tells how rebels once killed people in Kidal, Mali.",
                 "");
}

static void the_letters_of_an_actor_are_no_town(void **state)
{
    g_autoptr(YqAnnotations) all =
        annotate("en", "On 5 May 2022, BH attacked a village in Borno state, Nigeria.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_near(yq_annotations_incident(all, 0)->at.lat, 11.9, 2);
}

static void a_second_voice_on_who_was_struck_disputes(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 5 May 2022, an army drone killed nine civilians near Gao in Mali. The "
              "army said that its target was a terrorist base.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_true(yq_annotations_incident(all, 0)->disputed);
}

static void the_day_of_the_news_gives_way_to_the_events(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "Gunmen killed 12 people in Mali's Mopti region, officials said on "
              "Saturday. The attackers stormed Bankass late on Friday.");
    char day[11];

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    yq_date_format(yq_annotations_incident(all, 0)->when.start, day);
    assert_string_equal(day, "2025-04-04");
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 12);
}

static int32_t killed_in(const char *text)
{
    g_autoptr(YqAnnotations) all = annotate("en", text);

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    return yq_annotations_incident(all, 0)->casualties.killed;
}

static void the_neutralised_count_where_nobody_else_does(void **state)
{
    assert_int_equal(killed_in("On 5 May 2022, air strikes near Gao in Mali neutralised "
                               "11 militants."),
                     11);
    assert_int_equal(killed_in("On 5 May 2022, rebels attacked a camp near Gao in Mali. "
                               "Three soldiers were killed and 11 militants were "
                               "neutralised."),
                     3);
}

static void a_new_toll_holds_those_who_died_since(void **state)
{
    assert_int_equal(
        killed_in("The death toll from Sunday's attack on a market in Gao in "
                  "Mali rose to eight after two of the wounded died."),
        8);
    assert_int_equal(killed_in("On 5 May 2022, gunmen attacked a bus near Gao in Mali. A "
                               "passenger died in hospital on 7 May."),
                     1);
}

static void a_trade_in_the_subject_is_no_victim(void **state)
{
    assert_int_equal(killed_in("On 5 May 2022, a sniper killed a twelve-year-old boy in "
                               "Gao in Mali."),
                     1);
    assert_int_equal(
        killed_in("On 5 May 2022, a trader told how gunmen killed six people "
                  "in Gao in Mali."),
        6);
}

static void a_village_of_a_region_is_in_the_region(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr", "Dix personnes ont été tuées dimanche dans un village de la région de Gao, "
              "au Mali.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->where_precision, 4);
}

static void who_was_blamed_and_rejects_it_disputes(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 5 May 2022, a camp near Gao in Mali was shelled. The rebels blamed the "
              "army, which rejected the charge.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_true(yq_annotations_incident(all, 0)->disputed);
}

static void a_coders_word_for_the_dead_holds_all(void **state)
{
    assert_int_equal(
        killed_in("On 5 May 2022, a drone killed a commander and three others "
                  "near Gao in Mali. 5 fatalities."),
        5);
    assert_int_equal(
        killed_in("On 5 May 2022, gunmen killed six people near Gao in Mali. "
                  "Coded as one event."),
        6);
}

static void parts_and_joined_persons_are_counted_once(void **state)
{
    assert_int_equal(killed_in("On 5 May 2022, gunmen killed eleven men, two teenagers "
                               "among them, near Gao in Mali."),
                     11);
    assert_int_equal(
        killed_in("On 5 May 2022, a mine exploded near Gao in Mali: the driver "
                  "and the gunner were killed."),
        2);
    assert_int_equal(
        killed_in("On 5 May 2022, a convoy was ambushed near Gao in Mali: 37 "
                  "dead, of whom 27 soldiers, and 29 wounded."),
        37);
}

static void scores_and_marches_of_the_armed_are_none(void **state)
{
    assert_types("en", "On 5 May 2022, the Lions were massacred 6-0 in Bamako.", "");
    assert_types("en", "On 5 May 2022, rebels poured into Gao in Mali.", "");
    assert_types("en", "On 5 May 2022, thousands of villagers poured into Gao in Mali.",
                 "refugees");
    assert_types("en",
                 "On 5 May 2022, troops traded fire for two hours across the border near "
                 "Gao in Mali.",
                 "border_incidents");
}

static void the_province_behind_an_unknown_name_is_the_place(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 5 May 2022, two Arab clans clashed at Kounjourrah, Wadi Fira.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_near(yq_annotations_incident(all, 0)->at.lat, 15, 1);
}

static void the_day_before_is_another_event(void **state)
{
    assert_types(
        "en",
        "A drone strike in Gao in Mali killed 14 people on Tuesday, medics said, a "
        "day after shelling left five dead in the same city.",
        "drone_strike shelling");
    assert_types(
        "fr",
        "Une frappe de drone a tué 14 personnes mardi à Gao, au Mali, au lendemain "
        "d'un pilonnage qui avait fait cinq morts dans la même ville.",
        "drone_strike shelling");
    assert_types(
        "ar",
        "قُتل 14 شخصا في قصف بطائرة مسيرة على غاو في مالي يوم الثلاثاء بعد يوم من قصف "
        "مدفعي خلف خمسة قتلى في المدينة نفسها.",
        "drone_strike shelling");
}

static void assert_day(const char *language, const char *text, const char *wanted)
{
    g_autoptr(YqAnnotations) all = annotate(language, text);
    char day[11];

    assert_true(yq_annotations_n_incidents(all) > 0);
    yq_date_format(yq_annotations_incident(all, 0)->when.start, day);
    assert_string_equal(day, wanted);
}

static void the_date_of_an_accord_is_no_day_of_its_end(void **state)
{
    assert_day("en",
               "Mali announced on 25 January 2024 its withdrawal from the Algiers accord "
               "signed in 2015.",
               "2024-01-25");
    assert_day(
        "fr",
        "Le Mali a annoncé le 25 janvier 2024 son retrait de l'accord d'Alger signé "
        "en 2015.",
        "2024-01-25");
    assert_day(
        "ar",
        "وفي 25 جانفي 2024 أعلنت السلطات في باماكو انسحابها من اتفاق الجزائر الموقع سنة "
        "2015.",
        "2024-01-25");
    assert_day("fr", "Les deux camps ont signé le 20 juin 2024 un accord à Alger.",
               "2024-06-20");
    assert_day("en", "An agreement signed on 20 June 2024 in Algiers ended the fighting.",
               "2024-06-20");
}

static void assert_place(const char *language, const char *text, double lat, double lon)
{
    g_autoptr(YqAnnotations) all = annotate(language, text);

    assert_true(yq_annotations_n_incidents(all) > 0);
    assert_near(yq_annotations_incident(all, 0)->at.lat, lat, 0.2);
    assert_near(yq_annotations_incident(all, 0)->at.lon, lon, 0.2);
}

static void a_named_town_goes_before_its_distance(void **state)
{
    assert_place(
        "en",
        "The army retook the town of Bara, 60 km north-east of El Obeid in Sudan, "
        "on Sunday.",
        13.7, 30.37);
    assert_place("en", "A mine exploded on Sunday 60 km north-east of El Obeid in Sudan.",
                 13.57, 30.6);
}

static void the_hospital_is_not_the_scene(void **state)
{
    assert_place(
        "fr",
        "Onze soldats ont été tués dimanche à 15 km au sud de Labbézanga, au Mali. "
        "Sept blessés ont été évacués à l'hôpital d'Ayorou.",
        14.82, 0.7);
    assert_place("en",
                 "Gunmen attacked a village near Gao in Mali on Sunday. The wounded were "
                 "taken to a hospital in Mopti.",
                 16.27, -0.04);
}

static void a_denial_returns_to_what_it_names(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "ar",
        "قتل تسعة جنود السبت في هجوم على ثكنة في دياباغا شرقي بوركينا فاسو.\n\nوفي اليوم "
        "التالي انفجرت عبوة ناسفة في فادا نغورما وقتل ستة مدنيين.\n\nونفت وزارة الدفاع "
        "سقوط الثكنة.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    assert_true(yq_annotations_incident(all, 0)->disputed);
    assert_false(yq_annotations_incident(all, 1)->disputed);
}

static void the_dead_of_the_day_before_are_its_own(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en",
        "The raid on Gao in Mali came on Wednesday, two days after troops killed 15 "
        "bandits in an ambush near Menaka.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, -1);
    assert_int_equal(yq_annotations_incident(all, 1)->casualties.killed, 15);
    assert_int_equal(yq_annotations_incident(all, 1)->type, YQ_INCIDENT_AMBUSH);
}

static void where_it_was_said_is_not_the_scene(void **state)
{
    assert_place(
        "en",
        "Gunmen attacked a village near Gao in Mali on Sunday. \"We killed four of "
        "them,\" a spokesman told reporters in Mopti.",
        16.27, -0.04);
    assert_types(
        "en",
        "Mali, Burkina Faso and Niger announced on Sunday their withdrawal from the "
        "West African bloc.",
        "withdrawal");
}

static void what_was_taken_says_the_kind(void **state)
{
    assert_types("en", "On 5 May 2022, gunmen seized two traders in Gao, Mali.",
                 "abduction");
    assert_types("en", "On 5 May 2022, gunmen hijacked a lorry in Gao, Mali.", "looting");
    assert_types("en", "On 5 May 2022, gunmen beat up a teacher in Gao, Mali.", "attack");
}

static void whose_air_it_was_in_is_argued(void **state)
{
    static const char *const texts[][2] = {
        {"en",
         "Mali accused Algeria on Friday of shooting down a drone on Tuesday north of "
         "Tessalit, on Malian soil. The Algerian defence ministry said that the "
         "aircraft had violated its airspace."},
        {"fr",
         "Le Mali a accusé vendredi l'Algérie d'avoir abattu un drone mardi au nord de "
         "Tessalit, en territoire malien. Le ministère algérien de la Défense affirme "
         "que l'appareil avait pénétré dans l'espace aérien national."},
        {"ar",
         "اتهمت مالي الجزائر بإسقاط طائرة مسيرة يوم الثلاثاء شمال تيساليت داخل الأراضي "
         "المالية. وقالت وزارة الدفاع الجزائرية إن الطائرة اخترقت المجال الجوي الوطني."}};

    for (size_t i = 0; i < 3; i++) {
        g_autoptr(YqAnnotations) all = annotate(texts[i][0], texts[i][1]);

        assert_int_equal(yq_annotations_n_incidents(all), 1);
        assert_true(yq_annotations_incident(all, 0)->disputed);
        assert_int_equal(yq_annotations_incident(all, 0)->when.start.day, 1);
    }
}

static void what_a_strike_killed_is_of_the_strike(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr", "Une frappe de l'armée sur le marché de Kidal, au Mali, a fait mardi "
              "neuf morts selon les rebelles; l'état-major parle de cinq "
              "terroristes neutralisés.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->type, YQ_INCIDENT_BOMBARDMENT);
    assert_true(yq_annotations_incident(all, 0)->disputed);
}

static void weeks_after_are_counted_from_the_news(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "Gunmen killed three people on Friday in Gao, Mali. On Sunday a "
              "minister came. This comes a week after five soldiers were killed in "
              "an ambush near Mopti.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    assert_int_equal(yq_annotations_incident(all, 1)->when.start.day, 28);
    assert_int_equal(yq_annotations_incident(all, 1)->casualties.killed, 5);
    assert_types("en",
                 "Two weeks after a coup, gunmen killed five in Gao, Mali, on Friday.",
                 "attack");
}

static void each_clause_has_its_own_dead(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "ar", "قتل خمسة جنود يوم الخميس في موبتي، وقتل ثلاثة مدنيين يوم الجمعة في غاو "
              "بمالي.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 5);
    assert_int_equal(yq_annotations_incident(all, 1)->casualties.killed, 3);
}

static void an_operation_is_not_of_last_month(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr",
        "L'armée a libéré douze personnes enlevées le mois dernier à Gao, au Mali. "
        "L'opération, menée mardi à Ménaka, s'est soldée par la mort de six jihadistes.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    assert_int_equal(yq_annotations_incident(all, 1)->casualties.killed, 6);
}

static void what_foes_tell_is_not_added_up(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr",
        "Le GSIM a revendiqué une embuscade tendue mardi près de Gao, au Mali, et "
        "affirme "
        "avoir tué vingt soldats. L'armée malienne a reconnu la mort de neuf militaires "
        "et affirme que ses frappes ont tué trente terroristes.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 20);
    assert_true(yq_annotations_incident(all, 0)->disputed);
}

static void who_was_reached_by_telephone_speaks(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr",
        "Onze soldats ont été tués mardi près de Gao, au Mali, ont indiqué des sources "
        "militaires. Le gouverneur de la région, joint par téléphone, a parlé de neuf "
        "morts.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 11);
    assert_true(yq_annotations_incident(all, 0)->disputed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_assault_that_fails_is_an_attack),
        cmocka_unit_test(rioters_and_police_are_a_protest),
        cmocka_unit_test(a_mutiny_that_takes_power_is_one_coup),
        cmocka_unit_test(a_bomber_is_no_aircraft),
        cmocka_unit_test(who_receives_is_at_home),
        cmocka_unit_test(a_note_without_a_date_is_of_its_day),
        cmocka_unit_test(the_letters_of_an_actor_are_no_town),
        cmocka_unit_test(a_second_voice_on_who_was_struck_disputes),
        cmocka_unit_test(the_day_of_the_news_gives_way_to_the_events),
        cmocka_unit_test(the_neutralised_count_where_nobody_else_does),
        cmocka_unit_test(a_new_toll_holds_those_who_died_since),
        cmocka_unit_test(a_trade_in_the_subject_is_no_victim),
        cmocka_unit_test(a_village_of_a_region_is_in_the_region),
        cmocka_unit_test(who_was_blamed_and_rejects_it_disputes),
        cmocka_unit_test(a_coders_word_for_the_dead_holds_all),
        cmocka_unit_test(parts_and_joined_persons_are_counted_once),
        cmocka_unit_test(scores_and_marches_of_the_armed_are_none),
        cmocka_unit_test(the_province_behind_an_unknown_name_is_the_place),
        cmocka_unit_test(the_day_before_is_another_event),
        cmocka_unit_test(the_date_of_an_accord_is_no_day_of_its_end),
        cmocka_unit_test(a_named_town_goes_before_its_distance),
        cmocka_unit_test(the_hospital_is_not_the_scene),
        cmocka_unit_test(a_denial_returns_to_what_it_names),
        cmocka_unit_test(the_dead_of_the_day_before_are_its_own),
        cmocka_unit_test(where_it_was_said_is_not_the_scene),
        cmocka_unit_test(what_was_taken_says_the_kind),
        cmocka_unit_test(whose_air_it_was_in_is_argued),
        cmocka_unit_test(what_a_strike_killed_is_of_the_strike),
        cmocka_unit_test(weeks_after_are_counted_from_the_news),
        cmocka_unit_test(each_clause_has_its_own_dead),
        cmocka_unit_test(an_operation_is_not_of_last_month),
        cmocka_unit_test(what_foes_tell_is_not_added_up),
        cmocka_unit_test(who_was_reached_by_telephone_speaks),
    };

    return cmocka_run_group_tests(tests, open_tools, close_tools);
}
