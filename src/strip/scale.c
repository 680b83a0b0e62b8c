/* SPDX-License-Identifier: MIT */
/* Where the parts of a strip chart stand, and its axes' scales. */
#include "strip/chart.h"

#include "map/words.h"

#include <math.h>
#include <string.h>

#define AXIS_WIDTH 40.0   /* numbers of the vertical axes, and their title */
#define AXIS_HEIGHT 13.0  /* numbers of the horizontal axis */
#define TITLE_HEIGHT 12.0 /* its title */
#define ROW_HEIGHT 11.5
#define LANE_HEIGHT 17.0
/* Of the panels' part of the page: less has no room for two of them, or for a map and a
 * key beside them. */
#define LEAST_FOR_TWO 190.0
#define LEAST_HEIGHT 110.0
#define LEAST_WIDTH 170.0
#define KEY_ROW 12.5
#define LEAST_SHARE 0.2 /* of a side in the upper panel */

int yq_chart_side(const YqChart *self, const char *code)
{
    return strcmp(code, self->side[0]) == 0   ? 0
           : strcmp(code, self->side[1]) == 0 ? 1
                                              : -1;
}

double yq_chart_x(const YqChart *self, double along_km)
{
    double share = self->length_km > 0 ? along_km / self->length_km : 0;

    return self->upper.x + self->upper.width * (self->page.rtl ? 1 - share : share);
}

double yq_chart_y(const YqChart *self, int side, double distance_km)
{
    double units = self->root ? sqrt(distance_km) : distance_km;

    return self->middle + (side == 0 ? -1 : 1) * units * self->per_unit;
}

/* A break counts as this share of all other days. */
#define BREAK_SHARE 0.09

/* Days from the first to @day as the axis counts them. */
static double counted_days(const YqChart *self, double day)
{
    double counted = day - self->first_day, whole = self->last_day - self->first_day;

    for (int i = 0; i < self->n_breaks; i++) {
        whole -= self->breaks[i].to - self->breaks[i].from;
    }
    for (int i = 0; i < self->n_breaks; i++) {
        double length = self->breaks[i].to - self->breaks[i].from;
        double in = CLAMP(day - self->breaks[i].from, 0, length);

        counted -= in * (1 - BREAK_SHARE * whole / length);
    }
    return counted;
}

double yq_chart_day(const YqChart *self, double day)
{
    double span = fmax(counted_days(self, self->last_day), 1);

    return self->lower.y + self->pad +
           (self->lower.height - 2 * self->pad) * counted_days(self, day) / span;
}

/* --- distances --- */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The greatest distance of each side into reach_km, and all of them, sorted. */
static GArray *distances_of(YqChart *self)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(double));

    for (int side = 0; side < 2; side++) {
        double claimed = yq_chart_claims_reach(self, side);

        self->reach_km[side] = claimed;
        if (claimed > 0) {
            g_array_append_val(all, claimed);
        }
    }
    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqBorderMeasure *measure = &YQ_MARK(&self->page, i)->incident->border;
        int side = yq_chart_side(self, measure->side);

        if (measure->between[0][0] != '\0' && side >= 0) {
            self->reach_km[side] = fmax(self->reach_km[side], measure->distance_km);
            g_array_append_val(all, measure->distance_km);
        }
    }
    g_array_sort(all, compare);
    return all;
}

/* Far incidents must not press the near ones, which are what the chart is about, into the
 * line: then the axis is one of square roots. */
static void choose_reach(YqChart *self)
{
    g_autoptr(GArray) all = distances_of(self);
    const double *d = (const double *)(const void *)all->data;
    double most =
        all->len == 0 ? 20 : fmax(fmax(self->reach_km[0], self->reach_km[1]), 1);

    self->root = all->len > 0 && most > 7 * d[all->len / 2] && most > 10;
    if (all->len > 2 && most > 30 * d[all->len / 4] && most > 30) {
        self->root = true;
    }
    for (int side = 0; side < 2; side++) {
        self->reach_km[side] =
            fmax(self->reach_km[side], most * (self->root ? 0.04 : 0.25));
        self->reach_km[side] *= self->root ? 1.25 : 1.12;
    }
}

static double units_of(const YqChart *self, int side)
{
    return self->root ? sqrt(self->reach_km[side]) : self->reach_km[side];
}

