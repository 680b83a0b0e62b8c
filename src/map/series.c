/* SPDX-License-Identifier: MIT */
/* A map for each period, all with one extent, and a sheet of them side by side. */
#include "map/page.h"

#include "base/table.h"
#include "map/mask.h"
#include "map/words.h"
#include "vector/vector.h"

#include <math.h>
#include <string.h>

typedef struct Period {
    YqInterval when;
    char *name; /* for the file: "2024-07" */
} Period;

static void period_clear(gpointer data)
{
    g_free(((Period *)data)->name);
}

static YqDate start_of(const YqIncident *incident)
{
    return incident->when.start.year != 0 ? incident->when.start : incident->when.end;
}

/* --- periods --- */

static YqDate day_after_month(YqDate date)
{
    return date.month == 12 ? (YqDate){(int16_t)(date.year + 1), 1, 1}
                            : (YqDate){date.year, (uint8_t)(date.month + 1), 1};
}

static Period month_of(YqDate date)
{
    YqDate first = {date.year, date.month, 1};
    YqDate last = yq_date_from_days(yq_date_to_days(day_after_month(first)) - 1);
    char name[16];

    g_snprintf(name, sizeof name, "%04d-%02d", date.year, date.month);
    return (Period){{first, last, YQ_DATE_MONTH}, g_strdup(name)};
}

/* From Monday to Sunday, named after its Monday. */
static Period week_of(YqDate date)
{
    int32_t days = yq_date_to_days(date);
    int32_t monday = days - ((days + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    YqDate first = yq_date_from_days(monday);
    char name[11];

    yq_date_format(first, name);
    return (Period){{first, yq_date_from_days(monday + 6), YQ_DATE_RANGE},
                    g_strdup(name)};
}

static int by_start(const void *a, const void *b)
{
    return yq_date_compare(((const Period *)a)->when.start,
                           ((const Period *)b)->when.start);
}

/* The months or weeks that have an incident. */
static void add_regular(GArray *periods, const YqAnnotations *annotations, bool weeks)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < yq_annotations_n_incidents(annotations); i++) {
        YqDate date = start_of(yq_annotations_incident(annotations, i));

        if (date.year == 0) {
            continue;
        }
        Period period = weeks ? week_of(date) : month_of(date);

        if (g_hash_table_add(seen, g_strdup(period.name))) {
            g_array_append_val(periods, period);
        } else {
            g_free(period.name);
        }
    }
    g_array_sort(periods, by_start);
}

/* A row of a file of periods: start, end and, where it has one, name. */
static bool add_row(const YqRow *row, void *data, GError **error)
{
    Period period = {{{0, 0, 0}, {0, 0, 0}, YQ_DATE_RANGE}, NULL};
    const char *name = yq_row_get(row, "name");

    if (!yq_date_parse(yq_row_get(row, "start"), &period.when.start) ||
        !yq_date_parse(yq_row_get(row, "end"), &period.when.end) ||
        yq_date_compare(period.when.start, period.when.end) > 0) {
        return yq_row_error(row, error,
                            "start and end of a period are wanted, as 2024-07-01");
    }
    period.name = g_strdup(*name != '\0' ? name : yq_row_get(row, "start"));
    g_strdelimit(period.name, "/\\ ", '-');
    g_array_append_val((GArray *)data, period);
    return true;
}

static GArray *periods_of(const YqAnnotations *annotations, const char *series,
                          GError **error)
{
    g_autoptr(GArray) periods = g_array_new(FALSE, FALSE, sizeof(Period));
    bool regular = strcmp(series, "month") == 0 || strcmp(series, "week") == 0;

    g_array_set_clear_func(periods, period_clear);
    if (regular) {
        add_regular(periods, annotations, *series == 'w');
    } else if (!yq_table_read(series, add_row, periods, error)) {
        return NULL;
    }
    if (periods->len == 0) {
        if (regular) {
            g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY,
                        "no incident has a date to make a series of");
        } else {
            g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY,
                        "%s: no period below the names of the columns", series);
        }
        return NULL;
    }
    return g_steal_pointer(&periods);
}

