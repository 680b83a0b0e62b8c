/* SPDX-License-Identifier: MIT */
#include "map/entry.h"

#include "map/words.h"

#include <string.h>

/* Letters: shorter words of a claim are a scrap. */
#define LEAST_WORDS 12

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

/* --- words of an entry --- */

static char *where(const YqPage *page, const YqMark *mark)
{
    const char *name = yq_page_incident_place(page, mark->incident);
    g_autofree char *place = name != NULL ? yq_say_isolated(page, name) : NULL;
    const char *note = !yq_incident_mappable(mark->incident)              ? "unmapped"
                       : page->projection.string != NULL && !mark->mapped ? "outside"
                                                                          : NULL;

    if (note == NULL) {
        return g_steal_pointer(&place);
    }
    if (place == NULL) {
        return g_strdup(yq_say(page, note));
    }
    return g_strconcat(place, " (",
                       yq_say(page, strcmp(note, "outside") == 0 ? note : "no_point"),
                       ")", NULL);
}

/* Between the parts of a line. A dot is a zero in eastern digits. */
static const char *separator(const YqPage *page)
{
    return page->eastern_digits ? yq_say(page, "comma") : " · ";
}

static char *join(const char *a, const char *separator, const char *b)
{
    return a == NULL   ? g_strdup(b)
           : b == NULL ? g_strdup(a)
                       : g_strconcat(a, separator, b, NULL);
}

bool yq_entry_has_summary(const YqPage *page, const YqIncident *incident)
{
    return incident->summary != NULL && *incident->summary != '\0' &&
           yq_page_speaks(page, incident);
}

bool yq_entry_has_words(const YqPage *page, const YqIncident *incident)
{
    return incident->n_claims > 0 || yq_entry_has_summary(page, incident);
}

/* The article's own words, where the page speaks its language; else the casualties. */
static char *one_line(const YqPage *page, const YqIncident *incident)
{
    if (yq_entry_has_summary(page, incident)) {
        return yq_say_digits(page, incident->summary);
    }
    return yq_say_casualties(page, &incident->casualties);
}

/* "Mali: 9.5 km from the border, in Mali"; NULL for a claim that puts it nowhere. */
static char *claimed_place(const YqPage *page, const YqClaim *claim, const char *by)
{
    const char *country =
        claim->side[0] != '\0' && page->gazetteer != NULL
            ? yq_country_name(page->gazetteer, claim->side, page->language)
            : NULL;

    if (country == NULL) {
        return NULL;
    }
    g_autofree char *km = yq_say_number(page, claim->distance_to_border_km, 1);

    return claim->distance_to_border_km > 0
               ? yq_say_with(page, "strip.claim.distance", "by", by, "km", km, "country",
                             country, NULL)
               : yq_say_with(page, "strip.claim.side", "by", by, "country", country,
                             NULL);
}

/* "Malian army: 2 killed" */
static char *said_by(const YqPage *page, const char *by, const char *what)
{
    g_autofree char *isolated = yq_say_isolated(page, by);

    return g_strconcat(isolated, yq_say(page, "colon"), what, NULL);
}

/* The claim's own words, which tell a denial from a boast, with who says them; NULL where
 * the page does not speak their language or they are a scrap. */
static char *own_words(const YqPage *page, const YqIncident *incident,
                       const YqClaim *claim)
{
    if (!yq_page_speaks(page, incident) || claim->says == NULL ||
        g_utf8_strlen(claim->says, -1) <= LEAST_WORDS) {
        return NULL;
    }
    g_autofree char *words = yq_say_digits(page, claim->says);

    return strstr(claim->says, claim->by) != NULL ? g_steal_pointer(&words)
                                                  : said_by(page, claim->by, words);
}

/* What one party says, in a few words: where, how many, or else its own words. Of what
 * the entry's text tells by itself only who it is, unless @shown says that. */
static char *account_of(const YqPage *page, const YqIncident *incident,
                        const YqClaim *claim, const char *shown)
{
    if (claim->by == NULL || *claim->by == '\0') {
        return NULL;
    }
    g_autofree char *toll = yq_say_casualties(page, &claim->casualties);
    const char *by = yq_page_speaker(page, incident, claim);
    char *account = claimed_place(page, claim, by);

    if (account == NULL && toll != NULL) {
        account = said_by(page, by, toll);
    }
    bool told = claim->says != NULL && incident->summary != NULL &&
                strstr(incident->summary, claim->says) != NULL;

    if (account == NULL && !told) {
        account = own_words(page, incident, claim);
    }
    if (account != NULL || (told && strstr(shown, claim->by) != NULL)) {
        return account;
    }
    return yq_say_with(page, "source_of", "by", by, NULL);
}

