/* SPDX-License-Identifier: MIT */
#include <yaqut/geometry.h>

#include "base/projlib.h"

#include <math.h>

#define EARTH_KM 6371.0088 /* mean radius, IUGG */
#define RADIANS (G_PI / 180)

bool yq_point_valid(YqPoint at)
{
    return isfinite(at.lon) && isfinite(at.lat) && fabs(at.lon) <= 180 &&
           fabs(at.lat) <= 90;
}

double yq_distance_km(YqPoint from, YqPoint to)
{
    double metres;

    yq_proj()->geod_inverse(yq_wgs84(), from.lat, from.lon, to.lat, to.lon, &metres, NULL,
                            NULL);
    return metres / 1000;
}

YqPoint yq_destination(YqPoint from, double azimuth, double km)
{
    YqPoint to;

    yq_proj()->geod_direct(yq_wgs84(), from.lat, from.lon, azimuth, km * 1000, &to.lat,
                           &to.lon, NULL);
    return to;
}

double yq_azimuth(YqPoint from, YqPoint to)
{
    double azimuth;

    yq_proj()->geod_inverse(yq_wgs84(), from.lat, from.lon, to.lat, to.lon, NULL,
                            &azimuth, NULL);
    return azimuth < 0 ? azimuth + 360 : azimuth;
}

double yq_distance_rough_km(YqPoint from, YqPoint to)
{
    double lat = (to.lat - from.lat) * RADIANS / 2;
    double lon = (to.lon - from.lon) * RADIANS / 2;
    double h = sin(lat) * sin(lat) +
               cos(from.lat * RADIANS) * cos(to.lat * RADIANS) * sin(lon) * sin(lon);

    return 2 * EARTH_KM * asin(fmin(1, sqrt(h)));
}

bool yq_box_contains(YqBox box, YqPoint at)
{
    if (at.lat < box.south || at.lat > box.north) {
        return false;
    }
    if (box.west <= box.east) {
        return at.lon >= box.west && at.lon <= box.east;
    }
    return at.lon >= box.west || at.lon <= box.east;
}
