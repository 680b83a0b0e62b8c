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

/* How many lines are told of an incident; what stands on them is made when it is drawn.
 */
typedef struct YqEntry {
    YqMark *mark;
    int summary;      /* lines of it at most */
    guint n_lines;    /* heading first */
    guint n_bold;     /* of them, set bold */
    guint n_source;   /* of them at the end, set in the muted colour */
    bool cut;         /* the summary goes on */
    double widest;    /* line, points */
    double height;    /* points, with the gap to the next entry */
    guint column;     /* of the list, */
    double y;         /* and how far down it */
    GPtrArray *lines; /* of char *, while they are made; else NULL */
} YqEntry;

/** Breaks what is told of @entry's mark, its summary into as many lines as it says, for a
 * column of @width points, the number's place counted. */
void yq_entry_fill(const YqPage *page, YqEntry *entry, const YqDetail *detail,
                   double width);
/** What stands on its lines: of char *; g_ptr_array_unref() it. */
GPtrArray *yq_entry_lines(const YqPage *page, const YqEntry *entry,
                          const YqDetail *detail, double width);
/** Lines that the summary takes at the least, as if it broke anywhere. */
double yq_entry_least_lines(const YqPage *page, const YqMark *mark,
                            const YqDetail *detail, double width);

YqFont yq_entry_font(const YqPage *page, const YqDetail *detail, bool bold);
double yq_entry_line_height(const YqFont *font);
/** Points before its lines, for the number and the symbol. */
double yq_entry_indent(const YqPage *page, const YqDetail *detail);
