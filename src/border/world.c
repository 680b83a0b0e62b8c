/* SPDX-License-Identifier: MIT */
#include "border/world.h"

#include "base/data.h"

static GMutex lock;
static YqTopology *world; /* kept for the life of the process */

void yq_world_rest(void)
{
    g_mutex_lock(&lock);
    if (world != NULL) {
        yq_topology_rest(world);
    }
    g_mutex_unlock(&lock);
}

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
