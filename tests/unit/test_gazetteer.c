/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "gazetteer/format.h"
#include "gazetteer/names.h"
#include "../fuzz/exercise.h"
#include <yaqut/error.h>
#include <yaqut/gazetteer.h>

#include <glib/gstdio.h>
#include <stdio.h>

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

static void a_later_row_overrides_an_earlier_by_id(void **state)
{
    g_autofree char *first = table("first.tsv", HEADER MALI GAO);
    g_autofree char *second =
        table("second.tsv", "id\tfeature\tcountry\tlat\tlon\tpopulation\tfr\n"
                            "geonames:2457161\tP.PPL\tML\t16.3\t-0.1\t90000\tGawa\n");
    g_autoptr(YqGazetteer) gazetteer = build((char *[]){first, second, NULL});
    uint32_t index = yq_gazetteer_by_id(gazetteer, "geonames:2457161");

    g_unlink(first);
    g_unlink(second);
    assert_int_equal(yq_gazetteer_size(gazetteer), 2);
    assert_int_equal(yq_gazetteer_place(gazetteer, index).population, 90000);
    assert_string_equal(yq_gazetteer_name(gazetteer, index, NULL), "Gawa");
    assert_int_equal(walk(gazetteer, "gao").n, 0);
    assert_int_equal(walk(gazetteer, "gawa").n, 1);
}

static void geonames_dumps_are_told_apart_and_joined(void **state)
{
    g_autofree char *names = table("alternateNamesV2.txt",
                                   "1\t2457161\tar\tغاو\t1\t\t\t\t\t\n"
                                   "2\t2457161\tlink\thttps://example.org\t\t\t\t\t\t\n"
                                   "3\t2457161\tiata\tGAQ\t\t\t\t\t\t\n"
                                   "4\t2457161\tfr\tVieux Gao\t\t\t\t1\t\t\n"
                                   "5\t2457161\tfr\tGawo\t\t\t\t\t\t\n"
                                   "6\t2457161\tfr\tGao\t1\t\t\t\t\t\n"
                                   "7\t999\tfr\tNulle Part\t\t\t\t\t\t\n");
    g_autofree char *places = table(
        "ML.txt",
        "2457161\tGao\tGao\tGAQ,Gawgaw,http://x\t16.27\t-0.04\tP\tPPLA\tML\t\t09\t\t\t\t"
        "86633\t\t250\tAfrica/Bamako\t2020-01-01\n"
        "2457163\tGao Region\tGao Region\t\t17\t0\tA\tADM1\tML\t\t09\t\t\t\t"
        "0\t\t250\tAfrica/Bamako\t2020-01-01\n"
        "2453866\tRepublic of Mali\tRepublic of Mali\t\t17\t-4\tA\tPCLI\tML\t\t00\t\t\t\t"
        "19077690\t\t250\tAfrica/Bamako\t2020-01-01\n");
    g_autofree char *admin1 =
        table("admin1CodesASCII.txt", "ML.09\tGao Province\tGao Province\t2457163\n");
    g_autofree char *countries = table(
        "countryInfo.txt",
        "# a comment\nML\tMLI\t466\tML\tMali\tBamako\t1240000\t19077690\tAF\t.ml\tXOF\t"
        "Franc\t223\t\t\tfr-ML,bm\t2453866\tSN,NE\t\n");
    g_autofree char *own = table("own.tsv", "id\tlat\tlon\ten\nyaqut:x\t16\t1\tTalataye\n"
                                            "geonames:2457161\t\t\tGaoo\n");
    g_autoptr(YqGazetteer) gazetteer =
        build((char *[]){names, places, admin1, countries, own, NULL});
    uint32_t gao = yq_gazetteer_by_id(gazetteer, "geonames:2457161");
    uint32_t mali = yq_gazetteer_by_id(gazetteer, "geonames:2453866");

    g_unlink(names);
    g_unlink(places);
    g_unlink(admin1);
    g_unlink(countries);
    g_unlink(own);
    assert_int_equal(yq_gazetteer_size(gazetteer), 4);
    assert_string_equal(yq_gazetteer_name(gazetteer, gao, "fr"), "Gao");
    assert_string_equal(yq_gazetteer_name(gazetteer, gao, "ar"), "غاو");
    assert_string_equal(yq_gazetteer_name(gazetteer, mali, "en"), "Mali");
    assert_int_equal(walk(gazetteer, "gaoo").n, 1); /* our own row adds a name */
    assert_int_equal(walk(gazetteer, "gawgaw").items[0].flags, YQ_NAME_ALSO);
    assert_int_equal(walk(gazetteer, "vieux gao").items[0].flags, YQ_NAME_ALSO);
    assert_int_equal(walk(gazetteer, "gaq").n, 0);
    assert_int_equal(walk(gazetteer, "nulle part").n, 0);
    assert_int_equal(walk(gazetteer, "gao province").n, 1);
    assert_int_equal(yq_gazetteer_place(gazetteer, gao).population, 86633);
}

