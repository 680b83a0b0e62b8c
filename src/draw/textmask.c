/* SPDX-License-Identifier: MIT */
#include "draw/textmask.h"

#include "draw/curve.h"
#include "draw/placing.h"

#include <math.h>
#include <string.h>

/* A piece of a line: coverage and where its corner lies on the page. */
typedef struct Piece {
    const YqMask *mask;
    int x, y;
    YqMask own; /* freed with the piece when it is not from the cache */
} Piece;

static void lay(const YqMask *line, const Piece *piece)
{
    const YqMask *mask = piece->mask;

    for (int row = 0; row < mask->height; row++) {
        const uint8_t *from = mask->bits + (size_t)row * mask->width;
        uint8_t *to = line->bits + (ptrdiff_t)(piece->y + row - line->top) * line->width +
                      (piece->x - line->left);

        for (int i = 0; i < mask->width; i++) {
            unsigned sum = to[i] + from[i];

            to[i] = (uint8_t)MIN(sum, 255);
        }
    }
}

/* One mask of all pieces, with @room around them; the caller frees bits. */
static YqMask join_pieces(const GArray *pieces, int room)
{
    int x0 = INT_MAX, y0 = INT_MAX, x1 = INT_MIN, y1 = INT_MIN;

    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);

        if (piece->mask->bits != NULL) {
            x0 = MIN(x0, piece->x);
            y0 = MIN(y0, piece->y);
            x1 = MAX(x1, piece->x + piece->mask->width);
            y1 = MAX(y1, piece->y + piece->mask->height);
        }
    }
    if (x0 >= x1 || y0 >= y1) {
        return (YqMask){0};
    }
    YqMask line = {x0 - room, y0 - room, x1 - x0 + 2 * room, y1 - y0 + 2 * room, NULL};

    line.bits = g_malloc0((size_t)line.width * line.height);
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);

        if (piece->mask->bits != NULL) {
            lay(&line, piece);
        }
    }
    return line;
}

/* Raises @to to what @from still covers of a pixel when its shape has grown: by @more
 * than it is far, or by @less, both of 255 for a pixel. */
static void raise_row(uint8_t *to, const uint8_t *from, int n, uint8_t more, uint8_t less)
{
    for (int i = 0; i < n; i++) {
        uint8_t level = from[i] > less ? (uint8_t)(from[i] - less) : 0;
        uint8_t room = (uint8_t)(255 - level);

        level = level == 0 ? 0 : (uint8_t)(level + MIN(room, more));
        to[i] = MAX(to[i], level);
    }
}

/* The line grown by @radius pixels on all sides, within its own box: pixels are raised by
 * all those within reach. An edge that runs through a pixel is as far inside it as the
 * pixel is covered. */
static YqMask grow(const YqMask *line, double radius)
{
    YqMask grown = *line;
    int reach = (int)ceil(radius);
    double most = radius + 1;

    grown.bits = g_malloc0((size_t)line->width * line->height);
    for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
            double distance = hypot(dx, dy);
            int left = MAX(0, -dx), right = line->width - MAX(0, dx);
            int change = (int)lround((radius - distance) * 255);

            if (distance >= most || right <= left) {
                continue;
            }
            for (int y = MAX(0, -dy); y < line->height - MAX(0, dy); y++) {
                raise_row(grown.bits + (ptrdiff_t)(y + dy) * line->width + left + dx,
                          line->bits + (ptrdiff_t)y * line->width + left, right - left,
                          (uint8_t)CLAMP(change, 0, 255),
                          (uint8_t)CLAMP(-change, 0, 255));
            }
        }
    }
    return grown;
}

static int to_64(double pixels)
{
    return (int)lround(pixels * 64);
}

/* Level text: masks from the cache, its baseline on a whole row of pixels, so that it is
 * crisp. */
static void add_level(GArray *pieces, const YqPlaced *placed, double scale, double size)
{
    double x = placed->x * scale, y = placed->y * scale;
    int quarter = (int)floor(x * YQ_GLYPH_STEPS + 0.5);
    int column = (int)floor((double)quarter / YQ_GLYPH_STEPS);
    const YqMask *mask = yq_glyph_mask(placed->face, placed->id, to_64(size * scale),
                                       quarter - column * YQ_GLYPH_STEPS);
    Piece piece = {
        .mask = mask, .x = column + mask->left, .y = (int)floor(y + 0.5) + mask->top};

    g_array_append_val(pieces, piece);
}

/* A glyph turned or bent: every point of its outline goes its own way, so that letters
 * that join stay joined. */
static void add_bent(GArray *pieces, const YqPlacing *placing, const YqPlaced *placed,
                     double scale)
{
    const FT_Outline *outline = yq_glyph_outline(placed->face, placed->id);
    FT_Outline bent;

    if (outline == NULL || FT_Outline_New(yq_fonts_library(), (FT_UInt)outline->n_points,
                                          outline->n_contours, &bent) != 0) {
        return;
    }
    FT_Outline_Copy(outline, &bent);
    for (int i = 0; i < bent.n_points; i++) {
        YqXY at = yq_placing_map(placing, placed, bent.points[i].x / placed->face->upem,
                                 -bent.points[i].y / placed->face->upem);

        bent.points[i].x = to_64(at.x * scale);
        bent.points[i].y = -to_64(at.y * scale);
    }
    Piece piece = {.own = yq_outline_mask(&bent)};

    FT_Outline_Done(yq_fonts_library(), &bent);
    piece.x = piece.own.left;
    piece.y = piece.own.top;
    g_array_append_val(pieces, piece);
}

static GArray *make_pieces(const YqPlacing *placing, double scale)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));

    yq_fonts_lock();
    for (size_t i = 0; i < placing->n; i++) {
        if (placing->level) {
            add_level(pieces, &placing->glyphs[i], scale, placing->size);
        } else {
            add_bent(pieces, placing, &placing->glyphs[i], scale);
        }
    }
    yq_fonts_unlock();
    for (size_t i = 0; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);

        piece->mask = piece->mask != NULL ? piece->mask : &piece->own;
    }
    return pieces;
}

static void free_pieces(GArray *pieces)
{
    for (size_t i = 0; i < pieces->len; i++) {
        g_free(g_array_index(pieces, Piece, i).own.bits);
    }
    g_array_unref(pieces);
}

void yq_textmask_draw(const YqCanvas *canvas, const YqItem *item,
                      const YqTextStyle *style, double scale)
{
    g_autoptr(YqPlacing) placing = yq_placing_new(item, style);
    double radius = style->halo.a > 0 ? MAX(0, style->halo_width * scale) : 0;
    GArray *pieces = make_pieces(placing, scale);
    YqMask line = join_pieces(pieces, (int)ceil(radius));

    if (radius > 0 && line.bits != NULL) {
        YqMask halo = grow(&line, radius);

        yq_canvas_mask(canvas, &halo, halo.left, halo.top, style->halo);
        g_free(halo.bits);
    }
    if (line.bits != NULL) {
        yq_canvas_mask(canvas, &line, line.left, line.top, style->colour);
    }
    g_free(line.bits);
    free_pieces(pieces);
}
