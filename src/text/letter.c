/* SPDX-License-Identifier: MIT */
/* What a letter is and folds to. The build runs this for the first 2048 (make_letters.c);
 * the program itself but for those beyond. */
#include "text/letters.h"

#include <string.h>

/* Latin letters that Unicode does not decompose: {letter, what it folds to}. */
static const struct {
    uint16_t letter;
    char folded[3];
} latin[] = {
    {0x00C6, "ae"}, {0x00D0, "d"}, {0x00D8, "o"},  {0x00DE, "th"}, {0x00DF, "ss"},
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"},  {0x00FE, "th"}, {0x0110, "d"},
    {0x0111, "d"},  {0x0126, "h"}, {0x0127, "h"},  {0x0131, "i"},  {0x0132, "ij"},
    {0x0133, "ij"}, {0x0138, "q"}, {0x0141, "l"},  {0x0142, "l"},  {0x0149, "n"},
    {0x014A, "n"},  {0x014B, "n"}, {0x0152, "oe"}, {0x0153, "oe"}, {0x0166, "t"},
    {0x0167, "t"},  {0x0180, "b"}, {0x0181, "b"},  {0x0188, "c"},  {0x0189, "d"},
    {0x018A, "d"},  {0x018E, "e"}, {0x018F, "e"},  {0x0190, "e"},  {0x0191, "f"},
    {0x0192, "f"},  {0x0193, "g"}, {0x0194, "gh"}, {0x0196, "i"},  {0x0197, "i"},
    {0x0198, "k"},  {0x0199, "k"}, {0x019A, "l"},  {0x019D, "n"},  {0x01A4, "p"},
    {0x01A5, "p"},  {0x01AD, "t"}, {0x01B3, "y"},  {0x01B4, "y"},  {0x01B5, "z"},
    {0x01B6, "z"},  {0x01DD, "e"}, {0x0253, "b"},  {0x0254, "o"},  {0x0256, "d"},
    {0x0257, "d"},  {0x0259, "e"}, {0x025B, "e"},  {0x0260, "g"},  {0x0263, "gh"},
    {0x0268, "i"},  {0x0272, "n"}, {0x0289, "u"},
};

/* Arabic letters of other languages, and forms of Arabic's own, that stand for one:
 * {letter, what it folds to}. */
static const uint16_t arabic[][2] = {
    {0x0622, 0x0627}, {0x0623, 0x0627}, {0x0624, 0x0648}, {0x0625, 0x0627},
    {0x0626, 0x064A}, {0x0629, 0x0647}, {0x0649, 0x064A}, {0x0671, 0x0627},
    {0x0672, 0x0627}, {0x0673, 0x0627}, {0x0675, 0x0627}, {0x0676, 0x0648},
    {0x0678, 0x064A}, {0x067E, 0x0628}, {0x0686, 0x062C}, {0x0698, 0x0632},
    {0x06A1, 0x0641}, {0x06A2, 0x0641}, {0x06A4, 0x0641}, {0x06A5, 0x0641},
    {0x06A7, 0x0642}, {0x06A8, 0x0642}, {0x06A9, 0x0643}, {0x06AA, 0x0643},
    {0x06AC, 0x0643}, {0x06AD, 0x0643}, {0x06AF, 0x0643}, {0x06B0, 0x0643},
    {0x06BA, 0x0646}, {0x06BE, 0x0647}, {0x06C0, 0x0647}, {0x06C1, 0x0647},
    {0x06C2, 0x0647}, {0x06C3, 0x0647}, {0x06C6, 0x0648}, {0x06C7, 0x0648},
    {0x06C8, 0x0648}, {0x06CA, 0x0648}, {0x06CB, 0x0648}, {0x06CC, 0x064A},
    {0x06CD, 0x064A}, {0x06CE, 0x064A}, {0x06D0, 0x064A}, {0x06D2, 0x064A},
    {0x06D3, 0x064A}, {0x06D5, 0x0647}, {0x0763, 0x0643}, {0x0762, 0x0643},
};

/* Marks that mean the same. */
static const uint16_t marks[][2] = {
    {0x0060, '\''},   {0x00AB, '"'},    {0x00B4, '\''},   {0x00BB, '"'},  {0x02B9, '\''},
    {0x02BB, '\''},   {0x02BC, '\''},   {0x02BD, '\''},   {0x02BE, '\''}, {0x02BF, '\''},
    {0x02C8, '\''},   {0x060C, ','},    {0x061B, ';'},    {0x061F, '?'},  {0x066A, '%'},
    {0x066B, '.'},    {0x066C, ','},    {0x06D4, '.'},    {0x2010, '-'},  {0x2011, '-'},
    {0x2012, 0x2013}, {0x2014, 0x2013}, {0x2015, 0x2013}, {0x2018, '\''}, {0x2019, '\''},
    {0x201A, '\''},   {0x201B, '\''},   {0x201C, '"'},    {0x201D, '"'},  {0x201E, '"'},
    {0x201F, '"'},    {0x2032, '\''},   {0x2033, '"'},    {0x2039, '"'},  {0x203A, '"'},
    {0x2212, '-'},
};