static void count_bad(const char *message, void *data)
{
    GString *told = data;

    g_string_append_printf(told, "%s\n", strrchr(message, '/') + 1);
}

static void a_bad_row_stops_the_build_or_is_skipped_and_counted(void **state)
{
    static const char *const bad[] = {
        "a\tP.PPL\t99\t1\tX",  "a\tP.PPL\tx\t1\tX",       "a\tP.PPL\t1\t\tX",
        "a\tP-PPL\t1\t1\tX",   "a\tX.PPL\t1\t1\tX",       "\tP.PPL\t1\t1\tX",
        "a\tP.PPL\t1\t1\t",    "a\tP.PPL\t1\t1\tX\tmore", "a\tP.PPL\t1\t1\t\xFF",
        "a\tP.PPL\t1\t181\tX", "a\tP.PPL\tnan\t1\tX",     "nobody\tP.PPL\t\t\tX",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *text = g_strdup_printf(
            "id\tfeature\tlat\tlon\ten\ngood\tP.PPL\t1\t1\tGood\n%s\n", bad[i]);
        g_autofree char *path = table("bad.tsv", text);
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) told = g_string_new(NULL);
        size_t skipped = 0;
        YqBuild build = {.tables = (char *[]){path, NULL}};

        g_unlink(fixture.index);
        assert_false(yq_gazetteer_build(&build, fixture.index, &skipped, &error));
        assert_contains(error->message, "bad.tsv:3: ");
        assert_false(g_file_test(fixture.index, G_FILE_TEST_EXISTS));
        build.lenient = true;
        build.bad_row = count_bad;
        build.data = told;
        assert_true(yq_gazetteer_build(&build, fixture.index, &skipped, NULL));
        assert_int_equal(skipped, 1);
        assert_true(g_str_has_prefix(told->str, "bad.tsv:3: "));
        g_unlink(path);
    }
}

static void what_is_no_table_is_refused_and_leaves_no_file(void **state)
{
    static const char *const texts[] = {"", "# only a comment\n", "a\tb\tc\n1\t2\t3\n",
                                        "id\tlat\tlon\ten\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *path = table("none.tsv", texts[i]);
        g_autoptr(GError) error = NULL;
        YqBuild build = {.tables = (char *[]){path, NULL}, .lenient = true};

        g_unlink(fixture.index);
        assert_false(yq_gazetteer_build(&build, fixture.index, NULL, &error));
        assert_non_null(error);
        assert_false(g_file_test(fixture.index, G_FILE_TEST_EXISTS));
        g_unlink(path);
    }
}

