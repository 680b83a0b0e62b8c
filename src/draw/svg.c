/* SPDX-License-Identifier: MIT */
/* SVG, written from the scene: text as text, so that it can be read, searched and
 * corrected; symbols and text styles said once. */
#include "draw/glyphs.h"
#include "draw/items.h"
#include "draw/number.h"
#include "draw/placing.h"
#include "draw/pngfile.h"
#include "draw/symbols.h"

#include <string.h>

typedef struct Writer {
    const YqScene *scene;
    GString *out;
    GString *defs;
    GHashTable *ids;     /* of groups, that none is there twice */
    GHashTable *symbols; /* description of a drawn symbol to its number */
    bool outline;
    const char *link; /* open address, or NULL */
    unsigned n_clips, n_curves, depth;
} Writer;

static void put_escaped(GString *out, const char *text)
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

static void put_attribute(GString *out, const char *name, double value)
{
    g_string_append_printf(out, " %s=\"", name);
    yq_put_number(out, value);
    g_string_append_c(out, '"');
}

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
    put_attribute(out, "stroke-width", paint->width);
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

static void close_link(Writer *self)
{
    if (self->link != NULL) {
        g_string_append(self->out, "</a>");
    }
}

static void open_link(Writer *self)
{
    if (self->link != NULL) {
        g_string_append(self->out, "<a xlink:href=\"");
        put_escaped(self->out, self->link);
        g_string_append(self->out, "\">");
    }
}

/* A name as XML allows ids, made unique by a number. */
static char *make_id(Writer *self, const char *name)
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

static void begin_group(Writer *self, const YqItem *item)
{
    close_link(self);
    g_string_append(self->out, "<g");
    if (item->text != NULL) {
        g_autofree char *id = make_id(self, item->text);

        g_string_append_printf(self->out, " id=\"%s\"", id);
    }
    if (item->has_box) {
        unsigned n = self->n_clips++;

        g_string_append_printf(self->defs, "<clipPath id=\"_c%u\"><rect", n);
        put_attribute(self->defs, "x", item->x);
        put_attribute(self->defs, "y", item->y);
        put_attribute(self->defs, "width", item->width);
        put_attribute(self->defs, "height", item->height);
        g_string_append(self->defs, "/></clipPath>\n");
        g_string_append_printf(self->out, " clip-path=\"url(#_c%u)\"", n);
    }
    g_string_append(self->out, ">\n");
    self->depth++;
    open_link(self);
}

static void end_group(Writer *self)
{
    if (self->depth > 0) {
        self->depth--;
        close_link(self);
        g_string_append(self->out, "</g>\n");
        open_link(self);
    }
}

static void write_path(Writer *self, const YqItem *item)
{
    g_string_append(self->out, "<path");
    put_paint(self->out, yq_scene_paint(self->scene, item));
    g_string_append(self->out, " d=\"");
    put_path_data(self->out, item->points, item->ends, item->n_subpaths, item->closed);
    g_string_append(self->out, "\"/>\n");
}

static void write_rect(Writer *self, const YqItem *item)
{
    g_string_append(self->out, "<rect");
    put_attribute(self->out, "x", item->x);
    put_attribute(self->out, "y", item->y);
    put_attribute(self->out, "width", item->width);
    put_attribute(self->out, "height", item->height);
    if (item->extra > 0) {
        put_attribute(self->out, "rx", item->extra);
    }
    put_paint(self->out, yq_scene_paint(self->scene, item));
    g_string_append(self->out, "/>\n");
}

static void write_circle(Writer *self, const YqItem *item)
{
    g_string_append(self->out, "<circle");
    put_attribute(self->out, "cx", item->x);
    put_attribute(self->out, "cy", item->y);
    put_attribute(self->out, "r", item->extra);
    put_paint(self->out, yq_scene_paint(self->scene, item));
    g_string_append(self->out, "/>\n");
}