static gunichar find_pair(const uint16_t (*pairs)[2], size_t n, gunichar c)
{
    for (size_t i = 0; i < n; i++) {
        if (pairs[i][0] == c) {
            return pairs[i][1];
        }
    }
    return 0;
}

static bool is_arabic(gunichar c)
{
    return (c >= 0x0600 && c < 0x0780 && (c < 0x0700 || c >= 0x0750)) ||
           (c >= 0x08A0 && c < 0x0900) || (c >= 0xFB50 && c < 0xFE00) ||
           (c >= 0xFE70 && c < 0xFEFF);
}

static bool is_latin(gunichar c)
{
    return c < 0x0250 || (c >= 0x0250 && c < 0x02B0) || (c >= 0x1E00 && c < 0x1F00) ||
           (c >= 0x2C60 && c < 0x2C80) || (c >= 0xA720 && c < 0xA800) ||
           (c >= 0xFB00 && c < 0xFB07) || c == 0x212A || c == 0x212B ||
           (c >= 0xFF21 && c < 0xFF5B);
}

/* Marks of direction, joiners, variation selectors, the byte order mark: as if they were
 * not there. */
static bool is_ignored(gunichar c, GUnicodeType type)
{
    return c == 0x0640 || type == G_UNICODE_NON_SPACING_MARK ||
           type == G_UNICODE_ENCLOSING_MARK || (type == G_UNICODE_FORMAT && c >= 0xAD) ||
           (type == G_UNICODE_CONTROL && c > 0x20);
}

static void put(YqLetter *letter, gunichar c)
{
    char utf8[6];
    int n = g_unichar_to_utf8(c, utf8);

    if (letter->n + n <= YQ_FOLD_MAX) {
        memcpy(letter->fold + letter->n, utf8, n);
        letter->n += n;
    }
}

/* Appends what a Latin letter without marks folds to. */
static void put_plain(YqLetter *letter, gunichar c)
{
    gunichar small = g_unichar_tolower(c);

    for (size_t i = 0; i < G_N_ELEMENTS(latin); i++) {
        if (latin[i].letter == c || latin[i].letter == small) {
            for (const char *at = latin[i].folded; *at != '\0'; at++) {
                put(letter, *at);
            }
            return;
        }
    }
    put(letter, small);
}

static void put_arabic(YqLetter *letter, gunichar c)
{
    gunichar to = find_pair(arabic, G_N_ELEMENTS(arabic), c);

    put(letter, to != 0 ? to : c);
}

/* The base letters of a letter with accents, or of a ligature. */
static void put_decomposed(YqLetter *letter, gunichar c)
{
    gunichar parts[18];
    bool shape = letter->kind == YQ_LETTER_ARABIC || (c >= 0xFB00 && c <= 0xFF5A);
    gsize n = g_unichar_fully_decompose(c, shape, parts, G_N_ELEMENTS(parts));

    for (gsize i = 0; i < n && i < G_N_ELEMENTS(parts); i++) {
        GUnicodeType type = g_unichar_type(parts[i]);

        if (is_ignored(parts[i], type) || parts[i] == ' ') {
            continue;
        }
        if (letter->kind == YQ_LETTER_ARABIC) {
            put_arabic(letter, parts[i]);
        } else {
            put_plain(letter, parts[i]);
        }
    }
}

static void fill_word(YqLetter *letter, gunichar c)
{
    letter->capital = g_unichar_isupper(c) || g_unichar_istitle(c);
    if (is_latin(c)) {
        letter->kind = YQ_LETTER_LATIN;
        put_decomposed(letter, c);
    } else if (is_arabic(c)) {
        letter->kind = YQ_LETTER_ARABIC;
        gunichar to = find_pair(arabic, G_N_ELEMENTS(arabic), c);

        if (to != 0) {
            put(letter, to);
        } else {
            put_decomposed(letter, c);
        }
    } else {
        letter->kind = YQ_LETTER_OTHER;
        put(letter, g_unichar_tolower(c));
    }
}

void yq_letter_fill(gunichar c, YqLetter *letter)
{
    GUnicodeType type = g_unichar_type(c);
    gunichar mark = find_pair(marks, G_N_ELEMENTS(marks), c);

    *letter = (YqLetter){.kind = YQ_LETTER_MARK};
    if (c == '\n' || c == 0x2029 || c == 0x2028) {
        letter->kind = YQ_LETTER_LINE;
    } else if (g_unichar_isspace(c) || c <= ' ' || c == 0x00A0 || c == 0x202F) {
        letter->kind = YQ_LETTER_BLANK;
    } else if (mark != 0) {
        put(letter, mark);
    } else if (is_ignored(c, type)) {
        letter->kind = YQ_LETTER_IGNORED;
    } else if (type == G_UNICODE_DECIMAL_NUMBER) {
        letter->kind = YQ_LETTER_DIGIT;
        put(letter, '0' + g_unichar_digit_value(c));
    } else if (g_unichar_isalpha(c) || type == G_UNICODE_SPACING_MARK) {
        fill_word(letter, c);
    } else {
        put(letter, c);
    }
}
