/* SPDX-License-Identifier: MIT */
#include "base/output.h"

#include <yaqut/error.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool fail(GError **error, const char *path, int code)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot write '%s': %s", path,
                g_strerror(code));
    return false;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(fd, bytes, length);

        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        bytes += done;
        length -= done;
    }
    return true;
}

/* A device such as /dev/null or a pipe cannot be renamed onto: it is written to as it is.
 */
static bool is_plain(const char *path)
{
    struct stat info;

    return g_stat(path, &info) != 0 || S_ISREG(info.st_mode);
}

static bool write_device(const char *path, const void *bytes, size_t length,
                         GError **error)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd < 0) {
        return fail(error, path, errno);
    }
    bool written = write_all(fd, bytes, length);
    int code = errno;

    if (close(fd) != 0 && written) {
        return fail(error, path, errno);
    }
    return written ? true : fail(error, path, code);
}

/* Follows a symbolic link, so that the link stays and its target is replaced. */
static char *real_target(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real != NULL ? real : path);

    free(real);
    return copy;
}

/* The new file has the mode of the old one, or what the umask leaves of 0666. */
static mode_t target_mode(const char *path)
{
    struct stat info;

    if (g_stat(path, &info) == 0) {
        return info.st_mode & 0777;
    }
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

static int create_beside(const char *path, char **out_name)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *base = g_path_get_basename(path);
    char *name = g_strdup_printf("%s/.%s.XXXXXX", folder, base);
    int fd = g_mkstemp_full(name, O_WRONLY | O_CLOEXEC, 0600);

    if (fd < 0) {
        int code = errno;

        g_free(name);
        errno = code;
        return -1;
    }
    *out_name = name;
    return fd;
}

char *yq_output_begin(const char *path, GError **error)
{
    char *name = NULL;
    int fd = create_beside(path, &name);

    if (fd < 0) {
        fail(error, path, errno);
        return NULL;
    }
    close(fd);
    return name;
}

bool yq_output_commit(const char *temporary, const char *path, GError **error)
{
    g_autofree char *target = real_target(path);
    int fd = open(temporary, O_RDONLY | O_CLOEXEC);
    bool kept = fd >= 0 && fchmod(fd, target_mode(target)) == 0 && fsync(fd) == 0;
    int code = errno;

    if (fd >= 0) {
        close(fd);
    }
    if (!kept || g_rename(temporary, target) != 0) {
        code = kept ? errno : code;
        g_unlink(temporary);
        return fail(error, path, code);
    }
    return true;
}

void yq_output_discard(const char *temporary)
{
    g_unlink(temporary);
}

static bool write_stdout(const void *bytes, size_t length, GError **error)
{
    if (fwrite(bytes, 1, length, stdout) != length || fflush(stdout) != 0) {
        return fail(error, "standard output", errno);
    }
    return true;
}

bool yq_output_write(const char *path, const void *bytes, size_t length, GError **error)
{
    if (strcmp(path, "-") == 0) {
        return write_stdout(bytes, length, error);
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        return fail(error, path, EISDIR);
    }
    if (!is_plain(path)) {
        return write_device(path, bytes, length, error);
    }
    g_autofree char *target = real_target(path);
    g_autofree char *temporary = NULL;
    int fd = create_beside(target, &temporary);

    if (fd < 0) {
        return fail(error, path, errno);
    }
    bool written = write_all(fd, bytes, length);
    int code = errno;

    if (close(fd) != 0 && written) {
        written = false;
        code = errno;
    }
    if (!written) {
        g_unlink(temporary);
        return fail(error, path, code);
    }
    return yq_output_commit(temporary, path, error);
}

const char *yq_output_suffix(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');

    if (dot == NULL) {
        return "";
    }
    g_autofree char *lower = g_ascii_strdown(dot, -1);

    return g_intern_string(lower);
}
