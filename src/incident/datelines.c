/* SPDX-License-Identifier: MIT */
/* The dateline ("Algiers, 12 April 2025 -"), which is no place and no date of an event.
 */
#include "incident/report.h"

#include <string.h>

/* Where a dateline ends ("Algiers, 12 April 2025 -"), or 0: names, dates and marks up to
 * a dash near the start of a paragraph. */
static uint32_t dateline_of(const YqReading *self, const YqSentence *sentence)
{
    uint32_t stop = MIN(sentence->first + 14, sentence->last);

    for (uint32_t i = sentence->first + 1; i + 1 < stop; i++) {
        const YqToken *token = yq_token(self, i), *next = yq_token(self, i + 1);
        const char *mark = yq_token_folded(self->document, i);

        if ((token->flags & YQ_TOKEN_MARK) == 0 ||
            (token->flags & next->flags & YQ_TOKEN_JOINED) != 0) {
            continue;
        }
        if (*mark == '-' || strcmp(mark, "–") == 0 || strcmp(mark, "—") == 0) {
            return (token->flags & YQ_TOKEN_JOINED) == 0 ? i : 0;
        }
    }
    return 0;
}

void yq_datelines_find(YqReading *self)
{
    for (size_t s = 0; s < self->document->n_sentences; s++) {
        const YqSentence *sentence = &self->document->sentences[s];

        if (s > 4) {
            break;
        }
        uint32_t end = dateline_of(self, sentence);

        for (guint i = 0; end > 0 && i < self->analysis->mentions->len; i++) {
            const YqParsedMention *m =
                &g_array_index(self->analysis->mentions, YqParsedMention, i);

            if (m->first >= sentence->first && m->first <= sentence->first + 1 &&
                m->last <= end) {
                self->dateline_start = sentence->first;
                self->dateline_end = end;
                return;
            }
        }
    }
}
