/* SPDX-License-Identifier: MIT */
/* What words mean for recognition: classes of words and short phrases, read from the
 * tables of a language folder (cues.tsv, persons.tsv, organisations.tsv,
 * prepositions.tsv, common.tsv, prefixes.tsv). Code knows classes only; which word
 * belongs to which class is data, so that a new language is a new folder. */
#pragma once

#include "gazetteer/sounds.h"
#include "language/language.h"
#include "text/document.h"
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Bits of a word's classes. Their names in the tables stand in vocabulary.c. */
enum {
    YQ_WORD_TITLE = 1 << 0,      /* before a person's name: Mr, president, الرئيس */
    YQ_WORD_FIRST_NAME = 1 << 1, /* John, محمد */
    YQ_WORD_SURNAME = 1 << 2,    /* Smith, بوتين */
    YQ_WORD_ORG_HEAD = 1 << 3,   /* begins an organisation's name: bank, نادي */
    YQ_WORD_ORG_TAIL = 1 << 4,   /* ends one: university, United, Corps */
    YQ_WORD_BODY_TAIL = 1 << 5,  /* after a place, of the place itself: police, council */
    YQ_WORD_FACILITY = 1 << 6,   /* ends or begins the name of a street or building */
    YQ_WORD_PLACE_HEAD = 1 << 7, /* before a place: city of, منطقة */
    YQ_WORD_PLACE_TAIL = 1 << 8, /* after: county, river */
    YQ_WORD_IN = 1 << 9,         /* in, at, near, في */
    YQ_WORD_MOTION = 1 << 10,    /* from, to, towards, إلى */
    YQ_WORD_COMMON = 1 << 11,    /* an ordinary word, though a place is called so */
    YQ_WORD_TIME = 1 << 12,      /* months, days */
    YQ_WORD_DIRECTION = 1 << 13, /* north, غرب */
    YQ_WORD_AGREEMENT = 1 << 14, /* accord, treaty, اتفاق */
    YQ_WORD_SPEECH = 1 << 15,    /* said, أعلن */
    YQ_WORD_LINK = 1 << 16,      /* of, the, de, du: inside or before names */
    YQ_WORD_STATES = 1 << 17, /* states, countries, دول: members, not the name's head */
    YQ_WORD_ALLIANCE =
        1 << 18, /* alliance, community, front, حركة: an organisation of … */
    YQ_WORD_ORG_NAME = 1 << 19,  /* whole names of organisations and papers */
    YQ_WORD_WORK = 1 << 20,      /* battle, film, cup, ship: other names with places */
    YQ_WORD_CAPITAL = 1 << 21,   /* "the capital": the city, not its country */
    YQ_WORD_OF_PLACE = 1 << 22,  /* resident, native, mayor (of): before a place */
    YQ_WORD_MARK_STOP = 1 << 23, /* never begins a name: function words */
    YQ_WORD_WATER = 1 << 24,     /* river, lake, sea, وادي: the water of that name */
    YQ_WORD_DISTRICT =
        1 << 25, /* county, province, region, ولاية: the area of that name */
    YQ_WORD_PERSON_NOUN = 1 << 26, /* lawyer, striker: a person who may be named next */
    YQ_WORD_STREET = 1 << 27,      /* road, avenue: named after what need not be near */
    YQ_WORD_KILOMETRE = 1 << 28,   /* "30 km from X" */
    YQ_WORD_MILE = 1 << 29,
    YQ_WORD_TOWN = 1 << 30, /* town of, km from, بلدة: the town of that name */
};
#define YQ_WORD_CLASSES 31

/* A piece of spelling written onto the front of a word. */
typedef struct YqWordClitic {
    char prefix[16], replace[8]; /* folded; "لل" is replaced by "ال" */
    uint8_t prefix_length, replace_length;
    uint8_t prefix_letters; /* code points that stand before the name */
    bool locates;           /* "in", "from" and their like: ب ل */
} YqWordClitic;

typedef struct YqVocabulary YqVocabulary;

/** The words of language @code, and the names of persons of all others: people of every
 * nation are in the news. */
YqVocabulary *yq_vocabulary_open(const char *code, GError **error);
void yq_vocabulary_free(YqVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqVocabulary, yq_vocabulary_free)

/** Classes of one folded word; 0 for one that is in no table. */
uint32_t yq_vocabulary_word(const YqVocabulary *self, const char *word, size_t length);

/** Classes of a phrase of two words or more that begins at @token, and how many tokens it
 * has in @out_tokens; 0 when there is none. The longest one counts. @first: the token's
 * word, without clitics where it has some. */
uint32_t yq_vocabulary_phrase(const YqVocabulary *self, const YqDocument *document,
                              size_t token, const char *first, size_t first_length,
                              size_t *out_tokens);

/** The clitics that @word begins with, longest first: up to @max of them. */
size_t yq_vocabulary_clitics(const YqVocabulary *self, const char *word, size_t length,
                             const YqWordClitic **out, size_t max);

/** How the language writes the names of others (sounds.tsv), or NULL where it has no such
 * table. */
const YqSounds *yq_vocabulary_sounds(const YqVocabulary *self);

/** Whether a folded word has a form of the language's own words (forms.tsv). */
bool yq_vocabulary_is_own(const YqVocabulary *self, const char *word, size_t length);

/** The bit of a class by its name in the tables, 0 when there is none. */
uint32_t yq_vocabulary_class(const char *name);

/** Compiles the tables that yq_vocabulary_open() wants (base/compiled.h). */
GBytes *yq_vocabulary_compile(const char *code, GError **error);
