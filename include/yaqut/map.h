/* SPDX-License-Identifier: MIT */
/* Maps: annotations in, a picture out. First a layout (every label, symbol, line and
 * panel in points, which can be printed and compared), then the drawing of it. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/annotations.h>
#include <yaqut/gazetteer.h>

G_BEGIN_DECLS

typedef struct YqMap YqMap; /* a laid-out map; borrows nothing */

/* Everything may be NULL or 0: the defaults make a good page. */
typedef struct YqMapOptions {
    const char *size;     /* "1600x1200" pixels, "180x120mm", "A4", a preset of the theme;
                           * NULL: "1600x1200" */
    double dpi;           /* pixels per inch; 0: 144 */
    const char *language; /* "ar", "fr", "en" or two: "ar+fr"; NULL: the articles' */
    const char *digits;   /* "arabic" (0-9), "arabic-indic", "auto" */
    const char *theme;    /* a name or a file */
    const char *projection; /* any PROJ string or EPSG code */
    const char *extent;     /* "west,south,east,north" in degrees, or a place's name */
    const char *title;      /* UTF-8; NULL: the article's */
    const char *without;    /* furniture left out, with commas */
    const char *place_furniture; /* "legend=bottom-left,inset=top-right" */
    const char *colour_by;       /* "category" or "date" */
    const char *border;          /* "DZ,ML": emphasised, with kilometre posts */
    double band_km;              /* on both sides of that border; 0 none */
    bool outline;                /* SVG text as outlines */
    bool strict;                 /* a name that cannot be placed is a failure */
    bool timing;                 /* record where the time goes */
} YqMapOptions;

typedef struct YqMapAhead YqMapAhead;

/** A map with @options (nullable) is to be made soon: what it needs that no article
 * decides, such as faces, is made ready in a thread, while the caller reads. Maps come
 * out the same without it, a little later. Free with yq_map_ahead_free(). */
YQ_API YqMapAhead *yq_map_ahead(const YqMapOptions *options);

/** Waits until the thread has ended. NULL is allowed. */
YQ_API void yq_map_ahead_free(YqMapAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqMapAhead, yq_map_ahead_free)

/**
 * yq_map_new:
 * @gazetteer: (nullable): names and towns for orientation
 * @options: (nullable)
 * @error: YQ_ERROR_EMPTY when there is nothing to put on a map, and with `strict` when a
 *   name finds no room; YQ_ERROR_OPTION for a word that no option knows; YQ_ERROR_UNKNOWN
 *   for a place or country that nobody knows, or two without a border;
 * YQ_ERROR_PROJECTION; YQ_ERROR_FILE, YQ_ERROR_SYNTAX and YQ_ERROR_DATA for a theme or
 * the base map
 *
 * Lays out a map of @annotations. Different maps may be made on different threads. The
 * same input and options give the same layout.
 *
 * Returns: free with yq_map_free(); borrows nothing of what it was made from.
 */
YQ_API YqMap *yq_map_new(const YqAnnotations *annotations, const YqGazetteer *gazetteer,
                         const YqMapOptions *options,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Draws it by suffix: .png .svg .pdf. The file appears whole or not at all. Errors:
 * YQ_ERROR_FORMAT for another suffix, YQ_ERROR_FILE, YQ_ERROR_DRAWING. */
YQ_API bool yq_map_write(const YqMap *self, const char *path, GError **error);

/** The layout as text, a line for each item, in points; g_free() it. */
YQ_API char *yq_map_dump(const YqMap *self);

/** The map in words, in its language; g_free() it. */
YQ_API char *yq_map_describe(const YqMap *self);

/** Why this extent and this projection, a line each; borrowed, "" when there is nothing
 * to say. */
YQ_API const char *yq_map_notes(const YqMap *self);
/** Names that found no room, a line each; borrowed, "" when all did. */
YQ_API const char *yq_map_unplaced(const YqMap *self);
/** Panels (`legend`, `inset`, `scale`, `north`) that would hide what the map is about and
 * are left out, a line each; borrowed, "" when there are none. */
YQ_API const char *yq_map_left_out(const YqMap *self);
/** Where the time went, a line each; borrowed, "" unless the options asked for it. */
YQ_API const char *yq_map_timing(const YqMap *self);

/** One map for each period ("month", "week", or a file of periods), with one extent and
 * legend, named after @path ("map.png": "map-2024-07.png" …), and a contact sheet in
 * @path. Errors: those of yq_map_new() and yq_map_write(); YQ_ERROR_FILE and
 * YQ_ERROR_SYNTAX, with its line, for the file of periods; YQ_ERROR_EMPTY when no
 * incident has a date. */
YQ_API bool yq_map_write_series(const YqAnnotations *annotations,
                                const YqGazetteer *gazetteer, const YqMapOptions *options,
                                const char *series, const char *path, GError **error);

/** NULL is allowed. */
YQ_API void yq_map_free(YqMap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqMap, yq_map_free)

G_END_DECLS
