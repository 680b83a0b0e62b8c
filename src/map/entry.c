/* SPDX-License-Identifier: MIT */
#include "map/entry.h"

#include "map/told.h"

#include <math.h>

YqFont yq_entry_font(const YqPage *page, const YqDetail *detail, bool bold)
{
    YqFont font = yq_theme_font(page->theme, "furniture", "list");

    font.size *= detail->scale;
    font.bold = bold;
    return font;
}

double yq_entry_line_height(const YqFont *font)
{
    return font->size * 1.32;
}

double yq_entry_indent(const YqPage *page, const YqDetail *detail)
{
    return 30 * detail->scale * page->type_scale;
}

/* --- its lines --- */

/* An entry whose lines are broken. */
typedef struct Breaking {
    YqEntry *entry;
    double size, width; /* of the type and of a line, points */
} Breaking;

/* Breaks a text into @most lines; how many it takes. @out_end: of the text, bytes that
 * they show. */
static guint add_lines(Breaking *self, const YqRuler *ruler, int most, uint32_t *out_end)
{
    YqEntry *entry = self->entry;
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(YqBrokenLine));

    *out_end = 0;
    if (ruler == NULL || most == 0) {
        return 0;
    }
    entry->cut =
        yq_ruler_break(ruler, self->width / self->size, (guint)most, lines) || entry->cut;
    for (guint i = 0; i < lines->len; i++) {
        const YqBrokenLine *line = &g_array_index(lines, YqBrokenLine, i);

        entry->widest = MAX(entry->widest, line->width * self->size);
        *out_end = line->end;
        if (entry->lines != NULL) {
            g_ptr_array_add(entry->lines, yq_ruler_line(ruler, line));
        }
    }
    return lines->len;
}

static double height_of(const YqPage *page, const YqEntry *entry, const YqDetail *detail,
                        const YqFont *font)
{
    bool close = detail->one_line > 0 || detail->tight;
    double least = close ? 0 : 17 * detail->scale * page->type_scale;

    return MAX(entry->n_lines * yq_entry_line_height(font), least) +
           (close ? 0.28 : 0.45) * font->size;
}

/* What is told, each part in lines of its own. */
static void fill_at_length(const YqPage *page, Breaking *self, const YqDetail *detail)
{
    YqEntry *entry = self->entry;
    YqTold *told = yq_told_of(page, entry->mark);
    int most_sources = entry->mark->incident->n_claims > 1 ? 3 : 2;
    uint32_t shown, any;

    entry->n_bold = add_lines(self, yq_told_ruler(page, told, YQ_TOLD_HEAD), 2, &any);
    entry->n_lines = entry->n_bold;
    entry->n_lines += add_lines(self, yq_told_ruler(page, told, YQ_TOLD_WHEN), 2, &any);
    entry->cut = false; /* of interest only where a summary is */
    entry->n_lines +=
        add_lines(self, yq_told_ruler(page, told, YQ_TOLD_LINE), entry->summary, &shown);
    bool cut = entry->cut;

    if (detail->source) {
        entry->n_source =
            add_lines(self, yq_told_source(page, told, shown), most_sources, &any);
        entry->n_lines += entry->n_source;
    }
    entry->cut = cut;
}

void yq_entry_fill(const YqPage *page, YqEntry *entry, const YqDetail *detail,
                   double width)
{
    YqFont font = yq_entry_font(page, detail, false);
    Breaking breaking = {entry, font.size, width - yq_entry_indent(page, detail) - 2};
    uint32_t any;

    entry->widest = entry->n_bold = entry->n_source = 0;
    if (detail->one_line > 0) {
        YqTold *told = yq_told_of(page, entry->mark);

        entry->n_lines = add_lines(&breaking, yq_told_ruler(page, told, YQ_TOLD_ALL),
                                   detail->one_line, &any);
        entry->cut = false;
    } else {
        fill_at_length(page, &breaking, detail);
    }
    entry->height = height_of(page, entry, detail, &font);
}

GPtrArray *yq_entry_lines(const YqPage *page, const YqEntry *entry,
                          const YqDetail *detail, double width)
{
    YqEntry copy = *entry;

    copy.lines = g_ptr_array_new_with_free_func(g_free);
    yq_entry_fill(page, &copy, detail, width);
    return copy.lines;
}

double yq_entry_least_lines(const YqPage *page, const YqMark *mark,
                            const YqDetail *detail, double width)
{
    if (detail->summary == 0 || !yq_told_has_summary(page, mark->incident)) {
        return 0;
    }
    const YqRuler *line = yq_told_ruler(page, yq_told_of(page, mark), YQ_TOLD_LINE);
    YqFont font = yq_entry_font(page, detail, false);

    width -= yq_entry_indent(page, detail);
    return line != NULL
               ? CLAMP(ceil(yq_ruler_width(line) * font.size / width), 1, detail->summary)
               : 0;
}
