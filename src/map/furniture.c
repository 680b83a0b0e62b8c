/* SPDX-License-Identifier: MIT */
/* The page around the map: title, footer, and in the map's corners legend, scale, inset
 * and north arrow. */
#include "map/page.h"

#include "map/legend.h"
#include "map/list.h"
#include "map/density.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

/* On a page narrower than this, points, a list beside the map would leave none; and one
 * below it no words. */
#define LEAST_WITH_LIST 230.0
#define LEAST_ABOVE_LIST 140.0

/* Lines of the footer, and of a page that is no wider than a telephone's. */
#define FOOTER_LINES(page) ((page)->width < LEAST_WITH_LIST ? 4 : 2)

static double margin(const YqPage *page)
{
    return CLAMP(0.022 * MIN(page->width, page->height), 8, 24);
}

/* Type grows with the page, but less. */
static YqFont page_font(const YqPage *page, const char *group, const char *key)
{
    return yq_theme_font(page->theme, group, key);
}

/* --- dividing the page --- */

static char **title_lines(const YqPage *page, const YqFont *font)
{
    g_autofree char *text = yq_page_title_text(page);

    return yq_text_wrap(text, font, page->width - 2 * margin(page));
}

/* A font no wider than two lines of the page want. */
static YqFont title_font(const YqPage *page)
{
    YqFont font = page_font(page, "page", "title");

    font.size *= CLAMP(page->width / 800, 0.55, 1.5) / page->type_scale;
    for (int i = 0; i < 6; i++) {
        g_auto(GStrv) lines = title_lines(page, &font);

        if (g_strv_length(lines) <= 2) {
            break;
        }
        font.size *= 0.9;
    }
    return font;
}

/* Arabic letters reach farther down. */
static double title_step(const YqPage *page, const YqFont *font)
{
    return font->size * (page->rtl ? 1.36 : 1.25);
}

static double title_height(const YqPage *page)
{
    YqFont font = title_font(page), sub = page_font(page, "page", "subtitle");
    g_auto(GStrv) lines = title_lines(page, &font);
    g_autofree char *subtitle = yq_page_subtitle_text(page);

    if (yq_page_without(page, "title")) {
        return 0;
    }
    return 6 + MIN(g_strv_length(lines), 2) * title_step(page, &font) +
           (*subtitle != '\0' ? sub.size * 1.5 : 0) + 6;
}

static double footer_height(YqPage *page)
{
    YqFont font = page_font(page, "furniture", "note");

    page->footer_height =
        yq_page_without(page, "footer") ? 0 : FOOTER_LINES(page) * font.size * 1.35 + 4;
    return page->footer_height;
}

/* The list's panel beside the map, on the side where reading ends. */
static void set_panel(YqPage *page, YqRect all, double width, double gap)
{
    page->frame = all;
    page->frame.width = all.width - width - gap;
    page->panel = (YqRect){page->rtl ? all.x : all.x + page->frame.width + gap, all.y,
                           width, all.height};
    page->frame.x = page->rtl ? all.x + width + gap : all.x;
}

/* What is left between title and footer. */
static YqRect body_of(YqPage *page)
{
    double m = margin(page);

    page->title_height = title_height(page);
    double top = m * 0.8 + page->title_height,
           bottom = page->height - m * 0.6 - footer_height(page);

    return (YqRect){m, top, page->width - 2 * m, bottom - top};
}

/* The list in columns below the map: as high as lets it tell of all, or else less than
 * the map. */
static void divide_tall(YqPage *page, YqRect all, double gap)
{
    static const double shares[] = {0.42, 0.5, 0.57, 0.42};

    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        page->panel = (YqRect){all.x, all.y, all.width, all.height * shares[i]};
        yq_list_fit_panel(page, true);
        if (page->all_listed || page->marks->len > YQ_LIST_TOLD) {
            break;
        }
    }
    page->frame.height = all.height - page->panel.height - gap;
    page->panel.y = all.y + page->frame.height + gap;
}

