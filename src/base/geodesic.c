/* SPDX-License-Identifier: MIT */
#include "base/geodesic.h"

#include "base/angle.h"
#include "base/projlib.h"

#include <math.h>

#define A 6378.137 /* km */
#define F (1 / 298.257223563)
#define B (A * (1 - F))

/* A latitude on the auxiliary sphere. */
typedef struct Reduced {
    double sine, cosine;
} Reduced;

static Reduced reduced(double lat)
{
    double sine = (1 - F) * sin(lat * YQ_RADIANS), cosine = cos(lat * YQ_RADIANS);
    double length = hypot(sine, cosine);

    return (Reduced){sine / length, cosine / length};
}

/* What the ellipsoid adds to an arc, by the azimuth where its great circle crosses the
 * equator. */
typedef struct Series {
    double a, b; /* Vincenty's A and B */
} Series;

static Series series(double cos2_alpha)
{
    double u2 = cos2_alpha * (A * A - B * B) / (B * B);
    double k = sqrt(1 + u2),
           k1 = (k - 1) / (k + 1); /* Vincenty 1976: the same, shorter */

    return (Series){(1 + k1 * k1 / 4) / (1 - k1), k1 * (1 - 3 * k1 * k1 / 8)};
}

static double correction(Series s, double sigma, double cos_2m)
{
    double sine = sin(sigma), cosine = cos(sigma), c2 = cos_2m * cos_2m;

    return s.b * sine *
           (cos_2m + s.b / 4 *
                         (cosine * (2 * c2 - 1) -
                          s.b / 6 * cos_2m * (4 * sine * sine - 3) * (4 * c2 - 3)));
}

/* By how much longitude on the sphere exceeds that on the ellipsoid. */
static double excess(double sin_alpha, double cos2_alpha, double sigma, double cos_2m)
{
    double c = F / 16 * cos2_alpha * (4 + F * (4 - 3 * cos2_alpha));

    return (1 - c) * F * sin_alpha *
           (sigma +
            c * sin(sigma) * (cos_2m + c * cos(sigma) * (2 * cos_2m * cos_2m - 1)));
}

YqPoint yq_geodesic_direct(YqPoint from, double azimuth, double km)
{
    double s1 = sin(azimuth * YQ_RADIANS), c1 = cos(azimuth * YQ_RADIANS);
    Reduced u = reduced(from.lat);
    double start = atan2(u.sine, u.cosine * c1), sin_alpha = u.cosine * s1;
    double cos2_alpha = 1 - sin_alpha * sin_alpha;
    Series s = series(cos2_alpha);
    double first = km / (B * s.a), sigma = first, cos_2m = 1;

    for (int i = 0; i < 30; i++) {
        cos_2m = cos(2 * start + sigma);
        double next = first + correction(s, sigma, cos_2m);
        bool settled = fabs(next - sigma) < 1e-14;

        sigma = next;
        if (settled) {
            break;
        }
    }
    double sine = sin(sigma), cosine = cos(sigma);
    double across = u.sine * sine - u.cosine * cosine * c1;
    double lat =
        atan2(u.sine * cosine + u.cosine * sine * c1, (1 - F) * hypot(sin_alpha, across));
    double lambda = atan2(sine * s1, u.cosine * cosine - u.sine * sine * c1);
    double lon =
        from.lon + (lambda - excess(sin_alpha, cos2_alpha, sigma, cos_2m)) / YQ_RADIANS;

    return (YqPoint){yq_lon_near(lon, 0), lat / YQ_RADIANS};
}

/* On a sphere, where there is no PROJ. */
static double spherical(YqPoint from, YqPoint to, double *out_azimuth)
{
    double l = (to.lon - from.lon) * YQ_RADIANS, p = from.lat * YQ_RADIANS,
           q = to.lat * YQ_RADIANS;

    if (out_azimuth != NULL) {
        *out_azimuth =
            atan2(sin(l) * cos(q), cos(p) * sin(q) - sin(p) * cos(q) * cos(l)) /
            YQ_RADIANS;
    }
    return yq_distance_rough_km(from, to);
}

static double karney(YqPoint from, YqPoint to, double *out_azimuth)
{
    const YqProj *proj = yq_proj_open(NULL);
    double metres;

    if (proj == NULL) {
        return spherical(from, to, out_azimuth);
    }
    proj->geod_inverse(yq_wgs84(), from.lat, from.lon, to.lat, to.lon, &metres,
                       out_azimuth, NULL);
    return metres / 1000;
}

double yq_geodesic_inverse(YqPoint from, YqPoint to, double *out_azimuth)
{
    Reduced u1 = reduced(from.lat), u2 = reduced(to.lat);
    double l = remainder(to.lon - from.lon, 360) * YQ_RADIANS, lambda = l;

    for (int i = 0; i < 40; i++) {
        double sl = sin(lambda), cl = cos(lambda);
        double east = u2.cosine * sl,
               north = u1.cosine * u2.sine - u1.sine * u2.cosine * cl;
        double sine = hypot(east, north);
        double cosine = u1.sine * u2.sine + u1.cosine * u2.cosine * cl;
        double sigma = atan2(sine, cosine);
        double sin_alpha = sine > 0 ? u1.cosine * u2.cosine * sl / sine : 0;
        double cos2_alpha = 1 - sin_alpha * sin_alpha;
        double cos_2m =
            cos2_alpha > 1e-12 ? cosine - 2 * u1.sine * u2.sine / cos2_alpha : 0;
        double next = l + excess(sin_alpha, cos2_alpha, sigma, cos_2m);
        bool settled = fabs(next - lambda) < 1e-13;

        lambda = next;
        if (fabs(lambda) > G_PI) { /* round the other side: nearly opposite */
            break;
        }
        if (settled) {
            Series s = series(cos2_alpha);

            if (out_azimuth != NULL) {
                *out_azimuth = atan2(east, north) / YQ_RADIANS;
            }
            return B * s.a * (sigma - correction(s, sigma, cos_2m));
        }
    }
    return karney(from, to, out_azimuth);
}
