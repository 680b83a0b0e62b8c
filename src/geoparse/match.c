/* SPDX-License-Identifier: MIT */
/* The longest name of the gazetteer that begins at a token. Every walk is at most
 * NAME_TOKENS long, so that the whole is linear in the text whatever it holds. */
#include "geoparse/candidate.h"

#define NAME_TOKENS 12 /* of the longest name that is walked */

/* A town that is called as a people is (Canadian in Texas) must be so large to be thought
 * of. */
#define LARGER_THAN_PEOPLE 500000
/* And one that is called as an ordinary word is, behind an article. */
#define WELL_KNOWN 50000
/* One that is called as a first name is, before a capital. */
#define TOWN_OF_NOTE 100000

static bool outweighs_people(const YqParse *parse, uint32_t place)
{
    YqFacts at = yq_gazetteer_facts(parse->gazetteer, place);

    return at.feature_class != 'P' || at.population >= LARGER_THAN_PEOPLE;
}

static bool usable(const YqParse *parse, size_t first, size_t last, YqPostings postings,
                   bool *out_demonym)
{
    bool upper =
        (parse->document->tokens[first].flags & (YQ_TOKEN_UPPER | YQ_TOKEN_DOTTED)) != 0;
    bool any = false, people = false, place = false;

    for (size_t i = 0; i < postings.n; i++) {
        uint32_t flags = postings.items[i].flags;

        if ((flags & YQ_NAME_UPPER) != 0 && !upper && last == first + 1) {
            continue;
        }
        any = true;
        people |= yq_names_people(flags);
    }
    for (size_t i = 0; people && !place && i < postings.n; i++) {
        place = !yq_names_people(postings.items[i].flags) &&
                outweighs_people(parse, postings.items[i].place);
    }
    *out_demonym = people && !place;
    return any;
}

/* "Arabie saoudite": a country's name may end small. */
static bool is_country(const YqParse *parse, uint32_t first, YqPostings here)
{
    YqFacts place = yq_gazetteer_facts(parse->gazetteer, here.items[0].place);

    return (parse->document->tokens[first].flags & YQ_TOKEN_CAPITAL) != 0 &&
           (here.items[0].flags & (YQ_NAME_LABEL | YQ_NAME_TAGGED)) != 0 &&
           place.feature_class == 'A' && place.feature_code[0] == 'P';
}

/* Steps on with the tokens after @first; the longest end goes to @span. */
static bool walk_on(const YqParse *parse, uint32_t first, YqNameCursor cursor,
                    YqToponym *span)
{
    const YqDocument *document = parse->document;
    bool found = false, capital = false, any_capital;
    uint32_t sentence = document->tokens[first].sentence;

    any_capital =
        (document->tokens[first].flags & (YQ_TOKEN_CAPITAL | YQ_TOKEN_ARABIC)) != 0;
    for (uint32_t at = first;;) {
        YqPostings here = yq_names_here(parse->gazetteer, &cursor);
        bool demonym;

        capital |= any_capital;
        if (here.n > 0 && (capital || is_country(parse, first, here)) &&
            usable(parse, first, at + 1, here, &demonym)) {
            *span = (YqToponym){
                .first = first, .last = at + 1, .postings = here, .demonym = demonym};
            found = true;
        }
        at++;
        while (at < document->n_tokens && yq_parse_joins(parse, at)) {
            at++;
        }
        if (at >= document->n_tokens || at >= first + NAME_TOKENS) {
            break;
        }
        const YqToken *token = &document->tokens[at];

        if (token->sentence != sentence || (token->flags & YQ_TOKEN_MARK) != 0 ||
            !yq_names_step(parse->gazetteer, &cursor, yq_token_folded(document, at),
                           token->fold_length)) {
            break;
        }
        any_capital = (token->flags & (YQ_TOKEN_CAPITAL | YQ_TOKEN_ARABIC)) != 0;
        if ((token->flags & YQ_TOKEN_LATIN) != 0 && !any_capital &&
            !yq_parse_joins(parse, at - 1)) {
            /* "Isle of Man" is a name, "Sale of" is none: the last word must be one, but
             * for what an apostrophe joins, "Nuku'alofa". */
            capital = false;
        }
    }
    return found;
}

