/* SPDX-License-Identifier: MIT */
#include "cli.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

GOptionGroup *yq_inputs_options(YqInputs *inputs)
{
    const GOptionEntry entries[] = {
        {"gazetteer", 0, 0, G_OPTION_ARG_FILENAME, &inputs->gazetteer,
         "use this index instead of the bundled one", "FILE"},
        {"add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &inputs->add,
         "add a table of places; may be given again", "FILE"},
        {"title", 0, 0, G_OPTION_ARG_FILENAME, &inputs->title, "the article's title",
         "TEXT"},
        {"published", 0, 0, G_OPTION_ARG_FILENAME, &inputs->published,
         "its date of publication, 2025-04-07", "DATE"},
        {"source", 0, 0, G_OPTION_ARG_FILENAME, &inputs->source,
         "the paper's name or the page's address", "TEXT"},
        {"article-language", 0, 0, G_OPTION_ARG_FILENAME, &inputs->input_language,
         "its language, instead of finding it", "CODE"},
        {"no-incidents", 0, 0, G_OPTION_ARG_NONE, &inputs->no_incidents, "places only",
         NULL},
        {"explain", 0, 0, G_OPTION_ARG_NONE, &inputs->explain,
         "tell on standard error why reports were merged or not, and which names were "
         "read by their sound",
         NULL},
        G_OPTION_ENTRY_NULL,
    };
    GOptionGroup *group = g_option_group_new(
        "input", "Input options:", "Show the options of the input", NULL, NULL);

    g_option_group_add_entries(group, entries);
    return group;
}

