/* SPDX-License-Identifier: MIT */
/* Names across scripts: which Latin letters a word of another script may stand for.
 *
 * A table of a language (geodata/languages/ar/sounds.tsv) says it letter by letter, with
 * a cost for what is unusual. From it come both the sounds (keys.h) under which a word
 * may be filed, and how far it is from a Latin name: the least cost of reading the one as
 * the other, every letter accounted for. There is no guessing beside the table: a letter
 * that it does not give makes the cost YQ_SOUNDS_NEVER.
 *
 * Read once, then never changed; may be shared between threads. */
#pragma once

#include "gazetteer/keys.h"
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define YQ_SOUNDS_NEVER 100.0f
#define YQ_SPOKEN_MAX 40 /* code points of a word */
#define YQ_SPOKEN_KEYS 6

#define YQ_SOUND_LETTERS 4 /* of one row, in the other script */
#define YQ_SOUND_LATIN 7

/* What one entry of a row says; without pointers, so that it can be compiled. */
typedef struct YqSoundRule {
    gunichar letters[YQ_SOUND_LETTERS]; /* none: what is not written */
    char latin[YQ_SOUND_LATIN + 1];     /* "": what is not heard */
    char sound[YQ_SOUND_LATIN + 1];     /* classes of `latin` */
    uint8_t n_letters, n_latin;
    bool first, last;   /* only at the beginning, at the end of a word */
    bool opens, closes; /* a vowel stands before and behind its consonants */
    float cost;
    float least; /* of the first rule of a letter: what the letter costs at the least */
} YqSoundRule;

/* A table. A plain value that borrows its rules, which are sorted by their first letter;
 * those without one come first. */
typedef struct YqSounds {
    const YqSoundRule *rules;
    const YqSoundRule *alike; /* of those that sound alike the cheapest */
    size_t n_rules, n_alike, unwritten;
} YqSounds;

/** Reads a table: columns `letters`, `latin`, `cost`. Fills arrays of YqSoundRule. Errors
 * name file and line. */
bool yq_sounds_read(const char *path, GArray *rules, GArray *alike, GError **error);

/** The table of such rules, which must outlive it. */
YqSounds yq_sounds_of(const YqSoundRule *rules, size_t n_rules, const YqSoundRule *alike,
                      size_t n_alike);

/* One sound that a word may have: classes as yq_sound() writes them. */
typedef struct YqSoundKey {
    char sound[YQ_SOUND_MAX + 1];
    uint8_t n;
    bool open;  /* a vowel is the last that was read */
    float cost; /* the least, vowels not counted as left out */
} YqSoundKey;

/* A word of the other script, prepared. A plain value that borrows the table. */
typedef struct YqSpoken {
    const YqSounds *sounds;
    gunichar letters[YQ_SPOKEN_MAX];
    bool starts[YQ_SPOKEN_MAX + 1], ends[YQ_SPOKEN_MAX + 1]; /* a word there */
    uint16_t rules[YQ_SPOKEN_MAX][2]; /* from, to: those that begin with the letter */
    size_t n;
    /* Letters that its Latin name may begin and end with, from bit 0 for a. */
    uint32_t begins, ends_in;
    YqSoundKey keys[YQ_SPOKEN_KEYS]; /* likeliest first */
    size_t n_keys;
} YqSpoken;

/** Prepares a word as it is written, or several with blanks between. A letter that the
 * table has in that form is read so, others by the letter they fold to. False where it
 * has one that the table does not know, or too many, or where each reading costs more
 * than
 * @most. */
bool yq_spoken_set(YqSpoken *self, const YqSounds *sounds, const char *text,
                   size_t length, float most);

/** What it costs to read the word as a folded Latin name; YQ_SOUNDS_NEVER when it cannot
 * be for @most. */
float yq_spoken_cost(const YqSpoken *self, const char *latin, size_t length, float most);
