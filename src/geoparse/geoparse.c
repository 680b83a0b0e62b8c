/* SPDX-License-Identifier: MIT */
#include "geoparse/analysis.h"
#include "geoparse/candidate.h"
#include "geoparse/geoparse.h"
#include "language/language.h"

#include <string.h>

struct YqGeoparser {
    const YqGazetteer *gazetteer; /* borrowed */
    YqLanguages *languages;
    GMutex opening;
    YqVocabulary **lexicons; /* of each language; NULL until an article is in it */
    YqModel *model;
    YqPapers *papers;
};

YqGeoparser *yq_geoparser_new(const YqGazetteer *gazetteer, GError **error)
{
    g_return_val_if_fail(gazetteer != NULL, NULL);
    g_autoptr(YqGeoparser) self = g_new0(YqGeoparser, 1);

    self->gazetteer = gazetteer;
    g_mutex_init(&self->opening);
    self->languages = yq_languages_open(error);
    if (self->languages == NULL) {
        return NULL;
    }
    self->lexicons = g_new0(YqVocabulary *, yq_languages_count(self->languages) + 1);
    self->model = yq_model_open(error);
    self->papers = self->model != NULL ? yq_papers_open(error) : NULL;
    return self->papers != NULL ? g_steal_pointer(&self) : NULL;
}

void yq_geoparser_free(YqGeoparser *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; self->lexicons != NULL && i < yq_languages_count(self->languages);
         i++) {
        yq_vocabulary_free(self->lexicons[i]);
    }
    g_free(self->lexicons);
    g_mutex_clear(&self->opening);
    if (self->languages != NULL) {
        yq_languages_free(self->languages);
    }
    yq_model_free(self->model);
    yq_papers_free(self->papers);
    g_free(self);
}

/* The article's language; English where it has no folder. */
static size_t language_of(const YqGeoparser *self, const YqArticle *article)
{
    const char *language = yq_article_info(article)->language;
    size_t english = 0;

    for (size_t i = 0; i < yq_languages_count(self->languages); i++) {
        const char *code = yq_languages_code(self->languages, i);

        if (language != NULL && strncmp(language, code, strlen(code)) == 0) {
            return i;
        }
        english = strcmp(code, "en") == 0 ? i : english;
    }
    return english;
}

/* The words of a language are opened when the first article in it comes. */
static const YqVocabulary *open_lexicon(const YqGeoparser *self, const YqArticle *article,
                                        GError **error)
{
    size_t i = language_of(self, article);
    GMutex *opening = (GMutex *)&self->opening;

    g_mutex_lock(opening);
    if (self->lexicons[i] == NULL) {
        self->lexicons[i] =
            yq_vocabulary_open(yq_languages_code(self->languages, i), error);
    }
    const YqVocabulary *lexicon = self->lexicons[i];

    g_mutex_unlock(opening);
    return lexicon;
}

bool yq_geoparser_ready(const YqGeoparser *self, const YqArticle *article, GError **error)
{
    return open_lexicon(self, article, error) != NULL;
}

YqParse *yq_parse_new(const YqGeoparser *self, const YqDocument *document)
{
    g_autoptr(GError) error = NULL;
    YqParse *parse = g_new0(YqParse, 1);

    parse->gazetteer = self->gazetteer;
    parse->model = self->model;
    parse->papers = self->papers;
    parse->lexicon = open_lexicon(self, document->article, &error);
    if (parse->lexicon == NULL) { /* yq_geoparser_ready() was not asked */
        g_error("%s", error->message);
    }
    parse->document = document;
    parse->classes = g_new0(uint32_t, document->n_tokens + 1);
    parse->spans = g_array_new(FALSE, FALSE, sizeof(YqToponym));
    parse->groups = g_array_new(FALSE, FALSE, sizeof(YqGroup));
    parse->hints = g_array_new(FALSE, FALSE, sizeof(YqToponym));
    yq_parse_classify(parse);
    yq_parse_find(parse);
    return parse;
}

