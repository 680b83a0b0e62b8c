/* SPDX-License-Identifier: MIT */
#include "draw/paint.h"

#include "draw/placing.h"
#include "draw/raster.h"
#include "draw/stroke.h"
#include "draw/symbols.h"
#include "draw/textmask.h"

#include <math.h>
#include <string.h>

/* A symbol drawn once, at a fraction of a pixel. */
typedef struct SpriteKey {
    const char *name; /* interned by the scene */
    uint32_t paint;
    float size;
    uint32_t step;
} SpriteKey;

typedef struct Sprite {
    SpriteKey key;
    int reach, side; /* corner lies `reach` left of and above the symbol's pixel */
    uint32_t *pixels;
} Sprite;

enum { SPRITE_STEPS = 4, MAX_SPRITE = 256 };

struct YqPainter {
    const YqScene *scene;
    const YqItem *items;
    const YqRect *bounds; /* of each item, pixels */
    double scale;
    int width;
    YqCanvas canvas; /* rows counted from the page's top */
    YqRaster *raster;
    GHashTable *sprites;
    GArray *clips; /* of four ints each: canvas bounds to go back to */
};
typedef struct YqPainter Painter;

/* Whether an item may touch what is drawn now. */
static bool reaches(const Painter *self, const YqItem *item)
{
    const YqCanvas *c = &self->canvas;
    const YqRect *box = &self->bounds[item - self->items];

    return box->y + box->height >= c->y0 - 2 && box->y <= c->y1 + 2 &&
           box->x + box->width >= c->x0 - 2 && box->x <= c->x1 + 2;
}

/* --- shapes --- */

/* Where a point of the page lies in pixels. */
typedef struct Place {
    double x, y, scale;
} Place;

static void add_path(YqRaster *raster, Place at, const YqXY *points, const uint32_t *ends,
                     uint32_t n_subpaths)
{
    uint32_t i = 0;

    for (uint32_t k = 0; k < n_subpaths; k++) {
        if (i < ends[k]) {
            yq_raster_move(raster, at.x + points[i].x * at.scale,
                           at.y + points[i].y * at.scale);
        }
        for (i++; i < ends[k]; i++) {
            yq_raster_line(raster, at.x + points[i].x * at.scale,
                           at.y + points[i].y * at.scale);
        }
        i = ends[k];
    }
}

static void add_strokes(YqRaster *raster, Place at, const YqXY *points,
                        const uint32_t *ends, uint32_t n_subpaths, bool closed,
                        const YqPaint *paint)
{
    double dash[G_N_ELEMENTS(paint->dash)];
    YqPen pen = {paint->width * at.scale, dash, paint->n_dash, paint->round};
    g_autofree double *scaled = NULL;
    uint32_t i = 0, room = 0;

    for (int k = 0; k < paint->n_dash; k++) {
        dash[k] = paint->dash[k] * at.scale;
    }
    for (uint32_t k = 0; k < n_subpaths; i = ends[k++]) {
        uint32_t n = ends[k] - i;

        if (n > room) {
            room = n * 2;
            scaled = g_renew(double, scaled, 2 * (size_t)room);
        }
        for (uint32_t p = 0; p < n; p++) {
            scaled[2 * p] = at.x + points[i + p].x * at.scale;
            scaled[2 * p + 1] = at.y + points[i + p].y * at.scale;
        }
        yq_stroke(raster, scaled, n, closed, &pen);
    }
}

static void fill_and_stroke(YqRaster *raster, Place at, const YqPath *path,
                            const YqPaint *paint)
{
    if (paint->fill.a > 0) {
        add_path(raster, at, path->points, path->ends, (uint32_t)path->n_subpaths);
        yq_raster_fill(raster, paint->fill, paint->even_odd);
    }
    if (paint->stroke.a > 0 && paint->width > 0) {
        add_strokes(raster, at, path->points, path->ends, (uint32_t)path->n_subpaths,
                    path->closed, paint);
        yq_raster_fill(raster, paint->stroke, false);
    }
}

/* Corners of a rectangle as arcs, clockwise from its top right; a circle is one of no
 * width. */
enum { CORNER = 24, ROUND_POINTS = 4 * (CORNER + 1) };

static size_t round_corners(const YqItem *item, double radius, double pixels, YqXY *out)
{
    double w = item->width, h = item->height;
    int steps = (int)CLAMP(ceil(1.6 * sqrt(radius * pixels)), 3, CORNER);
    size_t n = 0;

    for (int corner = 0; corner < 4; corner++) {
        double x = item->x + (corner == 0 || corner == 1 ? w - radius : radius);
        double y = item->y + (corner == 1 || corner == 2 ? h - radius : radius);

        for (int i = 0; i <= steps; i++) {
            double angle = G_PI_2 * (corner - 1 + (double)i / steps);

            out[n++] = (YqXY){(float)(x + radius * cos(angle)),
                              (float)(y + radius * sin(angle))};
        }
    }
    return n;
}

