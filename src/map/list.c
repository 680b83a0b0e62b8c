/* SPDX-License-Identifier: MIT */
/* The list beside the map: what each number stands for. It takes as much detail as there
 * is room for; where not all incidents fit, the gravest stand, and how many more there
 * are is said. */
#include "map/page.h"

#include "map/legend.h"
#include "map/list.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

/* How much is told of each incident, from most to least. */
typedef struct Detail {
    double scale; /* of the type */
    int summary;  /* lines at most */
    bool source;  /* who says it, in a line of its own */
    int one_line; /* date, type and place in one run of so many lines at most; 0: not */
} Detail;

static const Detail details[] = {
    {1.08, 3, true, 0},  {1, 3, true, 0},     {1, 2, true, 0},     {0.94, 2, true, 0},
    {0.94, 1, true, 0},  {0.9, 1, false, 0},  {0.9, 0, false, 0},  {0.86, 0, false, 0},
    {0.96, 0, false, 2}, {0.92, 0, false, 2}, {0.84, 0, false, 2}, {0.84, 0, false, 1},
};

typedef struct Entry {
    YqMark *mark;
    GPtrArray *lines; /* of char *, owned: heading first */
    guint n_bold;     /* of them, set bold */
    guint n_source;   /* of them at the end, set in the muted colour */
} Entry;

static YqFont list_font(const YqPage *page, const Detail *detail, bool bold)
{
    YqFont font = yq_theme_font(page->theme, "furniture", "list");

    font.size *= detail->scale;
    font.bold = bold;
    return font;
}

static double line_height(const YqFont *font)
{
    return font->size * 1.32;
}

static double indent(const Detail *detail)
{
    return 30 * detail->scale;
}

static double text_width(const YqPage *page, const Detail *detail)
{
    return page->panel.width - indent(detail) - 2;
}

/* --- words of an entry --- */

static const char *place_of(const YqPage *page, const YqIncident *incident)
{
    if (incident->place >= 0) {
        return yq_annotated_place_name(
            yq_annotations_place(page->annotations, (size_t)incident->place),
            page->language);
    }
    return incident->place_text;
}

static char *where(const YqPage *page, const YqMark *mark)
{
    const char *place = place_of(page, mark->incident);
    const char *note = !yq_incident_mappable(mark->incident)              ? "unmapped"
                       : page->projection.string != NULL && !mark->mapped ? "outside"
                                                                          : NULL;

    if (note == NULL) {
        return place != NULL ? g_strdup(place) : NULL;
    }
    if (place == NULL) {
        return g_strdup(yq_say(page, note));
    }
    return g_strconcat(place, " (",
                       yq_say(page, strcmp(note, "outside") == 0 ? note : "no_point"),
                       ")", NULL);
}

static char *join(const char *a, const char *separator, const char *b)
{
    return a == NULL   ? g_strdup(b)
           : b == NULL ? g_strdup(a)
                       : g_strconcat(a, separator, b, NULL);
}

/* The article's own words, where the page speaks its language; else the casualties. */
static char *one_line(const YqPage *page, const YqIncident *incident)
{
    uint32_t article = incident->n_evidence > 0 ? incident->evidence[0].article : 0;
    const char *language =
        article < yq_annotations_n_articles(page->annotations)
            ? yq_annotations_article(page->annotations, article)->language
            : NULL;

    if (incident->summary != NULL && *incident->summary != '\0' &&
        (language == NULL || strcmp(language, page->language) == 0)) {
        return yq_say_digits(page, incident->summary);
    }
    return yq_say_casualties(page, &incident->casualties);
}

static char *source_of(const YqPage *page, const YqIncident *incident)
{
    g_autoptr(GString) by = g_string_new(NULL);

    for (size_t i = 0; i < incident->n_claims && i < 3; i++) {
        const YqClaim *claim = &incident->claims[i];

        if (claim->by == NULL || strstr(by->str, claim->by) != NULL) {
            continue;
        }
        g_string_append(by, by->len > 0 ? yq_say(page, "comma") : "");
        g_string_append(by, claim->by);
    }
    return by->len > 0 ? yq_say_with(page, "source_of", "by", by->str, NULL) : NULL;
}

