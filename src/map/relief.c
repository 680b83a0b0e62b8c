/* SPDX-License-Identifier: MIT */
/* A quiet hillshade: an image of the frame, darker and lighter than the land beneath it.
 * Heights are taken once at each point of a grid over the page, coarser than its pixels,
 * and slopes from the grid; what draws the image interpolates. The light comes from the
 * top left of the page, as the reader expects. */
#include "map/page.h"

#include "base/data.h"
#include "base/worker.h"
#include "map/mask.h"
#include "vector/relief.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

/* The grid's step: what the heights are good for, between so many points of the page. */
#define FINEST 2.4
#define COARSEST 4.5

/* Heights are known to 4 arc-minutes only: slopes over less than this say nothing. */
#define KNOWN_KM 7.0

/* Where one height is known for so many points of the page, what is between is guessed:
 * from here slopes are taken nearer and the shading fades, and there it is gone. */
#define FADES_FROM 5.0
#define FADED 60.0

/* In its place heights are tinted: what is high is darker, all the way where shading
 * would be gone. Opacity of the highest, and metres between it and the lowest at the
 * least. */
#define TINT 0.55
#define TINT_LEAST 700.0

/* Metres between neighbours that heights KNOWN_KM apart count as: so much they are
 * exaggerated, those farther apart with the power of their distance, since mountains
 * should show at every scale. Steeper slopes than the knee count by their logarithm: the
 * Adrar des Ifoghas, 400 m above its plain, shows beside the Hoggar, and the Andes leave
 * names legible. */
#define CELL 50.0
#define POWER 0.6
#define KNEE 0.28

/* Metres between heights that the source tells apart, below a thousand: a plain falls by
 * such steps, which are no cliffs. */
#define SOURCE_STEP 17.0

typedef struct Grid {
    int width, height;
    double x, y, step; /* of its first point on the page; between them */
    double *z;         /* metres; NAN outside the projection */
} Grid;

/* Where a point of the grid lies. */
static YqPoint position(const YqProjection *projection, const Grid *grid, int column,
                        int row)
{
    YqXY xy = {(float)(grid->x + column * grid->step),
               (float)(grid->y + row * grid->step)};
    YqPoint at;

    return yq_projection_inverse(projection, xy, &at) ? at : (YqPoint){NAN, NAN};
}

/* A position between the corners of a cell, a row below the other; @u, @v from 0 to 1.
 * The longitudes are those about the first corner's. */
static YqPoint between(const YqPoint *upper, const YqPoint *lower, double u, double v)
{
    YqPoint c[4] = {upper[0], upper[1], lower[0], lower[1]};

    for (int i = 1; i < 4; i++) {
        if (fabs(c[i].lon - c[0].lon) > 180) {
            c[i].lon -= copysign(360, c[i].lon - c[0].lon);
        }
    }
    return (YqPoint){(1 - v) * ((1 - u) * c[0].lon + u * c[1].lon) +
                         v * ((1 - u) * c[2].lon + u * c[3].lon),
                     (1 - v) * ((1 - u) * c[0].lat + u * c[1].lat) +
                         v * ((1 - u) * c[2].lat + u * c[3].lat)};
}

/* The inverse projection is asked for every 8th position and interpolated between; about
 * a pole, where longitudes run together, for each. */
static void find_heights(const YqProjection *projection, const YqRelief *relief,
                         Grid *grid)
{
    int every = projection->pole ? 1 : 8;
    int cw = grid->width / every + 2, ch = grid->height / every + 2;
    g_autofree YqPoint *coarse = g_new(YqPoint, (size_t)cw * ch);

    for (int i = 0; i < cw * ch; i++) {
        coarse[i] = position(projection, grid, i % cw * every, i / cw * every);
    }
    for (int j = 0; j < grid->height; j++) {
        for (int i = 0; i < grid->width; i++) {
            const YqPoint *c = &coarse[j / every * cw + i / every];
            YqPoint at = between(c, c + cw, (double)(i % every) / every,
                                 (double)(j % every) / every);

            grid->z[j * grid->width + i] = fabs(at.lat) <= 89.9 && isfinite(at.lon)
                                               ? yq_relief_at(relief, at.lon, at.lat)
                                               : NAN;
        }
    }
}

/* Opacity that none sees. Without it plains are even, and files of them small. */
#define UNSEEN 0.016

static const uint8_t shadow[3] = {62, 50, 36}, high[3] = {126, 104, 76};

/* Shadows are warm, lights white, flat land is clear. */
static void put_pixel(double light, double strength, uint8_t *pixel)
{
    double alpha = fabs(light) * strength * (light < 0 ? 1.35 : 1.6);

    memset(pixel, 255, 3);
    if (light < 0) {
        memcpy(pixel, shadow, 3);
    }
    pixel[3] = (uint8_t)(255 * CLAMP(alpha - UNSEEN, 0, 0.75));
}

/* Lays a tint of @alpha below what is in the pixel. */
static void put_below(double alpha, uint8_t *pixel)
{
    double over = pixel[3] / 255.0, under = alpha * (1 - over), sum = over + under;

    for (int i = 0; i < 3 && sum > 0; i++) {
        pixel[i] = (uint8_t)lround((pixel[i] * over + high[i] * under) / sum);
    }
    pixel[3] = (uint8_t)lround(255 * sum);
}

