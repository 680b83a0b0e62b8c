/* SPDX-License-Identifier: MIT */
#include "gazetteer/index.h"

#include <string.h>

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

static YqPlaceText file_text(const YqGazetteer *self, uint32_t index)
{
    YqPlaceText none = {"", "", ""};
    const YqRecord *record = yq_index_record(self, index);
    bool last = index + 1 >= self->header.places;
    const YqRecord *next = last ? NULL : yq_index_record(self, index + 1);

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
    const YqRecord *record = yq_index_record(self, index);
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
