/* SPDX-License-Identifier: MIT */
#include "draw/huffman.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BITS = 32 };

typedef struct Leaf {
    uint32_t count;
    uint16_t symbol;
} Leaf;

static int by_count(const void *at, const void *bt)
{
    const Leaf *a = at, *b = bt;

    if (a->count != b->count) {
        return a->count < b->count ? -1 : 1;
    }
    return a->symbol - b->symbol;
}

static unsigned used_leaves(const uint32_t *counts, unsigned n, Leaf *out)
{
    unsigned used = 0;

    for (unsigned i = 0; i < n; i++) {
        if (counts[i] > 0) {
            out[used++] = (Leaf){counts[i], (uint16_t)i};
        }
    }
    qsort(out, used, sizeof *out, by_count);
    return used;
}

/* How many leaves lie how deep in the tree. Leaves come sorted and so do the inner nodes
 * that they make: the two rarest are always at the head of one of two queues. */
static void count_depths(const Leaf *leaves, unsigned n, unsigned *per_depth)
{
    uint32_t weights[YQ_HUFFMAN_MOST];
    uint16_t parents[2 * YQ_HUFFMAN_MOST]; /* of leaves, then of inner nodes */
    uint8_t depths[YQ_HUFFMAN_MOST];
    unsigned leaf = 0, inner = 0;

    for (unsigned made = 0; made + 1 < n; made++) {
        weights[made] = 0;
        for (int child = 0; child < 2; child++) {
            if (inner >= made || (leaf < n && leaves[leaf].count <= weights[inner])) {
                weights[made] += leaves[leaf].count;
                parents[leaf++] = (uint16_t)made;
            } else {
                weights[made] += weights[inner];
                parents[n + inner++] = (uint16_t)made;
            }
        }
    }
    depths[n - 2] = 0; /* the root */
    for (unsigned i = n - 2; i-- > 0;) {
        depths[i] = depths[parents[n + i]] + 1;
    }
    for (unsigned i = 0; i < n; i++) {
        per_depth[MIN(depths[parents[i]] + 1, MOST_BITS - 1)]++;
    }
}

/* Brings what is too deep up to the limit, and lets others down until all fit again. */
static void keep_to_limit(unsigned *per_depth, unsigned limit)
{
    uint64_t room = 0;

    for (unsigned d = limit + 1; d < MOST_BITS; d++) {
        per_depth[limit] += per_depth[d];
        per_depth[d] = 0;
    }
    for (unsigned d = 1; d <= limit; d++) {
        room += (uint64_t)per_depth[d] << (limit - d);
    }
    while (room > (uint64_t)1 << limit) {
        unsigned d = limit - 1;

        while (per_depth[d] == 0) {
            d--;
        }
        per_depth[d]--; /* this leaf and one of the deepest become its two children */
        per_depth[d + 1] += 2;
        per_depth[limit]--;
        room--;
    }
}

static uint16_t reversed(unsigned code, unsigned bits)
{
    unsigned out = 0;

    for (unsigned i = 0; i < bits; i++) {
        out |= (code >> i & 1) << (bits - 1 - i);
    }
    return (uint16_t)out;
}

static void number_codes(YqHuffman *self, unsigned n, const unsigned *per_depth)
{
    unsigned next[MOST_BITS] = {0}, code = 0;

    for (unsigned bits = 1; bits < MOST_BITS; bits++) {
        code = (code + (bits > 1 ? per_depth[bits - 1] : 0)) << 1;
        next[bits] = code;
    }
    for (unsigned i = 0; i < n; i++) {
        if (self->lengths[i] > 0) {
            self->codes[i] = reversed(next[self->lengths[i]]++, self->lengths[i]);
        }
    }
}

void yq_huffman_build(YqHuffman *self, const uint32_t *counts, unsigned n, unsigned limit)
{
    Leaf leaves[YQ_HUFFMAN_MOST];
    unsigned per_depth[MOST_BITS] = {0}, used = used_leaves(counts, n, leaves), at = 0;

    memset(self, 0, sizeof *self);
    if (used >= 2) {
        count_depths(leaves, used, per_depth);
        keep_to_limit(per_depth, limit);
    } else {
        per_depth[1] = used;
    }
    for (unsigned bits = MOST_BITS - 1; bits > 0; bits--) { /* the rarest are deepest */
        for (unsigned i = 0; i < per_depth[bits]; i++) {
            self->lengths[leaves[at++].symbol] = (uint8_t)bits;
        }
    }
    number_codes(self, n, per_depth);
}
