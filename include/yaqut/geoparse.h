/* SPDX-License-Identifier: MIT */
/* Geoparsing: which spans of an article name places, and which places they name. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/article.h>
#include <yaqut/gazetteer.h>

G_BEGIN_DECLS

typedef enum YqRole {
    YQ_ROLE_PLACE,        /* the place itself */
    YQ_ROLE_ORGANISATION, /* part of an organisation's name */
    YQ_ROLE_AGREEMENT,    /* part of an agreement's name, as in "the Algiers Accord" */
    YQ_ROLE_PERSON,       /* part of a person's name */
    YQ_ROLE_OTHER,        /* part of another name: a ship, a battle, a work */
} YqRole;

/** "place", "organisation" …; static. */
YQ_API const char *yq_role_name(YqRole role);

/** The inverse; YQ_ROLE_PLACE for NULL or a word that is none. */
YQ_API YqRole yq_role_parse(const char *name);

/* One place name as it stands in the text. */
typedef struct YqMention {
    uint32_t article;    /* which of the articles read together; 0 for one alone */
    uint32_t start, end; /* code points of its text; end is the first one past */
    uint32_t place;      /* index in the gazetteer, or YQ_PLACE_NONE when it is in none */
    uint32_t holder;     /* where `place` is none: the place that what is named lies in or
                          * belongs to, the town of a street; or YQ_PLACE_NONE */
    YqRole role;
    bool
        by_sound; /* no name is written so: the place is one whose Latin name sounds so */
    float confidence; /* [0, 1] of the resolution, or of the holder */
} YqMention;

typedef struct YqGeoparser YqGeoparser; /* languages and model; never changes once made */

/** A geoparser on @gazetteer, which must outlive it. Reads the languages and the weights
 * from yaqut's data. May be shared between threads. Free with yq_geoparser_free().
 * Errors: YQ_ERROR_FILE and YQ_ERROR_DATA when data are missing or damaged,
 * YQ_ERROR_SYNTAX, with file and line, for a table that somebody changed. */
YQ_API YqGeoparser *yq_geoparser_new(const YqGazetteer *gazetteer,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Mentions in the order of the text, each of `article` 0: a GArray
 * of YqMention, to be unreferenced. Never NULL. An article that names no place gives an
 * empty one. May be called from several threads on one geoparser. */
YQ_API GArray *yq_geoparse(const YqGeoparser *self, const YqArticle *article);

/** NULL is allowed. */
YQ_API void yq_geoparser_free(YqGeoparser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqGeoparser, yq_geoparser_free)

G_END_DECLS
