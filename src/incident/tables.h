/* SPDX-License-Identifier: MIT */
/* Reading the tables of a language, to be compiled into its lexicon. */
#pragma once

#include "incident/lexicon.h"

typedef struct YqLexiconBuilder YqLexiconBuilder;

/** Reads all tables of language @code and the table of actors. */
bool yq_tables_read(YqLexiconBuilder *self, const char *code, GError **error);

/** Adds letters that may be written onto the end of a word; false as below. */
bool yq_lexicon_add_ending(YqLexiconBuilder *self, const char *letters);

/** Adds a phrase with a meaning, both copied. "closed … airspace" has a gap: up to
 * sixteen tokens may stand there; "closed/shut … airspace/skies" stands for four phrases.
 */
void yq_lexicon_add(YqLexiconBuilder *self, const char *phrase, size_t length,
                    const YqLexEntry *meaning);

/** Adds letters that may be written onto a word; false when there is no room or they are
 * no word. */
bool yq_lexicon_add_clitic(YqLexiconBuilder *self, const char *letters, uint8_t bits);