static void add_lines(GPtrArray *lines, char *text, const YqFont *font, double width,
                      int most)
{
    if (text == NULL || most == 0) {
        return;
    }
    g_auto(GStrv) all = yq_text_wrap(text, font, width);
    int n = (int)g_strv_length(all);

    for (int i = 0; i < MIN(n, most); i++) {
        if (i == most - 1 &&
            n > most) { /* the rest of the text, cut where the line ends */
            g_autofree char *rest = g_strjoinv(" ", all + i);

            g_ptr_array_add(lines, yq_text_cut(rest, font, width));
        } else {
            g_ptr_array_add(lines, g_strdup(all[i]));
        }
    }
}

/* "12 Apr 2024 · Ambush · Gao · 8 killed" in one run. */
static void fill_one_line(const YqPage *page, Entry *entry, const Detail *detail)
{
    const YqIncident *incident = entry->mark->incident;
    YqFont font = list_font(page, detail, false);
    g_autofree char *date = yq_say_interval(page, &incident->when);
    g_autofree char *place = where(page, entry->mark);
    g_autofree char *dead = yq_say_casualties(page, &incident->casualties);
    g_autofree char *what = join(yq_say_type(page, incident), " · ", place);
    g_autofree char *more = join(what, " · ", dead);
    g_autofree char *all = join(date, " · ", more);

    add_lines(entry->lines, all, &font, text_width(page, detail), detail->one_line);
}

static void fill_entry(const YqPage *page, Entry *entry, const Detail *detail)
{
    const YqIncident *incident = entry->mark->incident;
    YqFont bold = list_font(page, detail, true), font = list_font(page, detail, false);
    double width = text_width(page, detail);

    entry->lines = g_ptr_array_new_with_free_func(g_free);
    if (detail->one_line > 0) {
        fill_one_line(page, entry, detail);
        return;
    }
    g_autofree char *date = yq_say_interval(page, &incident->when);
    g_autofree char *place = where(page, entry->mark);
    g_autofree char *head =
        join(yq_say_type(page, incident), yq_say(page, "comma"), place);

    add_lines(entry->lines, head, &bold, width, 2);
    entry->n_bold = entry->lines->len;
    g_autofree char *dead = yq_say_casualties(page, &incident->casualties);
    g_autofree char *line = one_line(page, incident);
    g_autofree char *when = join(
        date, " · ", g_strcmp0(line, dead) == 0 || detail->summary == 0 ? dead : NULL);

    add_lines(entry->lines, when, &font, width, 2);
    if (g_strcmp0(line, dead) != 0) {
        add_lines(entry->lines, line, &font, width, detail->summary);
    }
    if (detail->source) {
        g_autofree char *source = source_of(page, incident);
        guint before = entry->lines->len;

        add_lines(entry->lines, source, &font, width, 1);
        entry->n_source = entry->lines->len - before;
    }
}

static void entry_clear(gpointer data)
{
    g_clear_pointer(&((Entry *)data)->lines, g_ptr_array_unref);
}

/* --- choosing the detail and the entries --- */

static double entry_height(const YqPage *page, const Entry *entry, const Detail *detail)
{
    YqFont font = list_font(page, detail, false);
    double gap = detail->one_line > 0 ? 0.28 : 0.45;

    return MAX(entry->lines->len * line_height(&font),
               detail->one_line > 0 ? 0 : 17 * detail->scale) +
           gap * font.size;
}

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

/* The @n most important, by date. */
static GArray *entries_of(YqPage *page, guint n, const Detail *detail)
{
    g_autofree YqMark **marks = g_new(YqMark *, page->marks->len + 1);
    GArray *entries = g_array_new(FALSE, TRUE, sizeof(Entry));

    g_array_set_clear_func(entries, entry_clear);
    for (guint i = 0; i < page->marks->len; i++) {
        marks[i] = YQ_MARK(page, i);
    }
    if (n < page->marks->len) {
        qsort(marks, page->marks->len, sizeof *marks, by_importance);
    }
    qsort(marks, n, sizeof *marks, by_order);
    for (guint i = 0; i < n; i++) {
        Entry entry = {marks[i], NULL, 0, 0};

        fill_entry(page, &entry, detail);
        g_array_append_val(entries, entry);
    }
    return entries;
}

