/* SPDX-License-Identifier: MIT */
/* Reading the arcs, and the borders that they make. Points are told in topology_cell.c.
 */
#include "vector/topology_private.h"

#include <math.h>

static const char KIND[] = "border topology";

static bool find_tables(YqTopology *self)
{
    const YqMapped *map = &self->map;
    uint64_t at = YQ_MAPPED_HEADER + 16;

    if (yq_mapped_rows(map, YQ_MAPPED_HEADER, 4, 4) == NULL) {
        return false;
    }
    self->n_countries = yq_mapped_u32(map, YQ_MAPPED_HEADER);
    self->n_pieces = yq_mapped_u32(map, YQ_MAPPED_HEADER + 4);
    self->n_listed = yq_mapped_u32(map, YQ_MAPPED_HEADER + 8);
    self->countries = yq_mapped_rows(map, at, self->n_countries, 4);
    at += 4 * (uint64_t)self->n_countries;
    self->pieces = yq_mapped_rows(map, at, self->n_pieces, sizeof(YqTopologyPiece));
    at += sizeof(YqTopologyPiece) * (uint64_t)self->n_pieces;
    self->starts = yq_mapped_rows(map, at, YQ_TOPOLOGY_CELLS + 1, 4);
    at += 4 * (YQ_TOPOLOGY_CELLS + 1);
    self->listed = yq_mapped_rows(map, at, self->n_listed, 4);
    at += 4 * (uint64_t)self->n_listed;
    self->middles = yq_mapped_rows(map, at, YQ_TOPOLOGY_CELLS, 1);
    return self->n_countries >= 1 && self->n_countries <= 256 &&
           self->countries != NULL && self->pieces != NULL && self->starts != NULL &&
           self->listed != NULL && self->middles != NULL;
}

YqTopology *yq_topology_open(const char *path, GError **error)
{
    g_autoptr(YqTopology) self = g_new0(YqTopology, 1);

    g_mutex_init(&self->lock);
    if (!yq_mapped_open(&self->map, path, "YQTOPOLO", 1, KIND, error)) {
        return NULL;
    }
    if (!find_tables(self)) {
        yq_mapped_damaged(path, KIND, error);
        return NULL;
    }
    self->cells = g_new0(YqTopologyCell *, YQ_TOPOLOGY_CELLS);
    self->visits = g_new0(uint8_t, YQ_TOPOLOGY_CELLS);
    return g_steal_pointer(&self);
}

void yq_topology_rest(const YqTopology *self)
{
    yq_mapped_rest(&self->map);
}

void yq_topology_free(YqTopology *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; self->cells != NULL && i < YQ_TOPOLOGY_CELLS; i++) {
        yq_topology_cell_free(self->cells[i]);
    }
    g_free(self->cells);
    g_free(self->visits);
    yq_mapped_close(&self->map);
    g_mutex_clear(&self->lock);
    g_free(self);
}

YqTopologyWalk yq_topology_walk(const YqTopology *self, uint32_t piece)
{
    const YqTopologyPiece *row = &self->pieces[piece];
    uint32_t offset = GUINT32_FROM_LE(row->offset);
    uint32_t rest = offset <= self->map.size ? self->map.size - offset : 0;

    return (YqTopologyWalk){
        .reader = yq_reader_at(&self->map, offset, rest),
        .left = GUINT16_FROM_LE(row->n),
        .step = row->left != 0 && row->right != 0 ? 1 : YQ_TOPOLOGY_COAST_STEP,
        .x = GINT32_FROM_LE(row->x),
        .y = GINT32_FROM_LE(row->y),
    };
}

const char *yq_topology_code(const YqTopology *self, uint8_t country)
{
    return country != 0 && country < self->n_countries ? self->countries[country] : NULL;
}

/* A country's number, 0 where the file does not know it. */
static uint8_t number_of(const YqTopology *self, const char *code)
{
    for (uint32_t i = 1; i < self->n_countries; i++) {
        if (strncmp(self->countries[i], code, 4) == 0) {
            return (uint8_t)i;
        }
    }
    return 0;
}

bool yq_topology_has(const YqTopology *self, const char *country)
{
    return number_of(self, country) != 0;
}

const char **yq_topology_neighbours(const YqTopology *self, const char *country)
{
    uint8_t number = number_of(self, country);
    bool beside[256] = {false};
    GPtrArray *codes = g_ptr_array_new();

    for (uint32_t i = 0; number != 0 && i < self->n_pieces; i++) {
        const YqTopologyPiece *piece = &self->pieces[i];
        if (piece->left == number) {
            beside[piece->right] = true;
        } else if (piece->right == number) {
            beside[piece->left] = true;
        }
    }
    for (uint32_t i = 1; i < self->n_countries; i++) {
        if (beside[i]) {
            g_ptr_array_add(codes, (gpointer)self->countries[i]);
        }
    }
    g_ptr_array_add(codes, NULL);
    return (const char **)g_ptr_array_free(codes, FALSE);
}

