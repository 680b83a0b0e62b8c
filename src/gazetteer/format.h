/* SPDX-License-Identifier: MIT */
/* The index file, version 5; docs/gazetteer.md says the same in prose. All numbers are
 * little-endian. After the header of one page come the sections, each aligned to 8 bytes,
 * then the checksums: CRC-32 of every block of 2 KiB between the header and them. The
 * checksums of the checksums and of the header itself are in the header. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YQ_INDEX_MAGIC "YAQUTGAZ"
#define YQ_INDEX_VERSION 5
#define YQ_INDEX_HEADER 4096
/* A look-up that reaches into a block reads all of it to check it, so that blocks are
 * small.
 */
#define YQ_INDEX_BLOCK 2048
/* Checksums that one checksum of the header stands for. */
#define YQ_INDEX_SUMS 8192
#define YQ_INDEX_SUPERS 512 /* of those: 8 GiB of index */

typedef enum YqSectionId {
    YQ_SECTION_RECORDS,    /* YqRecord of each place */
    YQ_SECTION_TEXT,       /* of each place: its id, then its names; see below */
    YQ_SECTION_NAMES,      /* a YqTable over folded names and their beginnings ... */
    YQ_SECTION_NAMES_DIR,  /* ... its directory ... */
    YQ_SECTION_NAMES_LIST, /* ... and lists of postings */
    YQ_SECTION_SOUNDS,     /* the same over the sounds of names, for fuzzy look-up */
    YQ_SECTION_SOUNDS_DIR,
    YQ_SECTION_SOUNDS_LIST,
    YQ_SECTION_FILTER,   /* YqFilterLine over the hashes of the table of names; maybe none
                          */
    YQ_SECTION_IDS,      /* places in the order of the hash of their id, each number in
                          * as few bytes as yq_id_width() says */
    YQ_SECTION_CELLS,    /* YqCell: where the places of a tier and cell begin */
    YQ_SECTION_FEATURES, /* char[8]: class, then code */
    YQ_SECTION_COUNTRIES, /* char[48] */
    YQ_SECTION_ADMINS,    /* char[12] */
    YQ_SECTION_LANGUAGES, /* char[8] */
    YQ_N_SECTIONS,
} YqSectionId;

typedef struct YqSection {
    uint64_t offset, size; /* bytes of the file */
} YqSection;

typedef struct YqHeader {
    char magic[8];
    uint32_t version;
    uint32_t places;
    uint64_t names;
    uint64_t file_size;
    uint64_t sums_offset; /* where the checksums begin, and the sections have ended */
    uint32_t blocks;
    uint32_t names_bits, sounds_bits; /* of a hash that choose the bucket */
    uint32_t reserved;
    YqSection sections[YQ_N_SECTIONS];
    uint32_t supers[YQ_INDEX_SUPERS]; /* CRC-32 of each block of checksums */
    uint32_t sum;                     /* CRC-32 of the header up to here */
} YqHeader;

G_STATIC_ASSERT(sizeof(YqHeader) <= YQ_INDEX_HEADER);

/* A place. Its text begins with the id and a NUL; then for each name a byte that tells
 * its language, the name and a NUL; then a zero. */
typedef struct YqRecord {
    int32_t lon, lat;    /* degrees times 10^7 */
    uint32_t population; /* with the top bit: in thousands */
    uint32_t text;       /* offset in the section */
    uint16_t feature, country, admin1;
    uint16_t radius,
        uncertainty; /* tenths of a kilometre; with the top bit: kilometres */
    uint16_t names;
} YqRecord;

G_STATIC_ASSERT(sizeof(YqRecord) == 28);

static inline uint32_t yq_id_width(uint32_t places)
{
    return places <= 1u << 24 ? 3 : 4;
}

static inline uint16_t yq_pack_km(double km)
{
    return km < 3000 ? (uint16_t)(km * 10 + 0.5) : (uint16_t)(0x8000 | (int)(km + 0.5));
}

static inline double yq_unpack_km(uint16_t packed)
{
    return packed & 0x8000 ? packed & 0x7FFF : packed / 10.0;
}

static inline uint32_t yq_pack_population(int64_t population)
{
    int64_t thousands = population / 1000;

    return population < INT32_MAX
               ? (uint32_t)population
               : 0x80000000u | (uint32_t)(thousands < INT32_MAX ? thousands : INT32_MAX);
}

static inline int64_t yq_unpack_population(uint32_t packed)
{
    return packed & 0x80000000u ? (int64_t)(packed & 0x7FFFFFFFu) * 1000 : packed;
}

