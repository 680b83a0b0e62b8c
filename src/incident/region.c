/* SPDX-License-Identifier: MIT */
#include "incident/region.h"

#include "border/world.h"

#include <math.h>
#include <string.h>

#define RAYS 13    /* over the half turn around a direction */
#define STEP_KM 60 /* along a ray, before it is halved */
#define FINE_KM 8
#define REACH_KM 4000

static bool is_in(const YqTopology *world, const char *country, YqPoint point)
{
    const char *at = yq_topology_country_at(world, point);

    return at != NULL && strcmp(at, country) == 0;
}

/* How far from @from the country goes on at @azimuth: up to where it first ends. */
static double reach_of(const YqTopology *world, const char *country, YqPoint from,
                       double azimuth, double most_km)
{
    double inside = 0, outside = MIN(most_km, REACH_KM);

    for (double km = STEP_KM; km < outside; km += STEP_KM) {
        if (!is_in(world, country, yq_destination_rough(from, azimuth, km))) {
            outside = km;
            break;
        }
        inside = km;
    }
    while (outside - inside > FINE_KM && outside - inside <= STEP_KM) {
        double km = (inside + outside) / 2;

        if (is_in(world, country, yq_destination_rough(from, azimuth, km))) {
            inside = km;
        } else {
            outside = km;
        }
    }
    return inside > 0 ? inside : outside / 2;
}

/* The country's outline seen from its middle over half a turn, or all of it at half the
 * distance for the centre. */
static void outline(const YqTopology *world, const YqPlace *place, double azimuth,
                    double radius_km, YqArena *arena, YqWhere *out)
{
    bool centre = azimuth < 0;
    size_t n = centre ? 2 * RAYS : RAYS;
    YqPoint *points = yq_arena_alloc(arena, (n + 2) * sizeof *points);
    size_t used = 0;
    double farthest = 0;

    for (size_t i = 0; i < n; i++) {
        double turn = centre ? 360.0 * i / n : azimuth - 60 + 120.0 * i / (n - 1);
        double km = reach_of(world, place->country, place->at, turn, radius_km * 2) *
                    (centre ? 0.45 : 1);

        farthest = MAX(farthest, km);
        points[used++] = yq_destination(place->at, turn, km);
    }
    if (!centre) {
        double ahead = reach_of(world, place->country, place->at, azimuth, radius_km * 2);

        out->at = yq_destination(place->at, azimuth, ahead * 0.6);
        points[used++] = place->at;
        out->uncertainty_km = MAX(farthest * 0.7, 30);
    } else {
        out->uncertainty_km = MAX(farthest, 30);
    }
    points[used] = points[0];
    out->geometry = (YqGeometry){YQ_GEOMETRY_AREA, points, used + 1};
}

/* Outlines worked out before: news is mostly of the same parts of the same countries.
 * Kept for good, as there are no more than some hundreds. */
#define KEPT_MOST 512

typedef struct Kept {
    YqPoint at;
    double uncertainty_km;
    size_t n;
    YqPoint points[2 * RAYS + 2];
} Kept;

static GMutex kept_lock;
static GHashTable *kept_outlines; /* "ML 0 18.00,-2.00" -> Kept */

static bool recall(const char *key, YqArena *arena, YqWhere *where)
{
    g_mutex_lock(&kept_lock);
    const Kept *kept =
        kept_outlines != NULL ? g_hash_table_lookup(kept_outlines, key) : NULL;

    g_mutex_unlock(&kept_lock);
    if (kept == NULL) {
        return false;
    }
    where->at = kept->at;
    where->uncertainty_km = kept->uncertainty_km;
    where->geometry = (YqGeometry){
        YQ_GEOMETRY_AREA,
        yq_arena_memdup(arena, kept->points, kept->n * sizeof *kept->points), kept->n};
    return true;
}

static void keep(const char *key, const YqWhere *where)
{
    g_mutex_lock(&kept_lock);
    if (kept_outlines == NULL) {
        kept_outlines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    }
    if (g_hash_table_size(kept_outlines) < KEPT_MOST &&
        !g_hash_table_contains(kept_outlines, key)) {
        Kept *kept = g_new0(Kept, 1);

        kept->at = where->at;
        kept->uncertainty_km = where->uncertainty_km;
        kept->n = where->geometry.n_points;
        memcpy(kept->points, where->geometry.points, kept->n * sizeof *kept->points);
        g_hash_table_insert(kept_outlines, g_strdup(key), kept);
    }
    g_mutex_unlock(&kept_lock);
}

void yq_region_part(const YqPlace *place, YqArena *arena, YqWhere *where)
{
    const YqTopology *world =
        where->part == 6 && strlen(place->country) == 2 ? yq_world(NULL) : NULL;
    double radius_km = place->radius_km > 0 ? place->radius_km : 400;
    char key[64];

    g_snprintf(key, sizeof key, "%.2s %.0f %.3f,%.3f %.0f %.3f,%.3f", place->country,
               where->azimuth, place->at.lon, place->at.lat, radius_km, where->at.lon,
               where->at.lat);
    if (world != NULL && yq_topology_has(world, place->country) &&
        !recall(key, arena, where)) {
        outline(world, place, where->azimuth, radius_km, arena, where);
        keep(key, where);
    }
}
