/* SPDX-License-Identifier: MIT */
#include "border/world.h"

#include <yaqut/error.h>

#include <string.h>

/* A name that means a country stands at or near the top; more are towns of that name. */
#define MOST_CANDIDATES 20

static bool is_country(const YqPlace *place)
{
    return place->feature_class == 'A' && g_str_has_prefix(place->feature_code, "PCL") &&
           strlen(place->country) == 2;
}

static const char *by_code(const char *name)
{
    const YqTopology *world = yq_world(NULL);
    g_autofree char *upper = g_ascii_strup(name, -1);

    /* Without the data any code will do: opening the border tells that they are missing.
     */
    return strlen(upper) == 2 && (world == NULL || yq_topology_has(world, upper))
               ? g_intern_string(upper)
               : NULL;
}

const char *yq_country_code(const YqGazetteer *gazetteer, const char *name)
{
    g_autofree char *text = g_strstrip(g_strdup(name));
    const char *code = by_code(text);

    if (code != NULL || gazetteer == NULL || *text == '\0' ||
        !g_utf8_validate(text, -1, NULL)) {
        return code;
    }
    YqLookup lookup = {.name = text, .limit = MOST_CANDIDATES};
    g_autoptr(GArray) found = yq_gazetteer_lookup(gazetteer, &lookup);

    for (guint i = 0; i < found->len && code == NULL; i++) {
        const YqCandidate *candidate = &g_array_index(found, YqCandidate, i);
        YqPlace place = yq_gazetteer_place(gazetteer, candidate->place);

        if (candidate->distance == 0 && is_country(&place)) {
            code = g_intern_string(place.country);
        }
    }
    return code;
}

const char *yq_country_name(const YqGazetteer *gazetteer, const char *code,
                            const char *language)
{
    uint32_t n = gazetteer != NULL ? yq_gazetteer_size(gazetteer) : 0;

    for (uint32_t i = 0; i < n; i++) {
        YqPlace place = yq_gazetteer_place(gazetteer, i);

        if (place.feature_class == 'A' && strcmp(place.country, code) == 0 &&
            g_str_has_prefix(place.feature_code, "PCL") &&
            strcmp(place.feature_code, "PCLH") != 0) {
            const char *name = yq_gazetteer_name(gazetteer, i, language);

            return name != NULL ? name : yq_gazetteer_name(gazetteer, i, NULL);
        }
    }
    return g_intern_string(code);
}

/* The two halves of @text around its one comma, Latin or Arabic; NULL when they are not
 * two.
 */
static char **split_pair(const char *text)
{
    static const char *const commas[] = {",", "،"};

    for (size_t i = 0; i < G_N_ELEMENTS(commas); i++) {
        g_auto(GStrv) names = g_strsplit(text, commas[i], -1);

        if (g_strv_length(names) == 2) {
            return g_steal_pointer(&names);
        }
    }
    return NULL;
}

bool yq_border_parse_pair(const YqGazetteer *gazetteer, const char *text, char out[2][3],
                          GError **error)
{
    g_auto(GStrv) names = split_pair(text);

    if (names == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "a border wants two countries with a comma, as DZ,ML, not '%s'",
                    text);
        return false;
    }
    for (int i = 0; i < 2; i++) {
        const char *code = yq_country_code(gazetteer, names[i]);

        if (code == NULL) {
            g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN,
                        "no country is called '%s': a code such as DZ, or a name, is "
                        "wanted",
                        g_strstrip(names[i]));
            return false;
        }
        g_strlcpy(out[i], code, 3);
    }
    return true;
}
