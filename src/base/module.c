/* SPDX-License-Identifier: MIT */
#include "base/module.h"

#include "base/fail.h"
#include "base/origin.h"

#include <gmodule.h>

static GModule *open_module(const char *name)
{
    const char *folder = yq_runs_in_build() ? YQ_BUILD_MODULES : YQ_INSTALL_MODULES;
    g_autofree char *path = g_strdup_printf("%s/%s.so", folder, name);

    return g_module_open(path, G_MODULE_BIND_LOCAL);
}

void *yq_module_symbol(const char *name, const char *symbol, GError **error)
{
    GModule *module = open_module(name);
    void *found = NULL;

    if (module == NULL || !g_module_symbol(module, symbol, &found)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_MODULE, "cannot load the module '%s': %s",
                    name,
                    g_module_error() != NULL ? g_module_error() : "it is not installed");
        return NULL;
    }
    g_module_make_resident(module);
    return found;
}
