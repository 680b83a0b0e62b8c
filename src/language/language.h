/* SPDX-License-Identifier: MIT */
/* Languages: one folder of tables each under geodata/languages (months.tsv, numbers.tsv,
 * events.tsv, …). A new language is a new folder; no code names a language, except that
 * Arabic letters fold otherwise than Latin ones. Tables are read with yq_table_read() and
 * compiled by whoever owns them (base/compiled.h); this holds which languages there are
 * and which one a text is in. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct YqLanguages YqLanguages;

/** Lists the folders of languages, sorted by code. */
YqLanguages *yq_languages_open(GError **error);
size_t yq_languages_count(const YqLanguages *self);
/** "ar"; borrowed. */
const char *yq_languages_code(const YqLanguages *self, size_t i);
/** Path of a table of a language, g_free() it; NULL when that language has none. */
char *yq_languages_table(const YqLanguages *self, size_t i, const char *table);
void yq_languages_free(YqLanguages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqLanguages, yq_languages_free)

/** The languages that have a folder, without opening them: how many, and the code of the
 * @i-th, static. */
size_t yq_language_count(void);
const char *yq_language_code(size_t i);

/** "ar, en, fr": all codes, for people; g_free() it. */
char *yq_language_list(void);

/** Whether there is a folder of that language. */
bool yq_language_known(const char *language);

/** Code of the language that @text is most likely in, by its script and its commonest
 * words
 * (`stopwords.tsv` of each folder); static. "en" when nothing speaks. Needs no open
 * languages. */
const char *yq_language_guess(const char *text, size_t length);

/** A word or phrase of the user interface ("legend", "scale", "sources" …) in a language,
 * from `ui.tsv` of its folder (columns key, text); English where it is missing; borrowed
 * for ever. */
const char *yq_ui(const char *language, const char *key);

/** Whether a full stop after this folded word may end no sentence ("st", "gen"):
 * `abbreviations.tsv` of any language (column word). */
bool yq_language_abbreviates(const char *folded, size_t length);

/** Whether a folded word is a stop word of any language. */
bool yq_language_is_stopword(const char *folded);

/** The tables of stop words, abbreviations and the page of all languages in one block
 * (base/compiled.h); @code is not used. A damaged table is warned of. */
GBytes *yq_language_compile(const char *code, GError **error);

/** Whether the language is written right to left. */
bool yq_language_rtl(const char *language);
