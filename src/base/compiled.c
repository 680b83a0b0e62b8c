/* SPDX-License-Identifier: MIT */
#include "base/compiled.h"

#include "base/data.h"
#include "base/mapping.h"
#include "base/output.h"
#include "base/wordmap.h"
#include <yaqut/error.h>

#include <libdeflate.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define ALIGNMENT 64

/* The file: a header, of each block an entry, the blocks. */
typedef struct Header {
    char magic[8];  /* "YAQUTWRD" */
    uint32_t order; /* ORDER as the machine writes it */
    uint32_t blocks;
    char version[16];
    uint64_t size;   /* of the file */
    uint64_t tables; /* what tables it was made of */
    uint32_t zero;
    uint32_t sum; /* CRC-32 of the header up to here and of the entries */
} Header;

typedef struct Entry {
    char name[32];
    uint64_t offset;
    uint32_t size, sum; /* CRC-32 */
} Entry;

static const char MAGIC[8] = "YAQUTWRD";
static const uint32_t ORDER = 0x01020304;

/* What is known of a folder's tables without reading them. */
typedef struct Tables {
    uint64_t sum; /* of a hash of each name and size: the order does not count */
    struct timespec newest;
} Tables;

static bool is_newer(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

static void note_table(Tables *self, const char *folder, const char *name,
                       const struct stat *info)
{
    uint64_t hash = yq_word_hash(YQ_WORD_HASH, folder, strlen(folder));

    hash = hash << 32 | yq_word_hash((uint32_t)hash, name, strlen(name));
    self->sum += (hash ^ (uint64_t)info->st_size) * UINT64_C(0x9E3779B97F4A7C15);
    if (is_newer(info->st_mtim, self->newest)) {
        self->newest = info->st_mtim;
    }
}

/* All tables of a folder and, where @deeper, of those in it. */
static void note_folder(Tables *self, const char *folder, bool deeper)
{
    g_autofree char *path = yq_data_path(folder);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    char below[PATH_MAX];
    struct stat info;

    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (name[0] == '.') {
            continue;
        }
        if (!g_str_has_suffix(name, ".tsv")) {
            g_snprintf(below, sizeof below, "%s/%s", folder, name);
            if (deeper) {
                note_folder(self, below, false);
            }
            continue;
        }
        g_snprintf(below, sizeof below, "%s/%s", path, name);
        if (stat(below, &info) == 0) {
            note_table(self, folder, name, &info);
        }
    }
}

static Tables note_tables(void)
{
    Tables tables = {0};

    note_folder(&tables, "actors", false);
    note_folder(&tables, "languages", true);
    note_folder(&tables, "model", false);
    note_folder(&tables, "papers", false);
    return tables;
}

static uint32_t sum_directory(const Header *header, const Entry *entries)
{
    return libdeflate_crc32(libdeflate_crc32(0, header, offsetof(Header, sum)), entries,
                            header->blocks * sizeof *entries);
}

/* Whether this yaqut on this machine made such files. */
static bool is_ours(const Header *header)
{
    return memcmp(header->magic, MAGIC, sizeof MAGIC) == 0 && header->order == ORDER &&
           strncmp(header->version, YQ_VERSION, sizeof header->version) == 0;
}

static bool is_whole(const Header *header, const Entry *entries, size_t size)
{
    if (header->size != size ||
        header->blocks > (size - sizeof *header) / sizeof *entries ||
        sum_directory(header, entries) != header->sum) {
        return false;
    }
    for (uint32_t i = 0; i < header->blocks; i++) {
        if (entries[i].offset % ALIGNMENT != 0 || entries[i].offset > size ||
            entries[i].size > size - entries[i].offset) {
            return false;
        }
    }
    return true;
}

