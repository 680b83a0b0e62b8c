/* SPDX-License-Identifier: MIT */
/* Themes: colours, fonts, sizes and symbols of a map, read from a key file
 * (geodata/themes/NAME.theme,
 * `[group]` and `key=value` with comments). Every key has a default in the `news` theme;
 * a key that no code asks for is an error of the test. */
#pragma once

#include "scene.h"

typedef struct YqTheme YqTheme;

/** @name: "news", "print", "dark", "humanitarian", or a file; NULL: news. */
YqTheme *yq_theme_open(const char *name, GError **error);
YqColour yq_theme_colour(const YqTheme *self, const char *group, const char *key);
double yq_theme_number(const YqTheme *self, const char *group, const char *key);
/** Borrowed. */
const char *yq_theme_string(const YqTheme *self, const char *group, const char *key);
/** `key=size [bold] [italic] [Family]`. */
YqFont yq_theme_font(const YqTheme *self, const char *group, const char *key);
/** Fonts are given out so many times as large from now on; 1 at first. */
void yq_theme_set_scale(YqTheme *self, double scale);
/** Whether a key is there; for keys that are made of data, as types of incidents are. */
bool yq_theme_has(const YqTheme *self, const char *group, const char *key);
/** The symbol of an incident type ("drone_strike"): [symbols], or else
 * yq_symbol_of_type(). */
const char *yq_theme_symbol(const YqTheme *self, const char *type);
/** "#rgb", "#rrggbb", "#rrggbbaa" or "none"; false, and @out untouched, for another. */
bool yq_colour_parse(const char *text, YqColour *out);
void yq_theme_free(YqTheme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqTheme, yq_theme_free)

/** Size of the page in points and pixels per inch from "1600x1200", "180x120mm", "A4",
 * "A4-landscape" or a preset of the theme's [sizes]; NULL: the default of 1600 by 1200
 * pixels at 144 per inch. */
bool yq_page_size(const YqTheme *theme, const char *size, double dpi, double *out_width,
                  double *out_height, double *out_dpi, GError **error);
