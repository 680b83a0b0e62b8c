/* SPDX-License-Identifier: MIT */
/* Until the base map's readers are part of the library, a map has none: goes away with
 * them. */
#include "vector/relief.h"
#include "vector/vector.h"
#include <yaqut/error.h>

#define WEAK __attribute__((weak))

WEAK YqRelief *yq_relief_open(const char *path, GError **error)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: no relief", path);
    return NULL;
}

WEAK void yq_relief_free(YqRelief *self)
{
    (void)self;
}

WEAK double yq_relief_at(const YqRelief *self, double lon, double lat)
{
    (void)self, (void)lon, (void)lat;
    return 0;
}

WEAK double yq_relief_shade(const YqRelief *self, YqPoint at, double cell_km,
                            YqLight light)
{
    (void)self, (void)at, (void)cell_km, (void)light;
    return 0;
}

WEAK YqVectors *yq_vectors_open(const char *path, GError **error)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: no base map", path);
    return NULL;
}

WEAK void yq_vectors_free(YqVectors *self)
{
    (void)self;
}

WEAK void yq_vectors_each(const YqVectors *self, const char *layer, YqBox box,
                          double tolerance_deg, YqVectorVisit *visit, void *data)
{
    (void)self, (void)layer, (void)box, (void)tolerance_deg, (void)visit, (void)data;
}
