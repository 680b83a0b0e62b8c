/* SPDX-License-Identifier: MIT */
#include "draw/pack.h"

#include "draw/huffman.h"

#include <string.h>

enum {
    HASH_BITS = 13,
    WINDOW = 32768,   /* bytes that a match may lie back */
    MOST_PIXELS = 86, /* 258 bytes */
    ENOUGH = 2,       /* pixels: no look for a longer match */
    BLOCK_TOKENS = 1 << 15,
    END = 256, /* symbol that ends a block */
    N_LITERALS = 286,
    N_DISTANCES = 30,
    ADLER = 65521,
};

#define RGB(pixel) ((pixel)&0xFFFFFF)

/* A pixel as it is, or a repeat: bit 31, pixels in bits 16 to 22, bytes back in 0 to 15.
 */
typedef uint32_t Token;
#define REPEAT 0x80000000u

struct YqPacker {
    GByteArray *out;
    size_t length; /* of what is written; out is larger */
    uint64_t bits; /* not yet written, lowest first */
    unsigned n_bits;
    int row_bytes;
    Token *tokens;
    size_t n_tokens;
    uint32_t *seen; /* by hash of two pixels: where, row << 16 | column + 1 */
    uint32_t literals[N_LITERALS], distances[N_DISTANCES];
    int width, n_rows;
    uint32_t sum;
};
typedef struct YqPacker Packer;

/* --- bits --- */

static void put(Packer *self, uint64_t bits, unsigned n)
{
    self->bits |= bits << self->n_bits;
    self->n_bits += n;
}

/* After this there is room for 56 bits more. */
static void flush(Packer *self)
{
    uint64_t bits = GUINT64_TO_LE(self->bits);

    memcpy(self->out->data + self->length, &bits, 8);
    self->length += self->n_bits >> 3;
    self->bits >>= self->n_bits & ~7u;
    self->n_bits &= 7;
}

static void flush_to_byte(Packer *self)
{
    self->n_bits = (self->n_bits + 7) & ~7u;
    flush(self);
}

/* --- deflate's symbols --- */

/* Which symbol says a length of 3 to 258 bytes or a distance, and what is left over for
 * the bits behind it: steps double every @per symbols. */
typedef struct Said {
    uint16_t symbol, rest;
    uint8_t n_rest;
} Said;

static Said say(unsigned value, unsigned per_bits)
{
    unsigned per = 1u << per_bits;

    if (value < 2 * per) {
        return (Said){(uint16_t)value, 0, 0};
    }
    unsigned n = 31 - (unsigned)__builtin_clz(value) - per_bits;

    return (Said){(uint16_t)((n << per_bits) + (value >> n)),
                  (uint16_t)(value & ((1u << n) - 1)), (uint8_t)n};
}

static Said say_length(unsigned bytes)
{
    Said said = bytes == 258 ? (Said){28, 0, 0} : say(bytes - 3, 2);

    said.symbol += 257;
    return said;
}

static Said say_distance(unsigned bytes)
{
    return say(bytes - 1, 1);
}

/* --- finding repeats --- */

/* How many pixels are the same in both, two looked at at a time. */
static inline int same_pixels(const uint32_t *a, const uint32_t *b, int most)
{
    int n = 0;

    for (; n + 1 < most; n += 2) {
        uint64_t x, y;

        memcpy(&x, a + n, sizeof x);
        memcpy(&y, b + n, sizeof y);
        uint64_t differ = (x ^ y) & 0x00FFFFFF00FFFFFF;

        if (differ != 0) {
            bool first = (G_BYTE_ORDER == G_LITTLE_ENDIAN ? differ << 32 : differ >> 32);

            return first ? n : n + 1;
        }
    }
    return n < most && RGB(a[n] ^ b[n]) == 0 ? n + 1 : n;
}