/* The file of the data folder, or NULL where it cannot stand for the tables there. */
static GBytes *map_file(const char *path)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
    struct stat info;

    if (file == NULL || stat(path, &info) != 0 ||
        g_mapped_file_get_length(file) < sizeof(Header)) {
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    const Header *header = g_bytes_get_data(bytes, NULL);

    if (!is_ours(header)) {
        return NULL;
    }
    if (!is_whole(header, (const Entry *)(header + 1), g_bytes_get_size(bytes))) {
        g_warning("'%s' is damaged: the tables are read instead", path);
        return NULL;
    }
    Tables tables = note_tables();

    return header->tables == tables.sum && !is_newer(tables.newest, info.st_mtim)
               ? g_steal_pointer(&bytes)
               : NULL;
}

/* The file that is open, kept until another data folder is chosen. */
static GMutex lock;
static char *current_path;
static GBytes *current;

static GBytes *open_file(void)
{
    g_autofree char *path = yq_data_path(YQ_COMPILED_FILE);

    g_mutex_lock(&lock);
    if (g_strcmp0(path, current_path) != 0) {
        g_clear_pointer(&current, g_bytes_unref);
        current = map_file(path);
        g_free(current_path);
        current_path = g_steal_pointer(&path);
    }
    GBytes *file = current != NULL ? g_bytes_ref(current) : NULL;

    g_mutex_unlock(&lock);
    return file;
}

void yq_compiled_rest(void)
{
    g_mutex_lock(&lock);
    if (current != NULL) {
        yq_mapping_rest(g_bytes_get_data(current, NULL), g_bytes_get_size(current));
    }
    g_mutex_unlock(&lock);
}

static GBytes *find_block(const char *name)
{
    g_autoptr(GBytes) file = open_file();

    if (file == NULL) {
        return NULL;
    }
    const Header *header = g_bytes_get_data(file, NULL);
    const Entry *entries = (const Entry *)(header + 1);

    for (uint32_t i = 0; i < header->blocks; i++) {
        if (strncmp(entries[i].name, name, sizeof entries[i].name) != 0) {
            continue;
        }
        const uint8_t *block = (const uint8_t *)header + entries[i].offset;

        if (libdeflate_crc32(0, block, entries[i].size) != entries[i].sum) {
            g_warning("'%s' of %s is damaged: the tables are read instead", name,
                      YQ_COMPILED_FILE);
            return NULL;
        }
        return g_bytes_new_from_bytes(file, entries[i].offset, entries[i].size);
    }
    return NULL;
}

YqBlob yq_compiled_open(const char *name, const char *code, YqCompile compile,
                        GError **error)
{
    g_autofree char *full =
        code != NULL ? g_strconcat(name, "/", code, NULL) : g_strdup(name);
    GBytes *block = find_block(full);

    if (block == NULL) {
        g_debug("%s is compiled in memory", full);
        block = compile(code, error);
    }
    return yq_blob_open(block);
}

/* Where the first block begins, then each after it. */
static uint64_t align(uint64_t offset)
{
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

bool yq_compiled_write(const char *path, const YqCompiledBlock *blocks, uint32_t n,
                       GError **error)
{
    g_autofree Entry *entries = g_new0(Entry, n);
    Header header = {.order = ORDER, .blocks = n, .tables = note_tables().sum};
    uint64_t end = sizeof header + n * sizeof *entries;

    memcpy(header.magic, MAGIC, sizeof MAGIC);
    memcpy(header.version, YQ_VERSION, strnlen(YQ_VERSION, sizeof header.version));
    for (uint32_t i = 0; i < n; i++) {
        size_t size;
        const void *bytes = g_bytes_get_data(blocks[i].bytes, &size);

        memcpy(entries[i].name, blocks[i].name, sizeof entries[i].name);
        entries[i].offset = align(end);
        entries[i].size = (uint32_t)size;
        entries[i].sum = libdeflate_crc32(0, bytes, size);
        end = entries[i].offset + size;
    }
    header.size = end;
    header.sum = sum_directory(&header, entries);
    g_autofree uint8_t *file = g_malloc0(end);

    memcpy(file, &header, sizeof header);
    memcpy(file + sizeof header, entries, n * sizeof *entries);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(file + entries[i].offset, g_bytes_get_data(blocks[i].bytes, NULL),
               entries[i].size);
    }
    return yq_output_write(path, file, end, error);
}
