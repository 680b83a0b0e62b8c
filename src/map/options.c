/* SPDX-License-Identifier: MIT */
/* Checks what the options of a map say before anything is laid out: a word that nobody
 * knows would otherwise be passed over, and the map be another than was asked for. */
#include "map/page.h"

#include <yaqut/error.h>

#include <string.h>

/* A band that is wider covers whatever a map can show of it. */
#define MOST_BAND_KM 5000.0

static const char *const furniture[] = {
    "title", "list",   "legend", "scale",   "inset", "graticule",
    "north", "relief", "towns",  "sources", "note",  "footer",
};
static const char *const movable[] = {"legend", "scale", "inset", "north"};
static const char *const corners[] = {"top-left", "top-right", "bottom-left",
                                      "bottom-right"};

static bool is_in(const char *word, const char *const *list, size_t n, const char *option,
                  GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", list[i]);
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION, "%s: no '%s': there are %s", option,
                word, known->str);
    return false;
}

static bool check_without(const char *list, GError **error)
{
    g_auto(GStrv) words = g_strsplit(list, ",", -1);

    for (char **word = words; *word != NULL; word++) {
        if (!is_in(g_strstrip(*word), furniture, G_N_ELEMENTS(furniture), "without",
                   error)) {
            return false;
        }
    }
    return true;
}

static bool check_places(const char *list, GError **error)
{
    g_auto(GStrv) wishes = g_strsplit(list, ",", -1);

    for (char **wish = wishes; *wish != NULL; wish++) {
        char *corner = strchr(*wish, '=');

        if (corner == NULL) {
            g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                        "place: '%s' is not of the form legend=bottom-left", *wish);
            return false;
        }
        *corner++ = '\0';
        if (!is_in(g_strstrip(*wish), movable, G_N_ELEMENTS(movable), "place", error) ||
            !is_in(g_strstrip(corner), corners, G_N_ELEMENTS(corners), "place", error)) {
            return false;
        }
    }
    return true;
}

bool yq_page_check_options(const YqMapOptions *o, GError **error)
{
    static const char *const colours[] = {"category", "date"};

    if (!(o->dpi >= 0) || !(o->band_km >= 0)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION, "%s: %g is below zero",
                    o->dpi >= 0 ? "band" : "dpi", o->dpi >= 0 ? o->band_km : o->dpi);
        return false;
    }
    if (o->band_km > MOST_BAND_KM) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION, "band: %g km are more than %g",
                    o->band_km, MOST_BAND_KM);
        return false;
    }
    return (o->without == NULL || check_without(o->without, error)) &&
           (o->place_furniture == NULL || check_places(o->place_furniture, error)) &&
           (o->colour_by == NULL ||
            is_in(o->colour_by, colours, G_N_ELEMENTS(colours), "colour-by", error));
}
