/* SPDX-License-Identifier: MIT */
/* The features of one candidate: hashes of what is so. Made by one function for the run
 * and for training, so that what was learnt is what is used. */
#pragma once

#include "geoparse/candidate.h"

#define YQ_FEATURES_MAX 224

typedef struct YqFeatures {
    uint32_t items[YQ_FEATURES_MAX];
    uint32_t n;
} YqFeatures;

/** The features of the span with @index. */
void yq_features(const YqParse *parse, uint32_t index, YqFeatures *out);

/* The numbers of one place for one name; see the list in model.h. */
typedef struct YqRankRow {
    uint32_t group, place;
    float x[YQ_RANK_COUNT];
} YqRankRow;

/** Called by resolution with all candidates of a group in its last round, for training.
 */
typedef void YqRankVisit(const YqParse *parse, uint32_t group, const YqRankRow *rows,
                         size_t n, void *data);

/** As yq_parse_resolve(), and shows its rows to @visit (nullable). */
void yq_parse_resolve_visit(YqParse *parse, YqResolved *out, YqRankVisit *visit,
                            void *data);
