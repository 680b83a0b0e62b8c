/* SPDX-License-Identifier: MIT */
#include "draw/paint.h"

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

typedef struct Painter {
    const YqScene *scene;
    double scale;
    YqCanvas canvas; /* rows counted from the page's top */
    int top, bottom, width;
    cairo_surface_t *surface;
    cairo_t *cr;
    bool cairo_dirty; /* cairo has drawn since the last flush */
    GHashTable *sprites;
    GArray *clips; /* of four ints each: canvas bounds to go back to */
} Painter;

static void set_colour(cairo_t *cr, YqColour c)
{
    cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

static void fill_and_stroke(cairo_t *cr, const YqPaint *paint)
{
    bool strokes = paint->stroke.a > 0 && paint->width > 0;

    if (paint->fill.a > 0) {
        set_colour(cr, paint->fill);
        cairo_set_fill_rule(cr, paint->even_odd ? CAIRO_FILL_RULE_EVEN_ODD
                                                : CAIRO_FILL_RULE_WINDING);
        if (strokes) {
            cairo_fill_preserve(cr);
        } else {
            cairo_fill(cr);
        }
    }
    if (strokes) {
        set_colour(cr, paint->stroke);
        cairo_set_line_width(cr, paint->width);
        cairo_set_dash(cr, paint->dash, paint->n_dash, 0);
        cairo_set_line_cap(cr, paint->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_line_join(cr,
                            paint->round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
        cairo_stroke(cr);
    }
    cairo_new_path(cr);
}

static void trace(cairo_t *cr, const YqXY *points, const uint32_t *ends,
                  uint32_t n_subpaths, bool closed)
{
    uint32_t i = 0;

    for (uint32_t k = 0; k < n_subpaths; k++) {
        if (i < ends[k]) {
            cairo_move_to(cr, points[i].x, points[i].y);
        }
        for (i++; i < ends[k]; i++) {
            cairo_line_to(cr, points[i].x, points[i].y);
        }
        if (closed) {
            cairo_close_path(cr);
        }
    }
}

static void round_rect(cairo_t *cr, const YqItem *item)
{
    double x = item->x, y = item->y, w = item->width, h = item->height;
    double r = MIN(item->extra, MIN(w, h) / 2);

    if (r <= 0) {
        cairo_rectangle(cr, x, y, w, h);
        return;
    }
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -G_PI_2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, G_PI_2);
    cairo_arc(cr, x + r, y + h - r, r, G_PI_2, G_PI);
    cairo_arc(cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
    cairo_close_path(cr);
}

/* Our own drawing and cairo's take turns on the same pixels. */
static void cairo_turn(Painter *self)
{
    if (!self->cairo_dirty) {
        cairo_surface_mark_dirty(self->surface);
        self->cairo_dirty = true;
    }
}

static void own_turn(Painter *self)
{
    if (self->cairo_dirty) {
        cairo_surface_flush(self->surface);
        self->cairo_dirty = false;
    }
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
static void draw_symbol(cairo_t *cr, const char *name, double x, double y, double size,
                        const YqPaint *paint)
{
    const YqPath *path = yq_symbol_path(name);
    YqPaint rim = *paint, body = *paint;

    rim.fill.a = 0;
    rim.width *= 2;
    rim.round = true;
    body.stroke.a = 0;
    body.even_odd = true;
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, size / 2, size / 2);
    trace(cr, path->points, path->ends, (uint32_t)path->n_subpaths, true);
    cairo_restore(cr);
    cairo_path_t *shape = cairo_copy_path(cr);

    fill_and_stroke(cr, &rim);
    cairo_append_path(cr, shape);
    cairo_path_destroy(shape);
    fill_and_stroke(cr, &body);
}

static Sprite *make_sprite(const Painter *self, const SpriteKey *key)
{
    const YqPaint *paint = &g_array_index(self->scene->paints, YqPaint, key->paint);
    double reach = (key->size / 2 * 1.05 + paint->width) * self->scale;
    Sprite *sprite = g_new0(Sprite, 1);

    sprite->key = *key;
    sprite->reach = (int)ceil(reach) + 1;
    sprite->side = 2 * sprite->reach + 2;
    sprite->pixels = g_new0(uint32_t, (size_t)sprite->side * sprite->side);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)sprite->pixels, CAIRO_FORMAT_ARGB32, sprite->side, sprite->side,
        sprite->side * 4);
    cairo_t *cr = cairo_create(surface);
    double dx = (double)(key->step % SPRITE_STEPS) / SPRITE_STEPS;
    double dy = (double)(key->step / SPRITE_STEPS) / SPRITE_STEPS;

    cairo_translate(cr, sprite->reach + dx, sprite->reach + dy);
    cairo_scale(cr, self->scale, self->scale);
    draw_symbol(cr, key->name, 0, 0, key->size, paint);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return sprite;
}

static void paint_symbol(Painter *self, const YqItem *item)
{
    double x = item->x * self->scale, y = item->y * self->scale;
    double reach = (item->extra + yq_scene_paint(self->scene, item)->width) * self->scale;

    if (y + reach < self->canvas.y0 || y - reach > self->canvas.y1 ||
        x + reach < self->canvas.x0 || x - reach > self->canvas.x1) {
        return;
    }
    if (item->extra * self->scale > MAX_SPRITE) {
        cairo_turn(self);
        draw_symbol(self->cr, item->text, item->x, item->y, item->extra,
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
    own_turn(self);
    yq_canvas_over(&self->canvas, sprite->pixels, sprite->side, sprite->side,
                   (qx >> 2) - sprite->reach, (qy >> 2) - sprite->reach);
}

static void paint_text(Painter *self, const YqItem *item)
{
    const YqTextStyle *style = yq_scene_style(self->scene, item);

    own_turn(self);
    yq_textmask_draw(&self->canvas, item, style, self->scale);
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

static void paint_image(Painter *self, const YqItem *item)
{
    const YqPixels *image = item->pixels;
    g_autofree uint32_t *pixels = premultiplied(image);
    double x = item->x * self->scale, y = item->y * self->scale;
    bool fits = fabs(item->width * self->scale - image->width) < 0.01 &&
                fabs(item->height * self->scale - image->height) < 0.01 &&
                fabs(x - round(x)) < 0.01 && fabs(y - round(y)) < 0.01;

    if (fits) {
        own_turn(self);
        yq_canvas_over(&self->canvas, pixels, image->width, image->height, (int)round(x),
                       (int)round(y));
        return;
    }
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_ARGB32, image->width, image->height,
        image->width * 4);

    cairo_turn(self);
    cairo_save(self->cr);
    cairo_rectangle(self->cr, item->x, item->y, item->width, item->height);
    cairo_clip(self->cr);
    cairo_translate(self->cr, item->x, item->y);
    cairo_scale(self->cr, item->width / image->width, item->height / image->height);
    cairo_set_source_surface(self->cr, surface, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(self->cr), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(cairo_get_source(self->cr), CAIRO_FILTER_BILINEAR);
    cairo_paint(self->cr);
    cairo_restore(self->cr);
    cairo_set_source_rgba(self->cr, 0, 0, 0, 1);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

static void begin_group(Painter *self, const YqItem *item)
{
    YqCanvas *c = &self->canvas;
    int bounds[4] = {c->x0, c->y0, c->x1, c->y1};

    g_array_append_vals(self->clips, bounds, 4);
    cairo_save(self->cr);
    if (item->has_box) {
        double k = self->scale;

        c->x0 = MAX(c->x0, (int)round(item->x * k));
        c->y0 = MAX(c->y0, (int)round(item->y * k));
        c->x1 = MIN(c->x1, (int)round((item->x + item->width) * k));
        c->y1 = MIN(c->y1, (int)round((item->y + item->height) * k));
        cairo_rectangle(self->cr, item->x, item->y, item->width, item->height);
        cairo_clip(self->cr);
    }
}

static void end_group(Painter *self)
{
    if (self->clips->len < 4) {
        return;
    }
    const int *bounds = &g_array_index(self->clips, int, self->clips->len - 4);

    self->canvas.x0 = bounds[0];
    self->canvas.y0 = bounds[1];
    self->canvas.x1 = bounds[2];
    self->canvas.y1 = bounds[3];
    g_array_set_size(self->clips, self->clips->len - 4);
    cairo_restore(self->cr);
}

/* Whether an item of cairo's may touch these rows. */
static bool reaches(const Painter *self, const YqItem *item)
{
    YqRect box = yq_item_bounds(self->scene, item);
    double top = box.y * self->scale, bottom = (box.y + box.height) * self->scale;

    return bottom >= self->top - 1 && top <= self->bottom + 1;
}

static void paint_shape(Painter *self, const YqItem *item)
{
    if (!reaches(self, item)) {
        return;
    }
    cairo_turn(self);
    switch ((YqItemKind)item->kind) {
    case YQ_ITEM_PATH:
        trace(self->cr, item->points, item->ends, item->n_subpaths, item->closed);
        break;
    case YQ_ITEM_RECT:
        round_rect(self->cr, item);
        break;
    default:
        cairo_new_sub_path(self->cr);
        cairo_arc(self->cr, item->x, item->y, item->extra, 0, 2 * G_PI);
        cairo_close_path(self->cr);
        break;
    }
    fill_and_stroke(self->cr, yq_scene_paint(self->scene, item));
}

static void paint_item(Painter *self, const YqItem *item)
{
    switch ((YqItemKind)item->kind) {
    case YQ_ITEM_BEGIN:
        begin_group(self, item);
        break;
    case YQ_ITEM_END:
        end_group(self);
        break;
    case YQ_ITEM_TEXT:
    case YQ_ITEM_ALONG:
        paint_text(self, item);
        break;
    case YQ_ITEM_IMAGE:
        paint_image(self, item);
        break;
    case YQ_ITEM_SYMBOL:
        paint_symbol(self, item);
        break;
    case YQ_ITEM_LINK:
        break;
    default:
        paint_shape(self, item);
        break;
    }
}

static void start(Painter *self, uint32_t *pixels, int width, int first, int n)
{
    YqColour back = self->scene->background;

    self->canvas = (YqCanvas){pixels, width, 0, first, width, first + n};
    self->top = first;
    self->bottom = first + n;
    self->width = width;
    self->surface = cairo_image_surface_create_for_data(
        (unsigned char *)(pixels + (size_t)first * width), CAIRO_FORMAT_ARGB32, width, n,
        width * 4);
    cairo_surface_set_device_offset(self->surface, 0, -first);
    self->cr = cairo_create(self->surface);
    cairo_set_operator(self->cr, CAIRO_OPERATOR_SOURCE);
    set_colour(self->cr, back);
    cairo_paint(self->cr);
    cairo_set_operator(self->cr, CAIRO_OPERATOR_OVER);
    cairo_scale(self->cr, self->scale, self->scale);
    cairo_set_tolerance(self->cr, 0.2);
    self->cairo_dirty = true;
    self->sprites = g_hash_table_new_full(hash_sprite, same_sprite, free_sprite, NULL);
    self->clips = g_array_new(FALSE, FALSE, sizeof(int));
}

bool yq_paint_rows(const YqScene *scene, double scale, uint32_t *pixels, int width,
                   int first, int n)
{
    Painter self = {.scene = scene, .scale = scale};
    size_t n_items;
    const YqItem *items = yq_scene_items(scene, &n_items);

    start(&self, pixels, width, first, n);
    for (size_t i = 0; i < n_items; i++) {
        paint_item(&self, &items[i]);
    }
    bool fine = cairo_status(self.cr) == CAIRO_STATUS_SUCCESS;

    cairo_destroy(self.cr);
    cairo_surface_finish(self.surface);
    cairo_surface_destroy(self.surface);
    g_hash_table_unref(self.sprites);
    g_array_unref(self.clips);
    return fine;
}
