/* SPDX-License-Identifier: MIT */
#include "draw/pdffont.h"

#include "draw/number.h"

#include <hb-subset.h>
#include <string.h>

YqPdfFont *yq_pdf_font(GPtrArray *fonts, YqPdfFile *file, const YqFace *face)
{
    for (size_t i = 0; i < fonts->len; i++) {
        YqPdfFont *font = fonts->pdata[i];

        if (font->face == face) {
            return font;
        }
    }
    YqPdfFont *font = g_new0(YqPdfFont, 1);

    font->face = face;
    font->number = yq_pdf_reserve(file);
    font->glyphs = hb_set_create();
    font->texts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_ptr_array_add(fonts, font);
    return font;
}

void yq_pdf_font_free(void *at)
{
    YqPdfFont *self = at;

    hb_set_destroy(self->glyphs);
    g_hash_table_unref(self->texts);
    g_free(self);
}

void yq_pdf_font_use(YqPdfFont *self, unsigned glyph, const char *text, size_t length)
{
    hb_set_add(self->glyphs, glyph);
    if (length > 0 && !g_hash_table_contains(self->texts, GUINT_TO_POINTER(glyph))) {
        g_hash_table_insert(self->texts, GUINT_TO_POINTER(glyph),
                            g_strndup(text, length));
    }
}

/* The face with nothing but these glyphs' outlines, under their own numbers. */
static unsigned write_file(const YqPdfFont *self, YqPdfFile *file)
{
    static const hb_tag_t needless[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
        HB_TAG('G', 'D', 'E', 'F'), HB_TAG('n', 'a', 'm', 'e'),
        HB_TAG('p', 'o', 's', 't'), HB_TAG('O', 'S', '/', '2'),
        HB_TAG('c', 'm', 'a', 'p'), HB_TAG('S', 'T', 'A', 'T'),
        HB_TAG('M', 'A', 'T', 'H')};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();

    if (input == NULL) {
        return 0;
    }
    hb_set_union(hb_subset_input_glyph_set(input), self->glyphs);
    hb_subset_input_set_flags(input,
                              HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
    for (size_t i = 0; i < G_N_ELEMENTS(needless); i++) {
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
                   needless[i]);
    }
    hb_face_t *subset = hb_subset_or_fail(self->face->hb_face, input);

    hb_subset_input_destroy(input);
    if (subset == NULL) {
        return 0;
    }
    hb_blob_t *blob = hb_face_reference_blob(subset);
    unsigned length;
    const char *bytes = hb_blob_get_data(blob, &length);
    g_autofree char *entries = g_strdup_printf("/Length1 %u", length);
    unsigned number = yq_pdf_add_stream(file, entries, bytes, length, false);

    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    return number;
}

/* Six capitals that are the same for the same glyphs. */
static void make_tag(const YqPdfFont *self, char out[7])
{
    uint32_t hash = 2166136261u;
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;

    while (hb_set_next(self->glyphs, &glyph)) {
        hash = (hash ^ glyph) * 16777619u;
    }
    for (int i = 0; i < 6; i++) {
        out[i] = (char)('A' + hash % 26);
        hash /= 26;
    }
    out[6] = '\0';
}

static void put_name(const YqPdfFont *self, GString *out)
{
    g_autofree char *name = g_strndup(self->face->file, strcspn(self->face->file, "."));
    char tag[7];

    make_tag(self, tag);
    g_string_append_printf(out, "/%s+%s", tag, name);
}

