/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <yaqut/incident.h>

static void every_type_is_parsed_from_its_own_name(void **state)
{
    for (int i = 0; i < YQ_INCIDENT_N_TYPES; i++) {
        assert_int_equal(yq_incident_type_parse(yq_incident_type_name(i)), i);
    }
}

static void every_acled_name_we_write_is_a_type_we_read(void **state)
{
    for (int i = 0; i < YQ_INCIDENT_OTHER; i++) {
        for (int armed = 0; armed < 2; armed++) {
            const char *sub = yq_incident_type_acled_sub_event(i, armed);

            if (sub != NULL && strcmp(sub, "Disrupted weapons use") != 0) {
                YqIncidentType back = yq_incident_type_parse(sub);

                assert_int_not_equal(back, YQ_INCIDENT_OTHER);
                assert_int_equal(yq_incident_type_category(back),
                                 yq_incident_type_category(i));
            }
        }
    }
}

static void an_attack_on_armed_men_only_is_a_battle(void **state)
{
    assert_string_equal(yq_incident_type_acled_event(YQ_INCIDENT_ATTACK, true),
                        "Battles");
    assert_string_equal(yq_incident_type_acled_sub_event(YQ_INCIDENT_ATTACK, false),
                        "Attack");
    assert_string_equal(yq_incident_type_acled_event(YQ_INCIDENT_ATTACK, false),
                        "Violence against civilians");
    assert_null(yq_incident_type_acled_event(YQ_INCIDENT_COUP, false));
}

static void case_and_blanks_of_a_type_do_not_matter(void **state)
{
    assert_int_equal(yq_incident_type_parse("Drone strike"), YQ_INCIDENT_DRONE_STRIKE);
    assert_int_equal(yq_incident_type_parse("ARMED CLASH"), YQ_INCIDENT_ARMED_CLASH);
    assert_int_equal(yq_incident_type_parse("Air/drone strike"), YQ_INCIDENT_AIR_STRIKE);
    assert_int_equal(yq_incident_type_parse("no such thing"), YQ_INCIDENT_OTHER);
    assert_int_equal(yq_incident_type_parse(NULL), YQ_INCIDENT_OTHER);
    assert_int_equal(yq_incident_type_parse(""), YQ_INCIDENT_OTHER);
}

static void what_is_placed_no_better_than_a_country_is_not_mapped(void **state)
{
    YqIncident incident = {.where_precision = 6, .at = {2, 17}};

    assert_false(yq_incident_mappable(&incident));
    incident.where_precision = 0;
    assert_false(yq_incident_mappable(&incident));
    incident.where_precision = 2;
    assert_true(yq_incident_mappable(&incident));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_parsed_from_its_own_name),
        cmocka_unit_test(every_acled_name_we_write_is_a_type_we_read),
        cmocka_unit_test(an_attack_on_armed_men_only_is_a_battle),
        cmocka_unit_test(case_and_blanks_of_a_type_do_not_matter),
        cmocka_unit_test(what_is_placed_no_better_than_a_country_is_not_mapped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