/* One piece of a border, turned so that the first country lies on its left. */
typedef struct Run {
    YqPoint *points;
    size_t n;
    size_t next; /* run that follows, + 1 */
    bool follows, taken;
} Run;

static Run read_run(const YqTopology *self, uint32_t piece, bool turn)
{
    YqTopologyWalk walk = yq_topology_walk(self, piece);
    size_t n = walk.left;
    Run run = {.points = g_new(YqPoint, MAX(n, 1)), .n = n};

    for (size_t i = 0; yq_topology_step(&walk); i++) {
        run.points[turn ? n - 1 - i : i] =
            (YqPoint){walk.x * YQ_TOPOLOGY_UNIT, walk.y * YQ_TOPOLOGY_UNIT};
    }
    return run;
}

static void clear_run(void *run)
{
    g_free(((Run *)run)->points);
}

static GArray *read_runs(const YqTopology *self, uint8_t a, uint8_t b)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));

    g_array_set_clear_func(runs, clear_run);
    for (uint32_t i = 0; i < self->n_pieces; i++) {
        const YqTopologyPiece *piece = &self->pieces[i];
        bool turn = piece->left == b && piece->right == a;
        if ((turn || (piece->left == a && piece->right == b)) && piece->n > 1) {
            Run run = read_run(self, i, turn);
            g_array_append_val(runs, run);
        }
    }
    return runs;
}

/* A point as a key: equal for the ends that two pieces share. */
static gint64 key_of(YqPoint at)
{
    return llround(at.lon / YQ_TOPOLOGY_UNIT) * 40000000 +
           llround(at.lat / YQ_TOPOLOGY_UNIT);
}

/* Says of each run which one begins where it ends. */
static void link_runs(GArray *runs)
{
    g_autofree gint64 *keys = g_new(gint64, runs->len + 1);
    g_autoptr(GHashTable) starts = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (size_t i = 0; i < runs->len; i++) {
        keys[i] = key_of(g_array_index(runs, Run, i).points[0]);
        g_hash_table_insert(starts, &keys[i], GSIZE_TO_POINTER(i + 1));
    }
    for (size_t i = 0; i < runs->len; i++) {
        Run *run = &g_array_index(runs, Run, i);
        gint64 end = key_of(run->points[run->n - 1]);
        size_t next = GPOINTER_TO_SIZE(g_hash_table_lookup(starts, &end));
        if (next != 0 && !g_array_index(runs, Run, next - 1).follows) {
            run->next = next;
            g_array_index(runs, Run, next - 1).follows = true;
        }
    }
}

static YqChain join_from(GArray *runs, size_t first)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(YqPoint));

    for (size_t at = first + 1; at != 0;) {
        Run *run = &g_array_index(runs, Run, at - 1);
        if (run->taken) {
            break;
        }
        bool more = points->len > 0;
        run->taken = true;
        g_array_append_vals(points, run->points + more, (guint)(run->n - more));
        at = run->next;
    }
    const YqPoint *ends = (const YqPoint *)(void *)points->data;
    size_t n = points->len;
    bool ring = n > 2 && key_of(ends[0]) == key_of(ends[n - 1]);

    return (YqChain){(YqPoint *)(void *)g_array_free(points, FALSE), n, ring};
}

static double length_of(const YqChain *chain)
{
    double km = 0;

    for (size_t i = 1; i < chain->n; i++) {
        km += yq_distance_rough_km(chain->points[i - 1], chain->points[i]);
    }
    return km;
}

static int longer_first(const void *a, const void *b)
{
    double one = length_of(a), other = length_of(b);

    return (one < other) - (one > other);
}

size_t yq_topology_pair(const YqTopology *self, const char *a, const char *b,
                        YqChain **out)
{
    uint8_t first = number_of(self, a), second = number_of(self, b);

    if (first == 0 || second == 0 || first == second) {
        return 0;
    }
    g_autoptr(GArray) runs = read_runs(self, first, second);
    if (runs->len == 0) {
        return 0;
    }
    GArray *chains = g_array_new(FALSE, FALSE, sizeof(YqChain));
    link_runs(runs);
    for (int rings = 0; rings < 2;
         rings++) { /* open chains first: they begin somewhere */
        for (size_t i = 0; i < runs->len; i++) {
            const Run *run = &g_array_index(runs, Run, i);
            if (!run->taken && (rings || !run->follows)) {
                YqChain chain = join_from(runs, i);
                g_array_append_val(chains, chain);
            }
        }
    }
    size_t n = chains->len;
    qsort(chains->data, n, sizeof(YqChain), longer_first);
    *out = (YqChain *)(void *)g_array_free(chains, FALSE);
    return n;
}

void yq_chains_free(YqChain *chains, size_t n)
{
    for (size_t i = 0; chains != NULL && i < n; i++) {
        g_free(chains[i].points);
    }
    g_free(chains);
}
