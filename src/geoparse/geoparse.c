/* SPDX-License-Identifier: MIT */
/* Recognition by longest match, then resolution by population, class and the other
 * places. */
#include "geoparse/analysis.h"

#include "gazetteer/names.h"
#include "language/language.h"

#include <math.h>
#include <string.h>

struct YqGeoparser {
    const YqGazetteer *gazetteer;
};

YqGeoparser *yq_geoparser_new(const YqGazetteer *gazetteer, GError **error)
{
    (void)error; /* no tables are read yet */
    YqGeoparser *self = g_new0(YqGeoparser, 1);

    self->gazetteer = gazetteer;
    return self;
}

void yq_geoparser_free(YqGeoparser *self)
{
    g_free(self);
}

const YqGazetteer *yq_geoparser_gazetteer(const YqGeoparser *self)
{
    return self->gazetteer;
}

void yq_analysis_free(YqAnalysis *self)
{
    if (self == NULL) {
        return;
    }
    yq_document_free(self->document);
    g_array_unref(self->mentions);
    g_free(self);
}

/* A name that was found: tokens and the places that bear it. */
typedef struct Match {
    uint32_t last;   /* one past its last token; 0: none */
    uint32_t clitic; /* code points written before it onto its first token */
    YqPostings places;
} Match;

#define NAME_WORDS_MAX 10

static bool is_word(const YqToken *token)
{
    return (token->flags & (YQ_TOKEN_LATIN | YQ_TOKEN_ARABIC)) != 0;
}

/* Walks on from the first word, which may be a rest of a token; keeps the longest name.
 */
static void walk(const YqGazetteer *gazetteer, const YqDocument *document, uint32_t first,
                 const char *word, size_t length, uint32_t clitic, Match *best)
{
    YqNameCursor cursor = YQ_NAME_CURSOR_START;
    uint32_t at = first;

    for (int n = 0; n < NAME_WORDS_MAX && at < document->n_tokens; n++) {
        const YqToken *token = &document->tokens[at];

        if (at > first && (token->flags & YQ_TOKEN_MARK) != 0) {
            const char *mark = yq_token_folded(document, at);

            if (strcmp(mark, "-") != 0 && strcmp(mark, "'") != 0 &&
                strcmp(mark, ".") != 0) {
                return;
            }
            at++;
            continue;
        }
        if (at > first) {
            word = yq_token_folded(document, at);
            length = token->fold_length;
        }
        if (token->sentence != document->tokens[first].sentence ||
            !yq_names_step(gazetteer, &cursor, word, length)) {
            return;
        }
        at++;
        YqPostings here = yq_names_here(gazetteer, &cursor);

        if (here.n > 0 && at > best->last) {
            *best = (Match){at, clitic, here};
        }
    }
}

static const struct {
    const char *written, *gives;
    uint32_t letters;
} clitics[] = {{"و", "", 1},    {"ف", "", 1},    {"ب", "", 1},  {"ل", "", 1},
               {"ك", "", 1},    {"وب", "", 2},   {"ول", "", 2}, {"فب", "", 2},
               {"لل", "ال", 1}, {"ولل", "ال", 2}};

static Match match_at(const YqGazetteer *gazetteer, const YqDocument *document,
                      uint32_t first)
{
    const YqToken *token = &document->tokens[first];
    const char *word = yq_token_folded(document, first);
    Match best = {0};

    walk(gazetteer, document, first, word, token->fold_length, 0, &best);
    if (best.last != 0 || (token->flags & YQ_TOKEN_ARABIC) == 0) {
        return best;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(clitics) && best.last == 0; i++) {
        if (g_str_has_prefix(word, clitics[i].written)) {
            g_autofree char *rest =
                g_strconcat(clitics[i].gives, word + strlen(clitics[i].written), NULL);

            if (strlen(rest) >= 6) {
                walk(gazetteer, document, first, rest, strlen(rest), clitics[i].letters,
                     &best);
            }
        }
    }
    return best;
}

static double prior(const YqPlace *place)
{
    double score = log10(10 + (double)place->population);

    if (place->feature_class == 'A') {
        score += place->feature_code[0] == 'P' ? 6 : 2;
    }
    return score;
}

/* Names of one word that mean nothing by themselves. */
static bool is_plausible(const YqDocument *document, uint32_t first, const Match *match,
                         double best)
{
    const YqToken *token = &document->tokens[first];

    if (yq_language_is_stopword(yq_token_folded(document, first)) &&
        match->last == first + 1) {
        return false;
    }
    if ((token->flags & YQ_TOKEN_LATIN) != 0 && (token->flags & YQ_TOKEN_CAPITAL) == 0) {
        return false;
    }
    return match->last > first + 1 || best > 4;
}

static uint32_t resolve(const YqGazetteer *gazetteer, const YqPostings *places,
                        double *out_best)
{
    uint32_t chosen = YQ_PLACE_NONE;

    *out_best = -1;
    for (size_t i = 0; i < places->n && i < 64; i++) {
        if ((places->items[i].flags & YQ_NAME_DEMONYM) != 0) {
            continue;
        }
        YqPlace place = yq_gazetteer_place(gazetteer, places->items[i].place);
        double score = prior(&place);

        if (score > *out_best) {
            *out_best = score;
            chosen = places->items[i].place;
        }
    }
    return chosen;
}

YqAnalysis *yq_analyse(const YqGeoparser *self, const YqArticle *article, uint32_t index)
{
    YqAnalysis *analysis = g_new0(YqAnalysis, 1);
    YqDocument *document = yq_document_new(article);

    analysis->document = document;
    analysis->mentions = g_array_new(FALSE, TRUE, sizeof(YqParsedMention));
    for (uint32_t at = 0; at < document->n_tokens;) {
        double best = 0;
        Match match = is_word(&document->tokens[at])
                          ? match_at(self->gazetteer, document, at)
                          : (Match){0};
        uint32_t chosen = match.last != 0 ? resolve(self->gazetteer, &match.places, &best)
                                          : YQ_PLACE_NONE;

        if (chosen == YQ_PLACE_NONE || !is_plausible(document, at, &match, best)) {
            at++;
            continue;
        }
        YqParsedMention found = {
            .mention = {index, document->tokens[at].start + match.clitic,
                        document->tokens[match.last - 1].end, chosen, YQ_ROLE_PLACE,
                        0.5f},
            .first = at,
            .last = match.last,
            .place = yq_gazetteer_place(self->gazetteer, chosen),
        };

        g_array_append_val(analysis->mentions, found);
        at = match.last;
    }
    return analysis;
}

GArray *yq_geoparse(const YqGeoparser *self, const YqArticle *article)
{
    g_autoptr(YqAnalysis) analysis = yq_analyse(self, article, 0);
    GArray *mentions = g_array_new(FALSE, FALSE, sizeof(YqMention));

    for (size_t i = 0; i < analysis->mentions->len; i++) {
        g_array_append_val(mentions,
                           g_array_index(analysis->mentions, YqParsedMention, i).mention);
    }
    return mentions;
}