/* --- one map --- */

/* "map.png" and "2024-07" make "map-2024-07.png". */
static char *path_for(const char *path, const char *name)
{
    const char *dot = strrchr(path, '.');
    size_t length =
        dot != NULL && strchr(dot, '/') == NULL ? (size_t)(dot - path) : strlen(path);

    return g_strdup_printf("%.*s-%s%s", (int)length, path, name, path + length);
}

typedef struct Series {
    const YqAnnotations *annotations;
    const YqGazetteer *gazetteer;
    const YqMapOptions *options;
    const char *path;
} Series;

static bool write_one(const Series *self, const Period *period, GError **error)
{
    g_auto(YqPage) page;
    g_autofree char *path = path_for(self->path, period->name);

    yq_page_init(&page, self->annotations, self->gazetteer, self->options);
    page.period = &period->when;
    if (!yq_page_prepare(&page, error) || !yq_page_find_extent(&page, error)) {
        return false;
    }
    yq_page_lay_out(&page);
    g_autoptr(YqMap) map = yq_page_finish(&page);

    return yq_map_write(map, path, error);
}

/* --- the sheet --- */

static void caption(YqPage *page, const YqRect *cell, const char *text, guint n)
{
    YqTextStyle bold = {yq_theme_font(page->theme, "furniture", "legend-title"),
                        yq_theme_colour(page->theme, "page", "text"),
                        {0, 0, 0, 0},
                        0};
    YqTextStyle plain = {yq_theme_font(page->theme, "furniture", "legend"),
                         yq_theme_colour(page->theme, "page", "muted"),
                         {0, 0, 0, 0},
                         0};
    g_autofree char *count = yq_say_count(page, "count.incidents", n);
    double left = cell->x, right = cell->x + cell->width, y = cell->y - 4;

    yq_scene_text(page->scene, page->rtl ? right : left, y,
                  page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START, 0, text, &bold);
    if (cell->width > 110) {
        yq_scene_text(page->scene, page->rtl ? left : right, y,
                      page->rtl ? YQ_ALIGN_START : YQ_ALIGN_END, 0, count, &plain);
    }
}

static bool in_period(const YqMark *mark, const YqInterval *period)
{
    YqDate start = start_of(mark->incident);

    return start.year != 0 && yq_date_compare(start, period->start) >= 0 &&
           yq_date_compare(start, period->end) <= 0;
}

/* One small map: land, borders, and the period's incidents by area. */
static void draw_cell(YqPage *page, const Period *period)
{
    g_autofree char *text = yq_say_interval(page, &period->when);
    YqPaint frame = {.stroke = yq_theme_colour(page->theme, "map", "frame"),
                     .width = 0.5};
    guint n = 0;

    yq_scene_begin(page->scene, period->name, &page->frame);
    yq_page_basemap_bare(page);
    for (guint i = 0; i < page->marks->len; i++) {
        YqMark mark = *YQ_MARK(page, i);

        if (!in_period(&mark, &period->when)) {
            continue;
        }
        n++;
        if (mark.mapped) {
            double r = 2 + (mark.radius - 6) * 0.45;

            mark.number = 0;
            yq_page_mark_symbol(page, &mark, mark.at.x, mark.at.y, r, false);
        }
    }
    yq_scene_end(page->scene);
    yq_scene_rect(page->scene, page->frame, 0, &frame);
    caption(page, &page->frame, text, n);
}

/* Moves the fitted projection from the frame it was fitted to into a cell of its shape.
 */
static void move_to(YqPage *page, YqRect from, YqRect to)
{
    YqProjection *p = &page->projection;
    double ratio = to.width / from.width;

    p->scale *= ratio;
    p->km_per_point /= ratio;
    p->left = to.x;
    p->top = to.y;
    page->frame = to;
}

