/* SPDX-License-Identifier: MIT */
/* Which projection suits an extent, and how it is fitted to the frame. The rule is that
 * of Projection Wizard: B. Šavrič, B. Jenny and H. Jenny, "Projection Wizard: an online
 * map projection selection tool", The Cartographic Journal 53 (2016). */
#include "map/page.h"

#include "map/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RADIANS (G_PI / 180)

static double wrapped(double lon, double about)
{
    return lon - 360 * round((lon - about) / 360);
}

/* --- a first look at the extent, on the sphere --- */

/* Lambert's azimuthal equal-area projection of the unit sphere, about (lon, lat). */
static void sphere_forward(YqPoint about, YqPoint at, double *x, double *y)
{
    double l = (at.lon - about.lon) * RADIANS, p = at.lat * RADIANS,
           p0 = about.lat * RADIANS;
    double c = 1 + sin(p0) * sin(p) + cos(p0) * cos(p) * cos(l);
    double k = sqrt(2 / MAX(c, 1e-9));

    *x = k * cos(p) * sin(l);
    *y = k * (cos(p0) * sin(p) - sin(p0) * cos(p) * cos(l));
}

static YqPoint sphere_inverse(YqPoint about, double x, double y)
{
    double r = MIN(hypot(x, y), 2), c = 2 * asin(r / 2), p0 = about.lat * RADIANS;

    if (r < 1e-12) {
        return about;
    }
    double lat = asin(CLAMP(cos(c) * sin(p0) + y * sin(c) * cos(p0) / r, -1, 1));
    double lon = atan2(x * sin(c), r * cos(p0) * cos(c) - y * sin(p0) * sin(c));

    return (YqPoint){wrapped(about.lon + lon / RADIANS, 0), lat / RADIANS};
}

static YqPoint mean_direction(const GArray *points)
{
    double x = 0, y = 0, z = 0;

    for (guint i = 0; i < points->len; i++) {
        YqPoint at = g_array_index(points, YqPoint, i);

        x += cos(at.lat * RADIANS) * cos(at.lon * RADIANS);
        y += cos(at.lat * RADIANS) * sin(at.lon * RADIANS);
        z += sin(at.lat * RADIANS);
    }
    if (hypot(hypot(x, y), z) < 1e-6 * points->len) { /* all round the world */
        return (YqPoint){0, 0};
    }
    return (YqPoint){atan2(y, x) / RADIANS, atan2(z, hypot(x, y)) / RADIANS};
}

typedef struct Bounds {
    double x0, y0, x1, y1;
} Bounds;

#define NO_BOUNDS ((Bounds){INFINITY, INFINITY, -INFINITY, -INFINITY})

static void stretch(Bounds *b, double x, double y)
{
    if (isfinite(x) && isfinite(y)) {
        b->x0 = MIN(b->x0, x);
        b->y0 = MIN(b->y0, y);
        b->x1 = MAX(b->x1, x);
        b->y1 = MAX(b->y1, y);
    }
}

