/* SPDX-License-Identifier: MIT */
/* What countries and provinces are called on the page. */
#include "map/names.h"

#include "text/fold.h"
#include "vector/vector.h"

#include <string.h>

/* What the gazetteer calls a country in a language that the outlines lack; or @name. */
static const char *country_name(const YqPage *page, const char *name,
                                const char *language)
{
    YqLookup lookup = {.name = name, .limit = 8};

    if (page->gazetteer == NULL || name == NULL) {
        return name;
    }
    g_autoptr(GArray) found = yq_gazetteer_lookup(page->gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        YqPlace place = yq_gazetteer_place(page->gazetteer,
                                           g_array_index(found, YqCandidate, i).place);
        const char *known = yq_gazetteer_name(page->gazetteer, place.index, language);

        if (known != NULL && g_str_has_prefix(place.feature_code, "PCL")) {
            return known;
        }
    }
    return name;
}

static const char *feature_name(const YqPage *page, const YqVectorFeature *feature,
                                const char *language)
{
    const char *english = feature->name_en;
    const char *name = strcmp(language, "ar") == 0   ? feature->name_ar
                       : strcmp(language, "fr") == 0 ? feature->name_fr
                       : strcmp(language, "en") == 0
                           ? english
                           : country_name(page, english, language);

    return yq_arena_strdup(page->arena, name != NULL ? name : english);
}

/* Whether @longer is @name and a word: "Tillaberi Region" says no more than "Tillabéri".
 */
static bool only_adds(const char *longer, const char *name)
{
    g_autoptr(GString) x = g_string_new(NULL), y = g_string_new(NULL);

    yq_fold_name(longer, strlen(longer), x);
    yq_fold_name(name, strlen(name), y);
    return x->len > y->len && g_str_has_prefix(x->str, y->str) && x->str[y->len] == ' ';
}

/* The gazetteer's name of a province, which is the one that articles are read with; the
 * outlines' is often the local one. */
static const char *province_name(const YqPage *page, const YqVectorFeature *feature,
                                 const char *name)
{
    YqLookup lookup = {.name = name, .country = feature->code_a, .limit = 8};

    if (page->gazetteer == NULL || name == NULL || *feature->code_b == '\0') {
        return name;
    }
    g_autoptr(GArray) found = yq_gazetteer_lookup(page->gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        YqPlace place = yq_gazetteer_place(page->gazetteer,
                                           g_array_index(found, YqCandidate, i).place);

        if (strcmp(place.feature_code, "ADM1") == 0 &&
            strcmp(place.admin1, feature->code_b) == 0) {
            const char *known =
                yq_gazetteer_name(page->gazetteer, place.index, page->language);

            return known == NULL || only_adds(known, name) ? name : known;
        }
    }
    return name;
}

/* A country's name in the page's other language, where that is another one. */
static const char *second_name(const YqPage *page, const YqVectorFeature *feature,
                               const char *name)
{
    const char *second = page->second != NULL && *feature->code_b == '\0'
                             ? feature_name(page, feature, page->second)
                             : NULL;

    return second != NULL && g_strcmp0(second, name) != 0 ? second : NULL;
}

const char *yq_feature_name(const YqPage *page, const YqVectorFeature *feature,
                            const char **out_second)
{
    const char *name =
        province_name(page, feature, feature_name(page, feature, page->language));

    *out_second = second_name(page, feature, name);
    return name;
}