static void add_pixel(Packer *self, uint32_t pixel)
{
    self->tokens[self->n_tokens++] = RGB(pixel);
    self->literals[pixel >> 16 & 0xFF]++;
    self->literals[pixel >> 8 & 0xFF]++;
    self->literals[pixel & 0xFF]++;
}

static void add_repeat(Packer *self, int pixels, int back)
{
    self->tokens[self->n_tokens++] =
        REPEAT | (uint32_t)pixels << 16 | (uint32_t)(back - 1);
    self->literals[say_length((unsigned)pixels * 3).symbol]++;
    self->distances[say_distance((unsigned)back).symbol]++;
}

static uint32_t hash(const uint32_t *two)
{
    uint64_t both = (uint64_t)RGB(two[0]) << 24 | RGB(two[1]);

    return (uint32_t)((both * 0x9E3779B97F4A7C15u) >> (64 - HASH_BITS));
}

typedef struct Match {
    int pixels, back;
} Match;

static void better(Match *match, int pixels, int back)
{
    if (pixels > match->pixels) {
        *match = (Match){pixels, back};
    }
}

/* Where the pair of pixels at hand was last seen: in this row, or in one of those above,
 * of which a repeat may not run over the end. */
static void look_back(Packer *self, const uint32_t *row, int stride, int x, int y,
                      int width, Match *match)
{
    uint32_t *slot = &self->seen[hash(row + x)];
    uint32_t there = *slot;
    int up = y - (int)(there >> 16), tx = (int)(there & 0xFFFF) - 1;
    ptrdiff_t back = (ptrdiff_t)up * self->row_bytes + 3 * (x - tx);

    *slot = (uint32_t)y << 16 | (uint32_t)(x + 1);
    if (there == 0 || back > WINDOW) {
        return;
    }
    const uint32_t *from = row - (ptrdiff_t)up * stride + tx;
    int most = MIN(MIN(width - x, up > 0 ? width - tx : width), MOST_PIXELS);
    int pixels = same_pixels(row + x, from, most);

    if (pixels >= 2) {
        better(match, pixels, (int)back);
    }
}

static Match find_match(Packer *self, const uint32_t *row, int stride, int x, int y,
                        int width)
{
    int most = MIN(width - x, MOST_PIXELS);
    Match match = {0, 0};

    if (y > 0 && self->row_bytes <= WINDOW) {
        match = (Match){same_pixels(row + x, row + x - stride, most), self->row_bytes};
    }
    if (x > 0 && match.pixels < ENOUGH) {
        better(&match, same_pixels(row + x, row + x - 1, most), 3);
    }
    if (match.pixels < ENOUGH && most > 1) {
        look_back(self, row, stride, x, y, width, &match);
    }
    return match;
}

static void take_row(Packer *self, const uint32_t *row, int stride, int y, int width)
{
    self->tokens[self->n_tokens++] = REPEAT; /* of nothing: the filter byte */
    self->literals[0]++;
    for (int x = 0; x < width;) {
        Match match = find_match(self, row, stride, x, y, width);

        if (match.pixels == 0) {
            add_pixel(self, row[x++]);
        } else {
            add_repeat(self, match.pixels, match.back);
            x += match.pixels;
        }
    }
}

/* --- writing a block --- */

/* Lengths of codes, packed with codes of their own: runs of 0 in one symbol (17: 3 to 10,
 * 18: 11 to 138), all else as it is. */
static unsigned shorten(const uint8_t *lengths, unsigned n, uint16_t *out)
{
    unsigned made = 0;

    for (unsigned i = 0; i < n;) {
        unsigned zeros = 0;

        while (i + zeros < n && zeros < 138 && lengths[i + zeros] == 0) {
            zeros++;
        }
        if (zeros < 3) {
            out[made++] = lengths[i++];
            continue;
        }
        out[made++] =
            (uint16_t)(zeros < 11 ? 17 | (zeros - 3) << 8 : 18 | (zeros - 11) << 8);
        i += zeros;
    }
    return made;
}

