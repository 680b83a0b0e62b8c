/* SPDX-License-Identifier: MIT */
/* Building an index in three passes over sorted runs: rows are sorted by id, so that what
 * several tables say of one place comes together; places by tier and cell, which is their
 * order in the file; hashes of their names, which make the tables. */
#include <yaqut/gazetteer.h>

#include "gazetteer/format.h"
#include "gazetteer/keys.h"
#include "gazetteer/names.h"
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
/* A place has at most so many names, and they take at most so many bytes; GeoNames' best
 * known have a thousand in ten thousand bytes. */
#define GROUP_MAX 4000
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

/* Before each name of a row; its bytes follow. */
typedef struct PackedName {
    uint8_t language, rank;
    uint16_t length;
} PackedName;

/* Strings that many places share, numbered as they come. */
typedef struct Codes {
    GHashTable *numbers;
    GByteArray *bytes;
    size_t width;
} Codes;

typedef struct Builder {
    const YqBuild *build;
    size_t skipped;
    uint16_t table; /* which is being read */
    uint64_t rows;
    Codes features, countries, admins, languages;
    YqSorter *by_id, *by_cell, *names, *sounds, *ids;
    YqIndexWriter writer;
    YqKeys keys;
    GByteArray *packed;
    uint32_t places, header_places; /* so far, and in all */
    uint64_t n_names, n_sounds;
    /* The place whose rows pass by. */
    GString *id;
    Packed place;
    bool has_place;
    GArray *group; /* of GroupName */
    GByteArray *group_text;
    /* The place whose names are filed. */
    uint32_t unlikely;
    uint8_t flags;
    bool failed;
    GError **error;
} Builder;

typedef struct GroupName {
    uint8_t language, rank;
    uint16_t length;
    uint32_t at; /* in group_text */
    uint64_t fold;
    bool addition;
} GroupName;

static void codes_init(Codes *codes, size_t width)
{
    *codes = (Codes){
        .numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .bytes = g_byte_array_new(),
        .width = width,
    };
}

static void codes_clear(Codes *codes)
{
    g_hash_table_unref(codes->numbers);
    g_byte_array_unref(codes->bytes);
}

/* The number of @code; -1 when there are @limit others already. */
static int code_number(Codes *codes, const char *code, unsigned limit)
{
    void *found = g_hash_table_lookup(codes->numbers, code);
    char cell[48] = {0};

    if (found != NULL) {
        return GPOINTER_TO_INT(found) - 1;
    }
    unsigned n = g_hash_table_size(codes->numbers);

    if (n >= limit || strlen(code) >= codes->width) {
        return -1;
    }
    memcpy(cell, code, strlen(code));
    g_byte_array_append(codes->bytes, (guint8 *)cell, codes->width);
    g_hash_table_insert(codes->numbers, g_strdup(code), GINT_TO_POINTER((int)n + 1));
    return n;
}

static uint8_t language_byte(Builder *self, const char *language)
{
    if (*language == '\0') {
        return YQ_LANG_MAIN;
    }
    if (strcmp(language, "also") == 0) {
        return YQ_LANG_ALSO;
    }
    if (strcmp(language, "demonym") == 0) {
        return YQ_LANG_DEMONYM;
    }
    int number = code_number(&self->languages, language, YQ_LANG_MAX - YQ_LANG_FIRST);

    return number < 0 ? YQ_LANG_ALSO : YQ_LANG_FIRST + number;
}

static void pack_names(Builder *self, const YqRawPlace *row)
{
    for (size_t i = 0; i < row->names->len; i++) {
        const YqRawName *name = &g_array_index(row->names, YqRawName, i);
        PackedName head = {language_byte(self, name->language), name->rank, name->length};

        g_byte_array_append(self->packed, (guint8 *)&head, sizeof head);
        g_byte_array_append(self->packed, (const guint8 *)name->text, name->length);
    }
}

