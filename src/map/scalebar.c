/* SPDX-License-Identifier: MIT */
/* The scale bar, true at the map's centre. */
#include "map/legend.h"

#include "map/words.h"

#include <math.h>

/* A round length of about @points. */
static double scale_km(const YqPage *page, double points)
{
    double want = points * page->projection.km_per_point;
    double decade = pow(10, floor(log10(want)));
    double first = want / decade;

    return decade * (first >= 5 ? 5 : first >= 2 ? 2 : 1);
}

static double scale_points(const YqPage *page)
{
    return scale_km(page, CLAMP(page->frame.width * 0.24, 40, 150 * page->type_scale)) /
           page->projection.km_per_point;
}

void yq_scale_size(YqPage *page, double *width, double *height)
{
    *width = scale_points(page) + 34 * page->type_scale;
    *height = 22 * page->type_scale;
}

void yq_scale_draw(YqPage *page, YqRect rect)
{
    double points = scale_points(page), km = points * page->projection.km_per_point;
    double x = rect.x + (page->rtl ? 24 : 10) * page->type_scale,
           y = rect.y + 14 * page->type_scale;
    YqColour dark = yq_theme_colour(page->theme, "page", "text");
    YqTextStyle style = {yq_theme_font(page->theme, "furniture", "scale"), dark,
                         yq_theme_colour(page->theme, "labels", "halo"), 1.4};
    const char *unit = km < 1 ? "m" : "km";
    double last = km < 1 ? km * 1000 : km;
    g_autofree char *most = yq_say_number(page, last, 0);
    bool crowded = yq_text_measure(most, &style.font).width * 2.4 > points / 2;

    for (int i = 0; i < 2; i++) {
        bool filled = (i == 0) != page->rtl;

        yq_scene_rect(page->scene,
                      (YqRect){x + points * i / 2, y, points / 2, 3.2 * page->type_scale},
                      0,
                      &(YqPaint){.fill = filled ? dark
                                                : yq_theme_colour(page->theme, "page",
                                                                  "background"),
                                 .stroke = dark,
                                 .width = 0.6});
    }
    for (int i = 0; i <= 2; i += crowded ? 2 : 1) {
        g_autofree char *number = yq_say_number(page, last * i / 2, last < 2 ? 1 : 0);
        g_autofree char *with = g_strconcat(number, "\u00a0", yq_say(page, unit), NULL);
        double at = page->rtl ? x + points - points * i / 2 : x + points * i / 2;

        yq_scene_text(page->scene, at, y - 3.5 * page->type_scale, YQ_ALIGN_MIDDLE, 0,
                      i == 2 ? with : number, &style);
    }
}
