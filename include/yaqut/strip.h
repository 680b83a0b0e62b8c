/* SPDX-License-Identifier: MIT */
/* Incidents along a border: each measured against the line that two countries share, as a
 * table or as a strip chart, in which the border is straightened into the horizontal
 * axis. As a map, a chart is first a layout in points, which can be printed and compared,
 * then the drawing of it. */
#pragma once

#include <yaqut/annotations.h>
#include <yaqut/api.h>
#include <yaqut/border.h>
#include <yaqut/gazetteer.h>

G_BEGIN_DECLS

/** The two countries that the annotations are about, by claims that name a border, or
 * else by incidents and mentions, into @out as ISO codes; false when there is no such
 * pair of neighbours. */
YQ_API bool yq_strip_guess(const YqAnnotations *annotations, char out[2][3]);

/**
 * yq_strip_measure:
 * @gazetteer: (nullable): names the places along the line; must outlive the annotations
 * @language: (nullable): of those names; NULL: that of the articles
 *
 * Measures every incident that has a place better than a whole country, and forgets the
 * measures of all others. On several threads where there are many incidents; the result
 * does not depend on them.
 *
 * Returns: how many were measured.
 */
YQ_API size_t yq_strip_measure(YqAnnotations *annotations, const YqGazetteer *gazetteer,
                               const YqBorder *border, const char *language);

/* Everything may be NULL or 0: the defaults make a good page. */
typedef struct YqStripOptions {
    const char *size;     /* as for maps */
    double dpi;           /* as for maps */
    const char *language; /* "ar", "fr", "en"; NULL: that of the articles */
    const char *digits;   /* as for maps */
    const char *theme;    /* as for maps */
    const char *title;
    double posts_km; /* between kilometre posts; 0: 100 in tables, round numbers on the
                        axis */
} YqStripOptions;

typedef struct YqStrip YqStrip; /* a laid-out chart; borrows nothing */

/**
 * yq_strip_new:
 * @annotations: measured by yq_strip_measure() with @border
 * @gazetteer: names the places along the line
 *
 * Lays out the strip chart. Errors: YQ_ERROR_EMPTY when there is no incident at all;
 * those of the options.
 */
YQ_API YqStrip *yq_strip_new(const YqAnnotations *annotations,
                             const YqGazetteer *gazetteer, const YqBorder *border,
                             const YqStripOptions *options,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Draws it by suffix: .png .svg .pdf. The file appears whole or not at all. Errors: as
 * of yq_map_write(). */
YQ_API bool yq_strip_write(const YqStrip *self, const char *path, GError **error);

/** The layout as text, a line for each item, in points; g_free() it. */
YQ_API char *yq_strip_dump(const YqStrip *self);

/** How the chart was laid out, a line each; borrowed from the chart. */
YQ_API const char *yq_strip_notes(const YqStrip *self);

/** NULL is allowed. */
YQ_API void yq_strip_free(YqStrip *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqStrip, yq_strip_free)

/** Writes the measured incidents by suffix, .csv or .geojson ("-" is GeoJSON on standard
 * output); the GeoJSON also holds the line, and a post every @posts_km (0: 100). Errors:
 * YQ_ERROR_EMPTY for a CSV without any incident, YQ_ERROR_FORMAT for another suffix. */
YQ_API bool yq_strip_write_table(const YqAnnotations *annotations, const YqBorder *border,
                                 double posts_km, const char *path, GError **error);

G_END_DECLS
