/* SPDX-License-Identifier: MIT */
/* What words before a name make of it: "40 km north of", "in the region of", "between".
 */
#include "incident/approach.h"

#include <string.h>

#define R(code) (1u << YQ_RELATION_##code)

static uint32_t sentence_start(const YqReading *self, uint32_t token)
{
    return self->document->sentences[yq_token(self, token)->sentence].first;
}

/* The number whose last token stands before @at, the longest. */
static bool number_ending(const YqReading *self, uint32_t at, YqNumber *out,
                          uint32_t *out_first)
{
    uint32_t start = at > 0 ? sentence_start(self, at - 1) : 0;
    bool found = false;

    for (uint32_t i = at; i-- > start && at - i <= 6;) {
        YqNumber number;

        if (yq_number_at(self, i, &number) && number.last == at && !number.ordinal) {
            *out = number;
            *out_first = i;
            found = true;
        }
    }
    return found;
}

static void read_kilometres(const YqReading *self, const YqLexMatch *unit,
                            YqApproach *out)
{
    YqNumber number;
    uint32_t at = unit->first, first;
    bool found = number_ending(self, at, &number, &first);

    if (!found) { /* "une cinquantaine de kilomètres" */
        const YqLexMatch *of =
            yq_match_ending(self, at, YQ_LEX_RELATION, R(OF) | R(FROM));

        found = of != NULL && number_ending(self, of->first, &number, &first);
    }
    if (found && number.magnitude == 0 && number.value > 0 && number.value < 2000) {
        out->km =
            number.value * (unit->entry->value > 0 ? unit->entry->value / 1000.0 : 1);
        out->about = number.about;
        out->first = first;
    }
}

double yq_kilometres_before(const YqReading *self, const YqLexMatch *unit,
                            uint32_t *out_first)
{
    YqApproach way = {.first = unit->first, .km = -1};

    read_kilometres(self, unit, &way);
    *out_first = way.first;
    return way.km;
}

/* Takes one relation word into account; false when nothing before it matters. */
static bool take_relation(const YqReading *self, const YqLexMatch *match, YqApproach *out)
{
    out->first = match->first;
    switch ((YqRelation)match->entry->code) {
    case YQ_RELATION_NEAR:
        out->near = true;
        return true;
    case YQ_RELATION_BORDER:
        out->border = true;
        return false;
    case YQ_RELATION_FROM:
        out->from = true;
        return true;
    case YQ_RELATION_TO:
        out->to = true;
        return true;
    case YQ_RELATION_KM:
        read_kilometres(self, match, out);
        return false;
    case YQ_RELATION_IN:
        out->in = true;
        return false;
    case YQ_RELATION_WITH:
        out->with |= match->last == out->name;
        return true;
    case YQ_RELATION_AREA:
        out->area = true;
        return true;
    case YQ_RELATION_PLACE_WORD: /* "a village of the region of X": X is the region */
        out->town |= !out->area;
        return true;
    case YQ_RELATION_BETWEEN:
        out->between = true;
        return true;
    case YQ_RELATION_ROAD:
        out->road = true;
        return false;
    default:
        return true;
    }
}

/* The clitics written onto the first token of a name, as bits of the lexicon. */
static uint8_t clitics_of(const YqReading *self, const YqParsedMention *mention)
{
    const YqToken *token = yq_token(self, mention->first);

    return mention->mention.start <= token->start
               ? 0
               : yq_lexicon_clitics(self->lexicon,
                                    yq_token_folded(self->document, mention->first),
                                    mention->mention.start - token->start);
}

/* Where a direction's own words begin, behind "in", apart or written onto it. */
static uint32_t direction_start(const YqReading *self, const YqLexMatch *way)
{
    const YqLexMatch *in =
        yq_match_code(self, way->first, YQ_LEX_RELATION, YQ_RELATION_IN);
    const YqToken *token =
        yq_token(self, in != NULL && in->last < way->last ? in->last : way->first);
    const char *folded = yq_token_folded(self->document, way->first);

    for (uint32_t n = 1; way->clitics != 0 && n <= 3; n++) {
        if (yq_lexicon_clitics(self->lexicon, folded, n) == way->clitics) {
            return token->start + n;
        }
    }
    return token->start;
}

YqApproach yq_approach_read(const YqReading *self, const YqParsedMention *mention)
{
    YqApproach out = {
        .name = mention->first, .first = mention->first, .azimuth = -2, .km = -1};
    uint8_t clitics = clitics_of(self, mention);
    uint32_t all = ~(R(AND) | R(THERE) | R(THE_TOWN) | R(THE_AREA) | R(CAPITAL) |
                     R(WHOSE) | R(NOT_THERE));

    out.in = (clitics & YQ_CLITIC_IN) != 0;
    out.to = (clitics & YQ_CLITIC_TO) != 0;
    for (int steps = 0; steps < 7; steps++) {
        const YqLexMatch *way = yq_match_ending(self, out.first, YQ_LEX_DIRECTION, ~0u);
        const YqLexMatch *match = yq_match_ending(self, out.first, YQ_LEX_RELATION, all);

        if (way != NULL && (match == NULL || way->first <= match->first) &&
            !out.directed) {
            out.directed = true;
            out.direction = direction_start(self, way);
            out.azimuth = way->entry->value;
            out.in |= (way->clitics & YQ_CLITIC_IN) != 0;
            out.first = way->first;
        } else if (match != NULL) {
            bool clitic_in = (match->clitics & YQ_CLITIC_IN) != 0;

            if (!take_relation(self, match, &out)) {
                out.in |= clitic_in;
                break;
            }
            out.in |= clitic_in;
        } else {
            break;
        }
    }
    return out;
}
