/* SPDX-License-Identifier: MIT */
/* A map while it is being laid out: what is to stand on it, where the panels lie, and the
 * scene that grows from it. Every step takes the page that the step before left:
 *
 *   choose what is shown → extent → projection and frame → base map → marks → labels →
 *   list, legend and the rest of the furniture
 *
 * Points of the page are 1/72 inch from its top left corner, y downwards. */
#pragma once

#include "base/arena.h"
#include "base/equal_area.h"
#include "base/projlib.h"
#include "draw/labels.h"
#include "draw/scene.h"
#include "draw/theme.h"
#include <yaqut/error.h>
#include <yaqut/map.h>

/* The map's projection, fitted to its frame. */
typedef struct YqProjection {
    char *string;        /* as PROJ reads it */
    char *name;          /* in the page's language */
    char *why;           /* the rule that chose it */
    YqEqualArea formula; /* of the projections that need no PROJ; then pj is NULL */
    PJ_CONTEXT *context;
    GString *trouble; /* what PROJ said last; NULL until it is asked */
    PJ *pj;
    bool degrees;     /* the transformation takes degrees, not radians */
    double scale;     /* points of the page for one unit of the projection */
    double x, y;      /* projected position of the frame's top left corner */
    double left, top; /* that corner on the page */
    YqPoint centre;   /* of the frame */
    YqBox box; /* that the frame shows; west may be below -180 or east above 180, and
                  then east - west is still the width */
    bool pole; /* one of the poles is in the frame: all longitudes are */
    bool torn; /* the map of the world is, along the meridian @seam */
    double seam;
    double km_per_point; /* at the frame's centre */
} YqProjection;

/* A name that stands at a point or in an area. */
typedef struct YqTown {
    YqPoint at;
    YqXY xy;
    const char *name, *second; /* second (nullable): in the other language */
    const char *id;            /* of the gazetteer, or "" */
    const char *country;       /* ISO code, or "" */
    double weight;             /* how much the articles are about it */
    double radius_km;
    int64_t population;
    int32_t place; /* index in the annotations, or -1 for orientation */
    char feature_class;
    bool area; /* a country, province or region: its name is spread, no dot */
    bool capital;
    bool inside;  /* the frame */
    bool crowded; /* the name found no room */
    bool site;    /* for orientation, where an incident happened */
} YqTown;

/* An incident on the page. */
typedef struct YqMark {
    const YqIncident *incident;
    size_t index;        /* in the annotations */
    int number;          /* in the list; 0 when it has none */
    double importance;   /* for who gets a number where not all can */
    bool mapped;         /* has a position in the frame */
    bool disputed_drawn; /* joined to where a claim puts it */
    bool moved;          /* stands beside its true position */
    bool dense;          /* counted in a hexagon instead of drawn */
    YqXY at;             /* where it happened */
    YqXY xy;             /* where its symbol stands */
    double radius;       /* of the symbol */
    YqXY ring;           /* middle of the ring it stands on with others of its place */
    double ring_radius;  /* 0: it stands on none */
    double uncertainty;  /* of the position, in points; 0 when smaller than the symbol */
    const char *symbol;
    YqColour colour;
} YqMark;

/* Where a piece of furniture stands on the map; width 0: it does not. */
typedef struct YqPlot {
    YqRect rect;
} YqPlot;

/* What all maps of a series have in common, so that they can be laid side by side. */
typedef struct YqCommon {
    GArray *marks; /* of YqMark: of all periods, as if each had a number */
    bool unlisted; /* one of the lists has no room for all of its incidents */
    YqRect frame, panel;
    double title_height, footer_height;
    YqPlot legend, inset, scale, north;
    bool legend_in_panel, legend_least;
} YqCommon;

