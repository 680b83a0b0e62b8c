/* SPDX-License-Identifier: MIT */
/* Names of countries, provinces, regions and seas: spread out where there is room within.
 */
#include "map/names.h"

#include "base/utf8.h"
#include "map/clip.h"
#include "map/mask.h"
#include "text/fold.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

/* Points between two rows that an area is looked at along. */
#define ROW 5.0

/* An area on the page, as the stretches of each row that lie in it. */
typedef struct Area {
    YqPage *page;
    char code[8], admin[16];
    const char *name;
    int rank;
    GArray *points, *ends;           /* YqXY, uint32_t: rings */
    double middle_x, middle_y, size; /* of the visible part; square points */
} Area;

typedef struct Stretch {
    double x0, x1;
} Stretch;

static void area_free(gpointer data)
{
    Area *area = data;

    g_array_unref(area->points);
    g_array_unref(area->ends);
    g_free(area);
}

static void keep_ring(const YqPoint *points, size_t n, void *data)
{
    Area *area = data;
    g_autofree YqXY *xy = g_new(YqXY, n);

    yq_projection_forward(&area->page->projection, points, n, xy);
    for (size_t i = 0; i < n; i++) {
        if (isfinite(xy[i].x)) {
            g_array_append_val(area->points, xy[i]);
        }
    }
    uint32_t end = area->points->len;

    g_array_append_val(area->ends, end);
}

static int by_x(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Where a row crosses the rings, sorted. */
static void cross_row(const Area *area, double y, GArray *xs)
{
    uint32_t from = 0;

    g_array_set_size(xs, 0);
    for (guint r = 0; r < area->ends->len; r++) {
        uint32_t end = g_array_index(area->ends, uint32_t, r);
        const YqXY *p = (const YqXY *)area->points->data;

        for (uint32_t i = from, j = end - 1; i < end; j = i++) {
            if ((p[i].y > y) != (p[j].y > y)) {
                double x = p[j].x + (y - p[j].y) / (p[i].y - p[j].y) * (p[i].x - p[j].x);

                g_array_append_val(xs, x);
            }
        }
        from = end;
    }
    g_array_sort(xs, by_x);
}

/* The rows of an area within the frame: an array of arrays of Stretch. */
static GPtrArray *rows_of(Area *area)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autoptr(GArray) xs = g_array_new(FALSE, FALSE, sizeof(double));
    YqRect f = area->page->frame;
    double sx = 0, sy = 0;

    for (double y = f.y + ROW / 2; y < f.y + f.height; y += ROW) {
        GArray *row = g_array_new(FALSE, FALSE, sizeof(Stretch));

        cross_row(area, y, xs);
        for (guint i = 0; i + 1 < xs->len; i += 2) {
            Stretch s = {MAX(g_array_index(xs, double, i), f.x + 3),
                         MIN(g_array_index(xs, double, i + 1), f.x + f.width - 3)};

            if (s.x1 > s.x0) {
                g_array_append_val(row, s);
                area->size += (s.x1 - s.x0) * ROW;
                sx += (s.x1 - s.x0) * ROW * (s.x0 + s.x1) / 2;
                sy += (s.x1 - s.x0) * ROW * y;
            }
        }
        g_ptr_array_add(rows, row);
    }
    area->middle_x = area->size > 0 ? sx / area->size : 0;
    area->middle_y = area->size > 0 ? sy / area->size : 0;
    return rows;
}

/* Stretches that lie in both. */
static GArray *intersect(const GArray *a, const GArray *b)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Stretch));

    for (guint i = 0; i < a->len; i++) {
        for (guint j = 0; j < b->len; j++) {
            Stretch p = g_array_index(a, Stretch, i), q = g_array_index(b, Stretch, j);
            Stretch s = {MAX(p.x0, q.x0), MIN(p.x1, q.x1)};

            if (s.x1 > s.x0) {
                g_array_append_val(out, s);
            }
        }
    }
    return out;
}

static void try_at(YqName *name, const Area *area, double x, double y)
{
    double away = hypot(x - area->middle_x, y - area->middle_y) / sqrt(area->size);

    yq_name_candidate(name, x, y, away, false);
}

