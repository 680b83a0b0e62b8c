/* SPDX-License-Identifier: MIT */
/* Text in an SVG: as text, so that it can be read, searched and corrected; as outlines
 * where that is asked for, and where it runs along a line. */
#include "draw/svgwriter.h"

#include "draw/outlines.h"

#include <string.h>

void yq_svg_put_escaped(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        default:
            /* Control characters have no place in XML. */
            if ((unsigned char)*text >= 0x20 || *text == '\n' || *text == '\t') {
                g_string_append_c(out, *text);
            }
            break;
        }
    }
}

/* The outline of a glyph becomes the data of a path. */
static void sink_move(void *data, YqXY to)
{
    yq_svg_put_point(data, 'M', to.x, to.y);
}

static void sink_line(void *data, YqXY to)
{
    yq_svg_put_point(data, 'L', to.x, to.y);
}

static void sink_curve(void *data, YqXY a, YqXY b, YqXY to)
{
    YqXY points[3] = {a, b, to};

    for (int i = 0; i < 3; i++) {
        yq_svg_put_point(data, i == 0 ? 'C' : ' ', points[i].x, points[i].y);
    }
}

static void sink_close(void *data)
{
    g_string_append_c(data, 'Z');
}

static void write_outlines(YqSvgWriter *self, const YqItem *item, bool silent)
{
    const YqTextStyle *style = yq_scene_style(self->scene, item);
    g_autoptr(YqPlacing) placing = yq_placing_new(item, style);
    YqOutlineSink sink = {sink_move, sink_line, sink_curve, sink_close, self->out};

    g_string_append_printf(self->out, "<path class=\"t%u o\"", item->paint);
    if (silent) {
        g_string_append(self->out, " aria-hidden=\"true\" d=\"");
    } else {
        g_string_append(self->out, " role=\"img\" aria-label=\"");
        yq_svg_put_escaped(self->out, item->text);
        g_string_append(self->out, "\" d=\"");
    }
    yq_placing_outline(placing, &sink);
    g_string_append(self->out, "\"/>\n");
}

/* "start" is where reading starts, the right end of an Arabic line; ours is the left end.
 */
static const char *anchor_of(uint8_t align, bool rtl)
{
    if (align == YQ_ALIGN_MIDDLE) {
        return " text-anchor=\"middle\"";
    }
    bool at_reading_start = (align == YQ_ALIGN_START) != rtl;

    return at_reading_start ? "" : " text-anchor=\"end\"";
}

static bool runs_rtl(const YqItem *item, const YqTextStyle *style)
{
    g_autoptr(YqShaped) shaped = yq_text_shape(item->text, &style->font);

    return shaped->rtl;
}

static void write_straight(YqSvgWriter *self, const YqItem *item)
{
    bool rtl = runs_rtl(item, yq_scene_style(self->scene, item));

    g_string_append_printf(self->out, "<text class=\"t%u\"", item->paint);
    yq_svg_put_attribute(self->out, "x", item->x);
    yq_svg_put_attribute(self->out, "y", item->y);
    g_string_append(self->out, anchor_of(item->align, rtl));
    g_string_append(self->out, rtl ? " direction=\"rtl\"" : "");
    if (item->extra != 0) {
        g_string_append(self->out, " transform=\"rotate(");
        yq_put_number(self->out, item->extra * 180 / G_PI);
        g_string_append_c(self->out, ' ');
        yq_put_number(self->out, item->x);
        g_string_append_c(self->out, ' ');
        yq_put_number(self->out, item->y);
        g_string_append(self->out, ")\"");
    }
    g_string_append_c(self->out, '>');
    yq_svg_put_escaped(self->out, item->text);
    g_string_append(self->out, "</text>\n");
}

/* Corners cut for ever end in arcs of parabolas from middle to middle of the sides. */
static void put_curve_data(GString *out, const YqXY *p, size_t n)
{
    yq_svg_put_point(out, 'M', p[0].x, p[0].y);
    for (size_t i = 1; i + 1 < n; i++) {
        bool last = i + 2 == n;
        double x = last ? p[n - 1].x : (p[i].x + p[i + 1].x) / 2;
        double y = last ? p[n - 1].y : (p[i].y + p[i + 1].y) / 2;

        yq_svg_put_point(out, 'Q', p[i].x, p[i].y);
        yq_svg_put_point(out, ' ', x, y);
    }
    if (n == 2) {
        yq_svg_put_point(out, 'L', p[1].x, p[1].y);
    }
}

