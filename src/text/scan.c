/* SPDX-License-Identifier: MIT */
#include "text/scan.h"

#include "text/document.h"
#include "text/letters.h"

#include <string.h>

/* The letter at @at and how many bytes it takes. @spare holds those beyond the table.
 * Bytes that are no UTF-8 are marks of their own: callers check, this only stays safe. */
static inline const YqLetter *letter_at(const uint8_t *at, const uint8_t *stop,
                                        YqLetter *spare, int *out_bytes)
{
    if (*at < 0x80) {
        *out_bytes = 1;
        return &yq_letters_low[*at];
    }
    if (*at < 0xE0 && *at >= 0xC2 && stop - at >= 2) {
        *out_bytes = 2;
        return &yq_letters_low[(*at & 0x1F) << 6 | (at[1] & 0x3F)];
    }
    gunichar c = g_utf8_get_char_validated((const char *)at, stop - at);

    if (c >= (gunichar)-2) {
        *spare = (YqLetter){.kind = YQ_LETTER_MARK, .n = 1, .fold = "?"};
        *out_bytes = 1;
        return spare;
    }
    yq_letter_fill(c, spare);
    *out_bytes = g_utf8_skip[*at];
    return spare;
}

YqScan yq_scan_start(const char *text, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)(text != NULL ? text : "");

    return (YqScan){.text = bytes, .at = bytes, .stop = bytes + length};
}

static inline void put(const YqLetter *letter, char **out)
{
    memcpy(*out, letter->fold, sizeof letter->fold); /* there is room; one store */
    *out += letter->n;
}

/* Skips what is no token; false at the end. */
static bool skip_blanks(YqScan *scan)
{
    YqLetter spare;

    scan->blank = false;
    scan->lines = 0;
    while (scan->at < scan->stop) {
        int bytes;
        const YqLetter *letter = letter_at(scan->at, scan->stop, &spare, &bytes);

        if (letter->kind > YQ_LETTER_IGNORED) {
            return true;
        }
        scan->blank |= letter->kind != YQ_LETTER_IGNORED;
        scan->lines += letter->kind == YQ_LETTER_LINE && scan->lines < 2;
        scan->at += bytes;
        scan->cp++;
    }
    return false;
}

static void end_token(YqScan *scan, const uint8_t *at, uint32_t cp)
{
    scan->at = at;
    scan->cp = cp;
    scan->byte_end = at - scan->text;
    scan->end = cp;
}

static inline bool is_ascii_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* A word in work; `to` is where its folded form goes on. */
typedef struct Word {
    const uint8_t *at;
    char *to;
    uint32_t cp, most; /* code points so far, and when it is cut */
    uint32_t letters, capitals;
    bool capital; /* its first letter is one */
} Word;

/* Takes the letters A to Z from here on, most of all letters, a few instructions each. */
static void cut_ascii(Word *word, const uint8_t *stop)
{
    const uint8_t *from = word->at, *at = from;
    uint32_t capitals = 0;
    char *to = word->to;

    if (stop - at > word->most - word->cp) {
        stop = at + (word->most - word->cp);
    }
    for (; at < stop && is_ascii_letter(*at); at++) {
        *to++ = *at | 0x20;
        capitals += (*at & 0x20) == 0;
    }
    if (at > from) {
        word->capital |= word->letters == 0 && (*from & 0x20) == 0;
        word->capitals += capitals;
        word->letters += at - from;
        word->cp += at - from;
        word->to = to;
        word->at = at;
    }
}

/* Takes one letter of @kind or a mark on it; false where the word ends. */
static inline bool cut_letter(Word *word, const uint8_t *stop, YqLetterKind kind)
{
    YqLetter spare;
    int bytes;

    if (word->at >= stop || word->cp >= word->most) {
        return false;
    }
    const YqLetter *letter = letter_at(word->at, stop, &spare, &bytes);

    if (letter->kind == kind) {
        put(letter, &word->to);
        word->capital |= word->letters == 0 && letter->capital;
        word->capitals += letter->capital;
        word->letters++;
    } else if (letter->kind != YQ_LETTER_IGNORED) {
        return false;
    }
    word->at += bytes;
    word->cp++;
    return true;
}

