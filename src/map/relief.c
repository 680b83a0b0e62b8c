/* SPDX-License-Identifier: MIT */
/* A quiet hillshade: an image of the frame, darker and lighter than the land beneath it.
 * Shaded on a grid coarser than the page and interpolated; heights are known to 4
 * arc-minutes only. */
#include "map/page.h"

#include "base/data.h"
#include "vector/relief.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

/* Points of the page between two shaded positions. */
#define STEP 3.0

typedef struct Shade {
    int width, height;
    YqPoint *at; /* of each position; lat NAN outside the projection */
    uint8_t *rgba;
} Shade;

/* The inverse projection is asked for every 8th position and interpolated between. */
static void find_positions(const YqPage *page, Shade *shade)
{
    enum { EVERY = 8 };
    int cw = shade->width / EVERY + 2, ch = shade->height / EVERY + 2;
    g_autofree YqPoint *coarse = g_new(YqPoint, (size_t)cw * ch);
    double about = page->projection.centre.lon;

    for (int j = 0; j < ch; j++) {
        for (int i = 0; i < cw; i++) {
            YqXY xy = {(float)(page->frame.x + i * EVERY * STEP),
                       (float)(page->frame.y + j * EVERY * STEP)};
            YqPoint at = {NAN, NAN};

            if (yq_projection_inverse(&page->projection, xy, &at)) {
                at.lon -= 360 * round((at.lon - about) / 360);
            }
            coarse[j * cw + i] = at;
        }
    }
    for (int j = 0; j < shade->height; j++) {
        for (int i = 0; i < shade->width; i++) {
            const YqPoint *c = &coarse[j / EVERY * cw + i / EVERY];
            double u = (double)(i % EVERY) / EVERY, v = (double)(j % EVERY) / EVERY;

            shade->at[j * shade->width + i] =
                (YqPoint){(1 - v) * ((1 - u) * c[0].lon + u * c[1].lon) +
                              v * ((1 - u) * c[cw].lon + u * c[cw + 1].lon),
                          (1 - v) * ((1 - u) * c[0].lat + u * c[1].lat) +
                              v * ((1 - u) * c[cw].lat + u * c[cw + 1].lat)};
        }
    }
}

static void shade_all(const YqPage *page, const YqRelief *relief, Shade *shade)
{
    const YqLight light = {315, 45, 3.2 * MAX(STEP * page->projection.km_per_point, 7)};
    double flat = sin(light.altitude * G_PI / 180);
    double cell = MAX(STEP * page->projection.km_per_point, 7);
    double strength = yq_theme_number(page->theme, "map", "hillshade");

    for (int i = 0; i < shade->width * shade->height; i++) {
        YqPoint at = shade->at[i];
        uint8_t *pixel = shade->rgba + 4 * (size_t)i;

        if (!isfinite(at.lat) || fabs(at.lat) > 89 ||
            yq_relief_at(relief, at.lon, at.lat) < 1) {
            continue;
        }
        double light_here = yq_relief_shade(relief, at, cell, light) - flat;
        double alpha = fabs(light_here) * strength * (light_here < 0 ? 1.35 : 1.6);

        memset(pixel, light_here < 0 ? 0 : 255, 3);
        if (light_here < 0) { /* shadows are warm */
            pixel[0] = 62;
            pixel[1] = 50;
            pixel[2] = 36;
        }
        pixel[3] = (uint8_t)(255 * CLAMP(alpha, 0, 0.75));
    }
}

void yq_page_relief(YqPage *page)
{
    g_autofree char *path = yq_data_path(YQ_RELIEF_FILE);
    YqRect f = page->frame;

    if (yq_page_without(page, "relief") ||
        yq_theme_number(page->theme, "map", "hillshade") <= 0) {
        return;
    }
    g_autoptr(YqRelief) relief = yq_relief_open(path, NULL);

    if (relief == NULL) {
        return;
    }
    Shade shade = {(int)ceil(f.width / STEP) + 1, (int)ceil(f.height / STEP) + 1, NULL,
                   NULL};

    shade.at = g_new(YqPoint, (size_t)shade.width * shade.height);
    shade.rgba = g_malloc0((size_t)shade.width * shade.height * 4);
    find_positions(page, &shade);
    shade_all(page, relief, &shade);
    YqRect on = {f.x - STEP / 2, f.y - STEP / 2, shade.width * STEP, shade.height * STEP};

    yq_scene_begin(page->scene, "relief", &page->frame);
    yq_scene_image(page->scene, on, shade.rgba, shade.width, shade.height);
    yq_scene_end(page->scene);
    g_free(shade.at);
    g_free(shade.rgba);
}
