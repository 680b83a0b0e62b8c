/* SPDX-License-Identifier: MIT */
#include "gazetteer/index.h"

#include "base/data.h"
#include <yaqut/error.h>

#include <errno.h>
#include <libdeflate.h>
#include <math.h>
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

YqGazetteerInfo yq_gazetteer_info(const YqGazetteer *self)
{
    return (YqGazetteerInfo){
        .version = self->header.version,
        .places = yq_gazetteer_size(self),
        .names = self->header.names,
        .bytes = self->header.file_size,
        .path = self->path,
    };
}

uint32_t yq_gazetteer_size(const YqGazetteer *self)
{
    return self->header.places + yq_overlay_size(self->overlay);
}

static void copy_code(const YqGazetteer *self, YqSectionId section, uint32_t number,
                      char *out, size_t width)
{
    const char *code = yq_index_at(self, section, (uint64_t)number * width, width);

    if (code != NULL) {
        memcpy(out, code, width);
        out[width - 1] = '\0';
    }
}

static const YqRecord *record_at(const YqGazetteer *self, uint32_t index)
{
    return yq_index_at(self, YQ_SECTION_RECORDS, (uint64_t)index * sizeof(YqRecord),
                       sizeof(YqRecord));
}

static YqPlaceText file_text(const YqGazetteer *self, uint32_t index)
{
    YqPlaceText none = {"", "", ""};
    const YqRecord *record = record_at(self, index);
    bool last = index + 1 >= self->header.places;
    const YqRecord *next = last ? NULL : record_at(self, index + 1);

    if (record == NULL || (next == NULL && !last)) {
        return none;
    }
    uint64_t stop = last ? self->header.sections[YQ_SECTION_TEXT].size : next->text;
    uint64_t length = stop > record->text ? stop - record->text : 0;
    const char *text = yq_index_at(self, YQ_SECTION_TEXT, record->text, length);

    /* The NUL at the end bounds every string before it. */
    if (text == NULL || text[length - 1] != '\0') {
        return none;
    }
    return (YqPlaceText){text, text + strlen(text) + 1, text + length};
}

YqPlaceText yq_place_text(const YqGazetteer *self, uint32_t index)
{
    YqPlaceText text;

    return yq_overlay_text(self->overlay, index, &text) ? text : file_text(self, index);
}

bool yq_place_text_next(YqPlaceText *text, uint8_t *out_language, const char **out_name)
{
    if (text->stop - text->at < 2 || *text->at == YQ_LANG_END) {
        return false;
    }
    *out_language = (uint8_t)*text->at;
    *out_name = text->at + 1;
    text->at += strlen(text->at) + 1;
    return true;
}

YqPlace yq_index_place(const YqGazetteer *self, uint32_t index)
{
    YqPlace place = {.index = index, .id = "", .feature_class = 'P'};
    const YqRecord *record = record_at(self, index);
    char feature[9] = {0};

    if (record == NULL) {
        return place;
    }
    place.id = file_text(self, index).id;
    place.at =
        (YqPoint){CLAMP(record->lon / 1e7, -180, 180), CLAMP(record->lat / 1e7, -90, 90)};
    place.radius_km = yq_unpack_km(record->radius);
    place.uncertainty_km = yq_unpack_km(record->uncertainty);
    place.population = yq_unpack_population(record->population);
    copy_code(self, YQ_SECTION_FEATURES, record->feature, feature, 8);
    place.feature_class = feature[0];
    memcpy(place.feature_code, feature + 1, sizeof place.feature_code - 1);
    copy_code(self, YQ_SECTION_COUNTRIES, record->country, place.country,
              sizeof place.country);
    copy_code(self, YQ_SECTION_ADMINS, record->admin1, place.admin1, sizeof place.admin1);
    return place;
}

uint32_t yq_names_count(const YqGazetteer *self, uint32_t place)
{
    const YqRecord *record = record_at(self, place);
    YqPlace own;

    if (yq_overlay_place(self->overlay, place, &own)) {
        return YQ_NAMES_OWN;
    }
    return record != NULL ? record->names : 0;
}

YqPlace yq_gazetteer_place(const YqGazetteer *self, uint32_t index)
{
    YqPlace place;

    return yq_overlay_place(self->overlay, index, &place) ? place
                                                          : yq_index_place(self, index);
}

uint8_t yq_index_language(const YqGazetteer *self, const char *language)
{
    uint64_t size = self->header.sections[YQ_SECTION_LANGUAGES].size;
    const char *codes = yq_index_at(self, YQ_SECTION_LANGUAGES, 0, size);

    for (uint64_t i = 0; codes != NULL && i < size / 8 && i <= YQ_LANG_MAX; i++) {
        if (strncmp(codes + 8 * i, language, 8) == 0) {
            return YQ_LANG_FIRST + i;
        }
    }
    return yq_overlay_language(self->overlay, language);
}

