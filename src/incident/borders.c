/* SPDX-License-Identifier: MIT */
/* What is told by its distance from a border: which border, which side of it, and the
 * line that this makes. */
#include "incident/names.h"
#include "incident/approach.h"
#include "incident/region.h"

#include "border/offset.h"
#include "border/world.h"

#include <math.h>
#include <string.h>

#define R(code) (1u << YQ_RELATION_##code)
#define REACH 5 /* tokens around the word "border" where its countries stand */

/* Kilometres and the direction that stand before the word for a border. */
static double distance_before(const YqReading *self, uint32_t border, uint32_t *out_first,
                              double *out_azimuth)
{
    uint32_t at = border;

    *out_azimuth = -1;

    for (int steps = 0; steps < 6; steps++) {
        const YqLexMatch *way = yq_match_ending(self, at, YQ_LEX_DIRECTION, ~0u);
        const YqLexMatch *match =
            yq_match_ending(self, at, YQ_LEX_RELATION, R(OF) | R(FROM) | R(KM) | R(TO));

        if (match != NULL && match->entry->code == YQ_RELATION_KM) {
            return yq_kilometres_before(self, match, out_first);
        }
        if (way == NULL && match == NULL) {
            break;
        }
        if (way != NULL && (match == NULL || way->first <= match->first)) {
            *out_azimuth = way->entry->value;
        }
        at = way != NULL && (match == NULL || way->first <= match->first) ? way->first
                                                                          : match->first;
    }
    return -1;
}

static void add_country(char pair[2][3], const char *country)
{
    if (strcmp(pair[0], country) == 0 || strcmp(pair[1], country) == 0) {
        return;
    }
    g_strlcpy(pair[0][0] == '\0' ? pair[0] : pair[1], country, 3);
}

/* Countries named or hinted at beside the word: "the border with Algeria", "the Algerian
 * border", "الحدود الجزائرية", "the Mali-Niger border". */
static void countries_beside(const YqReading *self, const YqLexMatch *border,
                             uint32_t first, uint32_t last, char pair[2][3])
{
    uint32_t from = border->first > first + 3 ? border->first - 3 : first;
    uint32_t to = MIN(border->last + REACH, last);
    char country[3];

    for (uint32_t i = border->last; i < to && pair[1][0] == '\0'; i++) {
        if (yq_match_at(self, i, YQ_LEX_CLAIM) != NULL ||
            yq_match_code(self, i, YQ_LEX_RELATION, YQ_RELATION_IN) != NULL ||
            self->breaks[i] > self->breaks[border->last]) {
            break;
        }
        if (yq_names_demonym(self, i, country)) {
            add_country(pair, country);
        }
    }
    for (uint32_t i = from; i < border->first && pair[1][0] == '\0'; i++) {
        if (self->breaks[i] == self->breaks[border->first] &&
            yq_names_demonym(self, i, country)) {
            add_country(pair, country);
        }
    }
}

/* "on Malian soil", "en territoire malien", "داخل الأراضي المالية". */
static void side_told(const YqReading *self, uint32_t first, uint32_t last, char side[3])
{
    for (uint32_t i = first; i < last; i++) {
        const YqLexMatch *ground =
            yq_match_code(self, i, YQ_LEX_RELATION, YQ_RELATION_TERRITORY);

        if (ground == NULL) {
            continue;
        }
        for (uint32_t k = i > first + 2 ? i - 2 : first; k < MIN(ground->last + 3, last);
             k++) {
            char country[3];

            if (yq_names_demonym(self, k, country)) {
                g_strlcpy(side, country, 3);
                return;
            }
        }
    }
}

