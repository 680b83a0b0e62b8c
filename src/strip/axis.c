/* SPDX-License-Identifier: MIT */
/* The panels' ground and axes: kilometres along, distance to either side, days. */
#include "strip/chart.h"

#include "map/words.h"

#include <math.h>
#include <string.h>

#define RADIANS_UP (-G_PI / 2)
#define LEAST_GAP 10.0 /* points between numbers of a vertical axis */

static YqPaint hair(const YqChart *self)
{
    return (YqPaint){.stroke = yq_theme_colour(self->page.theme, "map", "graticule"),
                     .width = 0.5};
}

/* --- the ground --- */

static YqColour tint(const YqChart *self, int side)
{
    YqColour land = yq_theme_colour(self->page.theme, "map", "land");
    YqColour paper = yq_theme_colour(self->page.theme, "page", "background");
    float t = side == 0 ? 1.0f : 0.45f;

    return (YqColour){paper.r + (land.r - paper.r) * t, paper.g + (land.g - paper.g) * t,
                      paper.b + (land.b - paper.b) * t, 1};
}

static void draw_ground(YqChart *self)
{
    YqRect u = self->upper;
    double middle = self->middle;

    yq_scene_rect(self->page.scene, (YqRect){u.x, u.y, u.width, middle - u.y}, 0,
                  &(YqPaint){.fill = tint(self, 0)});
    yq_scene_rect(self->page.scene,
                  (YqRect){u.x, middle, u.width, u.y + u.height - middle}, 0,
                  &(YqPaint){.fill = tint(self, 1)});
    if (self->lane.height > 0) {
        yq_scene_rect(self->page.scene, self->lane, 0,
                      &(YqPaint){.fill = yq_theme_colour(self->page.theme, "furniture",
                                                         "inset-sea")});
    }
    if (self->lower.height > 0) {
        yq_scene_rect(self->page.scene, self->lower, 0,
                      &(YqPaint){.fill = tint(self, 1)});
    }
}

/* --- kilometres --- */

/* Every how many steps a number finds room. */
static int stride_km(const YqChart *self)
{
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "muted");
    g_autofree char *widest = yq_say_number(&self->page, self->length_km, 0);
    double need = yq_text_measure(widest, &style.font).width + 10;
    double step = self->upper.width * self->step_km / self->length_km;

    return (int)MAX(ceil(need / step), 1);
}

static void draw_km_lines(YqChart *self, const YqRect *panel)
{
    YqPaint line = hair(self);
    int n = (int)(self->length_km / self->step_km), stride = stride_km(self);

    for (int i = 0; i <= n; i += stride) {
        double x = yq_chart_x(self, i * self->step_km);

        yq_chart_segment(self, x, panel->y, x, panel->y + panel->height, &line);
    }
}

/* Numbers below a panel; the last one is the length, which drives its neighbour away. */
static void draw_km_numbers(YqChart *self, double y)
{
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "muted");
    int n = (int)(self->length_km / self->step_km), stride = stride_km(self);
    g_autofree char *length = yq_say_number(&self->page, round(self->length_km), 0);
    double end = yq_chart_x(self, self->length_km);
    double room = yq_text_measure(length, &style.font).width + 4;

    for (int i = 0; i <= n; i += stride) {
        double x = yq_chart_x(self, i * self->step_km);
        g_autofree char *number = yq_say_number(&self->page, i * self->step_km,
                                                fmod(self->step_km, 1) != 0 ? 1 : 0);

        if (fabs(end - x) > room) {
            yq_chart_text(self, x, y, YQ_ALIGN_MIDDLE, number, &style);
        }
    }
    style.font.bold = true;
    yq_chart_text(self, end, y, YQ_ALIGN_MIDDLE, length, &style);
}

