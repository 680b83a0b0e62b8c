/* SPDX-License-Identifier: MIT */
/* Where the map lies: what the articles are about, whatever they name in passing. */
#include "map/page.h"

#include "base/angle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What leaving a point out costs, for its share of the weight, where drawing the rest
 * twice as large is worth a half: places named in passing, incidents that an article
 * tells, and rows of a table, which the user wants shown. */
#define PASSING 2.5
#define TOLD 5.5
#define GIVEN 20.0

/* A point that asks for a place on the map. */
typedef struct Vote {
    YqPoint at;
    double weight;
    double reach_km; /* around it */
    double worth;    /* what leaving it out costs, for its share of the weight */
} Vote;

static void vote(GArray *votes, YqPoint at, double weight, double reach_km, double worth)
{
    Vote v = {at, weight, reach_km, worth};

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

/* A row of a table of places: the user wants it shown. */
static bool is_given(const YqPage *page, const YqTown *town)
{
    return town->place >= 0 &&
           yq_annotations_place(page->annotations, (size_t)town->place)->n_mentions == 0;
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
                vote(votes, of->at, 1, 0, PASSING);
            }
        }
    }
}

/* Where an article tells of violence or flight, what governments say of it in a far
 * capital is told aside. */
static bool is_about_deeds(const YqPage *page)
{
    guint deeds = 0, all = 0;

    for (guint i = 0; i < page->marks->len; i++) {
        const YqIncident *incident = YQ_MARK(page, i)->incident;

        all += yq_incident_mappable(incident);
        deeds +=
            yq_incident_mappable(incident) && incident->category != YQ_CATEGORY_POLITICAL;
    }
    return 3 * deeds >= all && deeds > 0;
}

/* "Kuma, North Darfur": a province that only tells where a place lies asks for nothing.
 */
static bool holds_any(const YqTown *area, const GArray *votes, guint n)
{
    for (guint i = 0; i < n; i++) {
        const Vote *v = &g_array_index(votes, Vote, i);

        if (yq_distance_rough_km(v->at, area->at) < area->radius_km) {
            return true;
        }
    }
    return false;
}

/* Incidents say most about where an article plays; a place named often more than one
 * named once; a region asks for its middle only. */
static GArray *collect(const YqPage *page)
{
    GArray *votes = g_array_new(FALSE, FALSE, sizeof(Vote));
    bool deeds = yq_annotations_n_articles(page->annotations) > 0 && is_about_deeds(page);

    for (guint i = 0; i < page->marks->len; i++) {
        const YqIncident *incident = YQ_MARK(page, i)->incident;

        bool told_aside = deeds && incident->category == YQ_CATEGORY_POLITICAL;

        if (yq_incident_mappable(incident)) {
            vote(votes, incident->at, told_aside ? 1 : 3,
                 MIN(incident->uncertainty_km, 150),
                 told_aside                                         ? PASSING
                 : yq_annotations_n_articles(page->annotations) > 0 ? TOLD
                                                                    : GIVEN);
        }
    }
    for (guint i = 0; i < page->marks->len; i++) {
        vote_claims(page, YQ_MARK(page, i)->incident, votes);
    }
    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (!town->area) {
            vote(votes, town->at, town->weight, 0,
                 is_given(page, town) ? GIVEN : PASSING);
        }
    }
    guint n_points = votes->len;

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->area && !is_country(page, town) && town->radius_km < 700 &&
            !holds_any(town, votes, n_points)) {
            vote(votes, town->at, 0.7 * town->weight, town->radius_km * 0.5, PASSING);
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
            vote(votes, town->at, town->weight, CLAMP(town->radius_km, 50, 1500),
                 PASSING);
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
    double worth;
} Spot;

