/* SPDX-License-Identifier: MIT */
/* Maps as they are laid out, read from the dump: where names and symbols stand. */
#include "check.h"

#include "draw/scene.h"
#include <yaqut/annotations.h>
#include <yaqut/gazetteer.h>
#include <yaqut/geoparse.h>
#include <yaqut/map.h>

#include <stdio.h>
#include <unistd.h>

/* A name or a symbol on the page. */
typedef struct Thing {
    YqRect box;
    double radius; /* of a symbol; 0: a name */
    guint name;    /* the lines of one name share it */
    char what[80];
} Thing;

typedef struct Layout {
    YqMap *map;
    char *dump;
    GArray *names, *symbols, *dots; /* of Thing */
    double width, height;           /* of the page */
} Layout;

static void layout_clear(Layout *self)
{
    yq_map_free(self->map);
    g_free(self->dump);
    g_array_unref(self->names);
    g_array_unref(self->symbols);
    g_array_unref(self->dots);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Layout, layout_clear)

static const YqGazetteer *gazetteer(void)
{
    static YqGazetteer *all;
    g_autoptr(GError) error = NULL;

    if (all == NULL) {
        all = yq_gazetteer_open(NULL, &error);
        assert_no_error(error);
    }
    return all;
}

/* The font of a line, from its size on: `8.50 bold spaced 2.00 colour #23282cff "Gao"`.
 */
static YqFont read_font(const char *at)
{
    const char *colour = strstr(at, " colour "), *spaced = strstr(at, " spaced ");
    YqFont font = {.size = g_ascii_strtod(at, NULL)};
    g_autofree char *words = g_strndup(at, (gsize)(colour - at));

    font.bold = strstr(words, " bold") != NULL;
    font.italic = strstr(words, " italic") != NULL;
    font.spacing =
        spaced != NULL && spaced < colour ? g_ascii_strtod(spaced + 8, NULL) : 0;
    return font;
}

/* A line such as `text 12.00,34.50 start 8.50 bold colour #23282cff "Gao"`. */
static bool read_text(const char *line, Thing *out)
{
    double x, y;
    char align[16];
    int at;
    const char *quote = strchr(line, '"');

    if (sscanf(line, "text %lf,%lf %15s %n", &x, &y, align, &at) != 3 || quote == NULL) {
        return false;
    }
    g_autofree char *text = g_strndup(quote + 1, strlen(quote) - 2);
    YqFont font = read_font(line + at);
    YqExtents size = yq_text_measure(text, &font);
    double left = strcmp(align, "start") == 0 ? x
                  : strcmp(align, "end") == 0 ? x - size.width
                                              : x - size.width / 2;

    out->box =
        (YqRect){left + size.ink.x, y + size.ink.y, size.ink.width, size.ink.height};
    g_strlcpy(out->what, text, sizeof out->what);
    return true;
}

/* A line such as `along 12.00 italic colour #8a5a2bff "Sahel" 1.00,2.00 3.00,2.50`: boxes
 * along the part of the curve that the letters, in its middle, have. */
static void read_along(const char *line, const Thing *like, GArray *names)
{
    const char *quote = strchr(line, '"'), *end = strrchr(line, '"');
    g_autofree char *text = g_strndup(quote + 1, (gsize)(end - quote - 1));
    g_auto(GStrv) points = g_strsplit(end + 2, " ", -1);
    YqFont font = read_font(line + strlen("along "));
    YqExtents size = yq_text_measure(text, &font);
    guint n = g_strv_length(points);
    double length = 0, gone = 0, x, y, before_x = 0, before_y = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < n; i++) {
            assert_int_equal(sscanf(points[i], "%lf,%lf", &x, &y), 2);
            double step = i > 0 ? hypot(x - before_x, y - before_y) : 0;

            before_x = x;
            before_y = y;
            length += pass == 0 ? step : 0;
            gone += pass == 1 ? step : 0;
            if (pass == 1 && fabs(gone - length / 2) < size.width / 2) {
                Thing thing = *like;

                thing.box = (YqRect){x - 1, y - 0.5 * font.size, 2, 0.5 * font.size};
                g_strlcpy(thing.what, text, sizeof thing.what);
                g_array_append_val(names, thing);
            }
        }
    }
}

static bool read_circle(const char *line, Thing *out)
{
    double x, y, r;

    if (sscanf(line, "symbol circle %lf,%lf %lf", &x, &y, &r) == 3) {
        r /= 2; /* its size, and its edge at nine tenths */
        r *= 0.9;
    } else if (sscanf(line, "circle %lf,%lf %lf", &x, &y, &r) != 3) {
        return false;
    }
    out->radius = r;
    out->box = (YqRect){x - r, y - r, 2 * r, 2 * r};
    g_strlcpy(out->what, line, sizeof out->what);
    return true;
}

