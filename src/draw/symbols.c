/* SPDX-License-Identifier: MIT */
#include "draw/symbols.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Paths in a box of [-1, 1]: M, L, C (cubic) and Z as in SVG, absolute; O x y r is a
 * circle; R turns all that follows by degrees clockwise, S scales it, T moves it, each
 * from the origin anew. Holes come from the even-odd rule. */
#define DRONE                                                                            \
    "M 0 -1 L .17 -.72 .17 -.3 1 -.14 1 .12 .17 .14 .13 .58 .5 .84 .5 1 0 .88 "          \
    "-.5 1 -.5 .84 -.13 .58 -.17 .14 -1 .12 -1 -.14 -.17 -.3 -.17 -.72 Z"
#define JET                                                                              \
    "M 0 -1 L .2 -.55 .2 -.25 1 .42 1 .66 .2 .4 .18 .66 .5 .9 .5 1 0 .92 -.5 1 -.5 .9 "  \
    "-.18 .66 -.2 .4 -1 .66 -1 .42 -.2 -.25 -.2 -.55 Z"
#define GROUND "M -1 .8 L 1 .8 1 1 -1 1 Z "

static const struct {
    const char *name, *path;
} shapes[] = {
    {"circle", "O 0 0 .9"},
    {"square", "M -.8 -.8 L .8 -.8 .8 .8 -.8 .8 Z"},
    {"triangle", "M 0 -1 L .98 .74 -.98 .74 Z"},
    {"triangle-down", "M -.98 -.74 L .98 -.74 0 1 Z"},
    {"diamond", "M 0 -1 L 1 0 0 1 -1 0 Z"},
    {"diamond-open", "M 0 -1 L 1 0 0 1 -1 0 Z M 0 -.46 L -.46 0 0 .46 .46 0 Z"},
    {"ring", "O 0 0 .9 O 0 0 .55"},
    {"target", "O 0 0 .95 O 0 0 .64 O 0 0 .34"},
    {"frame", "M -.85 -.85 L .85 -.85 .85 .85 -.85 .85 Z M -.42 -.42 L .42 -.42 .42 .42 "
              "-.42 .42 Z"},
    {"bars", "M -.85 -.85 L .85 -.85 .85 .85 -.85 .85 Z M -.45 -.55 L -.15 -.55 -.15 .55 "
             "-.45 .55 Z M .15 -.55 L .45 -.55 .45 .55 .15 .55 Z"},
    {"star", "M 0 -1 L .27 -.36 .97 -.3 .44 .17 .6 .86 0 .5 -.6 .86 -.44 .17 -.97 -.3 "
             "-.27 -.36 Z"},
    {"burst", "M 0 -1 L .19 -.47 .71 -.71 .47 -.19 1 0 .47 .19 .71 .71 .19 .47 0 1 -.19 "
              ".47 -.71 .71 -.47 .19 -1 0 -.47 -.19 -.71 -.71 -.19 -.47 Z"},
    {"cross", "M -.95 -.58 L -.58 -.95 0 -.37 .58 -.95 .95 -.58 .37 0 .95 .58 .58 .95 0 "
              ".37 -.58 .95 -.95 .58 -.37 0 Z"},
    {"pincer", "M -1 -.85 L -.08 0 -1 .85 Z M 1 -.85 L .08 0 1 .85 Z"},
    {"drone", DRONE},
    {"drone-down", "R 135 S .82 T 0 -.22 " DRONE " R 0 S 1 T 0 0 " GROUND},
    {"jet", JET},
    {"jet-down", "R 135 S .82 T 0 -.22 " JET " R 0 S 1 T 0 0 " GROUND},
    {"shell", "M 0 -1 C .38 -.62 .46 -.3 .46 0 L .46 .6 -.46 .6 -.46 0 C -.46 -.3 -.38 "
              "-.62 0 -1 Z M -.46 .76 L .46 .76 .46 1 -.46 1 Z"},
    {"bomb", "R 30 O 0 .3 .68 M -.5 -1 L .5 -1 .24 -.42 -.24 -.42 Z"},
    {"flame",
     "M .08 -1 C .15 -.5 .8 -.2 .8 .38 C .8 .8 .42 1 0 1 C -.42 1 -.8 .8 -.8 .35 "
     "C -.8 0 -.58 -.22 -.48 -.55 C -.32 -.42 -.22 -.3 -.18 -.12 C .02 -.38 .1 "
     "-.66 .08 -1 Z"},
    {"bag", "M -.38 -1 L .38 -1 .22 -.52 C .8 -.3 1 .2 .9 .62 C .84 .9 .5 1 0 1 C -.5 1 "
            "-.84 .9 -.9 .62 C -1 .2 -.8 -.3 -.22 -.52 Z"},
    {"split", "M -.13 -.94 C -.62 -.88 -.95 -.5 -.95 0 C -.95 .5 -.62 .88 -.13 .94 Z M "
              ".13 -.94 C .62 -.88 .95 -.5 .95 0 C .95 .5 .62 .88 .13 .94 Z"},
    {"flag", "M -.8 -1 L -.5 -1 -.5 1 -.8 1 Z M -.36 -.98 L 1 -.4 -.36 .18 Z"},
    {"page", "M -.72 -1 L .3 -1 .72 -.58 .72 1 -.72 1 Z M -.4 -.3 L .4 -.3 .4 -.06 -.4 "
             "-.06 Z M -.4 .24 L .4 .24 .4 .48 -.4 .48 Z"},
    {"links", "O -.4 0 .6 O -.4 0 .3 O .4 0 .6 O .4 0 .3"},
    {"arrow-out", "M -1 0 L -.2 -.82 -.2 -.32 .95 -.32 .95 .32 -.2 .32 -.2 .82 Z"},
    {"speech", "M -.95 -.88 L .95 -.88 .95 .38 -.05 .38 -.55 .96 -.55 .38 -.95 .38 Z"},
    {"table", "O 0 0 .44 O 0 -.8 .2 O 0 .8 .2 O -.8 0 .2 O .8 0 .2"},
    {"no-fly", "O 0 0 .96 R 45 M -.62 -.14 C -.52 -.82 .52 -.82 .62 -.14 Z M -.62 .14 C "
               "-.52 .82 .52 .82 .62 .14 Z"},
    {"return", "M -1 -.3 L -.3 -.92 -.3 -.52 .25 -.52 C .75 -.52 1 -.2 1 .22 C 1 .65 .75 "
               ".95 .25 .95 L -.5 .95 -.5 .53 .25 .53 C .48 .53 .58 .42 .58 .22 C .58 0 "
               ".48 -.1 .25 -.1 L -.3 -.1 -.3 .32 Z"},
    {"octagon", "M -.4 -.96 L .4 -.96 .96 -.4 .96 .4 .4 .96 -.4 .96 -.96 .4 -.96 -.4 Z M "
                "-.16 -.62 L .16 -.62 .16 .18 -.16 .18 Z O 0 .5 .18"},
    {"placard", "M -.88 -1 L .88 -1 .88 .14 -.88 .14 Z M -.15 .28 L .15 .28 .15 1 -.15 1 "
                "Z"},
    {"person", "O 0 -.6 .38 M -.7 1 L -.7 .4 C -.7 -.02 -.35 -.08 0 -.08 C .35 -.08 .7 "
               "-.02 .7 .4 L .7 1 Z"},
    {"gate-open",
     "O 0 0 .96 M .68 0 L .05 -.58 .05 -.2 -.62 -.2 -.62 .2 .05 .2 .05 .58 Z"},
    {"gate-closed", "O 0 0 .96 M -.64 -.2 L .64 -.2 .64 .2 -.64 .2 Z"},
    {"north", "M 0 -1 L .55 1 0 .6 -.55 1 Z"},
};

