/* SPDX-License-Identifier: MIT */
#include "draw/pngfile.h"

#include <libdeflate.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Of libdeflate; 5 takes three times the time for a tenth less. */
enum { LEVEL = 1 };

static void put_u32(GByteArray *out, uint32_t value)
{
    uint8_t bytes[4] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16),
                        (uint8_t)(value >> 8), (uint8_t)value};

    g_byte_array_append(out, bytes, 4);
}

void yq_png_put_chunk(GByteArray *out, const char *type, const void *data, size_t length)
{
    put_u32(out, (uint32_t)length);
    guint start = out->len;

    g_byte_array_append(out, (const guint8 *)type, 4);
    if (length > 0) {
        g_byte_array_append(out, data, (guint)length);
    }
    put_u32(out, libdeflate_crc32(0, out->data + start, length + 4));
}

void yq_png_put_header(GByteArray *out, int width, int height, int colour_type,
                       double dpi)
{
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    uint32_t per_metre = (uint32_t)lround(dpi / 0.0254);
    uint8_t header[13] = {(uint8_t)(width >> 24),
                          (uint8_t)(width >> 16),
                          (uint8_t)(width >> 8),
                          (uint8_t)width,
                          (uint8_t)(height >> 24),
                          (uint8_t)(height >> 16),
                          (uint8_t)(height >> 8),
                          (uint8_t)height,
                          8,
                          (uint8_t)colour_type,
                          0,
                          0,
                          0};
    uint8_t density[9] = {(uint8_t)(per_metre >> 24),
                          (uint8_t)(per_metre >> 16),
                          (uint8_t)(per_metre >> 8),
                          (uint8_t)per_metre,
                          (uint8_t)(per_metre >> 24),
                          (uint8_t)(per_metre >> 16),
                          (uint8_t)(per_metre >> 8),
                          (uint8_t)per_metre,
                          1};

    g_byte_array_append(out, signature, sizeof signature);
    yq_png_put_chunk(out, "IHDR", header, sizeof header);
    if (dpi > 0) {
        yq_png_put_chunk(out, "pHYs", density, sizeof density);
    }
}

/* UTF-8 text, not packed, under one of PNG's own keywords. */
void yq_png_put_text(GByteArray *out, const char *keyword, const char *text)
{
    if (text == NULL || *text == '\0') {
        return;
    }
    GByteArray *data = g_byte_array_new();

    g_byte_array_append(data, (const guint8 *)keyword, (guint)strlen(keyword));
    g_byte_array_append(data, (const guint8 *)"\0\0\0\0\0", 5);
    g_byte_array_append(data, (const guint8 *)text, (guint)strlen(text));
    yq_png_put_chunk(out, "iTXt", data->data, data->len);
    g_byte_array_unref(data);
}

/* What changes slowly packs best as differences to the pixel on the left. */
GBytes *yq_png_pack_rows(const uint8_t *rgba, int width, int height, int channels)
{
    int skipped = channels == 1 ? 3 : 0; /* the alpha alone */
    size_t row_length = (size_t)width * channels + 1;
    g_autofree uint8_t *raw = g_malloc(row_length * height);

    for (int row = 0; row < height; row++) {
        const uint8_t *from = rgba + (size_t)row * width * 4 + skipped;
        uint8_t *to = raw + row_length * row;

        *to++ = 1; /* filter: Sub */
        for (int i = 0; i < width; i++, from += 4) {
            for (int c = 0; c < channels; c++) {
                *to++ = (uint8_t)(from[c] - (i > 0 ? from[c - 4] : 0));
            }
        }
    }
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    size_t room = libdeflate_zlib_compress_bound(compressor, row_length * height);
    uint8_t *packed = g_malloc(room);
    size_t length =
        libdeflate_zlib_compress(compressor, raw, row_length * height, packed, room);

    libdeflate_free_compressor(compressor);
    return g_bytes_new_take(packed, length);
}

GBytes *yq_png_of_rgba(const uint8_t *rgba, int width, int height)
{
    GByteArray *out = g_byte_array_new();
    bool opaque = true;

    for (size_t i = 0; opaque && i < (size_t)width * height; i++) {
        opaque = rgba[i * 4 + 3] == 255;
    }
    g_autoptr(GBytes) packed = yq_png_pack_rows(rgba, width, height, opaque ? 3 : 4);

    yq_png_put_header(out, width, height, opaque ? 2 : 6, 0);
    yq_png_put_chunk(out, "IDAT", g_bytes_get_data(packed, NULL),
                     g_bytes_get_size(packed));
    yq_png_put_chunk(out, "IEND", NULL, 0);
    return g_byte_array_free_to_bytes(out);
}
