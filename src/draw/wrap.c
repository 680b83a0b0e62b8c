/* SPDX-License-Identifier: MIT */
/* Lines of a given width. The text is shaped once, as a whole, and its advances are added
 * up: where lines break at blanks, each comes out as wide as it is alone. */
#include "draw/text.h"

#include <fribidi.h>
#include <string.h>

/* How wide a text is up to each of its bytes, points. */
typedef struct Ruler {
    const char *text;
    float *upto;
} Ruler;

static Ruler ruler_new(const char *text, const YqFont *font)
{
    g_autoptr(YqShaped) shaped = yq_text_shape(text, font);
    size_t length = strlen(text);
    Ruler self = {text, g_new0(float, length + 1)};
    float sum = 0;

    for (uint32_t i = 0; i < shaped->n_glyphs; i++) {
        const YqGlyph *glyph = &shaped->glyphs[i];

        self.upto[glyph->cluster] +=
            (float)(glyph->advance * font->size +
                    (glyph->starts && !glyph->joined ? font->spacing : 0));
    }
    for (size_t i = 0; i <= length; i++) {
        float width = self.upto[i];

        self.upto[i] = sum;
        sum += width;
    }
    return self;
}

static void ruler_clear(Ruler *self)
{
    g_free(self->upto);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ruler, ruler_clear)

/* A blank where a line may end; those that hold a number to its unit are none. */
static bool is_blank(const char *at)
{
    gunichar c = g_utf8_get_char(at);

    return c != 0xA0 && c != 0x202F && c != '\n' && g_unichar_isspace(c);
}

/* End of the next piece that may not be broken, with the blanks after it. */
static const char *next_break(const char *at)
{
    while (*at != '\0' && *at != '\n' && !is_blank(at)) {
        gunichar c = g_utf8_get_char(at);

        at = g_utf8_next_char(at);
        if (c == 0x2014 || c == 0x2013 || c == '/' || c == 0x200B) {
            break; /* after a dash or a slash */
        }
    }
    while (*at != '\0' && is_blank(at)) {
        at = g_utf8_next_char(at);
    }
    return at;
}

/* Width of what would stand on a line: trailing blanks do not count. */
static double line_width(const Ruler *ruler, const char *start, const char *end)
{
    while (end > start) {
        const char *last = g_utf8_prev_char(end);

        if (*last != '\n' && !is_blank(last)) {
            break;
        }
        end = last;
    }
    return ruler->upto[end - ruler->text] - ruler->upto[start - ruler->text];
}

/* A word wider than the line is cut where it reaches the edge. */
static const char *cut_word(const Ruler *ruler, const char *start, const char *end,
                            double width)
{
    const char *at = g_utf8_next_char(start);

    while (at < end && line_width(ruler, start, g_utf8_next_char(at)) <= width) {
        at = g_utf8_next_char(at);
    }
    return at;
}

/* yq_text_runs_rtl() of the text before @end. */
static bool starts_rtl(const char *text, const char *end, bool fallback)
{
    int isolates = 0;

    for (; text < end; text = g_utf8_next_char(text)) {
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

bool yq_text_runs_rtl(const char *text, bool fallback)
{
    return starts_rtl(text, text + strlen(text), fallback);
}

/* A line that would take another direction than its paragraph gets a mark before it. */
static char *cut_line(const char *start, const char *end, bool rtl)
{
    g_autofree char *line = g_strchomp(g_strndup(start, (gsize)(end - start)));
    bool turned = starts_rtl(line, line + strlen(line), rtl) != rtl;

    return g_strconcat(!turned ? "" : rtl ? "\342\200\217" : "\342\200\216", line, NULL);
}

/* Where the last word ends that fits before an ellipsis; at least one does. */
static const char *cut_end(const Ruler *ruler, const char *start, const char *end,
                           const YqFont *font, double width)
{
    double room = width - yq_text_measure("…", font).width;
    const char *kept = NULL;

    for (const char *next = next_break(start); *next != '\0' && next <= end;
         next = next_break(*next == '\n' ? next + 1 : next)) {
        if (kept != NULL && line_width(ruler, start, next) > room) {
            break;
        }
        kept = next;
    }
    return kept != NULL ? kept : end;
}

static char *with_ellipsis(char *line)
{
    char *cut = g_strconcat(g_strchomp(line), "…", NULL);

    g_free(line);
    return cut;
}

char **yq_text_wrap_some(const char *text, const YqFont *font, double width, guint most,
                         bool *out_cut)
{
    const char *start = text, *end = text, *last = text + strlen(text);
    bool rtl = starts_rtl(text, last, false);
    GPtrArray *lines = g_ptr_array_new();
    g_auto(Ruler) ruler = ruler_new(text, font);

    while (*end != '\0' && lines->len < most) {
        const char *next = *end == '\n' ? end : next_break(end);

        if (*end != '\n' && line_width(&ruler, start, next) <= width) {
            end = next;
            continue;
        }
        if (*end != '\n' && end == start) {
            end = cut_word(&ruler, start, next, width);
        }
        if (lines->len + 1 == most) { /* what is left does not fit */
            end = cut_end(&ruler, start, last, font, width);
            g_ptr_array_add(lines, with_ellipsis(cut_line(start, end, rtl)));
            break;
        }
        g_ptr_array_add(lines, cut_line(start, end, rtl));
        end += *end == '\n' ? 1 : 0;
        start = end;
    }
    *out_cut = *end != '\0';
    if (lines->len < most && (start < end || lines->len == 0)) {
        g_ptr_array_add(lines, cut_line(start, end, rtl));
    }
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}

char **yq_text_wrap(const char *text, const YqFont *font, double width)
{
    bool cut;

    return yq_text_wrap_some(text, font, width, G_MAXUINT, &cut);
}

char *yq_text_cut(const char *text, const YqFont *font, double width)
{
    const char *end = text + strlen(text);
    g_auto(Ruler) ruler = ruler_new(text, font);

    if (line_width(&ruler, text, end) <= width) {
        return g_strdup(text);
    }
    end = cut_end(&ruler, text, end, font, width);
    return with_ellipsis(g_strndup(text, (gsize)(end - text)));
}
