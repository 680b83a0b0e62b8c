/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "annotation/incident_table.h"
#include <yaqut/error.h>

typedef struct Table {
    YqArena *arena;
    GArray *incidents;
} Table;

static int open_table(void **state)
{
    Table *table = g_new0(Table, 1);

    table->arena = yq_arena_new();
    table->incidents = g_array_new(FALSE, FALSE, sizeof(YqIncident));
    *state = table;
    return 0;
}

static int close_table(void **state)
{
    Table *table = *state;

    g_array_unref(table->incidents);
    yq_arena_free(table->arena);
    g_free(table);
    return 0;
}

static const YqIncident *row(const Table *table, guint i)
{
    assert_true(i < table->incidents->len);
    return &g_array_index(table->incidents, YqIncident, i);
}

static void parse(Table *table, const char *text)
{
    g_autoptr(GError) error = NULL;

    yq_incident_table_parse(text, strlen(text), "t.csv", table->arena, table->incidents,
                            &error);
    assert_no_error(error);
}

static void columns_are_known_by_name_whatever_the_case(void **state)
{
    Table *table = *state;

    parse(table,
          "\xef\xbb\xbf"
          "EVENT_ID_CNTY,Event_Date,LATITUDE,Longitude,fatalities,location,notes\r\n"
          "MLI1,12 March 2023,19.9667,-2.5,14,Tinzaouaten,\"a \"\"quoted\"\",\n"
          "note\"\r\n");
    const YqIncident *incident = row(table, 0);

    assert_string_equal(incident->id, "MLI1");
    assert_near(incident->at.lat, 19.9667, 0);
    assert_near(incident->at.lon, -2.5, 0);
    assert_int_equal(incident->where_precision, 1);
    assert_int_equal(incident->geometry.type, YQ_GEOMETRY_POINT);
    assert_int_equal(incident->casualties.killed, 14);
    assert_int_equal(incident->casualties.wounded, -1);
    assert_string_equal(incident->place_text, "Tinzaouaten");
    assert_string_equal(incident->summary, "a \"quoted\",\nnote");
    assert_int_equal(yq_date_compare(incident->when.start, (YqDate){2023, 3, 12}), 0);
    assert_int_equal(yq_date_compare(incident->when.end, (YqDate){2023, 3, 12}), 0);
    assert_int_equal(incident->when.precision, YQ_DATE_DAY);
    assert_int_equal(incident->n_extra, 0);
}

static void other_columns_are_kept_in_their_order(void **state)
{
    Table *table = *state;

    parse(table, "actor1\tlat\tlon\tevent_type\tsub_event_type\tiso\n"
                 "Wagner\t1\t2\tBattles\tArmed clash\t\n");
    const YqIncident *incident = row(table, 0);

    assert_int_equal(incident->type, YQ_INCIDENT_ARMED_CLASH);
    assert_null(incident->type_text);
    assert_int_equal(incident->n_extra, 4);
    assert_string_equal(incident->extra[0].name, "actor1");
    assert_string_equal(incident->extra[0].value, "Wagner");
    assert_string_equal(incident->extra[2].value, "Armed clash");
    assert_string_equal(incident->extra[3].value, "");
}

static void an_unknown_type_keeps_its_words(void **state)
{
    Table *table = *state;

    parse(table, "lat,lon,type\n1,2,drone_strike\n1,2,smuggling\n");
    assert_int_equal(row(table, 0)->type, YQ_INCIDENT_DRONE_STRIKE);
    assert_int_equal(row(table, 1)->type, YQ_INCIDENT_OTHER);
    assert_string_equal(row(table, 1)->type_text, "smuggling");
}

static void a_row_without_coordinates_is_kept_without_a_place(void **state)
{
    Table *table = *state;

    parse(table, "id,lat,lon,date\na,,,2024-07\nb,,,2024\nc,,,\n");
    assert_int_equal(table->incidents->len, 3);
    assert_int_equal(row(table, 0)->where_precision, 0);
    assert_int_equal(row(table, 0)->geometry.type, YQ_GEOMETRY_NONE);
    assert_int_equal(row(table, 0)->when.precision, YQ_DATE_MONTH);
    assert_int_equal(row(table, 0)->when.end.day, 31);
    assert_int_equal(row(table, 1)->when.precision, YQ_DATE_YEAR);
    assert_int_equal(row(table, 2)->when.precision, YQ_DATE_UNKNOWN);
}

