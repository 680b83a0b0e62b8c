/* SPDX-License-Identifier: MIT */
/* Incidents as symbols, in both panels. */
#include "strip/chart.h"

#include <math.h>
#include <string.h>

/* Symbols of a disc are told apart down to this radius. */
#define LEAST_DISC 4.6
#define LEAST_RADIUS 3.3

static int by_date(const void *a, const void *b)
{
    const YqMark *x = a, *y = b;
    YqInterval one = x->incident->when, two = y->incident->when;
    int order = yq_date_compare(one.start.year != 0 ? one.start : one.end,
                                two.start.year != 0 ? two.start : two.end);

    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

void yq_chart_marks_choose(YqChart *self)
{
    YqPage *page = &self->page;

    g_array_set_size(page->marks, 0);
    for (size_t i = 0; i < yq_annotations_n_incidents(page->annotations); i++) {
        const YqIncident *incident = yq_annotations_incident(page->annotations, i);
        YqMark mark = {
            .incident = incident,
            .index = i,
            .mapped = incident->border.between[0][0] != '\0',
            .importance = log2(2 + yq_page_killed(&incident->casualties)) *
                          (0.5 + incident->confidence / 2),
        };
        bool dated = incident->when.start.year != 0 || incident->when.end.year != 0;

        g_array_append_val(page->marks, mark);
        self->n_undrawn += !mark.mapped;
        self->n_undated += mark.mapped && !dated;
        self->n_elsewhere +=
            mark.mapped && yq_chart_side(self, incident->border.side) < 0;
    }
    g_array_sort(page->marks, by_date);
    for (guint i = 0; i < page->marks->len; i++) {
        YQ_MARK(page, i)->number = (int)i + 1; /* as all that are drawn in full */
    }
    yq_page_marks_colour(page);
}

/* The more there are, the smaller: all together may cover a share of the panel. */
static double shrink_of(const YqChart *self)
{
    guint n = self->page.marks->len - self->n_undrawn;
    double room = self->upper.width * self->upper.height / 9000;

    return CLAMP(sqrt(fmax(room, 4) / fmax(n, 1)) * 1.5, 0.5, 1);
}

double yq_chart_radius(const YqChart *self, double dead)
{
    double least = yq_theme_number(self->page.theme, "incidents", "smallest") / 2;
    double most = yq_theme_number(self->page.theme, "incidents", "largest") / 2;
    double full = sqrt(least * least + dead * YQ_AREA_PER_KILLED / G_PI);

    return self->em * fmax(fmin(full, most) * shrink_of(self), LEAST_RADIUS);
}

static void set_radii(YqChart *self)
{
    self->pad = 10;
    for (guint i = 0; i < self->page.marks->len; i++) {
        YqMark *mark = YQ_MARK(&self->page, i);

        mark->radius = yq_chart_radius(self, yq_page_killed(&mark->incident->casualties));
        self->pad = fmax(self->pad, mark->mapped ? mark->radius + 3 : 0);
    }
    self->small = yq_chart_radius(self, 0) < self->em * LEAST_DISC;
}

static double day_of(const YqIncident *incident)
{
    YqInterval when = incident->when;
    YqDate start = when.start.year != 0 ? when.start : when.end;
    YqDate end = when.end.year != 0 ? when.end : when.start;

    return (yq_date_to_days(start) + yq_date_to_days(end)) / 2.0;
}

/* Larger ones first: below the others, so that none hides another. */
static int by_size(const void *a, const void *b)
{
    const YqMark *x = *(YqMark *const *)a, *y = *(YqMark *const *)b;

    return x->radius != y->radius ? (x->radius < y->radius ? 1 : -1)
                                  : x->number - y->number;
}

GPtrArray *yq_chart_by_size(GArray *marks)
{
    GPtrArray *order = g_ptr_array_new();

    for (guint i = 0; i < marks->len; i++) {
        YqMark *mark = &g_array_index(marks, YqMark, i);

        if (mark->mapped) {
            g_ptr_array_add(order, mark);
        }
    }
    if (order->len > 0) {
        g_ptr_array_sort(order, by_size);
    }
    return order;
}

static void spread_upper(YqChart *self)
{
    YqRect whole = self->upper;

    whole.height += self->lane.height;
    yq_chart_spread(self, self->page.marks, &whole, self->claims);
}

static void place_dated(YqChart *self)
{
    for (guint i = 0; i < self->page.marks->len; i++) {
        YqMark mark = *YQ_MARK(&self->page, i);
        YqInterval when = mark.incident->when;

        if (!mark.mapped || (when.start.year == 0 && when.end.year == 0)) {
            continue;
        }
        mark.at.x = (float)yq_chart_x(self, mark.incident->border.along_km);
        mark.at.y = (float)yq_chart_day(self, day_of(mark.incident));
        mark.xy = mark.at;
        mark.moved = false;
        g_array_append_val(self->dated, mark);
    }
    yq_chart_spread(self, self->dated, &self->lower, NULL);
}

void yq_chart_marks_place(YqChart *self)
{
    set_radii(self);
    for (guint i = 0; i < self->page.marks->len; i++) {
        YqMark *mark = YQ_MARK(&self->page, i);
        const YqBorderMeasure *measure = &mark->incident->border;
        int side = yq_chart_side(self, measure->side);

        if (!mark->mapped) {
            continue;
        }
        mark->at.x = (float)yq_chart_x(self, measure->along_km);
        mark->at.y = (float)(side < 0 ? self->lane.y + self->lane.height / 2
                                      : yq_chart_y(self, side, measure->distance_km));
        mark->xy = mark->at;
    }
    yq_chart_claims_place(self);
    spread_upper(self);
    yq_chart_countries_place(self);
    if (self->lower.height > 0) {
        place_dated(self);
    }
}

/* --- drawing --- */

void yq_chart_symbol(YqChart *self, const YqMark *mark, double x, double y, double radius)
{
    YqColour rim = yq_theme_colour(self->page.theme, "incidents", "rim");

    if (!self->small || radius >= self->em * LEAST_DISC * 1.6) {
        yq_page_mark_symbol(&self->page, mark, x, y, radius, false);
        return;
    }
    yq_scene_symbol(
        self->page.scene, mark->symbol, x, y, 2.2 * radius,
        &(YqPaint){.fill = mark->colour, .stroke = rim, .width = 0.5, .even_odd = true});
}

static void draw_leaders(YqChart *self, const GArray *marks)
{
    YqColour dark = yq_theme_colour(self->page.theme, "labels", "leader");

    for (guint i = 0; i < marks->len; i++) {
        const YqMark *mark = &g_array_index(marks, YqMark, i);

        if (mark->mapped && mark->moved) {
            yq_chart_segment(self, mark->at.x, mark->at.y, mark->xy.x, mark->xy.y,
                             &(YqPaint){.stroke = dark, .width = 0.6});
            yq_scene_circle(self->page.scene, mark->at.x, mark->at.y, 1.3,
                            &(YqPaint){.fill = dark});
        }
    }
}

static void draw_symbols(YqChart *self, GArray *marks)
{
    g_autoptr(GPtrArray) order = yq_chart_by_size(marks);

    for (guint i = 0; i < order->len; i++) {
        const YqMark *mark = order->pdata[i];

        yq_chart_symbol(self, mark, mark->xy.x, mark->xy.y, mark->radius);
    }
}

bool yq_chart_span(const YqChart *self, const YqMark *mark, double out[2])
{
    YqInterval when = mark->incident->when;

    if (when.precision == YQ_DATE_DAY || when.start.year == 0) {
        return false;
    }
    int32_t last = when.end.year != 0 ? yq_date_to_days(when.end) : self->last_day;

    out[0] = yq_chart_day(self, yq_date_to_days(when.start));
    out[1] = yq_chart_day(self, last);
    return out[1] - out[0] > 2 * mark->radius;
}

static void draw_spans(YqChart *self)
{
    for (guint i = 0; i < self->dated->len; i++) {
        const YqMark *mark = &g_array_index(self->dated, YqMark, i);
        YqColour soft = mark->colour;
        double ends[2];

        soft.a = 0.4f;
        if (yq_chart_span(self, mark, ends)) {
            yq_chart_segment(self, mark->at.x, ends[0], mark->at.x, ends[1],
                             &(YqPaint){.stroke = soft, .width = 3});
        }
    }
}

bool yq_chart_is_uncertain(const YqChart *self, const YqMark *mark)
{
    double km = mark->incident->uncertainty_km;

    return mark->mapped && yq_chart_side(self, mark->incident->border.side) >= 0 &&
           km * self->upper.width / self->length_km > mark->radius * 1.1;
}

/* Height of a distance that may lie beyond the line, in the panel. */
static double signed_y(const YqChart *self, int side, double km)
{
    double y = yq_chart_y(self, km >= 0 ? side : 1 - side, fabs(km));

    return CLAMP(y, self->upper.y, self->upper.y + self->upper.height);
}

/* Whether one that stood at the same place was as uncertain; @widest tells of each place
 * (its x and y as one number) how uncertain the most was. */
static bool drawn_before(GHashTable *widest, const YqMark *mark)
{
    union {
        float xy[2];
        int64_t key;
    } place = {.xy = {mark->at.x, mark->at.y}};
    double *known = g_hash_table_lookup(widest, &place.key);

    if (known == NULL) {
        int64_t *key = g_memdup2(&place.key, sizeof place.key);

        known = g_new(double, 1);
        *known = -1;
        g_hash_table_insert(widest, key, known);
    }
    bool drawn = *known >= mark->incident->uncertainty_km;

    *known = fmax(*known, mark->incident->uncertainty_km);
    return drawn;
}

/* How far along and off the line an incident may have been, where that shows. */
static void draw_uncertain(YqChart *self)
{
    g_autoptr(GHashTable) widest =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);

    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqMark *mark = YQ_MARK(&self->page, i);
        const YqBorderMeasure *measure = &mark->incident->border;
        double km = mark->incident->uncertainty_km;
        YqColour soft = mark->colour;

        if (!mark->mapped || !(km > 0) || drawn_before(widest, mark) ||
            !yq_chart_is_uncertain(self, mark)) {
            continue;
        }
        int side = yq_chart_side(self, measure->side);
        YqPaint bar = {.width = 1.8};

        soft.a = 0.28f;
        bar.stroke = soft;
        yq_chart_segment(self, yq_chart_x(self, fmax(measure->along_km - km, 0)),
                         mark->at.y,
                         yq_chart_x(self, fmin(measure->along_km + km, self->length_km)),
                         mark->at.y, &bar);
        yq_chart_segment(self, mark->at.x,
                         signed_y(self, side, measure->distance_km - km), mark->at.x,
                         signed_y(self, side, measure->distance_km + km), &bar);
    }
}

void yq_chart_marks_draw(YqChart *self)
{
    yq_scene_begin(self->page.scene, "incidents", NULL);
    draw_uncertain(self);
    draw_leaders(self, self->page.marks);
    draw_symbols(self, self->page.marks);
    yq_scene_end(self->page.scene);
    if (self->lower.height > 0) {
        yq_scene_begin(self->page.scene, "incidents-by-date", NULL);
        draw_spans(self);
        draw_leaders(self, self->dated);
        draw_symbols(self, self->dated);
        yq_scene_end(self->page.scene);
    }
}
