/* SPDX-License-Identifier: MIT */
/* Between the steps of geoparsing: spans that may be place names, and what each step
 * finds out about them. */
#pragma once

#include "gazetteer/names.h"
#include "geoparse/vocabulary.h"
#include "geoparse/model.h"
#include "geoparse/source.h"
#include "text/document.h"
#include "text/fold.h"
#include <yaqut/geoparse.h>

/* A span that may name a place. */
typedef struct YqToponym {
    uint32_t first, last;       /* tokens [first, last) */
    uint32_t start, end;        /* code points, clitics left out */
    const YqWordClitic *clitic; /* (nullable): written onto its first token */
    YqPostings postings;        /* empty for a guess that is in no gazetteer */
    uint32_t base_last;     /* end of the known name that begins a guess; 0 for none */
    uint32_t base;          /* group of that name: "Boone County" of its jail */
    uint32_t led, followed; /* capitals right before and after, in Latin script */
    uint32_t group;         /* spans with one spelling share it */
    uint32_t key;           /* hash of the folded name */
    bool guess;             /* not in the gazetteer */
    bool demonym;           /* an adjective: a hint, never a mention */
    bool district, water;   /* the words beside or in it say which kind of place */
    float score;            /* of recognition: log odds */
    YqRole role;
    bool accepted; /* is reported, in its role */
} YqToponym;

/* Spans of one spelling: one sense per article. */
typedef struct YqGroup {
    uint32_t key;
    uint32_t count;         /* spans of it */
    uint32_t before, after; /* classes of the words beside any of them */
    bool led, alone;        /* one stands behind a capital; one between none */
    YqPostings postings;
    uint32_t place; /* YQ_PLACE_NONE until resolved */
    float confidence;
    float score; /* mean of its spans' scores */
} YqGroup;

#define YQ_COUNTRIES_MAX 64

/* A country that an article speaks of, and the span that says so; UINT32_MAX for people.
 */
typedef struct YqNamedCountry {
    char code[2];
    uint32_t span;
} YqNamedCountry;

/* One article in work. */
typedef struct YqParse {
    const YqGazetteer *gazetteer;
    const YqVocabulary *lexicon;
    const YqModel *model;
    const YqPapers *papers;
    const YqDocument *document;
    uint32_t *classes; /* of each token; phrases give theirs to their tokens */
    GArray *spans;     /* of YqToponym, in the order of the text, none over another */
    GArray *groups;    /* of YqGroup */
    YqNamedCountry countries[YQ_COUNTRIES_MAX];
    uint32_t n_countries;
    GArray *hints; /* of YqToponym: demonyms */
} YqParse;

#define yq_toponym_at(parse, i) (&g_array_index((parse)->spans, YqToponym, (i)))
#define yq_group_at(parse, i) (&g_array_index((parse)->groups, YqGroup, (i)))

/** Fills `classes`. */
void yq_parse_classify(YqParse *parse);

/** Fills `spans` and `groups` by the longest match and by guesses. */
void yq_parse_find(YqParse *parse);

/** Scores the spans, decides which are mentions, and their roles. */
void yq_parse_recognise(YqParse *parse);

/** Decides the role of a span from the words around it; YQ_ROLE_PLACE when nothing speaks
 * against it. @out_sure: whether the words leave no doubt. */
YqRole yq_parse_role(const YqParse *parse, const YqToponym *span, bool *out_sure);

/* What one span means. */
typedef struct YqResolved {
    uint32_t place;  /* or YQ_PLACE_NONE */
    uint32_t holder; /* what holds a guess that is in no gazetteer; or YQ_PLACE_NONE */
    float confidence;
} YqResolved;

/** Chooses a place for each group and span: @out has room for one of each span. */
void yq_parse_resolve(YqParse *parse, YqResolved *out);

/** Whether the token is that mark. */
bool yq_parse_is_mark(const YqParse *parse, size_t token, char mark);

/** Whether the mark at @token may stand inside a name: "Tin-Zaouatine", "St. Louis". */
bool yq_parse_joins(const YqParse *parse, size_t token);

/** The longest name of the gazetteer that begins at @token. */
bool yq_parse_match(const YqParse *parse, uint32_t token, YqToponym *span);

/** Whether a large town is called as the word at @token. */
bool yq_parse_is_town(const YqParse *parse, uint32_t token);

/** A name that the gazetteer lacks, from @token on. */
bool yq_parse_guess(const YqParse *parse, uint32_t token, YqToponym *span);

/** Takes a word for streets, buildings or areas behind a known name into it: "Dublin
 * Road". */
void yq_parse_extend(const YqParse *parse, YqToponym *span);

/** Counts the capitals beside a span. */
void yq_parse_measure_run(const YqParse *parse, YqToponym *span);

/** The classes of a token @by tokens away from @token in the same sentence, or 0. */
uint32_t yq_parse_near(const YqParse *parse, uint32_t token, int by);
