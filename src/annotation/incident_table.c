/* SPDX-License-Identifier: MIT */
#include "annotation/incident_table.h"

#include "annotation/csv_read.h"
#include "incident/type_words.h"

#include <yaqut/error.h>

#include <string.h>

typedef enum Role {
    ROLE_LAT,
    ROLE_LON,
    ROLE_DATE,
    ROLE_DATE_END,
    ROLE_TYPE,
    ROLE_SUB_EVENT,
    ROLE_EVENT,
    ROLE_KILLED,
    ROLE_AT_LEAST,
    ROLE_PLACE,
    ROLE_ID,
    ROLE_NOTES,
    ROLE_PRECISION,
    ROLE_COUNT,
} Role;

/* Of the columns of one role in a table, the first in this list serves. */
static const struct {
    const char *name;
    Role role;
} known_columns[] = {
    {"lat", ROLE_LAT},
    {"latitude", ROLE_LAT},
    {"y", ROLE_LAT},
    {"lon", ROLE_LON},
    {"lng", ROLE_LON},
    {"longitude", ROLE_LON},
    {"x", ROLE_LON},
    {"date", ROLE_DATE},
    {"event_date", ROLE_DATE},
    {"date_start", ROLE_DATE},
    {"date_end", ROLE_DATE_END},
    {"type", ROLE_TYPE},
    {"sub_event_type", ROLE_SUB_EVENT},
    {"event_type", ROLE_EVENT},
    {"fatalities", ROLE_KILLED},
    {"fatalities_at_least", ROLE_AT_LEAST},
    {"killed", ROLE_KILLED},
    {"deaths", ROLE_KILLED},
    {"best", ROLE_KILLED},
    {"place", ROLE_PLACE},
    {"location", ROLE_PLACE},
    {"id", ROLE_ID},
    {"event_id_cnty", ROLE_ID},
    {"notes", ROLE_NOTES},
    {"summary", ROLE_NOTES},
    {"where_precision", ROLE_PRECISION},
    {"where_prec", ROLE_PRECISION},
};

typedef struct Reader {
    YqCsv csv;
    YqArena *arena;
    int columns[ROLE_COUNT]; /* index, or -1 */
    const char **names;      /* of the columns */
    size_t n_columns;
    size_t *extra; /* indexes of the columns that are kept */
    size_t n_extra;
    GHashTable *types; /* text of a type -> what type_of() knows of it */
} Reader;

static const char *field(const Reader *self, Role role)
{
    int column = self->columns[role];

    return column < 0 ? "" : self->csv.fields->pdata[column];
}

/* The field without its outer blanks, or NULL when nothing is left of it. */
static char *stripped(const Reader *self, Role role)
{
    int column = self->columns[role];
    char *text = column < 0 ? NULL : g_strstrip(self->csv.fields->pdata[column]);

    return text == NULL || *text == '\0' ? NULL : text;
}

static void find_columns(Reader *self)
{
    bool *taken = g_newa0(bool, self->n_columns);

    memset(self->columns, -1, sizeof self->columns);
    for (size_t k = 0; k < G_N_ELEMENTS(known_columns); k++) {
        int *column = &self->columns[known_columns[k].role];

        for (size_t i = 0; *column < 0 && i < self->n_columns; i++) {
            if (g_ascii_strcasecmp(self->names[i], known_columns[k].name) == 0) {
                *column = (int)i;
                taken[i] = known_columns[k].role != ROLE_SUB_EVENT &&
                           known_columns[k].role != ROLE_EVENT;
            }
        }
    }
    self->extra = yq_arena_alloc(self->arena, self->n_columns * sizeof *self->extra);
    for (size_t i = 0; i < self->n_columns; i++) {
        if (!taken[i]) {
            self->extra[self->n_extra++] = i;
        }
    }
}

static bool read_header(Reader *self, GError **error)
{
    int status = yq_csv_next(&self->csv, error);

    if (status <= 0) {
        if (status == 0) {
            g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "%s: nothing in it",
                        self->csv.name);
        }
        return false;
    }
    self->n_columns = self->csv.fields->len;
    self->names = yq_arena_alloc(self->arena, self->n_columns * sizeof *self->names);
    for (size_t i = 0; i < self->n_columns; i++) {
        self->names[i] = g_strstrip(self->csv.fields->pdata[i]);
    }
    find_columns(self);
    return true;
}

