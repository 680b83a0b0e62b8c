/* SPDX-License-Identifier: MIT */
/* Times the drawing of a made-up page: polygons with many points, a relief, labels in two
 * scripts with halos, and as many symbols as asked for.
 * Usage: bench_draw FORMAT SYMBOLS [RUNS] */
#include "draw/items.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 800, HEIGHT = 600, RELIEF = 400 };

static unsigned seed = 1;

static double chance(void)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 8 & 0xFFFF) / 65536.0;
}

static void add_relief(YqScene *scene)
{
    g_autofree uint8_t *rgba = g_malloc((size_t)RELIEF * RELIEF * 3 / 4 * 4);

    for (int y = 0; y < RELIEF * 3 / 4; y++) {
        for (int x = 0; x < RELIEF; x++) {
            uint8_t *p = rgba + ((size_t)y * RELIEF + x) * 4;
            double shade = sin(x * 0.11) * cos(y * 0.13) + 0.3 * chance();

            p[0] = p[1] = p[2] = (uint8_t)(200 + 30 * shade);
            p[3] = 90;
        }
    }
    yq_scene_image(scene, (YqRect){0, 0, WIDTH, HEIGHT}, rgba, RELIEF, RELIEF * 3 / 4);
}

static void add_outline(YqScene *scene, int n, double radius, const YqPaint *paint,
                        bool closed)
{
    g_autofree YqXY *points = g_new(YqXY, n);
    double x = WIDTH * chance(), y = HEIGHT * chance();

    for (int i = 0; i < n; i++) {
        double angle = 2 * G_PI * i / n,
               r = radius * (1 + 0.2 * sin(7 * angle)) + chance();

        points[i] = (YqXY){(float)(x + r * cos(angle)), (float)(y + r * sin(angle))};
    }
    uint32_t end = (uint32_t)n;

    yq_scene_path(scene, &(YqPath){points, &end, 1, closed}, paint);
}

static void add_labels(YqScene *scene)
{
    static const char *names[] = {
        "تمنراست",        "Tamanrasset",         "تين زاوتين", "Tin Zaouatine",
        "برج باجي مختار", "Bordj Badji Mokhtar", "غاو",        "Gao"};
    YqTextStyle style = {.font = {.size = 9},
                         .colour = {0.1f, 0.1f, 0.1f, 1},
                         .halo = {1, 1, 1, 0.85f},
                         .halo_width = 1.3};

    for (int i = 0; i < 90; i++) {
        char text[64];

        g_snprintf(text, sizeof text, "%s %d", names[i % 8], i / 8);
        style.font.bold = i % 3 == 0;
        yq_scene_text(scene, 750 * chance(), 590 * chance(), YQ_ALIGN_START, 0, text,
                      &style);
    }
}

static YqScene *make_scene(int n_symbols)
{
    static const char *symbols[] = {"cross", "burst", "drone", "diamond", "star"};
    YqScene *scene = yq_scene_new(WIDTH, HEIGHT);
    YqPaint land = {.fill = {0.96f, 0.94f, 0.9f, 1},
                    .stroke = {0.5f, 0.6f, 0.7f, 1},
                    .width = 0.6,
                    .round = true};
    YqPaint border = {.stroke = {0.4f, 0.4f, 0.4f, 1}, .width = 1, .round = true};
    YqPaint marker = {
        .fill = {0.8f, 0.1f, 0.1f, 1}, .stroke = {1, 1, 1, 1}, .width = 0.8};

    yq_scene_set_background(scene, (YqColour){0.85f, 0.9f, 0.93f, 1});
    for (int i = 0; i < 12; i++) {
        add_outline(scene, 3000, 150, &land, true);
    }
    add_relief(scene);
    for (int i = 0; i < 20; i++) {
        add_outline(scene, 800, 90, &border, false);
    }
    for (int i = 0; i < n_symbols; i++) {
        yq_scene_symbol(scene, symbols[i % 5], WIDTH * chance(), HEIGHT * chance(),
                        8 + (i % 4) * 3, &marker);
    }
    add_labels(scene);
    return scene;
}

int main(int argc, char **argv)
{
    const char *format = argc > 1 ? argv[1] : "png";
    int n_symbols = argc > 2 ? atoi(argv[2]) : 25, runs = argc > 3 ? atoi(argv[3]) : 1;

    for (int i = 0; i < runs; i++) {
        gint64 start = g_get_monotonic_time();
        g_autoptr(YqScene) scene = make_scene(n_symbols);
        gint64 made = g_get_monotonic_time();
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes =
            strcmp(format, "png") == 0   ? yq_draw_png(scene, NULL, &error)
            : strcmp(format, "svg") == 0 ? yq_draw_svg(scene, NULL, &error)
                                         : yq_draw_pdf(scene, NULL, &error);
        gint64 drawn = g_get_monotonic_time();

        if (bytes == NULL) {
            fprintf(stderr, "%s\n", error->message);
            return 1;
        }
        printf("%s %d symbols: made %.1f ms, drawn %.1f ms, %zu bytes\n", format,
               n_symbols, (double)(made - start) / 1000, (double)(drawn - made) / 1000,
               g_bytes_get_size(bytes));
        if (argc > 4) {
            gsize length;
            const char *data = g_bytes_get_data(bytes, &length);

            g_file_set_contents(argv[4], data, (gssize)length, NULL);
        }
    }
    return 0;
}
