/* SPDX-License-Identifier: MIT */
/* What there is to tell of an incident in a list, whatever the list's size and detail. */
#pragma once

#include "draw/ruler.h"
#include "map/page.h"

typedef struct YqTold YqTold;

typedef enum YqTelling {
    YQ_TOLD_HEAD, /* type and place; set bold */
    YQ_TOLD_WHEN, /* date and casualties */
    YQ_TOLD_LINE, /* of the article, or nothing where it says no more than that */
    YQ_TOLD_ALL,  /* "12 Apr 2024 · Ambush · Gao · 8 killed", in one run */
    YQ_TOLD_N
} YqTelling;

/** Whether it has words of the article that speak the page's language. */
bool yq_told_has_summary(const YqPage *page, const YqIncident *incident);
/** Whether there is more to tell of it than type, date, place and casualties. */
bool yq_told_has_words(const YqPage *page, const YqIncident *incident);

/** What is told of incidents, for a page to keep; g_hash_table_unref() it. */
GHashTable *yq_told_new(void);
/** What is told of @mark's, as the page keeps it. */
YqTold *yq_told_of(const YqPage *page, const YqMark *mark);
/** How one of its texts breaks; NULL where there is nothing to say. */
const YqRuler *yq_told_ruler(const YqPage *page, YqTold *self, YqTelling what);
/** The same of who says it, beside the first @shown bytes of the line: a speaker who is
 * named there is not said again. */
const YqRuler *yq_told_source(const YqPage *page, YqTold *self, uint32_t shown);
