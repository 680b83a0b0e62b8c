/* SPDX-License-Identifier: MIT */
/* Places by the sound of a word in another script: "بواكيه" for Bouaké. */
#pragma once

#include "gazetteer/names.h"
#include "gazetteer/sounds.h"

#define YQ_HEARD_MAX 16

/* A place one of whose Latin names the word may be. */
typedef struct YqHeard {
    uint32_t place;
    float cost;       /* of its nearest name; see yq_spoken_cost() */
    const char *name; /* that name; borrowed from the gazetteer */
} YqHeard;

typedef struct YqHearing {
    const YqSpoken *word;
    const char (*countries)[3]; /* codes: whose places are wanted */
    size_t n_countries;
    float most;           /* that a name may cost */
    int64_t people_least; /* of a place; 0 for any */
    /* Places of other countries are wanted too where they are so populous; 0 for none. */
    int64_t population;
    float most_elsewhere; /* that the name of such a place may cost */
} YqHearing;

/** The nearest places that are wanted, nearest first: how many of @out are filled. Uses
 * the index's sounds, so that places of an index of millions that are no settlements are
 * not heard. Of one sound the most populous thousands are looked at, and of those only
 * the ones of the wanted countries are read. */
size_t yq_gazetteer_hear(const YqGazetteer *self, const YqHearing *hearing,
                         YqHeard out[YQ_HEARD_MAX]);

/** Prepares a word by the first table of any language that has all its letters; false
 * when none has. The tables are read once, when they are first asked for. */
bool yq_spoken_by_any(YqSpoken *self, const char *text, size_t length, float most);
