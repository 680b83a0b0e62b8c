/* SPDX-License-Identifier: MIT */
/* PDF, written from the scene: shapes and text as such, symbols said once, faces
 * embedded, links, and what a reader who does not see the page needs: language, title,
 * the map in words, and each piece of text in the order in which it is read. */
#include "draw/pdfwriter.h"

#include "draw/outlines.h"
#include "draw/pngfile.h"
#include "draw/symbols.h"

#include <string.h>

static void put_paint(YqPdfWriter *self, GString *out, const YqPaint *paint)
{
    if (paint->fill.a > 0) {
        yq_pdf_put_colour(out, paint->fill, "rg");
    }
    if (paint->stroke.a > 0) {
        yq_pdf_put_colour(out, paint->stroke, "RG");
        yq_pdf_put_number(out, paint->width);
        g_string_append(out, paint->round ? "w 1 J 1 j [" : "w 0 J 0 j [");
        for (int i = 0; i < paint->n_dash; i++) {
            yq_pdf_put_number(out, paint->dash[i]);
        }
        g_string_append(out, "] 0 d\n");
    }
    yq_pdf_use_alpha(self, out, paint->fill.a > 0 ? paint->fill.a : 1,
                     paint->stroke.a > 0 ? paint->stroke.a : 1);
}

static const char *paint_operator(const YqPaint *paint)
{
    bool strokes = paint->stroke.a > 0 && paint->width > 0;

    if (paint->fill.a <= 0) {
        return strokes ? "S\n" : "n\n";
    }
    if (paint->even_odd) {
        return strokes ? "B*\n" : "f*\n";
    }
    return strokes ? "B\n" : "f\n";
}

static void put_path(GString *out, const YqXY *points, const uint32_t *ends,
                     uint32_t n_subpaths, bool closed)
{
    uint32_t i = 0;

    for (uint32_t k = 0; k < n_subpaths; k++) {
        for (uint32_t first = i; i < ends[k]; i++) {
            yq_pdf_put_point(out, points[i].x, points[i].y, i == first ? "m" : "l");
        }
        g_string_append(out, closed ? "h\n" : "");
    }
}

/* A quarter of a circle as a cubic. */
#define ARC 0.5522847498

static void put_round_rect(GString *out, double x, double y, double w, double h, double r)
{
    double k = r * (1 - ARC);

    yq_pdf_put_point(out, x + r, y, "m");
    yq_pdf_put_point(out, x + w - r, y, "l");
    yq_pdf_put_curve(out, x + w - k, y, x + w, y + k, x + w, y + r);
    yq_pdf_put_point(out, x + w, y + h - r, "l");
    yq_pdf_put_curve(out, x + w, y + h - k, x + w - k, y + h, x + w - r, y + h);
    yq_pdf_put_point(out, x + r, y + h, "l");
    yq_pdf_put_curve(out, x + k, y + h, x, y + h - k, x, y + h - r);
    yq_pdf_put_point(out, x, y + r, "l");
    yq_pdf_put_curve(out, x, y + k, x + k, y, x + r, y);
    g_string_append(out, "h\n");
}

static void put_rect(GString *out, const YqItem *item)
{
    yq_pdf_put_number(out, item->x);
    yq_pdf_put_number(out, item->y);
    yq_pdf_put_number(out, item->width);
    yq_pdf_put_number(out, item->height);
    g_string_append(out, "re\n");
}

static void write_shape(void *data, const YqItem *item)
{
    YqPdfWriter *self = data;
    const YqPaint *paint = yq_scene_paint(self->scene, item);
    double r = item->extra;

    yq_pdf_begin_figure(self);
    put_paint(self, self->out, paint);
    if (item->kind == YQ_ITEM_PATH) {
        put_path(self->out, item->points, item->ends, item->n_subpaths, item->closed);
    } else if (item->kind == YQ_ITEM_CIRCLE) {
        put_round_rect(self->out, item->x - r, item->y - r, 2 * r, 2 * r, r);
    } else if (r > 0) {
        put_round_rect(self->out, item->x, item->y, item->width, item->height,
                       MIN(r, MIN(item->width, item->height) / 2));
    } else {
        put_rect(self->out, item);
    }
    g_string_append(self->out, paint_operator(paint));
    yq_pdf_cover_link(self, yq_item_bounds(self->scene, item));
}

