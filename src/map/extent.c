/* SPDX-License-Identifier: MIT */
/* Where the map lies: what the articles are about, whatever they name in passing. */
#include "map/page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A point that asks for a place on the map. */
typedef struct Vote {
    YqPoint at;
    double weight;
    double reach_km; /* around it */
    bool incident;
} Vote;

/* Longitudes are compared within 180 degrees of this one. */
static double wrapped(double lon, double about)
{
    return lon - 360 * round((lon - about) / 360);
}

static void vote(GArray *votes, YqPoint at, double weight, double reach_km, bool incident)
{
    Vote v = {at, weight, reach_km, incident};

    if (yq_point_valid(at)) {
        g_array_append_val(votes, v);
    }
}

static bool is_country(const YqPage *page, const YqTown *town)
{
    const YqAnnotatedPlace *place =
        town->place >= 0 ? yq_annotations_place(page->annotations, (size_t)town->place)
                         : NULL;

    return place != NULL && place->feature_class == 'A' &&
           g_str_has_prefix(place->feature_code, "PCL");
}

/* Where others put a disputed incident. */
static void vote_claims(const YqPage *page, const YqIncident *incident, GArray *votes)
{
    for (size_t i = 0; i < incident->n_claims; i++) {
        int32_t place = incident->claims[i].place;

        if (place >= 0 && yq_incident_mappable(incident)) {
            const YqAnnotatedPlace *of =
                yq_annotations_place(page->annotations, (size_t)place);

            if (of->feature_class != 'A') {
                vote(votes, of->at, 1, 0, false);
            }
        }
    }
}

/* Incidents say most about where an article plays; a place named often more than one
 * named once; a region asks for its middle only. */
static GArray *collect(const YqPage *page)
{
    GArray *votes = g_array_new(FALSE, FALSE, sizeof(Vote));

    for (guint i = 0; i < page->marks->len; i++) {
        const YqIncident *incident = YQ_MARK(page, i)->incident;

        if (yq_incident_mappable(incident)) {
            vote(votes, incident->at, 3, MIN(incident->uncertainty_km, 150), true);
        }
    }
    for (guint i = 0; i < page->marks->len; i++) {
        vote_claims(page, YQ_MARK(page, i)->incident, votes);
    }
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (!town->area) {
            vote(votes, town->at, town->weight, 0, false);
        } else if (!is_country(page, town) && town->radius_km < 700) {
            vote(votes, town->at, 0.7 * town->weight, town->radius_km * 0.5, false);
        }
    }
    return votes;
}

/* Only countries are named: those that weigh at least a third of the first. */
static void collect_countries(const YqPage *page, GArray *votes)
{
    double most = 0;

    for (guint i = 0; i < page->towns->len; i++) {
        most = MAX(most, YQ_TOWN(page, i)->weight);
    }
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->weight * 3 >= most) {
            vote(votes, town->at, town->weight, CLAMP(town->radius_km, 50, 1500), false);
        }
    }
}

/* The direction that most of the weight lies in, for choosing where longitudes are cut.
 */
static double mean_longitude(const GArray *votes)
{
    double x = 0, y = 0;

    for (guint i = 0; i < votes->len; i++) {
        const Vote *v = &g_array_index(votes, Vote, i);

        x += v->weight * cos(v->at.lon * G_PI / 180);
        y += v->weight * sin(v->at.lon * G_PI / 180);
    }
    return atan2(y, x) * 180 / G_PI;
}

/* Metres on a plane about right for comparing areas. */
typedef struct Spot {
    double x, y, weight;
    guint vote;
    bool incident;
} Spot;

typedef struct Cut {
    int axis, side; /* 0 x, 1 y; -1 the low end, +1 the high end */
    size_t n;
    double gain;
} Cut;

static int compare_x(const void *a, const void *b)
{
    double x = ((const Spot *)a)->x, y = ((const Spot *)b)->x;

    return (x > y) - (x < y);
}

