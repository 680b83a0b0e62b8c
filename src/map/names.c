/* SPDX-License-Identifier: MIT */
/* Names of towns, and the placing and drawing of all names. */
#include "map/names.h"

#include <math.h>
#include <string.h>

/* Kept first to last: what the articles name, then countries, then orientation. */
enum { PRIORITY_NAMED = 90, PRIORITY_ORIENTATION = 10 };

static void name_free(gpointer data)
{
    YqName *name = data;

    g_array_unref(name->candidates);
    if (name->curves != NULL) {
        g_ptr_array_unref(name->curves);
    }
    g_free(name);
}

YqTextStyle yq_name_style(const YqPage *page, const char *font, const char *colour)
{
    return (YqTextStyle){yq_theme_font(page->theme, "labels", font),
                         yq_theme_colour(page->theme, "labels", colour),
                         yq_theme_colour(page->theme, "labels", "halo"),
                         yq_theme_number(page->theme, "labels", "halo-width")};
}

YqName *yq_names_add(YqNames *self, YqNameKind kind, const char *what, const char *text,
                     const char *second, const YqTextStyle *style,
                     const YqTextStyle *second_style)
{
    YqName *name = g_new0(YqName, 1);
    YqExtents size = yq_text_measure(text, &style->font);
    double tight =
        0.18; /* lines of a font are set for accents on capitals: take some off */

    *name = (YqName){.kind = kind,
                     .what = what,
                     .text = text,
                     .second = second,
                     .style = *style,
                     .width = size.width,
                     .town = -1,
                     .candidates = g_array_new(FALSE, FALSE, sizeof(YqLabelCandidate))};
    name->baseline = size.ascent * (1 - tight);
    name->height = name->baseline + size.descent * (1 - tight);
    if (second != NULL) {
        YqExtents below = yq_text_measure(second, &second_style->font);

        name->second_style = *second_style;
        name->width = MAX(size.width, below.width);
        name->second_baseline = name->height + below.ascent * (1 - 1.3 * tight);
        name->height = name->second_baseline + below.descent * (1 - tight);
    }
    name->width += 2 * YQ_NAME_SIDE;
    g_ptr_array_add(self->all, name);
    return name;
}

YqTextStyle yq_name_below(const YqTextStyle *style, const char *text)
{
    YqTextStyle below = *style;

    below.font.size *= 0.8;
    below.font.bold = false;
    below.font.spacing = yq_name_is_joined(text) ? 0 : 0.06 * below.font.size;
    return below;
}

void yq_name_add_line(YqName *name, const char *text)
{
    double step = name->second_baseline - name->baseline;
    double width = yq_text_measure(text, &name->second_style.font).width;

    name->third = text;
    name->third_baseline = name->second_baseline + step;
    name->height += step;
    name->width = MAX(name->width, width + 2 * YQ_NAME_SIDE);
}

void yq_name_candidate(YqName *name, double x, double y, double cost, bool leader)
{
    YqLabelCandidate candidate = {
        {x - name->width / 2, y - name->height / 2, name->width, name->height},
        cost,
        leader};

    g_array_append_val(name->candidates, candidate);
}

double yq_names_continental(const YqPage *page)
{
    return CLAMP(1 - (page->projection.km_per_point - 5) / 20, 0.75, 1);
}

void yq_names_drop(YqNames *self)
{
    g_ptr_array_set_size(self->all, (int)self->all->len - 1);
}

/* --- towns --- */

static double dot_radius(const YqPage *page, const YqTown *town)
{
    return page->type_scale * (town->place >= 0 ? 2.2 : town->capital ? 2.0 : 1.5);
}

static void add_around(YqName *name, bool rtl)
{
    /* direction from the dot, and what it costs: beside is best, on the side that reading
     * starts from it */
    static const struct {
        int dx, dy;
        double cost;
    } around[] = {{1, 0, 0},   {1, -1, 0.15}, {1, 1, 0.25},  {0, -1, 0.35},
                  {0, 1, 0.4}, {-1, 0, 0.3},  {-1, -1, 0.4}, {-1, 1, 0.5}};
    double gap = name->anchor_radius + 2.2 - YQ_NAME_SIDE;

    for (size_t i = 0; i < G_N_ELEMENTS(around); i++) {
        int side = rtl ? -around[i].dx : around[i].dx, up = around[i].dy;
        bool corner = side != 0 && up != 0;
        double dx = side * (name->width / 2 + (corner ? gap * 0.7 : gap));
        double dy = up * (name->height / 2 + (corner ? 0 : name->anchor_radius + 1));

        yq_name_candidate(name, name->anchor.x + dx, name->anchor.y + dy, around[i].cost,
                          false);
    }
}

