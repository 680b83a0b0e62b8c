/* SPDX-License-Identifier: MIT */
/* PNG files, drawn and packed in bands on two threads. Where the bands are cut depends on
 * the picture's size only, so the bytes do not depend on the threads. */
#include "base/worker.h"
#include "draw/pack.h"
#include "draw/paint.h"
#include "draw/pngfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaqut/error.h>
#include <zlib.h>

enum { THREADS = 2, MAX_SIDE = 60000 };

/* Of the height; titles, which stand on top, take less time than what is below. */
#define UPPER_SHARE 0.53

/* Pixels of a strip: few enough to stay near the processor. */
enum { STRIP_PIXELS = 1 << 19, LEAST_STRIP = 16 };

/* One band: its rows are drawn and packed by one thread, a strip after the other. */
typedef struct Band {
    const YqScene *scene;
    const YqRect *bounds; /* of its items */
    double scale;
    int width, first, n;
    bool last;
    GByteArray *packed;
    uint32_t adler; /* of its bytes as they are unpacked */
} Band;

/* What was drawn last stays above the next strip: the packer looks back on it. */
static gpointer draw_band(gpointer data)
{
    Band *band = data;
    YqPacker *packer = yq_packer_new(band->packed, band->width);
    YqPainter *painter =
        yq_painter_new(band->scene, band->scale, band->width, band->bounds);
    int reach = yq_packer_reach(packer), kept = 0;
    int strip = MAX(STRIP_PIXELS / band->width, LEAST_STRIP);
    size_t row = (size_t)band->width;
    g_autofree uint32_t *pixels = g_new(uint32_t, row * (reach + strip));

    for (int done = 0; done < band->n; done += strip) {
        int n = MIN(strip, band->n - done);
        uint32_t *here = pixels + row * kept;

        yq_painter_draw(painter, here, band->first + done, n);
        yq_packer_add(packer, here, band->width, n);
        int keep = MIN(reach, kept + n);

        memmove(pixels, pixels + row * (kept + n - keep), row * keep * sizeof *pixels);
        kept = keep;
    }
    yq_painter_free(painter);
    band->adler = yq_packer_end(packer, band->last);
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
                                          ((z_off_t)bands[i].width * 3 + 1) * bands[i].n);
    }
    for (int i = 0; i < 4; i++) {
        check[i] = (uint8_t)(adler >> (24 - 8 * i));
    }
    yq_png_put_chunk(out, "IDAT", check, 4);
}

/* Room for a file of the bands, and some more for what stands around them. */
static guint size_of(const Band *bands, size_t n)
{
    guint size = 4096;

    for (size_t i = 0; i < n; i++) {
        size += bands[i].packed->len;
    }
    return size;
}

static void draw_bands(Band *bands, size_t n)
{
    GThread *threads[THREADS] = {NULL};

    for (size_t i = 1; i < n; i++) {
        threads[i] = yq_worker_start("yaqut-png", draw_band, &bands[i]);
    }
    draw_band(&bands[0]);
    for (size_t i = 1; i < n; i++) {
        yq_worker_join(threads[i]);
    }
}

GBytes *yq_draw_png(const YqScene *scene, const YqRender *render, GError **error)
{
    double dpi = render != NULL && render->dpi > 0 ? render->dpi : 144;
    double scale = dpi / 72;
    int width = MAX(1, (int)lround(scene->width * scale));
    int height = MAX(1, (int)lround(scene->height * scale));

    if (width > MAX_SIDE || height > MAX_SIDE) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DRAWING, "no memory for %d by %d pixels",
                    width, height);
        return NULL;
    }
    g_autofree YqRect *bounds = yq_paint_bounds(scene, scale);
    Band bands[THREADS];
    size_t n = height < 64 ? 1 : THREADS;
    int upper = (int)(height * UPPER_SHARE);

    for (size_t i = 0; i < n; i++) {
        int first = i == 0 ? 0 : upper, next = i + 1 < n ? upper : height;

        bands[i] = (Band){.scene = scene,
                          .bounds = bounds,
                          .scale = scale,
                          .width = width,
                          .first = first,
                          .n = next - first,
                          .last = i == n - 1,
                          .packed = g_byte_array_new()};
    }
    draw_bands(bands, n);
    GByteArray *out = g_byte_array_sized_new(size_of(bands, n));

    yq_png_put_header(out, width, height, 2, dpi);
    yq_png_put_text(out, "Title", scene->title);
    yq_png_put_text(out, "Description", scene->description);
    put_bands(out, bands, n);
    yq_png_put_chunk(out, "IEND", NULL, 0);
    for (size_t i = 0; i < n; i++) {
        g_byte_array_unref(bands[i].packed);
    }
    return g_byte_array_free_to_bytes(out);
}
