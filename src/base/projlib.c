/* SPDX-License-Identifier: MIT */
#include "base/projlib.h"

#include "base/fail.h"

#include <gmodule.h>

/* The ABI of PROJ 9 is that of Debian 12; a later one is taken by its plain name. */
static const char *const names[] = {"libproj.so.25", "libproj.so"};

static YqProj library;
static char *trouble; /* why there is none; NULL when all is well */

static GModule *open_any(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        GModule *module =
            g_module_open(names[i], G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

        if (module != NULL) {
            return module;
        }
    }
    trouble = g_strdup(g_module_error() != NULL ? g_module_error() : "not installed");
    return NULL;
}

static void find(GModule *module, const char *name, void *out)
{
    if (trouble == NULL && !g_module_symbol(module, name, (gpointer *)out)) {
        trouble = g_strdup_printf("it has no '%s'", name);
    }
}

#define FIND(member) find(module, "proj_" #member, &library.member)
#define FIND_GEOD(member) find(module, #member, &library.member)

static void load(void)
{
    GModule *module = open_any(); /* stays for the life of the process */

    if (module == NULL) {
        return;
    }
    FIND(context_create);
    FIND(context_destroy);
    FIND(context_errno);
    FIND(context_errno_string);
    FIND(context_set_enable_network);
    FIND(create);
    FIND(create_crs_to_crs);
    FIND(create_crs_to_crs_from_pj);
    FIND(normalize_for_visualization);
    FIND(destroy);
    FIND(trans);
    FIND(trans_generic);
    find(module, "proj_errno", &library.errno_);
    FIND(errno_reset);
    FIND(log_func);
    FIND(log_level);
    FIND(is_crs);
    FIND(get_type);
    FIND(pj_info);
    FIND(info);
    FIND(factors);
    FIND_GEOD(geod_init);
    FIND_GEOD(geod_inverse);
    FIND_GEOD(geod_geninverse);
    FIND_GEOD(geod_direct);
    FIND_GEOD(geod_lineinit);
    FIND_GEOD(geod_inverseline);
    FIND_GEOD(geod_position);
    FIND_GEOD(geod_setdistance);
    FIND_GEOD(geod_polygonarea);
}

const YqProj *yq_proj_open(GError **error)
{
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        load();
        g_once_init_leave(&ready, 1);
    }
    if (trouble != NULL) {
        yq_fail(error, YQ_ERROR_MODULE, "cannot load PROJ: %s", trouble);
        return NULL;
    }
    return &library;
}

const YqProj *yq_proj(void)
{
    g_autoptr(GError) error = NULL;
    const YqProj *proj = yq_proj_open(&error);

    if (proj == NULL) {
        g_error("%s", error->message);
    }
    return proj;
}

const struct geod_geodesic *yq_wgs84(void)
{
    static gsize ready;
    static struct geod_geodesic ellipsoid;

    if (g_once_init_enter(&ready)) {
        yq_proj()->geod_init(&ellipsoid, 6378137, 1 / 298.257223563);
        g_once_init_leave(&ready, 1);
    }
    return &ellipsoid;
}
