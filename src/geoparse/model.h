/* SPDX-License-Identifier: MIT */
/* The weights of recognition and resolution, learnt by tools/train/train.py and kept as
 * text in geodata/model: linear models, so that each decision is a sum that can be read.
 *
 * Recognition: logistic regression on features that are switched on or off, each known by
 * a 32-bit hash. Resolution: a conditional logit over the candidates of a name, on few
 * named numbers. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct YqModel YqModel;

/** Opens the weights of yaqut's data. */
YqModel *yq_model_open(GError **error);
void yq_model_free(YqModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqModel, yq_model_free)

/** Compiles the tables of weights (base/compiled.h); @code is not used. */
GBytes *yq_model_compile(const char *code, GError **error);

/** Weight of a recognition feature; 0 for one not known. */
float yq_model_weight(const YqModel *self, uint32_t feature);

/** Weights of the resolution features, in the order of yq_rank_names; borrowed. */
const float *yq_model_ranks(const YqModel *self);

/* Numbers that resolution weighs; the order of the names in model.c. */
enum {
    YQ_RANK_POPULATION, /* log10, of millions 1 */
    YQ_RANK_NO_POPULATION,
    YQ_RANK_TOWN_POPULATION, /* the same of towns alone */
    YQ_RANK_LARGE,           /* above a hundred thousand people: log10 of the multiple */
    YQ_RANK_FAME,            /* log of how many names it has */
    YQ_RANK_REACH,           /* log10 of an area's radius, of 10,000 km 1 */
    YQ_RANK_FIRST,           /* the most likely by the gazetteer's order */
    YQ_RANK_ORDER,           /* log of the place in that order */
    YQ_RANK_COUNTRY_CLASS,
    YQ_RANK_CONTINENT,
    YQ_RANK_ADM1,
    YQ_RANK_ADM2,
    YQ_RANK_ADM_OTHER,
    YQ_RANK_CAPITAL,
    YQ_RANK_SEAT,
    YQ_RANK_SECTION, /* part of a town */
    YQ_RANK_WATER,
    YQ_RANK_REGION,
    YQ_RANK_OTHER_CLASS,
    YQ_RANK_LABEL,
    YQ_RANK_ALSO,
    YQ_RANK_DISTRICT_MATCH,
    YQ_RANK_DISTRICT_MISS,
    YQ_RANK_WATER_MATCH,
    YQ_RANK_WATER_MISS,
    YQ_RANK_SOURCE_COUNTRY, /* the paper is of its country */
    YQ_RANK_SOURCE_NAME,    /* the paper's address holds its name */
    YQ_RANK_HOME,           /* the paper's home is so near: 30 km */
    YQ_RANK_HOME_NEAR,      /* 150 km */
    YQ_RANK_HOME_ADMIN1,    /* the home's province */
    YQ_RANK_CAPITAL_CUE,    /* "the capital X" */
    YQ_RANK_CITY_CUE,       /* a word beside it says town, and it is one */
    YQ_RANK_DATELINE,       /* "X (AP)": a town */
    YQ_RANK_OF_SEAT,  /* an area that is called as a town in it, and no word says area */
    YQ_RANK_SEAT_OF,  /* such a town */
    YQ_RANK_NAMESAKE, /* a capital that is called as its country */
    YQ_RANK_STATIC,   /* how many there are that need no other name */
    YQ_RANK_COUNTRY_SHARE =
        YQ_RANK_STATIC, /* share of the article's other names in its country */
    YQ_RANK_COUNTRY_TOP,
    YQ_RANK_ADMIN1_SHARE,
    YQ_RANK_ADMIN1_TOP,
    YQ_RANK_NEAR_50, /* weight of other places so near */
    YQ_RANK_NEAR_200,
    YQ_RANK_NEAR_1000,
    YQ_RANK_CONTAINED,     /* "Paris, Texas" */
    YQ_RANK_UNCONTAINED,   /* a container is named, and it is not in it */
    YQ_RANK_CONTAINS,      /* is the container that a neighbour names */
    YQ_RANK_HINT,          /* its country's people are spoken of */
    YQ_RANK_NAMED_COUNTRY, /* its country is named in the article */
    YQ_RANK_NAMED_ADMIN1,
    YQ_RANK_WORLD_CAPITAL, /* a capital, and other countries are named */
    YQ_RANK_COUNT
};

extern const char *const yq_rank_names[YQ_RANK_COUNT];
