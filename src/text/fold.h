/* SPDX-License-Identifier: MIT */
/* Folding: the one form in which names and words are compared. The gazetteer's keys and
 * the article's tokens go through the same function, so what it joins, matches.
 *
 * Latin: case and accents fall away (É → e, ß → ss, œ → oe, ğ → g), apostrophes ’ ' ʼ are
 * one. Arabic: diacritics and tatweel fall away; أ إ آ ٱ → ا, ى → ي, ة → ه, ؤ → و, ئ → ي,
 * Persian and Maghrebi letters that print the same (ک گ ڤ ڨ ۀ …) → their Arabic ones.
 * Digits of every script → 0-9. Other scripts: lower case only. */
#pragma once

#include <glib.h>
#include <stddef.h>

/** Writes the folded form of one code point to @out (0 to 8 bytes, no NUL); returns how
 * many. */
size_t yq_fold_char(gunichar c, char *out);

/** Folds a whole name into the words that the cutter of document.h makes of it, less
 * marks, with single spaces between them: "Tin-Zaouatine" → "tin zaouatine", "L'Aquila" →
 * "l aquila", "U.S." → "us". UTF-8 in, UTF-8 appended to @out. */
void yq_fold_name(const char *name, size_t length, GString *out);
