/* SPDX-License-Identifier: MIT */
/* Which border the annotations are about. */
#include "border/world.h"
#include <yaqut/strip.h>

#include <string.h>

/* Adds to what a country of @countries ("DZ" or "DZ,ML") counts. */
static void count(GHashTable *counts, const char *countries, double weight)
{
    g_auto(GStrv) codes = g_strsplit(countries, ",", -1);
    guint n = g_strv_length(codes);

    for (guint i = 0; i < n; i++) {
        if (strlen(codes[i]) == 2) {
            const char *code = g_intern_string(codes[i]);
            double *sum = g_hash_table_lookup(counts, code);

            if (sum == NULL) {
                sum = g_new0(double, 1);
                g_hash_table_insert(counts, (gpointer)code, sum);
            }
            *sum += weight / n;
        }
    }
}

static void count_places(GHashTable *counts, const YqAnnotations *annotations)
{
    for (size_t i = 0; i < yq_annotations_n_places(annotations); i++) {
        const YqAnnotatedPlace *place = yq_annotations_place(annotations, i);
        double mentions = 0;

        for (size_t k = 0; k < place->n_mentions; k++) {
            mentions += place->mentions[k].role == YQ_ROLE_PLACE;
        }
        count(counts, place->country, mentions);
    }
}

/* A claim told by a border says which border the article is about. */
static bool claimed_pair(const YqIncident *incident, char out[2][3])
{
    for (size_t i = 0; i < incident->n_claims; i++) {
        const YqClaim *claim = &incident->claims[i];

        if (claim->border[0][0] != '\0' && claim->border[1][0] != '\0') {
            memcpy(out, claim->border, sizeof claim->border);
            return true;
        }
    }
    return false;
}

static void count_incidents(GHashTable *counts, const YqAnnotations *annotations,
                            const YqTopology *world)
{
    for (size_t i = 0; i < yq_annotations_n_incidents(annotations); i++) {
        const YqIncident *incident = yq_annotations_incident(annotations, i);
        const char *country = incident->where_precision > 0
                                  ? yq_topology_country_at(world, incident->at)
                                  : NULL;

        if (country != NULL) {
            count(counts, country, 3);
        }
    }
}

/* The pair of neighbours with the greatest product of counts: an article is about a
 * border when it speaks of both sides. */
static bool best_pair(GHashTable *counts, const YqTopology *world, char out[2][3])
{
    g_autoptr(GList) codes =
        g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc)strcmp);
    double best = 0;

    for (GList *a = codes; a != NULL; a = a->next) {
        g_autofree const char **neighbours = yq_topology_neighbours(world, a->data);

        for (GList *b = a->next; b != NULL; b = b->next) {
            double product = *(double *)g_hash_table_lookup(counts, a->data) *
                             *(double *)g_hash_table_lookup(counts, b->data);

            if (product > best && g_strv_contains(neighbours, b->data)) {
                best = product;
                g_strlcpy(out[0], a->data, 3);
                g_strlcpy(out[1], b->data, 3);
            }
        }
    }
    return best > 0;
}

bool yq_strip_guess(const YqAnnotations *annotations, char out[2][3])
{
    const YqTopology *world = yq_world(NULL);
    g_autoptr(GHashTable) counts =
        g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);

    if (world == NULL) {
        return false;
    }
    for (size_t i = 0; i < yq_annotations_n_incidents(annotations); i++) {
        if (claimed_pair(yq_annotations_incident(annotations, i), out)) {
            return true;
        }
    }
    count_places(counts, annotations);
    count_incidents(counts, annotations, world);
    return best_pair(counts, world, out);
}
