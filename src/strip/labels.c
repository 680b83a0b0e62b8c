/* SPDX-License-Identifier: MIT */
/* Names along the border above the panels, dates and claims beside the symbols. */
#include "strip/chart.h"

#include "draw/labels.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

#define NAME_GAP 7.0 /* points between names of a row */
#define ROW_HEIGHT 11.5
#define MOST_DATES 90
#define LABEL_SIDE 2.0 /* points that stay free on either side of a label */

/* --- names along the line --- */

static YqTextStyle name_style(const YqChart *self, const YqAlong *along)
{
    return (YqTextStyle){
        yq_theme_font(self->page.theme, "labels", "town"),
        yq_theme_colour(self->page.theme, "labels",
                        along->kind == YQ_ALONG_TOWN ? "town-colour" : "region-colour"),
        {0, 0, 0, 0},
        0};
}

static const char *name_text(const YqAlong *along)
{
    return along->kind == YQ_ALONG_TRIPOINT ? along->title : along->name;
}

/* Whether a name at @box and its line down from @x leave all others free. */
static bool is_free(const YqChart *self, const YqStripName *name)
{
    for (guint i = 0; i < self->names->len; i++) {
        const YqStripName *other = &g_array_index(self->names, YqStripName, i);
        bool over = name->box.x < other->box.x + other->box.width + self->em * NAME_GAP &&
                    other->box.x < name->box.x + name->box.width + self->em * NAME_GAP;
        bool mine = name->row > other->row && name->x > other->box.x - 2 &&
                    name->x < other->box.x + other->box.width + 2;
        bool theirs = other->row > name->row && other->x > name->box.x - 2 &&
                      other->x < name->box.x + name->box.width + 2;

        if ((over && name->row == other->row) || mine || theirs ||
            fabs(name->x - other->x) < 2.5) {
            return false;
        }
    }
    return true;
}

static void try_name(YqChart *self, const YqAlong *along)
{
    YqTextStyle style = name_style(self, along);
    double width = yq_text_measure(name_text(along), &style.font).width;
    double x = yq_chart_x(self, along->along_km);
    YqRect u = self->upper;
    YqStripName name = {.along = along, .x = x};

    if (width > u.width) {
        return;
    }
    for (name.row = 0; name.row < self->n_rows; name.row++) {
        double bottom = self->rows.y + self->rows.height - 5 * self->em -
                        name.row * self->em * ROW_HEIGHT;

        /* into the room above the vertical axis' numbers, but not the small map's */
        double low = u.x - (self->page.rtl ? 0 : 20), high = u.x + u.width - width;

        name.box = (YqRect){CLAMP(x - width / 2, low, high + (self->page.rtl ? 20 : 0)),
                            bottom - self->em * ROW_HEIGHT, width, self->em * ROW_HEIGHT};
        if (is_free(self, &name)) {
            g_array_append_val(self->names, name);
            return;
        }
    }
}

static int by_rank(const void *a, const void *b)
{
    const YqAlong *x = *(const YqAlong *const *)a, *y = *(const YqAlong *const *)b;

    if (x->rank != y->rank) {
        return x->rank < y->rank ? 1 : -1;
    }
    return (x->along_km > y->along_km) - (x->along_km < y->along_km);
}

void yq_chart_names_choose(YqChart *self)
{
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    int rows = 0;

    g_array_set_size(self->names, 0);
    for (guint i = 0; i < self->along->len; i++) {
        g_ptr_array_add(order, &g_array_index(self->along, YqAlong, i));
    }
    if (order->len > 0) {
        g_ptr_array_sort(order, by_rank);
    }
    for (guint i = 0; i < order->len; i++) {
        try_name(self, order->pdata[i]);
    }
    for (guint i = 0; i < self->names->len; i++) {
        rows = MAX(rows, g_array_index(self->names, YqStripName, i).row + 1);
    }
    self->n_rows = MAX(rows, 1);
}

