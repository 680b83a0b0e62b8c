/* SPDX-License-Identifier: MIT */
/* Faces in a PDF: the glyphs that were used, embedded as a subset, with the text that
 * each stands for. */
#pragma once

#include "draw/fonts.h"
#include "draw/pdffile.h"

#include <hb.h>

typedef struct YqPdfFont {
    const YqFace *face;
    unsigned number;   /* of its object */
    hb_set_t *glyphs;  /* used */
    GHashTable *texts; /* of glyph to the UTF-8 that it first stood for */
} YqPdfFont;

/** The font of a face, made when it is first asked for; @fonts of YqPdfFont *. */
YqPdfFont *yq_pdf_font(GPtrArray *fonts, YqPdfFile *file, const YqFace *face);

/** Notes that a glyph is used for a piece of text. */
void yq_pdf_font_use(YqPdfFont *self, unsigned glyph, const char *text, size_t length);

/** Writes all its objects. Locked. */
void yq_pdf_font_write(YqPdfFont *self, YqPdfFile *file);

void yq_pdf_font_free(void *self);
