/* SPDX-License-Identifier: MIT */
#include "map/legend.h"

#include "map/density.h"
#include "map/hatch.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

typedef enum RowKind {
    ROW_TYPE,     /* an incident's symbol */
    ROW_UNLISTED, /* a small dot */
    ROW_DENSITY,  /* hexagons, on a line of their own below the words */
    ROW_KILLED,
    ROW_DATES,
    ROW_UNCERTAIN,
    ROW_DISPUTED,
    ROW_NAMED,
    ROW_TOWN,
    ROW_CAPITAL,
    ROW_BORDER,
    ROW_DISPUTED_BORDER,
    ROW_BAND,
    ROW_POST,
} RowKind;

typedef struct Row {
    RowKind kind;
    const YqMark *mark; /* an example of it */
    char *text;         /* of the page's arena */
} Row;

/* More types than this would hide too much of the map. */
enum { MOST_TYPES = 4 };

#define ROW_HEIGHT 12.5
#define KEY_WIDTH (24.0 * page->type_scale)
#define PAD (6.0 * page->type_scale)
#define LEGEND_HEAD (12.0 * page->type_scale)

/* Points of the row of sizes: before the circles, of the lines to the numbers, and
 * between those and the words. */
#define KILLED_EDGE (3.0 * page->type_scale)
#define KILLED_LINE (9.0 * page->type_scale)
#define KILLED_GAP (7.0 * page->type_scale)

static void add_row(YqPage *page, GArray *rows, RowKind kind, const YqMark *mark,
                    const char *text)
{
    Row row = {kind, mark, yq_arena_strdup(page->arena, text)};

    g_array_append_val(rows, row);
}

static bool same_type(const YqIncident *a, const YqIncident *b)
{
    return a->type == b->type && g_strcmp0(a->type_text, b->type_text) == 0;
}

static bool has_type(const GArray *rows, const YqPage *page, const YqMark *mark)
{
    for (guint i = 0; i < rows->len; i++) { /* of thousands, without asking for words */
        const Row *row = &g_array_index(rows, Row, i);

        if (row->kind == ROW_TYPE && same_type(row->mark->incident, mark->incident)) {
            return true;
        }
    }
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);

        if (row->kind == ROW_TYPE &&
            strcmp(row->text, yq_say_type(page, mark->incident)) == 0) {
            return true;
        }
    }
    return false;
}

static void add_types(YqPage *page, GArray *rows)
{
    const GArray *marks = yq_page_explained(page);

    for (guint i = 0; i < marks->len; i++) {
        const YqMark *mark = &g_array_index(marks, YqMark, i);

        if (mark->mapped && mark->number > 0 && !has_type(rows, page, mark)) {
            add_row(page, rows, ROW_TYPE, mark, yq_say_type(page, mark->incident));
        }
    }
}

static double least_radius(const YqPage *page)
{
    return page->symbol_scale * yq_theme_number(page->theme, "incidents", "smallest") / 2;
}

static double area_per_killed(const YqPage *page)
{
    return page->symbol_scale * page->symbol_scale * YQ_AREA_PER_KILLED;
}

static const YqMark *biggest(const YqPage *page)
{
    const GArray *marks = yq_page_explained(page);
    const YqMark *most = NULL;

    for (guint i = 0; i < marks->len; i++) {
        const YqMark *mark = &g_array_index(marks, YqMark, i);

        if (mark->mapped && mark->number > 0 &&
            (most == NULL || mark->radius > most->radius)) {
            most = mark;
        }
    }
    return most != NULL && most->radius > least_radius(page) * 1.15 ? most : NULL;
}

static bool has_unlisted(const YqPage *page)
{
    if (page->common != NULL) {
        return page->common->unlisted;
    }
    for (guint i = 0; i < page->marks->len; i++) {
        if (YQ_MARK(page, i)->mapped && YQ_MARK(page, i)->number == 0 &&
            !YQ_MARK(page, i)->dense) {
            return true;
        }
    }
    return false;
}

