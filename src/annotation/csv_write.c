/* SPDX-License-Identifier: MIT */
/* Incidents as a table: a row each, ACLED's column names where they exist, then our own,
 * then the columns that a user's table had besides. RFC 4180. */
#include "annotation/store.h"

#include <string.h>

typedef struct Csv {
    GString *out;
    bool first; /* in its row */
} Csv;

static void begin(Csv *csv)
{
    if (!csv->first) {
        g_string_append_c(csv->out, ',');
    }
    csv->first = false;
}

static void put(Csv *csv, const char *text)
{
    size_t length = text != NULL ? strcspn(text, "\",\r\n") : 0;

    begin(csv);
    if (text == NULL || text[length] == '\0') {
        g_string_append_len(csv->out, text, (gssize)length);
        return;
    }
    g_string_append_c(csv->out, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"') {
            g_string_append_c(csv->out, '"');
        }
        g_string_append_c(csv->out, *at);
    }
    g_string_append_c(csv->out, '"');
}

static void put_number(Csv *csv, bool known, double value, int decimals)
{
    begin(csv);
    if (known) {
        yq_number_append(csv->out, value, decimals);
    }
}

static void put_count(Csv *csv, int32_t count)
{
    put_number(csv, count >= 0, count, 0);
}

static void put_date(Csv *csv, YqDate date)
{
    char text[11];

    yq_date_format(date, text);
    put(csv, text);
}

static void end_row(Csv *csv)
{
    g_string_append_c(csv->out, '\n');
    csv->first = true;
}

static void put_actor(Csv *csv, const YqIncident *incident, const char *side)
{
    if (incident->n_actors == 0) {
        put(csv, NULL);
        return;
    }
    g_autoptr(GString) names = g_string_new(NULL);

    for (size_t i = 0; i < incident->n_actors; i++) {
        if (g_strcmp0(incident->actors[i].side, side) == 0) {
            g_string_append_printf(names, "%s%s", names->len > 0 ? "; " : "",
                                   incident->actors[i].name);
        }
    }
    put(csv, names->str);
}

static void put_claims(Csv *csv, const YqIncident *incident)
{
    if (incident->n_claims == 0) {
        put(csv, NULL);
        return;
    }
    g_autoptr(GString) all = g_string_new(NULL);

    for (size_t i = 0; i < incident->n_claims; i++) {
        g_string_append_printf(all, "%s%s: %s", all->len > 0 ? " | " : "",
                               incident->claims[i].by, incident->claims[i].says);
    }
    put(csv, all->str);
}

/* ACLED calls an attack in which only armed men were hit a battle. */
static bool armed_only(const YqIncident *incident)
{
    bool suffering = false;

    for (size_t i = 0; i < incident->n_actors; i++) {
        const char *id = incident->actors[i].id;

        if (g_strcmp0(incident->actors[i].side, "suffering") == 0) {
            suffering = true;
            if (id == NULL || strstr(id, "civil") != NULL) {
                return false;
            }
        }
    }
    return suffering;
}

static void put_place(Csv *csv, const YqAnnotations *self, const YqIncident *incident)
{
    const YqAnnotatedPlace *place =
        incident->place >= 0 && (size_t)incident->place < self->places->len
            ? yq_annotations_place(self, incident->place)
            : NULL;

    put(csv, incident->place_text != NULL ? incident->place_text
             : place != NULL              ? place->name
                                          : "");
    put(csv, place != NULL ? place->country : "");
    put(csv, place != NULL ? place->admin1 : "");
    put(csv, place != NULL ? place->gazetteer_id : "");
}

static void put_evidence(Csv *csv, const YqAnnotations *self, const YqIncident *incident)
{
    if (incident->n_evidence == 0) {
        put(csv, NULL);
        return;
    }
    g_autoptr(GString) spans = g_string_new(NULL);

    for (size_t i = 0; i < incident->n_evidence; i++) {
        const YqSpan *span = &incident->evidence[i];

        if (spans->len > 0) {
            g_string_append_c(spans, ' ');
        }
        if (self->articles->len > 1) {
            g_string_append_printf(spans, "%u:", span->article);
        }
        g_string_append_printf(spans, "%u-%u", span->start, span->end);
    }
    put(csv, spans->str);
}

/* Our columns, in their order. */
static const char *const columns[] = {
    "event_id_cnty",
    "event_date",
    "date_end",
    "date_precision",
    "time_precision",
    "event_type",
    "sub_event_type",
    "type",
    "category",
    "actor1",
    "actor2",
    "location",
    "iso2",
    "admin1",
    "gazetteer_id",
    "latitude",
    "longitude",
    "where_precision",
    "geo_precision",
    "uncertainty_km",
    "fatalities",
    "fatalities_at_least",
    "fatalities_magnitude",
    "wounded",
    "missing",
    "abducted",
    "displaced",
    "disputed",
    "claims",
    "side",
    "distance_km",
    "along_km",
    "nearest_place",
    "notes",
    "evidence",
    "confidence",
};