static int compare_y(const void *a, const void *b)
{
    double x = ((const Spot *)a)->y, y = ((const Spot *)b)->y;

    return (x > y) - (x < y);
}

/* How large the page's map of spots [from, to) would be. */
static double spread(const Spot *spots, size_t from, size_t to)
{
    double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY;

    for (size_t i = from; i < to; i++) {
        x0 = MIN(x0, spots[i].x);
        x1 = MAX(x1, spots[i].x);
        y0 = MIN(y0, spots[i].y);
        y1 = MAX(y1, spots[i].y);
    }
    return MAX(MAX(x1 - x0, y1 - y0), 250);
}

/* What leaving a spot out costs, for its share of the weight. An incident is what the map
 * is about: it is left out only where the rest would be drawn nearly twice as large. */
#define PASSING 2.5
#define INCIDENT 4.5
#define SMALLER 0.85
#define MUCH_SMALLER 0.55

/* The best number of spots to leave out from one end, when they are sorted: leaving them
 * out must save more of the page than they are worth. */
static void try_end(const Spot *spots, size_t n, double total, int axis, int side,
                    Cut *best)
{
    double whole = spread(spots, 0, n), lost = 0, worth = 0, least = SMALLER;

    for (size_t k = 1; k < n; k++) {
        const Spot *spot = &spots[side < 0 ? k - 1 : n - k];

        lost += spot->weight;
        worth += spot->weight * (spot->incident ? INCIDENT : PASSING);
        least = spot->incident ? MUCH_SMALLER : least;
        double share = lost / total;

        if (share > 0.3) {
            return;
        }
        double rest = spread(spots, side < 0 ? k : 0, side < 0 ? n : n - k);
        double gain = 0.5 * log2(whole / rest) - worth / total; /* half the size: 0.5 */

        if (gain > best->gain && rest < whole * least) {
            *best = (Cut){axis, side, k, gain};
        }
    }
}

/* Leaves out ends until no cut gains; what is left keeps its order by @compare. */
static size_t trim(Spot *spots, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++) {
        total += spots[i].weight;
    }
    for (;;) {
        Cut best = {0, 0, 0, 0};

        for (int axis = 0; axis < 2; axis++) {
            qsort(spots, n, sizeof *spots, axis == 0 ? compare_x : compare_y);
            try_end(spots, n, total, axis, -1, &best);
            try_end(spots, n, total, axis, 1, &best);
        }
        if (best.n == 0) {
            return n;
        }
        qsort(spots, n, sizeof *spots, best.axis == 0 ? compare_x : compare_y);
        if (best.side < 0) {
            memmove(spots, spots + best.n, (n - best.n) * sizeof *spots);
        }
        n -= best.n;
    }
}

/* Of very many points a sample says where they lie. */
enum { MOST_SPOTS = 600 };

static GArray *robust(const GArray *votes, size_t *out_left)
{
    double about = mean_longitude(votes);
    guint step = votes->len / MOST_SPOTS + 1;
    g_autofree Spot *spots = g_new(Spot, votes->len);
    size_t n = 0;
    double lat = 0;
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(Vote));

    for (guint i = 0; i < votes->len; i++) {
        lat += g_array_index(votes, Vote, i).at.lat / votes->len;
    }
    for (guint i = 0; i < votes->len; i += step) {
        const Vote *v = &g_array_index(votes, Vote, i);

        spots[n++] = (Spot){wrapped(v->at.lon, about) * 111 * cos(lat * G_PI / 180),
                            v->at.lat * 111, v->weight, i, v->incident};
    }
    size_t left = trim(spots, n);

    for (size_t i = 0; i < left; i++) {
        g_array_append_val(kept, g_array_index(votes, Vote, spots[i].vote));
    }
    *out_left = n - left;
    return kept;
}

static void add_reach(GArray *points, const Vote *v)
{
    g_array_append_val(points, v->at);
    for (int azimuth = 0; v->reach_km > 0 && azimuth < 360; azimuth += 45) {
        YqPoint at = yq_destination(v->at, azimuth, v->reach_km);

        g_array_append_val(points, at);
    }
}

