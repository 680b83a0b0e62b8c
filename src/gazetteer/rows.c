/* SPDX-License-Identifier: MIT */
#include "gazetteer/rows.h"

#include "gazetteer/fields.h"
#include "gazetteer/rowparser.h"
#include <yaqut/error.h>

#include <errno.h>
#include <string.h>
#include <zlib.h>

#define CHUNK (1 << 20)
#define COLUMNS_MAX 256
#define LINE_MAX_BYTES (16 << 20)

typedef struct Reader {
    YqRowsReader *sink;
    YqRowParser parser;
    char *fields[COLUMNS_MAX];
    char separator; /* a tab; in a spreadsheet's table a comma or a semicolon */
    gzFile file;
    char *buffer;
    size_t used, size, room;
    bool at_end;
} Reader;

/* Tells the form from the first line; *@out_header when it only names columns. */
static bool tell_form(YqRowParser *parser, bool *out_header, GError **error)
{
    *out_header = yq_own_rows_take(parser);
    return *out_header || yq_geonames_rows_take(parser) ||
           yq_row_error(&parser->row, error,
                        "neither a line that names the columns (id, lat, lon …) nor a "
                        "GeoNames dump");
}

/* Cuts the line at its separators; missing fields of our own form are "". */
static bool cut_fields(Reader *reader, char *line, GError **error)
{
    size_t n = 0;

    if (reader->separator == '\0') {
        reader->separator = yq_fields_separator(line);
        reader->parser.decimal_comma = reader->separator == ';';
    }
    for (char *at = line; at != NULL && n < COLUMNS_MAX; n++) {
        char *end = yq_field_end(at, reader->separator);
        bool more = end != NULL && *end != '\0';

        if (end == NULL) {
            return yq_row_error(&reader->parser.row, error, "a quote without an end");
        }
        *end = '\0';
        reader->fields[n] = at;
        at = more ? end + 1 : NULL;
    }
    reader->parser.row.n_fields = n;
    for (size_t i = n; i < COLUMNS_MAX && i < n + 20; i++) {
        reader->fields[i] = (char *)"";
    }
    if (reader->parser.columns != NULL) {
        size_t wanted = g_strv_length(reader->parser.columns);

        if (n > wanted) {
            return yq_row_error(&reader->parser.row, error,
                                "%zu columns wanted, %zu found", wanted, n);
        }
        for (size_t i = n; i < wanted; i++) {
            reader->fields[i] = (char *)"";
        }
    }
    return true;
}

static bool parse_line(Reader *reader, char *line, size_t length, GError **error)
{
    GArray *names = reader->parser.place.names;
    bool header = false;

    reader->parser.has_place = false;
    g_array_set_size(names, 0);
    reader->parser.place = (YqRawPlace){
        .names = names, .path = reader->parser.row.path, .line = reader->parser.row.line};
    if (!g_utf8_validate(line, length, NULL)) {
        return yq_row_error(&reader->parser.row, error, "not UTF-8: save it as UTF-8");
    }
    if (!cut_fields(reader, line, error) ||
        (reader->parser.parse == NULL && !tell_form(&reader->parser, &header, error))) {
        return false;
    }
    return header || reader->parser.parse(&reader->parser, error);
}

static bool take_line(Reader *reader, char *line, size_t length, GError **error)
{
    g_autoptr(GError) local = NULL;

    reader->parser.row.line++;
    if (length > 0 && line[length - 1] == '\r') {
        line[--length] = '\0';
    }
    if (length == 0 || line[0] == '#') {
        return true;
    }
    if (reader->parser.row.line == 1 && g_str_has_prefix(line, "\xEF\xBB\xBF")) {
        line += 3;
        length -= 3;
    }
    if (parse_line(reader, line, length, &local)) {
        return !reader->parser.has_place ||
               reader->sink->visit(&reader->parser.place, reader->sink->data, error);
    }
    if (!reader->sink->lenient || reader->parser.parse == NULL) {
        g_propagate_error(error, g_steal_pointer(&local));
        return false;
    }
    reader->sink->skipped++;
    if (reader->sink->bad_row != NULL) {
        reader->sink->bad_row(local->message, reader->sink->bad_data);
    }
    return true;
}

/* Reads on behind what is unread; false when the file is damaged. */
static bool fill(Reader *reader, GError **error)
{
    size_t left = reader->size - reader->used;

    memmove(reader->buffer, reader->buffer + reader->used, left);
    reader->used = 0;
    reader->size = left;
    if (reader->room - left < CHUNK) {
        reader->room = reader->room * 2 + CHUNK + 1;
        reader->buffer = g_realloc(reader->buffer, reader->room);
    }
    int got = left > LINE_MAX_BYTES
                  ? -1
                  : gzread(reader->file, reader->buffer + left, CHUNK - 1);
    int code = Z_OK;

    gzerror(reader->file, &code);
    if (got < 0 || (got == 0 && code != Z_OK && code != Z_STREAM_END)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s:%u: damaged after this line",
                    reader->parser.row.path, reader->parser.row.line);
        return false;
    }
    reader->size += got;
    reader->at_end = got == 0;
    return true;
}

static bool read_all(Reader *reader, GError **error)
{
    while (!reader->at_end || reader->used < reader->size) {
        char *line = reader->buffer + reader->used;
        size_t left = reader->size - reader->used;
        char *end = left > 0 ? memchr(line, '\n', left) : NULL;

        if (end == NULL && !reader->at_end) {
            if (!fill(reader, error)) {
                return false;
            }
            continue;
        }
        size_t length = end != NULL ? (size_t)(end - line) : left;

        line[length] = '\0';
        reader->used += length + (end != NULL);
        if (!take_line(reader, line, length, error)) {
            return false;
        }
    }
    if (reader->parser.parse == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s: no line that names the columns", reader->parser.row.path);
        return false;
    }
    return true;
}

bool yq_rows_read(YqRowsReader *sink, const char *path, GError **error)
{
    g_autofree Reader *reader = g_new0(Reader, 1);

    reader->sink = sink;
    reader->parser.row = (YqRow){.path = path, .fields = reader->fields};
    bool folder = g_file_test(path, G_FILE_TEST_IS_DIR);

    reader->file = folder ? NULL : gzopen(path, "rb");
    if (reader->file == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot open '%s': %s", path,
                    g_strerror(folder ? EISDIR : errno));
        return false;
    }
    gzbuffer(reader->file, 1 << 17);
    reader->room = 2 * CHUNK;
    reader->buffer = g_malloc(reader->room);
    reader->parser.place.names = g_array_new(FALSE, FALSE, sizeof(YqRawName));
    bool done = read_all(reader, error);

    gzclose(reader->file);
    g_array_unref(reader->parser.place.names);
    g_strfreev(reader->parser.columns);
    g_free(reader->buffer);
    return done;
}
