/* SPDX-License-Identifier: MIT */
/* Candidates: the longest names of the gazetteer that stand in the text; guess.c adds
 * guesses at names that it lacks. Every walk is at most NAME_TOKENS long, so that the
 * whole is linear in the text whatever it holds. */
#include "geoparse/candidate.h"
#include "geoparse/cue.h"

#include <string.h>

#define NAME_TOKENS 12 /* of the longest name that is walked */
#define CLITICS_MAX 4
#define WORD_MAX 128 /* bytes of a word without its clitic */

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
    const YqWordClitic *clitics[CLITICS_MAX];

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
            bits = classify_as(parse, token, rest, length);
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

/* Of the words [span->first, @last). */
static uint32_t hash_span(const YqParse *parse, const YqToponym *span, uint32_t last)
{
    uint32_t hash = 2166136261u;

    for (uint32_t i = span->first; i < last; i++) {
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

static uint32_t group_of(YqParse *parse, uint32_t key, YqPostings postings,
                         GHashTable *known)
{
    gpointer value;

    if (g_hash_table_lookup_extended(known, GUINT_TO_POINTER(key), NULL, &value)) {
        return GPOINTER_TO_UINT(value);
    }
    YqGroup group = {.key = key, .postings = postings, .place = YQ_PLACE_NONE};

    g_hash_table_insert(known, GUINT_TO_POINTER(key),
                        GUINT_TO_POINTER(parse->groups->len));
    g_array_append_val(parse->groups, group);
    return parse->groups->len - 1;
}

/* What stands before and after any mention of a name speaks for all of them. */
static void note_cues(const YqParse *parse, const YqToponym *span, YqGroup *group)
{
    group->count++;
    group->before |= yq_parse_near(parse, span->first, -1);
    group->after |= yq_parse_near(parse, span->last - 1, 1);
    group->led |= span->led > 0;
    group->alone |= span->led == 0 && span->followed == 0;
}

/* Countries and capitals, and people spoken of, make their country's places likely. */
static void note_country(YqParse *parse, const YqToponym *span)
{
    if (span->postings.n == 0 || parse->n_countries == YQ_COUNTRIES_MAX) {
        return;
    }
    const YqLikeliest *likeliest = &span->likeliest;

    if (likeliest->speaks && likeliest->country[0] != '\0' && !likeliest->several) {
        memcpy(parse->countries[parse->n_countries].code, likeliest->country, 2);
        parse->countries[parse->n_countries++].span =
            span->demonym ? UINT32_MAX : parse->spans->len;
    }
}

static void add_span(YqParse *parse, YqToponym *span, GHashTable *known)
{
    note_country(parse, span);
    if (span->demonym) {
        g_array_append_val(parse->hints, *span);
        return;
    }
    place_span(parse, span);
    note_kind(parse, span);
    yq_parse_measure_run(parse, span);
    if (span->base_last != 0) {
        span->base = group_of(parse, hash_span(parse, span, span->base_last),
                              span->postings, known);
        span->postings = (YqPostings){NULL, 0};
    } else {
        span->base = UINT32_MAX;
    }
    /* "Niger", "the Niger region" and "the Niger river" are three names. */
    span->key = hash_span(parse, span, span->last) ^ (span->district ? 1 : 0) ^
                (span->water ? 2 : 0);
    span->group = group_of(parse, span->key, span->postings, known);
    note_cues(parse, span, yq_group_at(parse, span->group));
    g_array_append_val(parse->spans, *span);
}

/* What begins at @token: a name, a guess, or a word to be heard. */
static bool find_at(const YqParse *parse, uint32_t token, const GArray *found,
                    YqToponym *span)
{
    if (yq_parse_match(parse, token, span)) {
        if (!span->demonym) {
            yq_parse_extend(parse, span);
        }
        return true;
    }
    bool guess = yq_parse_guess(parse, token, span);
    bool led = token > 0 && (parse->classes[token - 1] & YQ_WORD_CUES) != 0;
    YqCue cue = led                                ? yq_cue_led(parse, token)
                : yq_cue_behind_town(found, token) ? yq_cue_held(parse, token)
                                                   : YQ_CUE_NONE;

    if (!guess && cue != YQ_CUE_NONE) {
        *span = (YqToponym){.first = token, .last = token + 1};
    }
    if (guess || cue != YQ_CUE_NONE) {
        span->cue = cue;
        return true;
    }
    return false;
}

void yq_parse_find(YqParse *parse)
{
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(YqToponym));
    uint32_t n = parse->document->n_tokens, free = 0;
    bool unknown = false;

    for (uint32_t at = 0; at < n;) {
        YqToponym span;

        if (find_at(parse, at, found, &span)) {
            span.likeliest = yq_likeliest(parse->gazetteer, span.postings);
            unknown |= yq_cue_add_held(parse, free, at, found) || span.cue != YQ_CUE_NONE;
            g_array_append_val(found, span);
            free = at = span.last;
        } else {
            at++;
        }
    }
    if (unknown || yq_vocabulary_sounds(parse->lexicon) != NULL) {
        yq_parse_hear(parse, found);
    }
    for (guint i = 0; i < found->len; i++) {
        YqToponym *span = &g_array_index(found, YqToponym, i);

        if (span->postings.n > 0 || span->guess) {
            add_span(parse, span, known);
        }
    }
}
