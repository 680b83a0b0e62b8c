/* SPDX-License-Identifier: MIT */
/* Incidents as symbols: where each stands, fanned out where they crowd, and how what is
 * uncertain or disputed is shown. */
#include "map/page.h"

#include "map/density.h"
#include "map/hatch.h"
#include "map/words.h"

#include <math.h>
#include <string.h>

/* Of more incidents than this, those without a number may be covered by names: there
 * would be no room for any. */
enum { MOST_IN_THE_WAY = 400 };

/* Areas larger than this share of the map are outlined only. */
#define MOST_HATCHED 0.3

/* So many on a ring about their place are seen to be one; fewer have a line to it. */
enum { LEAST_RING = 4 };
#define RING_PAPER 0.45f /* opacity within: a figure, not a region of the map */
#define MIDDLE 3.0       /* points from its middle that say nothing */

/* Radii of small symbols and of the discs that hold numbers, points. */
#define SMALL 2.1
#define BADGE 4.6

/* Projects all positions at once. */
void yq_page_marks_locate(YqPage *page)
{
    guint n = page->marks->len;
    g_autofree YqPoint *points = g_new(YqPoint, n + 1);
    g_autofree YqXY *xy = g_new(YqXY, n + 1);
    YqRect f = page->frame;

    for (guint i = 0; i < n; i++) {
        points[i] = YQ_MARK(page, i)->incident->at;
    }
    yq_projection_forward(&page->projection, points, n, xy);
    for (guint i = 0; i < n; i++) {
        YqMark *mark = YQ_MARK(page, i);
        double km = mark->incident->uncertainty_km;

        mark->mapped = yq_incident_mappable(mark->incident) && xy[i].x > f.x + 1 &&
                       xy[i].x < f.x + f.width - 1 && xy[i].y > f.y + 1 &&
                       xy[i].y < f.y + f.height - 1;
        mark->at = mark->xy = xy[i];
        mark->uncertainty = km / page->projection.km_per_point;
    }
}

/* Those that the list has no room for are small and carry no number. */
static void shrink_unlisted(YqPage *page)
{
    double least =
        page->symbol_scale * yq_theme_number(page->theme, "incidents", "smallest") / 2;

    for (guint i = 0; i < page->marks->len; i++) {
        YqMark *mark = YQ_MARK(page, i);

        if (mark->number == 0) {
            mark->radius = MIN(0.5 * (mark->radius - least) + SMALL, 2.5 * SMALL);
        }
    }
}

/* Where very many crowd, all symbols are smaller: they stay nearer to their places. Not
 * on one map of a series, whose legend is that of all. */
static void shrink_crowded(YqPage *page)
{
    guint crowded = page->common == NULL ? yq_page_marks_crowded(page) : 0;

    double smaller = crowded > 24 ? 0.76 : crowded > 15 ? 0.88 : 1;

    page->symbol_scale *= smaller;
    for (guint i = 0; i < page->marks->len; i++) {
        YQ_MARK(page, i)->radius *= smaller;
    }
}

/* Where the @i-th claim puts the incident, if that is another place of the map. */
static bool claim_position(const YqPage *page, const YqMark *mark, size_t i, YqXY *out)
{
    const YqClaim *claim = &mark->incident->claims[i];

    if (claim->place < 0 || claim->place == mark->incident->place) {
        return false;
    }
    const YqAnnotatedPlace *place =
        yq_annotations_place(page->annotations, (size_t)claim->place);

    if (place->feature_class == 'A' || !yq_point_valid(place->at)) {
        return false;
    }
    *out = yq_projection_point(&page->projection, place->at);
    return hypot(out->x - mark->at.x, out->y - mark->at.y) > 1.5 * mark->radius;
}

/* Names keep off the places that claims name. */
static void keep_claims_clear(YqPage *page, YqMark *mark)
{
    YqXY there;

    for (size_t i = 0; i < mark->incident->n_claims; i++) {
        if (claim_position(page, mark, i, &there)) {
            double r = mark->radius;
            YqRect box = {there.x - r, there.y - r, 2 * r, 2 * r};
            YqXY line[2] = {mark->xy, there};

            mark->disputed_drawn = true;
            g_array_append_val(page->obstacles, box);
            g_array_append_vals(page->lines, line, 2);
        }
    }
}

void yq_page_marks_number_all(YqPage *page)
{
    YqXY there;

    yq_page_marks_colour(page);
    for (guint i = 0; i < page->marks->len; i++) {
        YqMark *mark = YQ_MARK(page, i);

        mark->number = 1;
        for (size_t k = 0; mark->mapped && k < mark->incident->n_claims; k++) {
            mark->disputed_drawn |= claim_position(page, mark, k, &there);
        }
    }
}

