/* SPDX-License-Identifier: MIT */
#include "articles.h"

static void verbs_and_nouns_tell_the_kind(void **state)
{
    assert_types("en", "On 5 May 2022, gunmen attacked a village near Gao in Mali.",
                 "attack");
    assert_types("en", "On 5 May 2022, rebels and soldiers clashed near Gao in Mali.",
                 "armed_clash");
    assert_types("en", "On 5 May 2022, a convoy was ambushed near Gao in Mali.",
                 "ambush");
    assert_types("en", "On 5 May 2022, a drone struck a market near Gao in Mali.",
                 "drone_strike");
    assert_types("en", "On 5 May 2022, the army shot down a drone near Gao in Mali.",
                 "drone_shot_down");
    assert_types("fr",
                 "Le 5 mai 2022, un camion a sauté sur une mine près de Gao, au Mali.",
                 "explosion");
    assert_types("fr",
                 "Le 5 mai 2022, trois bergers ont été enlevés près de Gao, au Mali.",
                 "abduction");
    assert_types("fr",
                 "Le 5 mai 2022, des avions ont bombardé un camp près de Gao, au Mali.",
                 "air_strike");
    assert_types("fr", "Des hommes armés ont incendié l'école de Kaya dimanche.",
                 "arson");
    assert_types("fr", "Des avions de chasse ont pilonné dimanche le camp de Kidal.",
                 "air_strike");
    assert_types("fr", "L'ambassadeur d'Algérie à Bamako a été rappelé dimanche.",
                 "ambassador_recalled");
    assert_types(
        "fr", "Le marché de Kidal a rouvert dimanche après des semaines de combats.", "");
    assert_types("fr",
                 "5 000 personnes se sont réfugiées dimanche en Mauritanie après les "
                 "combats.",
                 "refugees");
    assert_types("ar", "في 5 ماي 2022 هاجم مسلحون قرية قرب غاو في مالي.", "attack");
    assert_types("ar", "في 5 ماي 2022 وقعت دورية في كمين قرب غاو في مالي.", "ambush");
    assert_types("ar", "في 5 ماي 2022 انفجرت عبوة ناسفة قرب غاو في مالي.", "explosion");
}

static void politics_and_flight_are_told_too(void **state)
{
    assert_types("en", "On 5 May 2022, Mali closed its border with Niger.",
                 "border_crossing_closed");
    assert_types("en", "On 5 May 2022, Algeria recalled its ambassador from Bamako.",
                 "ambassador_recalled");
    assert_types("fr", "Le 5 mai 2022, des milliers de personnes ont manifesté à Bamako.",
                 "protest");
    assert_types("fr", "Le 5 mai 2022, le Mali a fermé son espace aérien.",
                 "airspace_closure");
    assert_types("ar", "في 5 ماي 2022 استدعت الجزائر سفيرها من باماكو.",
                 "ambassador_recalled");
}

static void what_did_not_happen_is_no_incident(void **state)
{
    assert_types("en", "On 5 May 2022, the army denied that it had attacked Gao in Mali.",
                 "");
    assert_types("en", "On 5 May 2022, rebels threatened to attack Gao in Mali.", "");
    assert_types("en", "If gunmen attacked Gao on 5 May, Mali would answer.", "");
    assert_types("en", "On 5 May 2022, Gao in Mali marked the anniversary of the attack.",
                 "");
    assert_types("en", "On 5 May 2022, a footballer scored in the shootout in Bamako.",
                 "");
    assert_types("fr", "Le 5 mai 2022, une attaque contre Gao a été déjouée au Mali.",
                 "");
    assert_types("fr", "Le 5 mai 2022, des rebelles ont menacé d'attaquer Gao, au Mali.",
                 "");
    assert_types("ar", "في 5 ماي 2022 نفى الجيش أنه هاجم غاو في مالي.", "");
    assert_types("ar", "في 5 ماي 2022 هدد المسلحون بمهاجمة غاو في مالي.", "");
}

