/* SPDX-License-Identifier: MIT */
#include "base/fail.h"

#include <stdarg.h>

G_DEFINE_QUARK(yq - error - quark, yq_error)

const char *yq_version(void)
{
    return YQ_VERSION;
}

bool yq_fail(GError **error, YqErrorCode code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autoptr(GError) made = g_error_new_valist(YQ_ERROR, code, format, args);
    va_end(args);
    g_propagate_error(error, g_steal_pointer(&made));
    return false;
}
