/* SPDX-License-Identifier: MIT */
/* Annotations from GeoJSON that a person or a GIS may have changed: whatever is missing
 * is left out, whatever is wrong is named by its feature and member. */
#include "annotation/store.h"

#include "base/autofree.h"
#include <yaqut/error.h>

#include <math.h>
#include <string.h>

typedef struct Reader {
    YqAnnotations *into;
    const char *name;     /* of the file, for errors */
    size_t feature;       /* counted from 1 */
    GHashTable *places;   /* gazetteer id -> index + 1 */
    GPtrArray *place_ids; /* of each incident's place, by incident; NULL none */
    GError **error;
} Reader;

static bool fail(Reader *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool fail(Reader *self, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(self->error, YQ_ERROR, YQ_ERROR_SYNTAX, "%s: feature %zu: %s", self->name,
                self->feature, message);
    return false;
}

static const char *copy_string(Reader *self, const json_t *object, const char *key)
{
    return yq_arena_strdup(self->into->arena,
                           json_string_value(json_object_get(object, key)));
}

static const char *copy_or_empty(Reader *self, const json_t *object, const char *key)
{
    const char *text = copy_string(self, object, key);

    return text != NULL ? text : "";
}

/* Nothing that a file may say is larger; what is could not be written again. */
#define MOST 1e12

static double number_or(const json_t *object, const char *key, double otherwise)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) && fabs(json_number_value(value)) <= MOST
               ? json_number_value(value)
               : otherwise;
}

/* A count such as `killed`; -1 when it is not there. */
static bool read_count(Reader *self, const json_t *object, const char *key, int32_t *out)
{
    const json_t *value = json_object_get(object, key);

    *out = -1;
    if (value == NULL || json_is_null(value)) {
        return true;
    }
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > G_MAXINT32) {
        return fail(self, "'%s' is no count", key);
    }
    *out = (int32_t)json_integer_value(value);
    return true;
}

static bool read_point(Reader *self, const json_t *pair, YqPoint *out)
{
    const json_t *lon = json_array_get(pair, 0), *lat = json_array_get(pair, 1);

    if (!json_is_number(lon) || !json_is_number(lat)) {
        return fail(self, "'coordinates' are not two numbers");
    }
    YqPoint at = {json_number_value(lon), json_number_value(lat)};

    if (!yq_point_valid(at)) {
        return fail(self, "coordinate out of range: %g, %g (longitude comes first)",
                    at.lon, at.lat);
    }
    *out = at;
    return true;
}

static bool read_points(Reader *self, const json_t *list, YqGeometry *out)
{
    size_t n = json_array_size(list);
    YqPoint *points = yq_arena_alloc(self->into->arena, MAX(n, 1) * sizeof *points);

    if (n == 0) {
        return fail(self, "'coordinates' are empty");
    }
    for (size_t i = 0; i < n; i++) {
        if (!read_point(self, json_array_get(list, i), &points[i])) {
            return false;
        }
    }
    out->points = points;
    out->n_points = n;
    return true;
}

static bool read_geometry(Reader *self, const json_t *feature, YqGeometry *out)
{
    const json_t *geometry = json_object_get(feature, "geometry");
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    const char *type = json_string_value(json_object_get(geometry, "type"));

    *out = (YqGeometry){0};
    if (geometry == NULL || json_is_null(geometry)) {
        return true;
    }
    if (type == NULL) {
        return fail(self, "'geometry' has no 'type'");
    }
    if (strcmp(type, "Point") == 0) {
        YqPoint *point = yq_arena_alloc(self->into->arena, sizeof *point);

        *out = (YqGeometry){YQ_GEOMETRY_POINT, point, 1};
        return read_point(self, coordinates, point);
    }
    if (strcmp(type, "LineString") == 0) {
        out->type = YQ_GEOMETRY_LINE;
        return read_points(self, coordinates, out);
    }
    if (strcmp(type, "Polygon") == 0) {
        out->type = YQ_GEOMETRY_AREA;
        return read_points(self, json_array_get(coordinates, 0), out);
    }
    return fail(self, "geometry '%s' is neither Point, LineString nor Polygon", type);
}

