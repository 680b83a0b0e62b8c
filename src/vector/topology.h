/* SPDX-License-Identifier: MIT */
/* Which country a point lies in, and the full line between two countries.
 *
 * The land of the world is cut into countries by arcs. Each arc has a country on its left
 * and one on its right, or the sea; arcs between two countries have all the vertices of
 * their source (OpenStreetMap at 10 m), coasts are simplified to about 60 m. */
#pragma once

#include <yaqut/geometry.h>

G_BEGIN_DECLS

#define YQ_TOPOLOGY_FILE "topology.yqt" /* for yq_data_path() */

typedef struct YqTopology YqTopology;

/* A run of a border from one end to the other, or a ring (first point = last). */
typedef struct YqChain {
    YqPoint *points; /* longitudes of a chain are continuous: may pass 180 */
    size_t n;
    bool ring;
} YqChain;

/**
 * yq_topology_open:
 * @error: YQ_ERROR_FILE when it cannot be opened, YQ_ERROR_DATA when it is damaged, cut
 * short or of another version
 *
 * Returns: (transfer full): free with yq_topology_free(); may be shared between threads.
 */
YqTopology *yq_topology_open(const char *path, GError **error);

/** NULL is allowed. */
void yq_topology_free(YqTopology *self);
/** Gives the memory of what was read of the file back; it may be read again. */
void yq_topology_rest(const YqTopology *self);

/**
 * yq_topology_country_at:
 * @at: any point; a longitude outside [-180, 180] is brought back
 *
 * Exact for every point that lies on neither a border nor within about 60 m of a coast.
 * Land that two countries claim belongs to the smaller one.
 *
 * Returns: (nullable): ISO 3166-1 alpha-2, borrowed; NULL at sea and on unclaimed land
 */
const char *yq_topology_country_at(const YqTopology *self, YqPoint at);

/**
 * yq_topology_pair:
 * @a: ISO 3166-1 alpha-2, any order of the two
 * @out: (out): chains, pieces joined end to end, the longest first; free with
 *   yq_chains_free(). Unset where the two share no border.
 *
 * Returns: the number of chains, 0 where the two share no border.
 */
size_t yq_topology_pair(const YqTopology *self, const char *a, const char *b,
                        YqChain **out);

/** Frees what yq_topology_pair() gave. */
void yq_chains_free(YqChain *chains, size_t n);

/**
 * yq_topology_neighbours:
 *
 * Returns: (transfer container): codes of the countries that share a border with
 * @country, by alphabet, NULL at the end; the codes are borrowed, g_free() the array.
 * Empty for an island or an unknown code.
 */
const char **yq_topology_neighbours(const YqTopology *self, const char *country);

/** Whether the file knows @country, an ISO 3166-1 alpha-2 code. */
bool yq_topology_has(const YqTopology *self, const char *country);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqTopology, yq_topology_free)

G_END_DECLS