/* Whether each type stands beside its words in the list, and that is enough. */
static bool leaves_out_types(const YqPage *page, guint n_types)
{
    bool listed = page->common != NULL ? !page->common->unlisted && page->panel.width > 0
                                       : page->all_listed;

    return listed && (page->legend_in_panel ? page->common == NULL && page->legend_brief
                                            : n_types > MOST_TYPES);
}

static void add_incident_rows(YqPage *page, GArray *rows)
{
    const GArray *marks = yq_page_explained(page);
    bool uncertain = false, disputed = false;

    for (guint i = 0; i < marks->len; i++) {
        const YqMark *mark = &g_array_index(marks, YqMark, i);

        uncertain |=
            mark->mapped && mark->number > 0 && mark->uncertainty > mark->radius * 1.1;
        disputed |= mark->mapped && mark->number > 0 && mark->disputed_drawn;
    }
    add_types(page, rows);
    if (leaves_out_types(page, rows->len)) {
        g_array_set_size(rows, 0);
    }
    if (has_unlisted(page)) {
        add_row(page, rows, ROW_UNLISTED, NULL, yq_say(page, "legend.unlisted"));
    }
    if (page->density != NULL || page->expect_density) {
        add_row(page, rows, ROW_DENSITY, NULL, yq_say(page, "legend.density"));
    }
    if (biggest(page) != NULL) {
        add_row(page, rows, ROW_KILLED, biggest(page), yq_say(page, "killed.legend"));
    }
    if (g_strcmp0(page->options->colour_by, "date") == 0) {
        g_autofree char *text =
            g_strconcat(yq_say(page, "earlier"), " – ", yq_say(page, "later"), NULL);

        add_row(page, rows, ROW_DATES, NULL, text);
    }
    if (uncertain) {
        add_row(page, rows, ROW_UNCERTAIN, NULL, yq_say(page, "uncertain"));
    }
    if (disputed) {
        add_row(page, rows, ROW_DISPUTED, NULL, yq_say(page, "claimed"));
    }
}

static void add_map_rows(YqPage *page, GArray *rows)
{
    bool named = false, text = yq_annotations_n_articles(page->annotations) > 0;

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        named |= (town->inside || page->projection.string == NULL) && !town->area &&
                 town->weight > 0;
    }
    if (named && text) {
        add_row(page, rows, ROW_NAMED, NULL, yq_say(page, "legend.named"));
        add_row(page, rows, ROW_TOWN, NULL, yq_say(page, "legend.town"));
    }
    if (page->drawn_borders) {
        add_row(page, rows, ROW_BORDER, NULL, yq_say(page, "legend.border"));
    }
    if (yq_page_has_posts(page)) {
        add_row(page, rows, ROW_POST, NULL, yq_say(page, "legend.post"));
    }
    if (yq_page_band_km(page) > 0) {
        g_autofree char *number = yq_say_number(page, yq_page_band_km(page), 1);
        g_autofree char *km = g_strconcat(number, "\u00a0", yq_say(page, "km"), NULL);
        g_autofree char *text = yq_say_with(page, "legend.band", "km", km, NULL);

        add_row(page, rows, ROW_BAND, NULL, text);
    }
    if (page->drawn_disputed) {
        add_row(page, rows, ROW_DISPUTED_BORDER, NULL,
                yq_say(page, "legend.disputed_border"));
    }
}

static GArray *rows_of(YqPage *page)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(Row));

    add_incident_rows(page, rows);
    if (!page->legend_least) {
        add_map_rows(page, rows);
    }
    return rows;
}

/* The scale of sizes needs more than the others: round numbers, largest first. */
static int killed_steps(const YqPage *page, const YqMark *most, double out[3])
{
    static const double nice[] = {1000, 500, 200, 100, 50, 20, 10, 5, 1};
    double a = most->radius * most->radius - least_radius(page) * least_radius(page);
    double dead = a * G_PI / area_per_killed(page);
    int n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(nice) && n < 2; i++) {
        if (nice[i] <= dead * 1.01 && (n == 0 || nice[i] <= out[0] / 4)) {
            out[n++] = nice[i];
        }
    }
    return n;
}

static double row_height(const YqPage *page, const Row *row)
{
    double height = ROW_HEIGHT * page->type_scale;

    return row->kind == ROW_KILLED    ? MAX(2 * row->mark->radius + 7, height)
           : row->kind == ROW_DENSITY ? 2.2 * height
                                      : height;
}