/* The point that stands for a geometry: of a line its middle vertex, of an area the mean
 * of its corners. */
static YqPoint representative(const YqGeometry *geometry)
{
    if (geometry->type == YQ_GEOMETRY_LINE) {
        return geometry->points[geometry->n_points / 2];
    }
    if (geometry->type == YQ_GEOMETRY_AREA && geometry->n_points > 1) {
        YqPoint sum = {0, 0};
        size_t n = geometry->n_points - 1; /* the last repeats the first */

        for (size_t i = 0; i < n; i++) {
            sum.lon += geometry->points[i].lon / n;
            sum.lat += geometry->points[i].lat / n;
        }
        return sum;
    }
    return geometry->points[0];
}

static void read_names(Reader *self, const json_t *names, YqAnnotatedPlace *place)
{
    YqPlaceName *list =
        yq_arena_alloc(self->into->arena, (json_object_size(names) + 1) * sizeof *list);
    const char *language;
    json_t *name;

    json_object_foreach((json_t *)names, language, name)
    {
        if (json_is_string(name)) {
            list[place->n_names++] = (YqPlaceName){
                yq_arena_strdup(self->into->arena, language),
                yq_arena_strdup(self->into->arena, json_string_value(name))};
        }
    }
    place->names = list;
}

static bool read_mentions(Reader *self, const json_t *list, YqAnnotatedPlace *place)
{
    size_t n = json_array_size(list);
    YqMention *mentions = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *mentions);
    const char **surfaces = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *surfaces);

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);
        double start = number_or(item, "start", -1), end = number_or(item, "end", -1);

        if (!(start >= 0 && end >= start && end <= G_MAXUINT32)) {
            return fail(self, "mention %zu: 'start' and 'end' are no span", i + 1);
        }
        mentions[i] = (YqMention){
            .article = (uint32_t)CLAMP(number_or(item, "article", 0), 0, 1e6),
            .start = (uint32_t)start,
            .end = (uint32_t)end,
            .place = YQ_PLACE_NONE,
            .role = yq_role_parse(json_string_value(json_object_get(item, "role"))),
            .confidence = (float)place->confidence,
        };
        surfaces[i] = copy_or_empty(self, item, "surface");
    }
    place->mentions = mentions;
    place->surfaces = surfaces;
    place->n_mentions = n;
    return true;
}

static bool read_place(Reader *self, const json_t *feature, const json_t *properties)
{
    YqGeometry geometry;
    YqAnnotatedPlace place = {
        .name = copy_string(self, properties, "name"),
        .feature_class = copy_or_empty(self, properties, "feature_class")[0],
        .feature_code = copy_or_empty(self, properties, "feature_code"),
        .country = copy_or_empty(self, properties, "country"),
        .admin1 = copy_or_empty(self, properties, "admin1"),
        .population = (int64_t)CLAMP(number_or(properties, "population", 0), 0, 1e11),
        .radius_km = number_or(properties, "radius_km", 0),
        .uncertainty_km = number_or(properties, "uncertainty_km", 0),
        .gazetteer_id = copy_string(self, properties, "gazetteer_id"),
        .confidence = number_or(properties, "confidence", 1),
    };

    if (place.name == NULL) {
        return fail(self, "a place without a 'name'");
    }
    if (!read_geometry(self, feature, &geometry) ||
        !read_mentions(self, json_object_get(properties, "mentions"), &place)) {
        return false;
    }
    read_names(self, json_object_get(properties, "names"), &place);
    if (geometry.type != YQ_GEOMETRY_NONE) {
        place.at = representative(&geometry);
        place.feature_class = place.feature_class != '\0' ? place.feature_class : 'P';
    } else {
        place.gazetteer_id = NULL;
        place.feature_class = '\0';
    }
    g_array_append_val(self->into->places, place);
    if (place.gazetteer_id != NULL) {
        g_hash_table_insert(self->places, (gpointer)place.gazetteer_id,
                            GUINT_TO_POINTER(self->into->places->len));
    }
    return true;
}

