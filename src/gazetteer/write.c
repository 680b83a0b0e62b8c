/* SPDX-License-Identifier: MIT */
#include "gazetteer/write.h"

#include "base/output.h"
#include <yaqut/error.h>

#include <errno.h>
#include <libdeflate.h>
#include <string.h>
#include <unistd.h>

static bool fail(const char *path, GError **error)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot write '%s': %s", path,
                g_strerror(errno));
    return false;
}

bool yq_index_writer_init(YqIndexWriter *self, const char *path, GError **error)
{
    *self = (YqIndexWriter){.path = path};
    for (size_t i = 0; i < YQ_N_SECTIONS; i++) {
        self->files[i] = yq_temporary_beside(path, error);
        if (self->files[i] == NULL) {
            return false;
        }
    }
    return true;
}

void yq_index_writer_clear(YqIndexWriter *self)
{
    for (size_t i = 0; i < YQ_N_SECTIONS; i++) {
        if (self->files[i] != NULL) {
            fclose(self->files[i]);
        }
    }
}

bool yq_index_write(YqIndexWriter *self, YqSectionId section, const void *bytes,
                    size_t length, GError **error)
{
    self->sizes[section] += length;
    return fwrite(bytes, 1, length, self->files[section]) == length
               ? true
               : fail(self->path, error);
}

bool yq_hash_add(YqSorter *sorter, uint64_t hash, uint32_t unlikely, uint32_t place,
                 uint8_t flags, GError **error)
{
    YqHashKey key = {GUINT64_TO_BE(hash), GUINT32_TO_BE(unlikely), GUINT32_TO_BE(place)};

    return yq_sorter_add(sorter, &key, sizeof key, &flags, 1, error);
}

/* What is known of one hash while its records pass by. */
typedef struct Table {
    YqIndexWriter *writer;
    YqSectionId section;
    uint32_t bits, buckets; /* buckets begun so far */
    YqFilterLine line; /* of the filter, being filled; only the table of names has one */
    uint32_t lines;    /* written so far */
    uint64_t hash;
    uint32_t entries, list_length;
    bool any, goes_on;
    GArray *postings; /* of uint32_t */
} Table;

static bool begin_buckets(Table *table, uint64_t up_to, GError **error)
{
    for (; table->buckets < up_to; table->buckets++) {
        if (!yq_index_write(table->writer, table->section + 1, &table->entries, 4,
                            error)) {
            return false;
        }
    }
    return true;
}

static bool has_filter(const Table *table)
{
    return table->section == YQ_SECTION_NAMES && table->bits <= YQ_FILTER_MOST;
}

/* Writes the lines of the filter before the @up_to-th. */
static bool end_lines(Table *table, uint64_t up_to, GError **error)
{
    for (; table->lines < up_to; table->lines++) {
        if (!yq_index_write(table->writer, YQ_SECTION_FILTER, &table->line,
                            sizeof table->line, error)) {
            return false;
        }
        table->line = (YqFilterLine){0};
    }
    return true;
}

/* Hashes come in their order, so that the lines of the filter do. */
static bool filter_hash(Table *table, uint64_t hash, GError **error)
{
    if (!has_filter(table)) {
        return true;
    }
    if (!end_lines(table, yq_hash_bucket(hash, yq_filter_bits(table->bits)), error)) {
        return false;
    }
    for (int i = 0; i < 8; i++) {
        table->line.words[i] |= yq_filter_bit(hash, i);
    }
    return true;
}

/* Writes the entry of the hash that has just ended. */
static bool end_hash(Table *table, GError **error)
{
    GArray *postings = table->postings;
    uint32_t kind = MIN(postings->len, (guint)YQ_KIND_LIST);
    YqTableEntry entry = {
        .tag = yq_hash_tag(table->hash, table->bits) << YQ_TAG_SHIFT |
               (table->goes_on ? YQ_TAG_GOES_ON : 0) | kind,
    };

    if (kind == YQ_KIND_ONE) {
        entry.value = g_array_index(postings, uint32_t, 0);
    } else if (kind == YQ_KIND_LIST) {
        uint32_t n = postings->len;

        entry.value = table->list_length;
        table->list_length += n + 1;
        if (!yq_index_write(table->writer, table->section + 2, &n, 4, error) ||
            !yq_index_write(table->writer, table->section + 2, postings->data, 4 * n,
                            error)) {
            return false;
        }
    }
    if (!begin_buckets(table, yq_hash_bucket(table->hash, table->bits) + 1ull, error)) {
        return false;
    }
    table->entries++;
    g_array_set_size(postings, 0);
    table->goes_on = false;
    return yq_index_write(table->writer, table->section, &entry, sizeof entry, error);
}

/* Whether two hashes cannot be told apart in the table. */
static bool same_entry(const Table *table, uint64_t a, uint64_t b)
{
    return (a ^ b) >> (64 - 29 - table->bits) == 0;
}

static void add_posting(Table *table, uint32_t place, uint32_t flags)
{
    GArray *postings = table->postings;

    for (size_t i = postings->len; i-- > 0;) {
        uint32_t *held = &g_array_index(postings, uint32_t, i);

        if ((*held & YQ_PLACES_MAX) == place) {
            *held |= flags << YQ_POSTING_BITS;
            return;
        }
        if (i + 4 < postings->len) {
            break; /* the records of one place stand together */
        }
    }
    uint32_t posting = place | flags << YQ_POSTING_BITS;

    g_array_append_val(postings, posting);
}

static uint32_t bits_for(uint64_t expected)
{
    uint32_t bits = 0;

    while (bits < 26 && (UINT64_C(8) << (bits + 1)) <= expected) {
        bits++;
    }
    return bits;
}

