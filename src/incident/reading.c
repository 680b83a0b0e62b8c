/* SPDX-License-Identifier: MIT */
#include "incident/reading.h"

/* The first match that starts at or after each token. */
static void index_matches(YqReading *self)
{
    size_t n = self->document->n_tokens;
    uint32_t match = 0;

    self->at = g_new(uint32_t, n + 2);
    for (size_t i = 0; i <= n + 1; i++) {
        while (match < self->matches->len &&
               g_array_index(self->matches, YqLexMatch, match).first < i) {
            match++;
        }
        self->at[i] = match;
    }
}

YqReading *yq_reading_new(const YqAnalysis *analysis, const YqLexicon *lexicon)
{
    YqReading *self = g_new0(YqReading, 1);

    self->analysis = analysis;
    self->document = analysis->document;
    self->lexicon = lexicon;
    if (self->document->article != NULL) {
        self->published = yq_article_info(self->document->article)->published;
    }
    self->matches = g_array_new(FALSE, FALSE, sizeof(YqLexMatch));
    self->dates = g_array_new(FALSE, TRUE, sizeof(YqDateSpan));
    self->counts = g_array_new(FALSE, TRUE, sizeof(YqCount));
    for (size_t i = 0; i < self->document->n_sentences; i++) {
        const YqSentence *sentence = &self->document->sentences[i];

        yq_lexicon_walk(lexicon, self->document, sentence->first, sentence->last,
                        self->matches);
    }
    index_matches(self);
    yq_dates_find(self);
    yq_counts_find(self);
    return self;
}

void yq_reading_free(YqReading *self)
{
    if (self == NULL) {
        return;
    }
    g_array_unref(self->matches);
    g_array_unref(self->dates);
    g_array_unref(self->counts);
    g_free(self->at);
    g_free(self);
}

const YqLexMatch *yq_match_at(const YqReading *self, uint32_t token, YqLexKind kind)
{
    if (token >= self->document->n_tokens) {
        return NULL;
    }
    for (uint32_t i = self->at[token]; i < self->at[token + 1]; i++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, i);

        if (match->entry->kind == kind) {
            return match;
        }
    }
    return NULL;
}

const YqLexMatch *yq_match_code(const YqReading *self, uint32_t token, YqLexKind kind,
                                uint8_t code)
{
    if (token >= self->document->n_tokens) {
        return NULL;
    }
    for (uint32_t i = self->at[token]; i < self->at[token + 1]; i++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, i);

        if (match->entry->kind == kind && match->entry->code == code) {
            return match;
        }
    }
    return NULL;
}

const YqLexMatch *yq_match_before(const YqReading *self, uint32_t token, uint32_t reach,
                                  YqLexKind kind)
{
    uint32_t first = yq_token(self, token)->sentence;
    uint32_t start = self->document->sentences[first].first;

    for (uint32_t i = token; i-- > start && token - i <= reach + 4;) {
        const YqLexMatch *match = yq_match_at(self, i, kind);

        if (match != NULL && match->last <= token && token - match->last < reach) {
            return match;
        }
    }
    return NULL;
}
