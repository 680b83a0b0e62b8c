/* SPDX-License-Identifier: MIT */
#include "draw/placing.h"

#include <math.h>

static double shift_of(uint8_t align, double width)
{
    return align == YQ_ALIGN_START ? 0 : align == YQ_ALIGN_MIDDLE ? width / 2 : width;
}

static void lay_straight(YqPlacing *self, const YqItem *item, double reach)
{
    double angle = item->extra, shift = shift_of(item->align, self->width);

    self->cosine = cos(angle);
    self->sine = sin(angle);
    self->x = item->x - shift * self->cosine;
    self->y = item->y - shift * self->sine;
    self->level = fabs(angle) < 1e-4;
    YqXY ends[2] = {{(float)self->x, (float)self->y},
                    {(float)(self->x + self->width * self->cosine),
                     (float)(self->y + self->width * self->sine)}};

    self->bounds = yq_points_bounds(ends, 2, reach);
    for (size_t i = 0; self->level && i < self->n; i++) {
        self->glyphs[i].x += (float)self->x;
        self->glyphs[i].y += (float)self->y;
    }
}

YqPlacing *yq_placing_new(const YqItem *item, const YqTextStyle *style)
{
    YqPlacing *self = g_new0(YqPlacing, 1);
    double size = style->font.size, reach = size * 2 + style->halo_width;

    self->shaped = yq_text_shape(item->text, &style->font);
    self->n = self->shaped->n_glyphs;
    self->size = size;
    self->glyphs = g_new(YqPlaced, self->n);
    g_autofree float *x = g_new(float, self->n);

    self->width = yq_shaped_positions(self->shaped, &style->font, x);
    yq_fonts_lock();
    for (size_t i = 0; i < self->n; i++) {
        const YqGlyph *glyph = &self->shaped->glyphs[i];

        self->glyphs[i] = (YqPlaced){yq_fonts_face(glyph->face), glyph->id, x[i],
                                     (float)(glyph->y * size), glyph};
    }
    yq_fonts_unlock();
    if (item->kind == YQ_ITEM_ALONG) {
        self->curved = true;
        self->curve = yq_curve_new(item->points, item->n_points);
        self->start = (self->curve.length - self->width) / 2;
        self->bounds = yq_points_bounds(item->points, item->n_points,
                                        reach + MAX(0, self->width - self->curve.length));
    } else {
        lay_straight(self, item, reach);
    }
    return self;
}

void yq_placing_free(YqPlacing *self)
{
    if (self != NULL) {
        yq_curve_clear(&self->curve);
        yq_shaped_unref(self->shaped);
        g_free(self->glyphs);
        g_free(self);
    }
}

YqXY yq_placing_map(const YqPlacing *self, const YqPlaced *placed, double x, double y)
{
    double px = placed->x + x * self->size, py = placed->y + y * self->size;

    if (self->level) {
        return (YqXY){(float)px, (float)py};
    }
    if (self->curved) {
        return yq_curve_at(&self->curve, self->start + px, py, NULL);
    }
    return (YqXY){(float)(self->x + px * self->cosine - py * self->sine),
                  (float)(self->y + px * self->sine + py * self->cosine)};
}
