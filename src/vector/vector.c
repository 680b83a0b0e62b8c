/* SPDX-License-Identifier: MIT */
#include "vector/vector.h"

#include <math.h>

#include "vector/mapped.h"

/* The rows of the file, little-endian; geodata/make/tiles.py says what they hold. */
typedef struct Layer {
    char name[16];
    uint32_t first_level, n_levels, closed, edges;
} Layer;

typedef struct Level {
    float tolerance;
    uint32_t unit, first_block, first_piece, n_pieces, unused;
} Level;

typedef struct Extent {
    int16_t west, south, east, north; /* hundredths of a degree */
} Extent;

typedef struct Piece {
    Extent extent;
    uint32_t offset, length, name;
    uint16_t kind, rank;
} Piece;

typedef struct Name {
    uint32_t en, fr, ar, code_a, code_b;
} Name;

enum { FIELDS = YQ_MAPPED_HEADER, TABLES = FIELDS + 24, BLOCK = 32 };

static const char KIND[] = "base map";

struct YqVectors {
    YqMapped map;
    uint32_t n_layers, n_levels, n_blocks, n_pieces, n_names, n_text;
    const Layer *layers;
    const Level *levels;
    const Extent *blocks;
    const Piece *pieces;
    const Name *names;
    const char *text;
};

/* What one yq_vectors_each() is about, and room for the feature in hand. */
typedef struct Visit {
    const YqVectors *vectors;
    const Layer *layer;
    double unit; /* degrees */
    double west, south, east, north;
    double shift; /* of longitudes, towards the box */
    YqVectorVisit *visit;
    void *data;
    GArray *points; /* YqPoint */
    GArray *parts;  /* YqVectorPart, its points unset until all are read */
} Visit;

static bool find_tables(YqVectors *self)
{
    const YqMapped *map = &self->map;
    uint64_t at = TABLES;

    if (yq_mapped_rows(map, FIELDS, 6, 4) == NULL) {
        return false;
    }
    self->n_layers = yq_mapped_u32(map, FIELDS);
    self->n_levels = yq_mapped_u32(map, FIELDS + 4);
    self->n_blocks = yq_mapped_u32(map, FIELDS + 8);
    self->n_pieces = yq_mapped_u32(map, FIELDS + 12);
    self->n_names = yq_mapped_u32(map, FIELDS + 16);
    self->n_text = yq_mapped_u32(map, FIELDS + 20);
    self->layers = yq_mapped_rows(map, at, self->n_layers, sizeof(Layer));
    at += sizeof(Layer) * (uint64_t)self->n_layers;
    self->levels = yq_mapped_rows(map, at, self->n_levels, sizeof(Level));
    at += sizeof(Level) * (uint64_t)self->n_levels;
    self->blocks = yq_mapped_rows(map, at, self->n_blocks, sizeof(Extent));
    at += sizeof(Extent) * (uint64_t)self->n_blocks;
    self->pieces = yq_mapped_rows(map, at, self->n_pieces, sizeof(Piece));
    at += sizeof(Piece) * (uint64_t)self->n_pieces;
    self->names = yq_mapped_rows(map, at, self->n_names, sizeof(Name));
    at += sizeof(Name) * (uint64_t)self->n_names;
    self->text = yq_mapped_rows(map, at, self->n_text, 1);
    return self->layers != NULL && self->levels != NULL && self->blocks != NULL &&
           self->pieces != NULL && self->names != NULL && self->n_names > 0 &&
           self->text != NULL && self->n_text > 0 && self->text[self->n_text - 1] == '\0';
}

/* Layers' levels, and levels' blocks and pieces, must be there. */
static bool check_tables(const YqVectors *self)
{
    for (uint32_t i = 0; i < self->n_layers; i++) {
        const Layer *layer = &self->layers[i];
        if (layer->n_levels == 0 || layer->first_level > self->n_levels ||
            layer->n_levels > self->n_levels - layer->first_level) {
            return false;
        }
    }
    for (uint32_t i = 0; i < self->n_levels; i++) {
        const Level *level = &self->levels[i];
        uint32_t n_blocks = level->n_pieces / BLOCK + (level->n_pieces % BLOCK != 0);
        if (level->first_piece > self->n_pieces || level->first_block > self->n_blocks ||
            level->n_pieces > self->n_pieces - level->first_piece ||
            n_blocks > self->n_blocks - level->first_block) {
            return false;
        }
    }
    return true;
}

