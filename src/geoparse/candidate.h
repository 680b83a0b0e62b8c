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

/* What the likeliest place of a name is; read once, and asked for often. */
typedef struct YqLikeliest {
    char country[3]; /* its code, the first of several; "" none */
    bool several;    /* it lies in several countries */
    bool area;       /* a country or a province */
    bool speaks;     /* a country or a capital: says what an article is about */
    bool town;       /* a settlement, or a part of one */
    int8_t size;     /* what kind of place, and how populous: see likeliest.c */
    int64_t population;
} YqLikeliest;

/* A span that may name a place. */
typedef struct YqToponym {
    uint32_t first, last;       /* tokens [first, last) */
    uint32_t start, end;        /* code points, clitics left out */
    const YqWordClitic *clitic; /* (nullable): written onto its first token */
    YqPostings postings;        /* empty for a guess that is in no gazetteer */
    YqLikeliest likeliest;      /* of the postings; zeros without */
    uint32_t base_last;     /* end of the known name that begins a guess; 0 for none */
    uint32_t base;          /* group of that name: "Boone County" of its jail */
    uint32_t led, followed; /* capitals right before and after, in Latin script */
    uint32_t group;         /* spans with one spelling share it */
    uint32_t key;           /* hash of the folded name */
    bool guess;             /* not in the gazetteer */
    bool heard;             /* has postings by the sound of their Latin names */
    uint8_t cue;            /* YqCue: why an unknown word may be a place */
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
    GArray *hints;    /* of YqToponym: demonyms */
    GPtrArray *heard; /* of YqPosting []: postings of spans that are in no index */
} YqParse;

/* Why a word that nobody knows may be a place: what stands before it. The later ones say
 * it more clearly. */
typedef enum YqCue {
    YQ_CUE_NONE,
    YQ_CUE_BARE, /* nothing but what holds it right behind it */
    YQ_CUE_HELD, /* from, to, "in" written onto it, "and": with what holds it behind it */
    YQ_CUE_IN,   /* in, near, north of; a word for areas */
    YQ_CUE_TOWN, /* the town of, 30 km from */
} YqCue;

#define yq_toponym_at(parse, i) (&g_array_index((parse)->spans, YqToponym, (i)))
#define yq_group_at(parse, i) (&g_array_index((parse)->groups, YqGroup, (i)))

/** What the first of @postings is; zeros when there is none. */
YqLikeliest yq_likeliest(const YqGazetteer *gazetteer, YqPostings postings);

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
    bool by_sound;   /* the place is one whose Latin name sounds so */
    float confidence;
} YqResolved;

/** Chooses a place for each group and span: @out has room for one of each span. */
void yq_parse_resolve(YqParse *parse, YqResolved *out);

/** Whether the token is that mark. */
bool yq_parse_is_mark(const YqParse *parse, size_t token, char mark);

/** Whether the mark at @token may stand inside a name: "Tin-Zaouatine", "St. Louis". */
bool yq_parse_joins(const YqParse *parse, size_t token);

#define YQ_CLITICS_MAX 4 /* that one word may begin with */
#define YQ_BARE_MAX 128  /* bytes of a word without its clitic */

/** Writes the folded word at @token into @out without @clitic, which it begins with; its
 * bytes, or 0 when it is too long for any name. */
size_t yq_parse_bare(const YqParse *parse, uint32_t token, const YqWordClitic *clitic,
                     char out[YQ_BARE_MAX]);

/** The longest name of the gazetteer that begins at @token. */
bool yq_parse_match(const YqParse *parse, uint32_t token, YqToponym *span);

/** Whether a large town is called as the word at @token. */
bool yq_parse_is_town(const YqParse *parse, uint32_t token);

/** A name that the gazetteer lacks, from @token on. */
bool yq_parse_guess(const YqParse *parse, uint32_t token, YqToponym *span);

/* Classes of which one stands before each word that is heard. */
#define YQ_WORD_CUES                                                                     \
    (YQ_WORD_TOWN | YQ_WORD_IN | YQ_WORD_PLACE_HEAD | YQ_WORD_DIRECTION | YQ_WORD_MOTION)

/** Reads the spans with a cue of @spans (YqToponym, in the order of the text) by their
 * sound: those that are heard get postings, and so do other mentions of theirs, which are
 * put in. The others are left as they are. */
void yq_parse_hear(YqParse *parse, GArray *spans);

/** Whether only words that lead from a town to what holds it stand in tokens [first,
 * last): "Tyre in southern Lebanon", "Djenné, dans la région de Mopti". One of them must
 * say so. */
bool yq_parse_leads_to_holder(const YqParse *parse, uint32_t first, uint32_t last);

/** Takes a word for streets, buildings or areas behind a known name into it: "Dublin
 * Road". */
void yq_parse_extend(const YqParse *parse, YqToponym *span);

/** Counts the capitals beside a span. */
void yq_parse_measure_run(const YqParse *parse, YqToponym *span);

/** The classes of a token @by tokens away from @token in the same sentence, or 0. */
uint32_t yq_parse_near(const YqParse *parse, uint32_t token, int by);
