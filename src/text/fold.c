/* SPDX-License-Identifier: MIT */
#include "text/fold.h"

#include "text/document.h"
#include "text/letters.h"
#include "text/scan.h"

#include <string.h>

size_t yq_fold_char(gunichar c, char *out)
{
    YqLetter letter;

    yq_letter_fill(c, &letter);
    if (letter.kind == YQ_LETTER_BLANK || letter.kind == YQ_LETTER_LINE) {
        *out = ' ';
        return 1;
    }
    memcpy(out, letter.fold, letter.n);
    return letter.n;
}

/* What most names are: words of small letters or of Arabic ones, a blank between two.
 * Writes their folded form and returns its length; 0 for all that the cutter must see. */
static size_t fold_plain(const uint8_t *at, const uint8_t *stop, char *out)
{
    uint8_t kind = YQ_LETTER_BLANK; /* of the word */
    char *to = out;

    while (at < stop) {
        if (*at == ' ') {
            if (kind == YQ_LETTER_BLANK) {
                return 0;
            }
            kind = YQ_LETTER_BLANK;
            *to++ = *at++;
            continue;
        }
        bool two = *at >= 0xC2 && *at < 0xE0 && stop - at >= 2;

        if (*at >= 0x80 && !two) {
            return 0;
        }
        const YqLetter *letter =
            &yq_letters_low[two ? (*at & 0x1F) << 6 | (at[1] & 0x3F) : *at];

        if ((letter->kind != YQ_LETTER_LATIN && letter->kind != YQ_LETTER_ARABIC) ||
            (kind != YQ_LETTER_BLANK && kind != letter->kind)) {
            return 0;
        }
        kind = letter->kind;
        memcpy(to, letter->fold, sizeof letter->fold);
        to += letter->n;
        at += two ? 2 : 1;
    }
    return kind != YQ_LETTER_BLANK ? (size_t)(to - out) : 0;
}

void yq_fold_name(const char *name, size_t length, GString *out)
{
    enum { PLAIN = 96 }; /* bytes; no word of these is so long that it is cut */
    char plain[3 * PLAIN + YQ_FOLD_MAX];

    size_t folded =
        length > 0 && length <= PLAIN
            ? fold_plain((const uint8_t *)name, (const uint8_t *)name + length, plain)
            : 0;

    if (folded > 0) {
        g_string_append_len(out, plain, (gssize)folded);
        return;
    }
    YqScan scan = yq_scan_start(name, length);
    char small[1024];
    size_t room = yq_scan_room(length);
    g_autofree char *large = room > sizeof small ? g_malloc(room) : NULL;
    char *begin = large != NULL ? large : small, *at = begin;

    for (char *word = at; yq_scan_next(&scan, &at); word = at) {
        if ((scan.flags & YQ_TOKEN_MARK) != 0) {
            at = word;
        } else {
            *at++ = ' ';
        }
    }
    if (at > begin) {
        g_string_append_len(out, begin, at - begin - 1);
    }
}
