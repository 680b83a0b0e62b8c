/* SPDX-License-Identifier: MIT */
#include <yaqut/error.h>

G_DEFINE_QUARK(yq - error - quark, yq_error)

const char *yq_version(void)
{
    return YQ_VERSION;
}
