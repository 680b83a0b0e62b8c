/* SPDX-License-Identifier: MIT */
/* Data files that are damaged on purpose, for the tests of those who read them. */
#pragma once

#include "check.h"

#include "base/data.h"
#include <glib/gstdio.h>
#include <unistd.h>
#include <yaqut/error.h>

/* Opens a file, uses all that can be read of it, and closes it; or gives the error. */
typedef GError *(*OpenAll)(const char *path);

typedef struct Spoilt {
    size_t length, at;   /* G_MAXSIZE: whole */
    char byte;           /* that stands at @at instead */
    const char *message; /* that the error holds */
} Spoilt;

/* Opens a copy of the bundled file @name with so many bytes and one changed. */
static inline GError *open_spoilt(const char *name, OpenAll open_all, Spoilt how)
{
    g_autofree char *path = yq_data_path(name);
    g_autofree char *copy = NULL, *data = NULL;
    size_t size;

    assert_true(g_file_get_contents(path, &data, &size, NULL));
    data[how.at] = how.byte;
    int file = g_file_open_tmp("yaqut-XXXXXX", &copy, NULL);

    assert_true(g_file_set_contents(copy, data, (gssize)MIN(how.length, size), NULL));
    GError *error = open_all(copy);

    close(file);
    g_unlink(copy);
    return error;
}

static inline void assert_refused(const char *name, OpenAll open_all,
                                  const Spoilt *spoilt, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GError) error = open_spoilt(name, open_all, spoilt[i]);

        assert_true(g_error_matches(error, YQ_ERROR, YQ_ERROR_DATA));
        assert_contains(error->message, spoilt[i].message);
    }
}

/* What is spoilt between two bytes, where points stand, is not noticed and harms nobody.
 */
static inline void assert_harmless(const char *name, OpenAll open_all, size_t from,
                                   size_t to)
{
    for (size_t at = from; at < to; at += 1234567) {
        g_autoptr(GError) error =
            open_spoilt(name, open_all, (Spoilt){G_MAXSIZE, at, (char)0xff, NULL});

        assert_no_error(error);
    }
}
