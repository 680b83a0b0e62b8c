/* SPDX-License-Identifier: MIT */
/* The faces that yaqut draws with: its own, from its data, whatever the machine has. No
 * fontconfig: a table says which file is which, and a face is mapped when it is first
 * needed. Faces live as long as the program. Everything here is guarded by one lock. */
#pragma once

#include "scene.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

typedef struct YqFace {
    char *file; /* name within the data's fonts/ */
    char *path;
    uint16_t index;   /* of the table of all faces */
    GMappedFile *map; /* NULL until first used */
    hb_face_t *hb_face;
    hb_font_t *hb; /* scaled to units per em */
    FT_Face ft;
    float upem;
    float ascent, descent; /* em, both positive */
} YqFace;

/** Takes the lock of all faces and of what is cached of them. */
void yq_fonts_lock(void);
void yq_fonts_unlock(void);

/** One of the faces, mapped; NULL when its file is missing. Locked. */
YqFace *yq_fonts_face(size_t index);

/** The face for a character in a family and style, first the family's own, then any that
 * has it; the family's first when none has it. Locked. */
YqFace *yq_fonts_find(const char *family, bool bold, bool italic, gunichar c);

/** Why no face could be loaded, as an error, or true when all is well. */
bool yq_fonts_check(GError **error);

/** FreeType's library, for outlines and strokers. Locked. */
FT_Library yq_fonts_library(void);
