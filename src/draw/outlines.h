/* SPDX-License-Identifier: MIT */
/* What the writers of vectors, SVG and PDF, share: text as outlines, and symbols that are
 * said once and used by number. */
#pragma once

#include "draw/glyphs.h"
#include "draw/placing.h"

/** Gives @sink the outlines of all glyphs where they stand on the page. Takes the fonts'
 * lock. */
void yq_placing_outline(const YqPlacing *self, const YqOutlineSink *sink);

/** The number, from 1, of the symbol that @item draws among those in @numbers
 * (description to number, keys owned); *@out_new: it was not there, and has been added.
 */
unsigned yq_symbol_number(GHashTable *numbers, const YqItem *item, bool *out_new);

/** The points of a symbol's path around (0, 0) at the size of @item, as many as the path
 * has; g_free() them. */
YqXY *yq_symbol_points(const YqPath *path, const YqItem *item);
