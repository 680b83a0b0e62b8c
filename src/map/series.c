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
    YqCommon common; /* to all of its maps */
} Series;

/* A page of one period, ready to be laid out. */
static bool begin(const Series *self, const Period *period, YqPage *page, GError **error)
{
    yq_page_init(page, self->annotations, self->gazetteer, self->options);
    page->period = &period->when;
    page->common = &self->common;
    return yq_page_prepare(page, error) && yq_page_find_extent(page, error);
}

static bool write_one(const Series *self, const Period *period, GError **error)
{
    g_auto(YqPage) page;
    g_autofree char *path = path_for(self->path, period->name);

    if (!begin(self, period, &page, error)) {
        return false;
    }
    yq_page_lay_out(&page);
    g_autoptr(YqMap) map = yq_page_finish(&page);

    return yq_map_write(map, path, error);
}

static bool in_period(const YqIncident *incident, const YqInterval *period)
{
    YqDate start = start_of(incident);

    return start.year != 0 && yq_date_compare(start, period->start) >= 0 &&
           yq_date_compare(start, period->end) <= 0;
}

static size_t count_in(const YqAnnotations *annotations, const YqInterval *period)
{
    size_t n = 0;

    for (size_t i = 0; i < yq_annotations_n_incidents(annotations); i++) {
        n += in_period(yq_annotations_incident(annotations, i), period);
    }
    return n;
}

static const Period *busiest(const Series *self, const GArray *periods)
{
    const Period *most = NULL;
    size_t most_n = 0;

    for (guint i = 0; i < periods->len; i++) {
        const Period *period = &g_array_index(periods, Period, i);
        size_t n = count_in(self->annotations, &period->when);

        if (most == NULL || n > most_n) {
            most = period;
            most_n = n;
        }
    }
    return most;
}

/* What @all, a page of all periods, has that each of them shall have. It must live as
 * long as the maps are made. */