static bool has_both_or_none(const Reader *self, GError **error)
{
    return (self->columns[ROLE_LAT] < 0) == (self->columns[ROLE_LON] < 0) ||
           yq_csv_error(&self->csv, error,
                        "a column of latitudes or of longitudes is missing");
}

/* Decimal numbers of up to fifteen digits are exact as an integer over a power of ten;
 * what is longer or has an exponent is left to g_ascii_strtod(), which is slower. */
static bool read_number(const char *text, bool comma, double *out)
{
    static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *at = text + (*text == '-' || *text == '+');
    int64_t mantissa = 0;
    int digits = 0, decimals = -1;

    for (; digits < 16; at++) {
        if (g_ascii_isdigit(*at)) {
            mantissa = mantissa * 10 + (*at - '0');
            digits++;
            decimals += decimals >= 0;
        } else if (decimals < 0 && (*at == '.' || (comma && *at == ','))) {
            decimals = 0;
        } else {
            break;
        }
    }
    if (*at == '\0' && digits > 0 && digits < 16) {
        double value = mantissa / powers[MAX(decimals, 0)];

        *out = *text == '-' ? -value : value;
        return true;
    }
    char *end;
    double value = g_ascii_strtod(text, &end);

    if (end == text || *end != '\0') {
        return false;
    }
    *out = value;
    return true;
}

static bool read_degrees(const Reader *self, Role role, double limit, double *out,
                         GError **error)
{
    const char *text = stripped(self, role);

    if (text == NULL || !read_number(text, self->csv.separator == ';', out)) {
        return yq_csv_error(&self->csv, error, "'%s' is no %s", text == NULL ? "" : text,
                            role == ROLE_LAT ? "latitude" : "longitude");
    }
    if (!(*out >= -limit && *out <= limit)) {
        return yq_csv_error(&self->csv, error, "%s %s is out of range",
                            role == ROLE_LAT ? "latitude" : "longitude", text);
    }
    return true;
}

static bool read_place(const Reader *self, YqIncident *incident, GError **error)
{
    const char *precision = field(self, ROLE_PRECISION);
    const char *place = field(self, ROLE_PLACE);

    incident->place_text = *place == '\0' ? NULL : place;
    if (stripped(self, ROLE_LAT) == NULL && stripped(self, ROLE_LON) == NULL) {
        return true;
    }
    YqPoint *at = yq_arena_alloc(self->arena, sizeof *at);

    if (!read_degrees(self, ROLE_LAT, 90, &at->lat, error) ||
        !read_degrees(self, ROLE_LON, 180, &at->lon, error)) {
        return false;
    }
    incident->at = *at;
    incident->geometry = (YqGeometry){YQ_GEOMETRY_POINT, at, 1};
    incident->where_precision = 1;
    if (*precision != '\0') {
        if (precision[0] < '0' || precision[0] > '7' || precision[1] != '\0') {
            return yq_csv_error(&self->csv, error, "'%s' is no precision from 1 to 7",
                                precision);
        }
        incident->where_precision = precision[0] - '0';
    }
    return true;
}

/* "12 March 2023", "12 Mar 2023", "12-March-2023", "12-Mar-23" is refused. */
static bool read_worded_date(const char *text, YqDate *out)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    char *at;
    unsigned long day = g_ascii_isdigit(*text) ? strtoul(text, &at, 10) : 0;

    if (day == 0 || (*at != ' ' && *at != '-')) {
        return false;
    }
    const char *word = ++at;

    while (g_ascii_isalpha(*at)) {
        at++;
    }
    size_t letters = at - word;

    if (letters < 3 || (*at != ' ' && *at != '-') || !g_ascii_isdigit(at[1])) {
        return false;
    }
    char *end;
    unsigned long year = strtoul(at + 1, &end, 10);

    for (int month = 1; month <= 12; month++) {
        if (strlen(months[month - 1]) >= letters &&
            g_ascii_strncasecmp(word, months[month - 1], letters) == 0) {
            if (*end != '\0' || year < 1000 || year > 9999 || day > 31 ||
                !g_date_valid_dmy(day, month, year)) {
                return false;
            }
            *out = (YqDate){.year = year, .month = month, .day = day};
            return true;
        }
    }
    return false;
}