/* The list beside the map, with @more points for it than a page has else. */
static void divide_wide(YqPage *page, YqRect all, double gap, double more)
{
    double width = CLAMP((page->width - more) * 0.29, 140 * page->type_scale,
                         330 * page->type_scale);

    set_panel(page, all, width + more, gap);
}

/* A page whose size nobody asked for grows until the list has room for a line of each
 * incident and who says so, first by a column. Where even that is not enough, it stays as
 * it is. */
static void divide_growing(YqPage *page, double gap)
{
    static const struct {
        double wider, higher;
    } steps[] = {{1, 1}, {1.3, 1}, {1.3, 1.25}, {1.6, 1.25}};
    double width = page->width, height = page->height;

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        page->width = width * steps[i].wider;
        page->height = height * steps[i].higher;
        divide_wide(page, body_of(page), gap, page->width - width);
        if (yq_list_has_room(page)) {
            return;
        }
    }
    page->width = width;
    page->height = height;
    divide_wide(page, body_of(page), gap, 0);
}

void yq_page_divide(YqPage *page)
{
    double gap = margin(page) * 0.8;
    bool tall = page->width < 0.95 * page->height;
    bool list = page->marks->len > 0 &&
                page->width > (tall ? LEAST_ABOVE_LIST : LEAST_WITH_LIST) &&
                !yq_page_without(page, "list");

    page->frame = body_of(page);
    page->panel = (YqRect){0};
    if (list && tall) {
        divide_tall(page, page->frame, gap);
    } else if (list) {
        YqRect all = page->frame;

        if (page->may_grow && page->marks->len <= YQ_LIST_TOLD) {
            divide_growing(page, gap);
            all = body_of(page);
        } else {
            divide_wide(page, all, gap, 0);
        }
        /* what the list does not need, the map takes */
        yq_list_fit_panel(page, false);
        set_panel(page, all, page->panel.width, gap);
    }
}

/* --- drawing --- */

static void put(YqPage *page, double y, const char *text, const YqFont *font,
                const char *colour)
{
    YqTextStyle style = {
        *font, yq_theme_colour(page->theme, "page", colour), {0, 0, 0, 0}, 0};
    double m = margin(page);

    yq_scene_text(page->scene, page->rtl ? page->width - m : m, y,
                  page->rtl ? YQ_ALIGN_END : YQ_ALIGN_START, 0, text, &style);
}

/* Where the first article stands, if that is an address. */
static const char *address(const YqPage *page)
{
    const char *source = yq_annotations_n_articles(page->annotations) > 0
                             ? yq_annotations_article(page->annotations, 0)->source
                             : NULL;

    return source != NULL && (g_str_has_prefix(source, "https://") ||
                              g_str_has_prefix(source, "http://"))
               ? source
               : NULL;
}

static void draw_title(YqPage *page)
{
    YqFont font = title_font(page), sub = page_font(page, "page", "subtitle");
    g_auto(GStrv) lines = title_lines(page, &font);
    g_autofree char *subtitle = yq_page_subtitle_text(page);
    const char *url = address(page);
    double m = margin(page), y = m * 0.8 + 6;
    YqPaint accent = {.fill = yq_theme_colour(page->theme, "furniture", "list-number")};

    if (yq_page_without(page, "title")) {
        return;
    }
    yq_scene_begin(page->scene, "title", NULL);
    yq_scene_rect(page->scene, (YqRect){page->rtl ? page->width - m - 30 : m, 0, 30, 5},
                  0, &accent);
    if (url != NULL) {
        yq_scene_link(page->scene, url);
    }
    for (guint i = 0; i < MIN(g_strv_length(lines), 2); i++) {
        put(page, y + font.size * 0.92, lines[i], &font, "text");
        y += title_step(page, &font);
    }
    if (url != NULL) {
        yq_scene_link(page->scene, NULL);
    }
    if (*subtitle != '\0') {
        sub.size *= MIN(1, (page->width - 2 * m) / yq_text_measure(subtitle, &sub).width);
        put(page, y + sub.size, subtitle, &sub, "muted");
    }
    yq_scene_end(page->scene);
}

