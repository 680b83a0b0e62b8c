/* SPDX-License-Identifier: MIT */
/* Names of regions that are no administrative unit, on a curve across them. */
#include "map/names.h"

#include "map/mask.h"

#include <math.h>
#include <string.h>

/* A gentle arch: a hundredth of the width each way from the middle, upwards. */
static GArray *arch(double x, double y, double width)
{
    enum { N = 24 };
    GArray *points = g_array_new(FALSE, FALSE, sizeof(YqXY));

    for (int i = 0; i <= N; i++) {
        double t = 2.0 * i / N - 1;
        YqXY xy = {(float)(x + t * width * 0.56), (float)(y + t * t * width * 0.07)};

        g_array_append_val(points, xy);
    }
    return points;
}

/* Whether a name there stands on land as its region does, or the region lies at sea. */
static bool stands_well(const YqPage *page, YqXY region, double x, double y, double width)
{
    if (page->land == NULL || yq_mask_share(page->land, region.x, region.y) < 0.5) {
        return true;
    }
    double share = 0;

    for (int i = -2; i <= 2; i++) {
        share += yq_mask_share(page->land, x + i * width / 5, y) / 5;
    }
    return share > 0.6;
}

static void add_region(YqNames *self, const YqTown *town)
{
    YqPage *page = self->page;
    YqTextStyle style = yq_name_style(page, "region", "region-colour");
    double reach = town->radius_km / page->projection.km_per_point;
    YqXY at = yq_projection_point(&page->projection, town->at);

    if (!yq_name_is_joined(town->name)) {
        style.font.spacing = style.font.size * CLAMP((reach / 100), 0.05, 0.4);
    }
    YqTextStyle below =
        yq_name_below(&style, town->second != NULL ? town->second : town->name);
    YqName *name = yq_names_add(self, YQ_NAME_CURVE, "region", town->name, town->second,
                                &style, &below);
    double up = town->second != NULL ? (name->second_baseline - name->baseline) / 2 : 0;

    name->priority = 75;
    /* a region that fills the frame is what the map is about: its name tells nothing new
     */
    name->must = reach > 20 && reach < page->frame.width / 2;
    name->curves = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    name->height += name->width * 0.05;
    for (int dy = -3; dy <= 3; dy++) {
        for (int dx = -3; dx <= 3; dx++) {
            double x = at.x + dx * MAX(reach, 30) * 0.24,
                   y = at.y + dy * MAX(reach, 30) * 0.2;

            if (!stands_well(page, at, x, y, name->width)) {
                continue;
            }
            yq_name_candidate(name, x, y, 0.12 * (abs(dx) + 1.2 * abs(dy)), false);
            g_ptr_array_add(name->curves,
                            arch(x, y - up + 0.3 * style.font.size - name->width * 0.02,
                                 name->width));
        }
    }
}

/* A continent that an article names in passing is where the whole map lies: there is no
 * place for its name that says more. */
static bool is_continent(const YqPage *page, const YqTown *town)
{
    return town->place >= 0 &&
           g_strcmp0(
               yq_annotations_place(page->annotations, (size_t)town->place)->feature_code,
               "CONT") == 0;
}

void yq_names_regions(YqNames *self)
{
    YqPage *page = self->page;
    YqRect f = page->frame;

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->area && town->feature_class != 'A' && town->feature_class != 'H' &&
            !is_continent(page, town) && town->xy.x > f.x && town->xy.x < f.x + f.width &&
            town->xy.y > f.y && town->xy.y < f.y + f.height) {
            add_region(self, town);
        }
    }
}
