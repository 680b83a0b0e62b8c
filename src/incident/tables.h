/* SPDX-License-Identifier: MIT */
/* Reading the tables of a language into its lexicon. */
#pragma once

#include "incident/lexicon.h"

/** Reads all tables of language @code and the table of actors. */
bool yq_tables_read(YqLexicon *self, const char *code, GError **error);

/** Reads one table as the one called @name ("months.tsv") is read; for tests. */
bool yq_tables_read_one(YqLexicon *self, const char *name, const char *path,
                        const char *code, GError **error);

/** Adds letters that may be written onto the end of a word; false as below. */
bool yq_lexicon_add_ending(YqLexicon *self, const char *letters);

/** Adds a phrase with a meaning, both copied. "closed … airspace" has a gap: up to nine
 * tokens may stand there; "closed/shut … airspace/skies" stands for four phrases. */
void yq_lexicon_add(YqLexicon *self, const char *phrase, size_t length,
                    const YqLexEntry *meaning);

/** Adds letters that may be written onto a word; false when there is no room or they are
 * no word. */
bool yq_lexicon_add_clitic(YqLexicon *self, const char *letters, uint8_t bits);