/* The dump's groups are indented: the outermost say what is in them. */
static void read_dump(Layout *self)
{
    g_auto(GStrv) lines = g_strsplit(self->dump, "\n", -1);
    char group[40] = "";
    guint name = 0;

    for (char **line = lines; *line != NULL; line++) {
        const char *text = *line + strspn(*line, " ");
        size_t depth = (size_t)(text - *line) / 2;
        Thing thing = {.name = name};

        if (g_str_has_suffix(text, ":") && depth <= 1) {
            name++;
            if (depth == 0) {
                g_strlcpy(group, text, sizeof group);
            }
        } else if ((strcmp(group, "names:") == 0 || strcmp(group, "degrees:") == 0) &&
                   read_text(text, &thing)) {
            thing.name = strcmp(group, "degrees:") == 0 ? ++name : name;
            g_array_append_val(self->names, thing);
        } else if (strcmp(group, "names:") == 0 && g_str_has_prefix(text, "along ")) {
            read_along(text, &thing, self->names);
        } else if (strcmp(group, "towns:") == 0 && read_circle(text, &thing)) {
            g_array_append_val(self->dots, thing);
        } else if ((strcmp(group, "incident-symbols:") == 0 ||
                    strcmp(group, "incidents-small:") == 0) &&
                   read_circle(text, &thing)) {
            g_array_append_val(self->symbols, thing);
        }
    }
}

static const YqGeoparser *geoparser(void)
{
    static YqGeoparser *all;
    g_autoptr(GError) error = NULL;

    if (all == NULL) {
        all = yq_geoparser_new(gazetteer(), &error);
        assert_no_error(error);
    }
    return all;
}

static void lay_out(const char *const *paths, size_t n, const YqMapOptions *options,
                    Layout *out)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YqAnnotations) annotations =
        yq_annotations_read(paths, n, geoparser(), gazetteer(), NULL, NULL, &error);

    assert_no_error(error);
    out->map = yq_map_new(annotations, gazetteer(), options, &error);
    assert_no_error(error);
    out->dump = yq_map_dump(out->map);
    out->names = g_array_new(FALSE, FALSE, sizeof(Thing));
    out->symbols = g_array_new(FALSE, FALSE, sizeof(Thing));
    out->dots = g_array_new(FALSE, FALSE, sizeof(Thing));
    assert_int_equal(sscanf(out->dump, "page %lfx%lf", &out->width, &out->height), 2);
    read_dump(out);
}

static char *data(const char *name)
{
    return g_build_filename(g_getenv("YQ_TEST_DATA"), name, NULL);
}

static void lay_out_stress(const YqMapOptions *options, Layout *out)
{
    g_autofree char *incidents = data("stress_incidents.csv");
    g_autofree char *towns = data("stress_towns.csv");
    const char *paths[] = {incidents, towns};

    lay_out(paths, 2, options, out);
}