static void rows_of_the_user_are_added_to_an_open_index(void **state)
{
    g_autoptr(YqGazetteer) gazetteer = build_text(HEADER MALI GAO GAO_TOO);
    g_autofree char *path =
        table("own.tsv", "id\tfeature\tcountry\tlat\tlon\tpopulation\ten\tha\n"
                         "me:1\tP.PPL\tML\t17\t1\t5\tIn Khalil|Gao\tGawo Sabuwa\n"
                         "geonames:2457161\tP.PPL\tML\t16.5\t0\t90000\tGawa\t\n"
                         "geonames:2453866\t\t\t\t\t\tSoudan\t\n");
    g_autoptr(GError) error = NULL;

    assert_true(yq_gazetteer_add(gazetteer, path, &error));
    g_unlink(path);
    uint32_t mine = yq_gazetteer_by_id(gazetteer, "me:1");
    uint32_t gao = yq_gazetteer_by_id(gazetteer, "geonames:2457161");
    uint32_t mali = yq_gazetteer_by_id(gazetteer, "geonames:2453866");

    assert_int_equal(yq_gazetteer_size(gazetteer), 4);
    assert_string_equal(yq_gazetteer_place(gazetteer, mine).country, "ML");
    assert_string_equal(yq_gazetteer_name(gazetteer, mine, "ha"), "Gawo Sabuwa");
    assert_int_equal(walk(gazetteer, "in khalil").n, 1);
    assert_int_equal(walk(gazetteer, "gawa").n, 1);
    assert_near(yq_gazetteer_place(gazetteer, gao).at.lat, 16.5, 1e-9);
    assert_int_equal(walk(gazetteer, "gao").n, 2); /* the Nigerien one and the new one */
    assert_int_equal(walk(gazetteer, "gao").items[0].place, mine);
    assert_int_equal(walk(gazetteer, "mali").n, 1);
    assert_int_equal(walk(gazetteer, "soudan").items[0].place, mali);
    assert_near(yq_gazetteer_place(gazetteer, mali).at.lat, 17, 1e-9);
}

static bool gather_ids(const YqPlace *place, void *data)
{
    g_string_append_printf(data, "%s ", place->id);
    return true;
}

static void places_within_a_box_come_the_most_populous_first(void **state)
{
    g_autoptr(YqGazetteer) gazetteer = build_text(
        "id\tlat\tlon\tpopulation\ten\n"
        "a\t0.5\t0.5\t10\tAa\nb\t0.6\t0.6\t2000000\tBb\nc\t0.7\t0.7\t500\tCc\n"
        "d\t-17\t179.5\t50\tDd\ne\t-17\t-179.5\t60000\tEe\nf\t90\t180\t\tFf\n");
    static const struct {
        YqBox box;
        const char *ids;
    } rows[] = {
        {{0, 0, 1, 1}, "b c a "},        {{0.55, 0.55, 0.65, 0.65}, "b "},
        {{179, -18, -179, -16}, "e d "}, {{-180, -90, 180, 90}, "b e d c a f "},
        {{10, 10, 11, 11}, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) ids = g_string_new(NULL);

        yq_gazetteer_within(gazetteer, rows[i].box, gather_ids, ids);
        assert_string_equal(ids->str, rows[i].ids);
    }
}

/* The bytes of a small index. */
static char *index_bytes(size_t *out_size)
{
    char *bytes;

    yq_gazetteer_free(build_text(HEADER MALI GAO GAO_TOO));
    assert_true(g_file_get_contents(fixture.index, &bytes, out_size, NULL));
    return bytes;
}

static void put_index(const char *bytes, size_t size)
{
    FILE *file = fopen(fixture.index, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static void an_index_cut_short_is_refused(void **state)
{
    size_t size;
    g_autofree char *bytes = index_bytes(&size);

    for (size_t cut = 0; cut < size; cut += cut < 4200 ? 13 : 7) {
        g_autoptr(GError) error = NULL;

        put_index(bytes, cut);
        assert_null(yq_gazetteer_open(fixture.index, &error));
        assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_DATA));
    }
}

static void fill_filter(YqFilterLine *lines, uint32_t bits, uint64_t names)
{
    for (uint64_t name = 0; name < names; name++) {
        uint64_t hash = yq_hash_word(1, (const char *)&name, sizeof name);

        for (int i = 0; i < 8; i++) {
            lines[yq_hash_bucket(hash, yq_filter_bits(bits))].words[i] |=
                yq_filter_bit(hash, i);
        }
    }
}

