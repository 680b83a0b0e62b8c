/* SPDX-License-Identifier: MIT */
/* A scene: what is to be drawn, in points (1/72 inch), origin at the top left, y
 * downwards. Made by the layouts of the map and the strip chart; drawn by png.c, svg.c
 * and pdf.c, which only stroke and fill it. Items are drawn in the order they were added.
 * Strings and arrays are copied. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct YqScene YqScene;

typedef struct YqColour {
    float r, g, b, a; /* [0, 1], not premultiplied */
} YqColour;

typedef struct YqXY {
    float x, y; /* points */
} YqXY;

typedef struct YqRect {
    double x, y, width, height; /* points */
} YqRect;

/* Subpaths of straight segments, curves flattened. */
typedef struct YqPath {
    const YqXY *points;
    const uint32_t *ends; /* end (one past) of each subpath in points */
    size_t n_subpaths;
    bool closed;
} YqPath;

typedef struct YqPaint {
    YqColour fill, stroke; /* alpha 0: none */
    double width;          /* of the stroke, points */
    double dash[4];
    int n_dash;
    bool even_odd;
    bool round; /* caps and joins */
} YqPaint;

typedef enum YqAlign { YQ_ALIGN_START, YQ_ALIGN_MIDDLE, YQ_ALIGN_END } YqAlign;

typedef struct YqFont {
    const char *family; /* NULL: the theme's; Arabic and Latin are both found */
    double size;        /* points */
    bool bold, italic;
    double spacing; /* extra points between letters; ignored for joined scripts */
} YqFont;

typedef struct YqTextStyle {
    YqFont font;
    YqColour colour;
    YqColour halo; /* alpha 0: none */
    double halo_width;
} YqTextStyle;

/* What a shaped text takes; origin at the left end of the baseline, y downwards. */
typedef struct YqExtents {
    double width;           /* logical */
    double ascent, descent; /* of the line, both positive */
    YqRect ink;             /* relative to the origin */
} YqExtents;

YqScene *yq_scene_new(double width, double height);
void yq_scene_free(YqScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqScene, yq_scene_free)

/* For readers of the picture who do not see it, and for the file's metadata. */
void yq_scene_set_title(YqScene *self, const char *title, const char *description,
                        const char *language);
void yq_scene_set_background(YqScene *self, YqColour colour);

/** Groups nest; @name goes to the layout's dump and to ids in SVG. @clip (nullable). */
void yq_scene_begin(YqScene *self, const char *name, const YqRect *clip);
void yq_scene_end(YqScene *self);

void yq_scene_path(YqScene *self, const YqPath *path, const YqPaint *paint);
void yq_scene_rect(YqScene *self, YqRect rect, double radius, const YqPaint *paint);
void yq_scene_circle(YqScene *self, double x, double y, double radius,
                     const YqPaint *paint);

/** One line of text with its baseline at (x, y); @align about x is visual: START is the
 * left end, whatever the script. The paragraph's direction is the text's own. @angle in
 * radians clockwise. */
void yq_scene_text(YqScene *self, double x, double y, YqAlign align, double angle,
                   const char *text, const YqTextStyle *style);

/** Text along a line of points, centred on its middle; joined scripts stay joined. */
void yq_scene_text_along(YqScene *self, const YqXY *points, size_t n, const char *text,
                         const YqTextStyle *style);

/** An image of @width times @height pixels drawn into @rect with smooth scaling: RGBA, 4
 * bytes a pixel, not premultiplied. Returns: the pixels, clear, the scene's; the caller
 * fills them before it draws the scene. */
uint8_t *yq_scene_image(YqScene *self, YqRect rect, int width, int height);

/** A symbol by name ("circle", "triangle", "burst", "drone" …; see symbols.h), centred.
 */
void yq_scene_symbol(YqScene *self, const char *name, double x, double y, double size,
                     const YqPaint *paint);

/** What follows, until the next call with NULL, links to @url (PDF, SVG). */
void yq_scene_link(YqScene *self, const char *url);

/** How many items there are. */
size_t yq_scene_length(const YqScene *self);

/** Draws the items from one index to another again, moved by (@dx, @dy) points. Groups
 * must end among them. */
void yq_scene_repeat(YqScene *self, size_t from, size_t to, double dx, double dy);

/** Items as text, a line each, two decimals; g_free() it. For golden layouts. */
char *yq_scene_dump(const YqScene *self);

/** Shapes one line and measures it; cached by text and font. */
YqExtents yq_text_measure(const char *text, const YqFont *font);

/** Breaks @text into lines of at most @width points: a NULL-terminated array,
 * g_strfreev() it. */
char **yq_text_wrap(const char *text, const YqFont *font, double width);

/** Whether the first letter of a direction in @text, outside of isolates, runs from right
 * to left; @fallback where there is none. */
bool yq_text_runs_rtl(const char *text, bool fallback);

/** As many words of @text as fit into @width points with an ellipsis, at least one; the
 * whole where it fits. g_free() it. */
char *yq_text_cut(const char *text, const YqFont *font, double width);

typedef struct YqRender {
    double dpi;   /* pixels per inch of a PNG; 0: 144 */
    bool outline; /* SVG text as outlines */
} YqRender;

/** Draws by suffix: .png, .svg, .pdf; whole or not at all. */
bool yq_scene_write(const YqScene *self, const YqRender *render, const char *path,
                    GError **error);