typedef struct YqPage {
    const YqAnnotations *annotations;
    const YqGazetteer *gazetteer;
    const YqMapOptions *options;
    YqArena *arena; /* owns what the page's structures point to */
    YqTheme *theme;
    YqScene *scene;
    struct YqMask *doubt; /* while panels are placed: where something may have happened */
    struct YqMask *land;  /* what is no sea; NULL where there is no base map */
    struct YqVectors *vectors;     /* NULL where there is no base map */
    struct YqRelief *relief;       /* NULL where none is wanted */
    GThread *shading;              /* NULL, or fills the relief's image */
    const char *language, *second; /* second: NULL but for bilingual labels */
    bool rtl, eastern_digits;
    double width, height, dpi;
    bool may_grow;       /* nobody asked for a size */
    YqRect frame;        /* of the map */
    YqRect panel;        /* of the list; width 0: none */
    guint list_detail;   /* how little the list tells, at the least */
    YqRect legend_spot;  /* in the panel; width 0: none */
    double type_scale;   /* for the size of the page */
    double symbol_scale; /* of incidents: the same, less where they crowd */
    YqProjection projection;
    GArray *towns;             /* of YqTown */
    GArray *marks;             /* of YqMark, by date */
    GArray *obstacles;         /* of YqRect: what no label may cover */
    guint n_mark_obstacles;    /* of them at the start are incidents' */
    struct YqDensity *density; /* of incidents without a number; NULL: each is drawn */
    bool expect_density;       /* there will be one; the legend leaves room for it */
    GArray *lines;             /* of YqXY: segments better not struck through */
    GArray *gaps;              /* of YqRect: names, where borders break off */
    const YqInterval *period;  /* of a series: only its incidents; NULL all */
    const YqCommon *common;    /* of a series; NULL: the map stands alone */
    GArray *late;              /* of texts drawn last */
    GHashTable *told;          /* of incidents, in the list; see told.h */
    GHashTable *speakers;      /* what the articles call them to what the page does */
    struct YqBand *band;       /* of a border and what is told by it; see borderband.c */
    YqPlot legend, inset, scale, north;
    double inset_reach;   /* km; 0 until it is known */
    bool legend_in_panel; /* below the list, in one column */
    bool legend_least;    /* without land, towns and borders */
    bool legend_brief;    /* without the types, which the list explains */
    double legend_width;  /* there */
    double title_height, footer_height;
    bool all_listed; /* the list explains every symbol */
    bool drawn_borders, drawn_disputed;
    GString *notes, *unplaced, *left_out, *timing;
    int64_t clock;
} YqPage;

/* Square points of a symbol for each person killed. */
#define YQ_AREA_PER_KILLED 5.0

#define YQ_TOWN(page, i) (&g_array_index((page)->towns, YqTown, (i)))
#define YQ_MARK(page, i) (&g_array_index((page)->marks, YqMark, (i)))

/** An empty page; clear it with yq_page_clear(). */
void yq_page_init(YqPage *page, const YqAnnotations *annotations,
                  const YqGazetteer *gazetteer, const YqMapOptions *options);
void yq_page_clear(YqPage *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqPage, yq_page_clear)

/** Theme, size, language, and what stands on the map; the page is divided. */
bool yq_page_prepare(YqPage *page, GError **error);

/** Whether every word of the options is one that is known. */
bool yq_page_check_options(const YqMapOptions *options, GError **error);

/** Extent and projection. */
bool yq_page_find_extent(YqPage *page, GError **error);

/** All else. */
void yq_page_lay_out(YqPage *page);

/** All but the names and the drawing, for what the maps of a series share: @out is
 * filled, its marks are those of @page. */
void yq_page_find_common(YqPage *page, YqCommon *out);

/** Whether the list tells of all the incidents of the page's period. */
bool yq_page_lists_all(YqPage *page);

/** Where the named towns lie. */
void yq_page_towns_locate(YqPage *page);

/** A map of the laid-out page, which gives its scene away. */
YqMap *yq_page_finish(YqPage *page);

