/* SPDX-License-Identifier: MIT */
/* The small map that shows where on the earth the strip lies. */
#include "strip/chart.h"

#include "border/world.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

/* The map's shorter side, in lengths of the border's longer one: wide enough for coasts
 * and neighbours, close enough for the line to be one. */
#define WIDE 2.4
#define LEAST_KM 300.0
#define MOST_KM 1500.0
#define MARGIN 0.3
#define SAMPLES 200

static YqPoint sample(const YqChart *self, int i)
{
    return yq_border_at_km(self->border, self->length_km * i / SAMPLES);
}

/* From its ends and middle to all of it, the farthest. */
static double span_km(const YqChart *self)
{
    double most = 0;

    for (int i = 0; i <= SAMPLES; i++) {
        for (int k = 0; k <= 2; k++) {
            most = fmax(most, yq_distance_rough_km(sample(self, i),
                                                   sample(self, k * SAMPLES / 2)));
        }
    }
    return most;
}

static bool fit(YqChart *self)
{
    YqPage *page = &self->page;
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(YqPoint));
    g_autofree char *why = g_strdup("the small map: all of the border");
    YqExtent extent = {points, CLAMP(WIDE * span_km(self), LEAST_KM, MOST_KM), MARGIN,
                       why};

    page->frame = self->map;
    for (int i = 0; i <= SAMPLES; i++) {
        YqPoint at = sample(self, i);

        g_array_append_val(points, at);
    }
    return yq_projection_fit(page, &extent, NULL);
}

static void draw_line(YqChart *self)
{
    YqColour dark = yq_theme_colour(self->page.theme, "furniture", "inset-frame");

    for (size_t p = 0; p < yq_border_n_parts(self->border); p++) {
        YqGeometry part = yq_border_part(self->border, p);
        g_autofree YqXY *xy = g_new(YqXY, part.n_points);
        uint32_t n = 0;

        yq_projection_forward(&self->page.projection, part.points, part.n_points, xy);
        for (size_t i = 0; i < part.n_points; i++) {
            bool last = i + 1 == part.n_points;

            if (isfinite(xy[i].x) &&
                (n == 0 || last ||
                 hypot(xy[i].x - xy[n - 1].x, xy[i].y - xy[n - 1].y) > 0.4)) {
                xy[n++] = xy[i];
            }
        }
        if (n > 1) {
            yq_scene_path(self->page.scene, &(YqPath){xy, &n, 1, false},
                          &(YqPaint){.stroke = dark, .width = 2, .round = true});
        }
    }
}

static void draw_dots(YqChart *self)
{
    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqMark *mark = YQ_MARK(&self->page, i);

        if (mark->mapped) {
            YqXY xy = yq_projection_point(&self->page.projection, mark->incident->at);
            YqColour soft = mark->colour;

            soft.a = 0.75f;
            yq_scene_circle(self->page.scene, xy.x, xy.y, 1.5, &(YqPaint){.fill = soft});
        }
    }
}

/* Kilometre 0 and the last, on small flags. */
static void draw_end(YqChart *self, double km)
{
    YqTextStyle style = yq_chart_style(self, "furniture", "scale", "text");
    YqXY xy =
        yq_projection_point(&self->page.projection, yq_border_at_km(self->border, km));
    YqXY before = yq_projection_point(
        &self->page.projection,
        yq_border_at_km(self->border,
                        km > 0 ? km - self->length_km / 8 : self->length_km / 8));
    double dx = xy.x - before.x, dy = xy.y - before.y, d = fmax(hypot(dx, dy), 1);
    g_autofree char *number = yq_say_number(&self->page, round(km), 0);
    g_autofree char *text =
        g_strconcat(number, "\u00a0", yq_say(&self->page, "km"), NULL);

    style.halo = yq_theme_colour(self->page.theme, "labels", "halo");
    style.halo_width = 1.6;
    style.font.bold = true;
    yq_scene_circle(self->page.scene, xy.x, xy.y, 2.4,
                    &(YqPaint){.fill = style.colour, .stroke = style.halo, .width = 0.7});
    double half = yq_text_measure(text, &style.font).width / 2;
    double x = CLAMP(xy.x + dx / d * (half + 5), self->map.x + half + 2,
                     self->map.x + self->map.width - half - 2);
    double y = CLAMP(xy.y + dy / d * 9 + 2.5, self->map.y + 9,
                     self->map.y + self->map.height - 4);

    yq_chart_text(self, x, y, YQ_ALIGN_MIDDLE, text, &style);
}

/* --- the names of the two countries --- */

enum { CELLS = 26 };

/* Cells of the map in which a country lies; the label goes where most of its box does, as
 * far from all else as may be. */
static void fill_cells(const YqChart *self, const char *code, bool in[CELLS][CELLS])
{
    for (int j = 0; j < CELLS; j++) {
        for (int i = 0; i < CELLS; i++) {
            YqXY xy = {(float)(self->map.x + (i + 0.5) / CELLS * self->map.width),
                       (float)(self->map.y + (j + 0.5) / CELLS * self->map.height)};
            YqPoint at;
            const char *here = yq_projection_inverse(&self->page.projection, xy, &at)
                                   ? yq_topology_country_at(self->border->world, at)
                                   : NULL;

            in[j][i] = here != NULL && strcmp(here, code) == 0;
        }
    }
    YqRect globe = self->page.inset.rect;

    for (int j = 0; globe.width > 0 && j < CELLS; j++) {
        for (int i = 0; i < CELLS; i++) {
            double x = self->map.x + (i + 0.5) / CELLS * self->map.width;
            double y = self->map.y + (j + 0.5) / CELLS * self->map.height;

            in[j][i] &= x < globe.x || x > globe.x + globe.width || y < globe.y ||
                        y > globe.y + globe.height;
        }
    }
    for (int i = 0; i <= SAMPLES; i++) { /* names keep off the line */
        YqXY xy = yq_projection_point(&self->page.projection, sample(self, i));
        int x = (int)((xy.x - self->map.x) / self->map.width * CELLS);
        int y = (int)((xy.y - self->map.y) / self->map.height * CELLS);

        if (x >= 0 && x < CELLS && y >= 0 && y < CELLS) {
            in[y][x] = false;
        }
    }
}

