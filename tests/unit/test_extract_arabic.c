/* SPDX-License-Identifier: MIT */
/* What Arabic writes its own way: clitics, duals, verbs before their subject, nouns that
 * hold a place's name. */
#include "articles.h"

/* The one incident of @text. */
static YqAnnotations *only_one(const char *text, const YqIncident **out)
{
    YqAnnotations *all = annotate("ar", text);

    if (yq_annotations_n_incidents(all) != 1) {
        fail_msg("'%s' reports %zu incidents", text, yq_annotations_n_incidents(all));
    }
    *out = yq_annotations_incident(all, 0);
    return all;
}

static void assert_killed(const char *text, int killed, int wounded)
{
    const YqIncident *incident;
    g_autoptr(YqAnnotations) all G_GNUC_UNUSED = only_one(text, &incident);

    if (incident->casualties.killed != killed ||
        incident->casualties.wounded != wounded) {
        fail_msg("'%s' tells %d and %d, not %d and %d", text, incident->casualties.killed,
                 incident->casualties.wounded, killed, wounded);
    }
}

static void letters_written_onto_a_word_do_not_hide_it(void **state)
{
    assert_types(
        "ar", "وفي حادث منفصل، قصف الجيش المالي بطائرة مسيرة سوقا قرب كيدال يوم الأحد.",
        "drone_strike");
    assert_types("ar", "قُتل جنديان بسيارة مفخخة في غاو بمالي أمس الأحد.", "explosion");
    assert_types("ar", "سيهاجم المسلحون غاو في مالي يوم الأحد.", "");
}

static void two_people_need_no_number(void **state)
{
    assert_killed("فقُتل شخصان وأصيب ثلاثة آخرون في هجوم على غاو بمالي يوم الأحد.", 2, 3);
    assert_killed("لقي جنديان حتفهما وأصيب ثلاثة وثلاثون في كمين قرب غاو بمالي الأحد.", 2,
                  33);
    assert_killed(
        "لقي سبعة جنود، بينهم ضابطان، مصرعهم وجُرح تسعة في كمين قرب غاو بمالي الأحد.", 7,
        9);
    assert_killed("قُتل في اشتباك قرب غاو بمالي الأحد إرهابي وأوقف الجيش ثلاثة.", 1, -1);
}

static void nouns_and_verbs_of_a_raid(void **state)
{
    assert_types(
        "ar",
        "تمكن الجيش الجزائري يوم الأحد من القضاء على ثلاثة إرهابيين قرب عين الدفلى.",
        "armed_clash");
    assert_types("ar", "قضى خمسة جنود في انفجار لغم قرب غاو بمالي يوم السبت.",
                 "explosion");
    assert_types("ar",
                 "استولى مسلحون على معسكر بوريم شمالي مالي يوم السبت ثم انسحبوا منه.",
                 "armed_clash");
    assert_types("ar", "قُتل 44 قرويا في هجوم على قرية قرب غاو بمالي يوم السبت.",
                 "mass_killing");
}

static void what_only_looks_like_an_event(void **state)
{
    assert_types("ar", "نفى الجيش المالي، الأحد، أن يكون مسلحون قد هاجموا غاو.", "");
    assert_types("ar", "أعلنت مالي يوم الأحد فرض حظر التجول في غاو.", "");
    assert_types("ar", "أفرج مسلحون في مالي الأحد عن طبيب بعد شهر من اختطافه قرب غاو.",
                 "");
    assert_types("ar",
                 "أعربت مالي الأحد عن خشيتها من امتداد القتال، ونزوح آلاف السكان من غاو.",
                 "statement");
}

static void an_adjective_behind_the_article_tells_the_country(void **state)
{
    const YqIncident *incident;
    g_autoptr(YqAnnotations) all G_GNUC_UNUSED =
        only_one("أدانت الخارجية الكويتية يوم الأحد الهجوم.", &incident);

    assert_int_equal(incident->type, YQ_INCIDENT_STATEMENT);
    assert_int_equal(incident->where_precision, 6);
    assert_near(incident->at.lat, 29.5, 0.5);
}