static guint hash_sprite(const void *at)
{
    const SpriteKey *key = at;

    return g_direct_hash(key->name) ^ (key->paint * 2654435761u) ^
           (guint)(key->size * 1024) ^ (key->step << 24);
}

static gboolean same_sprite(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(SpriteKey)) == 0;
}

static void free_sprite(void *at)
{
    g_free(((Sprite *)at)->pixels);
    g_free(at);
}

/* The shape under its own paint: the outline lies outside the filled part, so that a
 * light rim does not eat a small symbol. */
static void draw_symbol(YqRaster *raster, Place at, const char *name, double size,
                        const YqPaint *paint)
{
    const YqPath *path = yq_symbol_path(name);
    double half = size / 2;
    Place inner = {at.x, at.y, at.scale * half};
    YqPaint rim = *paint, body = *paint;

    rim.fill.a = 0;
    rim.width *= 2 / half; /* in the symbol's own units */
    rim.round = true;
    for (int i = 0; i < rim.n_dash; i++) {
        rim.dash[i] /= half;
    }
    body.stroke.a = 0;
    body.even_odd = true;
    fill_and_stroke(raster, inner, path, &rim);
    fill_and_stroke(raster, inner, path, &body);
}

static Sprite *make_sprite(Painter *self, const SpriteKey *key)
{
    const YqPaint *paint = &g_array_index(self->scene->paints, YqPaint, key->paint);
    double reach = (key->size / 2 * 1.05 + paint->width) * self->scale;
    Sprite *sprite = g_new0(Sprite, 1);

    sprite->key = *key;
    sprite->reach = (int)ceil(reach) + 1;
    sprite->side = 2 * sprite->reach + 2;
    sprite->pixels = g_new0(uint32_t, (size_t)sprite->side * sprite->side);
    YqCanvas canvas = {sprite->pixels, sprite->side, 0, 0, sprite->side, sprite->side, 0};
    Place at = {sprite->reach + (double)(key->step % SPRITE_STEPS) / SPRITE_STEPS,
                sprite->reach + (double)(key->step / SPRITE_STEPS) / SPRITE_STEPS,
                self->scale};

    yq_raster_begin(self->raster, &canvas);
    draw_symbol(self->raster, at, key->name, key->size, paint);
    return sprite;
}

static void paint_symbol(void *data, const YqItem *item)
{
    Painter *self = data;
    double x = item->x * self->scale, y = item->y * self->scale;

    if (!reaches(self, item)) {
        return;
    }
    if (item->extra * self->scale > MAX_SPRITE) {
        yq_raster_begin(self->raster, &self->canvas);
        draw_symbol(self->raster, (Place){x, y, self->scale}, item->text, item->extra,
                    yq_scene_paint(self->scene, item));
        return;
    }
    /* Quarters of a pixel, rounded so that equal places give equal sprites. */
    int qx = (int)floor(x * SPRITE_STEPS + 0.5), qy = (int)floor(y * SPRITE_STEPS + 0.5);
    SpriteKey key;

    memset(&key, 0, sizeof key);
    key.name = item->text;
    key.paint = item->paint;
    key.size = item->extra;
    key.step = (uint32_t)((qx & 3) + (qy & 3) * SPRITE_STEPS);
    Sprite *sprite = g_hash_table_lookup(self->sprites, &key);

    if (sprite == NULL) {
        sprite = make_sprite(self, &key);
        g_hash_table_add(self->sprites, sprite);
    }
    yq_canvas_over(&self->canvas, sprite->pixels, sprite->side, sprite->side,
                   (qx >> 2) - sprite->reach, (qy >> 2) - sprite->reach);
}

static void paint_text(void *data, const YqItem *item)
{
    Painter *self = data;

    if (reaches(self, item)) {
        yq_textmask_draw(&self->canvas, item, yq_scene_style(self->scene, item),
                         self->scale);
    }
}

/* Premultiplied copy that the caller frees. */
static uint32_t *premultiplied(const YqPixels *image)
{
    size_t n = (size_t)image->width * image->height;
    uint32_t *out = g_new(uint32_t, n);

    for (size_t i = 0; i < n; i++) {
        const uint8_t *p = image->rgba + i * 4;
        uint32_t a = p[3];

        out[i] = a << 24 | (p[0] * a + 127) / 255 << 16 | (p[1] * a + 127) / 255 << 8 |
                 (p[2] * a + 127) / 255;
    }
    return out;
}

static void paint_image(void *data, const YqItem *item)
{
    Painter *self = data;
    const YqPixels *image = item->pixels;
    YqRect on = {item->x * self->scale, item->y * self->scale, item->width * self->scale,
                 item->height * self->scale};
    bool fits = fabs(on.width - image->width) < 0.01 &&
                fabs(on.height - image->height) < 0.01 &&
                fabs(on.x - round(on.x)) < 0.01 && fabs(on.y - round(on.y)) < 0.01;

    if (fits) {
        g_autofree uint32_t *pixels = premultiplied(image);

        yq_canvas_over(&self->canvas, pixels, image->width, image->height,
                       (int)round(on.x), (int)round(on.y));
    } else if (image->width > 0 && image->height > 0) {
        yq_canvas_stretch(&self->canvas, image->rgba, image->width, image->height, on);
    }
}

