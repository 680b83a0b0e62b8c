/* SPDX-License-Identifier: MIT */
/* Annotations: all that was found in one or several articles, or read from a file that a
 * person may have corrected. One owner, freed whole; all that it gives out is borrowed
 * from it. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/article.h>
#include <yaqut/geoparse.h>
#include <yaqut/incident.h>

G_BEGIN_DECLS

typedef struct YqAnnotations YqAnnotations;

typedef struct YqPlaceName {
    const char *language; /* "ar" */
    const char *name;
} YqPlaceName;

/* A place that the articles name, with all its mentions. */
typedef struct YqAnnotatedPlace {
    const char *name; /* the one to show */
    const YqPlaceName *names;
    size_t n_names;
    YqPoint at;                       /* not a number where nobody knows the place */
    double radius_km, uncertainty_km; /* 0 when not known or not needed */
    char feature_class;
    const char *feature_code, *country, *admin1; /* "" when not known */
    int64_t population;
    const char *gazetteer_id;
    double confidence;
    const YqMention
        *mentions; /* `place` of each is the gazetteer's index or YQ_PLACE_NONE */
    const char *const *surfaces; /* as they stand in the text, one for each mention */
    size_t n_mentions;
} YqAnnotatedPlace;

typedef struct YqAnnotateOptions {
    bool no_incidents;
    GString *explain; /* (nullable): why incidents were merged or not is appended, a line
                         each */
} YqAnnotateOptions;

/**
 * yq_annotate:
 * @articles: read together: reports of one event in several of them merge
 *
 * Geoparses the articles and extracts their incidents. Finding nothing is no error.
 */
YQ_API YqAnnotations *yq_annotate(const YqGeoparser *geoparser,
                                  const YqGazetteer *gazetteer,
                                  const YqArticle *const *articles, size_t n_articles,
                                  const YqAnnotateOptions *options,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads an annotations file from its bytes; @name is what errors call it. Errors:
 * YQ_ERROR_SYNTAX with the feature and the member, for a coordinate out of range too. */
YQ_API YqAnnotations *yq_annotations_parse(const char *bytes, size_t length,
                                           const char *name,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads whatever `IN...` of the command line may be: articles, annotations files, tables
 * of incidents,
 * "-" for standard input; told apart by content. Loads the GDAL module only for what
 * needs it.
 * @info (nullable): what is known of the articles. */
YQ_API YqAnnotations *yq_annotations_read(const char *const *paths, size_t n_paths,
                                          const YqGeoparser *geoparser,
                                          const YqGazetteer *gazetteer,
                                          const YqArticleInfo *info,
                                          const YqAnnotateOptions *options,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes by suffix: .geojson, .csv, and through the GDAL module .gpkg, .kml, .fgb; "-"
 * is GeoJSON on standard output. The file appears whole or not at all. Errors:
 * YQ_ERROR_FORMAT for another suffix, YQ_ERROR_FILE, YQ_ERROR_MODULE. */
YQ_API bool yq_annotations_write(const YqAnnotations *self, const char *path,
                                 GError **error);

/** The GeoJSON text; g_free() it. */
YQ_API char *yq_annotations_to_geojson(const YqAnnotations *self);

/** How many articles were read, or a file tells of. */
YQ_API size_t yq_annotations_n_articles(const YqAnnotations *self);
/** Title, language, date and source of an article. */
YQ_API const YqArticleInfo *yq_annotations_article(const YqAnnotations *self, size_t i);

/** How many places: one for all mentions of the same. */
YQ_API size_t yq_annotations_n_places(const YqAnnotations *self);
/** The place with index @i, which must be less than their number; borrowed. */
YQ_API const YqAnnotatedPlace *yq_annotations_place(const YqAnnotations *self, size_t i);

/** How many incidents, in the order in which they are told. */
YQ_API size_t yq_annotations_n_incidents(const YqAnnotations *self);
/** The incident with index @i, which must be less than their number; borrowed. */
YQ_API const YqIncident *yq_annotations_incident(const YqAnnotations *self, size_t i);

/** Appends the properties of an incident as one JSON object to @out, as a line of batch
 * has them: with `lat` and `lon` where it has a place, for a whole country those of a
 * point that stands for it. */
YQ_API void yq_annotations_incident_json(const YqAnnotations *self, size_t i,
                                         GString *out);

/** Replaces the measure of an incident; for the strip room. */
YQ_API void yq_annotations_set_border(YqAnnotations *self, size_t incident,
                                      const YqBorderMeasure *measure);

/** The place's name in @language, or else the nearest that there is. Never NULL. */
YQ_API const char *yq_annotated_place_name(const YqAnnotatedPlace *place,
                                           const char *language);

/** NULL is allowed. */
YQ_API void yq_annotations_free(YqAnnotations *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqAnnotations, yq_annotations_free)

G_END_DECLS
