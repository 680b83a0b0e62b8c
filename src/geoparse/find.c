/* SPDX-License-Identifier: MIT */
/* Candidates: the longest names of the gazetteer that stand in the text, and guesses at
 * names that it lacks. Every walk is at most NAME_TOKENS long, so that the whole is
 * linear in the text whatever it holds. */
#include "geoparse/candidate.h"

#include <string.h>

#define NAME_TOKENS 12 /* of the longest name that is walked */
#define GUESS_TOKENS 5 /* of the longest guess */
#define CLITICS_MAX 4
#define WORD_MAX 128 /* bytes of a word without its clitic */

static bool is_mark(const YqParse *parse, size_t token, char mark)
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

/* The class of a word behind its clitic, for words such as "and the president". */
static uint32_t classify_word(const YqParse *parse, size_t token)
{
    const YqToken *at = &parse->document->tokens[token];
    const char *word = yq_token_folded(parse->document, token);
    uint32_t bits = yq_vocabulary_word(parse->lexicon, word, at->fold_length);
    const YqWordClitic *clitics[CLITICS_MAX];

    if ((bits & (1u << 31)) != 0) {
        size_t n = 0;
        uint32_t phrase =
            yq_vocabulary_phrase(parse->lexicon, parse->document, token, &n);

        for (size_t i = token; phrase != 0 && i < token + n; i++) {
            parse->classes[i] |= phrase;
        }
    }
    bits &= ~(1u << 31);
    if (bits != 0 || (at->flags & YQ_TOKEN_ARABIC) == 0) {
        return bits;
    }
    size_t n = yq_vocabulary_clitics(parse->lexicon, word, at->fold_length, clitics,
                                     CLITICS_MAX);

    for (size_t i = 0; i < n && bits == 0; i++) {
        char rest[WORD_MAX];
        size_t kept = at->fold_length - clitics[i]->prefix_length;
        size_t length = kept + clitics[i]->replace_length;

        if (length <= sizeof rest) {
            memcpy(rest, clitics[i]->replace, clitics[i]->replace_length);
            memcpy(rest + clitics[i]->replace_length, word + clitics[i]->prefix_length,
                   kept);
            bits = yq_vocabulary_word(parse->lexicon, rest, length) & ~(1u << 31);
        }
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

/* Whether the mark at @token may stand inside a name: "Tin-Zaouatine", "St. Louis". */
static bool joins_name(const YqParse *parse, size_t token)
{
    const YqDocument *document = parse->document;
    const YqToken *at = &document->tokens[token];

    if ((at->flags & YQ_TOKEN_MARK) == 0 || token + 1 >= document->n_tokens ||
        at[1].sentence != at->sentence) {
        return false;
    }
    if (is_mark(parse, token, '-') || is_mark(parse, token, '\'')) {
        return (at->flags & at[1].flags & YQ_TOKEN_JOINED) != 0;
    }
    return is_mark(parse, token, '.') && (at->flags & YQ_TOKEN_JOINED) != 0 &&
           token > 0 && at[-1].fold_length <= 4;
}

static bool usable(const YqParse *parse, size_t first, size_t last, YqPostings postings,
                   bool *out_demonym)
{
    bool upper =
        (parse->document->tokens[first].flags & (YQ_TOKEN_UPPER | YQ_TOKEN_DOTTED)) != 0;
    bool any = false;

    *out_demonym = true;
    for (size_t i = 0; i < postings.n; i++) {
        uint32_t flags = postings.items[i].flags;

        if ((flags & YQ_NAME_UPPER) != 0 && !upper && last == first + 1) {
            continue;
        }
        any = true;
        *out_demonym = *out_demonym && (flags & YQ_NAME_DEMONYM) != 0;
    }
    return any;
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
        if (here.n > 0 && capital && usable(parse, first, at + 1, here, &demonym)) {
            *span = (YqToponym){
                .first = first, .last = at + 1, .postings = here, .demonym = demonym};
            found = true;
        }
        at++;
        while (at < document->n_tokens && joins_name(parse, at)) {
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
        if ((token->flags & YQ_TOKEN_LATIN) != 0 && !any_capital) {
            /* "Isle of Man" is a name, "Sale of" is none: the last word must be one. */
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
    YqPlace place = yq_gazetteer_place(parse->gazetteer, span->postings.items[0].place);

    return place.population + (place.feature_class == 'A' ? 1000000 : 0);
}

/* Matches behind the clitics of the token; a better one than @span replaces it. */
static bool walk_clitics(const YqParse *parse, uint32_t token, bool found,
                         YqToponym *span)
{
    const YqDocument *document = parse->document;
    const YqToken *at = &document->tokens[token];
    const char *word = yq_token_folded(document, token);
    const YqWordClitic *clitics[CLITICS_MAX];
    size_t n = yq_vocabulary_clitics(parse->lexicon, word, at->fold_length, clitics,
                                     CLITICS_MAX);

    for (size_t i = 0; i < n; i++) {
        char rest[WORD_MAX];
        size_t kept = at->fold_length - clitics[i]->prefix_length;
        size_t length = kept + clitics[i]->replace_length;
        YqToponym other;

        if (length > sizeof rest) {
            continue;
        }
        memcpy(rest, clitics[i]->replace, clitics[i]->replace_length);
        memcpy(rest + clitics[i]->replace_length, word + clitics[i]->prefix_length, kept);
        if (!walk_word(parse, token, rest, length, &other)) {
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

/* The longest name that begins at @token. */
static bool match_at(const YqParse *parse, uint32_t token, YqToponym *span)
{
    const YqDocument *document = parse->document;
    const YqToken *at = &document->tokens[token];
    bool capital = (at->flags & YQ_TOKEN_CAPITAL) != 0;
    bool found;

    if ((at->flags & YQ_TOKEN_LATIN) != 0) {
        /* A small article may begin a name: "the Hague", "la Réunion". */
        bool article = !capital && at->fold_length <= 3 && at[1].end > 0 &&
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
        found = walk_clitics(parse, token, found, span);
    } else if (found && !capital && span->last == token + 1) {
        return false;
    }
    return found;
}

/* Words that a capital begins, joined by hyphens and the like: the end of such a run. */
static uint32_t capital_run(const YqParse *parse, uint32_t token)
{
    const YqDocument *document = parse->document;
    uint32_t last = token, sentence = document->tokens[token].sentence;

    for (uint32_t at = token; at < document->n_tokens && at < token + 2 * GUESS_TOKENS;) {
        const YqToken *word = &document->tokens[at];

        if (word->sentence != sentence ||
            (word->flags & (YQ_TOKEN_CAPITAL | YQ_TOKEN_LATIN)) !=
                (YQ_TOKEN_CAPITAL | YQ_TOKEN_LATIN)) {
            break;
        }
        last = ++at;
        while (at < document->n_tokens && joins_name(parse, at)) {
            at++;
        }
    }
    return last;
}

/* Whether what ends a run of capitals makes it a street, a building, a county. */
static bool names_kind(const YqParse *parse, uint32_t last)
{
    return (parse->classes[last - 1] & (YQ_WORD_FACILITY | YQ_WORD_PLACE_TAIL)) != 0;
}

/* A name that the gazetteer lacks, from @token on: a run of capitals that says what it
 * is, or that stands where places stand. */
static bool guess_at(const YqParse *parse, uint32_t token, YqToponym *span)
{
    const YqToken *at = &parse->document->tokens[token];

    if ((at->flags & (YQ_TOKEN_LATIN | YQ_TOKEN_CAPITAL)) !=
            (YQ_TOKEN_LATIN | YQ_TOKEN_CAPITAL) ||
        (parse->classes[token] & (YQ_WORD_MARK_STOP | YQ_WORD_TIME)) != 0) {
        return false;
    }
    uint32_t last = capital_run(parse, token);
    uint32_t before = yq_parse_near(parse, token, -1);
    bool kind = last > token + 1 && names_kind(parse, last);
    bool placed = (before & (YQ_WORD_IN | YQ_WORD_PLACE_HEAD)) != 0 ||
                  (last + 1 < parse->document->n_tokens && is_mark(parse, last, ',') &&
                   (before & (YQ_WORD_MOTION | YQ_WORD_LINK | YQ_WORD_OF_PLACE)) != 0);

    if (!kind && !placed) {
        return false;
    }
    *span = (YqToponym){.first = token, .last = last, .guess = true};
    return true;
}

/* After a word such as "town of" an Arabic word that nobody knows is taken for a name. */
static bool guess_arabic(const YqParse *parse, uint32_t token, YqToponym *span)
{
    const YqToken *at = &parse->document->tokens[token];
    uint32_t before = yq_parse_near(parse, token, -1);

    if ((at->flags & YQ_TOKEN_ARABIC) == 0 || (before & YQ_WORD_PLACE_HEAD) == 0 ||
        parse->classes[token] != 0 || at->fold_length < 6 || token == 0 ||
        (at[-1].flags & YQ_TOKEN_MARK) != 0) {
        return false;
    }
    *span = (YqToponym){.first = token, .last = token + 1, .guess = true};
    return true;
}

/* A name that a word for streets or buildings follows is a part of theirs: "Dublin Road".
 */
static void extend(const YqParse *parse, YqToponym *span)
{
    const YqDocument *document = parse->document;
    uint32_t last = span->last;

    if ((document->tokens[span->first].flags & YQ_TOKEN_LATIN) == 0) {
        return;
    }
    uint32_t run = capital_run(parse, span->first);

    for (; run > last && run <= last + 3; run--) {
        uint32_t bits = parse->classes[run - 1];

        if ((bits & (YQ_WORD_FACILITY | YQ_WORD_PLACE_TAIL)) != 0 &&
            (bits & (YQ_WORD_BODY_TAIL | YQ_WORD_ORG_TAIL)) == 0) {
            *span = (YqToponym){.first = span->first, .last = run, .guess = true};
            return;
        }
    }
}

static uint32_t hash_span(const YqParse *parse, const YqToponym *span)
{
    uint32_t hash = 2166136261u;

    for (uint32_t i = span->first; i < span->last; i++) {
        const YqToken *token = &parse->document->tokens[i];
        const char *word = yq_token_folded(parse->document, i);

        if ((token->flags & YQ_TOKEN_MARK) != 0) {
            continue;
        }
        size_t skip =
            i == span->first && span->clitic != NULL ? span->clitic->prefix_length : 0;
        if (skip > 0) {
            for (size_t k = 0; k < span->clitic->replace_length; k++) {
                hash = (hash ^ (uint8_t)span->clitic->replace[k]) * 16777619u;
            }
        }
        for (size_t k = skip; k < token->fold_length; k++) {
            hash = (hash ^ (uint8_t)word[k]) * 16777619u;
        }
        hash = (hash ^ ' ') * 16777619u;
    }
    return hash;
}

/* Code points, without the clitics and the marks that the text writes on them. */
static void place_span(const YqParse *parse, YqToponym *span)
{
    const YqDocument *document = parse->document;
    const YqToken *first = &document->tokens[span->first];

    span->start = first->start;
    span->end = document->tokens[span->last - 1].end;
    if (span->clitic == NULL) {
        return;
    }
    size_t length;
    const char *at = yq_article_text(document->article, &length) + first->byte_start;
    int letters = 0;

    /* Diacritics and tatweel are not counted, but passed over. */
    for (;; at = g_utf8_next_char(at)) {
        char folded[8];

        if (yq_fold_char(g_utf8_get_char(at), folded) > 0 &&
            letters++ == span->clitic->prefix_letters) {
            break;
        }
        span->start++;
    }
}

/* What the words say of which kind of place it is. */
static void note_kind(const YqParse *parse, YqToponym *span)
{
    uint32_t before = yq_parse_near(parse, span->first, -1);
    uint32_t after = yq_parse_near(parse, span->last - 1, 1);
    uint32_t inside = 0;

    if ((before & YQ_WORD_LINK) != 0) {
        before |= yq_parse_near(parse, span->first, -2);
    }
    for (uint32_t i = span->first; i < span->last; i++) {
        inside |= span->last > span->first + 1 ? parse->classes[i] : 0;
    }
    bool latin = (parse->document->tokens[span->first].flags & YQ_TOKEN_LATIN) != 0;
    uint32_t all = before | inside | (latin ? after : 0);

    span->district = (all & YQ_WORD_DISTRICT) != 0;
    span->water = (all & YQ_WORD_WATER) != 0;
}

static uint32_t group_of(YqParse *parse, const YqToponym *span, GHashTable *known)
{
    gpointer key = GUINT_TO_POINTER(span->key), value;

    if (g_hash_table_lookup_extended(known, key, NULL, &value)) {
        uint32_t found = GPOINTER_TO_UINT(value);

        yq_group_at(parse, found)->count++;
        return found;
    }
    YqGroup group = {.key = span->key,
                     .first_span = parse->spans->len,
                     .count = 1,
                     .postings = span->postings,
                     .place = YQ_PLACE_NONE};

    g_hash_table_insert(known, key, GUINT_TO_POINTER(parse->groups->len));
    g_array_append_val(parse->groups, group);
    return parse->groups->len - 1;
}

static void add_span(YqParse *parse, YqToponym *span, GHashTable *known)
{
    if (span->demonym) {
        g_array_append_val(parse->hints, *span);
        return;
    }
    place_span(parse, span);
    note_kind(parse, span);
    span->key = hash_span(parse, span);
    span->group = group_of(parse, span, known);
    g_array_append_val(parse->spans, *span);
}

void yq_parse_find(YqParse *parse)
{
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    uint32_t n = parse->document->n_tokens;

    for (uint32_t at = 0; at < n;) {
        YqToponym span;
        bool found = match_at(parse, at, &span);

        if (found && !span.demonym) {
            extend(parse, &span);
        } else if (!found) {
            found = guess_at(parse, at, &span) || guess_arabic(parse, at, &span);
        }
        if (found) {
            add_span(parse, &span, known);
            at = span.last;
        } else {
            at++;
        }
    }
}
