/* SPDX-License-Identifier: MIT */
#include "incident/reading.h"

#include "incident/names.h"
#include "incident/report.h"
#include <string.h>

/* The first match that starts at or after each token. */
static void index_matches(YqReading *self)
{
    size_t n = self->document->n_tokens;
    uint32_t match = 0;

    self->at = g_new(uint32_t, n + 2);
    self->kinds = g_new0(uint32_t, n + 2);
    self->codes = g_new0(uint64_t, n + 2);
    for (guint i = 0; i < self->matches->len; i++) {
        const YqLexMatch *found = &g_array_index(self->matches, YqLexMatch, i);

        self->kinds[found->first] |= 1u << found->entry->kind;
        self->codes[found->first] |= yq_match_bit(found->entry->kind, found->entry->code);
    }
    for (size_t i = 0; i <= n + 1; i++) {
        while (match < self->matches->len &&
               g_array_index(self->matches, YqLexMatch, match).first < i) {
            match++;
        }
        self->at[i] = match;
    }
}

/* Commas weigh one; a semicolon, a colon or a dash two. */
static void index_breaks(YqReading *self)
{
    size_t n = self->document->n_tokens;
    uint32_t breaks = 0;

    self->breaks = g_new(uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        const YqToken *token = yq_token(self, i);
        const char *mark = yq_token_folded(self->document, i);

        self->breaks[i] = breaks;
        if ((token->flags & YQ_TOKEN_MARK) == 0 || *mark == '\0' || mark[1] != '\0') {
            continue;
        }
        bool dash = *mark == '-' && (token->flags & YQ_TOKEN_JOINED) == 0;

        breaks += *mark == ',' ? 1 : *mark == ';' || *mark == ':' || dash ? 2 : 0;
    }
    self->breaks[n] = breaks;
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
    index_breaks(self);
    self->places = g_array_new(FALSE, TRUE, sizeof(YqPlaceSpan));
    self->triggers = g_array_new(FALSE, TRUE, sizeof(YqTrigger));
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
    g_array_unref(self->places);
    g_array_unref(self->triggers);
    yq_context_free(self->context);
    g_free(self->breaks);
    g_free(self->at);
    g_free(self->kinds);
    g_free(self->codes);
    g_free(self);
}

const YqLexMatch *yq_match_search(const YqReading *self, uint32_t token, YqLexKind kind,
                                  int code)
{
    for (uint32_t i = self->at[token]; i < self->at[token + 1]; i++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, i);

        if (match->entry->kind == kind && (code < 0 || match->entry->code == code)) {
            return match;
        }
    }
    return NULL;
}

/* Longest phrase of a table, in tokens, that is looked for backwards. */
#define PHRASE_BACK 8

const YqLexMatch *yq_match_ending(const YqReading *self, uint32_t token, YqLexKind kind,
                                  uint32_t codes)
{
    if (token == 0 || token > self->document->n_tokens) {
        return NULL;
    }
    uint32_t start = self->document->sentences[yq_token(self, token - 1)->sentence].first;
    const YqLexMatch *found = NULL;

    for (uint32_t i = token; i-- > start && token - i <= PHRASE_BACK;) {
        if (!yq_match_any(self, i, 1u << kind)) {
            continue;
        }
        for (uint32_t k = self->at[i]; k < self->at[i + 1]; k++) {
            const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

            if (match->entry->kind == kind && match->last == token &&
                (codes >> match->entry->code & 1) != 0) {
                found = match;
            }
        }
    }
    return found;
}

bool yq_match_within(const YqReading *self, uint32_t first, uint32_t last, YqLexKind kind,
                     uint32_t codes)
{
    last = MIN(last, (uint32_t)self->document->n_tokens);
    for (uint32_t k = first < last ? self->at[first] : 0;
         first < last && k < self->at[last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == kind && (codes >> match->entry->code & 1) != 0) {
            return true;
        }
    }
    return false;
}

const char *yq_reading_text(const YqReading *self, uint32_t first, uint32_t last,
                            YqArena *arena)
{
    if (first >= last) {
        return NULL;
    }
    const char *text = yq_article_text(self->document->article, NULL);
    size_t start = yq_token(self, first)->byte_start;
    size_t length = yq_token(self, last - 1)->byte_end - start, n = 0;
    char *out = yq_arena_strndup(arena, text + start, length);
    bool blank = false;

    for (const char *at = text + start, *end = at + length; at < end;) {
        const char *next = g_utf8_next_char(at);

        if (!g_unichar_isspace(g_utf8_get_char(at))) {
            memcpy(out + n, at, next - at);
            n += next - at;
            blank = false;
        } else if (!blank) {
            out[n++] = ' ';
            blank = true;
        }
        at = next;
    }
    out[n] = '\0';
    return out;
}

YqSpan yq_reading_span(const YqReading *self, uint32_t first, uint32_t last)
{
    return (YqSpan){self->document->index, yq_token(self, first)->start,
                    yq_token(self, last - 1)->end};
}

uint8_t yq_first_clitics(const YqReading *self, uint32_t token)
{
    uint8_t bits = 0;

    for (uint32_t k = self->at[token]; k < self->at[token + 1]; k++) {
        bits |= g_array_index(self->matches, YqLexMatch, k).clitics;
    }
    return bits;
}

guint yq_spans_from(const GArray *spans, size_t offset, uint32_t token)
{
    guint size = g_array_get_element_size((GArray *)spans);
    guint low = 0, high = spans->len;

    while (low < high) {
        guint middle = (low + high) / 2;
        uint32_t at;

        memcpy(&at, spans->data + (size_t)middle * size + offset, sizeof at);
        if (at < token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const YqParsedMention *yq_mention_at(const YqReading *self, uint32_t token)
{
    const GArray *mentions = self->analysis->mentions;
    guint i = yq_spans_from(mentions, offsetof(YqParsedMention, first), token);
    const YqParsedMention *mention =
        i < mentions->len ? &g_array_index(mentions, YqParsedMention, i) : NULL;

    return mention != NULL && mention->first == token ? mention : NULL;
}