/* Widens @b by the margin, to the least size and to the frame's shape. */
static void fill_frame(Bounds *b, const YqRect *frame, double margin, double least)
{
    double w = (b->x1 - b->x0) / (1 - 2 * margin), h = (b->y1 - b->y0) / (1 - 2 * margin);
    double aspect = frame->width / frame->height;
    double cx = (b->x0 + b->x1) / 2, cy = (b->y0 + b->y1) / 2;

    h = MAX(h, least / MIN(aspect, 1));
    w = MAX(w, h * aspect);
    h = w / aspect;
    *b = (Bounds){cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
}

/* What the frame will show, about: centre and box; east - west is the width. */
typedef struct Look {
    YqPoint centre;
    YqBox box;
    bool pole;
} Look;

static void look_at(const Bounds *b, YqPoint about, Look *out)
{
    out->centre = sphere_inverse(about, (b->x0 + b->x1) / 2, (b->y0 + b->y1) / 2);
    out->box = (YqBox){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i <= 20; i++) {
        for (int j = 0; j <= 20; j++) {
            YqPoint at = sphere_inverse(about, b->x0 + (b->x1 - b->x0) * i / 20,
                                        b->y0 + (b->y1 - b->y0) * j / 20);
            double lon = wrapped(at.lon, out->centre.lon);

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
    Bounds b = NO_BOUNDS;

    for (guint i = 0; i < extent->points->len; i++) {
        double x, y;

        sphere_forward(about, g_array_index(extent->points, YqPoint, i), &x, &y);
        stretch(&b, x, y);
    }
    fill_frame(&b, frame, extent->margin, extent->least_km / 6371);
    *out = (Look){0};
    look_at(&b, about, out);
}

/* --- the rule --- */

typedef struct Choice {
    char string[160];
    const char *name_key;
    double lat, lat2, lon;
    char why[200];
} Choice;

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

static void set_string(Choice *choice, const char *family, const char *extra)
{
    char lon[G_ASCII_DTOSTR_BUF_SIZE];

    g_snprintf(choice->string, sizeof choice->string,
               "+proj=%s %s +lon_0=%s +ellps=WGS84", family, extra,
               plain(choice->lon, lon));
}

static void use_azimuthal(Choice *choice)
{
    char lat[G_ASCII_DTOSTR_BUF_SIZE], extra[64];

    g_snprintf(extra, sizeof extra, "+lat_0=%s", plain(choice->lat, lat));
    set_string(choice, "laea", extra);
    choice->name_key = "projection.laea";
}

/* Parallels a sixth of the extent inside its edges. */
static void use_albers(Choice *choice, const YqBox *box)
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

static void use_cylinder(Choice *choice, const Look *look)
{
    char lat[G_ASCII_DTOSTR_BUF_SIZE], extra[64];

    choice->lat = tidy(fabs(look->centre.lat), 5);
    g_snprintf(extra, sizeof extra, "+lat_ts=%s", plain(choice->lat, lat));
    set_string(choice, "cea", extra);
    choice->name_key = "projection.cea";
}

/* A region, by its height to width at the latitude of its middle. */
static void choose_region(const Look *look, double s, Choice *choice)
{
    const YqBox *box = &look->box;
    double ratio = (box->north - box->south) /
                   ((box->east - box->west) * cos(look->centre.lat * RADIANS));
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

static void choose(const Look *look, Choice *choice)
{
    const YqBox *box = &look->box;
    double width = box->east - box->west;
    double s = 720 / width / (sin(box->north * RADIANS) - sin(box->south * RADIANS));

    *choice = (Choice){.lon = tidy(look->centre.lon, width),
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

/* --- PROJ --- */

static void stay_silent(void *data, int level, const char *message)
{
    g_debug("PROJ %d: %s", level, message);
    (void)data;
}

/* PROJ is loaded only for what it alone can do. */
static const YqProj *start_proj(YqProjection *self)
{
    if (self->context == NULL) {
        self->context = yq_proj()->context_create();
        yq_proj()->log_func(self->context, NULL, stay_silent);
    }
    return yq_proj();
}

static bool open_string(YqProjection *self)
{
    self->degrees = yq_equal_area_parse(&self->formula, self->string);
    if (!self->degrees) {
        const YqProj *proj = start_proj(self);

        self->pj = proj->create(self->context, self->string);
    }
    return self->degrees || self->pj != NULL;
}

static bool open_crs(YqProjection *self, const char *crs)
{
    const YqProj *proj = start_proj(self);
    g_autoptr(PJ) raw = proj->create_crs_to_crs(self->context, "EPSG:4326", crs, NULL);

    self->degrees = true;
    self->pj = raw != NULL ? proj->normalize_for_visualization(self->context, raw) : NULL;
    return self->pj != NULL;
}

/* The user's projection: a PROJ string, or a CRS by code or name. */
static bool open_wish(YqProjection *self, const char *wish)
{
    if (strstr(wish, "+proj=") != NULL && strstr(wish, "+type=crs") == NULL &&
        strstr(wish, "+init=") == NULL) {
        self->string = g_strdup(wish);
        return open_string(self);
    }
    self->string = strspn(wish, "0123456789") == strlen(wish)
                       ? g_strconcat("EPSG:", wish, NULL)
                       : g_strdup(wish);
    return open_crs(self, self->string);
}

static void name_choice(const YqPage *page, YqProjection *self, const Choice *choice)
{
    g_autofree char *lat = yq_say_angle(page, choice->lat, true);
    g_autofree char *lat2 = yq_say_angle(page, choice->lat2, true);
    g_autofree char *lon = yq_say_angle(page, choice->lon, false);

    self->string = g_strdup(choice->string);
    self->name =
        yq_say_with(page, choice->name_key, "lat", lat, "lat2", lat2, "lon", lon, NULL);
    self->why = g_strdup(choice->why);
}

static bool open_projection(YqPage *page, const Look *look, GError **error)
{
    YqProjection *self = &page->projection;
    const char *wish = page->options->projection;
    bool open;

    if (wish != NULL) {
        open = open_wish(self, wish);
        self->name = g_strdup(self->string);
        self->why = g_strdup("as asked for");
    } else {
        Choice choice;

        choose(look, &choice);
        name_choice(page, self, &choice);
        open = open_string(self);
    }
    if (!open) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_PROJECTION, "cannot use projection '%s'",
                    self->string);
        return false;
    }
    return true;
}

/* Projected positions of @n points, in place: lon and lat become x and y. */
static void transform(const YqProjection *self, double *xy, size_t n)
{
    if (self->pj == NULL) {
        for (size_t i = 0; i < n; i++) {
            yq_equal_area_forward(&self->formula, (YqPoint){xy[2 * i], xy[2 * i + 1]},
                                  &xy[2 * i], &xy[2 * i + 1]);
        }
        return;
    }
    if (!self->degrees) {
        for (size_t i = 0; i < 2 * n; i++) {
            xy[i] *= RADIANS;
        }
    }
    yq_proj()->trans_generic(self->pj, PJ_FWD, xy, 2 * sizeof *xy, n, xy + 1,
                             2 * sizeof *xy, n, NULL, 0, 0, NULL, 0, 0);
}

void yq_projection_forward(const YqProjection *self, const YqPoint *points, size_t n,
                           YqXY *out)
{
    double buffer[2 * 512];

    for (size_t done = 0; done < n;) {
        size_t some = MIN(n - done, 512);

        memcpy(buffer, points + done, some * sizeof *points);
        transform(self, buffer, some);
        for (size_t i = 0; i < some; i++) {
            double x = buffer[2 * i], y = buffer[2 * i + 1];

            out[done + i] =
                isfinite(x) && isfinite(y)
                    ? (YqXY){(float)(self->left + (x - self->x) * self->scale),
                             (float)(self->top + (self->y - y) * self->scale)}
                    : (YqXY){NAN, NAN};
        }
        done += some;
    }
}

YqXY yq_projection_point(const YqProjection *self, YqPoint at)
{
    YqXY xy;

    yq_projection_forward(self, &at, 1, &xy);
    return xy;
}

bool yq_projection_inverse(const YqProjection *self, YqXY at, YqPoint *out)
{
    PJ_COORD c = {.v = {self->x + (at.x - self->left) / self->scale,
                        self->y - (at.y - self->top) / self->scale, 0, 0}};

    if (self->pj == NULL) {
        if (!yq_equal_area_inverse(&self->formula, c.v[0], c.v[1], out)) {
            return false;
        }
        out->lon = wrapped(out->lon, 0);
        return true;
    }
    c = yq_proj()->trans(self->pj, PJ_INV, c);
    double unit = self->degrees ? 1 : RADIANS;

    if (!isfinite(c.v[0]) || !isfinite(c.v[1]) || yq_proj()->errno_(self->pj) != 0) {
        yq_proj()->errno_reset(self->pj);
        return false;
    }
    *out = (YqPoint){wrapped(c.v[0] / unit, 0), c.v[1] / unit};
    return true;
}

double yq_projection_north(const YqProjection *self, YqXY at)
{
    YqPoint here;

    if (!yq_projection_inverse(self, at, &here)) {
        return 0;
    }
    double step = MIN(self->km_per_point / 111 * 5, 0.5);
    YqXY up = yq_projection_point(self, (YqPoint){here.lon, MIN(here.lat + step, 90)});

    return atan2(up.x - at.x, at.y - up.y);
}

/* --- fitting it to the frame --- */

static Bounds bounds_of(const YqProjection *self, const YqExtent *extent)
{
    Bounds b = NO_BOUNDS;

    for (guint i = 0; i < extent->points->len; i++) {
        double xy[2];

        memcpy(xy, &g_array_index(extent->points, YqPoint, i), sizeof xy);
        transform(self, xy, 1);
        stretch(&b, xy[0], xy[1]);
    }
    return b;
}

/* Kilometres that a point of the page spans, at the frame's centre. */
static double measure_scale(YqProjection *self, const YqRect *frame)
{
    float x = (float)(frame->x + frame->width / 2),
          y = (float)(frame->y + frame->height / 2);
    YqPoint left, right;

    if (!yq_projection_inverse(self, (YqXY){x, y}, &self->centre) ||
        !yq_projection_inverse(self, (YqXY){x - 5, y}, &left) ||
        !yq_projection_inverse(self, (YqXY){x + 5, y}, &right)) {
        return 0;
    }
    return yq_distance_km(left, right) / 10;
}

static void set_box(YqProjection *self, const YqRect *frame)
{
    YqBox box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (int i = 0; i <= 24; i++) {
        for (int j = 0; j <= 24; j++) {
            YqPoint at;
            YqXY xy = {(float)(frame->x + frame->width * i / 24),
                       (float)(frame->y + frame->height * j / 24)};

            if (yq_projection_inverse(self, xy, &at)) {
                double lon = wrapped(at.lon, self->centre.lon);

                box.west = MIN(box.west, lon);
                box.east = MAX(box.east, lon);
                box.south = MIN(box.south, at.lat);
                box.north = MAX(box.north, at.lat);
            }
        }
    }
    for (int pole = -1; pole <= 1; pole += 2) {
        YqXY xy = yq_projection_point(self, (YqPoint){self->centre.lon, 89.9999 * pole});

        if (xy.x > frame->x && xy.x < frame->x + frame->width && xy.y > frame->y &&
            xy.y < frame->y + frame->height) {
            self->pole = true;
            *(pole < 0 ? &box.south : &box.north) = 90 * pole;
        }
    }
    if (self->pole) {
        box.west = self->centre.lon - 180;
        box.east = self->centre.lon + 180;
    }
    double dx = (box.east - box.west) * 0.01, dy = (box.north - box.south) * 0.01;

    self->box =
        (YqBox){MAX(box.west - dx, self->centre.lon - 180), MAX(box.south - dy, -90),
                MIN(box.east + dx, self->centre.lon + 180), MIN(box.north + dy, 90)};
}

bool yq_projection_fit(YqPage *page, const YqExtent *extent, GError **error)
{
    YqProjection *self = &page->projection;
    const YqRect *frame = &page->frame;
    Look look;

    first_look(extent, frame, &look);
    if (!open_projection(page, &look, error)) {
        return false;
    }
    Bounds b = bounds_of(self, extent);

    if (!(b.x1 >= b.x0)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_PROJECTION,
                    "projection '%s' covers nothing of the map", self->string);
        return false;
    }
    bool metres = fabs(b.x1) + fabs(b.x0) + fabs(b.y0) + fabs(b.y1) > 1000 ||
                  self->pj == NULL || !self->degrees;

    fill_frame(&b, frame, extent->margin,
               metres ? extent->least_km * 1000 : extent->least_km / 111);
    self->left = frame->x;
    self->top = frame->y;
    self->x = b.x0;
    self->y = b.y1;
    self->scale = frame->width / (b.x1 - b.x0);
    self->km_per_point = measure_scale(self, frame);
    if (!(self->km_per_point > 0)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_PROJECTION,
                    "projection '%s' has no inverse at the middle of the map",
                    self->string);
        return false;
    }
    set_box(self, frame);
    yq_page_note(page, "%s", extent->why);
    yq_page_note(page, "projection: %s (%s)", self->string, self->why);
    return true;
}

YqBox yq_projection_query(const YqProjection *self)
{
    YqBox box = self->box;

    if (box.east - box.west > 359.5) {
        return (YqBox){-180, box.south, 180, box.north};
    }
    box.west = box.west < -180 ? box.west + 360 : box.west;
    box.east = box.east > 180 ? box.east - 360 : box.east;
    return box;
}

YqBox yq_projection_clip(const YqProjection *self)
{
    YqBox box = yq_projection_query(self);

    box.east += box.west > box.east ? 360 : 0;
    return box;
}

bool yq_projection_around(const YqProjection *main, YqRect rect, double reach_km,
                          YqProjection *out)
{
    char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
    double reach = reach_km * 1000;
    YqXY middle = yq_projection_point(main, main->centre);

    *out = (YqProjection){.left = rect.x,
                          .top = rect.y,
                          .x = -reach,
                          .y = reach,
                          .scale = rect.width / (2 * reach)};
    if (main->pole) { /* the same one, for the same side up */
        out->string = g_strdup(main->string);
        out->x += main->x + (middle.x - main->left) / main->scale;
        out->y += main->y - (middle.y - main->top) / main->scale;
    } else {
        out->string =
            g_strdup_printf("+proj=laea +lat_0=%s +lon_0=%s +ellps=WGS84",
                            plain(main->centre.lat, lat), plain(main->centre.lon, lon));
    }
    if (!open_string(out)) {
        return false;
    }
    out->km_per_point = measure_scale(out, &rect);
    set_box(out, &rect);
    return true;
}

void yq_projection_clear(YqProjection *self)
{
    if (self->pj != NULL) {
        yq_pj_destroy(self->pj);
    }
    if (self->context != NULL) {
        yq_pj_context_destroy(self->context);
    }
    g_free(self->string);
    g_free(self->name);
    g_free(self->why);
}
