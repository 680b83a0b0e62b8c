/* SPDX-License-Identifier: MIT */
#include "draw/glyphs.h"

#include <math.h>
#include <string.h>

typedef struct Key {
    uint16_t face, id;
    int32_t size, step;
} Key;

static GHashTable *masks; /* of Key to YqMask, the key being the entry's first member */

typedef struct Entry {
    Key key;
    YqMask mask;
} Entry;

static guint hash_key(const void *at)
{
    const Key *key = at;

    return ((guint)key->face << 16 | key->id) * 2654435761u ^
           (guint)(key->size * 31 + key->step);
}

static gboolean same_key(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Key)) == 0;
}

const FT_Outline *yq_glyph_outline(const YqFace *face, unsigned id)
{
    if (FT_Load_Glyph(face->ft, id, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0 ||
        face->ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE ||
        face->ft->glyph->outline.n_points == 0) {
        return NULL;
    }
    return &face->ft->glyph->outline;
}

static YqMask render(FT_Outline *outline)
{
    FT_BBox box;

    FT_Outline_Get_CBox(outline, &box);
    int left = (int)(box.xMin >> 6), right = (int)((box.xMax + 63) >> 6);
    int bottom = (int)(box.yMin >> 6), top = (int)((box.yMax + 63) >> 6);
    YqMask mask = {left, -top, right - left, top - bottom, NULL};

    if (mask.width <= 0 || mask.height <= 0 || mask.width > 16000 ||
        mask.height > 16000) {
        return (YqMask){0};
    }
    mask.bits = g_malloc0((size_t)mask.width * mask.height);
    FT_Outline_Translate(outline, -(FT_Pos)left * 64, -(FT_Pos)bottom * 64);
    FT_Bitmap bitmap = {.rows = (unsigned)mask.height,
                        .width = (unsigned)mask.width,
                        .pitch = mask.width,
                        .buffer = mask.bits,
                        .num_grays = 256,
                        .pixel_mode = FT_PIXEL_MODE_GRAY};

    outline->flags &= ~(FT_OUTLINE_EVEN_ODD_FILL | FT_OUTLINE_OVERLAP);
    FT_Outline_Get_Bitmap(yq_fonts_library(), outline, &bitmap);
    return mask;
}

YqMask yq_outline_mask(const FT_Outline *outline)
{
    FT_Library library = yq_fonts_library();
    FT_Outline copy;

    if (FT_Outline_New(library, (FT_UInt)outline->n_points, outline->n_contours, &copy) !=
        0) {
        return (YqMask){0};
    }
    FT_Outline_Copy(outline, &copy);
    YqMask mask = render(&copy);

    FT_Outline_Done(library, &copy);
    return mask;
}

static YqMask make_mask(const YqFace *face, unsigned id, int size, int step)
{
    const FT_Outline *outline = yq_glyph_outline(face, id);
    FT_Library library = yq_fonts_library();
    FT_Outline scaled;

    if (outline == NULL || FT_Outline_New(library, (FT_UInt)outline->n_points,
                                          outline->n_contours, &scaled) != 0) {
        return (YqMask){0};
    }
    FT_Outline_Copy(outline, &scaled);
    double scale = size / (double)face->upem;

    for (int i = 0; i < scaled.n_points; i++) {
        scaled.points[i].x =
            lround(scaled.points[i].x * scale) + step * 64 / YQ_GLYPH_STEPS;
        scaled.points[i].y = lround(scaled.points[i].y * scale);
    }
    YqMask mask = render(&scaled);

    FT_Outline_Done(library, &scaled);
    return mask;
}

const YqMask *yq_glyph_mask(const YqFace *face, unsigned id, int size, int step)
{
    Key key = {face->index, (uint16_t)id, size, step};

    if (masks == NULL) {
        masks = g_hash_table_new(hash_key, same_key);
    }
    Entry *entry = g_hash_table_lookup(masks, &key);

    if (entry == NULL) {
        entry = g_new(Entry, 1);
        *entry = (Entry){key, make_mask(face, id, size, step)};
        g_hash_table_add(masks, entry);
    }
    return &entry->mask;
}

/* What FreeType's decomposition needs to know of us. */
typedef struct Walk {
    const YqPointMap *map;
    const YqOutlineSink *sink;
    double upem;
    double x, y; /* em, y downwards */
    bool open;
} Walk;

static YqXY mapped(const Walk *walk, double x, double y)
{
    return walk->map->map(walk->map->data, x, y);
}

static int walk_move(const FT_Vector *to, void *data)
{
    Walk *walk = data;

    if (walk->open) {
        walk->sink->close(walk->sink->data);
    }
    walk->open = true;
    walk->x = to->x / walk->upem;
    walk->y = -to->y / walk->upem;
    walk->sink->move(walk->sink->data, mapped(walk, walk->x, walk->y));
    return 0;
}

static int walk_line(const FT_Vector *to, void *data)
{
    Walk *walk = data;

    walk->x = to->x / walk->upem;
    walk->y = -to->y / walk->upem;
    walk->sink->line(walk->sink->data, mapped(walk, walk->x, walk->y));
    return 0;
}

static void curve_to(Walk *walk, double ax, double ay, double bx, double by, double x,
                     double y)
{
    walk->sink->curve(walk->sink->data, mapped(walk, ax, ay), mapped(walk, bx, by),
                      mapped(walk, x, y));
    walk->x = x;
    walk->y = y;
}

static int walk_conic(const FT_Vector *control, const FT_Vector *to, void *data)
{
    Walk *walk = data;
    double cx = control->x / walk->upem, cy = -control->y / walk->upem;
    double x = to->x / walk->upem, y = -to->y / walk->upem;

    curve_to(walk, walk->x + (cx - walk->x) * 2 / 3, walk->y + (cy - walk->y) * 2 / 3,
             x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y);
    return 0;
}

static int walk_cubic(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to,
                      void *data)
{
    Walk *walk = data;

    curve_to(walk, a->x / walk->upem, -a->y / walk->upem, b->x / walk->upem,
             -b->y / walk->upem, to->x / walk->upem, -to->y / walk->upem);
    return 0;
}

void yq_glyph_decompose(const YqFace *face, unsigned id, const YqPointMap *map,
                        const YqOutlineSink *sink)
{
    static const FT_Outline_Funcs functions = {walk_move,  walk_line, walk_conic,
                                               walk_cubic, 0,         0};
    const FT_Outline *outline = yq_glyph_outline(face, id);
    Walk walk = {.map = map, .sink = sink, .upem = face->upem};

    if (outline == NULL) {
        return;
    }
    FT_Outline_Decompose((FT_Outline *)outline, &functions, &walk);
    if (walk.open) {
        sink->close(sink->data);
    }
}
