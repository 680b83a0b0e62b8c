/* SPDX-License-Identifier: MIT */
/* The strip chart's public face: lays it out, step by step, and writes it. */
#include "strip/chart.h"

#include "border/world.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

#define TOWNS_KM 15.0 /* as in the table */

struct YqStrip {
    YqScene *scene;
    double dpi;
    char *notes;
};

void yq_chart_text(YqChart *self, double x, double y, YqAlign align, const char *text,
                   const YqTextStyle *style)
{
    yq_scene_text(self->page.scene, x, y, align, 0, text, style);
}

YqTextStyle yq_chart_style(const YqChart *self, const char *group, const char *font,
                           const char *colour)
{
    return (YqTextStyle){yq_theme_font(self->page.theme, group, font),
                         yq_theme_colour(self->page.theme, "page", colour),
                         {0, 0, 0, 0},
                         0};
}

void yq_chart_segment(YqChart *self, double x1, double y1, double x2, double y2,
                      const YqPaint *paint)
{
    YqXY points[2] = {{(float)x1, (float)y1}, {(float)x2, (float)y2}};
    uint32_t end = 2;

    yq_scene_path(self->page.scene, &(YqPath){points, &end, 1, false}, paint);
}

static void chart_clear(YqChart *self)
{
    g_clear_pointer(&self->along, g_array_unref);
    g_clear_pointer(&self->names, g_array_unref);
    g_clear_pointer(&self->claims, g_array_unref);
    g_clear_pointer(&self->dated, g_array_unref);
    yq_page_clear(&self->page);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YqChart, chart_clear)

/* --- which country is above --- */

/* How much farther north the ground of the first country lies than that of the second, as
 * a share of the line: the mean over points beside it. */
static double northern_share(const YqBorder *border)
{
    double sum = 0, length = yq_border_length_km(border);

    for (int i = 0; i < 64; i++) {
        YqPoint at = yq_border_at_km(border, length * (i + 0.5) / 64);
        double reach = CLAMP(length / 200, 0.1, 5);

        for (int azimuth = 0; azimuth < 360; azimuth += 30) {
            const char *code =
                yq_topology_country_at(border->world, yq_destination(at, azimuth, reach));
            double north = cos(azimuth * G_PI / 180);

            sum += g_strcmp0(code, border->codes[0]) == 0   ? north
                   : g_strcmp0(code, border->codes[1]) == 0 ? -north
                                                            : 0;
        }
    }
    return sum / 64 / 12;
}

/* Whether the first country lies on the left hand of the line's direction. */
static bool is_left(const YqBorder *border)
{
    double length = yq_border_length_km(border);
    int votes = 0;

    for (int i = 0; i < 65; i++) {
        double km = length * (i + 0.5) / 65, step = fmin(length / 400, 0.05);
        YqPoint at = yq_border_at_km(border, km);
        double along = yq_azimuth(at, yq_border_at_km(border, km + step));
        const char *left =
            yq_topology_country_at(border->world, yq_destination(at, along - 90, step));

        votes += g_strcmp0(left, border->codes[0]) == 0 ? 1 : -1;
    }
    return votes > 0;
}

/* The northern country stands above; where the line runs north and south, the one that
 * stands there when the map is turned until kilometre 0 is where reading begins. */
static void choose_sides(YqChart *self)
{
    double north = northern_share(self->border);
    bool first = fabs(north) > 0.06 ? north > 0 : is_left(self->border) != self->page.rtl;

    for (int side = 0; side < 2; side++) {
        g_strlcpy(self->side[side], self->border->codes[first ? side : 1 - side], 3);
        self->country[side] =
            yq_country_name(self->page.gazetteer, self->side[side], self->page.language);
    }
}

/* --- laying out --- */

static void prepare_title(YqChart *self, YqMapOptions *options)
{
    g_autofree char *title = yq_say_with(&self->page, "strip.title", "a",
                                         self->country[0], "b", self->country[1], NULL);

    if (options->title == NULL) {
        options->title = yq_arena_strdup(self->page.arena, title);
        yq_page_divide(&self->page);
    }
}

