/* SPDX-License-Identifier: MIT */
#include "base/equal_area.h"

#include "base/angle.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AXIS 6378137.0 /* metres, half the ellipsoid's larger one */
#define FLATTENING (1 / 298.257223563)
#define E2 (FLATTENING * (2 - FLATTENING))

/* Equal Earth's coefficients. */
#define A1 1.340264
#define A2 -0.081106
#define A3 0.000893
#define A4 0.003796
#define ROOT (1.7320508075688772 / 2)

/* Snyder's q: the area between the equator and a latitude, by its sine (3-12). */
static inline double area_to(double sine)
{
    const double e = sqrt(E2);

    return (1 - E2) * (sine / (1 - E2 * sine * sine) + atanh(e * sine) / e);
}

static inline double area_to_pole(void)
{
    return area_to(1); /* a constant to the compiler */
}

/* Snyder's m: the radius of a parallel (14-15). */
static double parallel(double sine, double cosine)
{
    return cosine / sqrt(1 - E2 * sine * sine);
}

/* Latitude whose authalic latitude has a sine: degrees (3-18); within a millimetre. */
static double latitude_of(double sine)
{
    const double e4 = E2 * E2, e6 = e4 * E2;
    double beta = asin(CLAMP(sine, -1, 1));

    return (beta + (E2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * sin(2 * beta) +
            (23 * e4 / 360 + 251 * e6 / 3780) * sin(4 * beta) +
            761 * e6 / 45360 * sin(6 * beta)) /
           YQ_RADIANS;
}

/* Radians from the central meridian, in [-pi, pi]. */
static double from_meridian(const YqEqualArea *self, double lon)
{
    double away = (lon - self->lon) * YQ_RADIANS;

    return fabs(away) <= G_PI ? away : away - 2 * G_PI * round(away / (2 * G_PI));
}

/* --- what a string asks for --- */

typedef struct Wish {
    char proj[16];
    double lat_0, lat_1, lat_2, lat_ts, lon_0;
    bool wgs84;
} Wish;

static bool read_number(const char *text, double *out)
{
    char *end;

    *out = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*out);
}

static bool read_word(Wish *wish, const char *word)
{
    const struct {
        const char *key;
        double *to;
    } numbers[] = {{"+lat_0=", &wish->lat_0},
                   {"+lat_1=", &wish->lat_1},
                   {"+lat_2=", &wish->lat_2},
                   {"+lat_ts=", &wish->lat_ts},
                   {"+lon_0=", &wish->lon_0}};

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        if (g_str_has_prefix(word, numbers[i].key)) {
            return read_number(word + strlen(numbers[i].key), numbers[i].to);
        }
    }
    if (g_str_has_prefix(word, "+proj=")) {
        return g_strlcpy(wish->proj, word + 6, sizeof wish->proj) < sizeof wish->proj;
    }
    if (strcmp(word, "+ellps=WGS84") == 0 || strcmp(word, "+datum=WGS84") == 0) {
        return wish->wgs84 = true;
    }
    return *word == '\0' || strcmp(word, "+units=m") == 0 ||
           strcmp(word, "+no_defs") == 0;
}

static bool read_wish(Wish *wish, const char *string)
{
    g_auto(GStrv) words = g_strsplit(string, " ", -1);

    *wish = (Wish){.lat_1 = NAN, .lat_2 = NAN};
    for (char **word = words; *word != NULL; word++) {
        if (!read_word(wish, *word)) {
            return false;
        }
    }
    return wish->wgs84 && fabs(wish->lat_0) <= 90 && fabs(wish->lon_0) <= 360 &&
           fabs(wish->lat_ts) < 90;
}

static void make_azimuthal(YqEqualArea *self, const Wish *wish)
{
    double sine = sin(wish->lat_0 * YQ_RADIANS), cosine = cos(wish->lat_0 * YQ_RADIANS);
    double radius = sqrt(area_to_pole() / 2);

    self->kind = YQ_EQUAL_AREA_AZIMUTHAL;
    self->centre = (YqPoint){wish->lon_0, wish->lat_0};
    self->sine = area_to(sine) / area_to_pole();
    self->cosine = sqrt(1 - self->sine * self->sine);
    self->stretch = 1;
    if (fabs(wish->lat_0) > 90 - 1e-8) { /* no division of nothing by nothing */
        self->sine = copysign(1, sine);
        self->cosine = 0;
    } else {
        self->stretch = parallel(sine, cosine) / (radius * self->cosine);
    }
}