/* The interval that one field stands for: a day, a month or a year. */
static bool read_interval(const Reader *self, const char *text, YqInterval *out,
                          GError **error)
{
    YqDate start;

    if (!yq_date_parse(text, &start) && !read_worded_date(text, &start)) {
        return yq_csv_error(&self->csv, error, "'%s' is no date such as 2023-03-12",
                            text);
    }
    size_t digits = strspn(text, "0123456789-");

    *out = (YqInterval){start, start, YQ_DATE_DAY};
    if (digits == 4 && text[4] == '\0') {
        out->end = (YqDate){.year = start.year, .month = 12, .day = 31};
        out->precision = YQ_DATE_YEAR;
    } else if (digits == 7 && text[7] == '\0') {
        out->end.day = g_date_get_days_in_month(start.month, start.year);
        out->precision = YQ_DATE_MONTH;
    }
    return true;
}

static bool read_dates(const Reader *self, YqIncident *incident, GError **error)
{
    const char *first = stripped(self, ROLE_DATE), *last = stripped(self, ROLE_DATE_END);
    YqInterval end;

    if (first != NULL && !read_interval(self, first, &incident->when, error)) {
        return false;
    }
    if (last == NULL) {
        return true;
    }
    if (!read_interval(self, last, &end, error)) {
        return false;
    }
    if (yq_date_compare(end.end, incident->when.start) < 0) {
        return yq_csv_error(&self->csv, error, "it ends before it begins");
    }
    if (yq_date_compare(end.end, incident->when.end) != 0) {
        incident->when.end = end.end;
        incident->when.precision = YQ_DATE_RANGE;
    }
    return true;
}

/* A number of deaths in the column of @role; @out_at_least: "40+". */
static bool read_deaths(const Reader *self, Role role, int32_t *out, bool *out_at_least,
                        GError **error)
{
    char *text = stripped(self, role);
    size_t length = text == NULL ? 0 : strlen(text);
    double number;

    *out_at_least = length > 1 && text[length - 1] == '+';
    if (length == 0) {
        return true;
    }
    if (*out_at_least) {
        text[length - 1] = '\0';
    }
    if (!read_number(text, false, &number) || !(number >= 0 && number <= INT32_MAX) ||
        number != (int32_t)number) {
        return yq_csv_error(&self->csv, error, "'%s' is no number of deaths", text);
    }
    *out = (int32_t)number;
    return true;
}

static bool read_killed(const Reader *self, YqCasualties *casualties, GError **error)
{
    int32_t killed = -1, least = -1;
    bool more, ignored;

    if (!read_deaths(self, ROLE_KILLED, &killed, &more, error) ||
        !read_deaths(self, ROLE_AT_LEAST, &least, &ignored, error)) {
        return false;
    }
    if (least >= 0 || more) {
        casualties->killed_at_least = least >= 0 ? least : killed;
    } else {
        casualties->killed = killed;
    }
    return true;
}

/* @out_ours: whether @text is our name of the type, or ACLED's. */
static YqIncidentType type_of(const Reader *self, const char *text, bool *out_ours)
{
    enum { OURS = 1 << 16 };
    int known = GPOINTER_TO_INT(g_hash_table_lookup(self->types, text));

    if (known == 0) {
        bool ours = yq_incident_type_parse(text) != YQ_INCIDENT_OTHER;

        known = ((int)yq_incident_type_guess(text) + 1) | (ours ? OURS : 0);
        g_hash_table_insert(self->types, (gpointer)text, GINT_TO_POINTER(known));
    }
    *out_ours = (known & OURS) != 0;
    return (YqIncidentType)((known & (OURS - 1)) - 1);
}

/* The most specific column decides; a wider one helps where it is no type of ours. */
static void read_type(const Reader *self, YqIncident *incident)
{
    static const Role roles[] = {ROLE_TYPE, ROLE_SUB_EVENT, ROLE_EVENT};

    incident->type = YQ_INCIDENT_OTHER;
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        const char *text = field(self, roles[i]);
        bool ours;

        if (*text == '\0' || incident->type != YQ_INCIDENT_OTHER) {
            continue;
        }
        incident->type = type_of(self, text, &ours);
        if (!ours && incident->type_text == NULL) {
            incident->type_text = text; /* "IED" says more than our word for it */
        }
    }
    incident->category = yq_incident_type_category(incident->type);
}