/* Positions in row @k where the whole box of the name lies in the area. */
static void add_row(YqName *name, const Area *area, const GPtrArray *rows, guint k)
{
    guint half = (guint)ceil(name->height / 2 / ROW);

    if (k < half || k + half >= rows->len) {
        return;
    }
    g_autoptr(GArray) room = g_array_ref(rows->pdata[k - half]);

    for (guint r = k - half + 1; r <= k + half; r++) {
        GArray *less = intersect(room, rows->pdata[r]);

        g_array_unref(room);
        room = less;
    }
    for (guint i = 0; i < room->len; i++) {
        Stretch s = g_array_index(room, Stretch, i);
        double slack = s.x1 - s.x0 - name->width - 6;
        double y = area->page->frame.y + (k + 0.5) * ROW;

        for (int step = -2; step <= 2 && slack > 0; step++) {
            if (step == 0 || slack > 25) {
                try_at(name, area, (s.x0 + s.x1) / 2 + slack * step / 4.2, y);
            }
        }
    }
}

static int by_cost(const void *a, const void *b)
{
    double x = ((const YqLabelCandidate *)a)->cost,
           y = ((const YqLabelCandidate *)b)->cost;

    return (x > y) - (x < y);
}

/* The best ones, and of the others one in so many: near the middle, yet with a choice. */
void yq_names_keep_best(YqName *name)
{
    enum { MOST = 40 };
    GArray *all = name->candidates;

    g_array_sort(all, by_cost);
    if (all->len <= MOST) {
        return;
    }
    for (guint i = 1; i < MOST; i++) {
        g_array_index(all, YqLabelCandidate, i) =
            g_array_index(all, YqLabelCandidate, i * (all->len - 1) / (MOST - 1));
    }
    g_array_set_size(all, MOST);
}

/* Letters of these scripts are joined and cannot be set apart. */
static bool joined(const char *text)
{
    return g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_ARABIC;
}

/* Tries a name in an area, spaced out first, then tighter, then smaller. */
static bool name_area(YqNames *self, const Area *area, const GPtrArray *rows,
                      const char *what, const YqTextStyle *style, int priority)
{
    static const struct {
        double size, spacing;
    } tries[] = {{1.15, 0.5}, {1, 0.28}, {1, 0.1}, {0.82, 0.06}, {0.68, 0}};
    double room = sqrt(area->size);
    char *text = joined(area->name) || strcmp(what, "country") != 0
                     ? g_strdup(area->name)
                     : yq_utf8_upper(area->name);
    const char *kept = yq_arena_strdup(self->page->arena, text);

    g_free(text);
    for (size_t i = room > 150 ? 0 : 1; i < G_N_ELEMENTS(tries); i++) {
        YqTextStyle s = *style;

        s.font.size *= tries[i].size;
        s.font.spacing = joined(kept) ? 0 : s.font.size * tries[i].spacing;
        YqName *name = yq_names_add(self, YQ_NAME_AREA, what, kept, NULL, &s, NULL);

        name->priority = priority;
        name->width += 2 * s.font.size * 0.5; /* spaced letters want air at their ends */
        for (guint k = 0; k < rows->len; k++) {
            add_row(name, area, rows, k);
        }
        if (name->candidates->len > 0) {
            yq_names_keep_best(name);
            return true;
        }
        yq_names_drop(self);
    }
    return false;
}

/* What the gazetteer calls a country in a language that the outlines lack; or @name. */
static const char *country_name(const YqPage *page, const char *name)
{
    YqLookup lookup = {.name = name, .limit = 8};

    if (page->gazetteer == NULL || name == NULL) {
        return name;
    }
    g_autoptr(GArray) found = yq_gazetteer_lookup(page->gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        YqPlace place = yq_gazetteer_place(page->gazetteer,
                                           g_array_index(found, YqCandidate, i).place);
        const char *known =
            yq_gazetteer_name(page->gazetteer, place.index, page->language);

        if (known != NULL && g_str_has_prefix(place.feature_code, "PCL")) {
            return known;
        }
    }
    return name;
}

static const char *feature_name(const YqPage *page, const YqVectorFeature *feature)
{
    const char *language = page->language, *english = feature->name_en;
    const char *name = strcmp(language, "ar") == 0   ? feature->name_ar
                       : strcmp(language, "fr") == 0 ? feature->name_fr
                       : strcmp(language, "en") == 0 ? english
                                                     : country_name(page, english);

    return yq_arena_strdup(page->arena, name != NULL ? name : english);
}