static void define_symbol(Writer *self, const YqItem *item, unsigned number)
{
    const YqPath *path = yq_symbol_path(item->text);
    YqPaint paint = *yq_scene_paint(self->scene, item);
    uint32_t n = path->ends[path->n_subpaths - 1];
    g_autofree YqXY *points = g_new(YqXY, n);

    for (uint32_t i = 0; i < n; i++) {
        points[i] = (YqXY){path->points[i].x * item->extra / 2,
                           path->points[i].y * item->extra / 2};
    }
    paint.width *= 2; /* half of it lies under the fill */
    paint.even_odd = true;
    paint.round = true;
    g_string_append_printf(self->defs, "<path id=\"_s%u\"", number);
    put_paint(self->defs, &paint);
    g_string_append(self->defs, " paint-order=\"stroke\" d=\"");
    put_path_data(self->defs, points, path->ends, (uint32_t)path->n_subpaths, true);
    g_string_append(self->defs, "\"/>\n");
}

static void write_symbol(Writer *self, const YqItem *item)
{
    char key[96];

    g_snprintf(key, sizeof key, "%s %u %d", item->text, item->paint,
               (int)yq_hundredths(item->extra));
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(self->symbols, key));

    if (number == 0) {
        number = g_hash_table_size(self->symbols) + 1;
        g_hash_table_insert(self->symbols, g_strdup(key), GUINT_TO_POINTER(number));
        define_symbol(self, item, number);
    }
    g_string_append_printf(self->out, "<use xlink:href=\"#_s%u\"", number);
    put_attribute(self->out, "x", item->x);
    put_attribute(self->out, "y", item->y);
    g_string_append(self->out, "/>\n");
}

static void write_image(Writer *self, const YqItem *item)
{
    g_autoptr(GBytes) png =
        yq_png_of_rgba(item->pixels->rgba, item->pixels->width, item->pixels->height);
    gsize length;
    const void *bytes = g_bytes_get_data(png, &length);
    g_autofree char *text = g_base64_encode(bytes, length);

    g_string_append(self->out, "<image");
    put_attribute(self->out, "x", item->x);
    put_attribute(self->out, "y", item->y);
    put_attribute(self->out, "width", item->width);
    put_attribute(self->out, "height", item->height);
    g_string_append(self->out,
                    " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,");
    g_string_append(self->out, text);
    g_string_append(self->out, "\"/>\n");
}

/* The outline of a glyph becomes the data of a path. */
static void sink_move(void *data, YqXY to)
{
    g_string_append_c(data, 'M');
    yq_put_number(data, to.x);
    g_string_append_c(data, ' ');
    yq_put_number(data, to.y);
}

static void sink_line(void *data, YqXY to)
{
    g_string_append_c(data, 'L');
    yq_put_number(data, to.x);
    g_string_append_c(data, ' ');
    yq_put_number(data, to.y);
}

static void sink_curve(void *data, YqXY a, YqXY b, YqXY to)
{
    YqXY points[3] = {a, b, to};

    for (int i = 0; i < 3; i++) {
        g_string_append_c(data, i == 0 ? 'C' : ' ');
        yq_put_number(data, points[i].x);
        g_string_append_c(data, ' ');
        yq_put_number(data, points[i].y);
    }
}

static void sink_close(void *data)
{
    g_string_append_c(data, 'Z');
}

typedef struct Bend {
    const YqPlacing *placing;
    const YqPlaced *placed;
} Bend;

static YqXY bend(const void *data, double x, double y)
{
    const Bend *at = data;

    return yq_placing_map(at->placing, at->placed, x, y);
}

