/* SPDX-License-Identifier: MIT */
/* lookups INDEX [fuzzy] < NAMES: looks every name up, ROUNDS times over, and prints the
 * names, those found, and the processor time of one look-up in microseconds: of the first
 * round, which reads the index, and of the fastest. */
#include <yaqut/gazetteer.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#define ROUNDS 5

static double now_us(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return at.tv_sec * 1e6 + at.tv_nsec / 1e3;
}

static GPtrArray *read_names(void)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    char line[1024];

    while (fgets(line, sizeof line, stdin) != NULL) {
        g_ptr_array_add(names, g_strdup(g_strchomp(line)));
    }
    return names;
}

static guint look_up_all(const YqGazetteer *gazetteer, const GPtrArray *names, bool fuzzy)
{
    guint found = 0;

    for (guint i = 0; i < names->len; i++) {
        YqLookup lookup = {.name = g_ptr_array_index(names, i), .fuzzy = fuzzy};
        g_autoptr(GArray) candidates = yq_gazetteer_lookup(gazetteer, &lookup);

        found += candidates->len > 0;
    }
    return found;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YqGazetteer) gazetteer =
        argc < 2 ? NULL : yq_gazetteer_open(argv[1], &error);

    if (gazetteer == NULL) {
        fprintf(stderr, "lookups: %s\n", error != NULL ? error->message : "which index?");
        return 1;
    }
    g_autoptr(GPtrArray) names = read_names();
    bool fuzzy = argc > 2 && strcmp(argv[2], "fuzzy") == 0;
    double first = 0, best = 0;
    guint found = 0;

    for (int round = 0; round < ROUNDS; round++) {
        double start = now_us();

        found = look_up_all(gazetteer, names, fuzzy);
        double each = (now_us() - start) / MAX(names->len, 1);

        first = round == 0 ? each : first;
        best = round == 0 || each < best ? each : best;
    }
    printf("%u %u %.2f %.2f\n", names->len, found, first, best);
    return 0;
}
