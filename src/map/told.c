/* SPDX-License-Identifier: MIT */
#include "map/told.h"

#include "map/words.h"

#include <string.h>

/* Letters: shorter words of a claim are a scrap. */
#define LEAST_WORDS 12

enum { MOST_CLAIMS = 3, N_NAMED = 1 << MOST_CLAIMS };

/* A text and how it breaks, once that is asked. */
typedef struct Said {
    const char *text; /* of the page's arena; NULL: nothing */
    YqRuler *ruler;
} Said;

struct YqTold {
    const YqIncident *incident;
    Said said[YQ_TOLD_N];
    /* up to which byte of the line each claim's speaker is named in it: 0 where that is
     * before the line, UINT32_MAX where nowhere */
    uint32_t named[MOST_CLAIMS];
    Said sources[N_NAMED]; /* by which speakers were named; made when asked for */
    bool sourced[N_NAMED];
};

/* --- its words --- */

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

bool yq_told_has_summary(const YqPage *page, const YqIncident *incident)
{
    return incident->summary != NULL && *incident->summary != '\0' &&
           yq_page_speaks(page, incident);
}

bool yq_told_has_words(const YqPage *page, const YqIncident *incident)
{
    return incident->n_claims > 0 || yq_told_has_summary(page, incident);
}

/* The article's own words, where the page speaks its language; else the casualties. */
static char *one_line(const YqPage *page, const YqIncident *incident)
{
    if (yq_told_has_summary(page, incident)) {
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
 * the entry's text tells by itself only who it is, unless that is @named. */
static char *account_of(const YqPage *page, const YqIncident *incident,
                        const YqClaim *claim, bool named)
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
    if (account != NULL || (told && named)) {
        return account;
    }
    return yq_say_with(page, "source_of", "by", by, NULL);
}

/* Who says what, beside an entry that names some of the speakers. */
static char *accounts_of(const YqPage *page, const YqIncident *incident, unsigned named)
{
    g_autoptr(GString) all = g_string_new(NULL);

    for (size_t i = 0; i < incident->n_claims && i < MOST_CLAIMS; i++) {
        g_autofree char *account =
            account_of(page, incident, &incident->claims[i], (named >> i & 1) != 0);

        if (account != NULL && strstr(all->str, account) == NULL) {
            g_string_append(all, all->len > 0 ? yq_say(page, "semicolon") : "");
            g_string_append(all, account);
        }
    }
    return all->len > 0 ? g_string_free(g_steal_pointer(&all), FALSE) : NULL;
}

/* --- made once --- */

/* Up to which byte of its texts, said one after the other, @by is named. */
static uint32_t named_upto(const YqTold *self, const char *by)
{
    const char *line = self->said[YQ_TOLD_LINE].text;

    if (by == NULL || strstr(self->said[YQ_TOLD_HEAD].text, by) != NULL ||
        strstr(self->said[YQ_TOLD_WHEN].text, by) != NULL) {
        return 0;
    }
    const char *at = line != NULL ? strstr(line, by) : NULL;

    return at != NULL ? (uint32_t)((size_t)(at - line) + strlen(by)) : UINT32_MAX;
}

static YqTold *told_new(const YqPage *page, const YqMark *mark)
{
    const YqIncident *incident = mark->incident;
    YqArena *arena = page->arena;
    YqTold *self = g_new0(YqTold, 1);
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

    self->incident = incident;
    self->said[YQ_TOLD_HEAD].text = yq_arena_strdup(arena, head);
    self->said[YQ_TOLD_WHEN].text = yq_arena_strdup(arena, when);
    self->said[YQ_TOLD_LINE].text =
        g_strcmp0(line, dead) != 0 ? yq_arena_strdup(arena, line) : NULL;
    self->said[YQ_TOLD_ALL].text = yq_arena_strdup(arena, all);
    for (size_t i = 0; i < incident->n_claims && i < MOST_CLAIMS; i++) {
        self->named[i] = named_upto(self, incident->claims[i].by);
    }
    return self;
}

static void told_free(void *at)
{
    YqTold *self = at;

    for (size_t i = 0; i < YQ_TOLD_N; i++) {
        yq_ruler_free(self->said[i].ruler);
    }
    for (size_t i = 0; i < N_NAMED; i++) {
        yq_ruler_free(self->sources[i].ruler);
    }
    g_free(self);
}

GHashTable *yq_told_new(void)
{
    return g_hash_table_new_full(NULL, NULL, NULL, told_free);
}

/* Made once for an incident, and once more where it turns out to lie outside of the map.
 */
YqTold *yq_told_of(const YqPage *page, const YqMark *mark)
{
    bool outside = page->projection.string != NULL && !mark->mapped;
    gpointer key = (char *)mark->incident + (outside ? 1 : 0);
    YqTold *told = g_hash_table_lookup(page->told, key);

    if (told == NULL) {
        told = told_new(page, mark);
        g_hash_table_insert(page->told, key, told);
    }
    return told;
}

static const YqRuler *ruler_of(const YqPage *page, Said *said, bool bold)
{
    YqFont font = yq_theme_font(page->theme, "furniture", "list");

    font.bold = bold;
    if (said->ruler == NULL && said->text != NULL) {
        said->ruler = yq_ruler_new(said->text, &font);
    }
    return said->ruler;
}

const YqRuler *yq_told_ruler(const YqPage *page, YqTold *self, YqTelling what)
{
    return ruler_of(page, &self->said[what], what == YQ_TOLD_HEAD);
}

const YqRuler *yq_told_source(const YqPage *page, YqTold *self, uint32_t shown)
{
    unsigned named = 0;

    for (size_t i = 0; i < self->incident->n_claims && i < MOST_CLAIMS; i++) {
        named |= self->named[i] <= shown ? 1u << i : 0;
    }
    if (!self->sourced[named]) {
        g_autofree char *text = accounts_of(page, self->incident, named);

        self->sources[named].text = yq_arena_strdup(page->arena, text);
        self->sourced[named] = true;
    }
    return ruler_of(page, &self->sources[named], false);
}
