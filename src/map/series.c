/* SPDX-License-Identifier: MIT */
#include "map/page.h"

bool yq_map_write_series(const YqAnnotations *annotations, const YqGazetteer *gazetteer,
                         const YqMapOptions *options, const char *series,
                         const char *path, GError **error)
{
    (void)annotations, (void)gazetteer, (void)options, (void)path;
    g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN, "no series '%s'", series);
    return false;
}