const char *yq_gazetteer_language(const YqGazetteer *self, uint32_t i)
{
    uint64_t n = self->header.sections[YQ_SECTION_LANGUAGES].size / 8;

    if (i >= n) {
        return yq_overlay_language_code(self->overlay, i - n);
    }
    const char *code = yq_index_at(self, YQ_SECTION_LANGUAGES, 8 * (uint64_t)i, 8);

    return code != NULL && memchr(code, '\0', 8) != NULL ? code : NULL;
}

const char *yq_gazetteer_name(const YqGazetteer *self, uint32_t index,
                              const char *language)
{
    uint8_t wanted = language != NULL ? yq_index_language(self, language) : 0, found;
    YqPlaceText text = yq_place_text(self, index);
    const char *name, *first = NULL;

    if (language != NULL && wanted == 0) {
        return NULL;
    }
    while (yq_place_text_next(&text, &found, &name)) {
        if (language != NULL ? found == wanted : found >= YQ_LANG_MAIN) {
            return name;
        }
        first = first == NULL ? name : first;
    }
    return language != NULL ? NULL : first != NULL ? first : "";
}

/* The hash of the id of the @i-th place in the order of those. */
static uint64_t id_hash(const YqGazetteer *self, uint32_t i, uint32_t *out_place)
{
    uint32_t width = yq_id_width(self->header.places), place = 0;
    const uint8_t *bytes = yq_index_at(self, YQ_SECTION_IDS, (uint64_t)width * i, width);

    *out_place = YQ_PLACE_NONE;
    for (uint32_t k = 0; bytes != NULL && k < width; k++) {
        place |= (uint32_t)bytes[k] << 8 * k;
    }
    if (bytes == NULL || place >= self->header.places) {
        return 0;
    }
    *out_place = place;
    const char *id = file_text(self, place).id;

    return yq_hash_word(0, id, strlen(id));
}