YqVectors *yq_vectors_open(const char *path, GError **error)
{
    g_autoptr(YqVectors) self = g_new0(YqVectors, 1);

    if (!yq_mapped_open(&self->map, path, "YQVECTOR", 1, KIND, error)) {
        return NULL;
    }
    /* Rows are read in place: a big-endian machine would have to turn them. */
    if (G_BYTE_ORDER != G_LITTLE_ENDIAN || !find_tables(self) || !check_tables(self)) {
        yq_mapped_damaged(path, KIND, error);
        return NULL;
    }
    return g_steal_pointer(&self);
}

void yq_vectors_free(YqVectors *self)
{
    if (self != NULL) {
        yq_mapped_close(&self->map);
        g_free(self);
    }
}

static const char *text_at(const YqVectors *self, uint32_t offset)
{
    return offset < self->n_text ? self->text + offset : self->text;
}

static const char *text_or_null(const YqVectors *self, uint32_t offset)
{
    const char *text = text_at(self, offset);

    return *text != '\0' ? text : NULL;
}

static YqPoint *point_at(GArray *points, size_t i)
{
    return &g_array_index(points, YqPoint, i);
}

static void end_part(Visit *self, size_t start)
{
    YqVectorPart part = {NULL, self->points->len - start};

    if (part.n >= 2) {
        g_array_append_val(self->parts, part);
    } else {
        g_array_set_size(self->points, (guint)start);
    }
}

static void read_points(Visit *self, YqReader *reader, size_t n)
{
    size_t start = self->points->len;
    int32_t x = 0, y = 0;

    g_array_set_size(self->points, (guint)(start + n));
    for (size_t i = 0; i < n; i++) {
        x += yq_reader_difference(reader);
        y += yq_reader_difference(reader);
        *point_at(self->points, start + i) =
            (YqPoint){x * self->unit + self->shift, y * self->unit};
    }
}

/* A ring read to the end of the points becomes the lines between its cuts. */
static void keep_edges(Visit *self, size_t start, const GArray *cuts)
{
    size_t n = self->points->len - start;
    g_autofree YqPoint *ring =
        g_memdup2(point_at(self->points, start), n * sizeof(YqPoint));

    g_array_set_size(self->points, (guint)start);
    for (size_t k = 0; k < cuts->len; k++) {
        size_t from = g_array_index(cuts, uint32_t, k) + 1;
        size_t to =
            g_array_index(cuts, uint32_t, (k + 1) % cuts->len) + (k + 1 == cuts->len) * n;
        size_t line = self->points->len;
        if (to > from && to < 2 * n) {
            for (size_t i = from; i <= to; i++) {
                YqPoint at = ring[i % n];
                g_array_append_val(self->points, at);
            }
            end_part(self, line);
        }
    }
}

static void read_part(Visit *self, YqReader *reader)
{
    uint32_t head = yq_reader_number(reader);
    size_t n = head / 2, start = self->points->len;
    g_autoptr(GArray) cuts = NULL;

    if (head & 1) {
        uint32_t count = yq_reader_number(reader), at = 0;
        cuts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        for (uint32_t i = 0; i < count && reader->at < reader->end; i++) {
            at += yq_reader_number(reader);
            g_array_append_val(cuts, at);
        }
    }
    if (n >
        (size_t)(reader->end - reader->at) / 2) { /* a point takes two bytes or more */
        reader->at = reader->end;
        return;
    }
    read_points(self, reader, n);
    if (n > 0 && cuts != NULL && cuts->len > 0 && self->layer->edges) {
        keep_edges(self, start, cuts);
        return;
    }
    if (n > 0 && (self->layer->closed || self->layer->edges)) {
        YqPoint first = *point_at(self->points, start);
        g_array_append_val(self->points, first);
    }
    end_part(self, start);
}

