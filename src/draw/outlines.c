/* SPDX-License-Identifier: MIT */
#include "draw/outlines.h"

#include "draw/number.h"

typedef struct Bend {
    const YqPlacing *placing;
    const YqPlaced *placed;
} Bend;

static YqXY bend(const void *data, double x, double y)
{
    const Bend *at = data;

    return yq_placing_map(at->placing, at->placed, x, y);
}

void yq_placing_outline(const YqPlacing *self, const YqOutlineSink *sink)
{
    yq_fonts_lock();
    for (size_t i = 0; i < self->n; i++) {
        Bend at = {self, &self->glyphs[i]};
        YqPointMap map = {bend, &at};

        if (at.placed->face != NULL) {
            yq_glyph_decompose(at.placed->face, at.placed->id, &map, sink);
        }
    }
    yq_fonts_unlock();
}

unsigned yq_symbol_number(GHashTable *numbers, const YqItem *item, bool *out_new)
{
    char key[96];

    g_snprintf(key, sizeof key, "%s %u %d", item->text, item->paint,
               (int)yq_hundredths(item->extra));
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, key));

    *out_new = number == 0;
    if (*out_new) {
        number = g_hash_table_size(numbers) + 1;
        g_hash_table_insert(numbers, g_strdup(key), GUINT_TO_POINTER(number));
    }
    return number;
}

YqXY *yq_symbol_points(const YqPath *path, const YqItem *item)
{
    uint32_t n = path->ends[path->n_subpaths - 1];
    YqXY *points = g_new(YqXY, n);

    for (uint32_t i = 0; i < n; i++) {
        points[i] = (YqXY){path->points[i].x * item->extra / 2,
                           path->points[i].y * item->extra / 2};
    }
    return points;
}
