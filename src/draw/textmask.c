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

typedef enum Join { JOIN_ADD, JOIN_MAX } Join;

static void lay(const YqMask *line, int x0, int y0, const Piece *piece, Join join)
{
    const YqMask *mask = piece->mask;

    for (int row = 0; row < mask->height; row++) {
        const uint8_t *from = mask->bits + (size_t)row * mask->width;
        uint8_t *to =
            line->bits + (ptrdiff_t)(piece->y + row - y0) * line->width + (piece->x - x0);

        for (int i = 0; i < mask->width; i++) {
            unsigned sum = join == JOIN_ADD ? to[i] + from[i] : MAX(to[i], from[i]);

            to[i] = (uint8_t)MIN(sum, 255);
        }
    }
}

static void draw_pieces(const YqCanvas *canvas, const GArray *pieces, Join join,
                        YqColour colour)
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
    if (x0 >= x1 || x1 <= canvas->x0 || x0 >= canvas->x1 || y1 <= canvas->y0 ||
        y0 >= canvas->y1) {
        return;
    }
    YqMask line = {0, 0, x1 - x0, y1 - y0, NULL};

    line.bits = g_malloc0((size_t)line.width * line.height);
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);

        if (piece->mask->bits != NULL) {
            lay(&line, x0, y0, piece, join);
        }
    }
    yq_canvas_mask(canvas, &line, x0, y0, colour);
    g_free(line.bits);
}

static int to_64(double pixels)
{
    return (int)lround(pixels * 64);
}

/* Level text: masks from the cache, its baseline on a whole row of pixels, so that it is
 * crisp. */
static void add_level(GArray *pieces, const YqPlaced *placed, double scale, double size,
                      int halo)
{
    double x = placed->x * scale, y = placed->y * scale;
    int quarter = (int)floor(x * YQ_GLYPH_STEPS + 0.5);
    int column = (int)floor((double)quarter / YQ_GLYPH_STEPS);
    const YqMask *mask = yq_glyph_mask(placed->face, placed->id, to_64(size * scale),
                                       quarter - column * YQ_GLYPH_STEPS, halo);
    Piece piece = {
        .mask = mask, .x = column + mask->left, .y = (int)floor(y + 0.5) + mask->top};

    g_array_append_val(pieces, piece);
}

/* A glyph turned or bent: every point of its outline goes its own way, so that letters
 * that join stay joined. */
static void add_bent(GArray *pieces, const YqPlacing *placing, const YqPlaced *placed,
                     double scale, int halo)
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
    Piece piece = {.own = yq_outline_mask(&bent, halo)};

    FT_Outline_Done(yq_fonts_library(), &bent);
    piece.x = piece.own.left;
    piece.y = piece.own.top;
    g_array_append_val(pieces, piece);
}

static GArray *make_pieces(const YqPlacing *placing, double scale, int halo)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));

    yq_fonts_lock();
    for (size_t i = 0; i < placing->n; i++) {
        if (placing->level) {
            add_level(pieces, &placing->glyphs[i], scale, placing->size, halo);
        } else {
            add_bent(pieces, placing, &placing->glyphs[i], scale, halo);
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

/* Whether any of it can lie in the rows that are drawn. */
static bool misses(const YqCanvas *canvas, const YqPlacing *placing, double scale)
{
    YqRect box = placing->bounds;

    return (box.y + box.height) * scale < canvas->y0 - 2 ||
           box.y * scale > canvas->y1 + 2 ||
           (box.x + box.width) * scale < canvas->x0 - 2 || box.x * scale > canvas->x1 + 2;
}

void yq_textmask_draw(const YqCanvas *canvas, const YqItem *item,
                      const YqTextStyle *style, double scale)
{
    g_autoptr(YqPlacing) placing = yq_placing_new(item, style);

    if (misses(canvas, placing, scale)) {
        return;
    }
    if (style->halo.a > 0 && style->halo_width > 0) {
        GArray *halo =
            make_pieces(placing, scale, MAX(1, to_64(style->halo_width * scale)));

        draw_pieces(canvas, halo, JOIN_MAX, style->halo);
        free_pieces(halo);
    }
    GArray *body = make_pieces(placing, scale, 0);

    draw_pieces(canvas, body, JOIN_ADD, style->colour);
    free_pieces(body);
}
