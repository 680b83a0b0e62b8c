/* SPDX-License-Identifier: MIT */
/* The key beside a strip chart: what is on it, and what is not. */
#include "strip/chart.h"

#include "map/words.h"

#include <math.h>
#include <string.h>

#define KEY_WIDTH 24.0
#define ROW_HEIGHT 12.5
#define LEAST_ROW 9.0
#define WIDE_KEY 245.0

typedef struct Key {
    YqChart *chart;
    YqTextStyle style;
    double edge, y; /* of the next row: its outer end, its middle */
    int side;       /* 1, or -1 on a page that runs from the right */
    double bottom;
    double row; /* height of a row */
} Key;

static void row_text(Key *self, const char *text)
{
    YqChart *chart = self->chart;
    g_autofree char *cut =
        yq_text_cut(text, &self->style.font, chart->key.width - chart->em * KEY_WIDTH);

    yq_chart_text(chart, self->edge + self->side * chart->em * KEY_WIDTH,
                  self->y + self->style.font.size * 0.36,
                  self->side < 0 ? YQ_ALIGN_END : YQ_ALIGN_START, cut, &self->style);
    self->y += self->row;
}

static double row_x(const Key *self)
{
    return self->edge + self->side * 10 * self->chart->em;
}

static bool has_room(const Key *self)
{
    return self->y + self->row / 2 <= self->bottom;
}

/* Types in the order of how often they are there. */
static GPtrArray *types_of(const YqChart *chart)
{
    GPtrArray *types = g_ptr_array_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < chart->page.marks->len; i++) {
        YqMark *mark = YQ_MARK(&chart->page, i);
        const char *name = yq_say_type(&chart->page, mark->incident);

        if (mark->mapped && g_hash_table_add(seen, (gpointer)name)) {
            g_ptr_array_add(types, mark);
        }
    }
    return types;
}

static void draw_types(Key *self)
{
    g_autoptr(GPtrArray) types = types_of(self->chart);

    for (guint i = 0; i < types->len && has_room(self); i++) {
        const YqMark *mark = types->pdata[i];

        yq_chart_symbol(self->chart, mark, row_x(self), self->y,
                        (self->chart->small ? 4.2 : 5.4) * self->chart->em);
        row_text(self, yq_say_type(&self->chart->page, mark->incident));
    }
}

static double most_killed(const YqChart *chart)
{
    double most = 0;

    for (guint i = 0; i < chart->page.marks->len; i++) {
        const YqMark *mark = YQ_MARK(&chart->page, i);

        most = fmax(most, mark->mapped ? yq_page_killed(&mark->incident->casualties) : 0);
    }
    return most;
}

/* Round numbers up to @most, the largest first: two at most. */
static int round_numbers(double most, double out[2])
{
    static const double nice[] = {1000, 500, 200, 100, 50, 20, 10, 5, 1};
    int n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(nice) && n < 2; i++) {
        if (nice[i] <= most && (n == 0 || nice[i] <= out[0] / 4)) {
            out[n++] = nice[i];
        }
    }
    return n;
}

static void draw_sizes(Key *self)
{
    YqChart *chart = self->chart;
    double x = self->edge, numbers[2];
    int n = round_numbers(most_killed(chart), numbers);
    YqPaint ring = {.stroke = yq_theme_colour(chart->page.theme, "page", "text"),
                    .width = 0.7};

    if (n == 0 || !has_room(self) ||
        yq_chart_radius(chart, numbers[0]) < yq_chart_radius(chart, 0) * 1.15) {
        return;
    }
    double above = fmax(yq_chart_radius(chart, numbers[0]) - self->row / 2, 0) + 2;

    self->y += above;
    for (int i = 0; i < n; i++) {
        g_autofree char *number = yq_say_number(&chart->page, numbers[i], 0);
        double radius = yq_chart_radius(chart, numbers[i]);

        x += self->side * (radius + 1);
        yq_scene_circle(chart->page.scene, x, self->y, radius, &ring);
        x += self->side * (radius + 3);
        yq_chart_text(chart, x, self->y + self->style.font.size * 0.36,
                      self->side < 0 ? YQ_ALIGN_END : YQ_ALIGN_START, number,
                      &self->style);
        x += self->side * (yq_text_measure(number, &self->style.font).width + 5);
    }
    yq_chart_text(chart, x + self->side * 2, self->y + self->style.font.size * 0.36,
                  self->side < 0 ? YQ_ALIGN_END : YQ_ALIGN_START,
                  yq_say(&chart->page, "killed.legend"), &self->style);
    self->y += above + self->row;
}

static void draw_claimed(Key *self)
{
    YqChart *chart = self->chart;

    if (chart->claims->len > 0 && has_room(self)) {
        double x = row_x(self);

        yq_chart_segment(chart, x - 8.5, self->y, x + 8.5, self->y,
                         &(YqPaint){.stroke = yq_theme_colour(
                                        chart->page.theme, "incidents", "disputed-line"),
                                    .width = 1,
                                    .dash = {2, 2},
                                    .n_dash = 2});
        row_text(self, yq_say(&chart->page, "claimed"));
    }
}

