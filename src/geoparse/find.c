/* SPDX-License-Identifier: MIT */
/* Candidates, in the order of the text: names of the gazetteer, guesses at names that it
 * lacks, and words that are heard; and what their mentions in one article share. */
#include "geoparse/candidate.h"
#include "geoparse/cue.h"

#include <string.h>

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
