/* SPDX-License-Identifier: MIT */
/* Whom a strike hit, where those who tell of it do not agree. */
#include "incident/claims.h"
#include "incident/sayings.h"

#define BIT(code) (1u << (code))

/* Whether people of @kind are named in tokens [first, last), speakers aside. */
static bool names_people(const YqReading *self, const GArray *acts, uint32_t first,
                         uint32_t last, uint8_t kind)
{
    for (uint32_t k = self->at[first]; k < self->at[last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        bool speaks = false;

        if (match->entry->kind != YQ_LEX_PEOPLE || match->entry->code != kind) {
            continue;
        }
        for (guint i = 0; i < acts->len; i++) {
            const YqSaying *act = &g_array_index(acts, YqSaying, i);

            speaks |= act->spoken && act->by.first <= match->first &&
                      match->first < act->by.last;
        }
        if (!speaks) {
            return true;
        }
    }
    return false;
}

bool yq_is_strike(uint8_t type)
{
    return type == YQ_INCIDENT_DRONE_STRIKE || type == YQ_INCIDENT_AIR_STRIKE ||
           type == YQ_INCIDENT_SHELLING || type == YQ_INCIDENT_BOMBARDMENT;
}

/* "The strike killed 13 civilians, while the army said that it hit militants": who was
 * struck is what the two do not agree on. */
static bool differ_on_victims(const YqReading *self, const GArray *acts, uint32_t first,
                              uint32_t last)
{
    for (guint i = 0; i < acts->len; i++) {
        const YqSaying *act = &g_array_index(acts, YqSaying, i);
        const YqLexMatch *but = NULL;

        for (uint32_t at = act->first;
             but == NULL && at-- > first && act->first - at <= 3;) {
            but = yq_match_code(self, at, YQ_LEX_SEQUENCE, YQ_SEQUENCE_CONTRAST);
        }
        if (but == NULL || !act->spoken) {
            continue;
        }
        uint32_t at = but->first;

        if ((names_people(self, acts, first, at, YQ_PEOPLE_CIVIL) &&
             names_people(self, acts, at, last, YQ_PEOPLE_REBEL)) ||
            (names_people(self, acts, first, at, YQ_PEOPLE_REBEL) &&
             names_people(self, acts, at, last, YQ_PEOPLE_CIVIL))) {
            return true;
        }
    }
    return false;
}

/* "Residents counted 13 dead civilians. The army said that its target was a terrorist
 * base": in a sentence of its own. */
static bool differs_from_told(const YqReading *self, const GArray *acts, uint32_t first,
                              uint32_t last, const YqReport *report)
{
    bool civil = false, state = false;

    for (guint i = 0; i < acts->len; i++) {
        const YqSaying *act = &g_array_index(acts, YqSaying, i);

        state |= act->spoken && act->by.kind == YQ_PEOPLE_STATE;
    }
    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        if (said->kind == YQ_PEOPLE_REBEL) {
            return false;
        }
        civil |= said->harm == YQ_HARM_KILLED && said->kind != YQ_PEOPLE_STATE;
    }
    return state && civil && !yq_counts_within(self, first, last) &&
           names_people(self, acts, first, last, YQ_PEOPLE_REBEL);
}

bool yq_claims_of_struck(const YqReading *self, uint32_t first, uint32_t last,
                         const YqReport *report)
{
    return yq_is_strike(report->type) &&
           yq_match_within(self, first, last, YQ_LEX_CLAIM, BIT(YQ_ACT_SAY)) &&
           yq_match_within(self, first, last, YQ_LEX_PEOPLE, BIT(YQ_PEOPLE_REBEL));
}

bool yq_struck_contested(const YqReading *self, const GArray *acts, uint32_t sentence,
                         uint32_t first, uint32_t last, const YqReport *report)
{
    return yq_is_strike(report->type) &&
           (differ_on_victims(self, acts, first, last) ||
            (sentence != report->sentence &&
             differs_from_told(self, acts, first, last, report)));
}
