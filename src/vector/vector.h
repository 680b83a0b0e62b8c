/* SPDX-License-Identifier: MIT */
/* The base map's lines and areas, in one compact file that is mapped, never parsed.
 *
 * A layer holds its features at several levels of detail. yq_vectors_each() picks the
 * coarsest level that is good enough, and decodes only the features whose box meets the
 * one asked for. Large areas are cut into tiles that overlap by a hair, so that they fill
 * without a seam; where a tile was cut, there is no coast: stroke the layer `coast`,
 * never the edge of `land`.
 *
 * Layers: `land`, `coast`, `lakes`, `shores` (the edges of lakes), `rivers`, `borders`,
 * `disputed`, `provinces` (inner lines), `countries` and `admin1` (areas, coarse, for
 * labels). */
#pragma once

#include <yaqut/geometry.h>

G_BEGIN_DECLS

#define YQ_VECTORS_FILE "world.yqv" /* for yq_data_path() */

typedef struct YqVectors YqVectors;

/* One ring or line. */
typedef struct YqVectorPart {
    const YqPoint
        *points; /* longitude may pass 180 where a line crosses the antimeridian */
    size_t n;
} YqVectorPart;

/* What a visitor sees: all of it is valid during the call only. */
typedef struct YqVectorFeature {
    const char *name_en, *name_fr, *name_ar; /* NULL where not known */
    const char *code_a,
        *code_b; /* ISO 3166-1 alpha-2; for `admin1` code_b is GeoNames' code; "" */
    int kind;    /* YqVectorKind */
    int rank;    /* 0 the most important */
    bool closed; /* areas: all parts are rings, filled even-odd */
    size_t n_parts;
    const YqVectorPart *parts;
} YqVectorFeature;

typedef enum YqVectorKind {
    YQ_VECTOR_PLAIN,
    YQ_VECTOR_LAKE,      /* fresh or unknown water */
    YQ_VECTOR_SALT_LAKE, /* a salt flat, often dry */
    YQ_VECTOR_RIVER,     /* flows all year */
    YQ_VECTOR_WADI,      /* flows at times */
    YQ_VECTOR_CANAL,
    YQ_VECTOR_BORDER,   /* both sides agree */
    YQ_VECTOR_DISPUTED, /* claimed, or a line of control */
} YqVectorKind;

typedef void YqVectorVisit(const YqVectorFeature *feature, void *data);

/**
 * yq_vectors_open:
 * @path: a file made by geodata/make
 * @error: YQ_ERROR_FILE when it cannot be opened, YQ_ERROR_DATA when it is damaged, cut
 * short or of another version
 *
 * Maps the file and checks its structure; the work does not grow with the number of
 * points.
 *
 * Returns: (transfer full): free with yq_vectors_free(); may be shared between threads.
 */
YqVectors *yq_vectors_open(const char *path, GError **error);

/** Unmaps the file. NULL is allowed. */
void yq_vectors_free(YqVectors *self);

/**
 * yq_vectors_each:
 * @layer: a layer's name; one that the file lacks has no features
 * @box: what is wanted; west > east where it crosses the antimeridian
 * @tolerance_deg: how far, in degrees of latitude, a line may lie from the truth
 * @visit: called for each feature, or piece of one, whose box meets @box, in the file's
 * order
 *
 * Longitudes come as they lie nearest to @box: a piece at -179 is given at 181 to a box
 * that runs from 170 to -170.
 */
void yq_vectors_each(const YqVectors *self, const char *layer, YqBox box,
                     double tolerance_deg, YqVectorVisit *visit, void *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqVectors, yq_vectors_free)

G_END_DECLS
