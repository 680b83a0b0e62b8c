/* SPDX-License-Identifier: MIT */
/* Annotations as GeoJSON (RFC 7946), the members in the order of
 * docs/annotations.md. */
#include "annotation/store.h"

#define DEGREES 6 /* decimals of a coordinate: 0.1 m */

static void write_point(YqJson *json, YqPoint at)
{
    yq_json_begin(json, '[');
    yq_json_number(json, at.lon, DEGREES);
    yq_json_number(json, at.lat, DEGREES);
    yq_json_end(json, ']');
}

static void write_points(YqJson *json, const YqGeometry *geometry)
{
    yq_json_begin(json, '[');
    for (size_t i = 0; i < geometry->n_points; i++) {
        write_point(json, geometry->points[i]);
    }
    yq_json_end(json, ']');
}

/* RFC 7946 wants an outer ring counterclockwise, whichever way it was made. */
static void write_ring(YqJson *json, const YqGeometry *geometry)
{
    const YqPoint *p = geometry->points;
    size_t n = geometry->n_points;
    double twice_area = 0;

    for (size_t i = 0; i + 1 < n; i++) {
        twice_area += p[i].lon * p[i + 1].lat - p[i + 1].lon * p[i].lat;
    }
    yq_json_begin(json, '[');
    for (size_t i = 0; i < n; i++) {
        write_point(json, p[twice_area < 0 ? n - 1 - i : i]);
    }
    yq_json_end(json, ']');
}

static void write_geometry(YqJson *json, const YqGeometry *geometry)
{
    static const char *const types[] = {
        [YQ_GEOMETRY_POINT] = "Point",
        [YQ_GEOMETRY_LINE] = "LineString",
        [YQ_GEOMETRY_AREA] = "Polygon",
    };

    yq_json_key(json, "geometry");
    if (geometry->type == YQ_GEOMETRY_NONE || geometry->n_points == 0) {
        yq_json_null(json);
        return;
    }
    yq_json_begin(json, '{');
    yq_json_member_string(json, "type", types[geometry->type]);
    yq_json_key(json, "coordinates");
    if (geometry->type == YQ_GEOMETRY_POINT) {
        write_point(json, geometry->points[0]);
    } else if (geometry->type == YQ_GEOMETRY_LINE) {
        write_points(json, geometry);
    } else {
        yq_json_begin(json, '[');
        write_ring(json, geometry);
        yq_json_end(json, ']');
    }
    yq_json_end(json, '}');
}

void yq_feature_write_start(YqJson *json, const YqGeometry *geometry, const char *kind)
{
    g_string_append(json->out, json->comma ? ",\n" : "\n");
    json->comma = false;
    yq_json_begin(json, '{');
    yq_json_member_string(json, "type", "Feature");
    write_geometry(json, geometry);
    yq_json_key(json, "properties");
    yq_json_begin(json, '{');
    yq_json_member_string(json, "kind", kind);
}

static void write_mentions(YqJson *json, const YqAnnotatedPlace *place, bool several)
{
    yq_json_key(json, "mentions");
    yq_json_begin(json, '[');
    for (size_t i = 0; i < place->n_mentions; i++) {
        const YqMention *mention = &place->mentions[i];

        yq_json_begin(json, '{');
        if (several) {
            yq_json_member_int(json, "article", mention->article);
        }
        yq_json_member_int(json, "start", mention->start);
        yq_json_member_int(json, "end", mention->end);
        yq_json_member_string(json, "surface", place->surfaces[i]);
        yq_json_member_string(json, "role", yq_role_name(mention->role));
        if (mention->by_sound) {
            yq_json_key(json, "by_sound");
            yq_json_bool(json, true);
        }
        yq_json_end(json, '}');
    }
    yq_json_end(json, ']');
}

