/* SPDX-License-Identifier: MIT */
#include "base/origin.h"

#include <dlfcn.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The file that holds this code: the library, or the program it is linked into, which
 * dladdr() may know by a word of the command line only. NULL when it cannot be told. */
static char *own_file(void)
{
    Dl_info info;
    char *file = NULL;

    if (dladdr((const void *)(gsize)yq_runs_in_build, &info) != 0 &&
        info.dli_fname != NULL) {
        file = realpath(info.dli_fname, NULL);
    }
    return file != NULL ? file : realpath("/proc/self/exe", NULL);
}

/* Length of @folder, without its links, when it holds @file; 0 when it does not. */
static size_t holds(const char *folder, const char *file)
{
    char *real = realpath(folder, NULL);
    size_t n = real != NULL ? strlen(real) : 0;

    if (n > 0 && (strncmp(file, real, n) != 0 || file[n] != '/')) {
        n = 0;
    }
    free(real);
    return n;
}

/* One may lie in the other: the deeper one counts. */
static bool find_out(void)
{
    char *file = own_file();
    bool built =
        file != NULL && holds(YQ_BUILD_ROOT, file) > holds(YQ_INSTALL_PREFIX, file);

    free(file);
    return built;
}

bool yq_runs_in_build(void)
{
    static gsize answer; /* 1 no, 2 yes */

    if (g_once_init_enter(&answer)) {
        g_once_init_leave(&answer, find_out() ? 2 : 1);
    }
    return answer == 2;
}