static const struct {
    const char *type, *symbol;
} types[] = {
    {"armed_clash", "cross"},
    {"ambush", "pincer"},
    {"attack", "triangle-down"},
    {"drone_strike", "drone"},
    {"air_strike", "jet"},
    {"drone_shot_down", "drone-down"},
    {"aircraft_shot_down", "jet-down"},
    {"shelling", "shell"},
    {"bombardment", "bomb"},
    {"explosion", "burst"},
    {"mass_killing", "diamond"},
    {"mass_execution", "diamond-open"},
    {"abduction", "frame"},
    {"hostage_taking", "bars"},
    {"arson", "flame"},
    {"looting", "bag"},
    {"border_incidents", "split"},
    {"rebellion", "flag"},
    {"coup", "star"},
    {"agreement", "page"},
    {"withdrawal", "arrow-out"},
    {"alliance", "links"},
    {"statement", "speech"},
    {"meeting", "table"},
    {"airspace_closure", "no-fly"},
    {"ambassador_recalled", "return"},
    {"sanctions", "octagon"},
    {"protest", "placard"},
    {"refugees", "person"},
    {"border_crossing_opened", "gate-open"},
    {"border_crossing_closed", "gate-closed"},
};

enum { N_SHAPES = G_N_ELEMENTS(shapes), CURVE_STEPS = 8, CIRCLE_STEPS = 40 };

