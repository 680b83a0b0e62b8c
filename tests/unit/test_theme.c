/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "draw/symbols.h"
#include "draw/theme.h"

#include <glib/gstdio.h>
#include <yaqut/error.h>
#include <yaqut/incident.h>

static const char *const names[] = {"news", "print", "dark", "humanitarian"};

static YqTheme *theme(const char *name)
{
    GError *error = NULL;
    YqTheme *opened = yq_theme_open(name, &error);

    assert_no_error(error);
    return opened;
}

/* --- colour: sRGB to CIE L*a*b*, D65 --- */

static double linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

typedef struct Rgb {
    double v[3]; /* linear */
} Rgb;

static Rgb linear_of(YqColour c)
{
    return (Rgb){{linear(c.r), linear(c.g), linear(c.b)}};
}

/* What an eye without one kind of cone sees: matrices for full severity of Machado,
 * Oliveira and Fernandes, IEEE TVCG 15 (2009), for linear RGB. */
static const struct {
    const char *name;
    double m[3][3];
} eyes[] = {
    {"normal", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"protanopia",
     {{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {"deuteranopia",
     {{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {"tritanopia",
     {{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
};

static Rgb seen(Rgb c, size_t eye)
{
    Rgb out;

    for (int i = 0; i < 3; i++) {
        double sum = 0;

        for (int k = 0; k < 3; k++) {
            sum += eyes[eye].m[i][k] * c.v[k];
        }
        out.v[i] = CLAMP(sum, 0, 1);
    }
    return out;
}

static double luminance(Rgb c)
{
    return 0.2126 * c.v[0] + 0.7152 * c.v[1] + 0.0722 * c.v[2];
}

static double lab_curve(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

static void to_lab(Rgb c, double lab[3])
{
    double x = (0.4124 * c.v[0] + 0.3576 * c.v[1] + 0.1805 * c.v[2]) / 0.95047;
    double z = (0.0193 * c.v[0] + 0.1192 * c.v[1] + 0.9505 * c.v[2]) / 1.08883;
    double fx = lab_curve(x), fy = lab_curve(luminance(c)), fz = lab_curve(z);

    lab[0] = 116 * fy - 16;
    lab[1] = 500 * (fx - fy);
    lab[2] = 200 * (fy - fz);
}

static double difference(Rgb a, Rgb b)
{
    double p[3], q[3];

    to_lab(a, p);
    to_lab(b, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

/* Contrast as the Web Content Accessibility Guidelines 2.1 define it. */
static double contrast(YqColour a, YqColour b)
{
    double x = luminance(linear_of(a)) + 0.05, y = luminance(linear_of(b)) + 0.05;

    return x > y ? x / y : y / x;
}

static void incidents_differ_for_every_eye(void **state)
{
    static const char *const kinds[] = {"violence", "political", "displacement"};

    for (size_t t = 0; t < G_N_ELEMENTS(names); t++) {
        g_autoptr(YqTheme) self = theme(names[t]);
        Rgb land = linear_of(yq_theme_colour(self, "map", "land"));

        for (size_t eye = 0; eye < G_N_ELEMENTS(eyes); eye++) {
            for (int i = 0; i < 3; i++) {
                Rgb a =
                    seen(linear_of(yq_theme_colour(self, "incidents", kinds[i])), eye);

                if (difference(a, seen(land, eye)) < 30) {
                    fail_msg("%s: %s is lost on the land for %s", names[t], kinds[i],
                             eyes[eye].name);
                }
                for (int k = 0; k < i; k++) {
                    Rgb b = seen(linear_of(yq_theme_colour(self, "incidents", kinds[k])),
                                 eye);

                    if (difference(a, b) < 20) {
                        fail_msg("%s: %s and %s are %.1f apart for %s", names[t],
                                 kinds[i], kinds[k], difference(a, b), eyes[eye].name);
                    }
                }
            }
        }
    }
}

static void names_are_legible_on_their_ground(void **state)
{
    static const struct {
        const char *group, *text, *on_group, *on;
        double least; /* 4.5 for text, 3 for large letters */
    } pairs[] = {
        {"page", "text", "page", "background", 7},
        {"page", "muted", "page", "background", 4.5},
        {"labels", "town-colour", "map", "land", 7},
        {"labels", "named-colour", "map", "land", 7},
        {"labels", "country-colour", "map", "land", 3},
        {"labels", "province-colour", "map", "land", 3},
        {"labels", "region-colour", "map", "land", 4.5},
        {"labels", "water-colour", "map", "sea", 3},
        {"furniture", "list-number", "page", "background", 4.5},
    };

    for (size_t t = 0; t < G_N_ELEMENTS(names); t++) {
        g_autoptr(YqTheme) self = theme(names[t]);

        for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
            double ratio =
                contrast(yq_theme_colour(self, pairs[i].group, pairs[i].text),
                         yq_theme_colour(self, pairs[i].on_group, pairs[i].on));

            if (ratio < pairs[i].least) {
                fail_msg("%s: %s on %s has a contrast of %.2f, not %.1f", names[t],
                         pairs[i].text, pairs[i].on, ratio, pairs[i].least);
            }
        }
    }
}

static void print_is_all_grey_and_its_kinds_keep_apart(void **state)
{
    static const char *const kinds[] = {"violence", "political", "displacement"};
    g_autoptr(YqTheme) self = theme("print");
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *path = g_build_filename(g_getenv("YQ_SOURCE_ROOT"), "geodata",
                                             "themes", "print.theme", NULL);
    double lab[3][3];

    assert_true(g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL));
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

    for (size_t g = 0; groups[g] != NULL; g++) {
        g_auto(GStrv) keys = g_key_file_get_keys(file, groups[g], NULL, NULL);

        for (size_t k = 0; keys[k] != NULL; k++) {
            g_autofree char *value =
                g_key_file_get_string(file, groups[g], keys[k], NULL);
            YqColour c;

            if (value[0] == '#') {
                assert_true(yq_colour_parse(value, &c));
                assert_true(c.r == c.g && c.g == c.b);
            }
        }
    }
    for (int i = 0; i < 3; i++) {
        to_lab(linear_of(yq_theme_colour(self, "incidents", kinds[i])), lab[i]);
    }
    assert_true(lab[1][0] - lab[0][0] > 20 && lab[2][0] - lab[1][0] > 20);
}

static bool is_free(const char *group)
{
    return strcmp(group, "sizes") == 0 || strcmp(group, "symbols") == 0;
}

/* All C files of the library, one after the other. */
static char *all_sources(void)
{
    static const char *const rooms[] = {"draw", "map", "border", "incident"};
    GString *all = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++) {
        g_autofree char *folder =
            g_build_filename(g_getenv("YQ_SOURCE_ROOT"), "src", rooms[i], NULL);
        GDir *dir = g_dir_open(folder, 0, NULL);
        const char *name;

        while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
            g_autofree char *path = g_build_filename(folder, name, NULL);
            g_autofree char *text = NULL;

            if (g_str_has_suffix(name, ".c") &&
                g_file_get_contents(path, &text, NULL, NULL)) {
                g_string_append(all, text);
            }
        }
        g_clear_pointer(&dir, g_dir_close);
    }
    return g_string_free(all, FALSE);
}

static GKeyFile *theme_file(const char *name)
{
    GKeyFile *file = g_key_file_new();
    g_autofree char *base = g_strconcat(name, ".theme", NULL);
    g_autofree char *path =
        g_build_filename(g_getenv("YQ_SOURCE_ROOT"), "geodata", "themes", base, NULL);

    assert_true(g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL));
    return file;
}

static void every_key_is_asked_for(void **state)
{
    g_autofree char *sources = all_sources();

    for (size_t t = 0; t < G_N_ELEMENTS(names); t++) {
        g_autoptr(GKeyFile) file = theme_file(names[t]);
        g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

        for (size_t g = 0; groups[g] != NULL; g++) {
            g_auto(GStrv) keys = g_key_file_get_keys(file, groups[g], NULL, NULL);

            for (size_t k = 0; !is_free(groups[g]) && keys[k] != NULL; k++) {
                g_autofree char *quoted = g_strdup_printf("\"%s\"", keys[k]);

                if (strstr(sources, quoted) == NULL) {
                    fail_msg("%s.theme: nobody asks for [%s] %s", names[t], groups[g],
                             keys[k]);
                }
            }
        }
    }
}

static void every_key_asked_for_is_there(void **state)
{
    g_autofree char *sources = all_sources();
    g_autoptr(YqTheme) news = theme("news");
    g_autoptr(GRegex) call = g_regex_new(
        "yq_theme_(?:colour|number|string|font)\\s*\\([^,;]*,\\s*\"([a-z-]+)\",\\s*"
        "\"([a-z-]+)\"",
        0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int n = 0;

    for (g_regex_match(call, sources, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *group = g_match_info_fetch(match, 1);
        g_autofree char *key = g_match_info_fetch(match, 2);

        if (!yq_theme_has(news, group, key)) {
            fail_msg("news.theme has no [%s] %s", group, key);
        }
        n++;
    }
    assert_true(n > 0);
}

static void other_themes_say_nothing_that_news_does_not(void **state)
{
    g_autoptr(YqTheme) news = theme("news");

    for (size_t t = 1; t < G_N_ELEMENTS(names); t++) {
        g_autoptr(GKeyFile) file = theme_file(names[t]);
        g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

        for (size_t g = 0; groups[g] != NULL; g++) {
            g_auto(GStrv) keys = g_key_file_get_keys(file, groups[g], NULL, NULL);

            for (size_t k = 0; keys[k] != NULL; k++) {
                if (!is_free(groups[g]) && !yq_theme_has(news, groups[g], keys[k])) {
                    fail_msg("%s.theme: [%s] %s is unknown", names[t], groups[g],
                             keys[k]);
                }
            }
        }
    }
}

static void every_type_has_a_symbol_of_its_own(void **state)
{
    g_autoptr(YqTheme) news = theme(NULL);
    g_autoptr(GHashTable) seen_names = g_hash_table_new(g_str_hash, g_str_equal);

    for (int i = 0; i < YQ_INCIDENT_N_TYPES; i++) {
        const char *symbol = yq_theme_symbol(news, yq_incident_type_name(i));

        assert_true(yq_symbol_known(symbol));
        if (!g_hash_table_add(seen_names, (char *)symbol)) {
            fail_msg("two types are drawn as '%s'", symbol);
        }
    }
}

static void sizes_are_read(void **state)
{
    static const struct {
        const char *size;
        double dpi, width, height;
    } rows[] = {
        {NULL, 0, 800, 600},        {"1600x1200", 0, 800, 600},
        {"600x300", 72, 600, 300},  {"254x127mm", 300, 720, 360},
        {"A4", 0, 595.276, 841.89}, {"a4-landscape", 0, 841.89, 595.276},
        {"10x5in", 0, 720, 360},    {"one-column", 0, 255.118, 311.811},
    };
    g_autoptr(YqTheme) news = theme(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        double width, height, dpi;
        GError *error = NULL;

        yq_page_size(news, rows[i].size, rows[i].dpi, &width, &height, &dpi, &error);
        assert_no_error(error);
        assert_near(width, rows[i].width, 0.01);
        assert_near(height, rows[i].height, 0.01);
        assert_near(dpi, rows[i].dpi > 0 ? rows[i].dpi : 144, 0);
    }
}

static void sizes_that_are_none_are_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "1600",
                                      "x",
                                      "1600x",
                                      "-1x5",
                                      "0x0",
                                      "B4",
                                      "1600x1200furlong",
                                      "99999999x99999999",
                                      "1x1",
                                      "nanxnan",
                                      "infxinf",
                                      "A4-portrait"};
    g_autoptr(YqTheme) news = theme(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        double width, height, dpi;

        if (yq_page_size(news, bad[i], 0, &width, &height, &dpi, &error)) {
            fail_msg("'%s' was taken for a size", bad[i]);
        }
        assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_OPTION));
    }
}

static void a_theme_that_is_none_is_an_error_that_names_it(void **state)
{
    g_autoptr(GError) unknown = NULL, broken = NULL;
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "yq-broken.theme", NULL);

    assert_null(yq_theme_open("nonesuch", &unknown));
    assert_true(g_error_matches(unknown, YQ_ERROR, YQ_ERROR_OPTION));
    assert_non_null(strstr(unknown->message, "nonesuch"));
    assert_true(g_file_set_contents(path, "colour without a group\n", -1, NULL));
    assert_null(yq_theme_open(path, &broken));
    assert_true(g_error_matches(broken, YQ_ERROR, YQ_ERROR_SYNTAX));
    assert_non_null(strstr(broken->message, "yq-broken.theme"));
    g_unlink(path);
}

static void fonts_are_read(void **state)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "yq-fonts.theme", NULL);

    assert_true(g_file_set_contents(
        path, "[labels]\ntown=8.5 bold italic Noto Naskh\ncapital=7\n", -1, NULL));
    g_autoptr(YqTheme) self = theme(path);
    YqFont town = yq_theme_font(self, "labels", "town");
    YqFont capital = yq_theme_font(self, "labels", "capital");

    assert_near(town.size, 8.5, 0);
    assert_true(town.bold && town.italic);
    assert_string_equal(town.family, "Noto Naskh");
    assert_true(!capital.bold && !capital.italic);
    assert_string_equal(capital.family, "Noto Sans");
    g_unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(incidents_differ_for_every_eye),
        cmocka_unit_test(names_are_legible_on_their_ground),
        cmocka_unit_test(print_is_all_grey_and_its_kinds_keep_apart),
        cmocka_unit_test(every_key_is_asked_for),
        cmocka_unit_test(every_key_asked_for_is_there),
        cmocka_unit_test(other_themes_say_nothing_that_news_does_not),
        cmocka_unit_test(every_type_has_a_symbol_of_its_own),
        cmocka_unit_test(sizes_are_read),
        cmocka_unit_test(sizes_that_are_none_are_refused),
        cmocka_unit_test(a_theme_that_is_none_is_an_error_that_names_it),
        cmocka_unit_test(fonts_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
