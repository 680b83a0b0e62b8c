/* SPDX-License-Identifier: MIT */
/* Meridians and parallels, with their degrees at the frame's edges. */
#include "map/page.h"

#include "map/words.h"

#include <math.h>

static double nice_step(double span)
{
    static const double steps[] = {0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 20, 30};

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (span / steps[i] <= 6) {
            return steps[i];
        }
    }
    return 45;
}

enum { SAMPLES = 65 };

/* A meridian or a parallel of the box, as points of the page. */
static size_t sample(const YqPage *page, bool meridian, double value, YqXY *out)
{
    YqBox box = page->projection.box;
    YqPoint points[SAMPLES];
    YqXY xy[SAMPLES];
    size_t n = 0;

    for (int i = 0; i < SAMPLES; i++) {
        double t = (double)i / (SAMPLES - 1);
        double lat = box.south + (box.north - box.south) * t;
        double lon = box.west + (box.east - box.west) * t;

        points[i] =
            meridian ? (YqPoint){value, CLAMP(lat, -88, 88)} : (YqPoint){lon, value};
    }
    yq_projection_forward(&page->projection, points, SAMPLES, xy);
    for (int i = 0; i < SAMPLES; i++) {
        if (isfinite(xy[i].x)) {
            out[n++] = xy[i];
        }
    }
    return n;
}

/* Where a line leaves the frame across one edge: meridians at the bottom, parallels at
 * the side where reading begins. */
static bool crossing(const YqPage *page, const YqXY *line, size_t n, bool meridian,
                     YqXY *out)
{
    YqRect f = page->frame;
    double edge = meridian ? f.y + f.height : page->rtl ? f.x + f.width : f.x;

    for (size_t i = 1; i < n; i++) {
        double a = meridian ? line[i - 1].y : line[i - 1].x;
        double b = meridian ? line[i].y : line[i].x;

        if ((a < edge) == (b < edge)) {
            continue;
        }
        double t = (edge - a) / (b - a);
        double x = line[i - 1].x + t * (line[i].x - line[i - 1].x);
        double y = line[i - 1].y + t * (line[i].y - line[i - 1].y);

        if (x > f.x - 1 && x < f.x + f.width + 1 && y > f.y - 1 &&
            y < f.y + f.height + 1) {
            *out = (YqXY){(float)x, (float)y};
            return true;
        }
    }
    return false;
}

static void add_label(YqPage *page, YqXY at, bool meridian, double value)
{
    YqTextStyle style = {yq_theme_font(page->theme, "labels", "graticule"),
                         yq_theme_colour(page->theme, "page", "muted"),
                         yq_theme_colour(page->theme, "labels", "halo"), 1};
    g_autofree char *text = yq_say_angle(page, value, !meridian);
    YqExtents size = yq_text_measure(text, &style.font);
    YqRect f = page->frame;
    double x, y;

    if (meridian) {
        x = at.x;
        y = f.y + f.height - 4;
        if (x - size.width / 2 < f.x + 24 || x + size.width / 2 > f.x + f.width - 24) {
            return;
        }
    } else {
        x = page->rtl ? f.x + f.width - 4 - size.width / 2 : f.x + 4 + size.width / 2;
        y = at.y + size.ascent * 0.35;
        if (y < f.y + 16 || y > f.y + f.height - 22) {
            return;
        }
    }
    YqRect box = {x - size.width / 2 - 1, y - size.ascent, size.width + 2,
                  size.ascent + size.descent};

    g_array_append_val(page->obstacles, box);
    yq_page_later(page, x, y, text, &style);
}

static void draw_line(YqPage *page, bool meridian, double value, const YqPaint *paint)
{
    YqXY line[SAMPLES], at;
    size_t n = sample(page, meridian, value, line);
    uint32_t end = (uint32_t)n;

    if (n < 2) {
        return;
    }
    yq_scene_path(page->scene, &(YqPath){line, &end, 1, false}, paint);
    if (crossing(page, line, n, meridian, &at)) {
        add_label(page, at, meridian, value - 360 * round(meridian ? value / 360 : 0));
    }
}

void yq_page_graticule(YqPage *page)
{
    YqBox box = page->projection.box;
    YqPaint paint = {.stroke = yq_theme_colour(page->theme, "map", "graticule"),
                     .width = yq_theme_number(page->theme, "map", "graticule-width")};
    double lat_step = nice_step(box.north - box.south);
    double lon_step = page->projection.pole ? 30 : nice_step(box.east - box.west);

    if (yq_page_without(page, "graticule")) {
        return;
    }
    yq_scene_begin(page->scene, "graticule", &page->frame);
    for (double lon = ceil(box.west / lon_step) * lon_step; lon < box.east - 1e-9;
         lon += lon_step) {
        draw_line(page, true, lon, &paint);
    }
    for (double lat = ceil(box.south / lat_step) * lat_step; lat < box.north;
         lat += lat_step) {
        if (fabs(lat) < 89.9) {
            draw_line(page, false, lat, &paint);
        }
    }
    yq_scene_end(page->scene);
}
