/* SPDX-License-Identifier: MIT */
/* Names on the map, before they have a place: each with the positions it may take. Towns
 * (names.c), areas (areas.c), regions (regions.c) and waters (waters.c) add theirs; then
 * all are placed at once. */
#pragma once

#include "map/page.h"
#include "vector/vector.h"

typedef enum YqNameKind {
    YQ_NAME_TOWN,
    YQ_NAME_AREA,  /* straight, spaced out */
    YQ_NAME_CURVE, /* along a line of its own */
} YqNameKind;

typedef struct YqName {
    YqNameKind kind;
    const char *what;          /* "town", "country" … for the layout's dump */
    const char *text, *second; /* lines; second may be NULL */
    const char *third;         /* (nullable) in the second's style */
    YqTextStyle style, second_style;
    double width, height;
    double baseline, second_baseline, third_baseline; /* below the box's top */
    int priority;
    YqXY anchor;
    double anchor_radius;
    int town;           /* index in the page's towns, or -1 */
    bool must;          /* the user is told when there is no room */
    bool spare;         /* left out where a border would strike it through */
    GArray *candidates; /* of YqLabelCandidate */
    GPtrArray *curves;  /* (nullable) one for each candidate: GArray of YqXY */
} YqName;

typedef struct YqNames {
    YqPage *page;
    GPtrArray *all; /* of YqName, owned */
    double scale;   /* of the type of towns */
    size_t n_named; /* towns that must be named */
} YqNames;

/* Points of a name's box that stay free on either side of the letters. */
#define YQ_NAME_SIDE 1.6

/** A new name, measured; texts are borrowed from the page's arena or the gazetteer. */
YqName *yq_names_add(YqNames *self, YqNameKind kind, const char *what, const char *text,
                     const char *second, const YqTextStyle *style,
                     const YqTextStyle *second_style);

/** Style of a name's second language below its first, whose style is @style: smaller and
 * plain. */
YqTextStyle yq_name_below(const YqTextStyle *style, const char *text);

/** Adds a third line, in the style of the second. */
void yq_name_add_line(YqName *name, const char *text);

/** Adds a position with its box's middle at (x, y). */
void yq_name_candidate(YqName *name, double x, double y, double cost, bool leader);

/** By how much names of countries and their capitals are smaller on the map of a
 * continent, where there are many of both. */
double yq_names_continental(const YqPage *page);

/** Drops the last name, which has nowhere to stand. */
void yq_names_drop(YqNames *self);

/** Keeps a choice of the best positions where there are very many. */
void yq_names_keep_best(YqName *name);

YqTextStyle yq_name_style(const YqPage *page, const char *font, const char *colour);

/** Whether its letters are joined and cannot be set apart. */
bool yq_name_is_joined(const char *text);

/** What a country or province is called; @out_second (nullable): a country in the page's
 * other language. Both are of the page's arena or the gazetteer. */
const char *yq_feature_name(const YqPage *page, const YqVectorFeature *feature,
                            const char **out_second);

void yq_names_countries(YqNames *self);
void yq_names_regions(YqNames *self);
void yq_names_seas(YqNames *self);
void yq_names_rivers(YqNames *self);
/** Numbers of kilometre posts, and who claims what at a distance from a border. */
void yq_names_border(YqNames *self);
