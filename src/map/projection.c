/* SPDX-License-Identifier: MIT */
/* The map's projection: opened, fitted to the frame, and what it makes of points. */
#include "map/page.h"

#include "base/angle.h"
#include "base/fail.h"
#include "map/wizard.h"
#include "map/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* PROJ says why only to its log, its errors have no more than a number. @data: the
 * projection's `trouble`. */
static void note_trouble(void *data, int level, const char *message)
{
    const char *reason = strstr(message, "): ");

    g_debug("PROJ %d: %s", level, message);
    reason = reason != NULL ? reason + 3 : message;
    reason += g_str_has_prefix(reason, "proj_create: ") ? strlen("proj_create: ") : 0;
    g_string_assign(data, reason);
}

/* PROJ is loaded only for what it alone can do; NULL where it is not there. */
static const YqProj *start_proj(YqProjection *self)
{
    g_autoptr(GError) error = NULL;
    const YqProj *proj = yq_proj_open(&error);

    self->trouble = self->trouble != NULL ? self->trouble : g_string_new(NULL);
    if (proj == NULL) {
        g_string_assign(self->trouble, error->message);
    } else if (self->context == NULL) {
        self->context = proj->context_create();
        proj->log_func(self->context, self->trouble, note_trouble);
    }
    return proj;
}

static bool open_string(YqProjection *self)
{
    self->degrees = yq_equal_area_parse(&self->formula, self->string);
    if (!self->degrees) {
        const YqProj *proj = start_proj(self);

        self->pj = proj != NULL ? proj->create(self->context, self->string) : NULL;
    }
    return self->degrees || self->pj != NULL;
}

static bool open_crs(YqProjection *self, const char *crs)
{
    const YqProj *proj = start_proj(self);

    if (proj == NULL) {
        return false;
    }
    g_autoptr(PJ) target = proj->create(self->context, crs);
    PJ_TYPE type = target != NULL ? proj->get_type(target) : PJ_TYPE_UNKNOWN;

    if (type == PJ_TYPE_GEOCENTRIC_CRS || type == PJ_TYPE_VERTICAL_CRS) {
        g_string_assign(self->trouble, "it has no plane");
        return false;
    }
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

static void name_choice(const YqPage *page, YqProjection *self, const YqSuited *choice)
{
    g_autofree char *lat = yq_say_angle(page, choice->lat, true);
    g_autofree char *lat2 = yq_say_angle(page, choice->lat2, true);
    g_autofree char *lon = yq_say_angle(page, choice->lon, false);

    self->string = g_strdup(choice->string);
    self->name =
        yq_say_with(page, choice->name_key, "lat", lat, "lat2", lat2, "lon", lon, NULL);
    self->why = g_strdup(choice->why);
}

static bool open_projection(YqPage *page, const YqExtent *extent, GError **error)
{
    YqProjection *self = &page->projection;
    const char *wish = page->options->projection;
    bool open;

    if (wish != NULL) {
        open = open_wish(self, wish);
        self->name = g_strdup(self->string);
        self->why = g_strdup("as asked for");
    } else {
        YqSuited choice;

        yq_wizard_choose(extent, &page->frame, &choice);
        name_choice(page, self, &choice);
        open = open_string(self);
    }
    if (!open) {
        bool told = self->trouble != NULL && self->trouble->len > 0;

        return yq_fail(error, YQ_ERROR_PROJECTION, "cannot use projection '%s'%s%s",
                       self->string, told ? ": " : "", told ? self->trouble->str : "");
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
            xy[i] *= YQ_RADIANS;
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
        out->lon = yq_lon_near(out->lon, 0);
        return true;
    }
    c = yq_proj()->trans(self->pj, PJ_INV, c);
    double unit = self->degrees ? 1 : YQ_RADIANS;

    if (!isfinite(c.v[0]) || !isfinite(c.v[1]) || yq_proj()->errno_(self->pj) != 0) {
        yq_proj()->errno_reset(self->pj);
        return false;
    }
    *out = (YqPoint){yq_lon_near(c.v[0] / unit, 0), c.v[1] / unit};
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

static YqBounds bounds_of(const YqProjection *self, const YqExtent *extent)
{
    YqBounds b = YQ_NO_BOUNDS;

    for (guint i = 0; i < extent->points->len; i++) {
        double xy[2];

        memcpy(xy, &g_array_index(extent->points, YqPoint, i), sizeof xy);
        transform(self, xy, 1);
        yq_bounds_stretch(&b, xy[0], xy[1]);
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
                double lon = yq_lon_near(at.lon, self->centre.lon);

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

/* Degrees that what is cut keeps off the meridian that it is cut at. */
#define SEAM 1e-6

static double x_at(const YqProjection *self, double lon)
{
    double lat = CLAMP(0, self->box.south, self->box.north);

    return yq_projection_point(self, (YqPoint){yq_lon_near(lon, 0), lat}).x;
}

/* A map of the whole world is torn along a meridian, whose two sides stand at its ends:
 * where the greatest step from a degree to the next is. About a pole all hangs together.
 */
static void find_seam(YqProjection *self, const YqRect *frame)
{
    double from = -180, most = 0;

    for (int lon = -180; lon < 180 && self->box.east - self->box.west > 359.5; lon++) {
        double step = fabs(x_at(self, lon + 1) - x_at(self, lon));

        if (step > most) {
            most = step;
            from = lon;
        }
    }
    double to = from + 1, x = x_at(self, from);

    while (to - from > SEAM / 4) {
        double middle = (from + to) / 2;

        *(fabs(x_at(self, middle) - x) < most / 2 ? &from : &to) = middle;
    }
    self->seam = from;
    self->torn = most > frame->width / 3;
}

bool yq_projection_fit(YqPage *page, const YqExtent *extent, GError **error)
{
    YqProjection *self = &page->projection;
    const YqRect *frame = &page->frame;

    if (!open_projection(page, extent, error)) {
        return false;
    }
    YqBounds b = bounds_of(self, extent);

    if (!(b.x1 >= b.x0)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_PROJECTION,
                    "projection '%s' covers nothing of the map", self->string);
        return false;
    }
    bool metres = fabs(b.x1) + fabs(b.x0) + fabs(b.y0) + fabs(b.y1) > 1000 ||
                  self->pj == NULL || !self->degrees;

    yq_bounds_fill(&b, frame, extent->margin,
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
    find_seam(self, frame);
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

size_t yq_projection_clip(const YqProjection *self, YqBox out[2])
{
    YqBox box = yq_projection_query(self);

    box.east += box.west > box.east ? 360 : 0;
    out[0] = out[1] = box;
    if (self->torn && fabs(self->seam) > 180 - 2 * SEAM) {
        out[0].west += SEAM; /* on the 180th itself, either side might be meant */
        out[0].east -= SEAM;
    }
    if (!self->torn || fabs(self->seam) > 180 - 2 * SEAM) {
        return 1;
    }
    out[0].east = self->seam - SEAM;
    out[1].west = self->seam + SEAM;
    return 2;
}

bool yq_projection_around(const YqProjection *main, YqRect rect, double reach_km,
                          YqProjection *out)
{
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
        YqSuited suited;

        yq_wizard_azimuthal(main->centre, &suited);
        out->string = g_strdup(suited.string);
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
    if (self->trouble != NULL) {
        g_string_free(self->trouble, TRUE);
    }
    g_free(self->string);
    g_free(self->name);
    g_free(self->why);
}
