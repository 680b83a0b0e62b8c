/* SPDX-License-Identifier: MIT */
#include "draw/ruler.h"

#include "draw/text.h"

#include <string.h>

/* What may not be broken, with the blanks after it. */
typedef struct Piece {
    uint32_t end;
    float ink; /* how far what is no blank reaches, em from the text's start */
} Piece;

struct YqRuler {
    const char *text;
    float *upto; /* how wide the text is up to each of its bytes, em */
    float ellipsis;
    bool rtl;
    Piece *pieces;
    uint32_t n_pieces;
};

/* --- measuring --- */

static float *measure(const char *text, const YqFont *font, size_t length)
{
    g_autoptr(YqShaped) shaped = yq_text_shape(text, font);
    float *upto = g_new0(float, length + 1);
    float spacing = (float)(font->spacing / font->size), sum = 0;

    for (uint32_t i = 0; i < shaped->n_glyphs; i++) {
        const YqGlyph *glyph = &shaped->glyphs[i];

        upto[glyph->cluster] +=
            glyph->advance + (glyph->starts && !glyph->joined ? spacing : 0);
    }
    for (size_t i = 0; i <= length; i++) {
        float width = upto[i];

        upto[i] = sum;
        sum += width;
    }
    return upto;
}

/* A blank where a line may end; those that hold a number to its unit are none. */
static bool is_blank(gunichar c)
{
    return c != 0xA0 && c != 0x202F && c != '\n' && g_unichar_isspace(c);
}

/* A line may end after a dash, a slash or a space of no width. */
static bool ends_piece(gunichar c)
{
    return c == 0x2014 || c == 0x2013 || c == '/' || c == 0x200B;
}

/* The piece at @at, which is no line feed. */
static Piece next_piece(const YqRuler *self, const char *at)
{
    bool open = true;

    while (open && *at != '\0' && *at != '\n') {
        gunichar c = g_utf8_get_char(at);

        if (is_blank(c)) {
            break;
        }
        open = !ends_piece(c);
        at = g_utf8_next_char(at);
    }
    float ink = self->upto[at - self->text];

    while (*at != '\0' && is_blank(g_utf8_get_char(at))) {
        at = g_utf8_next_char(at);
    }
    return (Piece){(uint32_t)(at - self->text), ink};
}

static void find_pieces(YqRuler *self)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));

    for (const char *at = self->text; *at != '\0';) {
        if (*at == '\n') {
            at++;
            continue;
        }
        Piece piece = next_piece(self, at);

        g_array_append_val(pieces, piece);
        at = self->text + piece.end;
    }
    self->n_pieces = pieces->len;
    self->pieces = (Piece *)(void *)g_array_free(pieces, FALSE);
}

YqRuler *yq_ruler_new(const char *text, const YqFont *font)
{
    YqRuler *self = g_new0(YqRuler, 1);

    self->text = text;
    self->upto = measure(text, font, strlen(text));
    self->ellipsis = (float)(yq_text_measure("…", font).width / font->size);
    self->rtl = yq_text_runs_rtl(text, false);
    find_pieces(self);
    return self;
}

void yq_ruler_free(YqRuler *self)
{
    if (self != NULL) {
        g_free(self->upto);
        g_free(self->pieces);
        g_free(self);
    }
}

double yq_ruler_width(const YqRuler *self)
{
    return self->n_pieces > 0 ? self->pieces[self->n_pieces - 1].ink : 0;
}

/* --- breaking --- */

/* Where breaking has come to: up to @end, which lies in or before a piece. */
typedef struct Cursor {
    uint32_t start, end, piece;
} Cursor;

/* A word wider than the line is cut where it reaches the edge. */
static uint32_t cut_word(const YqRuler *self, uint32_t start, uint32_t end, double width)
{
    const char *at = g_utf8_next_char(self->text + start), *last = self->text + end;

    while (at < last) {
        const char *next = g_utf8_next_char(at);

        if (self->upto[next - self->text] - self->upto[start] > width) {
            break;
        }
        at = next;
    }
    return (uint32_t)(at - self->text);
}

/* What is left does not fit on the last line: as many words of it as do with an ellipsis;
 * at least one. */
static YqBrokenLine cut_line(const YqRuler *self, Cursor at, double width)
{
    const Piece *piece = &self->pieces[at.piece];
    YqBrokenLine line = {at.start, at.end, 0, true};
    float from = self->upto[at.start];

    for (uint32_t i = at.piece; i < self->n_pieces; i++, piece++) {
        bool first = i == at.piece;

        if (self->text[piece->end] == '\0' && !first) {
            break;
        }
        if (!first && piece->ink - from > width - self->ellipsis) {
            break;
        }
        line.end = piece->end;
        line.width = piece->ink - from + self->ellipsis;
    }
    return line;
}

static float line_width(const YqRuler *self, Cursor at)
{
    if (at.end == at.start) {
        return 0;
    }
    /* the piece that ends here, or else a word that was cut */
    bool whole = at.piece > 0 && self->pieces[at.piece - 1].end == at.end;

    return (whole ? self->pieces[at.piece - 1].ink : self->upto[at.end]) -
           self->upto[at.start];
}

/* Goes on to where a line must end; whether anything is left behind it. */
static bool fill_line(const YqRuler *self, Cursor *at, double width)
{
    while (self->text[at->end] != '\0' && self->text[at->end] != '\n') {
        const Piece *piece = &self->pieces[at->piece];

        if (piece->ink - self->upto[at->start] > width) {
            if (at->end == at->start) {
                at->end = cut_word(self, at->start, piece->end, width);
                at->piece += at->end == piece->end ? 1 : 0;
            }
            break;
        }
        at->end = piece->end;
        at->piece++;
    }
    return self->text[at->end] != '\0';
}

bool yq_ruler_break(const YqRuler *self, double width, guint most, GArray *lines)
{
    Cursor at = {0, 0, 0};
    guint before = lines->len;
    bool more = most > 0;

    while (more) {
        Cursor from = at;

        more = fill_line(self, &at, width);
        if (more && lines->len - before + 1 == most) {
            YqBrokenLine cut = cut_line(self, from, width);

            g_array_append_val(lines, cut);
            return true;
        }
        YqBrokenLine line = {at.start, at.end, line_width(self, at), false};

        g_array_append_val(lines, line);
        at.end += self->text[at.end] == '\n' ? 1 : 0;
        at.start = at.end;
        more = more && self->text[at.end] != '\0';
    }
    return false;
}

/* A line that would take another direction than its paragraph gets a mark before it. */
char *yq_ruler_line(const YqRuler *self, const YqBrokenLine *line)
{
    g_autofree char *text =
        g_strchomp(g_strndup(self->text + line->start, line->end - line->start));
    bool turned = yq_text_runs_rtl(text, self->rtl) != self->rtl;

    return g_strconcat(!turned     ? ""
                       : self->rtl ? "\342\200\217"
                                   : "\342\200\216",
                       text, line->ellipsis ? "…" : "", NULL);
}