static void two_sentences_on_one_event_are_one_incident(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 5 May 2022, gunmen attacked a village near Gao in Mali. Three "
              "soldiers and 12 militants were killed. The army said four civilians "
              "were wounded.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_int_equal(incident->casualties.killed, 15);
    assert_int_equal(incident->casualties.wounded, 4);
    assert_int_equal(incident->n_claims, 1);
    assert_false(incident->disputed);
}

static void two_accounts_make_it_disputed(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "Rebels said they had killed 20 soldiers near Kidal in Mali on 5 May "
              "2022. The army said four soldiers were killed.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_int_equal(incident->casualties.killed, 20);
    assert_int_equal(incident->n_claims, 2);
    assert_true(incident->disputed);
}

static void a_distance_is_reckoned_on_the_ellipsoid(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 5 May 2022, gunmen ambushed a convoy 40 km north of Kidal in Mali.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_near(incident->at.lat, 18.80, 0.02);
    assert_near(incident->at.lon, 1.408, 0.02);
    assert_true(incident->uncertainty_km > 5);
}

static void between_two_towns_is_a_line(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en",
        "On 5 May 2022, gunmen ambushed a convoy on the road from Gao to Kidal in Mali.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->geometry.type, YQ_GEOMETRY_LINE);
}

static void a_wreck_beyond_the_border_is_a_second_claim(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en",
        "On 1 April 2025, the Algerian army shot down a drone near Tinzaouaten. Mali "
        "denied it and said that the wreckage lay 9.5 kilometres from the border, on "
        "Malian soil.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);
    const YqClaim *mali = &incident->claims[incident->n_claims - 1];

    assert_true(incident->disputed);
    assert_string_equal(mali->by, "Mali");
    assert_string_equal(mali->side, "ML");
    assert_near(mali->distance_to_border_km, 9.5, 0);
}

static void a_distance_from_a_border_is_a_line(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 5 May 2022, gunmen killed three soldiers 20 km from the border "
              "between Mali and Niger, in Malian territory.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);
    const YqBorder *border = yq_border_get("ML", "NE", NULL);

    assert_int_equal(incident->geometry.type, YQ_GEOMETRY_LINE);
    assert_near(yq_border_measure(border, incident->at).distance_km, 20, 0.1);
    assert_string_equal(yq_border_measure(border, incident->at).side, "ML");
}

static void a_whole_country_gets_no_geometry(void **state)
{
    g_autoptr(YqAnnotations) all =
        annotate("en", "On 5 May 2022, Mali closed its airspace.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_int_equal(incident->where_precision, 6);
    assert_int_equal(incident->geometry.type, YQ_GEOMETRY_NONE);
    assert_false(yq_incident_mappable(incident));
}

static void every_value_has_its_words(void **state)
{
    static const char text[] =
        "On 5 May 2022, gunmen attacked a village near Gao in Mali.";
    g_autoptr(YqAnnotations) all = annotate("en", text);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_true(incident->n_evidence > 0);
    for (size_t i = 0; i < incident->n_evidence; i++) {
        assert_true(incident->evidence[i].start < incident->evidence[i].end);
        assert_true(incident->evidence[i].end <= strlen(text));
    }
}

/* A drone over Odesa is not disputed by who speaks of fighting elsewhere. */
static void an_exact_place_elsewhere_is_no_second_account(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 3 April 2025, drones struck the port of Odesa, killing four dock "
              "workers.\n\nFarther east, Ukrainian forces said they had repelled "
              "an assault near Pokrovsk. Moscow said that it had taken a village, "
              "which Kyiv denied.");

    assert_true(yq_annotations_n_incidents(all) >= 1);
    assert_int_equal(yq_annotations_incident(all, 0)->type, YQ_INCIDENT_DRONE_STRIKE);
    assert_false(yq_annotations_incident(all, 0)->disputed);
}

static void days_since_do_not_swallow_an_event_of_one_day(void **state)
{
    assert_types("fr",
                 "Des dizaines de personnes ont été enlevées depuis le 16 mars 2025 à "
                 "Tibú, en Colombie. Le 18 mars, des hommes armés ont incendié un poste "
                 "de police à Ocaña.",
                 "abduction arson");
}

