/* SPDX-License-Identifier: MIT */
/* The map in words, for those who do not see it. */
#include "map/page.h"

#include "map/words.h"

#include <math.h>
#include <string.h>

static void add_frame(const YqPage *page, GString *out)
{
    YqBox box = page->projection.box;
    g_autofree char *south = yq_say_angle(page, round(box.south), true);
    g_autofree char *north = yq_say_angle(page, round(box.north), true);
    g_autofree char *west =
        yq_say_angle(page, round(box.west) - 360 * round(box.west / 360), false);
    g_autofree char *east =
        yq_say_angle(page, round(box.east) - 360 * round(box.east / 360), false);
    g_autofree char *title = yq_page_title_text(page);
    g_autofree char *frame =
        yq_say_with(page, "describe.map", "area", title, "south", south, "north", north,
                    "west", west, "east", east, NULL);

    g_string_append_printf(out, "%s\n", frame);
}

static void add_size(const YqPage *page, GString *out)
{
    const char *km = yq_say(page, "km");
    double unit = page->projection.km_per_point;
    g_autofree char *w =
        yq_say_number(page, round(page->frame.width * unit / 10) * 10, 0);
    g_autofree char *h =
        yq_say_number(page, round(page->frame.height * unit / 10) * 10, 0);
    g_autofree char *w_km = g_strconcat(w, " ", km, NULL);
    g_autofree char *h_km = g_strconcat(h, " ", km, NULL);
    g_autofree char *size =
        yq_say_with(page, "describe.size", "w", w_km, "h", h_km, NULL);

    g_string_append_printf(out, "%s\n", size);
}

static void add_named(const YqPage *page, GString *out, bool areas, const char *key)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        if (town->weight > 0 && town->inside && town->area == areas) {
            g_string_append(list, list->len > 0 ? yq_say(page, "comma") : "");
            g_string_append(list, town->name);
        }
    }
    if (list->len > 0) {
        g_autofree char *line = yq_say_with(page, key, "list", list->str, NULL);

        g_string_append_printf(out, "%s\n", line);
    }
}

/* Whether two places are told, and not only two tolls. */
static bool has_two_positions(const YqIncident *incident)
{
    for (size_t i = 0; i < incident->n_claims; i++) {
        const YqClaim *claim = &incident->claims[i];

        if (claim->side[0] != '\0' || claim->distance_to_border_km > 0 ||
            (claim->place >= 0 && claim->place != incident->place)) {
            return true;
        }
    }
    return false;
}

/* What is to be known of its place: that it is outside, rough, or said to be two. */
static void add_remarks(const YqPage *page, GString *out, const YqMark *mark)
{
    const char *where = !yq_incident_mappable(mark->incident) ? "unmapped"
                        : !mark->mapped                       ? "outside"
                        : mark->uncertainty > mark->radius    ? "uncertain"
                                                              : NULL;
    const char *disputed = !mark->incident->disputed           ? NULL
                           : has_two_positions(mark->incident) ? "disputed"
                                                               : "disputed.accounts";

    if (where != NULL || disputed != NULL) {
        g_string_append_printf(
            out, " (%s%s%s)", where != NULL ? yq_say(page, where) : "",
            where != NULL && disputed != NULL ? yq_say(page, "semicolon") : "",
            disputed != NULL ? yq_say(page, disputed) : "");
    }
}

static void add_part(const YqPage *page, GString *out, const char *part)
{
    if (part != NULL) {
        g_autofree char *isolated = yq_say_isolated(page, part);

        g_string_append(out, yq_say(page, "comma"));
        g_string_append(out, isolated);
    }
}

static void add_incident(const YqPage *page, GString *out, const YqMark *mark)
{
    const YqIncident *incident = mark->incident;
    g_autofree char *date = yq_say_interval(page, &incident->when);
    g_autofree char *dead = yq_say_casualties(page, &incident->casualties);

    if (mark->number > 0 && page->panel.width > 0) {
        g_autofree char *number = yq_say_number(page, mark->number, 0);

        g_string_append_printf(out, "%s. ", number);
    }
    g_string_append(out, date);
    add_part(page, out, yq_say_type(page, incident));
    add_part(page, out, yq_page_incident_place(page, incident));
    add_part(page, out, dead);
    add_remarks(page, out, mark);
    g_string_append(out, ".\n");
}

char *yq_page_describe(const YqPage *page)
{
    GString *out = g_string_new(NULL);

    add_frame(page, out);
    add_size(page, out);
    add_named(page, out, true, "describe.areas");
    add_named(page, out, false, "describe.named");
    for (guint i = 0, told = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (mark->number == 0) {
            continue;
        }
        if (told++ == 0) {
            g_string_append_printf(out, "%s\n", yq_say(page, "describe.incidents"));
        }
        add_incident(page, out, mark);
    }
    return g_string_free(out, FALSE);
}