static void put_codes(Packer *self, const YqHuffman *literals, const YqHuffman *distances)
{
    static const uint8_t order[19] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                      11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[N_LITERALS + N_DISTANCES];
    uint16_t symbols[N_LITERALS + N_DISTANCES];
    uint32_t counts[19] = {0};
    YqHuffman codes;

    memcpy(lengths, literals->lengths, N_LITERALS);
    memcpy(lengths + N_LITERALS, distances->lengths, N_DISTANCES);
    unsigned n = shorten(lengths, sizeof lengths, symbols);

    for (unsigned i = 0; i < n; i++) {
        counts[symbols[i] & 0xFF]++;
    }
    yq_huffman_build(&codes, counts, 19, 7);
    put(self, N_LITERALS - 257, 5);
    put(self, N_DISTANCES - 1, 5);
    put(self, 19 - 4, 4);
    for (unsigned i = 0; i < 19; i++) {
        put(self, codes.lengths[order[i]], 3);
        flush(self);
    }
    for (unsigned i = 0; i < n; i++) {
        unsigned symbol = symbols[i] & 0xFF;

        put(self, codes.codes[symbol], codes.lengths[symbol]);
        put(self, symbols[i] >> 8, symbol == 17 ? 3 : symbol == 18 ? 7 : 0);
        flush(self);
    }
}

/* What is written for a byte, and for a repeat's length in pixels, made for a block. */
typedef struct Written {
    uint32_t bits;
    uint32_t n;
} Written;

typedef struct Codes {
    Written bytes[256], lengths[MOST_PIXELS + 1];
    YqHuffman literals, distances;
} Codes;

static void make_codes(Codes *self)
{
    const YqHuffman *literals = &self->literals;

    for (int i = 0; i < 256; i++) {
        self->bytes[i] = (Written){literals->codes[i], literals->lengths[i]};
    }
    for (unsigned i = 1; i <= MOST_PIXELS; i++) {
        Said said = say_length(i * 3);
        unsigned n = literals->lengths[said.symbol];

        self->lengths[i] =
            (Written){literals->codes[said.symbol] | said.rest << n, n + said.n_rest};
    }
}

static void put_repeat(Packer *self, Token token, const Codes *codes)
{
    const YqHuffman *distances = &codes->distances;
    Written length = codes->lengths[token >> 16 & 0x7F];
    Said distance = say_distance((token & 0xFFFF) + 1);

    put(self, length.bits, length.n);
    put(self, distances->codes[distance.symbol], distances->lengths[distance.symbol]);
    put(self, distance.rest, distance.n_rest);
}

static void put_pixel(Packer *self, Token token, const Codes *codes)
{
    Written r = codes->bytes[token >> 16], g = codes->bytes[token >> 8 & 0xFF],
            b = codes->bytes[token & 0xFF];

    put(self, r.bits | (uint64_t)g.bits << r.n | (uint64_t)b.bits << (r.n + g.n),
        r.n + g.n + b.n);
}

/* All tokens, with codes made for them. */
static void put_block(Packer *self, bool last)
{
    Codes codes;

    self->literals[END]++;
    self->distances[0]++; /* so that there are codes, whatever there was */
    self->distances[1]++;
    yq_huffman_build(&codes.literals, self->literals, N_LITERALS, 15);
    yq_huffman_build(&codes.distances, self->distances, N_DISTANCES, 15);
    g_byte_array_set_size(self->out, (guint)(self->length + self->n_tokens * 7 + 2048));
    put(self, last ? 1 : 0, 1);
    put(self, 2, 2);
    put_codes(self, &codes.literals, &codes.distances);
    make_codes(&codes);
    for (size_t i = 0; i < self->n_tokens; i++) {
        Token token = self->tokens[i];

        if (token == REPEAT) {
            put(self, codes.bytes[0].bits, codes.bytes[0].n);
        } else if (token & REPEAT) {
            put_repeat(self, token, &codes);
        } else {
            put_pixel(self, token, &codes);
        }
        flush(self);
    }
    put(self, codes.literals.codes[END], codes.literals.lengths[END]);
    flush(self);
    self->n_tokens = 0;
    memset(self->literals, 0, sizeof self->literals);
    memset(self->distances, 0, sizeof self->distances);
}

