/* SPDX-License-Identifier: MIT */
/* Between the steps of geoparsing: spans that may be place names, and what each step
 * finds out about them. */
#pragma once

#include "gazetteer/names.h"
#include "geoparse/vocabulary.h"
#include "geoparse/model.h"
#include "text/document.h"
#include "text/fold.h"
#include <yaqut/geoparse.h>

/* A span that may name a place. */
typedef struct YqToponym {
    uint32_t first, last;       /* tokens [first, last) */
    uint32_t start, end;        /* code points, clitics left out */
    const YqWordClitic *clitic; /* (nullable): written onto its first token */
    YqPostings postings;        /* empty for a guess that is in no gazetteer */
    uint32_t group;             /* spans with one spelling share it */
    uint32_t key;               /* hash of the folded name */
    bool guess;                 /* not in the gazetteer */
    bool demonym;               /* an adjective: a hint, never a mention */
    bool district, water;       /* the words beside or in it say which kind of place */
    float score;                /* of recognition: log odds */
    YqRole role;
    bool accepted; /* is reported, in its role */
} YqToponym;

/* Spans of one spelling: one sense per article. */
typedef struct YqGroup {
    uint32_t key;
    uint32_t first_span;
    uint32_t count; /* spans of it */
    YqPostings postings;
    uint32_t place; /* YQ_PLACE_NONE until resolved */
    float confidence;
    float score; /* mean of its spans' scores */
} YqGroup;

/* One article in work. */
typedef struct YqParse {
    const YqGazetteer *gazetteer;
    const YqVocabulary *lexicon;
    const YqModel *model;
    const YqDocument *document;
    uint32_t *classes; /* of each token; phrases give theirs to their tokens */
    GArray *spans;     /* of YqToponym, in the order of the text, none over another */
    GArray *groups;    /* of YqGroup */
    GArray *hints;     /* of YqToponym: demonyms */
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

/** Chooses a place for each group and span. @out_places: one YqMention's place and
 * confidence for each span. */
void yq_parse_resolve(YqParse *parse, uint32_t *out_places, float *out_confidence);

/** The classes of a token @by tokens away from @token in the same sentence, or 0. */
uint32_t yq_parse_near(const YqParse *parse, uint32_t token, int by);