static void write_place(YqJson *json, const YqAnnotatedPlace *place, bool several)
{
    char feature_class[2] = {place->feature_class, '\0'};
    /* A name that no gazetteer knows has no point until somebody writes one in. */
    YqGeometry geometry = {YQ_GEOMETRY_POINT, &place->at,
                           place->gazetteer_id != NULL || place->feature_class != '\0'};

    yq_feature_write_start(json, &geometry, "place");
    yq_json_member_string(json, "name", place->name);
    yq_json_key(json, "names");
    yq_json_begin(json, '{');
    for (size_t i = 0; i < place->n_names; i++) {
        yq_json_member_string(json, place->names[i].language, place->names[i].name);
    }
    yq_json_end(json, '}');
    yq_json_member_string(json, "feature_class", feature_class);
    yq_json_member_string(json, "feature_code", place->feature_code);
    yq_json_member_string(json, "country", place->country);
    yq_json_member_string(json, "admin1", place->admin1);
    if (place->population > 0) {
        yq_json_member_int(json, "population", place->population);
    }
    if (place->radius_km > 0) {
        yq_json_member_number(json, "radius_km", place->radius_km, 1);
    }
    if (place->uncertainty_km > 0) {
        yq_json_member_number(json, "uncertainty_km", place->uncertainty_km, 1);
    }
    yq_json_member_string(json, "gazetteer_id", place->gazetteer_id);
    yq_json_member_number(json, "confidence", place->confidence, 3);
    write_mentions(json, place, several);
    yq_json_end(json, '}');
    yq_json_end(json, '}');
}

static void write_count(YqJson *json, const char *key, int32_t count)
{
    if (count >= 0) {
        yq_json_member_int(json, key, count);
    }
}

static void write_group(YqJson *json, const YqCasualtyGroup *group)
{
    yq_json_begin(json, '{');
    yq_json_member_string(json, "who", group->who);
    write_count(json, "killed", group->killed);
    write_count(json, "wounded", group->wounded);
    write_count(json, "missing", group->missing);
    write_count(json, "abducted", group->abducted);
    write_count(json, "displaced", group->displaced);
    yq_json_member_string(json, "subset_of", group->subset_of);
    yq_json_end(json, '}');
}

static void write_casualties(YqJson *json, const YqCasualties *said)
{
    yq_json_key(json, "casualties");
    yq_json_begin(json, '{');
    write_count(json, "killed", said->killed);
    write_count(json, "killed_at_least", said->killed_at_least);
    yq_json_member_string(json, "killed_magnitude", said->killed_magnitude);
    write_count(json, "wounded", said->wounded);
    write_count(json, "missing", said->missing);
    write_count(json, "abducted", said->abducted);
    write_count(json, "displaced", said->displaced);
    if (said->n_groups > 0) {
        yq_json_key(json, "groups");
        yq_json_begin(json, '[');
        for (size_t i = 0; i < said->n_groups; i++) {
            write_group(json, &said->groups[i]);
        }
        yq_json_end(json, ']');
    }
    yq_json_end(json, '}');
}

static bool says_casualties(const YqCasualties *said)
{
    return said->killed >= 0 || said->killed_at_least >= 0 ||
           said->killed_magnitude != NULL || said->wounded >= 0 || said->missing >= 0 ||
           said->abducted >= 0 || said->displaced >= 0 || said->n_groups > 0;
}

static void write_span(YqJson *json, YqSpan span, bool several)
{
    yq_json_begin(json, '{');
    if (several) {
        yq_json_member_int(json, "article", span.article);
    }
    yq_json_member_int(json, "start", span.start);
    yq_json_member_int(json, "end", span.end);
    yq_json_end(json, '}');
}

static const char *place_id(const YqAnnotatedPlace *places, size_t n_places,
                            int32_t place)
{
    return place >= 0 && (size_t)place < n_places ? places[place].gazetteer_id : NULL;
}

static void write_pair(YqJson *json, const char *key, const char (*pair)[3])
{
    yq_json_key(json, key);
    yq_json_begin(json, '[');
    yq_json_string(json, pair[0]);
    yq_json_string(json, pair[1]);
    yq_json_end(json, ']');
}