static bool make_conic(YqEqualArea *self, const Wish *wish)
{
    double s1 = sin(wish->lat_1 * YQ_RADIANS), s2 = sin(wish->lat_2 * YQ_RADIANS);
    double m1 = parallel(s1, cos(wish->lat_1 * YQ_RADIANS));
    double m2 = parallel(s2, cos(wish->lat_2 * YQ_RADIANS));
    double q1 = area_to(s1), q2 = area_to(s2);

    if (!(fabs(wish->lat_1) < 90 && fabs(wish->lat_2) < 90) ||
        fabs(wish->lat_1 + wish->lat_2) < 1e-8) {
        return false;
    }
    self->n =
        fabs(wish->lat_1 - wish->lat_2) < 1e-8 ? s1 : (m1 * m1 - m2 * m2) / (q2 - q1);
    self->c = m1 * m1 + self->n * q1;
    double inside = self->c - self->n * area_to(sin(wish->lat_0 * YQ_RADIANS));

    if (inside < 0) {
        return false;
    }
    self->rho = sqrt(inside) / self->n;
    self->kind = YQ_EQUAL_AREA_CONIC;
    return true;
}

bool yq_equal_area_parse(YqEqualArea *self, const char *string)
{
    Wish wish;

    *self = (YqEqualArea){0};
    if (!read_wish(&wish, string)) {
        return false;
    }
    self->lon = wish.lon_0;
    if (strcmp(wish.proj, "laea") == 0) {
        make_azimuthal(self, &wish);
    } else if (strcmp(wish.proj, "aea") == 0) {
        make_conic(self, &wish);
    } else if (strcmp(wish.proj, "cea") == 0 && wish.lat_0 == 0) {
        self->kind = YQ_EQUAL_AREA_CYLINDER;
        self->stretch =
            parallel(sin(wish.lat_ts * YQ_RADIANS), cos(wish.lat_ts * YQ_RADIANS));
    } else if (strcmp(wish.proj, "tcea") == 0 && wish.lat_0 == 0) {
        self->kind = YQ_EQUAL_AREA_TRANSVERSE;
    } else if (strcmp(wish.proj, "eqearth") == 0 && wish.lat_0 == 0) {
        self->kind = YQ_EQUAL_AREA_EARTH;
    }
    return self->kind != YQ_EQUAL_AREA_NONE;
}

/* --- forward; all of an ellipsoid whose larger half-axis is 1 --- */

static void azimuthal_forward(const YqEqualArea *self, double away, double sine,
                              double *x, double *y)
{
    double radius = sqrt(area_to_pole() / 2), sb = area_to(sine) / area_to_pole();
    double cb = sqrt(MAX(0, 1 - sb * sb)), sl = sin(away), cl = cos(away);
    double near = 1 + self->sine * sb + self->cosine * cb * cl;
    double k = near < 1e-10 ? NAN : radius * sqrt(2 / near);

    *x = k * self->stretch * cb * sl;
    *y = k / self->stretch * (self->cosine * sb - self->sine * cb * cl);
}

static void conic_forward(const YqEqualArea *self, double away, double sine, double *x,
                          double *y)
{
    double rho = sqrt(self->c - self->n * area_to(sine)) / self->n; /* NAN below 0 */

    *x = rho * sin(self->n * away);
    *y = self->rho - rho * cos(self->n * away);
}

/* How fast Equal Earth's y grows with its parameter. */
static double earth_slope(double t2)
{
    return A1 + 3 * A2 * t2 + t2 * t2 * t2 * (7 * A3 + 9 * A4 * t2);
}

static double earth_y(double t)
{
    double t2 = t * t;

    return t * (A1 + A2 * t2 + t2 * t2 * t2 * (A3 + A4 * t2));
}

static void earth_forward(double away, double sine, double *x, double *y)
{
    double radius = sqrt(area_to_pole() / 2);
    double t = asin(ROOT * area_to(sine) / area_to_pole());

    *x = radius * away * cos(t) / (ROOT * earth_slope(t * t));
    *y = radius * earth_y(t);
}

