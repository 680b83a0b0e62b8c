/* SPDX-License-Identifier: MIT */
/* Tables of places: our own form and GeoNames' dumps, whole and with bad rows skipped.
 * What is read holds what the reader promises. */
#include "gazetteer/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const seeds[] G_GNUC_UNUSED = {
    "id\tfeature\tcountry\tadmin1\tlat\tlon\tuncertainty_"
    "km\tpopulation\ten\tar\talso\tdemonym\n"
    "geonames:2453866\tA.PCLI\tML\t\t17\t-4\t\t22000000\tMali\tمالي\t\tMalian|Maliens\n"
    "# a "
    "remark\n\nyaqut:gao-too\tP."
    "PPL\tNE\t\t13\t2\t12\t\tGao\t\t\t\r\nx\t\t\t\t\t\t\t\tAdded\n",
    "2457161\tGao\tGao\tGAQ,Gawgaw\t16.27\t-0."
    "04\tP\tPPLA\tML\t\t09\t\t\t\t86633\t\t250\tAfrica/Bamako\t2020-01-01\n",
    "1\t2457161\tar\tغاو\t1\t\t\t\t\t\n2\t2457161\tlink\thttps://"
    "example.org\t\t\t\t\t\t\n",
    "Name,Latitude,Longitude,Country,Remark\n\"Tinassako, the old\",20.11,0.42,ML,\"he "
    "said \"\"x\"\"\"\nTazawit|Tazawitt,20.15,0.52,ML,\n",
    "ML.09\tGao Province\tGao Province\t2457163\n",
    "ML\tMLI\t466\tML\tMali\tBamako\t1240000\t19077690\tAF\t.ml\tXOF\tFranc\t223\t\t\tfr-"
    "ML,bm\t2453866\tSN,NE\t\n",
};

static bool check_place(const YqRawPlace *place, void *data, GError **error)
{
    size_t *n = data;

    (void)error;
    if (!(place->lat >= -90 && place->lat <= 90 && place->lon >= -180 &&
          place->lon <= 180) ||
        strlen(place->id) == 0 || place->names->len == 0 || place->population < 0) {
        abort();
    }
    for (guint i = 0; i < place->names->len; i++) {
        const YqRawName *name = &g_array_index(place->names, YqRawName, i);

        if (name->length == 0 || !g_utf8_validate_len(name->text, name->length, NULL)) {
            abort();
        }
        *n += name->length;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t n = 0;
    int fd = memfd_create("table", 0);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

    if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
        perror("fuzz_tables");
        exit(1);
    }
    for (int lenient = 0; lenient < 2; lenient++) {
        YqRowsReader reader = {.visit = check_place, .data = &n, .lenient = lenient};
        g_autoptr(GError) error = NULL;

        if (yq_rows_read(&reader, path, &error) != (error == NULL)) {
            abort();
        }
    }
    close(fd);
    return 0;
}

#define REPLAY_ROUNDS 5000
#include "replay.h"
