/* SPDX-License-Identifier: MIT */
/* Claims that put an incident elsewhere: at a distance from the border, at another place,
 * or just on the other side. Each is joined to the incident by a line. */
#include "strip/chart.h"

#include "map/words.h"

#include <math.h>
#include <string.h>

/* Where a claim puts it along and off the line; side -1: it does not say. */
typedef struct Said {
    double along_km, distance_km;
    int side;
    bool beside; /* the side only */
} Said;

static bool other_pair(const YqChart *self, const YqClaim *claim)
{
    return claim->border[0][0] != '\0' && (yq_chart_side(self, claim->border[0]) < 0 ||
                                           yq_chart_side(self, claim->border[1]) < 0);
}

static const YqAnnotatedPlace *place_of(const YqChart *self, int32_t place)
{
    return place < 0 ? NULL : yq_annotations_place(self->page.annotations, (size_t)place);
}

static bool said_by(const YqChart *self, const YqIncident *incident, const YqClaim *claim,
                    Said *out)
{
    const YqAnnotatedPlace *place = place_of(self, claim->place);
    bool elsewhere = place != NULL && claim->place != incident->place &&
                     place->feature_class != 'A' && yq_point_valid(place->at);
    YqBorderMeasure there =
        elsewhere ? yq_border_measure(self->border, place->at) : incident->border;
    int side = claim->side[0] != '\0' ? yq_chart_side(self, claim->side)
                                      : yq_chart_side(self, there.side);

    if (there.between[0][0] == '\0' || other_pair(self, claim) || side < 0) {
        return false;
    }
    *out = (Said){there.along_km, there.distance_km, side, false};
    if (claim->distance_to_border_km >= 0) {
        out->distance_km = claim->distance_to_border_km;
        return true;
    }
    out->beside = side != yq_chart_side(self, there.side);
    return elsewhere || out->beside;
}

double yq_chart_claims_reach(const YqChart *self, int side)
{
    double most = 0;

    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqIncident *incident = YQ_MARK(&self->page, i)->incident;

        for (size_t k = 0; k < incident->n_claims; k++) {
            Said said;

            if (said_by(self, incident, &incident->claims[k], &said) &&
                said.side == side && !said.beside) {
                most = fmax(most, said.distance_km);
            }
        }
    }
    return most;
}

/* "Mali: 9.5 km from the border" */
static const char *text_of(YqChart *self, guint index, const YqClaim *claim,
                           const Said *said)
{
    const char *by =
        yq_page_speaker(&self->page, YQ_MARK(&self->page, index)->incident, claim);
    g_autofree char *number = yq_say_number(&self->page, said->distance_km, 1);
    g_autofree char *text = yq_say_with(
        &self->page,
        claim->distance_to_border_km >= 0 ? "strip.claim.distance" : "strip.claim.side",
        "by", by, "km", number, "country", self->country[said->side], NULL);

    /* Who says it may be in letters that run the other way: the page's way leads. */
    g_autofree char *led = g_strconcat(self->page.rtl ? "\u200f" : "\u200e", text, NULL);

    return yq_arena_strdup(self->page.arena, led);
}

static void add_claim(YqChart *self, guint index, const YqClaim *claim)
{
    YqMark *mark = YQ_MARK(&self->page, index);
    Said said;

    if (!said_by(self, mark->incident, claim, &said)) {
        return;
    }
    /* Nobody says how far on the other side: just beyond the line. */
    double y = said.beside ? self->middle + (said.side == 0 ? -9 : 9)
                           : yq_chart_y(self, said.side, said.distance_km);
    YqStripClaim added = {
        .mark = index,
        .drawn = true,
        .at = {(float)yq_chart_x(self, said.along_km), (float)y},
        .radius = 0.85 * mark->radius,
        .text = text_of(self, index, claim, &said),
    };

    mark->disputed_drawn = true;
    g_array_append_val(self->claims, added);
}

/* Who puts a disputed incident where the chart has it. */
static void add_agreeing(YqChart *self, guint index, const YqClaim *claim)
{
    const YqMark *mark = YQ_MARK(&self->page, index);
    int side = yq_chart_side(self, mark->incident->border.side);
    Said said = {0, 0, side, false};

    if (!mark->disputed_drawn || side < 0 || claim->distance_to_border_km >= 0 ||
        strcmp(claim->side, self->side[side]) != 0 ||
        (claim->place >= 0 && claim->place != mark->incident->place)) {
        return;
    }
    YqStripClaim added = {.mark = index, .text = text_of(self, index, claim, &said)};

    g_array_append_val(self->claims, added);
}

void yq_chart_claims_place(YqChart *self)
{
    for (guint i = 0; i < self->page.marks->len; i++) {
        const YqMark *mark = YQ_MARK(&self->page, i);

        for (size_t k = 0; mark->mapped && k < mark->incident->n_claims; k++) {
            add_claim(self, i, &mark->incident->claims[k]);
        }
        for (size_t k = 0; mark->mapped && k < mark->incident->n_claims; k++) {
            add_agreeing(self, i, &mark->incident->claims[k]);
        }
    }
}

void yq_chart_claims_join(YqChart *self)
{
    YqPaint line = {.stroke =
                        yq_theme_colour(self->page.theme, "incidents", "disputed-line"),
                    .width = 1,
                    .dash = {2, 2},
                    .n_dash = 2};

    yq_scene_begin(self->page.scene, "claims", NULL);
    for (guint i = 0; i < self->claims->len; i++) {
        const YqStripClaim *claim = &g_array_index(self->claims, YqStripClaim, i);
        const YqMark *mark = YQ_MARK(&self->page, claim->mark);

        if (claim->drawn) {
            yq_chart_segment(self, mark->xy.x, mark->xy.y, claim->at.x, claim->at.y,
                             &line);
        }
    }
    yq_scene_end(self->page.scene);
}

void yq_chart_claims_draw(YqChart *self)
{
    YqColour rim = yq_theme_colour(self->page.theme, "incidents", "rim");

    yq_scene_begin(self->page.scene, "claimed", NULL);
    for (guint i = 0; i < self->claims->len; i++) {
        const YqStripClaim *claim = &g_array_index(self->claims, YqStripClaim, i);
        const YqMark *mark = YQ_MARK(&self->page, claim->mark);

        if (claim->drawn) {
            yq_scene_circle(self->page.scene, claim->at.x, claim->at.y, claim->radius,
                            &(YqPaint){.fill = rim, .stroke = mark->colour, .width = 1});
            yq_scene_symbol(self->page.scene, mark->symbol, claim->at.x, claim->at.y,
                            1.24 * claim->radius,
                            &(YqPaint){.fill = mark->colour, .even_odd = true});
        }
    }
    yq_scene_end(self->page.scene);
}