/* The symbol around (0, 0): first its rim, half of which the body then covers. */
static void put_symbol(YqPdfWriter *self, GString *out, const YqItem *item)
{
    const YqPath *path = yq_symbol_path(item->text);
    YqPaint rim = *yq_scene_paint(self->scene, item), body = rim;
    g_autofree YqXY *points = yq_symbol_points(path, item);

    rim.fill.a = 0;
    rim.width *= 2;
    rim.round = true;
    body.stroke.a = 0;
    body.even_odd = true;
    if (rim.stroke.a > 0 && rim.width > 0) {
        put_paint(self, out, &rim);
        put_path(out, points, path->ends, (uint32_t)path->n_subpaths, true);
        g_string_append(out, paint_operator(&rim));
    }
    put_paint(self, out, &body);
    put_path(out, points, path->ends, (uint32_t)path->n_subpaths, true);
    g_string_append(out, paint_operator(&body));
}

static unsigned symbol_form(YqPdfWriter *self, const YqItem *item)
{
    bool fresh;
    unsigned number = yq_symbol_number(self->forms, item, &fresh);

    if (!fresh) {
        return number;
    }
    double reach = item->extra / 2 * 1.1 + yq_scene_paint(self->scene, item)->width + 1;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) entries = g_string_new("/Type/XObject/Subtype/Form/BBox[");

    put_symbol(self, out, item);
    yq_pdf_put_number(entries, -reach);
    yq_pdf_put_number(entries, -reach);
    yq_pdf_put_number(entries, reach);
    yq_pdf_put_number(entries, reach);
    g_string_append(entries, "]/Resources 1 0 R");
    unsigned object =
        yq_pdf_add_stream(self->file, entries->str, out->str, out->len, false);

    g_array_append_val(self->form_objects, object);
    return number;
}

static void write_symbol(void *data, const YqItem *item)
{
    YqPdfWriter *self = data;
    unsigned form = symbol_form(self, item);

    yq_pdf_begin_figure(self);
    g_string_append(self->out, "q 1 0 0 1 ");
    yq_pdf_put_number(self->out, item->x);
    yq_pdf_put_number(self->out, item->y);
    g_string_append_printf(self->out, "cm/S%u Do Q\n", form);
    yq_pdf_cover_link(self, yq_item_bounds(self->scene, item));
}

static unsigned add_image(YqPdfWriter *self, const YqPixels *image, int channels,
                          const char *more)
{
    g_autoptr(GBytes) packed =
        yq_png_pack_rows(image->rgba, image->width, image->height, channels);
    g_autofree char *entries = g_strdup_printf(
        "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s"
        "/Interpolate true/DecodeParms<</Predictor 15/Colors %d/Columns %d>>%s",
        image->width, image->height, channels == 3 ? "DeviceRGB" : "DeviceGray", channels,
        image->width, more);

    return yq_pdf_add_stream(self->file, entries, g_bytes_get_data(packed, NULL),
                             g_bytes_get_size(packed), true);
}

static void write_image(void *data, const YqItem *item)
{
    YqPdfWriter *self = data;
    const YqPixels *image = item->pixels;
    bool opaque = true;
    g_autofree char *mask = NULL;

    for (size_t i = 0; opaque && i < (size_t)image->width * image->height; i++) {
        opaque = image->rgba[i * 4 + 3] == 255;
    }
    if (!opaque) {
        mask = g_strdup_printf("/SMask %u 0 R", add_image(self, image, 1, ""));
    }
    unsigned object = add_image(self, image, 3, mask != NULL ? mask : "");

    g_array_append_val(self->image_objects, object);
    yq_pdf_begin_figure(self);
    yq_pdf_use_alpha(self, self->out, 1, 1);
    g_string_append(self->out, "q ");
    yq_pdf_put_number(self->out, item->width);
    g_string_append(self->out, "0 0 ");
    yq_pdf_put_number(self->out, -item->height);
    yq_pdf_put_number(self->out, item->x);
    yq_pdf_put_number(self->out, item->y + item->height);
    g_string_append_printf(self->out, "cm/I%u Do Q\n", self->image_objects->len);
}

