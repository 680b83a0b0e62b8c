/* SPDX-License-Identifier: MIT */
/* What <yaqut/output.h> promises, for libraries that write files of their own. */
#pragma once

#include <yaqut/output.h>

/* A file that is being written, and is not there yet. */
typedef struct YqOutput {
    int fd;           /* to write to; -1: closed */
    const char *path; /* as it was asked for; borrowed */
    bool device;      /* it is written to as it is */
    char *target;     /* where links lead; owned */
    char *
        temporary; /* the name it has until then; NULL: none, and nothing is left of it */
} YqOutput;

/** For what is not written at once: open, write to `fd`, then commit, which puts it in
 * its place, or discard, which leaves nothing. A failed open needs neither. */
bool yq_output_open(YqOutput *self, const char *path, GError **error);
bool yq_output_commit(YqOutput *self, GError **error);
void yq_output_discard(YqOutput *self);

/** The suffix in lower case with its dot, ".png", or "" ; borrowed from @path's static
 * table. */
const char *yq_output_suffix(const char *path);
