/* SPDX-License-Identifier: MIT */
/* Walking the names of a gazetteer token by token: the longest match of recognition. A
 * key is a name folded with yq_fold_name(): words separated by single spaces. */
#pragma once

#include <yaqut/gazetteer.h>

/* How a name belongs to a place. */
enum {
    YQ_NAME_LABEL = 1 << 0,   /* the label in some language */
    YQ_NAME_TAGGED = 1 << 1,  /* stands in a language's column */
    YQ_NAME_ALSO = 1 << 2,    /* an untagged spelling */
    YQ_NAME_DEMONYM = 1 << 3, /* an adjective or people: names no place, hints at it */
    YQ_NAME_UPPER =
        1 << 4, /* an abbreviation in capitals: matches capitals only (US, UK, UAE) */
    YQ_NAME_HEARD = 1 << 5, /* no name: its Latin one sounds so. In no index */
};

/* Whether a name is only that of a people: "Suisse" is also the country's. */
static inline bool yq_names_people(uint32_t flags)
{
    return (flags & YQ_NAME_DEMONYM) != 0 &&
           (flags & (YQ_NAME_LABEL | YQ_NAME_TAGGED)) == 0;
}

typedef struct YqPosting {
    uint32_t place : 26;
    uint32_t flags : 6;
} YqPosting;

typedef struct YqPostings {
    const YqPosting
        *items; /* borrowed; most likely place first: population, then class */
    size_t n;
} YqPostings;

/* Where a walk stands; a plain value, copied freely. Start with YQ_NAME_CURSOR_START. */
typedef struct YqNameCursor {
    uint64_t state, state2;
} YqNameCursor;

#define YQ_NAME_CURSOR_START ((YqNameCursor){0, 0})

/** Steps over one folded word. False when no name continues so; the cursor is then spent.
 * Constant time in the number of names. */
bool yq_names_step(const YqGazetteer *self, YqNameCursor *cursor, const char *word,
                   size_t length);

/* A place of the user's own table is as well known to the user as a large town. */
#define YQ_NAMES_OWN 60

/* What is asked of a place most often: a part of YqPlace that costs less to read. */
typedef struct YqFacts {
    char country[48]; /* as in YqPlace */
    char feature_class, feature_code[8];
    int64_t population;
} YqFacts;

/** Reads them; zeros, and class P, for a place that cannot be read. */
YqFacts yq_gazetteer_facts(const YqGazetteer *self, uint32_t index);

/** How many names the index has for a place: the better known, the more. */
uint32_t yq_names_count(const YqGazetteer *self, uint32_t place);

/** The places whose name ends where @cursor stands; n 0 when none does. */
YqPostings yq_names_here(const YqGazetteer *self, const YqNameCursor *cursor);

/** By how much more likely than in a gazetteer of the whole world a name that leads to
 * @postings is meant where it stands, in log odds. A user's table of a few places was put
 * together because they are spoken of, and so few names are hardly met by chance. 0 for
 * the places of a large index. */
float yq_names_favour(const YqGazetteer *self, YqPostings postings);
