/* SPDX-License-Identifier: MIT */
/* The public face of the maps: lays a page out, step by step, and writes it. */
#include "map/page.h"

#include "base/compiled.h"
#include "border/world.h"
#include "language/language.h"
#include "draw/gaps.h"
#include "draw/grid.h"
#include "map/density.h"
#include "map/list.h"
#include "map/mask.h"
#include "map/told.h"
#include "map/words.h"
#include "vector/relief.h"
#include "vector/vector.h"

#include <stdarg.h>
#include <stdio.h>
#include <math.h>
#include <string.h>

/* A map of fewer points shows nothing. */
#define LEAST_FRAME 20.0

struct YqMap {
    YqScene *scene;
    double dpi;
    bool outline;
    char *notes, *unplaced, *left_out, *timing, *description;
};

/* Radius of the largest dot of a town, points. */
#define DOT 2.4

typedef struct Late {
    double x, y;
    const char *text;
    YqTextStyle style;
} Late;

void yq_page_lap(YqPage *page, const char *what)
{
    if (page->options->timing) {
        int64_t now = g_get_monotonic_time();

        g_string_append_printf(page->timing, "%-12s %6.1f ms\n", what,
                               (double)(now - page->clock) / 1000);
        page->clock = now;
    }
}

bool yq_page_without(const YqPage *page, const char *what)
{
    const char *list = page->options->without;
    g_auto(GStrv) parts = list != NULL ? g_strsplit(list, ",", -1) : NULL;

    for (char **part = parts; part != NULL && *part != NULL; part++) {
        if (strcmp(g_strstrip(*part), what) == 0) {
            return true;
        }
    }
    return false;
}

void yq_page_note(YqPage *page, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_string_append_vprintf(page->notes, format, args);
    va_end(args);
    g_string_append_c(page->notes, '\n');
}

void yq_page_later(YqPage *page, double x, double y, const char *text,
                   const YqTextStyle *style)
{
    Late late = {x, y, yq_arena_strdup(page->arena, text), *style};

    g_array_append_val(page->late, late);
}

/* Whether a symbol, a town's dot or a panel stands where the text would. */
static bool is_taken(const YqPage *page, YqRect box)
{
    const YqPlot *plots[] = {&page->legend, &page->inset, &page->scale, &page->north};

    for (size_t i = 0; i < G_N_ELEMENTS(plots); i++) {
        if (yq_rects_overlap(box, plots[i]->rect)) {
            return true;
        }
    }
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);
        double r = mark->radius + (mark->number > 0 ? yq_badge_radius(page) : 0);

        if (mark->mapped && !mark->dense &&
            yq_rects_overlap(box,
                             (YqRect){mark->xy.x - r, mark->xy.y - r, 2 * r, 2 * r})) {
            return true;
        }
    }
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);
        double r = DOT * page->type_scale;

        if (town->inside && !town->area && (town->weight > 0 || !town->crowded) &&
            yq_rects_overlap(box,
                             (YqRect){town->xy.x - r, town->xy.y - r, 2 * r, 2 * r})) {
            return true;
        }
    }
    return false;
}

static void draw_late(YqPage *page)
{
    yq_scene_begin(page->scene, "degrees", NULL);
    for (guint i = 0; i < page->late->len; i++) {
        const Late *late = &g_array_index(page->late, Late, i);
        YqExtents size = yq_text_measure(late->text, &late->style.font);
        YqRect box = {late->x - size.width / 2, late->y - size.ascent, size.width,
                      size.ascent + size.descent};

        if (is_taken(page, box)) {
            continue;
        }
        g_array_append_val(page->gaps, box);
        yq_scene_text(page->scene, late->x, late->y, YQ_ALIGN_MIDDLE, 0, late->text,
                      &late->style);
    }
    yq_scene_end(page->scene);
}

/* No name is struck through. */
static void break_borders(YqPage *page)
{
    static const char *const groups[] = {"borders", "provinces"};

    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        yq_scene_break_lines(page->scene, groups[i], (const YqRect *)page->gaps->data,
                             page->gaps->len);
    }
}

