/* SPDX-License-Identifier: MIT */
/* An index of any bytes must be refused or read without reaching past its end. With
 * libFuzzer (meson -Dfuzz=true, clang) the bytes are its; without, this is a program that
 * replays the files named on its command line, or else an index that it makes, with
 * bytes changed by a fixed sequence. The checksums are made right again each time, so
 * that the changes reach what lies behind them. */
#include "exercise.h"

#include "gazetteer/seal.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void try_bytes(const uint8_t *bytes, size_t size)
{
    g_autofree char *path = NULL;
    int fd = memfd_create("index", 0);

    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size) {
        perror("fuzz_gazetteer");
        exit(1);
    }
    path = g_strdup_printf("/proc/self/fd/%d", fd);
    exercise_index(path);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree uint8_t *bytes = g_memdup2(data, size);

    if (size > 0) {
        yq_index_seal(bytes, size);
    }
    try_bytes(bytes, size);
    return 0;
}

#ifndef YQ_LIBFUZZER

static const char table[] =
    "id\tfeature\tcountry\tlat\tlon\tpopulation\ten\tar\tdemonym\n"
    "geonames:2453866\tA.PCLI\tML\t17\t-4\t22000000\tMali\tمالي\tMalian\n"
    "geonames:2457161\tP.PPLA\tML\t16.3\t-0.04\t86633\tGao\tغاو\t\n"
    "a\tP.PPL\tNE\t13\t2\t\tGao\t\t\n"
    "b\tP.PPL\tDZ\t21.3\t1\t\tBordj Badji Mokhtar|Bordj\t\t\n"
    "c\tP.PPL\tFJ\t-17\t179.5\t\tGaoh\t\t\n";

static GBytes *make_index(void)
{
    g_autofree char *folder = g_dir_make_tmp("yq-fuzz-XXXXXX", NULL);
    g_autofree char *tsv = g_build_filename(folder, "t.tsv", NULL);
    g_autofree char *index = g_build_filename(folder, "t.gaz", NULL);
    YqBuild build = {.tables = (char *[]){tsv, NULL}};
    char *bytes = NULL;
    gsize size = 0;
    bool made = g_file_set_contents(tsv, table, -1, NULL) &&
                yq_gazetteer_build(&build, index, NULL, NULL) &&
                g_file_get_contents(index, &bytes, &size, NULL);

    g_unlink(tsv);
    g_unlink(index);
    g_rmdir(folder);
    return made ? g_bytes_new_take(bytes, size) : NULL;
}

/* Changes one to four numbers of the index, then tries it; so @rounds times. */
static int mutate(int rounds)
{
    g_autoptr(GBytes) index = make_index();
    g_autoptr(GRand) random = g_rand_new_with_seed(20);
    gsize size;

    if (index == NULL) {
        fprintf(stderr, "fuzz_gazetteer: cannot make an index\n");
        return 1;
    }
    const uint8_t *sound = g_bytes_get_data(index, &size);

    for (int round = 0; round < rounds; round++) {
        g_autofree uint8_t *bytes = g_memdup2(sound, size);

        for (int n = g_rand_int_range(random, 1, 5); n > 0; n--) {
            static const uint32_t odd[] = {0, 1, 2, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000};
            /* Header and data take turns; the header is mostly empty. */
            size_t at = g_rand_boolean(random)
                            ? g_rand_int_range(random, 0, 320)
                            : g_rand_int_range(random, YQ_INDEX_HEADER, size);
            uint32_t value = g_rand_boolean(random)
                                 ? odd[g_rand_int_range(random, 0, G_N_ELEMENTS(odd))]
                                 : g_rand_int(random);

            size_t width = g_rand_boolean(random) ? 4 : 1;

            memcpy(bytes + at, &value, MIN(width, size - at));
        }
        memcpy(bytes, sound, 12); /* magic and version */
        LLVMFuzzerTestOneInput(bytes, size);
    }
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        g_autofree char *bytes = NULL;
        gsize size;

        if (!g_file_get_contents(argv[i], &bytes, &size, NULL)) {
            fprintf(stderr, "fuzz_gazetteer: cannot read '%s'\n", argv[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    }
    return argc > 1 ? 0 : mutate(20000);
}

#endif