static void draw_km_title(YqChart *self, double y)
{
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "text");
    const char *key =
        self->border != NULL && yq_border_n_parts(self->border) == 1 &&
                yq_distance_km(yq_border_at_km(self->border, 0),
                               yq_border_at_km(self->border, self->length_km)) < 0.001
            ? "strip.along.ring"
            : "strip.along";

    const char *text = yq_say(&self->page, key);

    if (yq_text_measure(text, &style.font).width > self->upper.width + 30) {
        text = yq_say(&self->page, "km");
    }
    yq_chart_text(self, self->upper.x + self->upper.width / 2, y, YQ_ALIGN_MIDDLE, text,
                  &style);
}

/* --- distances --- */

/* The @i-th round distance from the line; on an axis of roots steps grow with it. */
static double round_distance(const YqChart *self, int i)
{
    static const double roots[] = {1,   5,   10,   25,   50,   100,  200,  300,
                                   500, 750, 1000, 1500, 2000, 3000, 5000, 10000};
    static const double steps[] = {1,   2,   5,   10,  20,   25,  50,
                                   100, 200, 250, 500, 1000, 2000};
    size_t k = 0;

    if (self->root) {
        return i < (int)G_N_ELEMENTS(roots) ? roots[i] : INFINITY;
    }
    while (k + 1 < G_N_ELEMENTS(steps) && steps[k] * self->per_unit < 26 * self->em) {
        k++;
    }
    return steps[k] * (i + 1);
}

static void draw_distances(YqChart *self, int side)
{
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "muted");
    YqPaint line = hair(self);
    YqRect u = self->upper;
    double last = self->middle, km;

    for (int i = 0; (km = round_distance(self, i)) <= self->reach_km[side]; i++) {
        double y = yq_chart_y(self, side, km);

        if (fabs(y - last) < self->em * LEAST_GAP || y < u.y + 3 ||
            y > u.y + u.height - 3) {
            continue;
        }
        g_autofree char *number = yq_say_number(&self->page, km, 0);

        yq_chart_segment(self, u.x, y, u.x + u.width, y, &line);
        yq_chart_text(self, self->page.rtl ? u.x + u.width + 4 : u.x - 4,
                      y + style.font.size * 0.35,
                      self->page.rtl ? YQ_ALIGN_START : YQ_ALIGN_END, number, &style);
        last = y;
    }
}

static void draw_upright(YqChart *self, const YqRect *panel, const char *text)
{
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "text");
    double x = self->page.rtl ? panel->x + panel->width + 36 * self->em
                              : panel->x - 30 * self->em;

    if (yq_text_measure(text, &style.font).width > panel->height) {
        return; /* the numbers speak for themselves on so small a panel */
    }
    yq_scene_text(self->page.scene, x, panel->y + panel->height / 2, YQ_ALIGN_MIDDLE,
                  RADIANS_UP, text, &style);
}

static void draw_countries(YqChart *self)
{
    YqTextStyle style = {yq_theme_font(self->page.theme, "labels", "country"),
                         yq_theme_colour(self->page.theme, "labels", "country-colour"),
                         yq_theme_colour(self->page.theme, "labels", "halo"),
                         yq_theme_number(self->page.theme, "labels", "halo-width")};
    for (int side = 0; side < 2; side++) {
        const YqRect *box = &self->country_box[side];
        double high = side == 0 ? self->middle - self->upper.y
                                : self->upper.y + self->upper.height - self->middle;

        if (high < box->height + 6) {
            continue;
        }
        yq_chart_text(self, box->x, box->y + style.font.size, YQ_ALIGN_START,
                      self->country[side], &style);
    }
    if (self->lane.height > 0) {
        YqTextStyle small = yq_chart_style(self, "furniture", "scale", "muted");

        yq_chart_text(self, self->lane_box.x,
                      self->lane.y + self->lane.height / 2 + small.font.size * 0.35,
                      YQ_ALIGN_START, yq_say(&self->page, "strip.lane"), &small);
    }
}

/* --- days --- */

static YqDate next_tick(YqDate date, int months)
{
    int month = date.month - 1 + months;

    return (YqDate){(int16_t)(date.year + month / 12), (uint8_t)(month % 12 + 1), 1};
}