void yq_picture_options(YqPicture *picture, GOptionContext *context)
{
    const GOptionEntry entries[] = {
        {"size", 0, 0, G_OPTION_ARG_FILENAME, &picture->size,
         "1600x1200 (pixels), 180x120mm, A4, or a preset of the theme", "SIZE"},
        {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, &picture->dpi, "pixels per inch (144)", "N"},
        {"digits", 0, 0, G_OPTION_ARG_FILENAME, &picture->digits,
         "arabic (0-9), arabic-indic, auto", "KIND"},
        {"theme", 0, 0, G_OPTION_ARG_FILENAME, &picture->theme,
         "news, print, dark, humanitarian, or a file", "NAME"},
        {"heading", 0, 0, G_OPTION_ARG_FILENAME, &picture->heading,
         "what stands above the picture, instead of the article's title", "TEXT"},
        {"layout", 0, 0, G_OPTION_ARG_FILENAME, &picture->layout,
         "write the layout as text", "FILE"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_add_main_entries(context, entries, NULL);
}

void yq_picture_clear(YqPicture *picture)
{
    g_free(picture->size);
    g_free(picture->digits);
    g_free(picture->theme);
    g_free(picture->heading);
    g_free(picture->layout);
    *picture = (YqPicture){0};
}

bool yq_inputs_open(YqInputs *inputs, GError **error)
{
    if (inputs->open_gazetteer != NULL) {
        return true;
    }
    inputs->open_gazetteer = yq_gazetteer_open(inputs->gazetteer, error);
    if (inputs->open_gazetteer == NULL) {
        return false;
    }
    for (char **table = inputs->add; table != NULL && *table != NULL; table++) {
        if (!yq_gazetteer_add(inputs->open_gazetteer, *table, error)) {
            return false;
        }
    }
    return true;
}

static bool same_file(const char *a, const char *b)
{
    struct stat one, other;

    return g_stat(a, &one) == 0 && g_stat(b, &other) == 0 && S_ISREG(one.st_mode) &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool yq_cli_spares_inputs(const char *command, char *const *paths, const char *output)
{
    for (; output != NULL && *paths != NULL; paths++) {
        if (same_file(*paths, output)) {
            yq_cli_usage(command, "'%s' is read and cannot be written too", output);
            return false;
        }
    }
    return true;
}

bool yq_cli_is_text(const char *option, const char *value, GError **error)
{
    if (value == NULL || g_utf8_validate(value, -1, NULL)) {
        return true;
    }
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s is not UTF-8",
                option);
    return false;
}

static bool fill_info(const YqInputs *inputs, YqArticleInfo *info, GError **error)
{
    *info = (YqArticleInfo){.title = inputs->title,
                            .language = inputs->input_language,
                            .source = inputs->source};
    if (inputs->published != NULL &&
        !yq_date_parse(inputs->published, &info->published)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'%s' is no date such as 2025-04-07", inputs->published);
        return false;
    }
    return yq_cli_is_text("--title", inputs->title, error) &&
           yq_cli_is_text("--source", inputs->source, error);
}

YqAnnotations *yq_inputs_read(YqInputs *inputs, char *const *paths, GError **error)
{
    g_autoptr(GString) explain = inputs->explain ? g_string_new(NULL) : NULL;
    YqAnnotateOptions options = {.no_incidents = inputs->no_incidents,
                                 .explain = explain};
    YqArticleInfo info;

    if (!fill_info(inputs, &info, error) || !yq_inputs_open(inputs, error)) {
        return NULL;
    }
    if (inputs->geoparser == NULL) {
        inputs->geoparser = yq_geoparser_new(inputs->open_gazetteer, error);
        if (inputs->geoparser == NULL) {
            return NULL;
        }
    }
    YqAnnotations *annotations = yq_annotations_read(
        (const char *const *)paths, g_strv_length((char **)paths), inputs->geoparser,
        inputs->open_gazetteer, &info, &options, error);

    if (explain != NULL) {
        fputs(explain->str, stderr);
    }
    return annotations;
}

void yq_inputs_clear(YqInputs *inputs)
{
    yq_geoparser_free(inputs->geoparser);
    yq_gazetteer_free(inputs->open_gazetteer);
    g_strfreev(inputs->add);
    g_free(inputs->gazetteer);
    g_free(inputs->title);
    g_free(inputs->published);
    g_free(inputs->source);
    g_free(inputs->input_language);
    *inputs = (YqInputs){0};
}

/* GOption wants a blank between a short option and its value: "-j2" becomes "-j 2". The
 * words live as long as the program, since main() cannot free what it was given. */
static void detach_values(int *argc, char ***argv)
{
    static GPtrArray *kept, *words;
    bool options = true;

    kept = kept != NULL ? kept : g_ptr_array_new_with_free_func(g_free);
    words = words != NULL ? words : g_ptr_array_new();
    g_ptr_array_set_size(words, 0);
    for (int i = 0; i < *argc; i++) {
        char *word = (*argv)[i];

        options = options && strcmp(word, "--") != 0;
        if (options && word[0] == '-' && word[1] != '\0' && word[2] != '\0' &&
            strchr("cgjlno", word[1]) != NULL) {
            g_ptr_array_add(kept, g_strndup(word, 2));
            g_ptr_array_add(words, kept->pdata[kept->len - 1]);
            word += 2;
        }
        g_ptr_array_add(words, word);
    }
    *argc = words->len;
    g_ptr_array_add(words, NULL);
    *argv = (char **)words->pdata;
}

bool yq_cli_parse(GOptionContext *context, const char *command, int *argc, char ***argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("yaqut %s", command);

    detach_values(argc, argv);
    g_set_prgname(name); /* what --help calls it */
    if (!g_option_context_parse(context, argc, argv, &error)) {
        yq_cli_usage(command, "%s", error->message);
        return false;
    }
    return true;
}

#define LINE_BYTES 1000

/* One line per failure, and of a length that can be read, whatever value or line of a
 * file the message repeats. */
static void tell(const char *command, const char *message)
{
    g_autofree char *line = g_strdup_printf("yaqut %s: %s", command, message);
    bool cut = strlen(line) > LINE_BYTES;

    if (cut) {
        *g_utf8_find_prev_char(line, line + LINE_BYTES) = '\0';
    }
    g_strdelimit(line, "\r\n", ' ');
    fprintf(stderr, "%s%s\n", line, cut ? "…" : "");
}

int yq_cli_fail(const char *command, const GError *error)
{
    tell(command, error != NULL ? error->message : "unknown failure");
    /* A value of the command line, or the suffix of a name on it, is wrong usage. */
    return error != NULL && (error->domain == G_OPTION_ERROR ||
                             g_error_matches(error, YQ_ERROR, YQ_ERROR_OPTION) ||
                             g_error_matches(error, YQ_ERROR, YQ_ERROR_FORMAT))
               ? YQ_EXIT_USAGE
               : YQ_EXIT_FAILED;
}

int yq_cli_usage(const char *command, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    tell(command, message);
    return YQ_EXIT_USAGE;
}

bool yq_cli_write(const char *path, const char *text, GError **error)
{
    return yq_output_write(path, text, strlen(text), error);
}

int yq_cli_flush(const char *command)
{
    g_autoptr(GError) error = NULL;

    return yq_cli_write("-", "", &error) ? YQ_EXIT_DONE : yq_cli_fail(command, error);
}
