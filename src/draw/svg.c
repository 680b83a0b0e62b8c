/* SPDX-License-Identifier: MIT */
/* SVG, written from the scene: text as text, so that it can be read, searched and
 * corrected; symbols and text styles said once. */
#include "draw/svgwriter.h"

#include "draw/outlines.h"
#include "draw/pngfile.h"
#include "draw/symbols.h"

#include <string.h>

static void put_colour(GString *out, const char *name, YqColour colour)
{
    if (colour.a <= 0) {
        g_string_append_printf(out, " %s=\"none\"", name);
        return;
    }
    g_string_append_printf(
        out, " %s=\"#%02x%02x%02x\"", name, (unsigned)lroundf(colour.r * 255),
        (unsigned)lroundf(colour.g * 255), (unsigned)lroundf(colour.b * 255));
    if (colour.a < 1) {
        g_string_append_printf(out, " %s-opacity=\"", name);
        yq_put_number(out, colour.a);
        g_string_append_c(out, '"');
    }
}

static void put_paint(GString *out, const YqPaint *paint)
{
    bool strokes = paint->stroke.a > 0 && paint->width > 0;

    put_colour(out, "fill", paint->fill);
    if (paint->fill.a > 0 && paint->even_odd) {
        g_string_append(out, " fill-rule=\"evenodd\"");
    }
    if (!strokes) {
        return;
    }
    put_colour(out, "stroke", paint->stroke);
    yq_svg_put_attribute(out, "stroke-width", paint->width);
    if (paint->round) {
        g_string_append(out, " stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
    for (int i = 0; i < paint->n_dash; i++) {
        g_string_append(out, i == 0 ? " stroke-dasharray=\"" : " ");
        yq_put_number(out, paint->dash[i]);
    }
    g_string_append(out, paint->n_dash > 0 ? "\"" : "");
}

/* Steps between points, in hundredths, so that no error adds up. */
static void put_path_data(GString *out, const YqXY *points, const uint32_t *ends,
                          uint32_t n_subpaths, bool closed)
{
    int64_t x = 0, y = 0;
    uint32_t i = 0;

    for (uint32_t k = 0; k < n_subpaths; k++) {
        bool first_step = true;

        for (uint32_t first = i; i < ends[k]; i++) {
            int64_t to_x = yq_hundredths(points[i].x), to_y = yq_hundredths(points[i].y);

            if (i > first && to_x == x && to_y == y) {
                continue;
            }
            bool jumps = i == first;

            if (jumps) {
                g_string_append_c(out, 'M');
            } else {
                g_string_append(out, first_step ? "l" : to_x < x ? "" : " ");
                first_step = false;
            }
            int64_t dx = jumps ? to_x : to_x - x, dy = jumps ? to_y : to_y - y;

            yq_put_hundredths(out, dx);
            if (dy >= 0) {
                g_string_append_c(out, ' ');
            }
            yq_put_hundredths(out, dy);
            x = to_x;
            y = to_y;
        }
        if (closed) {
            g_string_append_c(out, 'Z');
        }
    }
}

static void close_link(YqSvgWriter *self)
{
    if (self->link != NULL) {
        g_string_append(self->out, "</a>");
    }
}

static void open_link(YqSvgWriter *self)
{
    if (self->link != NULL) {
        g_string_append(self->out, "<a xlink:href=\"");
        yq_svg_put_escaped(self->out, self->link);
        g_string_append(self->out, "\">");
    }
}

/* A name as XML allows ids, made unique by a number. */
static char *make_id(YqSvgWriter *self, const char *name)
{
    GString *id = g_string_new(NULL);

    for (const char *at = name; *at != '\0'; at++) {
        bool fine = g_ascii_isalnum(*at) || *at == '-' || *at == '_';

        g_string_append_c(id, fine ? *at : '-');
    }
    if (id->len == 0 || !g_ascii_isalpha(id->str[0])) {
        g_string_prepend(id, "g-");
    }
    unsigned uses = GPOINTER_TO_UINT(g_hash_table_lookup(self->ids, id->str)) + 1;

    g_hash_table_insert(self->ids, g_strdup(id->str), GUINT_TO_POINTER(uses));
    if (uses > 1) {
        g_string_append_printf(id, "-%u", uses);
    }
    return g_string_free(id, FALSE);
}

static void begin_group(void *data, const YqItem *item)
{
    YqSvgWriter *self = data;
    close_link(self);
    g_string_append(self->out, "<g");
    if (item->text != NULL) {
        g_autofree char *id = make_id(self, item->text);

        g_string_append_printf(self->out, " id=\"%s\"", id);
    }
    if (item->has_box) {
        unsigned n = self->n_clips++;

        g_string_append_printf(self->defs, "<clipPath id=\"_c%u\"><rect", n);
        yq_svg_put_attribute(self->defs, "x", item->x);
        yq_svg_put_attribute(self->defs, "y", item->y);
        yq_svg_put_attribute(self->defs, "width", item->width);
        yq_svg_put_attribute(self->defs, "height", item->height);
        g_string_append(self->defs, "/></clipPath>\n");
        g_string_append_printf(self->out, " clip-path=\"url(#_c%u)\"", n);
    }
    g_string_append(self->out, ">\n");
    self->depth++;
    open_link(self);
}

static void end_group(void *data, const YqItem *item)
{
    YqSvgWriter *self = data;

    (void)item;
    if (self->depth > 0) {
        self->depth--;
        close_link(self);
        g_string_append(self->out, "</g>\n");
        open_link(self);
    }
}

static void write_path(YqSvgWriter *self, const YqItem *item)
{
    g_string_append(self->out, "<path");
    put_paint(self->out, yq_scene_paint(self->scene, item));
    g_string_append(self->out, " d=\"");
    put_path_data(self->out, item->points, item->ends, item->n_subpaths, item->closed);
    g_string_append(self->out, "\"/>\n");
}

static void write_rect(YqSvgWriter *self, const YqItem *item)
{
    g_string_append(self->out, "<rect");
    yq_svg_put_attribute(self->out, "x", item->x);
    yq_svg_put_attribute(self->out, "y", item->y);
    yq_svg_put_attribute(self->out, "width", item->width);
    yq_svg_put_attribute(self->out, "height", item->height);
    if (item->extra > 0) {
        yq_svg_put_attribute(self->out, "rx", item->extra);
    }
    put_paint(self->out, yq_scene_paint(self->scene, item));
    g_string_append(self->out, "/>\n");
}

static void write_circle(YqSvgWriter *self, const YqItem *item)
{
    g_string_append(self->out, "<circle");
    yq_svg_put_attribute(self->out, "cx", item->x);
    yq_svg_put_attribute(self->out, "cy", item->y);
    yq_svg_put_attribute(self->out, "r", item->extra);
    put_paint(self->out, yq_scene_paint(self->scene, item));
    g_string_append(self->out, "/>\n");
}

static void define_symbol(YqSvgWriter *self, const YqItem *item, unsigned number)
{
    const YqPath *path = yq_symbol_path(item->text);
    YqPaint paint = *yq_scene_paint(self->scene, item);
    g_autofree YqXY *points = yq_symbol_points(path, item);

    paint.width *= 2; /* half of it lies under the fill */
    paint.even_odd = true;
    paint.round = true;
    g_string_append_printf(self->defs, "<path id=\"_s%u\"", number);
    put_paint(self->defs, &paint);
    g_string_append(self->defs, " paint-order=\"stroke\" d=\"");
    put_path_data(self->defs, points, path->ends, (uint32_t)path->n_subpaths, true);
    g_string_append(self->defs, "\"/>\n");
}

static void write_symbol(void *data, const YqItem *item)
{
    YqSvgWriter *self = data;
    bool fresh;
    unsigned number = yq_symbol_number(self->symbols, item, &fresh);

    if (fresh) {
        define_symbol(self, item, number);
    }
    g_string_append_printf(self->out, "<use xlink:href=\"#_s%u\"", number);
    yq_svg_put_attribute(self->out, "x", item->x);
    yq_svg_put_attribute(self->out, "y", item->y);
    g_string_append(self->out, "/>\n");
}

static void write_image(void *data, const YqItem *item)
{
    YqSvgWriter *self = data;
    g_autoptr(GBytes) png =
        yq_png_of_rgba(item->pixels->rgba, item->pixels->width, item->pixels->height);
    gsize length;
    const void *bytes = g_bytes_get_data(png, &length);
    g_autofree char *text = g_base64_encode(bytes, length);

    g_string_append(self->out, "<image");
    yq_svg_put_attribute(self->out, "x", item->x);
    yq_svg_put_attribute(self->out, "y", item->y);
    yq_svg_put_attribute(self->out, "width", item->width);
    yq_svg_put_attribute(self->out, "height", item->height);
    g_string_append(self->out,
                    " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,");
    g_string_append(self->out, text);
    g_string_append(self->out, "\"/>\n");
}

static void write_link(void *data, const YqItem *item)
{
    YqSvgWriter *self = data;

    close_link(self);
    self->link = item->text;
    open_link(self);
}

static void write_shape(void *data, const YqItem *item)
{
    if (item->kind == YQ_ITEM_PATH) {
        write_path(data, item);
    } else if (item->kind == YQ_ITEM_RECT) {
        write_rect(data, item);
    } else {
        write_circle(data, item);
    }
}

static void write_text(void *data, const YqItem *item)
{
    yq_svg_write_text(data, item);
}

static void put_root(const YqSvgWriter *self, GString *out)
{
    const YqScene *scene = self->scene;

    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                         "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"");
    g_string_append(out, " width=\"");
    yq_put_number(out, scene->width);
    g_string_append(out, "pt\" height=\"");
    yq_put_number(out, scene->height);
    g_string_append(out, "pt\" viewBox=\"0 0 ");
    yq_put_number(out, scene->width);
    g_string_append_c(out, ' ');
    yq_put_number(out, scene->height);
    g_string_append_c(out, '"');
    if (scene->language != NULL) {
        g_string_append(out, " lang=\"");
        yq_svg_put_escaped(out, scene->language);
        g_string_append(out, "\" xml:lang=\"");
        yq_svg_put_escaped(out, scene->language);
        g_string_append_c(out, '"');
    }
    g_string_append(out, " role=\"img\"");
    if (scene->title != NULL) {
        g_string_append(out, " aria-labelledby=\"_title\"");
    }
    if (scene->description != NULL) {
        g_string_append(out, " aria-describedby=\"_desc\"");
    }
    g_string_append(out, ">\n");
}

static void put_head(const YqSvgWriter *self, GString *out)
{
    const YqScene *scene = self->scene;

    put_root(self, out);
    if (scene->title != NULL) {
        g_string_append(out, "<title id=\"_title\">");
        yq_svg_put_escaped(out, scene->title);
        g_string_append(out, "</title>\n");
    }
    if (scene->description != NULL) {
        g_string_append(out, "<desc id=\"_desc\">");
        yq_svg_put_escaped(out, scene->description);
        g_string_append(out, "</desc>\n");
    }
    yq_svg_put_styles(self, out);
    g_string_append(out, "<defs>\n");
    g_string_append_len(out, self->defs->str, (gssize)self->defs->len);
    g_string_append(out, "</defs>\n");
    if (scene->background.a > 0) {
        g_string_append(out, "<rect width=\"100%\" height=\"100%\"");
        put_colour(out, "fill", scene->background);
        g_string_append(out, "/>\n");
    }
}

GBytes *yq_draw_svg(const YqScene *scene, const YqRender *render, GError **error)
{
    static const YqItemVisitor visitor = {.begin = begin_group,
                                          .end = end_group,
                                          .shape = write_shape,
                                          .text = write_text,
                                          .image = write_image,
                                          .symbol = write_symbol,
                                          .link = write_link};
    YqSvgWriter self = {
        .scene = scene,
        .out = g_string_sized_new(1 << 16),
        .defs = g_string_new(NULL),
        .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .symbols = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .outline = render != NULL && render->outline};

    (void)error;
    yq_scene_visit(scene, &visitor, &self);
    close_link(&self);
    while (self.depth > 0) {
        self.depth--;
        g_string_append(self.out, "</g>\n");
    }
    GString *whole = g_string_sized_new(self.out->len + self.defs->len + 8192);

    put_head(&self, whole);
    g_string_append_len(whole, self.out->str, (gssize)self.out->len);
    g_string_append(whole, "</svg>\n");
    g_string_free(self.out, TRUE);
    g_string_free(self.defs, TRUE);
    g_hash_table_unref(self.ids);
    g_hash_table_unref(self.symbols);
    return g_string_free_to_bytes(whole);
}
