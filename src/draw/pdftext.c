/* SPDX-License-Identifier: MIT */
/* Text in a PDF: as text where it is level or turned, as outlines with unseen text over
 * them where it is bent, so that it is found and copied in any case. */
#include "draw/pdfwriter.h"

#include "draw/outlines.h"

#include <string.h>

/* Bytes of the text that the glyphs of a cluster stand for; nothing but for its first
 * glyph. */
static size_t cluster_length(const YqPlacing *placing, size_t i, size_t text_length)
{
    const YqGlyph *glyph = placing->glyphs[i].glyph;
    size_t end = text_length;

    if (i > 0 && placing->glyphs[i - 1].glyph->cluster == glyph->cluster) {
        return 0;
    }
    for (size_t k = 0; k < placing->n; k++) {
        uint32_t other = placing->glyphs[k].glyph->cluster;

        if (other > glyph->cluster && other < end) {
            end = other;
        }
    }
    return end - glyph->cluster;
}

/* Glyphs that follow each other in one face on one line go into one string. */
static void put_level_glyphs(YqPdfWriter *self, const YqPlacing *placing)
{
    GString *out = self->out;
    const YqFace *face = NULL;
    double pen = 0, line = 0;

    for (size_t i = 0; i < placing->n; i++) {
        const YqPlaced *glyph = &placing->glyphs[i];

        if (glyph->face == NULL) {
            continue;
        }
        if (glyph->face != face || fabs(glyph->y - line) > 0.004) {
            if (face != NULL) {
                g_string_append(out, "]TJ\n");
            }
            if (glyph->face != face) {
                g_string_append_printf(out, "/F%u ", glyph->face->index);
                yq_pdf_put_number(out, placing->size);
                g_string_append(out, "Tf\n");
            }
            face = glyph->face;
            line = glyph->y;
            pen = glyph->x;
            g_string_append(out, "1 0 0 -1 ");
            yq_pdf_put_point(out, glyph->x, glyph->y, "Tm");
            g_string_append_c(out, '[');
        }
        double step = (pen - glyph->x) / placing->size * 1000;

        if (fabs(step) >= 0.5) {
            yq_put_hundredths(out, llround(step) * 100);
            pen = glyph->x + (step - round(step)) * placing->size / 1000;
        }
        g_string_append_printf(out, "<%04X>", glyph->id);
        pen += glyph->glyph->advance * placing->size;
    }
    g_string_append(out, face != NULL ? "]TJ\n" : "");
}

static void put_turned_glyphs(YqPdfWriter *self, const YqPlacing *placing)
{
    GString *out = self->out;

    for (size_t i = 0; i < placing->n; i++) {
        const YqPlaced *glyph = &placing->glyphs[i];
        YqXY at = yq_placing_map(placing, glyph, 0, 0);
        YqXY right = yq_placing_map(placing, glyph, 0.1, 0);
        double angle = atan2(right.y - at.y, right.x - at.x);

        if (glyph->face == NULL) {
            continue;
        }
        g_string_append_printf(out, "/F%u ", glyph->face->index);
        yq_pdf_put_number(out, placing->size);
        g_string_append(out, "Tf ");
        /* Four decimals: a hundredth is half a degree. */
        char c[32], s[32], minus[32];

        g_ascii_formatd(c, sizeof c, "%.4f", cos(angle));
        g_ascii_formatd(s, sizeof s, "%.4f", sin(angle));
        g_ascii_formatd(minus, sizeof minus, "%.4f", -cos(angle));
        g_string_append_printf(out, "%s %s %s %s ", c, s, s, minus);
        yq_pdf_put_point(out, at.x, at.y, "Tm");
        g_string_append_printf(out, "<%04X>Tj\n", glyph->id);
    }
}

static void put_glyphs(YqPdfWriter *self, const YqPlacing *placing)
{
    if (placing->level) {
        put_level_glyphs(self, placing);
    } else {
        put_turned_glyphs(self, placing);
    }
}

static void note_glyphs(YqPdfWriter *self, const YqPlacing *placing, const char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < placing->n; i++) {
        const YqPlaced *glyph = &placing->glyphs[i];

        if (glyph->face != NULL) {
            YqPdfFont *font = yq_pdf_font(self->fonts, self->file, glyph->face);

            yq_pdf_font_use(font, glyph->id, text + glyph->glyph->cluster,
                            cluster_length(placing, i, length));
        }
    }
}