void yq_page_marks_place(YqPage *page)
{
    shrink_crowded(page);
    shrink_unlisted(page);
    yq_page_marks_colour(page);
    yq_page_marks_spread(page);
    yq_page_density_find(page);
    bool few = page->marks->len <= MOST_IN_THE_WAY;

    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);
        double r = mark->radius + 0.6;
        double badge = yq_badge_radius(page);
        YqRect box = {mark->xy.x - r, mark->xy.y - r, 2 * r, 2 * r};
        YqRect above = {mark->xy.x + mark->radius * M_SQRT1_2 - 0.65 * badge,
                        mark->xy.y - mark->radius * M_SQRT1_2 - 1.35 * badge, 2 * badge,
                        2 * badge};

        if (mark->mapped && (mark->number > 0 || few)) {
            g_array_append_val(page->obstacles, box);
        }
        if (mark->moved) {
            g_array_append_val(page->lines, mark->at);
            g_array_append_val(page->lines, mark->xy);
        }
        if (mark->mapped && mark->number > 0) {
            if (page->panel.width > 0) {
                g_array_append_val(page->obstacles, above);
            }
            keep_claims_clear(page, YQ_MARK(page, i));
        }
    }
    page->n_mark_obstacles = page->obstacles->len;
}

/* --- drawing --- */

static bool is_uncertain(const YqMark *mark)
{
    return mark->uncertainty > mark->radius * 1.1 ||
           (mark->incident->geometry.type == YQ_GEOMETRY_AREA &&
            mark->incident->geometry.n_points > 3);
}

static bool shares_ring(const YqMark *a, const YqMark *b)
{
    return b->ring_radius > 0 && a->ring.x == b->ring.x && a->ring.y == b->ring.y;
}

static bool is_first_on_ring(const YqPage *page, const YqMark *mark)
{
    for (guint i = 0; i < page->marks->len; i++) {
        if (shares_ring(mark, YQ_MARK(page, i))) {
            return YQ_MARK(page, i) == mark;
        }
    }
    return false;
}

static bool same_region(const YqMark *a, const YqMark *b)
{
    return fabs(a->at.x - b->at.x) < 1 && fabs(a->at.y - b->at.y) < 1 &&
           fabs(a->uncertainty - b->uncertainty) < 2 &&
           a->incident->geometry.type == b->incident->geometry.type;
}

static bool is_told(const YqMark *mark)
{
    return mark->incident->category == YQ_CATEGORY_POLITICAL;
}

/* Of several in one area one is drawn: the first that is more than words. */
static bool is_drawn_for(const YqPage *page, guint i)
{
    const YqMark *mark = YQ_MARK(page, i);

    for (guint j = 0; j < page->marks->len; j++) {
        const YqMark *other = YQ_MARK(page, j);
        bool before = is_told(other) == is_told(mark) ? j < i : is_told(mark);

        if (j != i && before && other->mapped && other->number > 0 &&
            is_uncertain(other) && same_region(other, mark)) {
            return false;
        }
    }
    return true;
}

/* Square points within a ring. */
static double size_of(const YqXY *ring, size_t n)
{
    double twice = 0;

    for (size_t i = 0, j = n - 1; i < n; j = i++) {
        twice += (double)ring[j].x * ring[i].y - (double)ring[i].x * ring[j].y;
    }
    return isfinite(twice) ? fabs(twice) / 2 : 0;
}

static void draw_region(YqPage *page, const YqMark *mark)
{
    const YqGeometry *geometry = &mark->incident->geometry;
    YqColour soft = mark->colour, line = mark->colour;
    YqXY ring[97];
    g_autofree YqXY *outline = NULL;
    size_t n = 97;

    soft.a = yq_theme_colour(page->theme, "incidents", "uncertain-fill").a;
    line.a = 0.75f;
    YqPaint paint = {
        .fill = soft, .stroke = line, .width = 0.8, .dash = {3, 2}, .n_dash = 2};

    if (geometry->type == YQ_GEOMETRY_AREA && geometry->n_points > 3) {
        n = geometry->n_points;
        outline = g_new(YqXY, n);
        yq_projection_forward(&page->projection, geometry->points, n, outline);
    } else {
        YqPoint points[97];

        for (size_t i = 0; i < n;
             i++) { /* the true circle, as this projection shows it */
            points[i] = yq_destination(mark->incident->at, 360.0 * (double)i / 96,
                                       mark->incident->uncertainty_km);
        }
        yq_projection_forward(&page->projection, points, n, ring);
    }
    uint32_t end = (uint32_t)n;
    YqPath path = {outline != NULL ? outline : ring, &end, 1, true};
    double size = size_of(path.points, n);
    /* the larger the area, the quieter: it lies behind what is known better */
    float faint =
        (float)CLAMP(1.15 - 3 * size / (page->frame.width * page->frame.height), 0.4, 1);

    /* where only words were spoken somewhere, an outline says enough */
    bool bare =
        is_told(mark) || size > MOST_HATCHED * page->frame.width * page->frame.height;

    paint.fill.a *= bare ? 0 : 0.7f * faint;
    yq_scene_path(page->scene, &path, &paint);
    if (!bare) {
        yq_hatch(
            page->scene, path.points, n, CLAMP(sqrt(size) / 22, 5, 14),
            &(YqPaint){.stroke = {line.r, line.g, line.b, 0.26f * faint}, .width = 0.45});
    }
}

