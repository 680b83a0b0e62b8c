/* SPDX-License-Identifier: MIT */
/* Annotations from GeoJSON that a person or a GIS may have changed: whatever is missing
 * is left out, whatever is wrong is named by its feature and member. */
#include "annotation/store.h"

#include "annotation/members.h"
#include "base/utf8.h"
#include <yaqut/error.h>

#include <math.h>
#include <string.h>

typedef struct Reader {
    YqAnnotations *into;
    YqMembers members;
    GHashTable *places;   /* gazetteer id -> index + 1 */
    GPtrArray *place_ids; /* of each incident's place, by incident; NULL none */
    GError **error;
} Reader;

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

static const json_t *list_of(Reader *self, const json_t *object, const char *key)
{
    return yq_members_list(&self->members, object, key);
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
        double start = yq_members_number(item, "start", -1),
               end = yq_members_number(item, "end", -1);

        if (!(start >= 0 && end >= start && end <= G_MAXUINT32)) {
            return yq_members_fail(&self->members, self->error,
                                   "mention %zu: 'start' and 'end' are no span", i + 1);
        }
        mentions[i] = (YqMention){
            .article = (uint32_t)CLAMP(yq_members_number(item, "article", 0), 0, 1e6),
            .start = (uint32_t)start,
            .end = (uint32_t)end,
            .place = YQ_PLACE_NONE,
            .role = yq_role_parse(json_string_value(json_object_get(item, "role"))),
            .by_sound = json_is_true(json_object_get(item, "by_sound")),
            .confidence = (float)place->confidence,
        };
        surfaces[i] = yq_members_text_or_empty(&self->members, item, "surface");
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
        .name = yq_members_text(&self->members, properties, "name"),
        .feature_class =
            yq_members_text_or_empty(&self->members, properties, "feature_class")[0],
        .feature_code =
            yq_members_text_or_empty(&self->members, properties, "feature_code"),
        .country = yq_members_text_or_empty(&self->members, properties, "country"),
        .admin1 = yq_members_text_or_empty(&self->members, properties, "admin1"),
        .population =
            (int64_t)CLAMP(yq_members_number(properties, "population", 0), 0, 1e11),
        .radius_km = yq_members_number(properties, "radius_km", 0),
        .uncertainty_km = yq_members_number(properties, "uncertainty_km", 0),
        .gazetteer_id = yq_members_text(&self->members, properties, "gazetteer_id"),
        .confidence = yq_members_number(properties, "confidence", 1),
    };

    if (place.name == NULL) {
        return yq_members_fail(&self->members, self->error, "a place without a 'name'");
    }
    if (!yq_members_geometry(&self->members, feature, &geometry, self->error) ||
        !read_mentions(self, list_of(self, properties, "mentions"), &place)) {
        return false;
    }
    read_names(self, yq_members_object(&self->members, properties, "names"), &place);
    if (geometry.type != YQ_GEOMETRY_NONE) {
        place.at = representative(&geometry);
        place.feature_class = place.feature_class != '\0' ? place.feature_class : 'P';
    } else {
        place.at = (YqPoint){NAN, NAN};
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

static YqCasualtyGroup read_group(Reader *self, const json_t *item)
{
    YqMembers *members = &self->members;

    return (YqCasualtyGroup){
        .who = yq_members_text_or_empty(members, item, "who"),
        .subset_of = yq_members_text(members, item, "subset_of"),
        .killed = yq_members_count(members, item, "killed"),
        .wounded = yq_members_count(members, item, "wounded"),
        .missing = yq_members_count(members, item, "missing"),
        .abducted = yq_members_count(members, item, "abducted"),
        .displaced = yq_members_count(members, item, "displaced"),
    };
}

static YqCasualties read_casualties(Reader *self, const json_t *parent)
{
    YqMembers *members = &self->members;
    const json_t *object = yq_members_object(members, parent, "casualties");
    const json_t *list = yq_members_list(members, object, "groups");
    size_t n = json_array_size(list);
    YqCasualtyGroup *groups = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *groups);

    for (size_t i = 0; i < n; i++) {
        groups[i] = read_group(self, json_array_get(list, i));
    }
    return (YqCasualties){
        .killed = yq_members_count(members, object, "killed"),
        .killed_at_least = yq_members_count(members, object, "killed_at_least"),
        .killed_magnitude = yq_members_text(members, object, "killed_magnitude"),
        .wounded = yq_members_count(members, object, "wounded"),
        .missing = yq_members_count(members, object, "missing"),
        .abducted = yq_members_count(members, object, "abducted"),
        .displaced = yq_members_count(members, object, "displaced"),
        .groups = groups,
        .n_groups = n,
    };
}

static YqSpan read_span(const json_t *item)
{
    return (YqSpan){
        .article = (uint32_t)CLAMP(yq_members_number(item, "article", 0), 0, 1e6),
        .start = (uint32_t)CLAMP(yq_members_number(item, "start", 0), 0, 4e9),
        .end = (uint32_t)CLAMP(yq_members_number(item, "end", 0), 0, 4e9),
    };
}

/* Two countries; "" where they are not said. */
static void read_pair(YqMembers *members, const json_t *object, const char *key,
                      char out[2][3])
{
    const json_t *pair = yq_members_list(members, object, key);

    for (size_t i = 0; i < 2; i++) {
        yq_members_code(members, json_array_get(pair, i), key, out[i], sizeof out[i]);
    }
}

static int32_t place_index(Reader *self, const char *id)
{
    return id == NULL
               ? -1
               : (int32_t)GPOINTER_TO_UINT(g_hash_table_lookup(self->places, id)) - 1;
}

