/* SPDX-License-Identifier: MIT */
/* Building an index in three passes over sorted runs: rows are sorted by id, so that what
 * several tables say of one place comes together; places by tier and cell, which is their
 * order in the file; hashes of their names, which make the tables. */
#include <yaqut/gazetteer.h>

#include "gazetteer/codes.h"
#include "gazetteer/filing.h"
#include "gazetteer/format.h"
#include "gazetteer/group.h"
#include "gazetteer/rows.h"
#include "gazetteer/sorter.h"
#include "gazetteer/write.h"
#include <yaqut/error.h>

#include <math.h>
#include <string.h>

/* What each sorter may hold in memory; four are alive at most. */
#define SORT_BUDGET (384u << 20)
/* Above so many places, only settlements, areas and what has people is filed by sound:
 * nobody misspells a hotel, and the index stays within a third more than what it holds.
 */
#define SOUNDS_ALL 2000000
/* A place's names take at most so many bytes; those of GeoNames' best known take ten
 * thousand. */
#define TEXT_MAX 60000

/* A row or a place on its way through a sorter; names follow. */
typedef struct Packed {
    int32_t lon, lat;
    uint32_t population;
    uint16_t radius, uncertainty;
    uint16_t feature, country, admin1;
    uint16_t table; /* a row's: which file ... */
    uint32_t line;  /* ... and where */
    uint8_t addition, own;
} Packed;

typedef struct Builder {
    const YqBuild *build;
    size_t skipped;
    uint16_t table; /* which is being read */
    uint64_t rows;
    YqCodes features, countries, admins, languages;
    YqSorter *by_id, *by_cell, *ids;
    YqIndexWriter writer;
    YqKeys keys;
    GByteArray *packed;
    uint32_t places, header_places; /* so far, and in all */
    YqFiling filing;
    /* The place whose rows pass by. */
    GString *id;
    Packed place;
    bool has_place;
    YqGroup group;
} Builder;

static uint8_t language_byte(Builder *self, const char *language)
{
    uint8_t none = yq_keys_language(language);

    if (none != YQ_LANG_END) {
        return none;
    }
    int number = yq_codes_number(&self->languages, language, YQ_LANG_MAX - YQ_LANG_FIRST);

    return number < 0 ? YQ_LANG_ALSO : YQ_LANG_FIRST + number;
}

static void pack_names(Builder *self, const YqRawPlace *row)
{
    for (size_t i = 0; i < row->names->len; i++) {
        const YqRawName *name = &g_array_index(row->names, YqRawName, i);

        yq_group_pack(self->packed, language_byte(self, name->language), name->rank,
                      name->text, name->length);
    }
}

static bool take_row(const YqRawPlace *row, void *data, GError **error)
{
    Builder *self = data;
    int feature = yq_codes_number(&self->features, row->feature, UINT16_MAX);
    int country = yq_codes_number(&self->countries, row->country, UINT16_MAX);
    int admin1 = yq_codes_number(&self->admins, row->admin1, UINT16_MAX);
    char key[256];
    size_t length = strlen(row->id) + 1;
    uint64_t order = GUINT64_TO_BE(self->rows);

    if (feature < 0 || country < 0 || admin1 < 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s:%u: more than 65535 different features, countries or provinces",
                    row->path, row->line);
        return false;
    }
    Packed packed = {
        .lon = (int32_t)lround(row->lon * 1e7),
        .lat = (int32_t)lround(row->lat * 1e7),
        .population = yq_pack_population(row->population),
        .radius = yq_pack_km(row->radius_km),
        .uncertainty = yq_pack_km(row->uncertainty_km),
        .feature = feature,
        .country = country,
        .admin1 = admin1,
        .table = self->table,
        .line = row->line,
        .addition = row->addition,
        .own = row->own,
    };

    self->rows++;
    memcpy(key, row->id, length);
    memcpy(key + length, &order, sizeof order);
    g_byte_array_set_size(self->packed, 0);
    g_byte_array_append(self->packed, (guint8 *)&packed, sizeof packed);
    pack_names(self, row);
    return yq_sorter_add(self->by_id, key, length + sizeof order, self->packed->data,
                         self->packed->len, error);
}

