/* SPDX-License-Identifier: MIT */
/* A border set off on the map: its line, kilometre posts, and a band on both sides; and
 * claims that are told by a border, "9.5 km from the border, in Mali", which are no point
 * but a stretch of the line at that distance, near the place that is named. */
#include "map/names.h"

#include "base/worker.h"
#include "border/offset.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

/* Points between kilometre posts, at least. */
#define POST_SPACE 46.0
/* How far a claim's stretch reaches to either side of its place, in its distances. */
#define REACH 4.0
#define LEAST_REACH_KM 12.0

/* Where a claim puts an incident. */
typedef struct Stretch {
    const char *text, *who; /* of the page's arena */
    YqXY *points;           /* the line nearest to the place; owned */
    size_t n;
    YqXY middle;
} Stretch;

/* A claim that is told by a border, and the lines at its distance. */
typedef struct Told {
    const YqIncident *incident;
    const YqClaim *claim;
    char pair[2][3]; /* "" where no border is known, or no place near it */
    YqPoint near;
    YqOffsets *lines; /* NULL where there are none */
} Told;

typedef struct YqBand {
    const YqBorder *border; /* NULL: only claims are drawn */
    double km, step_km;
    GArray *told;       /* of Told */
    GThread *measuring; /* NULL, or finds their lines */
    GArray *stretches;  /* of Stretch */
} YqBand;

static void stretch_clear(gpointer data)
{
    g_free(((Stretch *)data)->points);
}

static void told_clear(gpointer data)
{
    yq_offsets_free(((Told *)data)->lines);
}

static void finish_measuring(YqBand *band)
{
    yq_worker_join(g_steal_pointer(&band->measuring));
}

void yq_band_free(struct YqBand *band)
{
    if (band != NULL) {
        finish_measuring(band);
        g_array_unref(band->told);
        g_array_unref(band->stretches);
        g_free(band);
    }
}

/* The border that a claim tells of: its own, the one on the map, or the one its incident
 * was measured against. */
static const char (*pair_of(const YqPage *page, const YqIncident *incident,
                            const YqClaim *claim, char on_map[2][3]))[3]
{
    if (claim->border[0][0] != '\0' && claim->border[1][0] != '\0') {
        return claim->border;
    }
    if (page->band->border != NULL) {
        YqBorderMeasure any =
            yq_border_measure(page->band->border, yq_border_at_km(page->band->border, 0));

        memcpy(on_map, any.between, sizeof any.between);
        return (const char(*)[3])on_map;
    }
    return incident->border.between[0][0] != '\0' ? incident->border.between : NULL;
}

/* The place it is near: what the claim names, or else where the incident is. */
static bool place_of(const YqPage *page, const YqIncident *incident, const YqClaim *claim,
                     YqPoint *out)
{
    const YqAnnotatedPlace *place =
        claim->place >= 0 ? yq_annotations_place(page->annotations, (size_t)claim->place)
                          : NULL;

    if (place != NULL && place->feature_class != 'A' && yq_point_valid(place->at)) {
        *out = place->at;
        return true;
    }
    *out = incident->at;
    return yq_incident_mappable(incident);
}

static void add_told(YqPage *page, const YqIncident *incident, const YqClaim *claim)
{
    char on_map[2][3];
    const char(*pair)[3] = pair_of(page, incident, claim, on_map);
    Told told = {.incident = incident, .claim = claim};

    if (pair != NULL && place_of(page, incident, claim, &told.near)) {
        memcpy(told.pair, pair, sizeof told.pair);
    }
    g_array_append_val(page->band->told, told);
}

static void find_told(YqPage *page)
{
    for (guint i = 0; i < page->marks->len; i++) {
        const YqIncident *incident = YQ_MARK(page, i)->incident;

        for (size_t k = 0; k < incident->n_claims; k++) {
            if (incident->claims[k].distance_to_border_km > 0) {
                add_told(page, incident, &incident->claims[k]);
            }
        }
    }
}

static gpointer measure(gpointer data)
{
    GArray *all = data;

    for (guint i = 0; i < all->len; i++) {
        Told *told = &g_array_index(all, Told, i);
        const YqClaim *claim = told->claim;
        double km = claim->distance_to_border_km;
        const YqBorder *border = told->pair[0][0] != '\0'
                                     ? yq_border_get(told->pair[0], told->pair[1], NULL)
                                     : NULL;

        if (border != NULL) {
            told->lines =
                yq_border_offset(border, claim->side[0] != '\0' ? claim->side : NULL, km,
                                 told->near, fmax(REACH * km, LEAST_REACH_KM));
        }
    }
    return NULL;
}