static bool take_row(const YqRawPlace *row, void *data, GError **error)
{
    Builder *self = data;
    int feature = code_number(&self->features, row->feature, UINT16_MAX);
    int country = code_number(&self->countries, row->country, UINT16_MAX);
    int admin1 = code_number(&self->admins, row->admin1, UINT16_MAX);
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

/* Adds a row's names to those of the place that passes by. */
static void gather_names(Builder *self, const uint8_t *at, const uint8_t *stop,
                         bool addition)
{
    while (at < stop && self->group->len < GROUP_MAX) {
        PackedName head;

        memcpy(&head, at, sizeof head);
        at += sizeof head;
        yq_keys_set(&self->keys, (const char *)at, head.length);
        GroupName name = {head.language,
                          head.rank,
                          head.length,
                          self->group_text->len,
                          yq_hash_word(1, self->keys.folded->str, self->keys.folded->len),
                          addition};

        g_array_append_val(self->group, name);
        g_byte_array_append(self->group_text, at, head.length);
        at += head.length;
    }
}

static int compare_names(const void *a, const void *b)
{
    const GroupName *x = a, *y = b;

    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_tagged(const GroupName *name)
{
    return name->language >= YQ_LANG_MAIN;
}

/* Whether a name before adds as much: in the same language, or, for an untagged spelling,
 * in any. */
static bool is_repeated(const Builder *self, size_t i)
{
    const GroupName *names = (const GroupName *)self->group->data;

    for (size_t k = 0; k < self->group->len; k++) {
        bool covers = names[k].language == names[i].language
                          ? k < i
                          : names[i].language == YQ_LANG_ALSO && is_tagged(&names[k]);

        if (k != i && covers && names[k].fold == names[i].fold) {
            return true;
        }
    }
    return false;
}

/* Appends id and names as they stand in the text section. */
static uint16_t write_text(Builder *self)
{
    const GroupName *names = (const GroupName *)self->group->data;
    GByteArray *out = self->packed;
    uint16_t kept = 0;

    g_byte_array_append(out, (guint8 *)self->id->str, self->id->len + 1);
    for (size_t i = 0; i < self->group->len; i++) {
        if (is_repeated(self, i) || out->len + names[i].length > TEXT_MAX) {
            continue;
        }
        g_byte_array_append(out, &names[i].language, 1);
        g_byte_array_append(out, self->group_text->data + names[i].at, names[i].length);
        g_byte_array_append(out, (guint8 *)"", 1);
        kept++;
    }
    g_byte_array_append(out, (guint8 *)"", 1);
    return kept;
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

    if (!self->has_place || self->group->len == 0) {
        return true;
    }
    if (++self->places > YQ_PLACES_MAX) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "more than %u places", YQ_PLACES_MAX);
        return false;
    }
    g_array_sort(self->group, compare_names);
    g_byte_array_append(key, (guint8 *)&order, sizeof order);
    g_byte_array_append(key, (guint8 *)self->id->str, self->id->len);
    g_byte_array_set_size(self->packed, 0);
    g_byte_array_append(self->packed, (guint8 *)&self->place, sizeof self->place);
    write_text(self);
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
    g_array_set_size(self->group, 0);
    g_byte_array_set_size(self->group_text, 0);
    g_string_assign(self->id, next_id);
    return true;
}

/* A later row with a position takes the place of an earlier, but not of additions. */
static void drop_overridden(Builder *self)
{
    GroupName *names = (GroupName *)self->group->data;
    size_t kept = 0;

    for (size_t i = 0; i < self->group->len; i++) {
        if (names[i].addition) {
            names[kept++] = names[i];
        }
    }
    g_array_set_size(self->group, kept);
}

