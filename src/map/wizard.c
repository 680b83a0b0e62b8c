/* SPDX-License-Identifier: MIT */
/* The rule is that of Projection Wizard: B. Šavrič, B. Jenny and H. Jenny, "Projection
 * Wizard: an online map projection selection tool", The Cartographic Journal 53 (2016).
 */
#include "map/wizard.h"

#include "base/angle.h"

#include <math.h>

/* --- what the frame shows --- */

void yq_bounds_stretch(YqBounds *b, double x, double y)
{
    if (isfinite(x) && isfinite(y)) {
        b->x0 = MIN(b->x0, x);
        b->y0 = MIN(b->y0, y);
        b->x1 = MAX(b->x1, x);
        b->y1 = MAX(b->y1, y);
    }
}

void yq_bounds_fill(YqBounds *b, const YqRect *frame, double margin, double least)
{
    double w = (b->x1 - b->x0) / (1 - 2 * margin), h = (b->y1 - b->y0) / (1 - 2 * margin);
    double aspect = frame->width / frame->height;
    double cx = (b->x0 + b->x1) / 2, cy = (b->y0 + b->y1) / 2;

    h = MAX(h, least / MIN(aspect, 1));
    w = MAX(w, h * aspect);
    h = w / aspect;
    *b = (YqBounds){cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
}

/* --- a first look at the extent, on the sphere --- */

/* Lambert's azimuthal equal-area projection of the unit sphere, about (lon, lat). */
static void sphere_forward(YqPoint about, YqPoint at, double *x, double *y)
{
    double l = (at.lon - about.lon) * YQ_RADIANS, p = at.lat * YQ_RADIANS,
           p0 = about.lat * YQ_RADIANS;
    double c = 1 + sin(p0) * sin(p) + cos(p0) * cos(p) * cos(l);
    double k = sqrt(2 / MAX(c, 1e-9));

    *x = k * cos(p) * sin(l);
    *y = k * (cos(p0) * sin(p) - sin(p0) * cos(p) * cos(l));
}

static YqPoint sphere_inverse(YqPoint about, double x, double y)
{
    double r = MIN(hypot(x, y), 2), c = 2 * asin(r / 2), p0 = about.lat * YQ_RADIANS;

    if (r < 1e-12) {
        return about;
    }
    double lat = asin(CLAMP(cos(c) * sin(p0) + y * sin(c) * cos(p0) / r, -1, 1));
    double lon = atan2(x * sin(c), r * cos(p0) * cos(c) - y * sin(p0) * sin(c));

    return (YqPoint){yq_lon_near(about.lon + lon / YQ_RADIANS, 0), lat / YQ_RADIANS};
}

static YqPoint mean_direction(const GArray *points)
{
    double x = 0, y = 0, z = 0;

    for (guint i = 0; i < points->len; i++) {
        YqPoint at = g_array_index(points, YqPoint, i);

        x += cos(at.lat * YQ_RADIANS) * cos(at.lon * YQ_RADIANS);
        y += cos(at.lat * YQ_RADIANS) * sin(at.lon * YQ_RADIANS);
        z += sin(at.lat * YQ_RADIANS);
    }
    if (hypot(hypot(x, y), z) < 1e-6 * points->len) { /* all round the world */
        return (YqPoint){0, 0};
    }
    return (YqPoint){atan2(y, x) / YQ_RADIANS, atan2(z, hypot(x, y)) / YQ_RADIANS};
}

/* What the frame will show, about: centre and box; east - west is the width. */
typedef struct Look {
    YqPoint centre;
    YqBox box;
    bool pole;
} Look;

static void look_at(const YqBounds *b, YqPoint about, Look *out)
{
    out->centre = sphere_inverse(about, (b->x0 + b->x1) / 2, (b->y0 + b->y1) / 2);
    out->box = (YqBox){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i <= 20; i++) {
        for (int j = 0; j <= 20; j++) {
            YqPoint at = sphere_inverse(about, b->x0 + (b->x1 - b->x0) * i / 20,
                                        b->y0 + (b->y1 - b->y0) * j / 20);
            double lon = yq_lon_near(at.lon, out->centre.lon);

            out->box.west = MIN(out->box.west, lon);
            out->box.east = MAX(out->box.east, lon);
            out->box.south = MIN(out->box.south, at.lat);
            out->box.north = MAX(out->box.north, at.lat);
        }
    }
    for (int pole = -1; pole <= 1; pole += 2) {
        double x, y;

        sphere_forward(about, (YqPoint){about.lon, 90.0 * pole}, &x, &y);
        if (x > b->x0 && x < b->x1 && y > b->y0 && y < b->y1) {
            out->pole = true;
            *(pole < 0 ? &out->box.south : &out->box.north) = 90 * pole;
        }
    }
}

static void first_look(const YqExtent *extent, const YqRect *frame, Look *out)
{
    YqPoint about = mean_direction(extent->points);
    YqBounds b = YQ_NO_BOUNDS;

    for (guint i = 0; i < extent->points->len; i++) {
        double x, y;

        sphere_forward(about, g_array_index(extent->points, YqPoint, i), &x, &y);
        yq_bounds_stretch(&b, x, y);
    }
    yq_bounds_fill(&b, frame, extent->margin, extent->least_km / 6371);
    *out = (Look){0};
    look_at(&b, about, out);
}

/* --- the rule --- */

/* Half degrees for a region, hundredths for a town: round numbers, yet central. */
static double tidy(double degrees, double width)
{
    double step = width > 4 ? 0.5 : width > 0.5 ? 0.05 : 0.005;

    return round(degrees / step) * step + 0.0;
}

/* Numbers of a PROJ string keep their point whatever the locale. */
static const char *plain(double number, char out[G_ASCII_DTOSTR_BUF_SIZE])
{
    return g_ascii_formatd(out, G_ASCII_DTOSTR_BUF_SIZE, "%.6g", number);
}

static void set_string(YqSuited *choice, const char *family, const char *extra)
{
    char lon[G_ASCII_DTOSTR_BUF_SIZE];

    g_snprintf(choice->string, sizeof choice->string,
               "+proj=%s %s +lon_0=%s +ellps=WGS84", family, extra,
               plain(choice->lon, lon));
}

static void use_azimuthal(YqSuited *choice)
{
    char lat[G_ASCII_DTOSTR_BUF_SIZE], extra[64];

    g_snprintf(extra, sizeof extra, "+lat_0=%s", plain(choice->lat, lat));
    set_string(choice, "laea", extra);
    choice->name_key = "projection.laea";
}

/* Parallels a sixth of the extent inside its edges. */
static void use_albers(YqSuited *choice, const YqBox *box)
{
    char south[G_ASCII_DTOSTR_BUF_SIZE], north[G_ASCII_DTOSTR_BUF_SIZE], extra[96];
    double sixth = (box->north - box->south) / 6, span = box->east - box->west;

    choice->lat = tidy(box->south + sixth, span);
    choice->lat2 = tidy(box->north - sixth, span);
    g_snprintf(extra, sizeof extra, "+lat_1=%s +lat_2=%s", plain(choice->lat, south),
               plain(choice->lat2, north));
    set_string(choice, "aea", extra);
    choice->name_key = "projection.aea";
}

static void use_cylinder(YqSuited *choice, const Look *look)
{
    char lat[G_ASCII_DTOSTR_BUF_SIZE], extra[64];

    choice->lat = tidy(fabs(look->centre.lat), 5);
    g_snprintf(extra, sizeof extra, "+lat_ts=%s", plain(choice->lat, lat));
    set_string(choice, "cea", extra);
    choice->name_key = "projection.cea";
}

/* A region, by its height to width at the latitude of its middle. */
static void choose_region(const Look *look, double s, YqSuited *choice)
{
    const YqBox *box = &look->box;
    double ratio = (box->north - box->south) /
                   ((box->east - box->west) * cos(look->centre.lat * YQ_RADIANS));
    const char *what;

    if (ratio > 1.25) {
        set_string(choice, "tcea", "");
        choice->name_key = "projection.tcea";
        what = "tall: transverse cylindrical equal-area";
    } else if (ratio < 0.8 && fabs(look->centre.lat) < 15) {
        use_cylinder(choice, look);
        what = "wide, by the equator: cylindrical equal-area";
    } else if (ratio < 0.8) {
        use_albers(choice, box);
        what = "wide: Albers conic equal-area, parallels a sixth in";
    } else {
        use_azimuthal(choice);
        what = "square: oblique Lambert azimuthal equal-area";
    }
    g_snprintf(choice->why, sizeof choice->why,
               "scale %.1f, a region; height to width %.2f, %s", s, ratio, what);
}

static void apply_rule(const Look *look, YqSuited *choice)
{
    const YqBox *box = &look->box;
    double width = box->east - box->west;
    double s =
        720 / width / (sin(box->north * YQ_RADIANS) - sin(box->south * YQ_RADIANS));

    *choice = (YqSuited){.lon = tidy(look->centre.lon, width),
                         .lat = tidy(look->centre.lat, width)};
    if (look->pole && fabs(look->centre.lat) > 50) {
        choice->lat =
            fabs(look->centre.lat) > 75 ? copysign(90, look->centre.lat) : choice->lat;
        use_azimuthal(choice);
        g_snprintf(choice->why, sizeof choice->why,
                   "a pole is in the frame: Lambert azimuthal equal-area");
    } else if (s >= 6) {
        choose_region(look, s, choice);
    } else if (s >= 1.5) {
        use_azimuthal(choice);
        g_snprintf(choice->why, sizeof choice->why,
                   "scale %.1f, a hemisphere: Lambert azimuthal equal-area", s);
    } else {
        set_string(choice, "eqearth", "");
        choice->name_key = "projection.eqearth";
        g_snprintf(choice->why, sizeof choice->why, "scale %.1f, the world: Equal Earth",
                   s);
    }
}

void yq_wizard_choose(const YqExtent *extent, const YqRect *frame, YqSuited *out)
{
    Look look;

    first_look(extent, frame, &look);
    apply_rule(&look, out);
}

void yq_wizard_azimuthal(YqPoint centre, YqSuited *out)
{
    *out = (YqSuited){.lat = centre.lat, .lon = centre.lon};
    use_azimuthal(out);
}