static YqFont legend_font(const YqPage *page)
{
    YqFont font = yq_theme_font(page->theme, "furniture", "legend");

    font.size *= 0.92;
    return font;
}

static double killed_radius(const YqPage *page, double dead)
{
    double least = least_radius(page);

    return sqrt(least * least + dead * area_per_killed(page) / G_PI);
}

/* Circles one in the other, the numbers beside their tops, then the words. */
static double killed_width(const YqPage *page, const Row *row)
{
    YqFont font = legend_font(page);
    double steps[3];
    int n = killed_steps(page, row->mark, steps);
    double numbers = 0;

    for (int i = 0; i < n; i++) {
        g_autofree char *number = yq_say_number(page, steps[i], 0);

        numbers = MAX(numbers, yq_text_measure(number, &font).width);
    }
    return KILLED_EDGE + 2 * killed_radius(page, n > 0 ? steps[0] : 0) + KILLED_LINE +
           numbers + KILLED_GAP + yq_text_measure(row->text, &font).width;
}

static double row_width(const YqPage *page, const Row *row)
{
    YqFont font = legend_font(page);

    font.bold = row->kind == ROW_NAMED;
    return row->kind == ROW_KILLED ? killed_width(page, row)
                                   : KEY_WIDTH + yq_text_measure(row->text, &font).width;
}

/* Rows from one index to another, as a column. */
static void column_size(const YqPage *page, const GArray *rows, guint from, guint to,
                        double *width, double *height)
{
    *width = *height = 0;
    for (guint i = from; i < to; i++) {
        const Row *row = &g_array_index(rows, Row, i);

        *width = MAX(*width, row_width(page, row));
        *height += row_height(page, row);
    }
}

static guint first_column(const YqPage *page, const GArray *rows)
{
    return rows->len > 8 && !page->legend_in_panel ? (rows->len + 1) / 2 : rows->len;
}

void yq_legend_size(YqPage *page, double *width, double *height)
{
    g_autoptr(GArray) rows = rows_of(page);
    guint split = first_column(page, rows);
    double w1, h1, w2, h2;

    *width = *height = 0;
    if (rows->len < (page->legend_least ? 1 : 2)) {
        return;
    }
    column_size(page, rows, 0, split, &w1, &h1);
    column_size(page, rows, split, rows->len, &w2, &h2);
    *width = 2 * PAD + w1 + (w2 > 0 ? w2 + 10 : 0);
    *height = 2 * PAD + MAX(h1, h2) + LEGEND_HEAD;
}

/* --- drawing --- */

static void draw_stroke(YqPage *page, double x, double y, const YqPaint *paint)
{
    YqXY points[2] = {{(float)(x - 8.5), (float)y}, {(float)(x + 8.5), (float)y}};
    uint32_t end = 2;

    yq_scene_path(page->scene, &(YqPath){points, &end, 1, false}, paint);
}

static void draw_uncertain(YqPage *page, double x, double y)
{
    YqColour colour = yq_theme_colour(page->theme, "incidents", "uncertain"),
             line = colour;
    YqXY ring[25];
    uint32_t end = 25;

    for (int i = 0; i < 25; i++) {
        ring[i] = (YqXY){(float)(x + 5.2 * cos(i * G_PI / 12)),
                         (float)(y + 5.2 * sin(i * G_PI / 12))};
    }
    line.a = 0.4f;
    yq_scene_path(
        page->scene, &(YqPath){ring, &end, 1, true},
        &(YqPaint){.fill = yq_theme_colour(page->theme, "incidents", "uncertain-fill"),
                   .stroke = colour,
                   .width = 0.7,
                   .dash = {2, 1.5},
                   .n_dash = 2});
    yq_hatch(page->scene, ring, 25, 3, &(YqPaint){.stroke = line, .width = 0.5});
}

