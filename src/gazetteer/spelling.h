/* SPDX-License-Identifier: MIT */
/* How far apart two spellings of a name are. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YQ_SPELLING_MAX 64

/* A folded name in letters that can be compared across spellings and scripts: "ou" and
 * "w" are u, "sh" and "ch" one letter, Arabic letters their Latin ones; blanks and
 * doubled letters are gone. */
typedef struct YqSpelling {
    uint8_t letters[YQ_SPELLING_MAX];
    size_t n;
    bool arabic; /* without its short vowels, which then cost less */
} YqSpelling;

void yq_spelling_set(YqSpelling *self, const char *folded, size_t length);

/** The weighted edits between @a and a folded name: like letters cost a part of 1, others
 * 1, vowels less than consonants. At least @most when it is @most or more. */
double yq_spelling_cost(const YqSpelling *a, const char *folded, size_t length,
                        double most);

/** Plain edits (insertion, deletion, substitution, exchange of neighbours) between two
 * folded forms, in code points, of at most YQ_SPELLING_MAX each. */
int yq_spelling_edits(const char *a, const char *b);
