/* SPDX-License-Identifier: MIT */
/* The shared line of two countries: which side of it a point lies, how far, how far
 * along. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/country.h>
#include <yaqut/gazetteer.h>
#include <yaqut/geometry.h>

G_BEGIN_DECLS

/* Never changes; may be shared between threads. */
typedef struct YqBorder YqBorder;

typedef struct YqBorderMeasure {
    char between[2][3]; /* ISO codes; "" when not measured */
    char side[8];       /* ISO code of the country that holds the point, or "other" */
    double distance_km; /* geodesic, to the nearest point of the line; never negative */
    double
        along_km; /* where on the line that is, from its northern end (docs/border.md) */
    YqPoint nearest;   /* on the line */
    const char *place; /* (nullable): named place of the line that is nearest to it;
                          filled in by whoever knows names, and owned there */
} YqBorderMeasure;

/** Reads two countries with a comma between them, "DZ,ML" or by names in any language of
 * the data, into ISO codes; @out is untouched on failure. Errors: YQ_ERROR_OPTION when
 * they are not two, YQ_ERROR_UNKNOWN when nobody is called so. */
YQ_API bool yq_border_parse_pair(const YqGazetteer *gazetteer, const char *text,
                                 char out[2][3], GError **error);

/** The border between two countries (ISO codes): read when it is first asked for, some
 * milliseconds, and then kept: it belongs to the process, as the world's borders do, and
 * nobody frees it. Errors: YQ_ERROR_UNKNOWN when they share none; the message names the
 * neighbours of both; YQ_ERROR_FILE and YQ_ERROR_DATA for the borders. Thread-safe. */
YQ_API const YqBorder *yq_border_get(const char *a, const char *b,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Geodesic length of all parts in km. */
YQ_API double yq_border_length_km(const YqBorder *self);

/** How many unconnected chains the line has, from kilometre 0 on. */
YQ_API size_t yq_border_n_parts(const YqBorder *self);
/** Part @i, which must be less than their number: a line, in the direction of the
 * kilometres; borrowed from the border. */
YQ_API YqGeometry yq_border_part(const YqBorder *self, size_t i);

/** The point at a kilometre of the line, clamped to its ends. */
YQ_API YqPoint yq_border_at_km(const YqBorder *self, double along_km);

/** Measures a point, which must be valid, from wherever on earth: `distance_km` within 5
 * m of the true one; `place` is NULL. Thread-safe. */
YQ_API YqBorderMeasure yq_border_measure(const YqBorder *self, YqPoint at);

G_END_DECLS
