/* SPDX-License-Identifier: MIT */
#include "gazetteer/spelling.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Letters of a spelling beyond a to z. */
enum {
    SH = 1, /* sh, ch, ش */
    KH,     /* kh, خ */
    GH,     /* gh, غ */
    AIN,    /* ع ء */
    OTHER,  /* from here on: a letter of another script */
};

/* Latin letters of the Arabic ones from U+0621, as folded; 0 for those that do not occur.
 */
static const uint8_t arabic_letters[] = {
    [0x00] = AIN, [0x06] = 'a', [0x07] = 'b', [0x09] = 't', [0x0A] = 't', [0x0B] = 't',
    [0x0C] = 'j', [0x0D] = 'h', [0x0E] = KH,  [0x0F] = 'd', [0x10] = 'd', [0x11] = 'r',
    [0x12] = 'z', [0x13] = 's', [0x14] = SH,  [0x15] = 's', [0x16] = 'd', [0x17] = 't',
    [0x18] = 'z', [0x19] = AIN, [0x1A] = GH,  [0x20] = 'f', [0x21] = 'f', [0x22] = 'q',
    [0x23] = 'k', [0x24] = 'l', [0x25] = 'm', [0x26] = 'n', [0x27] = 'h', [0x28] = 'u',
    [0x29] = 'i', [0x2A] = 'i',
};

static uint8_t arabic_letter(gunichar c)
{
    size_t at = c - 0x0621;

    return at < G_N_ELEMENTS(arabic_letters) ? arabic_letters[at] : AIN;
}

/* The letter at @at and how many bytes it takes. */
static uint8_t letter_at(const char *at, size_t left, size_t *out_bytes)
{
    char next = left > 1 ? at[1] : '\0';

    *out_bytes = 1;
    if (g_ascii_islower(*at)) {
        if (next == 'h' && strchr("sckgptd", *at) != NULL) {
            static const char first[] = "sckgptd";
            static const uint8_t second[] = {SH, SH, KH, GH, 'f', 't', 'd'};

            *out_bytes = 2;
            return second[strchr(first, *at) - first];
        }
        if ((*at == 'o' && next == 'u') || (*at == 'o' && next == 'o')) {
            *out_bytes = 2;
            return 'u';
        }
        if (*at == 'd' && next == 'j') {
            *out_bytes = 2;
            return 'j';
        }
        return *at == 'w' ? 'u' : *at == 'y' ? 'i' : (uint8_t)*at;
    }
    gunichar c = g_utf8_get_char_validated(at, left);

    if (c >= (gunichar)-2 || c == ' ') {
        return 0;
    }
    *out_bytes = g_utf8_skip[(guchar)*at];
    return c >= 0x0621 && c < 0x0700 ? arabic_letter(c) : (uint8_t)(OTHER + c % 64);
}

void yq_spelling_set(YqSpelling *self, const char *folded, size_t length)
{
    size_t at = 0;

    self->n = 0;
    self->arabic = length > 0 && (guchar)folded[0] >= 0xD8 && (guchar)folded[0] <= 0xDB;
    while (at < length && self->n < YQ_SPELLING_MAX) {
        size_t bytes;
        bool article = self->arabic && (at == 0 || folded[at - 1] == ' ') &&
                       length - at > 8 && memcmp(folded + at, "ال", 4) == 0;

        at += article ? 4 : 0;
        uint8_t letter = letter_at(folded + at, length - at, &bytes);
        bool doubled = self->n > 0 && self->letters[self->n - 1] == letter;

        if (letter != 0 && !doubled) {
            self->letters[self->n++] = letter;
        }
        at += bytes;
    }
}

