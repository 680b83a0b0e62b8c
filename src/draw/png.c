/* SPDX-License-Identifier: MIT */
/* PNG files, drawn and packed in bands on two threads. Where the bands are cut depends on
 * the picture's size only, so the bytes do not depend on the threads. */
#include "draw/paint.h"
#include "draw/pngfile.h"

#include <math.h>
#include <string.h>
#include <yaqut/error.h>
#include <zlib.h>

enum { THREADS = 2, LEVEL = 1, MAX_SIDE = 60000 };

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

/* Rows as PNG has them: a byte that says how the row is filtered (0: not), then red,
 * green, blue. */
static uint8_t *raw_rows(const Band *band, size_t *out_length)
{
    size_t row_length = (size_t)band->width * 3 + 1;
    uint8_t *raw = g_malloc(row_length * band->n);

    for (int row = 0; row < band->n; row++) {
        const uint32_t *from = band->pixels + (size_t)(band->first + row) * band->width;
        uint8_t *to = raw + row_length * row;

        *to++ = 0;
        for (int i = 0; i < band->width; i++, to += 3) {
            to[0] = (uint8_t)(from[i] >> 16);
            to[1] = (uint8_t)(from[i] >> 8);
            to[2] = (uint8_t)from[i];
        }
    }
    *out_length = row_length * band->n;
    return raw;
}

/* A piece of one deflate stream; all but the last end on a byte with nothing pending. */
static bool pack(Band *band, const uint8_t *raw, size_t length)
{
    z_stream stream = {0};

    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        return false;
    }
    g_byte_array_set_size(band->packed, (guint)deflateBound(&stream, length) + 16);
    stream.next_in = (Bytef *)raw;
    stream.avail_in = (uInt)length;
    stream.next_out = band->packed->data;
    stream.avail_out = band->packed->len;
    int result = deflate(&stream, band->last ? Z_FINISH : Z_FULL_FLUSH);

    g_byte_array_set_size(band->packed, (guint)stream.total_out);
    deflateEnd(&stream);
    return result == Z_STREAM_END || (result == Z_OK && stream.avail_in == 0);
}

static gpointer draw_band(gpointer data)
{
    Band *band = data;

    band->fine = yq_paint_rows(band->scene, band->scale, band->pixels, band->width,
                               band->first, band->n);
    if (band->fine) {
        g_autofree uint8_t *raw = raw_rows(band, &band->raw_length);

        band->adler =
            (uint32_t)adler32(adler32(0, NULL, 0), raw, (uInt)band->raw_length);
        band->fine = pack(band, raw, band->raw_length);
    }
    return NULL;
}

static void put_bands(GByteArray *out, const Band *bands, size_t n)
{
    static const uint8_t zlib_header[2] = {0x78, 0x01};
    GByteArray *stream = g_byte_array_new();
    uint32_t adler = (uint32_t)adler32(0, NULL, 0);

    g_byte_array_append(stream, zlib_header, 2);
    for (size_t i = 0; i < n; i++) {
        g_byte_array_append(stream, bands[i].packed->data, bands[i].packed->len);
        adler = (uint32_t)adler32_combine(adler, bands[i].adler,
                                          (z_off_t)bands[i].raw_length);
    }
    yq_png_put_u32(stream, adler);
    yq_png_put_chunk(out, "IDAT", stream->data, stream->len);
    g_byte_array_unref(stream);
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
