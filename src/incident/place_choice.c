/* SPDX-License-Identifier: MIT */
/* Which of the places told fits what some words report. */
#include "incident/report.h"

#include <string.h>

#define R(code) (1u << YQ_RELATION_##code)

/* How well a place fits the words at [first, last); negative when not at all. */
static float fit_of(const YqReading *self, const YqPlaceSpan *span, uint32_t first,
                    uint32_t last, YqCategory category)
{
    bool after = span->first >= last;
    uint32_t away = after                ? span->first - last
                    : first > span->last ? first - span->last
                                         : 0;
    uint32_t breaks = yq_breaks_between(self, after ? last : first, span->mention_first);
    float fit = span->worth;

    if (span->dateline) {
        return -1;
    }
    if (span->speaks) {
        fit -= category == YQ_CATEGORY_VIOLENCE ? 4 : 0.5f;
    }
    if (category != YQ_CATEGORY_VIOLENCE && span->source) {
        fit += 2;
    }
    if (category == YQ_CATEGORY_DISPLACEMENT && span->goal && !span->located) {
        fit += 1.5f; /* who flees is counted where they come to */
    }
    /* What a government does is placed by its clause, fighting by its most exact name. */
    float per_break = category == YQ_CATEGORY_VIOLENCE ? 0.4f : 0.9f;

    return MAX(fit - MIN(0.06f * away, 1.5f) - MIN(per_break * breaks, 4 * per_break),
               0) +
           (span->speaks && category == YQ_CATEGORY_VIOLENCE ? -0.5f : 0.01f);
}

const YqPlaceSpan *yq_place_choose(const YqReading *self, uint32_t sentence,
                                   uint32_t first, uint32_t last, YqCategory category)
{
    const YqSentence *s = &self->document->sentences[sentence];
    const YqPlaceSpan *best = NULL;
    float best_fit = 0;

    for (uint32_t i = yq_places_from(self, s->first); i < self->places->len; i++) {
        const YqPlaceSpan *span = &g_array_index(self->places, YqPlaceSpan, i);

        if (span->mention_first >= s->last) {
            break;
        }
        float fit = fit_of(self, span, first, last, category);

        bool finer = best != NULL && fit == best_fit && span->first == best->first &&
                     span->where.precision < best->where.precision; /* "Mali's capital" */

        if (fit > best_fit || finer) {
            best_fit = fit;
            best = span;
        }
    }
    return best;
}

const YqPlaceSpan *yq_place_that_speaks(const YqReading *self, uint32_t sentence)
{
    const YqSentence *s = &self->document->sentences[sentence];

    for (uint32_t i = yq_places_from(self, s->first); i < self->places->len; i++) {
        const YqPlaceSpan *span = &g_array_index(self->places, YqPlaceSpan, i);

        if (span->mention_first >= s->last) {
            break;
        }
        if (span->speaks && span->where.precision == 1 && !span->dateline) {
            return span;
        }
    }
    return NULL;
}

bool yq_place_is_located(const YqReading *self, uint32_t token)
{
    uint32_t i = yq_places_from(self, token);
    const YqPlaceSpan *span =
        i < self->places->len ? &g_array_index(self->places, YqPlaceSpan, i) : NULL;

    return span != NULL && span->mention_first == token &&
           (span->located || span->source || span->dateline);
}

uint32_t yq_places_from(const YqReading *self, uint32_t token)
{
    return yq_spans_from(self->places, offsetof(YqPlaceSpan, mention_first), token);
}

static bool is_placed(const YqReading *self, uint32_t token)
{
    uint32_t i = yq_places_from(self, token);

    return i < self->places->len &&
           g_array_index(self->places, YqPlaceSpan, i).mention_first <= token + 1;
}

bool yq_place_is_unknown(const YqReading *self, uint32_t sentence, bool goals)
{
    const YqSentence *s = &self->document->sentences[sentence];

    for (uint32_t i = s->first + 1; i < s->last; i++) {
        const YqToken *token = yq_token(self, i);
        bool arabic = (token->flags & YQ_TOKEN_ARABIC) != 0;
        uint32_t words = R(NEAR) | R(PLACE_WORD) | (arabic ? 0 : R(IN)) |
                         (goals ? R(TO) | R(FROM) : 0);

        if (self->kinds[i] == 0 && (arabic || (token->flags & YQ_TOKEN_CAPITAL) != 0) &&
            yq_match_ending(self, i, YQ_LEX_RELATION, words) != NULL &&
            !is_placed(self, i) &&
            !(arabic && g_str_has_prefix(yq_token_folded(self->document, i), "ال"))) {
            return true;
        }
    }
    return false;
}
