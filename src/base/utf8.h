/* SPDX-License-Identifier: MIT */
/* Whether bytes are UTF-8: what every text is asked once where it enters. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** @text in capitals, or in small letters, one for one, in the same way whatever the
 * locale of the program is: GLib's own functions write MALİ on a Turkish machine.
 * g_free() it. */
char *yq_utf8_upper(const char *text);
char *yq_utf8_lower(const char *text);

/** How many bytes of a byte order mark @text begins with: 3 or 0. */
size_t yq_utf8_mark(const char *text, size_t length);

/** The first byte of @text that no UTF-8 has there, or NULL when all is well. Overlong
 * forms, surrogates, what lies beyond U+10FFFF and NUL are none. */
const char *yq_utf8_bad(const char *text, size_t length);
