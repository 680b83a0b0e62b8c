/* SPDX-License-Identifier: MIT */
/* PNG files, drawn and packed in bands on two threads. Where the bands are cut depends on
 * the picture's size only, so the bytes do not depend on the threads. */
#include "draw/paint.h"
#include "draw/pngfile.h"

#include <math.h>
#include <string.h>
#include <yaqut/error.h>
#include <zlib.h>

enum { THREADS = 2, LEVEL = 1, MAX_SIDE = 60000, CHUNK = 16 };

/* One band: its rows are drawn, filtered and packed by one thread. */
typedef struct Band {
    const YqScene *scene;
    uint32_t *pixels;
    double scale;
    int width, first, n;
    bool last, fine;
    GByteArray *packed;
    uint32_t adler;
    size_t raw_length;
} Band;

/* A row as PNG has it: a byte that says how it is filtered (0: not), then red, green,
 * blue. */
static void fill_row(const Band *band, int row, uint8_t *to)
{
    const uint32_t *from = band->pixels + (size_t)(band->first + row) * band->width;

    *to++ = 0;
    for (int i = 0; i < band->width; i++, to += 3) {
        to[0] = (uint8_t)(from[i] >> 16);
        to[1] = (uint8_t)(from[i] >> 8);
        to[2] = (uint8_t)from[i];
    }
}

/* Deflates what the stream holds, making room as it is needed. */
static bool drain(Band *band, z_stream *stream, int flush)
{
    int result;

    do {
        if (band->packed->len - stream->total_out < 4096) {
            g_byte_array_set_size(band->packed, band->packed->len * 2);
        }
        stream->next_out = band->packed->data + stream->total_out;
        stream->avail_out = (uInt)(band->packed->len - stream->total_out);
        result = deflate(stream, flush);
    } while (result == Z_OK && stream->avail_out == 0);
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
}

/* A piece of one deflate stream, a few rows at a time, so that they stay in the cache;
 * all pieces but the last end on a byte with nothing pending. */
static bool pack(Band *band)
{
    z_stream stream = {0};
    size_t row_length = (size_t)band->width * 3 + 1;
    g_autofree uint8_t *rows = g_malloc(row_length * CHUNK);
    bool fine = deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 9,
                             Z_DEFAULT_STRATEGY) == Z_OK;

    g_byte_array_set_size(band->packed, 1 << 17);
    band->adler = (uint32_t)adler32(0, NULL, 0);
    for (int row = 0; fine && row < band->n; row += CHUNK) {
        int n = MIN((int)CHUNK, band->n - row);
        bool ends = row + n == band->n;

        for (int i = 0; i < n; i++) {
            fill_row(band, row + i, rows + row_length * (size_t)i);
        }
        stream.next_in = rows;
        stream.avail_in = (uInt)(row_length * (size_t)n);
        band->adler = (uint32_t)adler32(band->adler, rows, stream.avail_in);
        fine = drain(band, &stream,
                     !ends        ? Z_NO_FLUSH
                     : band->last ? Z_FINISH
                                  : Z_FULL_FLUSH);
    }
    g_byte_array_set_size(band->packed, (guint)stream.total_out);
    band->raw_length = row_length * (size_t)band->n;
    deflateEnd(&stream);
    return fine;
}

static gpointer draw_band(gpointer data)
{
    Band *band = data;

    band->fine = yq_paint_rows(band->scene, band->scale, band->pixels, band->width,
                               band->first, band->n);
    if (band->fine) {
        band->fine = pack(band);
    }
    return NULL;
}

/* One stream, an IDAT chunk for each of its pieces. */
static void put_bands(GByteArray *out, const Band *bands, size_t n)
{
    static const uint8_t zlib_header[2] = {0x78, 0x01};
    uint32_t adler = (uint32_t)adler32(0, NULL, 0);
    uint8_t check[4];

    yq_png_put_chunk(out, "IDAT", zlib_header, 2);
    for (size_t i = 0; i < n; i++) {
        yq_png_put_chunk(out, "IDAT", bands[i].packed->data, bands[i].packed->len);
        adler = (uint32_t)adler32_combine(adler, bands[i].adler,
                                          (z_off_t)bands[i].raw_length);
    }
    for (int i = 0; i < 4; i++) {
        check[i] = (uint8_t)(adler >> (24 - 8 * i));
    }
    yq_png_put_chunk(out, "IDAT", check, 4);
}

static bool draw_bands(Band *bands, size_t n)
{
    GThread *threads[THREADS] = {NULL};
    bool fine = true;

    for (size_t i = 1; i < n; i++) {
        threads[i] = g_thread_new("yaqut-png", draw_band, &bands[i]);
    }
    draw_band(&bands[0]);
    for (size_t i = 0; i < n; i++) {
        if (threads[i] != NULL) {
            g_thread_join(threads[i]);
        }
        fine = fine && bands[i].fine;
    }
    return fine;
}

GBytes *yq_draw_png(const YqScene *scene, const YqRender *render, GError **error)
{
    double dpi = render != NULL && render->dpi > 0 ? render->dpi : 144;
    double scale = dpi / 72;
    int width = MAX(1, (int)lround(scene->width * scale));
    int height = MAX(1, (int)lround(scene->height * scale));
    g_autofree uint32_t *pixels = NULL;

    if (width <= MAX_SIDE && height <= MAX_SIDE) {
        pixels = g_try_new(uint32_t, (size_t)width * height);
    }
    if (pixels == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DRAWING, "no memory for %d by %d pixels",
                    width, height);
        return NULL;
    }
    Band bands[THREADS];
    size_t n = height < 64 ? 1 : THREADS;

    for (size_t i = 0; i < n; i++) {
        int first = (int)(height * i / n), next = (int)(height * (i + 1) / n);

        bands[i] = (Band){.scene = scene,
                          .pixels = pixels,
                          .scale = scale,
                          .width = width,
                          .first = first,
                          .n = next - first,
                          .last = i == n - 1,
                          .packed = g_byte_array_new()};
    }
    bool fine = draw_bands(bands, n);
    GByteArray *out = g_byte_array_new();

    yq_png_put_header(out, width, height, 2, dpi);
    yq_png_put_text(out, "Title", scene->title);
    yq_png_put_text(out, "Description", scene->description);
    put_bands(out, bands, n);
    yq_png_put_chunk(out, "IEND", NULL, 0);
    for (size_t i = 0; i < n; i++) {
        g_byte_array_unref(bands[i].packed);
    }
    if (!fine) {
        g_byte_array_unref(out);
        g_set_error(error, YQ_ERROR, YQ_ERROR_DRAWING, "cairo cannot draw the picture");
        return NULL;
    }
    return g_byte_array_free_to_bytes(out);
}
