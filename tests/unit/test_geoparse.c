/* SPDX-License-Identifier: MIT */
/* Geoparsing: sentences of tests/data/sentences, each for a rule or against its going too
 * far; a new case is a line there and needs no code. */
#include "check.h"

#include "base/autofree.h"
#include "base/table.h"
#include <yaqut/error.h>
#include <yaqut/yaqut.h>

#include <jansson.h>

static YqGazetteer *gazetteer;
static YqGeoparser *geoparser;

static int open_data(void **state)
{
    g_autoptr(GError) error = NULL;

    gazetteer = yq_gazetteer_open(NULL, &error);
    assert_no_error(error);
    geoparser = yq_geoparser_new(gazetteer, &error);
    assert_no_error(error);
    return 0;
}

static int close_data(void **state)
{
    yq_geoparser_free(geoparser);
    yq_gazetteer_free(gazetteer);
    return 0;
}

typedef struct Reading {
    const char *language;
    GArray *mentions; /* of the row's text */
    const char *text;
    GString *failures;
    guint at;  /* mentions looked at so far */
    char *got; /* what was found, to be printed */
} Reading;

static char *surface(const Reading *reading, const YqMention *mention)
{
    const char *from = g_utf8_offset_to_pointer(reading->text, mention->start);
    const char *to = g_utf8_offset_to_pointer(reading->text, mention->end);

    return g_strndup(from, to - from);
}

static char *describe(const Reading *reading)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < reading->mentions->len; i++) {
        const YqMention *mention = &g_array_index(reading->mentions, YqMention, i);
        g_autofree char *name = surface(reading, mention);

        g_string_append_printf(out, "%s%s=%s", i > 0 ? "|" : "", name,
                               mention->role != YQ_ROLE_PLACE
                                   ? yq_role_name(mention->role)
                               : mention->place != YQ_PLACE_NONE
                                   ? yq_gazetteer_place(gazetteer, mention->place).id
                                   : "-");
    }
    return g_string_free(out, FALSE);
}

/* "*", "-", an id, or a country. */
static bool is_there(const YqMention *mention, const char *where)
{
    if (strcmp(where, "*") == 0) {
        return true;
    }
    if (mention->place == YQ_PLACE_NONE) {
        return strcmp(where, "-") == 0;
    }
    YqPlace place = yq_gazetteer_place(gazetteer, mention->place);

    return strcmp(strchr(where, ':') != NULL ? place.id : place.country, where) == 0;
}

/* The next mention that is a place must be the one wanted. */
static void want_place(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    g_autofree char *want = g_strndup(part, length);
    char *where = strrchr(want, '=');

    while (reading->at < reading->mentions->len &&
           g_array_index(reading->mentions, YqMention, reading->at).role !=
               YQ_ROLE_PLACE) {
        reading->at++;
    }
    if (where == NULL || reading->at == reading->mentions->len) {
        g_string_append_printf(reading->failures, "  %s is missing", want);
        return;
    }
    const YqMention *mention =
        &g_array_index(reading->mentions, YqMention, reading->at++);
    g_autofree char *name = surface(reading, mention);

    *where++ = '\0';
    if (strcmp(name, want) != 0 || !is_there(mention, where)) {
        g_string_append_printf(reading->failures, "  not %s=%s", want, where);
    }
}

/* Some mention must have the name and the role. */
static void want_other(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    g_autofree char *want = g_strndup(part, length);
    g_autofree char *bar = g_strdup_printf("|%s|", reading->got);
    g_autofree char *item = g_strdup_printf("|%s|", want);

    if (strstr(bar, item) == NULL) {
        g_string_append_printf(reading->failures, "  %s is missing", want);
    }
}

