/* SPDX-License-Identifier: MIT */
/* What two places that stand side by side say of each other. */
#include "incident/report.h"

#include <string.h>

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