static void take_group_row(Builder *self, const YqSorted *sorted)
{
    Packed row;

    memcpy(&row, sorted->value, sizeof row);
    if (!row.addition) {
        drop_overridden(self);
    }
    gather_names(self, sorted->value + sizeof row, sorted->value + sorted->value_length,
                 row.addition);
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

/* Less is likelier: by population, then by class. */
static uint32_t unlikely_of(const Packed *place, char class_)
{
    static const char classes[] = "APLHTRSVU";
    const char *at = strchr(classes, class_);
    uint32_t order = at != NULL ? (uint32_t)(at - classes) : 9;
    uint32_t population =
        (uint32_t)MIN(yq_unpack_population(place->population), 268435455);

    return UINT32_MAX - (population << 4 | (15 - order));
}

static void file_hash(uint64_t hash, bool whole, void *data)
{
    Builder *self = data;

    if (self->failed) {
        return;
    }
    self->n_names += whole;
    self->failed = !yq_hash_add(self->names, hash, whole ? self->unlikely : 0,
                                whole ? self->places : 0,
                                whole ? self->flags : YQ_HASH_BEGINNING, self->error);
}

static bool file_sound(Builder *self, GArray *known, const GString *folded,
                       GError **error)
{
    char sound[YQ_SOUND_MAX + 1];
    size_t length = yq_sound(folded->str, folded->len, sound);
    uint64_t hash = yq_sound_hash(sound, length);

    for (size_t i = 0; i < known->len; i++) {
        if (g_array_index(known, uint64_t, i) == hash) {
            return true;
        }
    }
    g_array_append_val(known, hash);
    self->n_sounds++;
    return yq_hash_add(self->sounds, hash, self->unlikely, self->places, 0, error);
}

static uint8_t flags_of(uint8_t language, bool first)
{
    switch (language) {
    case YQ_LANG_ALSO:
        return YQ_NAME_ALSO;
    case YQ_LANG_DEMONYM:
        return YQ_NAME_DEMONYM;
    default:
        return YQ_NAME_TAGGED | (first ? YQ_NAME_LABEL : 0);
    }
}

static bool file_name(Builder *self, const char *name, size_t length, uint8_t flags,
                      GArray *sounds, GError **error)
{
    yq_keys_set(&self->keys, name, length);
    if (!self->keys.usable) {
        return true;
    }
    self->flags = flags | self->keys.flags;
    self->error = error;
    yq_keys_walk(self->keys.folded, file_hash, self);
    if (self->keys.second->len > 0) {
        self->n_names--; /* it is one name all the same */
        yq_keys_walk(self->keys.second, file_hash, self);
    }
    return !self->failed && (sounds == NULL || flags == YQ_NAME_DEMONYM ||
                             file_sound(self, sounds, self->keys.folded, error));
}

static bool is_heard(const Builder *self, const Packed *place, char class_)
{
    return self->header_places <= SOUNDS_ALL || strchr("APL", class_) != NULL ||
           place->population > 0;
}

/* Files all names of a place's text, which begins after its id; counts them. */
static bool file_names(Builder *self, const char *text, const Packed *place, char class_,
                       uint16_t *out_names, GError **error)
{
    g_autoptr(GArray) sounds = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    bool heard = is_heard(self, place, class_);
    uint8_t seen[256] = {0};

    self->unlikely = unlikely_of(place, class_);
    for (; *text != YQ_LANG_END; (*out_names)++) {
        uint8_t language = *text++;
        size_t length = strlen(text);

        if (!file_name(self, text, length, flags_of(language, !seen[language]),
                       heard ? sounds : NULL, error)) {
            return false;
        }
        seen[language] = 1;
        text += length + 1;
    }
    return true;
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

    if (writer->sizes[YQ_SECTION_TEXT] + length > UINT32_MAX) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA,
                    "the names take more than four gigabytes");
        return false;
    }
    bool done =
        file_id(self, text, error) &&
        file_names(self, text + strlen(text) + 1, &place, class_, &record.names, error) &&
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

static bool write_codes(Builder *self, YqSectionId section, const Codes *codes,
                        GError **error)
{
    return yq_index_write(&self->writer, section, codes->bytes->data, codes->bytes->len,
                          error);
}

static bool write_tables(Builder *self, GError **error)
{
    YqHeader *header = &self->writer.header;

    header->places = self->places;
    header->names = self->n_names;
    return yq_table_write(&self->writer, YQ_SECTION_NAMES, self->names, self->n_names,
                          &header->names_bits, error) &&
           yq_table_write(&self->writer, YQ_SECTION_SOUNDS, self->sounds,
                          self->n_sounds / 2, &header->sounds_bits, error) &&
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
    self->names = yq_sorter_new(path, SORT_BUDGET);
    self->sounds = yq_sorter_new(path, SORT_BUDGET);
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
    codes_init(&self->features, 8);
    codes_init(&self->countries, 48);
    codes_init(&self->admins, 12);
    codes_init(&self->languages, 8);
    yq_keys_init(&self->keys);
    self->packed = g_byte_array_new();
    self->id = g_string_new(NULL);
    self->group = g_array_new(FALSE, FALSE, sizeof(GroupName));
    self->group_text = g_byte_array_new();
}

static void builder_clear(Builder *self)
{
    codes_clear(&self->features);
    codes_clear(&self->countries);
    codes_clear(&self->admins);
    codes_clear(&self->languages);
    yq_sorter_free(self->by_id);
    yq_sorter_free(self->by_cell);
    yq_sorter_free(self->names);
    yq_sorter_free(self->sounds);
    yq_sorter_free(self->ids);
    yq_index_writer_clear(&self->writer);
    yq_keys_clear(&self->keys);
    g_byte_array_unref(self->packed);
    g_byte_array_unref(self->group_text);
    g_array_unref(self->group);
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
