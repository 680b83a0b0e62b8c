/* SPDX-License-Identifier: MIT */
/* What a name is filed under: its folded forms for exact look-up and recognition, its
 * sound for fuzzy look-up. The builder, the overlay and the look-up share these. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define YQ_SOUND_MAX 24

/** The sound of a folded name: its consonants in classes that spellings, transliterations
 * and scripts mix up (t ت ط, k c q ك ق, s z sh س ش ص ز …), vowels, h, w, y and ع left
 * out, runs of one class as one, a leading article left out. Writes at most YQ_SOUND_MAX
 * letters of "bfdtszkgrlmnjx" and a NUL; returns how many. */
size_t yq_sound(const char *folded, size_t length, char out[YQ_SOUND_MAX + 1]);

/** Whether @sound is the sound of a folded name. */
bool yq_sounds_as(const char *folded, size_t length, const char *sound);

/** Hash of a sound, for the table of sounds. */
uint64_t yq_sound_hash(const char *sound, size_t length);

/** The byte before a name (format.h) whose column says "also", "demonym", or "" for a
 * main name in no language; YQ_LANG_END for a language, whose byte the index counts out.
 */
uint8_t yq_keys_language(const char *column);

/** The flags that a posting of a name has by that byte; @first: of a place's names in
 * that language. */
uint8_t yq_keys_flags(uint8_t language, bool first);

typedef struct YqKeys {
    GString *folded; /* the name's folded form */
    GString *second; /* another form that it is filed under, or "" */
    unsigned flags;  /* YQ_NAME_UPPER or 0 */
    bool usable;     /* whether it is filed at all */
} YqKeys;

void yq_keys_init(YqKeys *self);
void yq_keys_clear(YqKeys *self);

/** Finds the keys of a name. Not filed: what has no letter, a single letter, and a single
 * stop word unless it is an abbreviation in capitals. */
void yq_keys_set(YqKeys *self, const char *name, size_t length);

/** Calls @each with the hash of each beginning of a folded name, and last with that of
 * the whole. */
void yq_keys_walk(const GString *folded,
                  void (*each)(uint64_t hash, bool whole, void *data), void *data);
