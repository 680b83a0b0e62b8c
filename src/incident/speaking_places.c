/* SPDX-License-Identifier: MIT */
/* Names of places that stand for those who speak or act there. */
#include "incident/approach.h"

#include <string.h>

/* Words behind or before which somebody speaks. */
#define SPEECH                                                                           \
    (1u << YQ_ACT_SAY | 1u << YQ_ACT_DENY | 1u << YQ_ACT_CLAIM | 1u << YQ_ACT_ACCUSE |   \
     1u << YQ_ACT_ACCORDING)

bool yq_speech_follows(const YqReading *self, uint32_t token, uint32_t until)
{
    uint32_t stop = MIN(token + until, (uint32_t)self->document->n_tokens);

    for (uint32_t i = token; i < stop; i++) {
        const YqToken *t = yq_token(self, i);

        if ((t->flags & YQ_TOKEN_MARK) != 0) {
            return false;
        }
        const YqLexMatch *said = yq_match_at(self, i, YQ_LEX_CLAIM);

        if (said != NULL && said->entry->code <= YQ_ACT_ACCUSE) {
            return true;
        }
    }
    return false;
}

/* "ont indiqué jeudi des sources", "قالت مصادر": speech right before @token, a day or two
 * words between. */
static bool speech_precedes(const YqReading *self, uint32_t token)
{
    enum { REACH = 4 };
    uint32_t start = self->document->sentences[yq_token(self, token)->sentence].first;

    for (uint32_t i = token; i > start && token - i <= REACH; i--) {
        if (yq_match_ending(self, i, YQ_LEX_CLAIM, SPEECH) != NULL) {
            return true;
        }
        if ((yq_token(self, i - 1)->flags & YQ_TOKEN_MARK) != 0) {
            return false;
        }
    }
    return false;
}

/* "the foreign ministry in N'Djamena said": where those who speak sit. */
static bool is_seat_of_speaker(const YqReading *self, const YqParsedMention *mention,
                               const YqApproach *way)
{
    const YqLexMatch *who =
        yq_match_ending(self, way->first, YQ_LEX_PEOPLE, 1u << YQ_PEOPLE_SOURCE);

    return way->in && !way->near && way->km < 0 && !way->town && !way->directed &&
           who != NULL &&
           (yq_speech_follows(self, mention->last, 3) ||
            /* a province's sources tell of the province */
            (mention->place.feature_class != 'A' && speech_precedes(self, who->first)));
}

/* "A critic of the authorities in Bamako": where a government sits, and nothing is said
 * to have been. */
bool yq_place_is_seat(const YqReading *self, const YqParsedMention *mention,
                      const YqApproach *way)
{
    bool arabic = (yq_token(self, mention->first)->flags & YQ_TOKEN_ARABIC) != 0;
    uint32_t at = way->first;
    const YqLexMatch *who =
        yq_match_ending(self, at, YQ_LEX_PEOPLE, 1u << YQ_PEOPLE_SOURCE);

    if (who == NULL && arabic && at > 0) { /* its adjective between */
        who = yq_match_ending(self, at - 1, YQ_LEX_PEOPLE, 1u << YQ_PEOPLE_SOURCE);
        who = who != NULL && (who->clitics & YQ_CLITIC_THE) != 0 ? who : NULL;
    }
    return who != NULL && who->entry->value == 0 && way->in && !way->near && !way->town &&
           way->km < 0 && !way->directed && yq_place_is_capital(&mention->place);
}

/* "told reporters in Katsina": where it was said. "Reported in" may be where it was. */
static bool is_where_said(const YqReading *self, const YqParsedMention *mention,
                          const YqApproach *way)
{
    const YqLexMatch *said =
        yq_match_ending(self, way->first, YQ_LEX_CLAIM, 1u << YQ_ACT_SAY);

    return way->in && !way->near && way->km < 0 && !way->directed && said != NULL &&
           said->last - said->first >= 2 &&
           (yq_token(self, mention->first)->flags & YQ_TOKEN_LATIN) != 0;
}

static bool is_speaker(const YqReading *self, const YqParsedMention *mention,
                       const YqApproach *way)
{
    if (is_seat_of_speaker(self, mention, way) || is_where_said(self, mention, way)) {
        return true;
    }
    if (way->in || way->near || way->km >= 0 || way->between || way->road ||
        way->directed) {
        return false;
    }
    for (uint32_t back = 0; back < 3 && mention->first >= back; back++) {
        const YqLexMatch *said =
            yq_match_ending(self, mention->first - back, YQ_LEX_CLAIM, SPEECH);

        if (said != NULL) {
            return true;
        }
    }
    return yq_speech_follows(self, mention->last, 3);
}

/* "a US air strike", which is as often as not elsewhere; an "Ethiopia attack" is there.
 */
static bool is_by_abbreviation(const YqReading *self, const YqParsedMention *mention)
{
    uint16_t flags = yq_token(self, mention->first)->flags;

    return mention->last == mention->first + 1 &&
           (flags & (YQ_TOKEN_UPPER | YQ_TOKEN_DOTTED)) != 0 &&
           yq_match_at(self, mention->last, YQ_LEX_EVENT) != NULL;
}

/* "US forces", "a UK drone": a country's name that tells whose they are. */
static bool is_flag(const YqReading *self, const YqParsedMention *mention,
                    const YqApproach *way)
{
    const YqLexMatch *people = yq_match_at(self, mention->last, YQ_LEX_PEOPLE);
    const YqLexMatch *means = yq_match_at(self, mention->last, YQ_LEX_MEANS);
    bool latin = (yq_token(self, mention->first)->flags & YQ_TOKEN_LATIN) != 0;

    return latin && !way->in && !way->near && yq_place_is_country(&mention->place) &&
           ((people != NULL && people->entry->code <= YQ_PEOPLE_REBEL) ||
            (means != NULL && means->entry->code < YQ_MEANS_BY) ||
            is_by_abbreviation(self, mention));
}

bool yq_place_speaks(const YqReading *self, const YqParsedMention *mention,
                     const YqApproach *way)
{
    return is_speaker(self, mention, way) || is_flag(self, mention, way);
}
