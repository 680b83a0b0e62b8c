/* SPDX-License-Identifier: MIT */
/* PDF, written from the scene: shapes and text as such, symbols said once, faces
 * embedded, links, and what a reader who does not see the page needs: language, title,
 * the map in words, and each piece of text in the order in which it is read. */
#include "draw/glyphs.h"
#include "draw/items.h"
#include "draw/number.h"
#include "draw/pdffont.h"
#include "draw/placing.h"
#include "draw/pngfile.h"
#include "draw/symbols.h"

#include <string.h>

typedef struct Writer {
    const YqScene *scene;
    YqPdfFile *file;
    GString *out;          /* content of the page */
    GHashTable *alphas;    /* of opacity in 1/255, fill * 256 + stroke, to nothing */
    GHashTable *forms;     /* description of a drawn symbol to its number */
    GArray *form_objects;  /* of unsigned */
    GArray *image_objects; /* of unsigned */
    GPtrArray *fonts;
    GString *links;        /* annotations, finished */
    const char *link;      /* open address */
    YqRect link_box;       /* what it has covered so far; width < 0: nothing */
    GArray *figure;        /* of unsigned: marked content of the picture */
    GPtrArray *paragraphs; /* of Paragraph */
    GArray *owners; /* of unsigned: for each marked content, its paragraph + 1, or 0 */
    bool in_figure;
    bool new_paragraph;
    unsigned depth;
} Writer;

static void put(GString *out, double a)
{
    yq_put_number(out, a);
    g_string_append_c(out, ' ');
}

static void put_point(GString *out, double x, double y, const char *operator)
{
    put(out, x);
    put(out, y);
    g_string_append(out, operator);
    g_string_append_c(out, '\n');
}

static void put_colour(GString *out, YqColour c, const char *operator)
{
    put(out, c.r);
    put(out, c.g);
    put(out, c.b);
    g_string_append(out, operator);
    g_string_append_c(out, '\n');
}

static void use_alpha(Writer *self, GString *out, float fill, float stroke)
{
    unsigned key = (unsigned)lroundf(fill * 255) * 256 + (unsigned)lroundf(stroke * 255);

    g_hash_table_add(self->alphas, GUINT_TO_POINTER(key + 1));
    g_string_append_printf(out, "/A%u gs\n", key);
}

static void put_paint(Writer *self, GString *out, const YqPaint *paint)
{
    if (paint->fill.a > 0) {
        put_colour(out, paint->fill, "rg");
    }
    if (paint->stroke.a > 0) {
        put_colour(out, paint->stroke, "RG");
        put(out, paint->width);
        g_string_append(out, paint->round ? "w 1 J 1 j [" : "w 0 J 0 j [");
        for (int i = 0; i < paint->n_dash; i++) {
            put(out, paint->dash[i]);
        }
        g_string_append(out, "] 0 d\n");
    }
    use_alpha(self, out, paint->fill.a > 0 ? paint->fill.a : 1,
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
            put_point(out, points[i].x, points[i].y, i == first ? "m" : "l");
        }
        g_string_append(out, closed ? "h\n" : "");
    }
}

/* A quarter of a circle as a cubic. */
#define ARC 0.5522847498

static void put_curve(GString *out, double ax, double ay, double bx, double by, double x,
                      double y)
{
    put(out, ax);
    put(out, ay);
    put(out, bx);
    put(out, by);
    put_point(out, x, y, "c");
}

static void put_round_rect(GString *out, double x, double y, double w, double h, double r)
{
    double k = r * (1 - ARC);

    put_point(out, x + r, y, "m");
    put_point(out, x + w - r, y, "l");
    put_curve(out, x + w - k, y, x + w, y + k, x + w, y + r);
    put_point(out, x + w, y + h - r, "l");
    put_curve(out, x + w, y + h - k, x + w - k, y + h, x + w - r, y + h);
    put_point(out, x + r, y + h, "l");
    put_curve(out, x + k, y + h, x, y + h - k, x, y + h - r);
    put_point(out, x, y + r, "l");
    put_curve(out, x, y + k, x + k, y, x + r, y);
    g_string_append(out, "h\n");
}

