/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PART ((size_t)64 << 10)

struct YqLines {
    int fd;
    int error;
    bool ended;    /* nothing is left to read */
    bool skipping; /* a line too long has not ended yet */
    char *rest;    /* read, but behind the last whole line */
    size_t length, room;
    uint64_t lines; /* handed out so far */
};

YqLines *yq_lines_new(int fd)
{
    YqLines *self = g_new0(YqLines, 1);

    self->fd = fd;
    return self;
}

void yq_lines_free(YqLines *self)
{
    if (self != NULL) {
        g_free(self->rest);
        g_free(self);
    }
}

int yq_lines_error(const YqLines *self)
{
    return self->error;
}

void yq_lines_part_clear(YqLinesPart *part)
{
    g_clear_pointer(&part->bytes, g_free);
    *part = (YqLinesPart){0};
}

static void make_room(YqLinesPart *part, size_t room)
{
    if (part->room < room) {
        part->room = MAX(room, MIN(part->room * 2, YQ_LINE_MAX));
        part->bytes = g_realloc(part->bytes, part->room);
    }
}

/* Reads more behind what @part has; how many bytes. */
static size_t read_more(YqLines *self, YqLinesPart *part)
{
    ssize_t n;

    do {
        n = read(self->fd, part->bytes + part->length, part->room - part->length);
    } while (n < 0 && errno == EINTR);
    if (n <= 0) {
        self->ended = true;
        self->error = n < 0 ? errno : 0;
        return 0;
    }
    part->length += n;
    return n;
}

/* Keeps what stands behind @end for the next part. */
static void keep_rest(YqLines *self, YqLinesPart *part, size_t end)
{
    self->length = part->length - end;
    if (self->room < self->length) {
        self->room = self->length;
        self->rest = g_realloc(self->rest, self->room);
    }
    if (self->length > 0) {
        memcpy(self->rest, part->bytes + end, self->length);
    }
    part->length = end;
}

static void take_rest(YqLines *self, YqLinesPart *part)
{
    make_room(part, MAX(PART, self->length + PART / 2));
    if (self->length > 0) {
        memcpy(part->bytes, self->rest, self->length);
    }
    part->length = self->length;
    self->length = 0;
}

/* Passes over the rest of a line that was too long. */
static void skip_line(YqLines *self, YqLinesPart *part)
{
    while (self->skipping) {
        const char *end = memchr(part->bytes, '\n', part->length);

        if (end != NULL) {
            size_t left = part->bytes + part->length - (end + 1);

            memmove(part->bytes, end + 1, left);
            part->length = left;
            self->skipping = false;
            return;
        }
        part->length = 0;
        if (self->ended || read_more(self, part) == 0) {
            self->skipping = false;
        }
    }
}

static uint64_t count_lines(const YqLinesPart *part)
{
    uint64_t n = 0;

    for (const char *at = part->bytes, *stop = at + part->length; at < stop; n++) {
        const char *end = memchr(at, '\n', stop - at);

        at = end != NULL ? end + 1 : stop;
    }
    return n;
}

/* Reads until a line has ended; where, or 0 when the input or the room did first. */
static size_t find_end(YqLines *self, YqLinesPart *part)
{
    for (size_t seen = 0;;) {
        const char *end = memrchr(part->bytes + seen, '\n', part->length - seen);

        if (end != NULL) {
            return end + 1 - part->bytes;
        }
        seen = part->length;
        if (self->ended || part->length >= YQ_LINE_MAX) {
            return 0;
        }
        make_room(part, part->length + PART / 2);
        read_more(self, part);
    }
}

bool yq_lines_next(YqLines *self, YqLinesPart *part)
{
    take_rest(self, part);
    skip_line(self, part);
    part->first = self->lines + 1;
    part->too_long = false;
    size_t end = find_end(self, part);

    if (end > 0) {
        keep_rest(self, part, end);
    } else if (!self->ended) {
        part->too_long = self->skipping = true;
    }
    self->lines += count_lines(part);
    return part->length > 0 && self->error == 0;
}
