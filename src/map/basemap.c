/* SPDX-License-Identifier: MIT */
/* The base map: land and water, rivers, borders. Lines come from the vector file at the
 * detail that the scale wants, are cut to the frame in longitude and latitude, projected
 * in one go, and thinned to what the eye can tell apart. */
#include "map/page.h"

#include "base/data.h"
#include "map/clip.h"
#include "map/mask.h"
#include "vector/relief.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

/* How far a drawn line may lie from the true one, points of the page. */
#define DETAIL 0.3

/* What one layer gathers until it is drawn as a single path. */
typedef struct Layer {
    YqPage *page;
    const YqProjection *projection;
    YqBox clip[2]; /* of the projection, as the base map's longitudes run */
    size_t n_clip;
    bool closed;
    int kind, most_rank; /* kind -1: any */
    bool as_obstacle;    /* its segments are kept for the labels */
    YqMask *mask;        /* (nullable) filled with the areas */
    GArray *points;      /* of YqXY */
    GArray *ends;        /* of uint32_t */
    GArray *lonlat;      /* of YqPoint: scratch */
    GArray *xy;          /* of YqXY: scratch */
} Layer;

static double tolerance(const YqProjection *projection)
{
    return DETAIL * projection->km_per_point / 111;
}

/* Longer steps than this are split before they are projected: a straight line on the
 * globe's grid is none on the page. */
static double longest_step(const YqProjection *projection)
{
    return MAX(projection->km_per_point / 111 * 40, 0.02);
}

static void add_point(GArray *out, YqPoint from, YqPoint to, double step)
{
    double length = MAX(fabs(to.lon - from.lon), fabs(to.lat - from.lat));
    int n = length > step ? (int)MIN(ceil(length / step), 400) : 1;

    for (int i = 1; i <= n; i++) {
        YqPoint at = {from.lon + (to.lon - from.lon) * i / n,
                      from.lat + (to.lat - from.lat) * i / n};

        g_array_append_val(out, at);
    }
}

static void densify(const YqPoint *points, size_t n, double step, GArray *out)
{
    g_array_set_size(out, 0);
    if (n > 0) {
        g_array_append_val(out, points[0]);
    }
    for (size_t i = 1; i < n; i++) {
        add_point(out, points[i - 1], points[i], step);
    }
}

/* Appends a projected run, leaving out points closer than the eye can tell. */
static void append_thinned(Layer *layer, const YqXY *xy, size_t n)
{
    size_t from = layer->points->len;

    for (size_t i = 0; i < n; i++) {
        if (!isfinite(xy[i].x)) {
            continue;
        }
        if (layer->points->len > from && i + 1 < n) {
            YqXY last = g_array_index(layer->points, YqXY, layer->points->len - 1);

            if (fabsf(last.x - xy[i].x) + fabsf(last.y - xy[i].y) < (float)DETAIL) {
                continue;
            }
        }
        g_array_append_val(layer->points, xy[i]);
    }
    if (layer->points->len < from + (layer->closed ? 3 : 2)) {
        g_array_set_size(layer->points, (guint)from);
        return;
    }
    uint32_t end = layer->points->len;

    g_array_append_val(layer->ends, end);
}

static void project_run(const YqPoint *points, size_t n, void *data)
{
    Layer *layer = data;

    densify(points, n, longest_step(layer->projection), layer->lonlat);
    g_array_set_size(layer->xy, layer->lonlat->len);
    yq_projection_forward(layer->projection, (const YqPoint *)layer->lonlat->data,
                          layer->lonlat->len, (YqXY *)layer->xy->data);
    append_thinned(layer, (const YqXY *)layer->xy->data, layer->xy->len);
}

static void visit(const YqVectorFeature *feature, void *data)
{
    Layer *layer = data;

    if ((layer->kind >= 0 && feature->kind != layer->kind) ||
        feature->rank > layer->most_rank) {
        return;
    }
    guint ring = layer->ends->len;
    uint32_t first = layer->points->len;

    for (size_t i = 0; i < feature->n_parts * layer->n_clip; i++) {
        const YqVectorPart *part = &feature->parts[i / layer->n_clip];
        YqBox clip = layer->clip[i % layer->n_clip];

        if (layer->closed) {
            yq_clip_ring(part->points, part->n, clip, project_run, layer);
        } else {
            yq_clip_line(part->points, part->n, clip, project_run, layer);
        }
    }
    if (layer->mask != NULL && layer->ends->len > ring) {
        yq_mask_fill(layer->mask, (const YqXY *)layer->points->data,
                     &g_array_index(layer->ends, uint32_t, ring), layer->ends->len - ring,
                     first);
    }
}