/** Notes the time since the last call under @what, when --timing is asked for. */
void yq_page_lap(YqPage *page, const char *what);

/** Text that is drawn after all others, once they are; copied. */
void yq_page_later(YqPage *page, double x, double y, const char *text,
                   const YqTextStyle *style);

/** Whether the user left out a piece of furniture. */
bool yq_page_without(const YqPage *page, const char *what);

/** A line on why something is as it is, for --verbose. */
void yq_page_note(YqPage *page, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* --- choice.c: what stands on the map --- */

/** Fills towns and marks from the annotations. */
bool yq_page_choose(YqPage *page, GError **error);

/** How many were killed, for the size of a symbol; 0 when nothing is said. */
double yq_page_killed(const YqCasualties *casualties);

/** A place's name: as the articles spell it where they speak @language, or else the
 * gazetteer's. */
const char *yq_page_place_name(const YqPage *page, const YqAnnotatedPlace *place,
                               const char *language);

/** What a table's incident calls its place; on a page in another script the gazetteer's
 * name of it, where it has that place. */
const char *yq_page_told_name(const YqPage *page, const YqIncident *incident,
                              const char *language);

/** Where it happened, in the page's language; NULL where nobody says. */
const char *yq_page_incident_place(const YqPage *page, const YqIncident *incident);

/** Adds towns for orientation, once the projection is known. */
void yq_page_orient(YqPage *page);

/* --- extent.c --- */

typedef struct YqExtent {
    GArray *points;  /* of YqPoint: the frame shall hold them */
    double least_km; /* the frame's shorter side is at least this */
    double margin;   /* share of the frame's sides that stays around them */
    char *why;
} YqExtent;

/** Where the map shall lie. */
bool yq_extent_choose(const YqPage *page, YqExtent *out, GError **error);
void yq_extent_clear(YqExtent *extent);

/* --- projection.c --- */

/** Chooses the projection for @extent by the rule of Projection Wizard (Šavrič, Jenny &
 * Jenny 2016), or takes the user's, and fits it to the page's frame. */
bool yq_projection_fit(YqPage *page, const YqExtent *extent, GError **error);

/** Projects @n points to the page; NAN for what has no place in the projection. */
void yq_projection_forward(const YqProjection *self, const YqPoint *points, size_t n,
                           YqXY *out);
YqXY yq_projection_point(const YqProjection *self, YqPoint at);

/** The box of the frame as readers of the base map want it: west > east across the
 * antimeridian. */
YqBox yq_projection_query(const YqProjection *self);

/** The boxes for cutting what is read with it, whose longitudes follow the query's west:
 * east may be above 180. Two, and how many there are is returned, on a map of the world
 * that is torn along another meridian than the 180th. */
size_t yq_projection_clip(const YqProjection *self, YqBox out[2]);

/** The inverse, for one point of the page; false where the projection has none. */
bool yq_projection_inverse(const YqProjection *self, YqXY at, YqPoint *out);

/** Direction of north at a point of the page: radians clockwise from upwards. */
double yq_projection_north(const YqProjection *self, YqXY at);
void yq_projection_clear(YqProjection *self);

/** A round look about the centre of @main, @reach_km from the middle of @rect to its
 * sides; yq_projection_clear() it before @main. False when it cannot be had. */
bool yq_projection_around(const YqProjection *main, YqRect rect, double reach_km,
                          YqProjection *out);

/* --- basemap.c, relief.c, graticule.c --- */
/** Opens the base map, and the relief where it is wanted: a map without land would
 * mislead. */
bool yq_page_open_data(YqPage *page, GError **error);
void yq_page_basemap(YqPage *page);
/** Land, water and borders alone, for a small map. */
void yq_page_basemap_bare(YqPage *page);
/** Land and borders in another projection than the page's, for the inset. */
void yq_page_overview(YqPage *page, const YqProjection *projection, const YqPaint *land,
                      const YqPaint *borders);
/** The lines of provinces. */
void yq_page_provinces(YqPage *page);
/** Begins the hillshade, in a thread of its own where the projection allows it. */
void yq_page_relief(YqPage *page);
/** Waits until it is there. */
void yq_page_relief_finish(YqPage *page);
void yq_page_graticule(YqPage *page);

/* --- marks.c, looks.c, fan.c: incidents --- */
/** Finds where each lies, and whether the frame shows it. */
void yq_page_marks_locate(YqPage *page);
void yq_page_marks_colour(YqPage *page);
/** As they would be drawn if each had a number, for the legend of a series. */
void yq_page_marks_number_all(YqPage *page);
/** Those that colours and the legend are for: the page's, or those of its series. */
const GArray *yq_page_explained(const YqPage *page);
/** Where their symbols stand, once they have numbers. */
void yq_page_marks_place(YqPage *page);
/** How many stand in the largest crowd (fan.c). */
guint yq_page_marks_crowded(YqPage *page);
/** Moves those aside that would cover each other (fan.c). */
void yq_page_marks_spread(YqPage *page);
/** What is uncertain, below the names. */
void yq_page_marks_regions(YqPage *page);
/** Lines to where things happened and to where others say so, below the names. */
void yq_page_marks_lines(YqPage *page);
void yq_page_marks_draw(YqPage *page);
/** Draws an incident's symbol at a place of its own; @badge: with its number. */
void yq_page_mark_symbol(YqPage *page, const YqMark *mark, double x, double y,
                         double radius, bool badge);
/** Radius of the disc that holds a number. */
double yq_badge_radius(const YqPage *page);

/* --- borderband.c: a border set off, and claims told by one --- */
/** Opens the border that the user names. */
bool yq_page_border_open(YqPage *page, GError **error);
/** Band, line and posts, and the stretches where claims put incidents. */
void yq_page_border_draw(YqPage *page);
/** Kilometres of the drawn band, 0 for none; whether there are posts. */
double yq_page_band_km(const YqPage *page);
bool yq_page_has_posts(const YqPage *page);
/** Draws a sample of the band, for the legend. */
void yq_page_band_key(YqPage *page, double x, double y);
void yq_page_post_key(YqPage *page, double x, double y);
void yq_band_free(struct YqBand *band);

/* --- names.c --- */
/** Whether the articles name it: rows of a table of places are not told of. */
bool yq_page_is_told(const YqPage *page, const YqTown *town);
void yq_page_names(YqPage *page);
/** Countries alone, for a small map. */
void yq_page_names_bare(YqPage *page);

/* --- furniture.c, corners.c, inset.c, legend.c --- */
/** Divides the page into title, frame, panel and footer. */
void yq_page_divide(YqPage *page);
/** Gives legend, inset, scale and north arrow their corners, and keeps names off them. */
void yq_page_furniture_place(YqPage *page);
void yq_page_furniture_draw(YqPage *page);
/** The frame on a small globe, in page->inset. */
void yq_page_inset_draw(YqPage *page);
/** Kilometres from its middle to its sides; 0 where there should be none. */
double yq_page_inset_reach(YqPage *page);
/** Title and footer. */
void yq_page_frame_texts(YqPage *page);
/** The title, and the line below it; g_free() both. */
char *yq_page_title_text(const YqPage *page);
char *yq_page_subtitle_text(const YqPage *page);
/** Sources, projection and the note on boundaries; g_free() it. */
char *yq_page_footer_text(const YqPage *page);

/* --- speaker.c --- */
/** Whether the page is in the language that the incident was told in. */
bool yq_page_speaks(const YqPage *page, const YqIncident *incident);
/** Who makes a claim, in the page's language where that is known; NULL where nobody is
 * said to. */
const char *yq_page_speaker(const YqPage *page, const YqIncident *incident,
                            const YqClaim *claim);

/* --- describe.c --- */
char *yq_page_describe(const YqPage *page);
