/* SPDX-License-Identifier: MIT */
/* Names of seas and rivers. */
#include "map/names.h"

#include "map/clip.h"
#include "map/mask.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

/* --- seas --- */

/* Small ones first: what they take, the ocean around them leaves alone. */
static const char *const seas[] = {
    "gulf-of-aqaba",     "gulf-of-gabes", "irish-sea",        "marmara",
    "gulf-of-suez",      "azov",          "gulf-of-sidra",    "gulf-of-tonkin",
    "gulf-of-oman",      "ionian",        "tyrrhenian",       "aegean",
    "bay-of-biscay",     "adriatic",      "gulf-of-thailand", "yellow-sea",
    "andaman-sea",       "gulf-of-aden",  "java-sea",         "persian-gulf",
    "black-sea",         "caspian",       "north-sea",        "east-china-sea",
    "gulf-of-alaska",    "hudson-bay",    "sea-of-japan",     "baltic",
    "chukchi-sea",       "beaufort-sea",  "laptev-sea",       "kara-sea",
    "east-siberian-sea", "norwegian-sea", "barents",          "gulf-of-mexico",
    "okhotsk",           "bering-sea",    "gulf-of-guinea",   "bay-of-bengal",
    "tasman-sea",        "coral-sea",     "red-sea",          "south-china-sea",
    "caribbean-sea",     "arabian-sea",   "philippine-sea",   "mediterranean",
    "arctic-ocean",      "indian-ocean",  "atlantic",         "pacific"};

/* Cells of the sea that lie within its reach, and which are then taken. */
static GArray *claim(YqPage *page, const YqPlace *sea)
{
    enum { STEP = 3 };
    YqMask *mask = page->land;
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(YqXY));

    for (int r = 1; r < mask->height; r += STEP) {
        for (int c = 1; c < mask->width; c += STEP) {
            YqXY at = yq_mask_cell(mask, c, r);
            YqPoint there;

            if (!mask->cells[r * mask->width + c] &&
                yq_projection_inverse(&page->projection, at, &there) &&
                yq_distance_rough_km(there, sea->at) < sea->radius_km) {
                g_array_append_val(cells, at);
            }
        }
    }
    return cells;
}

static void mark_taken(YqMask *mask, const GArray *cells)
{
    for (guint i = 0; i < cells->len; i++) {
        YqXY at = g_array_index(cells, YqXY, i);
        int c = (int)((at.x - mask->frame.x) / 4), r = (int)((at.y - mask->frame.y) / 4);

        for (int dr = -1; dr <= 1; dr++) {
            for (int dc = -1; dc <= 1; dc++) {
                if (r + dr >= 0 && r + dr < mask->height && c + dc >= 0 &&
                    c + dc < mask->width) {
                    mask->cells[(r + dr) * mask->width + c + dc] = 1;
                }
            }
        }
    }
}

static YqXY middle_of(const GArray *cells)
{
    double x = 0, y = 0;

    for (guint i = 0; i < cells->len; i++) {
        x += g_array_index(cells, YqXY, i).x / cells->len;
        y += g_array_index(cells, YqXY, i).y / cells->len;
    }
    return (YqXY){(float)x, (float)y};
}

/* Names a sea where it has room, with its name in the other language below unless that
 * is NULL; whether it has. */
static bool name_sea(YqNames *self, const char *text, const char *second,
                     const GArray *cells)
{
    YqPage *page = self->page;
    YqTextStyle style = yq_name_style(page, "water", "water-colour");
    YqXY middle = middle_of(cells);

    style.font.size *= cells->len > 250 ? 1.3 : 1;
    style.font.spacing =
        yq_name_is_joined(text) ? 0 : style.font.size * (cells->len > 120 ? 0.22 : 0.06);
    style.halo.a = 0;
    YqTextStyle below = yq_name_below(&style, second != NULL ? second : text);
    YqName *name = yq_names_add(self, YQ_NAME_AREA, "sea", text, second, &style, &below);

    name->priority = 30;
    for (guint i = 0; i < cells->len; i++) {
        YqXY at = g_array_index(cells, YqXY, i);
        YqRect box = {at.x - name->width / 2 - 4, at.y - name->height / 2 - 2,
                      name->width + 8, name->height + 4};

        if (yq_mask_free_box(page->land, box)) {
            yq_name_candidate(name, at.x, at.y,
                              hypot(at.x - middle.x, at.y - middle.y) / page->frame.width,
                              false);
        }
    }
    if (name->candidates->len == 0) {
        yq_names_drop(self);
        return false;
    }
    yq_names_keep_best(name);
    return true;
}