static void layer_init(Layer *layer, YqPage *page)
{
    layer->page = page;
    layer->projection = layer->projection != NULL ? layer->projection : &page->projection;
    layer->n_clip = yq_projection_clip(layer->projection, layer->clip);
    layer->points = g_array_new(FALSE, FALSE, sizeof(YqXY));
    layer->ends = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    layer->lonlat = g_array_new(FALSE, FALSE, sizeof(YqPoint));
    layer->xy = g_array_new(FALSE, FALSE, sizeof(YqXY));
}

static void layer_clear(Layer *layer)
{
    g_array_unref(layer->points);
    g_array_unref(layer->ends);
    g_array_unref(layer->lonlat);
    g_array_unref(layer->xy);
}

/* Segments are kept for the labels, the frame's share of them only. */
static void keep_segments(const Layer *layer)
{
    uint32_t from = 0;
    YqRect f = layer->page->frame;

    for (guint i = 0; i < layer->ends->len; i++) {
        uint32_t end = g_array_index(layer->ends, uint32_t, i);

        for (uint32_t k = from + 1; k < end; k++) {
            const YqXY *two = &g_array_index(layer->points, YqXY, k - 1);

            if (two[0].x > f.x && two[0].x < f.x + f.width && two[0].y > f.y &&
                two[0].y < f.y + f.height) {
                g_array_append_vals(layer->page->lines, two, 2);
            }
        }
        from = end;
    }
}

static void gather(Layer *layer, const YqVectors *vectors, const char *name)
{
    yq_vectors_each(vectors, name, yq_projection_query(layer->projection),
                    tolerance(layer->projection), visit, layer);
}

/* Draws a layer, or the features of one kind of it, as one path. */
static bool draw_layer(YqPage *page, const YqVectors *vectors, const char *name,
                       const Layer *wanted, const YqPaint *paint)
{
    Layer layer = *wanted;

    layer_init(&layer, page);
    gather(&layer, vectors, name);
    bool any = layer.ends->len > 0;

    if (any) {
        YqPath path = {(const YqXY *)layer.points->data,
                       (const uint32_t *)layer.ends->data, layer.ends->len, layer.closed};

        yq_scene_path(page->scene, &path, paint);
    }
    if (layer.as_obstacle) {
        keep_segments(&layer);
    }
    layer_clear(&layer);
    return any;
}

static YqPaint line_paint(const YqPage *page, const char *colour, const char *width)
{
    return (YqPaint){.stroke = yq_theme_colour(page->theme, "map", colour),
                     .width = yq_theme_number(page->theme, "map", width),
                     .round = true};
}

/* The smaller the scale, the fewer rivers. */
static int river_rank(const YqPage *page)
{
    double km = page->projection.km_per_point;

    return km > 12 ? 1 : km > 6 ? 3 : km > 2.5 ? 5 : km > 1 ? 7 : 99;
}

static void draw_water(YqPage *page, const YqVectors *vectors)
{
    YqPaint fill = {.fill = yq_theme_colour(page->theme, "map", "lake"),
                    .even_odd = true};
    YqPaint salt = {.fill = yq_theme_colour(page->theme, "map", "salt"),
                    .even_odd = true};
    YqPaint river = line_paint(page, "river", "river-width");
    YqPaint wadi = line_paint(page, "river", "river-width");
    int rank = river_rank(page);

    wadi.width *= 0.7;
    wadi.dash[0] = 3;
    wadi.dash[1] = 1.6;
    wadi.n_dash = 2;
    wadi.round = false;
    draw_layer(page, vectors, "lakes",
               &(Layer){.closed = true, .kind = YQ_VECTOR_LAKE, .most_rank = 99}, &fill);
    draw_layer(page, vectors, "lakes",
               &(Layer){.closed = true, .kind = YQ_VECTOR_SALT_LAKE, .most_rank = 99},
               &salt);
    draw_layer(page, vectors, "rivers",
               &(Layer){.kind = YQ_VECTOR_RIVER, .most_rank = rank}, &river);
    draw_layer(page, vectors, "rivers",
               &(Layer){.kind = YQ_VECTOR_WADI, .most_rank = rank}, &wadi);
}