void yq_parse_free(YqParse *self)
{
    if (self == NULL) {
        return;
    }
    g_free(self->classes);
    g_array_unref(self->spans);
    g_array_unref(self->groups);
    g_array_unref(self->hints);
    if (self->heard != NULL) {
        g_ptr_array_unref(self->heard);
    }
    g_free(self);
}

static void add_mentions(const YqParse *parse, YqAnalysis *analysis,
                         const YqResolved *resolved)
{
    for (guint i = 0; i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);

        if (!span->accepted) {
            continue;
        }
        YqParsedMention mention = {
            .mention = {.article = analysis->document->index,
                        .start = span->start,
                        .end = span->end,
                        .place = resolved[i].place,
                        .holder = resolved[i].holder,
                        .role = span->role,
                        .by_sound = resolved[i].by_sound,
                        .confidence = resolved[i].confidence},
            .first = span->first,
            .last = span->last,
        };

        if (resolved[i].place != YQ_PLACE_NONE) {
            mention.place = yq_gazetteer_place(parse->gazetteer, resolved[i].place);
        }
        g_array_append_val(analysis->mentions, mention);
    }
}

static void add_name(YqAnalysis *analysis, const YqToponym *span)
{
    YqNameSpan name = {.first = span->first,
                       .last = span->last,
                       .start = span->start,
                       .end = span->end,
                       .postings = span->postings,
                       .demonym = span->demonym,
                       .accepted = span->accepted};

    g_array_append_val(analysis->names, name);
}

/* Spans and demonyms, each in the order of the text, become one list in that order. */
static void add_names(const YqParse *parse, YqAnalysis *analysis)
{
    guint i = 0, k = 0;

    while (i < parse->spans->len || k < parse->hints->len) {
        const YqToponym *span = i < parse->spans->len ? yq_toponym_at(parse, i) : NULL;
        const YqToponym *hint =
            k < parse->hints->len ? &g_array_index(parse->hints, YqToponym, k) : NULL;
        bool first = hint == NULL || (span != NULL && span->first < hint->first);

        add_name(analysis, first ? span : hint);
        i += first;
        k += !first;
    }
}

YqAnalysis *yq_analyse(const YqGeoparser *self, const YqArticle *article, uint32_t index)
{
    YqAnalysis *analysis = g_new0(YqAnalysis, 1);

    analysis->document = yq_document_new(article, yq_language_abbreviates);
    analysis->document->index = index;
    analysis->mentions = g_array_new(FALSE, FALSE, sizeof(YqParsedMention));
    analysis->names = g_array_new(FALSE, FALSE, sizeof(YqNameSpan));
    g_autoptr(YqParse) parse = yq_parse_new(self, analysis->document);
    g_autofree YqResolved *resolved = g_new(YqResolved, parse->spans->len + 1);

    yq_parse_recognise(parse);
    yq_parse_resolve(parse, resolved);
    add_mentions(parse, analysis, resolved);
    add_names(parse, analysis);
    analysis->heard = g_steal_pointer(&parse->heard);
    return analysis;
}

void yq_analysis_free(YqAnalysis *self)
{
    if (self == NULL) {
        return;
    }
    yq_document_free(self->document);
    g_array_unref(self->mentions);
    g_array_unref(self->names);
    if (self->heard != NULL) {
        g_ptr_array_unref(self->heard);
    }
    g_free(self);
}

GArray *yq_geoparse(const YqGeoparser *self, const YqArticle *article)
{
    g_return_val_if_fail(self != NULL && article != NULL, NULL);
    g_autoptr(GError) error = NULL;
    GArray *mentions = g_array_new(FALSE, FALSE, sizeof(YqMention));

    if (!yq_geoparser_ready(self, article, &error)) {
        g_warning("%s", error->message);
        return mentions;
    }
    g_autoptr(YqAnalysis) analysis = yq_analyse(self, article, 0);

    for (guint i = 0; i < analysis->mentions->len; i++) {
        g_array_append_val(mentions,
                           g_array_index(analysis->mentions, YqParsedMention, i).mention);
    }
    return mentions;
}
