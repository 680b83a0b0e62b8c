/* SPDX-License-Identifier: MIT */
#include "base/module.h"

#include <yaqut/error.h>

#include <gmodule.h>

static GModule *open_module(const char *name)
{
    static const char *const folders[] = {YQ_BUILD_MODULES, YQ_INSTALL_MODULES};

    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_strdup_printf("%s/%s.so", folders[i], name);

        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return g_module_open(path, G_MODULE_BIND_LOCAL);
        }
    }
    return NULL;
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
