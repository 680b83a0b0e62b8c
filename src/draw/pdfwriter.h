/* SPDX-License-Identifier: MIT */
/* What the parts of the PDF writer share: the state of a page that is being written.
 * pdf.c draws shapes, pdftext.c text, pdftags.c says what all of it is. */
#pragma once

#include "draw/items.h"
#include "draw/number.h"
#include "draw/pdffont.h"

typedef struct YqPdfWriter {
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
} YqPdfWriter;

static inline void yq_pdf_put_number(GString *out, double a)
{
    yq_put_number(out, a);
    g_string_append_c(out, ' ');
}

static inline void yq_pdf_put_point(GString *out, double x, double y,
                                    const char *operator)
{
    yq_pdf_put_number(out, x);
    yq_pdf_put_number(out, y);
    g_string_append(out, operator);
    g_string_append_c(out, '\n');
}

static inline void yq_pdf_put_colour(GString *out, YqColour c, const char *operator)
{
    yq_pdf_put_number(out, c.r);
    yq_pdf_put_number(out, c.g);
    yq_pdf_put_number(out, c.b);
    g_string_append(out, operator);
    g_string_append_c(out, '\n');
}

/** A cubic curve from where the path ends. */
static inline void yq_pdf_put_curve(GString *out, double ax, double ay, double bx,
                                    double by, double x, double y)
{
    yq_pdf_put_number(out, ax);
    yq_pdf_put_number(out, ay);
    yq_pdf_put_number(out, bx);
    yq_pdf_put_number(out, by);
    yq_pdf_put_point(out, x, y, "c");
}

/** Sets the opacity of what follows, 0 to 1. */
static inline void yq_pdf_use_alpha(YqPdfWriter *self, GString *out, float fill,
                                    float stroke)
{
    unsigned key = (unsigned)lroundf(fill * 255) * 256 + (unsigned)lroundf(stroke * 255);

    g_hash_table_add(self->alphas, GUINT_TO_POINTER(key + 1));
    g_string_append_printf(out, "/A%u gs\n", key);
}

/* --- pdftext.c --- */

void yq_pdf_write_text(YqPdfWriter *self, const YqItem *item);

/* --- pdftags.c --- */

/** The picture as a whole is a figure: what is drawn until the end is a part of it. */
void yq_pdf_begin_figure(YqPdfWriter *self);
void yq_pdf_end_figure(YqPdfWriter *self);

/** A piece of text that is drawn next: its number among the marked content. What stands
 * in one group is one paragraph. */
unsigned yq_pdf_mark_text(YqPdfWriter *self, const char *text);
void yq_pdf_free_paragraph(void *at);

/** The open link covers @box, too; nothing where none is open. */
void yq_pdf_cover_link(YqPdfWriter *self, YqRect box);
/** Writes the open link, if it covers anything. */
void yq_pdf_end_link(YqPdfWriter *self);

/** Resources, faces, structure, metadata and the page itself: the file. */
GBytes *yq_pdf_write_document(YqPdfWriter *self);
