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

static const double KM_PER_DEGREE = 111.195;

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

void yq_relief_free(YqRelief *self)
{
    if (self != NULL) {
        yq_mapped_close(&self->map);
        g_free(self);
    }
}

static double cell_at(const YqRelief *self, int column, int row)
{
    int x = ((column % self->width) + self->width) % self->width;
    int y = CLAMP(row, 0, self->height - 1);

    return self->metres[self->cells[(size_t)y * (size_t)self->width + (size_t)x]];
}

/* The cubic through b and c that Catmull and Rom gave the slopes of their neighbours. */
static double cubic(double a, double b, double c, double d, double share)
{
    return b + 0.5 * share *
                   (c - a +
                    share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)));
}

double yq_relief_at(const YqRelief *self, double lon, double lat)
{
    double x = (lon + 180) / 360 * self->width - 0.5;
    double y = (90 - lat) / 180 * self->height - 0.5;
    int column = (int)floor(x), row = (int)floor(y);
    double rows[4];

    for (int i = 0; i < 4; i++) {
        rows[i] = cubic(cell_at(self, column - 1, row - 1 + i),
                        cell_at(self, column, row - 1 + i),
                        cell_at(self, column + 1, row - 1 + i),
                        cell_at(self, column + 2, row - 1 + i), x - column);
    }
    return fmax(0, cubic(rows[0], rows[1], rows[2], rows[3], y - row));
}

double yq_relief_shade(const YqRelief *self, YqPoint at, double cell_km, YqLight light)
{
    double north = fmax(cell_km, 2) / KM_PER_DEGREE;
    double east = north / fmax(cos(at.lat * G_PI / 180), 0.02);
    double z[3][3];

    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            z[i][j] =
                yq_relief_at(self, at.lon + (j - 1) * east, at.lat + (1 - i) * north);
        }
    }
    double run = 8 * fmax(cell_km, 2) * 1000 / light.exaggerate;
    double dx = (z[0][2] + 2 * z[1][2] + z[2][2] - z[0][0] - 2 * z[1][0] - z[2][0]) / run;
    double dy = (z[0][0] + 2 * z[0][1] + z[0][2] - z[2][0] - 2 * z[2][1] - z[2][2]) / run;
    double azimuth = light.azimuth * G_PI / 180, altitude = light.altitude * G_PI / 180;
    double shade =
        sin(altitude) - cos(altitude) * (dx * sin(azimuth) + dy * cos(azimuth));

    return CLAMP(shade / sqrt(1 + dx * dx + dy * dy), 0, 1);
}
