/* SPDX-License-Identifier: MIT */
/* The gazetteer: names in, places out. One index file, mapped and never parsed: opening
 * it costs no work in proportion to its size. Built from tables (geodata/TABLES.md,
 * GeoNames dumps).
 *
 * An open gazetteer never changes and may be shared between threads. All strings it gives
 * out are borrowed from the mapped file and live as long as the gazetteer. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/geometry.h>

G_BEGIN_DECLS

typedef struct YqGazetteer YqGazetteer;

#define YQ_PLACE_NONE UINT32_MAX

/* One place. A value; its strings are borrowed from the gazetteer. */
typedef struct YqPlace {
    uint32_t index;        /* of this gazetteer; not stable between builds */
    const char *id;        /* "geonames:2478216" */
    YqPoint at;            /* for an area: a point that stands for it */
    double radius_km;      /* of an area; 0 for a point or when not known */
    double uncertainty_km; /* of the position; 0 when exact to about a kilometre */
    int64_t population;    /* 0 when not known */
    char feature_class;    /* GeoNames: A P H T L S R U V */
    char feature_code[8];  /* GeoNames: "PPLA", "ADM1" … */
    char country[48];      /* ISO 3166-1 alpha-2, several with commas; "" none */
    char admin1[12];       /* GeoNames' first-order code within the country; "" none */
} YqPlace;

/**
 * yq_gazetteer_open:
 * @path: (nullable): an index; NULL for `YAQUT_GAZETTEER`, or else the bundled one
 *
 * Errors: YQ_ERROR_FILE; YQ_ERROR_DATA for one that is damaged, cut short or of another
 * version.
 */
YQ_API YqGazetteer *yq_gazetteer_open(const char *path,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * yq_gazetteer_add:
 * @table: path of a table of places in the form of geodata/TABLES.md
 *
 * Joins a user's own rows to an open gazetteer, before it is shared; they override rows
 * of the same id.
 *
 * Errors: YQ_ERROR_FILE; YQ_ERROR_SYNTAX with "table:line: ". Rows before the bad one
 * have been joined.
 */
YQ_API bool yq_gazetteer_add(YqGazetteer *self, const char *table, GError **error);

/** How many places; their indexes run from 0 to one less. */
YQ_API uint32_t yq_gazetteer_size(const YqGazetteer *self);

/** The place with @index, which must be less than yq_gazetteer_size(). */
YQ_API YqPlace yq_gazetteer_place(const YqGazetteer *self, uint32_t index);

/** Its name in @language ("ar"), or else NULL; with @language NULL the one that is always
 * there. UTF-8; borrowed. */
YQ_API const char *yq_gazetteer_name(const YqGazetteer *self, uint32_t index,
                                     const char *language);

/** Code of the @i-th language in which places have names, NULL after the last. */
YQ_API const char *yq_gazetteer_language(const YqGazetteer *self, uint32_t i);

/** Index of the place with @id, or YQ_PLACE_NONE. */
YQ_API uint32_t yq_gazetteer_by_id(const YqGazetteer *self, const char *id);

typedef struct YqLookup {
    const char *name;    /* UTF-8 as written; folded by the call */
    const char *country; /* (nullable) ISO code: only places of it */
    const YqPoint *near; /* (nullable): nearer ones first */
    bool fuzzy;          /* also what is spelled nearly so */
    size_t limit;        /* at most so many; 0: 20 */
} YqLookup;

typedef struct YqCandidate {
    uint32_t place;      /* its index */
    const char *matched; /* the name that matched, as the table has it */
    int distance;        /* edits between the folded forms; 0 exact */
    double score;        /* (0, 1], best first */
    double near_km;      /* from `near`; negative without */
} YqCandidate;

/** Candidates for a name, best first: a GArray of YqCandidate, to be unreferenced. Never
 * NULL. */
YQ_API GArray *yq_gazetteer_lookup(const YqGazetteer *self, const YqLookup *lookup);

/** Calls @visit for every place with a position in @box, edges included, until it returns
 * false. A user's own places come first, then the places of a million and more, of
 * 100,000, of 10,000, of 1000, and the rest; within such a tier by cells of one degree,
 * from south to north and west to east. @box may cross the antimeridian. The place is
 * borrowed for the call. For the towns that a map shows for orientation. */
YQ_API void yq_gazetteer_within(const YqGazetteer *self, YqBox box,
                                bool (*visit)(const YqPlace *place, void *data),
                                void *data);

typedef struct YqBuild {
    char *
        *tables;  /* ends in NULL: GeoNames dumps and own tables, told apart by content */
    bool lenient; /* skip a bad row and count it, instead of stopping there */
    void (*bad_row)(const char *message,
                    void *data); /* (nullable): told each skipped row */
    void *data;
} YqBuild;

/** Builds the index @path from tables; later rows add to or override earlier ones by id.
 * The file appears whole or not at all. Takes about 1.3 GB of memory at most, whatever
 * the tables' size, and room for sorted runs in the folder of @path. @out_skipped
 * (nullable): rows skipped. Errors: YQ_ERROR_FILE; YQ_ERROR_SYNTAX with "table:line: ";
 * YQ_ERROR_EMPTY when no row is a place; YQ_ERROR_DATA for more than the format holds (67
 * million places, four gigabytes of names). */
YQ_API bool yq_gazetteer_build(const YqBuild *build, const char *path,
                               size_t *out_skipped, GError **error);

typedef struct YqGazetteerInfo {
    uint32_t version; /* of the format */
    uint32_t places;  /* with those that were added */
    uint64_t names;   /* of the file */
    uint64_t bytes;   /* of the file */
    const char *path;
} YqGazetteerInfo;

/** What the index holds; `path` is borrowed. */
YQ_API YqGazetteerInfo yq_gazetteer_info(const YqGazetteer *self);

/** Checks the checksum of every block. Errors: YQ_ERROR_DATA naming the block. */
YQ_API bool yq_gazetteer_verify(const YqGazetteer *self, GError **error);

/** Whether all that was read so far was sound. Blocks are checked when they are first
 * used, and what a damaged one holds reads as if it were not there: a command asks once,
 * before it gives its result. Errors: YQ_ERROR_DATA naming the block. */
YQ_API bool yq_gazetteer_check(const YqGazetteer *self, GError **error);

/** Much of it was looked up, and little will be for a while: gives the memory of the
 * mapped file back. What is looked up again is mapped anew. NULL is allowed. */
YQ_API void yq_gazetteer_rest(const YqGazetteer *self);

/** NULL is allowed. */
YQ_API void yq_gazetteer_free(YqGazetteer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqGazetteer, yq_gazetteer_free)

G_END_DECLS