/* --- language --- */

static const char *article_language(const YqAnnotations *annotations)
{
    for (size_t i = 0; i < yq_annotations_n_articles(annotations); i++) {
        const char *language = yq_annotations_article(annotations, i)->language;

        if (language != NULL && *language != '\0') {
            return language;
        }
    }
    return "en";
}

/* "ar, en, es, fr"; g_free() it. */
static bool set_languages(YqPage *page, GError **error)
{
    const char *wish = page->options->language;
    g_auto(GStrv) parts =
        g_strsplit(wish != NULL ? wish : article_language(page->annotations), "+", 3);

    for (char **part = parts; *part != NULL; part++) {
        if (!yq_language_known(*part) && wish != NULL) {
            g_autofree char *all = yq_language_list();

            g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                        "no language '%s' for maps: %s, or two such as ar+fr", *part,
                        all);
            return false;
        }
    }
    page->language = parts[0] != NULL && yq_language_known(parts[0])
                         ? yq_arena_strdup(page->arena, parts[0])
                         : "en";
    page->second = parts[0] != NULL && parts[1] != NULL && strcmp(parts[0], parts[1]) != 0
                       ? yq_arena_strdup(page->arena, parts[1])
                       : NULL;
    page->rtl = yq_language_rtl(page->language);
    return true;
}

static bool has_eastern_digits(const char *text)
{
    for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (c >= 0x660 && c <= 0x669) {
            return true;
        }
    }
    return false;
}

/* Unless it is said, an Arabic page has the digits that its article has: 0-9 in the west
 * of the Arab world, others in the east. */
static bool set_digits(YqPage *page, GError **error)
{
    const char *wish = page->options->digits;

    if (wish != NULL && strcmp(wish, "auto") != 0) {
        page->eastern_digits = strcmp(wish, "arabic-indic") == 0;
        if (!page->eastern_digits && strcmp(wish, "arabic") != 0) {
            g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                        "no digits '%s': arabic (0-9), arabic-indic or auto", wish);
            return false;
        }
        return true;
    }
    for (size_t i = 0; page->rtl && i < yq_annotations_n_incidents(page->annotations);
         i++) {
        page->eastern_digits |=
            has_eastern_digits(yq_annotations_incident(page->annotations, i)->summary);
    }
    return true;
}

/* --- a page's life --- */

void yq_page_init(YqPage *page, const YqAnnotations *annotations,
                  const YqGazetteer *gazetteer, const YqMapOptions *options)
{
    *page = (YqPage){
        .annotations = annotations,
        .gazetteer = gazetteer,
        .options = options,
        .arena = yq_arena_new(),
        .type_scale = 1,
        .symbol_scale = 1,
        .towns = g_array_new(FALSE, TRUE, sizeof(YqTown)),
        .marks = g_array_new(FALSE, TRUE, sizeof(YqMark)),
        .obstacles = g_array_new(FALSE, TRUE, sizeof(YqRect)),
        .lines = g_array_new(FALSE, TRUE, sizeof(YqXY)),
        .gaps = g_array_new(FALSE, TRUE, sizeof(YqRect)),
        .late = g_array_new(FALSE, TRUE, sizeof(Late)),
        .told = yq_told_new(),
        .speakers = g_hash_table_new(g_str_hash, g_str_equal),
        .notes = g_string_new(NULL),
        .unplaced = g_string_new(NULL),
        .left_out = g_string_new(NULL),
        .timing = g_string_new(NULL),
        .clock = options->timing ? g_get_monotonic_time() : 0,
    };
}

void yq_page_clear(YqPage *page)
{
    yq_projection_clear(&page->projection);
    yq_vectors_free(page->vectors);
    yq_relief_free(page->relief);
    yq_mask_free(page->land);
    yq_band_free(page->band);
    yq_density_free(page->density);
    yq_theme_free(page->theme);
    yq_scene_free(page->scene);
    g_array_unref(page->towns);
    g_array_unref(page->marks);
    g_array_unref(page->obstacles);
    g_array_unref(page->lines);
    g_array_unref(page->gaps);
    g_array_unref(page->late);
    g_hash_table_unref(page->told);
    g_hash_table_unref(page->speakers);
    g_string_free(page->notes, TRUE);
    g_string_free(page->unplaced, TRUE);
    g_string_free(page->left_out, TRUE);
    g_string_free(page->timing, TRUE);
    yq_arena_free(page->arena);
}

