/* SPDX-License-Identifier: MIT */
/* PROJ, loaded when it is first needed. Its library brings curl, sqlite and tiff with it,
 * 15 ms before main() (measured), which a look-up in the gazetteer or a batch of text
 * need not pay. Call PROJ through yq_proj(): yq_proj()->trans(...) for proj_trans(...).
 */
#pragma once

#include <geodesic.h>
#include <glib.h>
#include <proj.h>
#include <stdbool.h>

/* Each member is PROJ's function of that name, less its prefix `proj_`. */
typedef struct YqProj {
    __typeof__(&proj_context_create) context_create;
    __typeof__(&proj_context_destroy) context_destroy;
    __typeof__(&proj_context_errno) context_errno;
    __typeof__(&proj_context_errno_string) context_errno_string;
    __typeof__(&proj_context_set_enable_network) context_set_enable_network;
    __typeof__(&proj_create) create;
    __typeof__(&proj_create_crs_to_crs) create_crs_to_crs;
    __typeof__(&proj_create_crs_to_crs_from_pj) create_crs_to_crs_from_pj;
    __typeof__(&proj_normalize_for_visualization) normalize_for_visualization;
    __typeof__(&proj_destroy) destroy;
    __typeof__(&proj_trans) trans;
    __typeof__(&proj_trans_generic) trans_generic;
    __typeof__(&proj_errno) errno_;
    __typeof__(&proj_errno_reset) errno_reset;
    __typeof__(&proj_log_func) log_func;
    __typeof__(&proj_log_level) log_level;
    __typeof__(&proj_is_crs) is_crs;
    __typeof__(&proj_get_type) get_type;
    __typeof__(&proj_pj_info) pj_info;
    __typeof__(&proj_info) info;
    __typeof__(&proj_factors) factors;
    __typeof__(&geod_init) geod_init;
    __typeof__(&geod_inverse) geod_inverse;
    __typeof__(&geod_geninverse) geod_geninverse;
    __typeof__(&geod_direct) geod_direct;
    __typeof__(&geod_lineinit) geod_lineinit;
    __typeof__(&geod_inverseline) geod_inverseline;
    __typeof__(&geod_position) geod_position;
    __typeof__(&geod_setdistance) geod_setdistance;
    __typeof__(&geod_polygonarea) geod_polygonarea;
} YqProj;

/** The library; NULL with YQ_ERROR_MODULE when it cannot be loaded, which means that the
 * installation is broken. Thread-safe, and cheap after the first call. */
const YqProj *yq_proj_open(GError **error);

/** The same for who has opened it, and so cannot fail. */
const YqProj *yq_proj(void);

/** The WGS 84 ellipsoid for the geod_ functions. */
const struct geod_geodesic *yq_wgs84(void);

static inline void yq_pj_destroy(PJ *pj)
{
    yq_proj()->destroy(pj);
}

static inline void yq_pj_context_destroy(PJ_CONTEXT *context)
{
    yq_proj()->context_destroy(context);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PJ, yq_pj_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PJ_CONTEXT, yq_pj_context_destroy)
