/* SPDX-License-Identifier: MIT */
/* yaqut batch: one article a line in, one result a line out, in the order of the input.
 * A thread reads, N work, and one writes; a bounded ring of lines lies between, so that
 * memory does not grow with the input. */
#include "batch_line.h"
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RING 64 /* lines in work or waiting, for each worker 32 at two */
#define OUT_BYTES (1 << 16)

typedef enum SlotState { SLOT_FREE, SLOT_READ, SLOT_BUSY, SLOT_DONE } SlotState;

typedef struct Slot {
    char *line; /* owned, of getline() */
    size_t room;
    ssize_t length;
    GString *result;
    SlotState state;
} Slot;

typedef struct Batch {
    const YqBatchContext *context;
    GMutex lock;
    GCond changed;
    Slot slots[RING];
    size_t next_read, next_work, next_write; /* lines, modulo RING their slots */
    bool ended;                              /* all lines are read */
} Batch;

static void *work(void *data)
{
    Batch *self = data;

    g_mutex_lock(&self->lock);
    for (;;) {
        while (self->next_work == self->next_read && !self->ended) {
            g_cond_wait(&self->changed, &self->lock);
        }
        if (self->next_work == self->next_read) {
            break;
        }
        Slot *slot = &self->slots[self->next_work++ % RING];

        slot->state = SLOT_BUSY;
        g_mutex_unlock(&self->lock);
        g_string_truncate(slot->result, 0);
        yq_batch_line(self->context, slot->line, slot->length, slot->result);
        g_mutex_lock(&self->lock);
        slot->state = SLOT_DONE;
        g_cond_broadcast(&self->changed);
    }
    g_mutex_unlock(&self->lock);
    return NULL;
}

static void *write_lines(void *data)
{
    Batch *self = data;

    g_mutex_lock(&self->lock);
    for (;;) {
        Slot *slot = &self->slots[self->next_write % RING];

        while (!(self->ended && self->next_write == self->next_read) &&
               slot->state != SLOT_DONE) {
            g_cond_wait(&self->changed, &self->lock);
        }
        if (slot->state != SLOT_DONE) {
            break;
        }
        g_mutex_unlock(&self->lock);
        fwrite(slot->result->str, 1, slot->result->len, stdout);
        g_mutex_lock(&self->lock);
        slot->state = SLOT_FREE;
        self->next_write++;
        g_cond_broadcast(&self->changed);
    }
    g_mutex_unlock(&self->lock);
    return NULL;
}

/* Reads on until the input ends; a slot is the reader's alone while it is free. */
static void read_lines(Batch *self, FILE *in)
{
    for (bool more = true; more;) {
        g_mutex_lock(&self->lock);
        Slot *slot = &self->slots[self->next_read % RING];

        while (slot->state != SLOT_FREE) {
            g_cond_wait(&self->changed, &self->lock);
        }
        g_mutex_unlock(&self->lock);
        do {
            slot->length = getline(&slot->line, &slot->room, in);
        } while (slot->length > 0 && yq_batch_is_blank(slot->line, slot->length));
        more = slot->length > 0;
        g_mutex_lock(&self->lock);
        if (more) {
            slot->state = SLOT_READ;
            self->next_read++;
        }
        self->ended = !more;
        g_cond_broadcast(&self->changed);
        g_mutex_unlock(&self->lock);
    }
}

static void run_threads(const YqBatchContext *context, FILE *in, int workers)
{
    g_autofree Batch *self = g_new0(Batch, 1);
    g_autofree GThread **threads = g_new(GThread *, workers + 1);

    self->context = context;
    g_mutex_init(&self->lock);
    g_cond_init(&self->changed);
    for (int i = 0; i < RING; i++) {
        self->slots[i].result = g_string_new(NULL);
    }
    for (int i = 0; i < workers; i++) {
        threads[i] = g_thread_new("batch", work, self);
    }
    threads[workers] = g_thread_new("write", write_lines, self);
    read_lines(self, in);
    for (int i = 0; i <= workers; i++) {
        g_thread_join(threads[i]);
    }
    for (int i = 0; i < RING; i++) {
        g_string_free(self->slots[i].result, TRUE);
        free(self->slots[i].line);
    }
    g_mutex_clear(&self->lock);
    g_cond_clear(&self->changed);
}

static void run_alone(const YqBatchContext *context, FILE *in)
{
    g_autoptr(GString) result = g_string_new(NULL);
    char *line = NULL;
    size_t room = 0;

    for (ssize_t length; (length = getline(&line, &room, in)) > 0;) {
        if (!yq_batch_is_blank(line, length)) {
            g_string_truncate(result, 0);
            yq_batch_line(context, line, length, result);
            fwrite(result->str, 1, result->len, stdout);
        }
    }
    free(line);
}

static bool run(const YqBatchContext *context, const char *path, int workers,
                GError **error)
{
    FILE *in = path == NULL || strcmp(path, "-") == 0 ? stdin : fopen(path, "r");

    if (in == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: %s", path, g_strerror(errno));
        return false;
    }
    setvbuf(stdout, NULL, _IOFBF, OUT_BYTES);
    if (workers > 1) {
        run_threads(context, in, workers);
    } else {
        run_alone(context, in);
    }
    bool bad = ferror(in) != 0;

    if (bad) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: %s", path != NULL ? path : "-",
                    g_strerror(errno));
    } else if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "standard output: %s",
                    g_strerror(errno));
        bad = true;
    }
    if (in != stdin) {
        fclose(in);
    }
    return !bad;
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