static void draw_uncertain(Key *self)
{
    YqChart *chart = self->chart;
    bool any = false;

    for (guint i = 0; i < chart->page.marks->len; i++) {
        any |= yq_chart_is_uncertain(chart, YQ_MARK(&chart->page, i));
    }
    if (any && has_room(self)) {
        YqColour soft = yq_theme_colour(chart->page.theme, "incidents", "violence");
        YqPaint bar = {.width = 2.4};
        double x = row_x(self), y = self->y;

        soft.a = 0.28f;
        bar.stroke = soft;
        yq_chart_segment(chart, x - 8.5, y, x + 8.5, y, &bar);
        yq_chart_segment(chart, x, y - 5, x, y + 5, &bar);
        row_text(self, yq_say(&chart->page, "uncertain"));
    }
}

static bool has_span(const YqChart *chart)
{
    for (guint i = 0; i < chart->dated->len; i++) {
        double ends[2];

        if (yq_chart_span(chart, &g_array_index(chart->dated, YqMark, i), ends)) {
            return true;
        }
    }
    return false;
}

static void draw_span(Key *self)
{
    YqChart *chart = self->chart;

    if (has_span(chart) && has_room(self)) {
        YqColour soft = yq_theme_colour(chart->page.theme, "incidents", "violence");

        soft.a = 0.4f;
        yq_chart_segment(chart, row_x(self), self->y - 5, row_x(self), self->y + 5,
                         &(YqPaint){.stroke = soft, .width = 3});
        row_text(self, yq_say(&chart->page, "strip.span"));
    }
}

static bool has_kind(const YqChart *chart, YqAlongKind kind)
{
    for (guint i = 0; i < chart->names->len; i++) {
        if (g_array_index(chart->names, YqStripName, i).along->kind == kind) {
            return true;
        }
    }
    return false;
}

static void draw_places(Key *self)
{
    YqChart *chart = self->chart;
    YqPaint dot = {.fill = yq_theme_colour(chart->page.theme, "labels", "dot")};

    if (has_kind(chart, YQ_ALONG_TOWN) && has_room(self)) {
        yq_scene_circle(chart->page.scene, row_x(self), self->y, 2, &dot);
        row_text(self, yq_say(&chart->page, "legend.along_town"));
    }
    if (has_kind(chart, YQ_ALONG_CROSSING) && has_room(self)) {
        yq_scene_symbol(chart->page.scene, "diamond", row_x(self), self->y, 6.5, &dot);
        row_text(self, yq_say(&chart->page, "legend.crossing"));
    }
    if (chart->has_gaps && has_room(self)) {
        yq_chart_segment(
            chart, row_x(self), self->y - 5, row_x(self), self->y + 5,
            &(YqPaint){.stroke = yq_theme_colour(chart->page.theme, "map", "border"),
                       .width = 0.6,
                       .dash = {1.5, 2},
                       .n_dash = 2});
        row_text(self, yq_say(&chart->page, "strip.gap"));
    }
    if (has_kind(chart, YQ_ALONG_TRIPOINT) && has_room(self)) {
        yq_scene_symbol(chart->page.scene, "triangle", row_x(self), self->y, 7, &dot);
        row_text(self, yq_say(&chart->page, "legend.tripoint"));
    }
}

/* From the next row's outer end to the key's inner one. */
static double note_width(const Key *self)
{
    YqRect key = self->chart->key;

    return self->side < 0 ? self->edge - key.x : key.x + key.width - self->edge;
}

static void draw_note(Key *self, const char *key, guint n)
{
    YqChart *chart = self->chart;

    if (n == 0) {
        return;
    }
    g_autofree char *text = yq_say_count(&chart->page, key, n);
    g_auto(GStrv) lines = yq_text_wrap(text, &self->style.font, note_width(self));

    for (char **line = lines; *line != NULL && has_room(self); line++) {
        yq_chart_text(chart, self->edge, self->y + self->style.font.size * 0.36,
                      self->side < 0 ? YQ_ALIGN_END : YQ_ALIGN_START, *line,
                      &self->style);
        self->y += self->style.font.size * 1.3;
    }
    self->y += 3;
}

/* --- how many, and where --- */

typedef struct Sum {
    guint n;
    int32_t dead;
    bool at_least; /* more may have been killed than is counted */
    const char *magnitude;
    guint near[2]; /* within 10 and 50 km of the line */
} Sum;

static const double near_km[2] = {10, 50};

static void add_killed(Sum *sum, const YqCasualties *said)
{
    sum->dead += said->killed > 0            ? said->killed
                 : said->killed_at_least > 0 ? said->killed_at_least
                                             : 0;
    sum->magnitude =
        said->killed_magnitude != NULL ? said->killed_magnitude : sum->magnitude;
    sum->at_least |=
        said->killed < 0 && (said->killed_at_least > 0 || said->killed_magnitude != NULL);
}

