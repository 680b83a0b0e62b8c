/* SPDX-License-Identifier: MIT */
#include "border/world.h"

#include "base/data.h"

static GMutex lock;
static YqTopology *world; /* kept for the life of the process */

const YqTopology *yq_world(GError **error)
{
    g_mutex_lock(&lock);
    if (world == NULL) {
        g_autofree char *path = yq_data_path("topology.yqt");

        world = yq_topology_open(path, error);
    }
    g_mutex_unlock(&lock);
    return world;
}