static bool is_vowel(uint8_t c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Letters that are taken for each other, and what that costs. */
static const struct {
    uint8_t a, b;
    float cost;
} like[] = {
    {'k', 'c', 0.1f},  {'k', 'q', 0.1f},  {'c', 'q', 0.1f},  {'z', 's', 0.2f},
    {'s', 'c', 0.3f},  {SH, 's', 0.4f},   {SH, 'c', 0.4f},   {KH, 'k', 0.2f},
    {KH, 'h', 0.3f},   {GH, 'g', 0.2f},   {GH, 'r', 0.3f},   {'g', 'j', 0.3f},
    {'g', 'k', 0.5f},  {'g', 'q', 0.3f},  {'b', 'p', 0.3f},  {'v', 'f', 0.3f},
    {'v', 'b', 0.5f},  {'v', 'u', 0.4f},  {'d', 't', 0.5f},  {'d', 'z', 0.4f},
    {'m', 'n', 0.4f},  {'u', 'o', 0.1f},  {'i', 'e', 0.15f}, {'a', 'e', 0.25f},
    {'a', 'o', 0.35f}, {'j', 'i', 0.4f},  {'j', 'z', 0.5f},  {SH, 'j', 0.5f},
    {'i', 'a', 0.4f},  {'u', 'e', 0.4f},  {'u', 'i', 0.4f},  {'o', 'e', 0.4f},
    {'u', 'a', 0.4f},  {'o', 'i', 0.45f}, {'x', 'k', 0.4f},  {'x', 's', 0.4f},
};

typedef struct Costs {
    float swap[128][128];
    float drop[128];
} Costs;

static void fill_costs(Costs *costs)
{
    for (int a = 0; a < 128; a++) {
        for (int b = 0; b < 128; b++) {
            costs->swap[a][b] = a == b ? 0 : 1;
        }
        costs->drop[a] = is_vowel(a) ? 0.35f : a == 'h' || a == AIN ? 0.2f : 0.9f;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(like); i++) {
        costs->swap[like[i].a][like[i].b] = like[i].cost;
        costs->swap[like[i].b][like[i].a] = like[i].cost;
    }
}

static const Costs *get_costs(void)
{
    static Costs costs;
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        fill_costs(&costs);
        g_once_init_leave(&ready, 1);
    }
    return &costs;
}

/* One row of the table of edits: @before and @above are the rows for one and two letters
 * of @a fewer. Returns the least of the row. */
static float fill_row(const Costs *costs, const YqSpelling *a, const YqSpelling *b,
                      size_t i, float vowel, const float *above, const float *before,
                      float *row)
{
    uint8_t x = a->letters[i - 1] & 127;
    float drop_x = is_vowel(x) ? vowel : costs->drop[x];
    float least = row[0] = before[0] + drop_x;

    for (size_t k = 1; k <= b->n; k++) {
        uint8_t y = b->letters[k - 1] & 127;
        float drop_y = is_vowel(y) ? vowel : costs->drop[y];
        float cost = MIN(before[k - 1] + costs->swap[x][y],
                         MIN(before[k] + drop_x, row[k - 1] + drop_y));

        if (i > 1 && k > 1 && x == (b->letters[k - 2] & 127) &&
            y == (a->letters[i - 2] & 127)) {
            cost = MIN(cost, above[k - 2] + 0.7f);
        }
        row[k] = cost;
        least = MIN(least, cost);
    }
    return least;
}

double yq_spelling_cost(const YqSpelling *a, const char *folded, size_t length,
                        double most)
{
    const Costs *costs = get_costs();
    float rows[3][YQ_SPELLING_MAX + 1];
    YqSpelling b;

    yq_spelling_set(&b, folded, length);
    /* Arabic does not write short vowels: what Latin has more costs little. */
    float vowel = a->arabic != b.arabic ? 0.12f : 0.35f;

    if (fabs((double)a->n - (double)b.n) * vowel >= most) {
        return most;
    }
    rows[0][0] = 0;
    for (size_t k = 1; k <= b.n; k++) {
        uint8_t y = b.letters[k - 1] & 127;

        rows[0][k] = rows[0][k - 1] + (is_vowel(y) ? vowel : costs->drop[y]);
    }
    for (size_t i = 1; i <= a->n; i++) {
        if (fill_row(costs, a, &b, i, vowel, rows[(i + 1) % 3], rows[(i + 2) % 3],
                     rows[i % 3]) >= most) {
            return most;
        }
    }
    /* Something differs, or the folded forms would be equal. */
    double cost = rows[a->n % 3][b.n] + 0.05;
    /* A short name stands less change than a long one. */
    double scale = 6.0 / CLAMP((double)MAX(a->n, b.n), 3, 10);

    return MIN(cost * scale, most);
}

int yq_spelling_edits(const char *a, const char *b)
{
    gunichar x[YQ_SPELLING_MAX], y[YQ_SPELLING_MAX];
    int rows[3][YQ_SPELLING_MAX + 1];
    int n = 0, m = 0;

    for (; *a != '\0' && n < YQ_SPELLING_MAX; a = g_utf8_next_char(a)) {
        x[n++] = g_utf8_get_char(a);
    }
    for (; *b != '\0' && m < YQ_SPELLING_MAX; b = g_utf8_next_char(b)) {
        y[m++] = g_utf8_get_char(b);
    }
    for (int k = 0; k <= m; k++) {
        rows[0][k] = k;
    }
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3], *before = rows[(i + 2) % 3], *above = rows[(i + 1) % 3];

        row[0] = i;
        for (int k = 1; k <= m; k++) {
            row[k] = MIN(before[k - 1] + (x[i - 1] != y[k - 1]),
                         MIN(before[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && x[i - 1] == y[k - 2] && x[i - 2] == y[k - 1]) {
                row[k] = MIN(row[k], above[k - 2] + 1);
            }
        }
    }
    return rows[n % 3][m];
}
