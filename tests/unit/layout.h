/* SPDX-License-Identifier: MIT */
/* Maps as they are laid out, read back from the dump: where names, symbols, towns and
 * borders stand. */
#pragma once

#include "check.h"

#include "draw/grid.h"
#include "draw/scene.h"
#include <yaqut/annotations.h>
#include <yaqut/gazetteer.h>
#include <yaqut/geoparse.h>
#include <yaqut/map.h>

#include <stdio.h>
#include <unistd.h>

/* A name or a symbol on the page. */
typedef struct Thing {
    YqRect box;
    double radius; /* of a symbol; 0: a name */
    guint name;    /* the lines of one name share it */
    char what[80];
} Thing;

typedef struct Layout {
    YqMap *map;
    char *dump;
    GArray *names, *symbols, *dots; /* of Thing */
    GArray *borders;                /* of YqXY, in pairs: segments */
    double width, height;           /* of the page */
} Layout;

static inline void layout_clear(Layout *self)
{
    yq_map_free(self->map);
    g_free(self->dump);
    g_array_unref(self->names);
    g_array_unref(self->symbols);
    g_array_unref(self->dots);
    g_array_unref(self->borders);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Layout, layout_clear)

static inline const YqGazetteer *gazetteer(void)
{
    static YqGazetteer *all;
    g_autoptr(GError) error = NULL;

    if (all == NULL) {
        all = yq_gazetteer_open(NULL, &error);
        assert_no_error(error);
    }
    return all;
}

/* The font of a line, from its size on: `8.50 bold spaced 2.00 colour #23282cff "Gao"`.
 */
static inline YqFont read_font(const char *at)
{
    const char *colour = strstr(at, " colour "), *spaced = strstr(at, " spaced ");
    YqFont font = {.size = g_ascii_strtod(at, NULL)};
    g_autofree char *words = g_strndup(at, (gsize)(colour - at));

    font.bold = strstr(words, " bold") != NULL;
    font.italic = strstr(words, " italic") != NULL;
    font.spacing =
        spaced != NULL && spaced < colour ? g_ascii_strtod(spaced + 8, NULL) : 0;
    return font;
}

/* A line such as `text 12.00,34.50 start 8.50 bold colour #23282cff "Gao"`. */
static inline bool read_text(const char *line, Thing *out)
{
    double x, y;
    char align[16];
    int at;
    const char *quote = strchr(line, '"');

    if (sscanf(line, "text %lf,%lf %15s %n", &x, &y, align, &at) != 3 || quote == NULL) {
        return false;
    }
    g_autofree char *text = g_strndup(quote + 1, strlen(quote) - 2);
    YqFont font = read_font(line + at);
    YqExtents size = yq_text_measure(text, &font);
    double left = strcmp(align, "start") == 0 ? x
                  : strcmp(align, "end") == 0 ? x - size.width
                                              : x - size.width / 2;

    out->box =
        (YqRect){left + size.ink.x, y + size.ink.y, size.ink.width, size.ink.height};
    g_strlcpy(out->what, text, sizeof out->what);
    return true;
}

/* A line such as `along 12.00 italic colour #8a5a2bff "Sahel" 1.00,2.00 3.00,2.50`: boxes
 * along the part of the curve that the letters, in its middle, have. */
static inline void read_along(const char *line, const Thing *like, GArray *names)
{
    const char *quote = strchr(line, '"'), *end = strrchr(line, '"');
    g_autofree char *text = g_strndup(quote + 1, (gsize)(end - quote - 1));
    g_auto(GStrv) points = g_strsplit(end + 2, " ", -1);
    YqFont font = read_font(line + strlen("along "));
    YqExtents size = yq_text_measure(text, &font);
    guint n = g_strv_length(points);
    double length = 0, gone = 0, x, y, before_x = 0, before_y = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < n; i++) {
            assert_int_equal(sscanf(points[i], "%lf,%lf", &x, &y), 2);
            double step = i > 0 ? hypot(x - before_x, y - before_y) : 0;

            before_x = x;
            before_y = y;
            length += pass == 0 ? step : 0;
            gone += pass == 1 ? step : 0;
            if (pass == 1 && fabs(gone - length / 2) < size.width / 2) {
                Thing thing = *like;

                thing.box = (YqRect){x - 1, y - 0.5 * font.size, 2, 0.5 * font.size};
                g_strlcpy(thing.what, text, sizeof thing.what);
                g_array_append_val(names, thing);
            }
        }
    }
}

