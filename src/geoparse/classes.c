/* SPDX-License-Identifier: MIT */
/* What the tables of words say of each token, and of what stands beside it. */
#include "geoparse/candidate.h"

#include <string.h>

bool yq_parse_is_mark(const YqParse *parse, size_t token, char mark)
{
    const YqToken *at = &parse->document->tokens[token];

    return (at->flags & YQ_TOKEN_MARK) != 0 && at->fold_length == 1 &&
           *yq_token_folded(parse->document, token) == mark;
}

uint32_t yq_parse_near(const YqParse *parse, uint32_t token, int by)
{
    const YqDocument *document = parse->document;
    int64_t at = (int64_t)token + by;

    if (at < 0 || at >= (int64_t)document->n_tokens ||
        document->tokens[at].sentence != document->tokens[token].sentence) {
        return 0;
    }
    return parse->classes[at];
}

size_t yq_parse_bare(const YqParse *parse, uint32_t token, const YqWordClitic *clitic,
                     char out[YQ_BARE_MAX])
{
    const char *word = yq_token_folded(parse->document, token);
    size_t kept = parse->document->tokens[token].fold_length - clitic->prefix_length;
    size_t length = kept + clitic->replace_length;

    if (length > YQ_BARE_MAX) {
        return 0;
    }
    memcpy(out, clitic->replace, clitic->replace_length);
    memcpy(out + clitic->replace_length, word + clitic->prefix_length, kept);
    return length;
}

#define CONTINUES (1u << 31) /* a phrase begins with the word */

/* The classes of a token's word; a phrase that begins with it gives its to its tokens. */
static uint32_t classify_as(const YqParse *parse, size_t token, const char *word,
                            size_t length)
{
    uint32_t bits = yq_vocabulary_word(parse->lexicon, word, length);
    size_t n = 0;

    if ((bits & CONTINUES) != 0) {
        uint32_t phrase = yq_vocabulary_phrase(parse->lexicon, parse->document, token,
                                               word, length, &n);

        for (size_t i = token; phrase != 0 && i < token + n; i++) {
            parse->classes[i] |= phrase;
        }
        bits |= phrase;
    }
    /* "Les" and "La" are first names somewhere. */
    if ((bits & YQ_WORD_MARK_STOP) != 0) {
        bits &= ~(uint32_t)(YQ_WORD_FIRST_NAME | YQ_WORD_SURNAME);
    }
    return bits & ~CONTINUES;
}

/* The class of a word behind its clitic, for words such as "and the president". */
static uint32_t classify_word(const YqParse *parse, size_t token)
{
    const YqToken *at = &parse->document->tokens[token];
    const char *word = yq_token_folded(parse->document, token);
    uint32_t bits = classify_as(parse, token, word, at->fold_length);
    const YqWordClitic *clitics[YQ_CLITICS_MAX];

    if (bits != 0 || (at->flags & YQ_TOKEN_ARABIC) == 0) {
        return bits;
    }
    size_t n = yq_vocabulary_clitics(parse->lexicon, word, at->fold_length, clitics,
                                     YQ_CLITICS_MAX);

    for (size_t i = 0; i < n && bits == 0; i++) {
        char bare[YQ_BARE_MAX];
        size_t length = yq_parse_bare(parse, token, clitics[i], bare);

        bits = length > 0 ? classify_as(parse, token, bare, length) : 0;
    }
    return bits;
}

void yq_parse_classify(YqParse *parse)
{
    const YqDocument *document = parse->document;

    for (size_t i = 0; i < document->n_tokens; i++) {
        if ((document->tokens[i].flags & (YQ_TOKEN_LATIN | YQ_TOKEN_ARABIC)) != 0) {
            parse->classes[i] |= classify_word(parse, i);
        }
    }
}

bool yq_parse_joins(const YqParse *parse, size_t token)
{
    const YqDocument *document = parse->document;
    const YqToken *at = &document->tokens[token];

    if ((at->flags & YQ_TOKEN_MARK) == 0 || token + 1 >= document->n_tokens ||
        at[1].sentence != at->sentence) {
        return false;
    }
    if (yq_parse_is_mark(parse, token, '-') || yq_parse_is_mark(parse, token, '\'')) {
        return (at->flags & at[1].flags & YQ_TOKEN_JOINED) != 0;
    }
    return yq_parse_is_mark(parse, token, '.') && (at->flags & YQ_TOKEN_JOINED) != 0 &&
           token > 0 && at[-1].fold_length <= 4;
}
