/* SPDX-License-Identifier: MIT */
/* The shared line of two countries: which side of it a point lies, how far, how far
 * along. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/annotations.h>
#include <yaqut/geometry.h>

G_BEGIN_DECLS

typedef struct YqBorder
    YqBorder; /* never changes once open; may be shared between threads */

/** ISO 3166-1 alpha-2 of a code, ISO name or name in any language of the data, whatever
 * the case; NULL when nobody is called so. Static or borrowed from the gazetteer. */
YQ_API const char *yq_country_code(const YqGazetteer *gazetteer, const char *name);

/** The border between two countries (ISO codes). Errors: YQ_ERROR_UNKNOWN when they share
 * none; the message names the neighbours of both. */
YQ_API YqBorder *yq_border_open(const char *a, const char *b,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Geodesic length of all parts in km. */
YQ_API double yq_border_length_km(const YqBorder *self);

/** Chains of the line from kilometre 0 on; points are borrowed. */
YQ_API size_t yq_border_n_parts(const YqBorder *self);
YQ_API YqGeometry yq_border_part(const YqBorder *self, size_t i);

/** The point at a kilometre of the line, clamped to its ends. */
YQ_API YqPoint yq_border_at_km(const YqBorder *self, double along_km);

/** Measures a point: within 5 m of the true nearest point of the line. */
YQ_API YqBorderMeasure yq_border_measure(const YqBorder *self, YqPoint at);

/** NULL is allowed. */
YQ_API void yq_border_free(YqBorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqBorder, yq_border_free)

/** The two countries that the annotations are about, by incidents and mentions, into @out
 * as ISO codes; false when there is no such pair of neighbours. */
YQ_API bool yq_border_guess(const YqAnnotations *annotations, char out[2][3]);

typedef struct YqBorderOptions {
    char between[2][3];   /* "": guessed, see yq_border_guess() */
    double posts_km;      /* kilometre posts in the GeoJSON; 0: 100 */
    const char *language; /* (nullable): of the chart */
    const char *size;     /* (nullable): as for maps */
    double dpi;           /* 0: the default */
    const char *theme;    /* (nullable) */
    const char *digits;   /* (nullable) */
    bool verbose;
} YqBorderOptions;

/** Measures every incident and writes by suffix: strip chart (.png .svg .pdf) or table
 * (.csv .geojson). @out_message (nullable): what to tell on standard error, g_free() it.
 */
YQ_API bool yq_border_write(YqAnnotations *annotations, const YqGazetteer *gazetteer,
                            const YqBorderOptions *options, const char *path,
                            char **out_message, GError **error);

G_END_DECLS
