/* SPDX-License-Identifier: MIT */
/* An article: the text that is read. All spans that yaqut gives count Unicode code points
 * from the start of this text, which is the file as it stands (for HTML: its text). */
#pragma once

#include <yaqut/api.h>
#include <yaqut/date.h>

G_BEGIN_DECLS

typedef struct YqArticle YqArticle; /* owns its text; never changes */

/* What is known besides the text; everything may be NULL or 0. */
typedef struct YqArticleInfo {
    const char *title;
    const char *language; /* ISO 639-1, such as "ar"; NULL: found from the text */
    YqDate published;
    const char *source; /* the paper's name or the address of the page */
} YqArticleInfo;

/**
 * yq_article_new:
 * @text: UTF-8, need not end in NUL; copied
 * @length: bytes
 * @info: (nullable): copied
 *
 * Errors: YQ_ERROR_ENCODING with the byte offset when it is not UTF-8 or holds a NUL;
 * YQ_ERROR_EMPTY when nothing but white space; YQ_ERROR_SYNTAX beyond four gigabytes.
 *
 * Returns: free with yq_article_free().
 */
YQ_API YqArticle *yq_article_new(const char *text, size_t length,
                                 const YqArticleInfo *info,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * yq_article_parse:
 * Like yq_article_new(), for the bytes of a file: drops a byte order mark from the text,
 * takes the text, title, date and language out of HTML, and finds the title of plain
 * text. @name is what errors call the file. What @info says stands before what the file
 * says. Errors: those too, and YQ_ERROR_MODULE when HTML cannot be read here.
 */
YQ_API YqArticle *yq_article_parse(const char *bytes, size_t length, const char *name,
                                   const YqArticleInfo *info,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The text, ending in NUL; @out_length (nullable) in bytes. Borrowed. */
YQ_API const char *yq_article_text(const YqArticle *article, size_t *out_length);

/** Borrowed strings of the article. The title may be NULL; the language never is. */
YQ_API const YqArticleInfo *yq_article_info(const YqArticle *article);

/** NULL is allowed. */
YQ_API void yq_article_free(YqArticle *article);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqArticle, yq_article_free)

G_END_DECLS
