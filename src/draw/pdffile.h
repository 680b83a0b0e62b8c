/* SPDX-License-Identifier: MIT */
/* The frame of a PDF file (ISO 32000-1): numbered objects, streams, cross references.
 * Nothing in it depends on the clock. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct YqPdfFile {
    GString *bytes;
    GArray *offsets; /* of size_t: of each object; 0 while it is not written */
} YqPdfFile;

YqPdfFile *yq_pdf_file_new(void);

/** Reserves a number for an object that is written later. */
unsigned yq_pdf_reserve(YqPdfFile *self);

/** Writes an object: a dictionary, array or other value as text. */
void yq_pdf_put(YqPdfFile *self, unsigned number, const char *value);
/** The same under a new number, which it returns. */
unsigned yq_pdf_add(YqPdfFile *self, const char *value);

/** A stream, deflated; @entries are further entries of its dictionary. With @packed the
 * data are deflated already. */
unsigned yq_pdf_add_stream(YqPdfFile *self, const char *entries, const void *data,
                           size_t length, bool packed);
/** A stream that any program may read without inflating it. */
unsigned yq_pdf_add_plain_stream(YqPdfFile *self, const char *entries, const void *data,
                                 size_t length);

/** Appends a text string in UTF-16 with its mark, in hexadecimal. */
void yq_pdf_put_text(GString *out, const char *utf8);

/** Cross references and trailer; frees @self. */
GBytes *yq_pdf_finish(YqPdfFile *self, unsigned catalogue, unsigned info);
