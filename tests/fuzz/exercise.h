/* SPDX-License-Identifier: MIT */
/* Everything that can be asked of an index, whatever its bytes are. */
#pragma once

#include "gazetteer/names.h"
#include <yaqut/gazetteer.h>

#include <string.h>

static inline bool count_place(const YqPlace *place, void *data)
{
    size_t *n = data;

    *n += strlen(place->id) + strlen(place->country) + strlen(place->feature_code) + 1;
    return *n < 100000;
}

static inline size_t exercise_lookup(const YqGazetteer *gazetteer, const char *name)
{
    YqPoint near = {2, 17};
    YqLookup lookup = {.name = name, .near = &near, .fuzzy = true};
    g_autoptr(GArray) found = yq_gazetteer_lookup(gazetteer, &lookup);
    size_t n = 0;

    for (size_t i = 0; i < found->len; i++) {
        n += strlen(g_array_index(found, YqCandidate, i).matched);
    }
    return n;
}

/* Opens @path and asks; returns a number, so that nothing is optimised away. */
static inline size_t exercise_index(const char *path)
{
    static const char *const words[] = {"gao", "mali", "bordj", "badji", "غاو", "x"};
    g_autoptr(YqGazetteer) gazetteer = yq_gazetteer_open(path, NULL);
    size_t n = 0;

    if (gazetteer == NULL) {
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        YqNameCursor cursor = YQ_NAME_CURSOR_START;

        yq_names_step(gazetteer, &cursor, words[i], strlen(words[i]));
        YqPostings postings = yq_names_here(gazetteer, &cursor);

        for (size_t k = 0; k < MIN(postings.n, 100); k++) {
            YqPlace place = yq_gazetteer_place(gazetteer, postings.items[k].place);

            count_place(&place, &n);
        }
        n += exercise_lookup(gazetteer, words[i]);
    }
    for (uint32_t i = 0; i < MIN(yq_gazetteer_size(gazetteer), 100); i++) {
        YqPlace place = yq_gazetteer_place(gazetteer, i);
        const char *arabic = yq_gazetteer_name(gazetteer, i, "ar");

        count_place(&place, &n);
        n += strlen(yq_gazetteer_name(gazetteer, i, NULL));
        n += arabic != NULL ? strlen(arabic) : 0;
    }
    n += yq_gazetteer_by_id(gazetteer, "geonames:2457161");
    yq_gazetteer_within(gazetteer, (YqBox){-180, -90, 180, 90}, count_place, &n);
    yq_gazetteer_within(gazetteer, (YqBox){170, -10, -170, 30}, count_place, &n);
    return n + yq_gazetteer_verify(gazetteer, NULL) + yq_gazetteer_check(gazetteer, NULL);
}
