/* SPDX-License-Identifier: MIT */
/* What a scene holds, for the writers of pictures: a flat list of items in drawing order,
 * their paints and text styles shared, strings and points in one arena. */
#pragma once

#include "scene.h"

typedef enum YqItemKind {
    YQ_ITEM_BEGIN, /* text: name; box: clip when has_box */
    YQ_ITEM_END,
    YQ_ITEM_PATH,   /* points, ends, closed, paint */
    YQ_ITEM_RECT,   /* box, radius in extra, paint */
    YQ_ITEM_CIRCLE, /* x, y, radius in extra, paint */
    YQ_ITEM_TEXT,   /* text, x, y, angle in extra, align; paint is a text style */
    YQ_ITEM_ALONG,  /* text, points; paint is a text style */
    YQ_ITEM_IMAGE,  /* box, pixels */
    YQ_ITEM_SYMBOL, /* text: name, x, y, size in extra, paint */
    YQ_ITEM_LINK,   /* text: address, or NULL */
} YqItemKind;

typedef struct YqPixels {
    int width, height;
    const uint8_t *rgba; /* not premultiplied */
} YqPixels;

typedef struct YqItem {
    uint8_t kind, align;
    bool closed, has_box;
    uint32_t paint;
    float x, y, width, height, extra;
    const char *text;
    union {
        const YqXY *points;
        const YqPixels *pixels;
    };
    const uint32_t *ends;
    uint32_t n_points, n_subpaths;
} YqItem;

struct YqScene {
    double width, height;
    char *title, *description, *language;
    YqColour background;
    GArray *items;  /* of YqItem */
    GArray *paints; /* of YqPaint */
    GArray *styles; /* of YqTextStyle */
    GHashTable *paint_index, *style_index;
    struct YqArena *arena;
    GHashTable *names; /* of groups, symbols, families: each kept once */
    unsigned depth;    /* of open groups */
};

static inline const YqItem *yq_scene_items(const YqScene *self, size_t *out_n)
{
    *out_n = self->items->len;
    return (const YqItem *)(const void *)self->items->data;
}

static inline const YqPaint *yq_scene_paint(const YqScene *self, const YqItem *item)
{
    return &g_array_index(self->paints, YqPaint, item->paint);
}

static inline const YqTextStyle *yq_scene_style(const YqScene *self, const YqItem *item)
{
    return &g_array_index(self->styles, YqTextStyle, item->paint);
}

/* What a writer does with each kind of item; what it leaves NULL is passed over. */
typedef struct YqItemVisitor {
    void (*begin)(void *data, const YqItem *item);
    void (*end)(void *data, const YqItem *item);
    void (*shape)(void *data, const YqItem *item); /* a path, rectangle or circle */
    void (*text)(void *data, const YqItem *item);  /* straight or along a line */
    void (*image)(void *data, const YqItem *item);
    void (*symbol)(void *data, const YqItem *item);
    void (*link)(void *data, const YqItem *item);
} YqItemVisitor;

/** Visits all items in the order in which they are drawn. */
void yq_scene_visit(const YqScene *scene, const YqItemVisitor *visitor, void *data);

/** The smallest rectangle that holds all points, grown by @by on each side. */
YqRect yq_points_bounds(const YqXY *points, size_t n, double by);

/** What an item can touch at most, strokes and halos included, in points. */
YqRect yq_item_bounds(const YqScene *scene, const YqItem *item);

/** The bytes of a picture; NULL on failure. g_bytes_unref() them. */
GBytes *yq_draw_png(const YqScene *scene, const YqRender *render, GError **error);
GBytes *yq_draw_svg(const YqScene *scene, const YqRender *render, GError **error);
GBytes *yq_draw_pdf(const YqScene *scene, const YqRender *render, GError **error);