static bool overlap(YqRect a, YqRect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

/* Whether a circle comes to lie on a box. */
static bool covers(YqRect box, const Thing *circle)
{
    double x = circle->box.x + circle->radius, y = circle->box.y + circle->radius;
    double dx = x - CLAMP(x, box.x, box.x + box.width);
    double dy = y - CLAMP(y, box.y, box.y + box.height);

    return hypot(dx, dy) < circle->radius;
}

static void check_names(const Layout *self)
{
    for (guint i = 0; i < self->names->len; i++) {
        const Thing *a = &g_array_index(self->names, Thing, i);

        for (guint j = 0; j < i; j++) {
            const Thing *b = &g_array_index(self->names, Thing, j);

            if (a->name != b->name && overlap(a->box, b->box)) {
                fail_msg("'%s' touches '%s'", a->what, b->what);
            }
        }
    }
}

static void check_markers(const Layout *self, const GArray *markers)
{
    for (guint i = 0; i < self->names->len; i++) {
        const Thing *name = &g_array_index(self->names, Thing, i);

        for (guint j = 0; j < markers->len; j++) {
            const Thing *marker = &g_array_index(markers, Thing, j);

            if (covers(name->box, marker)) {
                fail_msg("'%s' covers %s", name->what, marker->what);
            }
        }
    }
}

static guint count_groups(const GArray *names)
{
    guint n = 0;

    for (guint i = 0; i < names->len; i++) {
        n += i == 0 || g_array_index(names, Thing, i).name !=
                           g_array_index(names, Thing, i - 1).name;
    }
    return n;
}

static void of_300_towns_and_100_incidents_no_two_names_touch(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_stress(NULL, &layout);
    check_names(&layout);
    assert_true(count_groups(layout.names) > 180);
}

static void and_no_name_covers_a_marker_or_a_town(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_stress(NULL, &layout);
    assert_true(layout.symbols->len >= 100);
    assert_true(layout.dots->len >= 250);
    check_markers(&layout, layout.symbols);
    check_markers(&layout, layout.dots);
}

static guint count_towns(const char *dump)
{
    guint n = 0;

    for (const char *at = dump; (at = strstr(at, "\n  town:\n")) != NULL; at++) {
        n++;
    }
    return n;
}

static guint count_lines(const char *text)
{
    guint n = 0;

    for (; *text != '\0'; text++) {
        n += *text == '\n';
    }
    return n;
}

static void a_name_that_finds_no_room_is_told(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_stress(NULL, &layout);
    guint told = count_lines(yq_map_unplaced(layout.map));

    assert_true(told > 0);
    assert_int_equal(count_towns(layout.dump) + told, layout.dots->len);
}

static void with_strict_it_is_an_error(void **state)
{
    g_autofree char *incidents = data("stress_incidents.csv");
    g_autofree char *towns = data("stress_towns.csv");
    const char *paths[] = {incidents, towns};
    g_autoptr(GError) error = NULL;
    g_autoptr(YqAnnotations) annotations =
        yq_annotations_read(paths, 2, NULL, gazetteer(), NULL, NULL, &error);
    YqMapOptions options = {.strict = true};

    assert_null(yq_map_new(annotations, gazetteer(), &options, &error));
    assert_non_null(error);
    assert_contains(error->message, "no room for the names of ");
}

/* --- symbols --- */

/* The discs of numbered incidents: a disc, its symbol, the disc of the number. */
static void check_apart(const GArray *symbols)
{
    for (guint i = 0; i < symbols->len; i++) {
        const Thing *a = &g_array_index(symbols, Thing, i);

        for (guint j = 0; j + 1 < i; j++) { /* a number stands on its own symbol */
            const Thing *b = &g_array_index(symbols, Thing, j);
            double dx = a->box.x + a->radius - b->box.x - b->radius;
            double dy = a->box.y + a->radius - b->box.y - b->radius;

            if (hypot(dx, dy) < 0.98 * (a->radius + b->radius)) {
                fail_msg("%s lies on %s", a->what, b->what);
            }
        }
    }
}

static void lay_out_text(const char *csv, const YqMapOptions *options, Layout *out)
{
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    int file = g_file_open_tmp("yaqut-XXXXXX.csv", &path, &error);

    assert_no_error(error);
    close(file);
    g_file_set_contents(path, csv, -1, &error);
    assert_no_error(error);
    lay_out((const char *const *)&path, 1, options, out);
    remove(path);
}

static void eight_incidents_at_one_town_fan_out(void **state)
{
    g_autoptr(GString) csv = g_string_new("date,type,killed,lat,lon\n");
    g_auto(Layout) layout = {0};

    for (int i = 0; i < 8; i++) {
        g_string_append_printf(csv, "2024-07-%02d,Ambush,%d,19.95,2.97\n", i + 1, i * 7);
    }
    lay_out_text(csv->str, NULL, &layout);
    assert_int_equal(layout.symbols->len, 16);
    check_apart(layout.symbols);
}

static void incidents_far_apart_stand_where_they_happened(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_text("date,type,lat,lon\n2024-01-01,IED,20,0\n2024-01-02,IED,21,3\n", NULL,
                 &layout);
    assert_non_null(strstr(layout.dump, "incident-lines:\nprovinces:\n"));
}

static void four_of_25_incidents_are_not_cut_for_a_larger_scale(void **state)
{
    g_autoptr(GString) csv = g_string_new("date,type,lat,lon\n");
    g_auto(Layout) layout = {0};

    for (int i = 0; i < 25; i++) {
        g_string_append_printf(csv, "2024-07-%02d,IED,%.1f,%.1f\n", i + 1,
                               i < 4 ? 24.0 : 20.0 + i * 0.05,
                               i < 4 ? -3.0 : 2.0 + i * 0.05);
    }
    lay_out_text(csv->str, NULL, &layout);
    assert_int_equal(layout.symbols->len, 50);
    assert_null(strstr(layout.dump, "outside this"));
}

static void one_of_25_on_another_continent_is(void **state)
{
    g_autoptr(GString) csv = g_string_new("date,type,lat,lon\n");
    g_auto(Layout) layout = {0};

    for (int i = 0; i < 25; i++) {
        g_string_append_printf(csv, "2024-07-%02d,IED,%.1f,%.1f\n", i + 1,
                               i < 1 ? 35.0 : 20.0 + i * 0.05,
                               i < 1 ? 135.0 : 2.0 + i * 0.05);
    }
    lay_out_text(csv->str, NULL, &layout);
    assert_int_equal(layout.symbols->len, 48);
    assert_non_null(strstr(layout.dump, "outside this"));
}

/* --- tables --- */

static void a_table_of_places_is_labelled_in_two_languages(void **state)
{
    g_auto(Layout) layout = {0};
    YqMapOptions options = {.language = "en+ar"};

    lay_out_text("name,name_ar,lon,lat\nGao,غاو,-0.04,16.27\nKidal,كيدال,1.4,18.44\n",
                 &options, &layout);
    assert_non_null(strstr(layout.dump, "\"Kidal\""));
    assert_non_null(strstr(layout.dump, "\"كيدال\""));
    assert_int_equal(layout.symbols->len, 0);
}

static void what_a_table_calls_an_explosion_has_its_symbol(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_text("date,type,lat,lon\n2024-01-01,IED,20,0\n2024-01-02,Border "
                 "closure,21,3\n",
                 NULL, &layout);
    assert_non_null(strstr(layout.dump, "symbol burst"));
    assert_non_null(strstr(layout.dump, "symbol gate-closed"));
    assert_non_null(strstr(layout.dump, "\"IED\"")); /* in the legend */
}

/* As many as the best of the peers on their data, in two languages; none of them keeps
 * names off the incidents. */
static void all_47_towns_of_the_peers_are_labelled(void **state)
{
    const char *paths[] = {"../shared/peers/data/incidents.csv",
                           "../shared/peers/data/towns.csv"};
    g_auto(Layout) layout = {0};
    YqMapOptions options = {.language = "en+ar",
                            .projection = "+proj=laea +lat_0=23.5 +lon_0=1.5",
                            .extent = "-18,10.5,21,37"};

    if (!g_file_test(paths[0], G_FILE_TEST_EXISTS)) {
        print_message("no ../shared/peers here\n");
        skip();
    }
    lay_out(paths, 2, &options, &layout);
    assert_string_equal(yq_map_unplaced(layout.map), "");
    assert_int_equal(count_towns(layout.dump), 47);
    check_names(&layout);
    check_markers(&layout, layout.symbols);
    check_apart(layout.symbols);
}

/* --- articles --- */

static void lay_out_article(const char *text, const YqMapOptions *options, Layout *out)
{
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    int file = g_file_open_tmp("yaqut-XXXXXX.txt", &path, &error);

    assert_no_error(error);
    close(file);
    g_file_set_contents(path, text, -1, &error);
    assert_no_error(error);
    lay_out((const char *const *)&path, 1, options, out);
    remove(path);
}

static void check_article(const char *text)
{
    g_auto(Layout) layout = {0};

    lay_out_article(text, NULL, &layout);
    check_names(&layout);
    check_markers(&layout, layout.symbols);
    check_markers(&layout, layout.dots);
}

static void no_name_lies_under_a_symbol_in_three_languages(void **state)
{
    check_article(
        "Clashes in Mali\n\nTen soldiers were killed in an ambush near Gao on 3 "
        "March 2024. On 5 March 2024, shelling hit Kidal and Tinzaouaten, in "
        "the north of Mali, and an explosion in Timbuktu killed two. Drones "
        "struck Tinzaouaten on 7 March 2024. Residents of the Sahel fled.\n");
    check_article("Haïti\n\nLe 3 octobre 2024, des hommes armés ont tué dix personnes à "
                  "Cabaret. Le 9 octobre 2024, une attaque à Arcahaie a fait quatre "
                  "morts. À Port-au-Prince, des affrontements ont éclaté le 15 octobre "
                  "2024.\n");
    check_article("قصف على الحدود\n\nقُتل خمسة أشخاص في قصف على تينزاواتين يوم 30 مارس "
                  "2025. وفي 31 مارس 2025 اندلعت اشتباكات في كيدال. وفي 2 أبريل 2025 وقع "
                  "انفجار في غاو قتل ثلاثة.\n");
}

static void a_name_whose_place_nobody_knows_has_no_dot(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_article("Talks\n\nThree people were killed in a clash in Tromsø on 3 March "
                    "2024. A meeting was held in the town of Xqarbotovsk on 5 March "
                    "2024.\n",
                    NULL, &layout);
    assert_null(strstr(layout.dump, "colour #101315ff \"Xqarbotovsk\""));
    assert_non_null(strstr(layout.dump, "colour #101315ff \"Tromsø\""));
}

/* An article of so many attacks, a sentence each. */
static char *article_of(guint n)
{
    static const char *const towns[] = {"Goma", "Bukavu", "Beni", "Bunia", "Uvira"};
    GString *text = g_string_new("Attacks in the east\n\n");

    for (guint i = 0; i < n; i++) {
        g_string_append_printf(
            text,
            "Gunmen attacked %s on %u March 2025 and killed %u civilians, according "
            "to the local police. ",
            towns[i % G_N_ELEMENTS(towns)], 1 + i, 3 + i);
    }
    return g_string_free(text, FALSE);
}

static void a_page_grows_until_its_list_tells_a_line_of_each_incident(void **state)
{
    g_autofree char *few = article_of(4), *many = article_of(24);
    g_auto(Layout) small = {0}, large = {0}, asked = {0};
    YqMapOptions options = {.size = "1600x1200"};

    lay_out_article(few, NULL, &small);
    lay_out_article(many, NULL, &large);
    lay_out_article(many, &options, &asked);
    assert_near(small.width, 800, 1e-9);
    assert_near(small.height, 600, 1e-9);
    assert_true(large.width > 1000);
    assert_near(asked.width, 800, 1e-9);
    assert_non_null(strstr(large.dump, "Gunmen attacked Uvira on 20 March"));
    assert_null(strstr(asked.dump, "Gunmen attacked Uvira on 20 March"));
}

/* The panels of a group such as "\nlegend:\n" begin with their rectangle. */
static bool has_panel(const Layout *self, const char *group, YqRect *out)
{
    const char *at = strstr(self->dump, group);

    return at != NULL && sscanf(at + strlen(group), " rect %lf,%lf %lfx%lf", &out->x,
                                &out->y, &out->width, &out->height) == 4;
}

static void no_panel_hides_a_numbered_incident(void **state)
{
    static const char *const groups[] = {"\nlegend:\n", "\ninset:\n", "\nscale:\n"};
    static const char *const sizes[] = {"A6", "A6-landscape", "two-columns", "social"};
    g_autofree char *text = article_of(16);

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_auto(Layout) layout = {0};
        YqMapOptions options = {.size = sizes[i]};
        YqRect panel;

        lay_out_article(text, &options, &layout);
        assert_true(has_panel(&layout, groups[2], &panel));
        for (size_t k = 0; k < G_N_ELEMENTS(groups); k++) {
            for (guint j = 0;
                 has_panel(&layout, groups[k], &panel) && j < layout.symbols->len; j++) {
                const Thing *symbol = &g_array_index(layout.symbols, Thing, j);

                if (covers(panel, symbol)) {
                    fail_msg("at %s '%s' hides %s", sizes[i], groups[k], symbol->what);
                }
            }
        }
    }
}

