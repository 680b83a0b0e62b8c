/* SPDX-License-Identifier: MIT */
/* A small map of the continent with the frame of the large one. */
#include "map/page.h"

#include "base/data.h"
#include "vector/relief.h"

#include <math.h>

/* From the middle to the sides, km: what orients, and where the frame fills more than
 * most of it nothing does. */
#define LEAST_KM 2800.0
#define USUAL_KM 3900.0
#define MOST_KM 5600.0
#define MOST_OF_FRAME 3300.0

/* Where less of it is land, it is widened. */
#define LEAST_LAND 0.15

/* How much of an inset would be land. */
static double land_share(const YqPage *page, const YqRelief *relief, double reach)
{
    enum { SIDE = 12 };
    YqRect unit = {0, 0, SIDE, SIDE};
    YqProjection inset;
    int land = 0;

    if (!yq_projection_around(&page->projection, unit, reach, &inset)) {
        return 1;
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
        YqXY xy = {(float)(i % SIDE + 0.5), (float)(i / SIDE + 0.5)};
        YqPoint at;

        land += yq_projection_inverse(&inset, xy, &at) &&
                yq_relief_at(relief, at.lon, at.lat) > 1;
    }
    yq_projection_clear(&inset);
    return (double)land / (SIDE * SIDE);
}

/* A map of islands is shown with the continents about it. */
static double widened(const YqPage *page, double reach)
{
    g_autofree char *path = yq_data_path(YQ_RELIEF_FILE);
    g_autoptr(YqRelief) own = page->relief == NULL ? yq_relief_open(path, NULL) : NULL;
    const YqRelief *relief = page->relief != NULL ? page->relief : own;

    while (relief != NULL && reach < MOST_KM &&
           land_share(page, relief, reach) < LEAST_LAND) {
        reach = MIN(reach * 1.3, MOST_KM);
    }
    return reach;
}

double yq_page_inset_reach(YqPage *page)
{
    YqRect f = page->frame;
    double half = page->projection.km_per_point * hypot(f.width, f.height) / 2;

    if (page->vectors == NULL || half > MOST_OF_FRAME) {
        return 0;
    }
    if (page->inset_reach == 0) {
        page->inset_reach =
            widened(page, MAX(CLAMP(half * 7, LEAST_KM, USUAL_KM), half * 1.8));
    }
    return page->inset_reach;
}

/* The frame's outline as a curve of the inset. */
static void draw_inset_frame(YqPage *page, const YqProjection *inset)
{
    enum { SIDE = 12 };
    YqXY points[4 * SIDE];
    YqRect f = page->frame;
    size_t n = 0;

    for (int i = 0; i < 4 * SIDE; i++) {
        double t = (double)(i % SIDE) / SIDE;
        int side = i / SIDE;
        double u = side == 0 ? t : side == 1 ? 1 : side == 2 ? 1 - t : 0;
        double v = side == 0 ? 0 : side == 1 ? t : side == 2 ? 1 : 1 - t;
        YqPoint at;

        if (yq_projection_inverse(
                &page->projection,
                (YqXY){(float)(f.x + u * f.width), (float)(f.y + v * f.height)}, &at)) {
            points[n++] = yq_projection_point(inset, at);
        }
    }
    uint32_t end = (uint32_t)n;
    YqColour red = yq_theme_colour(page->theme, "furniture", "inset-frame"), soft = red;

    soft.a = 0.12f;
    yq_scene_path(page->scene, &(YqPath){points, &end, 1, true},
                  &(YqPaint){.fill = soft, .stroke = red, .width = 1.1});
}

void yq_page_inset_draw(YqPage *page)
{
    YqProjection inset;
    YqRect r = page->inset.rect;
    YqPaint land = {.fill = yq_theme_colour(page->theme, "furniture", "inset-land")};
    YqPaint border = {.stroke = yq_theme_colour(page->theme, "furniture", "inset-sea"),
                      .width = 0.4};
    YqPaint sea = {.fill = yq_theme_colour(page->theme, "furniture", "inset-sea")};
    YqPaint edge = {.stroke = yq_theme_colour(page->theme, "page", "panel-stroke"),
                    .width = 0.6};

    if (r.width <= 0 ||
        !yq_projection_around(&page->projection, r, yq_page_inset_reach(page), &inset)) {
        return;
    }
    yq_scene_begin(page->scene, "inset", &r);
    yq_scene_rect(page->scene, r, 0, &sea);
    yq_page_overview(page, &inset, &land, &border);
    draw_inset_frame(page, &inset);
    yq_scene_rect(page->scene, r, 0, &edge);
    yq_scene_end(page->scene);
    yq_projection_clear(&inset);
}
