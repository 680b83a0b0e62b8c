/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include <errno.h>
#include <string.h>
#include <zlib.h>

static int find_column(const YqRow *row, const char *name)
{
    for (size_t i = 0; row->columns[i] != NULL; i++) {
        if (strcmp(row->columns[i], name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

const char *yq_row_get(const YqRow *row, const char *name)
{
    int column = find_column(row, name);

    return column < 0 ? "" : row->fields[column];
}

/* Where lines come from: a mapped file, or one that zlib unpacks. */
typedef struct Lines {
    GMappedFile *map;
    const char *at, *end; /* of what is mapped */
    gzFile file;
} Lines;

static bool lines_open(Lines *self, const char *path)
{
    *self = (Lines){.map = g_mapped_file_new(path, FALSE, NULL)};
    self->at = self->map != NULL ? g_mapped_file_get_contents(self->map) : NULL;
    if (self->at != NULL) { /* it is not where the file is empty */
        size_t length = g_mapped_file_get_length(self->map);

        self->end = self->at + length;
        if (length < 2 || memcmp(self->at, "\x1f\x8b", 2) != 0) {
            return true;
        }
    }
    g_clear_pointer(&self->map, g_mapped_file_unref);
    self->file = gzopen(path, "rb");
    return self->file != NULL;
}

static void lines_close(Lines *self)
{
    g_clear_pointer(&self->map, g_mapped_file_unref);
    if (self->file != NULL) {
        gzclose(self->file);
    }
}

/* A line of the map; its end, which may be that of Windows, is left out. */
static int copy_line(Lines *self, GString *line)
{
    if (self->at == self->end) {
        return 0;
    }
    const char *feed = memchr(self->at, '\n', (size_t)(self->end - self->at));
    const char *stop = feed != NULL ? feed : self->end;

    g_string_append_len(line, self->at, stop - self->at);
    if (feed != NULL && line->len > 0 && line->str[line->len - 1] == '\r') {
        g_string_truncate(line, line->len - 1);
    }
    self->at = feed != NULL ? feed + 1 : self->end;
    return 1;
}

/* Reads one line without its end into @line; 1 for a line, 0 at the end, -1 when reading
 * failed. */
static int read_line(Lines *lines, GString *line)
{
    gzFile file = lines->file;
    char chunk[4096];

    g_string_truncate(line, 0);
    if (lines->map != NULL) {
        return copy_line(lines, line);
    }
    while (gzgets(file, chunk, sizeof chunk) != NULL) {
        g_string_append(line, chunk);
        if (line->str[line->len - 1] == '\n') {
            g_string_truncate(line, line->len - 1);
            if (line->len > 0 && line->str[line->len - 1] == '\r') {
                g_string_truncate(line, line->len - 1);
            }
            return 1;
        }
    }
    int code = Z_OK;

    gzerror(file, &code);
    return code != Z_OK ? -1 : line->len > 0 ? 1 : 0;
}

/* Cuts @line at its tabs into @fields, padded with "" to @wanted; returns how many there
 * were. */
static size_t cut_fields(char *line, GPtrArray *fields, size_t wanted)
{
    g_ptr_array_set_size(fields, 0);
    for (char *at = line; at != NULL;) {
        char *tab = strchr(at, '\t');

        g_ptr_array_add(fields, at);
        if (tab != NULL) {
            *tab++ = '\0';
        }
        at = tab;
    }
    size_t found = fields->len;

    while (fields->len < wanted) {
        g_ptr_array_add(fields, (char *)"");
    }
    return found;
}

static bool visit_line(YqRow *row, GString *line, GPtrArray *fields, size_t n_columns,
                       bool (*visit)(const YqRow *row, void *data, GError **error),
                       void *data, GError **error)
{
    if (!g_utf8_validate(line->str, line->len, NULL)) {
        return yq_row_error(row, error, "not UTF-8");
    }
    size_t found = cut_fields(line->str, fields, n_columns);

    if (found > n_columns) {
        return yq_row_error(row, error, "%zu columns wanted, %zu found", n_columns,
                            found);
    }
    row->fields = (char **)fields->pdata;
    row->n_fields = n_columns;
    return visit(row, data, error);
}

static bool read_rows(Lines *lines, const char *path,
                      bool (*visit)(const YqRow *row, void *data, GError **error),
                      void *data, GError **error)
{
    g_auto(GStrv) columns = NULL;
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GPtrArray) fields = g_ptr_array_new();
    YqRow row = {.path = path};
    int status;

    while ((status = read_line(lines, line)) > 0) {
        row.line++;
        if (line->len == 0 || line->str[0] == '#') {
            continue;
        }
        if (columns == NULL) {
            columns = g_strsplit(line->str, "\t", -1);
            row.columns = columns;
        } else if (!visit_line(&row, line, fields, g_strv_length(columns), visit, data,
                               error)) {
            return false;
        }
    }
    if (status < 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: damaged after line %u", path,
                    row.line);
        return false;
    }
    if (columns == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s: no line that names the columns", path);
        return false;
    }
    return true;
}

bool yq_table_read(const char *path,
                   bool (*visit)(const YqRow *row, void *data, GError **error),
                   void *data, GError **error)
{
    Lines lines;

    if (!lines_open(&lines, path)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot open '%s': %s", path,
                    g_strerror(errno));
        return false;
    }
    bool done = read_rows(&lines, path, visit, data, error);

    lines_close(&lines);
    return done;
}

void yq_split_bar(const char *field,
                  void (*each)(const char *part, size_t length, void *data), void *data)
{
    while (*field != '\0') {
        const char *bar = strchrnul(field, '|');
        const char *start = field, *end = bar;

        while (start < end && *start == ' ') {
            start++;
        }
        while (end > start && end[-1] == ' ') {
            end--;
        }
        if (end > start) {
            each(start, end - start, data);
        }
        field = *bar == '|' ? bar + 1 : bar;
    }
}