static void draw_place(YqChart *self, const YqStripName *name)
{
    const YqAlong *along = name->along;
    YqPaint dot = {.fill = yq_theme_colour(self->page.theme, "labels", "dot"),
                   .stroke = yq_theme_colour(self->page.theme, "labels", "dot-rim"),
                   .width = 0.7};
    int side = along->country[0] != '\0' ? yq_chart_side(self, along->country) : -1;
    double y = side >= 0 ? yq_chart_y(self, side, along->distance_km) : self->middle;

    if (y < self->upper.y || y > self->upper.y + self->upper.height) {
        return; /* farther off than the panel shows */
    }
    if (along->kind == YQ_ALONG_TRIPOINT) {
        yq_scene_symbol(self->page.scene, "triangle", name->x, self->middle, 7, &dot);
    } else if (along->kind == YQ_ALONG_CROSSING) {
        yq_scene_symbol(self->page.scene, "diamond", name->x, y, 6.5, &dot);
    } else {
        yq_scene_circle(self->page.scene, name->x, y, 2, &dot);
    }
}

void yq_chart_names_draw(YqChart *self)
{
    YqColour pale = yq_theme_colour(self->page.theme, "labels", "leader");
    YqRect last = self->lower.height > 0 ? self->lower : self->upper;

    pale.a = 0.45f;
    YqPaint thin = {.stroke = pale, .width = 0.5};

    yq_scene_begin(self->page.scene, "places", NULL);
    for (guint i = 0; i < self->names->len; i++) {
        const YqStripName *name = &g_array_index(self->names, YqStripName, i);
        YqTextStyle style = name_style(self, name->along);

        yq_chart_segment(self, name->x, name->box.y + name->box.height, name->x,
                         last.y + last.height, &thin);
        yq_scene_text(self->page.scene, name->box.x + name->box.width / 2,
                      name->box.y + name->box.height - 2.5 * self->em, YQ_ALIGN_MIDDLE, 0,
                      name_text(name->along), &style);
    }
    for (guint i = 0; i < self->names->len; i++) {
        draw_place(self, &g_array_index(self->names, YqStripName, i));
    }
    yq_scene_end(self->page.scene);
}

/* --- labels in the upper panel --- */

typedef struct Text {
    const char *text;
    YqTextStyle style;
    YqLabelCandidate candidates[YQ_POINT_CANDIDATES];
    YqExtents size;
} Text;

typedef struct Labels {
    YqChart *chart;
    GPtrArray *texts;  /* of Text */
    GArray *labels;    /* of YqLabel */
    GArray *obstacles; /* of YqRect */
    GArray *lines;     /* of YqXY */
} Labels;

static void add_label(Labels *self, YqXY at, double radius, const char *text,
                      const YqTextStyle *style, int priority, bool leaders)
{
    Text *added = g_new0(Text, 1);

    added->text = text;
    added->style = *style;
    added->size = yq_text_measure(text, &style->font);
    YqLabel label = {priority, at, (float)radius, added->candidates, 0, false};

    label.n_candidates = yq_label_point_candidates(
        at, radius + 1, added->size.width + 2 * LABEL_SIDE, style->font.size * 1.1,
        self->chart->page.rtl, leaders, added->candidates);
    g_ptr_array_add(self->texts, added);
    g_array_append_val(self->labels, label);
}

static void add_box(Labels *self, double x, double y, double radius)
{
    YqRect box = {x - radius, y - radius, 2 * radius, 2 * radius};

    g_array_append_val(self->obstacles, box);
}

static int by_importance(const void *a, const void *b)
{
    const YqMark *x = *(YqMark *const *)a, *y = *(YqMark *const *)b;

    return x->importance != y->importance ? (x->importance < y->importance ? 1 : -1)
                                          : x->number - y->number;
}

static void add_dates(Labels *self)
{
    YqChart *chart = self->chart;
    YqTextStyle style = yq_chart_style(chart, "furniture", "scale", "text");
    g_autoptr(GPtrArray) order = g_ptr_array_new();

    style.halo = yq_theme_colour(chart->page.theme, "labels", "halo");
    style.halo_width = 1.4;
    for (guint i = 0; i < chart->page.marks->len; i++) {
        YqMark *mark = YQ_MARK(&chart->page, i);

        if (mark->mapped) {
            g_ptr_array_add(order, mark);
            add_box(self, mark->xy.x, mark->xy.y, mark->radius);
            if (mark->moved) {
                g_array_append_val(self->lines, mark->at);
                g_array_append_val(self->lines, mark->xy);
            }
        }
    }
    if (order->len == 0) {
        return;
    }
    g_ptr_array_sort(order, by_importance);
    for (guint i = 0; i < MIN(order->len, MOST_DATES); i++) {
        const YqMark *mark = order->pdata[i];
        YqInterval when = mark->incident->when;

        if (when.start.year != 0 || when.end.year != 0) {
            g_autofree char *date = yq_say_interval(&chart->page, &when);

            add_label(self, mark->xy, mark->radius,
                      yq_arena_strdup(chart->page.arena, date), &style,
                      100 - (int)MIN(i, 95), order->len < 25);
        }
    }
}