bool yq_border_told(const YqReading *self, uint32_t first, uint32_t last, YqWhere *out)
{
    *out = YQ_NOWHERE;
    side_told(self, first, last, out->side);
    for (uint32_t i = first; i < last; i++) {
        const YqLexMatch *border =
            yq_match_code(self, i, YQ_LEX_RELATION, YQ_RELATION_BORDER);
        uint32_t from = i;

        if (border == NULL) {
            continue;
        }
        double km = distance_before(self, border->first, &from, &out->azimuth);

        if (km >= 0) {
            out->border_km = km;
            out->span = yq_reading_span(self, from, border->last);
            countries_beside(self, border, first, last, out->border);
            return true;
        }
        i = border->last - 1;
    }
    return out->side[0] != '\0';
}

/* Fills in what was not told of the two countries from @own, the speaker's, and @near,
 * the country of the event; false when there is no pair. */
static bool complete_pair(const YqReading *self, const char *own, const char *near,
                          YqWhere *where)
{
    const char *candidates[] = {where->side, own, near, yq_context_first(self->context)};

    for (size_t i = 0; i < G_N_ELEMENTS(candidates) && where->border[1][0] == '\0'; i++) {
        if (candidates[i] != NULL && strlen(candidates[i]) == 2) {
            add_country(where->border, candidates[i]);
        }
    }
    return where->border[1][0] != '\0';
}

/* "9.5 km south of the border": the country that lies there. */
static void side_by_direction(const YqBorder *border, YqPoint near, YqWhere *where)
{
    YqPoint foot = yq_border_measure(border, near).nearest;
    const YqTopology *world = yq_world(NULL);
    const char *country =
        world == NULL ? NULL
                      : yq_topology_country_at(world, yq_destination(foot, where->azimuth,
                                                                     where->border_km));

    if (country != NULL && (strcmp(country, where->border[0]) == 0 ||
                            strcmp(country, where->border[1]) == 0)) {
        g_strlcpy(where->side, country, 3);
    }
}

bool yq_border_complete(const YqReading *self, const char *own, const YqWhere *event,
                        YqWhere *where)
{
    const YqBorder *border = NULL;

    if (where->border_km >= 0 && complete_pair(self, own, event->country, where)) {
        border = yq_border_get(where->border[0], where->border[1], NULL);
    }
    if (border == NULL) {
        memset(where->border, 0, sizeof where->border);
        return false;
    }
    if (where->side[0] == '\0' && where->azimuth >= 0) {
        bool placed = event->precision > 0 && event->precision < 6;

        side_by_direction(
            border,
            placed ? event->at : yq_border_at_km(border, yq_border_length_km(border) / 2),
            where);
    }
    return true;
}

static void nearest_of(const YqOffsets *lines, YqPoint near, YqArena *arena,
                       YqWhere *where)
{
    size_t n = lines->ends[0];

    where->geometry =
        (YqGeometry){YQ_GEOMETRY_LINE,
                     yq_arena_memdup(arena, lines->points, n * sizeof *lines->points), n};
    where->at = lines->points[n / 2];
    for (size_t i = 0; i < n; i++) {
        if (yq_distance_rough_km(lines->points[i], near) <
            yq_distance_rough_km(where->at, near)) {
            where->at = lines->points[i];
        }
    }
}

bool yq_border_place(const YqReading *self, const char *own, const YqWhere *event,
                     YqArena *arena, YqWhere *where)
{
    bool placed = event->precision > 0 && event->precision < 6;

    if (!yq_border_complete(self, own, event, where) || where->border_km == 0) {
        return false;
    }
    const YqBorder *border = yq_border_get(where->border[0], where->border[1], NULL);
    double length_km = yq_border_length_km(border);
    YqPoint near = placed ? event->at : yq_border_at_km(border, length_km / 2);
    g_autoptr(YqOffsets) lines = yq_border_offset(
        border, where->side[0] != '\0' ? where->side : NULL, where->border_km, near,
        placed ? 50 + event->uncertainty_km : INFINITY);

    if (lines == NULL || lines->n == 0) {
        return false;
    }
    nearest_of(lines, near, arena, where);
    where->place = event->place;
    memcpy(where->country, event->country, sizeof where->country);
    where->precision = placed ? 2 : 5;
    where->uncertainty_km = placed ? 25 : length_km / 2;
    return true;
}
