/* SPDX-License-Identifier: MIT */
/* What is known of one article after geoparsing: its tokens and sentences, and each
 * mention with the tokens it stands on and the place it was resolved to. Incidents are
 * read from this. */
#pragma once

#include "gazetteer/names.h"
#include "text/document.h"
#include <yaqut/geoparse.h>

typedef struct YqParsedMention {
    YqMention mention;    /* code points, role, index of the place, confidence */
    uint32_t first, last; /* tokens [first, last); the first may begin with clitics */
    YqPlace place;        /* filled when mention.place is not YQ_PLACE_NONE */
} YqParsedMention;

/* Any span that the gazetteer has as a name, whether it was taken for a mention or not:
 * where the words around it say "in" or "north of", it may be a place after all. */
typedef struct YqNameSpan {
    uint32_t first, last; /* tokens */
    uint32_t start, end;  /* code points, clitics left out */
    YqPostings postings;  /* borrowed from the gazetteer or the analysis */
    bool demonym;         /* an adjective or a people: a hint of a country */
    bool accepted;        /* is one of the mentions, in whatever role */
} YqNameSpan;

typedef struct YqAnalysis {
    YqDocument *document; /* owned */
    GArray *mentions;     /* of YqParsedMention, in the order of the text; owned */
    GArray *names;        /* of YqNameSpan, in the order of the text; owned */
    GPtrArray *heard;     /* (nullable): postings of names that are in no index; owned */
} YqAnalysis;

/** Reads the tables of the article's language, if they are not read yet. Where that
 * fails, and says why, the article cannot be analysed. Thread-safe. */
bool yq_geoparser_ready(const YqGeoparser *self, const YqArticle *article,
                        GError **error);

/** Cuts and geoparses @article, for which @self is ready, and which must outlive the
 * analysis; @index is its place among those read together. Never NULL. */
YqAnalysis *yq_analyse(const YqGeoparser *self, const YqArticle *article, uint32_t index);

void yq_analysis_free(YqAnalysis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqAnalysis, yq_analysis_free)