static void an_accusation_elsewhere_is_an_incident(void **state)
{
    assert_types("ar",
                 "قُتل ثلاثة في قصف مدفعي على الفاشر يوم السبت. ونفت قوات الدعم السريع "
                 "مسؤوليتها عن القصف، واتهمت الجيش السوداني بشن غارة جوية على بلدة "
                 "كبكابية أسفرت عن مقتل خمسة أشخاص.",
                 "shelling air_strike");
}

static void a_town_called_after_a_civilian_is_nobody(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "ar", "اختطف مسلحون سبعة مزارعين قرب مدينة ود مدني في السودان يوم الأحد.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.abducted, 7);
}

static void assert_one_at(const char *language, const char *text, double lat, double lon)
{
    g_autoptr(YqAnnotations) all = annotate(language, text);

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_near(incident->at.lat, lat, 0.1);
    assert_near(incident->at.lon, lon, 0.1);
    assert_int_equal(incident->where_precision, 2);
}

static void the_town_is_the_one_named_before(void **state)
{
    assert_one_at("en",
                  "Soldiers of Mali have been stationed in Tessalit since January. On "
                  "Sunday a mine killed three herders 10 km south of the town.",
                  20.11, 1.01);
    assert_one_at("en",
                  "Families have come to Djibo from all of northern Burkina Faso. On "
                  "Saturday 11 people were killed there by gunmen.",
                  14.10, -1.63);
    assert_one_at("fr",
                  "La localité d'Ansongo, au sud de Gao, est sous blocus. Samedi, une "
                  "roquette s'est abattue sur la ville, tuant deux enfants.",
                  15.66, 0.50);
}

static void a_new_paragraph_is_of_the_day_told_before(void **state)
{
    assert_types(
        "en",
        "On Monday rebels ambushed an army convoy near Djibo in Burkina Faso.\n\n"
        "Witnesses said that they came by motorbike. They left an hour later."
        "\n\nIn Arbinda, a mine killed three herders.",
        "ambush explosion");
    assert_types(
        "en",
        "On Monday rebels ambushed an army convoy near Djibo in Burkina Faso.\n\n"
        "Witnesses said that they came by motorbike. They left an hour later."
        "\n\nThe fighting in Arbinda is not forgotten.",
        "ambush");
}

static void many_unarmed_dead_are_a_massacre(void **state)
{
    assert_types("en", "On 5 May 2022, gunmen killed 34 farmers near Gao in Mali.",
                 "mass_killing");
    assert_types("en", "On 5 May 2022, gunmen killed 34 soldiers near Gao in Mali.",
                 "attack");
    assert_types("en",
                 "On 5 May 2022, gunmen set ablaze nine homes and killed six farmers "
                 "near Gao in Mali.",
                 "attack");
}

static void one_more_is_told_by_its_rank(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr", "Trois soldats sont morts et un quatrième a été grièvement atteint "
              "samedi par l'explosion d'une mine près de Gao, au Mali.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 3);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.wounded, 1);
}

static void a_coders_remark_is_no_event(void **state)
{
    assert_types("en",
                 "On 5 May 2022, women marched in Gao, Mali, against the junta. [women "
                 "targeted; 2 attacked]",
                 "protest");
}

static void sums_of_years_are_no_event(void **state)
{
    assert_types("en", "Armed groups killed 4,300 people across Mali in 2024.", "");
    assert_types("en", "Rebels killed 80 soldiers in Gao in Mali in 2012.", "attack");
    assert_types("en", "On Saturday Mali buried 14 soldiers killed last week near Gao.",
                 "");
}

static void a_part_of_a_country_has_its_words(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr",
        "Samedi, trois soldats ont été tués dans une embuscade dans le nord du Mali.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_string_equal(yq_annotations_incident(all, 0)->place_text, "nord du Mali");
}

static void assert_placed(const char *language, const char *text, double lon, double lat)
{
    g_autoptr(YqAnnotations) all = annotate(language, text);

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    if (fabs(incident->at.lon - lon) > 0.3 || fabs(incident->at.lat - lat) > 0.3) {
        fail_msg("'%s' was at %g, %g", text, incident->at.lon, incident->at.lat);
    }
}

