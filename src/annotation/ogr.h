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

/** "yq_ogr_write": writes @geojson (annotations) to @path in the format of its @suffix:
 * ".gpkg" (layers `places` and `incidents`), ".kml", ".fgb" (incidents and places in
 * one). */
typedef bool (*YqOgrWrite)(const char *geojson, const char *path, const char *suffix,
                           GError **error);
