/* SPDX-License-Identifier: MIT */
/* The module `yaqut_ogr`: tables and annotations through GDAL's vector drivers. */
#include "annotation/ogr.h"

#include <yaqut/error.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <gmodule.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

G_DEFINE_AUTO_CLEANUP_FREE_FUNC(GDALDatasetH, GDALClose, NULL)

static bool fail(GError **error, const char *path)
{
    const char *why = CPLGetLastErrorMsg();

    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: %s", path,
                why != NULL && *why != '\0' ? why : "GDAL cannot use it");
    return false;
}

static void start(void)
{
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        GDALAllRegister();
        CPLSetConfigOption("OGR_CURRENT_DATE",
                           "1970-01-01T00:00:00.000Z"); /* no clock in a GeoPackage */
        g_once_init_leave(&ready, 1);
    }
    CPLErrorReset();
    CPLPushErrorHandler(CPLQuietErrorHandler);
}

static void append_field(GString *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        g_string_append(out, text);
        return;
    }
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            g_string_append_c(out, '"');
        }
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

/* Longitude and latitude of a feature: its point, or the middle of what it covers. */
static bool feature_point(OGRFeatureH feature, OGRCoordinateTransformationH to_wgs84,
                          double *lon, double *lat)
{
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    OGREnvelope box;

    if (geometry == NULL || OGR_G_IsEmpty(geometry)) {
        return false;
    }
    OGR_G_GetEnvelope(geometry, &box);
    *lon = (box.MinX + box.MaxX) / 2;
    *lat = (box.MinY + box.MaxY) / 2;
    return to_wgs84 == NULL || OCTTransform(to_wgs84, 1, lon, lat, NULL);
}

static OGRCoordinateTransformationH transform_of(OGRLayerH layer)
{
    OGRSpatialReferenceH from = OGR_L_GetSpatialRef(layer);

    if (from == NULL) {
        return NULL;
    }
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);

    OSRImportFromEPSG(wgs84, 4326);
    OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    OGRCoordinateTransformationH made =
        OSRIsSame(from, wgs84) ? NULL : OCTNewCoordinateTransformation(from, wgs84);

    OSRDestroySpatialReference(wgs84);
    return made;
}

static void append_feature(OGRFeatureH feature, int n_fields,
                           OGRCoordinateTransformationH to, GString *out)
{
    double lon, lat;
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    for (int i = 0; i < n_fields; i++) {
        append_field(out, OGR_F_IsFieldSetAndNotNull(feature, i)
                              ? OGR_F_GetFieldAsString(feature, i)
                              : "");
        g_string_append_c(out, ',');
    }
    if (feature_point(feature, to, &lon, &lat)) {
        g_string_append(out, g_ascii_formatd(number, sizeof number, "%.7f", lon));
        g_string_append_c(out, ',');
        g_string_append(out, g_ascii_formatd(number, sizeof number, "%.7f", lat));
    } else {
        g_string_append_c(out, ',');
    }
    g_string_append_c(out, '\n');
}

/* The layer's own columns of position give way to the geometry. */
static bool is_position(const char *name)
{
    static const char *const names[] = {"longitude", "latitude"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static char *layer_to_csv(OGRLayerH layer)
{
    GString *out = g_string_new(NULL);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    int n_fields = OGR_FD_GetFieldCount(definition);
    OGRCoordinateTransformationH to = transform_of(layer);
    OGRFeatureH feature;

    for (int i = 0; i < n_fields; i++) {
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));

        if (is_position(name)) {
            g_string_append(out, "table_");
        }
        append_field(out, name);
        g_string_append_c(out, ',');
    }
    g_string_append(out, "longitude,latitude\n");
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer)) != NULL) {
        append_feature(feature, n_fields, to, out);
        OGR_F_Destroy(feature);
    }
    if (to != NULL) {
        OCTDestroyCoordinateTransformation(to);
    }
    return g_string_free(out, FALSE);
}

G_MODULE_EXPORT char *yq_ogr_read(const char *path, GError **error);

G_MODULE_EXPORT char *yq_ogr_read(const char *path, GError **error)
{
    start();
    g_auto(GDALDatasetH) dataset =
        GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    char *csv = NULL;

    if (dataset == NULL || GDALDatasetGetLayerCount(dataset) == 0) {
        fail(error, path);
    } else {
        OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "incidents");

        csv = layer_to_csv(layer != NULL ? layer : GDALDatasetGetLayer(dataset, 0));
    }
    CPLPopErrorHandler();
    return csv;
}

/* Copies the features of one kind into a layer of their own; @append: the file is there
 * already. */
static bool copy_kind(GDALDatasetH source, const char *path, const char *driver,
                      const char *kind, const char *layer, bool append)
{
    g_autofree char *where = kind != NULL ? g_strdup_printf("kind = '%s'", kind)
                                          : g_strdup("kind IS NOT NULL");
    const char *args[] = {
        "-f", driver, "-nln", layer, "-where", where, append ? "-update" : NULL, NULL};
    GDALVectorTranslateOptions *options =
        GDALVectorTranslateOptionsNew((char **)args, NULL);
    int usage = 0;
    GDALDatasetH made = GDALVectorTranslate(path, NULL, 1, &source, options, &usage);
    bool done = made != NULL && !usage;

    GDALVectorTranslateOptionsFree(options);
    if (made != NULL) {
        CPLErrorReset();
        GDALClose(made);
        done =
            done && CPLGetLastErrorType() < CE_Failure; /* a full disk shows at the end */
    }
    return done;
}

static bool write_all(GDALDatasetH source, const char *path, const char *suffix)
{
    if (strcmp(suffix, ".gpkg") == 0) {
        return copy_kind(source, path, "GPKG", "place", "places", false) &&
               copy_kind(source, path, "GPKG", "incident", "incidents", true);
    }
    if (strcmp(suffix, ".kml") == 0) {
        return copy_kind(source, path, "KML", NULL, "yaqut", false);
    }
    return copy_kind(source, path, "FlatGeobuf", NULL, "yaqut", false);
}

/* Takes the bytes out of GDAL's memory: its allocator need not be ours. */
static char *take_file(const char *path, size_t *out_length)
{
    vsi_l_offset length = 0;
    GByte *bytes = VSIGetMemFileBuffer(path, &length, TRUE);
    char *copy = bytes != NULL ? g_memdup2(bytes, length) : NULL;

    VSIFree(bytes);
    *out_length = length;
    return copy;
}

G_MODULE_EXPORT char *yq_ogr_write(const char *geojson, const char *suffix,
                                   size_t *out_length, GError **error);

G_MODULE_EXPORT char *yq_ogr_write(const char *geojson, const char *suffix,
                                   size_t *out_length, GError **error)
{
    const char *memory = "/vsimem/yaqut.geojson";
    g_autofree char *path = g_strconcat("/vsimem/out/yaqut", suffix, NULL);
    char *bytes = NULL;

    start();
    VSIFCloseL(VSIFileFromMemBuffer(memory, (GByte *)geojson, strlen(geojson), FALSE));
    {
        g_auto(GDALDatasetH) source =
            GDALOpenEx(memory, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);

        if (source != NULL && write_all(source, path, suffix)) {
            bytes = take_file(path, out_length);
        }
    }
    if (bytes == NULL) {
        fail(error, suffix);
    }
    VSIUnlink(memory);
    VSIRmdirRecursive("/vsimem/out");
    CPLPopErrorHandler();
    return bytes;
}
