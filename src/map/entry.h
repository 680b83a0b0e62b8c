/* SPDX-License-Identifier: MIT */
/* An entry of the list of incidents: what is told of one, broken into lines. */
#pragma once

#include "map/page.h"

/* How much is told of each incident. */
typedef struct YqDetail {
    double scale; /* of the type */
    int summary;  /* lines at most */
    bool source;  /* who says it, in a line of its own */
    int one_line; /* date, type and place in one run of so many lines at most; 0: not */
    bool tight;   /* less space between entries */
} YqDetail;

typedef struct YqEntry {
    YqMark *mark;
    GPtrArray *lines; /* of char *, owned: heading first */
    guint n_bold;     /* of them, set bold */
    guint n_source;   /* of them at the end, set in the muted colour */
    bool cut;         /* the summary goes on */
    guint column;     /* of the list, */
    double y;         /* and how far down it */
} YqEntry;

/** Fills the lines for a column of @width points, the number's place counted. */
void yq_entry_fill(const YqPage *page, YqEntry *entry, const YqDetail *detail,
                   double width);
/** Whether it has words of the article that speak the page's language. */
bool yq_entry_has_summary(const YqPage *page, const YqIncident *incident);
/** Whether there is more to tell of it than type, date, place and casualties. */
bool yq_entry_has_words(const YqPage *page, const YqIncident *incident);
void yq_entry_clear(YqEntry *entry);
/** Points that it takes, with the gap to the next. */
double yq_entry_height(const YqPage *page, const YqEntry *entry, const YqDetail *detail);

YqFont yq_entry_font(const YqPage *page, const YqDetail *detail, bool bold);
double yq_entry_line_height(const YqFont *font);
/** Points before its lines, for the number and the symbol. */
double yq_entry_indent(const YqPage *page, const YqDetail *detail);
