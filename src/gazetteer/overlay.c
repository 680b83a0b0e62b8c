/* SPDX-License-Identifier: MIT */
/* A user's own rows over an open index: a handful of places in memory, with the postings
 * of every name that they touch. */
#include "gazetteer/index.h"

#include "gazetteer/keys.h"
#include "gazetteer/rows.h"
#include <yaqut/error.h>

#include <string.h>

typedef struct OwnPlace {
    YqPlace place; /* its id is `text`'s beginning */
    GByteArray *text;
} OwnPlace;

/* What one hash leads to. */
typedef struct OwnKey {
    bool goes_on;
    bool has_postings; /* then these take the place of the file's */
    GArray *postings;  /* of YqPosting */
} OwnKey;

struct YqOverlay {
    uint32_t file_places;
    uint32_t file_languages;
    GPtrArray *places;    /* of OwnPlace */
    GHashTable *by_index; /* index -> OwnPlace */
    GHashTable *by_id;    /* id -> OwnPlace */
    GHashTable *keys;     /* hash -> OwnKey */
    GPtrArray *languages; /* codes that the file lacks */
    uint32_t added;
};

static void own_place_free(void *data)
{
    OwnPlace *own = data;

    g_byte_array_unref(own->text);
    g_free(own);
}

static void own_key_free(void *data)
{
    OwnKey *key = data;

    g_array_unref(key->postings);
    g_free(key);
}

static YqOverlay *overlay_new(const YqGazetteer *gazetteer)
{
    YqOverlay *self = g_new0(YqOverlay, 1);

    self->file_places = gazetteer->header.places;
    self->file_languages = MIN(gazetteer->header.sections[YQ_SECTION_LANGUAGES].size / 8,
                               (uint64_t)(YQ_LANG_MAX - YQ_LANG_FIRST));
    self->places = g_ptr_array_new_with_free_func(own_place_free);
    self->by_index = g_hash_table_new(NULL, NULL);
    self->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    self->keys = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, own_key_free);
    self->languages = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void yq_overlay_free(YqOverlay *self)
{
    if (self == NULL) {
        return;
    }
    g_hash_table_unref(self->by_index);
    g_hash_table_unref(self->by_id);
    g_hash_table_unref(self->keys);
    g_ptr_array_unref(self->places);
    g_ptr_array_unref(self->languages);
    g_free(self);
}

uint32_t yq_overlay_size(const YqOverlay *self)
{
    return self == NULL ? 0 : self->added;
}

size_t yq_overlay_count(const YqOverlay *self)
{
    return self == NULL ? 0 : self->places->len;
}

uint32_t yq_overlay_nth(const YqOverlay *self, size_t n)
{
    const OwnPlace *own = g_ptr_array_index(self->places, n);

    return own->place.index;
}

static const OwnPlace *find_place(const YqOverlay *self, uint32_t index)
{
    return self == NULL ? NULL
                        : g_hash_table_lookup(self->by_index, GUINT_TO_POINTER(index));
}

bool yq_overlay_place(const YqOverlay *self, uint32_t index, YqPlace *out)
{
    const OwnPlace *own = find_place(self, index);

    if (own == NULL) {
        return false;
    }
    *out = own->place;
    out->id = (const char *)own->text->data;
    return true;
}

bool yq_overlay_text(const YqOverlay *self, uint32_t index, YqPlaceText *out)
{
    const OwnPlace *own = find_place(self, index);

    if (own == NULL) {
        return false;
    }
    const char *text = (const char *)own->text->data;

    *out = (YqPlaceText){text, text + strlen(text) + 1, text + own->text->len};
    return true;
}

const char *yq_overlay_language_code(const YqOverlay *self, uint32_t i)
{
    return self != NULL && i < self->languages->len
               ? g_ptr_array_index(self->languages, i)
               : NULL;
}

uint32_t yq_overlay_by_id(const YqOverlay *self, const char *id)
{
    const OwnPlace *own = self == NULL ? NULL : g_hash_table_lookup(self->by_id, id);

    return own != NULL ? own->place.index : YQ_PLACE_NONE;
}