static void draw_footer(YqPage *page)
{
    YqFont font = page_font(page, "furniture", "note");
    g_autofree char *text = yq_page_footer_text(page);
    double width = page->width - 2 * margin(page);
    g_auto(GStrv) lines = yq_text_wrap(text, &font, width);
    double y = page->height - margin(page) * 0.6 - page->footer_height + 4;

    if (page->footer_height <= 0) {
        return;
    }
    while (g_strv_length(lines) > FOOTER_LINES(page) && font.size > 4) {
        font.size *= 0.94;
        g_strfreev(lines);
        lines = yq_text_wrap(text, &font, width);
    }
    yq_scene_begin(page->scene, "sources", NULL);
    yq_scene_link(page->scene, "https://www.openstreetmap.org/copyright");
    for (char **line = lines; *line != NULL; line++) {
        put(page, y + font.size, *line, &font, "muted");
        y += font.size * 1.35;
    }
    yq_scene_link(page->scene, NULL);
    yq_scene_end(page->scene);
}

static void draw_panel(YqPage *page, YqRect rect)
{
    YqPaint paint = {.fill = yq_theme_colour(page->theme, "page", "panel"),
                     .stroke = yq_theme_colour(page->theme, "page", "panel-stroke"),
                     .width = yq_theme_number(page->theme, "page", "panel-width")};

    yq_scene_rect(page->scene, rect, 0, &paint);
}

static void draw_north(YqPage *page)
{
    YqRect r = page->north.rect;
    YqColour dark = yq_theme_colour(page->theme, "page", "text");
    YqTextStyle style = {page_font(page, "furniture", "scale"), dark,
                         yq_theme_colour(page->theme, "labels", "halo"), 1.2};

    if (r.width <= 0) {
        return;
    }
    YqXY middle = {(float)(r.x + r.width / 2), (float)(r.y + r.height / 2)};
    double a = yq_projection_north(&page->projection, middle);
    double s = sin(a), c = -cos(a), cx = middle.x, cy = middle.y;
    YqXY points[4] = {{(float)(cx + 11 * s), (float)(cy + 11 * c)},
                      {(float)(cx - 7 * s - 5 * c), (float)(cy - 7 * c + 5 * s)},
                      {(float)(cx - 4 * s), (float)(cy - 4 * c)},
                      {(float)(cx - 7 * s + 5 * c), (float)(cy - 7 * c - 5 * s)}};
    uint32_t end = 4;

    yq_scene_begin(page->scene, "north", NULL);
    yq_scene_path(page->scene, &(YqPath){points, &end, 1, true},
                  &(YqPaint){.fill = dark});
    yq_scene_text(page->scene, cx + 16 * s, cy + 16 * c + 2.5, YQ_ALIGN_MIDDLE, 0,
                  yq_say(page, "north"), &style);
    yq_scene_end(page->scene);
}

void yq_page_frame_texts(YqPage *page)
{
    draw_title(page);
    draw_footer(page);
}

void yq_page_furniture_draw(YqPage *page)
{
    YqPaint frame = {.stroke = yq_theme_colour(page->theme, "map", "frame"),
                     .width = yq_theme_number(page->theme, "map", "frame-width")};

    yq_page_inset_draw(page);
    if (page->legend.rect.width > 0) {
        yq_scene_begin(page->scene, "legend", NULL);
        if (!page->legend_in_panel) {
            draw_panel(page, page->legend.rect);
        }
        yq_legend_draw(page, page->legend.rect);
        yq_scene_end(page->scene);
    }
    if (page->scale.rect.width > 0) {
        yq_scene_begin(page->scene, "scale", NULL);
        draw_panel(page, page->scale.rect);
        yq_scale_draw(page, page->scale.rect);
        yq_scene_end(page->scene);
    }
    draw_north(page);
    yq_scene_rect(page->scene, page->frame, 0, &frame);
    yq_page_frame_texts(page);
}