static void tell_bad(const char *message, void *data)
{
    const YqBuild *build = data;

    if (build->bad_row != NULL) {
        build->bad_row(message, build->data);
    }
}

static bool read_tables(Builder *self, GError **error)
{
    YqRowsReader reader = {
        .visit = take_row,
        .data = self,
        .lenient = self->build->lenient,
        .bad_row = tell_bad,
        .bad_data = (void *)self->build,
    };

    for (size_t i = 0; self->build->tables[i] != NULL; i++) {
        self->table = MIN(i, (size_t)UINT16_MAX);
        if (!yq_rows_read(&reader, self->build->tables[i], error)) {
            return false;
        }
    }
    self->skipped = reader.skipped;
    return true;
}

static uint32_t tier_of(double population)
{
    return population >= 1e6   ? 0
           : population >= 1e5 ? 1
           : population >= 1e4 ? 2
           : population >= 1e3 ? 3
                               : 4;
}

static uint32_t cell_of(const Packed *place)
{
    int row = CLAMP((int)floor(place->lat / 1e7) + 90, 0, 179);
    int column = CLAMP((int)floor(place->lon / 1e7) + 180, 0, 359);

    return row * 360 + column;
}

/* Where the place stands among all: tier and cell, then the most populous. */
typedef struct OrderKey {
    uint32_t cell, unpopular;
} OrderKey;

static bool close_group(Builder *self, GError **error)
{
    double population = yq_unpack_population(self->place.population);
    uint32_t rest = UINT32_MAX - (uint32_t)MIN(population, UINT32_MAX);
    OrderKey order = {
        GUINT32_TO_BE(tier_of(population) * YQ_CELLS + cell_of(&self->place)),
        GUINT32_TO_BE(rest)};
    g_autoptr(GByteArray) key = g_byte_array_new();

    if (!self->has_place || self->group.names->len == 0) {
        return true;
    }
    if (++self->places > YQ_PLACES_MAX) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "more than %u places", YQ_PLACES_MAX);
        return false;
    }
    g_byte_array_append(key, (guint8 *)&order, sizeof order);
    g_byte_array_append(key, (guint8 *)self->id->str, self->id->len);
    g_byte_array_set_size(self->packed, 0);
    g_byte_array_append(self->packed, (guint8 *)&self->place, sizeof self->place);
    g_byte_array_append(self->packed, (guint8 *)self->id->str, self->id->len + 1);
    yq_group_write(&self->group, self->packed, TEXT_MAX);
    return yq_sorter_add(self->by_cell, key->data, key->len, self->packed->data,
                         self->packed->len, error);
}

/* A row of our own without a position whose place no table has. */
static bool tell_lost(Builder *self, const Packed *row, const char *id, GError **error)
{
    g_autofree char *message =
        g_strdup_printf("%s:%u: '%s' has no position, and no other row has that id",
                        self->build->tables[row->table], row->line, id);

    if (!self->build->lenient) {
        g_set_error_literal(error, YQ_ERROR, YQ_ERROR_SYNTAX, message);
        return false;
    }
    self->skipped++;
    tell_bad(message, (void *)self->build);
    return true;
}

/* Closes the place that passed by and begins the next. */
static bool turn_group(Builder *self, const char *next_id, GError **error)
{
    if (self->id->len > 0) {
        if (!self->has_place && self->place.own &&
            !tell_lost(self, &self->place, self->id->str, error)) {
            return false;
        }
        if (!close_group(self, error)) {
            return false;
        }
    }
    self->has_place = false;
    self->place = (Packed){0};
    yq_group_reset(&self->group);
    g_string_assign(self->id, next_id);
    return true;
}

static void take_group_row(Builder *self, const YqSorted *sorted)
{
    Packed row;

    memcpy(&row, sorted->value, sizeof row);
    if (!row.addition) {
        yq_group_override(&self->group);
    }
    yq_group_add(&self->group, &self->keys, sorted->value + sizeof row,
                 sorted->value + sorted->value_length, row.addition);
    if (!row.addition || (!self->has_place && !self->place.own)) {
        self->place = row;
        self->has_place = !row.addition;
    }
}

