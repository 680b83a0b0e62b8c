/* SPDX-License-Identifier: MIT */
#include "draw/items.h"

#include "base/arena.h"
#include "base/output.h"
#include "draw/fonts.h"

#include <math.h>
#include <string.h>
#include <yaqut/error.h>

/* Paints and styles are compared as bytes, so what lies between their members must be
 * zero. */
static guint hash_bytes(const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    guint hash = 5381;

    for (size_t i = 0; i < length; i++) {
        hash = hash * 33 + at[i];
    }
    return hash;
}

static guint hash_paint(const void *paint)
{
    return hash_bytes(paint, sizeof(YqPaint));
}

static gboolean same_paint(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(YqPaint)) == 0;
}

static guint hash_style(const void *style)
{
    return hash_bytes(style, sizeof(YqTextStyle));
}

static gboolean same_style(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(YqTextStyle)) == 0;
}

YqScene *yq_scene_new(double width, double height)
{
    YqScene *self = g_new0(YqScene, 1);

    self->width = width;
    self->height = height;
    self->background = (YqColour){1, 1, 1, 1};
    self->items = g_array_new(FALSE, FALSE, sizeof(YqItem));
    self->paints = g_array_new(FALSE, FALSE, sizeof(YqPaint));
    self->styles = g_array_new(FALSE, FALSE, sizeof(YqTextStyle));
    self->paint_index = g_hash_table_new(hash_paint, same_paint);
    self->style_index = g_hash_table_new(hash_style, same_style);
    self->names = g_hash_table_new(g_str_hash, g_str_equal);
    self->arena = yq_arena_new();
    return self;
}

void yq_scene_free(YqScene *self)
{
    if (self == NULL) {
        return;
    }
    g_free(self->title);
    g_free(self->description);
    g_free(self->language);
    g_array_unref(self->items);
    g_array_unref(self->paints);
    g_array_unref(self->styles);
    g_hash_table_unref(self->paint_index);
    g_hash_table_unref(self->style_index);
    g_hash_table_unref(self->names);
    yq_arena_free(self->arena);
    g_free(self);
}

void yq_scene_set_title(YqScene *self, const char *title, const char *description,
                        const char *language)
{
    g_free(self->title);
    g_free(self->description);
    g_free(self->language);
    self->title = g_strdup(title);
    self->description = g_strdup(description);
    self->language = g_strdup(language);
}

void yq_scene_set_background(YqScene *self, YqColour colour)
{
    self->background = colour;
}

static const char *intern(YqScene *self, const char *name)
{
    if (name == NULL) {
        return NULL;
    }
    const char *known = g_hash_table_lookup(self->names, name);

    if (known == NULL) {
        char *copy = yq_arena_strdup(self->arena, name);

        g_hash_table_add(self->names, copy);
        known = copy;
    }
    return known;
}

/* The keys of the index live in the arena: arrays move when they grow. */
static uint32_t add_paint(YqScene *self, const YqPaint *paint)
{
    YqPaint clean;

    memset(&clean, 0, sizeof clean);
    clean.fill = paint->fill;
    clean.stroke = paint->stroke;
    clean.width = paint->width;
    clean.n_dash = CLAMP(paint->n_dash, 0, (int)G_N_ELEMENTS(clean.dash));
    for (int i = 0; i < clean.n_dash; i++) {
        clean.dash[i] = paint->dash[i];
    }
    clean.even_odd = paint->even_odd;
    clean.round = paint->round;
    gpointer known;

    if (g_hash_table_lookup_extended(self->paint_index, &clean, NULL, &known)) {
        return GPOINTER_TO_UINT(known);
    }
    g_array_append_val(self->paints, clean);
    g_hash_table_insert(self->paint_index,
                        yq_arena_memdup(self->arena, &clean, sizeof clean),
                        GUINT_TO_POINTER(self->paints->len - 1));
    return self->paints->len - 1;
}

static uint32_t add_style(YqScene *self, const YqTextStyle *style)
{
    YqTextStyle clean;

    memset(&clean, 0, sizeof clean);
    clean.font.family = intern(self, style->font.family);
    clean.font.size = style->font.size;
    clean.font.bold = style->font.bold;
    clean.font.italic = style->font.italic;
    clean.font.spacing = style->font.spacing;
    clean.colour = style->colour;
    clean.halo = style->halo;
    clean.halo_width = style->halo_width;
    gpointer known;

    if (g_hash_table_lookup_extended(self->style_index, &clean, NULL, &known)) {
        return GPOINTER_TO_UINT(known);
    }
    g_array_append_val(self->styles, clean);
    g_hash_table_insert(self->style_index,
                        yq_arena_memdup(self->arena, &clean, sizeof clean),
                        GUINT_TO_POINTER(self->styles->len - 1));
    return self->styles->len - 1;
}

/* What lies nowhere, as points that a projection cannot show, is not drawn. */
static void add(YqScene *self, YqItem item)
{
    if (isfinite(item.x + item.y + item.width + item.height + item.extra)) {
        g_array_append_val(self->items, item);
    }
}