static void visit_piece(Visit *self, const Piece *piece)
{
    const YqVectors *vectors = self->vectors;
    YqReader reader = yq_reader_at(&vectors->map, piece->offset, piece->length);
    const Name *name = &vectors->names[piece->name < vectors->n_names ? piece->name : 0];

    g_array_set_size(self->points, 0);
    g_array_set_size(self->parts, 0);
    for (uint32_t n = yq_reader_number(&reader); n > 0 && reader.at < reader.end; n--) {
        read_part(self, &reader);
    }
    size_t at = 0;
    for (size_t i = 0; i < self->parts->len; i++) {
        YqVectorPart *part = &g_array_index(self->parts, YqVectorPart, i);
        part->points = point_at(self->points, at);
        at += part->n;
    }
    YqVectorFeature feature = {
        .name_en = text_or_null(vectors, name->en),
        .name_fr = text_or_null(vectors, name->fr),
        .name_ar = text_or_null(vectors, name->ar),
        .code_a = text_at(vectors, name->code_a),
        .code_b = text_at(vectors, name->code_b),
        .kind = piece->kind,
        .rank = piece->rank,
        .closed = self->layer->closed != 0,
        .n_parts = self->parts->len,
        .parts = (const YqVectorPart *)(void *)self->parts->data,
    };
    if (feature.n_parts > 0) {
        self->visit(&feature, self->data);
    }
}

static bool meets(const Visit *self, const Extent *extent)
{
    double touch =
        self->shift == 0 ? 0 : -1e-9; /* what only touches 180 is not seen again */

    return extent->west * 0.01 + self->shift <= self->east + touch &&
           extent->east * 0.01 + self->shift >= self->west - touch &&
           extent->south * 0.01 <= self->north && extent->north * 0.01 >= self->south;
}

static void visit_level(Visit *self, const Level *level)
{
    const YqVectors *vectors = self->vectors;

    for (uint32_t i = 0; i < level->n_pieces; i += BLOCK) {
        if (!meets(self, &vectors->blocks[level->first_block + i / BLOCK])) {
            continue;
        }
        for (uint32_t k = i; k < MIN(i + BLOCK, level->n_pieces); k++) {
            const Piece *piece = &vectors->pieces[level->first_piece + k];
            if (meets(self, &piece->extent)) {
                visit_piece(self, piece);
            }
        }
    }
}

static const Layer *find_layer(const YqVectors *self, const char *name)
{
    for (uint32_t i = 0; i < self->n_layers; i++) {
        if (strncmp(self->layers[i].name, name, sizeof self->layers[i].name) == 0) {
            return &self->layers[i];
        }
    }
    return NULL;
}

/* The coarsest level that is good enough; the finest where none is. */
static const Level *choose_level(const YqVectors *self, const Layer *layer,
                                 double tolerance)
{
    uint32_t i = 0;

    while (i + 1 < layer->n_levels &&
           self->levels[layer->first_level + i].tolerance > tolerance) {
        i++;
    }
    return &self->levels[layer->first_level + i];
}

void yq_vectors_each(const YqVectors *self, const char *layer, YqBox box,
                     double tolerance_deg, YqVectorVisit *visit, void *data)
{
    const Layer *found = find_layer(self, layer);

    if (found == NULL) {
        return;
    }
    const Level *level = choose_level(self, found, tolerance_deg);
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(YqPoint));
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(YqVectorPart));
    Visit self_visit = {
        .vectors = self,
        .layer = found,
        .unit = level->unit * 1e-5,
        .west = box.west,
        .south = box.south,
        .east = box.west <= box.east ? box.east : box.east + 360,
        .north = box.north,
        .visit = visit,
        .data = data,
        .points = points,
        .parts = parts,
    };
    for (int turn = -1; turn <= 1; turn++) {
        self_visit.shift = 360.0 * turn;
        visit_level(&self_visit, level);
    }
}
