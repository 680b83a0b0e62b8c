/* SPDX-License-Identifier: MIT */
/* Annotations: all that was found in one or several articles, or read from a file that a
 * person may have corrected. One owner, freed whole; all that it gives out is borrowed
 * from it, and nothing of it from articles, gazetteer or geoparser, which may be freed
 * before. Reading one from several threads is safe; yq_annotations_set_border() and
 * yq_strip_measure() change it. */
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
    const char *name;         /* the one to show, in the first article's language */
    const YqPlaceName *names; /* in each language that has one, by code */
    size_t n_names;
    YqPoint at;                       /* not a number where nobody knows the place */
    double radius_km, uncertainty_km; /* 0 when not known or not needed */
    char feature_class; /* as in YqPlace; NUL where nobody knows the place */
    const char *feature_code, *country, *admin1; /* as in YqPlace; "" when not known */
    int64_t population;                          /* 0 when not known */
    const char *gazetteer_id;                    /* (nullable): "geonames:2478216" */
    double confidence;                           /* [0, 1], the best of its mentions' */
    const YqMention
        *mentions; /* `place` of each is the gazetteer's index or YQ_PLACE_NONE */
    const char *const *surfaces; /* as they stand in the text, one for each mention */
    size_t n_mentions;
} YqAnnotatedPlace;

typedef struct YqAnnotateOptions {
    bool no_incidents;
    GString *explain; /* (nullable): why incidents were merged or not is appended, and
                         which names were read by their sound, a line each */
} YqAnnotateOptions;

/**
 * yq_annotate:
 * @gazetteer: the one that @geoparser was made on
 * @articles: read together: reports of one event in several of them merge; their order is
 *   what `article` counts in
 * @options: (nullable)
 * @error: YQ_ERROR_DATA when tables of words or the gazetteer turn out to be damaged;
 *   YQ_ERROR_SYNTAX, with file and line, for a table of words that somebody changed
 *
 * Geoparses the articles and extracts their incidents. Finding nothing is no error. May
 * be called from several threads on one geoparser. Time grows linearly with the text.
 *
 * Returns: free with yq_annotations_free().
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

/**
 * yq_annotations_read:
 * @paths: whatever `IN...` of the command line may be: articles, annotations files,
 * tables of incidents, "-" for standard input; told apart by content
 * @info: (nullable): what is known of the articles, of all of them alike
 * @options: (nullable)
 * @error: YQ_ERROR_FILE; YQ_ERROR_ENCODING, YQ_ERROR_SYNTAX and YQ_ERROR_EMPTY with the
 *   file and, where there is one, the line; YQ_ERROR_OPTION when no language is called as
 *   @info says; YQ_ERROR_MODULE; and those of yq_annotate()
 *
 * Reads all of @paths into one; fails as a whole when one of them cannot be read. Loads
 * the GDAL module only for what needs it.
 *
 * Returns: free with yq_annotations_free().
 */
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

/** The GeoJSON, RFC 7946, as yq_annotations_write() has it: UTF-8, ending in NUL;
 * g_free() it. The same annotations give the same bytes. */
YQ_API char *yq_annotations_to_geojson(const YqAnnotations *self);

/** How many articles were read, or a file tells of. */
YQ_API size_t yq_annotations_n_articles(const YqAnnotations *self);
/** Title, language, date and source of article @i, which must be less than their number;
 * borrowed. */
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

/** Replaces the measure of incident @incident, which must be less than their number; a
 * copy, but for `place`, which must live as long. */
YQ_API void yq_annotations_set_border(YqAnnotations *self, size_t incident,
                                      const YqBorderMeasure *measure);

/** The place's name in @language ("fr"), or else the nearest that there is. Never NULL;
 * borrowed from @place. */
YQ_API const char *yq_annotated_place_name(const YqAnnotatedPlace *place,
                                           const char *language);

/** NULL is allowed. */
YQ_API void yq_annotations_free(YqAnnotations *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqAnnotations, yq_annotations_free)

G_END_DECLS
