/* SPDX-License-Identifier: MIT */
#include "strip/places.h"

#include "border/world.h"
#include "language/language.h"

#include <math.h>
#include <string.h>

#define CHUNK_KM 60.0     /* of the line, for one box in which towns are looked for */
#define CROSSING_KM 5.0   /* a border post stands at the line */
#define SAME_PLACE_KM 3.0 /* towns of one name on both sides of the line */

static const char *name_of(const YqGazetteer *gazetteer, uint32_t index,
                           const char *language)
{
    const char *name = yq_gazetteer_name(gazetteer, index, language);

    return name != NULL ? name : yq_gazetteer_name(gazetteer, index, NULL);
}

/* --- towns and crossings --- */

typedef struct Search {
    const YqBorder *border;
    const YqGazetteer *gazetteer;
    const char *language;
    double within_km;
    GHashTable *seen; /* indexes */
    GArray *out;
} Search;

/* Seats before size; a border post before every village. */
static double rank_of(const YqPlace *place, double distance_km)
{
    double seat = strcmp(place->feature_code, "PPLC") == 0        ? 10
                  : g_str_has_prefix(place->feature_code, "PPLA") ? 2
                                                                  : 0;

    return log2(1 + (double)place->population) + seat - distance_km / 3;
}

static bool is_town(const YqPlace *place)
{
    static const char *const not [] = {"PPLX", "PPLQ", "PPLH", "PPLW", "PPLCH"};

    for (size_t i = 0; i < G_N_ELEMENTS(not ); i++) {
        if (strcmp(place->feature_code, not [i]) == 0) {
            return false;
        }
    }
    return place->feature_class == 'P';
}

static bool visit(const YqPlace *place, void *data)
{
    Search *self = data;
    bool crossing = strcmp(place->feature_code, "PSTB") == 0;

    if ((!crossing && !is_town(place)) ||
        !g_hash_table_add(self->seen, GUINT_TO_POINTER(place->index + 1))) {
        return true;
    }
    YqBorderMeasure measure = yq_border_measure(self->border, place->at);

    if (measure.distance_km > (crossing ? CROSSING_KM : self->within_km)) {
        return true;
    }
    YqAlong along = {
        .kind = crossing ? YQ_ALONG_CROSSING : YQ_ALONG_TOWN,
        .name = name_of(self->gazetteer, place->index, self->language),
        .title = name_of(self->gazetteer, place->index, self->language),
        .at = place->at,
        .along_km = measure.along_km,
        .distance_km = measure.distance_km,
        .rank = crossing ? 30 : rank_of(place, measure.distance_km),
    };

    if (strlen(measure.side) == 2) {
        g_strlcpy(along.country, measure.side, sizeof along.country);
    }
    g_array_append_val(self->out, along);
    return true;
}

static double wrapped(double lon)
{
    return remainder(lon, 360);
}

/* Looks around a stretch of a part, from point @from up to the kilometres of a chunk;
 * returns the point after it. */
static size_t search_chunk(Search *self, const YqGeometry *part, size_t from)
{
    YqPoint first = part->points[from];
    YqBox box = {first.lon, first.lat, first.lon, first.lat};
    double km = 0;
    size_t i = from;

    for (; i + 1 < part->n_points && km < CHUNK_KM; i++) {
        YqPoint next = part->points[i + 1];
        double lon = first.lon + remainder(next.lon - first.lon, 360);

        km += yq_distance_rough_km(part->points[i], next);
        box = (YqBox){fmin(box.west, lon), fmin(box.south, next.lat), fmax(box.east, lon),
                      fmax(box.north, next.lat)};
    }
    double high = self->within_km / 110;
    double pole = fmin(fmax(fabs(box.south), fabs(box.north)) + high, 89);
    double wide = high / cos(pole * G_PI / 180);

    box = (YqBox){wrapped(box.west - wide), fmax(box.south - high, -90),
                  wrapped(box.east + wide), fmin(box.north + high, 90)};
    yq_gazetteer_within(self->gazetteer, box, visit, self);
    return i;
}

static void add_towns(const YqBorder *border, const YqGazetteer *gazetteer,
                      const char *language, double within_km, GArray *out)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Search search = {border, gazetteer, language, within_km, seen, out};

    for (size_t p = 0; p < yq_border_n_parts(border); p++) {
        YqGeometry part = yq_border_part(border, p);

        for (size_t i = 0; i + 1 < part.n_points;) {
            i = search_chunk(&search, &part, i);
        }
    }
}