/* --- the sum of the bytes (RFC 1950) --- */

/* Four pixels at once; sums of so many fit into 32 bits. */
typedef uint32_t Four __attribute__((vector_size(16)));
enum { AT_ONCE = 512 };

/* The two halves of the sum after @n pixels more. A byte is added to the first half once,
 * and to the second as often as bytes follow it, itself included. */
static void add_some(const uint32_t *pixels, int n, uint64_t *first, uint64_t *second)
{
    Four all = {0}, runs = {0}, late = {0}, four;
    uint64_t plain = 0, by_place = 0, less = 0;
    int i = 0;

    for (; i + 4 <= n; i += 4) {
        memcpy(&four, pixels + i, sizeof four);
        Four b = four & 0xFF, g = four >> 8 & 0xFF;

        all += (four >> 16 & 0xFF) + g + b;
        runs += all; /* in the end, each sum as often as steps were left */
        late += g + 2 * b;
    }
    for (uint32_t k = 0; k < 4; k++) {
        plain += all[k];
        by_place += (uint64_t)all[k] * ((uint32_t)i + k) - 4 * (uint64_t)runs[k];
        less += late[k];
    }
    for (; i < n; i++) {
        uint32_t b = pixels[i] & 0xFF, g = pixels[i] >> 8 & 0xFF;
        uint32_t sum = (pixels[i] >> 16 & 0xFF) + g + b;

        plain += sum;
        by_place += (uint64_t)sum * (uint32_t)i;
        less += g + 2 * b;
    }
    *second += *first * 3 * (uint64_t)n + 3 * ((uint64_t)n * plain - by_place) - less;
    *first += plain;
}

/* A row's bytes are a 0 and its pixels. */
static uint32_t add_to_sum(uint32_t sum, const uint32_t *row, int width)
{
    uint64_t first = sum & 0xFFFF, second = (sum >> 16) + first;

    for (int x = 0; x < width; x += AT_ONCE) {
        add_some(row + x, MIN(width - x, AT_ONCE), &first, &second);
        second %= ADLER;
    }
    return (uint32_t)(second % ADLER << 16 | first % ADLER);
}

YqPacker *yq_packer_new(GByteArray *out, int width)
{
    YqPacker *self = g_new0(YqPacker, 1);

    self->out = out;
    self->length = out->len;
    self->width = width;
    self->row_bytes = 3 * width + 1;
    self->sum = 1;
    self->tokens = g_new(Token, BLOCK_TOKENS + (size_t)width + 1);
    self->seen = g_new0(uint32_t, 1 << HASH_BITS);
    return self;
}

int yq_packer_reach(const YqPacker *self)
{
    return WINDOW / self->row_bytes + 1;
}

void yq_packer_add(YqPacker *self, const uint32_t *pixels, int stride, int n)
{
    for (int y = 0; y < n; y++) {
        const uint32_t *row = pixels + (ptrdiff_t)y * stride;

        take_row(self, row, stride, self->n_rows++, self->width);
        self->sum = add_to_sum(self->sum, row, self->width);
        if (self->n_tokens >= BLOCK_TOKENS) {
            put_block(self, false);
        }
    }
}

uint32_t yq_packer_end(YqPacker *self, bool last)
{
    uint32_t sum = self->sum;

    put_block(self, last);
    if (!last) { /* an empty block that is not packed ends on a whole byte */
        put(self, 0, 3);
        flush_to_byte(self);
        put(self, 0xFFFF0000u, 32);
    }
    flush_to_byte(self);
    g_byte_array_set_size(self->out, (guint)self->length);
    g_free(self->tokens);
    g_free(self->seen);
    g_free(self);
    return sum;
}
