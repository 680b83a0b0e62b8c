/* SPDX-License-Identifier: MIT */
/* What every public header needs: visibility of symbols, and the version. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YQ_API __attribute__((visibility("default")))

G_BEGIN_DECLS

/** Version of the library, such as "0.1.0"; static. */
YQ_API const char *yq_version(void);

G_END_DECLS
