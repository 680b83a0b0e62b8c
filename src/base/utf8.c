/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

static inline bool goes_on(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Whether a character of three bytes is none that UTF-8 forbids: overlong, a surrogate.
 */
static bool three_good(const uint8_t *at)
{
    return goes_on(at[1]) && goes_on(at[2]) && (at[0] != 0xE0 || at[1] >= 0xA0) &&
           (at[0] != 0xED || at[1] < 0xA0);
}

static bool four_good(const uint8_t *at)
{
    return goes_on(at[1]) && goes_on(at[2]) && goes_on(at[3]) &&
           (at[0] != 0xF0 || at[1] >= 0x90) && (at[0] != 0xF4 || at[1] < 0x90);
}

/* Bytes of the character at @at, 0 when it is none. */
static int good_bytes(const uint8_t *at, size_t left)
{
    if (*at < 0x80) {
        return *at != 0;
    }
    if (*at < 0xE0) {
        return *at >= 0xC2 && left >= 2 && goes_on(at[1]) ? 2 : 0;
    }
    if (*at < 0xF0) {
        return left >= 3 && three_good(at) ? 3 : 0;
    }
    return *at < 0xF5 && left >= 4 && four_good(at) ? 4 : 0;
}

/* Whether the eight bytes are all ASCII and none is NUL. */
static inline bool all_plain(const uint8_t *at)
{
    uint64_t eight;

    memcpy(&eight, at, sizeof eight);
    return ((eight | (eight - 0x0101010101010101u)) & 0x8080808080808080u) == 0;
}

const char *yq_utf8_bad(const char *text, size_t length)
{
    const uint8_t *at = (const uint8_t *)text, *stop = at + length;

    while (at < stop) {
        if (stop - at >= 8 && all_plain(at)) {
            at += 8;
            continue;
        }
        int bytes = good_bytes(at, stop - at);

        if (bytes == 0) {
            return (const char *)at;
        }
        at += bytes;
    }
    return NULL;
}

size_t yq_utf8_mark(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static char *map_letters(const char *text, gunichar (*map)(gunichar))
{
    GString *out = g_string_sized_new(strlen(text) + 8);

    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        g_string_append_unichar(out, map(g_utf8_get_char(text)));
    }
    return g_string_free(out, FALSE);
}

char *yq_utf8_upper(const char *text)
{
    return map_letters(text, g_unichar_toupper);
}

char *yq_utf8_lower(const char *text)
{
    return map_letters(text, g_unichar_tolower);
}
