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

static const char *by_name(const YqGazetteer *gazetteer, const char *name)
{
    YqLookup lookup = {.name = name, .limit = MOST_CANDIDATES};
    g_autoptr(GArray) found = yq_gazetteer_lookup(gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        const YqCandidate *candidate = &g_array_index(found, YqCandidate, i);
        YqPlace place = yq_gazetteer_place(gazetteer, candidate->place);

        if (candidate->distance == 0 && is_country(&place)) {
            return g_intern_string(place.country);
        }
    }
    return NULL;
}

/* ISO 3166 turns names round: "Korea (the Republic of)", "Tanzania, United Republic of",
 * "Niger (the)". Looks for them the right way round, then without what was turned. */
static const char *by_turned_name(const YqGazetteer *gazetteer, const char *name)
{
    size_t before = strcspn(name, "(,[");

    if (name[before] == '\0' || before == 0) {
        return NULL;
    }
    g_autofree char *main = g_strchomp(g_strndup(name, before));
    g_autofree char *rest = g_strdelimit(g_strdup(name + before + 1), ")]([,", ' ');
    const char *turned = g_strstrip(rest);

    turned += g_str_has_prefix(turned, "the ") ? 4 : 0;
    g_autofree char *whole = g_strconcat(turned, " ", main, NULL);
    const char *code = by_name(gazetteer, whole);

    return code != NULL ? code : by_name(gazetteer, main);
}

const char *yq_country_code(const YqGazetteer *gazetteer, const char *name)
{
    g_autofree char *text = g_strstrip(g_strdup(name));
    const char *code = by_code(text);

    if (code != NULL || gazetteer == NULL || *text == '\0' ||
        !g_utf8_validate(text, -1, NULL)) {
        return code;
    }
    code = by_name(gazetteer, text);
    return code != NULL ? code : by_turned_name(gazetteer, text);
}

uint32_t yq_country_place(const YqGazetteer *gazetteer, const char *code)
{
    uint32_t n = gazetteer != NULL ? yq_gazetteer_size(gazetteer) : 0;

    for (uint32_t i = 0; i < n; i++) {
        YqPlace place = yq_gazetteer_place(gazetteer, i);

        if (place.feature_class == 'A' && strcmp(place.country, code) == 0 &&
            g_str_has_prefix(place.feature_code, "PCL") &&
            strcmp(place.feature_code, "PCLH") != 0) {
            return i;
        }
    }
    return YQ_PLACE_NONE;
}

const char *yq_country_name(const YqGazetteer *gazetteer, const char *code,
                            const char *language)
{
    uint32_t index = yq_country_place(gazetteer, code);
    const char *name =
        index != YQ_PLACE_NONE ? yq_gazetteer_name(gazetteer, index, language) : NULL;

    if (name == NULL && index != YQ_PLACE_NONE) {
        name = yq_gazetteer_name(gazetteer, index, NULL);
    }
    return name != NULL ? name : g_intern_string(code);
}

/* The codes of two names with a comma between them, Latin or Arabic, which a name may
 * hold itself: the first comma that leaves two countries. @out_unknown (nullable): the
 * name that nobody bears, where there is one comma only. */
static bool parse_pair(const YqGazetteer *gazetteer, const char *text, char out[2][3],
                       char **out_unknown)
{
    int commas = 0;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);

        if (letter != ',' && letter != 0x60C) {
            continue;
        }
        g_autofree char *first = g_strstrip(g_strndup(text, (gsize)(at - text)));
        g_autofree char *second = g_strstrip(g_strdup(g_utf8_next_char(at)));
        const char *a = yq_country_code(gazetteer, first);
        const char *b = yq_country_code(gazetteer, second);

        if (a != NULL && b != NULL) {
            g_strlcpy(out[0], a, 3);
            g_strlcpy(out[1], b, 3);
            return true;
        }
        g_free(*out_unknown);
        *out_unknown = commas++ == 0 ? g_strdup(a == NULL ? first : second) : NULL;
    }
    return false;
}

bool yq_border_parse_pair(const YqGazetteer *gazetteer, const char *text, char out[2][3],
                          GError **error)
{
    g_autofree char *unknown = NULL;

    if (g_utf8_validate(text, -1, NULL) && parse_pair(gazetteer, text, out, &unknown)) {
        return true;
    }
    if (unknown != NULL && *unknown != '\0') {
        g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN,
                    "no country is called '%s': a code such as DZ, or a name, is wanted",
                    unknown);
    } else {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                    "a border wants two countries with a comma, as DZ,ML, not '%s'",
                    text);
    }
    return false;
}