static bool read_group(Reader *self, const json_t *item, YqCasualtyGroup *out)
{
    out->who = copy_or_empty(self, item, "who");
    out->subset_of = copy_string(self, item, "subset_of");
    return read_count(self, item, "killed", &out->killed) &&
           read_count(self, item, "wounded", &out->wounded) &&
           read_count(self, item, "missing", &out->missing) &&
           read_count(self, item, "abducted", &out->abducted) &&
           read_count(self, item, "displaced", &out->displaced);
}

static bool read_casualties(Reader *self, const json_t *object, YqCasualties *out)
{
    const json_t *list = json_object_get(object, "groups");
    size_t n = json_array_size(list);
    YqCasualtyGroup *groups = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *groups);

    for (size_t i = 0; i < n; i++) {
        if (!read_group(self, json_array_get(list, i), &groups[i])) {
            return false;
        }
    }
    out->groups = groups;
    out->n_groups = n;
    out->killed_magnitude = copy_string(self, object, "killed_magnitude");
    return read_count(self, object, "killed", &out->killed) &&
           read_count(self, object, "killed_at_least", &out->killed_at_least) &&
           read_count(self, object, "wounded", &out->wounded) &&
           read_count(self, object, "missing", &out->missing) &&
           read_count(self, object, "abducted", &out->abducted) &&
           read_count(self, object, "displaced", &out->displaced);
}

static YqSpan read_span(const json_t *item)
{
    return (YqSpan){
        .article = (uint32_t)CLAMP(number_or(item, "article", 0), 0, 1e6),
        .start = (uint32_t)CLAMP(number_or(item, "start", 0), 0, 4e9),
        .end = (uint32_t)CLAMP(number_or(item, "end", 0), 0, 4e9),
    };
}

static void read_pair(const json_t *pair, char out[2][3])
{
    for (int i = 0; i < 2; i++) {
        const char *code = json_string_value(json_array_get(pair, i));

        g_strlcpy(out[i], code != NULL ? code : "", 3);
    }
}

static int32_t place_index(Reader *self, const char *id)
{
    return id == NULL
               ? -1
               : (int32_t)GPOINTER_TO_UINT(g_hash_table_lookup(self->places, id)) - 1;
}

static bool read_claim(Reader *self, const json_t *item, YqClaim *out)
{
    *out = (YqClaim){
        .by = copy_or_empty(self, item, "by"),
        .relayed_by = copy_string(self, item, "relayed_by"),
        .says = copy_or_empty(self, item, "says"),
        .place = place_index(self, json_string_value(json_object_get(item, "place"))),
        .distance_to_border_km = number_or(item, "distance_to_border_km", -1),
        .evidence = read_span(json_object_get(item, "evidence")),
    };
    g_strlcpy(out->side, copy_or_empty(self, item, "side"), sizeof out->side);
    read_pair(json_object_get(item, "border"), out->border);
    return read_casualties(self, json_object_get(item, "casualties"), &out->casualties);
}

static bool read_claims(Reader *self, const json_t *list, YqIncident *incident)
{
    size_t n = json_array_size(list);
    YqClaim *claims = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *claims);

    for (size_t i = 0; i < n; i++) {
        if (!read_claim(self, json_array_get(list, i), &claims[i])) {
            return false;
        }
    }
    incident->claims = claims;
    incident->n_claims = n;
    return true;
}

/* An actor is an object, or just a name where a person wrote it. */
static void read_actors(Reader *self, const json_t *list, YqIncident *incident)
{
    size_t n = json_array_size(list);
    YqActor *actors = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *actors);

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);

        if (json_is_string(item)) {
            actors[i].name = yq_arena_strdup(self->into->arena, json_string_value(item));
        } else {
            actors[i] =
                (YqActor){copy_or_empty(self, item, "name"),
                          copy_string(self, item, "id"), copy_string(self, item, "side")};
        }
    }
    incident->actors = actors;
    incident->n_actors = n;
}

static void read_evidence(Reader *self, const json_t *list, YqIncident *incident)
{
    size_t n = json_array_size(list);
    YqSpan *spans = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *spans);

    for (size_t i = 0; i < n; i++) {
        spans[i] = read_span(json_array_get(list, i));
    }
    incident->evidence = spans;
    incident->n_evidence = n;
}

