/* SPDX-License-Identifier: MIT */
#include "geoparse/model.h"

#include "base/compiled.h"
#include "base/data.h"
#include "base/table.h"
#include <yaqut/error.h>

#include <string.h>

#define FIRST_ROOM 1024 /* weights; a power of two */

const char *const yq_rank_names[YQ_RANK_COUNT] = {
    "population",     "no_population",  "town_population",
    "large",          "fame",           "reach",
    "first",          "order",          "country",
    "continent",      "adm1",           "adm2",
    "adm_other",      "capital",        "seat",
    "section",        "water",          "region",
    "other_class",    "label",          "also",
    "district_match", "district_miss",  "water_match",
    "water_miss",     "source_country", "source_name",
    "home",           "home_near",      "home_admin1",
    "capital_cue",    "city_cue",       "dateline",
    "of_seat",        "seat_of",        "namesake",
    "country_share",  "country_top",    "admin1_share",
    "admin1_top",     "near_50",        "near_200",
    "near_1000",      "contained",      "uncontained",
    "contains",       "hint",           "named_country",
    "named_admin1",   "world_capital",
};

typedef struct Weight {
    uint32_t feature; /* 0 where unused */
    float weight;
} Weight;

enum {
    PART_WEIGHTS, /* of Weight, open addressing */
    PART_RANKS,   /* of float */
    N_PARTS,
};

struct YqModel {
    YqBlob blob;
    const Weight *weights;
    uint32_t mask;
    const float *ranks;
};

typedef struct Reading {
    Weight *weights;
    uint32_t mask, used;
    float ranks[YQ_RANK_COUNT];
} Reading;

/* Where a feature is or would be, among weights of which some are unused. */
static uint32_t find(const Weight *weights, uint32_t mask, uint32_t feature)
{
    uint32_t at = feature ^ feature >> 16;

    for (uint32_t i = 0; i < mask; i++, at++) {
        uint32_t here = weights[at & mask].feature;

        if (here == feature || here == 0) {
            break;
        }
    }
    return at & mask;
}

static void grow(Reading *self)
{
    g_autofree Weight *old = self->weights;
    uint32_t n = self->mask + 1;

    self->mask = n * 2 - 1;
    self->weights = g_new0(Weight, n * 2);
    for (uint32_t i = 0; i < n; i++) {
        if (old[i].feature != 0) {
            self->weights[find(self->weights, self->mask, old[i].feature)] = old[i];
        }
    }
}

static bool visit_feature(const YqRow *row, void *data, GError **error)
{
    Reading *self = data;
    char *end = NULL;
    uint32_t feature = g_ascii_strtoull(row->fields[0], &end, 16);

    if (feature == 0 || *end != '\0') {
        return yq_row_error(row, error, "'%s' is no feature", row->fields[0]);
    }
    if (self->used * 2 > self->mask) {
        grow(self);
    }
    self->weights[find(self->weights, self->mask, feature)] =
        (Weight){feature, g_ascii_strtod(row->fields[1], NULL)};
    self->used++;
    return true;
}

static bool visit_rank(const YqRow *row, void *data, GError **error)
{
    Reading *self = data;

    for (int i = 0; i < YQ_RANK_COUNT; i++) {
        if (strcmp(yq_rank_names[i], row->fields[0]) == 0) {
            self->ranks[i] = g_ascii_strtod(row->fields[1], NULL);
            return true;
        }
    }
    return yq_row_error(row, error, "resolution knows no '%s'", row->fields[0]);
}

GBytes *yq_model_compile(const char *code, GError **error)
{
    g_autofree char *features = yq_data_path("model/recognise.tsv");
    g_autofree char *ranks = yq_data_path("model/resolve.tsv");
    Reading reading = {.mask = FIRST_ROOM - 1, .weights = g_new0(Weight, FIRST_ROOM)};
    GBytes *bytes = NULL;

    (void)code;
    if (yq_table_read(features, visit_feature, &reading, error) &&
        yq_table_read(ranks, visit_rank, &reading, error)) {
        const YqBlobPart parts[N_PARTS] = {
            [PART_WEIGHTS] = {reading.weights,
                              (reading.mask + (size_t)1) * sizeof(Weight)},
            [PART_RANKS] = {reading.ranks, sizeof reading.ranks},
        };

        bytes = yq_blob_make(parts, N_PARTS);
    }
    g_free(reading.weights);
    return bytes;
}

YqModel *yq_model_open(GError **error)
{
    YqBlob blob = yq_compiled_open("model", NULL, yq_model_compile, error);
    size_t n = 0, n_ranks = 0;

    if (blob.bytes == NULL) {
        return NULL;
    }
    const Weight *weights = yq_blob_part(&blob, PART_WEIGHTS, sizeof *weights, &n);
    const float *ranks = yq_blob_part(&blob, PART_RANKS, sizeof *ranks, &n_ranks);

    if (n == 0 || (n & (n - 1)) != 0 || n_ranks != YQ_RANK_COUNT) {
        yq_blob_clear(&blob);
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "the compiled model does not fit");
        return NULL;
    }
    YqModel *self = g_new0(YqModel, 1);

    *self = (YqModel){blob, weights, (uint32_t)n - 1, ranks};
    return self;
}

void yq_model_free(YqModel *self)
{
    if (self != NULL) {
        yq_blob_clear(&self->blob);
        g_free(self);
    }
}

float yq_model_weight(const YqModel *self, uint32_t feature)
{
    const Weight *found = &self->weights[find(self->weights, self->mask, feature)];

    return found->weight; /* an unused slot has weight 0 */
}

const float *yq_model_ranks(const YqModel *self)
{
    return self->ranks;
}
