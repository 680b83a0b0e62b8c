/* SPDX-License-Identifier: MIT */
/* Two names that make one place: "between X and Y", "on the road from X to Y". */
#include "incident/report.h"

#define R(code) (1u << YQ_RELATION_##code)
#define BETWEEN_MAX_KM 600

/* "between X and Y", "on the road from X to Y", "the X-Y road": the second of two names
 * that follow each other makes a line with the first. */
static bool joins(const YqReading *self, const YqPlaceSpan *a, const YqPlaceSpan *b,
                  bool *out_hyphen)
{
    uint32_t from = a->last, to = b->mention_first;

    if (to < from || to - from > 4) {
        return false;
    }
    *out_hyphen = to - from == 1 && yq_token_is(self, from, "-");
    if (*out_hyphen) {
        return true;
    }
    for (uint32_t i = from; i < to; i++) {
        const YqLexMatch *and = yq_match_code(self, i, YQ_LEX_RELATION, YQ_RELATION_AND);

        if (and != NULL && (and->last == b->first || and->last == to)) {
            return true;
        }
    }
    return (b->first == from && b->first < to &&
            yq_match_within(self, from, to, YQ_LEX_RELATION, R(AND) | R(TO))) ||
           (to == from &&
            (yq_match_code(self, to, YQ_LEX_RELATION, YQ_RELATION_AND) != NULL ||
             yq_token(self, to)->start < b->where.span.start));
}

static void make_line(YqPlaceSpan *a, const YqPlaceSpan *b, YqArena *arena)
{
    YqPoint *points = yq_arena_alloc(arena, 2 * sizeof *points);
    double km = yq_distance_km(a->where.at, b->where.at);

    if (km > BETWEEN_MAX_KM || km < 0.5) {
        return;
    }
    points[0] = a->where.at;
    points[1] = b->where.at;
    a->where.at = yq_destination(points[0], yq_azimuth(points[0], points[1]), km / 2);
    a->where.geometry = (YqGeometry){YQ_GEOMETRY_LINE, points, 2};
    a->where.uncertainty_km = MAX(km / 2, 5);
    a->where.precision = km <= 50 ? 2 : 5;
    a->where.span.end = b->where.span.end;
    a->last = b->last;
    a->located = true;
    a->worth = 5.5;
}

static bool is_pair(const YqReading *self, const YqPlaceSpan *a, const YqPlaceSpan *b)
{
    bool hyphen;

    if (a->where.precision > 3 || b->where.precision > 3 || !joins(self, a, b, &hyphen)) {
        return false;
    }
    uint32_t first = a->first;
    bool announced =
        yq_match_within(self, first, a->mention_first, YQ_LEX_RELATION,
                        R(BETWEEN) | R(ROAD)) ||
        yq_match_ending(self, first, YQ_LEX_RELATION, R(ROAD) | R(BETWEEN)) != NULL;

    return announced || yq_match_within(self, b->last, b->last + (hyphen ? 2 : 1),
                                        YQ_LEX_RELATION, R(ROAD));
}

/* "Between Hema and Lendu youths": an end without another is a people or a party. */
static void drop_lone_end(const YqReading *self, YqPlaceSpan *span)
{
    bool between =
        yq_match_ending(self, span->mention_first, YQ_LEX_RELATION, R(BETWEEN)) != NULL;

    if (between && span->where.geometry.type == YQ_GEOMETRY_NONE) {
        span->located = false;
        span->worth = MIN(span->worth, 1);
    }
}

void yq_places_join(YqReading *self, YqArena *arena)
{
    for (guint i = 1; i < self->places->len; i++) {
        YqPlaceSpan *a = &g_array_index(self->places, YqPlaceSpan, i - 1);
        YqPlaceSpan *b = &g_array_index(self->places, YqPlaceSpan, i);

        if (is_pair(self, a, b)) {
            make_line(a, b, arena);
            b->worth = MIN(b->worth, 1.5f);
        }
    }
    for (guint i = 0; i < self->places->len; i++) {
        drop_lone_end(self, &g_array_index(self->places, YqPlaceSpan, i));
    }
}
