/* SPDX-License-Identifier: MIT */
/* Maps as they are laid out, read from the dump: where names and symbols stand. */
#include "layout.h"

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

static void eight_incidents_at_one_town_fan_out(void **state)
{
    g_autoptr(GString) csv = g_string_new("date,type,killed,lat,lon\n");
    g_auto(Layout) layout = {0};

    for (int i = 0; i < 8; i++) {
        g_string_append_printf(csv, "2024-07-%02d,Ambush,%d,19.95,2.97\n", i + 1, i * 7);
    }
    lay_out_text(csv->str, ".csv", NULL, &layout);
    assert_int_equal(layout.symbols->len, 16);
    check_apart(layout.symbols);
}

static void incidents_far_apart_stand_where_they_happened(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_text("date,type,lat,lon\n2024-01-01,IED,20,0\n2024-01-02,IED,21,3\n", ".csv",
                 NULL, &layout);
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
    lay_out_text(csv->str, ".csv", NULL, &layout);
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
    lay_out_text(csv->str, ".csv", NULL, &layout);
    assert_int_equal(layout.symbols->len, 48);
    assert_non_null(strstr(layout.dump, "outside this"));
}

/* --- tables --- */

static void a_table_of_places_is_labelled_in_two_languages(void **state)
{
    g_auto(Layout) layout = {0};
    YqMapOptions options = {.language = "en+ar"};

    lay_out_text("name,name_ar,lon,lat\nGao,غاو,-0.04,16.27\nKidal,كيدال,1.4,18.44\n",
                 ".csv", &options, &layout);
    assert_non_null(strstr(layout.dump, "\"Kidal\""));
    assert_non_null(strstr(layout.dump, "\"كيدال\""));
    assert_non_null(strstr(layout.dump, "\"MALI\""));
    assert_non_null(strstr(layout.dump, "\"مالي\""));
    assert_int_equal(layout.symbols->len, 0);
}

