/* SPDX-License-Identifier: MIT */
/* yaqut batch: one article a line in, one result a line out, in the order of the input.
 * Each worker takes some lines, does them, and hands their results in; whoever hands in
 * the next ones writes them and all that follow. So nobody waits for work or for its
 * turn, and at most WINDOW parts are held, however long the input is. */
#include "batch_line.h"
#include "cli.h"
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WINDOW 64 /* parts that may be done before the first of them is */

typedef struct Batch {
    const YqBatchContext *context;
    GMutex reading;
    YqLines *lines;
    uint64_t taken; /* parts */
    GMutex writing;
    GCond moved;              /* `written` grew */
    GString *results[WINDOW]; /* of part n at n % WINDOW; NULL while it is not done */
    uint64_t written;         /* parts */
    int failed;               /* errno of the writing; 0 while all goes well */
} Batch;

/* Takes the next part of the input; its number is *@out_turn. */
static bool take(Batch *self, YqLinesPart *part, uint64_t *out_turn)
{
    g_mutex_lock(&self->reading);
    bool more = yq_lines_next(self->lines, part);

    *out_turn = self->taken;
    self->taken += more;
    g_mutex_unlock(&self->reading);
    return more;
}

static void write_result(Batch *self, const GString *result)
{
    const char *at = result->str, *stop = at + result->len;

    while (at < stop && self->failed == 0) {
        ssize_t n = write(STDOUT_FILENO, at, stop - at);

        if (n >= 0) {
            at += n;
        } else if (errno != EINTR) {
            self->failed = errno;
        }
    }
}

/* Hands in the result of part @turn; false when nothing more can be written. The worker
 * whose turn it is never waits here, so one always goes on. */
static bool hand_in(Batch *self, uint64_t turn, GString *result)
{
    g_mutex_lock(&self->writing);
    while (turn >= self->written + WINDOW) {
        g_cond_wait(&self->moved, &self->writing);
    }
    self->results[turn % WINDOW] = result;
    for (GString **next; *(next = &self->results[self->written % WINDOW]) != NULL;
         self->written++) {
        write_result(self, *next);
        g_string_free(g_steal_pointer(next), TRUE);
    }
    g_cond_broadcast(&self->moved);
    bool good = self->failed == 0;

    g_mutex_unlock(&self->writing);
    return good;
}

static void do_part(const YqBatchContext *context, const YqLinesPart *part, GString *out)
{
    YqBatchInput line = {.number = part->first, .too_long = part->too_long};

    for (const char *at = part->bytes, *stop = at + part->length; at < stop;) {
        const char *end = memchr(at, '\n', stop - at);

        line.bytes = at;
        line.length = (end != NULL ? end : stop) - at;
        yq_batch_line(context, &line, out);
        at += line.length + 1;
        line.number++;
    }
}

static void *work(void *data)
{
    Batch *self = data;
    YqLinesPart part = {0};
    uint64_t turn;

    for (bool good = true; good && take(self, &part, &turn);) {
        GString *result = g_string_sized_new(part.length / 2);

        do_part(self->context, &part, result);
        good = hand_in(self, turn, result);
    }
    yq_lines_part_clear(&part);
    return NULL;
}

/* The caller is one of the @workers; fewer do, where the system gives no more threads. */
static void run_workers(Batch *self, int workers)
{
    g_autofree GThread **threads = g_new(GThread *, workers);

    g_mutex_init(&self->reading);
    g_mutex_init(&self->writing);
    g_cond_init(&self->moved);
    for (int i = 1; i < workers; i++) {
        threads[i] = g_thread_try_new("batch", work, self, NULL);
    }
    work(self);
    for (int i = 1; i < workers; i++) {
        if (threads[i] != NULL) {
            g_thread_join(threads[i]);
        }
    }
    g_mutex_clear(&self->reading);
    g_mutex_clear(&self->writing);
    g_cond_clear(&self->moved);
    for (int i = 0; i < WINDOW; i++) { /* left over where writing failed */
        if (self->results[i] != NULL) {
            g_string_free(self->results[i], TRUE);
        }
    }
}

static bool fail_file(const char *name, int code, GError **error)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: %s", name, g_strerror(code));
    return false;
}

static bool run(const YqBatchContext *context, const char *path, int workers,
                GError **error)
{
    bool standard = path == NULL || strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        return fail_file(path, errno, error);
    }
    g_autoptr(YqLines) lines = yq_lines_new(fd);
    g_autofree Batch *self = g_new0(Batch, 1);

    self->context = context;
    self->lines = lines;
    run_workers(self, workers);
    if (!standard) {
        close(fd);
    }
    if (yq_lines_error(lines) != 0) {
        return fail_file(standard ? "standard input" : path, yq_lines_error(lines),
                         error);
    }
    return self->failed == 0 ? yq_gazetteer_check(context->gazetteer, error)
                             : fail_file("standard output", self->failed, error);
}

int yq_cmd_batch(int argc, char **argv)
{
    g_auto(YqInputs) inputs = {0};
    g_autoptr(GError) error = NULL;
    int jobs = 1;
    const GOptionEntry entries[] = {
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "so many threads work; 1", "N"},
        {"gazetteer", 0, 0, G_OPTION_ARG_FILENAME, &inputs.gazetteer,
         "use this index instead of the bundled one", "FILE"},
        {"add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &inputs.add,
         "add a table of places; may be given again", "FILE"},
        {"no-incidents", 0, 0, G_OPTION_ARG_NONE, &inputs.no_incidents, "places only",
         NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) options = g_option_context_new("[FILE]");

    g_option_context_set_summary(
        options,
        "Reads articles as JSON, one a line, and writes their places and incidents.");
    g_option_context_add_main_entries(options, entries, NULL);
    if (!yq_cli_parse(options, "batch", &argc, &argv)) {
        return YQ_EXIT_USAGE;
    }
    if (argc > 2) {
        return yq_cli_usage("batch", "one file at most");
    }
    if (jobs < 1 || jobs > 256) {
        return yq_cli_usage("batch", "--jobs must be 1 to 256");
    }
    if (!yq_inputs_open(&inputs, &error)) {
        return yq_cli_fail("batch", error);
    }
    inputs.geoparser = yq_geoparser_new(inputs.open_gazetteer, &error);
    const YqBatchContext context = {.geoparser = inputs.geoparser,
                                    .gazetteer = inputs.open_gazetteer,
                                    .incidents = !inputs.no_incidents};

    if (inputs.geoparser == NULL ||
        !run(&context, argc > 1 ? argv[1] : NULL, jobs, &error)) {
        return yq_cli_fail("batch", error);
    }
    return YQ_EXIT_DONE;
}
