/* SPDX-License-Identifier: MIT */
#include <yaqut/article.h>

#include <yaqut/error.h>

#include "annotation/html.h"
#include "base/module.h"
#include "base/utf8.h"
#include "language/language.h"

#include <string.h>

struct YqArticle {
    char *text;
    size_t length;
    YqArticleInfo info; /* its strings are owned */
};

void yq_article_free(YqArticle *article)
{
    if (article == NULL) {
        return;
    }
    g_free(article->text);
    g_free((char *)article->info.title);
    g_free((char *)article->info.language);
    g_free((char *)article->info.source);
    g_free(article);
}

static bool is_blank(const char *text, size_t length)
{
    const char *end = text + length;

    for (; text < end; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (!g_unichar_isspace(c) && c != 0xFEFF) {
            return false;
        }
    }
    return true;
}

/* Names the line, and what the bytes are instead where they say so, and what helps. */
static void tell_encoding(const char *text, size_t length, const char *name,
                          GError **error)
{
    const char *bad = yq_utf8_bad(text, length), *kind = "";
    size_t line = 1;

    for (const char *at = text; at < bad; at++) {
        line += *at == '\n';
    }
    if (length >= 2 &&
        (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        kind = " but UTF-16";
    }
    const char *advice = *bad == '\0' ? "a NUL, which no text holds" : "save it as UTF-8";

    g_set_error(error, YQ_ERROR, YQ_ERROR_ENCODING,
                "%s:%zu: not UTF-8%s, at byte %zu: %s", name, line, kind,
                (size_t)(bad - text), advice);
}

static bool check_text(const char *text, size_t length, const char *name, GError **error)
{
    if (length > G_MAXUINT32) { /* spans are 32 bits wide */
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX, "%s: larger than 4 GiB", name);
        return false;
    }
    if (yq_utf8_bad(text, length) != NULL) {
        tell_encoding(text, length, name, error);
        return false;
    }
    if (is_blank(text, length)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "%s: the article is empty", name);
        return false;
    }
    return true;
}

/* @info's strings are taken as they are and copied. */
static YqArticle *make(const char *text, size_t length, const YqArticleInfo *info)
{
    YqArticle *self = g_new0(YqArticle, 1);

    self->text = g_malloc(length + 1);
    memcpy(self->text, text, length);
    self->text[length] = '\0';
    self->length = length;
    if (info != NULL) {
        self->info = *info;
        self->info.title = g_strdup(info->title);
        self->info.source = g_strdup(info->source);
    }
    const char *language = info != NULL ? info->language : NULL;

    self->info.language =
        g_strdup(language != NULL ? language : yq_language_guess(text, length));
    return self;
}

YqArticle *yq_article_new(const char *text, size_t length, const YqArticleInfo *info,
                          GError **error)
{
    return check_text(text, length, "text", error) ? make(text, length, info) : NULL;
}

/* Marks that end a sentence or a waiting message, which a title does not. */
static bool ends_like_prose(const char *line, size_t length)
{
    static const char *const ends[] = {".", "…", "؟", "!", ":", "،", ","};

    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        size_t n = strlen(ends[i]);

        if (length >= n && memcmp(line + length - n, ends[i], n) == 0) {
            return true;
        }
    }
    return false;
}

/* The title of plain text: the first line of 10 to 160 letters that does not end as prose
 * does, among the first five lines that hold anything. NULL when there is none. */
static char *find_title(const char *text)
{
    int seen = 0;

    for (const char *line = text; *line != '\0' && seen < 5;) {
        const char *end = strchrnul(line, '\n');
        g_autofree char *trimmed = g_strstrip(g_strndup(line, end - line));
        size_t bytes = strlen(trimmed);
        glong letters = g_utf8_strlen(trimmed, -1);

        seen += bytes > 0;
        if (letters >= 10 && letters <= 160 && !ends_like_prose(trimmed, bytes)) {
            return g_steal_pointer(&trimmed);
        }
        line = *end == '\n' ? end + 1 : end;
    }
    return NULL;
}

static bool looks_like_html(const char *bytes, size_t length)
{
    static const char *const starts[] = {"<!doctype html", "<html",    "<?xml", "<head",
                                         "<body",          "<article", "<!--"};

    while (length > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        size_t n = strlen(starts[i]);

        if (length >= n && g_ascii_strncasecmp(bytes, starts[i], n) == 0) {
            return true;
        }
    }
    return false;
}

static YqArticle *parse_html(const char *bytes, size_t length, const char *name,
                             const YqArticleInfo *given, GError **error)
{
    YqHtmlParse parse =
        (YqHtmlParse)yq_module_symbol("yaqut_html", "yq_html_parse", error);
    g_auto(YqHtml) html = {0};

    if (parse == NULL) {
        return NULL;
    }
    if (!g_utf8_validate_len(bytes, length, NULL)) {
        tell_encoding(bytes, length, name, error);
        return NULL;
    }
    parse(bytes, length, &html);
    if (!check_text(html.text, strlen(html.text), name, error)) {
        return NULL;
    }
    YqArticleInfo info = *given;

    info.title = given->title != NULL ? given->title : html.title;
    info.language = given->language != NULL ? given->language : html.language;
    info.source = given->source != NULL ? given->source : html.source;
    if (given->published.year == 0) {
        yq_date_parse(html.published, &info.published);
    }
    return make(html.text, strlen(html.text), &info);
}

YqArticle *yq_article_parse(const char *bytes, size_t length, const char *name,
                            const YqArticleInfo *given, GError **error)
{
    YqArticleInfo info = given != NULL ? *given : (YqArticleInfo){0};

    size_t mark = yq_utf8_mark(bytes, length);

    bytes += mark;
    length -= mark;
    if (looks_like_html(bytes, length)) {
        return parse_html(bytes, length, name, &info, error);
    }
    if (!check_text(bytes, length, name, error)) {
        return NULL;
    }
    YqArticle *self = make(bytes, length, &info);

    if (self->info.title == NULL) {
        self->info.title = find_title(self->text);
    }
    return self;
}

const char *yq_article_text(const YqArticle *article, size_t *out_length)
{
    if (out_length != NULL) {
        *out_length = article->length;
    }
    return article->text;
}

const YqArticleInfo *yq_article_info(const YqArticle *article)
{
    return &article->info;
}
