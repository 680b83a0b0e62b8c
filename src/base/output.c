/* SPDX-License-Identifier: MIT */
#include "base/output.h"

#include <yaqut/error.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
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

/* Follows symbolic links, so that the link stays and what it points to is replaced, or
 * made where there is nothing yet. */
static char *real_target(const char *path)
{
    g_autofree char *at = g_strdup(path);

    for (int depth = 0; depth < 40; depth++) {
        g_autofree char *next = g_file_read_link(at, NULL);

        if (next == NULL) {
            break;
        }
        g_autofree char *folder = g_path_get_dirname(at);
        char *joined = g_path_is_absolute(next) ? g_strdup(next)
                                                : g_build_filename(folder, next, NULL);

        g_free(at);
        at = joined;
    }
    return g_steal_pointer(&at);
}

/* False, and @out untouched, where there is no file yet. */
static bool old_mode(const char *path, mode_t *out)
{
    struct stat info;

    if (g_stat(path, &info) != 0) {
        return false;
    }
    *out = info.st_mode & 0777;
    return true;
}

/* The names of unfinished files do not hold the target's, which may be as long as names
 * can be. */
static int create_beside(const char *path, mode_t mode, char **out_name)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_build_filename(folder, ".yaqut-XXXXXX", NULL);
    int fd = g_mkstemp_full(name, O_WRONLY | O_CLOEXEC, (int)mode);

    if (fd >= 0) {
        *out_name = g_steal_pointer(&name);
    }
    return fd;
}

/* A file that its owner has protected stays, although its folder would let it be
 * replaced. */
static bool is_protected(const char *target)
{
    return g_access(target, F_OK) == 0 && g_access(target, W_OK) != 0;
}

static bool write_stdout(const void *bytes, size_t length, GError **error)
{
    bool lost = ferror(stdout) != 0; /* of what was printed before */

    if (lost || fwrite(bytes, 1, length, stdout) != length || fflush(stdout) != 0) {
        return fail(error, "standard output", lost ? EIO : errno);
    }
    return true;
}

/* A file that has no name until it is whole: nothing is left of it when the program is
 * killed. -1 where the file system has none such, or where /proc, which gives it a name,
 * is not there. */
static int create_nameless(const char *path, mode_t mode)
{
    g_autofree char *folder = g_path_get_dirname(path);

    return g_access("/proc/self/fd", X_OK) == 0
               ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode)
               : -1;
}

/* Gives it a name beside @target and renames it; signals wait, so that the name does not
 * stay. */
static int name_it(int fd, const char *target)
{
    g_autofree char *folder = g_path_get_dirname(target);
    g_autofree char *from = g_strdup_printf("/proc/self/fd/%d", fd);
    sigset_t all, before;
    int code = EEXIST;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    for (int n = 0; code == EEXIST && n < 1000; n++) {
        g_autofree char *name = g_strdup_printf("%s/.yaqut-%d-%d", folder, getpid(), n);

        code = linkat(AT_FDCWD, from, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
        if (code == 0 && g_rename(name, target) != 0) {
            code = errno;
            g_unlink(name);
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}

bool yq_output_open(YqOutput *self, const char *path, GError **error)
{
    *self = (YqOutput){.fd = -1, .path = path, .device = !is_plain(path)};
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        return fail(error, path, EISDIR);
    }
    if (self->device) {
        self->fd = open(path, O_WRONLY | O_CLOEXEC);
        return self->fd >= 0 || fail(error, path, errno);
    }
    g_autofree char *target = real_target(path);

    if (is_protected(target)) {
        return fail(error, path, EACCES);
    }
    mode_t mode = 0666; /* the umask takes its share; to ask for it would change it */

    old_mode(target, &mode);
    self->fd = create_nameless(target, mode);
    if (self->fd < 0) {
        self->fd = create_beside(target, mode, &self->temporary);
    }
    if (self->fd < 0) {
        return fail(error, path, errno);
    }
    self->target = g_steal_pointer(&target);
    return true;
}

void yq_output_discard(YqOutput *self)
{
    if (self->fd >= 0) {
        close(self->fd);
        self->fd = -1;
    }
    if (self->temporary != NULL) {
        g_unlink(self->temporary);
    }
    g_clear_pointer(&self->temporary, g_free);
    g_clear_pointer(&self->target, g_free);
}

/* 0, or the errno of what failed. */
static int put_in_place(YqOutput *self)
{
    mode_t mode;

    if ((old_mode(self->target, &mode) && fchmod(self->fd, mode) != 0) ||
        fsync(self->fd) != 0) {
        return errno;
    }
    if (self->temporary == NULL) {
        return name_it(self->fd, self->target);
    }
    if (g_rename(self->temporary, self->target) != 0) {
        return errno;
    }
    g_clear_pointer(&self->temporary, g_free);
    return 0;
}

bool yq_output_commit(YqOutput *self, GError **error)
{
    int code = self->device ? 0 : put_in_place(self);

    if (code == 0) { /* what a device could not take is told when it is closed */
        code = close(self->fd) == 0 ? 0 : errno;
        self->fd = -1;
    }
    yq_output_discard(self);
    return code == 0 || fail(error, self->path, code);
}

bool yq_output_write(const char *path, const void *bytes, size_t length, GError **error)
{
    YqOutput output;

    if (strcmp(path, "-") == 0) {
        return write_stdout(bytes, length, error);
    }
    if (!yq_output_open(&output, path, error)) {
        return false;
    }
    if (!write_all(output.fd, bytes, length)) {
        int code = errno;

        yq_output_discard(&output);
        return fail(error, path, code);
    }
    return yq_output_commit(&output, error);
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
