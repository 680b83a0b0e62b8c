/* SPDX-License-Identifier: MIT */
/* The list beside or below the map: what each number stands for. It takes as much detail
 * as there is room for; where not all incidents fit, the gravest stand, and how many more
 * there are is said. Wide enough, it runs in columns, with the legend in the last. */
#include "map/page.h"

#include "map/entry.h"
#include "map/legend.h"
#include "map/density.h"
#include "map/list.h"
#include "map/told.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

/* Least points of a column, between columns, and above the first entry. */
#define COLUMN (165.0 * page->type_scale)
#define GUTTER (16.0 * page->type_scale)
#define HEAD (20.0 * page->type_scale)

/* Symbols on a map without a list. */
enum { MOST_UNLISTED = 60 };

/* Positions less certain than this may be drawn as areas. */
#define UNCERTAIN_KM 10.0

/* From most to least. */
static const YqDetail details[] = {
    {1.08, 3, true, 0, false},  {1, 3, true, 0, false},     {1, 2, true, 0, false},
    {0.94, 2, true, 0, false},  {0.94, 1, true, 0, false},  {0.9, 1, true, 0, false},
    {0.86, 1, true, 0, true},   {0.86, 1, false, 0, true},  {0.9, 0, false, 0, false},
    {0.86, 0, false, 0, true},  {0.96, 0, false, 2, false}, {0.92, 0, false, 2, false},
    {0.84, 0, false, 2, false}, {0.84, 0, false, 1, false},
};

/* The least of them that has a line of the article's and who says so. */
enum { LEAST_TELLING = 6 };

