/* SPDX-License-Identifier: MIT */
/* yaqut gazetteer: looks names up, builds an index, tells about one. */
#include "cli.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define COMMAND "gazetteer"
#define DEFAULT_LIMIT 20

static const char usage[] = "lookup NAME... | build -o FILE TABLE... | info";

/* What lookup and info take besides their own options. */
typedef struct Source {
    char *path;
    char **add;
} Source;

static void source_clear(Source *source)
{
    g_free(source->path);
    g_strfreev(source->add);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Source, source_clear)

static YqGazetteer *source_open(const Source *source, GError **error)
{
    g_autoptr(YqGazetteer) gazetteer = yq_gazetteer_open(source->path, error);

    for (size_t i = 0; gazetteer != NULL && source->add != NULL && source->add[i] != NULL;
         i++) {
        if (!yq_gazetteer_add(gazetteer, source->add[i], error)) {
            return NULL;
        }
    }
    return g_steal_pointer(&gazetteer);
}

#define SOURCE_OPTIONS(source)                                                           \
    {"gazetteer",                                                                        \
     'g',                                                                                \
     0,                                                                                  \
     G_OPTION_ARG_FILENAME,                                                              \
     &(source).path,                                                                     \
     "an index made with 'yaqut gazetteer build'",                                       \
     "FILE"},                                                                            \
    {                                                                                    \
        "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(source).add,                         \
            "a table of places of your own", "FILE"                                      \
    }

/* Prints @root as one line; whether all of it went out. */
static int print_json(json_t *root)
{
    json_dumpf(root, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
    putchar('\n');
    json_decref(root);
    return yq_cli_flush(COMMAND);
}

typedef struct LookupArgs {
    Source source;
    char *near, *country;
    gboolean fuzzy, json;
    int limit;
} LookupArgs;

static void lookup_args_clear(LookupArgs *args)
{
    source_clear(&args->source);
    g_free(args->near);
    g_free(args->country);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LookupArgs, lookup_args_clear)

/* "2.95,19.97" (longitude first) or a name that the gazetteer knows. */
static bool find_near(const YqGazetteer *gazetteer, const char *near, YqPoint *out,
                      GError **error)
{
    char *end;
    YqPoint at = {.lon = g_ascii_strtod(near, &end)};

    if (end != near && *end == ',') {
        at.lat = g_ascii_strtod(end + 1, &end);
        if (*end == '\0' && yq_point_valid(at)) {
            *out = at;
            return true;
        }
    }
    YqLookup lookup = {.name = near, .fuzzy = false, .limit = 1};
    g_autoptr(GArray) found = yq_gazetteer_lookup(gazetteer, &lookup);

    if (found->len == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN,
                    "no place is called '%s', and it is no LON,LAT", near);
        return false;
    }
    *out = yq_gazetteer_place(gazetteer, g_array_index(found, YqCandidate, 0).place).at;
    return true;
}

static json_t *candidate_json(const YqGazetteer *gazetteer, const YqCandidate *candidate)
{
    YqPlace place = yq_gazetteer_place(gazetteer, candidate->place);
    char class_[2] = {place.feature_class, '\0'};
    json_t *names = json_object();

    const char *language;

    for (uint32_t i = 0; (language = yq_gazetteer_language(gazetteer, i)) != NULL; i++) {
        const char *name = yq_gazetteer_name(gazetteer, place.index, language);

        if (name != NULL) {
            json_object_set_new(names, language, json_string(name));
        }
    }
    json_t *root = json_pack(
        "{s:s, s:s, s:s, s:o, s:f, s:f, s:s, s:s, s:s, s:s, s:I, s:i, s:f}",
        "gazetteer_id", place.id, "name", yq_gazetteer_name(gazetteer, place.index, NULL),
        "matched", candidate->matched, "names", names, "lat", place.at.lat, "lon",
        place.at.lon, "feature_class", class_, "feature_code", place.feature_code,
        "country", place.country, "admin1", place.admin1, "population",
        (json_int_t)place.population, "distance", candidate->distance, "score",
        candidate->score);

    if (candidate->near_km >= 0) {
        json_object_set_new(root, "near_km", json_real(candidate->near_km));
    }
    if (place.uncertainty_km > 0) {
        json_object_set_new(root, "uncertainty_km", json_real(place.uncertainty_km));
    }
    return root;
}

static void print_candidate(const YqGazetteer *gazetteer, const YqCandidate *candidate)
{
    YqPlace place = yq_gazetteer_place(gazetteer, candidate->place);
    const char *name = yq_gazetteer_name(gazetteer, place.index, NULL);

    printf("%s\t%s\t%c.%s\t%s%s%s\t%.5f\t%.5f\t%" G_GINT64_FORMAT "\t%d\t%.3f", place.id,
           name, place.feature_class, place.feature_code, place.country,
           *place.admin1 != '\0' ? "." : "", place.admin1, place.at.lat, place.at.lon,
           place.population, candidate->distance, candidate->score);
    if (candidate->near_km >= 0) {
        printf("\t%.1f km", candidate->near_km);
    }
    if (strcmp(name, candidate->matched) != 0) {
        printf("\t(%s)", candidate->matched);
    }
    putchar('\n');
}

static int print_found(const YqGazetteer *gazetteer, const char *name,
                       const GArray *found, bool as_json)
{
    if (!as_json) {
        for (size_t i = 0; i < found->len; i++) {
            print_candidate(gazetteer, &g_array_index(found, YqCandidate, i));
        }
        return yq_cli_flush(COMMAND);
    }
    json_t *candidates = json_array();

    for (size_t i = 0; i < found->len; i++) {
        json_array_append_new(
            candidates, candidate_json(gazetteer, &g_array_index(found, YqCandidate, i)));
    }
    return print_json(json_pack("{s:s, s:o}", "query", name, "candidates", candidates));
}

static int look_up(const YqGazetteer *gazetteer, const LookupArgs *args, const char *name)
{
    g_autoptr(GError) error = NULL;
    YqPoint near;
    YqLookup lookup = {.name = name,
                       .country = args->country,
                       .fuzzy = args->fuzzy,
                       .limit = args->limit};

    if (args->near != NULL) {
        if (!find_near(gazetteer, args->near, &near, &error)) {
            return yq_cli_fail(COMMAND, error);
        }
        lookup.near = &near;
    }
    g_autoptr(GArray) found = yq_gazetteer_lookup(gazetteer, &lookup);

    for (size_t i = 0; i < found->len && args->near != NULL; i++) {
        YqCandidate *candidate = &g_array_index(found, YqCandidate, i);

        candidate->near_km =
            yq_distance_km(near, yq_gazetteer_place(gazetteer, candidate->place).at);
    }
    if (!yq_gazetteer_check(gazetteer, &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    if (found->len == 0 && !args->json) {
        fprintf(stderr, "yaqut " COMMAND ": no place is called '%s'%s\n", name,
                args->fuzzy ? "" : " (--fuzzy finds other spellings)");
        return YQ_EXIT_FAILED;
    }
    return print_found(gazetteer, name, found, args->json);
}

static int run_lookup(int argc, char **argv)
{
    g_auto(LookupArgs) args = {.limit = DEFAULT_LIMIT};
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
        {"near", 'n', 0, G_OPTION_ARG_FILENAME, &args.near,
         "nearer ones first: a place's name or LON,LAT", "PLACE"},
        {"country", 'c', 0, G_OPTION_ARG_FILENAME, &args.country,
         "only places of a country", "CC"},
        {"fuzzy", 'f', 0, G_OPTION_ARG_NONE, &args.fuzzy,
         "also what is spelled nearly so", NULL},
        {"limit", 0, 0, G_OPTION_ARG_INT, &args.limit, "at most so many (20)", "N"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &args.json, "one JSON object", NULL},
        SOURCE_OPTIONS(args.source),
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new("NAME - look a name up");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!yq_cli_parse(context, COMMAND, &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    if (argc != 2) {
        return yq_cli_usage(COMMAND, "lookup wants one NAME");
    }
    if (!g_utf8_validate(argv[1], -1, NULL)) {
        return yq_cli_usage(COMMAND, "the name is not UTF-8");
    }
    if (args.limit < 1) {
        return yq_cli_usage(COMMAND, "--limit wants a number above zero");
    }
    g_autoptr(YqGazetteer) gazetteer = source_open(&args.source, &error);

    return gazetteer == NULL ? yq_cli_fail(COMMAND, error)
                             : look_up(gazetteer, &args, argv[1]);
}

static void tell_row(const char *message, void *data)
{
    (void)data;
    fprintf(stderr, "yaqut " COMMAND ": skipped %s\n", message);
}

static int run_build(int argc, char **argv)
{
    g_autofree char *output = NULL;
    g_autoptr(GError) error = NULL;
    gboolean lenient = FALSE;
    size_t skipped = 0;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "the index to make", "FILE"},
        {"lenient", 0, 0, G_OPTION_ARG_NONE, &lenient, "skip bad rows and count them",
         NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context =
        g_option_context_new("TABLE... - make an index of tables");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!yq_cli_parse(context, COMMAND, &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    if (output == NULL || argc < 2) {
        return yq_cli_usage(COMMAND, "build wants -o FILE and one TABLE or more");
    }
    if (!yq_cli_spares_inputs(COMMAND, argv + 1, output)) {
        return YQ_EXIT_USAGE;
    }
    YqBuild build = {.tables = argv + 1, .lenient = lenient, .bad_row = tell_row};

    if (!yq_gazetteer_build(&build, output, &skipped, &error)) {
        return yq_cli_fail(COMMAND, error);
    }
    if (skipped > 0) {
        fprintf(stderr, "yaqut " COMMAND ": skipped %zu rows\n", skipped);
    }
    return YQ_EXIT_DONE;
}

static int print_info(const YqGazetteerInfo *info, bool verified, bool as_json)
{
    if (as_json) {
        json_t *root =
            json_pack("{s:s, s:i, s:I, s:I, s:I}", "path", info->path, "version",
                      (int)info->version, "places", (json_int_t)info->places, "names",
                      (json_int_t)info->names, "bytes", (json_int_t)info->bytes);

        if (verified) {
            json_object_set_new(root, "verified", json_true());
        }
        return print_json(root);
    }
    printf("%s\nversion %u, %u places, %" G_GUINT64_FORMAT " names, %" G_GUINT64_FORMAT
           " bytes\n%s",
           info->path, info->version, info->places, info->names, info->bytes,
           verified ? "every checksum is right\n" : "");
    return yq_cli_flush(COMMAND);
}

static int run_info(int argc, char **argv)
{
    g_auto(Source) source = {0};
    g_autoptr(GError) error = NULL;
    gboolean verify = FALSE, as_json = FALSE;
    const GOptionEntry entries[] = {
        {"verify", 0, 0, G_OPTION_ARG_NONE, &verify, "check every checksum", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "one JSON object", NULL},
        SOURCE_OPTIONS(source),
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context =
        g_option_context_new("[FILE] - tell about an index");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!yq_cli_parse(context, COMMAND, &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    if (argc > 2) {
        return yq_cli_usage(COMMAND, "info wants one FILE at most");
    }
    if (argc == 2) {
        g_free(source.path);
        source.path = g_strdup(argv[1]);
    }
    g_autoptr(YqGazetteer) gazetteer = source_open(&source, &error);

    if (gazetteer == NULL || (verify && !yq_gazetteer_verify(gazetteer, &error))) {
        return yq_cli_fail(COMMAND, error);
    }
    YqGazetteerInfo info = yq_gazetteer_info(gazetteer);

    return print_info(&info, verify, as_json);
}

int yq_cmd_gazetteer(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {{"lookup", run_lookup}, {"build", run_build}, {"info", run_info}};

    for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        printf("usage: yaqut " COMMAND " %s\n", usage);
        return YQ_EXIT_DONE;
    }
    return yq_cli_usage(COMMAND, "wants one of: %s", usage);
}