/* Farther off, with a line to the dot; the more names there are, the fewer places each.
 */
static void add_afar(YqName *name, size_t n_named, bool named)
{
    static const double distances[] = {9, 15, 22, 30, 40, 52, 68, 88};
    size_t n = !named ? 3 : n_named <= 70 ? 8 : n_named <= 140 ? 6 : 4;
    int steps = !named ? 8 : n_named <= 140 ? 16 : 12;

    for (size_t k = 0; k < n; k++) {
        for (int i = 0; i < steps; i++) {
            double angle = 2 * G_PI * i / steps, d = name->anchor_radius + distances[k];
            double c = cos(angle), s = sin(angle);
            /* the box touches the circle of that distance with its nearest edge */
            double dx = c * d + (fabs(c) < 0.2 ? 0 : copysign(name->width / 2, c));
            double dy = s * d + (fabs(s) < 0.2 ? 0 : copysign(name->height / 2, s));

            yq_name_candidate(name, name->anchor.x + dx, name->anchor.y + dy,
                              1.5 + distances[k] / 8, true);
        }
    }
}

static int town_priority(const YqTown *town)
{
    if (town->place >= 0 || town->weight > 0) {
        return PRIORITY_NAMED + (int)MIN(town->weight * 2, 20);
    }
    return PRIORITY_ORIENTATION + (town->capital ? 12 : 0) + (town->site ? 10 : 0) +
           (int)MIN(log10(1 + (double)town->population), 9);
}

bool yq_page_is_told(const YqPage *page, const YqTown *town)
{
    return town->place >= 0 &&
           yq_annotations_place(page->annotations, (size_t)town->place)->n_mentions > 0;
}

/* The name of a town whose dot an incident's symbol covers stands beside the symbol. */
static void anchor_at_mark(const YqPage *page, YqName *name)
{
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number > 0 &&
            hypot(mark->xy.x - name->anchor.x, mark->xy.y - name->anchor.y) <
                mark->radius) {
            name->anchor = mark->xy;
            name->anchor_radius = mark->radius + 0.8;
            return;
        }
    }
}

static void add_town(YqNames *self, guint i)
{
    YqPage *page = self->page;
    const YqTown *town = YQ_TOWN(page, i);
    bool named = town->weight > 0;
    YqTextStyle style = yq_name_style(page,
                                      yq_page_is_told(page, town) ? "town-named"
                                      : town->capital             ? "capital"
                                                                  : "town",
                                      named ? "named-colour" : "town-colour");
    YqTextStyle below = style;

    style.font.size *=
        self->scale * (town->capital && !named ? yq_names_continental(page) : 1);
    below.font.bold = false;
    below.font.size = 0.92 * style.font.size;
    YqName *name = yq_names_add(self, YQ_NAME_TOWN, "town", town->name, town->second,
                                &style, &below);

    name->town = (int)i;
    name->anchor = town->xy;
    name->anchor_radius = dot_radius(page, town);
    anchor_at_mark(page, name);
    name->priority = town_priority(town);
    name->must = named;
    name->spare = !named && !town->capital && !town->site;
    add_around(name, page->rtl);
    if (named || town->site || town->capital) {
        add_afar(name, self->n_named, named || town->site);
    }
}

/* A cell of a grid over the page, for whether a dot is already there. */
static void add_dot_obstacle(YqPage *page, const YqTown *town)
{
    double r = dot_radius(page, town) + 0.4;
    YqRect box = {town->xy.x - r, town->xy.y - r, 2 * r, 2 * r};

    g_array_append_val(page->obstacles, box);
}

static void draw_dots(YqPage *page)
{
    YqColour dark = yq_theme_colour(page->theme, "labels", "dot");
    YqColour rim = yq_theme_colour(page->theme, "labels", "dot-rim");

    yq_scene_begin(page->scene, "towns", &page->frame);
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);
        YqPaint paint = {.fill = dark, .stroke = rim, .width = 0.7};

        if (!town->inside || town->area || (town->weight <= 0 && town->crowded)) {
            continue;
        }
        if (town->capital) {
            yq_scene_rect(page->scene, (YqRect){town->xy.x - 2, town->xy.y - 2, 4, 4}, 0,
                          &paint);
        } else {
            yq_scene_circle(page->scene, town->xy.x, town->xy.y, dot_radius(page, town),
                            &paint);
        }
    }
    yq_scene_end(page->scene);
}

