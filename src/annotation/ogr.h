/* SPDX-License-Identifier: MIT */
/* What the module `yaqut_ogr` does: formats that need GDAL. GDAL brings some hundred
 * libraries, so that only the formats that need it pay for it. Both sides speak bytes, so
 * that the module knows nothing of annotations. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** "yq_ogr_read": the first layer of @path that has points, as CSV (columns of the layer,
 * then `longitude` and `latitude`, WGS 84). g_free() it. */
typedef char *(*YqOgrRead)(const char *path, GError **error);

/** "yq_ogr_write": @geojson (annotations) as the bytes of a file in the format of
 * @suffix: ".gpkg" (layers `places` and `incidents`), ".kml", ".fgb" (incidents and
 * places in one). Made in memory, so that GDAL writes nowhere. g_free() them. */
typedef char *(*YqOgrWrite)(const char *geojson, const char *suffix, size_t *out_length,
                            GError **error);
