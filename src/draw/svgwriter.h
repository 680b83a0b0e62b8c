/* SPDX-License-Identifier: MIT */
/* What the parts of the SVG writer share: svg.c writes the document and its shapes,
 * svgtext.c text. */
#pragma once

#include "draw/items.h"
#include "draw/number.h"

typedef struct YqSvgWriter {
    const YqScene *scene;
    GString *out;
    GString *defs;
    GHashTable *ids;     /* of groups, that none is there twice */
    GHashTable *symbols; /* description of a drawn symbol to its number */
    bool outline;
    const char *link; /* open address, or NULL */
    unsigned n_clips, n_curves, depth;
} YqSvgWriter;

static inline void yq_svg_put_point(GString *out, char command, double x, double y)
{
    g_string_append_c(out, command);
    yq_put_number(out, x);
    g_string_append_c(out, ' ');
    yq_put_number(out, y);
}

/** A blank, then name="value". */
static inline void yq_svg_put_attribute(GString *out, const char *name, double value)
{
    g_string_append_printf(out, " %s=\"", name);
    yq_put_number(out, value);
    g_string_append_c(out, '"');
}

/* --- svgtext.c --- */

void yq_svg_put_escaped(GString *out, const char *text);
/** The style element: how each text style of the scene looks, as class t0, t1 … */
void yq_svg_put_styles(const YqSvgWriter *self, GString *out);
void yq_svg_write_text(YqSvgWriter *self, const YqItem *item);
