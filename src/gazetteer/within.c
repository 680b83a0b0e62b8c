/* SPDX-License-Identifier: MIT */
/* The places of a box, the best known first: by tier, then cell by cell. */
#include "gazetteer/index.h"

#include <math.h>

/* Visits the places of @self from the cells with keys in [first, last]. */
static bool visit_cells(const YqGazetteer *self, uint32_t first, uint32_t last, YqBox box,
                        bool (*visit)(const YqPlace *place, void *data), void *data)
{
    uint64_t n = self->header.sections[YQ_SECTION_CELLS].size / sizeof(YqCell);
    uint64_t low = 0, high = n;

    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        const YqCell *cell = yq_index_at(self, YQ_SECTION_CELLS, 8 * middle, 8);

        if (cell != NULL && cell->key < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low + 1 < n; low++) {
        const YqCell *cell = yq_index_at(self, YQ_SECTION_CELLS, 8 * low, 16);

        if (cell == NULL || cell->key > last) {
            break;
        }
        for (uint32_t i = cell[0].start; i < MIN(cell[1].start, self->header.places);
             i++) {
            const YqRecord *record = yq_index_record(self, i);
            YqPoint at = record == NULL ? (YqPoint){999, 999}
                                        : (YqPoint){record->lon / 1e7, record->lat / 1e7};

            if (!yq_box_contains(box, at)) {
                continue;
            }
            YqPlace place = yq_gazetteer_place(self, i);

            if (yq_box_contains(box, place.at) && !visit(&place, data)) {
                return false;
            }
        }
    }
    return true;
}

static bool visit_columns(const YqGazetteer *self, uint32_t tier, int west, int east,
                          YqBox box, bool (*visit)(const YqPlace *place, void *data),
                          void *data)
{
    int south = CLAMP((int)floor(box.south) + 90, 0, 179);
    int north = CLAMP((int)floor(box.north) + 90, 0, 179);

    for (int row = south; row <= north; row++) {
        uint32_t start = tier * YQ_CELLS + row * 360;

        if (!visit_cells(self, start + west, start + east, box, visit, data)) {
            return false;
        }
    }
    return true;
}

void yq_gazetteer_within(const YqGazetteer *self, YqBox box,
                         bool (*visit)(const YqPlace *place, void *data), void *data)
{
    int west = CLAMP((int)floor(box.west) + 180, 0, 359);
    int east = CLAMP((int)floor(box.east) + 180, 0, 359);

    for (size_t i = 0; i < yq_overlay_count(self->overlay); i++) {
        YqPlace place = yq_gazetteer_place(self, yq_overlay_nth(self->overlay, i));
        bool moved = place.index < self->header.places &&
                     yq_box_contains(box, yq_index_place(self, place.index).at);

        if (yq_box_contains(box, place.at) && !moved && !visit(&place, data)) {
            return;
        }
    }
    for (uint32_t tier = 0; tier < YQ_TIERS; tier++) {
        bool on = box.west <= box.east
                      ? visit_columns(self, tier, west, east, box, visit, data)
                      : visit_columns(self, tier, west, 359, box, visit, data) &&
                            visit_columns(self, tier, 0, east, box, visit, data);

        if (!on) {
            return;
        }
    }
}