/* A name may be that of two villages, one on each side; the higher rank stands for both.
 */
static void drop_twins(GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        for (guint j = places->len - 1; j > i; j--) {
            YqAlong *a = &g_array_index(places, YqAlong, i);
            const YqAlong *b = &g_array_index(places, YqAlong, j);

            if (strcmp(a->name, b->name) == 0 && a->kind == b->kind &&
                fabs(a->along_km - b->along_km) < SAME_PLACE_KM) {
                *a = b->rank > a->rank ? *b : *a;
                g_array_remove_index(places, j);
            }
        }
    }
}

/* --- tripoints --- */

/* The third country at @at, by a walk around it; false when there is none, as where a
 * line meets the sea. */
static bool third_country(const YqBorder *border, YqPoint at, char out[3])
{
    static const double reaches_km[] = {0.05, 0.2, 0.6, 1.5};

    for (size_t r = 0; r < G_N_ELEMENTS(reaches_km); r++) {
        for (int azimuth = 0; azimuth < 360; azimuth += 15) {
            const char *code = yq_topology_country_at(
                border->world, yq_destination(at, azimuth, reaches_km[r]));

            if (code != NULL && strcmp(code, border->codes[0]) != 0 &&
                strcmp(code, border->codes[1]) != 0) {
                g_strlcpy(out, code, 3);
                return true;
            }
        }
    }
    return false;
}

/* "Tripoint with Niger". */
static const char *tripoint_title(const char *language, const char *name)
{
    g_auto(GStrv) around = g_strsplit(yq_ui(language, "tripoint"), "{country}", 2);
    g_autofree char *title = g_strjoinv(name, around);

    return g_intern_string(title);
}

static bool has_tripoint(const GArray *places, const YqAlong *along)
{
    for (guint i = 0; i < places->len; i++) {
        const YqAlong *other = &g_array_index(places, YqAlong, i);

        if (other->kind == YQ_ALONG_TRIPOINT &&
            yq_distance_rough_km(other->at, along->at) < 2 &&
            strcmp(other->third, along->third) == 0) {
            return true;
        }
    }
    return false;
}

/* A line of parts has ends in its middle, where a lake or a river breaks it off; only
 * those at which a third country lies are tripoints. */
static void add_tripoints(const YqBorder *border, const YqGazetteer *gazetteer,
                          const char *language, GArray *out)
{
    for (size_t p = 0; p < yq_border_n_parts(border); p++) {
        YqGeometry part = yq_border_part(border, p);

        for (int end = 0; end < 2 && !yq_line_part_is_ring(yq_border_line(border), p);
             end++) {
            YqAlong along = {
                .kind = YQ_ALONG_TRIPOINT,
                .at = part.points[end == 0 ? 0 : part.n_points - 1],
                .along_km = yq_line_part_km(yq_border_line(border), p + (size_t)end),
                .rank = 40,
            };

            if (third_country(border, along.at, along.third) &&
                !has_tripoint(out, &along)) {
                along.name = yq_country_name(gazetteer, along.third, language);
                along.title = tripoint_title(language, along.name);
                g_array_append_val(out, along);
            }
        }
    }
}

static gint by_km(gconstpointer a, gconstpointer b)
{
    const YqAlong *x = a, *y = b;

    if (x->along_km != y->along_km) {
        return x->along_km < y->along_km ? -1 : 1;
    }
    return x->rank != y->rank ? (x->rank < y->rank ? 1 : -1) : strcmp(x->name, y->name);
}

GArray *yq_along_places(const YqBorder *border, const YqGazetteer *gazetteer,
                        const char *language, double within_km)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(YqAlong));

    if (gazetteer != NULL) {
        add_towns(border, gazetteer, language, within_km, places);
        g_array_sort(places, by_km);
        drop_twins(places);
    }
    add_tripoints(border, gazetteer, language, places);
    g_array_sort(places, by_km);
    return places;
}

const YqAlong *yq_along_nearest(const GArray *places, double along_km)
{
    const YqAlong *all = (const YqAlong *)(const void *)places->data;
    size_t low = 0, high = places->len;

    while (low < high) { /* all before low lie before along_km */
        size_t middle = (low + high) / 2;

        if (all[middle].along_km < along_km) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == places->len ||
        (low > 0 && along_km - all[low - 1].along_km < all[low].along_km - along_km)) {
        return low > 0 ? &all[low - 1] : NULL;
    }
    return &all[low];
}