/* The byte before a name. A name in a language has YQ_LANG_FIRST and its index. */
enum {
    YQ_LANG_END = 0,
    YQ_LANG_ALSO = 1,    /* an untagged spelling */
    YQ_LANG_DEMONYM = 2, /* names no place */
    YQ_LANG_MAIN = 3,    /* GeoNames' main name, in no language */
    YQ_LANG_FIRST = 4,
    YQ_LANG_MAX = 250,
};

/* One entry of a table: a hash and what it leads to. Entries stand in the order of their
 * hashes, in buckets by the hash's first bits; the directory tells where each begins.
 * `tag` holds the next 29 bits, whether longer names begin so, and the kind of `value`:
 * nothing, one posting, or the place of a list (its length, then its postings). A
 * posting has the place in its low 26 bits and its flags (names.h) above; one of a sound
 * has there the mark of its country, so that the places of other countries need not be
 * read. */
typedef struct YqTableEntry {
    uint32_t tag, value;
} YqTableEntry;

enum {
    YQ_KIND_NONE,
    YQ_KIND_ONE,
    YQ_KIND_LIST,
    YQ_KIND_MASK = 3,
    YQ_TAG_GOES_ON = 4,
    YQ_TAG_SHIFT = 3,
};

/* Most words of a text begin no name. A line of 32 bytes tells so of nearly all of them,
 * before a page of the directory and one of the table are touched: a split block Bloom
 * filter (Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters",
 * 2007, with the multipliers of Apache Parquet's format). A line stands for two buckets
 * of the table, 16 to 32 names. Beyond four million names there is no filter: it would be
 * as large as the tables of the world's towns are, and its lines as cold. */
typedef struct YqFilterLine {
    uint32_t words[8]; /* each hash has one bit in every word */
} YqFilterLine;

#define YQ_FILTER_MOST 18 /* bits of a hash that choose the bucket */

static inline uint32_t yq_filter_bits(uint32_t table_bits)
{
    return table_bits > 0 ? table_bits - 1 : 0;
}

static inline uint64_t yq_filter_lines(uint32_t table_bits)
{
    return table_bits > YQ_FILTER_MOST ? 0 : UINT64_C(1) << yq_filter_bits(table_bits);
}

/* The bit of a hash in the @i-th word of its line. */
static inline uint32_t yq_filter_bit(uint64_t hash, int i)
{
    static const uint32_t multipliers[8] = {0x47B6137B, 0x44974D91, 0x8824AD5B,
                                            0xA2B7289D, 0x705495C7, 0x2DF1424B,
                                            0x9EFC4947, 0x5C6BFB31};

    return 1u << (((uint32_t)hash * multipliers[i]) >> 27);
}

static inline bool yq_filter_has(const YqFilterLine *line, uint64_t hash)
{
    for (int i = 0; i < 8; i++) {
        if ((line->words[i] & yq_filter_bit(hash, i)) == 0) {
            return false;
        }
    }
    return true;
}

#define YQ_POSTING_BITS 26
#define YQ_PLACES_MAX ((1u << YQ_POSTING_BITS) - 1)

/* Six bits of a country's code; 0 for a place in none or in several. */
static inline uint32_t yq_country_mark(const char *country)
{
    return country[0] == '\0' || country[1] == '\0' || country[2] != '\0'
               ? 0
               : 1 + ((uint8_t)country[0] * 26u + (uint8_t)country[1]) % 63;
}

/* Places are sorted by tier (most populous first), cell of one degree, population. */
#define YQ_TIERS 5
#define YQ_CELLS (180 * 360)

typedef struct YqCell {
    uint32_t key; /* tier * YQ_CELLS + row from the south * 360 + column from the west */
    uint32_t start; /* first place; the next cell's is the end */
} YqCell;

/* The hash of a folded name: one word after the other, beginning with 0. */
static inline uint64_t yq_hash_mix(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t yq_hash_word(uint64_t hash, const char *word, size_t length)
{
    hash = yq_hash_mix(hash ^ (length + 0x9E3779B97F4A7C15u), 0xE7037ED1A0B428DBu);
    while (length > 0) {
        uint64_t part = 0;
        size_t n = length < 8 ? length : 8;

        __builtin_memcpy(&part, word, n);
        hash = yq_hash_mix(hash ^ GUINT64_TO_LE(part), 0xA0761D6478BD642Fu);
        word += n;
        length -= n;
    }
    return hash ^ hash >> 29;
}

/* What remains of a hash within its bucket. */
static inline uint32_t yq_hash_tag(uint64_t hash, uint32_t bits)
{
    return (uint32_t)(hash << bits >> 35);
}

static inline uint32_t yq_hash_bucket(uint64_t hash, uint32_t bits)
{
    return bits == 0 ? 0 : (uint32_t)(hash >> (64 - bits));
}
