/* SPDX-License-Identifier: MIT */
#include "geoparse/model.h"

#include "base/data.h"
#include "base/table.h"
#include <yaqut/error.h>

#include <string.h>

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

struct YqModel {
    Weight *weights; /* open addressing */
    uint32_t mask, used;
    float rank[YQ_RANK_COUNT];
};

static Weight *find(const YqModel *self, uint32_t feature)
{
    for (uint32_t at = feature ^ feature >> 16;; at++) {
        Weight *weight = &self->weights[at & self->mask];

        if (weight->feature == feature || weight->feature == 0) {
            return weight;
        }
    }
}

static void grow(YqModel *self)
{
    Weight *old = self->weights;
    uint32_t n = self->mask + 1;

    self->mask = n * 2 - 1;
    self->weights = g_new0(Weight, n * 2);
    for (uint32_t i = 0; i < n; i++) {
        if (old[i].feature != 0) {
            *find(self, old[i].feature) = old[i];
        }
    }
    g_free(old);
}

static bool visit_feature(const YqRow *row, void *data, GError **error)
{
    YqModel *self = data;
    char *end = NULL;
    uint32_t feature = g_ascii_strtoull(row->fields[0], &end, 16);

    if (feature == 0 || *end != '\0') {
        return yq_row_error(row, error, "'%s' is no feature", row->fields[0]);
    }
    if (self->used * 2 > self->mask) {
        grow(self);
    }
    *find(self, feature) = (Weight){feature, g_ascii_strtod(row->fields[1], NULL)};
    self->used++;
    return true;
}

static bool visit_rank(const YqRow *row, void *data, GError **error)
{
    YqModel *self = data;

    for (int i = 0; i < YQ_RANK_COUNT; i++) {
        if (strcmp(yq_rank_names[i], row->fields[0]) == 0) {
            self->rank[i] = g_ascii_strtod(row->fields[1], NULL);
            return true;
        }
    }
    return yq_row_error(row, error, "resolution knows no '%s'", row->fields[0]);
}

YqModel *yq_model_open(GError **error)
{
    g_autoptr(YqModel) self = g_new0(YqModel, 1);
    g_autofree char *features = yq_data_path("model/recognise.tsv");
    g_autofree char *rank = yq_data_path("model/resolve.tsv");

    self->mask = (1u << 15) - 1;
    self->weights = g_new0(Weight, self->mask + 1);
    if (!yq_table_read(features, visit_feature, self, error) ||
        !yq_table_read(rank, visit_rank, self, error)) {
        return NULL;
    }
    return g_steal_pointer(&self);
}

void yq_model_free(YqModel *self)
{
    if (self != NULL) {
        g_free(self->weights);
        g_free(self);
    }
}

float yq_model_weight(const YqModel *self, uint32_t feature)
{
    return find(self, feature)->weight; /* an unused slot has weight 0 */
}

const float *yq_model_ranks(const YqModel *self)
{
    return self->rank;
}