static bool find_common(Series *self, const GArray *periods, YqPage *all, GError **error)
{
    if (!yq_page_prepare(all, error) || !yq_page_find_extent(all, error)) {
        return false;
    }
    yq_page_find_common(all, &self->common);
    g_auto(YqPage) page;

    if (!begin(self, busiest(self, periods), &page, error)) {
        return false;
    }
    self->common.unlisted = !yq_page_lists_all(&page);
    return true;
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

/* Of an incident's symbol on a small map, from its radius on a large one. */
static double small_radius(const YqPage *page, double radius)
{
    double least = yq_theme_number(page->theme, "incidents", "smallest") / 2;

    return 2.6 + MAX(radius - page->symbol_scale * least, 0) * 0.55;
}

/* Type on small maps, of what it is on large ones. */
#define SMALL_TYPE 0.7

/* What is the same on all small maps: land, water, borders and names of countries, which
 * keep off the incidents of any period, unless they are so many that few would stand. */
static void draw_ground(YqPage *page)
{
    enum { MOST_KEPT_CLEAR = 40 };

    yq_page_basemap_bare(page);
    for (guint i = 0; i < page->marks->len && page->marks->len <= MOST_KEPT_CLEAR; i++) {
        const YqMark *mark = YQ_MARK(page, i);
        double r = small_radius(page, mark->radius) + 0.5;
        YqRect box = {mark->at.x - r, mark->at.y - r, 2 * r, 2 * r};

        if (mark->mapped) {
            g_array_append_val(page->obstacles, box);
        }
    }
    yq_theme_set_scale(page->theme, SMALL_TYPE * page->type_scale);
    yq_page_names_bare(page);
    yq_theme_set_scale(page->theme, page->type_scale);
}

/* The period's incidents, by area; how many they are. */
static guint draw_marks(YqPage *page, const Period *period)
{
    guint n = 0;

    for (guint i = 0; i < page->marks->len; i++) {
        YqMark mark = *YQ_MARK(page, i);

        if (!in_period(mark.incident, &period->when)) {
            continue;
        }
        n++;
        if (mark.mapped) {
            double r = small_radius(page, mark.radius);

            mark.number = 0;
            yq_page_mark_symbol(page, &mark, mark.at.x, mark.at.y, r, false);
        }
    }
    return n;
}

/* The ground of the first map, for the others. */
typedef struct Ground {
    size_t from, to; /* items of the scene */
    YqRect frame;
} Ground;

/* One small map. */
static void draw_cell(YqPage *page, const Period *period, Ground *ground)
{
    g_autofree char *text = yq_say_interval(page, &period->when);
    YqPaint frame = {.stroke = yq_theme_colour(page->theme, "map", "frame"),
                     .width = 0.5};

    yq_scene_begin(page->scene, period->name, &page->frame);
    if (ground->to == 0) {
        ground->from = yq_scene_length(page->scene);
        draw_ground(page);
        ground->to = yq_scene_length(page->scene);
        ground->frame = page->frame;
    } else {
        yq_scene_repeat(page->scene, ground->from, ground->to,
                        page->frame.x - ground->frame.x, page->frame.y - ground->frame.y);
    }
    guint n = draw_marks(page, period);

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

/* The small maps of a sheet. */
typedef struct Cells {
    guint columns, rows;
    double width, height; /* of each, points */
} Cells;

#define CELL_GAP 10.0
#define CELL_HEAD 16.0

/* As many columns as leave little room empty and the maps in a good shape. */
static Cells divide_sheet(YqRect all, guint n)
{
    Cells best = {0};
    double least = INFINITY;

    for (guint columns = 1; columns <= n; columns++) {
        guint rows = (n + columns - 1) / columns;
        double width = (all.width - CELL_GAP * (columns - 1)) / columns;
        double height = (all.height - (CELL_GAP + CELL_HEAD) * rows + CELL_GAP) / rows;
        double empty = 1 - (double)n / (columns * rows);

        if (width <= 0 || height <= 0) {
            continue;
        }
        double cost = empty + 0.6 * fabs(log(width / height / 1.25));

        if (cost < least) {
            least = cost;
            best = (Cells){columns, rows, width, height};
        }
    }
    return best;
}

static void fill_sheet(YqPage *page, YqRect all, const Cells *cells,
                       const GArray *periods)
{
    YqRect fitted = page->frame;
    Ground ground = {0};

    for (guint i = 0; i < periods->len; i++) {
        guint column =
            page->rtl ? cells->columns - 1 - i % cells->columns : i % cells->columns;
        YqRect cell = {all.x + column * (cells->width + CELL_GAP),
                       all.y + CELL_HEAD +
                           i / cells->columns * (cells->height + CELL_GAP + CELL_HEAD),
                       cells->width, cells->height};

        move_to(page, fitted, cell);
        fitted = cell;
        yq_page_marks_locate(page);
        draw_cell(page, &g_array_index(periods, Period, i), &ground);
    }
}

static YqTextStyle key_style(const YqPage *page)
{
    return (YqTextStyle){yq_theme_font(page->theme, "furniture", "legend"),
                         yq_theme_colour(page->theme, "page", "text"),
                         {0, 0, 0, 0},
                         0};
}

/* A dot and what it means, from @x towards where reading begins; returns where it ends.
 */
static double put_key(YqPage *page, double x, double y, double radius,
                      const YqPaint *paint, const char *text)
{
    YqTextStyle style = key_style(page);
    int side = page->rtl ? 1 : -1;

    if (*text != '\0') {
        yq_scene_text(page->scene, x, y, page->rtl ? YQ_ALIGN_START : YQ_ALIGN_END, 0,
                      text, &style);
        x += side * (yq_text_measure(text, &style.font).width + 3);
    }
    yq_scene_circle(page->scene, x + side * radius, y - style.font.size * 0.33, radius,
                    paint);
    return x + side * (2 * radius + 9);
}

/* "Killed", and before it the sizes of two round numbers. */
static double put_sizes(YqPage *page, double x, double y)
{
    static const double nice[] = {5, 10, 20, 50, 100, 200, 500, 1000};
    double least =
        page->symbol_scale * yq_theme_number(page->theme, "incidents", "smallest") / 2;
    double area = page->symbol_scale * page->symbol_scale * YQ_AREA_PER_KILLED, most = 0;
    YqTextStyle style = key_style(page);
    const char *words = yq_say(page, "killed.legend");
    int side = page->rtl ? 1 : -1;
    YqPaint ring = {.stroke = style.colour, .width = 0.7};
    size_t n = 0;

    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        most = MAX(most, mark->mapped ? mark->radius : 0);
    }
    double dead = (most * most - least * least) * G_PI / area * 1.01;

    while (n < G_N_ELEMENTS(nice) && nice[n] <= dead) {
        n++;
    }
    if (n == 0) {
        return x;
    }
    yq_scene_text(page->scene, x, y, page->rtl ? YQ_ALIGN_START : YQ_ALIGN_END, 0, words,
                  &style);
    x += side * (yq_text_measure(words, &style.font).width + 6);
    for (size_t k = 0; k < 2 && n > 2 * k; k++) {
        double steps = nice[n - 1 - 2 * k];
        g_autofree char *number = yq_say_number(page, steps, 0);
        double r = small_radius(page, sqrt(least * least + steps * area / G_PI));

        x = put_key(page, x, y, r, &ring, number);
    }
    return x + side * 8;
}

/* What the dots of the small maps mean, at the end of the line below the title. */
static void draw_key(YqPage *page, double x, double y)
{
    static const char *const keys[] = {"violence", "political", "displacement"};
    int side = page->rtl ? 1 : -1;

    yq_scene_begin(page->scene, "legend", NULL);
    x = put_sizes(page, x, y);
    for (int i = G_N_ELEMENTS(keys) - 1;
         i >= 0 && g_strcmp0(page->options->colour_by, "date") != 0; i--) {
        bool any = false;

        for (guint k = 0; k < page->marks->len; k++) {
            any |= (guint)YQ_MARK(page, k)->incident->category == (guint)i;
        }
        if (any) {
            g_autofree char *key = g_strconcat("category.", keys[i], NULL);
            YqPaint dot = {.fill = yq_theme_colour(page->theme, "incidents", keys[i])};

            x = put_key(page, x, y, 3, &dot, yq_say(page, key)) + side * 3;
        }
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
    Cells cells = divide_sheet(all, periods->len);

    page.frame = (YqRect){all.x, all.y + CELL_HEAD, cells.width, cells.height};
    if (!yq_page_find_extent(&page, error)) {
        return false;
    }
    yq_page_marks_colour(&page);
    fill_sheet(&page, all, &cells, periods);
    page.frame = all;
    yq_page_frame_texts(&page);
    draw_key(&page, page.rtl ? all.x : all.x + all.width, all.y - 6);
    g_autoptr(YqMap) map = yq_page_finish(&page);

    return yq_map_write(map, self->path, error);
}

bool yq_map_write_series(const YqAnnotations *annotations, const YqGazetteer *gazetteer,
                         const YqMapOptions *options, const char *series,
                         const char *path, GError **error)
{
    static const YqMapOptions defaults;
    Series self = {
        annotations, gazetteer, options != NULL ? options : &defaults, path, {0}};
    g_autoptr(GArray) periods = periods_of(annotations, series, error);
    g_auto(YqPage) all;

    yq_page_init(&all, annotations, gazetteer, self.options);
    if (periods == NULL || !find_common(&self, periods, &all, error)) {
        return false;
    }
    for (guint i = 0; i < periods->len; i++) {
        if (!write_one(&self, &g_array_index(periods, Period, i), error)) {
            return false;
        }
    }
    return write_sheet(&self, periods, error);
}