/* The spots [from, to) that stay, when they are sorted along an axis. */
typedef struct Cut {
    int axis; /* 0 x, 1 y */
    size_t from, to;
    double gain, lost;
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

#define SMALLER 0.85
#define MUCH_SMALLER 0.55
#define MOST_LOST 0.35 /* of the weight */
#define LEAST_KM 250.0

/* The bounds of spots that are added one by one. */
typedef struct Reach {
    double x0, x1, y0, y1;
} Reach;

static void reach_add(Reach *self, const Spot *spot)
{
    self->x0 = MIN(self->x0, spot->x);
    self->x1 = MAX(self->x1, spot->x);
    self->y0 = MIN(self->y0, spot->y);
    self->y1 = MAX(self->y1, spot->y);
}

static double reach_size(const Reach *self)
{
    return MAX(MAX(self->x1 - self->x0, self->y1 - self->y0), LEAST_KM);
}

/* Sums over the spots before each: weight, what leaving them out costs, those to keep. */
typedef struct Sums {
    double weight, worth;
    size_t kept; /* how many of those */
} Sums;

static Sums *sums_of(const Spot *spots, size_t n)
{
    Sums *sums = g_new0(Sums, n + 1);

    for (size_t i = 0; i < n; i++) {
        sums[i + 1] = sums[i];
        sums[i + 1].weight += spots[i].weight;
        sums[i + 1].worth += spots[i].weight * spots[i].worth;
        sums[i + 1].kept += spots[i].worth > PASSING;
    }
    return sums;
}

/* The spots along one axis whose map gains most over the map of all: what is left out at
 * either end, or at both, must save more of the page than it is worth. */
static void try_axis(const Spot *spots, size_t n, double total, double lost, int axis,
                     Cut *best)
{
    g_autofree Sums *sums = sums_of(spots, n);
    Reach all = {INFINITY, -INFINITY, INFINITY, -INFINITY};

    for (size_t i = 0; i < n; i++) {
        reach_add(&all, &spots[i]);
    }
    double whole = reach_size(&all);

    for (size_t from = 0; from < n && lost + sums[from].weight <= MOST_LOST * total;
         from++) {
        Reach reach = {INFINITY, -INFINITY, INFINITY, -INFINITY};

        for (size_t to = from + 1; to <= n; to++) {
            reach_add(&reach, &spots[to - 1]);
            double out = sums[from].weight + sums[n].weight - sums[to].weight;
            double worth = sums[from].worth + sums[n].worth - sums[to].worth;
            bool kept = sums[from].kept + sums[n].kept > sums[to].kept;
            double rest = reach_size(&reach);
            double gain = 0.5 * log2(whole / rest) - worth / total;

            if (gain > best->gain && lost + out <= MOST_LOST * total &&
                rest < whole * (kept ? MUCH_SMALLER : SMALLER)) {
                *best = (Cut){axis, from, to, gain, out};
            }
        }
    }
}

/* Leaves out ends until no cut gains. */
static size_t trim(Spot *spots, size_t n)
{
    double total = 0, lost = 0;

    for (size_t i = 0; i < n; i++) {
        total += spots[i].weight;
    }
    for (;;) {
        Cut best = {.gain = 0};

        for (int axis = 0; axis < 2; axis++) {
            qsort(spots, n, sizeof *spots, axis == 0 ? compare_x : compare_y);
            try_axis(spots, n, total, lost, axis, &best);
        }
        if (best.gain <= 0) {
            return n;
        }
        qsort(spots, n, sizeof *spots, best.axis == 0 ? compare_x : compare_y);
        memmove(spots, spots + best.from, (best.to - best.from) * sizeof *spots);
        n = best.to - best.from;
        lost += best.lost;
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

        spots[n++] = (Spot){yq_lon_near(v->at.lon, about) * 111 * cos(lat * G_PI / 180),
                            v->at.lat * 111, v->weight, i, v->worth};
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

/* Half of what is shown of a town. */
#define TOWN_KM 60.0

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
    /* all round the globe both edges are one line; the middle is opposite */
    for (int j = 0; j < 3 * 17 && width >= 360; j++) {
        YqPoint at = {yq_lon_near(box.west + 180, 0),
                      box.south + (box.north - box.south) * (j % 17) / 16};

        g_array_append_val(points, at);
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
            g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                        "extent '%s': '%s' is no number", text, parts[i]);
            return false;
        }
    }
    *out = (YqBox){v[0], v[1], v[2], v[3]};
    if (fabs(v[0]) > 180 || fabs(v[2]) > 180 || v[1] < -90 || v[3] > 90 || v[1] >= v[3] ||
        v[0] == v[2]) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
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

/* Of places with one name, a continent or a country is meant before a town. */
static YqPlace first_meant(const YqPage *page, const GArray *found)
{
    for (guint i = 0; i < found->len; i++) {
        YqPlace place = yq_gazetteer_place(page->gazetteer,
                                           g_array_index(found, YqCandidate, i).place);

        if (strcmp(place.feature_code, "CONT") == 0 ||
            g_str_has_prefix(place.feature_code, "PCL")) {
            return place;
        }
    }
    return yq_gazetteer_place(page->gazetteer,
                              g_array_index(found, YqCandidate, 0).place);
}

static bool from_name(const YqPage *page, const char *name, YqExtent *out, GError **error)
{
    YqLookup lookup = {.name = name, .limit = 10};
    g_autoptr(GArray) found =
        page->gazetteer != NULL ? yq_gazetteer_lookup(page->gazetteer, &lookup) : NULL;

    if (found == NULL || found->len == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN, "extent: no place '%s'", name);
        return false;
    }
    YqPlace place = first_meant(page, found);
    double reach = place.radius_km > 0 ? place.radius_km : TOWN_KM;
    Vote v = {place.at, 1, reach, PASSING};

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