static void put_rect(GString *out, const YqItem *item)
{
    put(out, item->x);
    put(out, item->y);
    put(out, item->width);
    put(out, item->height);
    g_string_append(out, "re\n");
}

/* Marked content: what is drawn until the end belongs to the picture or to a paragraph.
 */
static unsigned mark(Writer *self, unsigned owner)
{
    g_array_append_val(self->owners, owner);
    return self->owners->len - 1;
}

static void end_figure(Writer *self)
{
    if (self->in_figure) {
        g_string_append(self->out, "EMC\n");
        self->in_figure = false;
    }
}

static void begin_figure(Writer *self)
{
    if (!self->in_figure) {
        unsigned n = mark(self, 0);

        g_array_append_val(self->figure, n);
        g_string_append_printf(self->out, "/Figure<</MCID %u>>BDC\n", n);
        self->in_figure = true;
    }
}

/* What stands in one group is one paragraph. Its text is kept as it is read: glyphs stand
 * in the order of the eye, which for Arabic is another. */
typedef struct Paragraph {
    GArray *pieces; /* of unsigned: its marked content */
    GString *text;
} Paragraph;

static void free_paragraph(void *at)
{
    Paragraph *self = at;

    g_array_unref(self->pieces);
    g_string_free(self->text, TRUE);
    g_free(self);
}

static unsigned mark_text(Writer *self, const char *text)
{
    if (self->new_paragraph || self->paragraphs->len == 0) {
        Paragraph *paragraph = g_new(Paragraph, 1);

        *paragraph =
            (Paragraph){g_array_new(FALSE, FALSE, sizeof(unsigned)), g_string_new(NULL)};
        g_ptr_array_add(self->paragraphs, paragraph);
        self->new_paragraph = false;
    }
    unsigned n = mark(self, self->paragraphs->len);
    Paragraph *last = self->paragraphs->pdata[self->paragraphs->len - 1];

    g_array_append_val(last->pieces, n);
    g_string_append_printf(last->text, "%s%s", last->text->len > 0 ? "\n" : "", text);
    return n;
}

static void cover_link(Writer *self, YqRect box)
{
    YqRect *all = &self->link_box;

    if (self->link == NULL) {
        return;
    }
    if (all->width < 0) {
        *all = box;
        return;
    }
    double right = MAX(all->x + all->width, box.x + box.width);
    double bottom = MAX(all->y + all->height, box.y + box.height);

    all->x = MIN(all->x, box.x);
    all->y = MIN(all->y, box.y);
    all->width = right - all->x;
    all->height = bottom - all->y;
}