/* How well a box around a cell lies in the country: its share, if that is the most of it,
 * and a little for the share of what is around. */
static double worth(bool in[CELLS][CELLS], int x, int y, int reach_x, int reach_y)
{
    int core = 0, around = 0;
    int wanted = (2 * reach_x + 1) * (2 * reach_y + 1);

    for (int j = -reach_y - 2; j <= reach_y + 2; j++) {
        for (int i = -reach_x - 2; i <= reach_x + 2; i++) {
            int cx = x + i, cy = y + j;
            bool here = cx >= 0 && cx < CELLS && cy >= 0 && cy < CELLS && in[cy][cx];

            around += here;
            core += here && abs(i) <= reach_x && abs(j) <= reach_y;
        }
    }
    return core < 0.6 * wanted ? 0 : 3 * core + around - core;
}

static void draw_country(YqChart *self, int side)
{
    YqTextStyle style = {yq_theme_font(self->page.theme, "labels", "town-named"),
                         yq_theme_colour(self->page.theme, "labels", "country-colour"),
                         yq_theme_colour(self->page.theme, "labels", "halo"),
                         yq_theme_number(self->page.theme, "labels", "halo-width")};
    double width = yq_text_measure(self->country[side], &style.font).width;
    int reach = (int)ceil(width / 2 / self->map.width * CELLS), bx = -1, by = 0;
    bool in[CELLS][CELLS];
    double most = 0;

    fill_cells(self, self->side[side], in);
    for (int y = 1; y + 1 < CELLS; y++) {
        for (int x = reach; x + reach < CELLS; x++) {
            double here = worth(in, x, y, reach, 1);

            if (here > most) {
                most = here;
                bx = x;
                by = y;
            }
        }
    }
    if (bx >= 0) {
        yq_chart_text(self, self->map.x + (bx + 0.5) / CELLS * self->map.width,
                      self->map.y + (by + 0.5) / CELLS * self->map.height + 3,
                      YQ_ALIGN_MIDDLE, self->country[side], &style);
    }
}

/* --- the globe --- */

/* The globe stands in the corner in which least of the border lies. */
static void place_globe(YqChart *self)
{
    double side = fmin(self->map.width, self->map.height) * 0.34;
    int fewest = INT_MAX;

    self->page.inset.rect = (YqRect){0};
    if (side < 28) {
        return;
    }
    for (int corner = 0; corner < 4; corner++) {
        YqRect r = {corner % 2 ? self->map.x + self->map.width - side : self->map.x,
                    corner / 2 ? self->map.y + self->map.height - side : self->map.y,
                    side, side};
        int inside = 0;

        for (int i = 0; i <= SAMPLES; i++) {
            YqXY xy = yq_projection_point(&self->page.projection, sample(self, i));

            /* the ends have labels beside them */
            double off = i == 0 || i == SAMPLES ? 30 : 8;

            inside += xy.x > r.x - off && xy.x < r.x + side + off && xy.y > r.y - off &&
                              xy.y < r.y + side + off
                          ? (off > 8 ? 50 : 1)
                          : 0;
        }
        if (inside < fewest) {
            fewest = inside;
            self->page.inset.rect = r;
        }
    }
}

/* Where the open parts of the line end; rings come after them. */
static double end_km(const YqChart *self)
{
    double km = self->length_km;

    for (size_t p = yq_border_n_parts(self->border); p > 1; p--) {
        if (!yq_line_part_is_ring(yq_border_line(self->border), p - 1)) {
            return yq_line_part_km(yq_border_line(self->border), p);
        }
        km = yq_line_part_km(yq_border_line(self->border), p - 1);
    }
    return yq_line_part_is_ring(yq_border_line(self->border), 0) ? self->length_km : km;
}

/* Whether the line comes back to where it begins. */
static bool is_closed(const YqChart *self)
{
    return yq_distance_rough_km(sample(self, 0), sample(self, SAMPLES)) <
           20 * self->page.projection.km_per_point;
}

void yq_chart_locator_draw(YqChart *self)
{
    YqPage *page = &self->page;
    YqPaint frame = {.stroke = yq_theme_colour(page->theme, "page", "panel-stroke"),
                     .width = 0.8};

    if (self->map.width < 40 || self->map.height < 40 || !fit(self)) {
        return;
    }
    yq_scene_begin(page->scene, "locator", &self->map);
    yq_page_basemap_bare(page);
    draw_line(self);
    draw_dots(self);
    place_globe(self);
    draw_country(self, 0);
    draw_country(self, 1);
    draw_end(self, 0);
    if (!is_closed(self)) {
        draw_end(self, end_km(self));
    }
    yq_page_inset_draw(page);
    yq_scene_end(page->scene);
    yq_scene_rect(page->scene, self->map, 0, &frame);
}