/* Letters of one script; marks on them belong to them. */
static void cut_word(YqScan *scan, YqLetterKind kind, char **out)
{
    Word word = {
        .at = scan->at, .to = *out, .cp = scan->cp, .most = scan->cp + YQ_TOKEN_MAX};

    do {
        if (kind == YQ_LETTER_LATIN) {
            cut_ascii(&word, scan->stop);
        }
    } while (cut_letter(&word, scan->stop, kind));
    *out = word.to;
    end_token(scan, word.at, word.cp);
    scan->flags |= kind == YQ_LETTER_LATIN    ? YQ_TOKEN_LATIN
                   : kind == YQ_LETTER_ARABIC ? YQ_TOKEN_ARABIC
                                              : 0;
    scan->flags |= word.capital ? YQ_TOKEN_CAPITAL : 0;
    scan->flags |= word.letters > 1 && word.capitals == word.letters ? YQ_TOKEN_UPPER : 0;
}

/* Whether the blank or separator at @at stands inside a number; *@out_bytes its length.
 * A blank that does not break joins groups of three digits only. */
static bool joins_digits(const uint8_t *at, const uint8_t *stop, const YqLetter *letter,
                         int bytes)
{
    YqLetter spare;
    int step, digits = 0;
    bool point = letter->kind == YQ_LETTER_MARK && letter->n == 1 &&
                 (*letter->fold == '.' || *letter->fold == ',');
    bool thin = letter->kind == YQ_LETTER_BLANK && *at >= 0x80;

    if (!point && !thin) {
        return false;
    }
    for (at += bytes; at < stop && digits < 4; at += step, digits++) {
        if (letter_at(at, stop, &spare, &step)->kind != YQ_LETTER_DIGIT) {
            break;
        }
    }
    return point ? digits > 0 : digits == 3;
}

static void cut_number(YqScan *scan, char **out)
{
    const uint8_t *at = scan->at;
    uint32_t cp = scan->cp;
    YqLetter spare;

    while (at < scan->stop && cp - scan->cp < YQ_TOKEN_MAX) {
        int bytes;
        const YqLetter *letter = letter_at(at, scan->stop, &spare, &bytes);

        if (letter->kind != YQ_LETTER_DIGIT &&
            !joins_digits(at, scan->stop, letter, bytes)) {
            break;
        }
        put(letter, out); /* a blank has no folded form */
        at += bytes;
        cp++;
    }
    end_token(scan, at, cp);
    scan->flags |= YQ_TOKEN_NUMBER;
}

/* Letters with a dot after each, as in "U.S.": how many bytes, 0 when it is none. The
 * last dot may be missing. */
static size_t dotted_length(const YqScan *scan)
{
    const uint8_t *at = scan->at;
    int letters = 0;

    while (letters < 8 && scan->stop - at >= 2 && g_ascii_isalpha(at[0]) &&
           at[1] == '.') {
        at += 2;
        letters++;
    }
    if (letters == 0) {
        return 0;
    }
    bool more = at < scan->stop && (g_ascii_isalnum(*at) || *at >= 0x80);

    if (more && scan->stop - at >= 2 && g_ascii_isalnum(at[1])) {
        return 0; /* "e.coli", an address */
    }
    if (more && g_ascii_isalpha(*at)) {
        at++;
        letters++;
    }
    return letters < 2 || letters > 6 ? 0 : (size_t)(at - scan->at);
}

static void cut_dotted(YqScan *scan, size_t length, char **out)
{
    bool upper = true;

    for (size_t i = 0; i < length; i += 2) {
        upper &= g_ascii_isupper(scan->at[i]);
        *(*out)++ = g_ascii_tolower(scan->at[i]);
    }
    scan->flags |= YQ_TOKEN_LATIN | YQ_TOKEN_DOTTED;
    scan->flags |= g_ascii_isupper(*scan->at) ? YQ_TOKEN_CAPITAL : 0;
    scan->flags |= upper ? YQ_TOKEN_UPPER : 0;
    end_token(scan, scan->at + length, scan->cp + length);
}

bool yq_scan_next(YqScan *scan, char **out)
{
    YqLetter spare;
    int bytes;

    if (!skip_blanks(scan)) {
        return false;
    }
    const YqLetter *letter = letter_at(scan->at, scan->stop, &spare, &bytes);
    YqLetterKind kind = letter->kind;

    scan->byte_start = scan->at - scan->text;
    scan->start = scan->cp;
    scan->flags = scan->blank || scan->byte_start == 0 ? 0 : YQ_TOKEN_JOINED;
    if (kind == YQ_LETTER_MARK) {
        put(letter, out);
        scan->flags |= YQ_TOKEN_MARK;
        end_token(scan, scan->at + bytes, scan->cp + 1);
    } else if (kind == YQ_LETTER_DIGIT) {
        cut_number(scan, out);
    } else {
        size_t dotted = kind == YQ_LETTER_LATIN ? dotted_length(scan) : 0;

        if (dotted > 0) {
            cut_dotted(scan, dotted, out);
        } else {
            cut_word(scan, kind, out);
        }
    }
    return true;
}
