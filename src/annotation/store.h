/* SPDX-License-Identifier: MIT */
/* Inside of annotations: one arena owns every string and nested list, three arrays the
 * values. */
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include <yaqut/annotations.h>

struct YqAnnotations {
    YqArena *arena;
    GArray *articles;  /* of YqArticleInfo */
    GArray *places;    /* of YqAnnotatedPlace */
    GArray *incidents; /* of YqIncident */
};

YqAnnotations *yq_annotations_new(void);

/** Copies @info's strings into the arena. */
void yq_annotations_add_article(YqAnnotations *self, const YqArticleInfo *info);

/** Begins a Feature, and its properties with @kind; both stand open after it. */
void yq_feature_write_start(YqJson *json, const YqGeometry *geometry, const char *kind);

/** Adds Features of its own to a collection that stands open. */
typedef void YqFeatureWriter(YqJson *json, void *data);

/** The GeoJSON with the Features that @more adds after the incidents; g_free() it. */
char *yq_annotations_to_geojson_with(const YqAnnotations *self, YqFeatureWriter *more,
                                     void *data);

/** Bytes of the CSV; one row an incident. */
GString *yq_annotations_to_csv(const YqAnnotations *self);