static void read_extra(Reader *self, const json_t *list, YqIncident *incident)
{
    size_t n = json_array_size(list);
    YqField *fields = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *fields);

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);
        const char *name = json_string_value(json_array_get(item, 0));
        const char *value = json_string_value(json_array_get(item, 1));

        fields[i].name = yq_arena_strdup(self->into->arena, name != NULL ? name : "");
        fields[i].value = yq_arena_strdup(self->into->arena, value != NULL ? value : "");
    }
    incident->extra = fields;
    incident->n_extra = n;
}

static bool read_date(Reader *self, const json_t *properties, const char *key,
                      YqDate *out)
{
    const json_t *value = json_object_get(properties, key);

    if (value == NULL || json_is_null(value)) {
        return true;
    }
    if (!json_is_string(value) || !yq_date_parse(json_string_value(value), out)) {
        return fail(self, "'%s' is no date such as 2025-04-07", key);
    }
    return true;
}

static bool read_when(Reader *self, const json_t *properties, YqInterval *out)
{
    *out = (YqInterval){
        .precision = yq_date_precision_parse(
            json_string_value(json_object_get(properties, "date_precision"))),
    };
    if (!read_date(self, properties, "date_start", &out->start) ||
        !read_date(self, properties, "date_end", &out->end)) {
        return false;
    }
    if (out->end.year != 0 && yq_date_compare(out->start, out->end) > 0) {
        return fail(self, "'date_end' comes before 'date_start'");
    }
    return true;
}

static void read_where(Reader *self, const json_t *properties, const YqGeometry *geometry,
                       YqIncident *incident)
{
    const char *id = json_string_value(json_object_get(properties, "place_id"));
    double precision =
        number_or(properties, "where_precision", geometry->n_points > 0 ? 1 : 0);

    incident->place_text = copy_string(self, properties, "place");
    incident->uncertainty_km = fmax(0, number_or(properties, "uncertainty_km", 0));
    incident->geometry = *geometry;
    /* A whole country has a place and no geometry; so may a correction by hand. */
    incident->where_precision = geometry->n_points > 0 ? (int)CLAMP(precision, 1, 7)
                                : precision == 6 && id != NULL ? 6
                                                               : 0;
    incident->place = -1;
    if (geometry->n_points > 0) {
        incident->at = representative(geometry);
    }
    /* Places may stand after the incidents that name them. */
    g_ptr_array_add(self->place_ids, (gpointer)id);
}

static void read_border(Reader *self, const json_t *border, YqBorderMeasure *out)
{
    if (border == NULL) {
        return;
    }
    read_pair(json_object_get(border, "between"), out->between);
    g_strlcpy(out->side, copy_or_empty(self, border, "side"), sizeof out->side);
    out->distance_km = number_or(border, "distance_km", 0);
    out->along_km = number_or(border, "along_km", 0);
    out->place = copy_string(self, border, "nearest_place");
}

static void read_type(Reader *self, const json_t *properties, YqIncident *incident)
{
    const char *type = json_string_value(json_object_get(properties, "type"));
    const char *category = json_string_value(json_object_get(properties, "category"));

    type = type != NULL && *type != '\0' ? type : NULL;
    incident->type = yq_incident_type_parse(type);
    incident->category = yq_incident_type_category(incident->type);
    if (incident->type == YQ_INCIDENT_OTHER) {
        incident->type_text = yq_arena_strdup(self->into->arena, type);
        for (int c = 0; category != NULL && c <= YQ_CATEGORY_DISPLACEMENT; c++) {
            if (strcmp(category, yq_category_name((YqCategory)c)) == 0) {
                incident->category = (YqCategory)c;
            }
        }
    }
}