static void begin_group(void *data, const YqItem *item)
{
    Painter *self = data;
    YqCanvas *c = &self->canvas;
    int bounds[4] = {c->x0, c->y0, c->x1, c->y1};

    g_array_append_vals(self->clips, bounds, 4);
    if (item->has_box) {
        double k = self->scale;

        c->x0 = MAX(c->x0, (int)round(item->x * k));
        c->y0 = MAX(c->y0, (int)round(item->y * k));
        c->x1 = MIN(c->x1, (int)round((item->x + item->width) * k));
        c->y1 = MIN(c->y1, (int)round((item->y + item->height) * k));
    }
}

static void end_group(void *data, const YqItem *item)
{
    Painter *self = data;

    (void)item;
    if (self->clips->len < 4) {
        return;
    }
    const int *bounds = &g_array_index(self->clips, int, self->clips->len - 4);

    self->canvas.x0 = bounds[0];
    self->canvas.y0 = bounds[1];
    self->canvas.x1 = bounds[2];
    self->canvas.y1 = bounds[3];
    g_array_set_size(self->clips, self->clips->len - 4);
}

static void paint_shape(void *data, const YqItem *item)
{
    Painter *self = data;
    YqXY round[ROUND_POINTS];
    YqItem box = *item;
    uint32_t end;
    YqPath path = {round, &end, 1, true};

    if (!reaches(self, item)) {
        return;
    }
    if (item->kind == YQ_ITEM_PATH) {
        path = (YqPath){item->points, item->ends, item->n_subpaths, item->closed};
    } else if (item->kind == YQ_ITEM_RECT) {
        double radius = MIN(item->extra, MIN(item->width, item->height) / 2);

        end = (uint32_t)round_corners(item, MAX(radius, 0), self->scale, round);
    } else {
        box.x -= item->extra;
        box.y -= item->extra;
        box.width = box.height = 2 * item->extra;
        end = (uint32_t)round_corners(&box, item->extra, self->scale, round);
    }
    yq_raster_begin(self->raster, &self->canvas);
    fill_and_stroke(self->raster, (Place){0, 0, self->scale}, &path,
                    yq_scene_paint(self->scene, item));
}

/* --- painters --- */

static YqRect bounds_of(const YqScene *scene, const YqItem *item)
{
    if (item->kind != YQ_ITEM_TEXT && item->kind != YQ_ITEM_ALONG) {
        return yq_item_bounds(scene, item);
    }
    g_autoptr(YqPlacing) placing = yq_placing_new(item, yq_scene_style(scene, item));

    return placing->bounds;
}

YqRect *yq_paint_bounds(const YqScene *scene, double scale)
{
    size_t n;
    const YqItem *items = yq_scene_items(scene, &n);
    YqRect *bounds = g_new(YqRect, n + 1);

    for (size_t i = 0; i < n; i++) {
        YqRect box = bounds_of(scene, &items[i]);

        bounds[i] =
            (YqRect){box.x * scale, box.y * scale, box.width * scale, box.height * scale};
    }
    return bounds;
}

YqPainter *yq_painter_new(const YqScene *scene, double scale, int width,
                          const YqRect *bounds)
{
    YqPainter *self = g_new0(YqPainter, 1);
    size_t n;

    self->scene = scene;
    self->items = yq_scene_items(scene, &n);
    self->bounds = bounds;
    self->scale = scale;
    self->width = width;
    self->raster = yq_raster_new();
    self->sprites = g_hash_table_new_full(hash_sprite, same_sprite, free_sprite, NULL);
    self->clips = g_array_new(FALSE, FALSE, sizeof(int));
    return self;
}

void yq_painter_free(YqPainter *self)
{
    yq_raster_free(self->raster);
    g_hash_table_unref(self->sprites);
    g_array_unref(self->clips);
    g_free(self);
}

static void lay_background(const Painter *self)
{
    const YqCanvas *canvas = &self->canvas;
    YqInk ink = yq_ink(self->scene->background);

    if (self->scene->background.a < 1) {
        memset(canvas->pixels, 0,
               (size_t)(canvas->y1 - canvas->y0) * self->width * sizeof(uint32_t));
    }
    for (int row = canvas->y0; row < canvas->y1; row++) {
        yq_canvas_span(canvas, &ink, 0, self->width, row, 255);
    }
}

void yq_painter_draw(YqPainter *self, uint32_t *pixels, int first, int n)
{
    static const YqItemVisitor visitor = {.begin = begin_group,
                                          .end = end_group,
                                          .shape = paint_shape,
                                          .text = paint_text,
                                          .image = paint_image,
                                          .symbol = paint_symbol};

    self->canvas =
        (YqCanvas){pixels, self->width, 0, first, self->width, first + n, first};
    lay_background(self);
    yq_scene_visit(self->scene, &visitor, self);
}
