/* SPDX-License-Identifier: MIT */
/* The formulas that stand in for PROJ are as good as it. */
#include "check.h"

#include "base/equal_area.h"
#include "base/geodesic.h"
#include "base/projlib.h"

static const char *const strings[] = {
    "+proj=laea +lat_0=17.5 +lon_0=-2.5 +ellps=WGS84",
    "+proj=laea +lat_0=0 +lon_0=20 +ellps=WGS84",
    "+proj=laea +lat_0=90 +lon_0=0 +ellps=WGS84",
    "+proj=laea +lat_0=-90 +lon_0=30 +ellps=WGS84",
    "+proj=laea +lat_0=-35.25 +lon_0=170 +datum=WGS84 +units=m",
    "+proj=aea +lat_1=13.5 +lat_2=20.5 +lon_0=-2.5 +ellps=WGS84",
    "+proj=aea +lat_1=-40 +lat_2=-20 +lat_0=-30 +lon_0=140 +ellps=WGS84",
    "+proj=aea +lat_1=45 +lat_2=45 +lon_0=3 +ellps=WGS84",
    "+proj=cea +lat_ts=7.5 +lon_0=10 +ellps=WGS84",
    "+proj=tcea +lon_0=31 +ellps=WGS84",
    "+proj=eqearth +lon_0=10 +ellps=WGS84",
};

static PJ *open_pj(PJ_CONTEXT *context, const char *string)
{
    PJ *pj = yq_proj()->create(context, string);

    assert_non_null(pj);
    return pj;
}

static void every_projection_is_where_proj_has_it(void **state)
{
    g_autoptr(PJ_CONTEXT) context = yq_proj()->context_create();

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        g_autoptr(PJ) pj = open_pj(context, strings[i]);
        YqEqualArea ours;
        int compared = 0;

        assert_true(yq_equal_area_parse(&ours, strings[i]));
        for (double lon = -180; lon <= 180; lon += 7.5) {
            for (double lat = -90; lat <= 90; lat += 3.75) {
                PJ_COORD c = {.v = {lon * G_PI / 180, lat * G_PI / 180, 0, 0}};
                double x, y;

                c = yq_proj()->trans(pj, PJ_FWD, c);
                yq_equal_area_forward(&ours, (YqPoint){lon, lat}, &x, &y);
                if (isfinite(c.v[0]) && isfinite(c.v[1]) && hypot(c.v[0], c.v[1]) < 1e7 &&
                    fabs(fabs(remainder(lon - ours.lon, 360)) - 180) > 1e-9) {
                    /* At a pole PROJ takes the root of a difference of rounded numbers.
                     */
                    double near = fabs(lat) < 90 ? 0.02 : 0.5;

                    assert_near(x, c.v[0], near);
                    assert_near(y, c.v[1], near);
                    compared++;
                }
            }
        }
        assert_true(compared > 500);
    }
}

static void the_inverse_brings_back_where_one_came_from(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        YqEqualArea ours;

        assert_true(yq_equal_area_parse(&ours, strings[i]));
        for (double lon = -85; lon <= 85; lon += 8.5) {
            for (double lat = -80; lat <= 80; lat += 5) {
                YqPoint at = {remainder(ours.lon + lon, 360), lat}, back;
                double x, y;

                yq_equal_area_forward(&ours, at, &x, &y);
                if (!isfinite(x)) {
                    continue;
                }
                assert_true(yq_equal_area_inverse(&ours, x, y, &back));
                assert_near(remainder(back.lon - at.lon, 360), 0, 2e-7);
                assert_near(back.lat, at.lat, 2e-7);
            }
        }
    }
}

static void nothing_is_found_beyond_the_globe(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        YqEqualArea ours;
        YqPoint at;

        assert_true(yq_equal_area_parse(&ours, strings[i]));
        if (ours.kind != YQ_EQUAL_AREA_TRANSVERSE) { /* its y goes round and round */
            assert_false(yq_equal_area_inverse(&ours, 0, 4e7, &at));
        } else {
            assert_false(yq_equal_area_inverse(&ours, 4e7, 0, &at));
        }
    }
}

static void what_is_not_wholly_understood_is_left_to_proj(void **state)
{
    static const char *const others[] = {
        "+proj=laea +lat_0=10 +lon_0=0",
        "+proj=laea +lat_0=10 +lon_0=0 +ellps=GRS80",
        "+proj=laea +lat_0=10 +lon_0=0 +ellps=WGS84 +x_0=1000",
        "+proj=laea +lat_0=ten +ellps=WGS84",
        "+proj=merc +ellps=WGS84",
        "+proj=aea +lat_1=10 +lat_2=-10 +ellps=WGS84",
        "+proj=aea +lat_1=10 +ellps=WGS84",
        "EPSG:3035",
        "",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        YqEqualArea ours;

        assert_false(yq_equal_area_parse(&ours, others[i]));
    }
}

static void a_geodesic_is_as_long_as_karney_has_it(void **state)
{
    for (double lat1 = -90; lat1 <= 90; lat1 += 11.25) {
        for (double lat2 = -88; lat2 <= 90; lat2 += 7) {
            for (double lon = -180; lon <= 180; lon += 12) {
                double metres, azimuth, ours_azimuth;
                YqPoint from = {15, lat1}, to = {remainder(15 + lon, 360), lat2};
                double ours = yq_geodesic_inverse(from, to, &ours_azimuth);

                yq_proj()->geod_inverse(yq_wgs84(), from.lat, from.lon, to.lat, to.lon,
                                        &metres, &azimuth, NULL);
                assert_near(ours, metres / 1000, 1e-6);
                if (fabs(lat1) < 90 && metres > 1 && metres < 1.9e7) {
                    assert_near(remainder(ours_azimuth - azimuth, 360), 0, 1e-6);
                }
            }
        }
    }
    assert_near(yq_geodesic_inverse((YqPoint){3, 20}, (YqPoint){3, 20}, NULL), 0, 0);
}

static void a_journey_ends_where_karney_has_it_end(void **state)
{
    for (double lat = -85; lat <= 85; lat += 17) {
        for (double azimuth = -180; azimuth <= 360; azimuth += 22.5) {
            for (double km = 0; km < 19000; km = 3 * km + 0.01) {
                double to_lat, to_lon;
                YqPoint ours = yq_geodesic_direct((YqPoint){170, lat}, azimuth, km);

                yq_proj()->geod_direct(yq_wgs84(), lat, 170, azimuth, km * 1000, &to_lat,
                                       &to_lon, NULL);
                assert_near(ours.lat, to_lat, 1e-8);
                assert_near(remainder(ours.lon - to_lon, 360) * cos(to_lat * G_PI / 180),
                            0, 1e-8);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_projection_is_where_proj_has_it),
        cmocka_unit_test(the_inverse_brings_back_where_one_came_from),
        cmocka_unit_test(nothing_is_found_beyond_the_globe),
        cmocka_unit_test(what_is_not_wholly_understood_is_left_to_proj),
        cmocka_unit_test(a_geodesic_is_as_long_as_karney_has_it),
        cmocka_unit_test(a_journey_ends_where_karney_has_it_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