static bool is_ours(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        if (g_ascii_strcasecmp(columns[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool same_name(const char *a, const char *b)
{
    return g_ascii_tolower(*a) == g_ascii_tolower(*b) && g_ascii_strcasecmp(a, b) == 0;
}

/* What the user's table has in a column of this name, or else @ours. */
static const char *own_or(const YqIncident *incident, const char *name, const char *ours)
{
    for (size_t k = 0; k < incident->n_extra; k++) {
        if (same_name(incident->extra[k].name, name)) {
            return incident->extra[k].value;
        }
    }
    return ours;
}

/* Names of the users' own columns, each once, in the order they first appear; one that
 * bears the name of a column of ours is that column. */
static GPtrArray *extra_columns(const YqAnnotations *self)
{
    GPtrArray *found = g_ptr_array_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < self->incidents->len; i++) {
        const YqIncident *incident = yq_annotations_incident(self, i);

        for (size_t k = 0; k < incident->n_extra; k++) {
            if (g_hash_table_add(seen, (gpointer)incident->extra[k].name) &&
                !is_ours(incident->extra[k].name)) {
                g_ptr_array_add(found, (gpointer)incident->extra[k].name);
            }
        }
    }
    return found;
}

static void put_extra(Csv *csv, const YqIncident *incident, const GPtrArray *extra)
{
    for (size_t c = 0; c < extra->len; c++) {
        const char *value = "";

        for (size_t k = 0; k < incident->n_extra; k++) {
            if (strcmp(incident->extra[k].name, extra->pdata[c]) == 0) {
                value = incident->extra[k].value;
            }
        }
        put(csv, value);
    }
}

static void put_border(Csv *csv, const YqBorderMeasure *border)
{
    bool measured = border->between[0][0] != '\0';

    put(csv, border->side);
    put_number(csv, measured, border->distance_km, 3);
    put_number(csv, measured, border->along_km, 3);
    put(csv, measured ? border->place : NULL);
}

/* ACLED counts time in 1 (day), 2 (week), 3 (month), and has nothing coarser. */
static const char *acled_time_precision(YqDatePrecision precision)
{
    switch (precision) {
    case YQ_DATE_UNKNOWN:
        return "";
    case YQ_DATE_DAY:
        return "1";
    case YQ_DATE_PART_OF_MONTH:
        return "2";
    default:
        return "3";
    }
}

/* ACLED's 1 is the town, 2 a place near it, 3 the region; UCDP's scale, ours, is finer.
 */
static const char *acled_geo_precision(int where_precision)
{
    return where_precision == 0   ? ""
           : where_precision == 1 ? "1"
           : where_precision <= 3 ? "2"
                                  : "3";
}

static void put_incident(Csv *csv, const YqAnnotations *self, const YqIncident *incident,
                         size_t number, const GPtrArray *extra)
{
    g_autofree char *id = incident->id != NULL ? g_strdup(incident->id)
                                               : g_strdup_printf("yaqut-%zu", number);
    const YqCasualties *said = &incident->casualties;
    bool armed = armed_only(incident);
    bool placed = incident->where_precision > 0;

    put(csv, id);
    put_date(csv, incident->when.start);
    put_date(csv, incident->when.end);
    put(csv, yq_date_precision_name(incident->when.precision));
    put(csv, acled_time_precision(incident->when.precision));
    put(csv, own_or(incident, "event_type",
                    yq_incident_type_acled_event(incident->type, armed)));
    put(csv, own_or(incident, "sub_event_type",
                    yq_incident_type_acled_sub_event(incident->type, armed)));
    put(csv, incident->type_text != NULL ? incident->type_text
                                         : yq_incident_type_name(incident->type));
    put(csv, yq_category_name(incident->category));
    put_actor(csv, incident, "doing");
    put_actor(csv, incident, "suffering");
    put_place(csv, self, incident);
    put_number(csv, placed, incident->at.lat, 6);
    put_number(csv, placed, incident->at.lon, 6);
    put_number(csv, placed, incident->where_precision, 0);
    put(csv, acled_geo_precision(incident->where_precision));
    put_number(csv, placed, incident->uncertainty_km, 1);
    /* As ACLED codes "at least 40", which the next column tells from exactly 40. */
    put_count(csv, said->killed >= 0 ? said->killed : said->killed_at_least);
    put_count(csv, said->killed_at_least);
    put(csv, said->killed_magnitude);
    put_count(csv, said->wounded);
    put_count(csv, said->missing);
    put_count(csv, said->abducted);
    put_count(csv, said->displaced);
    put(csv, incident->disputed ? "yes" : "no");
    put_claims(csv, incident);
    put_border(csv, &incident->border);
    put(csv, incident->summary);
    put_evidence(csv, self, incident);
    put_number(csv, true, incident->confidence, 3);
    put_extra(csv, incident, extra);
    end_row(csv);
}

GString *yq_annotations_to_csv(const YqAnnotations *self)
{
    Csv csv = {g_string_new(NULL), true};
    g_autoptr(GPtrArray) extra = extra_columns(self);

    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        put(&csv, columns[i]);
    }
    for (size_t i = 0; i < extra->len; i++) {
        put(&csv, extra->pdata[i]);
    }
    end_row(&csv);
    for (size_t i = 0; i < self->incidents->len; i++) {
        put_incident(&csv, self, yq_annotations_incident(self, i), i + 1, extra);
    }
    return csv.out;
}
