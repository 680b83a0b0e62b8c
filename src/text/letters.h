/* SPDX-License-Identifier: MIT */
/* What one code point is to the cutter, and what it folds to. The first 2048, which hold
 * Latin, Greek, Cyrillic, Hebrew and Arabic, stand in a table that the build makes. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum YqLetterKind {
    YQ_LETTER_BLANK,
    YQ_LETTER_LINE, /* end of a line */
    YQ_LETTER_IGNORED,
    YQ_LETTER_MARK,
    YQ_LETTER_DIGIT,
    YQ_LETTER_LATIN,
    YQ_LETTER_ARABIC,
    YQ_LETTER_OTHER, /* a letter of another script */
} YqLetterKind;

#define YQ_FOLD_MAX 8 /* bytes that one letter folds to */

typedef struct YqLetter {
    uint8_t kind; /* YqLetterKind */
    bool capital;
    uint8_t n; /* bytes of `fold` */
    char fold[YQ_FOLD_MAX];
    char unused[5]; /* a letter has 16 bytes, so that finding one is a shift */
} YqLetter;

#define YQ_LETTERS_LOW 0x800

extern const YqLetter yq_letters_low[YQ_LETTERS_LOW];

/** What any code point is, found out anew. */
void yq_letter_fill(gunichar c, YqLetter *out);
