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

void yq_canvas_span(const YqCanvas *canvas, const YqInk *ink, int x0, int x1, int row,
                    uint32_t coverage)
{
    uint32_t *to = canvas->pixels + (ptrdiff_t)row * canvas->stride;
    uint32_t pixel = coverage < 255 ? scale_pixel(ink->pixel, coverage) : ink->pixel;
    uint32_t kept = 255 - (pixel >> 24);

    x0 = MAX(x0, canvas->x0);
    x1 = MIN(x1, canvas->x1);
    if (kept == 255) {
        return;
    }
    for (int i = x0; i < x1; i++) {
        to[i] = kept == 0 ? pixel : pixel + scale_pixel(to[i], kept);
    }
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

/* Four channels of a pixel, blue first as it lies in memory; 0 to 255, premultiplied. */
typedef float Channels __attribute__((vector_size(16)));
typedef uint8_t Bytes __attribute__((vector_size(4)));
typedef int32_t Whole __attribute__((vector_size(16)));

static Channels channels_of(const uint8_t *rgba)
{
    float a = rgba[3], k = a / 255;

    return (Channels){rgba[2] * k, rgba[1] * k, rgba[0] * k, a};
}

/* Rows of the image between which one of the canvas lies, mixed. */
static void mix_rows(const uint8_t *rgba, int width, int height, double at, Channels *out)
{
    int above = CLAMP((int)floor(at), 0, height - 1), below = MIN(above + 1, height - 1);
    float share = (float)CLAMP(at - above, 0, 1);

    for (int i = 0; i < width; i++) {
        Channels a = channels_of(rgba + 4 * ((size_t)above * width + i));
        Channels b = channels_of(rgba + 4 * ((size_t)below * width + i));

        out[i] = a + (b - a) * share;
    }
}

static inline uint32_t laid_over(uint32_t pixel, Channels colour)
{
    Bytes under;
    uint32_t out;

    memcpy(&under, &pixel, 4);
    Channels mixed =
        __builtin_convertvector(__builtin_convertvector(under, Whole), Channels);

    mixed = mixed * (1 - colour[3] * (1 / 255.0f)) + colour + 0.5f;
    Bytes bytes = __builtin_convertvector(__builtin_convertvector(mixed, Whole), Bytes);

    memcpy(&out, &bytes, 4);
    return out;
}

static void stretch_row(uint32_t *to, int x0, int x1, const Channels *from, int width,
                        double first, double step)
{
    for (int x = x0; x < x1; x++) {
        double at = CLAMP(first + (x - x0) * step, 0, width - 1);
        int left = MIN((int)at, width - 2);
        Channels colour = from[left] + (from[left + 1] - from[left]) * (float)(at - left);

        if (colour[3] > 0) {
            to[x] = laid_over(to[x], colour);
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
    double across = width / rect.width, down = height / rect.height;
    Channels *row = g_new(Channels, (size_t)width + 1);

    for (int y = y0; y < y1; y++) {
        mix_rows(rgba, width, height, (y + 0.5 - rect.y) * down - 0.5, row);
        row[width] = row[width - 1];
        stretch_row(canvas->pixels + (ptrdiff_t)y * canvas->stride, x0, x1, row,
                    width + 1, (x0 + 0.5 - rect.x) * across - 0.5, across);
    }
    g_free(row);
}
