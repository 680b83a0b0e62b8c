/* SPDX-License-Identifier: MIT */
/* An article cut into tokens and sentences: what recognition and extraction walk over.
 * One pass, linear in the text. Tokens are words, numbers and single marks; white space
 * is none. Letters of different scripts are different tokens; a hyphen or apostrophe
 * inside a word is a token of its own (flag YQ_TOKEN_JOINED on what follows without a
 * blank). An abbreviation with dots ("U.S.") is one
 * token, folded without them ("us"). A run of more than 256 code points is cut. The
 * folded form of a mark is its plain one: ’ ʼ → ', « “ → ", ، → , and so on; of a number
 * its digits, "." and ",", without the blanks that do not break. */
#pragma once

#include <yaqut/article.h>
#include <stdint.h>

enum {
    YQ_TOKEN_LATIN = 1 << 0,
    YQ_TOKEN_ARABIC = 1 << 1,
    YQ_TOKEN_NUMBER = 1 << 2,  /* digits, with inner separators: 9.5, 1,466, ٤٠ */
    YQ_TOKEN_MARK = 1 << 3,    /* punctuation or a symbol */
    YQ_TOKEN_CAPITAL = 1 << 4, /* begins with a capital letter */
    YQ_TOKEN_UPPER = 1 << 5,   /* two letters or more, all capitals */
    YQ_TOKEN_JOINED = 1 << 6,  /* no blank between the token before and this */
    YQ_TOKEN_FIRST = 1 << 7,   /* first word of its sentence */
    YQ_TOKEN_DOTTED = 1 << 8,  /* an abbreviation with dots */
};

typedef struct YqToken {
    uint32_t start, end;           /* code points of the text */
    uint32_t byte_start, byte_end; /* bytes of the text */
    uint32_t fold; /* offset of its folded form in YqDocument.folded, NUL-terminated */
    uint16_t fold_length; /* bytes */
    uint16_t flags;
    uint32_t sentence; /* index */
} YqToken;

typedef struct YqSentence {
    uint32_t first, last; /* tokens [first, last) */
    uint32_t paragraph;
    bool heading; /* a line of its own without a full stop, in a text of several */
} YqSentence;

typedef struct YqDocument {
    const YqArticle *article; /* borrowed */
    uint32_t index;           /* of the article among those read together */
    YqToken *tokens;
    size_t n_tokens;
    YqSentence *sentences;
    size_t n_sentences;
    char *folded;
    size_t folded_length;
} YqDocument;

/* Whether a full stop after this folded word may end no sentence ("st", "gen"). Languages
 * know it; the text itself does not. */
typedef bool YqAbbreviates(const char *folded, size_t length);

/** Cuts a text that need not outlive the document, whose `article` is NULL.
 * @abbreviates (nullable): a single letter is an abbreviation in any case. */
YqDocument *yq_document_cut(const char *text, size_t length, YqAbbreviates *abbreviates);
void yq_document_free(YqDocument *self);

/** Cuts @article, which must outlive the document. */
static inline YqDocument *yq_document_new(const YqArticle *article,
                                          YqAbbreviates *abbreviates)
{
    size_t length;
    const char *text = yq_article_text(article, &length);
    YqDocument *document = yq_document_cut(text, length, abbreviates);

    document->article = article;
    return document;
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqDocument, yq_document_free)

static inline const char *yq_token_folded(const YqDocument *d, size_t token)
{
    return d->folded + d->tokens[token].fold;
}