static void a_country_s_capital_is_a_town(void **state)
{
    assert_placed("en",
                  "On Saturday gunmen attacked a court in Mali's capital, killing 2.", -8,
                  12.65);
    assert_placed("en", "On Saturday two men were killed in the Malian capital.", -8,
                  12.65);
}

static void where_sources_sit_is_not_where_they_put_the_event(void **state)
{
    g_autoptr(YqAnnotations) all =
        annotate("fr", "Onze soldats ont été tués samedi dans une attaque près de Gao, "
                       "ont indiqué dimanche des sources sécuritaires à Niamey.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_true(fabs(incident->at.lat - 16.27) < 0.3);
    for (size_t i = 0; i < incident->n_claims; i++) {
        int32_t place = incident->claims[i].place;

        assert_true(place < 0 || yq_annotations_place(all, (size_t)place)->at.lat > 16);
    }
}

static void what_names_an_earlier_place_is_told_of_it(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "Five policemen of Mali were killed in an attack in Gao on Friday. On "
              "Saturday a mine in Timbuktu wounded eight people. Four civilians also "
              "died in the Gao attack. The governor denied that a bank had been looted.");

    assert_int_equal(yq_annotations_n_incidents(all), 2);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 9);
    assert_int_equal(yq_annotations_incident(all, 1)->casualties.killed, -1);
    assert_false(yq_annotations_incident(all, 0)->disputed);
}

static void the_dead_of_a_strike_have_two_names(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr", "Samedi, un drone de l'armée malienne a tué huit civils à Gao, selon des "
              "habitants. L'armée a affirmé avoir tué vingt terroristes.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    const YqIncident *incident = yq_annotations_incident(all, 0);

    assert_int_equal(incident->type, YQ_INCIDENT_DRONE_STRIKE);
    assert_int_equal(incident->casualties.killed, 8);
    assert_true(incident->disputed);
    assert_int_equal(incident->n_claims, 2);
    assert_string_equal(incident->claims[1].by, "armée malienne");
}

static void assert_one_on(const char *language, const char *text, YqDate day)
{
    g_autoptr(YqAnnotations) all = annotate(language, text);

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_date_compare(yq_annotations_incident(all, 0)->when.start, day),
                     0);
}

static void the_day_of_a_claim_is_not_the_events(void **state)
{
    assert_one_on("en",
                  "JNIM on Sunday claimed responsibility for Friday's attack on Gao.",
                  (YqDate){2025, 4, 4});
    assert_one_on("fr",
                  "Deux touristes ont été enlevés jeudi près de Gao, au Mali. Le GSIM a "
                  "revendiqué le rapt dimanche.",
                  (YqDate){2025, 4, 3});
}

static void what_is_feared_or_prepared_did_not_happen(void **state)
{
    assert_types("fr", "L'ONU a dit craindre dimanche une attaque contre Gao, au Mali.",
                 "");
    assert_types("fr",
                 "Le gouvernement du Mali a accusé dimanche l'opposition de préparer un "
                 "coup d'État à Bamako.",
                 "");
    assert_types(
        "fr",
        "Cent soldats auraient été tués dimanche dans l'attaque d'un camp à Gao, "
        "au Mali, selon des sources locales.",
        "attack");
}

static void a_heading_name_gives_way_to_the_scene(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr", "Mopti : une attaque fait sept morts dimanche à Diafarabé, au Mali");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_near(yq_annotations_incident(all, 0)->at.lon, -5.01, 0.1);
}

static void bodies_found_are_no_second_event(void **state)
{
    assert_types(
        "fr",
        "Vendredi, des terroristes ont exécuté trois otages à Gao, au Mali. Leurs "
        "corps ont été retrouvés le lendemain.",
        "mass_execution");
}

static void a_countrys_region_is_the_scene(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "A bomb killed four peacekeepers in Mali's Kidal region on Friday.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->where_precision, 4);
}

static void a_coders_sum_is_not_added(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "en", "On 10 March 2023, soldiers clashed with rebels near Gao in Mali; 5 rebels "
              "and 1 soldier killed (coded as 6 fatalities).");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 6);
}