static bool walk_word(const YqParse *parse, uint32_t token, const char *word,
                      size_t length, YqToponym *span)
{
    YqNameCursor cursor = YQ_NAME_CURSOR_START;

    return yq_names_step(parse->gazetteer, &cursor, word, length) &&
           walk_on(parse, token, cursor, span);
}

static int64_t best_population(const YqParse *parse, const YqToponym *span)
{
    YqFacts place = yq_gazetteer_facts(parse->gazetteer, span->postings.items[0].place);

    return place.population + (place.feature_class == 'A' ? 1000000 : 0);
}

/* Matches behind the clitics of the token; a better one than @span replaces it. */
static bool walk_clitics(const YqParse *parse, uint32_t token, bool found,
                         YqToponym *span)
{
    const YqDocument *document = parse->document;
    const YqToken *at = &document->tokens[token];
    const char *word = yq_token_folded(document, token);
    const YqWordClitic *clitics[YQ_CLITICS_MAX];
    size_t n = yq_vocabulary_clitics(parse->lexicon, word, at->fold_length, clitics,
                                     YQ_CLITICS_MAX);

    for (size_t i = 0; i < n; i++) {
        char bare[YQ_BARE_MAX];
        size_t length = yq_parse_bare(parse, token, clitics[i], bare);
        YqToponym other;

        if (length == 0 || !walk_word(parse, token, bare, length, &other)) {
            continue;
        }
        other.clitic = clitics[i];
        if (!found || other.last > span->last ||
            (other.last == span->last &&
             best_population(parse, &other) >
                 20 * (best_population(parse, span) + 1000))) {
            *span = other;
            found = true;
        }
    }
    return found;
}

/* Whether a word for areas stands before, blanks and links passed over: "région de
 * l'Est". */
static bool area_before(const YqParse *parse, uint32_t token)
{
    for (int by = -1; by >= -4; by--) {
        uint32_t bits = yq_parse_near(parse, token, by);

        if ((bits & YQ_WORD_DISTRICT) != 0) {
            return true;
        }
        if ((bits & YQ_WORD_LINK) == 0 && (int64_t)token + by >= 0 &&
            !yq_parse_is_mark(parse, token + by, '\'')) {
            return false;
        }
    }
    return false;
}

/* A direction is a name only after a word for areas, or with an article before and no
 * name behind: "the South", not "South Kilburn" nor "Northern officials". */
static bool is_bare_direction(const YqParse *parse, const YqToponym *span)
{
    const YqDocument *document = parse->document;
    uint32_t last = span->last - 1;

    if ((parse->classes[last] & YQ_WORD_DIRECTION) == 0 ||
        (last > span->first &&
         (document->tokens[span->first].flags & YQ_TOKEN_CAPITAL) != 0)) {
        return false;
    }
    bool named = last + 1 < document->n_tokens &&
                 (document->tokens[last + 1].flags & YQ_TOKEN_CAPITAL) != 0 &&
                 document->tokens[last + 1].sentence == document->tokens[last].sentence;

    return named || (last == span->first && !area_before(parse, span->first));
}

/* What ends names of streets, bodies and areas, and is a town somewhere ("University" in
 * Florida), is part of a longer name where another capital or "of" stands beside it; so
 * is an ordinary word behind a small article ("the Summit"). */