/* The second pass: rows by id become places. */
static bool join_rows(Builder *self, GError **error)
{
    GError *failure = NULL;
    YqSorted sorted;

    if (!yq_sorter_finish(self->by_id, error)) {
        return false;
    }
    while (yq_sorter_next(self->by_id, &sorted, &failure)) {
        const char *id = (const char *)sorted.key;

        if (strcmp(id, self->id->str) != 0 && !turn_group(self, id, error)) {
            return false;
        }
        take_group_row(self, &sorted);
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    return turn_group(self, "", error);
}

static bool is_heard(const Builder *self, const Packed *place, char class_)
{
    return self->header_places <= SOUNDS_ALL || strchr("APL", class_) != NULL ||
           place->population > 0;
}

static bool file_id(Builder *self, const char *id, GError **error)
{
    struct {
        uint64_t hash;
        uint32_t place, zero;
    } key = {GUINT64_TO_BE(yq_hash_word(0, id, strlen(id))), GUINT32_TO_BE(self->places),
             0};

    return yq_sorter_add(self->ids, &key, sizeof key, NULL, 0, error);
}

/* Notes where the places of a cell begin. */
static bool begin_cell(Builder *self, uint32_t key, uint32_t *last, GError **error)
{
    YqCell cell = {key, self->places};

    if (*last == key) {
        return true;
    }
    *last = key;
    return yq_index_write(&self->writer, YQ_SECTION_CELLS, &cell, sizeof cell, error);
}

static bool write_place(Builder *self, const YqSorted *sorted, GError **error)
{
    YqIndexWriter *writer = &self->writer;
    const char *text = (const char *)sorted->value + sizeof(Packed);
    size_t length = sorted->value_length - sizeof(Packed);
    Packed place;

    memcpy(&place, sorted->value, sizeof place);
    YqRecord record = {place.lon,         place.lat,
                       place.population,  (uint32_t)writer->sizes[YQ_SECTION_TEXT],
                       place.feature,     place.country,
                       place.admin1,      place.radius,
                       place.uncertainty, 0};
    char class_ = (char)self->features.bytes->data[place.feature * self->features.width];
    YqFiled filed = {
        .place = self->places,
        .class_ = class_,
        .population = yq_unpack_population(place.population),
        .country = (const char *)self->countries.bytes->data +
                   place.country * self->countries.width,
        .heard = is_heard(self, &place, class_),
    };

    if (writer->sizes[YQ_SECTION_TEXT] + length > UINT32_MAX) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA,
                    "the names take more than four gigabytes");
        return false;
    }
    bool done =
        file_id(self, text, error) &&
        yq_filing_add(&self->filing, &filed, text + strlen(text) + 1, &record.names,
                      error) &&
        yq_index_write(writer, YQ_SECTION_RECORDS, &record, sizeof record, error) &&
        yq_index_write(writer, YQ_SECTION_TEXT, text, length, error);

    self->places++;
    return done;
}

/* The third pass: places in their order are written, their names go to be sorted. */
static bool write_places(Builder *self, GError **error)
{
    GError *failure = NULL;
    YqSorted sorted;
    uint32_t last = UINT32_MAX;

    self->header_places = self->places;
    self->places = 0;
    if (self->header_places == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "no place in the tables");
        return false;
    }
    if (!yq_sorter_finish(self->by_cell, error)) {
        return false;
    }
    while (yq_sorter_next(self->by_cell, &sorted, &failure)) {
        OrderKey order;

        memcpy(&order, sorted.key, sizeof order);
        if (!begin_cell(self, GUINT32_FROM_BE(order.cell), &last, error) ||
            !write_place(self, &sorted, error)) {
            return false;
        }
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    last = 0; /* a last cell that begins after the end */
    return begin_cell(self, UINT32_MAX, &last, error);
}

