/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gazetteer/format.h"
#include "gazetteer/names.h"
#include <yaqut/error.h>
#include <yaqut/gazetteer.h>

#include <glib/gstdio.h>

typedef struct Fixture {
    char *folder, *index;
} Fixture;

static Fixture fixture;

static int set_up(void **state)
{
    fixture.folder = g_dir_make_tmp("yq-gazetteer-XXXXXX", NULL);
    fixture.index = g_build_filename(fixture.folder, "test.gaz", NULL);
    return 0;
}

static int tear_down(void **state)
{
    g_unlink(fixture.index);
    int left = g_rmdir(fixture.folder);

    g_free(fixture.index);
    g_free(fixture.folder);
    return left;
}

/* Writes a table into the test's folder; g_free() its path. */
static char *table(const char *name, const char *text)
{
    char *path = g_build_filename(fixture.folder, name, NULL);

    assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

#define HEADER                                                                           \
    "id\tfeature\tcountry\tadmin1\tlat\tlon\tuncertainty_"                               \
    "km\tpopulation\ten\tar\talso\tdemonym\n"
#define MALI                                                                             \
    "geonames:2453866\tA.PCLI\tML\t\t17\t-4\t\t22000000\tMali\tمالي\t\tMalian|Maliens\n"
#define GAO                                                                              \
    "geonames:2457161\tP.PPLA\tML\t09\t16.27\t-0.04\t\t86633\tGao\tغاو|قاو\tGawgaw\t\n"
#define GAO_TOO "yaqut:gao-too\tP.PPL\tNE\t\t13\t2\t12\t\tGao\t\t\t\n"

static YqGazetteer *build(char **tables)
{
    YqBuild build = {.tables = tables};
    g_autoptr(GError) error = NULL;

    assert_true(yq_gazetteer_build(&build, fixture.index, NULL, &error));
    YqGazetteer *gazetteer = yq_gazetteer_open(fixture.index, &error);

    assert_no_error(error);
    return gazetteer;
}

static YqGazetteer *build_text(const char *text)
{
    g_autofree char *path = table("a.tsv", text);
    YqGazetteer *gazetteer = build((char *[]){path, NULL});

    g_unlink(path);
    return gazetteer;
}

static YqPostings walk(const YqGazetteer *gazetteer, const char *folded)
{
    YqNameCursor cursor = YQ_NAME_CURSOR_START;
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);

    for (size_t i = 0; words[i] != NULL; i++) {
        if (!yq_names_step(gazetteer, &cursor, words[i], strlen(words[i]))) {
            return (YqPostings){0};
        }
    }
    return yq_names_here(gazetteer, &cursor);
}

static void places_come_back_as_they_went_in(void **state)
{
    g_autoptr(YqGazetteer) gazetteer = build_text(HEADER MALI GAO GAO_TOO);
    uint32_t index = yq_gazetteer_by_id(gazetteer, "yaqut:gao-too");

    assert_int_equal(yq_gazetteer_size(gazetteer), 3);
    assert_int_not_equal(index, YQ_PLACE_NONE);
    YqPlace place = yq_gazetteer_place(gazetteer, index);

    assert_string_equal(place.id, "yaqut:gao-too");
    assert_string_equal(place.country, "NE");
    assert_string_equal(place.feature_code, "PPL");
    assert_int_equal(place.feature_class, 'P');
    assert_near(place.at.lon, 2, 1e-7);
    assert_near(place.at.lat, 13, 1e-7);
    assert_near(place.uncertainty_km, 12, 0.05);
    assert_int_equal(yq_gazetteer_by_id(gazetteer, "yaqut:none"), YQ_PLACE_NONE);
    index = yq_gazetteer_by_id(gazetteer, "geonames:2457161");
    assert_string_equal(yq_gazetteer_name(gazetteer, index, "ar"), "غاو");
    assert_string_equal(yq_gazetteer_name(gazetteer, index, NULL), "Gao");
    assert_null(yq_gazetteer_name(gazetteer, index, "fr"));
    assert_true(yq_gazetteer_verify(gazetteer, NULL));
}

static void a_name_leads_to_its_places_the_most_populous_first(void **state)
{
    g_autoptr(YqGazetteer) gazetteer = build_text(HEADER GAO_TOO MALI GAO);
    YqPostings gao = walk(gazetteer, "gao"), malian = walk(gazetteer, "malian");

    assert_int_equal(gao.n, 2);
    assert_string_equal(yq_gazetteer_place(gazetteer, gao.items[0].place).id,
                        "geonames:2457161");
    assert_int_equal(gao.items[0].flags, YQ_NAME_LABEL | YQ_NAME_TAGGED);
    assert_int_equal(walk(gazetteer, "gawgaw").items[0].flags, YQ_NAME_ALSO);
    assert_int_equal(malian.n, 1);
    assert_int_equal(malian.items[0].flags, YQ_NAME_DEMONYM);
    assert_int_equal(walk(gazetteer, "timbuktu").n, 0);
}

static void names_of_several_words_are_walked_word_by_word(void **state)
{
    g_autoptr(YqGazetteer) gazetteer =
        build_text("id\tlat\tlon\ten\n"
                   "a\t1\t1\tBordj Badji Mokhtar\nb\t2\t2\tSana'a\nc\t3\t3\tL'Aquila\n");
    YqNameCursor cursor = YQ_NAME_CURSOR_START;

    assert_true(yq_names_step(gazetteer, &cursor, "bordj", 5));
    assert_int_equal(yq_names_here(gazetteer, &cursor).n, 0);
    assert_true(yq_names_step(gazetteer, &cursor, "badji", 5));
    assert_true(yq_names_step(gazetteer, &cursor, "mokhtar", 7));
    assert_int_equal(yq_names_here(gazetteer, &cursor).n, 1);
    assert_false(yq_names_step(gazetteer, &cursor, "x", 1));
    assert_int_equal(walk(gazetteer, "sana a").n, 1);
    assert_int_equal(walk(gazetteer, "sanaa").n, 1);
    assert_int_equal(walk(gazetteer, "l aquila").n, 1);
    assert_int_equal(walk(gazetteer, "laquila").n, 0);
}

static void names_that_are_common_words_are_left_out(void **state)
{
    g_autoptr(YqGazetteer) gazetteer =
        build_text("id\tlat\tlon\ten\tar\n"
                   "a\t1\t1\tThe\tمن\nb\t2\t2\tY|123\nc\t3\t3\tUS|United States\n");

    assert_int_equal(walk(gazetteer, "the").n, 0);
    assert_int_equal(walk(gazetteer, "من").n, 0);
    assert_int_equal(walk(gazetteer, "y").n, 0);
    assert_int_equal(walk(gazetteer, "123").n, 0);
    assert_int_equal(walk(gazetteer, "us").n, 1);
    assert_true(walk(gazetteer, "us").items[0].flags & YQ_NAME_UPPER);
    assert_false(walk(gazetteer, "united states").items[0].flags & YQ_NAME_UPPER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_come_back_as_they_went_in),
        cmocka_unit_test(a_name_leads_to_its_places_the_most_populous_first),
        cmocka_unit_test(names_of_several_words_are_walked_word_by_word),
        cmocka_unit_test(names_that_are_common_words_are_left_out),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
