/* SPDX-License-Identifier: MIT */
/* Threads where the system has one to give: it does not always (a container's limit of
 * processes), and work is done then by whoever asked. */
#pragma once

#include <glib.h>

/** Runs @work on a thread of its own; where none can be had, at once and here, and then
 * the result is NULL. Join with yq_worker_join(). */
static inline GThread *yq_worker_start(const char *name, GThreadFunc work, gpointer data)
{
    GThread *thread = g_thread_try_new(name, work, data, NULL);

    if (thread == NULL) {
        work(data);
    }
    return thread;
}

/** Waits until the work is done. NULL is allowed. */
static inline void yq_worker_join(GThread *thread)
{
    if (thread != NULL) {
        g_thread_join(thread);
    }
}
