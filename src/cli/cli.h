/* SPDX-License-Identifier: MIT */
/* What the commands share: their table, the options that all of them take, and how they
 * fail. */
#pragma once

#include <yaqut/yaqut.h>

enum { YQ_EXIT_DONE = 0, YQ_EXIT_FAILED = 1, YQ_EXIT_USAGE = 2 };

int yq_cmd_annotate(int argc, char **argv);
int yq_cmd_batch(int argc, char **argv);
int yq_cmd_border(int argc, char **argv);
int yq_cmd_gazetteer(int argc, char **argv);
int yq_cmd_map(int argc, char **argv);

/* Options that every command which reads takes. */
typedef struct YqInputs {
    char *gazetteer;
    char **add;
    char *title, *published, *source;
    char *input_language;
    gboolean no_incidents, explain; /* as GOption wants them */
    YqGazetteer *open_gazetteer;    /* owned; set by yq_inputs_open() */
    YqGeoparser *geoparser;         /* owned; only when an input needs it */
} YqInputs;

/** The option entries of @inputs, for g_option_context_add_group(). */
GOptionGroup *yq_inputs_options(YqInputs *inputs);

/** Opens the gazetteer, and the tables that --add names. */
bool yq_inputs_open(YqInputs *inputs, GError **error);

/** Reads all @paths into one set of annotations. Explanations go to standard error. */
YqAnnotations *yq_inputs_read(YqInputs *inputs, char *const *paths, GError **error);

void yq_inputs_clear(YqInputs *inputs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqInputs, yq_inputs_clear)

/* Options that every command which draws takes. */
typedef struct YqPicture {
    char *size, *digits, *theme, *heading;
    char *layout; /* file to write the layout to, or NULL */
    double dpi;   /* 0: the default */
} YqPicture;

/** Adds the option entries of @picture to the main ones. */
void yq_picture_options(YqPicture *picture, GOptionContext *context);
void yq_picture_clear(YqPicture *picture);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqPicture, yq_picture_clear)

/** Whether the value of an option, NULL without, is a text that can be drawn and written.
 */
bool yq_cli_is_text(const char *option, const char *value, GError **error);

/** Writes @text as yq_output_write() does. */
bool yq_cli_write(const char *path, const char *text, GError **error);

/** Sees that all that was printed went out, or tells: the last word of a command that
 * prints. */
int yq_cli_flush(const char *command);

/** Parses @context's options out of @argc and @argv. False: wrong usage, told, or an
 * error. */
bool yq_cli_parse(GOptionContext *context, const char *command, int *argc, char ***argv);

/** Whether @output is none of the files @paths that are read; tells, when it is. */
bool yq_cli_spares_inputs(const char *command, char *const *paths, const char *output);

/** Tells one line, "yaqut map: …"; returns YQ_EXIT_FAILED or YQ_EXIT_USAGE. */
int yq_cli_fail(const char *command, const GError *error);
int yq_cli_usage(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);