static void keep_extra(const Reader *self, YqIncident *incident)
{
    YqField *extra = yq_arena_alloc(self->arena, self->n_extra * sizeof *extra);

    for (size_t i = 0; i < self->n_extra; i++) {
        extra[i] = (YqField){self->names[self->extra[i]],
                             self->csv.fields->pdata[self->extra[i]]};
    }
    incident->extra = extra;
    incident->n_extra = self->n_extra;
}

static bool read_row(const Reader *self, YqIncident *incident, GError **error)
{
    const char *id = field(self, ROLE_ID);

    if (self->csv.fields->len != self->n_columns) {
        return yq_csv_error(&self->csv, error, "%zu columns wanted, %u found",
                            self->n_columns, self->csv.fields->len);
    }
    *incident = (YqIncident){
        .id = *id == '\0' ? NULL : id,
        .place = -1,
        .casualties = YQ_CASUALTIES_NONE,
        .summary = field(self, ROLE_NOTES),
        .confidence = 1,
    };
    if (!read_place(self, incident, error) || !read_dates(self, incident, error) ||
        !read_killed(self, &incident->casualties, error)) {
        return false;
    }
    read_type(self, incident);
    keep_extra(self, incident);
    return true;
}

static bool read_rows(Reader *self, GArray *incidents, GError **error)
{
    YqIncident incident;
    int status;

    while ((status = yq_csv_next(&self->csv, error)) > 0) {
        if (!read_row(self, &incident, error)) {
            return false;
        }
        g_array_append_val(incidents, incident);
    }
    return status == 0;
}

static bool check_encoding(const char *bytes, size_t length, const char *name,
                           GError **error)
{
    const char *bad;

    if (g_utf8_validate(bytes, length, &bad)) {
        return true;
    }
    unsigned line = 1;

    for (const char *at = bytes; at < bad; at++) {
        line += *at == '\n';
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_ENCODING, "%s:%u: not UTF-8: save it as UTF-8",
                name, line);
    return false;
}

/* Makes room for a row a line at once: copying rows while the array grows costs more
 * than reading them. */
static void reserve(GArray *incidents, const char *bytes, size_t length)
{
    size_t lines = 0;
    const char *end = bytes + length;
    guint before = incidents->len;

    for (const char *at = bytes; (at = memchr(at, '\n', end - at)) != NULL; at++) {
        lines++;
    }
    g_array_set_size(incidents, before + MIN(lines, 1000000));
    g_array_set_size(incidents, before);
}

bool yq_incident_table_parse(const char *bytes, size_t length, const char *name,
                             YqArena *arena, GArray *incidents, GError **error)
{
    g_autoptr(GHashTable) types = g_hash_table_new(g_str_hash, g_str_equal);
    Reader self = {.arena = arena, .types = types};
    guint before = incidents->len;

    if (!check_encoding(bytes, length, name, error)) {
        return false;
    }
    yq_csv_init(&self.csv, yq_arena_strndup(arena, bytes, length), length, name);
    reserve(incidents, bytes, length);
    bool read = read_header(&self, error) && has_both_or_none(&self, error) &&
                read_rows(&self, incidents, error);

    yq_csv_clear(&self.csv);
    if (!read) {
        g_array_set_size(incidents, before);
        return false;
    }
    if (incidents->len == before) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY,
                    "%s: no row below the names of the "
                    "columns",
                    name);
        return false;
    }
    return true;
}

bool yq_incident_table_looks(const char *bytes, size_t length)
{
    const char *line_end = memchr(bytes, '\n', length);
    size_t line = line_end == NULL ? length : (size_t)(line_end - bytes);

    if (line > 64 * 1024 || !g_utf8_validate(bytes, line, NULL)) {
        return false;
    }
    YqArena *arena = yq_arena_new();
    Reader self = {.arena = arena};

    yq_csv_init(&self.csv, yq_arena_strndup(arena, bytes, line), line, "");
    bool header = read_header(&self, NULL) && self.n_columns > 1;
    const int *columns = self.columns;
    bool place = header && columns[ROLE_LAT] >= 0 && columns[ROLE_LON] >= 0;
    bool told =
        header && columns[ROLE_DATE] >= 0 &&
        (columns[ROLE_TYPE] >= 0 || columns[ROLE_EVENT] >= 0 || columns[ROLE_PLACE] >= 0);

    yq_csv_clear(&self.csv);
    yq_arena_free(arena);
    return place || told;
}