uint8_t yq_overlay_language(const YqOverlay *self, const char *language)
{
    for (guint i = 0; self != NULL && i < self->languages->len; i++) {
        if (strcmp(g_ptr_array_index(self->languages, i), language) == 0) {
            return YQ_LANG_FIRST + self->file_languages + i;
        }
    }
    return 0;
}

bool yq_overlay_find(const YqOverlay *self, uint64_t hash)
{
    const OwnKey *key = g_hash_table_lookup(self->keys, &hash);

    return key != NULL && (key->goes_on || key->postings->len > 0);
}

bool yq_overlay_postings(const YqOverlay *self, uint64_t hash, YqPostings *out)
{
    const OwnKey *key = g_hash_table_lookup(self->keys, &hash);

    if (key == NULL || !key->has_postings) {
        return false;
    }
    *out = (YqPostings){(const YqPosting *)key->postings->data, key->postings->len};
    return true;
}

static OwnKey *obtain_key(YqOverlay *self, uint64_t hash)
{
    OwnKey *key = g_hash_table_lookup(self->keys, &hash);

    if (key == NULL) {
        key = g_new0(OwnKey, 1);
        key->postings = g_array_new(FALSE, FALSE, sizeof(YqPosting));
        g_hash_table_insert(self->keys, g_memdup2(&hash, sizeof hash), key);
    }
    return key;
}

/* The postings of a name, taken over from the file when they are first changed. */
static GArray *obtain_postings(YqGazetteer *gazetteer, uint64_t hash)
{
    OwnKey *key = obtain_key(gazetteer->overlay, hash);

    if (!key->has_postings) {
        const YqTableEntry *entry = yq_index_find(gazetteer, YQ_SECTION_NAMES, hash);
        YqPostings known = {0};

        if (entry != NULL) {
            known = yq_index_postings(gazetteer, YQ_SECTION_NAMES, entry);
        }
        g_array_append_vals(key->postings, known.items, known.n);
        key->has_postings = true;
    }
    return key->postings;
}

typedef struct Filing {
    YqGazetteer *gazetteer;
    uint32_t place;
    unsigned flags;
    int64_t population;
} Filing;

static void unfile(uint64_t hash, bool whole, void *data)
{
    Filing *filing = data;

    if (!whole) {
        return;
    }
    GArray *postings = obtain_postings(filing->gazetteer, hash);

    for (guint i = postings->len; i-- > 0;) {
        if (g_array_index(postings, YqPosting, i).place == filing->place) {
            g_array_remove_index(postings, i);
        }
    }
}

static void file(uint64_t hash, bool whole, void *data)
{
    Filing *filing = data;
    guint at = 0;

    if (!whole) {
        obtain_key(filing->gazetteer->overlay, hash)->goes_on = true;
        return;
    }
    GArray *postings = obtain_postings(filing->gazetteer, hash);

    for (; at < postings->len; at++) {
        YqPosting *held = &g_array_index(postings, YqPosting, at);

        if (held->place == filing->place) {
            held->flags |= filing->flags;
            return;
        }
        if (yq_gazetteer_place(filing->gazetteer, held->place).population <=
            filing->population) {
            break;
        }
    }
    YqPosting posting = {.place = filing->place, .flags = filing->flags};

    g_array_insert_val(postings, at, posting);
}

/* Calls @each with the keys of all names of a place. */
static void walk_names(Filing *filing, void (*each)(uint64_t, bool, void *))
{
    YqPlaceText text = yq_place_text(filing->gazetteer, filing->place);
    bool seen[256] = {false};
    uint8_t language;
    const char *name;
    YqKeys keys;

    yq_keys_init(&keys);
    while (yq_place_text_next(&text, &language, &name)) {
        yq_keys_set(&keys, name, strlen(name));
        if (keys.usable) {
            filing->flags = yq_keys_flags(language, !seen[language]) | keys.flags;
            yq_keys_walk(keys.folded, each, filing);
            yq_keys_walk(keys.second, each, filing);
        }
        seen[language] = true;
    }
    yq_keys_clear(&keys);
}