static YqPath paths[N_SHAPES];
static const char *names[N_SHAPES + 1];

/* A path on its way from text to points. */
typedef struct Pen {
    GArray *points; /* of YqXY */
    GArray *ends;   /* of uint32_t */
    double cosine, sine, scale, dx, dy;
    double x, y; /* before turning */
} Pen;

static void put(Pen *pen, double x, double y)
{
    YqXY at = {(float)((x * pen->cosine - y * pen->sine) * pen->scale + pen->dx),
               (float)((x * pen->sine + y * pen->cosine) * pen->scale + pen->dy)};

    g_array_append_val(pen->points, at);
    pen->x = x;
    pen->y = y;
}

static void end_subpath(Pen *pen)
{
    uint32_t last =
        pen->ends->len > 0 ? g_array_index(pen->ends, uint32_t, pen->ends->len - 1) : 0;

    if (pen->points->len > last) {
        g_array_append_val(pen->ends, pen->points->len);
    }
}

static void put_circle(Pen *pen, const double *v)
{
    end_subpath(pen);
    for (int i = 0; i < CIRCLE_STEPS; i++) {
        double angle = 2 * G_PI * i / CIRCLE_STEPS;

        put(pen, v[0] + v[2] * cos(angle), v[1] + v[2] * sin(angle));
    }
    end_subpath(pen);
}

static void put_curve(Pen *pen, const double *v)
{
    double x = pen->x, y = pen->y;

    for (int i = 1; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, u = 1 - t;

        put(pen,
            u * u * u * x + 3 * u * u * t * v[0] + 3 * u * t * t * v[2] +
                t * t * t * v[4],
            u * u * u * y + 3 * u * u * t * v[1] + 3 * u * t * t * v[3] +
                t * t * t * v[5]);
    }
}

static void perform(Pen *pen, char command, const double *v)
{
    switch (command) {
    case 'M':
        end_subpath(pen);
        put(pen, v[0], v[1]);
        break;
    case 'L':
        put(pen, v[0], v[1]);
        break;
    case 'C':
        put_curve(pen, v);
        break;
    case 'O':
        put_circle(pen, v);
        break;
    case 'R':
        pen->cosine = cos(v[0] * G_PI / 180);
        pen->sine = sin(v[0] * G_PI / 180);
        break;
    case 'S':
        pen->scale = v[0];
        break;
    default: /* T */
        pen->dx = v[0];
        pen->dy = v[1];
        break;
    }
}

static unsigned wanted_numbers(char command)
{
    switch (command) {
    case 'C':
        return 6;
    case 'O':
        return 3;
    case 'R':
    case 'S':
        return 1;
    default:
        return 2;
    }
}

static YqPath parse(const char *text)
{
    Pen pen = {.points = g_array_new(FALSE, FALSE, sizeof(YqXY)),
               .ends = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
               .cosine = 1,
               .scale = 1};
    char command = 'M';
    double numbers[6];
    unsigned n = 0;

    while (*text != '\0') {
        if (*text == ' ') {
            text++;
        } else if (g_ascii_isalpha(*text)) {
            command = *text++;
        } else {
            char *end;

            numbers[n++] = g_ascii_strtod(text, &end);
            text = end;
            if (n == wanted_numbers(command)) {
                perform(&pen, command, numbers);
                n = 0;
            }
        }
    }
    end_subpath(&pen);
    size_t n_subpaths = pen.ends->len;

    return (YqPath){(const YqXY *)(void *)g_array_free(pen.points, FALSE),
                    (const uint32_t *)(void *)g_array_free(pen.ends, FALSE), n_subpaths,
                    true};
}

static void prepare(void)
{
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        for (size_t i = 0; i < N_SHAPES; i++) {
            paths[i] = parse(shapes[i].path);
            names[i] = shapes[i].name;
        }
        g_once_init_leave(&ready, 1);
    }
}

static int find(const char *name)
{
    for (int i = 0; i < (int)N_SHAPES; i++) {
        if (name != NULL && strcmp(shapes[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

const YqPath *yq_symbol_path(const char *name)
{
    prepare();
    return &paths[MAX(0, find(name))];
}

bool yq_symbol_known(const char *name)
{
    return find(name) >= 0;
}

const char *const *yq_symbol_names(void)
{
    prepare();
    return names;
}

const char *yq_symbol_of_type(const char *type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (type != NULL && strcmp(types[i].type, type) == 0) {
            return types[i].symbol;
        }
    }
    return "circle";
}