/* Names are better not struck through by what an incident draws on the map. */
static void keep_off(YqPage *page, const YqXY *points, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        g_array_append_vals(page->lines, points + i - 1, 2);
    }
}

static void draw_line_of(YqPage *page, const YqMark *mark)
{
    const YqGeometry *geometry = &mark->incident->geometry;
    uint32_t end = (uint32_t)geometry->n_points;
    g_autofree YqXY *points = g_new(YqXY, geometry->n_points);
    YqPaint paint = {.stroke = mark->colour,
                     .width = 1.6,
                     .dash = {4, 2.5},
                     .n_dash = 2,
                     .round = false};

    yq_projection_forward(&page->projection, geometry->points, geometry->n_points,
                          points);
    yq_scene_path(page->scene, &(YqPath){points, &end, 1, false}, &paint);
    keep_off(page, points, geometry->n_points);
}

static void draw_segment(YqPage *page, YqXY a, YqXY b, const YqPaint *paint)
{
    YqXY points[2] = {a, b};
    uint32_t end = 2;

    yq_scene_path(page->scene, &(YqPath){points, &end, 1, false}, paint);
}

/* How many stand on the ring of a mark; 0 when it stands on none. */
static guint count_on_ring(const YqPage *page, const YqMark *mark)
{
    guint n = 0;

    for (guint i = 0; i < page->marks->len && mark->ring_radius > 0; i++) {
        n += shares_ring(mark, YQ_MARK(page, i));
    }
    return n;
}

/* A ring says that those on it belong to the dot in its middle: a line from each would
 * only crowd it. */
static void draw_ring(YqPage *page, const YqMark *mark)
{
    YqColour paper = yq_theme_colour(page->theme, "incidents", "rim");

    paper.a = RING_PAPER;
    yq_scene_circle(page->scene, mark->ring.x, mark->ring.y, mark->ring_radius,
                    &(YqPaint){.fill = paper});
    yq_scene_circle(
        page->scene, mark->ring.x, mark->ring.y, mark->ring_radius,
        &(YqPaint){.stroke = yq_theme_colour(page->theme, "labels", "leader"),
                   .width = yq_theme_number(page->theme, "labels", "leader-width")});
}

/* From the symbol to where it belongs, with a dot there. */
static void draw_leader(YqPage *page, const YqMark *mark)
{
    YqColour rim = yq_theme_colour(page->theme, "incidents", "rim");

    bool ring = count_on_ring(page, mark) >= LEAST_RING;

    if (ring && is_first_on_ring(page, mark)) {
        draw_ring(page, mark);
    }
    if (!ring || hypot(mark->at.x - mark->ring.x, mark->at.y - mark->ring.y) > MIDDLE) {
        draw_segment(page, mark->at, mark->xy, &(YqPaint){.stroke = rim, .width = 1.7});
        draw_segment(page, mark->at, mark->xy,
                     &(YqPaint){.stroke = mark->colour, .width = 0.7});
    }
    if (is_uncertain(mark)) {
        return; /* no sharp dot where no sharp place is known */
    }
    yq_scene_circle(page->scene, mark->at.x, mark->at.y, 1.5,
                    &(YqPaint){.fill = mark->colour, .stroke = rim, .width = 0.4});
}

/* The number, on a small disc at the symbol's upper right. */
static void draw_badge(YqPage *page, const YqMark *mark, double x, double y,
                       double radius)
{
    char plain[16];
    YqFont font = yq_theme_font(page->theme, "incidents", "number");
    YqColour paper = yq_theme_colour(page->theme, "incidents", "rim");
    double r = yq_badge_radius(page);
    double bx = x + radius * M_SQRT1_2 + r * 0.35, by = y - radius * M_SQRT1_2 - r * 0.35;

    g_snprintf(plain, sizeof plain, "%d", mark->number);
    g_autofree char *number = yq_say_digits(page, plain);

    font.size *= mark->number > 99 ? 0.72 : mark->number > 9 ? 0.88 : 1;
    font.size *= sqrt(page->symbol_scale / page->type_scale);
    YqTextStyle style = {
        font, yq_theme_colour(page->theme, "page", "text"), {0, 0, 0, 0}, 0};
    YqExtents size = yq_text_measure(number, &font);

    yq_scene_circle(page->scene, bx, by, r,
                    &(YqPaint){.fill = paper, .stroke = mark->colour, .width = 0.7});
    yq_scene_text(page->scene, bx, by - size.ink.y - size.ink.height / 2, YQ_ALIGN_MIDDLE,
                  0, number, &style);
}

