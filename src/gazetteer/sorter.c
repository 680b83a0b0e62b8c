/* SPDX-License-Identifier: MIT */
#include "gazetteer/sorter.h"

#include <yaqut/error.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What each run of a merge keeps of its file in memory. */
#define RUN_BUFFER (1 << 18)

typedef struct Head {
    uint32_t key_length, value_length;
} Head;

typedef struct Run {
    uint64_t at, stop; /* what of the file is still to be read */
    uint8_t *buffer;
    size_t used, size, room; /* [used, size) of the buffer is unread */
} Run;

struct YqSorter {
    char *beside;
    size_t budget;
    uint8_t *bytes; /* records: head, key, value, padded to 8 */
    size_t used, room;
    GArray *order; /* of uint64_t: first bytes of the key, then where the record is */
    FILE *file;
    uint64_t file_size;
    GArray *runs; /* of Run */
    GArray *heap; /* of uint32_t: runs by their first record, the least at the top */
    size_t next;  /* where no run was written */
    bool started;
};

typedef struct Entry {
    uint64_t prefix; /* of the key, as a number: most comparisons end there */
    uint64_t at;
} Entry;

/* Where the file system has no files without a name, it has one for a moment. */
static int open_nameless(const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0) {
        g_autofree char *name = g_build_filename(folder, ".yaqut-sort.XXXXXX", NULL);

        fd = g_mkstemp(name);
        if (fd >= 0) {
            g_unlink(name);
        }
    }
    return fd;
}

FILE *yq_temporary_beside(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = open_nameless(folder);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w+b");

    if (file == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot write in '%s': %s", folder,
                    g_strerror(errno));
        return NULL;
    }
    setvbuf(file, NULL, _IOFBF, 1 << 20);
    return file;
}

YqSorter *yq_sorter_new(const char *beside, size_t budget)
{
    YqSorter *self = g_new0(YqSorter, 1);

    self->beside = g_strdup(beside);
    self->budget = budget;
    self->order = g_array_new(FALSE, FALSE, sizeof(Entry));
    self->runs = g_array_new(FALSE, TRUE, sizeof(Run));
    self->heap = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return self;
}

static Head head_of(const uint8_t *record)
{
    Head head;

    memcpy(&head, record, sizeof head);
    return head;
}

static size_t size_of(Head head)
{
    return (sizeof head + (size_t)head.key_length + head.value_length + 7) & ~(size_t)7;
}

static uint64_t prefix_of(const uint8_t *key, size_t length)
{
    uint8_t bytes[8] = {0};
    uint64_t prefix;

    memcpy(bytes, key, MIN(length, sizeof bytes));
    memcpy(&prefix, bytes, sizeof prefix);
    return GUINT64_FROM_BE(prefix);
}

static int compare_records(const uint8_t *a, const uint8_t *b)
{
    Head x = head_of(a), y = head_of(b);
    int order = memcmp(a + sizeof x, b + sizeof y, MIN(x.key_length, y.key_length));

    if (order != 0) {
        return order;
    }
    return x.key_length < y.key_length ? -1 : x.key_length > y.key_length;
}

static int compare_entries(const void *a, const void *b, void *bytes)
{
    const Entry *x = a, *y = b;

    if (x->prefix != y->prefix) {
        return x->prefix < y->prefix ? -1 : 1;
    }
    return compare_records((uint8_t *)bytes + x->at, (uint8_t *)bytes + y->at);
}

static void sort_held(YqSorter *self)
{
    g_array_sort_with_data(self->order, compare_entries, self->bytes);
}

static bool fail(YqSorter *self, GError **error, const char *what)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE,
                "cannot %s a temporary file beside '%s': %s", what, self->beside,
                g_strerror(errno));
    return false;
}

static bool write_run(YqSorter *self, GError **error)
{
    Run run = {.at = self->file_size};

    if (self->file == NULL) {
        self->file = yq_temporary_beside(self->beside, error);
        if (self->file == NULL) {
            return false;
        }
    }
    sort_held(self);
    for (size_t i = 0; i < self->order->len; i++) {
        const uint8_t *record = self->bytes + g_array_index(self->order, Entry, i).at;
        size_t size = size_of(head_of(record));

        if (fwrite(record, 1, size, self->file) != size) {
            return fail(self, error, "write");
        }
        self->file_size += size;
    }
    run.stop = self->file_size;
    g_array_append_val(self->runs, run);
    g_array_set_size(self->order, 0);
    self->used = 0;
    return fflush(self->file) == 0 ? true : fail(self, error, "write");
}

