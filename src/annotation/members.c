/* SPDX-License-Identifier: MIT */
#include "annotation/members.h"

#include <math.h>
#include <string.h>

/* Nothing that a file may say is larger; what is could not be written again. */
#define MOST 1e12

static void note_wrong(YqMembers *self, const char *key, const char *kind)
{
    if (self->wrong == NULL) {
        self->wrong = g_strdup_printf("'%s' is no %s", key, kind);
    }
}

bool yq_members_check(YqMembers *self, GError **error)
{
    return self->wrong == NULL || yq_members_fail(self, error, "%s", self->wrong);
}

const char *yq_members_text(YqMembers *self, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (json_is_string(value)) {
        return yq_arena_strdup(self->arena, json_string_value(value));
    }
    if (json_is_number(value)) {
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
        const char *copy = yq_arena_strdup(self->arena, text);

        free(text);
        return copy;
    }
    if (value != NULL && !json_is_null(value)) {
        note_wrong(self, key, "text");
    }
    return NULL;
}

const char *yq_members_text_or_empty(YqMembers *self, const json_t *object,
                                     const char *key)
{
    const char *text = yq_members_text(self, object, key);

    return text != NULL ? text : "";
}

static const json_t *member(YqMembers *self, const json_t *object, const char *key,
                            json_type type, const char *kind)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL || json_is_null(value)) {
        return NULL;
    }
    if (json_typeof(value) != type) {
        note_wrong(self, key, kind);
        return NULL;
    }
    return value;
}

void yq_members_code(YqMembers *self, const json_t *value, const char *key, char *out,
                     size_t room)
{
    const char *code =
        value == NULL || json_is_null(value) ? "" : json_string_value(value);
    size_t n = 0;

    while (code != NULL && g_ascii_isalpha(code[n])) {
        n++;
    }
    if (code == NULL || code[n] != '\0' || n >= room) {
        note_wrong(self, key, "country's code");
        code = "";
    }
    g_strlcpy(out, code, room);
}

const json_t *yq_members_list(YqMembers *self, const json_t *object, const char *key)
{
    return member(self, object, key, JSON_ARRAY, "list");
}

const json_t *yq_members_object(YqMembers *self, const json_t *object, const char *key)
{
    return member(self, object, key, JSON_OBJECT, "object");
}

double yq_members_number(const json_t *object, const char *key, double otherwise)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) && fabs(json_number_value(value)) <= MOST
               ? json_number_value(value)
               : otherwise;
}

int32_t yq_members_count(YqMembers *self, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL || json_is_null(value)) {
        return -1;
    }
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > G_MAXINT32) {
        note_wrong(self, key, "count");
        return -1;
    }
    return (int32_t)json_integer_value(value);
}

static bool read_point(YqMembers *self, const json_t *pair, YqPoint *out, GError **error)
{
    const json_t *lon = json_array_get(pair, 0), *lat = json_array_get(pair, 1);

    if (!json_is_number(lon) || !json_is_number(lat)) {
        return yq_members_fail(self, error, "'coordinates' are not two numbers");
    }
    YqPoint at = {json_number_value(lon), json_number_value(lat)};

    if (!yq_point_valid(at)) {
        return yq_members_fail(self, error,
                               "coordinate out of range: %g, %g (longitude comes first)",
                               at.lon, at.lat);
    }
    *out = at;
    return true;
}

static bool read_points(YqMembers *self, const json_t *list, YqGeometry *out,
                        GError **error)
{
    size_t n = json_array_size(list);
    YqPoint *points = yq_arena_alloc(self->arena, MAX(n, 1) * sizeof *points);

    if (n == 0) {
        return yq_members_fail(self, error, "'coordinates' are empty");
    }
    for (size_t i = 0; i < n; i++) {
        if (!read_point(self, json_array_get(list, i), &points[i], error)) {
            return false;
        }
    }
    out->points = points;
    out->n_points = n;
    return true;
}

bool yq_members_geometry(YqMembers *self, const json_t *feature, YqGeometry *out,
                         GError **error)
{
    const json_t *geometry = json_object_get(feature, "geometry");
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    const char *type = json_string_value(json_object_get(geometry, "type"));

    *out = (YqGeometry){0};
    if (geometry == NULL || json_is_null(geometry)) {
        return true;
    }
    if (type == NULL) {
        return yq_members_fail(self, error, "'geometry' has no 'type'");
    }
    if (strcmp(type, "Point") == 0) {
        YqPoint *point = yq_arena_alloc(self->arena, sizeof *point);

        *out = (YqGeometry){YQ_GEOMETRY_POINT, point, 1};
        return read_point(self, coordinates, point, error);
    }
    if (strcmp(type, "LineString") == 0) {
        out->type = YQ_GEOMETRY_LINE;
        return read_points(self, coordinates, out, error);
    }
    if (strcmp(type, "Polygon") == 0) {
        out->type = YQ_GEOMETRY_AREA;
        return read_points(self, json_array_get(coordinates, 0), out, error);
    }
    return yq_members_fail(
        self, error, "geometry '%s' is neither Point, LineString nor Polygon", type);
}
