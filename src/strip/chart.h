/* SPDX-License-Identifier: MIT */
/* A strip chart while it is being laid out. It stands on a page of the map's kind, which
 * brings theme, words, title and footer; its frame is that of the small map beside the
 * chart, whose projection is the page's. Steps, each of which takes what the one before
 * left:
 *
 *   divide the page → scales → marks and claims → names along the line → labels → drawing
 *
 * Kilometres run in the direction of reading: from the left, or from the right on a page
 * that is read from there. */
#pragma once

#include "map/page.h"
#include "strip/places.h"
#include <yaqut/strip.h>

/* Rows of names above the panels at most. */
#define YQ_STRIP_ROWS 4

/* A claim of where an incident was, which others dispute. */
typedef struct YqStripClaim {
    guint mark; /* index in the page's marks */
    bool drawn; /* elsewhere than the incident: with a symbol of its own, joined to it */
    YqXY at;    /* of that symbol */
    double radius;
    const char *text; /* who says it, and what; of the page's arena */
} YqStripClaim;

/* A name above the chart. */
typedef struct YqStripName {
    const YqAlong *along;
    double x;   /* of its place on the line */
    YqRect box; /* of the text */
    int row;    /* 0 next to the panel */
} YqStripName;

/* Years in which nothing happened, of which the lower panel shows little. */
typedef struct YqStripBreak {
    int32_t from, to; /* days */
} YqStripBreak;

enum { YQ_STRIP_BREAKS = 3 };

typedef struct YqChart {
    YqPage page;
    const YqBorder *border;
    const YqStripOptions *options;
    double length_km;
    double em;              /* what points of a usual page grow by on this one */
    char side[2][3];        /* the upper and the lower country */
    const char *country[2]; /* their names */
    GArray *along;          /* of YqAlong */
    GArray *names;          /* of YqStripName */
    GArray *claims;         /* of YqStripClaim */
    GArray *dated;          /* of YqMark: the marks of the lower panel */
    YqRect rows, upper, lane, lower, map, key; /* height 0: not there */
    int n_rows;                                /* of names */
    double reach_km[2];    /* that each side of the upper panel shows */
    bool root;             /* distances by their square roots */
    double middle;         /* y of the border */
    double per_unit;       /* points for a kilometre, or the root of one */
    double step_km;        /* of the horizontal axis */
    YqRect lane_box;       /* where the lane\'s label stands */
    YqRect country_box[2]; /* where their names stand */
    YqStripBreak breaks[YQ_STRIP_BREAKS];
    int n_breaks;
    int key_rows;                /* that the key will need */
    int32_t first_day, last_day; /* of the lower panel */
    double pad;                  /* points above the first day and below the last */
    guint n_undrawn, n_undated, n_elsewhere;
    bool has_gaps; /* the line breaks off and goes on elsewhere */
    bool small;    /* symbols without their discs */
} YqChart;

/* --- scale.c --- */
/** Gives title, panels, map and key their places, and the axes their scales. */
void yq_chart_divide(YqChart *self);
double yq_chart_x(const YqChart *self, double along_km);
/** @side 0 above, 1 below. */
double yq_chart_y(const YqChart *self, int side, double distance_km);
double yq_chart_day(const YqChart *self, double days);
/** 0 or 1; -1 for another country or the sea. */
int yq_chart_side(const YqChart *self, const char *code);

/** Puts the countries' names into corners that the marks leave free. */
void yq_chart_countries_place(YqChart *self);

/* --- axis.c --- */
void yq_chart_panels_draw(YqChart *self);
void yq_chart_axes_draw(YqChart *self);

/* --- marks.c --- */
/** The incidents, by date. */
void yq_chart_marks_choose(YqChart *self);
/** Where each stands in both panels. */
void yq_chart_marks_place(YqChart *self);
void yq_chart_marks_draw(YqChart *self);
/** Those of @marks that are drawn, the larger first; free with g_ptr_array_unref(). */
GPtrArray *yq_chart_by_size(GArray *marks);
/** Whether its place is known so roughly that it shows. */
bool yq_chart_is_uncertain(const YqChart *self, const YqMark *mark);
/** From the first to the last day that it may have happened on, in the lower panel; false
 * where the symbol hides that. */
bool yq_chart_span(const YqChart *self, const YqMark *mark, double out[2]);
/** Of a symbol for so many killed. */
double yq_chart_radius(const YqChart *self, double dead);
void yq_chart_symbol(YqChart *self, const YqMark *mark, double x, double y,
                     double radius);

/* --- spread.c --- */
/** Moves symbols of @marks apart that would hide each other or those of @claims
 * (nullable, of YqStripClaim). The time grows linearly but where they pile up. */
void yq_chart_spread(const YqChart *self, GArray *marks, const YqRect *panel,
                     const GArray *claims);

/* --- claims.c --- */
void yq_chart_claims_place(YqChart *self);
/** The lines from them to the incidents, then their symbols. */
void yq_chart_claims_join(YqChart *self);
void yq_chart_claims_draw(YqChart *self);
/** Kilometres that claims put incidents from the line, on the side @side: the greatest.
 */
double yq_chart_claims_reach(const YqChart *self, int side);

/* --- labels.c --- */
void yq_chart_names_choose(YqChart *self);
void yq_chart_names_draw(YqChart *self);
/** Dates beside the symbols, and who claims. */
void yq_chart_labels_draw(YqChart *self);

/* --- locator.c, key.c --- */
void yq_chart_locator_draw(YqChart *self);
/** Rows that the key needs at most. */
int yq_chart_key_rows(const YqChart *self);
void yq_chart_key_draw(YqChart *self);

/* --- chart.c --- */
void yq_chart_text(YqChart *self, double x, double y, YqAlign align, const char *text,
                   const YqTextStyle *style);
YqTextStyle yq_chart_style(const YqChart *self, const char *group, const char *font,
                           const char *colour);
void yq_chart_segment(YqChart *self, double x1, double y1, double x2, double y2,
                      const YqPaint *paint);
