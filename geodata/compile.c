/* SPDX-License-Identifier: MIT */
/* Makes the bundled index at build time: compile INDEX TABLE... */
#include <yaqut/gazetteer.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc < 3) {
        fprintf(stderr, "usage: compile INDEX TABLE...\n");
        return 2;
    }
    YqBuild build = {.tables = argv + 2};

    if (!yq_gazetteer_build(&build, argv[1], NULL, &error)) {
        fprintf(stderr, "compile: %s\n", error->message);
        return 1;
    }
    return 0;
}