static void set_middle(YqChart *self)
{
    double above = units_of(self, 0), below = units_of(self, 1);
    double least = LEAST_SHARE * (above + below);

    above = fmax(above, least);
    below = fmax(below, least);
    self->per_unit = self->upper.height / (above + below);
    self->middle = self->upper.y + above * self->per_unit;
    self->reach_km[0] = self->root ? above * above : above;
    self->reach_km[1] = self->root ? below * below : below;
}

/* --- days --- */

static void choose_days(YqChart *self)
{
    self->first_day = INT32_MAX;
    self->last_day = INT32_MIN;
    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqIncident *incident = YQ_MARK(&self->page, i)->incident;
        YqInterval when = incident->when;

        if (incident->border.between[0][0] == '\0') {
            continue;
        }
        if (when.start.year != 0) {
            self->first_day = MIN(self->first_day, yq_date_to_days(when.start));
            self->last_day = MAX(self->last_day, yq_date_to_days(when.start));
        }
        if (when.end.year != 0) {
            self->first_day = MIN(self->first_day, yq_date_to_days(when.end));
            self->last_day = MAX(self->last_day, yq_date_to_days(when.end));
        }
    }
    if (self->last_day < self->first_day + 6 && self->last_day >= self->first_day) {
        self->first_day -= 3; /* an axis of one day has no length */
        self->last_day += 3;
    }
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

    return (x > y) - (x < y);
}

static void add_day(GArray *days, YqDate date)
{
    if (date.year != 0) {
        int32_t day = yq_date_to_days(date);

        g_array_append_val(days, day);
    }
}

/* A fifth of the axis and more, and a year, without any incident is cut short. */
static void choose_breaks(YqChart *self)
{
    g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(int32_t));
    double span = self->last_day - self->first_day;

    self->n_breaks = 0;
    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqIncident *incident = YQ_MARK(&self->page, i)->incident;

        if (incident->border.between[0][0] != '\0') {
            add_day(days, incident->when.start);
            add_day(days, incident->when.end);
        }
    }
    qsort(days->data, days->len, sizeof(int32_t), by_day);
    for (guint i = 1; i < days->len && self->n_breaks < YQ_STRIP_BREAKS; i++) {
        int32_t from = g_array_index(days, int32_t, i - 1);
        int32_t to = g_array_index(days, int32_t, i);

        if (to - from > fmax(0.2 * span, 400)) {
            int32_t edge = (int32_t)(0.02 * span);

            self->breaks[self->n_breaks++] = (YqStripBreak){from + edge, to - edge};
        }
    }
}

/* --- the countries' names --- */

/* How much of a box the symbols of the upper panel cover. */
static double covered(const YqChart *self, const YqRect *box)
{
    double sum = 0;

    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqMark *mark = YQ_MARK(&self->page, i);

        if (mark->mapped) {
            double x = fmin(mark->xy.x + mark->radius, box->x + box->width) -
                       fmax(mark->xy.x - mark->radius, box->x);
            double y = fmin(mark->xy.y + mark->radius, box->y + box->height) -
                       fmax(mark->xy.y - mark->radius, box->y);

            sum += x > 0 && y > 0 ? x * y : 0;
        }
    }
    return sum;
}

/* Where in its row, at @y, a box hides least of the symbols; the start of reading first.
 */
static YqRect place_box(const YqChart *self, double y, double width, double height)
{
    static const double shares[] = {0, 1, 0.5, 0.25, 0.75};
    YqRect u = self->upper, best = {0};
    double least = INFINITY;

    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        double share = self->page.rtl ? 1 - shares[i] : shares[i];
        YqRect box = {u.x + 8 + share * (u.width - 16 - width), y, width, height};
        double cost = covered(self, &box) + 0.5 * (double)i;

        if (cost < least) {
            least = cost;
            best = box;
        }
    }
    return best;
}

void yq_chart_countries_place(YqChart *self)
{
    YqFont font = yq_theme_font(self->page.theme, "labels", "country");
    YqFont small = yq_theme_font(self->page.theme, "furniture", "scale");
    YqRect u = self->upper;
    double high = font.size * 1.25;

    for (int side = 0; side < 2; side++) {
        double width = yq_text_measure(self->country[side], &font).width;

        self->country_box[side] =
            place_box(self, side == 0 ? u.y + 4 : u.y + u.height - 6 - high, width, high);
    }
    self->lane_box =
        place_box(self, self->lane.y + 2,
                  yq_text_measure(yq_say(&self->page, "strip.lane"), &small).width,
                  self->lane.height - 4);
}

