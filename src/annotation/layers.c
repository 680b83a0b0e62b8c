/* SPDX-License-Identifier: MIT */
#include "annotation/layers.h"

#include "base/autofree.h"

#include <string.h>

static const char *const counts[] = {
    "killed",  "killed_at_least", "killed_magnitude", "wounded",
    "missing", "abducted",        "displaced",
};

/* Columns of a measure that tables have too; they are not read back, since it is measured
 * anew. */
static const char *const measures[] = {"side", "distance_km", "along_km"};

/* Moves the counts out of `casualties`, where only the groups stay. */
static void lift(json_t *properties, const char *location)
{
    json_t *said = json_object_get(properties, "casualties");
    const json_t *border = json_object_get(properties, "border");

    if (location != NULL) {
        json_object_set_new(properties, "location", json_string(location));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        json_t *count = json_object_get(said, counts[i]);

        if (count != NULL) {
            json_object_set(properties, counts[i], count);
            json_object_del(said, counts[i]);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++) {
        json_t *measure = json_object_get(border, measures[i]);

        if (measure != NULL) {
            json_object_set(properties, measures[i], measure);
        }
    }
}

/* The inverse. */
static void lower(json_t *properties)
{
    json_t *said = json_object_get(properties, "casualties");

    if (!json_is_object(said)) {
        said = json_object();
        json_object_set_new(properties, "casualties", said);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        json_t *count = json_object_get(properties, counts[i]);

        if (count != NULL && !json_is_null(count)) {
            json_object_set(said, counts[i], count);
        }
        json_object_del(properties, counts[i]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++) {
        json_object_del(properties, measures[i]);
    }
    json_object_del(properties, "location");
}

static json_t *collection(void)
{
    return json_pack("{s:s, s:[]}", "type", "FeatureCollection", "features");
}

static const char *kind_of(const json_t *feature)
{
    const char *kind = json_string_value(
        json_object_get(json_object_get(feature, "properties"), "kind"));

    return kind != NULL ? kind : "";
}

static char *take_text(json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(10));
    char *copy = g_strdup(text);

    free(text);
    json_decref(root);
    return copy;
}

static const char *location_of(const YqAnnotations *self, size_t i)
{
    const YqIncident *incident =
        i < self->incidents->len ? yq_annotations_incident(self, i) : NULL;

    return incident == NULL      ? NULL
           : incident->place < 0 ? incident->place_text
                                 : yq_annotations_place(self, incident->place)->name;
}

static json_t *article_rows(const json_t *root)
{
    json_t *rows = collection(), *articles, *article;
    size_t i;

    articles = json_object_get(json_object_get(root, "yaqut"), "articles");
    json_array_foreach(articles, i, article)
    {
        json_t *row = json_pack("{s:s, s:n, s:{s:s}}", "type", "Feature", "geometry",
                                "properties", "kind", "article");

        json_object_update(json_object_get(row, "properties"), article);
        json_array_append_new(json_object_get(rows, "features"), row);
    }
    return rows;
}

size_t yq_layers_make(const YqAnnotations *self, const char *suffix,
                      YqOgrLayer out[YQ_LAYERS_MAX])
{
    g_autofree char *geojson = yq_annotations_to_geojson(self);
    g_autoptr(json_t) root = json_loads(geojson, 0, NULL);
    bool one = strcmp(suffix, ".fgb") == 0;
    json_t *places = collection(), *incidents = one ? json_incref(places) : collection();
    json_t *feature;
    size_t i, n_incidents = 0;

    json_array_foreach(json_object_get(root, "features"), i, feature)
    {
        bool incident = strcmp(kind_of(feature), "incident") == 0;

        if (incident) {
            lift(json_object_get(feature, "properties"),
                 location_of(self, n_incidents++));
        }
        json_array_append(json_object_get(incident ? incidents : places, "features"),
                          feature);
    }
    out[0] = (YqOgrLayer){one ? "yaqut" : "places", take_text(places)};
    if (one) {
        json_decref(incidents);
        return 1;
    }
    out[1] = (YqOgrLayer){"incidents", take_text(incidents)};
    if (strcmp(suffix, ".kml") == 0) {
        return 2;
    }
    out[2] = (YqOgrLayer){"articles", take_text(article_rows(root))};
    return 3;
}

/* Dates that GDAL has written with its own separators, numbers for truth values, and the
 * names that KML has for things. */
static void repair(json_t *properties)
{
    static const char *const dates[] = {"date_start", "date_end", "published"};
    json_t *disputed = json_object_get(properties, "disputed");
    json_t *name = json_object_get(properties, "Name");

    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        const char *date = json_string_value(json_object_get(properties, dates[i]));

        if (date != NULL) {
            g_autofree char *day = g_strndup(date, 10);

            g_strdelimit(day, "/", '-');
            json_object_set_new(properties, dates[i], json_string(day));
        }
    }
    if (json_is_integer(disputed)) {
        json_object_set_new(properties, "disputed",
                            json_boolean(json_integer_value(disputed) != 0));
    }
    if (json_is_string(name) && json_object_get(properties, "name") == NULL) {
        json_object_set(properties, "name", name);
    }
}

/* A column that a row has nothing in is none of its members; an open end of a date stays
 * one. */
static void drop_nulls(json_t *properties)
{
    const char *key;
    json_t *value;
    void *next;

    json_object_foreach_safe(properties, next, key, value)
    {
        if (json_is_null(value) && !g_str_has_prefix(key, "date_")) {
            json_object_del(properties, key);
        }
    }
}

static void add_feature(json_t *root, json_t *feature)
{
    json_t *properties = json_object_get(feature, "properties");
    const char *kind = kind_of(feature);

    repair(properties);
    drop_nulls(properties);
    if (strcmp(kind, "article") == 0) {
        json_object_del(properties, "kind");
        json_array_append(json_object_get(json_object_get(root, "yaqut"), "articles"),
                          properties);
        return;
    }
    if (strcmp(kind, "incident") == 0) {
        lower(properties);
    }
    if (*kind != '\0') {
        json_array_append(json_object_get(root, "features"), feature);
    }
}

char *yq_layers_join(const char *text)
{
    g_autoptr(json_t) layers = json_loads(text, 0, NULL);
    json_t *root, *layer, *feature;
    size_t i, k;

    if (!json_is_array(layers)) {
        return NULL;
    }
    root = json_pack("{s:s, s:{s:i, s:[]}, s:[]}", "type", "FeatureCollection", "yaqut",
                     "version", 1, "articles", "features");
    json_array_foreach(layers, i, layer)
    {
        json_array_foreach(json_object_get(layer, "features"), k, feature)
        {
            add_feature(root, feature);
        }
    }
    return take_text(root);
}
