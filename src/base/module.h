/* SPDX-License-Identifier: MIT */
/* Modules: parts that bring heavy libraries with them, loaded when they are first needed.
 */
#pragma once

#include <glib.h>

/** The function @symbol of the module @name ("yaqut_ogr"), which stays loaded. NULL with
 * YQ_ERROR_MODULE when the module is not there, or a library it needs is not. */
void *yq_module_symbol(const char *name, const char *symbol, GError **error);