static unsigned write_descriptor(const YqPdfFont *self, YqPdfFile *file)
{
    const FT_FaceRec *ft = self->face->ft;
    double scale = 1000 / self->face->upem;
    unsigned file_number = write_file(self, file);
    GString *out = g_string_new("<</Type/FontDescriptor/FontName");
    bool italic = (ft->style_flags & FT_STYLE_FLAG_ITALIC) != 0;
    bool bold = (ft->style_flags & FT_STYLE_FLAG_BOLD) != 0;

    put_name(self, out);
    g_string_append_printf(
        out,
        "/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d/Descent %d"
        "/CapHeight 714/StemV %d",
        4 | (italic ? 64 : 0), (int)(ft->bbox.xMin * scale), (int)(ft->bbox.yMin * scale),
        (int)(ft->bbox.xMax * scale), (int)(ft->bbox.yMax * scale), italic ? -12 : 0,
        (int)(ft->ascender * scale), (int)(ft->descender * scale), bold ? 140 : 80);
    if (file_number > 0) {
        g_string_append_printf(out, "/FontFile2 %u 0 R", file_number);
    }
    g_string_append(out, ">>");
    unsigned number = yq_pdf_add(file, out->str);

    g_string_free(out, TRUE);
    return number;
}

static void put_widths(const YqPdfFont *self, GString *out)
{
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID, before = HB_SET_VALUE_INVALID - 1;
    bool open = false;

    g_string_append(out, "/DW 0/W[");
    while (hb_set_next(self->glyphs, &glyph)) {
        if (glyph != before + 1) {
            g_string_append_printf(out, "%s%u[", open ? "]" : "", glyph);
            open = true;
        } else {
            g_string_append_c(out, ' ');
        }
        yq_put_number(out, hb_font_get_glyph_h_advance(self->face->hb, glyph) * 1000.0 /
                               self->face->upem);
        before = glyph;
    }
    g_string_append(out, open ? "]]" : "]");
}

static unsigned write_descendant(const YqPdfFont *self, YqPdfFile *file)
{
    unsigned descriptor = write_descriptor(self, file);
    GString *out = g_string_new("<</Type/Font/Subtype/CIDFontType2/BaseFont");

    put_name(self, out);
    g_string_append_printf(out,
                           "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                           "/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %u 0 R",
                           descriptor);
    put_widths(self, out);
    g_string_append(out, ">>");
    unsigned number = yq_pdf_add(file, out->str);

    g_string_free(out, TRUE);
    return number;
}

enum { CMAP_BLOCK = 100 };

static unsigned write_unicode_map(const YqPdfFont *self, YqPdfFile *file)
{
    GString *out =
        g_string_new("/CIDInit/ProcSet findresource begin\n"
                     "12 dict begin\nbegincmap\n/CMapName/Y def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000><FFFF>\n"
                     "endcodespacerange\n");
    g_autoptr(GString) block = g_string_new(NULL);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    unsigned n = 0;
    bool more = true;

    while (more) {
        more = hb_set_next(self->glyphs, &glyph);
        const char *text =
            more ? g_hash_table_lookup(self->texts, GUINT_TO_POINTER(glyph)) : NULL;

        if (text != NULL) {
            glong units;
            g_autofree gunichar2 *utf16 = g_utf8_to_utf16(text, -1, NULL, &units, NULL);

            g_string_append_printf(block, "<%04X><", glyph);
            for (glong i = 0; utf16 != NULL && i < units; i++) {
                g_string_append_printf(block, "%04X", utf16[i]);
            }
            g_string_append(block, ">\n");
            n++;
        }
        if (n == CMAP_BLOCK || (!more && n > 0)) {
            g_string_append_printf(out, "%u beginbfchar\n%sendbfchar\n", n, block->str);
            g_string_truncate(block, 0);
            n = 0;
        }
    }
    g_string_append(out,
                    "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend");
    unsigned number = yq_pdf_add_stream(file, "", out->str, out->len, false);

    g_string_free(out, TRUE);
    return number;
}

void yq_pdf_font_write(YqPdfFont *self, YqPdfFile *file)
{
    unsigned descendant = write_descendant(self, file);
    unsigned map = write_unicode_map(self, file);
    GString *out =
        g_string_new("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont");

    put_name(self, out);
    g_string_append_printf(out, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>", descendant,
                           map);
    yq_pdf_put(file, self->number, out->str);
    g_string_free(out, TRUE);
}