/* In the page's other language, where that is another name. */
static const char *second_name(const YqPage *page, uint32_t index, const char *text)
{
    const char *second = page->second != NULL
                             ? yq_gazetteer_name(page->gazetteer, index, page->second)
                             : NULL;

    return second != NULL && strcmp(second, text) != 0 ? second : NULL;
}

void yq_names_seas(YqNames *self)
{
    YqPage *page = self->page;

    for (size_t i = 0;
         i < G_N_ELEMENTS(seas) && page->gazetteer != NULL && page->land != NULL; i++) {
        g_autofree char *id = g_strconcat("yaqut:", seas[i], NULL);
        uint32_t index = yq_gazetteer_by_id(page->gazetteer, id);

        if (index == YQ_PLACE_NONE) {
            continue;
        }
        YqPlace sea = yq_gazetteer_place(page->gazetteer, index);
        double reach = sea.radius_km / page->projection.km_per_point;
        const char *text = yq_gazetteer_name(page->gazetteer, index, page->language);
        YqXY at = yq_projection_point(&page->projection, sea.at);
        YqRect f = page->frame;

        if (text == NULL ||
            (isfinite(at.x) && (at.x < f.x - reach || at.x > f.x + f.width + reach ||
                                at.y < f.y - reach || at.y > f.y + f.height + reach))) {
            continue;
        }
        g_autoptr(GArray) cells = claim(page, &sea);

        if (cells->len > 6) {
            const char *second = second_name(page, index, text);

            if (second == NULL || !name_sea(self, text, second, cells)) {
                name_sea(self, text, NULL, cells);
            }
            mark_taken(page->land, cells);
        }
    }
}

/* --- rivers --- */

typedef struct River {
    char *name;
    int rank;
    GArray *runs; /* of GArray of YqXY */
} River;

typedef struct Rivers {
    YqPage *page;
    GPtrArray *all;
    const char *current;
    int rank;
} Rivers;

static void river_free(gpointer data)
{
    River *river = data;

    for (guint i = 0; i < river->runs->len; i++) {
        g_array_unref(g_array_index(river->runs, GArray *, i));
    }
    g_array_unref(river->runs);
    g_free(river->name);
    g_free(river);
}

static River *river_for(Rivers *rivers)
{
    for (guint i = 0; i < rivers->all->len; i++) {
        River *river = rivers->all->pdata[i];

        if (strcmp(river->name, rivers->current) == 0) {
            return river;
        }
    }
    River *river = g_new0(River, 1);

    river->name = g_strdup(rivers->current);
    river->rank = rivers->rank;
    river->runs = g_array_new(FALSE, FALSE, sizeof(GArray *));
    g_ptr_array_add(rivers->all, river);
    return river;
}

static void keep_run(const YqPoint *points, size_t n, void *data)
{
    Rivers *rivers = data;
    GArray *run = g_array_new(FALSE, FALSE, sizeof(YqXY));

    g_array_set_size(run, (guint)n);
    yq_projection_forward(&rivers->page->projection, points, n, (YqXY *)run->data);
    g_array_append_val(river_for(rivers)->runs, run);
}

static void gather_river(const YqVectorFeature *feature, void *data)
{
    Rivers *rivers = data;
    const char *language = rivers->page->language;
    const char *name = strcmp(language, "ar") == 0   ? feature->name_ar
                       : strcmp(language, "fr") == 0 ? feature->name_fr
                                                     : feature->name_en;

    if (name == NULL) {
        return;
    }
    rivers->current = name;
    rivers->rank = feature->rank;
    YqBox clip[2];
    size_t n = yq_projection_clip(&rivers->page->projection, clip);

    for (size_t i = 0; i < feature->n_parts * n; i++) {
        const YqVectorPart *part = &feature->parts[i / n];

        yq_clip_line(part->points, part->n, clip[i % n], keep_run, rivers);
    }
}