static bool all_finite(const YqXY *points, size_t n)
{
    float sum = 0; /* no number as soon as one of them is infinite or none */

    for (size_t i = 0; i < n; i++) {
        sum += points[i].x * 0 + points[i].y * 0;
    }
    return sum == 0;
}

/* The path without the points that lie nowhere; @points and @ends have room for all. */
static void keep_finite(const YqPath *path, YqXY *points, uint32_t *ends)
{
    uint32_t kept = 0, i = 0;

    for (size_t k = 0; k < path->n_subpaths; k++) {
        for (; i < path->ends[k]; i++) {
            if (isfinite(path->points[i].x) && isfinite(path->points[i].y)) {
                points[kept++] = path->points[i];
            }
        }
        ends[k] = kept;
    }
}

void yq_scene_begin(YqScene *self, const char *name, const YqRect *clip)
{
    YqItem item = {.kind = YQ_ITEM_BEGIN, .text = intern(self, name)};

    if (clip != NULL) {
        item.has_box = true;
        item.x = (float)clip->x;
        item.y = (float)clip->y;
        item.width = (float)clip->width;
        item.height = (float)clip->height;
    }
    add(self, item);
    self->depth++;
}

void yq_scene_end(YqScene *self)
{
    g_return_if_fail(self->depth > 0);
    self->depth--;
    add(self, (YqItem){.kind = YQ_ITEM_END});
}

void yq_scene_path(YqScene *self, const YqPath *path, const YqPaint *paint)
{
    uint32_t n_points = path->n_subpaths > 0 ? path->ends[path->n_subpaths - 1] : 0;

    if (n_points < 2) {
        return;
    }
    if (!all_finite(path->points, n_points)) {
        g_autofree YqXY *points = g_new(YqXY, n_points);
        g_autofree uint32_t *ends = g_new(uint32_t, path->n_subpaths);

        keep_finite(path, points, ends);
        yq_scene_path(self, &(YqPath){points, ends, path->n_subpaths, path->closed},
                      paint);
        return;
    }
    add(self, (YqItem){.kind = YQ_ITEM_PATH,
                       .paint = add_paint(self, paint),
                       .closed = path->closed,
                       .points = yq_arena_memdup(self->arena, path->points,
                                                 n_points * sizeof(YqXY)),
                       .ends = yq_arena_memdup(self->arena, path->ends,
                                               path->n_subpaths * sizeof(uint32_t)),
                       .n_points = n_points,
                       .n_subpaths = (uint32_t)path->n_subpaths});
}

void yq_scene_rect(YqScene *self, YqRect rect, double radius, const YqPaint *paint)
{
    add(self, (YqItem){.kind = YQ_ITEM_RECT,
                       .paint = add_paint(self, paint),
                       .x = (float)rect.x,
                       .y = (float)rect.y,
                       .width = (float)rect.width,
                       .height = (float)rect.height,
                       .extra = (float)radius});
}

void yq_scene_circle(YqScene *self, double x, double y, double radius,
                     const YqPaint *paint)
{
    add(self, (YqItem){.kind = YQ_ITEM_CIRCLE,
                       .paint = add_paint(self, paint),
                       .x = (float)x,
                       .y = (float)y,
                       .extra = (float)radius});
}

void yq_scene_text(YqScene *self, double x, double y, YqAlign align, double angle,
                   const char *text, const YqTextStyle *style)
{
    if (text == NULL || *text == '\0') {
        return;
    }
    add(self, (YqItem){.kind = YQ_ITEM_TEXT,
                       .align = (uint8_t)align,
                       .paint = add_style(self, style),
                       .x = (float)x,
                       .y = (float)y,
                       .extra = (float)angle,
                       .text = yq_arena_strdup(self->arena, text)});
}

void yq_scene_text_along(YqScene *self, const YqXY *points, size_t n, const char *text,
                         const YqTextStyle *style)
{
    if (text == NULL || *text == '\0' || n < 2 || !all_finite(points, n)) {
        return;
    }
    add(self, (YqItem){.kind = YQ_ITEM_ALONG,
                       .paint = add_style(self, style),
                       .text = yq_arena_strdup(self->arena, text),
                       .points = yq_arena_memdup(self->arena, points, n * sizeof(YqXY)),
                       .n_points = (uint32_t)n});
}

uint8_t *yq_scene_image(YqScene *self, YqRect rect, int width, int height)
{
    size_t size = (size_t)width * height * 4;
    uint8_t *rgba = yq_arena_alloc(self->arena, size);
    YqPixels pixels = {width, height, rgba};

    memset(rgba, 0, size);
    add(self, (YqItem){.kind = YQ_ITEM_IMAGE,
                       .x = (float)rect.x,
                       .y = (float)rect.y,
                       .width = (float)rect.width,
                       .height = (float)rect.height,
                       .pixels = yq_arena_memdup(self->arena, &pixels, sizeof pixels)});
    return rgba;
}