/* From a circle's top to its number. */
static void draw_killed_step(YqPage *page, double dead, double x, double bottom,
                             double end, double y)
{
    YqTextStyle style = {
        legend_font(page), yq_theme_colour(page->theme, "page", "text"), {0, 0, 0, 0}, 0};
    YqColour quiet = yq_theme_colour(page->theme, "labels", "leader");
    double r = killed_radius(page, dead);
    g_autofree char *number = yq_say_number(page, dead, 0);
    YqXY line[3] = {{(float)x, (float)(bottom - 2 * r)},
                    {(float)(end - (page->rtl ? -4 : 4)), (float)y},
                    {(float)end, (float)y}};
    uint32_t n = 3;

    yq_scene_circle(page->scene, x, bottom - r, r,
                    &(YqPaint){.stroke = style.colour, .width = 0.7});
    yq_scene_path(page->scene, &(YqPath){line, &n, 1, false},
                  &(YqPaint){.stroke = quiet, .width = 0.4});
    yq_scene_text(page->scene, end + (page->rtl ? -2 : 2), y + style.font.size * 0.36,
                  page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START, 0, number, &style);
}

static void draw_killed(YqPage *page, const Row *row, double edge, double y)
{
    double steps[3], numbers = 0;
    int n = killed_steps(page, row->mark, steps), side = page->rtl ? -1 : 1;
    YqTextStyle style = {
        legend_font(page), yq_theme_colour(page->theme, "page", "text"), {0, 0, 0, 0}, 0};
    double r = n > 0 ? killed_radius(page, steps[0]) : 0;
    double x = edge + side * (KILLED_EDGE + r), bottom = y + r;
    double end = x + side * (r + KILLED_LINE - 2);
    double apart = style.font.size * 1.15;

    for (int i = 0; i < n; i++) {
        double top = bottom - 2 * killed_radius(page, steps[i]);
        g_autofree char *number = yq_say_number(page, steps[i], 0);

        /* the numbers stand apart, about the middle of the row */
        draw_killed_step(page, steps[i], x, bottom, end,
                         n == 1   ? top
                         : i == 0 ? MIN(top + 2, y - apart / 2)
                                  : MAX(top, y + apart / 2));
        numbers = MAX(numbers, yq_text_measure(number, &style.font).width);
    }
    yq_scene_text(page->scene, end + side * (2 + numbers + KILLED_GAP),
                  y + style.font.size * 0.36, page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START,
                  0, row->text, &style);
}

static void draw_dates(YqPage *page, double x, double y)
{
    YqColour a = yq_theme_colour(page->theme, "incidents", "early");
    YqColour b = yq_theme_colour(page->theme, "incidents", "late");

    for (int i = 0; i < 6; i++) {
        float t = (float)i / 5;
        YqColour c = {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t,
                      1};

        yq_scene_rect(page->scene,
                      (YqRect){x + (page->rtl ? 6 - 3 * i : -9 + 3 * i), y - 3, 3, 6}, 0,
                      &(YqPaint){.fill = c});
    }
}

/* The words, and below them a hexagon of each class with the number it begins with. */
static void draw_density(YqPage *page, const Row *row, double edge, double top)
{
    YqTextStyle style = {
        legend_font(page), yq_theme_colour(page->theme, "page", "text"), {0, 0, 0, 0}, 0};
    YqColour colour = page->density->colour;
    YqAlign align = page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START;
    int side = page->rtl ? -1 : 1;
    double line = row_height(page, row) / 2, x = edge + side * KEY_WIDTH;
    double y = top + 1.4 * line;

    yq_scene_text(page->scene, x, top + line / 2 + style.font.size * 0.36, align, 0,
                  row->text, &style);
    for (int i = 0; i < page->density->n_classes; i++) {
        bool last = i + 1 == page->density->n_classes;
        g_autofree char *number = yq_say_number(page, page->density->least[i], 0);
        g_autofree char *text = g_strconcat(number, last && i > 0 ? "+" : "", NULL);

        yq_density_hexagon(page, (YqXY){(float)(x + side * 4), (float)y},
                           page->density->size, colour, i);
        x += side * 11;
        yq_scene_text(page->scene, x, y + style.font.size * 0.36, align, 0, text, &style);
        x += side * (yq_text_measure(text, &style.font).width + 7);
    }
}

