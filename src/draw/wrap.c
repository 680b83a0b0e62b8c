/* SPDX-License-Identifier: MIT */
/* Lines of a given width, and the direction in which a text runs. */
#include "draw/ruler.h"
#include "draw/text.h"

#include <fribidi.h>
#include <string.h>

bool yq_text_runs_rtl(const char *text, bool fallback)
{
    int isolates = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        FriBidiCharType type = fribidi_get_bidi_type(g_utf8_get_char(text));

        if (type == FRIBIDI_TYPE_LRI || type == FRIBIDI_TYPE_RLI ||
            type == FRIBIDI_TYPE_FSI) {
            isolates++;
        } else if (type == FRIBIDI_TYPE_PDI) {
            isolates = MAX(isolates - 1, 0);
        } else if (FRIBIDI_IS_STRONG(type) && isolates == 0) {
            return FRIBIDI_IS_RTL(type);
        }
    }
    return fallback;
}

char **yq_text_wrap(const char *text, const YqFont *font, double width)
{
    g_autoptr(YqRuler) ruler = yq_ruler_new(text, font);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(YqBrokenLine));

    yq_ruler_break(ruler, width / font->size, G_MAXUINT, lines);
    char **out = g_new0(char *, lines->len + 1);

    for (guint i = 0; i < lines->len; i++) {
        out[i] = yq_ruler_line(ruler, &g_array_index(lines, YqBrokenLine, i));
    }
    return out;
}

char *yq_text_cut(const char *text, const YqFont *font, double width)
{
    g_autoptr(YqRuler) ruler = yq_ruler_new(text, font);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(YqBrokenLine));

    if (yq_ruler_width(ruler) * font->size <= width) {
        return g_strdup(text);
    }
    yq_ruler_break(ruler, width / font->size, 1, lines);
    return yq_ruler_line(ruler, &g_array_index(lines, YqBrokenLine, 0));
}