static bool read_incident(Reader *self, const json_t *feature, const json_t *properties)
{
    YqGeometry geometry;
    YqIncident incident = {
        .id = copy_string(self, properties, "id"),
        .summary = copy_string(self, properties, "summary"),
        .disputed = json_is_true(json_object_get(properties, "disputed")),
        .confidence = number_or(properties, "confidence", 1),
    };

    if (!read_geometry(self, feature, &geometry) ||
        !read_when(self, properties, &incident.when) ||
        !read_casualties(self, json_object_get(properties, "casualties"),
                         &incident.casualties) ||
        !read_claims(self, json_object_get(properties, "claims"), &incident)) {
        return false;
    }
    read_type(self, properties, &incident);
    read_where(self, properties, &geometry, &incident);
    read_actors(self, json_object_get(properties, "actors"), &incident);
    read_evidence(self, json_object_get(properties, "evidence"), &incident);
    read_border(self, json_object_get(properties, "border"), &incident.border);
    read_extra(self, json_object_get(properties, "columns"), &incident);
    g_array_append_val(self->into->incidents, incident);
    return true;
}

static bool read_feature(Reader *self, const json_t *feature)
{
    const json_t *properties = json_object_get(feature, "properties");
    const char *kind = json_string_value(json_object_get(properties, "kind"));

    if (kind == NULL) {
        return fail(self, "no 'kind': 'place' or 'incident' is wanted");
    }
    if (strcmp(kind, "place") == 0) {
        return read_place(self, feature, properties);
    }
    if (strcmp(kind, "incident") == 0) {
        return read_incident(self, feature, properties);
    }
    /* What `yaqut border` adds is made from the incidents, and is made anew. */
    if (strcmp(kind, "border") == 0 || strcmp(kind, "post") == 0) {
        return true;
    }
    return fail(self, "kind '%s' is neither 'place' nor 'incident'", kind);
}

static void read_articles(Reader *self, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        YqArticleInfo info = {
            .title = json_string_value(json_object_get(item, "title")),
            .language = json_string_value(json_object_get(item, "language")),
            .source = json_string_value(json_object_get(item, "source")),
        };

        yq_date_parse(json_string_value(json_object_get(item, "published")),
                      &info.published);
        yq_annotations_add_article(self->into, &info);
    }
}

/* What has no geometry is told at the point that stands for its country. */
static void stand_for(Reader *self, YqIncident *incident)
{
    if (incident->place < 0) {
        incident->where_precision = 0;
    } else {
        incident->at =
            g_array_index(self->into->places, YqAnnotatedPlace, incident->place).at;
    }
}

static bool read_collection(Reader *self, const json_t *root)
{
    const json_t *about = json_object_get(root, "yaqut");
    const json_t *features = json_object_get(root, "features");

    if (!json_is_array(features)) {
        g_set_error(self->error, YQ_ERROR, YQ_ERROR_SYNTAX, "%s: no list of 'features'",
                    self->name);
        return false;
    }
    if (number_or(about, "version", 1) != 1) {
        g_set_error(self->error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s: made by another version of yaqut (%g, not 1)", self->name,
                    number_or(about, "version", 1));
        return false;
    }
    read_articles(self, json_object_get(about, "articles"));
    for (size_t i = 0; i < json_array_size(features); i++) {
        self->feature = i + 1;
        if (!read_feature(self, json_array_get(features, i))) {
            return false;
        }
    }
    for (size_t i = 0; i < self->into->incidents->len; i++) {
        YqIncident *incident = &g_array_index(self->into->incidents, YqIncident, i);

        incident->place = place_index(self, self->place_ids->pdata[i]);
        if (incident->geometry.n_points == 0 && incident->where_precision > 0) {
            stand_for(self, incident);
        }
    }
    return true;
}

YqAnnotations *yq_annotations_parse(const char *bytes, size_t length, const char *name,
                                    GError **error)
{
    json_error_t problem;
    g_autoptr(json_t) root = json_loadb(bytes, length, 0, &problem);

    if (root == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX, "%s:%d: %s", name, problem.line,
                    problem.text);
        return NULL;
    }
    g_autoptr(YqAnnotations) into = yq_annotations_new();
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) place_ids = g_ptr_array_new();
    Reader reader = {into, name, 0, places, place_ids, error};

    return read_collection(&reader, root) ? g_steal_pointer(&into) : NULL;
}