double yq_badge_radius(const YqPage *page)
{
    return BADGE * sqrt(page->symbol_scale / page->type_scale) *
           yq_theme_font(page->theme, "incidents", "number").size / 6.5;
}

void yq_page_mark_symbol(YqPage *page, const YqMark *mark, double x, double y,
                         double radius, bool badge)
{
    YqColour paper = yq_theme_colour(page->theme, "incidents", "rim");
    YqPaint disc = {
        .fill = mark->colour, .stroke = paper, .width = mark->number > 0 ? 0.9 : 0.4};

    if (mark->number == 0) {
        yq_scene_symbol(page->scene, "circle", x, y, 2 * radius, &disc);
        return;
    }
    yq_scene_circle(page->scene, x, y, radius, &disc);
    yq_scene_symbol(page->scene, mark->symbol, x, y, 1.24 * radius,
                    &(YqPaint){.fill = paper, .even_odd = true});
    if (badge && page->panel.width > 0) { /* a number means nothing without a list */
        draw_badge(page, mark, x, y, radius);
    }
}

static void draw_claim_lines(YqPage *page, const YqMark *mark)
{
    YqPaint line = {.stroke = yq_theme_colour(page->theme, "incidents", "disputed-line"),
                    .width = 1.1,
                    .dash = {2.4, 2},
                    .n_dash = 2};
    YqXY there;

    for (size_t i = 0; i < mark->incident->n_claims; i++) {
        if (claim_position(page, mark, i, &there)) {
            draw_segment(page, mark->xy, there, &line);
        }
    }
}

/* A hollow symbol where a claim puts the incident. */
static void draw_claims(YqPage *page, const YqMark *mark)
{
    YqPaint disc = {.fill = yq_theme_colour(page->theme, "incidents", "rim"),
                    .stroke = mark->colour,
                    .width = 1.1};
    YqXY there;

    for (size_t i = 0; i < mark->incident->n_claims; i++) {
        if (claim_position(page, mark, i, &there)) {
            yq_scene_circle(page->scene, there.x, there.y, 0.9 * mark->radius, &disc);
            yq_scene_symbol(page->scene, mark->symbol, there.x, there.y, mark->radius,
                            &(YqPaint){.fill = mark->colour, .even_odd = true});
        }
    }
}

static void draw_small(YqPage *page)
{
    yq_scene_begin(page->scene, "incidents-small", &page->frame);
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number == 0 && !mark->dense) {
            yq_page_mark_symbol(page, mark, mark->xy.x, mark->xy.y, mark->radius, false);
        }
    }
    yq_scene_end(page->scene);
}

static void draw_regions(YqPage *page)
{
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (!mark->mapped || mark->number == 0) {
            continue;
        }
        if (mark->incident->geometry.type == YQ_GEOMETRY_LINE &&
            mark->incident->geometry.n_points > 1) {
            draw_line_of(page, mark);
        } else if (is_uncertain(mark) && is_drawn_for(page, i)) {
            draw_region(page, mark);
        }
    }
}

void yq_page_marks_regions(YqPage *page)
{
    yq_page_density_draw(page);
    yq_scene_begin(page->scene, "incident-areas", &page->frame);
    draw_regions(page);
    yq_scene_end(page->scene);
}

void yq_page_marks_lines(YqPage *page)
{
    yq_scene_begin(page->scene, "incident-lines", &page->frame);
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number > 0) {
            draw_claim_lines(page, mark);
        }
    }
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number > 0 && mark->moved) {
            draw_leader(page, mark);
        }
    }
    yq_scene_end(page->scene);
}

void yq_page_marks_draw(YqPage *page)
{
    yq_scene_begin(page->scene, "incident-claims", &page->frame);
    for (guint i = 0; i < page->marks->len; i++) {
        if (YQ_MARK(page, i)->mapped && YQ_MARK(page, i)->number > 0) {
            draw_claims(page, YQ_MARK(page, i));
        }
    }
    yq_scene_end(page->scene);
    draw_small(page);
    yq_scene_begin(page->scene, "incident-symbols", &page->frame);
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->mapped && mark->number > 0) {
            yq_page_mark_symbol(page, mark, mark->xy.x, mark->xy.y, mark->radius, true);
        }
    }
    yq_scene_end(page->scene);
}
