/* SPDX-License-Identifier: MIT */
/* Guesses: names that the gazetteer lacks, known by their capitals, by the word for
 * streets or buildings at their end, or by the word before them. */
#include "geoparse/candidate.h"

#define GUESS_TOKENS 5 /* of the longest guess */
#define RUN_TOKENS 5   /* capitals that are looked at on each side of a name */
#define CAPITAL (YQ_TOKEN_CAPITAL | YQ_TOKEN_LATIN)

static bool is_capital(const YqToken *token)
{
    return (token->flags & CAPITAL) == CAPITAL;
}

/* Words that a capital begins, joined by hyphens and the like: the end of such a run. */
static uint32_t capital_run(const YqParse *parse, uint32_t token)
{
    const YqDocument *document = parse->document;
    uint32_t last = token, sentence = document->tokens[token].sentence;

    for (uint32_t at = token; at < document->n_tokens && at < token + 2 * GUESS_TOKENS;) {
        const YqToken *word = &document->tokens[at];

        if (word->sentence != sentence || !is_capital(word)) {
            break;
        }
        last = ++at;
        while (at < document->n_tokens && yq_parse_joins(parse, at)) {
            at++;
        }
    }
    return last;
}

void yq_parse_measure_run(const YqParse *parse, YqToponym *span)
{
    const YqToken *tokens = parse->document->tokens;
    uint32_t sentence = tokens[span->first].sentence, n = parse->document->n_tokens;

    span->led = span->followed = 0;
    if ((tokens[span->first].flags & YQ_TOKEN_LATIN) == 0) {
        return;
    }
    for (uint32_t at = span->first; at > 0 && span->led < RUN_TOKENS; at--) {
        const YqToken *word = &tokens[at - 1];

        if (word->sentence != sentence || !is_capital(word) ||
            (parse->classes[at - 1] & YQ_WORD_MARK_STOP) != 0) {
            break;
        }
        span->led++;
    }
    for (uint32_t at = span->last; at < n && span->followed < RUN_TOKENS; at++) {
        if (tokens[at].sentence != sentence || !is_capital(&tokens[at])) {
            break;
        }
        span->followed++;
    }
}

/* Whether what ends a run of capitals makes it a street, a building, a county. */
static bool names_kind(const YqParse *parse, uint32_t last)
{
    return (parse->classes[last - 1] & (YQ_WORD_FACILITY | YQ_WORD_PLACE_TAIL)) != 0;
}

/* Whether a known name of several words ends the run: "Republican Orange County". */
static bool ends_in_known(const YqParse *parse, uint32_t first, uint32_t last)
{
    for (uint32_t at = first + 1; at + 1 < last; at++) {
        YqToponym known;

        if (yq_parse_match(parse, at, &known) && !known.demonym && known.last == last) {
            return true;
        }
    }
    return false;
}

/* "Third Street": a number that is no name, but of a street. */
static bool is_numbered_street(const YqParse *parse, uint32_t token, uint32_t last)
{
    return last == token + 2 && (parse->classes[token] & YQ_WORD_MARK_STOP) != 0 &&
           (parse->classes[token + 1] & YQ_WORD_STREET) != 0 &&
           (parse->document->tokens[token].flags & YQ_TOKEN_FIRST) == 0;
}

static bool guess_latin(const YqParse *parse, uint32_t token, YqToponym *span)
{
    if (!is_capital(&parse->document->tokens[token])) {
        return false;
    }
    uint32_t last = capital_run(parse, token);

    if ((parse->classes[token] & (YQ_WORD_MARK_STOP | YQ_WORD_TIME)) != 0 &&
        !is_numbered_street(parse, token, last)) {
        return false;
    }
    uint32_t before = yq_parse_near(parse, token, -1);
    bool kind = last > token + 1 && names_kind(parse, last);
    bool placed =
        (before & (YQ_WORD_IN | YQ_WORD_PLACE_HEAD)) != 0 ||
        (last + 1 < parse->document->n_tokens && yq_parse_is_mark(parse, last, ',') &&
         (before & (YQ_WORD_MOTION | YQ_WORD_LINK | YQ_WORD_OF_PLACE)) != 0);

    if ((!kind && !placed) || ends_in_known(parse, token, last)) {
        return false;
    }
    *span = (YqToponym){.first = token, .last = last, .guess = true};
    return true;
}

/* A verb of the third person, a word with a pronoun, or an adjective: "a village that …
 * divides", "a border village". */
static bool is_arabic_word(const YqParse *parse, uint32_t token)
{
    const char *word = yq_token_folded(parse->document, token);

    return g_str_has_prefix(word, "ي") || g_str_has_suffix(word, "ها") ||
           (g_str_has_suffix(word, "يه") && !g_str_has_prefix(word, "ال"));
}

/* After a word such as "town of" an Arabic word that nobody knows is taken for a name. */
static bool guess_arabic(const YqParse *parse, uint32_t token, YqToponym *span)
{
    const YqToken *at = &parse->document->tokens[token];
    uint32_t before = yq_parse_near(parse, token, -1);

    if ((at->flags & YQ_TOKEN_ARABIC) == 0 || (before & YQ_WORD_PLACE_HEAD) == 0 ||
        parse->classes[token] != 0 || at->fold_length < 6 || token == 0 ||
        (at[-1].flags & YQ_TOKEN_MARK) != 0 || is_arabic_word(parse, token)) {
        return false;
    }
    *span = (YqToponym){.first = token, .last = token + 1, .guess = true};
    return true;
}

bool yq_parse_guess(const YqParse *parse, uint32_t token, YqToponym *span)
{
    return guess_latin(parse, token, span) || guess_arabic(parse, token, span);
}

void yq_parse_extend(const YqParse *parse, YqToponym *span)
{
    uint32_t last = span->last;

    if ((parse->document->tokens[span->first].flags & YQ_TOKEN_LATIN) == 0) {
        return;
    }
    uint32_t run = capital_run(parse, span->first);

    for (; run > last && run <= last + 3; run--) {
        uint32_t bits = parse->classes[run - 1];

        if ((bits & (YQ_WORD_BODY_TAIL | YQ_WORD_ORG_TAIL)) != 0) {
            continue;
        }
        if ((bits & YQ_WORD_FACILITY) != 0 ||
            ((bits & YQ_WORD_PLACE_TAIL) != 0 && (bits & YQ_WORD_WATER) != 0)) {
            /* A street or a river says nothing of where its namesake lies. */
            bool near = (bits & (YQ_WORD_STREET | YQ_WORD_WATER)) == 0;

            span->guess = true;
            span->base_last = near ? span->last : 0;
            span->postings = near ? span->postings : (YqPostings){NULL, 0};
            span->last = run;
            return;
        }
        if ((bits & YQ_WORD_PLACE_TAIL) != 0 && run == last + 1) {
            span->last = run;
            return;
        }
    }
}