/* Whether @longer is @name and a word: "Tillaberi Region" says no more than "Tillabéri".
 */
static bool only_adds(const char *longer, const char *name)
{
    g_autoptr(GString) x = g_string_new(NULL), y = g_string_new(NULL);

    yq_fold_name(longer, strlen(longer), x);
    yq_fold_name(name, strlen(name), y);
    return x->len > y->len && g_str_has_prefix(x->str, y->str) && x->str[y->len] == ' ';
}

/* The gazetteer's name of a province, which is the one that articles are read with; the
 * outlines' is often the local one. */
static const char *province_name(const YqPage *page, const YqVectorFeature *feature,
                                 const char *name)
{
    YqLookup lookup = {.name = name, .country = feature->code_a, .limit = 8};

    if (page->gazetteer == NULL || name == NULL || *feature->code_b == '\0') {
        return name;
    }
    g_autoptr(GArray) found = yq_gazetteer_lookup(page->gazetteer, &lookup);

    for (guint i = 0; i < found->len; i++) {
        YqPlace place = yq_gazetteer_place(page->gazetteer,
                                           g_array_index(found, YqCandidate, i).place);

        if (strcmp(place.feature_code, "ADM1") == 0 &&
            strcmp(place.admin1, feature->code_b) == 0) {
            const char *known =
                yq_gazetteer_name(page->gazetteer, place.index, page->language);

            return known == NULL || only_adds(known, name) ? name : known;
        }
    }
    return name;
}

typedef struct Gather {
    YqPage *page;
    GPtrArray *areas; /* of Area */
} Gather;

/* Features may come in pieces: those with one code belong together. */
static Area *area_for(Gather *gather, const YqVectorFeature *feature)
{
    for (guint i = 0; i < gather->areas->len; i++) {
        Area *area = gather->areas->pdata[i];

        if (strcmp(area->code, feature->code_a) == 0 &&
            strcmp(area->admin, feature->code_b) == 0) {
            return area;
        }
    }
    Area *area = g_new0(Area, 1);

    area->page = gather->page;
    area->name =
        province_name(gather->page, feature, feature_name(gather->page, feature));
    area->rank = feature->rank;
    g_strlcpy(area->code, feature->code_a, sizeof area->code);
    g_strlcpy(area->admin, feature->code_b, sizeof area->admin);
    area->points = g_array_new(FALSE, FALSE, sizeof(YqXY));
    area->ends = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_ptr_array_add(gather->areas, area);
    return area;
}

static void gather_area(const YqVectorFeature *feature, void *data)
{
    Gather *gather = data;
    Area *area = area_for(gather, feature);

    for (size_t i = 0; i < feature->n_parts; i++) {
        yq_clip_ring(feature->parts[i].points, feature->parts[i].n,
                     yq_projection_clip(&gather->page->projection), keep_ring, area);
    }
}

static GPtrArray *gather_areas(YqPage *page, const char *layer)
{
    Gather gather = {page, g_ptr_array_new_with_free_func(area_free)};

    if (page->vectors != NULL) {
        yq_vectors_each(page->vectors, layer, yq_projection_query(&page->projection),
                        2 * page->projection.km_per_point / 111, gather_area, &gather);
    }
    return gather.areas;
}

/* A country or province that the articles name comes before all but their towns. */
static bool is_named(const YqPage *page, const Area *area)
{
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);
        const YqAnnotatedPlace *place =
            town->place >= 0
                ? yq_annotations_place(page->annotations, (size_t)town->place)
                : NULL;

        if (place != NULL && town->area && g_strcmp0(place->country, area->code) == 0 &&
            (*area->admin == '\0' ? g_str_has_prefix(place->feature_code, "PCL")
                                  : g_strcmp0(place->admin1, area->admin) == 0 &&
                                        strcmp(place->feature_code, "ADM1") == 0)) {
            return true;
        }
    }
    return false;
}