/* Months between ticks; 0 for days. */
static int tick_months(const YqChart *self)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
    double per_month =
        self->lower.height * 30.4 / MAX(self->last_day - self->first_day, 1);

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (per_month * steps[i] >= 13 * self->em) {
            return per_month > 90 * self->em ? 0 : steps[i];
        }
    }
    return 1200;
}

static void draw_tick(YqChart *self, YqDate date, const char *text, bool year)
{
    YqTextStyle style =
        yq_chart_style(self, "furniture", "scale", year ? "text" : "muted");
    YqPaint line = hair(self);
    YqRect l = self->lower;
    double y = yq_chart_day(self, yq_date_to_days(date));

    yq_chart_segment(self, l.x, y, l.x + l.width, y, &line);
    yq_chart_text(self, self->page.rtl ? l.x + l.width + 4 : l.x - 4,
                  y + style.font.size * 0.35,
                  self->page.rtl ? YQ_ALIGN_START : YQ_ALIGN_END, text, &style);
}

static char *say_tick(const YqChart *self, YqDate date, int months)
{
    char key[24], plain[24];

    if (months == 0) {
        g_snprintf(plain, sizeof plain, "%d/%d", date.day, date.month);
    } else if (months % 12 == 0 || date.month == 1) {
        g_snprintf(plain, sizeof plain, "%d", date.year);
    } else {
        g_snprintf(key, sizeof key, "month_short.%d", date.month);
        return g_strdup(yq_say(&self->page, key));
    }
    return yq_say_digits(&self->page, plain);
}

static bool in_panel(const YqChart *self, YqDate date)
{
    int32_t day = yq_date_to_days(date);
    double y = yq_chart_day(self, day);

    for (int i = 0; i < self->n_breaks; i++) {
        if (day > self->breaks[i].from && day < self->breaks[i].to) {
            return false;
        }
    }
    return y >= self->lower.y + 4 && y <= self->lower.y + self->lower.height - 3;
}

static void draw_month_ticks(YqChart *self, int months)
{
    YqDate first = yq_date_from_days(self->first_day - 40);
    YqDate date = {first.year, 1, 1};

    if (months >= 12) {
        date.year = (int16_t)(date.year - date.year % (months / 12));
    }
    while (yq_date_to_days(date) < self->last_day + 40000 &&
           yq_chart_day(self, yq_date_to_days(date)) <
               self->lower.y + self->lower.height) {
        if (in_panel(self, date)) {
            g_autofree char *text = say_tick(self, date, months);

            draw_tick(self, date, text, date.month == 1);
        }
        date = next_tick(date, months);
    }
}

static void draw_day_ticks(YqChart *self)
{
    double per_day = self->lower.height / MAX(self->last_day - self->first_day, 1);
    int step = per_day >= 13 * self->em ? 1 : per_day * 7 >= 13 * self->em ? 7 : 14;

    for (int32_t day = self->first_day - 30; day < self->last_day + 30; day++) {
        YqDate date = yq_date_from_days(day);

        if ((day - self->first_day) % step == 0 && in_panel(self, date)) {
            g_autofree char *text = say_tick(self, date, 0);

            draw_tick(self, date, text, false);
        }
    }
}

static void draw_days(YqChart *self)
{
    int months = tick_months(self);

    if (months == 0) {
        draw_day_ticks(self);
    } else {
        draw_month_ticks(self, months);
    }
}

/* --- all --- */

