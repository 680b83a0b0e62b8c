/* SPDX-License-Identifier: MIT */
#include "base/data.h"

char *yq_data_path(const char *relative)
{
    const char *chosen = g_getenv("YAQUT_DATA");

    if (chosen != NULL && *chosen != '\0') {
        return g_build_filename(chosen, relative, NULL);
    }
    if (g_file_test(YQ_BUILD_DATA, G_FILE_TEST_IS_DIR)) {
        return g_build_filename(YQ_BUILD_DATA, relative, NULL);
    }
    return g_build_filename(YQ_INSTALL_DATA, relative, NULL);
}
