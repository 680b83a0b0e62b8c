/* SPDX-License-Identifier: MIT */
/* Names of countries and provinces: spread out where there is room within. */
#include "map/names.h"

#include "base/utf8.h"
#include "draw/items.h"
#include "map/clip.h"
#include "map/mask.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

/* Points between two rows that an area is looked at along. */
#define ROW 5.0

/* Degrees. */
#define LONG_SIDE 3.0

/* Lines that a country's name is broken into. */
enum { MOST_LINES = 3 };

/* Between the outermost coast and a name beside it. */
#define AT_SEA 3.0
#define COST_AT_SEA 1.0 /* within is better, where there is room */
#define BESIDE 7.0
#define BESIDE_ISLANDS 40.0
#define COAST 0.95 /* share of land about a point of an outline that is inland */

/* Square points of a country whose name may stand there; it gives way to capitals,
 * unless an article names it. */
#define MOST_SMALL 4000.0
#define MOST_ISLANDS 20000.0 /* of a country that is islands */
/* Of those that are first looked at as islands; and of an area that is named at all. */
#define MOST_ISLAND 1500.0
#define LEAST_ISLAND 15.0
#define LEAST_AREA 700.0
enum { PRIORITY_AT_SEA = 28, PRIORITY_NAMED_AT_SEA = 60 };