static void write_outlines(Writer *self, const YqItem *item, bool silent)
{
    const YqTextStyle *style = yq_scene_style(self->scene, item);
    g_autoptr(YqPlacing) placing = yq_placing_new(item, style);
    YqOutlineSink sink = {sink_move, sink_line, sink_curve, sink_close, self->out};

    g_string_append_printf(self->out, "<path class=\"t%u o\"", item->paint);
    if (silent) {
        g_string_append(self->out, " aria-hidden=\"true\" d=\"");
    } else {
        g_string_append(self->out, " role=\"img\" aria-label=\"");
        put_escaped(self->out, item->text);
        g_string_append(self->out, "\" d=\"");
    }
    yq_fonts_lock();
    for (size_t i = 0; i < placing->n; i++) {
        Bend at = {placing, &placing->glyphs[i]};
        YqPointMap map = {bend, &at};

        yq_glyph_decompose(placing->glyphs[i].face, placing->glyphs[i].id, &map, &sink);
    }
    yq_fonts_unlock();
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

static void write_text(Writer *self, const YqItem *item)
{
    bool rtl = runs_rtl(item, yq_scene_style(self->scene, item));

    g_string_append_printf(self->out, "<text class=\"t%u\"", item->paint);
    put_attribute(self->out, "x", item->x);
    put_attribute(self->out, "y", item->y);
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
    put_escaped(self->out, item->text);
    g_string_append(self->out, "</text>\n");
}

/* Corners cut for ever end in arcs of parabolas from middle to middle of the sides. */
static void put_curve_data(GString *out, const YqXY *p, size_t n)
{
    g_string_append_c(out, 'M');
    yq_put_number(out, p[0].x);
    g_string_append_c(out, ' ');
    yq_put_number(out, p[0].y);
    for (size_t i = 1; i + 1 < n; i++) {
        bool last = i + 2 == n;
        double x = last ? p[n - 1].x : (p[i].x + p[i + 1].x) / 2;
        double y = last ? p[n - 1].y : (p[i].y + p[i + 1].y) / 2;

        g_string_append_c(out, 'Q');
        yq_put_number(out, p[i].x);
        g_string_append_c(out, ' ');
        yq_put_number(out, p[i].y);
        g_string_append_c(out, ' ');
        yq_put_number(out, x);
        g_string_append_c(out, ' ');
        yq_put_number(out, y);
    }
    if (n == 2) {
        g_string_append_c(out, 'L');
        yq_put_number(out, p[1].x);
        g_string_append_c(out, ' ');
        yq_put_number(out, p[1].y);
    }
}

/* Not every viewer knows text on a path (librsvg shows nothing), so that the letters are
 * outlines, and the text itself lies over them unseen, to be found and read aloud. */
static void write_along(Writer *self, const YqItem *item)
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
    put_escaped(self->out, item->text);
    g_string_append(self->out, "</textPath></text>\n");
}

static void write_item(Writer *self, const YqItem *item)
{
    switch ((YqItemKind)item->kind) {
    case YQ_ITEM_BEGIN:
        begin_group(self, item);
        break;
    case YQ_ITEM_END:
        end_group(self);
        break;
    case YQ_ITEM_PATH:
        write_path(self, item);
        break;
    case YQ_ITEM_RECT:
        write_rect(self, item);
        break;
    case YQ_ITEM_CIRCLE:
        write_circle(self, item);
        break;
    case YQ_ITEM_TEXT:
    case YQ_ITEM_ALONG:
        if (self->outline) {
            write_outlines(self, item, false);
        } else if (item->kind == YQ_ITEM_ALONG) {
            write_along(self, item);
        } else {
            write_text(self, item);
        }
        break;
    case YQ_ITEM_IMAGE:
        write_image(self, item);
        break;
    case YQ_ITEM_SYMBOL:
        write_symbol(self, item);
        break;
    case YQ_ITEM_LINK:
        close_link(self);
        self->link = item->text;
        open_link(self);
        break;
    }
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

static void put_styles(const Writer *self, GString *out)
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

static void put_root(const Writer *self, GString *out)
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
        put_escaped(out, scene->language);
        g_string_append(out, "\" xml:lang=\"");
        put_escaped(out, scene->language);
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

static void put_head(const Writer *self, GString *out)
{
    const YqScene *scene = self->scene;

    put_root(self, out);
    if (scene->title != NULL) {
        g_string_append(out, "<title id=\"_title\">");
        put_escaped(out, scene->title);
        g_string_append(out, "</title>\n");
    }
    if (scene->description != NULL) {
        g_string_append(out, "<desc id=\"_desc\">");
        put_escaped(out, scene->description);
        g_string_append(out, "</desc>\n");
    }
    put_styles(self, out);
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
    Writer self = {.scene = scene,
                   .out = g_string_sized_new(1 << 16),
                   .defs = g_string_new(NULL),
                   .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   .symbols =
                       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   .outline = render != NULL && render->outline};
    size_t n;
    const YqItem *items = yq_scene_items(scene, &n);

    (void)error;
    for (size_t i = 0; i < n; i++) {
        write_item(&self, &items[i]);
    }
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