static void end_link(Writer *self)
{
    YqRect box = self->link_box;
    double height = self->scene->height;

    if (self->link == NULL || box.width < 0) {
        return;
    }
    g_autofree char *escaped = g_uri_escape_string(
        self->link, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%", FALSE);
    GString *out = self->links;

    g_string_append(out, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[");
    put(out, box.x);
    put(out, height - box.y - box.height);
    put(out, box.x + box.width);
    put(out, height - box.y);
    g_string_append(out, "]/A<</S/URI/URI(");
    for (const char *at = escaped; *at != '\0'; at++) {
        if (*at == '(' || *at == ')' || *at == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *at);
    }
    g_string_append(out, ")>>>>\n");
}

static void write_shape(Writer *self, const YqItem *item)
{
    const YqPaint *paint = yq_scene_paint(self->scene, item);
    double r = item->extra;

    begin_figure(self);
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
    cover_link(self, yq_item_bounds(self->scene, item));
}

/* The symbol around (0, 0): first its rim, half of which the body then covers. */
static void put_symbol(Writer *self, GString *out, const YqItem *item)
{
    const YqPath *path = yq_symbol_path(item->text);
    YqPaint rim = *yq_scene_paint(self->scene, item), body = rim;
    uint32_t n = path->ends[path->n_subpaths - 1];
    g_autofree YqXY *points = g_new(YqXY, n);

    for (uint32_t i = 0; i < n; i++) {
        points[i] = (YqXY){path->points[i].x * item->extra / 2,
                           path->points[i].y * item->extra / 2};
    }
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

static unsigned symbol_form(Writer *self, const YqItem *item)
{
    char key[96];

    g_snprintf(key, sizeof key, "%s %u %d", item->text, item->paint,
               (int)yq_hundredths(item->extra));
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(self->forms, key));

    if (number > 0) {
        return number;
    }
    double reach = item->extra / 2 * 1.1 + yq_scene_paint(self->scene, item)->width + 1;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) entries = g_string_new("/Type/XObject/Subtype/Form/BBox[");

    put_symbol(self, out, item);
    put(entries, -reach);
    put(entries, -reach);
    put(entries, reach);
    put(entries, reach);
    g_string_append(entries, "]/Resources 1 0 R");
    unsigned object =
        yq_pdf_add_stream(self->file, entries->str, out->str, out->len, false);

    g_array_append_val(self->form_objects, object);
    number = self->form_objects->len;
    g_hash_table_insert(self->forms, g_strdup(key), GUINT_TO_POINTER(number));
    return number;
}

static void write_symbol(Writer *self, const YqItem *item)
{
    unsigned form = symbol_form(self, item);

    begin_figure(self);
    g_string_append(self->out, "q 1 0 0 1 ");
    put(self->out, item->x);
    put(self->out, item->y);
    g_string_append_printf(self->out, "cm/S%u Do Q\n", form);
    cover_link(self, yq_item_bounds(self->scene, item));
}

static unsigned add_image(Writer *self, const YqPixels *image, int channels,
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

static void write_image(Writer *self, const YqItem *item)
{
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
    begin_figure(self);
    use_alpha(self, self->out, 1, 1);
    g_string_append(self->out, "q ");
    put(self->out, item->width);
    g_string_append(self->out, "0 0 ");
    put(self->out, -item->height);
    put(self->out, item->x);
    put(self->out, item->y + item->height);
    g_string_append_printf(self->out, "cm/I%u Do Q\n", self->image_objects->len);
}

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
static void put_level_glyphs(Writer *self, const YqPlacing *placing)
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
                put(out, placing->size);
                g_string_append(out, "Tf\n");
            }
            face = glyph->face;
            line = glyph->y;
            pen = glyph->x;
            g_string_append(out, "1 0 0 -1 ");
            put_point(out, glyph->x, glyph->y, "Tm");
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

static void put_turned_glyphs(Writer *self, const YqPlacing *placing)
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
        put(out, placing->size);
        g_string_append(out, "Tf ");
        /* Four decimals: a hundredth is half a degree. */
        char c[32], s[32], minus[32];

        g_ascii_formatd(c, sizeof c, "%.4f", cos(angle));
        g_ascii_formatd(s, sizeof s, "%.4f", sin(angle));
        g_ascii_formatd(minus, sizeof minus, "%.4f", -cos(angle));
        g_string_append_printf(out, "%s %s %s %s ", c, s, s, minus);
        put_point(out, at.x, at.y, "Tm");
        g_string_append_printf(out, "<%04X>Tj\n", glyph->id);
    }
}

static void put_glyphs(Writer *self, const YqPlacing *placing)
{
    if (placing->level) {
        put_level_glyphs(self, placing);
    } else {
        put_turned_glyphs(self, placing);
    }
}

static void note_glyphs(Writer *self, const YqPlacing *placing, const char *text)
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
    put_point(data, to.x, to.y, "m");
}

static void sink_line(void *data, YqXY to)
{
    put_point(data, to.x, to.y, "l");
}

static void sink_curve(void *data, YqXY a, YqXY b, YqXY to)
{
    put_curve(data, a.x, a.y, b.x, b.y, to.x, to.y);
}

