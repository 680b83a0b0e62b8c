/* SPDX-License-Identifier: MIT */
#include <yaqut/geometry.h>

#include "base/angle.h"
#include "base/geodesic.h"

#include <math.h>

#define EARTH_KM 6371.0088 /* mean radius, IUGG */

bool yq_point_valid(YqPoint at)
{
    return isfinite(at.lon) && isfinite(at.lat) && fabs(at.lon) <= 180 &&
           fabs(at.lat) <= 90;
}

double yq_distance_km(YqPoint from, YqPoint to)
{
    return yq_geodesic_inverse(from, to, NULL);
}

YqPoint yq_destination(YqPoint from, double azimuth, double km)
{
    return yq_geodesic_direct(from, azimuth, km);
}

double yq_azimuth(YqPoint from, YqPoint to)
{
    double azimuth;

    yq_geodesic_inverse(from, to, &azimuth);
    return azimuth < 0 ? azimuth + 360 : azimuth;
}

double yq_distance_rough_km(YqPoint from, YqPoint to)
{
    double lat = (to.lat - from.lat) * YQ_RADIANS / 2;
    double lon = (to.lon - from.lon) * YQ_RADIANS / 2;
    double h = sin(lat) * sin(lat) + cos(from.lat * YQ_RADIANS) *
                                         cos(to.lat * YQ_RADIANS) * sin(lon) * sin(lon);

    return 2 * EARTH_KM * asin(fmin(1, sqrt(h)));
}

YqPoint yq_destination_rough(YqPoint from, double azimuth, double km)
{
    double arc = km / EARTH_KM, sine = sin(arc), cosine = cos(arc);
    double s = sin(from.lat * YQ_RADIANS), c = cos(from.lat * YQ_RADIANS);
    double north = cos(azimuth * YQ_RADIANS), lat = s * cosine + c * sine * north;
    double lon =
        from.lon +
        atan2(sin(azimuth * YQ_RADIANS) * sine * c, cosine - s * lat) / YQ_RADIANS;

    return (YqPoint){yq_lon_near(lon, 0), asin(CLAMP(lat, -1, 1)) / YQ_RADIANS};
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
