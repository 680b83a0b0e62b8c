/* SPDX-License-Identifier: MIT */
/* yaqut map: articles, annotations or tables in, a map out. */
#include "cli.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#define COMMAND "map"

typedef struct Request {
    YqPicture picture;
    char *output, *language, *projection, *extent, *without, *place, *colour_by;
    char *border, *series;
    double band_km;
    gboolean outline, strict, timing, verbose, describe;
    char **paths;
} Request;

static void request_clear(Request *r)
{
    char *strings[] = {r->output, r->language,  r->projection, r->extent, r->without,
                       r->place,  r->colour_by, r->border,     r->series};

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        g_free(strings[i]);
    }
    yq_picture_clear(&r->picture);
    g_strfreev(r->paths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Request, request_clear)

static void add_options(GOptionContext *context, Request *r)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &r->output, ".png .svg .pdf by suffix",
         "FILE"},
        {"language", 'l', 0, G_OPTION_ARG_FILENAME, &r->language,
         "of the page: ar, en, es, fr, or two for the names, as ar+fr", "CODE"},
        {"projection", 0, 0, G_OPTION_ARG_FILENAME, &r->projection,
         "any PROJ string or EPSG code, instead of the rule", "CRS"},
        {"extent", 0, 0, G_OPTION_ARG_FILENAME, &r->extent,
         "west,south,east,north in degrees, or a place's name", "WHERE"},
        {"without", 0, 0, G_OPTION_ARG_FILENAME, &r->without,
         "leave out title, list, legend, scale, inset, graticule, north, relief, towns, "
         "sources, note, footer",
         "LIST"},
        {"place", 0, 0, G_OPTION_ARG_FILENAME, &r->place,
         "move furniture: legend=bottom-left,inset=top-right", "LIST"},
        {"colour-by", 0, 0, G_OPTION_ARG_FILENAME, &r->colour_by, "category or date",
         "WHAT"},
        {"border", 0, 0, G_OPTION_ARG_FILENAME, &r->border,
         "set off the border of two countries, as DZ,ML, with its kilometres", "A,B"},
        {"band", 0, 0, G_OPTION_ARG_DOUBLE, &r->band_km, "and so many km on both sides",
         "KM"},
        {"series", 0, 0, G_OPTION_ARG_FILENAME, &r->series,
         "a map for each month, week or period of a file, and a sheet of them", "WHAT"},
        {"outline", 0, 0, G_OPTION_ARG_NONE, &r->outline, "SVG: text as outlines", NULL},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &r->strict, "fail when a name finds no room",
         NULL},
        {"describe", 0, 0, G_OPTION_ARG_NONE, &r->describe,
         "print the map in words on standard output", NULL},
        {"timing", 0, 0, G_OPTION_ARG_NONE, &r->timing, "tell where the time goes", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &r->verbose,
         "tell why this extent and this projection", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &r->paths, NULL, "IN…"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_add_main_entries(context, entries, NULL);
    yq_picture_options(&r->picture, context);
}

static YqMapOptions map_options(const Request *r)
{
    return (YqMapOptions){
        .size = r->picture.size,
        .dpi = r->picture.dpi,
        .language = r->language,
        .digits = r->picture.digits,
        .theme = r->picture.theme,
        .projection = r->projection,
        .extent = r->extent,
        .title = r->picture.heading,
        .without = r->without,
        .place_furniture = r->place,
        .colour_by = r->colour_by,
        .border = r->border,
        .band_km = r->band_km,
        .outline = r->outline,
        .strict = r->strict,
        .timing = r->timing,
    };
}

static bool write_layout(const YqMap *map, const char *path, GError **error)
{
    g_autofree char *dump = yq_map_dump(map);

    return yq_cli_write(path, dump, error);
}

/* A line of standard error for each of @lines. */
static void tell_each(const char *lines, const char *what)
{
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);

    for (char **line = each; *line != NULL; line++) {
        if (**line != '\0') {
            fprintf(stderr, "yaqut map: %s %s\n", what, *line);
        }
    }
}

static int draw(const Request *r, const YqAnnotations *annotations,
                const YqGazetteer *gazetteer, int64_t start)
{
    YqMapOptions options = map_options(r);
    g_autoptr(GError) error = NULL;

    if (r->timing) {
        fprintf(stderr, "%-12s %6.1f ms\n", "reading",
                (double)(g_get_monotonic_time() - start) / 1000);
    }
    if (r->series != NULL) {
        return yq_map_write_series(annotations, gazetteer, &options, r->series, r->output,
                                   &error)
                   ? YQ_EXIT_DONE
                   : yq_cli_fail(COMMAND, error);
    }
    g_autoptr(YqMap) map = yq_map_new(annotations, gazetteer, &options, &error);
    int64_t laid_out = g_get_monotonic_time();

    if (map == NULL && g_error_matches(error, YQ_ERROR, YQ_ERROR_EMPTY)) {
        g_prefix_error(&error, "%s: ", r->paths[0]);
    }
    if (map == NULL || (r->output != NULL && !yq_map_write(map, r->output, &error)) ||
        (r->picture.layout != NULL && !write_layout(map, r->picture.layout, &error))) {
        return yq_cli_fail(COMMAND, error);
    }
    tell_each(yq_map_unplaced(map), "no room for the name");
    tell_each(yq_map_left_out(map), "no room on the map for its");
    if (r->verbose) {
        fputs(yq_map_notes(map), stderr);
    }
    if (r->timing) {
        fprintf(stderr, "%s%-12s %6.1f ms\n", yq_map_timing(map), "drawing",
                (double)(g_get_monotonic_time() - laid_out) / 1000);
    }
    if (r->describe) {
        g_autofree char *words = yq_map_describe(map);

        if (!yq_cli_write("-", words, &error)) {
            return yq_cli_fail(COMMAND, error);
        }
    }
    return YQ_EXIT_DONE;
}

/* A map is made once and the process ends: memory that is freed on the way is kept for
 * the next step, instead of being given back and asked for again. */
static void keep_memory(void)
{
#ifdef M_TRIM_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
#endif
}

int yq_cmd_map(int argc, char **argv)
{
    int64_t start = g_get_monotonic_time();

    keep_memory();
    g_auto(YqInputs) inputs = {0};
    g_auto(Request) request = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context =
        g_option_context_new("- draw a map of what articles tell");

    add_options(context, &request);
    g_option_context_add_group(context, yq_inputs_options(&inputs));
    if (!yq_cli_parse(context, COMMAND, &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    if (request.paths == NULL) {
        return yq_cli_usage(COMMAND, "an article or file to read is wanted");
    }
    if (request.output == NULL && request.picture.layout == NULL && !request.describe) {
        return yq_cli_usage(COMMAND, "-o FILE is wanted");
    }
    if (request.series != NULL &&
        (request.output == NULL || request.describe || request.picture.layout != NULL)) {
        return yq_cli_usage(COMMAND, "--series goes with -o FILE, and neither with "
                                     "--describe nor with --layout");
    }
    if (!yq_cli_spares_inputs(COMMAND, request.paths, request.output)) {
        return YQ_EXIT_USAGE;
    }
    YqMapOptions options = map_options(&request);

    G_GNUC_UNUSED g_autoptr(YqMapAhead) ahead = yq_map_ahead(&options);
    g_autoptr(YqAnnotations) annotations = yq_inputs_read(&inputs, request.paths, &error);

    if (annotations == NULL ||
        !yq_cli_is_text("--heading", request.picture.heading, &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    return draw(&request, annotations, inputs.open_gazetteer, start);
}
