/* SPDX-License-Identifier: MIT */
#include "border/world.h"

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
