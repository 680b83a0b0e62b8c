/* SPDX-License-Identifier: MIT */
#include "annotation/csv_read.h"

#include "base/utf8.h"

#include <string.h>

/* The separator that the first line has most of, outside quotes. */
static char find_separator(const char *bytes, size_t length)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[G_N_ELEMENTS(separators)] = {0}, best = 0;
    bool quoted = false;

    for (size_t i = 0; i < length && (quoted || bytes[i] != '\n'); i++) {
        quoted ^= bytes[i] == '"';
        for (size_t k = 0; k < G_N_ELEMENTS(separators); k++) {
            counts[k] += !quoted && bytes[i] == separators[k];
        }
    }
    for (size_t k = 1; k < G_N_ELEMENTS(separators); k++) {
        best = counts[k] > counts[best] ? k : best;
    }
    return separators[best];
}

void yq_csv_init(YqCsv *self, char *bytes, size_t length, const char *name)
{
    size_t mark = yq_utf8_mark(bytes, length);

    *self = (YqCsv){
        .name = name,
        .fields = g_ptr_array_new(),
        .separator = find_separator(bytes + mark, length - mark),
        .at = bytes + mark,
        .end = bytes + length,
        .next_line = 1,
    };
}

void yq_csv_clear(YqCsv *self)
{
    g_ptr_array_unref(self->fields);
}

/* Cuts a field in quotes at self->at, in place; NULL when the quote is never closed. */
static char *cut_quoted(YqCsv *self)
{
    char *start = ++self->at, *to = start;

    for (; self->at < self->end; self->at++) {
        if (*self->at == '"') {
            if (self->at[1] != '"') {
                break;
            }
            self->at++;
        }
        self->next_line += *self->at == '\n';
        *to++ = *self->at;
    }
    if (self->at == self->end) {
        return NULL;
    }
    self->at++; /* the closing quote, which may be where the NUL goes */
    while (self->at < self->end && *self->at != self->separator && *self->at != '\n') {
        if (*self->at != '\r') {
            *to++ = *self->at;
        }
        self->at++;
    }
    self->fields->pdata[self->fields->len - 1] = start;
    return to;
}

/* Cuts the field at self->at, in place, and gives its end; NULL when a quote is never
 * closed. */
static char *cut_field(YqCsv *self)
{
    g_ptr_array_add(self->fields, self->at);
    if (*self->at == '"') {
        return cut_quoted(self);
    }
    while (*self->at != self->separator && *self->at != '\n' && self->at < self->end) {
        self->at++;
    }
    return self->at;
}

/* Cuts the record that begins at self->at. */
static bool cut_record(YqCsv *self, GError **error)
{
    g_ptr_array_set_size(self->fields, 0);
    for (bool more = true; more;) {
        char *to = cut_field(self);

        if (to == NULL) {
            return yq_csv_error(self, error, "a quote is never closed");
        }
        more = self->at < self->end && *self->at == self->separator;
        if (!more && to > (char *)self->fields->pdata[self->fields->len - 1] &&
            to[-1] == '\r') {
            to--;
        }
        if (self->at < self->end) {
            self->next_line += *self->at == '\n';
            self->at++;
        }
        *to = '\0';
    }
    return true;
}

static bool is_blank(const YqCsv *self)
{
    for (guint i = 0; i < self->fields->len; i++) {
        const char *field = self->fields->pdata[i];

        if (field[strspn(field, " \t\r")] != '\0') {
            return false;
        }
    }
    return true;
}

int yq_csv_next(YqCsv *self, GError **error)
{
    do {
        while (self->at < self->end && (*self->at == '\n' || *self->at == '\r')) {
            self->next_line += *self->at++ == '\n';
        }
        self->line = self->next_line;
        if (self->at == self->end) {
            return 0;
        }
        if (!cut_record(self, error)) {
            return -1;
        }
    } while (is_blank(self));
    return 1;
}
