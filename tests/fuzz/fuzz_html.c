/* SPDX-License-Identifier: MIT */
/* Web pages: no page is too broken to read, and what is read is UTF-8. */
#include "annotation/html.h"
#include "annotation/html_tags.h"

#include <gmodule.h>
#include <stdint.h>
#include <stdlib.h>

static const char *const seeds[] G_GNUC_UNUSED = {
    "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Un titre "
    "&amp; plus</title>"
    "<meta property=\"article:published_time\" content=\"2025-04-07T10:00:00Z\"><meta "
    "property=\"og:site_name\" "
    "content=\"Journal\"></head><body><nav>menu</nav><article><h1>Un titre</h1><p>Gao, "
    "le 3&nbsp;avril. <b>Deux</b> "
    "soldats&#8230;</p><script>if (a<b) "
    "{}</script><p>&#x639;&#1594;</p><table><tr><td>x</table></article></html>",
    "<html dir=rtl lang=ar><meta http-equiv=content-type content='text/html; "
    "charset=windows-1256'><p>\xC7\xE1<br>",
    "<p>unclosed <div><p><span><!-- <p> --><![CDATA[x]]><p",
    "\xEF\xBB\xBF<html><body>text",
};

/* The module's, which is linked in. */
G_MODULE_EXPORT void yq_html_parse(const char *bytes, size_t length, YqHtml *out);

static void check(const char *text)
{
    if (text != NULL && !g_utf8_validate(text, -1, NULL)) {
        abort();
    }
}

/* A page without its nesting: no text is added, and only "<p>" grows, to "<br>", or "<p"
 * at the end. */
static void check_flat(const char *page, size_t size)
{
    GString *flat = yq_html_flatten(page, size);

    check(flat->str);
    if (flat->len > size + size / 3 + 2) {
        abort();
    }
    g_string_free(flat, TRUE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(YqHtml) html = {0};

    if (!g_utf8_validate_len((const char *)data, size, NULL)) {
        return 0; /* callers refuse it */
    }
    check_flat((const char *)data, size);
    yq_html_parse((const char *)data, size, &html);
    check(html.text);
    check(html.title);
    check(html.language);
    check(html.published);
    check(html.source);
    return 0;
}

#define REPLAY_ROUNDS 5000
#include "replay.h"