/* --- drawing --- */

static void draw_leader_line(YqPage *page, const YqName *name, const YqRect *box)
{
    /* to the nearest point of the box */
    float x = (float)CLAMP(name->anchor.x, box->x, box->x + box->width);
    float y = (float)CLAMP(name->anchor.y, box->y + 1, box->y + box->height - 1);
    double dx = x - name->anchor.x, dy = y - name->anchor.y, d = hypot(dx, dy);

    if (d < name->anchor_radius + 2) {
        return;
    }
    double off = name->anchor_radius + 0.5;
    YqXY points[2] = {
        {(float)(name->anchor.x + dx / d * off), (float)(name->anchor.y + dy / d * off)},
        {(float)(x - dx / d * 1.2), (float)(y - dy / d * 1.2)}};
    uint32_t end = 2;
    YqPaint paint = {.stroke = yq_theme_colour(page->theme, "labels", "leader"),
                     .width = yq_theme_number(page->theme, "labels", "leader-width")};

    yq_scene_path(page->scene, &(YqPath){points, &end, 1, false}, &paint);
}

static void draw_lines_of(YqPage *page, const YqName *name, const YqRect *box)
{
    YqAlign align = YQ_ALIGN_MIDDLE;
    double x = box->x + box->width / 2;

    if (name->kind == YQ_NAME_TOWN && box->x + YQ_NAME_SIDE >= name->anchor.x) {
        align = YQ_ALIGN_START;
        x = box->x + YQ_NAME_SIDE;
    } else if (name->kind == YQ_NAME_TOWN &&
               box->x + box->width - YQ_NAME_SIDE <= name->anchor.x) {
        align = YQ_ALIGN_END;
        x = box->x + box->width - YQ_NAME_SIDE;
    }
    yq_scene_text(page->scene, x, box->y + name->baseline, align, 0, name->text,
                  &name->style);
    if (name->second != NULL) {
        yq_scene_text(page->scene, x, box->y + name->second_baseline, align, 0,
                      name->second, &name->second_style);
    }
    if (name->third != NULL) {
        yq_scene_text(page->scene, x, box->y + name->third_baseline, align, 0,
                      name->third, &name->second_style);
    }
}

static void draw_along_below(YqPage *page, const YqName *name, const GArray *curve)
{
    g_autofree YqXY *points = g_memdup2(curve->data, curve->len * sizeof *points);

    for (guint i = 0; i < curve->len; i++) {
        points[i].y += (float)(name->second_baseline - name->baseline);
    }
    yq_scene_text_along(page->scene, points, curve->len, name->second,
                        &name->second_style);
}

static void draw_name(YqPage *page, const YqName *name, int choice)
{
    const YqLabelCandidate *chosen =
        &g_array_index(name->candidates, YqLabelCandidate, choice);

    yq_scene_begin(page->scene, name->what, NULL);
    if (chosen->leader) {
        draw_leader_line(page, name, &chosen->box);
    }
    if (name->kind == YQ_NAME_CURVE) {
        const GArray *curve = name->curves->pdata[choice];

        yq_scene_text_along(page->scene, (const YqXY *)curve->data, curve->len,
                            name->text, &name->style);
        if (name->second != NULL) {
            draw_along_below(page, name, curve);
        }
    } else {
        draw_lines_of(page, name, &chosen->box);
    }
    yq_scene_end(page->scene);
}

/* --- placing --- */

static void place(YqNames *self, int *choice)
{
    YqPage *page = self->page;
    g_autofree YqLabel *labels = g_new0(YqLabel, self->all->len + 1);

    for (guint i = 0; i < self->all->len; i++) {
        const YqName *name = self->all->pdata[i];

        labels[i] =
            (YqLabel){.priority = name->priority,
                      .spare = name->spare,
                      .anchor = name->anchor,
                      .anchor_radius = name->anchor_radius,
                      .candidates = (const YqLabelCandidate *)name->candidates->data,
                      .n_candidates = name->candidates->len};
    }
    YqRect f = page->frame;
    YqLabelling problem = {
        .labels = labels,
        .n_labels = self->all->len,
        .obstacles = (const YqRect *)page->obstacles->data,
        .n_obstacles = page->obstacles->len,
        .lines = (const YqXY *)page->lines->data,
        .n_lines = page->lines->len / 2,
        .frame = {f.x + 2, f.y + 2, f.width - 4, f.height - 4},
    };

    yq_labels_place(&problem, choice);
}