/* A white band across the panel where years are left out. */
static void draw_time_breaks(YqChart *self)
{
    YqRect l = self->lower;
    YqPaint edge = {.stroke = yq_theme_colour(self->page.theme, "map", "frame"),
                    .width = 0.6,
                    .dash = {3, 2},
                    .n_dash = 2};
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "muted");

    for (int i = 0; i < self->n_breaks; i++) {
        double from = yq_chart_day(self, self->breaks[i].from);
        double to = yq_chart_day(self, self->breaks[i].to);
        YqInterval gap = {yq_date_from_days(self->breaks[i].from),
                          yq_date_from_days(self->breaks[i].to), YQ_DATE_RANGE};
        g_autofree char *period = yq_say_period(&self->page, gap);
        g_autofree char *text =
            yq_say_with(&self->page, "strip.break", "period", period, NULL);

        yq_scene_rect(
            self->page.scene, (YqRect){l.x, from, l.width, to - from}, 0,
            &(YqPaint){.fill = yq_theme_colour(self->page.theme, "page", "background")});
        yq_chart_segment(self, l.x, from, l.x + l.width, from, &edge);
        yq_chart_segment(self, l.x, to, l.x + l.width, to, &edge);
        yq_chart_text(self, l.x + l.width / 2, (from + to) / 2 + style.font.size * 0.35,
                      YQ_ALIGN_MIDDLE, text, &style);
    }
}

/* Where the line is broken off and goes on elsewhere, its kilometres run on. */
static void draw_breaks(YqChart *self)
{
    YqPaint line = {.stroke = yq_theme_colour(self->page.theme, "map", "border"),
                    .width = 0.6,
                    .dash = {1.5, 2},
                    .n_dash = 2};
    double km = 0;

    for (size_t p = 0; p + 1 < yq_border_n_parts(self->border); p++) {
        YqGeometry part = yq_border_part(self->border, p);
        YqGeometry next = yq_border_part(self->border, p + 1);

        for (size_t i = 1; i < part.n_points; i++) {
            km += yq_distance_km(part.points[i - 1], part.points[i]);
        }
        if (yq_distance_km(part.points[part.n_points - 1], next.points[0]) > 5) {
            double x = yq_chart_x(self, km);

            self->has_gaps = true;
            yq_chart_segment(self, x, self->upper.y, x,
                             self->upper.y + self->upper.height, &line);
        }
    }
}

void yq_chart_panels_draw(YqChart *self)
{
    YqRect u = self->upper;
    YqPaint border = {.stroke = yq_theme_colour(self->page.theme, "map", "border"),
                      .width = 2.4};

    yq_scene_begin(self->page.scene, "panels", NULL);
    draw_ground(self);
    draw_km_lines(self, &self->upper);
    if (self->lower.height > 0) {
        draw_km_lines(self, &self->lower);
    }
    draw_distances(self, 0);
    draw_distances(self, 1);
    if (self->lower.height > 0) {
        draw_days(self);
        draw_time_breaks(self);
    }
    draw_breaks(self);
    yq_chart_segment(self, u.x, self->middle, u.x + u.width, self->middle, &border);
    draw_countries(self);
    yq_scene_end(self->page.scene);
}

void yq_chart_axes_draw(YqChart *self)
{
    YqPaint frame = {.stroke = yq_theme_colour(self->page.theme, "map", "frame"),
                     .width = yq_theme_number(self->page.theme, "map", "frame-width")};
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "muted");
    YqRect whole = self->upper;
    double zero = self->page.rtl ? whole.x + whole.width + 4 : whole.x - 4;

    whole.height += self->lane.height;
    YqRect last = self->lower.height > 0 ? self->lower : whole;

    yq_scene_begin(self->page.scene, "axes", NULL);
    yq_scene_rect(self->page.scene, whole, 0, &frame);
    yq_chart_text(self, zero, self->middle + style.font.size * 0.35,
                  self->page.rtl ? YQ_ALIGN_START : YQ_ALIGN_END,
                  self->page.eastern_digits ? "٠" : "0", &style);
    draw_km_numbers(self, whole.y + whole.height + style.font.size + 2);
    draw_upright(
        self, &self->upper,
        yq_say(&self->page, self->root ? "strip.distance.root" : "strip.distance"));
    if (self->lower.height > 0) {
        yq_scene_rect(self->page.scene, self->lower, 0, &frame);
        draw_km_numbers(self, last.y + last.height + style.font.size + 2);
        draw_upright(self, &self->lower, yq_say(&self->page, "strip.time"));
    }
    draw_km_title(self, last.y + last.height + 2 * style.font.size + 6);
    yq_scene_end(self->page.scene);
}