static double total_height(const YqPage *page, const GArray *entries,
                           const Detail *detail)
{
    double height = 0;

    for (guint i = 0; i < entries->len; i++) {
        height += entry_height(page, &g_array_index(entries, Entry, i), detail);
    }
    return height;
}

struct YqList {
    GArray *entries; /* of Entry */
    const Detail *detail;
    guint left_out;
    bool with_legend; /* there is room for the legend below */
};

static double room_for_entries(const YqPage *page)
{
    return page->panel.height - 20;
}

/* What @n entries take at the least: their lines, before any is broken. */
static double least_height(const YqPage *page, guint n, const Detail *detail)
{
    YqFont font = list_font(page, detail, false);
    double lines = detail->one_line > 0 ? 1 : 2;
    guint told = 0;

    for (guint i = 0; i < page->marks->len && detail->summary > 0; i++) {
        const char *summary = YQ_MARK(page, i)->incident->summary;

        told += summary != NULL && *summary != '\0';
    }
    told = told + n > page->marks->len ? told + n - page->marks->len : 0;
    return (n * lines + told) * line_height(&font);
}

/* The most detail at which @n entries fit, or NULL. Once a detail was found for all at a
 * greater width, none before it comes into question. */
static const Detail *detail_for(YqPage *page, guint n, double room, GArray **out)
{
    for (size_t i = n == page->marks->len ? page->list_detail : 0;
         i < G_N_ELEMENTS(details); i++) {
        if (least_height(page, n, &details[i]) > room) {
            continue;
        }
        g_autoptr(GArray) entries = entries_of(page, n, &details[i]);

        if (total_height(page, entries, &details[i]) <= room) {
            *out = g_steal_pointer(&entries);
            return &details[i];
        }
    }
    return NULL;
}

/* What the legend takes below the list, with a row for all there may be to explain; 0
 * when it does not fit there. */
static double legend_height(YqPage *page)
{
    g_autofree YqMark *kept =
        g_memdup2(page->marks->data, page->marks->len * sizeof *kept);
    bool borders = page->drawn_borders, disputed = page->drawn_disputed;
    double width, height;

    for (guint i = 0; i < page->marks->len; i++) {
        YQ_MARK(page, i)->number = 1;
        YQ_MARK(page, i)->mapped = true;
        YQ_MARK(page, i)->symbol = "circle";
    }
    page->legend_in_panel = page->drawn_borders = page->drawn_disputed = true;
    yq_legend_size(page, &width, &height);
    page->legend_in_panel = false;
    page->drawn_borders = borders;
    page->drawn_disputed = disputed;
    memcpy(page->marks->data, kept, page->marks->len * sizeof *kept);
    page->legend_width = width - 6;
    return width - 6 <= page->panel.width && height < page->panel.height * 0.45 &&
                   !yq_page_without(page, "legend")
               ? height + 14
               : 0;
}

/* Whether to tell as much as @less does, for the legend's sake, instead of @more. */
static bool is_worth_it(const Detail *less, const Detail *more)
{
    return less != NULL &&
           (less->summary > 0 ||
            (more->summary == 0 && (less->one_line > 0) == (more->one_line > 0)));
}

/* All, with room for the legend below where that costs little. */
static void plan_all(YqPage *page, YqList *self, double legend)
{
    g_autoptr(GArray) more = NULL, less = NULL;
    double room = room_for_entries(page);
    const Detail *detail = detail_for(page, page->marks->len, room, &more);
    const Detail *with = legend > 0 && detail != NULL
                             ? detail_for(page, page->marks->len, room - legend, &less)
                             : NULL;

    self->with_legend = is_worth_it(with, detail);
    self->detail = self->with_legend ? with : detail;
    self->entries = self->with_legend ? g_steal_pointer(&less) : g_steal_pointer(&more);
}

/* The gravest, as many as there is room for beside the legend. */
static void plan_some(YqPage *page, YqList *self, double legend)
{
    YqFont font = list_font(page, &details[G_N_ELEMENTS(details) - 2], false);
    double room = room_for_entries(page) - 16 - legend;
    guint fits = (guint)(room / (line_height(&font) + font.size * 0.3));

    self->with_legend = legend > 0;
    for (guint n = MIN(page->marks->len, fits); n > 0 && self->detail == NULL; n--) {
        self->detail = detail_for(page, n, room, &self->entries);
    }
}