static void who_claims_it_is_told_in_the_language_of_the_page(void **state)
{
    g_auto(Layout) layout = {0};
    YqMapOptions options = {.language = "en"};

    lay_out_article(
        "كمين قرب غاو\n\nقال الجيش المالي إن خمسة جنود قتلوا في كمين قرب غاو يوم "
        "3 مارس 2025.\n",
        &options, &layout);
    assert_non_null(strstr(layout.dump, "\"Malian Armed Forces: 5 killed\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_300_towns_and_100_incidents_no_two_names_touch),
        cmocka_unit_test(and_no_name_covers_a_marker_or_a_town),
        cmocka_unit_test(a_name_that_finds_no_room_is_told),
        cmocka_unit_test(with_strict_it_is_an_error),
        cmocka_unit_test(eight_incidents_at_one_town_fan_out),
        cmocka_unit_test(incidents_far_apart_stand_where_they_happened),
        cmocka_unit_test(four_of_25_incidents_are_not_cut_for_a_larger_scale),
        cmocka_unit_test(one_of_25_on_another_continent_is),
        cmocka_unit_test(a_table_of_places_is_labelled_in_two_languages),
        cmocka_unit_test(what_a_table_calls_an_explosion_has_its_symbol),
        cmocka_unit_test(all_47_towns_of_the_peers_are_labelled),
        cmocka_unit_test(no_name_lies_under_a_symbol_in_three_languages),
        cmocka_unit_test(a_name_whose_place_nobody_knows_has_no_dot),
        cmocka_unit_test(no_panel_hides_a_numbered_incident),
        cmocka_unit_test(who_claims_it_is_told_in_the_language_of_the_page),
        cmocka_unit_test(a_page_grows_until_its_list_tells_a_line_of_each_incident),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
