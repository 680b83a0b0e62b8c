/* SPDX-License-Identifier: MIT */
/* Tables of the project's own form, and what people write in a spreadsheet. */
#include "gazetteer/rowparser.h"

#include <string.h>

static bool has_column(char **fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(fields[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *own_field(YqRowParser *self, const char *column)
{
    return yq_row_get(&self->row, column);
}

static void read_own_names(YqRowParser *self)
{
    for (size_t i = 0; self->columns[i] != NULL; i++) {
        const char *column = self->columns[i];
        bool also = strcmp(column, "also") == 0 || strcmp(column, "demonym") == 0;

        if (strcmp(column, "name") == 0) {
            yq_row_add_names(self, "", self->row.fields[i], '|', YQ_RANK_OWN);
        } else if (strcmp(column, "id") != 0 && (also || yq_row_is_language(column))) {
            yq_row_add_names(self, column, self->row.fields[i], '|', YQ_RANK_OWN);
        }
    }
}

static bool read_own_position(YqRowParser *self, GError **error)
{
    YqRawPlace *place = &self->place;
    const char *lat = own_field(self, "lat"), *lon = own_field(self, "lon");

    place->addition = *lat == '\0' && *lon == '\0';
    if (!place->addition && (*lat == '\0' || *lon == '\0')) {
        return yq_row_error(&self->row, error, "a position needs both lat and lon");
    }
    return yq_row_number(self, "lat", lat, -90, 90, &place->lat, error) &&
           yq_row_number(self, "lon", lon, -180, 180, &place->lon, error) &&
           yq_row_number(self, "uncertainty_km", own_field(self, "uncertainty_km"), 0,
                         20000, &place->uncertainty_km, error) &&
           yq_row_number(self, "radius_km", own_field(self, "radius_km"), 0, 20000,
                         &place->radius_km, error);
}

/* The id that the row has; in a table without that column, its name and position. */
static bool read_own_id(YqRowParser *self, GError **error)
{
    YqRawPlace *place = &self->place;
    const char *name = own_field(self, "name");

    place->id = own_field(self, "id");
    if (!has_column(self->columns, g_strv_length(self->columns), "id")) {
        g_snprintf(self->id, sizeof self->id, "own:%.*s@%.20s,%.20s",
                   (int)MIN(strcspn(name, "|"), 150u), name, own_field(self, "lat"),
                   own_field(self, "lon"));
        place->id = self->id;
    }
    return (*place->id != '\0' && strlen(place->id) <= 200 &&
            g_utf8_validate(place->id, -1, NULL)) ||
           yq_row_error(&self->row, error, "no id");
}

static bool parse_own(YqRowParser *self, GError **error)
{
    YqRawPlace *place = &self->place;
    const char *feature = own_field(self, "feature");
    const char *dot = strchr(feature, '.');

    place->own = true;
    if (!read_own_id(self, error)) {
        return false;
    }
    if (*feature != '\0' && dot != feature + 1) {
        return yq_row_error(&self->row, error, "feature '%s' is not of the form P.PPL",
                            feature);
    }
    read_own_names(self);
    if (place->names->len == 0) {
        return yq_row_error(&self->row, error, "'%s' has no name", place->id);
    }
    self->has_place = true;
    return read_own_position(self, error) &&
           yq_row_feature(self, feature, dot != NULL ? dot + 1 : "", error) &&
           yq_row_population(self, own_field(self, "population"), error) &&
           yq_row_text(self, "country", own_field(self, "country"), place->country,
                       sizeof place->country, error) &&
           yq_row_text(self, "admin1", own_field(self, "admin1"), place->admin1,
                       sizeof place->admin1, error);
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

bool yq_own_rows_take(YqRowParser *self)
{
    size_t n = self->row.n_fields;
    g_auto(GStrv) columns = g_new0(char *, n + 1);

    for (size_t i = 0; i < n; i++) {
        columns[i] = column_name(self->row.fields[i]);
    }
    if (!has_column(columns, n, "id") &&
        !(has_column(columns, n, "name") && has_column(columns, n, "lat") &&
          has_column(columns, n, "lon"))) {
        return false;
    }
    self->columns = g_steal_pointer(&columns);
    self->row.columns = self->columns;
    self->parse = parse_own;
    return true;
}