static void add_provinces(YqNames *self)
{
    YqPage *page = self->page;
    g_autoptr(GPtrArray) areas = gather_areas(page, "admin1");
    YqTextStyle style = yq_name_style(page, "province", "province-colour");
    bool all = page->projection.km_per_point < 1.6;

    for (guint i = 0; i < areas->len; i++) {
        Area *area = areas->pdata[i];
        bool named = is_named(page, area);

        if ((!all && !named) || area->name == NULL || area->points->len < 3) {
            continue;
        }
        g_autoptr(GPtrArray) rows = rows_of(area);

        if (area->size > 900) {
            name_area(self, area, rows, "province", &style, named ? 70 : 8);
        }
    }
}

void yq_names_countries(YqNames *self)
{
    YqPage *page = self->page;
    g_autoptr(GPtrArray) areas = gather_areas(page, "countries");
    YqTextStyle style = yq_name_style(page, "country", "country-colour");

    for (guint i = 0; i < areas->len; i++) {
        Area *area = areas->pdata[i];

        if (area->name == NULL || area->points->len < 3) {
            continue;
        }
        g_autoptr(GPtrArray) rows = rows_of(area);

        if (area->size > 700) {
            name_area(self, area, rows, "country", &style,
                      is_named(page, area) ? 85 : 40);
        }
    }
    if (page->projection.km_per_point < 6) {
        add_provinces(self);
    }
}

/* --- regions that are no administrative unit --- */

/* A gentle arch: a hundredth of the width each way from the middle, upwards. */
static GArray *arch(double x, double y, double width)
{
    enum { N = 24 };
    GArray *points = g_array_new(FALSE, FALSE, sizeof(YqXY));

    for (int i = 0; i <= N; i++) {
        double t = 2.0 * i / N - 1;
        YqXY xy = {(float)(x + t * width * 0.56), (float)(y + t * t * width * 0.07)};

        g_array_append_val(points, xy);
    }
    return points;
}

/* Whether a name there stands on land as its region does, or the region lies at sea. */
static bool stands_well(const YqPage *page, YqXY region, double x, double y, double width)
{
    if (page->land == NULL || yq_mask_share(page->land, region.x, region.y) < 0.5) {
        return true;
    }
    double share = 0;

    for (int i = -2; i <= 2; i++) {
        share += yq_mask_share(page->land, x + i * width / 5, y) / 5;
    }
    return share > 0.6;
}

static void add_region(YqNames *self, const YqTown *town)
{
    YqPage *page = self->page;
    YqTextStyle style = yq_name_style(page, "region", "region-colour");
    double reach = town->radius_km / page->projection.km_per_point;
    YqXY at = yq_projection_point(&page->projection, town->at);

    if (!joined(town->name)) {
        style.font.spacing = style.font.size * CLAMP((reach / 100), 0.05, 0.4);
    }
    YqName *name =
        yq_names_add(self, YQ_NAME_CURVE, "region", town->name, NULL, &style, NULL);

    name->priority = 75;
    /* a region that fills the frame is what the map is about: its name tells nothing new
     */
    name->must = reach > 20 && reach < page->frame.width / 2;
    name->curves = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    name->height += name->width * 0.05;
    for (int dy = -3; dy <= 3; dy++) {
        for (int dx = -3; dx <= 3; dx++) {
            double x = at.x + dx * MAX(reach, 30) * 0.24,
                   y = at.y + dy * MAX(reach, 30) * 0.2;

            if (!stands_well(page, at, x, y, name->width)) {
                continue;
            }
            yq_name_candidate(name, x, y, 0.12 * (abs(dx) + 1.2 * abs(dy)), false);
            g_ptr_array_add(
                name->curves,
                arch(x, y + 0.3 * style.font.size - name->width * 0.02, name->width));
        }
    }
}

/* A continent that an article names in passing is where the whole map lies: there is no
 * place for its name that says more. */
static bool is_continent(const YqPage *page, const YqTown *town)
{
    return town->place >= 0 &&
           g_strcmp0(
               yq_annotations_place(page->annotations, (size_t)town->place)->feature_code,
               "CONT") == 0;
}

void yq_names_regions(YqNames *self)
{
    YqPage *page = self->page;
    YqRect f = page->frame;

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->area && town->feature_class != 'A' && town->feature_class != 'H' &&
            !is_continent(page, town) && town->xy.x > f.x && town->xy.x < f.x + f.width &&
            town->xy.y > f.y && town->xy.y < f.y + f.height) {
            add_region(self, town);
        }
    }
}
