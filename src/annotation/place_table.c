/* SPDX-License-Identifier: MIT */
#include "annotation/place_table.h"

#include "language/language.h"

#include <string.h>

/* Farther away than this a place of the same name is another one. */
#define SAME_KM 15.0

static const char *extra(const YqIncident *row, const char *name)
{
    for (size_t i = 0; i < row->n_extra; i++) {
        if (g_ascii_strcasecmp(row->extra[i].name, name) == 0 &&
            *row->extra[i].value != '\0') {
            return row->extra[i].value;
        }
    }
    return NULL;
}

static const char *name_of(const YqIncident *row)
{
    return row->place_text != NULL ? row->place_text : extra(row, "name");
}

static bool tells_nothing(const YqIncident *row)
{
    const YqCasualties *c = &row->casualties;

    return row->type == YQ_INCIDENT_OTHER && row->type_text == NULL &&
           row->when.start.year == 0 && row->when.end.year == 0 && c->killed < 0 &&
           c->killed_at_least < 0 && row->geometry.type == YQ_GEOMETRY_POINT &&
           name_of(row) != NULL;
}

static bool all_tell_nothing(const GArray *rows, guint first)
{
    for (guint i = first; i < rows->len; i++) {
        if (!tells_nothing(&g_array_index(rows, YqIncident, i))) {
            return false;
        }
    }
    return rows->len > first;
}

/* The columns "name_xx", the two letters a language. */
static void take_names(YqAnnotations *self, const YqIncident *row, YqAnnotatedPlace *out)
{
    YqPlaceName *names =
        yq_arena_alloc(self->arena, (row->n_extra + yq_language_count()) * sizeof *names);

    for (size_t i = 0; i < row->n_extra; i++) {
        const YqField *field = &row->extra[i];

        if (g_ascii_strncasecmp(field->name, "name_", 5) == 0 &&
            strlen(field->name) == 7 && *field->value != '\0') {
            names[out->n_names++] =
                (YqPlaceName){g_ascii_strdown(field->name + 5, 2), field->value};
        }
    }
    for (size_t i = 0; i < out->n_names; i++) { /* into the arena, which owns them */
        char *language = (char *)names[i].language;

        names[i].language = yq_arena_strdup(self->arena, language);
        g_free(language);
    }
    out->names = names;
}

static double number(const YqIncident *row, const char *column)
{
    const char *text = extra(row, column);

    return text != NULL ? MAX(g_ascii_strtod(text, NULL), 0) : 0;
}

static YqAnnotatedPlace place_of(YqAnnotations *self, const YqIncident *row)
{
    const char *code = extra(row, "feature_code"), *country = extra(row, "country");
    const char *admin1 = extra(row, "admin1");
    YqAnnotatedPlace place = {
        .name = name_of(row),
        .at = row->at,
        .radius_km = number(row, "radius_km"),
        .uncertainty_km = row->uncertainty_km,
        .feature_class = 'P',
        .feature_code = code != NULL ? code : "",
        .country = country != NULL && strlen(country) == 2 ? country : "",
        .admin1 = admin1 != NULL ? admin1 : "",
        .population = (int64_t)MIN(number(row, "population"), 1e10),
        .confidence = 1,
    };

    take_names(self, row, &place);
    return place;
}

static void add_language(YqAnnotations *self, YqAnnotatedPlace *place,
                         const YqGazetteer *gazetteer, uint32_t index,
                         const char *language)
{
    const char *name = yq_gazetteer_name(gazetteer, index, language);

    for (size_t i = 0; i < place->n_names; i++) {
        if (strcmp(place->names[i].language, language) == 0) {
            return;
        }
    }
    if (name != NULL) {
        ((YqPlaceName *)place->names)[place->n_names++] =
            (YqPlaceName){language, yq_arena_strdup(self->arena, name)};
    }
}

/* What the gazetteer knows of the place; what the table says goes before. A name in the
 * language of the table's own column is not replaced. */
static void complete(YqAnnotations *self, YqAnnotatedPlace *place,
                     const YqGazetteer *gazetteer)
{
    YqLookup lookup = {.name = place->name, .near = &place->at, .limit = 5};
    g_autoptr(GArray) found = yq_gazetteer_lookup(gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        const YqCandidate *candidate = &g_array_index(found, YqCandidate, i);
        YqPlace known = yq_gazetteer_place(gazetteer, candidate->place);

        if (known.feature_class != 'P' || candidate->near_km > SAME_KM) {
            continue;
        }
        place->gazetteer_id = yq_arena_strdup(self->arena, known.id);
        if (*place->feature_code == '\0') {
            place->feature_code = yq_arena_strdup(self->arena, known.feature_code);
        }
        if (*place->country == '\0' && strlen(known.country) == 2) {
            place->country = yq_arena_strdup(self->arena, known.country);
        }
        place->population = place->population > 0 ? place->population : known.population;
        for (size_t k = 0; k < yq_language_count(); k++) {
            add_language(self, place, gazetteer, candidate->place, yq_language_code(k));
        }
        return;
    }
}

bool yq_table_to_places(YqAnnotations *self, guint first, const YqGazetteer *gazetteer)
{
    if (!all_tell_nothing(self->incidents, first)) {
        return false;
    }
    for (guint i = first; i < self->incidents->len; i++) {
        YqAnnotatedPlace place =
            place_of(self, &g_array_index(self->incidents, YqIncident, i));

        if (gazetteer != NULL) {
            complete(self, &place, gazetteer);
        }
        g_array_append_val(self->places, place);
    }
    g_array_set_size(self->incidents, first);
    return true;
}