static void a_french_spreadsheet_is_read(void **state)
{
    Table *table = *state;

    parse(table, "id;latitude;longitude;date_start;date_end;killed\n"
                 "x;19,9667;2,5;2024-07-25;2024-07-27;40+\n");
    assert_near(row(table, 0)->at.lat, 19.9667, 0);
    assert_int_equal(row(table, 0)->when.precision, YQ_DATE_RANGE);
    assert_int_equal(row(table, 0)->casualties.killed, -1);
    assert_int_equal(row(table, 0)->casualties.killed_at_least, 40);
}

static void deaths_of_our_own_tables_stay_exact_or_at_least(void **state)
{
    Table *table = *state;

    parse(table, "lat,lon,fatalities,fatalities_at_least\n1,2,44,44\n1,2,7,\n1,2,,\n");
    assert_int_equal(row(table, 0)->casualties.killed, -1);
    assert_int_equal(row(table, 0)->casualties.killed_at_least, 44);
    assert_int_equal(row(table, 1)->casualties.killed, 7);
    assert_int_equal(row(table, 1)->casualties.killed_at_least, -1);
    assert_int_equal(row(table, 2)->casualties.killed, -1);
}

static void a_bad_row_is_named_by_its_line(void **state)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"lat,lon\n1,2\n91,2\n", "t.csv:3: latitude 91 is out of range"},
        {"lat,lon\n1,-180.5\n", "t.csv:2: longitude -180.5 is out of range"},
        {"lat,lon\n1,nan\n", "t.csv:2: longitude nan is out of range"},
        {"lat,lon\n1,north\n", "t.csv:2: 'north' is no longitude"},
        {"lat,lon\n1,\n", "t.csv:2: '' is no longitude"},
        {"lat,lon\n1\n", "t.csv:2: 2 columns wanted, 1 found"},
        {"lat,lon\n1,2,3\n", "t.csv:2: 2 columns wanted, 3 found"},
        {"lat,lon,n\n\n1,2,\"a\nb\"\n1,2,\"open\n", "t.csv:5: a quote is never closed"},
        {"lat,lon,date\n1,2,12/03/2023\n", "t.csv:2: '12/03/2023' is no date"},
        {"lat,lon,date\n1,2,31 April 2023\n", "t.csv:2: '31 April 2023' is no date"},
        {"lat,lon,killed\n1,2,many\n", "t.csv:2: 'many' is no number of deaths"},
        {"lat,lon,killed\n1,2,-3\n", "t.csv:2: '-3' is no number of deaths"},
        {"lat,date\n1,2020\n", "t.csv:1: a column of latitudes or of longitudes"},
        {"date,date_end\n2024-02-02,2024-02-01\n", "t.csv:2: it ends before it begins"},
        {"lat,lon,n\n1,2,\xff\n", "t.csv:2: not UTF-8: save it as UTF-8"},
        {"lat,lon\n", "t.csv: no row"},
        {"", "t.csv: nothing in it"},
    };
    Table *table = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;

        assert_false(yq_incident_table_parse(rows[i].text, strlen(rows[i].text), "t.csv",
                                             table->arena, table->incidents, &error));
        assert_contains(error->message, rows[i].message);
        assert_int_equal(table->incidents->len, 0);
    }
}

static void a_table_is_told_from_an_article(void **state)
{
    static const struct {
        const char *text;
        bool table;
    } rows[] = {
        {"id,lat,lon\n1,2,3\n", true},
        {"EVENT_DATE;LATITUDE;LONGITUDE\n", true},
        {"date,type,killed\n", true},
        {"Two killed near Gao, the army says\n\nBamako, 3 May.", false},
        {"date, place", true},
        {"lat\n", false},
        {"{\"type\": \"FeatureCollection\", \"lat\": 1}", false},
        {"", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_int_equal(yq_incident_table_looks(rows[i].text, strlen(rows[i].text)),
                         rows[i].table);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_table, close_table)
    const struct CMUnitTest tests[] = {
        TEST(columns_are_known_by_name_whatever_the_case),
        TEST(other_columns_are_kept_in_their_order),
        TEST(an_unknown_type_keeps_its_words),
        TEST(a_row_without_coordinates_is_kept_without_a_place),
        TEST(a_french_spreadsheet_is_read),
        TEST(deaths_of_our_own_tables_stay_exact_or_at_least),
        TEST(a_bad_row_is_named_by_its_line),
        cmocka_unit_test(a_table_is_told_from_an_article),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