/* The piece of a run that is @length long from its @from th point, left to right, a
 * little above the water; NULL when the run ends before. Its turning in radians goes to
 * @out_bend. */
static GArray *piece_of(const GArray *run, guint from, double length, double *out_bend)
{
    GArray *piece = g_array_new(FALSE, FALSE, sizeof(YqXY));
    double gone = 0, bend = 0, last = NAN;

    for (guint i = from; i < run->len && gone < length; i++) {
        YqXY at = g_array_index(run, YqXY, i);

        if (piece->len > 0) {
            YqXY before = g_array_index(piece, YqXY, piece->len - 1);
            double step = hypot(at.x - before.x, at.y - before.y);

            if (step < 4) {
                continue;
            }
            double angle = atan2(at.y - before.y, at.x - before.x);

            bend += isnan(last) ? 0 : fabs(remainder(angle - last, 2 * G_PI));
            last = angle;
            gone += step;
        }
        g_array_append_val(piece, at);
    }
    *out_bend = bend;
    if (gone < length) {
        g_array_unref(piece);
        return NULL;
    }
    YqXY *points = (YqXY *)piece->data;

    if (points[0].x > points[piece->len - 1].x) {
        for (guint i = 0; i < piece->len / 2; i++) {
            YqXY swap = points[i];

            points[i] = points[piece->len - 1 - i];
            points[piece->len - 1 - i] = swap;
        }
    }
    for (guint i = 0; i < piece->len; i++) {
        points[i].y -= 3;
    }
    return piece;
}

static void add_piece(YqName *name, GArray *piece, double bend)
{
    YqLabelCandidate candidate = {{0}, bend, false};
    float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;

    for (guint i = 0; i < piece->len; i++) {
        YqXY at = g_array_index(piece, YqXY, i);

        x0 = MIN(x0, at.x);
        x1 = MAX(x1, at.x);
        y0 = MIN(y0, at.y);
        y1 = MAX(y1, at.y);
    }
    candidate.box =
        (YqRect){x0, y0 - name->height * 0.7, x1 - x0, y1 - y0 + name->height};
    g_array_append_val(name->candidates, candidate);
    g_ptr_array_add(name->curves, piece);
}

static void name_river(YqNames *self, const River *river)
{
    YqTextStyle style = yq_name_style(self->page, "water", "water-colour");

    style.font.size *= 0.82;
    YqName *name =
        yq_names_add(self, YQ_NAME_CURVE, "river",
                     yq_arena_strdup(self->page->arena, river->name), NULL, &style, NULL);
    YqRect f = self->page->frame;

    name->priority = 7;
    name->curves = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < river->runs->len; i++) {
        const GArray *run = g_array_index(river->runs, GArray *, i);

        for (guint from = 0; from < run->len && name->candidates->len < 40;
             from += MAX(run->len / 24, 1)) {
            double bend;
            GArray *piece = piece_of(run, from, name->width * 1.12, &bend);

            if (piece != NULL && bend < 1.6 && g_array_index(piece, YqXY, 0).x > f.x) {
                add_piece(name, piece, bend);
            } else if (piece != NULL) {
                g_array_unref(piece);
            }
        }
    }
    if (name->candidates->len == 0) {
        yq_names_drop(self);
    }
}

void yq_names_rivers(YqNames *self)
{
    YqPage *page = self->page;
    Rivers rivers = {.page = page, .all = g_ptr_array_new_with_free_func(river_free)};

    if (page->vectors != NULL) {
        yq_vectors_each(page->vectors, "rivers", yq_projection_query(&page->projection),
                        page->projection.km_per_point / 111, gather_river, &rivers);
    }
    for (guint i = 0; i < rivers.all->len && i < 24; i++) {
        name_river(self, rivers.all->pdata[i]);
    }
    g_ptr_array_unref(rivers.all);
}