void yq_scene_symbol(YqScene *self, const char *name, double x, double y, double size,
                     const YqPaint *paint)
{
    add(self, (YqItem){.kind = YQ_ITEM_SYMBOL,
                       .paint = add_paint(self, paint),
                       .x = (float)x,
                       .y = (float)y,
                       .extra = (float)size,
                       .text = intern(self, name)});
}

void yq_scene_link(YqScene *self, const char *url)
{
    add(self, (YqItem){.kind = YQ_ITEM_LINK, .text = intern(self, url)});
}

size_t yq_scene_length(const YqScene *self)
{
    return self->items->len;
}

void yq_scene_repeat(YqScene *self, size_t from, size_t to, double dx, double dy)
{
    for (size_t i = from; i < to; i++) {
        YqItem item = g_array_index(self->items, YqItem, i);

        item.x += (float)dx;
        item.y += (float)dy;
        if ((item.kind == YQ_ITEM_PATH || item.kind == YQ_ITEM_ALONG) &&
            item.n_points > 0) {
            YqXY *points =
                yq_arena_memdup(self->arena, item.points, item.n_points * sizeof(YqXY));

            for (uint32_t k = 0; k < item.n_points; k++) {
                points[k].x += (float)dx;
                points[k].y += (float)dy;
            }
            item.points = points;
        }
        add(self, item);
    }
}

YqRect yq_points_bounds(const YqXY *points, size_t n, double by)
{
    float west = INFINITY, east = -INFINITY, north = INFINITY, south = -INFINITY;

    for (size_t i = 0; i < n; i++) {
        west = MIN(west, points[i].x);
        east = MAX(east, points[i].x);
        north = MIN(north, points[i].y);
        south = MAX(south, points[i].y);
    }
    return (YqRect){west - by, north - by, east - west + 2 * by, south - north + 2 * by};
}

static YqRect grown(YqRect rect, double by)
{
    return (YqRect){rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

static YqRect bounds_of_text(const YqScene *scene, const YqItem *item)
{
    const YqTextStyle *style = yq_scene_style(scene, item);
    YqExtents extents = yq_text_measure(item->text, &style->font);
    double reach = hypot(extents.width, extents.ascent + extents.descent) +
                   style->font.size + style->halo_width;

    return grown((YqRect){item->x, item->y, 0, 0}, reach);
}

YqRect yq_item_bounds(const YqScene *scene, const YqItem *item)
{
    YqRect box = {item->x, item->y, item->width, item->height};

    switch ((YqItemKind)item->kind) {
    case YQ_ITEM_PATH:
        return yq_points_bounds(item->points, item->n_points,
                                yq_scene_paint(scene, item)->width * 2);
    case YQ_ITEM_RECT:
        return grown(box, yq_scene_paint(scene, item)->width);
    case YQ_ITEM_CIRCLE:
    case YQ_ITEM_SYMBOL:
        return grown(box, item->extra + yq_scene_paint(scene, item)->width);
    case YQ_ITEM_TEXT:
        return bounds_of_text(scene, item);
    case YQ_ITEM_ALONG:
        return yq_points_bounds(item->points, item->n_points,
                                yq_scene_style(scene, item)->font.size * 2);
    default:
        return box;
    }
}

bool yq_scene_write(const YqScene *self, const YqRender *render, const char *path,
                    GError **error)
{
    static const struct {
        const char *suffix;
        GBytes *(*draw)(const YqScene *, const YqRender *, GError **);
    } writers[] = {{".png", yq_draw_png}, {".svg", yq_draw_svg}, {".pdf", yq_draw_pdf}};
    const char *suffix = yq_output_suffix(path);

    if (!yq_fonts_check(error)) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
        if (strcmp(writers[i].suffix, suffix) == 0) {
            g_autoptr(GBytes) bytes = writers[i].draw(self, render, error);
            gsize length;

            if (bytes == NULL) {
                return false;
            }
            const void *data = g_bytes_get_data(bytes, &length);

            return yq_output_write(path, data, length, error);
        }
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_FORMAT,
                "'%s': pictures are .png, .svg or .pdf, not '%s'", path, suffix);
    return false;
}

void yq_scene_visit(const YqScene *scene, const YqItemVisitor *visitor, void *data)
{
    void (*const visit[])(void *, const YqItem *) = {
        [YQ_ITEM_BEGIN] = visitor->begin,   [YQ_ITEM_END] = visitor->end,
        [YQ_ITEM_PATH] = visitor->shape,    [YQ_ITEM_RECT] = visitor->shape,
        [YQ_ITEM_CIRCLE] = visitor->shape,  [YQ_ITEM_TEXT] = visitor->text,
        [YQ_ITEM_ALONG] = visitor->text,    [YQ_ITEM_IMAGE] = visitor->image,
        [YQ_ITEM_SYMBOL] = visitor->symbol, [YQ_ITEM_LINK] = visitor->link,
    };
    size_t n;
    const YqItem *items = yq_scene_items(scene, &n);

    for (size_t i = 0; i < n; i++) {
        if (visit[items[i].kind] != NULL) {
            visit[items[i].kind](data, &items[i]);
        }
    }
}