static YqClaim read_claim(Reader *self, const json_t *item)
{
    YqMembers *members = &self->members;
    YqClaim out = {
        .by = yq_members_text_or_empty(members, item, "by"),
        .relayed_by = yq_members_text(members, item, "relayed_by"),
        .says = yq_members_text_or_empty(members, item, "says"),
        .place = place_index(self, yq_members_text(members, item, "place")),
        .distance_to_border_km = yq_members_number(item, "distance_to_border_km", -1),
        .evidence = read_span(yq_members_object(members, item, "evidence")),
        .casualties = read_casualties(self, item),
    };

    yq_members_code(members, json_object_get(item, "side"), "side", out.side,
                    sizeof out.side);
    read_pair(members, item, "border", out.border);
    return out;
}

static void read_claims(Reader *self, const json_t *list, YqIncident *incident)
{
    size_t n = json_array_size(list);
    YqClaim *claims = yq_arena_alloc(self->into->arena, (n + 1) * sizeof *claims);

    for (size_t i = 0; i < n; i++) {
        claims[i] = read_claim(self, json_array_get(list, i));
    }
    incident->claims = claims;
    incident->n_claims = n;
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
            actors[i] = (YqActor){yq_members_text_or_empty(&self->members, item, "name"),
                                  yq_members_text(&self->members, item, "id"),
                                  yq_members_text(&self->members, item, "side")};
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
        return yq_members_fail(&self->members, self->error,
                               "'%s' is no date such as 2025-04-07", key);
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
        return yq_members_fail(&self->members, self->error,
                               "'date_end' comes before 'date_start'");
    }
    return true;
}

static void read_where(Reader *self, const json_t *properties, const YqGeometry *geometry,
                       YqIncident *incident)
{
    const char *id = yq_members_text(&self->members, properties, "place_id");
    double precision =
        yq_members_number(properties, "where_precision", geometry->n_points > 0 ? 1 : 0);

    incident->place_text = yq_members_text(&self->members, properties, "place");
    incident->uncertainty_km =
        fmax(0, yq_members_number(properties, "uncertainty_km", 0));
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
    read_pair(&self->members, border, "between", out->between);
    yq_members_code(&self->members, json_object_get(border, "side"), "side", out->side,
                    sizeof out->side);
    out->distance_km = yq_members_number(border, "distance_km", 0);
    out->along_km = yq_members_number(border, "along_km", 0);
    out->place = yq_members_text(&self->members, border, "nearest_place");
}

static void read_type(Reader *self, const json_t *properties, YqIncident *incident)
{
    const char *type = yq_members_text(&self->members, properties, "type");
    const char *category = yq_members_text(&self->members, properties, "category");

    type = type != NULL && *type != '\0' ? type : NULL;
    incident->type = yq_incident_type_parse(type);
    incident->category = yq_incident_type_category(incident->type);
    if (incident->type == YQ_INCIDENT_OTHER) {
        incident->type_text = type;
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
        .id = yq_members_text(&self->members, properties, "id"),
        .summary = yq_members_text(&self->members, properties, "summary"),
        .disputed = json_is_true(json_object_get(properties, "disputed")),
        .confidence = yq_members_number(properties, "confidence", 1),
    };

    if (!yq_members_geometry(&self->members, feature, &geometry, self->error) ||
        !read_when(self, properties, &incident.when)) {
        return false;
    }
    incident.casualties = read_casualties(self, properties);
    read_claims(self, list_of(self, properties, "claims"), &incident);
    read_type(self, properties, &incident);
    read_where(self, properties, &geometry, &incident);
    read_actors(self, list_of(self, properties, "actors"), &incident);
    read_evidence(self, list_of(self, properties, "evidence"), &incident);
    read_border(self, yq_members_object(&self->members, properties, "border"),
                &incident.border);
    read_extra(self, list_of(self, properties, "columns"), &incident);
    g_array_append_val(self->into->incidents, incident);
    return true;
}

static bool read_feature(Reader *self, const json_t *feature)
{
    const json_t *properties = json_object_get(feature, "properties");
    const char *kind = json_string_value(json_object_get(properties, "kind"));

    if (kind == NULL) {
        return yq_members_fail(&self->members, self->error,
                               "no 'kind': 'place' or 'incident' is wanted");
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
    return yq_members_fail(&self->members, self->error,
                           "kind '%s' is neither 'place' nor 'incident'", kind);
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
                    self->members.name);
        return false;
    }
    if (yq_members_number(about, "version", 1) != 1) {
        g_set_error(self->error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s: made by another version of yaqut (%g, not 1)",
                    self->members.name, yq_members_number(about, "version", 1));
        return false;
    }
    read_articles(self, json_object_get(about, "articles"));
    for (size_t i = 0; i < json_array_size(features); i++) {
        self->members.feature = i + 1;
        if (!read_feature(self, json_array_get(features, i)) ||
            !yq_members_check(&self->members, self->error)) {
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
    size_t mark = yq_utf8_mark(bytes, length);
    g_autoptr(json_t) root = json_loadb(bytes + mark, length - mark, 0, &problem);

    if (root == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX, "%s:%d: %s", name, problem.line,
                    problem.text);
        return NULL;
    }
    g_autoptr(YqAnnotations) into = yq_annotations_new();
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) place_ids = g_ptr_array_new();
    Reader reader = {into, {name, 0, into->arena, NULL}, places, place_ids, error};
    bool read = read_collection(&reader, root);

    g_free(reader.members.wrong);
    return read ? g_steal_pointer(&into) : NULL;
}