static bool write_ids(Builder *self, GError **error)
{
    GError *failure = NULL;
    YqSorted sorted;

    if (!yq_sorter_finish(self->ids, error)) {
        return false;
    }
    while (yq_sorter_next(self->ids, &sorted, &failure)) {
        uint32_t place;

        memcpy(&place, sorted.key + 8, sizeof place);
        place = GUINT32_FROM_BE(place);
        place = GUINT32_TO_LE(place);
        if (!yq_index_write(&self->writer, YQ_SECTION_IDS, &place,
                            yq_id_width(self->places), error)) {
            return false;
        }
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    return true;
}

static bool write_codes(Builder *self, YqSectionId section, const YqCodes *codes,
                        GError **error)
{
    return yq_index_write(&self->writer, section, codes->bytes->data, codes->bytes->len,
                          error);
}

static bool write_tables(Builder *self, GError **error)
{
    YqHeader *header = &self->writer.header;

    header->places = self->places;
    header->names = self->filing.n_names;
    return yq_table_write(&self->writer, YQ_SECTION_NAMES, self->filing.names,
                          header->names, &header->names_bits, error) &&
           yq_table_write(&self->writer, YQ_SECTION_SOUNDS, self->filing.sounds,
                          self->filing.n_sounds / 2, &header->sounds_bits, error) &&
           write_ids(self, error) &&
           write_codes(self, YQ_SECTION_FEATURES, &self->features, error) &&
           write_codes(self, YQ_SECTION_COUNTRIES, &self->countries, error) &&
           write_codes(self, YQ_SECTION_ADMINS, &self->admins, error) &&
           write_codes(self, YQ_SECTION_LANGUAGES, &self->languages, error);
}

/* Each pass frees what it has read before the next needs the memory. */
static bool build_passes(Builder *self, const char *path, GError **error)
{
    self->by_id = yq_sorter_new(path, SORT_BUDGET);
    if (!read_tables(self, error)) {
        return false;
    }
    self->by_cell = yq_sorter_new(path, SORT_BUDGET);
    if (!join_rows(self, error)) {
        return false;
    }
    g_clear_pointer(&self->by_id, yq_sorter_free);
    yq_filing_init(&self->filing, path, SORT_BUDGET);
    self->ids = yq_sorter_new(path, SORT_BUDGET);
    if (!write_places(self, error)) {
        return false;
    }
    g_clear_pointer(&self->by_cell, yq_sorter_free);
    return write_tables(self, error) && yq_index_writer_finish(&self->writer, error);
}

static void builder_init(Builder *self, const YqBuild *build)
{
    *self = (Builder){.build = build};
    yq_codes_init(&self->features, 8);
    yq_codes_init(&self->countries, 48);
    yq_codes_init(&self->admins, 12);
    yq_codes_init(&self->languages, 8);
    yq_keys_init(&self->keys);
    self->packed = g_byte_array_new();
    self->id = g_string_new(NULL);
    yq_group_init(&self->group);
}

static void builder_clear(Builder *self)
{
    yq_codes_clear(&self->features);
    yq_codes_clear(&self->countries);
    yq_codes_clear(&self->admins);
    yq_codes_clear(&self->languages);
    yq_sorter_free(self->by_id);
    yq_sorter_free(self->by_cell);
    yq_filing_clear(&self->filing);
    yq_sorter_free(self->ids);
    yq_index_writer_clear(&self->writer);
    yq_keys_clear(&self->keys);
    g_byte_array_unref(self->packed);
    yq_group_clear(&self->group);
    g_string_free(self->id, TRUE);
}

bool yq_gazetteer_build(const YqBuild *build, const char *path, size_t *out_skipped,
                        GError **error)
{
    Builder builder;

    g_return_val_if_fail(build != NULL && build->tables != NULL && path != NULL, false);
    builder_init(&builder, build);
    bool done = yq_index_writer_init(&builder.writer, path, error) &&
                build_passes(&builder, path, error);

    if (done && out_skipped != NULL) {
        *out_skipped = builder.skipped;
    }
    builder_clear(&builder);
    return done;
}
