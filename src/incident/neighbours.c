/* SPDX-License-Identifier: MIT */
/* What two places that stand side by side say of each other. */
#include "incident/report.h"

#include <string.h>

#define NAMESAKE_KM 1000 /* no town lies so far from what it is said to lie in */
/* Tokens between a town's name and the province that holds it. */
#define NAMES_BETWEEN 6

/* Whether between two names there is nothing but what belongs to names: commas, "and",
 * an opening bracket, "district of", and words with capitals that nobody knows. */
static bool only_names_between(const YqReading *self, uint32_t first, uint32_t last)
{
    bool mark = false;

    for (uint32_t i = first; i < last; i++) {
        bool joint = yq_token_is(self, i, ",") || yq_token_is(self, i, "(") ||
                     yq_token_is(self, i, "-");
        bool word = yq_match_any(self, i, 1u << YQ_LEX_RELATION) ||
                    yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_AND) != NULL;
        bool name =
            self->kinds[i] == 0 && (yq_token(self, i)->flags & YQ_TOKEN_CAPITAL) != 0;

        if (!joint && !word && !name) {
            return false;
        }
        mark |= joint;
    }
    return mark && last - first <= NAMES_BETWEEN;
}

/* "Boni in central Mali", "Konna, Mopti": a town is where the next name, which tells
 * where it lies, says; one of that name elsewhere was not meant. */
void yq_places_drop_namesakes(YqReading *self)
{
    for (guint i = 0; i + 1 < self->places->len; i++) {
        YqPlaceSpan *a = &g_array_index(self->places, YqPlaceSpan, i);
        const YqPlaceSpan *b = &g_array_index(self->places, YqPlaceSpan, i + 1);
        bool area = yq_match_code(self, b->first, YQ_LEX_RELATION, YQ_RELATION_AREA);
        /* "Naamu, Oromia", "Rama (Tigray)": a province or a country behind a comma. */
        bool behind = b->first > a->last && only_names_between(self, a->last, b->first);
        bool wide = b->where.precision == 4 || b->where.precision == 6 ||
                    yq_token_is(self, b->first - 1, "(");
        bool holds = b->where.part != 0 || area || (wide && behind) ||
                     (b->located && b->first < b->mention_first && !b->joins);
        bool next = b->first == a->last || ((area || wide) && behind);

        if (a->where.precision <= 3 && holds && next && !b->goal && !b->source &&
            yq_distance_rough_km(a->where.at, b->where.at) > NAMESAKE_KM &&
            strcmp(a->where.country, b->where.country) != 0) {
            a->worth -= 4;
            a->located = false;
        }
    }
}

/* "The town of Bara, 60 km north-east of El Obeid": the distance only explains where the
 * named town lies. */
void yq_places_name_first(YqReading *self)
{
    for (guint i = 0; i + 1 < self->places->len; i++) {
        YqPlaceSpan *a = &g_array_index(self->places, YqPlaceSpan, i);
        YqPlaceSpan *b = &g_array_index(self->places, YqPlaceSpan, i + 1);

        if (b->by_distance && !a->by_distance && a->where.precision <= 2 && !a->speaks &&
            !a->source && b->first == a->last + 1 && yq_token_is(self, a->last, ",")) {
            b->worth -= 3;
            b->located = false;
            a->worth += a->located ? 0 : 2;
            a->located = true;
        }
    }
}

/* "In Mali's Kidal region": the name behind "'s" is where it was. */
void yq_places_pass_on(YqReading *self)
{
    for (guint i = 0; i + 1 < self->places->len; i++) {
        YqPlaceSpan *a = &g_array_index(self->places, YqPlaceSpan, i);
        YqPlaceSpan *b = &g_array_index(self->places, YqPlaceSpan, i + 1);
        const YqLexMatch *whose = yq_match_ending(self, b->mention_first, YQ_LEX_RELATION,
                                                  1u << YQ_RELATION_WHOSE);

        if (a->where.precision < 6 || !a->located || b->located || whose == NULL ||
            whose->first - a->last > 1 ||
            strstr(a->where.country, b->where.country) == NULL) {
            continue;
        }
        b->located = true;
        b->worth += 2;
        a->worth -= 1.5f;
    }
}
