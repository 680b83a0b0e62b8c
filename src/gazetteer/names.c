/* SPDX-License-Identifier: MIT */
/* Walking the tables of names and of sounds. */
#include "gazetteer/names.h"

#include "gazetteer/index.h"

#include <math.h>

uint32_t yq_names_count(const YqGazetteer *self, uint32_t place)
{
    const YqRecord *record = yq_index_record(self, place);
    YqPlace own;

    if (yq_overlay_place(self->overlay, place, &own)) {
        return YQ_NAMES_OWN;
    }
    return record != NULL ? record->names : 0;
}

static YqFacts own_facts(const YqPlace *place)
{
    YqFacts facts = {.feature_class = place->feature_class,
                     .population = place->population};

    memcpy(facts.country, place->country, sizeof facts.country);
    memcpy(facts.feature_code, place->feature_code, sizeof facts.feature_code);
    return facts;
}

YqFacts yq_gazetteer_facts(const YqGazetteer *self, uint32_t index)
{
    YqPlace own;

    if (self->overlay != NULL && yq_overlay_place(self->overlay, index, &own)) {
        return own_facts(&own);
    }
    const YqRecord *record = yq_index_record(self, index);
    YqFacts facts = {.feature_class = 'P'};

    if (record == NULL) {
        return facts;
    }
    const char *feature =
        yq_index_at(self, YQ_SECTION_FEATURES, record->feature * UINT64_C(8), 8);
    const char *country = yq_index_at(self, YQ_SECTION_COUNTRIES,
                                      record->country * (uint64_t)sizeof facts.country,
                                      sizeof facts.country);

    if (feature != NULL) {
        facts.feature_class = feature[0];
        memcpy(facts.feature_code, feature + 1, sizeof facts.feature_code - 1);
    }
    if (country != NULL) {
        memcpy(facts.country, country, sizeof facts.country - 1);
    }
    facts.population = yq_unpack_population(record->population);
    return facts;
}

/* Whether the table of names may have that hash. */
static bool may_have(const YqGazetteer *self, uint64_t hash)
{
    if (self->header.names_bits > YQ_FILTER_MOST) {
        return true;
    }
    uint64_t line = yq_hash_bucket(hash, yq_filter_bits(self->header.names_bits));
    const YqFilterLine *at =
        yq_index_at(self, YQ_SECTION_FILTER, line * sizeof *at, sizeof *at);

    return at != NULL && yq_filter_has(at, hash);
}

const YqTableEntry *yq_index_find(const YqGazetteer *self, YqSectionId table,
                                  uint64_t hash)
{
    if (table == YQ_SECTION_NAMES && !may_have(self, hash)) {
        return NULL;
    }
    uint32_t bits =
        table == YQ_SECTION_NAMES ? self->header.names_bits : self->header.sounds_bits;
    uint64_t bucket = yq_hash_bucket(hash, bits);
    const uint32_t *edges = yq_index_at(self, (YqSectionId)(table + 1), 4 * bucket, 8);

    if (edges == NULL || edges[0] >= edges[1]) {
        return NULL;
    }
    uint64_t n = edges[1] - edges[0];
    const YqTableEntry *entries =
        yq_index_at(self, table, sizeof *entries * edges[0], sizeof *entries * n);
    uint32_t tag = yq_hash_tag(hash, bits);

    for (uint64_t i = 0; entries != NULL && i < n; i++) {
        if (entries[i].tag >> YQ_TAG_SHIFT == tag) {
            return &entries[i];
        }
    }
    return NULL;
}

YqPostings yq_index_postings(const YqGazetteer *self, YqSectionId table,
                             const YqTableEntry *entry)
{
    YqSectionId lists = (YqSectionId)(table + 2);

    if ((entry->tag & YQ_KIND_MASK) == YQ_KIND_ONE) {
        return (YqPostings){(const YqPosting *)&entry->value, 1};
    }
    if ((entry->tag & YQ_KIND_MASK) == YQ_KIND_LIST) {
        const uint32_t *n = yq_index_at(self, lists, 4 * (uint64_t)entry->value, 4);
        const YqPosting *items =
            n == NULL ? NULL
                      : yq_index_at(self, lists, 4 * (entry->value + UINT64_C(1)),
                                    4 * (uint64_t)*n);

        return (YqPostings){items, items != NULL ? *n : 0};
    }
    return (YqPostings){0};
}

bool yq_names_step(const YqGazetteer *self, YqNameCursor *cursor, const char *word,
                   size_t length)
{
    cursor->state = yq_hash_word(cursor->state, word, length);
    const YqTableEntry *entry = yq_index_find(self, YQ_SECTION_NAMES, cursor->state);
    const YqTableEntry *first =
        (const YqTableEntry *)(self->bytes +
                               self->header.sections[YQ_SECTION_NAMES].offset);

    cursor->state2 = entry != NULL ? (uint64_t)(entry - first) + 1 : 0;
    return entry != NULL ||
           (self->overlay != NULL && yq_overlay_find(self->overlay, cursor->state));
}

YqPostings yq_names_here(const YqGazetteer *self, const YqNameCursor *cursor)
{
    YqPostings postings = {0};

    if (self->overlay != NULL &&
        yq_overlay_postings(self->overlay, cursor->state, &postings)) {
        return postings;
    }
    if (cursor->state2 == 0) {
        return postings;
    }
    const YqTableEntry *entry =
        yq_index_at(self, YQ_SECTION_NAMES, 8 * (cursor->state2 - 1), 8);

    return entry != NULL ? yq_index_postings(self, YQ_SECTION_NAMES, entry) : postings;
}

/* Names of a table so large are met by chance as often as those of the world. */
#define LARGE 100000.0
#define FAVOUR_MAX 6.0f

float yq_names_favour(const YqGazetteer *self, YqPostings postings)
{
    double places = self->header.places;
    YqPlace own;

    for (size_t i = 0; self->overlay != NULL && i < postings.n; i++) {
        if (yq_overlay_place(self->overlay, postings.items[i].place, &own)) {
            places = MIN(places, (double)yq_overlay_count(self->overlay));
            break;
        }
    }
    return places < LARGE ? MIN(FAVOUR_MAX, 0.7f * logf((float)(LARGE / places))) : 0;
}
