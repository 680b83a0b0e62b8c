/* SPDX-License-Identifier: MIT */
#include "draw/items.h"

#include <yaqut/error.h>

GBytes *yq_draw_pdf(const YqScene *scene, const YqRender *render, GError **error)
{
    (void)scene;
    (void)render;
    g_set_error(error, YQ_ERROR, YQ_ERROR_FORMAT, "PDF is not written yet");
    return NULL;
}