/* Not every viewer knows text on a path (librsvg shows nothing), so that the letters are
 * outlines, and the text itself lies over them unseen, to be found and read aloud. */
static void write_along(YqSvgWriter *self, const YqItem *item)
{
    unsigned n = self->n_curves++;

    write_outlines(self, item, true);
    bool rtl = runs_rtl(item, yq_scene_style(self->scene, item));

    g_string_append_printf(self->defs, "<path id=\"_l%u\" fill=\"none\" d=\"", n);
    put_curve_data(self->defs, item->points, item->n_points);
    g_string_append(self->defs, "\"/>\n");
    g_string_append_printf(self->out,
                           "<text class=\"t%u\" style=\"fill:none;stroke:none\" "
                           "text-anchor=\"middle\"%s><textPath "
                           "xlink:href=\"#_l%u\" startOffset=\"50%%\">",
                           item->paint, rtl ? " direction=\"rtl\"" : "", n);
    yq_svg_put_escaped(self->out, item->text);
    g_string_append(self->out, "</textPath></text>\n");
}

static void put_css_colour(GString *out, const char *name, YqColour colour)
{
    g_string_append_printf(
        out, "%s:#%02x%02x%02x;", name, (unsigned)lroundf(colour.r * 255),
        (unsigned)lroundf(colour.g * 255), (unsigned)lroundf(colour.b * 255));
    if (colour.a < 1) {
        g_string_append_printf(out, "%s-opacity:", name);
        yq_put_number(out, colour.a);
        g_string_append_c(out, ';');
    }
}

/* The family as we draw it, then what a machine without our faces is likely to have. */
static void put_family(GString *out, const char *family)
{
    const char *name = family != NULL ? family : YQ_DEFAULT_FAMILY;

    if (strcmp(name, "Noto Naskh") == 0) {
        g_string_append(out, "'Noto Serif','Noto Naskh Arabic',serif");
    } else if (strcmp(name, "Noto Kufi") == 0) {
        g_string_append(out, "'Noto Sans','Noto Kufi Arabic',sans-serif");
    } else if (strcmp(name, "Noto Sans") == 0) {
        g_string_append(out, "'Noto Sans','Noto Sans Arabic',sans-serif");
    } else {
        g_string_append_printf(out, "'%s',sans-serif", name);
    }
}

void yq_svg_put_styles(const YqSvgWriter *self, GString *out)
{
    const GArray *styles = self->scene->styles;

    g_string_append(out, "<style>text,.o{white-space:pre;stroke-linejoin:round;"
                         "paint-order:stroke}\n");
    for (size_t i = 0; i < styles->len; i++) {
        const YqTextStyle *style = &g_array_index(styles, YqTextStyle, i);

        g_string_append_printf(out, ".t%zu{font:%s%s", i,
                               style->font.italic ? "italic " : "",
                               style->font.bold ? "bold " : "");
        yq_put_number(out, style->font.size);
        g_string_append(out, "px ");
        put_family(out, style->font.family);
        g_string_append_c(out, ';');
        put_css_colour(out, "fill", style->colour);
        if (style->halo.a > 0 && style->halo_width > 0) {
            put_css_colour(out, "stroke", style->halo);
            g_string_append(out, "stroke-width:");
            yq_put_number(out, style->halo_width * 2);
            g_string_append_c(out, ';');
        }
        if (style->font.spacing != 0) {
            g_string_append(out, "letter-spacing:");
            yq_put_number(out, style->font.spacing);
            g_string_append(out, "px;");
        }
        g_string_append(out, "}\n");
    }
    g_string_append(out, "</style>\n");
}

void yq_svg_write_text(YqSvgWriter *self, const YqItem *item)
{
    if (self->outline) {
        write_outlines(self, item, false);
    } else if (item->kind == YQ_ITEM_ALONG) {
        write_along(self, item);
    } else {
        write_straight(self, item);
    }
}
