/* SPDX-License-Identifier: MIT */
/* Annotations: what can be read can be written, and read again, and is then the same. */
#include <yaqut/annotations.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] G_GNUC_UNUSED = {
    "{\"type\":\"FeatureCollection\",\"yaqut\":{\"version\":1,\"articles\":[{\"title\":"
    "\"T\",\"language\":\"fr\","
    "\"published\":\"2025-04-07\"}]},\"features\":[{\"type\":\"Feature\",\"geometry\":{"
    "\"type\":\"Point\","
    "\"coordinates\":[1.4,18.4]},\"properties\":{\"kind\":\"incident\",\"type\":"
    "\"ambush\",\"date_start\":\"2024-11-19\","
    "\"date_end\":\"2024-11-19\",\"date_precision\":\"day\",\"place_id\":\"geonames:1\","
    "\"casualties\":{\"killed\":7,"
    "\"groups\":[{\"who\":\"a "
    "\\\"b\\\"\",\"killed\":7}]},\"claims\":[{\"by\":\"X\",\"says\":\"y\",\"side\":"
    "\"ML\","
    "\"distance_to_border_km\":9.5,\"border\":[\"DZ\",\"ML\"]}],\"disputed\":true,"
    "\"columns\":[[\"ISO\",\"466\"]]}},"
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1.4,18.4]},"
    "\"properties\":{\"kind\":"
    "\"place\",\"name\":\"Kidal\",\"names\":{\"ar\":\"كيدال\"},\"feature_class\":\"P\","
    "\"feature_code\":\"PPLA\","
    "\"country\":\"ML\",\"gazetteer_id\":\"geonames:1\",\"mentions\":[{\"start\":3,"
    "\"end\":8,\"surface\":\"Kidal\","
    "\"role\":\"place\"}]}}]}",
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{"
    "\"type\":\"LineString\","
    "\"coordinates\":[[1,18],[2,19,5]]},\"properties\":{\"kind\":\"incident\",\"type\":"
    "\"armed_clash\",\"actors\":[{"
    "\"name\":\"x\"}],\"evidence\":[{\"start\":1,\"end\":2}],\"border\":{\"between\":["
    "\"DZ\",\"ML\"],\"side\":\"DZ\","
    "\"distance_km\":1.5,\"along_km\":3}}},{\"type\":\"Feature\",\"geometry\":{\"type\":"
    "\"Polygon\",\"coordinates\":"
    "[[[0,0],[1,0],[1,1],[0,0]]]},\"properties\":{\"kind\":\"place\",\"name\":\"A\"}},{"
    "\"type\":\"Feature\","
    "\"geometry\":null,\"properties\":{\"date\":\"2024\",\"fatalities\":\"3\",\"notes\":"
    "\"n\"}}]}",
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
    "null,\"properties\":{\"kind\":\"incident\",\"type\":\"ambush\",\"claims\":[{\"by\":"
    "\"X\",\"distance_to_border_km\":9e79}]}}]}",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YqAnnotations) once =
        yq_annotations_parse((const char *)data, size, "once", &error);

    if ((once == NULL) != (error != NULL)) {
        abort();
    }
    if (once == NULL) {
        return 0;
    }
    g_autofree char *first = yq_annotations_to_geojson(once);
    g_autoptr(YqAnnotations) twice =
        yq_annotations_parse(first, strlen(first), "twice", &error);

    if (twice == NULL) {
        fprintf(stderr, "what was written is not read: %s\n%s\n", error->message, first);
        abort();
    }
    g_autofree char *second = yq_annotations_to_geojson(twice);

    if (strcmp(first, second) != 0) {
        fprintf(stderr, "written twice, and not the same:\n%s\n%s\n", first, second);
        abort();
    }
    return 0;
}

#define REPLAY_ROUNDS 10000
#include "replay.h"
