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

/* Channels as they lie in memory, 0 to 255, premultiplied: of one pixel, and of two side
 * by side. */
typedef uint16_t One __attribute__((vector_size(8)));
typedef uint16_t Two __attribute__((vector_size(16)));
typedef uint8_t TwoBytes __attribute__((vector_size(8)));

enum { ALPHA = G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0 };

/* Two pixels under two colours. */
static inline TwoBytes laid_over(TwoBytes pixels, Two over)
{
    Two alpha = __builtin_shufflevector(over, over, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA + 4,
                                        ALPHA + 4, ALPHA + 4, ALPHA + 4);
    Two under = __builtin_convertvector(pixels, Two) * (255 - alpha) + 128;

    return __builtin_convertvector(((under + (under >> 8)) >> 8) + over, TwoBytes);
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
    uint32_t *to = yq_canvas_row(canvas, row) + x0;
    uint32_t *end = to + (x1 - x0);

    if (kept == 0) {
        while (to < end) {
            *to++ = pixel;
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
    uint32_t *to = yq_canvas_row(canvas, row) + x;

    *to = pixel + scale_pixel(*to, 255 - (pixel >> 24));
}

/* @source through the coverage of two pixels. */
static inline void mask_two(uint32_t *to, Two source, uint8_t first, uint8_t second)
{
    const Two share = {first, first, first, first, second, second, second, second};
    Two over = source * share + 128;
    TwoBytes bytes;

    memcpy(&bytes, to, sizeof bytes);
    bytes = laid_over(bytes, (over + (over >> 8)) >> 8);
    memcpy(to, &bytes, sizeof bytes);
}

static void mask_row(uint32_t *to, const uint8_t *bits, int n, Two source)
{
    int i = 0;

    for (; i + 1 < n; i += 2) {
        if ((bits[i] | bits[i + 1]) != 0) {
            mask_two(to + i, source, bits[i], bits[i + 1]);
        }
    }
    if (i < n && bits[i] != 0) {
        uint32_t last[2] = {to[i], 0};

        mask_two(last, source, bits[i], 0);
        to[i] = last[0];
    }
}

void yq_canvas_mask(const YqCanvas *canvas, const YqMask *mask, int x, int y,
                    YqColour colour)
{
    uint32_t pixel = premultiplied(colour), pair[2] = {pixel, pixel};
    int first = MAX(y, canvas->y0), last = MIN(y + mask->height, canvas->y1);
    int left = MAX(x, canvas->x0), right = MIN(x + mask->width, canvas->x1);
    TwoBytes bytes;

    memcpy(&bytes, pair, sizeof bytes);
    for (int row = first; row < last; row++) {
        mask_row(yq_canvas_row(canvas, row) + left,
                 mask->bits + (ptrdiff_t)(row - y) * mask->width + (left - x),
                 right - left, __builtin_convertvector(bytes, Two));
    }
}

void yq_canvas_over(const YqCanvas *canvas, const uint32_t *pixels, int width, int height,
                    int x, int y)
{
    int first = MAX(y, canvas->y0), last = MIN(y + height, canvas->y1);
    int left = MAX(x, canvas->x0), right = MIN(x + width, canvas->x1);

    for (int row = first; row < last; row++) {
        uint32_t *to = yq_canvas_row(canvas, row);
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

/* Shares are whole numbers of 1/128, so that 16 bits hold what is mixed by them. */
enum { SHARE_BITS = 7, WHOLE = 1 << SHARE_BITS };

static One channels_of(const uint8_t *rgba)
{
    uint32_t a = rgba[3];
    One out = {0};

    out[ALPHA] = (uint16_t)a;
    out[ALPHA ^ 1] = (uint16_t)scale255(rgba[0], a);
    out[ALPHA ^ 2] = (uint16_t)scale255(rgba[1], a);
    out[ALPHA ^ 3] = (uint16_t)scale255(rgba[2], a);
    return out;
}

/* Which of the image's columns lies left of a pixel, and how far from it. */
typedef struct Column {
    int left;
    uint16_t share;
} Column;

/* An image that is stretched to columns of the canvas, and its rows between which one of
 * the canvas lies: the last two that were made ready. */
typedef struct Stretched {
    const uint8_t *rgba;
    int width, height;
    int n; /* columns of the canvas */
    Column *columns;
    One *source; /* a row of the image, and its last pixel once more */
    One *a, *b;  /* stretched rows, b the one below, with room for an even number */
    int above;   /* which `a` is; -1: none yet */
} Stretched;

static void init_stretched(Stretched *self, double start, double step, int x0)
{
    self->columns = g_new(Column, self->n + 1);
    self->source = g_new(One, self->width + 1);
    self->a = g_new0(One, self->n + 1);
    self->b = g_new0(One, self->n + 1);
    self->above = -1;
    for (int i = 0; i < self->n; i++) {
        double at = CLAMP((x0 + i + 0.5 - start) * step - 0.5, 0, self->width - 1);

        self->columns[i] = (Column){(int)at, (uint16_t)lround((at - (int)at) * WHOLE)};
    }
}

static void clear_stretched(Stretched *self)
{
    g_free(self->columns);
    g_free(self->source);
    g_free(self->a);
    g_free(self->b);
}

static One mixed(One a, One b, uint16_t share)
{
    return (a * (uint16_t)(WHOLE - share) + b * share + (uint16_t)(WHOLE / 2)) >>
           SHARE_BITS;
}

static void read_row(const Stretched *self, int row, One *out)
{
    size_t at = (size_t)MIN(row, self->height - 1) * self->width;

    for (int i = 0; i < self->width; i++) {
        self->source[i] = channels_of(self->rgba + 4 * (at + i));
    }
    self->source[self->width] = self->source[self->width - 1];
    for (int i = 0; i < self->n; i++) {
        const One *two = self->source + self->columns[i].left;

        out[i] = mixed(two[0], two[1], self->columns[i].share);
    }
}

static void make_ready(Stretched *self, int above)
{
    if (above == self->above) {
        return;
    }
    if (above == self->above + 1 && self->above >= 0) {
        One *kept = self->a;

        self->a = self->b;
        self->b = kept;
    } else {
        read_row(self, above, self->a);
    }
    read_row(self, above + 1, self->b);
    self->above = above;
}

/* Two pixels of the canvas under what is mixed of two rows. */
static inline void lay_two(uint32_t *to, const One *a, const One *b, uint16_t share)
{
    Two upper, lower;
    TwoBytes bytes;

    memcpy(&upper, a, sizeof upper);
    memcpy(&lower, b, sizeof lower);
    memcpy(&bytes, to, sizeof bytes);
    Two over =
        (upper * (uint16_t)(WHOLE - share) + lower * share + WHOLE / 2) >> SHARE_BITS;
    bytes = laid_over(bytes, over);
    memcpy(to, &bytes, sizeof bytes);
}

/* A row of the canvas, @at of the image's rows from its top. */
static void lay_row(Stretched *self, uint32_t *to, double at)
{
    int above = CLAMP((int)floor(at), 0, self->height - 1), i = 0;
    uint16_t share = (uint16_t)lround(CLAMP(at - above, 0, 1) * WHOLE);

    make_ready(self, above);
    for (; i + 1 < self->n; i += 2) {
        lay_two(to + i, self->a + i, self->b + i, share);
    }
    if (i < self->n) {
        uint32_t last[2] = {to[i], 0};

        lay_two(last, self->a + i, self->b + i, share);
        to[i] = last[0];
    }
}

void yq_canvas_stretch(const YqCanvas *canvas, const uint8_t *rgba, int width, int height,
                       YqRect rect)
{
    int x0 = MAX(canvas->x0, (int)floor(rect.x + 0.5));
    int x1 = MIN(canvas->x1, (int)floor(rect.x + rect.width + 0.5));
    int y0 = MAX(canvas->y0, (int)floor(rect.y + 0.5));
    int y1 = MIN(canvas->y1, (int)floor(rect.y + rect.height + 0.5));
    Stretched image = {
        .rgba = rgba, .width = width, .height = height, .n = MAX(x1 - x0, 0)};

    init_stretched(&image, rect.x, width / rect.width, x0);
    for (int y = y0; y < y1; y++) {
        lay_row(&image, yq_canvas_row(canvas, y) + x0,
                (y + 0.5 - rect.y) * height / rect.height - 0.5);
    }
    clear_stretched(&image);
}
