/* SPDX-License-Identifier: MIT */
/* One sentence, read for dates and counts without a gazetteer. */
#pragma once

#include "check.h"

#include "incident/names.h"
#include "incident/report.h"
#include "language/language.h"
#include <yaqut/yaqut.h>

typedef struct Sentence {
    YqArticle *article;
    YqAnalysis *analysis;
    YqReading *reading;
} Sentence;

static inline const YqLexicon *sentence_lexicon(const char *language)
{
    static GHashTable *lexicons;

    if (lexicons == NULL) {
        lexicons = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)yq_lexicon_free);
    }
    YqLexicon *lexicon = g_hash_table_lookup(lexicons, language);

    if (lexicon == NULL) {
        g_autoptr(GError) error = NULL;

        lexicon = yq_lexicon_new(language, &error);
        assert_no_error(error);
        g_hash_table_insert(lexicons, (gpointer)language, lexicon);
    }
    return lexicon;
}

static inline Sentence sentence_read(const char *language, const char *published,
                                     const char *text)
{
    YqArticleInfo info = {.language = language};
    g_autoptr(GError) error = NULL;

    yq_date_parse(published, &info.published);
    YqArticle *article = yq_article_new(text, strlen(text), &info, &error);

    assert_no_error(error);
    YqAnalysis *analysis = g_new0(YqAnalysis, 1);

    analysis->document = yq_document_new(article, yq_language_abbreviates);
    analysis->mentions = g_array_new(FALSE, FALSE, sizeof(YqParsedMention));
    analysis->names = g_array_new(FALSE, FALSE, sizeof(YqNameSpan));
    return (Sentence){article, analysis,
                      yq_reading_new(analysis, sentence_lexicon(language))};
}

static inline void sentence_free(Sentence *self)
{
    yq_reading_free(self->reading);
    yq_analysis_free(self->analysis);
    yq_article_free(self->article);
}