static void a_bare_day_is_of_the_month_told_last(void **state)
{
    assert_types("fr",
                 "Le 12 mars, à Djibo, au Burkina Faso, un convoi a été attaqué. Le 14, "
                 "une mine a tué quatre bergers à Arbinda.",
                 "attack explosion");
}

static void people_may_be_called_by_their_country(void **state)
{
    g_autoptr(YqAnnotations) all =
        annotate("fr", "Quatre Chinois ont été kidnappés samedi à Kayes, au Mali.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.abducted, 4);
}

static void parts_that_make_the_sum_are_not_added(void **state)
{
    g_autoptr(YqAnnotations) all = annotate(
        "fr", "Treize personnes - neuf civils et quatre militaires - ont été tuées "
              "dimanche à Gao, au Mali.");
    g_autoptr(YqAnnotations) brackets = annotate(
        "fr", "L'embuscade de dimanche près de Gao, au Mali, a fait 41 morts (38 "
              "militaires et 3 civils) et 18 blessés.");

    assert_int_equal(yq_annotations_n_incidents(all), 1);
    assert_int_equal(yq_annotations_incident(all, 0)->casualties.killed, 13);
    assert_int_equal(yq_annotations_n_incidents(brackets), 1);
    assert_int_equal(yq_annotations_incident(brackets, 0)->casualties.killed, 41);
    assert_int_equal(yq_annotations_incident(brackets, 0)->casualties.wounded, 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_and_nouns_tell_the_kind),
        cmocka_unit_test(politics_and_flight_are_told_too),
        cmocka_unit_test(what_did_not_happen_is_no_incident),
        cmocka_unit_test(two_sentences_on_one_event_are_one_incident),
        cmocka_unit_test(two_accounts_make_it_disputed),
        cmocka_unit_test(a_distance_is_reckoned_on_the_ellipsoid),
        cmocka_unit_test(between_two_towns_is_a_line),
        cmocka_unit_test(a_wreck_beyond_the_border_is_a_second_claim),
        cmocka_unit_test(a_distance_from_a_border_is_a_line),
        cmocka_unit_test(a_whole_country_gets_no_geometry),
        cmocka_unit_test(every_value_has_its_words),
        cmocka_unit_test(an_exact_place_elsewhere_is_no_second_account),
        cmocka_unit_test(days_since_do_not_swallow_an_event_of_one_day),
        cmocka_unit_test(an_accusation_elsewhere_is_an_incident),
        cmocka_unit_test(a_town_called_after_a_civilian_is_nobody),
        cmocka_unit_test(the_town_is_the_one_named_before),
        cmocka_unit_test(parts_that_make_the_sum_are_not_added),
        cmocka_unit_test(a_bare_day_is_of_the_month_told_last),
        cmocka_unit_test(people_may_be_called_by_their_country),
        cmocka_unit_test(a_countrys_region_is_the_scene),
        cmocka_unit_test(a_coders_sum_is_not_added),
        cmocka_unit_test(a_heading_name_gives_way_to_the_scene),
        cmocka_unit_test(bodies_found_are_no_second_event),
        cmocka_unit_test(the_day_of_a_claim_is_not_the_events),
        cmocka_unit_test(what_is_feared_or_prepared_did_not_happen),
        cmocka_unit_test(the_dead_of_a_strike_have_two_names),
        cmocka_unit_test(a_part_of_a_country_has_its_words),
        cmocka_unit_test(a_country_s_capital_is_a_town),
        cmocka_unit_test(where_sources_sit_is_not_where_they_put_the_event),
        cmocka_unit_test(what_names_an_earlier_place_is_told_of_it),
        cmocka_unit_test(many_unarmed_dead_are_a_massacre),
        cmocka_unit_test(one_more_is_told_by_its_rank),
        cmocka_unit_test(a_coders_remark_is_no_event),
        cmocka_unit_test(sums_of_years_are_no_event),
        cmocka_unit_test(a_new_paragraph_is_of_the_day_told_before),
    };

    return cmocka_run_group_tests(tests, open_tools, close_tools);
}
