/* SPDX-License-Identifier: MIT */
/* yaqut border: incidents along a border, as a strip chart or a table. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

#define COMMAND "border"
/* Posts nearer to each other than the line's vertices tell nothing, and fill disks. */
#define LEAST_POSTS_KM 0.1

typedef struct Request {
    YqPicture picture;
    char *output, *between, *language;
    double posts_km;
    gboolean verbose;
    char **paths;
} Request;

static void request_clear(Request *r)
{
    yq_picture_clear(&r->picture);
    g_free(r->output);
    g_free(r->between);
    g_free(r->language);
    g_strfreev(r->paths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Request, request_clear)

static void add_options(GOptionContext *context, Request *r)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &r->output,
         "a chart: .png .svg .pdf; a table: .csv .geojson; - for GeoJSON on standard "
         "output",
         "FILE"},
        {"between", 'b', 0, G_OPTION_ARG_FILENAME, &r->between,
         "the two countries, by code or name: DZ,ML or Algeria,Mali; without it, those "
         "that the input is about",
         "A,B"},
        {"posts", 0, 0, G_OPTION_ARG_DOUBLE, &r->posts_km,
         "kilometres between the posts in the GeoJSON and the numbers of the chart (100; "
         "on the chart a round number)",
         "KM"},
        {"language", 'l', 0, G_OPTION_ARG_FILENAME, &r->language,
         "of the chart and of the names in tables: ar, en, es, fr", "CODE"},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &r->verbose,
         "tell the border's length and what was drawn", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &r->paths, NULL, "IN…"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_add_main_entries(context, entries, NULL);
    yq_picture_options(&r->picture, context);
}

/* What is worth telling is told when all is done: a failure is one line. */
static void note(GString *notes, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void note(GString *notes, const char *format, ...)
{
    va_list args;

    g_string_append(notes, "yaqut border: ");
    va_start(args, format);
    g_string_append_vprintf(notes, format, args);
    va_end(args);
    g_string_append_c(notes, '\n');
}

static const YqBorder *open_border(const Request *r, const YqAnnotations *annotations,
                                   const YqGazetteer *gazetteer, GString *notes,
                                   GError **error)
{
    char codes[2][3];

    if (r->between != NULL) {
        return yq_border_parse_pair(gazetteer, r->between, codes, error)
                   ? yq_border_get(codes[0], codes[1], error)
                   : NULL;
    }
    if (!yq_strip_guess(annotations, codes)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY,
                    "%s: about no two neighbouring countries; --between A,B says which",
                    r->paths[0]);
        return NULL;
    }
    const YqBorder *border = yq_border_get(codes[0], codes[1], error);

    if (border != NULL) {
        note(notes,
             "the border between %s and %s, which the input is about (--between says "
             "another)",
             codes[0], codes[1]);
    }
    return border;
}

static YqStripOptions strip_options(const Request *r)
{
    return (YqStripOptions){
        .size = r->picture.size,
        .dpi = r->picture.dpi,
        .language = r->language,
        .digits = r->picture.digits,
        .theme = r->picture.theme,
        .title = r->picture.heading,
        .posts_km = r->posts_km,
    };
}

static bool is_picture(const char *path)
{
    static const char *const suffixes[] = {".png", ".svg", ".pdf"};
    g_autofree char *lower = g_ascii_strdown(path, -1);

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (g_str_has_suffix(lower, suffixes[i])) {
            return true;
        }
    }
    return false;
}

static bool write_layout(const YqStrip *strip, const char *path, GError **error)
{
    g_autofree char *dump = yq_strip_dump(strip);

    return yq_cli_write(path, dump, error);
}

static bool draw(const Request *r, const YqAnnotations *annotations,
                 const YqGazetteer *gazetteer, const YqBorder *border, GString *notes,
                 GError **error)
{
    YqStripOptions options = strip_options(r);
    g_autoptr(YqStrip) strip =
        yq_strip_new(annotations, gazetteer, border, &options, error);

    if (strip == NULL ||
        (r->output != NULL && !yq_strip_write(strip, r->output, error)) ||
        (r->picture.layout != NULL && !write_layout(strip, r->picture.layout, error))) {
        return false;
    }
    if (r->verbose) {
        g_string_append(notes, yq_strip_notes(strip));
    }
    return true;
}