uint32_t yq_gazetteer_by_id(const YqGazetteer *self, const char *id)
{
    uint32_t place = yq_overlay_by_id(self->overlay, id);
    uint64_t wanted = yq_hash_word(0, id, strlen(id));
    uint32_t low = 0, high = self->header.places;

    if (place != YQ_PLACE_NONE) {
        return place;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (id_hash(self, middle, &place) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < self->header.places && id_hash(self, low, &place) == wanted; low++) {
        if (place != YQ_PLACE_NONE && strcmp(file_text(self, place).id, id) == 0) {
            return place;
        }
    }
    return YQ_PLACE_NONE;
}

const YqTableEntry *yq_index_find(const YqGazetteer *self, YqSectionId table,
                                  uint64_t hash)
{
    uint32_t bits =
        table == YQ_SECTION_NAMES ? self->header.names_bits : self->header.sounds_bits;
    uint64_t bucket = yq_hash_bucket(hash, bits);
    const uint32_t *edges = yq_index_at(self, (YqSectionId)(table + 1), 4 * bucket, 8);

    if (edges == NULL || edges[0] >= edges[1]) {
        return NULL;
    }
    uint64_t n = edges[1] - edges[0];
    const YqTableEntry *entries =
        yq_index_at(self, table, sizeof *entries * edges[0], sizeof *entries * n);
    uint32_t tag = yq_hash_tag(hash, bits);

    for (uint64_t i = 0; entries != NULL && i < n; i++) {
        if (entries[i].tag >> YQ_TAG_SHIFT == tag) {
            return &entries[i];
        }
    }
    return NULL;
}

YqPostings yq_index_postings(const YqGazetteer *self, YqSectionId table,
                             const YqTableEntry *entry)
{
    YqSectionId lists = (YqSectionId)(table + 2);

    if ((entry->tag & YQ_KIND_MASK) == YQ_KIND_ONE) {
        return (YqPostings){(const YqPosting *)&entry->value, 1};
    }
    if ((entry->tag & YQ_KIND_MASK) == YQ_KIND_LIST) {
        const uint32_t *n = yq_index_at(self, lists, 4 * (uint64_t)entry->value, 4);
        const YqPosting *items =
            n == NULL ? NULL
                      : yq_index_at(self, lists, 4 * (entry->value + UINT64_C(1)),
                                    4 * (uint64_t)*n);

        return (YqPostings){items, items != NULL ? *n : 0};
    }
    return (YqPostings){0};
}

bool yq_names_step(const YqGazetteer *self, YqNameCursor *cursor, const char *word,
                   size_t length)
{
    cursor->state = yq_hash_word(cursor->state, word, length);
    const YqTableEntry *entry = yq_index_find(self, YQ_SECTION_NAMES, cursor->state);
    const YqTableEntry *first =
        (const YqTableEntry *)(self->bytes +
                               self->header.sections[YQ_SECTION_NAMES].offset);

    cursor->state2 = entry != NULL ? (uint64_t)(entry - first) + 1 : 0;
    return entry != NULL ||
           (self->overlay != NULL && yq_overlay_find(self->overlay, cursor->state));
}

YqPostings yq_names_here(const YqGazetteer *self, const YqNameCursor *cursor)
{
    YqPostings postings = {0};

    if (self->overlay != NULL &&
        yq_overlay_postings(self->overlay, cursor->state, &postings)) {
        return postings;
    }
    if (cursor->state2 == 0) {
        return postings;
    }
    const YqTableEntry *entry =
        yq_index_at(self, YQ_SECTION_NAMES, 8 * (cursor->state2 - 1), 8);

    return entry != NULL ? yq_index_postings(self, YQ_SECTION_NAMES, entry) : postings;
}

/* Names of a table so large are met by chance as often as those of the world. */
#define LARGE 100000.0
#define FAVOUR_MAX 6.0f

float yq_names_favour(const YqGazetteer *self, YqPostings postings)
{
    double places = self->header.places;
    YqPlace own;

    for (size_t i = 0; self->overlay != NULL && i < postings.n; i++) {
        if (yq_overlay_place(self->overlay, postings.items[i].place, &own)) {
            places = MIN(places, (double)yq_overlay_count(self->overlay));
            break;
        }
    }
    return places < LARGE ? MIN(FAVOUR_MAX, 0.7f * logf((float)(LARGE / places))) : 0;
}

/* Visits the places of @self from the cells with keys in [first, last]. */
static bool visit_cells(const YqGazetteer *self, uint32_t first, uint32_t last, YqBox box,
                        bool (*visit)(const YqPlace *place, void *data), void *data)
{
    uint64_t n = self->header.sections[YQ_SECTION_CELLS].size / sizeof(YqCell);
    uint64_t low = 0, high = n;

    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        const YqCell *cell = yq_index_at(self, YQ_SECTION_CELLS, 8 * middle, 8);

        if (cell != NULL && cell->key < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low + 1 < n; low++) {
        const YqCell *cell = yq_index_at(self, YQ_SECTION_CELLS, 8 * low, 16);

        if (cell == NULL || cell->key > last) {
            break;
        }
        for (uint32_t i = cell[0].start; i < MIN(cell[1].start, self->header.places);
             i++) {
            const YqRecord *record = record_at(self, i);
            YqPoint at = record == NULL ? (YqPoint){999, 999}
                                        : (YqPoint){record->lon / 1e7, record->lat / 1e7};

            if (!yq_box_contains(box, at)) {
                continue;
            }
            YqPlace place = yq_gazetteer_place(self, i);

            if (yq_box_contains(box, place.at) && !visit(&place, data)) {
                return false;
            }
        }
    }
    return true;
}

static bool visit_columns(const YqGazetteer *self, uint32_t tier, int west, int east,
                          YqBox box, bool (*visit)(const YqPlace *place, void *data),
                          void *data)
{
    int south = CLAMP((int)floor(box.south) + 90, 0, 179);
    int north = CLAMP((int)floor(box.north) + 90, 0, 179);

    for (int row = south; row <= north; row++) {
        uint32_t start = tier * YQ_CELLS + row * 360;

        if (!visit_cells(self, start + west, start + east, box, visit, data)) {
            return false;
        }
    }
    return true;
}

void yq_gazetteer_within(const YqGazetteer *self, YqBox box,
                         bool (*visit)(const YqPlace *place, void *data), void *data)
{
    int west = CLAMP((int)floor(box.west) + 180, 0, 359);
    int east = CLAMP((int)floor(box.east) + 180, 0, 359);

    for (size_t i = 0; i < yq_overlay_count(self->overlay); i++) {
        YqPlace place = yq_gazetteer_place(self, yq_overlay_nth(self->overlay, i));
        bool moved = place.index < self->header.places &&
                     yq_box_contains(box, yq_index_place(self, place.index).at);

        if (yq_box_contains(box, place.at) && !moved && !visit(&place, data)) {
            return;
        }
    }
    for (uint32_t tier = 0; tier < YQ_TIERS; tier++) {
        bool on = box.west <= box.east
                      ? visit_columns(self, tier, west, east, box, visit, data)
                      : visit_columns(self, tier, west, 359, box, visit, data) &&
                            visit_columns(self, tier, 0, east, box, visit, data);

        if (!on) {
            return;
        }
    }
}