static uint8_t language_byte(YqGazetteer *gazetteer, const char *language)
{
    YqOverlay *self = gazetteer->overlay;

    uint8_t none = yq_keys_language(language);

    if (none != YQ_LANG_END) {
        return none;
    }
    uint8_t found = yq_index_language(gazetteer, language);
    size_t next = YQ_LANG_FIRST + self->file_languages + self->languages->len;

    if (found != 0 || next > YQ_LANG_MAX) {
        return found != 0 ? found : YQ_LANG_ALSO;
    }
    g_ptr_array_add(self->languages, g_strdup(language));
    return (uint8_t)next;
}

/* Id and names of a row, after those that the place has when it only adds. */
static GByteArray *text_of(YqGazetteer *gazetteer, const YqRawPlace *row, uint32_t index)
{
    GByteArray *text = g_byte_array_new();

    g_byte_array_append(text, (const guint8 *)row->id, strlen(row->id) + 1);
    if (row->addition) {
        YqPlaceText old = yq_place_text(gazetteer, index);
        const char *begin = old.at, *name;
        uint8_t language;

        while (yq_place_text_next(&old, &language, &name)) {
        }
        g_byte_array_append(text, (const guint8 *)begin, old.at - begin);
    }
    for (guint i = 0; i < row->names->len; i++) {
        const YqRawName *name = &g_array_index(row->names, YqRawName, i);
        guint8 language = language_byte(gazetteer, name->language);

        g_byte_array_append(text, &language, 1);
        g_byte_array_append(text, (const guint8 *)name->text, name->length);
        g_byte_array_append(text, (const guint8 *)"", 1);
    }
    g_byte_array_append(text, (const guint8 *)"", 1);
    return text;
}

static YqPlace place_of(const YqRawPlace *row, uint32_t index)
{
    YqPlace place = {
        .index = index,
        .at = {row->lon, row->lat},
        .radius_km = row->radius_km,
        .uncertainty_km = row->uncertainty_km,
        .population = row->population,
        .feature_class = row->feature[0],
    };

    g_strlcpy(place.feature_code, row->feature + 1, sizeof place.feature_code);
    g_strlcpy(place.country, row->country, sizeof place.country);
    g_strlcpy(place.admin1, row->admin1, sizeof place.admin1);
    return place;
}

/* Puts @own in the place of what is known of its index, or adds it. */
static void put_place(YqOverlay *self, OwnPlace *own)
{
    OwnPlace *old =
        g_hash_table_lookup(self->by_index, GUINT_TO_POINTER(own->place.index));
    const char *id = (const char *)own->text->data;

    g_hash_table_replace(self->by_id, (void *)id, own);
    g_hash_table_replace(self->by_index, GUINT_TO_POINTER(own->place.index), own);
    if (old != NULL) {
        g_ptr_array_remove(self->places, old);
    }
    g_ptr_array_add(self->places, own);
}

static bool take_row(const YqRawPlace *row, void *data, GError **error)
{
    YqGazetteer *gazetteer = data;
    YqOverlay *self = gazetteer->overlay;
    uint32_t index = yq_gazetteer_by_id(gazetteer, row->id);
    Filing filing = {.gazetteer = gazetteer, .place = index};

    if (index == YQ_PLACE_NONE && row->addition) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_SYNTAX,
                    "%s:%u: '%s' has no position, and the gazetteer has no such id",
                    row->path, row->line, row->id);
        return false;
    }
    OwnPlace *own = g_new0(OwnPlace, 1);

    own->text = text_of(gazetteer, row, index);
    if (index != YQ_PLACE_NONE) {
        own->place =
            row->addition ? yq_gazetteer_place(gazetteer, index) : place_of(row, index);
        walk_names(&filing, unfile);
    } else {
        own->place = place_of(row, self->file_places + self->added++);
        filing.place = own->place.index;
    }
    put_place(self, own);
    filing.population = own->place.population;
    walk_names(&filing, file);
    return true;
}

bool yq_gazetteer_add(YqGazetteer *self, const char *table, GError **error)
{
    YqRowsReader reader = {.visit = take_row, .data = self};

    if (self->overlay == NULL) {
        self->overlay = overlay_new(self);
    }
    return yq_rows_read(&reader, table, error);
}