static void write_claim(YqJson *json, const YqClaim *claim,
                        const YqAnnotatedPlace *places, size_t n_places, bool several)
{
    yq_json_begin(json, '{');
    yq_json_member_string(json, "by", claim->by);
    yq_json_member_string(json, "relayed_by", claim->relayed_by);
    yq_json_member_string(json, "says", claim->says);
    if (says_casualties(&claim->casualties)) {
        write_casualties(json, &claim->casualties);
    }
    yq_json_member_string(json, "place", place_id(places, n_places, claim->place));
    yq_json_member_string(json, "side", claim->side);
    if (claim->distance_to_border_km >= 0) {
        yq_json_member_number(json, "distance_to_border_km", claim->distance_to_border_km,
                              3);
    }
    if (claim->border[0][0] != '\0') {
        write_pair(json, "border", claim->border);
    }
    if (claim->evidence.end > claim->evidence.start) {
        yq_json_key(json, "evidence");
        write_span(json, claim->evidence, several);
    }
    yq_json_end(json, '}');
}

static void write_date(YqJson *json, const char *key, YqDate date)
{
    char text[11];

    yq_date_format(date, text);
    yq_json_key(json, key);
    yq_json_string(json, date.year != 0 ? text : NULL);
}

static void write_when(YqJson *json, const YqInterval *when)
{
    write_date(json, "date_start", when->start);
    write_date(json, "date_end", when->end);
    yq_json_member_string(json, "date_precision",
                          yq_date_precision_name(when->precision));
}

static void write_actors(YqJson *json, const YqIncident *incident)
{
    yq_json_key(json, "actors");
    yq_json_begin(json, '[');
    for (size_t i = 0; i < incident->n_actors; i++) {
        const YqActor *actor = &incident->actors[i];

        yq_json_begin(json, '{');
        yq_json_member_string(json, "name", actor->name);
        yq_json_member_string(json, "id", actor->id);
        yq_json_member_string(json, "side", actor->side);
        yq_json_end(json, '}');
    }
    yq_json_end(json, ']');
}

static void write_border(YqJson *json, const YqBorderMeasure *border)
{
    if (border->between[0][0] == '\0') {
        return;
    }
    yq_json_key(json, "border");
    yq_json_begin(json, '{');
    write_pair(json, "between", border->between);
    yq_json_member_string(json, "side", border->side);
    yq_json_member_number(json, "distance_km", border->distance_km, 3);
    yq_json_member_number(json, "along_km", border->along_km, 3);
    yq_json_member_string(json, "nearest_place", border->place);
    yq_json_end(json, '}');
}

static void write_where(YqJson *json, const YqIncident *incident,
                        const YqAnnotatedPlace *places, size_t n_places)
{
    yq_json_member_string(json, "place_id", place_id(places, n_places, incident->place));
    yq_json_member_string(json, "place", incident->place_text);
    if (incident->where_precision > 0) {
        yq_json_member_int(json, "where_precision", incident->where_precision);
        yq_json_member_number(json, "uncertainty_km", incident->uncertainty_km, 1);
    }
}

static void write_extra(YqJson *json, const YqIncident *incident)
{
    if (incident->n_extra == 0) {
        return;
    }
    yq_json_key(json, "columns");
    yq_json_begin(json, '[');
    for (size_t i = 0; i < incident->n_extra; i++) {
        yq_json_begin(json, '[');
        yq_json_string(json, incident->extra[i].name);
        yq_json_string(json, incident->extra[i].value);
        yq_json_end(json, ']');
    }
    yq_json_end(json, ']');
}

static void write_members(YqJson *json, const YqIncident *incident,
                          const YqAnnotatedPlace *places, size_t n_places, bool several)
{
    yq_json_member_string(json, "id", incident->id);
    yq_json_member_string(json, "category", yq_category_name(incident->category));
    yq_json_member_string(json, "type",
                          incident->type == YQ_INCIDENT_OTHER &&
                                  incident->type_text != NULL
                              ? incident->type_text
                              : yq_incident_type_name(incident->type));
    write_when(json, &incident->when);
    write_where(json, incident, places, n_places);
    write_actors(json, incident);
    write_casualties(json, &incident->casualties);
    yq_json_key(json, "claims");
    yq_json_begin(json, '[');
    for (size_t i = 0; i < incident->n_claims; i++) {
        write_claim(json, &incident->claims[i], places, n_places, several);
    }
    yq_json_end(json, ']');
    yq_json_key(json, "disputed");
    yq_json_bool(json, incident->disputed);
    write_border(json, &incident->border);
    yq_json_member_string(json, "summary", incident->summary);
    yq_json_key(json, "evidence");
    yq_json_begin(json, '[');
    for (size_t i = 0; i < incident->n_evidence; i++) {
        write_span(json, incident->evidence[i], several);
    }
    yq_json_end(json, ']');
    yq_json_member_number(json, "confidence", incident->confidence, 3);
    write_extra(json, incident);
}

