/* SPDX-License-Identifier: MIT */
#include "annotation/html_tags.h"

#include <string.h>

#define NAME_MAX_BYTES 16
#define DEPTH_MAX 100 /* of the tags that stay; libxml2 allows 256 of all */

static const char *const skipped[] = {
    "script", "style", "noscript", "nav",  "header", "footer", "aside",    "form",
    "button", "svg",   "iframe",   "head", "figure", "select", "template", "menu"};

static const char *const blocks[] = {
    "p",       "div",     "h1",    "h2",   "h3", "h4", "h5", "h6",
    "li",      "td",      "tr",    "ul",   "ol", "br", "hr", "blockquote",
    "section", "article", "table", "main", "dd", "dt", "pre"};

/* Besides what is skipped: where the language, the title, the date and the text stand. */
static const char *const telling[] = {"html", "meta", "title", "time", "article", "h1"};

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (g_ascii_strcasecmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool yq_html_is_skipped(const char *name)
{
    return is_one_of(name, skipped, G_N_ELEMENTS(skipped));
}

bool yq_html_is_block(const char *name)
{
    return is_one_of(name, blocks, G_N_ELEMENTS(blocks));
}

typedef struct Tag {
    const char *start, *end; /* behind its '>' */
    char name[NAME_MAX_BYTES];
    bool closes;
} Tag;

/* Behind the '>' that ends the tag at @at; one in a quoted value ends nothing. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = '\0';

    for (; at < end; at++) {
        if (quote != '\0') {
            quote = *at == quote ? '\0' : quote;
        } else if (*at == '>') {
            return at + 1;
        } else if ((*at == '"' || *at == '\'') && at[-1] == '=') {
            quote = *at;
        }
    }
    return end;
}

/* The tag at @at, a '<'; false when none begins there. */
static bool read_tag(const char *at, const char *end, Tag *out)
{
    size_t n = 0;

    *out = (Tag){.start = at, .closes = at + 1 < end && at[1] == '/'};
    at += out->closes ? 2 : 1;
    if (at == end || !g_ascii_isalpha(*at)) {
        return false;
    }
    for (; at < end && g_ascii_isalnum(*at); at++) {
        if (n + 1 < sizeof out->name) {
            out->name[n++] = *at;
        }
    }
    out->end = tag_end(at, end);
    return true;
}

/* Behind a comment, or behind all of a script or style, in which "<" begins no tag; NULL
 * where neither begins. */
static const char *opaque_end(const char *at, const char *end)
{
    static const struct {
        const char *begins, *ends;
    } opaque[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};

    for (size_t i = 0; i < G_N_ELEMENTS(opaque); i++) {
        size_t n = strlen(opaque[i].begins), closing = strlen(opaque[i].ends);

        if ((size_t)(end - at) <= n ||
            g_ascii_strncasecmp(at, opaque[i].begins, n) != 0 ||
            (i > 0 && (g_ascii_isalnum(at[n]) || at[n] == '-'))) {
            continue;
        }
        for (at += n; at < end; at++) {
            if ((size_t)(end - at) >= closing &&
                g_ascii_strncasecmp(at, opaque[i].ends, closing) == 0) {
                return tag_end(at, end);
            }
        }
        return end;
    }
    return NULL;
}

typedef struct Flattening {
    GString *out;
    int depth;   /* of the tags that stay */
    int dropped; /* of those that would, were they not too deep: to be closed first */
} Flattening;

static bool stays(Flattening *self, const Tag *tag)
{
    if (!yq_html_is_skipped(tag->name) &&
        !is_one_of(tag->name, telling, G_N_ELEMENTS(telling))) {
        return false;
    }
    if (g_ascii_strcasecmp(tag->name, "meta") == 0) {
        return true;
    }
    if (!tag->closes) {
        bool fits = self->depth < DEPTH_MAX;

        *(fits ? &self->depth : &self->dropped) += 1;
        return fits;
    }
    if (self->dropped > 0) {
        self->dropped--;
        return false;
    }
    self->depth -= self->depth > 0;
    return true;
}

GString *yq_html_flatten(const char *bytes, size_t length)
{
    Flattening self = {.out = g_string_sized_new(length)};
    const char *end = bytes + length;

    for (const char *at = bytes; at < end;) {
        const char *next = memchr(at, '<', end - at);
        Tag tag;

        next = next != NULL ? next : end;
        g_string_append_len(self.out, at, next - at);
        at = next;
        if (at < end && (next = opaque_end(at, end)) != NULL) {
            at = next;
        } else if (at < end && read_tag(at, end, &tag)) {
            if (stays(&self, &tag)) {
                g_string_append_len(self.out, tag.start, tag.end - tag.start);
            } else {
                g_string_append(self.out, yq_html_is_block(tag.name) ? "<br>" : "");
            }
            at = tag.end;
        } else if (at < end) {
            g_string_append_c(self.out, *at++);
        }
    }
    return self.out;
}