static bool is_generic(const YqParse *parse, const YqToponym *span, bool article)
{
    const YqToken *tokens = parse->document->tokens;
    uint32_t last = span->last - 1, bits = parse->classes[last];
    uint32_t generic = YQ_WORD_FACILITY | YQ_WORD_ORG_TAIL | YQ_WORD_BODY_TAIL |
                       YQ_WORD_PLACE_TAIL | YQ_WORD_ORG_HEAD;

    if ((tokens[last].flags & YQ_TOKEN_LATIN) == 0 || last != span->first + article) {
        return false;
    }
    if (article) {
        YqFacts place =
            yq_gazetteer_facts(parse->gazetteer, span->postings.items[0].place);

        return (bits & (generic | YQ_WORD_COMMON)) != 0 && place.feature_class == 'P' &&
               place.population < WELL_KNOWN;
    }
    if ((bits & generic) == 0) {
        return false;
    }
    bool next = span->last < parse->document->n_tokens &&
                tokens[span->last].sentence == tokens[last].sentence;

    return (next && ((tokens[span->last].flags & YQ_TOKEN_CAPITAL) != 0 ||
                     (parse->classes[span->last] & YQ_WORD_LINK) != 0)) ||
           (span->first > 0 && tokens[last - 1].sentence == tokens[last].sentence &&
            (tokens[last - 1].flags & YQ_TOKEN_CAPITAL) != 0);
}

/* The longest name that begins at @token. */
static bool match_any(const YqParse *parse, uint32_t token, YqToponym *span)
{
    const YqDocument *document = parse->document;
    const YqToken *at = &document->tokens[token];
    bool capital = (at->flags & YQ_TOKEN_CAPITAL) != 0;
    bool found, article = false;

    if ((at->flags & YQ_TOKEN_LATIN) != 0) {
        /* A small article may begin a name: "the Hague", "la Réunion". */
        article = !capital && at->fold_length <= 3 && token + 1 < document->n_tokens &&
                  (at[1].flags & YQ_TOKEN_CAPITAL) != 0 &&
                  (parse->classes[token] & YQ_WORD_LINK) != 0;

        if (!capital && !article) {
            return false;
        }
    } else if ((at->flags & (YQ_TOKEN_MARK | YQ_TOKEN_NUMBER)) != 0) {
        return false;
    }
    found =
        walk_word(parse, token, yq_token_folded(document, token), at->fold_length, span);
    if ((at->flags & YQ_TOKEN_ARABIC) != 0) {
        /* Behind a preposition or "the town of" nothing is written onto a name that is
         * whole as it stands. */
        bool led = found && (yq_parse_near(parse, token, -1) & YQ_WORD_CUES) != 0;

        found = led || walk_clitics(parse, token, found, span);
    } else if (found && !capital && span->last == token + 1) {
        return false;
    }
    return found && !is_bare_direction(parse, span) && !is_generic(parse, span, article);
}

/* Whether an article that begins a name is better left out: "the Sahel", "du Caire", but
 * not "The Hague", whose namesakes are smaller. */
static bool is_better_bare(const YqParse *parse, const YqToponym *span)
{
    const YqToken *token = &parse->document->tokens[span->first];
    YqToponym bare;

    return (token->flags & YQ_TOKEN_LATIN) != 0 && token->fold_length <= 3 &&
           span->last > span->first + 1 &&
           (parse->classes[span->first] & YQ_WORD_LINK) != 0 &&
           match_any(parse, span->first + 1, &bare) &&
           (bare.last > span->last ||
            (bare.last == span->last &&
             ((bare.postings.items[0].flags & YQ_NAME_LABEL) != 0 ||
              best_population(parse, &bare) > best_population(parse, span))));
}

bool yq_parse_match(const YqParse *parse, uint32_t token, YqToponym *span)
{
    return match_any(parse, token, span) && !is_better_bare(parse, span);
}

bool yq_parse_is_town(const YqParse *parse, uint32_t token)
{
    YqToponym span = {.first = token};
    YqNameCursor cursor = YQ_NAME_CURSOR_START;

    if (!yq_names_step(parse->gazetteer, &cursor, yq_token_folded(parse->document, token),
                       parse->document->tokens[token].fold_length)) {
        return false;
    }
    span.postings = yq_names_here(parse->gazetteer, &cursor);
    return span.postings.n > 0 && best_population(parse, &span) >= TOWN_OF_NOTE;
}
