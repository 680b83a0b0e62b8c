/* SPDX-License-Identifier: MIT */
/* The dumps of GeoNames. */
#include "gazetteer/rowparser.h"

#include <string.h>

static bool is_number(const char *field)
{
    size_t digits = strspn(field, "0123456789");

    return digits > 0 && digits < 16 && field[digits] == '\0';
}

static bool read_geonames_id(YqRowParser *self, const char *field, GError **error)
{
    if (!is_number(field)) {
        return yq_row_error(&self->row, error, "'%s' is no GeoNames id", field);
    }
    g_snprintf(self->id, sizeof self->id, "geonames:%s", field);
    self->place.id = self->id;
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

static bool wants_columns(YqRowParser *self, size_t least, size_t most, GError **error)
{
    size_t n = self->row.n_fields;

    if (n < least || n > most) {
        return yq_row_error(&self->row, error, "%zu columns wanted, %zu found", least, n);
    }
    return true;
}

/* allCountries.txt, cities500.txt, ML.txt … */
static bool parse_geonames(YqRowParser *self, GError **error)
{
    YqRawPlace *place = &self->place;
    char **fields = self->row.fields;

    if (!wants_columns(self, 19, 19, error) ||
        !read_geonames_id(self, fields[0], error)) {
        return false;
    }
    if (fields[1][0] == '\0' || fields[4][0] == '\0' || fields[5][0] == '\0') {
        return yq_row_error(&self->row, error, "no name or no position");
    }
    yq_row_add_name(self, "", fields[1], strlen(fields[1]), YQ_RANK_OWN);
    yq_row_add_name(self, "also", fields[2], strlen(fields[2]), YQ_RANK_PLAIN);
    for (const char *at = fields[3]; *at != '\0';) {
        const char *end = strchrnul(at, ',');

        if (!is_code(at, end - at)) {
            yq_row_add_name(self, "also", at, end - at, YQ_RANK_PLAIN);
        }
        at = *end != '\0' ? end + 1 : end;
    }
    self->has_place = true;
    return yq_row_number(self, "latitude", fields[4], -90, 90, &place->lat, error) &&
           yq_row_number(self, "longitude", fields[5], -180, 180, &place->lon, error) &&
           yq_row_feature(self, fields[6], fields[7], error) &&
           yq_row_population(self, fields[14], error) &&
           yq_row_text(self, "country", fields[8], place->country, sizeof place->country,
                       error) &&
           yq_row_text(self, "admin1", fields[10], place->admin1, sizeof place->admin1,
                       error);
}

/* alternateNamesV2.txt: id, GeoNames id, language, name, preferred, short, colloquial,
 * historic, from, to. Languages that are none (link, post, iata …) have four letters or
 * are among those here. */
static bool parse_alternates(YqRowParser *self, GError **error)
{
    static const char *const none[] = {"tcid", "faac", "icao", "iata", "link",
                                       "post", "wkdt", "phon", "piny", "unlc"};
    char **fields = self->row.fields;

    if (!wants_columns(self, 4, 10, error) || !read_geonames_id(self, fields[1], error)) {
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
    bool tagged = yq_row_is_language(language) && !old;
    size_t length = strlen(fields[3]);

    if (!tagged && is_code(fields[3], length)) {
        return true;
    }
    yq_row_add_name(self, tagged ? language : "also", fields[3], length, rank);
    self->place.addition = true;
    self->has_place = self->place.names->len > 0;
    return true;
}

/* admin1CodesASCII.txt: "ML.08", name, ASCII name, GeoNames id. */
static bool parse_admin1(YqRowParser *self, GError **error)
{
    if (!wants_columns(self, 4, 4, error) ||
        !read_geonames_id(self, self->row.fields[3], error)) {
        return false;
    }
    yq_row_add_name(self, "en", self->row.fields[1], strlen(self->row.fields[1]),
                    YQ_RANK_SHORT);
    self->place.addition = true;
    self->has_place = self->place.names->len > 0;
    return true;
}

/* countryInfo.txt: the name is the fifth column, the GeoNames id the seventeenth. */
static bool parse_countries(YqRowParser *self, GError **error)
{
    if (!wants_columns(self, 17, 19, error)) {
        return false;
    }
    if (self->row.fields[16][0] == '\0') {
        return true; /* a country that is no more */
    }
    if (!read_geonames_id(self, self->row.fields[16], error)) {
        return false;
    }
    yq_row_add_name(self, "en", self->row.fields[4], strlen(self->row.fields[4]),
                    YQ_RANK_PREFERRED);
    self->place.addition = true;
    self->has_place = self->place.names->len > 0;
    return true;
}

bool yq_geonames_rows_take(YqRowParser *self)
{
    char **fields = self->row.fields;
    size_t n = self->row.n_fields;

    if (n >= 17 && strlen(fields[0]) == 2 && strlen(fields[1]) == 3) {
        self->parse = parse_countries;
    } else if (n >= 15 && is_number(fields[0])) {
        self->parse = parse_geonames;
    } else if (n == 4 && strlen(fields[0]) > 3 && fields[0][2] == '.') {
        self->parse = parse_admin1;
    } else if (n >= 4 && is_number(fields[0]) && is_number(fields[1])) {
        self->parse = parse_alternates;
    }
    return self->parse != NULL;
}