/* With as many names in a bucket as there are at most, 16. */
static void the_filter_passes_every_name_and_few_other_words(void **state)
{
    enum { BITS = 8, NAMES = 16 << BITS };
    YqFilterLine lines[1 << (BITS - 1)] = {0};
    size_t passed = 0;

    assert_int_equal(yq_filter_lines(BITS), G_N_ELEMENTS(lines));
    fill_filter(lines, BITS, NAMES);
    for (uint64_t word = 0; word < UINT64_C(20) * NAMES; word++) {
        uint64_t hash = yq_hash_word(1, (const char *)&word, sizeof word);
        bool passes =
            yq_filter_has(&lines[yq_hash_bucket(hash, yq_filter_bits(BITS))], hash);

        assert_true(passes || word >= NAMES);
        passed += passes && word >= NAMES;
    }
    assert_in_range(passed, 1, NAMES); /* of nineteen times as many: one in nineteen */
}

static void an_index_of_another_version_is_refused(void **state)
{
    size_t size;
    g_autofree char *bytes = index_bytes(&size);
    g_autoptr(GError) error = NULL;

    bytes[8]++;
    put_index(bytes, size);
    assert_null(yq_gazetteer_open(fixture.index, &error));
    assert_contains(error->message, "of version 6, not 5: make it anew");
    g_clear_error(&error);
    assert_null(yq_gazetteer_open("/no/such.gaz", &error));
    assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_FILE));
}

static void any_changed_byte_is_found_and_does_no_harm(void **state)
{
    size_t size;
    g_autofree char *bytes = index_bytes(&size);
    YqHeader header;

    memcpy(&header, bytes, sizeof header);
    for (size_t at = 0; at < size; at++) {
        bool unused =
            at >= offsetof(YqHeader, sum) + sizeof header.sum && at < YQ_INDEX_HEADER;

        if (unused && at % 97 != 0) {
            continue;
        }
        bytes[at] ^= 0x15;
        put_index(bytes, size);
        exercise_index(fixture.index);
        g_autoptr(YqGazetteer) gazetteer = yq_gazetteer_open(fixture.index, NULL);

        if (!unused && gazetteer != NULL) {
            assert_false(yq_gazetteer_verify(gazetteer, NULL));
            assert_false(yq_gazetteer_check(gazetteer, NULL));
        }
        assert_true(!unused || gazetteer != NULL);
        bytes[at] ^= 0x15;
    }
}

static void the_same_tables_give_the_same_bytes(void **state)
{
    size_t size, again;
    g_autofree char *bytes = index_bytes(&size);
    g_autofree char *other = index_bytes(&again);

    assert_int_equal(size, again);
    assert_memory_equal(bytes, other, size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_come_back_as_they_went_in),
        cmocka_unit_test(a_name_leads_to_its_places_the_most_populous_first),
        cmocka_unit_test(names_of_several_words_are_walked_word_by_word),
        cmocka_unit_test(names_that_are_common_words_are_left_out),
        cmocka_unit_test(a_later_row_overrides_an_earlier_by_id),
        cmocka_unit_test(geonames_dumps_are_told_apart_and_joined),
        cmocka_unit_test(a_bad_row_stops_the_build_or_is_skipped_and_counted),
        cmocka_unit_test(what_is_no_table_is_refused_and_leaves_no_file),
        cmocka_unit_test(rows_of_the_user_are_added_to_an_open_index),
        cmocka_unit_test(places_within_a_box_come_the_most_populous_first),
        cmocka_unit_test(an_index_cut_short_is_refused),
        cmocka_unit_test(the_filter_passes_every_name_and_few_other_words),
        cmocka_unit_test(an_index_of_another_version_is_refused),
        cmocka_unit_test(any_changed_byte_is_found_and_does_no_harm),
        cmocka_unit_test(the_same_tables_give_the_same_bytes),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
