/* SPDX-License-Identifier: MIT */
#include "draw/canvas.h"

#include <math.h>
#include <string.h>

static inline uint32_t scale255(uint32_t value, uint32_t by)
{
    uint32_t product = value * by + 128;

    return (product + (product >> 8)) >> 8;
}

/* All four channels by @by / 255, two at a time. */
static inline uint32_t scale_pixel(uint32_t pixel, uint32_t by)
{
    uint32_t odd = (pixel >> 8 & 0xFF00FF) * by + 0x800080;
    uint32_t even = (pixel & 0xFF00FF) * by + 0x800080;

    odd = (odd + (odd >> 8 & 0xFF00FF)) & 0xFF00FF00;
    even = (even + (even >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF;
    return odd | even;
}

static uint32_t premultiplied(YqColour colour)
{
    uint32_t a = (uint32_t)lroundf(colour.a * 255);

    return a << 24 | scale255((uint32_t)lroundf(colour.r * 255), a) << 16 |
           scale255((uint32_t)lroundf(colour.g * 255), a) << 8 |
           scale255((uint32_t)lroundf(colour.b * 255), a);
}

YqInk yq_ink(YqColour colour)
{
    return (YqInk){premultiplied(colour)};
}

/* Both of two neighbouring pixels at once. */
static inline uint64_t scale_two(uint64_t two, uint64_t by)
{
    const uint64_t lanes = 0x00FF00FF00FF00FF, half = 0x0080008000800080;
    uint64_t odd = (two >> 8 & lanes) * by + half, even = (two & lanes) * by + half;

    odd = (odd + (odd >> 8 & lanes)) & ~lanes;
    even = (even + (even >> 8 & lanes)) >> 8 & lanes;
    return odd | even;
}

void yq_canvas_span(const YqCanvas *canvas, const YqInk *ink, int x0, int x1, int row,
                    uint32_t coverage)
{
    uint32_t pixel = coverage < 255 ? scale_pixel(ink->pixel, coverage) : ink->pixel;
    uint32_t kept = 255 - (pixel >> 24);
    uint64_t pair = (uint64_t)pixel << 32 | pixel, two;

    x0 = MAX(x0, canvas->x0);
    x1 = MIN(x1, canvas->x1);
    if (kept == 255 || x0 >= x1) {
        return;
    }
    uint32_t *to = canvas->pixels + (ptrdiff_t)row * canvas->stride + x0;
    uint32_t *end = to + (x1 - x0);

    if (kept == 0) {
        for (; to + 1 < end; to += 2) {
            memcpy(to, &pair, sizeof pair);
        }
    } else {
        for (; to + 1 < end; to += 2) {
            memcpy(&two, to, sizeof two);
            two = pair + scale_two(two, kept);
            memcpy(to, &two, sizeof two);
        }
    }
    if (to < end) {
        *to = pixel + scale_pixel(*to, kept);
    }
}

void yq_canvas_dot(const YqCanvas *canvas, const YqInk *ink, int x, int row,
                   uint32_t coverage)
{
    if (coverage == 0 || x < canvas->x0 || x >= canvas->x1) {
        return;
    }
    uint32_t pixel = coverage < 255 ? scale_pixel(ink->pixel, coverage) : ink->pixel;
    uint32_t *to = canvas->pixels + (ptrdiff_t)row * canvas->stride + x;

    *to = pixel + scale_pixel(*to, 255 - (pixel >> 24));
}

void yq_canvas_mask(const YqCanvas *canvas, const YqMask *mask, int x, int y,
                    YqColour colour)
{
    uint32_t source = premultiplied(colour);
    int first = MAX(y, canvas->y0), last = MIN(y + mask->height, canvas->y1);
    int left = MAX(x, canvas->x0), right = MIN(x + mask->width, canvas->x1);

    for (int row = first; row < last; row++) {
        uint32_t *to = canvas->pixels + (ptrdiff_t)row * canvas->stride;
        const uint8_t *bits = mask->bits + (ptrdiff_t)(row - y) * mask->width - x;

        for (int i = left; i < right; i++) {
            if (bits[i] != 0) {
                uint32_t covered = scale_pixel(source, bits[i]);

                to[i] = covered + scale_pixel(to[i], 255 - (covered >> 24));
            }
        }
    }
}

void yq_canvas_over(const YqCanvas *canvas, const uint32_t *pixels, int width, int height,
                    int x, int y)
{
    int first = MAX(y, canvas->y0), last = MIN(y + height, canvas->y1);
    int left = MAX(x, canvas->x0), right = MIN(x + width, canvas->x1);

    for (int row = first; row < last; row++) {
        uint32_t *to = canvas->pixels + (ptrdiff_t)row * canvas->stride;
        const uint32_t *from = pixels + (ptrdiff_t)(row - y) * width - x;

        for (int i = left; i < right; i++) {
            uint32_t alpha = from[i] >> 24;

            if (alpha == 255) {
                to[i] = from[i];
            } else if (alpha != 0) {
                to[i] = from[i] + scale_pixel(to[i], 255 - alpha);
            }
        }
    }
}

/* --- stretching an image --- */

/* Four channels of a pixel as they lie in memory, 0 to 255, premultiplied. */
typedef float Channels __attribute__((vector_size(16)));
typedef int32_t Whole __attribute__((vector_size(16)));
typedef uint16_t Words __attribute__((vector_size(16)));
typedef uint8_t Bytes __attribute__((vector_size(16)));

enum { ALPHA = G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0 };

static Channels channels_of(const uint8_t *rgba)
{
    float a = rgba[3], k = a / 255;
    Channels out = {0};

    out[ALPHA] = a;
    out[ALPHA ^ 1] = rgba[0] * k;
    out[ALPHA ^ 2] = rgba[1] * k;
    out[ALPHA ^ 3] = rgba[2] * k;
    return out;
}

/* Rows of the image between which one of the canvas lies: the last two that were made
 * ready. */
typedef struct Rows {
    const uint8_t *rgba;
    int width, height;
    int above;       /* which `a` is; -1: none yet */
    Channels *a, *b; /* b: the row below */
} Rows;

static void read_row(const Rows *rows, int row, Channels *out)
{
    const uint8_t *from =
        rows->rgba + 4 * (size_t)MIN(row, rows->height - 1) * rows->width;

    for (int i = 0; i < rows->width; i++) {
        out[i] = channels_of(from + 4 * (size_t)i);
    }
}

static void mix_rows(Rows *rows, double at, Channels *out)
{
    int above = CLAMP((int)floor(at), 0, rows->height - 1);
    float share = (float)CLAMP(at - above, 0, 1);

    if (above != rows->above) {
        if (above == rows->above + 1 && rows->above >= 0) {
            Channels *kept = rows->a;

            rows->a = rows->b;
            rows->b = kept;
        } else {
            read_row(rows, above, rows->a);
        }
        read_row(rows, above + 1, rows->b);
        rows->above = above;
    }
    for (int i = 0; i < rows->width; i++) {
        out[i] = rows->a[i] + (rows->b[i] - rows->a[i]) * share;
    }
}

static inline uint32_t laid_over(uint32_t pixel, Channels colour)
{
    const Bytes none = {0};
    Bytes bytes = (Bytes)(Whole){(int32_t)pixel};

    bytes = __builtin_shufflevector(bytes, none, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21,
                                    6, 22, 7, 23);
    Words words =
        __builtin_shufflevector((Words)bytes, (Words)none, 0, 8, 1, 9, 2, 10, 3, 11);
    Channels under = __builtin_convertvector((Whole)words, Channels);

    under = under * (1 - colour[ALPHA] * (1 / 255.0f)) + colour + 0.5f;
    /* Every fourth byte of the whole numbers, little-endian, in two steps. */
    bytes = (Bytes) __builtin_convertvector(under, Whole);
    for (int i = 0; i < 2; i++) {
        bytes = __builtin_shufflevector(bytes, none, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18,
                                        20, 22, 24, 26, 28, 30);
    }
    return (uint32_t)((Whole)bytes)[0];
}

/* Which of the image's columns lies left of a pixel, and how far from it. */
typedef struct Column {
    int left;
    float share;
} Column;

static Column *find_columns(int x0, int x1, double start, double step, int width)
{
    Column *columns = g_new(Column, MAX(x1 - x0, 0) + 1);

    for (int x = x0; x < x1; x++) {
        double at = CLAMP((x + 0.5 - start) * step - 0.5, 0, width - 1);

        columns[x - x0] = (Column){(int)at, (float)(at - (int)at)};
    }
    return columns;
}

static void stretch_row(uint32_t *to, int n, const Channels *from, const Column *columns)
{
    for (int i = 0; i < n; i++) {
        const Channels *two = from + columns[i].left;
        Channels colour = two[0] + (two[1] - two[0]) * columns[i].share;

        if (colour[ALPHA] > 0) {
            to[i] = laid_over(to[i], colour);
        }
    }
}

void yq_canvas_stretch(const YqCanvas *canvas, const uint8_t *rgba, int width, int height,
                       YqRect rect)
{
    int x0 = MAX(canvas->x0, (int)floor(rect.x + 0.5));
    int x1 = MIN(canvas->x1, (int)floor(rect.x + rect.width + 0.5));
    int y0 = MAX(canvas->y0, (int)floor(rect.y + 0.5));
    int y1 = MIN(canvas->y1, (int)floor(rect.y + rect.height + 0.5));
    g_autofree Channels *memory = g_new(Channels, 3 * (size_t)width + 1);
    Channels *row = memory + 2 * (size_t)width;
    Rows rows = {rgba, width, height, -1, memory, memory + width};
    g_autofree Column *columns = find_columns(x0, x1, rect.x, width / rect.width, width);

    for (int y = y0; y < y1; y++) {
        mix_rows(&rows, (y + 0.5 - rect.y) * height / rect.height - 0.5, row);
        row[width] = row[width - 1]; /* right of the last column */
        stretch_row(canvas->pixels + (ptrdiff_t)y * canvas->stride + x0, x1 - x0, row,
                    columns);
    }
}
