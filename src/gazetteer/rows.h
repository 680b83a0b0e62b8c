/* SPDX-License-Identifier: MIT */
/* Reading tables of places: the project's own form (geodata/TABLES.md) and GeoNames'
 * dumps, told apart by their first line. Each row comes out in one shape. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Which of several names in one language is its label: the least. */
enum {
    YQ_RANK_OWN,       /* in the order of the table */
    YQ_RANK_PREFERRED, /* GeoNames' isPreferredName */
    YQ_RANK_PLAIN,
    YQ_RANK_SHORT,
    YQ_RANK_OLD, /* historic or colloquial */
};

typedef struct YqRawName {
    const char *language; /* "ar"; or "also", "demonym", "" for GeoNames' main name */
    const char *text;     /* not terminated */
    uint32_t length;
    uint32_t rank;
} YqRawName;

typedef struct YqRawPlace {
    const char *id;
    bool addition; /* has no position: adds names to the place of that id */
    bool own;      /* from a table of our form */
    double lon, lat, radius_km, uncertainty_km;
    int64_t population;
    char feature[8]; /* class, then code */
    char country[48], admin1[12];
    GArray *names; /* of YqRawName */
    const char *path;
    unsigned line;
} YqRawPlace;

typedef struct YqRowsReader {
    bool (*visit)(const YqRawPlace *place, void *data, GError **error);
    void *data;
    bool lenient;                                     /* skip bad rows */
    void (*bad_row)(const char *message, void *data); /* (nullable) */
    void *bad_data;
    size_t skipped; /* counted up */
} YqRowsReader;

bool yq_rows_read(YqRowsReader *reader, const char *path, GError **error);