static void write_incident(YqJson *json, const YqAnnotations *self,
                           const YqIncident *incident)
{
    YqGeometry geometry = incident->geometry;

    if (geometry.type == YQ_GEOMETRY_NONE && incident->where_precision > 0 &&
        incident->where_precision != 6) { /* a whole country gets no point */
        geometry = (YqGeometry){YQ_GEOMETRY_POINT, &incident->at, 1};
    }
    yq_feature_write_start(json, &geometry, "incident");
    write_members(json, incident, (const YqAnnotatedPlace *)self->places->data,
                  self->places->len, self->articles->len > 1);
    yq_json_end(json, '}');
    yq_json_end(json, '}');
}

void yq_annotations_incident_json(const YqAnnotations *self, size_t i, GString *out)
{
    const YqIncident *incident = yq_annotations_incident(self, i);
    YqJson json = YQ_JSON(out);

    yq_json_begin(&json, '{');
    write_members(&json, incident, (const YqAnnotatedPlace *)self->places->data,
                  self->places->len, self->articles->len > 1);
    if (incident->where_precision > 0) {
        yq_json_member_number(&json, "lat", incident->at.lat, DEGREES);
        yq_json_member_number(&json, "lon", incident->at.lon, DEGREES);
    }
    yq_json_end(&json, '}');
}

static void write_header(YqJson *json, const YqAnnotations *self)
{
    yq_json_key(json, "yaqut");
    yq_json_begin(json, '{');
    yq_json_member_int(json, "version", 1);
    yq_json_key(json, "articles");
    yq_json_begin(json, '[');
    for (size_t i = 0; i < self->articles->len; i++) {
        const YqArticleInfo *info = yq_annotations_article(self, i);
        char published[11];

        yq_date_format(info->published, published);
        yq_json_begin(json, '{');
        yq_json_member_string(json, "title", info->title);
        yq_json_member_string(json, "language", info->language);
        yq_json_member_string(json, "published", published);
        yq_json_member_string(json, "source", info->source);
        yq_json_end(json, '}');
    }
    yq_json_end(json, ']');
    g_autofree char *generator = g_strdup_printf("yaqut %s", yq_version());

    yq_json_member_string(json, "generator", generator);
    yq_json_end(json, '}');
}

char *yq_annotations_to_geojson(const YqAnnotations *self)
{
    return yq_annotations_to_geojson_with(self, NULL, NULL);
}

char *yq_annotations_to_geojson_with(const YqAnnotations *self, YqFeatureWriter *more,
                                     void *data)
{
    YqJson json = YQ_JSON(g_string_new(NULL));
    bool several = self->articles->len > 1;

    yq_json_begin(&json, '{');
    yq_json_member_string(&json, "type", "FeatureCollection");
    write_header(&json, self);
    yq_json_key(&json, "features");
    yq_json_begin(&json, '[');
    for (size_t i = 0; i < self->places->len; i++) {
        write_place(&json, yq_annotations_place(self, i), several);
    }
    for (size_t i = 0; i < self->incidents->len; i++) {
        write_incident(&json, self, yq_annotations_incident(self, i));
    }
    if (more != NULL) {
        more(&json, data);
    }
    g_string_append_c(json.out, '\n');
    yq_json_end(&json, ']');
    yq_json_end(&json, '}');
    g_string_append_c(json.out, '\n');
    return g_string_free(json.out, FALSE);
}