void yq_page_towns_locate(YqPage *page)
{
    YqRect f = page->frame;

    for (guint i = 0; i < page->towns->len; i++) {
        YqTown *town = YQ_TOWN(page, i);

        town->xy = yq_projection_point(&page->projection, town->at);
        town->inside = town->xy.x > f.x + 3 && town->xy.x < f.x + f.width - 3 &&
                       town->xy.y > f.y + 3 && town->xy.y < f.y + f.height - 3;
    }
}

/* Type and symbols grow with the page, but far less: a newspaper's column is read from as
 * near as its page. */
static void set_scale(YqPage *page)
{
    double usual = 800.0 * 600.0;

    page->type_scale = CLAMP(pow(page->width * page->height / usual, 0.25), 0.78, 2);
    page->symbol_scale = page->type_scale;
    yq_theme_set_scale(page->theme, page->type_scale);
}

/* A map of a series is divided as the others are. */
static void divide(YqPage *page)
{
    if (page->common == NULL) {
        yq_page_divide(page);
        return;
    }
    page->frame = page->common->frame;
    page->panel = page->common->panel;
    page->title_height = page->common->title_height;
    page->footer_height = page->common->footer_height;
}

bool yq_page_prepare(YqPage *page, GError **error)
{
    const YqMapOptions *o = page->options;

    if (!yq_page_check_options(o, error)) {
        return false;
    }
    page->theme = yq_theme_open(o->theme, error);
    if (page->theme == NULL || !yq_page_size(page->theme, o->size, o->dpi, &page->width,
                                             &page->height, &page->dpi, error)) {
        return false;
    }
    set_scale(page);
    if (!set_languages(page, error) || !set_digits(page, error) ||
        !yq_page_choose(page, error) || !yq_page_open_data(page, error) ||
        !yq_page_border_open(page, error)) {
        return false;
    }
    divide(page);
    if (MIN(page->frame.width, page->frame.height) < LEAST_FRAME) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                    "size '%s' leaves no room beside title, list and footer",
                    page->options->size != NULL ? page->options->size : "");
        return false;
    }
    page->scene = yq_scene_new(page->width, page->height);
    yq_scene_set_background(page->scene,
                            yq_theme_colour(page->theme, "page", "background"));
    yq_page_lap(page, "choice");
    return true;
}

bool yq_page_find_extent(YqPage *page, GError **error)
{
    YqExtent extent;
    bool done =
        yq_extent_choose(page, &extent, error) && yq_projection_fit(page, &extent, error);

    yq_extent_clear(&extent);
    yq_page_lap(page, "projection");
    return done;
}

/* Of a series, the extent is that of all incidents, the marks are one period's. */
static void keep_period(YqPage *page)
{
    guint n = 0;

    for (guint i = 0; i < page->marks->len; i++) {
        YqInterval when = YQ_MARK(page, i)->incident->when;
        YqDate start = when.start.year != 0 ? when.start : when.end;

        if (start.year != 0 && yq_date_compare(start, page->period->start) >= 0 &&
            yq_date_compare(start, page->period->end) <= 0) {
            *YQ_MARK(page, n++) = *YQ_MARK(page, i);
        }
    }
    g_array_set_size(page->marks, n);
}

/* Where all lies, and what the list tells. */
static YqList *locate(YqPage *page)
{
    if (page->period != NULL) {
        keep_period(page);
    }
    yq_page_marks_locate(page);
    yq_page_towns_locate(page);
    return yq_list_plan(page);
}

static void draw_ground(YqPage *page)
{
    yq_scene_begin(page->scene, "map", &page->frame);
    yq_page_basemap(page);
    yq_page_border_draw(page);
    yq_scene_end(page->scene);
}

