/* SPDX-License-Identifier: MIT */
#include "gazetteer/filing.h"

#include "gazetteer/format.h"
#include "gazetteer/names.h"
#include "gazetteer/write.h"

#include <string.h>

void yq_filing_init(YqFiling *self, const char *beside, size_t budget)
{
    *self = (YqFiling){.names = yq_sorter_new(beside, budget),
                       .sounds = yq_sorter_new(beside, budget)};
    yq_keys_init(&self->keys);
}

void yq_filing_clear(YqFiling *self)
{
    if (self->names != NULL) {
        yq_sorter_free(self->names);
        yq_sorter_free(self->sounds);
        yq_keys_clear(&self->keys);
    }
}

/* Less is likelier: by population, then by class. */
static uint32_t unlikely_of(const YqFiled *place)
{
    static const char classes[] = "APLHTRSVU";
    const char *at = strchr(classes, place->class_);
    uint32_t order = at != NULL ? (uint32_t)(at - classes) : 9;
    uint32_t population = (uint32_t)MIN(place->population, 268435455);

    return UINT32_MAX - (population << 4 | (15 - order));
}

static void file_hash(uint64_t hash, bool whole, void *data)
{
    YqFiling *self = data;

    if (self->failed) {
        return;
    }
    self->n_names += whole;
    self->failed = !yq_hash_add(self->names, hash, whole ? self->unlikely : 0,
                                whole ? self->place : 0,
                                whole ? self->flags : YQ_HASH_BEGINNING, self->error);
}

static bool file_sound(YqFiling *self, GArray *known, const GString *folded,
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
    return yq_hash_add(self->sounds, hash, self->unlikely, self->place, self->mark,
                       error);
}

static bool file_name(YqFiling *self, const char *name, size_t length, uint8_t flags,
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

bool yq_filing_add(YqFiling *self, const YqFiled *place, const char *text,
                   uint16_t *out_names, GError **error)
{
    g_autoptr(GArray) sounds = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    uint8_t seen[256] = {0};

    self->place = place->place;
    self->unlikely = unlikely_of(place);
    self->mark = yq_country_mark(place->country);
    for (*out_names = 0; *text != YQ_LANG_END; (*out_names)++) {
        uint8_t language = *text++;
        size_t length = strlen(text);

        if (!file_name(self, text, length, yq_keys_flags(language, !seen[language]),
                       place->heard ? sounds : NULL, error)) {
            return false;
        }
        seen[language] = 1;
        text += length + 1;
    }
    return true;
}
