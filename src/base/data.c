/* SPDX-License-Identifier: MIT */
#include "base/data.h"

#include "base/origin.h"

char *yq_data_path(const char *relative)
{
    const char *chosen = g_getenv("YAQUT_DATA");

    if (chosen != NULL && *chosen != '\0') {
        return g_build_filename(chosen, relative, NULL);
    }
    return g_build_filename(yq_runs_in_build() ? YQ_BUILD_DATA : YQ_INSTALL_DATA,
                            relative, NULL);
}
