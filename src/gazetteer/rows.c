/* SPDX-License-Identifier: MIT */
#include "gazetteer/rows.h"

#include "base/table.h"
#include "gazetteer/fields.h"
#include <yaqut/error.h>
#include <yaqut/geometry.h>

#include <errno.h>
#include <string.h>
#include <zlib.h>

#define CHUNK (1 << 20)
#define COLUMNS_MAX 256
#define LINE_MAX_BYTES (16 << 20)

typedef struct Reader Reader;

/* Reads the fields of one row into reader->place; false with @error for a bad row. */
typedef bool (*ParseRow)(Reader *reader, GError **error);

struct Reader {
    YqRowsReader *sink;
    YqRow row;
    char *fields[COLUMNS_MAX];
    ParseRow parse; /* NULL before the form is known */
    char **columns; /* of our own form */
    char separator; /* a tab; in a spreadsheet's table a comma or a semicolon */
    char id[256];   /* of a GeoNames row, or of a row that has none */
    bool has_place; /* the row says something that is kept */
    YqRawPlace place;
    gzFile file;
    char *buffer;
    size_t used, size, room;
    bool at_end;
};

static bool bad(Reader *reader, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static bool bad(Reader *reader, GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    return yq_row_error(&reader->row, error, "%s", message);
}

static void add_name(Reader *reader, const char *language, const char *text,
                     size_t length, uint32_t rank)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    if (length > 0 && length <= 400) {
        YqRawName name = {language, text, length, rank};

        g_array_append_val(reader->place.names, name);
    }
}

/* Adds each part of @field between @separator's. */
static void add_names(Reader *reader, const char *language, const char *field,
                      char separator, uint32_t rank)
{
    while (*field != '\0') {
        const char *end = strchrnul(field, separator);

        add_name(reader, language, field, end - field, rank);
        field = *end != '\0' ? end + 1 : end;
    }
}

static bool read_number(Reader *reader, const char *what, const char *field, double least,
                        double most, double *out, GError **error)
{
    char *end;

    if (*field == '\0') {
        return true;
    }
    double value = g_ascii_strtod(field, &end);

    if (*end != '\0' || !(value >= least && value <= most)) {
        return bad(reader, error, "%s '%s' is no number from %g to %g", what, field,
                   least, most);
    }
    *out = value;
    return true;
}

static bool read_population(Reader *reader, const char *field, GError **error)
{
    double value = 0;

    if (!read_number(reader, "population", field, 0, 1e12, &value, error)) {
        return false;
    }
    reader->place.population = (int64_t)value;
    return true;
}

static bool read_text(Reader *reader, const char *what, const char *field, char *out,
                      size_t size, GError **error)
{
    size_t length = strlen(field);

    if (length >= size) {
        return bad(reader, error, "%s '%s' is longer than %zu bytes", what, field,
                   size - 1);
    }
    memcpy(out, field, length + 1);
    return true;
}

/* Checks "P.PPL" and keeps it without the dot. */
static bool read_feature(Reader *reader, const char *class_, const char *code,
                         GError **error)
{
    char *out = reader->place.feature;
    size_t length = strlen(code);
    bool valid =
        (*class_ == '\0' && length == 0) || (strchr("AHLPRSTUV", *class_) && *class_);

    for (size_t i = 0; i < length; i++) {
        valid = valid && (g_ascii_isupper(code[i]) || g_ascii_isdigit(code[i]));
    }
    if (!valid || length > 6) {
        return bad(reader, error, "feature '%.1s.%s' is none of GeoNames'", class_, code);
    }
    if (*class_ == '\0') { /* not said: a place where people live */
        class_ = "P";
        code = "PPL";
    }
    out[0] = *class_;
    memcpy(out + 1, code, strlen(code) + 1);
    return true;
}

