/* SPDX-License-Identifier: MIT */
/* A scene as text, for tests that compare layouts. */
#include "draw/items.h"

#include <math.h>

/* No "-0.00": the sign of nothing differs between compilers. */
static double tidy(double value)
{
    double rounded = round(value * 100) / 100;

    return rounded == 0 ? 0 : rounded;
}

static void put_colour(GString *out, const char *label, YqColour colour)
{
    if (colour.a > 0) {
        g_string_append_printf(
            out, " %s #%02x%02x%02x%02x", label, (unsigned)lroundf(colour.r * 255),
            (unsigned)lroundf(colour.g * 255), (unsigned)lroundf(colour.b * 255),
            (unsigned)lroundf(colour.a * 255));
    }
}

static void put_paint(GString *out, const YqPaint *paint)
{
    put_colour(out, "fill", paint->fill);
    put_colour(out, "stroke", paint->stroke);
    if (paint->stroke.a > 0) {
        g_string_append_printf(out, " %.2f", paint->width);
    }
    for (int i = 0; i < paint->n_dash; i++) {
        g_string_append_printf(out, "%s%.2f", i == 0 ? " dash " : ",", paint->dash[i]);
    }
}

static void put_style(GString *out, const YqTextStyle *style)
{
    g_string_append_printf(out, " %.2f%s%s", style->font.size,
                           style->font.bold ? " bold" : "",
                           style->font.italic ? " italic" : "");
    if (style->font.spacing > 0) {
        g_string_append_printf(out, " spaced %.2f", style->font.spacing);
    }
    put_colour(out, "colour", style->colour);
}

static void put_points(GString *out, const YqItem *item)
{
    uint32_t first = 0;

    for (uint32_t i = 0; i < item->n_points; i++) {
        bool starts = i == first;

        if (starts && item->n_subpaths > 0 && item->ends != NULL) {
            for (uint32_t k = 0; k < item->n_subpaths; k++) {
                if (item->ends[k] > i) {
                    first = item->ends[k];
                    break;
                }
            }
        }
        g_string_append_printf(out, "%s%.2f,%.2f", starts && i > 0 ? " / " : " ",
                               tidy(item->points[i].x), tidy(item->points[i].y));
    }
}

static void put_item(GString *out, const YqScene *scene, const YqItem *item)
{
    switch ((YqItemKind)item->kind) {
    case YQ_ITEM_PATH:
        g_string_append(out, item->closed ? "area" : "line");
        put_paint(out, yq_scene_paint(scene, item));
        put_points(out, item);
        break;
    case YQ_ITEM_RECT:
        g_string_append_printf(out, "rect %.2f,%.2f %.2fx%.2f", tidy(item->x),
                               tidy(item->y), item->width, item->height);
        put_paint(out, yq_scene_paint(scene, item));
        break;
    case YQ_ITEM_CIRCLE:
        g_string_append_printf(out, "circle %.2f,%.2f %.2f", tidy(item->x), tidy(item->y),
                               item->extra);
        put_paint(out, yq_scene_paint(scene, item));
        break;
    case YQ_ITEM_TEXT:
        g_string_append_printf(out, "text %.2f,%.2f %s", tidy(item->x), tidy(item->y),
                               item->align == YQ_ALIGN_START    ? "start"
                               : item->align == YQ_ALIGN_MIDDLE ? "middle"
                                                                : "end");
        put_style(out, yq_scene_style(scene, item));
        g_string_append_printf(out, " \"%s\"", item->text);
        break;
    case YQ_ITEM_ALONG:
        g_string_append(out, "along");
        put_style(out, yq_scene_style(scene, item));
        g_string_append_printf(out, " \"%s\"", item->text);
        put_points(out, item);
        break;
    case YQ_ITEM_IMAGE:
        g_string_append_printf(out, "image %.2f,%.2f %.2fx%.2f of %dx%d", tidy(item->x),
                               tidy(item->y), item->width, item->height,
                               item->pixels->width, item->pixels->height);
        break;
    case YQ_ITEM_SYMBOL:
        g_string_append_printf(out, "symbol %s %.2f,%.2f %.2f", item->text, tidy(item->x),
                               tidy(item->y), item->extra);
        put_paint(out, yq_scene_paint(scene, item));
        break;
    case YQ_ITEM_LINK:
        g_string_append_printf(out, "link %s", item->text == NULL ? "off" : item->text);
        break;
    default:
        break;
    }
    g_string_append_c(out, '\n');
}

char *yq_scene_dump(const YqScene *self)
{
    GString *out = g_string_new(NULL);
    size_t n, depth = 0;
    const YqItem *items = yq_scene_items(self, &n);

    g_string_append_printf(out, "page %.2fx%.2f\n", self->width, self->height);
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind == YQ_ITEM_END) {
            depth -= depth > 0 ? 1 : 0;
            continue;
        }
        for (size_t k = 0; k < depth; k++) {
            g_string_append(out, "  ");
        }
        if (items[i].kind == YQ_ITEM_BEGIN) {
            g_string_append_printf(out, "%s:\n",
                                   items[i].text != NULL ? items[i].text : "group");
            depth++;
        } else {
            put_item(out, self, &items[i]);
        }
    }
    return g_string_free(out, FALSE);
}