bool yq_page_border_open(YqPage *page, GError **error)
{
    const char *pair = page->options->border;
    YqBand *band = page->band = g_new0(YqBand, 1);
    char codes[2][3];

    band->km = fmax(page->options->band_km, 0);
    band->told = g_array_new(FALSE, TRUE, sizeof(Told));
    band->stretches = g_array_new(FALSE, TRUE, sizeof(Stretch));
    g_array_set_clear_func(band->told, told_clear);
    g_array_set_clear_func(band->stretches, stretch_clear);
    if (pair != NULL) {
        if (!yq_border_parse_pair(page->gazetteer, pair, codes, error)) {
            return false;
        }
        band->border = yq_border_get(codes[0], codes[1], error);
        if (band->border == NULL) {
            return false;
        }
    }
    find_told(page);
    if (band->told->len == 0 && pair == NULL) {
        g_clear_pointer(&page->band, yq_band_free);
    } else if (band->told->len > 0) { /* while the page is divided and the land drawn */
        band->measuring = yq_worker_start("yaqut-claims", measure, band->told);
    }
    return true;
}

double yq_page_band_km(const YqPage *page)
{
    return page->band != NULL && page->band->border != NULL ? page->band->km : 0;
}

bool yq_page_has_posts(const YqPage *page)
{
    return page->band != NULL && page->band->border != NULL;
}

/* --- band, line, posts --- */

static YqColour band_colour(const YqPage *page, float alpha)
{
    YqColour colour = yq_theme_colour(page->theme, "labels", "region-colour");

    colour.a = alpha;
    return colour;
}

/* Projects lines that end where @ends say, and draws them as one path. */
static void draw_lines(YqPage *page, const YqPoint *points, const size_t *ends, size_t n,
                       bool closed, const YqPaint *paint)
{
    size_t total = n > 0 ? ends[n - 1] : 0, from = 0;
    g_autofree YqXY *xy = g_new(YqXY, total + 1);
    g_autofree uint32_t *cut = g_new(uint32_t, n + 1);
    uint32_t kept = 0;
    size_t lines = 0;

    yq_projection_forward(&page->projection, points, total, xy);
    for (size_t i = 0; i < n; i++) {
        uint32_t first = kept;

        for (size_t k = from; k < ends[i]; k++) {
            bool near =
                kept > first &&
                fabsf(xy[k].x - xy[kept - 1].x) + fabsf(xy[k].y - xy[kept - 1].y) < 0.3f;

            if (isfinite(xy[k].x) && (!near || k + 1 == ends[i])) {
                xy[kept++] = xy[k];
            }
        }
        from = ends[i];
        if (kept > first + 1) {
            cut[lines++] = kept;
        } else {
            kept = first;
        }
    }
    if (lines > 0) {
        yq_scene_path(page->scene, &(YqPath){xy, cut, lines, closed}, paint);
    }
}

static void draw_band(YqPage *page)
{
    g_autoptr(YqOffsets) edge = yq_border_band(page->band->border, page->band->km);

    draw_lines(page, edge->points, edge->ends, edge->n, true,
               &(YqPaint){.fill = band_colour(page, 0.1f),
                          .stroke = band_colour(page, 0.5f),
                          .width = 0.7,
                          .dash = {3, 2},
                          .n_dash = 2,
                          .even_odd = true});
}

static void draw_line(YqPage *page)
{
    const YqBorder *border = page->band->border;

    for (size_t p = 0; p < yq_border_n_parts(border); p++) {
        YqGeometry part = yq_border_part(border, p);

        draw_lines(
            page, part.points, &part.n_points, 1, false,
            &(YqPaint){.stroke = band_colour(page, 0.85f), .width = 2, .round = true});
    }
}

/* A round step that keeps posts apart on the page. */
static double post_step(const YqPage *page)
{
    static const double steps[] = {1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000};
    double least = POST_SPACE * page->projection.km_per_point;

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (steps[i] >= least) {
            return steps[i];
        }
    }
    return 2000;
}

static bool in_frame(const YqPage *page, YqXY xy)
{
    YqRect f = page->frame;

    return xy.x > f.x + 4 && xy.x < f.x + f.width - 4 && xy.y > f.y + 4 &&
           xy.y < f.y + f.height - 4;
}

static void draw_post(YqPage *page, YqXY xy)
{
    yq_scene_circle(page->scene, xy.x, xy.y, 2.3,
                    &(YqPaint){.fill = yq_theme_colour(page->theme, "incidents", "rim"),
                               .stroke = band_colour(page, 1),
                               .width = 1});
}