/* Tints by height, from the lowest to the highest of the grid. */
static void tint_all(const Grid *grid, int pad, double strength, const YqMask *land,
                     uint8_t *rgba)
{
    double low = INFINITY, top = -INFINITY;

    for (int i = 0; i < grid->width * grid->height; i++) {
        low = MIN(low, isfinite(grid->z[i]) ? grid->z[i] : low);
        top = MAX(top, isfinite(grid->z[i]) ? grid->z[i] : top);
    }
    double span = MAX(top - low, TINT_LEAST);

    for (int j = pad; j < grid->height - pad; j++) {
        for (int i = pad; i < grid->width - pad; i++, rgba += 4) {
            double z = grid->z[j * grid->width + i];
            double share =
                yq_mask_share(land, grid->x + i * grid->step, grid->y + j * grid->step);

            if (share > 0 && isfinite(z)) {
                put_below(strength * share * (z - low) / span, rgba);
            }
        }
    }
}

/* The image is the grid without @pad points at each side; slopes are taken @reach points
 * about each. What is sea on the map is left clear: the coasts are known far better than
 * the heights. */
static void shade_all(const Grid *grid, int pad, int reach, double strength, double cell,
                      const YqMask *land, uint8_t *rgba)
{
    const YqLight light = yq_light_from(315, 45);
    const YqSlopes slopes = {SOURCE_STEP / (2 * cell), KNEE};
    double z[3][3];

    for (int j = pad; j < grid->height - pad; j++) {
        for (int i = pad; i < grid->width - pad; i++, rgba += 4) {
            const double *here = &grid->z[j * grid->width + i];
            double share =
                yq_mask_share(land, grid->x + i * grid->step, grid->y + j * grid->step);

            if (share <= 0) {
                continue;
            }
            for (int row = 0; row < 3; row++) {
                const double *from = here + (row - 1) * reach * grid->width;

                z[row][0] = from[-reach];
                z[row][1] = from[0];
                z[row][2] = from[reach];
            }
            double shade = yq_relief_shade(z, cell, slopes, light) - light.off;

            if (isfinite(shade)) {
                put_pixel(shade, strength * share, rgba);
            }
        }
    }
}

/* All that the shading of one page needs; a thread of its own may do it. */
typedef struct Shading {
    const YqProjection *projection;
    const YqRelief *relief;
    Grid grid;
    int pad, reach;
    double strength, tint, cell;
    YqMask *land;  /* its own: names of seas claim cells of the page's */
    uint8_t *rgba; /* the scene's */
} Shading;

static gpointer shade(gpointer data)
{
    g_autofree Shading *self = data;

    self->grid.z = g_new(double, (size_t)self->grid.width * self->grid.height);
    find_heights(self->projection, self->relief, &self->grid);
    yq_relief_rest(self->relief);
    shade_all(&self->grid, self->pad, self->reach, self->strength, self->cell, self->land,
              self->rgba);
    if (self->tint > 0) {
        tint_all(&self->grid, self->pad, self->tint, self->land, self->rgba);
    }
    g_free(self->grid.z);
    yq_mask_free(self->land);
    return NULL;
}

static Shading *new_shading(YqPage *page)
{
    YqRect f = page->frame;
    double strength = yq_theme_number(page->theme, "map", "hillshade");
    double known = KNOWN_KM / page->projection.km_per_point; /* points */
    double faded = CLAMP((known - FADES_FROM) / (FADED - FADES_FROM), 0, 1);
    double apart = known / (1 + CLAMP(known / FADES_FROM - 1, 0, 1));
    int reach = (int)MAX(ceil(apart / COARSEST), 1), pad = reach;
    double step = MAX(apart / reach, FINEST);
    int width = (int)ceil(f.width / step) + 1, height = (int)ceil(f.height / step) + 1;
    YqRect on = {f.x - step / 2, f.y - step / 2, width * step, height * step};
    Shading *self = g_new(Shading, 1);

    *self = (Shading){
        .projection = &page->projection,
        .relief = page->relief,
        .grid = {.width = width + 2 * pad,
                 .height = height + 2 * pad,
                 .x = f.x - pad * step,
                 .y = f.y - pad * step,
                 .step = step},
        .pad = pad,
        .reach = reach,
        .strength = strength * (1 - sqrt(faded)),
        .tint = TINT * strength * sqrt(faded),
        .cell =
            CELL * pow(step * reach * page->projection.km_per_point / KNOWN_KM, POWER),
        .land = yq_mask_copy(page->land),
    };
    yq_scene_begin(page->scene, "relief", &f);
    self->rgba = yq_scene_image(page->scene, on, width, height);
    yq_scene_end(page->scene);
    return self;
}

void yq_page_relief(YqPage *page)
{
    if (page->relief == NULL) {
        return;
    }
    Shading *shading = new_shading(page);

    /* PROJ's objects are for one thread at a time. */
    if (page->projection.pj == NULL && g_get_num_processors() > 1) {
        page->shading = yq_worker_start("yaqut-relief", shade, shading);
    } else {
        shade(shading);
    }
}

void yq_page_relief_finish(YqPage *page)
{
    yq_worker_join(g_steal_pointer(&page->shading));
}