static inline bool read_circle(const char *line, Thing *out)
{
    double x, y, r;

    if (sscanf(line, "symbol circle %lf,%lf %lf", &x, &y, &r) == 3) {
        r /= 2; /* its size, and its edge at nine tenths */
        r *= 0.9;
    } else if (sscanf(line, "circle %lf,%lf %lf", &x, &y, &r) != 3) {
        return false;
    }
    out->radius = r;
    out->box = (YqRect){x - r, y - r, 2 * r, 2 * r};
    g_strlcpy(out->what, line, sizeof out->what);
    return true;
}

/* A line such as `line stroke #6b6460ff 1.10 1.00,2.00 3.00,2.50 / 4.00,5.00 6.00,7.00`.
 */
static inline void read_segments(const char *line, GArray *out)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    YqXY before = {0};
    bool any = false;

    for (char **word = words + 4; *word != NULL; word++) {
        YqXY at;

        if (strcmp(*word, "/") == 0) {
            any = false;
        } else if (strcmp(*word, "dash") == 0) {
            word++;
        } else if (sscanf(*word, "%f,%f", &at.x, &at.y) == 2) {
            if (any) {
                g_array_append_val(out, before);
                g_array_append_val(out, at);
            }
            before = at;
            any = true;
        }
    }
}

/* The dump's groups are indented: the outermost say what is in them. */
static inline void read_dump(Layout *self)
{
    g_auto(GStrv) lines = g_strsplit(self->dump, "\n", -1);
    char group[40] = "";
    guint name = 0;
    bool borders = false;

    for (char **line = lines; *line != NULL; line++) {
        const char *text = *line + strspn(*line, " ");
        size_t depth = (size_t)(text - *line) / 2;
        Thing thing = {.name = name};

        borders = depth == 1 ? strcmp(text, "borders:") == 0 : borders && depth > 1;
        if (g_str_has_suffix(text, ":") && depth <= 1) {
            name++;
            if (depth == 0) {
                g_strlcpy(group, text, sizeof group);
            }
        } else if (borders && g_str_has_prefix(text, "line ")) {
            read_segments(text, self->borders);
        } else if ((strcmp(group, "names:") == 0 || strcmp(group, "degrees:") == 0) &&
                   read_text(text, &thing)) {
            thing.name = strcmp(group, "degrees:") == 0 ? ++name : name;
            g_array_append_val(self->names, thing);
        } else if (strcmp(group, "names:") == 0 && g_str_has_prefix(text, "along ")) {
            read_along(text, &thing, self->names);
        } else if (strcmp(group, "towns:") == 0 && read_circle(text, &thing)) {
            g_array_append_val(self->dots, thing);
        } else if ((strcmp(group, "incident-symbols:") == 0 ||
                    strcmp(group, "incidents-small:") == 0) &&
                   read_circle(text, &thing)) {
            g_array_append_val(self->symbols, thing);
        }
    }
}

static inline const YqGeoparser *geoparser(void)
{
    static YqGeoparser *all;
    g_autoptr(GError) error = NULL;

    if (all == NULL) {
        all = yq_geoparser_new(gazetteer(), &error);
        assert_no_error(error);
    }
    return all;
}

static inline void lay_out(const char *const *paths, size_t n,
                           const YqMapOptions *options, Layout *out)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YqAnnotations) annotations =
        yq_annotations_read(paths, n, geoparser(), gazetteer(), NULL, NULL, &error);

    assert_no_error(error);
    out->map = yq_map_new(annotations, gazetteer(), options, &error);
    assert_no_error(error);
    out->dump = yq_map_dump(out->map);
    out->names = g_array_new(FALSE, FALSE, sizeof(Thing));
    out->symbols = g_array_new(FALSE, FALSE, sizeof(Thing));
    out->dots = g_array_new(FALSE, FALSE, sizeof(Thing));
    out->borders = g_array_new(FALSE, FALSE, sizeof(YqXY));
    assert_int_equal(sscanf(out->dump, "page %lfx%lf", &out->width, &out->height), 2);
    read_dump(out);
}

/* Lays out the map of a file that holds @text; @suffix: ".csv", ".txt". */
static inline void lay_out_text(const char *text, const char *suffix,
                                const YqMapOptions *options, Layout *out)
{
    g_autofree char *name = g_strconcat("yaqut-XXXXXX", suffix, NULL), *path = NULL;
    g_autoptr(GError) error = NULL;
    int file = g_file_open_tmp(name, &path, &error);

    assert_no_error(error);
    close(file);
    g_file_set_contents(path, text, -1, &error);
    assert_no_error(error);
    lay_out((const char *const *)&path, 1, options, out);
    remove(path);
}
