/* SPDX-License-Identifier: MIT */
#include "draw/canvas.h"

#include <math.h>

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