static void fill_sheet(YqPage *page, const GArray *periods)
{
    YqRect all = page->frame;
    guint columns = (guint)ceil(sqrt(periods->len * all.width / all.height));
    guint rows = (periods->len + columns - 1) / columns;
    double gap = 10, head = 16;
    double width = (all.width - gap * (columns - 1)) / columns;
    double height = (all.height - (gap + head) * rows + gap) / rows;
    YqRect cell = {all.x, all.y + head, width, height};
    YqRect fitted = cell;

    for (guint i = 0; i < periods->len; i++) {
        guint column = page->rtl ? columns - 1 - i % columns : i % columns;

        cell.x = all.x + column * (width + gap);
        cell.y = all.y + head + i / columns * (height + gap + head);
        move_to(page, fitted, cell);
        fitted = cell;
        yq_page_marks_locate(page);
        draw_cell(page, &g_array_index(periods, Period, i));
    }
}

/* What the dots of the small maps mean, at the end of the line below the title. */
static void draw_key(YqPage *page, double y)
{
    static const char *const keys[] = {"violence", "political", "displacement"};
    YqTextStyle style = {yq_theme_font(page->theme, "furniture", "legend"),
                         yq_theme_colour(page->theme, "page", "text"),
                         {0, 0, 0, 0},
                         0};
    int side = page->rtl ? 1 : -1;
    double x = page->rtl ? page->frame.x : page->frame.x + page->frame.width;

    yq_scene_begin(page->scene, "legend", NULL);
    for (int i = G_N_ELEMENTS(keys) - 1; i >= 0; i--) {
        bool any = false;

        for (guint k = 0; k < page->marks->len; k++) {
            any |= (guint)YQ_MARK(page, k)->incident->category == (guint)i;
        }
        if (!any) {
            continue;
        }
        g_autofree char *key = g_strconcat("category.", keys[i], NULL);
        const char *text = yq_say(page, key);
        double width = yq_text_measure(text, &style.font).width;

        yq_scene_text(page->scene, x, y, page->rtl ? YQ_ALIGN_START : YQ_ALIGN_END, 0,
                      text, &style);
        yq_scene_circle(
            page->scene, x + side * (width + 6), y - style.font.size * 0.33, 3,
            &(YqPaint){.fill = yq_theme_colour(page->theme, "incidents", keys[i])});
        x += side * (width + 20);
    }
    yq_scene_end(page->scene);
}

static bool write_sheet(const Series *self, const GArray *periods, GError **error)
{
    g_auto(YqPage) page;

    yq_page_init(&page, self->annotations, self->gazetteer, self->options);
    if (!yq_page_prepare(&page, error)) {
        return false;
    }
    page.frame.width =
        page.width - 2 * MIN(page.frame.x, page.width - page.frame.x - page.frame.width);
    page.frame.x = (page.width - page.frame.width) / 2;
    page.frame.height =
        MAX(page.frame.height, page.panel.y + page.panel.height - page.frame.y);
    YqRect all = page.frame;
    guint columns = (guint)ceil(sqrt(periods->len * all.width / all.height));
    guint rows = (periods->len + columns - 1) / columns;

    page.frame = (YqRect){all.x, all.y + 16, (all.width - 10.0 * (columns - 1)) / columns,
                          (all.height - 26.0 * rows + 10) / rows};
    if (!yq_page_find_extent(&page, error)) {
        return false;
    }
    yq_page_marks_colour(&page);
    page.frame = all;
    fill_sheet(&page, periods);
    page.frame = all;
    yq_page_frame_texts(&page);
    if (g_strcmp0(page.options->colour_by, "date") != 0) {
        draw_key(&page, all.y - 6);
    }
    g_autoptr(YqMap) map = yq_page_finish(&page);

    return yq_map_write(map, self->path, error);
}

bool yq_map_write_series(const YqAnnotations *annotations, const YqGazetteer *gazetteer,
                         const YqMapOptions *options, const char *series,
                         const char *path, GError **error)
{
    static const YqMapOptions defaults;
    Series self = {annotations, gazetteer, options != NULL ? options : &defaults, path};
    g_autoptr(GArray) periods = periods_of(annotations, series, error);

    for (guint i = 0; periods != NULL && i < periods->len; i++) {
        if (!write_one(&self, &g_array_index(periods, Period, i), error)) {
            return false;
        }
    }
    return periods != NULL && write_sheet(&self, periods, error);
}