static void sink_move(void *data, YqXY to)
{
    yq_pdf_put_point(data, to.x, to.y, "m");
}

static void sink_line(void *data, YqXY to)
{
    yq_pdf_put_point(data, to.x, to.y, "l");
}

static void sink_curve(void *data, YqXY a, YqXY b, YqXY to)
{
    yq_pdf_put_curve(data, a.x, a.y, b.x, b.y, to.x, to.y);
}

static void sink_close(void *data)
{
    g_string_append(data, "h\n");
}

/* Text on a curve is drawn as outlines, so that joined letters bend together. */
static void put_outlines(YqPdfWriter *self, const YqPlacing *placing)
{
    YqOutlineSink sink = {sink_move, sink_line, sink_curve, sink_close, self->out};

    yq_placing_outline(placing, &sink);
}

static void put_halo(YqPdfWriter *self, const YqPlacing *placing,
                     const YqTextStyle *style)
{
    yq_pdf_put_colour(self->out, style->halo, "RG");
    yq_pdf_use_alpha(self, self->out, 1, style->halo.a);
    yq_pdf_put_number(self->out, style->halo_width * 2);
    g_string_append(self->out, "w 1 J 1 j [] 0 d\n");
    if (placing->curved) {
        put_outlines(self, placing);
        g_string_append(self->out, "S\n");
    } else {
        g_string_append(self->out, "BT 1 Tr\n");
        put_glyphs(self, placing);
        g_string_append(self->out, "ET\n");
    }
}

static void put_body(YqPdfWriter *self, const YqPlacing *placing,
                     const YqTextStyle *style, const YqPlacing *unseen)
{
    yq_pdf_put_colour(self->out, style->colour, "rg");
    yq_pdf_use_alpha(self, self->out, style->colour.a, 1);
    if (placing->curved) {
        put_outlines(self, placing);
        g_string_append(self->out, "f\n");
    }
    g_string_append(self->out, placing->curved ? "BT 3 Tr\n" : "BT 0 Tr\n");
    put_glyphs(self, unseen != NULL ? unseen : placing);
    g_string_append(self->out, "ET\n");
}

/* Over the outlines of bent text lies the text itself unseen, level and without letter
 * spacing, so that it is found and copied as words. */
static YqPlacing *level_placing(const YqPlacing *bent, const YqItem *item,
                                const YqTextStyle *style)
{
    YqXY middle = yq_curve_at(&bent->curve, bent->curve.length / 2, 0, NULL);
    YqItem level = *item;
    YqTextStyle closed = *style;

    level.kind = YQ_ITEM_TEXT;
    level.align = YQ_ALIGN_MIDDLE;
    level.x = middle.x;
    level.y = middle.y;
    level.extra = 0;
    closed.font.spacing = 0;
    return yq_placing_new(&level, &closed);
}

void yq_pdf_write_text(YqPdfWriter *self, const YqItem *item)
{
    const YqTextStyle *style = yq_scene_style(self->scene, item);
    g_autoptr(YqPlacing) placing = yq_placing_new(item, style);

    yq_pdf_end_figure(self);
    note_glyphs(self, placing, item->text);
    if (style->halo.a > 0 && style->halo_width > 0) {
        g_string_append(self->out, "/Artifact BMC\n");
        put_halo(self, placing, style);
        g_string_append(self->out, "EMC\n");
    }
    g_string_append_printf(self->out, "/Span<</MCID %u>>BDC\n",
                           yq_pdf_mark_text(self, item->text));
    g_autoptr(YqPlacing) unseen =
        placing->curved ? level_placing(placing, item, style) : NULL;

    put_body(self, placing, style, unseen);
    g_string_append(self->out, "EMC\n");
    yq_pdf_cover_link(self, (YqRect){placing->bounds.x + style->font.size * 2,
                                     placing->bounds.y + style->font.size,
                                     placing->bounds.width - style->font.size * 4,
                                     placing->bounds.height - style->font.size * 2.7});
}