static void note_length(GString *notes, const YqBorder *border)
{
    size_t parts = yq_border_n_parts(border);

    note(notes, "%.1f km in %zu part%s", yq_border_length_km(border), parts,
         parts == 1 ? "" : "s");
}

/* Without any input: the line alone. */
static int run_line(const Request *r, YqInputs *inputs)
{
    static const char nothing[] = "{\"type\": \"FeatureCollection\", \"features\": []}";
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) notes = g_string_new(NULL);
    g_autoptr(YqAnnotations) none =
        yq_annotations_parse(nothing, strlen(nothing), "", &error);

    if (none == NULL || !yq_inputs_open(inputs, &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    const YqBorder *border = open_border(r, none, inputs->open_gazetteer, notes, &error);

    if (border == NULL ||
        (r->output != NULL &&
         !yq_strip_write_table(none, border, r->posts_km, r->output, &error))) {
        return yq_cli_fail(COMMAND, error);
    }
    note_length(notes, border);
    fputs(notes->str, stderr);
    return YQ_EXIT_DONE;
}

static int run(const Request *r, YqInputs *inputs)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) notes = g_string_new(NULL);
    g_autoptr(YqAnnotations) annotations = yq_inputs_read(inputs, r->paths, &error);

    if (annotations == NULL || !yq_cli_is_text("--heading", r->picture.heading, &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    size_t n = yq_annotations_n_incidents(annotations);

    if (n == 0) {
        g_set_error(&error, YQ_ERROR, YQ_ERROR_EMPTY, "%s: no incident to measure%s",
                    r->paths[0],
                    yq_annotations_n_places(annotations) > 0
                        ? ", places only (a table's rows are incidents when they have a "
                          "date or a type)"
                        : "");
        return yq_cli_fail(COMMAND, error);
    }
    const YqGazetteer *gazetteer = inputs->open_gazetteer;
    const YqBorder *border = open_border(r, annotations, gazetteer, notes, &error);

    if (border == NULL) {
        return yq_cli_fail(COMMAND, error);
    }
    size_t measured = yq_strip_measure(annotations, gazetteer, border, r->language);

    if (measured < n) {
        note(notes,
             "%zu of %zu incidents have no place better than a country: not measured",
             n - measured, n);
    }
    if (r->verbose) {
        note_length(notes, border);
    }
    if (r->output == NULL || is_picture(r->output)
            ? !draw(r, annotations, gazetteer, border, notes, &error)
            : !yq_strip_write_table(annotations, border, r->posts_km, r->output,
                                    &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    fputs(notes->str, stderr);
    return YQ_EXIT_DONE;
}

int yq_cmd_border(int argc, char **argv)
{
    g_auto(YqInputs) inputs = {0};
    g_auto(Request) request = {0};
    g_autoptr(GOptionContext) context =
        g_option_context_new("- measure incidents against the border of two countries");

    g_option_context_set_summary(
        context,
        "Draws incidents along a border, straightened into the horizontal axis,\n"
        "or writes a table of their side, distance and kilometre. With --between and no\n"
        "input it tells the border's length, and -o FILE.geojson holds the line.");
    add_options(context, &request);
    g_option_context_add_group(context, yq_inputs_options(&inputs));
    if (!yq_cli_parse(context, COMMAND, &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    bool line = request.paths == NULL && request.between != NULL;

    if (request.paths == NULL && !line) {
        return yq_cli_usage(COMMAND,
                            "an article or file to read is wanted, or --between A,B");
    }
    if (request.output == NULL && request.picture.layout == NULL && !line) {
        return yq_cli_usage(COMMAND, "-o FILE is wanted");
    }
    if (request.posts_km != 0 && !(request.posts_km >= LEAST_POSTS_KM)) {
        return yq_cli_usage(COMMAND, "--posts wants a number of kilometres, %g at least",
                            LEAST_POSTS_KM);
    }
    if (line) {
        return run_line(&request, &inputs);
    }
    return yq_cli_spares_inputs(COMMAND, request.paths, request.output)
               ? run(&request, &inputs)
               : YQ_EXIT_USAGE;
}
