/* SPDX-License-Identifier: MIT */
#include "draw/theme.h"

#include "base/data.h"
#include "draw/symbols.h"

#include <string.h>
#include <yaqut/error.h>

enum { N_ASKED = 512 };

typedef struct Asked {
    const char *group, *key, *value; /* value NULL: not used yet */
} Asked;

struct YqTheme {
    GKeyFile *own;       /* what was asked for */
    GKeyFile *news;      /* what it leaves out */
    GHashTable *strings; /* what was given out */
    Asked *asked;        /* what was asked for last, by hash */
    double scale;        /* of type */
};

static GKeyFile *load(const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    GError *cause = NULL;

    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &cause)) {
        g_set_error(error, YQ_ERROR,
                    cause->domain == G_FILE_ERROR ? YQ_ERROR_FILE : YQ_ERROR_SYNTAX,
                    "%s: %s", path, cause->message);
        g_error_free(cause);
        return NULL;
    }
    return g_steal_pointer(&file);
}

/* A name without a slash or dot is one of ours. */
static char *theme_path(const char *name)
{
    if (strpbrk(name, "/.") != NULL || g_file_test(name, G_FILE_TEST_IS_REGULAR)) {
        return g_strdup(name);
    }
    g_autofree char *relative = g_strdup_printf("themes/%s.theme", name);

    return yq_data_path(relative);
}

YqTheme *yq_theme_open(const char *name, GError **error)
{
    const char *wanted = name != NULL ? name : "news";
    g_autofree char *path = theme_path(wanted);
    g_autofree char *news_path = theme_path("news");

    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                    "no theme '%s': there are news, print, dark, humanitarian, or a file",
                    wanted);
        return NULL;
    }
    g_autoptr(YqTheme) self = g_new0(YqTheme, 1);

    self->scale = 1;
    self->asked = g_new0(Asked, N_ASKED);
    self->strings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->own = load(path, error);
    if (self->own == NULL) {
        return NULL;
    }
    self->news =
        strcmp(path, news_path) == 0 ? g_key_file_ref(self->own) : load(news_path, error);
    return self->news != NULL ? g_steal_pointer(&self) : NULL;
}

void yq_theme_free(YqTheme *self)
{
    if (self == NULL) {
        return;
    }
    g_clear_pointer(&self->own, g_key_file_unref);
    g_clear_pointer(&self->news, g_key_file_unref);
    g_clear_pointer(&self->strings, g_hash_table_unref);
    g_free(self->asked);
    g_free(self);
}

static const char *look_up(const YqTheme *self, const char *group, const char *key)
{
    char *value = g_key_file_get_string(self->own, group, key, NULL);

    if (value == NULL) {
        value = g_key_file_get_string(self->news, group, key, NULL);
    }
    if (value == NULL) {
        g_critical("no theme has [%s] %s", group, key);
        return "";
    }
    const char *known = g_hash_table_lookup(self->strings, value);

    if (known != NULL) {
        g_free(value);
        return known;
    }
    g_hash_table_add(self->strings, value);
    return value;
}

static const char *intern(const YqTheme *self, const char *text)
{
    if (!g_hash_table_contains(self->strings, text)) {
        g_hash_table_add(self->strings, g_strdup(text));
    }
    return g_hash_table_lookup(self->strings, text);
}

/* Layouts ask for the same values thousands of times. */
const char *yq_theme_string(const YqTheme *self, const char *group, const char *key)
{
    Asked *asked = &self->asked[(g_str_hash(group) * 31 + g_str_hash(key)) % N_ASKED];

    if (asked->value == NULL || strcmp(asked->key, key) != 0 ||
        strcmp(asked->group, group) != 0) {
        *asked =
            (Asked){intern(self, group), intern(self, key), look_up(self, group, key)};
    }
    return asked->value;
}

bool yq_theme_has(const YqTheme *self, const char *group, const char *key)
{
    return g_key_file_has_key(self->own, group, key, NULL) ||
           g_key_file_has_key(self->news, group, key, NULL);
}

/* "#rgb", "#rrggbb" or "#rrggbbaa"; "none". */
bool yq_colour_parse(const char *text, YqColour *out)
{
    uint8_t digits[8];
    size_t n = 0;

    if (strcmp(text, "none") == 0) {
        *out = (YqColour){0, 0, 0, 0};
        return true;
    }
    if (text[0] != '#') {
        return false;
    }
    for (const char *at = text + 1; *at != '\0'; at++) {
        if (n == 8 || !g_ascii_isxdigit(*at)) {
            return false;
        }
        digits[n++] = (uint8_t)g_ascii_xdigit_value(*at);
    }
    if (n == 3) {
        *out = (YqColour){(float)digits[0] / 15, (float)digits[1] / 15,
                          (float)digits[2] / 15, 1};
        return true;
    }
    if (n != 6 && n != 8) {
        return false;
    }
    float parts[4] = {0, 0, 0, 1};

    for (size_t i = 0; i < n / 2; i++) {
        parts[i] = (float)(digits[2 * i] * 16 + digits[2 * i + 1]) / 255;
    }
    *out = (YqColour){parts[0], parts[1], parts[2], parts[3]};
    return true;
}

YqColour yq_theme_colour(const YqTheme *self, const char *group, const char *key)
{
    YqColour colour = {1, 0, 1, 1};
    const char *text = yq_theme_string(self, group, key);

    if (!yq_colour_parse(text, &colour)) {
        g_critical("theme: [%s] %s is no colour: '%s'", group, key, text);
    }
    return colour;
}

void yq_theme_set_scale(YqTheme *self, double scale)
{
    self->scale = scale;
}

double yq_theme_number(const YqTheme *self, const char *group, const char *key)
{
    return g_ascii_strtod(yq_theme_string(self, group, key), NULL);
}

YqFont yq_theme_font(const YqTheme *self, const char *group, const char *key)
{
    YqFont font = {0};
    char *rest;

    font.size = self->scale * g_ascii_strtod(yq_theme_string(self, group, key), &rest);
    for (;;) {
        rest += strspn(rest, " ");
        if (g_str_has_prefix(rest, "bold")) {
            font.bold = true;
            rest += strlen("bold");
        } else if (g_str_has_prefix(rest, "italic")) {
            font.italic = true;
            rest += strlen("italic");
        } else {
            break;
        }
    }
    font.family = *rest != '\0' ? rest : yq_theme_string(self, "page", "family");
    return font;
}

const char *yq_theme_symbol(const YqTheme *self, const char *type)
{
    const char *symbol = yq_theme_has(self, "symbols", type)
                             ? yq_theme_string(self, "symbols", type)
                             : yq_symbol_of_type(type);

    return yq_symbol_known(symbol) ? symbol : "circle";
}