static YqPaint border_paint(const YqPage *page, const char *key, const char *width)
{
    return (YqPaint){.stroke = yq_theme_colour(page->theme, "map", key),
                     .width = yq_theme_number(page->theme, "map", width)};
}

static void draw_key(YqPage *page, const Row *row, double x, double y)
{
    YqPaint dot = {.fill = yq_theme_colour(page->theme, "labels", "dot")};
    YqPaint line = border_paint(page, "border", "border-width");

    switch (row->kind) {
    case ROW_TYPE:
        yq_page_mark_symbol(page, row->mark, x, y, 5.4 * page->type_scale, false);
        break;
    case ROW_UNLISTED:
        yq_scene_circle(
            page->scene, x, y, 2.4,
            &(YqPaint){.fill = yq_theme_colour(page->theme, "incidents", "violence")});
        break;
    case ROW_DATES:
        draw_dates(page, x, y);
        break;
    case ROW_UNCERTAIN:
        draw_uncertain(page, x, y);
        break;
    case ROW_DISPUTED:
        draw_stroke(page, x, y,
                    &(YqPaint){.stroke = yq_theme_colour(page->theme, "incidents",
                                                         "disputed-line"),
                               .width = 1,
                               .dash = {2, 2},
                               .n_dash = 2});
        break;
    case ROW_NAMED:
        yq_scene_circle(page->scene, x, y, 2.2, &dot);
        break;
    case ROW_TOWN:
        yq_scene_circle(page->scene, x, y, 1.5, &dot);
        break;
    case ROW_CAPITAL:
        yq_scene_rect(page->scene, (YqRect){x - 2, y - 2, 4, 4}, 0, &dot);
        break;
    case ROW_BAND:
        yq_page_band_key(page, x, y);
        break;
    case ROW_POST:
        yq_page_post_key(page, x, y);
        break;
    case ROW_DISPUTED_BORDER:
        line = border_paint(page, "disputed", "disputed-width");
        line.dash[0] = 4;
        line.dash[1] = 2.4;
        line.n_dash = 2;
        draw_stroke(page, x, y, &line);
        break;
    default:
        draw_stroke(page, x, y, &line);
    }
}

/* A column of rows whose outer edge is at @edge: left, or right on a page that runs from
 * there. */
static void draw_column(YqPage *page, const GArray *rows, guint from, guint to,
                        double edge, double top)
{
    int side = page->rtl ? -1 : 1;
    YqTextStyle style = {
        legend_font(page), yq_theme_colour(page->theme, "page", "text"), {0, 0, 0, 0}, 0};

    for (guint i = from; i < to; i++) {
        const Row *row = &g_array_index(rows, Row, i);
        double h = row_height(page, row), y = top + h / 2;

        if (row->kind == ROW_KILLED) {
            draw_killed(page, row, edge, y);
        } else if (row->kind == ROW_DENSITY) {
            draw_density(page, row, edge, top);
        } else {
            bool bold = row->kind == ROW_NAMED;
            YqTextStyle s = style;

            s.font.bold = bold;
            draw_key(page, row, edge + side * 10 * page->type_scale, y);
            yq_scene_text(page->scene, edge + side * KEY_WIDTH,
                          y + style.font.size * 0.36,
                          page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START, 0, row->text, &s);
        }
        top += h;
    }
}

void yq_legend_draw(YqPage *page, YqRect rect)
{
    g_autoptr(GArray) rows = rows_of(page);
    guint split = first_column(page, rows);
    YqTextStyle title = {yq_theme_font(page->theme, "furniture", "legend-title"),
                         yq_theme_colour(page->theme, "page", "text"),
                         {0, 0, 0, 0},
                         0};
    double edge = page->rtl ? rect.x + rect.width - PAD : rect.x + PAD, w, h;

    yq_scene_text(page->scene, edge, rect.y + PAD + title.font.size * 0.8,
                  page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START, 0, yq_say(page, "legend"),
                  &title);
    draw_column(page, rows, 0, split, edge, rect.y + PAD + LEGEND_HEAD);
    column_size(page, rows, 0, split, &w, &h);
    draw_column(page, rows, split, rows->len, page->rtl ? edge - w - 10 : edge + w + 10,
                rect.y + PAD + LEGEND_HEAD);
}
