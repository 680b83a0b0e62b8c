/* SPDX-License-Identifier: MIT */
#include "vector/mapped.h"

#include "base/mapping.h"

#include <yaqut/error.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <libdeflate.h>
#include <unistd.h>

static bool check_header(YqMapped *self, const char *path, const char *magic,
                         uint32_t version, const char *kind, GError **error)
{
    size_t size = g_mapped_file_get_length(self->file);

    if (size < YQ_MAPPED_HEADER || memcmp(self->data, magic, 8) != 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "%s: this is no %s", path, kind);
        return false;
    }
    if (yq_mapped_u32(self, 8) != version) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "%s: a %s of version %u, not %u",
                    path, kind, yq_mapped_u32(self, 8), version);
        return false;
    }
    self->size = yq_mapped_u32(self, 12);
    self->directory_size = yq_mapped_u32(self, 16);
    if (self->size != size) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_DATA,
                    "%s: %s of %zu bytes, not %u: cut short?", path, kind, size,
                    self->size);
        return false;
    }
    return true;
}

bool yq_mapped_open(YqMapped *self, const char *path, const char *magic, uint32_t version,
                    const char *kind, GError **error)
{
    g_autoptr(GError) reason = NULL;

    *self = (YqMapped){.file = g_mapped_file_new(path, FALSE, &reason)};
    if (self->file == NULL) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot open the %s '%s': %s", kind,
                    path,
                    g_access(path, R_OK) != 0 ? g_strerror(errno) : reason->message);
        return false;
    }
    self->data = (const uint8_t *)g_mapped_file_get_contents(self->file);
    if (!check_header(self, path, magic, version, kind, error)) {
        return false;
    }
    uint32_t directory = self->directory_size;
    if (directory < YQ_MAPPED_HEADER || directory > self->size ||
        libdeflate_crc32(0, self->data + YQ_MAPPED_HEADER,
                         directory - YQ_MAPPED_HEADER) != yq_mapped_u32(self, 20)) {
        yq_mapped_damaged(path, kind, error);
        return false;
    }
    return true;
}

void yq_mapped_rest(const YqMapped *self)
{
    yq_mapping_rest(self->data, self->size);
}

void yq_mapped_close(YqMapped *self)
{
    g_clear_pointer(&self->file, g_mapped_file_unref);
}

const void *yq_mapped_rows(const YqMapped *self, uint64_t offset, uint64_t count,
                           size_t row_size)
{
    if (offset % 4 != 0 || offset > self->directory_size ||
        count > (self->directory_size - offset) / row_size) {
        return NULL;
    }
    return self->data + offset;
}

void yq_mapped_damaged(const char *path, const char *kind, GError **error)
{
    g_set_error(error, YQ_ERROR, YQ_ERROR_DATA, "%s: damaged %s", path, kind);
}
