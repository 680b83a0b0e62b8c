/* SPDX-License-Identifier: MIT */
/* The text of a web page. Lives in a module of its own, since libxml2 brings ICU with it.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

/* All strings are owned; NULL when the page does not say. */
typedef struct YqHtml {
    char *text; /* paragraphs with an empty line between */
    char *title, *language, *published, *source;
} YqHtml;

/** Exported by the module `yaqut_html` as "yq_html_parse". Pages are never too broken to
 * read. */
typedef void (*YqHtmlParse)(const char *bytes, size_t length, YqHtml *out);

static inline void yq_html_clear(YqHtml *html)
{
    g_free(html->text);
    g_free(html->title);
    g_free(html->language);
    g_free(html->published);
    g_free(html->source);
    *html = (YqHtml){0};
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqHtml, yq_html_clear)