static void sink_close(void *data)
{
    g_string_append(data, "h\n");
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

/* Text on a curve is drawn as outlines, so that joined letters bend together. */
static void put_outlines(Writer *self, const YqPlacing *placing)
{
    YqOutlineSink sink = {sink_move, sink_line, sink_curve, sink_close, self->out};

    yq_fonts_lock();
    for (size_t i = 0; i < placing->n; i++) {
        Bend at = {placing, &placing->glyphs[i]};
        YqPointMap map = {bend, &at};

        if (at.placed->face != NULL) {
            yq_glyph_decompose(at.placed->face, at.placed->id, &map, &sink);
        }
    }
    yq_fonts_unlock();
}

static void put_halo(Writer *self, const YqPlacing *placing, const YqTextStyle *style)
{
    put_colour(self->out, style->halo, "RG");
    use_alpha(self, self->out, 1, style->halo.a);
    put(self->out, style->halo_width * 2);
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

static void put_body(Writer *self, const YqPlacing *placing, const YqTextStyle *style,
                     const YqPlacing *unseen)
{
    put_colour(self->out, style->colour, "rg");
    use_alpha(self, self->out, style->colour.a, 1);
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

static void write_text(Writer *self, const YqItem *item)
{
    const YqTextStyle *style = yq_scene_style(self->scene, item);
    g_autoptr(YqPlacing) placing = yq_placing_new(item, style);

    end_figure(self);
    note_glyphs(self, placing, item->text);
    if (style->halo.a > 0 && style->halo_width > 0) {
        g_string_append(self->out, "/Artifact BMC\n");
        put_halo(self, placing, style);
        g_string_append(self->out, "EMC\n");
    }
    g_string_append_printf(self->out, "/Span<</MCID %u>>BDC\n",
                           mark_text(self, item->text));
    g_autoptr(YqPlacing) unseen =
        placing->curved ? level_placing(placing, item, style) : NULL;

    put_body(self, placing, style, unseen);
    g_string_append(self->out, "EMC\n");
    cover_link(self, (YqRect){placing->bounds.x + style->font.size * 2,
                              placing->bounds.y + style->font.size,
                              placing->bounds.width - style->font.size * 4,
                              placing->bounds.height - style->font.size * 2.7});
}

static void begin_group(Writer *self, const YqItem *item)
{
    end_figure(self);
    self->new_paragraph = true;
    self->depth++;
    g_string_append(self->out, "q\n");
    if (item->has_box) {
        put_rect(self->out, item);
        g_string_append(self->out, "W n\n");
    }
}

static void end_group(Writer *self)
{
    if (self->depth > 0) {
        end_figure(self);
        self->new_paragraph = true;
        self->depth--;
        g_string_append(self->out, "Q\n");
    }
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
    case YQ_ITEM_TEXT:
    case YQ_ITEM_ALONG:
        write_text(self, item);
        break;
    case YQ_ITEM_IMAGE:
        write_image(self, item);
        break;
    case YQ_ITEM_SYMBOL:
        write_symbol(self, item);
        break;
    case YQ_ITEM_LINK:
        end_link(self);
        self->link = item->text;
        self->link_box.width = -1;
        break;
    default:
        write_shape(self, item);
        break;
    }
}

static void write_background(Writer *self)
{
    YqColour back = self->scene->background;

    if (back.a <= 0) {
        return;
    }
    put_colour(self->out, back, "rg");
    use_alpha(self, self->out, back.a, 1);
    g_string_append(self->out, "0 0 ");
    put(self->out, self->scene->width);
    put(self->out, self->scene->height);
    g_string_append(self->out, "re f\n");
}

static int compare_keys(const void *a, const void *b)
{
    unsigned x = GPOINTER_TO_UINT(*(void *const *)a),
             y = GPOINTER_TO_UINT(*(void *const *)b);

    return x < y ? -1 : x > y;
}

/* Object 1: what the page and the symbols' forms call by name. */
static void write_resources(Writer *self)
{
    g_autoptr(GString) out = g_string_new("<</ExtGState<<");
    guint n;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(self->alphas, &n);

    qsort(keys, n, sizeof(gpointer), compare_keys);
    for (guint i = 0; i < n; i++) {
        unsigned key = GPOINTER_TO_UINT(keys[i]) - 1;

        g_string_append_printf(out, "/A%u<</ca ", key);
        yq_put_number(out, (key / 256) / 255.0);
        g_string_append(out, "/CA ");
        yq_put_number(out, (key % 256) / 255.0);
        g_string_append(out, ">>");
    }
    g_string_append(out, ">>/XObject<<");
    for (size_t i = 0; i < self->form_objects->len; i++) {
        g_string_append_printf(out, "/S%zu %u 0 R", i + 1,
                               g_array_index(self->form_objects, unsigned, i));
    }
    for (size_t i = 0; i < self->image_objects->len; i++) {
        g_string_append_printf(out, "/I%zu %u 0 R", i + 1,
                               g_array_index(self->image_objects, unsigned, i));
    }
    g_string_append(out, ">>/Font<<");
    for (size_t i = 0; i < self->fonts->len; i++) {
        const YqPdfFont *font = self->fonts->pdata[i];

        g_string_append_printf(out, "/F%u %u 0 R", font->face->index, font->number);
    }
    g_string_append(out, ">>>>");
    yq_pdf_put(self->file, 1, out->str);
}

static void put_pieces(GString *out, const GArray *pieces)
{
    g_string_append(out, "/K[");
    for (size_t i = 0; i < pieces->len; i++) {
        g_string_append_printf(out, "%u ", g_array_index(pieces, unsigned, i));
    }
    g_string_append(out, "]>>");
}

/* The structure: a picture with the map in words, then paragraphs of its text. */
static unsigned write_structure(Writer *self, unsigned page)
{
    YqPdfFile *file = self->file;
    unsigned root = yq_pdf_reserve(file), document = yq_pdf_reserve(file);
    g_autoptr(GString) kids = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree unsigned *elements = g_new0(unsigned, self->paragraphs->len + 1);

    g_string_printf(out, "<</Type/StructElem/S/Figure/P %u 0 R/Pg %u 0 R/Alt", document,
                    page);
    yq_pdf_put_text(out, self->scene->description != NULL ? self->scene->description
                         : self->scene->title != NULL     ? self->scene->title
                                                          : "");
    put_pieces(out, self->figure);
    elements[0] = yq_pdf_add(file, out->str);
    g_string_append_printf(kids, "%u 0 R ", elements[0]);
    for (size_t i = 0; i < self->paragraphs->len; i++) {
        const Paragraph *paragraph = self->paragraphs->pdata[i];

        g_string_printf(out, "<</Type/StructElem/S/P/P %u 0 R/Pg %u 0 R/ActualText",
                        document, page);
        yq_pdf_put_text(out, paragraph->text->str);
        put_pieces(out, paragraph->pieces);
        elements[i + 1] = yq_pdf_add(file, out->str);
        g_string_append_printf(kids, "%u 0 R ", elements[i + 1]);
    }
    g_string_printf(out, "<</Type/StructElem/S/Document/P %u 0 R/K[%s]>>", root,
                    kids->str);
    yq_pdf_put(file, document, out->str);
    g_string_printf(out, "<</Type/StructTreeRoot/K %u 0 R/ParentTree<</Nums[0[",
                    document);
    for (size_t i = 0; i < self->owners->len; i++) {
        g_string_append_printf(out, "%u 0 R ",
                               elements[g_array_index(self->owners, unsigned, i)]);
    }
    g_string_append(out, "]]>>/ParentTreeNextKey 1>>");
    yq_pdf_put(file, root, out->str);
    return root;
}

static unsigned write_metadata(const Writer *self)
{
    const YqScene *scene = self->scene;
    g_autofree char *title = g_markup_escape_text(scene->title ? scene->title : "", -1);
    g_autofree char *subject =
        g_markup_escape_text(scene->description ? scene->description : "", -1);
    g_autofree char *language =
        g_markup_escape_text(scene->language ? scene->language : "x-default", -1);
    g_autofree char *xmp = g_strdup_printf(
        "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
        "rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><dc:format>application/pdf</"
        "dc:format>"
        "<dc:title><rdf:Alt><rdf:li "
        "xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>"
        "<dc:description><rdf:Alt><rdf:li "
        "xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>"
        "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>"
        "<pdf:Producer>yaqut " YQ_VERSION
        "</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        title, subject, language);

    return yq_pdf_add_plain_stream(self->file, "/Type/Metadata/Subtype/XML", xmp,
                                   strlen(xmp));
}

static unsigned write_info(const Writer *self)
{
    const YqScene *scene = self->scene;
    g_autoptr(GString) out = g_string_new("<</Producer(yaqut " YQ_VERSION ")");
    const char *names[] = {"Title", "Subject", "Keywords"};
    const char *values[] = {scene->title, scene->description, scene->keywords};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (values[i] != NULL) {
            g_string_append_printf(out, "/%s", names[i]);
            yq_pdf_put_text(out, values[i]);
        }
    }
    g_string_append(out, ">>");
    return yq_pdf_add(self->file, out->str);
}

static unsigned write_catalogue(Writer *self, unsigned pages, unsigned page)
{
    unsigned structure = write_structure(self, page), metadata = write_metadata(self);
    g_autoptr(GString) out = g_string_new(NULL);

    g_string_printf(
        out,
        "<</Type/Catalog/Pages %u 0 R/Metadata %u 0 R/StructTreeRoot %u 0 R"
        "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
        pages, metadata, structure);
    if (self->scene->language != NULL) {
        g_string_append(out, "/Lang");
        yq_pdf_put_text(out, self->scene->language);
    }
    g_string_append(out, ">>");
    return yq_pdf_add(self->file, out->str);
}

static unsigned write_page(Writer *self, unsigned pages, unsigned content)
{
    g_autoptr(GString) out = g_string_new("<</Type/Page/MediaBox[0 0 ");

    put(out, self->scene->width);
    yq_put_number(out, self->scene->height);
    g_string_append_printf(out,
                           "]/Parent %u 0 R/Contents %u 0 R/Resources 1 0 R"
                           "/StructParents 0/Tabs/S/Annots[%s]>>",
                           pages, content, self->links->str);
    return yq_pdf_add(self->file, out->str);
}

static GBytes *finish(Writer *self)
{
    YqPdfFile *file = self->file;
    unsigned content = yq_pdf_add_stream(file, "", self->out->str, self->out->len, false);
    unsigned pages = yq_pdf_reserve(file), page = write_page(self, pages, content);
    g_autofree char *kids = g_strdup_printf("<</Type/Pages/Kids[%u 0 R]/Count 1>>", page);

    yq_pdf_put(file, pages, kids);
    write_resources(self);
    yq_fonts_lock();
    for (size_t i = 0; i < self->fonts->len; i++) {
        yq_pdf_font_write(self->fonts->pdata[i], file);
    }
    yq_fonts_unlock();
    unsigned info = write_info(self), catalogue = write_catalogue(self, pages, page);

    return yq_pdf_finish(file, catalogue, info);
}

static void clear(Writer *self)
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
    Writer self = {.scene = scene,
                   .file = yq_pdf_file_new(),
                   .out = g_string_sized_new(1 << 16),
                   .links = g_string_new(NULL),
                   .alphas = g_hash_table_new(NULL, NULL),
                   .forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   .form_objects = g_array_new(FALSE, FALSE, sizeof(unsigned)),
                   .image_objects = g_array_new(FALSE, FALSE, sizeof(unsigned)),
                   .fonts = g_ptr_array_new_with_free_func(yq_pdf_font_free),
                   .figure = g_array_new(FALSE, FALSE, sizeof(unsigned)),
                   .paragraphs = g_ptr_array_new_with_free_func(free_paragraph),
                   .owners = g_array_new(FALSE, FALSE, sizeof(unsigned))};
    size_t n;
    const YqItem *items = yq_scene_items(scene, &n);

    (void)render;
    (void)error;
    yq_pdf_reserve(self.file); /* the resources */
    g_string_append(self.out, "1 0 0 -1 0 ");
    put(self.out, scene->height);
    g_string_append(self.out, "cm\n");
    begin_figure(&self);
    write_background(&self);
    for (size_t i = 0; i < n; i++) {
        write_item(&self, &items[i]);
    }
    end_figure(&self);
    end_link(&self);
    for (; self.depth > 0; self.depth--) {
        g_string_append(self.out, "Q\n");
    }
    GBytes *bytes = finish(&self);

    clear(&self);
    return bytes;
}
