/* SPDX-License-Identifier: MIT */
#include "annotation/store.h"

#include "annotation/ogr.h"
#include "base/module.h"
#include "base/output.h"
#include <yaqut/error.h>

#include <glib/gstdio.h>
#include <string.h>

/* GDAL picks a driver by the name it writes to, and its drivers write where they like:
 * into a folder of their own beside the target, so that nothing half-written can bear the
 * target's name. */
static bool write_ogr(const char *geojson, const char *path, const char *suffix,
                      GError **error)
{
    YqOgrWrite write = (YqOgrWrite)yq_module_symbol("yaqut_ogr", "yq_ogr_write", error);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *work = g_build_filename(folder, ".yaqut-XXXXXX", NULL);

    if (write == NULL) {
        return false;
    }
    if (g_mkdtemp(work) == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot write '%s': %s", path,
                    g_strerror(errno));
        return false;
    }
    g_autofree char *name = g_strconcat("yaqut", suffix, NULL);
    g_autofree char *made = g_build_filename(work, name, NULL);
    bool done =
        write(geojson, made, suffix, error) && yq_output_commit(made, path, error);

    g_unlink(made);
    g_rmdir(work);
    if (!done) {
        g_prefix_error(error, "cannot write '%s': ", path);
    }
    return done;
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
        g_autofree char *geojson = yq_annotations_to_geojson(self);

        return write_ogr(geojson, path, suffix, error);
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_FORMAT,
                "cannot tell a format from '%s': .geojson .csv .gpkg .kml .fgb are known",
                path);
    return false;
}