static int by_importance(const void *a, const void *b)
{
    const YqMark *x = *(YqMark *const *)a, *y = *(YqMark *const *)b;

    if (x->importance != y->importance) {
        return x->importance < y->importance ? 1 : -1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

static int by_order(const void *a, const void *b)
{
    const YqMark *x = *(YqMark *const *)a, *y = *(YqMark *const *)b;

    return (x > y) - (x < y); /* the marks stand by date */
}

struct YqList {
    GArray *entries; /* of YqEntry */
    const YqDetail *detail;
    guint left_out;
    double height; /* of the longest column, the legend's place counted */
    double legend; /* height that is left for it at the foot of the last column */
};

/* --- columns --- */

/* How many the panel has, the legend's with them. */
static guint panel_columns(const YqPage *page)
{
    guint most = (guint)((page->panel.width + GUTTER) / (COLUMN + GUTTER));

    return CLAMP(MIN(most, yq_page_explained(page)->len + 1), 1, 4);
}

static double column_width(const YqPage *page)
{
    guint n = panel_columns(page);

    return (page->panel.width - (n - 1) * GUTTER) / n;
}

static double column_x(const YqPage *page, guint column)
{
    double width = column_width(page), step = width + GUTTER;

    return page->rtl ? page->panel.x + page->panel.width - width - column * step
                     : page->panel.x + column * step;
}

/* Where a room is: how high, how many columns, and what the legend takes of the last. */
typedef struct Room {
    double height;
    guint columns;
    double legend;
} Room;

/* Sets the entries one below the other, the columns no higher than @height; whether all
 * find room. */
static bool set_entries(GArray *entries, Room room, double height)
{
    double y = 0;
    guint column = 0;

    for (guint i = 0; i < entries->len; i++) {
        YqEntry *entry = &g_array_index(entries, YqEntry, i);

        while (y + entry->height >
               height - (column + 1 == room.columns ? room.legend : 0) + 0.01) {
            if (++column == room.columns) {
                return false;
            }
            y = 0;
        }
        entry->column = column;
        entry->y = y;
        y += entry->height;
    }
    return true;
}

static double total_height(const GArray *entries)
{
    double height = 0;

    for (guint i = 0; i < entries->len; i++) {
        height += g_array_index(entries, YqEntry, i).height;
    }
    return height;
}

/* Sets them in columns as low as can be; how high those are. All must find room. */
static double set_evenly(GArray *entries, Room room)
{
    double total = total_height(entries) + room.legend;
    double low = total / room.columns, high = MIN(room.height, total);

    while (room.columns > 1 && high - low > 1) {
        double middle = (low + high) / 2;

        if (set_entries(entries, room, middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    set_entries(entries, room, high);
    return high;
}

/* Where the entries of a column end, from where they begin. */
static double column_end(const YqList *self, guint column)
{
    double end = 0;

    for (guint i = 0; i < self->entries->len; i++) {
        const YqEntry *entry = &g_array_index(self->entries, YqEntry, i);

        if (entry->column == column) {
            end = entry->y + entry->height;
        }
    }
    return end;
}

/* --- choosing the detail and the entries --- */

/* The @n most important, by date. */
static GArray *entries_of(YqPage *page, guint n, const YqDetail *detail)
{
    g_autofree YqMark **marks = g_new(YqMark *, page->marks->len + 1);
    GArray *entries = g_array_new(FALSE, TRUE, sizeof(YqEntry));

    for (guint i = 0; i < page->marks->len; i++) {
        marks[i] = YQ_MARK(page, i);
    }
    if (n < page->marks->len) {
        qsort(marks, page->marks->len, sizeof *marks, by_importance);
    }
    qsort(marks, n, sizeof *marks, by_order);
    for (guint i = 0; i < n; i++) {
        YqEntry entry = {.mark = marks[i], .summary = detail->summary};

        yq_entry_fill(page, &entry, detail, column_width(page));
        g_array_append_val(entries, entry);
    }
    return entries;
}

/* Lines that the summaries of all take at the least. */
static double least_told(const YqPage *page, const YqDetail *detail)
{
    double told = 0;

    for (guint i = 0; i < page->marks->len && detail->summary > 0; i++) {
        told += yq_entry_least_lines(page, YQ_MARK(page, i), detail, column_width(page));
    }
    return told;
}

/* What @n entries take at the least: their lines, before any is broken. */
static double least_height(const YqPage *page, guint n, const YqDetail *detail)
{
    YqFont font = yq_entry_font(page, detail, false);
    double lines = detail->one_line > 0 ? 1 : 2;
    double told = n == page->marks->len ? least_told(page, detail) : 0;

    return (n * lines + told) * yq_entry_line_height(&font);
}

/* The most detail with so many lines of a summary, or none, at which @n entries fit, or
 * NULL. Once a detail was found for all at a greater width, none before it comes into
 * question. */
static const YqDetail *detail_for(YqPage *page, guint n, Room room, int lines,
                                  GArray **out)
{
    for (size_t i = n == page->marks->len ? page->list_detail : 0;
         i < G_N_ELEMENTS(details) && details[i].summary >= lines; i++) {
        if (least_height(page, n, &details[i]) >
            room.height * room.columns - room.legend) {
            continue;
        }
        g_autoptr(GArray) entries = entries_of(page, n, &details[i]);

        if (set_entries(entries, room, room.height)) {
            *out = g_steal_pointer(&entries);
            return &details[i];
        }
    }
    return NULL;
}

/* Room that is left over goes to summaries that were cut, from the first on. */
static void tell_more(const YqPage *page, YqList *self, Room room)
{
    for (int lines = self->detail->summary + 1; lines > 1 && lines <= 4; lines++) {
        for (guint i = 0; i < self->entries->len; i++) {
            YqEntry *entry = &g_array_index(self->entries, YqEntry, i), before = *entry;

            if (!entry->cut) {
                continue;
            }
            entry->summary = lines;
            yq_entry_fill(page, entry, self->detail, column_width(page));
            if (!set_entries(self->entries, room, room.height)) {
                *entry = before;
            }
        }
    }
}

/* What the legend takes in the panel, with a row for all there may be to explain; 0 when
 * it does not fit there. @brief: without the types, which stand beside their words in a
 * list of all. */
static double legend_height(YqPage *page, bool brief)
{
    g_autofree YqMark *kept =
        g_memdup2(page->marks->data, page->marks->len * sizeof *kept);
    bool borders = page->drawn_borders, disputed = page->drawn_disputed;
    double width, height;
    double share = panel_columns(page) > 1 ? 0.9 : 0.5;

    for (guint i = 0; i < page->marks->len; i++) {
        YQ_MARK(page, i)->number = 1;
        YQ_MARK(page, i)->mapped |= page->projection.string == NULL;
        YQ_MARK(page, i)->symbol = "circle";
        if (page->projection.string == NULL) { /* not known yet */
            YQ_MARK(page, i)->uncertainty =
                YQ_MARK(page, i)->incident->uncertainty_km > UNCERTAIN_KM ? 1e6 : 0;
        }
    }
    page->expect_density = page->marks->len > YQ_DENSITY_EXPECTED;
    page->legend_in_panel = page->drawn_borders = true;
    page->drawn_disputed = true; /* or it would not fit where it is */
    page->legend_brief = brief;
    page->all_listed = brief;
    yq_legend_size(page, &width, &height);
    page->legend_in_panel = page->expect_density = false;
    page->drawn_borders = borders;
    page->drawn_disputed = disputed;
    memcpy(page->marks->data, kept, page->marks->len * sizeof *kept);
    page->legend_width = width - 6;
    return width - 6 <= column_width(page) && height < page->panel.height * share &&
                   !yq_page_without(page, "legend")
               ? height + 8
               : 0;
}

/* What the panel has for entries, with @legend points of the last column left out. */
static Room room_of(const YqPage *page, double legend)
{
    return (Room){page->panel.height - HEAD, panel_columns(page), legend};
}

/* All, with room for the legend if that leaves @lines of each summary; whether it does.
 */
static bool plan_with(YqPage *page, YqList *self, bool brief, int lines)
{
    g_autoptr(GArray) entries = NULL;
    double legend = legend_height(page, brief);
    const YqDetail *detail =
        legend > 0
            ? detail_for(page, page->marks->len, room_of(page, legend), lines, &entries)
            : NULL;

    if (detail == NULL || (lines == 0 && detail->one_line > 0 && self->detail != NULL &&
                           self->detail->one_line == 0)) {
        return false;
    }
    g_clear_pointer(&self->entries, g_array_unref);
    self->entries = g_steal_pointer(&entries);
    self->detail = detail;
    self->legend = legend;
    page->legend_brief = brief;
    return true;
}

/* All, with room for the legend where that costs little. */
static void plan_all(YqPage *page, YqList *self)
{
    if (page->common != NULL && page->common->legend_in_panel) {
        for (int lines = 3; lines >= 0 && !plan_with(page, self, false, lines);) {
            lines--;
        }
        return;
    }
    if (plan_with(page, self, false, 3) || plan_with(page, self, true, 1)) {
        return;
    }
    self->detail =
        detail_for(page, page->marks->len, room_of(page, 0), 0, &self->entries);
    if (self->detail != NULL && self->detail->summary == 0 &&
        !plan_with(page, self, false, 0)) {
        plan_with(page, self, true, 0);
    }
}

/* The gravest, as many as there is room for beside the legend. */
static void plan_some(YqPage *page, YqList *self)
{
    double legend = legend_height(page, false);
    YqFont font = yq_entry_font(page, &details[G_N_ELEMENTS(details) - 2], false);
    Room room = room_of(page, legend);

    room.height -= 16; /* for how many there are in all */
    guint fits = (guint)fmax(0, (room.height * room.columns - legend) /
                                    (yq_entry_line_height(&font) + font.size * 0.3));

    self->legend = legend;
    for (guint n = MIN(page->marks->len, fits); n > 0 && self->detail == NULL; n--) {
        self->detail = detail_for(page, n, room, 0, &self->entries);
    }
}

double yq_list_legend_height(YqPage *page)
{
    return legend_height(page, false);
}

/* Where in the panel the legend may stand: what the last column has left. */
static YqRect legend_spot(const YqPage *page, const YqList *self)
{
    YqRect p = page->panel;
    guint last = panel_columns(page) - 1;
    double end = column_end(self, last);
    double used = end > 0 ? HEAD + end + (self->left_out > 0 ? 16 : 0) + 6 : 0;

    return (YqRect){column_x(page, last), p.y + used, column_width(page),
                    p.height - used};
}

/* Where there is no list to give them numbers, so many are drawn in full. */
static void number_gravest(YqPage *page, guint most)
{
    g_autofree YqMark **marks = g_new(YqMark *, page->marks->len + 1);

    for (guint i = 0; i < page->marks->len; i++) {
        marks[i] = YQ_MARK(page, i);
    }
    qsort(marks, page->marks->len, sizeof *marks, by_importance);
    for (guint i = 0; i < page->marks->len && i < most; i++) {
        marks[i]->number = (int)i + 1;
    }
}

YqList *yq_list_plan(YqPage *page)
{
    YqList *self = g_new0(YqList, 1);

    page->legend_spot = (YqRect){0};
    if (page->panel.width <= 0) {
        number_gravest(page, MOST_UNLISTED);
        return self;
    }
    if (page->marks->len == 0) {
        return self;
    }
    plan_all(page, self);
    if (self->detail == NULL) {
        plan_some(page, self);
    }
    if (self->entries == NULL) {
        return self;
    }
    Room room = room_of(page, self->legend);

    self->left_out = page->marks->len - self->entries->len;
    room.height -= self->left_out > 0 ? 16 : 0;
    tell_more(page, self, room);
    self->height = set_evenly(self->entries, room);
    page->all_listed = self->left_out == 0;
    page->legend_spot = legend_spot(page, self);
    for (guint i = 0; i < self->entries->len; i++) {
        g_array_index(self->entries, YqEntry, i).mark->number = (int)i + 1;
    }
    return self;
}

/* The longest line of @list with what stands before it. */
static double natural_width(const YqPage *page, const YqList *list)
{
    double most = 0;

    for (guint i = 0; i < list->entries->len; i++) {
        most = MAX(most, g_array_index(list->entries, YqEntry, i).widest);
    }
    return most + yq_entry_indent(page, list->detail) + 4;
}

static bool has_words(const YqPage *page)
{
    for (guint i = 0; i < page->marks->len; i++) {
        if (yq_told_has_words(page, YQ_MARK(page, i)->incident)) {
            return true;
        }
    }
    return false;
}

bool yq_list_has_room(YqPage *page)
{
    const YqDetail *detail =
        &details[has_words(page) ? LEAST_TELLING : G_N_ELEMENTS(details) - 1];
    double legend = legend_height(page, true);
    Room room = room_of(page, legend);

    if ((legend <= 0 && !yq_page_without(page, "legend")) ||
        least_height(page, page->marks->len, detail) >
            room.height * room.columns - legend) {
        return false;
    }
    g_autoptr(GArray) entries = entries_of(page, page->marks->len, detail);

    return set_entries(entries, room, room.height);
}

static void fit_width(YqPage *page, const YqList *list)
{
    guint n = panel_columns(page);
    double least = n > 1 ? COLUMN : 140 * page->type_scale;
    double width =
        MAX(natural_width(page, list), list->legend > 0 ? page->legend_width : 0);

    width = MAX(width, least) * n + GUTTER * (n - 1);
    page->panel.width = MIN(width, page->panel.width);
}

void yq_list_fit_panel(YqPage *page, bool below)
{
    page->list_detail = 0;
    if (page->marks->len > YQ_LIST_TOLD) {
        return;
    }
    g_autoptr(YqList) list = yq_list_plan(page);

    if (list->entries == NULL) {
        return;
    }
    if (below) {
        page->panel.height = MIN(page->panel.height,
                                 HEAD + list->height + (list->left_out > 0 ? 16 : 0) + 4);
    } else {
        fit_width(page, list);
    }
    page->list_detail = list->left_out == 0 ? (guint)(list->detail - details) : 0;
}

void yq_list_free(YqList *self)
{
    if (self != NULL) {
        g_clear_pointer(&self->entries, g_array_unref);
        g_free(self);
    }
}

/* --- drawing --- */

static void put(YqPage *page, double x, double y, const char *text, const YqFont *font,
                const char *colour)
{
    YqTextStyle style = {
        *font, yq_theme_colour(page->theme, "page", colour), {0, 0, 0, 0}, 0};

    yq_scene_text(page->scene, x, y, page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START, 0, text,
                  &style);
}

static void draw_number(YqPage *page, const YqMark *mark, double x, double y,
                        double scale)
{
    char plain[16];
    YqFont font = yq_theme_font(page->theme, "furniture", "list");

    font.size *= scale;
    font.bold = true;
    g_snprintf(plain, sizeof plain, "%d", mark->number);
    g_autofree char *number = yq_say_digits(page, plain);
    YqTextStyle style = {
        font, yq_theme_colour(page->theme, "furniture", "list-number"), {0, 0, 0, 0}, 0};

    yq_scene_text(page->scene, x, y, page->rtl ? YQ_ALIGN_START : YQ_ALIGN_END, 0, number,
                  &style);
}

/* @edge: where reading starts in the column. */
static void draw_entry(YqPage *page, const YqEntry *entry, const YqDetail *detail,
                       double edge, double top)
{
    YqFont font = yq_entry_font(page, detail, false),
           bold = yq_entry_font(page, detail, true);
    g_autoptr(GPtrArray) lines = yq_entry_lines(page, entry, detail, column_width(page));
    int side = page->rtl ? -1 : 1;
    double step = yq_entry_line_height(&font), y = top + font.size * 1.02;
    double r = (detail->one_line > 0 ? 4.6 : 6) * detail->scale * page->type_scale;

    draw_number(page, entry->mark, edge + side * 11 * detail->scale * page->type_scale, y,
                detail->scale);
    yq_page_mark_symbol(page, entry->mark,
                        edge + side * 20.5 * detail->scale * page->type_scale,
                        y - font.size * 0.36, r, false);
    for (guint i = 0; i < lines->len; i++) {
        bool head = i < entry->n_bold, source = i + entry->n_source >= lines->len;

        put(page, edge + side * yq_entry_indent(page, detail), y, lines->pdata[i],
            head ? &bold : &font, source && entry->n_source > 0 ? "muted" : "text");
        y += step;
    }
}

static void draw_more(YqPage *page, const YqList *self, double y)
{
    YqFont font = yq_entry_font(page, self->detail, false);
    g_autofree char *number = yq_say_number(page, page->marks->len, 0);
    g_autofree char *more = yq_say_with(page, "and_more.map", "n", number, NULL);
    g_autofree char *cut = yq_text_cut(more, &font, column_width(page));

    put(page, page->rtl ? page->panel.x + page->panel.width : page->panel.x,
        y + font.size, cut, &font, "muted");
}

void yq_list_draw(YqPage *page, const YqList *self)
{
    YqFont title = yq_theme_font(page->theme, "furniture", "list-title");
    double edge = page->rtl ? page->panel.x + page->panel.width : page->panel.x;
    double top = page->panel.y + HEAD - 2;

    if (self->entries == NULL) {
        return;
    }
    yq_scene_begin(page->scene, "list", NULL);
    put(page, edge, page->panel.y + title.size, yq_say(page, "incidents"), &title,
        "text");
    for (guint i = 0; i < self->entries->len; i++) {
        const YqEntry *entry = &g_array_index(self->entries, YqEntry, i);
        double x = column_x(page, entry->column);

        draw_entry(page, entry, self->detail, page->rtl ? x + column_width(page) : x,
                   top + entry->y);
    }
    if (self->left_out > 0) {
        draw_more(page, self, top + column_end(self, 0) + 3);
    }
    yq_scene_end(page->scene);
}