static void draw_borders(YqPage *page, const YqVectors *vectors)
{
    YqPaint casing = line_paint(page, "border-casing", "border-width");
    YqPaint border = line_paint(page, "border", "border-width");
    YqPaint disputed = line_paint(page, "disputed", "disputed-width");
    Layer any = {.kind = -1, .most_rank = 99};

    casing.width += 1.8;
    disputed.dash[0] = 4;
    disputed.dash[1] = 2.4;
    disputed.n_dash = 2;
    disputed.round = false;
    yq_scene_begin(page->scene, "borders", NULL);
    draw_layer(page, vectors, "borders", &any, &casing);
    any.as_obstacle = true;
    page->drawn_borders = draw_layer(page, vectors, "borders", &any, &border);
    page->drawn_disputed = draw_layer(page, vectors, "disputed", &any, &disputed);
    yq_scene_end(page->scene);
}

void yq_page_provinces(YqPage *page)
{
    YqPaint paint = line_paint(page, "province", "province-width");
    Layer any = {.kind = -1, .most_rank = 99};

    if (page->vectors == NULL || page->projection.km_per_point >= 8) {
        return;
    }
    paint.dash[0] = 2.2;
    paint.dash[1] = 1.4;
    paint.n_dash = 2;
    paint.round = false;
    draw_layer(page, page->vectors, "provinces", &any, &paint);
}

void yq_page_overview(YqPage *page, const YqProjection *projection, const YqPaint *land,
                      const YqPaint *borders)
{
    Layer areas = {.projection = projection, .closed = true, .kind = -1, .most_rank = 99};
    Layer lines = {.projection = projection, .kind = -1, .most_rank = 99};

    if (page->vectors != NULL) {
        draw_layer(page, page->vectors, "land", &areas, land);
        draw_layer(page, page->vectors, "borders", &lines, borders);
    }
}

bool yq_page_open_data(YqPage *page, GError **error)
{
    g_autofree char *vectors = yq_data_path(YQ_VECTORS_FILE);
    g_autofree char *relief = yq_data_path(YQ_RELIEF_FILE);

    page->vectors = yq_vectors_open(vectors, error);
    if (page->vectors == NULL) {
        return false;
    }
    if (yq_page_without(page, "relief") ||
        yq_theme_number(page->theme, "map", "hillshade") <= 0) {
        return true;
    }
    page->relief = yq_relief_open(relief, error);
    return page->relief != NULL;
}

void yq_page_basemap_bare(YqPage *page)
{
    YqPaint sea = {.fill = yq_theme_colour(page->theme, "map", "sea")};
    YqPaint land = {.fill = yq_theme_colour(page->theme, "map", "land")};
    YqPaint border = line_paint(page, "border", "border-width");

    border.width *= 0.5;
    yq_scene_rect(page->scene, page->frame, 0, &sea);
    if (page->vectors != NULL) {
        Layer areas = {.closed = true, .kind = -1, .most_rank = 99};
        Layer lines = {.kind = -1, .most_rank = 99};

        draw_layer(page, page->vectors, "land", &areas, &land);
        draw_water(page, page->vectors);
        draw_layer(page, page->vectors, "borders", &lines, &border);
    }
}

void yq_page_basemap(YqPage *page)
{
    YqPaint sea = {.fill = yq_theme_colour(page->theme, "map", "sea")};
    YqPaint land = {.fill = yq_theme_colour(page->theme, "map", "land"),
                    .even_odd = false};
    YqPaint coast = line_paint(page, "coast", "coast-width");
    Layer areas = {.closed = true, .kind = -1, .most_rank = 99};
    Layer lines = {.kind = -1, .most_rank = 99};

    yq_scene_rect(page->scene, page->frame, 0, &sea);
    if (page->vectors == NULL) {
        return;
    }
    areas.mask = page->land = yq_mask_new(page->frame);
    draw_layer(page, page->vectors, "land", &areas, &land);
    yq_page_lap(page, "land");
    yq_page_relief(page);
    yq_page_lap(page, "relief");
    draw_water(page, page->vectors);
    draw_layer(page, page->vectors, "coast", &lines, &coast);
    yq_page_lap(page, "water");
    yq_page_graticule(page);
    draw_borders(page, page->vectors);
    yq_page_lap(page, "borders");
}
