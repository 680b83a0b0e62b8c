/* SPDX-License-Identifier: MIT */
#include "vector/relief.h"

#include <math.h>

#include "vector/mapped.h"

/* The file: after the common header width, height, 256 heights of 16 bits, then the
 * cells. */
enum { RELIEF_VERSION = 1, FIELDS = YQ_MAPPED_HEADER, HEIGHTS = FIELDS + 8 };

struct YqRelief {
    YqMapped map;
    int width, height;
    const uint8_t *cells; /* rows from north to south, from -180 eastwards */
    float metres[256];
};

YqRelief *yq_relief_open(const char *path, GError **error)
{
    g_autoptr(YqRelief) self = g_new0(YqRelief, 1);

    if (!yq_mapped_open(&self->map, path, "YQRELIEF", RELIEF_VERSION, "relief", error)) {
        return NULL;
    }
    const int16_t *metres = yq_mapped_rows(&self->map, HEIGHTS, 256, sizeof *metres);
    uint64_t width = yq_mapped_u32(&self->map, FIELDS);
    uint64_t height = yq_mapped_u32(&self->map, FIELDS + 4);
    if (metres == NULL || width < 4 || height < 4 || width > 1 << 20 ||
        height > 1 << 20 || width * height != self->map.size - self->map.directory_size) {
        yq_mapped_damaged(path, "relief", error);
        return NULL;
    }
    self->width = (int)width;
    self->height = (int)height;
    self->cells = self->map.data + self->map.directory_size;
    for (size_t i = 0; i < 256; i++) {
        self->metres[i] = (int16_t)GINT16_FROM_LE(metres[i]);
    }
    return g_steal_pointer(&self);
}

void yq_relief_rest(const YqRelief *self)
{
    yq_mapped_rest(&self->map);
}

void yq_relief_free(YqRelief *self)
{
    if (self != NULL) {
        yq_mapped_close(&self->map);
        g_free(self);
    }
}

/* Weights of four neighbours in the cubic of Catmull and Rom, @t of the way from the
 * second to the third. */
static void weigh(double t, double out[4])
{
    out[0] = t * (-0.5 + t * (1 - 0.5 * t));
    out[1] = 1 + t * t * (-2.5 + 1.5 * t);
    out[2] = t * (0.5 + t * (2 - 1.5 * t));
    out[3] = t * t * (-0.5 + 0.5 * t);
}

double yq_relief_at(const YqRelief *self, double lon, double lat)
{
    double x = (lon + 180) / 360 * self->width - 0.5;
    double y = (90 - lat) / 180 * self->height - 0.5;
    double column = floor(x), row = floor(y), across[4], down[4], sum = 0;
    int columns[4];

    weigh(x - column, across);
    weigh(y - row, down);
    for (int i = 0; i < 4; i++) {
        int c = ((int)column - 1 + i) % self->width;

        columns[i] = c < 0 ? c + self->width : c;
    }
    for (int j = 0; j < 4; j++) {
        int r = CLAMP((int)row - 1 + j, 0, self->height - 1);
        const uint8_t *cells = self->cells + (size_t)r * (size_t)self->width;
        double line = 0;

        for (int i = 0; i < 4; i++) {
            line += across[i] * self->metres[cells[columns[i]]];
        }
        sum += down[j] * line;
    }
    return fmax(0, sum);
}

YqLight yq_light_from(double azimuth, double altitude)
{
    double level = cos(altitude * G_PI / 180);

    return (YqLight){level * sin(azimuth * G_PI / 180), level * cos(azimuth * G_PI / 180),
                     sin(altitude * G_PI / 180)};
}

double yq_relief_shade(const double z[3][3], double cell, YqSlopes seen, YqLight light)
{
    double dx = z[0][2] + 2 * z[1][2] + z[2][2] - z[0][0] - 2 * z[1][0] - z[2][0];
    double dy = z[0][0] + 2 * z[0][1] + z[0][2] - z[2][0] - 2 * z[2][1] - z[2][2];

    double slope = sqrt(dx * dx + dy * dy) / (8 * cell),
           shown = slope > seen.least ? slope - seen.least * seen.least / slope : 0;
    double scale = slope > 0 ? shown / slope : 0;

    if (seen.knee > 0 && shown > 0) {
        scale = seen.knee * log1p(shown / seen.knee) / slope;
    }
    dx *= scale / (8 * cell);
    dy *= scale / (8 * cell);
    double shade = light.off - dx * light.right - dy * light.up;

    return CLAMP(shade / sqrt(1 + dx * dx + dy * dy), 0, 1);
}
