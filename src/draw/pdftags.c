/* SPDX-License-Identifier: MIT */
/* What a reader who does not see the page is told: paragraphs in the order in which they
 * are read, the picture in words, links, metadata; and the page that holds it all. */
#include "draw/pdfwriter.h"

#include <string.h>

/* What stands in one group is one paragraph. Its text is kept as it is read: glyphs stand
 * in the order of the eye, which for Arabic is another. */
typedef struct Paragraph {
    GArray *pieces; /* of unsigned: its marked content */
    GString *text;
} Paragraph;

/* Marked content: what is drawn until the end belongs to the picture or to a paragraph.
 */
static unsigned mark(YqPdfWriter *self, unsigned owner)
{
    g_array_append_val(self->owners, owner);
    return self->owners->len - 1;
}

void yq_pdf_end_figure(YqPdfWriter *self)
{
    if (self->in_figure) {
        g_string_append(self->out, "EMC\n");
        self->in_figure = false;
    }
}

void yq_pdf_begin_figure(YqPdfWriter *self)
{
    if (!self->in_figure) {
        unsigned n = mark(self, 0);

        g_array_append_val(self->figure, n);
        g_string_append_printf(self->out, "/Figure<</MCID %u>>BDC\n", n);
        self->in_figure = true;
    }
}

void yq_pdf_free_paragraph(void *at)
{
    Paragraph *self = at;

    g_array_unref(self->pieces);
    g_string_free(self->text, TRUE);
    g_free(self);
}

unsigned yq_pdf_mark_text(YqPdfWriter *self, const char *text)
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

void yq_pdf_cover_link(YqPdfWriter *self, YqRect box)
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

void yq_pdf_end_link(YqPdfWriter *self)
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
    yq_pdf_put_number(out, box.x);
    yq_pdf_put_number(out, height - box.y - box.height);
    yq_pdf_put_number(out, box.x + box.width);
    yq_pdf_put_number(out, height - box.y);
    g_string_append(out, "]/A<</S/URI/URI(");
    for (const char *at = escaped; *at != '\0'; at++) {
        if (*at == '(' || *at == ')' || *at == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *at);
    }
    g_string_append(out, ")>>>>\n");
}

static int compare_keys(const void *a, const void *b)
{
    unsigned x = GPOINTER_TO_UINT(*(void *const *)a),
             y = GPOINTER_TO_UINT(*(void *const *)b);

    return x < y ? -1 : x > y;
}

/* Object 1: what the page and the symbols' forms call by name. */
static void write_resources(YqPdfWriter *self)
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
static unsigned write_structure(YqPdfWriter *self, unsigned page)
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

static unsigned write_metadata(const YqPdfWriter *self)
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

static unsigned write_info(const YqPdfWriter *self)
{
    const YqScene *scene = self->scene;
    g_autoptr(GString) out = g_string_new("<</Producer(yaqut " YQ_VERSION ")");
    const char *names[] = {"Title", "Subject"};
    const char *values[] = {scene->title, scene->description};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (values[i] != NULL) {
            g_string_append_printf(out, "/%s", names[i]);
            yq_pdf_put_text(out, values[i]);
        }
    }
    g_string_append(out, ">>");
    return yq_pdf_add(self->file, out->str);
}

static unsigned write_catalogue(YqPdfWriter *self, unsigned pages, unsigned page)
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

static unsigned write_page(YqPdfWriter *self, unsigned pages, unsigned content)
{
    g_autoptr(GString) out = g_string_new("<</Type/Page/MediaBox[0 0 ");

    yq_pdf_put_number(out, self->scene->width);
    yq_put_number(out, self->scene->height);
    g_string_append_printf(out,
                           "]/Parent %u 0 R/Contents %u 0 R/Resources 1 0 R"
                           "/StructParents 0/Tabs/S/Annots[%s]>>",
                           pages, content, self->links->str);
    return yq_pdf_add(self->file, out->str);
}

GBytes *yq_pdf_write_document(YqPdfWriter *self)
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