static void report(YqNames *self, const int *choice)
{
    YqPage *page = self->page;

    for (guint i = 0; i < self->all->len; i++) {
        const YqName *name = self->all->pdata[i];

        if (choice[i] >= 0) {
            continue;
        }
        if (name->town >= 0) {
            YQ_TOWN(page, name->town)->crowded = true;
        }
        if (name->must) {
            g_string_append_printf(page->unplaced, "%s\n", name->text);
        }
    }
}

/* Very many names that must stand are set smaller. */
static void weigh_towns(YqNames *self)
{
    YqPage *page = self->page;
    double lines = 0;

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->inside && !town->area && town->weight > 0) {
            self->n_named++;
            lines += town->second != NULL ? 1.6 : 1;
        }
    }
    double each = page->frame.width * page->frame.height / MAX(lines, 1);

    self->scale = CLAMP(sqrt(each / 6000), 0.8, 1);
}

static void add_towns(YqNames *self)
{
    YqPage *page = self->page;

    weigh_towns(self);

    for (guint i = 0; i < page->towns->len; i++) {
        if (YQ_TOWN(page, i)->inside && !YQ_TOWN(page, i)->area) {
            add_dot_obstacle(page, YQ_TOWN(page, i));
            add_town(self, i);
        }
    }
}

/* Borders break off where a name stands. Names along a curve have boxes along it: a
 * single one would be far larger than their letters. */
static void add_curved_gaps(YqPage *page, const YqName *name, const GArray *curve)
{
    double size = name->style.font.size, length = 0, gone = 0;

    for (guint i = 1; i < curve->len; i++) {
        const YqXY *two = &g_array_index(curve, YqXY, i - 1);

        length += hypot(two[1].x - two[0].x, two[1].y - two[0].y);
    }
    for (guint i = 1; i < curve->len; i++) {
        const YqXY *two = &g_array_index(curve, YqXY, i - 1);
        double step = hypot(two[1].x - two[0].x, two[1].y - two[0].y);

        gone += step;
        if (fabs(gone - step / 2 - length / 2) < (name->width + step) / 2) {
            double top = MIN(two[0].y, two[1].y) - 0.75 * size;
            YqRect box = {MIN(two[0].x, two[1].x) - 1, top,
                          fabsf(two[1].x - two[0].x) + 2,
                          MAX(two[0].y, two[1].y) + 0.2 * size - top};

            g_array_append_val(page->gaps, box);
        }
    }
}

static void add_gaps(YqPage *page, const YqName *name, int choice)
{
    if (name->kind == YQ_NAME_CURVE && name->second == NULL) {
        add_curved_gaps(page, name, name->curves->pdata[choice]);
    } else {
        g_array_append_val(page->gaps,
                           g_array_index(name->candidates, YqLabelCandidate, choice).box);
    }
}

void yq_page_names_bare(YqPage *page)
{
    YqNames self = {page, g_ptr_array_new_with_free_func(name_free), 1, 0};

    yq_names_countries(&self);
    g_autofree int *choice = g_new(int, self.all->len + 1);

    place(&self, choice);
    for (guint i = 0; i < self.all->len; i++) {
        if (choice[i] >= 0) {
            draw_name(page, self.all->pdata[i], choice[i]);
        }
    }
    g_ptr_array_unref(self.all);
}

void yq_page_names(YqPage *page)
{
    YqNames self = {page, g_ptr_array_new_with_free_func(name_free), 1, 0};

    add_towns(&self);
    yq_names_countries(&self);
    yq_names_regions(&self);
    yq_names_seas(&self);
    yq_names_rivers(&self);
    yq_names_border(&self);
    yq_page_lap(page, "names");
    g_autofree int *choice = g_new(int, self.all->len + 1);

    place(&self, choice);
    yq_page_lap(page, "placing");
    report(&self, choice);
    yq_scene_begin(page->scene, "provinces", &page->frame);
    yq_page_provinces(page);
    yq_scene_end(page->scene);
    draw_dots(page);
    yq_scene_begin(page->scene, "names", &page->frame);
    for (guint i = 0; i < self.all->len; i++) {
        if (choice[i] >= 0) {
            draw_name(page, self.all->pdata[i], choice[i]);
            add_gaps(page, self.all->pdata[i], choice[i]);
        }
    }
    yq_scene_end(page->scene);
    g_ptr_array_unref(self.all);
}
