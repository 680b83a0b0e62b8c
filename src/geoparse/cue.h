/* SPDX-License-Identifier: MIT */
/* Cues: why a word that nobody knows may be a place, and what it looks like. */
#pragma once

#include "geoparse/candidate.h"

#define YQ_CUE_CLITICS 4 /* at most, that may stand before a word */
#define YQ_CUE_BYTES 128 /* of a folded word, and of several with blanks */

/* A word that no word for towns stands before has so many vowels, or one and so many
 * other letters. */
#define YQ_CUE_VOWELS 2
#define YQ_CUE_CONSONANTS 4

/** What the word before @token says. */
YqCue yq_cue_before(const YqParse *parse, uint32_t token);

/** The same where the word at @token is unknown; YQ_CUE_NONE for others. */
YqCue yq_cue_led(const YqParse *parse, uint32_t token);

/** What an unknown word is where nothing stands before it: YQ_CUE_HELD with a clitic,
 * else YQ_CUE_BARE; YQ_CUE_NONE for one that does not look foreign. */
YqCue yq_cue_held(const YqParse *parse, uint32_t token);

/** Whether the word is one of another script that no table knows. */
bool yq_cue_is_unknown(const YqParse *parse, uint32_t token);

/** Vowels (ا و ي) that a word writes behind its first letter. Those of other languages
 * are written with them. */
int yq_cue_vowels(const YqParse *parse, uint32_t token);

/** The clitics that may stand before the word at @token, none (NULL) first: how many.
 * Those that hold an article are left out, since a name has none behind them. */
size_t yq_cue_clitics(const YqParse *parse, uint32_t token,
                      const YqWordClitic *out[YQ_CUE_CLITICS + 1]);

/** Adds to @found (YqToponym) a word that is said to lie in the name at @name, "بتيسيت في
 * مالي", and one more before it, if they are not before @free; whether there is one.
 * Words such as "in the north of" are passed over. */
bool yq_cue_add_held(const YqParse *parse, uint32_t free, uint32_t name, GArray *found);

/** Whether the last of @found is a town, or may be one, and ends at @token: "غوما
 * وروتشورو". */
static inline bool yq_cue_behind_town(const GArray *found, uint32_t token)
{
    const YqToponym *last =
        found->len > 0 ? &g_array_index(found, YqToponym, found->len - 1) : NULL;

    return last != NULL && last->last == token &&
           (last->likeliest.town || last->cue != YQ_CUE_NONE);
}