/* --- the page --- */

/* A round step that gives the axis eight numbers or so. */
static double round_step(double length, double width)
{
    double want = length / CLAMP(width / 62, 3, 14), decade = pow(10, floor(log10(want)));
    double first = want / decade;

    return decade * (first > 5 ? 10 : first > 2 ? 5 : first > 1 ? 2 : 1);
}

static void divide_side(YqChart *self, YqRect side, bool tall)
{
    if (tall) {
        double width = MIN(side.height * 1.5, side.width * 0.5);

        self->map = (YqRect){self->page.rtl ? side.x + side.width - width : side.x,
                             side.y, width, side.height};
        self->key = (YqRect){self->page.rtl ? side.x : side.x + width + 12, side.y,
                             side.width - width - 12, side.height};
    } else {
        double left = side.height - 12 - self->key_rows * self->em * KEY_ROW;
        double height = CLAMP(left, side.height * 0.2, side.width * 0.92);

        self->map = (YqRect){side.x, side.y, side.width, height};
        self->key =
            (YqRect){side.x, side.y + height + 12, side.width, side.height - height - 12};
    }
}

/* The two panels, one below the other, with the names above them. */
static void divide_main(YqChart *self, YqRect main)
{
    bool dated =
        self->last_day >= self->first_day && main.height > self->em * LEAST_FOR_TWO;
    double names = self->n_rows * self->em * ROW_HEIGHT + 5 * self->em;
    double lane = self->n_elsewhere > 0 ? self->em * LANE_HEIGHT : 0;
    double x = main.x + (self->page.rtl ? 0 : self->em * AXIS_WIDTH),
           width = main.width - self->em * AXIS_WIDTH;
    double room =
        main.height - names - self->em * AXIS_HEIGHT - self->em * TITLE_HEIGHT - lane;
    double lower = dated ? (room - self->em * AXIS_HEIGHT) * 0.42 : 0;
    double upper = room - lower - (dated ? self->em * AXIS_HEIGHT : 0);

    self->rows = (YqRect){x, main.y, width, names};
    self->upper = (YqRect){x, main.y + names, width, upper};
    self->lane = (YqRect){x, self->upper.y + upper, width, lane};
    self->lower = (YqRect){x, self->lane.y + lane + self->em * AXIS_HEIGHT, width, lower};
}

/* The side of the page, with map and key, and the rest; no side on a page for which that
 * is too much. */
static YqRect split_page(YqChart *self, YqRect *out_main)
{
    YqRect all = self->page.frame, side = all, main = all;
    bool tall = self->page.width < 0.95 * self->page.height;

    if (tall) {
        side.height = fmin(CLAMP(all.height * 0.24, 90 * self->em, 200 * self->em),
                           all.height * 0.3);
        side.y = all.y + all.height - side.height;
        main.height -= side.height + 12;
    } else {
        side.width = CLAMP(all.width * 0.235, 110 * self->em, 240 * self->em);
        main.width -= side.width + 14 * self->em;
        side.x = self->page.rtl ? all.x : all.x + main.width + 14 * self->em;
        main.x = self->page.rtl ? all.x + side.width + 14 * self->em : all.x;
    }
    if (main.height < self->em * LEAST_HEIGHT || main.width < self->em * LEAST_WIDTH) {
        main = all;
        side = (YqRect){0};
    }
    *out_main = main;
    return side;
}

void yq_chart_divide(YqChart *self)
{
    YqRect main, side = split_page(self, &main);

    self->n_rows = CLAMP((int)(main.height / 140 / self->em), 1, self->n_rows);
    choose_days(self);
    choose_breaks(self);
    self->key_rows = yq_chart_key_rows(self);
    self->map = self->key = (YqRect){0};
    if (side.width > 0) {
        divide_side(self, side, side.width > side.height);
    }
    divide_main(self, main);
    choose_reach(self);
    set_middle(self);
    self->step_km = self->options->posts_km > 0
                        ? self->options->posts_km
                        : round_step(self->length_km, self->upper.width / self->em);
}
