/* SPDX-License-Identifier: MIT */
/* yaqut annotate: articles in, annotations out. */
#include "cli.h"

#define COMMAND "annotate"

int yq_cmd_annotate(int argc, char **argv)
{
    g_auto(YqInputs) inputs = {0};
    g_autofree char *output = NULL;
    g_auto(GStrv) paths = NULL;
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
         ".geojson .csv .gpkg .kml .fgb by suffix; - for GeoJSON on standard output",
         "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "IN…"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context =
        g_option_context_new("- find the places and incidents of articles");

    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_group(context, yq_inputs_options(&inputs));
    if (!yq_cli_parse(context, COMMAND, &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    if (paths == NULL) {
        return yq_cli_usage(COMMAND, "an article or file to read is wanted");
    }
    if (output == NULL) {
        return yq_cli_usage(COMMAND, "-o FILE is wanted (- for standard output)");
    }
    if (!yq_cli_spares_inputs(COMMAND, paths, output)) {
        return YQ_EXIT_USAGE;
    }
    g_autoptr(YqAnnotations) annotations = yq_inputs_read(&inputs, paths, &error);

    if (annotations == NULL || !yq_annotations_write(annotations, output, &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    return YQ_EXIT_DONE;
}
