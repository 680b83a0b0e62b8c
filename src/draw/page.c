/* SPDX-License-Identifier: MIT */
/* Sizes of pages. */
#include "draw/theme.h"

#include <string.h>
#include <yaqut/error.h>

#define POINTS_PER_INCH 72.0
#define MM_PER_INCH 25.4
#define DEFAULT_DPI 144.0

/* ISO 216, portrait, mm. */
static const struct {
    const char *name;
    double width, height;
} papers[] = {{"A2", 420, 594}, {"A3", 297, 420}, {"A4", 210, 297},
              {"A5", 148, 210}, {"A6", 105, 148}, {"letter", 215.9, 279.4}};

static bool paper_size(const char *size, double *width, double *height)
{
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) {
        size_t length = strlen(papers[i].name);

        if (g_ascii_strncasecmp(size, papers[i].name, length) != 0) {
            continue;
        }
        bool landscape = g_ascii_strcasecmp(size + length, "-landscape") == 0;

        if (size[length] == '\0' || landscape) {
            double w = papers[i].width * POINTS_PER_INCH / MM_PER_INCH;
            double h = papers[i].height * POINTS_PER_INCH / MM_PER_INCH;

            *width = landscape ? h : w;
            *height = landscape ? w : h;
            return true;
        }
    }
    return false;
}

/* "1600x1200" is in pixels, "180x120mm" (or cm, in, pt) in that unit. */
static bool numbers_size(const char *size, double dpi, double *width, double *height)
{
    static const struct {
        const char *name;
        double points;
    } units[] = {{"mm", POINTS_PER_INCH / MM_PER_INCH},
                 {"cm", 10 * POINTS_PER_INCH / MM_PER_INCH},
                 {"in", POINTS_PER_INCH},
                 {"pt", 1},
                 {"px", 0},
                 {"", 0}};
    char *end;
    double w = g_ascii_strtod(size, &end);

    if (end == size || (*end != 'x' && *end != 'X')) {
        return false;
    }
    const char *second = end + 1;
    double h = g_ascii_strtod(second, &end);

    if (end == second || !(w > 0) || !(h > 0)) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_ascii_strcasecmp(end, units[i].name) == 0) {
            double scale = units[i].points > 0 ? units[i].points : POINTS_PER_INCH / dpi;

            *width = w * scale;
            *height = h * scale;
            return true;
        }
    }
    return false;
}

bool yq_page_size(const YqTheme *theme, const char *size, double dpi, double *out_width,
                  double *out_height, double *out_dpi, GError **error)
{
    double resolution = dpi > 0 ? dpi : DEFAULT_DPI, width, height;
    const char *wanted = size != NULL ? size : "1600x1200";

    if (theme != NULL && yq_theme_has(theme, "sizes", wanted)) {
        wanted = yq_theme_string(theme, "sizes", wanted);
    }
    if (!paper_size(wanted, &width, &height) &&
        !numbers_size(wanted, resolution, &width, &height)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                    "no size '%s': say 1600x1200, 180x120mm, A4 or A4-landscape, or a "
                    "name of the theme's [sizes]",
                    wanted);
        return false;
    }
    double pixels =
        width * height * resolution * resolution / (POINTS_PER_INCH * POINTS_PER_INCH);

    if (MIN(width, height) < 36 || MAX(width, height) > 14400 || pixels > 4e8) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION,
                    "size '%s' at %g per inch is out of bounds: half an inch to 200, at "
                    "most 400 million pixels",
                    wanted, resolution);
        return false;
    }
    *out_width = width;
    *out_height = height;
    *out_dpi = resolution;
    return true;
}
