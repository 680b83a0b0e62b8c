/* SPDX-License-Identifier: MIT */
/* How a text breaks into lines, at any width and any size of its type. The text is shaped
 * once, as a whole, and its advances are added up: where lines break at blanks, each
 * comes out as wide as it is alone. */
#pragma once

#include "scene.h"

typedef struct YqRuler YqRuler;

/** Of @text, which is kept by the caller. Lengths are in em: type of another size, with
 * letters spaced out in proportion, breaks by the same ruler. yq_ruler_free() it. */
YqRuler *yq_ruler_new(const char *text, const YqFont *font);

/** The whole on one line, em. */
double yq_ruler_width(const YqRuler *self);

/** A line: bytes [start, end) of the text, blanks at its end included. */
typedef struct YqBrokenLine {
    uint32_t start, end;
    float width;   /* em, with the ellipsis */
    bool ellipsis; /* ends in one: the text goes on */
} YqBrokenLine;

/** Adds to @lines (of YqBrokenLine) those of at most @width em, the first @most of them.
 * Returns: whether some of the text was left out. */
bool yq_ruler_break(const YqRuler *self, double width, guint most, GArray *lines);

/** What stands on a line, in the direction of its paragraph; g_free() it. */
char *yq_ruler_line(const YqRuler *self, const YqBrokenLine *line);

void yq_ruler_free(YqRuler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqRuler, yq_ruler_free)
