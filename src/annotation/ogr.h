/* SPDX-License-Identifier: MIT */
/* What the module `yaqut_ogr` does: formats that need GDAL. GDAL brings some hundred
 * libraries, so that only the formats that need it pay for it. Both sides speak bytes, so
 * that the module knows nothing of annotations. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** "yq_ogr_read": a file of annotations (its layers have a column `kind`) as a JSON list
 * of the layers' collections; of any other the layer `incidents`, or else the first, as
 * CSV (columns of the layer, then `longitude` and `latitude`, WGS 84). g_free() it. */
typedef char *(*YqOgrRead)(const char *path, GError **error);

/* A layer to write: a GeoJSON collection. One without any geometry becomes a table. */
typedef struct YqOgrLayer {
    const char *name;
    char *geojson;
} YqOgrLayer;

/** "yq_ogr_write": the bytes of a file in the format of @suffix: ".gpkg", ".kml", ".fgb"
 * (one layer). Made in memory, so that GDAL writes nowhere. g_free() them. */
typedef char *(*YqOgrWrite)(const YqOgrLayer *layers, size_t n_layers, const char *suffix,
                            size_t *out_length, GError **error);