static bool check_row(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    YqArticleInfo info = {.language = reading->language};

    reading->text = yq_row_get(row, "text");
    g_autoptr(YqArticle) article =
        yq_article_new(reading->text, strlen(reading->text), &info, error);

    if (article == NULL) {
        return false;
    }
    g_autoptr(GArray) mentions = yq_geoparse(geoparser, article);
    gsize before = reading->failures->len;

    reading->mentions = mentions;
    reading->at = 0;
    reading->got = describe(reading);
    yq_split_bar(yq_row_get(row, "places"), want_place, reading);
    for (; reading->at < mentions->len; reading->at++) {
        const YqMention *mention = &g_array_index(mentions, YqMention, reading->at);
        g_autofree char *name = surface(reading, mention);

        if (mention->role == YQ_ROLE_PLACE) {
            g_string_append_printf(reading->failures, "  %s is too much", name);
        }
    }
    yq_split_bar(yq_row_get(row, "others"), want_other, reading);
    if (reading->failures->len > before) {
        g_string_append_printf(reading->failures, "\n%s:%u: %s: found %s\n",
                               reading->language, row->line, yq_row_get(row, "rule"),
                               reading->got);
    }
    g_clear_pointer(&reading->got, g_free);
    return true;
}

static void check_table(const char *language, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) failures = g_string_new(NULL);
    g_autofree char *path =
        g_build_filename(g_getenv("YQ_TEST_DATA"), "sentences", name, NULL);
    Reading reading = {.language = language, .failures = failures};

    yq_table_read(path, check_row, &reading, &error);
    assert_no_error(error);
    assert_string_equal(failures->str, "");
}

static void sentences_in_arabic_name_these_places(void **state)
{
    check_table("ar", "ar.tsv");
}

static void sentences_in_french_name_these_places(void **state)
{
    check_table("fr", "fr.tsv");
}

static void sentences_in_english_name_these_places(void **state)
{
    check_table("en", "en.tsv");
}

static void articles_in_french_name_these_places(void **state)
{
    check_table("fr", "articles.fr.tsv");
}

/* The ids of the places that an example article names, sorted; of @skip none. */
static char *example_places(const char *language)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/examples/border.%s.txt",
                                            g_getenv("YQ_SOURCE_ROOT"), language);
    g_autofree char *text = NULL;
    gsize length;
    YqArticleInfo info = {.language = language};

    assert_true(g_file_get_contents(path, &text, &length, &error));
    g_autoptr(YqArticle) article = yq_article_new(text, length, &info, &error);
    assert_no_error(error);
    g_autoptr(GArray) mentions = yq_geoparse(geoparser, article);
    g_autoptr(GTree) ids = g_tree_new((GCompareFunc)strcmp);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < mentions->len; i++) {
        const YqMention *mention = &g_array_index(mentions, YqMention, i);

        if (mention->role == YQ_ROLE_PLACE && mention->place != YQ_PLACE_NONE) {
            YqPlace place = yq_gazetteer_place(gazetteer, mention->place);

            g_tree_insert(ids, (char *)place.id, (char *)place.id);
        }
    }
    for (GTreeNode *node = g_tree_node_first(ids); node != NULL;
         node = g_tree_node_next(node)) {
        g_string_append_printf(out, "%s\n", (const char *)g_tree_node_key(node));
    }
    return g_string_free(out, FALSE);
}

/* Algiers and Algeria are one word in Arabic: where Arabic has the country alone, so be
 * it. */
static char *without(const char *list, const char *id)
{
    g_autofree char *line = g_strdup_printf("%s\n", id);
    g_auto(GStrv) parts = g_strsplit(list, line, 2);

    return g_strjoinv("", parts);
}

static void one_article_in_three_languages_names_the_same_places(void **state)
{
    g_autofree char *en = example_places("en"), *fr = example_places("fr");
    g_autofree char *ar = example_places("ar");
    g_autofree char *en_less = without(en, "geonames:2507480");
    g_autofree char *ar_less = without(ar, "geonames:2507480");

    assert_string_equal(fr, en);
    assert_string_equal(ar_less, en_less);
}

static void a_street_tells_the_town_that_holds_it(void **state)
{
    const char *text = "The fire began on Baker Street in Gainesville, Georgia.";
    g_autoptr(GError) error = NULL;
    g_autoptr(YqArticle) article = yq_article_new(text, strlen(text), NULL, &error);
    g_autoptr(GArray) mentions = yq_geoparse(geoparser, article);
    const YqMention *street = &g_array_index(mentions, YqMention, 0);

    assert_int_equal(mentions->len, 3);
    assert_int_equal(street->place, YQ_PLACE_NONE);
    assert_int_equal(street->holder, g_array_index(mentions, YqMention, 1).place);
    assert_string_equal(yq_gazetteer_place(gazetteer, street->holder).admin1, "GA");
}

