/* SPDX-License-Identifier: MIT */
#include "draw/fonts.h"

#include "base/data.h"
#include "base/table.h"

#include <hb-ot.h>
#include <string.h>
#include <yaqut/error.h>

typedef struct Entry {
    char *family;
    bool bold, italic;
    YqFace *face;
} Entry;

static GMutex lock;
static GArray *entries;  /* of Entry, in the table's order */
static GPtrArray *faces; /* of YqFace, each file once */
static FT_Library library;
static GError *failure;

void yq_fonts_lock(void)
{
    g_mutex_lock(&lock);
}

void yq_fonts_unlock(void)
{
    g_mutex_unlock(&lock);
}

FT_Library yq_fonts_library(void)
{
    if (library == NULL) {
        FT_Init_FreeType(&library);
    }
    return library;
}

static YqFace *face_of_file(const char *file)
{
    for (size_t i = 0; i < faces->len; i++) {
        YqFace *face = faces->pdata[i];

        if (strcmp(face->file, file) == 0) {
            return face;
        }
    }
    YqFace *face = g_new0(YqFace, 1);
    g_autofree char *relative = g_build_filename("fonts", file, NULL);

    face->file = g_strdup(file);
    face->path = yq_data_path(relative);
    face->index = (uint16_t)faces->len;
    g_ptr_array_add(faces, face);
    return face;
}

static bool read_entry(const YqRow *row, void *data, GError **error)
{
    const char *style = yq_row_get(row, "style");
    Entry entry = {g_strdup(yq_row_get(row, "family")), strstr(style, "bold") != NULL,
                   strstr(style, "italic") != NULL,
                   face_of_file(yq_row_get(row, "file"))};

    (void)data;
    (void)error;
    g_array_append_val(entries, entry);
    return true;
}

static void read_table(void)
{
    if (entries != NULL) {
        return;
    }
    g_autofree char *path = yq_data_path("fonts/fonts.tsv");

    entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    faces = g_ptr_array_new();
    yq_table_read(path, read_entry, NULL, &failure);
}

/* A face without a file cannot draw; what asks for it draws nothing and the writer says
 * why. */
static bool map_face(YqFace *face)
{
    if (face->ft != NULL) {
        return true;
    }
    GError *error = NULL;

    face->map = g_mapped_file_new(face->path, FALSE, &error);
    if (face->map == NULL) {
        if (failure == NULL) {
            g_set_error(&failure, YQ_ERROR, YQ_ERROR_DATA, "cannot read font '%s': %s",
                        face->path, error->message);
        }
        g_error_free(error);
        return false;
    }
    const char *bytes = g_mapped_file_get_contents(face->map);
    size_t length = g_mapped_file_get_length(face->map);

    if (FT_New_Memory_Face(yq_fonts_library(), (const FT_Byte *)bytes, (FT_Long)length, 0,
                           &face->ft) != 0) {
        face->ft = NULL;
        if (failure == NULL) {
            g_set_error(&failure, YQ_ERROR, YQ_ERROR_DATA, "'%s' is no font", face->path);
        }
        return false;
    }
    hb_blob_t *blob =
        hb_blob_create(bytes, (unsigned)length, HB_MEMORY_MODE_READONLY, NULL, NULL);

    face->hb_face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    face->hb = hb_font_create(face->hb_face);
    hb_ot_font_set_funcs(face->hb);
    face->upem = (float)hb_face_get_upem(face->hb_face);
    hb_font_set_scale(face->hb, (int)face->upem, (int)face->upem);
    face->ascent = (float)face->ft->ascender / face->upem;
    face->descent = (float)-face->ft->descender / face->upem;
    return true;
}

YqFace *yq_fonts_face(size_t index)
{
    read_table();
    YqFace *face = index < faces->len ? faces->pdata[index] : NULL;

    return face != NULL && map_face(face) ? face : NULL;
}

/* How far an entry is from what was asked: the family weighs most, then weight, then
 * slant (an upright Arabic face stands for the italic that there is not). */
static int distance(const Entry *entry, const char *family, bool bold, bool italic)
{
    int score = g_ascii_strcasecmp(entry->family, family) == 0 ? 0 : 4;

    score += entry->bold != bold ? 2 : 0;
    return score + (entry->italic != italic ? 1 : 0);
}

YqFace *yq_fonts_find(const char *family, bool bold, bool italic, gunichar c)
{
    YqFace *fallback = NULL;

    read_table();
    for (int wanted = 0; wanted < 8; wanted++) {
        for (size_t i = 0; i < entries->len; i++) {
            const Entry *entry = &g_array_index(entries, Entry, i);
            hb_codepoint_t glyph;

            if (distance(entry, family, bold, italic) != wanted ||
                !map_face(entry->face)) {
                continue;
            }
            if (fallback == NULL) {
                fallback = entry->face;
            }
            if (hb_font_get_nominal_glyph(entry->face->hb, c, &glyph)) {
                return entry->face;
            }
        }
    }
    return fallback;
}

bool yq_fonts_check(GError **error)
{
    yq_fonts_lock();
    read_table();
    bool fine = failure == NULL;

    if (!fine) {
        g_propagate_error(error, g_error_copy(failure));
    }
    yq_fonts_unlock();
    return fine;
}
