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

/* Formats that hold what they hold in themselves. Others fetch from elsewhere what a file
 * tells them to (VRT, WFS, GML with its schemas), whatever its suffix: from the network,
 * where yaqut never goes, or from files that nobody named. */
static const char *const drivers[] = {
    "GPKG",    "SQLite",     "FlatGeobuf", "KML",  "LIBKML",  "ESRI Shapefile",
    "GeoJSON", "GeoJSONSeq", "ODS",        "XLSX", "Parquet", "Memory",
};

static bool is_wanted(GDALDriverH driver)
{
    for (size_t i = 0; i < G_N_ELEMENTS(drivers); i++) {
        if (strcmp(GDALGetDescription(driver), drivers[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A driver is asked for by others too, as by a table of SQLite that is a link. */
static void forget_other_drivers(void)
{
    for (int i = GDALGetDriverCount() - 1; i >= 0; i--) {
        GDALDriverH driver = GDALGetDriver(i);

        if (!is_wanted(driver)) {
            GDALDeregisterDriver(driver);
            GDALDestroyDriver(driver);
        }
    }
}

static void start(void)
{
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        GDALAllRegister();
        forget_other_drivers();
        CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "/none/");
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

/* A value as text; GDAL would write dates with strokes. */
static void append_value(OGRFeatureH feature, int i, GString *out)
{
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i));
    int year, month, day, hour, minute, second, zone;

    if (!OGR_F_IsFieldSetAndNotNull(feature, i)) {
        return;
    }
    if ((type == OFTDate || type == OFTDateTime) &&
        OGR_F_GetFieldAsDateTime(feature, i, &year, &month, &day, &hour, &minute, &second,
                                 &zone)) {
        g_string_append_printf(out, "%04d-%02d-%02d", year, month, day);
        return;
    }
    append_field(out, OGR_F_GetFieldAsString(feature, i));
}

static void append_feature(OGRFeatureH feature, int n_fields,
                           OGRCoordinateTransformationH to, GString *out)
{
    double lon, lat;
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    for (int i = 0; i < n_fields; i++) {
        append_value(feature, i, out);
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

static bool is_annotations(OGRLayerH layer)
{
    return OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), "kind") >= 0;
}

/* Takes the bytes of a file out of GDAL's memory, whose allocator need not be ours; they
 * end in a NUL. */
static char *take_file(const char *path, size_t *out_length)
{
    vsi_l_offset length = 0;
    GByte *bytes = VSIGetMemFileBuffer(path, &length, TRUE);
    char *copy = bytes != NULL ? g_malloc(length + 1) : NULL;

    if (copy != NULL) {
        memcpy(copy, bytes, length);
        copy[length] = '\0';
        *out_length = length;
    }
    VSIFree(bytes);
    return copy;
}

/* Runs GDAL's translation with @args; into @into, or else a new file at @path. */
static GDALDatasetH translate(const char *path, GDALDatasetH into, GDALDatasetH from,
                              const char *const *args)
{
    GDALVectorTranslateOptions *options =
        GDALVectorTranslateOptionsNew((char **)args, NULL);
    int usage = 0;
    GDALDatasetH made = GDALVectorTranslate(path, into, 1, &from, options, &usage);

    GDALVectorTranslateOptionsFree(options);
    return made;
}

/* All layers of @dataset as a list of GeoJSON collections. */
static char *layers_to_json(GDALDatasetH dataset)
{
    static const char memory[] = "/vsimem/yaqut-read.geojson";
    GString *all = g_string_new("[");

    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        const char *const args[] = {
            "-f", "GeoJSON", "-t_srs", "EPSG:4326", OGR_L_GetName(layer), NULL};
        const char *const table[] = {"-f", "GeoJSON", OGR_L_GetName(layer), NULL};
        bool spatial = OGR_L_GetSpatialRef(layer) != NULL;
        GDALDatasetH made = translate(memory, NULL, dataset, spatial ? args : table);
        size_t length;

        if (made != NULL) {
            GDALClose(made);
            g_autofree char *text = take_file(memory, &length);

            g_string_append_printf(all, "%s%s", all->len > 1 ? "," : "",
                                   text != NULL ? text : "{}");
        }
    }
    g_string_append_c(all, ']');
    return g_string_free(all, FALSE);
}

G_MODULE_EXPORT char *yq_ogr_read(const char *path, GError **error);

G_MODULE_EXPORT char *yq_ogr_read(const char *path, GError **error)
{
    start();
    g_auto(GDALDatasetH) dataset =
        GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    char *text = NULL;

    if (dataset == NULL || GDALDatasetGetLayerCount(dataset) == 0) {
        fail(error, path);
    } else {
        OGRLayerH first = GDALDatasetGetLayer(dataset, 0);
        OGRLayerH incidents = GDALDatasetGetLayerByName(dataset, "incidents");

        text = is_annotations(first) || (incidents != NULL && is_annotations(incidents))
                   ? layers_to_json(dataset)
                   : layer_to_csv(incidents != NULL ? incidents : first);
    }
    CPLPopErrorHandler();
    return text;
}

/* Copies a collection into @into as a layer of its name. */
static bool add_layer(GDALDatasetH into, const YqOgrLayer *layer)
{
    static const char memory[] = "/vsimem/yaqut.geojson";
    const char *const args[] = {"-nln", layer->name, NULL};
    const char *const table[] = {"-nln", layer->name, "-nlt", "NONE", NULL};
    bool flat = strcmp(layer->name, "articles") == 0;
    bool done;

    VSIFCloseL(VSIFileFromMemBuffer(memory, (GByte *)layer->geojson,
                                    strlen(layer->geojson), FALSE));
    {
        g_auto(GDALDatasetH) source =
            GDALOpenEx(memory, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);

        done =
            source != NULL && translate(NULL, into, source, flat ? table : args) != NULL;
    }
    VSIUnlink(memory);
    return done;
}

/* FlatGeobuf sorts by place where it makes an index, and cannot index what has no place.
 */
static bool write_layers(GDALDatasetH source, const char *path, const char *suffix)
{
    bool empty = OGR_L_GetFeatureCount(GDALDatasetGetLayer(source, 0), TRUE) == 0;
    const char *const gpkg[] = {"-f", "GPKG", NULL};
    const char *const kml[] = {"-f", "KML", NULL};
    const char *const fgb[] = {"-f", "FlatGeobuf", "-lco",
                               empty ? "SPATIAL_INDEX=YES" : "SPATIAL_INDEX=NO", NULL};
    GDALDatasetH made = translate(path, NULL, source,
                                  strcmp(suffix, ".gpkg") == 0  ? gpkg
                                  : strcmp(suffix, ".kml") == 0 ? kml
                                                                : fgb);

    if (made == NULL) {
        return false;
    }
    CPLErrorReset();
    GDALClose(made);
    return CPLGetLastErrorType() < CE_Failure;
}

G_MODULE_EXPORT char *yq_ogr_write(const YqOgrLayer *layers, size_t n_layers,
                                   const char *suffix, size_t *out_length,
                                   GError **error);

G_MODULE_EXPORT char *yq_ogr_write(const YqOgrLayer *layers, size_t n_layers,
                                   const char *suffix, size_t *out_length, GError **error)
{
    g_autofree char *path = g_strconcat("/vsimem/out/yaqut", suffix, NULL);
    char *bytes = NULL;

    start();
    {
        g_auto(GDALDatasetH) all =
            GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, NULL);
        bool done = all != NULL;

        for (size_t i = 0; done && i < n_layers; i++) {
            done = add_layer(all, &layers[i]);
        }
        if (done && write_layers(all, path, suffix)) {
            bytes = take_file(path, out_length);
        }
    }
    if (bytes == NULL) {
        fail(error, suffix);
    }
    VSIRmdirRecursive("/vsimem/out");
    CPLPopErrorHandler();
    return bytes;
}
