/* SPDX-License-Identifier: MIT */
/* Opening an index, and telling whether it is sound. */
#include "gazetteer/index.h"

#include "base/data.h"
#include "base/mapping.h"
#include <yaqut/error.h>

#include <errno.h>
#include <libdeflate.h>
#include <string.h>

static bool damaged(const char *path, GError **error, const char *what)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "'%s' is damaged: %s", path, what);
    return false;
}

/* The size that a section must have by the header's other numbers; 0 when any multiple
 * of *@out_unit will do. */
static uint64_t wanted_size(const YqHeader *header, YqSectionId section,
                            uint64_t *out_unit)
{
    *out_unit = 1;
    switch (section) {
    case YQ_SECTION_RECORDS:
        return header->places * (uint64_t)sizeof(YqRecord);
    case YQ_SECTION_IDS:
        return header->places * (uint64_t)yq_id_width(header->places);
    case YQ_SECTION_NAMES_DIR:
        return ((UINT64_C(1) << header->names_bits) + 1) * 4;
    case YQ_SECTION_SOUNDS_DIR:
        return ((UINT64_C(1) << header->sounds_bits) + 1) * 4;
    case YQ_SECTION_FILTER:
        return yq_filter_lines(header->names_bits) * sizeof(YqFilterLine);
    case YQ_SECTION_NAMES_LIST:
    case YQ_SECTION_SOUNDS_LIST:
        *out_unit = 4;
        return 0;
    case YQ_SECTION_ADMINS:
        *out_unit = 12;
        return 0;
    case YQ_SECTION_COUNTRIES:
        *out_unit = 48;
        return 0;
    case YQ_SECTION_TEXT:
        return 0;
    default:
        *out_unit = 8;
        return 0;
    }
}

static bool check_sections(const YqHeader *header)
{
    for (int i = 0; i < YQ_N_SECTIONS; i++) {
        YqSection section = header->sections[i];
        uint64_t unit, wanted = wanted_size(header, (YqSectionId)i, &unit);

        if (section.offset < YQ_INDEX_HEADER || section.offset % 8 != 0 ||
            section.offset > header->sums_offset ||
            section.size > header->sums_offset - section.offset ||
            section.size % unit != 0 || (wanted != 0 && section.size != wanted)) {
            return false;
        }
    }
    return header->sections[YQ_SECTION_CELLS].size >= sizeof(YqCell);
}

static bool check_header(const YqHeader *header, uint64_t size, const char *path,
                         GError **error)
{
    uint64_t blocks =
        (header->sums_offset - YQ_INDEX_HEADER + YQ_INDEX_BLOCK - 1) / YQ_INDEX_BLOCK;

    if (header->file_size != size) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA,
                    "'%s' is cut short: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                    " bytes",
                    path, size, header->file_size);
        return false;
    }
    if (libdeflate_crc32(0, header, offsetof(YqHeader, sum)) != header->sum) {
        return damaged(path, error, "the checksum of its header is wrong");
    }
    if (header->sums_offset < YQ_INDEX_HEADER || header->sums_offset > size ||
        header->blocks != blocks || (size - header->sums_offset) / 4 != blocks ||
        blocks > YQ_INDEX_SUMS * (uint64_t)YQ_INDEX_SUPERS || header->places == 0 ||
        header->places > YQ_PLACES_MAX || header->names_bits > 26 ||
        header->sounds_bits > 26 || !check_sections(header)) {
        return damaged(path, error, "its sections do not fit");
    }
    return true;
}

static bool check_kind(const uint8_t *bytes, size_t size, const char *path,
                       GError **error)
{
    uint32_t version;

    if (size < 12 || memcmp(bytes, YQ_INDEX_MAGIC, 8) != 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "'%s' is no gazetteer index", path);
        return false;
    }
    memcpy(&version, bytes + 8, sizeof version);
    if (version != YQ_INDEX_VERSION) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA,
                    "'%s' is an index of version %u, not %u: make it anew with "
                    "'yaqut gazetteer build'",
                    path, version, YQ_INDEX_VERSION);
        return false;
    }
    if (size < YQ_INDEX_HEADER) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "'%s' is cut short in its header",
                    path);
        return false;
    }
    return true;
}

static char *default_path(void)
{
    const char *chosen = g_getenv("YAQUT_GAZETTEER");

    return chosen != NULL && *chosen != '\0' ? g_strdup(chosen)
                                             : yq_data_path("gazetteer.gaz");
}