static Sum sum_of(const YqChart *chart, int side)
{
    Sum sum = {0};

    for (guint i = 0; i < chart->page.marks->len; i++) {
        const YqMark *mark = YQ_MARK(&chart->page, i);
        const YqBorderMeasure *measure = &mark->incident->border;

        if (mark->mapped && yq_chart_side(chart, measure->side) == side) {
            sum.n++;
            add_killed(&sum, &mark->incident->casualties);
            for (int k = 0; k < 2; k++) {
                sum.near[k] += measure->distance_km <= near_km[k];
            }
        }
    }
    return sum;
}

static void draw_line_of(Key *self, const char *text, bool bold, double indent)
{
    YqTextStyle style = self->style;

    style.font.bold = bold;
    if (has_room(self)) {
        yq_chart_text(self->chart, self->edge + self->side * indent,
                      self->y + style.font.size * 0.36,
                      self->side < 0 ? YQ_ALIGN_END : YQ_ALIGN_START, text, &style);
        self->y += self->row;
    }
}

static void draw_sum(Key *self, int side)
{
    const YqPage *page = &self->chart->page;
    Sum sum = sum_of(self->chart, side);
    YqCasualties dead = YQ_CASUALTIES_NONE;

    dead.killed_magnitude = sum.dead == 0 ? sum.magnitude : NULL;
    *(sum.at_least ? &dead.killed_at_least : &dead.killed) = sum.dead;
    g_autofree char *killed = yq_say_casualties(page, &dead);
    g_autofree char *incidents = yq_say_count(page, "count.incidents", sum.n);
    g_autofree char *count =
        g_strconcat(incidents, killed != NULL ? yq_say(page, "comma") : "",
                    killed != NULL ? killed : "", NULL);

    draw_line_of(self, self->chart->country[side], true, 0);
    draw_line_of(self, count, false, 8 * self->chart->em);
    for (int k = 0; k < 2 && sum.n > 1; k++) {
        if (sum.near[k] == 0) {
            continue;
        }
        g_autofree char *n = yq_say_number(page, sum.near[k], 0);
        g_autofree char *km = yq_say_number(page, near_km[k], 0);
        g_autofree char *near =
            yq_say_with(page, "strip.sum.near", "n", n, "km", km, NULL);

        draw_line_of(self, near, false, 8 * self->chart->em);
    }
}

int yq_chart_key_rows(const YqChart *chart)
{
    g_autoptr(GPtrArray) types = types_of(chart);
    int notes =
        (chart->n_undrawn > 0) + (chart->n_undated > 0) + (chart->n_elsewhere > 0);

    /* title; sizes; claims, rough places and dates, towns, crossings, gaps, tripoints;
     * two sums of four */
    return 2 + (int)types->len + 4 + 7 + 9 + notes;
}

void yq_chart_key_draw(YqChart *chart)
{
    YqTextStyle title = yq_chart_style(chart, "furniture", "legend-title", "text");
    bool wide = chart->key.width > chart->em * WIDE_KEY; /* room for a second column */
    Key self = {
        .chart = chart,
        .style = yq_chart_style(chart, "furniture", "legend", "text"),
        .edge = chart->page.rtl ? chart->key.x + chart->key.width : chart->key.x,
        .y = chart->key.y + title.font.size + 10 * chart->em,
        .side = chart->page.rtl ? -1 : 1,
        .bottom = chart->key.y + chart->key.height,
        .row = CLAMP(chart->key.height / (chart->key_rows - (wide ? 11 : 0)),
                     chart->em * LEAST_ROW, chart->em * ROW_HEIGHT),
    };

    if (chart->key.width <= 0) {
        return;
    }
    yq_scene_begin(chart->page.scene, "key", NULL);
    yq_chart_text(chart, self.edge, chart->key.y + title.font.size,
                  chart->page.rtl ? YQ_ALIGN_END : YQ_ALIGN_START,
                  yq_say(&chart->page, "strip.key"), &title);
    draw_types(&self);
    draw_sizes(&self);
    draw_claimed(&self);
    draw_uncertain(&self);
    draw_span(&self);
    draw_places(&self);
    if (wide) {
        self.edge += self.side * chart->key.width / 2;
        self.y = chart->key.y + title.font.size + 3 * chart->em;
    }
    self.y += 7 * chart->em;
    draw_sum(&self, 0);
    draw_sum(&self, 1);
    self.y += 5;
    self.style.colour = yq_theme_colour(chart->page.theme, "page", "muted");
    draw_note(&self, "strip.undrawn", chart->n_undrawn);
    draw_note(&self, "strip.elsewhere", chart->n_elsewhere);
    draw_note(&self, "strip.undated", chart->n_undated);
    yq_scene_end(chart->page.scene);
}