static void what_a_table_calls_an_explosion_has_its_symbol(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_text("date,type,lat,lon\n2024-01-01,IED,20,0\n2024-01-02,Border "
                 "closure,21,3\n",
                 ".csv", NULL, &layout);
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

static void check_article(const char *text)
{
    g_auto(Layout) layout = {0};

    lay_out_text(text, ".txt", NULL, &layout);
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

    lay_out_text("Talks\n\nThree people were killed in a clash in Tromsø on 3 March "
                 "2024. A meeting was held in the town of Xqarbotovsk on 5 March "
                 "2024.\n",
                 ".txt", NULL, &layout);
    assert_null(strstr(layout.dump, "colour #101315ff \"Xqarbotovsk\""));
    assert_non_null(strstr(layout.dump, "colour #101315ff \"Tromsø\""));
}

static void check_borders(const Layout *self)
{
    for (guint i = 0; i < self->names->len; i++) {
        const Thing *name = &g_array_index(self->names, Thing, i);
        double struck = 0;

        for (guint k = 0; k + 1 < self->borders->len; k += 2) {
            const YqXY *two = &g_array_index(self->borders, YqXY, k);

            struck += yq_segment_in_rect(two[0], two[1], name->box);
        }
        if (struck > 0.5) {
            fail_msg("a border runs through '%s'", name->what);
        }
    }
}

static void no_border_strikes_a_name_through(void **state)
{
    static const char *const articles[] = {
        "examples/border.ar.txt", "examples/border.fr.txt", "examples/border.en.txt"};
    static const char *const extents[] = {"Africa", "9,42,22,50", "33,29,40,36",
                                          "27,-4,33,3"};
    const char *table = "examples/incidents.csv";

    for (size_t i = 0; i < G_N_ELEMENTS(articles) + G_N_ELEMENTS(extents); i++) {
        g_auto(Layout) layout = {0};
        bool article = i < G_N_ELEMENTS(articles);
        YqMapOptions options = {.extent =
                                    article ? NULL : extents[i - G_N_ELEMENTS(articles)]};

        lay_out(article ? &articles[i] : &table, 1, &options, &layout);
        assert_true(layout.borders->len > 0);
        check_borders(&layout);
    }
}

/* A symbol stands on its own town, whose name is then beside it, or clear of any. */
static void no_symbol_half_hides_a_town(void **state)
{
    const char *const articles[] = {"examples/border.ar.txt", "examples/border.fr.txt",
                                    "examples/border.en.txt"};

    for (size_t i = 0; i < G_N_ELEMENTS(articles); i++) {
        g_auto(Layout) layout = {0};

        lay_out(&articles[i], 1, NULL, &layout);
        for (guint k = 0; k < layout.dots->len * layout.symbols->len; k++) {
            const Thing *dot =
                &g_array_index(layout.dots, Thing, k / layout.symbols->len);
            const Thing *symbol =
                &g_array_index(layout.symbols, Thing, k % layout.symbols->len);
            double away =
                hypot(dot->box.x + dot->radius - symbol->box.x - symbol->radius,
                      dot->box.y + dot->radius - symbol->box.y - symbol->radius);

            if (away > 1 && away < symbol->radius) {
                fail_msg("%s hides %s", symbol->what, dot->what);
            }
        }
    }
}

/* A map of what lies within an extent: one incident, far from it. */
static void lay_out_extent(const char *extent, Layout *out)
{
    YqMapOptions options = {.language = "en", .extent = extent, .without = "list"};

    lay_out_text("date,type,lat,lon\n2024-01-01,IED,20,0\n", ".csv", &options, out);
}

static void a_country_of_islands_has_its_name_between_them(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_extent("42.8,-12.7,45,-11.1", &layout);
    assert_non_null(strstr(layout.dump, "\"COMOROS\""));
}

static void small_countries_have_theirs_on_the_sea(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_extent("27,30,40,37", &layout);
    assert_non_null(strstr(layout.dump, "\"CYPRUS\""));
    assert_non_null(strstr(layout.dump, "\"LEBANON\""));
}

static void a_long_name_of_a_country_runs_in_lines(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_extent("Africa", &layout);
    assert_non_null(strstr(layout.dump, "\"DEMOCRATIC\""));
    assert_non_null(strstr(layout.dump, "\"REPUBLIC OF\""));
    assert_non_null(strstr(layout.dump, "\"THE CONGO\""));
}

static void where_meridians_fan_out_no_arrow_points_north(void **state)
{
    g_auto(Layout) wide = {0}, narrow = {0};

    lay_out_extent("Europe", &wide);
    lay_out_extent("5,60,45,75", &narrow);
    assert_null(strstr(wide.dump, "\nnorth:\n"));
    assert_non_null(strstr(narrow.dump, "\nnorth:\n"));
}

/* Incidents on all sides of the Pacific: the map of the world is torn in Africa. */
static void what_a_world_map_is_torn_through_stands_at_its_ends(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_text("date,type,lat,lon\n2024-01-01,Protest,35.7,139.7\n"
                 "2024-01-02,Protest,34,-118.2\n2024-01-03,Attack,-33.9,151.2\n"
                 "2024-01-04,Attack,-12,-77\n2024-01-05,Attack,48.9,2.3\n"
                 "2024-01-06,Attack,-1.3,36.8\n2024-01-07,Attack,21.3,-157.9\n",
                 ".csv", NULL, &layout);
    assert_true(layout.borders->len > 1000);
    for (guint i = 0; i + 1 < layout.borders->len; i += 2) {
        const YqXY *two = &g_array_index(layout.borders, YqXY, i);

        assert_true(fabsf(two[0].x - two[1].x) < layout.width / 4);
    }
}

static void a_map_all_round_the_globe_has_its_middle_in_the_middle(void **state)
{
    g_auto(Layout) layout = {0};

    lay_out_extent("-180,-60,180,80", &layout);
    assert_non_null(strstr(yq_map_notes(layout.map), "+lon_0=0 "));
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

    lay_out_text(few, ".txt", NULL, &small);
    lay_out_text(many, ".txt", NULL, &large);
    lay_out_text(many, ".txt", &options, &asked);
    assert_near(small.width, 800, 1e-9);
    assert_near(small.height, 600, 1e-9);
    assert_true(large.width > 1000);
    assert_near(asked.width, 800, 1e-9);
    assert_non_null(strstr(large.dump, "Gunmen attacked Uvira on 20 March"));
    assert_null(strstr(asked.dump, "Gunmen attacked Uvira on 20 March"));
}

static void a_telephones_page_lists_a_line_of_each(void **state)
{
    g_autofree char *text = article_of(9);
    YqMapOptions options = {.size = "390x844"};
    g_auto(Layout) layout = {0};

    lay_out_text(text, ".txt", &options, &layout);
    const char *list = strstr(layout.dump, "\nlist:\n");

    assert_non_null(list);
    for (guint i = 1; i <= 9; i++) {
        g_autofree char *number = g_strdup_printf("\"%u\"", i);

        assert_non_null(strstr(list, number));
    }
}

static void a_small_map_has_the_legend_of_sizes_alone(void **state)
{
    g_autofree char *text = article_of(18);
    YqMapOptions options = {.size = "600x500"};
    g_auto(Layout) layout = {0};

    lay_out_text(text, ".txt", &options, &layout);
    assert_non_null(strstr(layout.dump, "\nlegend:\n"));
    assert_non_null(strstr(layout.dump, "\"Killed\""));
    assert_null(strstr(layout.dump, "\"town, for orientation\""));
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

        lay_out_text(text, ".txt", &options, &layout);
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

    lay_out_text(
        "كمين قرب غاو\n\nقال الجيش المالي إن خمسة جنود قتلوا في كمين قرب غاو يوم "
        "3 مارس 2025.\n",
        ".txt", &options, &layout);
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
        cmocka_unit_test(no_border_strikes_a_name_through),
        cmocka_unit_test(no_symbol_half_hides_a_town),
        cmocka_unit_test(what_a_world_map_is_torn_through_stands_at_its_ends),
        cmocka_unit_test(a_map_all_round_the_globe_has_its_middle_in_the_middle),
        cmocka_unit_test(a_country_of_islands_has_its_name_between_them),
        cmocka_unit_test(small_countries_have_theirs_on_the_sea),
        cmocka_unit_test(a_long_name_of_a_country_runs_in_lines),
        cmocka_unit_test(where_meridians_fan_out_no_arrow_points_north),
        cmocka_unit_test(no_panel_hides_a_numbered_incident),
        cmocka_unit_test(a_telephones_page_lists_a_line_of_each),
        cmocka_unit_test(a_small_map_has_the_legend_of_sizes_alone),
        cmocka_unit_test(who_claims_it_is_told_in_the_language_of_the_page),
        cmocka_unit_test(a_page_grows_until_its_list_tells_a_line_of_each_incident),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
