/* SPDX-License-Identifier: MIT */
#include "draw/pdffile.h"

#include <libdeflate.h>
#include <string.h>

enum { LEVEL = 6 };

YqPdfFile *yq_pdf_file_new(void)
{
    YqPdfFile *self = g_new0(YqPdfFile, 1);

    self->bytes = g_string_sized_new(1 << 16);
    self->offsets = g_array_new(FALSE, TRUE, sizeof(size_t));
    g_array_set_size(self->offsets, 1); /* object 0 heads the list of free ones */
    /* Bytes above 127 tell programs that carry files that this one is not text. */
    g_string_append(self->bytes, "%PDF-1.7\n%\303\244\303\266\303\274\n");
    return self;
}

unsigned yq_pdf_reserve(YqPdfFile *self)
{
    g_array_set_size(self->offsets, self->offsets->len + 1);
    return self->offsets->len - 1;
}

static void begin(YqPdfFile *self, unsigned number)
{
    g_array_index(self->offsets, size_t, number) = self->bytes->len;
    g_string_append_printf(self->bytes, "%u 0 obj\n", number);
}

void yq_pdf_put(YqPdfFile *self, unsigned number, const char *value)
{
    begin(self, number);
    g_string_append(self->bytes, value);
    g_string_append(self->bytes, "\nendobj\n");
}

unsigned yq_pdf_add(YqPdfFile *self, const char *value)
{
    unsigned number = yq_pdf_reserve(self);

    yq_pdf_put(self, number, value);
    return number;
}

static void put_raw(YqPdfFile *self, unsigned number, const char *entries,
                    const char *filter, const void *data, size_t length)
{
    begin(self, number);
    g_string_append_printf(self->bytes, "<<%s%s/Length %zu>>\nstream\n", entries, filter,
                           length);
    g_string_append_len(self->bytes, data, (gssize)length);
    g_string_append(self->bytes, "\nendstream\nendobj\n");
}

static void put_stream(YqPdfFile *self, unsigned number, const char *entries,
                       const void *data, size_t length, bool packed)
{
    static const char filter[] = "/Filter/FlateDecode";

    if (packed) {
        put_raw(self, number, entries, filter, data, length);
        return;
    }
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    size_t room = libdeflate_zlib_compress_bound(compressor, length);
    g_autofree char *out = g_malloc(room);
    size_t n = libdeflate_zlib_compress(compressor, data, length, out, room);

    libdeflate_free_compressor(compressor);
    put_raw(self, number, entries, filter, out, n);
}

unsigned yq_pdf_add_stream(YqPdfFile *self, const char *entries, const void *data,
                           size_t length, bool packed)
{
    unsigned number = yq_pdf_reserve(self);

    put_stream(self, number, entries, data, length, packed);
    return number;
}

unsigned yq_pdf_add_plain_stream(YqPdfFile *self, const char *entries, const void *data,
                                 size_t length)
{
    unsigned number = yq_pdf_reserve(self);

    put_raw(self, number, entries, "", data, length);
    return number;
}

void yq_pdf_put_text(GString *out, const char *utf8)
{
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(utf8, -1, NULL, &n, NULL);

    g_string_append(out, "<FEFF");
    for (glong i = 0; i < n; i++) {
        g_string_append_printf(out, "%04X", units[i]);
    }
    g_string_append_c(out, '>');
}

GBytes *yq_pdf_finish(YqPdfFile *self, unsigned catalogue, unsigned info)
{
    size_t start = self->bytes->len;
    g_autofree char *id = g_compute_checksum_for_string(G_CHECKSUM_MD5, self->bytes->str,
                                                        (gssize)self->bytes->len);

    g_string_append_printf(self->bytes, "xref\n0 %u\n0000000000 65535 f \n",
                           self->offsets->len);
    for (guint i = 1; i < self->offsets->len; i++) {
        g_string_append_printf(self->bytes, "%010zu 00000 n \n",
                               g_array_index(self->offsets, size_t, i));
    }
    g_string_append_printf(self->bytes,
                           "trailer\n<</Size %u/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]>>\n"
                           "startxref\n%zu\n%%%%EOF\n",
                           self->offsets->len, catalogue, info, id, id, start);
    GBytes *bytes = g_string_free_to_bytes(self->bytes);

    g_array_unref(self->offsets);
    g_free(self);
    return bytes;
}