/* Who says what, beside the @lines that the entry has already. */
static char *accounts_of(const YqPage *page, const YqIncident *incident, GPtrArray *lines)
{
    g_autoptr(GString) shown = g_string_new(NULL);

    g_autoptr(GString) all = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++) {
        g_string_append_printf(shown, "%s ", (const char *)lines->pdata[i]);
    }
    for (size_t i = 0; i < incident->n_claims && i < 3; i++) {
        g_autofree char *account =
            account_of(page, incident, &incident->claims[i], shown->str);

        if (account != NULL && strstr(all->str, account) == NULL) {
            g_string_append(all, all->len > 0 ? yq_say(page, "semicolon") : "");
            g_string_append(all, account);
        }
    }
    return all->len > 0 ? g_string_free(g_steal_pointer(&all), FALSE) : NULL;
}

/* Whether some of the text had to be left out. */
static bool add_lines(GPtrArray *lines, const char *text, const YqFont *font,
                      double width, int most)
{
    bool cut;

    if (text == NULL || most == 0) {
        return false;
    }
    g_autofree char **some = yq_text_wrap_some(text, font, width, (guint)most, &cut);

    for (char **line = some; *line != NULL; line++) {
        g_ptr_array_add(lines, *line);
    }
    return cut;
}

/* What is told of an incident whatever the detail, of the page's arena. */
typedef struct Words {
    const char *head; /* type and place */
    const char *when; /* date and casualties */
    const char *line; /* NULL where it says no more than that */
    const char *all;  /* "12 Apr 2024 · Ambush · Gao · 8 killed", in one run */
} Words;

static Words *make_words(const YqPage *page, const YqMark *mark)
{
    const YqIncident *incident = mark->incident;
    YqArena *arena = page->arena;
    Words *words = yq_arena_alloc(arena, sizeof *words);
    const char *type = yq_say_type(page, incident);
    g_autofree char *date = yq_say_interval(page, &incident->when);
    g_autofree char *place = where(page, mark);
    g_autofree char *dead = yq_say_casualties(page, &incident->casualties);
    g_autofree char *line = one_line(page, incident);
    g_autofree char *head = join(type, yq_say(page, "comma"), place);
    g_autofree char *when = join(date, separator(page), dead);
    g_autofree char *what = join(type, separator(page), place);
    g_autofree char *more = join(what, separator(page), dead);
    g_autofree char *all = join(date, separator(page), more);

    words->head = yq_arena_strdup(arena, head);
    words->when = yq_arena_strdup(arena, when);
    words->line = g_strcmp0(line, dead) != 0 ? yq_arena_strdup(arena, line) : NULL;
    words->all = yq_arena_strdup(arena, all);
    return words;
}

/* Made once for an incident, and once more where it turns out to lie outside of the map.
 */
static const Words *words_of(const YqPage *page, const YqMark *mark)
{
    bool outside = page->projection.string != NULL && !mark->mapped;
    gpointer key = (char *)mark->incident + (outside ? 1 : 0);
    Words *words = g_hash_table_lookup(page->words, key);

    if (words == NULL) {
        words = make_words(page, mark);
        g_hash_table_insert(page->words, key, words);
    }
    return words;
}

void yq_entry_fill(const YqPage *page, YqEntry *entry, const YqDetail *detail,
                   double width)
{
    const YqIncident *incident = entry->mark->incident;
    const Words *words = words_of(page, entry->mark);
    YqFont bold = yq_entry_font(page, detail, true),
           font = yq_entry_font(page, detail, false);

    width -= yq_entry_indent(page, detail) + 2;
    entry->lines = g_ptr_array_new_with_free_func(g_free);
    if (detail->one_line > 0) {
        add_lines(entry->lines, words->all, &font, width, detail->one_line);
        return;
    }
    add_lines(entry->lines, words->head, &bold, width, 2);
    entry->n_bold = entry->lines->len;
    add_lines(entry->lines, words->when, &font, width, 2);
    entry->cut = add_lines(entry->lines, words->line, &font, width, detail->summary);
    if (detail->source) {
        g_autofree char *source = accounts_of(page, incident, entry->lines);
        guint before = entry->lines->len;

        add_lines(entry->lines, source, &font, width, incident->n_claims > 1 ? 3 : 2);
        entry->n_source = entry->lines->len - before;
    }
}

void yq_entry_clear(YqEntry *entry)
{
    g_clear_pointer(&entry->lines, g_ptr_array_unref);
}

double yq_entry_height(const YqPage *page, const YqEntry *entry, const YqDetail *detail)
{
    YqFont font = yq_entry_font(page, detail, false);
    double gap = detail->one_line > 0 || detail->tight ? 0.28 : 0.45;

    return MAX(entry->lines->len * yq_entry_line_height(&font),
               detail->one_line > 0 || detail->tight
                   ? 0
                   : 17 * detail->scale * page->type_scale) +
           gap * font.size;
}
