/* SPDX-License-Identifier: MIT */
#include "annotation/html.h"

#include "annotation/html_tags.h"

#include <gmodule.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* Appends @text with each run of white space as one blank. */
static void append_words(GString *out, const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (!g_unichar_isspace(c)) {
            g_string_append_unichar(out, c);
        } else if (out->len > 0 && out->str[out->len - 1] != ' ' &&
                   out->str[out->len - 1] != '\n') {
            g_string_append_c(out, ' ');
        }
    }
}

static void end_paragraph(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    if (out->len > 0 && out->str[out->len - 1] != '\n') { /* they come in twos */
        g_string_append(out, "\n\n");
    }
}

/* Walks without recursion: a hostile page nests as deep as it likes. */
static void collect_text(const xmlNode *root, GString *out)
{
    const xmlNode *node = root;

    while (node != NULL) {
        bool element = node->type == XML_ELEMENT_NODE;
        const char *name = element ? (const char *)node->name : "";
        bool block = element && yq_html_is_block(name);

        if (node->type == XML_TEXT_NODE) {
            append_words(out, (const char *)node->content);
        } else if (block) {
            end_paragraph(out);
        }
        if (node->children != NULL && element && !yq_html_is_skipped(name)) {
            node = node->children;
            continue;
        }
        while (node != root && node->next == NULL) {
            node = node->parent;
            if (yq_html_is_block((const char *)node->name)) {
                end_paragraph(out);
            }
        }
        node = node == root ? NULL : node->next;
    }
    end_paragraph(out);
}

static char *attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp((xmlNode *)node, (const xmlChar *)name);
    char *copy = value != NULL && *value != '\0' ? g_strdup((const char *)value) : NULL;

    xmlFree(value);
    return copy;
}

/* The next element in the order of the page, or NULL. */
static const xmlNode *next_element(const xmlNode *node, const xmlNode *root)
{
    do {
        if (node->children != NULL && node->type == XML_ELEMENT_NODE) {
            node = node->children;
        } else {
            while (node != root && node->next == NULL) {
                node = node->parent;
            }
            node = node == root ? NULL : node->next;
        }
    } while (node != NULL && node->type != XML_ELEMENT_NODE);
    return node;
}

static void keep_first(char **slot, char *value)
{
    if (*slot == NULL && value != NULL) {
        *slot = g_strstrip(value);
    } else {
        g_free(value);
    }
}

static void read_meta(const xmlNode *node, YqHtml *out)
{
    g_autofree char *property = attribute(node, "property");
    g_autofree char *name = attribute(node, "name");
    const char *key = property != NULL ? property : name != NULL ? name : "";

    if (strcmp(key, "og:title") == 0) {
        keep_first(&out->title, attribute(node, "content"));
    } else if (strcmp(key, "article:published_time") == 0 || strcmp(key, "date") == 0 ||
               strcmp(key, "DC.date") == 0) {
        keep_first(&out->published, attribute(node, "content"));
    } else if (strcmp(key, "og:site_name") == 0) {
        keep_first(&out->source, attribute(node, "content"));
    }
}

/* The two letters of "fr" or "fr-CA"; NULL for what is no such code. */
static char *language_code(const char *lang)
{
    bool code = lang != NULL && g_ascii_isalpha(lang[0]) && g_ascii_isalpha(lang[1]) &&
                strchr("-_", lang[2]) != NULL; /* or its end */

    return code ? g_ascii_strdown(lang, 2) : NULL;
}

static void read_head(const xmlNode *root, YqHtml *out, const xmlNode **out_article)
{
    for (const xmlNode *node = root; node != NULL; node = next_element(node, root)) {
        const char *name = (const char *)node->name;

        if (strcmp(name, "html") == 0) {
            g_autofree char *language = attribute(node, "lang");

            keep_first(&out->language, language_code(language));
        } else if (strcmp(name, "meta") == 0) {
            read_meta(node, out);
        } else if (strcmp(name, "time") == 0) {
            keep_first(&out->published, attribute(node, "datetime"));
        } else if (*out_article == NULL && strcmp(name, "article") == 0) {
            *out_article = node;
        }
    }
}

static void title_of_element(const xmlNode *root, const char *wanted, YqHtml *out)
{
    for (const xmlNode *node = root; node != NULL && out->title == NULL;
         node = next_element(node, root)) {
        if (strcmp((const char *)node->name, wanted) == 0) {
            xmlChar *content = xmlNodeGetContent(node);
            g_autoptr(GString) words = g_string_new(NULL);

            append_words(words, (const char *)content);
            xmlFree(content);
            if (words->len > 0) {
                keep_first(&out->title, g_strdup(words->str));
            }
        }
    }
}

/* @out_whole: whether the parser came to the end. It stops where elements are nested
 * deeper than 256 and where a text is above 10 MB, and forgets what comes behind. Without
 * these limits (XML_PARSE_HUGE) the time is quadratic in the depth. */
static htmlDocPtr read_with(const char *bytes, size_t length, int limits, bool *out_whole)
{
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                  HTML_PARSE_NONET | limits;
    htmlParserCtxtPtr parser = htmlNewParserCtxt();

    *out_whole = true;
    if (parser == NULL) {
        return NULL;
    }
    parser->options |= limits; /* before 2.14 the call for HTML leaves them aside */
    htmlDocPtr page = htmlCtxtReadMemory(
        parser, bytes, (int)MIN(length, (size_t)G_MAXINT), NULL, "UTF-8", options);

    *out_whole = parser->disableSAX == 0;
    htmlFreeParserCtxt(parser);
    return page;
}

/* A page that the parser does not read to its end is read again without its nesting. */
static htmlDocPtr read_page(const char *bytes, size_t length)
{
    bool whole;
    htmlDocPtr page = read_with(bytes, length, 0, &whole);

    if (whole) {
        return page;
    }
    xmlFreeDoc(page);
    GString *flat = yq_html_flatten(bytes, length);

    page = read_with(flat->str, flat->len, XML_PARSE_HUGE, &whole);
    g_string_free(flat, TRUE);
    return page;
}

G_MODULE_EXPORT void yq_html_parse(const char *bytes, size_t length, YqHtml *out);

G_MODULE_EXPORT void yq_html_parse(const char *bytes, size_t length, YqHtml *out)
{
    htmlDocPtr page = read_page(bytes, length);
    const xmlNode *root = page != NULL ? xmlDocGetRootElement(page) : NULL;
    const xmlNode *article = NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    *out = (YqHtml){0};
    if (root != NULL) {
        read_head(root, out, &article);
        title_of_element(root, "h1", out);
        title_of_element(root, "title", out);
        collect_text(article != NULL ? article : root, text);
    }
    out->text = g_string_free(g_steal_pointer(&text), FALSE);
    xmlFreeDoc(page);
}