bool yq_sorter_add(YqSorter *self, const void *key, size_t key_length, const void *value,
                   size_t value_length, GError **error)
{
    Head head = {key_length, value_length};
    size_t size = size_of(head);

    if (self->used > 0 &&
        self->used + size + self->order->len * sizeof(Entry) > self->budget &&
        !write_run(self, error)) {
        return false;
    }
    if (self->used + size > self->room) {
        self->room = MAX(MIN(self->room * 2, self->budget), self->used + size + 65536);
        self->bytes = g_realloc(self->bytes, self->room);
    }
    Entry entry = {prefix_of(key, key_length), self->used};
    uint8_t *at = self->bytes + self->used;

    memcpy(at, &head, sizeof head);
    memcpy(at + sizeof head, key, key_length);
    if (value_length > 0) {
        memcpy(at + sizeof head + key_length, value, value_length);
    }
    memset(at + sizeof head + key_length + value_length, 0,
           size - sizeof head - key_length - value_length);
    self->used += size;
    g_array_append_val(self->order, entry);
    return true;
}

/* Makes at least @wanted unread bytes of @run stand in its buffer. */
static bool fill(YqSorter *self, Run *run, size_t wanted, GError **error)
{
    size_t left = run->size - run->used;

    if (left >= wanted) {
        return true;
    }
    if (run->room < MAX(wanted, RUN_BUFFER)) {
        run->room = MAX(wanted, RUN_BUFFER);
        run->buffer = g_realloc(run->buffer, run->room);
    }
    memmove(run->buffer, run->buffer + run->used, left);
    size_t part = MIN(run->room - left, run->stop - run->at);
    ssize_t got = pread(fileno(self->file), run->buffer + left, part, run->at);

    if (got < 0 || left + got < wanted) {
        return fail(self, error, "read");
    }
    run->at += got;
    run->used = 0;
    run->size = left + got;
    return true;
}

/* Makes the first record of @run stand whole in its buffer; *@out_end at its end. */
static bool load(YqSorter *self, Run *run, bool *out_end, GError **error)
{
    *out_end = run->used == run->size && run->at == run->stop;
    return *out_end ||
           (fill(self, run, sizeof(Head), error) &&
            fill(self, run, size_of(head_of(run->buffer + run->used)), error));
}

static Run *heap_run(YqSorter *self, size_t i)
{
    return &g_array_index(self->runs, Run, g_array_index(self->heap, uint32_t, i));
}

static bool heap_less(YqSorter *self, size_t a, size_t b)
{
    Run *x = heap_run(self, a), *y = heap_run(self, b);

    return compare_records(x->buffer + x->used, y->buffer + y->used) < 0;
}

static void heap_sink(YqSorter *self, size_t i)
{
    for (;;) {
        size_t least = i, left = 2 * i + 1;

        for (size_t k = left; k < left + 2 && k < self->heap->len; k++) {
            least = heap_less(self, k, least) ? k : least;
        }
        if (least == i) {
            return;
        }
        uint32_t *items = (uint32_t *)self->heap->data, held = items[i];

        items[i] = items[least];
        items[least] = held;
        i = least;
    }
}

bool yq_sorter_finish(YqSorter *self, GError **error)
{
    if (self->runs->len == 0) {
        sort_held(self);
        return true;
    }
    if (self->order->len > 0 && !write_run(self, error)) {
        return false;
    }
    g_clear_pointer(&self->bytes, g_free);
    for (uint32_t i = 0; i < self->runs->len; i++) {
        bool end;

        if (!load(self, &g_array_index(self->runs, Run, i), &end, error)) {
            return false;
        }
        g_array_append_val(self->heap, i);
    }
    for (size_t i = self->heap->len; i-- > 0;) {
        heap_sink(self, i);
    }
    return true;
}

static void give(const uint8_t *record, YqSorted *out)
{
    Head head = head_of(record);

    *out = (YqSorted){record + sizeof head, record + sizeof head + head.key_length,
                      head.key_length, head.value_length};
}

bool yq_sorter_next(YqSorter *self, YqSorted *out, GError **error)
{
    if (self->runs->len == 0) {
        if (self->next == self->order->len) {
            return false;
        }
        give(self->bytes + g_array_index(self->order, Entry, self->next++).at, out);
        return true;
    }
    if (self->started && self->heap->len > 0) { /* past the record given last */
        Run *run = heap_run(self, 0);
        bool end;

        run->used += size_of(head_of(run->buffer + run->used));
        if (!load(self, run, &end, error)) {
            return false;
        }
        if (end) {
            g_array_remove_index_fast(self->heap, 0);
        }
        heap_sink(self, 0);
    }
    self->started = true;
    if (self->heap->len == 0) {
        return false;
    }
    Run *run = heap_run(self, 0);

    give(run->buffer + run->used, out);
    return true;
}

void yq_sorter_free(YqSorter *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->runs->len; i++) {
        g_free(g_array_index(self->runs, Run, i).buffer);
    }
    if (self->file != NULL) {
        fclose(self->file);
    }
    g_array_unref(self->runs);
    g_array_unref(self->heap);
    g_array_unref(self->order);
    g_free(self->bytes);
    g_free(self->beside);
    g_free(self);
}