static void the_decision_is_dated_by_the_next_sentence(void **state)
{
    const YqIncident *incident;
    g_autoptr(YqAnnotations) all G_GNUC_UNUSED = only_one(
        "فرضت فرنسا عقوبات على ثلاثة قادة في مالي. وجاء القرار يوم 26 مارس.", &incident);

    assert_int_equal(incident->when.start.month, 3);
    assert_int_equal(incident->when.start.day, 26);
}

static void fire_on_protesters_is_a_protest(void **state)
{
    assert_types(
        "ar",
        "أطلقت الشرطة التشادية الرصاص على متظاهرين في موندو يوم الخميس فقتلت ثلاثة.",
        "protest");
    assert_types("en", "Police in Chad opened fire on protesters in Moundou on Thursday.",
                 "protest");
    assert_types("en", "Gunmen in Chad opened fire on protesters in Moundou on Thursday.",
                 "attack");
}

static void a_raid_on_horseback_is_no_air_raid(void **state)
{
    assert_types("ar", "شنت غارة على قرية قرب كيدال بمالي يوم السبت.", "air_strike");
    assert_types("ar", "شن قطاع طرق غارة على قرية قرب كيدال بمالي يوم السبت.", "attack");
    assert_types("ar", "قُتل سبعة في غارة إسرائيلية على بيروت يوم السبت.", "air_strike");
}

static void victims_may_stand_far_behind_their_verb(void **state)
{
    assert_killed(
        "قتل مسلحون مجهولون مساء السبت الماضي في قرية قرب غاو بمالي خمسة مدنيين.", 5, -1);
    assert_killed("خلّف الهجوم على غاو بمالي يوم السبت قتيلين وجريحا.", 2, 1);
    assert_killed("سقط جنديان قتيلين قرب غاو بمالي يوم السبت.", 2, -1);
    assert_killed("قضى الجيش المالي على ستة إرهابيين قرب غاو الأحد واسترجع سبعة مسدسات.",
                  6, -1);
}

static void an_older_toll_is_out_of_date(void **state)
{
    assert_killed("قُتل تسعة مدنيين في هجوم على غاو بمالي الأحد. وكانت الشرطة قد تحدثت عن "
                  "سبعة قتلى.",
                  9, -1);
}

static void a_name_before_a_colon_is_where_the_news_is_from(void **state)
{
    const YqIncident *incident;
    g_autoptr(YqAnnotations) all G_GNUC_UNUSED =
        only_one("كيدال: قصف جوي استهدف معسكرا يوم الأحد.", &incident);

    assert_near(incident->at.lat, 18.44, 0.1);
}

static void one_side_that_denies_makes_it_disputed(void **state)
{
    const YqIncident *incident;
    g_autoptr(YqAnnotations) all G_GNUC_UNUSED = only_one(
        "أُعدم 30 مدنيا في قرية قرب غاو بمالي يوم الأحد، وهو ما نفاه الجيش.", &incident);

    assert_true(incident->disputed);
}

static void two_sides_differ_on_who_was_struck(void **state)
{
    const YqIncident *incident;
    g_autoptr(YqAnnotations) all G_GNUC_UNUSED = only_one(
        "قُتل 13 مدنيا في ضربة بطائرة مسيرة على كيدال بمالي يوم السبت، في حين أكد الجيش "
        "أنه استهدف مسلحين.",
        &incident);

    assert_true(incident->disputed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_written_onto_a_word_do_not_hide_it),
        cmocka_unit_test(two_people_need_no_number),
        cmocka_unit_test(nouns_and_verbs_of_a_raid),
        cmocka_unit_test(what_only_looks_like_an_event),
        cmocka_unit_test(an_adjective_behind_the_article_tells_the_country),
        cmocka_unit_test(the_decision_is_dated_by_the_next_sentence),
        cmocka_unit_test(fire_on_protesters_is_a_protest),
        cmocka_unit_test(a_raid_on_horseback_is_no_air_raid),
        cmocka_unit_test(victims_may_stand_far_behind_their_verb),
        cmocka_unit_test(an_older_toll_is_out_of_date),
        cmocka_unit_test(a_name_before_a_colon_is_where_the_news_is_from),
        cmocka_unit_test(one_side_that_denies_makes_it_disputed),
        cmocka_unit_test(two_sides_differ_on_who_was_struck),
    };

    return cmocka_run_group_tests(tests, open_tools, close_tools);
}