YqList *yq_list_plan(YqPage *page)
{
    YqList *self = g_new0(YqList, 1);

    if (page->panel.width <= 0 || page->marks->len == 0) {
        return self;
    }
    double legend = legend_height(page);

    plan_all(page, self, legend);
    if (self->detail == NULL) {
        plan_some(page, self, legend);
    }
    if (self->entries == NULL) {
        return self;
    }
    self->left_out = page->marks->len - self->entries->len;
    page->panel_used = 20 + total_height(page, self->entries, self->detail) +
                       (self->left_out > 0 ? 16 : 0);
    page->all_listed = self->left_out == 0;
    for (guint i = 0; i < self->entries->len; i++) {
        g_array_index(self->entries, Entry, i).mark->number = (int)i + 1;
    }
    return self;
}

/* The longest line of @list with what stands before it. */
static double natural_width(const YqPage *page, const YqList *list)
{
    YqFont bold = list_font(page, list->detail, true);
    YqFont font = list_font(page, list->detail, false);
    double most = 0;

    for (guint i = 0; i < list->entries->len; i++) {
        const Entry *entry = &g_array_index(list->entries, Entry, i);

        for (guint k = 0; k < entry->lines->len; k++) {
            most = MAX(most, yq_text_measure(entry->lines->pdata[k],
                                             k < entry->n_bold ? &bold : &font)
                                 .width);
        }
    }
    return most + indent(list->detail) + 4;
}

double yq_list_natural_width(YqPage *page)
{
    enum { MOST = 60 };

    if (page->marks->len > MOST) {
        return page->panel.width;
    }
    g_autoptr(YqList) list = yq_list_plan(page);

    page->list_detail =
        list->left_out == 0 && list->detail != NULL ? (guint)(list->detail - details) : 0;
    if (list->entries == NULL) {
        return page->panel.width;
    }
    return MAX(natural_width(page, list), list->with_legend ? page->legend_width : 0);
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

static void draw_entry(YqPage *page, const Entry *entry, const Detail *detail, double top)
{
    YqFont font = list_font(page, detail, false), bold = list_font(page, detail, true);
    int side = page->rtl ? -1 : 1;
    double edge = page->rtl ? page->panel.x + page->panel.width : page->panel.x;
    double step = line_height(&font), y = top + font.size * 1.02;
    double r = detail->one_line > 0 ? 4.6 * detail->scale : 6 * detail->scale;

    draw_number(page, entry->mark, edge + side * 11 * detail->scale, y, detail->scale);
    yq_page_mark_symbol(page, entry->mark, edge + side * 20.5 * detail->scale,
                        y - font.size * 0.36, r, false);
    for (guint i = 0; i < entry->lines->len; i++) {
        bool head = i < entry->n_bold, source = i + entry->n_source >= entry->lines->len;

        put(page, edge + side * indent(detail), y, entry->lines->pdata[i],
            head ? &bold : &font, source && entry->n_source > 0 ? "muted" : "text");
        y += step;
    }
}

static void draw_more(YqPage *page, const YqList *self, double y)
{
    YqFont font = list_font(page, self->detail, false);
    g_autofree char *number = yq_say_number(page, page->marks->len, 0);
    g_autofree char *more = yq_say_with(page, "and_more.map", "n", number, NULL);
    g_autofree char *cut = yq_text_cut(more, &font, page->panel.width);

    put(page, page->rtl ? page->panel.x + page->panel.width : page->panel.x,
        y + font.size, cut, &font, "muted");
}

void yq_list_draw(YqPage *page, const YqList *self)
{
    YqFont title = yq_theme_font(page->theme, "furniture", "list-title");
    double edge = page->rtl ? page->panel.x + page->panel.width : page->panel.x;
    double y = page->panel.y + 18;

    if (self->entries == NULL) {
        return;
    }
    yq_scene_begin(page->scene, "list", NULL);
    put(page, edge, page->panel.y + title.size, yq_say(page, "incidents"), &title,
        "text");
    for (guint i = 0; i < self->entries->len; i++) {
        const Entry *entry = &g_array_index(self->entries, Entry, i);

        draw_entry(page, entry, self->detail, y);
        y += entry_height(page, entry, self->detail);
    }
    if (self->left_out > 0) {
        draw_more(page, self, y + 3);
    }
    yq_scene_end(page->scene);
}