void yq_equal_area_forward(const YqEqualArea *self, YqPoint at, double *out_x,
                           double *out_y)
{
    double away = from_meridian(self, at.lon), x = NAN, y = NAN;
    double sine = fabs(at.lat) < 90 + 1e-9 ? sin(at.lat * YQ_RADIANS) : NAN;

    switch (self->kind) {
    case YQ_EQUAL_AREA_AZIMUTHAL:
        azimuthal_forward(self, away, sine, &x, &y);
        break;
    case YQ_EQUAL_AREA_CONIC:
        conic_forward(self, away, sine, &x, &y);
        break;
    case YQ_EQUAL_AREA_CYLINDER:
        x = self->stretch * away;
        y = area_to(sine) / (2 * self->stretch);
        break;
    case YQ_EQUAL_AREA_TRANSVERSE: /* PROJ's is that of the sphere */
        x = cos(at.lat * YQ_RADIANS) * sin(away);
        y = atan2(tan(at.lat * YQ_RADIANS), cos(away));
        break;
    case YQ_EQUAL_AREA_EARTH:
        earth_forward(away, sine, &x, &y);
        break;
    case YQ_EQUAL_AREA_NONE:
        break;
    }
    *out_x = x * AXIS;
    *out_y = y * AXIS;
}

/* --- inverse --- */

/* From a meridian's distance in radians and the sine of an authalic latitude. */
static bool found(const YqEqualArea *self, double away, double sine, YqPoint *out)
{
    if (!(fabs(sine) <= 1 + 1e-9) || !isfinite(away)) {
        return false;
    }
    *out = (YqPoint){self->lon + away / YQ_RADIANS, latitude_of(sine)};
    return true;
}

static bool azimuthal_inverse(const YqEqualArea *self, double x, double y, YqPoint *out)
{
    double radius = sqrt(area_to_pole() / 2);

    x /= self->stretch;
    y *= self->stretch;
    double rho = hypot(x, y), half = rho / (2 * radius);

    if (rho < 1e-14) {
        *out = self->centre;
        return true;
    }
    if (!(half <= 1)) {
        return false;
    }
    double cosine = 1 - 2 * half * half, sine = 2 * half * sqrt(1 - half * half);

    return found(self,
                 atan2(x * sine, rho * self->cosine * cosine - y * self->sine * sine),
                 cosine * self->sine + y * sine * self->cosine / rho, out);
}

static bool conic_inverse(const YqEqualArea *self, double x, double y, YqPoint *out)
{
    double sign = self->n < 0 ? -1 : 1, down = self->rho - y;
    double rho = hypot(x, down) * self->n;
    double away = atan2(sign * x, sign * down) / self->n;

    return fabs(away) <= G_PI + 1e-9 &&
           found(self, away, (self->c - rho * rho) / self->n / area_to_pole(), out);
}

static bool transverse_inverse(const YqEqualArea *self, double x, double y, YqPoint *out)
{
    double t = sqrt(1 - x * x); /* NAN beyond the globe */

    if (!(fabs(x) <= 1)) {
        return false;
    }
    *out = (YqPoint){self->lon + atan2(x, t * cos(y)) / YQ_RADIANS,
                     asin(t * sin(y)) / YQ_RADIANS};
    return true;
}

static bool earth_inverse(const YqEqualArea *self, double x, double y, YqPoint *out)
{
    double radius = sqrt(area_to_pole() / 2), t = y / radius;

    if (!(fabs(t) <= earth_y(G_PI / 3) + 1e-9)) { /* asin(ROOT): the pole */
        return false;
    }
    for (int i = 0; i < 12; i++) { /* Newton's; the curve is almost straight */
        double step = (earth_y(t) - y / radius) / earth_slope(t * t);

        t -= step;
        if (fabs(step) < 1e-13) {
            break;
        }
    }
    double away = ROOT * x / radius * earth_slope(t * t) / cos(t);

    return fabs(away) <= G_PI + 1e-9 && found(self, away, sin(t) / ROOT, out);
}

bool yq_equal_area_inverse(const YqEqualArea *self, double x, double y, YqPoint *out)
{
    x /= AXIS;
    y /= AXIS;
    switch (self->kind) {
    case YQ_EQUAL_AREA_AZIMUTHAL:
        return azimuthal_inverse(self, x, y, out);
    case YQ_EQUAL_AREA_CONIC:
        return conic_inverse(self, x, y, out);
    case YQ_EQUAL_AREA_CYLINDER:
        return found(self, x / self->stretch, 2 * y * self->stretch / area_to_pole(),
                     out);
    case YQ_EQUAL_AREA_TRANSVERSE:
        return transverse_inverse(self, x, y, out);
    case YQ_EQUAL_AREA_EARTH:
        return earth_inverse(self, x, y, out);
    default:
        return false;
    }
}
