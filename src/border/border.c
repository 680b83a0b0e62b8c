/* SPDX-License-Identifier: MIT */
#include "border/world.h"

#include <yaqut/error.h>

#include <string.h>

static void append_neighbours(GString *message, const YqTopology *world, const char *code)
{
    g_autofree const char **neighbours = yq_topology_neighbours(world, code);

    if (neighbours[0] == NULL) {
        g_string_append_printf(message, "; %s has no neighbour on land", code);
        return;
    }
    g_string_append_printf(message, "; the neighbours of %s are", code);
    for (size_t i = 0; neighbours[i] != NULL; i++) {
        g_string_append_printf(message, "%s %s", i == 0 ? "" : ",", neighbours[i]);
    }
}

static bool known(const YqTopology *world, const char *code, GError **error)
{
    if (!yq_topology_has(world, code)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN, "no country has the code '%s'",
                    code);
        return false;
    }
    return true;
}

static void refuse_pair(const YqTopology *world, const char *a, const char *b,
                        GError **error)
{
    g_autoptr(GString) message = g_string_new(NULL);

    if (strcmp(a, b) == 0) {
        g_string_printf(message, "a border has two countries, '%s' is one", a);
    } else {
        g_string_printf(message, "%s and %s share no border", a, b);
    }
    append_neighbours(message, world, a);
    if (strcmp(a, b) != 0) {
        append_neighbours(message, world, b);
    }
    g_set_error_literal(error, YQ_ERROR, YQ_ERROR_UNKNOWN, message->str);
}

static YqBorder *read_border(const char *a, const char *b, GError **error)
{
    const YqTopology *world = yq_world(error);
    YqChain *chains = NULL;

    if (world == NULL || !known(world, a, error) || !known(world, b, error)) {
        return NULL;
    }
    size_t n = strcmp(a, b) == 0 ? 0 : yq_topology_pair(world, a, b, &chains);

    if (n == 0) {
        refuse_pair(world, a, b, error);
        return NULL;
    }
    YqBorder *self = g_new0(YqBorder, 1);

    g_strlcpy(self->codes[0], a, sizeof self->codes[0]);
    g_strlcpy(self->codes[1], b, sizeof self->codes[1]);
    self->world = world;
    self->chains = chains;
    self->n_chains = n;
    return self;
}

static YqLine *line_of(const YqChain *chains, size_t n)
{
    g_autofree YqGeometry *parts = g_new(YqGeometry, n);

    for (size_t i = 0; i < n; i++) {
        parts[i] = (YqGeometry){YQ_GEOMETRY_LINE, chains[i].points, chains[i].n};
    }
    return yq_line_new(parts, n);
}

const YqLine *yq_border_line(const YqBorder *self)
{
    YqBorder *changing = (YqBorder *)self; /* what is made late shows in no answer */

    if (g_once_init_enter(&changing->made)) {
        YqLine *line = line_of(self->chains, self->n_chains);

        yq_chains_free(changing->chains, changing->n_chains);
        changing->chains = NULL;
        g_once_init_leave(&changing->made, (gsize)line);
    }
    return (const YqLine *)self->made;
}

/* Borders that were asked for, each read once and kept for the life of the process: an
 * article and its map ask for the same one. NULL where two countries share none. */
static GMutex lock;
static GHashTable *kept; /* "DZ,ML" -> YqBorder */

const YqBorder *yq_border_get(const char *a, const char *b, GError **error)
{
    g_autofree char *key = g_strconcat(a, ",", b, NULL);
    gpointer border = NULL;

    g_mutex_lock(&lock);
    if (kept == NULL) {
        kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    bool asked = g_hash_table_lookup_extended(kept, key, NULL, &border);

    if (border == NULL && (!asked || error != NULL)) {
        border = read_border(a, b, error);
        g_hash_table_insert(kept, g_steal_pointer(&key), border);
    }
    g_mutex_unlock(&lock);
    return border;
}

double yq_border_length_km(const YqBorder *self)
{
    return yq_line_length_km(yq_border_line(self));
}

size_t yq_border_n_parts(const YqBorder *self)
{
    return yq_line_n_parts(yq_border_line(self));
}

YqGeometry yq_border_part(const YqBorder *self, size_t i)
{
    return yq_line_part(yq_border_line(self), i);
}

YqPoint yq_border_at_km(const YqBorder *self, double along_km)
{
    return yq_line_at_km(yq_border_line(self), along_km);
}

YqBorderMeasure yq_border_measure(const YqBorder *self, YqPoint at)
{
    YqFoot foot = yq_line_nearest(yq_border_line(self), at);
    const char *country = yq_topology_country_at(self->world, at);
    YqBorderMeasure measure = {
        .side = "other",
        .distance_km = foot.distance_km,
        .along_km = foot.along_km,
        .nearest = foot.nearest,
    };

    memcpy(measure.between, self->codes, sizeof measure.between);
    if (country != NULL &&
        (strcmp(country, self->codes[0]) == 0 || strcmp(country, self->codes[1]) == 0)) {
        g_strlcpy(measure.side, country, sizeof measure.side);
    }
    return measure;
}