/* An area on the page, as the stretches of each row that lie in it. */
typedef struct Area {
    YqPage *page;
    char code[8], admin[16];
    const char *name, *second; /* second (nullable): in the page's other language */
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

/* A straight side of a cut ring may be a long arc on the page: points between its ends.
 */
static void add_between(const Area *area, YqPoint from, YqPoint to)
{
    int n = (int)(MAX(fabs(to.lon - from.lon), fabs(to.lat - from.lat)) / LONG_SIDE);

    for (int i = 1; i <= n; i++) {
        double t = (double)i / (n + 1);
        YqPoint at = {from.lon + t * (to.lon - from.lon),
                      from.lat + t * (to.lat - from.lat)};
        YqXY xy = yq_projection_point(&area->page->projection, at);

        if (isfinite(xy.x)) {
            g_array_append_val(area->points, xy);
        }
    }
}

static void keep_ring(const YqPoint *points, size_t n, void *data)
{
    Area *area = data;
    g_autofree YqXY *xy = g_new(YqXY, n);

    yq_projection_forward(&area->page->projection, points, n, xy);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            add_between(area, points[i - 1], points[i]);
        }
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

bool yq_name_is_joined(const char *text)
{
    return g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_ARABIC;
}

/* Breaks a text at blanks into @n lines, the longest as short as can be; fewer where it
 * has fewer words. Lines are of the arena; returns how many. */
static guint break_lines(YqPage *page, const char *text, guint n, const char *out[])
{
    glong length = g_utf8_strlen(text, -1), least = length;
    const char *best = NULL;

    for (const char *at = strchr(text, ' '); at != NULL && n > 1;
         at = strchr(at + 1, ' ')) {
        glong first = g_utf8_pointer_to_offset(text, at);
        glong longest = MAX(first, (length - first - 1) / (n - 1));

        if (best == NULL || longest < least) {
            best = at;
            least = longest;
        }
    }
    if (best == NULL) {
        out[0] = yq_arena_strdup(page->arena, text);
        return 1;
    }
    out[0] = yq_arena_strndup(page->arena, text, (size_t)(best - text));
    return 1 + break_lines(page, best + 1, n - 1, out + 1);
}

/* A name of an area in lines, its letters @spacing of their size apart; those that are
 * apart want air at their ends. NULL when it has fewer words than lines. */
static YqName *new_name(YqNames *self, const char *what, const char *text, guint lines,
                        const YqTextStyle *style, double size, double spacing)
{
    YqTextStyle s = *style;
    const char *line[MOST_LINES] = {NULL};

    if (break_lines(self->page, text, lines, line) != lines) {
        return NULL;
    }
    s.font.size *= size;
    s.font.spacing = yq_name_is_joined(text) ? 0 : s.font.size * spacing;
    YqName *name = yq_names_add(self, YQ_NAME_AREA, what, line[0], line[1], &s, &s);

    if (line[2] != NULL) {
        yq_name_add_line(name, line[2]);
    }
    name->width += spacing > 0 ? 2 * s.font.size * 0.5 : 0;
    return name;
}

static bool is_coast(const Area *area, YqXY at)
{
    return yq_mask_share(area->page->land, at.x, at.y) < COAST;
}

/* How near to its coast a name may stand: of islands farther, since nobody else's lies
 * there. */
static double find_beside(const Area *area)
{
    guint inland = 0;

    for (guint i = 0; i < area->points->len; i++) {
        inland += !is_coast(area, g_array_index(area->points, YqXY, i));
    }
    return inland * 3 < area->points->len ? BESIDE_ISLANDS : BESIDE;
}

/* Whether the area's coast comes so near to a box: what lies beyond a neighbour is not
 * its sea. */
static bool is_beside(const Area *area, YqRect box, double near)
{
    for (guint i = 0; i < area->points->len; i++) {
        YqXY at = g_array_index(area->points, YqXY, i);
        double dx = at.x - CLAMP(at.x, box.x, box.x + box.width);
        double dy = at.y - CLAMP(at.y, box.y, box.y + box.height);

        if (dx * dx + dy * dy < near * near && is_coast(area, at)) {
            return true;
        }
    }
    return false;
}

/* Where a small country or islands have no room for their name, the sea beside them may
 * have. What the frame cuts is not small. */
static void add_at_sea(YqName *name, const Area *area)
{
    enum { STEPS = 14 };
    const YqPage *page = area->page;
    YqRect f = page->frame;
    YqRect all = yq_points_bounds((const YqXY *)area->points->data, area->points->len, 0);

    if (page->land == NULL || area->size > MOST_ISLANDS || all.x < f.x || all.y < f.y ||
        all.x + all.width > f.x + f.width || all.y + all.height > f.y + f.height) {
        return;
    }
    double near = find_beside(area);
    double width = all.width + name->width + 2 * AT_SEA;
    double height = all.height + name->height + 2 * AT_SEA;

    for (int i = 0; i < (STEPS + 1) * (STEPS + 1) &&
                    (near >= BESIDE_ISLANDS || area->size <= MOST_SMALL);
         i++) {
        double right = (double)(i % (STEPS + 1)) / STEPS - 0.5;
        double down = (double)(i / (STEPS + 1)) / STEPS - 0.5;
        double x = all.x + all.width / 2 + right * width;
        double y = all.y + all.height / 2 + down * height;
        YqRect box = {x - name->width / 2, y - name->height / 2, name->width,
                      name->height};

        if (yq_mask_free_box(page->land, box) && is_beside(area, box, near)) {
            try_at(name, area, x, y);
            g_array_index(name->candidates, YqLabelCandidate, name->candidates->len - 1)
                .cost += COST_AT_SEA;
        }
    }
}

static bool name_at_sea(YqNames *self, const Area *area, const GPtrArray *rows,
                        const char *text, const YqTextStyle *style, int priority)
{
    YqName *name = new_name(self, "country", text, strchr(text, ' ') != NULL ? 2 : 1,
                            style, 0.68, 0);

    name->priority = priority > PRIORITY_NAMED_AT_SEA ? PRIORITY_NAMED_AT_SEA
                                                      : MIN(priority, PRIORITY_AT_SEA);
    add_at_sea(name, area);
    if (name->candidates->len == 0) {
        yq_names_drop(self);
        return false;
    }
    for (guint k = 0; k < rows->len; k++) {
        add_row(name, area, rows, k);
    }
    yq_names_keep_best(name);
    return true;
}

/* What is tried in an area: spaced out first, then tighter, then smaller, in several
 * lines where that helps. */
typedef struct Try {
    double size, spacing;
    guint lines;
} Try;

static const Try tries[] = {{1.15, 0.5, 1},  {1, 0.28, 1}, {1, 0.1, 1},  {0.82, 0.06, 1},
                            {0.82, 0.06, 2}, {0.68, 0, 1}, {0.68, 0, 2}, {0.68, 0, 3}};

/* A name to be tried, or NULL: two languages have a line each. */
static YqName *name_to_try(YqNames *self, const char *what, const char *text,
                           const char *second, const YqTextStyle *style, const Try *as)
{
    if (second == NULL) {
        return strcmp(what, "country") == 0 || as->lines == 1
                   ? new_name(self, what, text, as->lines, style, as->size, as->spacing)
                   : NULL;
    }
    if (as->lines > 1) {
        return NULL;
    }
    YqTextStyle s = *style;

    s.font.size *= as->size;
    YqTextStyle below = yq_name_below(&s, second);

    s.font.spacing = yq_name_is_joined(text) ? 0 : s.font.size * as->spacing;
    YqName *name = yq_names_add(self, YQ_NAME_AREA, what, text, second, &s, &below);

    name->width += as->spacing > 0 ? s.font.size : 0;
    return name;
}

static bool try_name(YqNames *self, const Area *area, const GPtrArray *rows,
                     const char *what, const char *text, const char *second,
                     const YqTextStyle *style, int priority)
{
    for (size_t i = sqrt(area->size) > 150 ? 0 : 1; i < G_N_ELEMENTS(tries); i++) {
        YqName *name = name_to_try(self, what, text, second, style, &tries[i]);

        if (name == NULL) {
            continue;
        }
        name->priority = priority;
        for (guint k = 0; k < rows->len; k++) {
            add_row(name, area, rows, k);
        }
        if (name->candidates->len > 0) {
            if (strcmp(what, "country") == 0 && area->size < MOST_ISLANDS) {
                add_at_sea(name, area);
            }
            yq_names_keep_best(name);
            return true;
        }
        yq_names_drop(self);
    }
    return false;
}

static const char *capitals(const YqPage *page, const char *text)
{
    g_autofree char *upper = yq_name_is_joined(text) ? NULL : yq_utf8_upper(text);

    return upper != NULL ? yq_arena_strdup(page->arena, upper) : text;
}

static bool name_area(YqNames *self, const Area *area, const GPtrArray *rows,
                      const char *what, const YqTextStyle *style, int priority)
{
    bool country = strcmp(what, "country") == 0;
    const char *text = country ? capitals(self->page, area->name) : area->name;
    const char *second = area->second != NULL ? capitals(self->page, area->second) : NULL;

    return (second != NULL &&
            try_name(self, area, rows, what, text, second, style, priority)) ||
           try_name(self, area, rows, what, text, NULL, style, priority) ||
           (country && name_at_sea(self, area, rows, text, style, priority));
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
    area->name = yq_feature_name(gather->page, feature, &area->second);
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

    YqBox clip[2];
    size_t n = yq_projection_clip(&gather->page->projection, clip);

    for (size_t i = 0; i < feature->n_parts * n; i++) {
        const YqVectorPart *part = &feature->parts[i / n];

        yq_clip_ring(part->points, part->n, clip[i % n], keep_ring, area);
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

    style.font.size *= yq_names_continental(page);
    for (guint i = 0; i < areas->len; i++) {
        Area *area = areas->pdata[i];

        if (area->name == NULL || area->points->len < 3) {
            continue;
        }
        g_autoptr(GPtrArray) rows = rows_of(area);

        int priority = is_named(page, area) ? 85 : 40;

        if ((area->size < MOST_ISLAND && area->size > LEAST_ISLAND &&
             name_at_sea(self, area, rows, capitals(page, area->name), &style,
                         priority)) ||
            area->size < LEAST_AREA) {
            continue;
        }
        name_area(self, area, rows, "country", &style, priority);
    }
    if (page->projection.km_per_point < 6) {
        add_provinces(self);
    }
}