static void begin_group(void *data, const YqItem *item)
{
    YqPdfWriter *self = data;
    yq_pdf_end_figure(self);
    self->new_paragraph = true;
    self->depth++;
    g_string_append(self->out, "q\n");
    if (item->has_box) {
        put_rect(self->out, item);
        g_string_append(self->out, "W n\n");
    }
}

static void end_group(void *data, const YqItem *item)
{
    YqPdfWriter *self = data;

    (void)item;
    if (self->depth > 0) {
        yq_pdf_end_figure(self);
        self->new_paragraph = true;
        self->depth--;
        g_string_append(self->out, "Q\n");
    }
}

static void write_text(void *data, const YqItem *item)
{
    yq_pdf_write_text(data, item);
}

static void write_link(void *data, const YqItem *item)
{
    YqPdfWriter *self = data;

    yq_pdf_end_link(self);
    self->link = item->text;
    self->link_box.width = -1;
}

static void write_background(YqPdfWriter *self)
{
    YqColour back = self->scene->background;

    if (back.a <= 0) {
        return;
    }
    yq_pdf_put_colour(self->out, back, "rg");
    yq_pdf_use_alpha(self, self->out, back.a, 1);
    g_string_append(self->out, "0 0 ");
    yq_pdf_put_number(self->out, self->scene->width);
    yq_pdf_put_number(self->out, self->scene->height);
    g_string_append(self->out, "re f\n");
}

static void clear(YqPdfWriter *self)
{
    g_string_free(self->out, TRUE);
    g_string_free(self->links, TRUE);
    g_hash_table_unref(self->alphas);
    g_hash_table_unref(self->forms);
    g_array_unref(self->form_objects);
    g_array_unref(self->image_objects);
    g_ptr_array_unref(self->fonts);
    g_array_unref(self->figure);
    g_ptr_array_unref(self->paragraphs);
    g_array_unref(self->owners);
}

GBytes *yq_draw_pdf(const YqScene *scene, const YqRender *render, GError **error)
{
    static const YqItemVisitor visitor = {.begin = begin_group,
                                          .end = end_group,
                                          .shape = write_shape,
                                          .text = write_text,
                                          .image = write_image,
                                          .symbol = write_symbol,
                                          .link = write_link};
    YqPdfWriter self = {
        .scene = scene,
        .file = yq_pdf_file_new(),
        .out = g_string_sized_new(1 << 16),
        .links = g_string_new(NULL),
        .alphas = g_hash_table_new(NULL, NULL),
        .forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .form_objects = g_array_new(FALSE, FALSE, sizeof(unsigned)),
        .image_objects = g_array_new(FALSE, FALSE, sizeof(unsigned)),
        .fonts = g_ptr_array_new_with_free_func(yq_pdf_font_free),
        .figure = g_array_new(FALSE, FALSE, sizeof(unsigned)),
        .paragraphs = g_ptr_array_new_with_free_func(yq_pdf_free_paragraph),
        .owners = g_array_new(FALSE, FALSE, sizeof(unsigned))};

    (void)render;
    (void)error;
    yq_pdf_reserve(self.file); /* the resources */
    g_string_append(self.out, "1 0 0 -1 0 ");
    yq_pdf_put_number(self.out, scene->height);
    g_string_append(self.out, "cm\n");
    yq_pdf_begin_figure(&self);
    write_background(&self);
    yq_scene_visit(scene, &visitor, &self);
    yq_pdf_end_figure(&self);
    yq_pdf_end_link(&self);
    for (; self.depth > 0; self.depth--) {
        g_string_append(self.out, "Q\n");
    }
    GBytes *bytes = yq_pdf_write_document(&self);

    clear(&self);
    return bytes;
}
