/* SPDX-License-Identifier: MIT */
/* Resolution in work: each name with its candidate places, and what the article's other
 * names say of them (context.c). */
#pragma once

#include "geoparse/candidate.h"
#include "geoparse/features.h"

#define YQ_CHOICES_MAX 48 /* candidates of a name that are weighed, most likely first */
#define YQ_ANCHORS_MAX 64 /* names whose places pull others */
#define YQ_TALLY_SIZE 1024
#define YQ_NO_NAME UINT32_MAX

/* A point of the unit sphere. */
typedef struct YqSpherePoint {
    float x, y, z;
} YqSpherePoint;

static inline float yq_sphere_cos(YqSpherePoint a, YqSpherePoint b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

/* One candidate of one name. */
typedef struct YqChoice {
    uint32_t place;
    uint32_t country, admin1; /* hashes; 0 not known */
    YqSpherePoint at;
    float p;     /* probability in the last round */
    float prior; /* what its numbers without context add up to */
    uint8_t feature_class;
    float radius_km;
    int64_t population;
    bool is_country, is_adm1, is_area, is_stream, is_heard;
    YqRankRow row;
} YqChoice;

typedef struct YqName {
    YqChoice *choices;
    uint32_t n, best;
    float weight;       /* how much it says of the article: 0 for what is no mention */
    uint32_t container; /* name that stands after it as "in X"; YQ_NO_NAME none */
    uint32_t leash;     /* name that it is said to lie so far from; YQ_NO_NAME none */
    float leash_cos;    /* cosine of how far at most */
    uint32_t bracket;   /* the last of the names in brackets behind it; YQ_NO_NAME none */
    uint32_t apposed;   /* name between commas behind it; YQ_NO_NAME none */
    uint32_t inside;    /* name behind "in" behind it; YQ_NO_NAME none */

    bool contains, district, water, capital_cue, city_cue, dateline;
    bool cut;     /* every mention looks like the end of a longer name: "Tin Hama" */
    bool foreign; /* it stands in Latin letters in a text of others: mostly a brand */
} YqName;

/* Mass of the article's names by country or province. */
typedef struct YqTally {
    uint32_t keys[YQ_TALLY_SIZE];
    float mass[YQ_TALLY_SIZE];
    float total, top;
    uint16_t used[YQ_TALLY_SIZE], n; /* slots with a key, to clear it without its size */
} YqTally;

typedef struct YqResolver {
    YqParse *parse;
    YqName *names; /* one for each group */
    uint32_t n_names;
    YqChoice *store;
    float world; /* mass of countries named */
    uint32_t anchors[YQ_ANCHORS_MAX], n_anchors;
    bool all; /* also names that are no mentions */

    /* The paper: its country, its home town, the letters of its address. */
    uint32_t source_country, home_admin1;
    bool has_home;
    YqSpherePoint home;
    char host[128];

    /* Large: only what says that they are empty is cleared, see yq_tally_init(). */
    YqTally countries, admins; /* all names */
    YqTally named;             /* countries and provinces that are themselves named */
    YqTally hints;             /* countries whose people are spoken of */
} YqResolver;

YqSpherePoint yq_sphere_point(YqPoint at);

/** A hash of @text that goes on from @hash, never 0. */
uint32_t yq_resolve_hash(uint32_t hash, const char *text);

/** Fills the candidates of a name, as many as there is room for, with what is known of
 * each (choices.c). */
void yq_choices_add(const YqResolver *self, YqName *name, const YqPostings *postings);

/** The sum of the numbers [from, to) of a candidate, each times its weight. */
float yq_choice_weigh(const YqResolver *self, const float *x, int from, int to);

/** Makes a tally empty, whatever it held. */
void yq_tally_init(YqTally *tally);
void yq_tally_add(YqTally *tally, uint32_t key, float mass);

/** Fills the numbers of all choices that depend on other names. */
void yq_resolve_context(YqResolver *self);

/** Probability that the place named @outer holds @choice; *@out_area: that it is an area.
 */
float yq_resolve_holds(const YqName *outer, const YqChoice *choice, float *out_area);

/** Links names that are said to lie so many kilometres from others. */
void yq_doubt_link(YqResolver *self);

/** Whether a choice lies elsewhere than the text says. */
bool yq_doubt_too_far(const YqResolver *self, const YqName *name, const YqChoice *choice);

/** The choice to answer with in the stead of @best, or YQ_NO_NAME; *@p follows. */
uint32_t yq_doubt_choose(const YqResolver *self, const YqName *name, uint32_t best,
                         float *p);

/** Fills what is known of the paper. */
void yq_resolve_source(YqResolver *self);
