/* SPDX-License-Identifier: MIT */
/* The tags of a web page: which of them tell a reader something, and the same page
 * without the others. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** Whether the element holds what is no part of an article: a menu, a script. */
bool yq_html_is_skipped(const char *name);

/** Whether the element ends a paragraph; the text of others runs on. */
bool yq_html_is_block(const char *name);

/** The page with hardly any nesting, for a parser that refuses to go deeper: of the tags
 * only those stay that say what the page is and what in it is read; of blocks a line
 * break stays. Linear in @length. Free with g_string_free(). */
GString *yq_html_flatten(const char *bytes, size_t length);