static uint32_t first_place(const char *text, const char *source)
{
    g_autoptr(GError) error = NULL;
    YqArticleInfo info = {.language = "en", .source = source};
    g_autoptr(YqArticle) article = yq_article_new(text, strlen(text), &info, &error);
    g_autoptr(GArray) mentions = yq_geoparse(geoparser, article);

    assert_true(mentions->len > 0);
    return g_array_index(mentions, YqMention, 0).place;
}

static void a_papers_home_decides_between_namesakes(void **state)
{
    const char *text = "Richmond council met on Tuesday. The mayor of Richmond spoke.";
    uint32_t virginia = first_place(text, "http://www.timesdispatch.com/news/1");
    uint32_t indiana = first_place(text, "http://www.pal-item.com/news/1");

    assert_string_equal(yq_gazetteer_place(gazetteer, virginia).admin1, "VA");
    assert_string_equal(yq_gazetteer_place(gazetteer, indiana).admin1, "IN");
}

/* Each name of the seed article that is a part of another name has that name's role. */
static void parts_of_other_names_in_the_seed_have_their_role(void **state)
{
    g_autoptr(json_t) gold = json_load_file("../shared/seed/places.gold.json", 0, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    size_t i;
    json_t *name;

    if (gold == NULL ||
        !g_file_get_contents("../shared/seed/article.ar.txt", &text, &length, NULL)) {
        print_message("no ../shared/seed here\n");
        skip();
    }
    g_autoptr(GError) error = NULL;
    YqArticleInfo info = {.language = "ar"};
    g_autoptr(YqArticle) article = yq_article_new(text, length, &info, &error);
    g_autoptr(GArray) mentions = yq_geoparse(geoparser, article);

    json_array_foreach(json_object_get(gold, "toponyms"), i, name)
    {
        const char *role = json_string_value(json_object_get(name, "role"));
        uint32_t start = json_integer_value(json_object_get(name, "start"));
        uint32_t end = json_integer_value(json_object_get(name, "end"));
        bool found = strcmp(role, "place") == 0;

        for (guint k = 0; k < mentions->len && !found; k++) {
            const YqMention *mention = &g_array_index(mentions, YqMention, k);

            found = mention->start < end && start < mention->end &&
                    strcmp(yq_role_name(mention->role), role) == 0;
        }
        if (!found) {
            fail_msg("%s at %u is no %s",
                     json_string_value(json_object_get(name, "surface")), start, role);
        }
    }
}

static void towns_of_the_border_lie_where_they_are(void **state)
{
    static const struct {
        const char *id;
        YqPoint at;
    } towns[] = {{"yaqut:tinzaouaten-dz", {2.9686, 19.9528}},
                 {"yaqut:tinzaouaten-ml", {2.9500, 19.9400}},
                 {"geonames:2478216", {5.5228, 22.7850}},
                 {"geonames:2460596", {-8.0029, 12.6392}},
                 {"geonames:2440485", {2.1254, 13.5137}}};

    for (size_t i = 0; i < G_N_ELEMENTS(towns); i++) {
        uint32_t place = yq_gazetteer_by_id(gazetteer, towns[i].id);

        assert_int_not_equal(place, YQ_PLACE_NONE);
        assert_true(yq_distance_km(yq_gazetteer_place(gazetteer, place).at, towns[i].at) <
                    5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_in_arabic_name_these_places),
        cmocka_unit_test(sentences_in_french_name_these_places),
        cmocka_unit_test(sentences_in_english_name_these_places),
        cmocka_unit_test(articles_in_french_name_these_places),
        cmocka_unit_test(one_article_in_three_languages_names_the_same_places),
        cmocka_unit_test(a_street_tells_the_town_that_holds_it),
        cmocka_unit_test(a_papers_home_decides_between_namesakes),
        cmocka_unit_test(parts_of_other_names_in_the_seed_have_their_role),
        cmocka_unit_test(towns_of_the_border_lie_where_they_are),
    };

    return cmocka_run_group_tests(tests, open_data, close_data);
}
