/* SPDX-License-Identifier: MIT */
/* Scope cleanup for foreign types, said once. PROJ's stand in projlib.h. */
#pragma once

#include <glib.h>
#include <jansson.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)
