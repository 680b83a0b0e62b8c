/* SPDX-License-Identifier: MIT */
#include "annotation/store.h"

#include "annotation/layers.h"
#include "base/module.h"
#include "base/output.h"
#include <yaqut/error.h>

#include <string.h>

static bool write_ogr(const YqAnnotations *self, const char *path, const char *suffix,
                      GError **error)
{
    YqOgrWrite write = (YqOgrWrite)yq_module_symbol("yaqut_ogr", "yq_ogr_write", error);
    YqOgrLayer layers[YQ_LAYERS_MAX];
    size_t length = 0;

    if (write == NULL) {
        g_prefix_error(error, "cannot write '%s': ", path);
        return false;
    }
    size_t n = yq_layers_make(self, suffix, layers);
    g_autofree char *bytes = write(layers, n, suffix, &length, error);

    for (size_t i = 0; i < n; i++) {
        g_free(layers[i].geojson);
    }
    if (bytes == NULL) {
        g_prefix_error(error, "cannot write '%s': ", path);
        return false;
    }
    return yq_output_write(path, bytes, length, error);
}

bool yq_annotations_write(const YqAnnotations *self, const char *path, GError **error)
{
    const char *suffix = yq_output_suffix(path);

    if (strcmp(suffix, ".csv") == 0) {
        g_autoptr(GString) csv = yq_annotations_to_csv(self);

        return yq_output_write(path, csv->str, csv->len, error);
    }
    if (strcmp(path, "-") == 0 || strcmp(suffix, ".geojson") == 0 ||
        strcmp(suffix, ".json") == 0) {
        g_autofree char *geojson = yq_annotations_to_geojson(self);

        return yq_output_write(path, geojson, strlen(geojson), error);
    }
    if (strcmp(suffix, ".gpkg") == 0 || strcmp(suffix, ".kml") == 0 ||
        strcmp(suffix, ".fgb") == 0) {
        return write_ogr(self, path, suffix, error);
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_FORMAT,
                "cannot tell a format from '%s': .geojson .csv .gpkg .kml .fgb are known",
                path);
    return false;
}