static bool has_column(char **fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(fields[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *own_field(Reader *reader, const char *column)
{
    return yq_row_get(&reader->row, column);
}

static bool is_language(const char *column)
{
    size_t length = strlen(column);

    if (strcmp(column, "lat") == 0 || strcmp(column, "lon") == 0) {
        return false; /* columns of ours, though "lat" is a code for Latin too */
    }
    for (size_t i = 0; i < length; i++) {
        if (!g_ascii_islower(column[i]) && column[i] != '-') {
            return false;
        }
    }
    return length == 2 || length == 3 || (length <= 7 && strchr(column, '-') != NULL);
}

static void read_own_names(Reader *reader)
{
    for (size_t i = 0; reader->columns[i] != NULL; i++) {
        const char *column = reader->columns[i];
        bool also = strcmp(column, "also") == 0 || strcmp(column, "demonym") == 0;

        if (strcmp(column, "name") == 0) {
            add_names(reader, "", reader->row.fields[i], '|', YQ_RANK_OWN);
        } else if (strcmp(column, "id") != 0 && (also || is_language(column))) {
            add_names(reader, column, reader->row.fields[i], '|', YQ_RANK_OWN);
        }
    }
}

static bool read_own_position(Reader *reader, GError **error)
{
    YqRawPlace *place = &reader->place;
    const char *lat = own_field(reader, "lat"), *lon = own_field(reader, "lon");

    place->addition = *lat == '\0' && *lon == '\0';
    if (!place->addition && (*lat == '\0' || *lon == '\0')) {
        return bad(reader, error, "a position needs both lat and lon");
    }
    return read_number(reader, "lat", lat, -90, 90, &place->lat, error) &&
           read_number(reader, "lon", lon, -180, 180, &place->lon, error) &&
           read_number(reader, "uncertainty_km", own_field(reader, "uncertainty_km"), 0,
                       20000, &place->uncertainty_km, error) &&
           read_number(reader, "radius_km", own_field(reader, "radius_km"), 0, 20000,
                       &place->radius_km, error);
}

/* The id that the row has; in a table without that column, its name and position. */
static bool read_own_id(Reader *reader, GError **error)
{
    YqRawPlace *place = &reader->place;
    const char *name = own_field(reader, "name");

    place->id = own_field(reader, "id");
    if (!has_column(reader->columns, g_strv_length(reader->columns), "id")) {
        g_snprintf(reader->id, sizeof reader->id, "own:%.*s@%.20s,%.20s",
                   (int)MIN(strcspn(name, "|"), 150u), name, own_field(reader, "lat"),
                   own_field(reader, "lon"));
        place->id = reader->id;
    }
    return (*place->id != '\0' && strlen(place->id) <= 200 &&
            g_utf8_validate(place->id, -1, NULL)) ||
           bad(reader, error, "no id");
}

static bool parse_own(Reader *reader, GError **error)
{
    YqRawPlace *place = &reader->place;
    const char *feature = own_field(reader, "feature");
    const char *dot = strchr(feature, '.');

    place->own = true;
    if (!read_own_id(reader, error)) {
        return false;
    }
    if (*feature != '\0' && dot != feature + 1) {
        return bad(reader, error, "feature '%s' is not of the form P.PPL", feature);
    }
    read_own_names(reader);
    if (place->names->len == 0) {
        return bad(reader, error, "'%s' has no name", place->id);
    }
    reader->has_place = true;
    return read_own_position(reader, error) &&
           read_feature(reader, feature, dot != NULL ? dot + 1 : "", error) &&
           read_population(reader, own_field(reader, "population"), error) &&
           read_text(reader, "country", own_field(reader, "country"), place->country,
                     sizeof place->country, error) &&
           read_text(reader, "admin1", own_field(reader, "admin1"), place->admin1,
                     sizeof place->admin1, error);
}

static bool is_number(const char *field)
{
    size_t digits = strspn(field, "0123456789");

    return digits > 0 && digits < 16 && field[digits] == '\0';
}

static bool read_geonames_id(Reader *reader, const char *field, GError **error)
{
    if (!is_number(field)) {
        return bad(reader, error, "'%s' is no GeoNames id", field);
    }
    g_snprintf(reader->id, sizeof reader->id, "geonames:%s", field);
    reader->place.id = reader->id;
    return true;
}

/* Codes of airports and stations, addresses: no names that a text would use. */
static bool is_code(const char *text, size_t length)
{
    bool capitals = length <= 4;

    for (size_t i = 0; i < length; i++) {
        capitals = capitals && (g_ascii_isupper(text[i]) || g_ascii_isdigit(text[i]));
    }
    return capitals || g_strstr_len(text, length, "://") != NULL;
}

static bool wants_columns(Reader *reader, size_t least, size_t most, GError **error)
{
    size_t n = reader->row.n_fields;

    if (n < least || n > most) {
        return bad(reader, error, "%zu columns wanted, %zu found", least, n);
    }
    return true;
}

/* allCountries.txt, cities500.txt, ML.txt … */
static bool parse_geonames(Reader *reader, GError **error)
{
    YqRawPlace *place = &reader->place;
    char **fields = reader->fields;

    if (!wants_columns(reader, 19, 19, error) ||
        !read_geonames_id(reader, fields[0], error)) {
        return false;
    }
    if (fields[1][0] == '\0' || fields[4][0] == '\0' || fields[5][0] == '\0') {
        return bad(reader, error, "no name or no position");
    }
    add_name(reader, "", fields[1], strlen(fields[1]), YQ_RANK_OWN);
    add_name(reader, "also", fields[2], strlen(fields[2]), YQ_RANK_PLAIN);
    for (const char *at = fields[3]; *at != '\0';) {
        const char *end = strchrnul(at, ',');

        if (!is_code(at, end - at)) {
            add_name(reader, "also", at, end - at, YQ_RANK_PLAIN);
        }
        at = *end != '\0' ? end + 1 : end;
    }
    reader->has_place = true;
    return read_number(reader, "latitude", fields[4], -90, 90, &place->lat, error) &&
           read_number(reader, "longitude", fields[5], -180, 180, &place->lon, error) &&
           read_feature(reader, fields[6], fields[7], error) &&
           read_population(reader, fields[14], error) &&
           read_text(reader, "country", fields[8], place->country, sizeof place->country,
                     error) &&
           read_text(reader, "admin1", fields[10], place->admin1, sizeof place->admin1,
                     error);
}

/* alternateNamesV2.txt: id, GeoNames id, language, name, preferred, short, colloquial,
 * historic, from, to. Languages that are none (link, post, iata …) have four letters or
 * are among those here. */
static bool parse_alternates(Reader *reader, GError **error)
{
    static const char *const none[] = {"tcid", "faac", "icao", "iata", "link",
                                       "post", "wkdt", "phon", "piny", "unlc"};
    char **fields = reader->fields;

    if (!wants_columns(reader, 4, 10, error) ||
        !read_geonames_id(reader, fields[1], error)) {
        return false;
    }
    const char *language = fields[2];
    bool old = strcmp(fields[6], "1") == 0 || strcmp(fields[7], "1") == 0;
    uint32_t rank = old                           ? YQ_RANK_OLD
                    : strcmp(fields[4], "1") == 0 ? YQ_RANK_PREFERRED
                    : strcmp(fields[5], "1") == 0 ? YQ_RANK_SHORT
                                                  : YQ_RANK_PLAIN;

    for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
        if (strcmp(language, none[i]) == 0) {
            return true;
        }
    }
    bool tagged = is_language(language) && !old;
    size_t length = strlen(fields[3]);

    if (!tagged && is_code(fields[3], length)) {
        return true;
    }
    add_name(reader, tagged ? language : "also", fields[3], length, rank);
    reader->place.addition = true;
    reader->has_place = reader->place.names->len > 0;
    return true;
}

/* admin1CodesASCII.txt: "ML.08", name, ASCII name, GeoNames id. */
static bool parse_admin1(Reader *reader, GError **error)
{
    if (!wants_columns(reader, 4, 4, error) ||
        !read_geonames_id(reader, reader->fields[3], error)) {
        return false;
    }
    add_name(reader, "en", reader->fields[1], strlen(reader->fields[1]), YQ_RANK_SHORT);
    reader->place.addition = true;
    reader->has_place = reader->place.names->len > 0;
    return true;
}

/* countryInfo.txt: the name is the fifth column, the GeoNames id the seventeenth. */
static bool parse_countries(Reader *reader, GError **error)
{
    if (!wants_columns(reader, 17, 19, error)) {
        return false;
    }
    if (reader->fields[16][0] == '\0') {
        return true; /* a country that is no more */
    }
    if (!read_geonames_id(reader, reader->fields[16], error)) {
        return false;
    }
    add_name(reader, "en", reader->fields[4], strlen(reader->fields[4]),
             YQ_RANK_PREFERRED);
    reader->place.addition = true;
    reader->has_place = reader->place.names->len > 0;
    return true;
}

/* The name of a column as we call it: spreadsheets write "Latitude" and "lng". */
static char *column_name(const char *field)
{
    static const char *const others[][2] = {
        {"latitude", "lat"}, {"y", "lat"},      {"longitude", "lon"}, {"lng", "lon"},
        {"long", "lon"},     {"x", "lon"},      {"place", "name"},    {"names", "name"},
        {"iso2", "country"}, {"cc", "country"},
    };
    g_autofree char *stripped = g_strstrip(g_strdup(field));
    g_autofree char *name = g_ascii_strdown(stripped, -1);

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (strcmp(name, others[i][0]) == 0) {
            return g_strdup(others[i][1]);
        }
    }
    return g_steal_pointer(&name);
}

/* Keeps the columns of a table of our own form; false when the line names none. */
static bool take_columns(Reader *reader)
{
    size_t n = reader->row.n_fields;
    g_auto(GStrv) columns = g_new0(char *, n + 1);

    for (size_t i = 0; i < n; i++) {
        columns[i] = column_name(reader->fields[i]);
    }
    if (!has_column(columns, n, "id") &&
        !(has_column(columns, n, "name") && has_column(columns, n, "lat") &&
          has_column(columns, n, "lon"))) {
        return false;
    }
    reader->columns = g_steal_pointer(&columns);
    reader->row.columns = reader->columns;
    reader->parse = parse_own;
    return true;
}

/* Tells the form from the first line; *@out_header when it only names columns. */
static bool tell_form(Reader *reader, bool *out_header, GError **error)
{
    char **fields = reader->fields;
    size_t n = reader->row.n_fields;

    if (take_columns(reader)) {
        *out_header = true;
    } else if (n >= 17 && strlen(fields[0]) == 2 && strlen(fields[1]) == 3) {
        reader->parse = parse_countries;
    } else if (n >= 15 && is_number(fields[0])) {
        reader->parse = parse_geonames;
    } else if (n == 4 && strlen(fields[0]) > 3 && fields[0][2] == '.') {
        reader->parse = parse_admin1;
    } else if (n >= 4 && is_number(fields[0]) && is_number(fields[1])) {
        reader->parse = parse_alternates;
    } else {
        return bad(reader, error,
                   "neither a line that names the columns (id, lat, lon …) nor a "
                   "GeoNames dump");
    }
    return true;
}

/* Cuts the line at its separators; missing fields of our own form are "". */
static bool cut_fields(Reader *reader, char *line, GError **error)
{
    size_t n = 0;

    if (reader->separator == '\0') {
        reader->separator = yq_fields_separator(line);
    }
    for (char *at = line; at != NULL && n < COLUMNS_MAX; n++) {
        char *end = yq_field_end(at, reader->separator);
        bool more = end != NULL && *end != '\0';

        if (end == NULL) {
            return bad(reader, error, "a quote without an end");
        }
        *end = '\0';
        reader->fields[n] = at;
        at = more ? end + 1 : NULL;
    }
    reader->row.n_fields = n;
    for (size_t i = n; i < COLUMNS_MAX && i < n + 20; i++) {
        reader->fields[i] = (char *)"";
    }
    if (reader->columns != NULL) {
        size_t wanted = g_strv_length(reader->columns);

        if (n > wanted) {
            return bad(reader, error, "%zu columns wanted, %zu found", wanted, n);
        }
        for (size_t i = n; i < wanted; i++) {
            reader->fields[i] = (char *)"";
        }
    }
    return true;
}

static bool parse_line(Reader *reader, char *line, size_t length, GError **error)
{
    GArray *names = reader->place.names;
    bool header = false;

    reader->has_place = false;
    g_array_set_size(names, 0);
    reader->place =
        (YqRawPlace){.names = names, .path = reader->row.path, .line = reader->row.line};
    if (!g_utf8_validate(line, length, NULL)) {
        return bad(reader, error, "not UTF-8");
    }
    if (!cut_fields(reader, line, error) ||
        (reader->parse == NULL && !tell_form(reader, &header, error))) {
        return false;
    }
    return header || reader->parse(reader, error);
}

static bool take_line(Reader *reader, char *line, size_t length, GError **error)
{
    g_autoptr(GError) local = NULL;

    reader->row.line++;
    if (length > 0 && line[length - 1] == '\r') {
        line[--length] = '\0';
    }
    if (length == 0 || line[0] == '#') {
        return true;
    }
    if (reader->row.line == 1 && g_str_has_prefix(line, "\xEF\xBB\xBF")) {
        line += 3;
        length -= 3;
    }
    if (parse_line(reader, line, length, &local)) {
        return !reader->has_place ||
               reader->sink->visit(&reader->place, reader->sink->data, error);
    }
    if (!reader->sink->lenient || reader->parse == NULL) {
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
                    reader->row.path, reader->row.line);
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
        if (memchr(line, '\0', length) != NULL) {
            length = strlen(line);
        }
        if (!take_line(reader, line, length, error)) {
            return false;
        }
    }
    if (reader->parse == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s: no line that names the columns", reader->row.path);
        return false;
    }
    return true;
}

bool yq_rows_read(YqRowsReader *sink, const char *path, GError **error)
{
    g_autofree Reader *reader = g_new0(Reader, 1);

    reader->sink = sink;
    reader->row = (YqRow){.path = path, .fields = reader->fields};
    reader->file = gzopen(path, "rb");
    if (reader->file == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot open '%s': %s", path,
                    g_strerror(errno));
        return false;
    }
    gzbuffer(reader->file, 1 << 17);
    reader->room = 2 * CHUNK;
    reader->buffer = g_malloc(reader->room);
    reader->place.names = g_array_new(FALSE, FALSE, sizeof(YqRawName));
    bool done = read_all(reader, error);

    gzclose(reader->file);
    g_array_unref(reader->place.names);
    g_strfreev(reader->columns);
    g_free(reader->buffer);
    return done;
}