/* --- --extent --- */

static void add_edges(GArray *points, YqBox box)
{
    double width = box.east - box.west + (box.west > box.east ? 360 : 0);

    for (int i = 0; i <= 16; i++) {
        for (int j = 0; j <= 16; j++) {
            double lon = box.west + width * i / 16;
            YqPoint at = {lon > 180 ? lon - 360 : lon,
                          box.south + (box.north - box.south) * j / 16};

            if (i == 0 || i == 16 || j == 0 || j == 16) {
                g_array_append_val(points, at);
            }
        }
    }
}

static bool parse_box(const char *text, YqBox *out, GError **error)
{
    double v[4];
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);

    for (int i = 0; i < 4; i++) {
        char *end = NULL;

        v[i] = g_ascii_strtod(parts[i], &end);
        if (*g_strstrip(end) != '\0' || !isfinite(v[i])) {
            g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                        "extent '%s': '%s' is no number", text, parts[i]);
            return false;
        }
    }
    *out = (YqBox){v[0], v[1], v[2], v[3]};
    if (fabs(v[0]) > 180 || fabs(v[2]) > 180 || v[1] < -90 || v[3] > 90 || v[1] >= v[3] ||
        v[0] == v[2]) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "extent '%s' is no west,south,east,north in degrees", text);
        return false;
    }
    return true;
}

static bool looks_like_box(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);

    return g_strv_length(parts) == 4;
}

static bool from_name(const YqPage *page, const char *name, YqExtent *out, GError **error)
{
    YqLookup lookup = {.name = name, .limit = 1};
    g_autoptr(GArray) found =
        page->gazetteer != NULL ? yq_gazetteer_lookup(page->gazetteer, &lookup) : NULL;

    if (found == NULL || found->len == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN, "extent: no place '%s'", name);
        return false;
    }
    YqPlace place =
        yq_gazetteer_place(page->gazetteer, g_array_index(found, YqCandidate, 0).place);
    Vote v = {place.at, 1, place.radius_km > 0 ? place.radius_km : 60, false};

    add_reach(out->points, &v);
    out->margin = 0.04;
    out->why = g_strdup_printf("extent: around %s, %.0f km", name, v.reach_km);
    return true;
}

static bool from_option(const YqPage *page, const char *text, YqExtent *out,
                        GError **error)
{
    YqBox box;

    out->least_km = 1;
    if (!looks_like_box(text)) {
        return from_name(page, text, out, error);
    }
    if (!parse_box(text, &box, error)) {
        return false;
    }
    add_edges(out->points, box);
    out->margin = 0;
    out->why = g_strdup_printf("extent: %s, as asked for", text);
    return true;
}

bool yq_extent_choose(const YqPage *page, YqExtent *out, GError **error)
{
    /* symbols at the edge want room for themselves */
    double shorter = MIN(page->frame.width, page->frame.height);

    *out = (YqExtent){g_array_new(FALSE, FALSE, sizeof(YqPoint)), 260,
                      CLAMP(26 * page->type_scale / MAX(shorter, 1), 0.1, 0.2), NULL};
    if (page->options->extent != NULL) {
        return from_option(page, page->options->extent, out, error);
    }
    g_autoptr(GArray) votes = collect(page);
    size_t left = 0;

    if (votes->len == 0) {
        collect_countries(page, votes);
    }
    if (votes->len == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "nothing has a position on the map");
        return false;
    }
    g_autoptr(GArray) kept = robust(votes, &left);

    for (guint i = 0; i < kept->len; i++) {
        add_reach(out->points, &g_array_index(kept, Vote, i));
    }
    out->why =
        g_strdup_printf("extent: %u positions of places and incidents; %zu left out, far "
                        "away and named in passing",
                        kept->len, left);
    return true;
}

void yq_extent_clear(YqExtent *extent)
{
    g_clear_pointer(&extent->points, g_array_unref);
    g_clear_pointer(&extent->why, g_free);
}