YqGazetteer *yq_gazetteer_open(const char *path, GError **error)
{
    g_autoptr(YqGazetteer) self = g_new0(YqGazetteer, 1);
    g_autoptr(GError) local = NULL;

    self->path = path != NULL ? g_strdup(path) : default_path();
    self->file = g_mapped_file_new(self->path, FALSE, &local);
    if (self->file == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot open the gazetteer '%s': %s",
                    self->path,
                    g_strerror(local->code == G_FILE_ERROR_NOENT   ? ENOENT
                               : local->code == G_FILE_ERROR_ACCES ? EACCES
                                                                   : EIO));
        return NULL;
    }
    size_t size = g_mapped_file_get_length(self->file);

    self->bytes = (const uint8_t *)g_mapped_file_get_contents(self->file);
    if (!check_kind(self->bytes, size, self->path, error)) {
        return NULL;
    }
    memcpy(&self->header, self->bytes, sizeof self->header);
    if (!check_header(&self->header, size, self->path, error)) {
        return NULL;
    }
    self->states = g_malloc0(self->header.blocks + YQ_INDEX_SUPERS);
    return g_steal_pointer(&self);
}

void yq_gazetteer_rest(const YqGazetteer *self)
{
    if (self != NULL) {
        yq_mapping_rest(self->bytes, g_mapped_file_get_length(self->file));
    }
}

void yq_gazetteer_free(YqGazetteer *self)
{
    if (self == NULL) {
        return;
    }
    g_clear_pointer(&self->file, g_mapped_file_unref);
    yq_overlay_free(self->overlay);
    g_free(self->states);
    g_free(self->path);
    g_free(self);
}

/* Whether the block of checksums that holds @block's is what the header says. */
static bool check_sums(const YqGazetteer *self, uint32_t block)
{
    uint32_t i = block / YQ_INDEX_SUMS;
    uint8_t *state = &self->states[self->header.blocks + i];
    uint32_t n = MIN(self->header.blocks - i * YQ_INDEX_SUMS, (uint32_t)YQ_INDEX_SUMS);
    const uint8_t *sums =
        self->bytes + self->header.sums_offset + (uint64_t)i * 4 * YQ_INDEX_SUMS;

    if (__atomic_load_n(state, __ATOMIC_ACQUIRE) == YQ_BLOCK_UNKNOWN) {
        bool good = libdeflate_crc32(0, sums, 4 * (size_t)n) == self->header.supers[i];

        __atomic_store_n(state, good ? YQ_BLOCK_GOOD : YQ_BLOCK_BAD, __ATOMIC_RELEASE);
    }
    return __atomic_load_n(state, __ATOMIC_ACQUIRE) == YQ_BLOCK_GOOD;
}

/* Checks a block when it is first used. Two threads may do so at once: both find the
 * same. */
static bool check_block(const YqGazetteer *self, uint32_t block)
{
    uint64_t start = YQ_INDEX_HEADER + (uint64_t)block * YQ_INDEX_BLOCK;
    uint64_t length = MIN(self->header.sums_offset - start, (uint64_t)YQ_INDEX_BLOCK);
    uint32_t sum, none = 0;

    memcpy(&sum, self->bytes + self->header.sums_offset + 4 * (uint64_t)block, 4);
    bool good = check_sums(self, block) &&
                libdeflate_crc32(0, self->bytes + start, length) == sum;

    __atomic_store_n(&self->states[block], good ? YQ_BLOCK_GOOD : YQ_BLOCK_BAD,
                     __ATOMIC_RELEASE);
    if (!good) {
        __atomic_compare_exchange_n((uint32_t *)&self->bad_block, &none, block + 1, false,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    }
    return good;
}

bool yq_index_check(const YqGazetteer *self, uint32_t block)
{
    uint8_t state = __atomic_load_n(&self->states[block], __ATOMIC_ACQUIRE);

    return state == YQ_BLOCK_GOOD ||
           (state == YQ_BLOCK_UNKNOWN && check_block(self, block));
}

static bool tell_block(const YqGazetteer *self, uint32_t block, GError **error)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_DATA,
                "'%s' is damaged: the checksum of block %u, from byte %" G_GUINT64_FORMAT
                " on, is wrong",
                self->path, block, YQ_INDEX_HEADER + (uint64_t)block * YQ_INDEX_BLOCK);
    return false;
}

bool yq_gazetteer_check(const YqGazetteer *self, GError **error)
{
    uint32_t bad = __atomic_load_n(&self->bad_block, __ATOMIC_RELAXED);

    return bad == 0 ? true : tell_block(self, bad - 1, error);
}

bool yq_gazetteer_verify(const YqGazetteer *self, GError **error)
{
    for (uint32_t block = 0; block < self->header.blocks; block++) {
        if (!check_block(self, block)) {
            return tell_block(self, block, error);
        }
    }
    return true;
}