static void draw(YqChart *self)
{
    YqPage *page = &self->page;
    YqRect body = page->frame;

    yq_chart_panels_draw(self);
    yq_chart_names_draw(self);
    yq_chart_claims_join(self);
    yq_chart_marks_draw(self);
    yq_chart_claims_draw(self);
    yq_chart_labels_draw(self);
    yq_chart_axes_draw(self);
    yq_chart_locator_draw(self);
    yq_chart_key_draw(self);
    /* The projection is the small map's, and not the chart's: the footer is silent. */
    g_clear_pointer(&page->projection.name, g_free);
    page->frame = body;
    yq_page_frame_texts(page);
}

static char *describe(const YqChart *self)
{
    g_autofree char *subtitle = yq_page_subtitle_text(&self->page);
    g_autofree char *title = yq_page_title_text(&self->page);
    g_autofree char *length = yq_say_number(&self->page, round(self->length_km), 0);

    return g_strdup_printf("%s. %s %s. %s.", title, length, yq_say(&self->page, "km"),
                           subtitle);
}

static char *notes_of(const YqChart *self)
{
    guint drawn = self->page.marks->len - self->n_undrawn;

    return g_strdup_printf("%s above, %s below; distances %s\n"
                           "%u incidents drawn, %u without a place, %u in other "
                           "countries, %u without a date\n"
                           "%u places named along the line, of %u within %.0f km\n",
                           self->side[0], self->side[1],
                           self->root ? "by their square roots" : "linear", drawn,
                           self->n_undrawn, self->n_elsewhere, self->n_undated,
                           self->names->len, self->along->len, TOWNS_KM);
}

static YqStrip *finish(YqChart *self)
{
    YqStrip *strip = g_new0(YqStrip, 1);
    g_autofree char *title = yq_page_title_text(&self->page);
    g_autofree char *description = describe(self);

    yq_scene_set_title(self->page.scene, title, description, self->page.language);
    strip->scene = g_steal_pointer(&self->page.scene);
    strip->dpi = self->page.dpi;
    strip->notes = notes_of(self);
    return strip;
}

YqStrip *yq_strip_new(const YqAnnotations *annotations, const YqGazetteer *gazetteer,
                      const YqBorder *border, const YqStripOptions *options,
                      GError **error)
{
    static const YqStripOptions defaults;
    const YqStripOptions *o = options != NULL ? options : &defaults;
    YqMapOptions page_options = {.size = o->size,
                                 .dpi = o->dpi,
                                 .language = o->language,
                                 .digits = o->digits,
                                 .theme = o->theme,
                                 .title = o->title,
                                 .without = "list,relief"};
    g_auto(YqChart) self = {.border = border, .options = o};

    yq_page_init(&self.page, annotations, gazetteer, &page_options);
    if (yq_annotations_n_incidents(annotations) == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "no incident to measure");
        return NULL;
    }
    if (!yq_page_prepare(&self.page, error)) {
        return NULL;
    }
    self.length_km = yq_border_length_km(border);
    self.em = self.page.type_scale;
    self.along = yq_along_places(border, gazetteer, self.page.language, TOWNS_KM);
    self.names = g_array_new(FALSE, TRUE, sizeof(YqStripName));
    self.claims = g_array_new(FALSE, TRUE, sizeof(YqStripClaim));
    self.dated = g_array_new(FALSE, TRUE, sizeof(YqMark));
    choose_sides(&self);
    yq_chart_marks_choose(&self);
    prepare_title(&self, &page_options);
    self.n_rows = YQ_STRIP_ROWS;
    yq_chart_divide(&self);
    yq_chart_names_choose(&self);
    yq_chart_divide(&self); /* again, for as many rows of names as there are */
    yq_chart_names_choose(&self);
    yq_chart_marks_place(&self);
    draw(&self);
    return finish(&self);
}

bool yq_strip_write(const YqStrip *self, const char *path, GError **error)
{
    YqRender render = {self->dpi, false};

    return yq_scene_write(self->scene, &render, path, error);
}

char *yq_strip_dump(const YqStrip *self)
{
    return yq_scene_dump(self->scene);
}

const char *yq_strip_notes(const YqStrip *self)
{
    return self->notes;
}

void yq_strip_free(YqStrip *self)
{
    if (self != NULL) {
        yq_scene_free(self->scene);
        g_free(self->notes);
        g_free(self);
    }
}
