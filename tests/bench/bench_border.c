/* SPDX-License-Identifier: MIT */
/* Processor time of reading a table of incidents, of measuring them against a border, and
 * of writing them: bench_border TABLE A B [ROUNDS], of which the least counts. With the
 * table alone it only reads it, for whoever measures whole processes. */
#include <yaqut/yaqut.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

typedef struct Times {
    double read, measure, write;
} Times;

static void keep_least(double *least, double now)
{
    *least = *least == 0 || now < *least ? now : *least;
}

/* One round; CPU time of all threads, so that threads hide nothing. */
static bool run(const char *path, const YqBorder *border, const YqGazetteer *gazetteer,
                Times *times, GError **error)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    double start = seconds(clock);
    g_autoptr(YqAnnotations) all =
        yq_annotations_read(&path, 1, NULL, gazetteer, NULL, NULL, error);

    if (all == NULL) {
        return false;
    }
    double read = seconds(clock);

    yq_strip_measure(all, gazetteer, border, "en");
    double measured = seconds(clock);

    if (!yq_strip_write_table(all, border, 0, "bench_border.csv", error)) {
        return false;
    }
    keep_least(&times->read, read - start);
    keep_least(&times->measure, measured - read);
    keep_least(&times->write, seconds(clock) - measured);
    return true;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    Times times = {0, 0, 0};
    int rounds = argc > 4 ? atoi(argv[4]) : 5;

    if (argc == 2) {
        const char *path = argv[1];
        g_autoptr(YqAnnotations) all =
            yq_annotations_read(&path, 1, NULL, NULL, NULL, NULL, &error);

        return all != NULL ? 0 : 1;
    }
    if (argc < 4) {
        fprintf(stderr, "usage: bench_border TABLE [A B [ROUNDS]]\n");
        return 2;
    }
    g_autoptr(YqGazetteer) gazetteer = yq_gazetteer_open(NULL, &error);
    const YqBorder *border =
        gazetteer != NULL ? yq_border_get(argv[2], argv[3], &error) : NULL;

    for (int i = 0; i < rounds && border != NULL; i++) {
        if (!run(argv[1], border, gazetteer, &times, &error)) {
            break;
        }
    }
    if (error != NULL) {
        fprintf(stderr, "bench_border: %s\n", error->message);
        return 1;
    }
    printf("reading %.1f ms, measuring %.1f ms, writing %.1f ms (CPU)\n",
           times.read * 1e3, times.measure * 1e3, times.write * 1e3);
    printf("measuring to reading %.2f, measuring and writing to reading %.2f\n",
           times.measure / times.read, (times.measure + times.write) / times.read);
    return 0;
}