bool yq_page_lists_all(YqPage *page)
{
    yq_list_free(locate(page));
    return page->all_listed || page->marks->len == 0;
}

void yq_page_find_common(YqPage *page, YqCommon *out)
{
    yq_list_free(locate(page));
    yq_page_marks_number_all(page);
    *out = (YqCommon){.marks = page->marks,
                      .frame = page->frame,
                      .panel = page->panel,
                      .title_height = page->title_height,
                      .footer_height = page->footer_height};
    page->common = out;
    draw_ground(page);
    yq_page_furniture_place(page);
    out->legend = page->legend;
    out->inset = page->inset;
    out->scale = page->scale;
    out->north = page->north;
    out->legend_in_panel = page->legend_in_panel;
    out->legend_least = page->legend_least;
    yq_page_relief_finish(page);
}

void yq_page_lay_out(YqPage *page)
{
    g_autoptr(YqList) list = locate(page);

    yq_page_lap(page, "list");
    draw_ground(page);
    yq_page_marks_place(page);
    yq_page_furniture_place(page);
    yq_page_lap(page, "marks");
    yq_page_orient(page);
    yq_page_lap(page, "towns");
    yq_page_marks_regions(page);
    yq_page_marks_lines(page);
    yq_page_names(page);
    yq_page_marks_draw(page);
    draw_late(page);
    break_borders(page);
    yq_page_furniture_draw(page);
    yq_list_draw(page, list);
    yq_page_relief_finish(page);
    yq_page_lap(page, "furniture");
}

YqMap *yq_page_finish(YqPage *page)
{
    YqMap *self = g_new0(YqMap, 1);
    g_autofree char *title = yq_page_title_text(page);

    self->description = yq_page_describe(page);
    yq_scene_set_title(page->scene, title, self->description, page->language);
    self->scene = g_steal_pointer(&page->scene);
    self->dpi = page->dpi;
    self->outline = page->options->outline;
    self->notes = g_strdup(page->notes->str);
    self->unplaced = g_strdup(page->unplaced->str);
    self->left_out = g_strdup(page->left_out->str);
    self->timing = g_strdup(page->timing->str);
    return self;
}

YqMap *yq_map_new(const YqAnnotations *annotations, const YqGazetteer *gazetteer,
                  const YqMapOptions *options, GError **error)
{
    static const YqMapOptions defaults;
    g_auto(YqPage) page;

    yq_compiled_rest(); /* articles have been read */
    yq_world_rest();
    yq_gazetteer_rest(gazetteer);
    yq_page_init(&page, annotations, gazetteer, options != NULL ? options : &defaults);
    page.may_grow = page.options->size == NULL;
    if (!yq_page_prepare(&page, error) || !yq_page_find_extent(&page, error)) {
        return NULL;
    }
    yq_page_lay_out(&page);
    if (page.options->strict && page.unplaced->len > 0) {
        g_strchomp(page.unplaced->str);
        g_strdelimit(page.unplaced->str, "\n", ',');
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "no room for the names of %s",
                    page.unplaced->str);
        return NULL;
    }
    return yq_page_finish(&page);
}

bool yq_map_write(const YqMap *self, const char *path, GError **error)
{
    YqRender render = {self->dpi, self->outline};

    return yq_scene_write(self->scene, &render, path, error);
}

char *yq_map_dump(const YqMap *self)
{
    return yq_scene_dump(self->scene);
}

char *yq_map_describe(const YqMap *self)
{
    return g_strdup(self->description);
}

const char *yq_map_notes(const YqMap *self)
{
    return self->notes;
}

const char *yq_map_unplaced(const YqMap *self)
{
    return self->unplaced;
}

const char *yq_map_left_out(const YqMap *self)
{
    return self->left_out;
}

const char *yq_map_timing(const YqMap *self)
{
    return self->timing;
}

void yq_map_free(YqMap *self)
{
    if (self != NULL) {
        yq_scene_free(self->scene);
        g_free(self->notes);
        g_free(self->unplaced);
        g_free(self->left_out);
        g_free(self->timing);
        g_free(self->description);
        g_free(self);
    }
}