static void draw_posts(YqPage *page)
{
    g_autoptr(GArray) posts = yq_border_posts(page->band->border, page->band->step_km);
    guint drawn = 0;

    for (guint i = 0; i < posts->len; i++) {
        YqXY xy =
            yq_projection_point(&page->projection, g_array_index(posts, YqPost, i).at);

        if (in_frame(page, xy)) {
            YqRect box = {xy.x - 3, xy.y - 3, 6, 6};

            draw_post(page, xy);
            g_array_append_val(page->obstacles, box);
            drawn++;
        }
    }
    if (drawn == 0) {
        yq_page_note(page, "border: no part of it lies in the map");
    }
}

/* --- claims --- */

/* The articles name it, as a rule; looking through the gazetteer takes milliseconds. */
static const char *country_of(const YqPage *page, const char *code)
{
    const char *name = NULL;

    for (size_t i = 0; i < yq_annotations_n_places(page->annotations); i++) {
        const YqAnnotatedPlace *place = yq_annotations_place(page->annotations, i);

        if (place->feature_class == 'A' && g_strcmp0(place->country, code) == 0 &&
            g_str_has_prefix(place->feature_code, "PCL")) {
            name = yq_annotated_place_name(place, page->language);
        }
    }
    if (name == NULL) {
        name = yq_country_name(page->gazetteer, code, page->language);
    }
    return yq_arena_strdup(page->arena, name);
}

static void say_claim(YqPage *page, const YqIncident *incident, const YqClaim *claim,
                      Stretch *out)
{
    g_autofree char *number = yq_say_number(page, claim->distance_to_border_km, 1);
    g_autofree char *km = g_strconcat(number, "\u00a0", yq_say(page, "km"), NULL);
    g_autofree char *text =
        claim->side[0] != '\0' ? yq_say_with(page, "claim.distance", "km", km, "country",
                                             country_of(page, claim->side), NULL)
                               : yq_say_with(page, "claim.distance.only", "km", km, NULL);
    const char *by = yq_page_speaker(page, incident, claim);
    g_autofree char *who = yq_say_with(page, "source_of", "by", by, NULL);
    g_autofree char *led = g_strconcat(page->rtl ? "\u200f" : "\u200e", who, NULL);

    out->text = yq_arena_strdup(page->arena, text);
    out->who = yq_arena_strdup(page->arena, led);
}

/* Of the lines at that distance, the one with the point nearest to the place. */
static void keep_nearest(YqPage *page, const YqOffsets *offsets, YqPoint near,
                         Stretch *out)
{
    double least = INFINITY;
    size_t best = 0, at = 0, from = 0;

    for (size_t i = 0; i < offsets->n; i++) {
        for (size_t k = from; k < offsets->ends[i]; k++) {
            double km = yq_distance_rough_km(near, offsets->points[k]);

            if (km < least) {
                least = km;
                best = i;
                at = k;
            }
        }
        from = offsets->ends[i];
    }
    size_t first = best > 0 ? offsets->ends[best - 1] : 0;

    out->n = offsets->ends[best] - first;
    out->points = g_new(YqXY, out->n);
    yq_projection_forward(&page->projection, offsets->points + first, out->n,
                          out->points);
    out->middle = out->points[at - first];
}

static bool is_on_page(const YqPage *page, const YqIncident *incident)
{
    for (guint i = 0; i < page->marks->len; i++) {
        if (YQ_MARK(page, i)->incident == incident) {
            return true;
        }
    }
    return false; /* it is another period's */
}

static void add_stretches(YqPage *page)
{
    finish_measuring(page->band);
    for (guint i = 0; i < page->band->told->len; i++) {
        const Told *told = &g_array_index(page->band->told, Told, i);
        Stretch stretch = {0};

        if (told->lines != NULL && told->lines->n > 0 &&
            is_on_page(page, told->incident)) {
            keep_nearest(page, told->lines, told->near, &stretch);
            say_claim(page, told->incident, told->claim, &stretch);
            g_array_append_val(page->band->stretches, stretch);
        }
    }
}

static void draw_stretches(YqPage *page)
{
    YqPaint paint = {.stroke = yq_theme_colour(page->theme, "incidents", "disputed-line"),
                     .width = 2,
                     .dash = {4, 2},
                     .n_dash = 2};

    for (guint i = 0; i < page->band->stretches->len; i++) {
        const Stretch *stretch = &g_array_index(page->band->stretches, Stretch, i);
        uint32_t end = (uint32_t)stretch->n;

        yq_scene_path(page->scene, &(YqPath){stretch->points, &end, 1, false}, &paint);
        for (size_t k = 1; k < stretch->n; k++) { /* better not struck through */
            g_array_append_vals(page->lines, &stretch->points[k - 1], 2);
        }
    }
}