static void add_claims(Labels *self)
{
    YqChart *chart = self->chart;
    YqTextStyle style = yq_chart_style(chart, "furniture", "scale", "text");

    style.colour = yq_theme_colour(chart->page.theme, "incidents", "disputed-line");
    style.halo = yq_theme_colour(chart->page.theme, "labels", "halo");
    style.halo_width = 1.4;
    style.font.bold = true;
    for (guint i = 0; i < chart->claims->len; i++) {
        const YqStripClaim *claim = &g_array_index(chart->claims, YqStripClaim, i);
        const YqMark *mark = YQ_MARK(&chart->page, claim->mark);

        if (claim->drawn) {
            add_box(self, claim->at.x, claim->at.y, claim->radius);
            g_array_append_val(self->lines, mark->xy);
            g_array_append_val(self->lines, claim->at);
        }
        add_label(self, claim->drawn ? claim->at : mark->xy,
                  claim->drawn ? claim->radius : mark->radius, claim->text, &style, 200,
                  true);
    }
}

/* The names of the two countries, and the border itself. */
static void add_ground(Labels *self)
{
    YqChart *chart = self->chart;
    YqRect u = chart->upper;
    YqRect border = {u.x, chart->middle - 1.5, u.width, 3};

    g_array_append_vals(self->obstacles, chart->country_box, 2);
    if (chart->lane.height > 0) {
        g_array_append_val(self->obstacles, chart->lane_box);
    }
    g_array_append_val(self->obstacles, border);
    for (guint i = 0; i < chart->names->len; i++) {
        const YqStripName *name = &g_array_index(chart->names, YqStripName, i);
        const YqAlong *along = name->along;
        int side = along->country[0] != '\0' ? yq_chart_side(chart, along->country) : -1;

        add_box(self, name->x,
                side >= 0 ? yq_chart_y(chart, side, along->distance_km) : chart->middle,
                3);
    }
}

static void draw_labels(Labels *self, const int *choice)
{
    YqChart *chart = self->chart;
    YqPaint thin = {.stroke = yq_theme_colour(chart->page.theme, "labels", "leader"),
                    .width = 0.5};

    for (guint i = 0; i < self->labels->len; i++) {
        const YqLabel *label = &g_array_index(self->labels, YqLabel, i);
        const Text *text = g_ptr_array_index(self->texts, i);

        if (choice[i] < 0) {
            continue;
        }
        const YqLabelCandidate *at = &text->candidates[choice[i]];

        if (at->leader) {
            YqXY ends[2];

            yq_label_leader(label, at, ends);
            yq_chart_segment(chart, ends[0].x, ends[0].y, ends[1].x, ends[1].y, &thin);
        }
        yq_scene_text(chart->page.scene, at->box.x + at->box.width / 2,
                      at->box.y + at->box.height * 0.8, YQ_ALIGN_MIDDLE, 0, text->text,
                      &text->style);
    }
}

void yq_chart_labels_draw(YqChart *chart)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) labels = g_array_new(FALSE, FALSE, sizeof(YqLabel));
    g_autoptr(GArray) obstacles = g_array_new(FALSE, FALSE, sizeof(YqRect));
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(YqXY));
    Labels self = {chart, texts, labels, obstacles, lines};
    YqRect u = chart->upper;

    add_ground(&self);
    add_dates(&self);
    add_claims(&self);
    g_autofree int *choice = g_new(int, labels->len + 1);
    YqLabelling problem = {
        .labels = (const YqLabel *)(const void *)labels->data,
        .n_labels = labels->len,
        .obstacles = (const YqRect *)(const void *)obstacles->data,
        .n_obstacles = obstacles->len,
        .lines = (const YqXY *)(const void *)lines->data,
        .n_lines = lines->len / 2,
        .frame = {u.x + 2, u.y + 2, u.width - 4, u.height + chart->lane.height - 4},
    };

    yq_labels_place(&problem, choice);
    yq_scene_begin(chart->page.scene, "labels", NULL);
    draw_labels(&self, choice);
    yq_scene_end(chart->page.scene);
}