static bool write_entries(Table *table, YqSorter *sorter, GError **error)
{
    GError *failure = NULL;
    YqSorted sorted;

    while (yq_sorter_next(sorter, &sorted, &failure)) {
        YqHashKey key;

        memcpy(&key, sorted.key, sizeof key);
        uint64_t hash = GUINT64_FROM_BE(key.hash);

        if (table->any && !same_entry(table, hash, table->hash) &&
            !end_hash(table, error)) {
            return false;
        }
        if (!filter_hash(table, hash, error)) {
            return false;
        }
        table->any = true;
        table->hash = hash;
        if (*sorted.value == YQ_HASH_BEGINNING) {
            table->goes_on = true;
        } else {
            add_posting(table, GUINT32_FROM_BE(key.place), *sorted.value);
        }
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    uint64_t lines = has_filter(table) ? yq_filter_lines(table->bits) : 0;

    /* The directory has one more entry than there are buckets: the end. */
    return end_lines(table, lines, error) && (!table->any || end_hash(table, error)) &&
           begin_buckets(table, (UINT64_C(1) << table->bits) + 1, error);
}

bool yq_table_write(YqIndexWriter *self, YqSectionId entries, YqSorter *sorter,
                    uint64_t expected, uint32_t *out_bits, GError **error)
{
    Table table = {.writer = self, .section = entries, .bits = bits_for(expected)};

    if (!yq_sorter_finish(sorter, error)) {
        return false;
    }
    table.postings = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool done = write_entries(&table, sorter, error);

    g_array_unref(table.postings);
    *out_bits = table.bits;
    return done;
}

/* The file while it is put together: what goes in is summed up by blocks. */
typedef struct Target {
    FILE *file;
    uint64_t size; /* after the header */
    uint32_t sum;
    GArray *sums; /* of uint32_t */
} Target;

static bool put(Target *target, const uint8_t *bytes, size_t length)
{
    if (fwrite(bytes, 1, length, target->file) != length) {
        return false;
    }
    while (length > 0) {
        size_t part = MIN(length, YQ_INDEX_BLOCK - target->size % YQ_INDEX_BLOCK);

        target->sum = libdeflate_crc32(target->sum, bytes, part);
        target->size += part;
        bytes += part;
        length -= part;
        if (target->size % YQ_INDEX_BLOCK == 0) {
            g_array_append_val(target->sums, target->sum);
            target->sum = 0;
        }
    }
    return true;
}

static bool put_section(YqIndexWriter *self, Target *target, size_t section)
{
    static const uint8_t zeros[8];
    FILE *file = self->files[section];
    uint8_t buffer[65536];
    size_t got;

    self->header.sections[section] =
        (YqSection){YQ_INDEX_HEADER + target->size, self->sizes[section]};
    if (fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0) {
        return false;
    }
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0) {
        if (!put(target, buffer, got)) {
            return false;
        }
    }
    return !ferror(file) && put(target, zeros, -target->size & 7);
}

/* After the sections: the checksums, and in the header theirs. */
static bool put_sums(YqIndexWriter *self, Target *target)
{
    YqHeader *header = &self->header;

    if (target->size % YQ_INDEX_BLOCK != 0) {
        g_array_append_val(target->sums, target->sum);
    }
    header->blocks = target->sums->len;
    header->sums_offset = YQ_INDEX_HEADER + target->size;
    header->file_size = header->sums_offset + 4ull * header->blocks;
    if (header->blocks > YQ_INDEX_SUMS * (uint64_t)YQ_INDEX_SUPERS) {
        errno = EFBIG;
        return false;
    }
    for (size_t i = 0; i * YQ_INDEX_SUMS < header->blocks; i++) {
        size_t first = i * YQ_INDEX_SUMS;
        size_t n = MIN((size_t)YQ_INDEX_SUMS, header->blocks - first);

        header->supers[i] = libdeflate_crc32(0, target->sums->data + 4 * first, 4 * n);
    }
    return fwrite(target->sums->data, 4, header->blocks, target->file) == header->blocks;
}

static bool put_header(YqIndexWriter *self, FILE *file)
{
    uint8_t page[YQ_INDEX_HEADER] = {0};

    memcpy(self->header.magic, YQ_INDEX_MAGIC, sizeof self->header.magic);
    self->header.version = YQ_INDEX_VERSION;
    self->header.sum = libdeflate_crc32(0, &self->header, offsetof(YqHeader, sum));
    memcpy(page, &self->header, sizeof self->header);
    return fseek(file, 0, SEEK_SET) == 0 &&
           fwrite(page, 1, sizeof page, file) == sizeof page;
}

static bool put_all(YqIndexWriter *self, Target *target)
{
    uint8_t page[YQ_INDEX_HEADER] = {0};

    if (fwrite(page, 1, sizeof page, target->file) != sizeof page) {
        return false;
    }
    for (size_t i = 0; i < YQ_N_SECTIONS; i++) {
        if (!put_section(self, target, i)) {
            return false;
        }
    }
    return put_sums(self, target) && put_header(self, target->file);
}

bool yq_index_writer_finish(YqIndexWriter *self, GError **error)
{
    YqOutput output;

    if (!yq_output_open(&output, self->path, error)) {
        return false;
    }
    Target target = {.file = fdopen(dup(output.fd), "wb"),
                     .sums = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    bool written = target.file != NULL && put_all(self, &target);
    int code = errno;

    g_array_unref(target.sums);
    if (target.file != NULL && fclose(target.file) != 0 && written) {
        written = false;
        code = errno;
    }
    if (!written) {
        errno = code;
        fail(self->path, error);
        yq_output_discard(&output);
        return false;
    }
    return yq_output_commit(&output, error);
}