void yq_page_border_draw(YqPage *page)
{
    YqBand *band = page->band;

    if (band == NULL) {
        return;
    }
    yq_scene_begin(page->scene, "border-band", NULL);
    if (band->border != NULL) {
        band->step_km = post_step(page);
        if (band->km > 0) {
            draw_band(page);
        }
        draw_line(page);
        draw_posts(page);
    }
    add_stretches(page);
    draw_stretches(page);
    yq_scene_end(page->scene);
    yq_page_lap(page, "border");
}

/* --- names --- */

static void add_candidates(YqName *name, double gap, double cost, bool leader)
{
    for (int i = 0; i < 12; i++) {
        double angle = 2 * G_PI * i / 12, c = cos(angle), s = sin(angle);
        double dx = c * gap + (fabs(c) < 0.2 ? 0 : copysign(name->width / 2, c));
        double dy = s * gap + (fabs(s) < 0.2 ? 0 : copysign(name->height / 2, s));

        yq_name_candidate(name, name->anchor.x + dx, name->anchor.y + dy, cost, leader);
    }
}

static void name_posts(YqNames *self)
{
    YqPage *page = self->page;
    g_autoptr(GArray) posts = yq_border_posts(page->band->border, page->band->step_km);
    YqTextStyle style = yq_name_style(page, "graticule", "town-colour");

    style.colour = band_colour(page, 1);
    style.font.size *= 1.15;
    style.font.bold = true;
    for (guint i = 0; i < posts->len; i++) {
        const YqPost *post = &g_array_index(posts, YqPost, i);
        YqXY xy = yq_projection_point(&page->projection, post->at);

        if (!in_frame(page, xy)) {
            continue;
        }
        g_autofree char *number = yq_say_number(page, round(post->km), 0);
        g_autofree char *km = g_strconcat(number, "\u00a0", yq_say(page, "km"), NULL);
        YqName *name = yq_names_add(self, YQ_NAME_TOWN, "post",
                                    yq_arena_strdup(page->arena, i == 0 ? km : number),
                                    NULL, &style, &style);

        name->anchor = xy;
        name->anchor_radius = 2.6;
        name->priority = 70;
        add_candidates(name, 4.5, 0.1, false);
    }
}

static void name_claims(YqNames *self)
{
    YqPage *page = self->page;
    YqTextStyle style = yq_name_style(page, "town", "town-colour");

    style.colour = yq_theme_colour(page->theme, "incidents", "disputed-line");
    style.font.bold = true;
    YqTextStyle below = style;

    below.font.bold = false;
    for (guint i = 0; i < page->band->stretches->len; i++) {
        const Stretch *stretch = &g_array_index(page->band->stretches, Stretch, i);

        if (!in_frame(page, stretch->middle)) {
            continue;
        }
        YqName *name = yq_names_add(self, YQ_NAME_TOWN, "claim", stretch->text,
                                    stretch->who, &style, &below);

        name->anchor = stretch->middle;
        name->anchor_radius = 1;
        name->priority = 95;
        name->must = true;
        add_candidates(name, 5, 0.3, false);
        for (double gap = 14; gap < 90; gap *= 1.5) {
            add_candidates(name, gap, 0.5 + gap / 40, true);
        }
    }
}

void yq_names_border(YqNames *self)
{
    if (self->page->band == NULL) {
        return;
    }
    if (self->page->band->border != NULL) {
        name_posts(self);
    }
    name_claims(self);
}

/* --- legend --- */

void yq_page_band_key(YqPage *page, double x, double y)
{
    YqXY line[2] = {{(float)x - 8.5f, (float)y}, {(float)x + 8.5f, (float)y}};
    uint32_t end = 2;

    yq_scene_rect(page->scene, (YqRect){x - 8.5, y - 4.5, 17, 9}, 0,
                  &(YqPaint){.fill = band_colour(page, 0.1f),
                             .stroke = band_colour(page, 0.5f),
                             .width = 0.7,
                             .dash = {3, 2},
                             .n_dash = 2});
    yq_scene_path(page->scene, &(YqPath){line, &end, 1, false},
                  &(YqPaint){.stroke = band_colour(page, 0.85f), .width = 2});
}

void yq_page_post_key(YqPage *page, double x, double y)
{
    draw_post(page, (YqXY){(float)x, (float)y});
}
