/* SPDX-License-Identifier: MIT */
#include "gazetteer/group.h"

#include "gazetteer/format.h"

#include <string.h>

/* A place has at most so many names; GeoNames' best known have a thousand. */
#define NAMES_MAX 4000

/* Before each name of a row; its bytes follow. */
typedef struct PackedName {
    uint8_t language, rank;
    uint16_t length;
} PackedName;

typedef struct GroupName {
    uint8_t language, rank;
    uint16_t length;
    uint32_t at; /* in the text */
    uint64_t fold;
    bool addition;
} GroupName;

void yq_group_init(YqGroup *self)
{
    *self = (YqGroup){g_array_new(FALSE, FALSE, sizeof(GroupName)), g_byte_array_new()};
}

void yq_group_clear(YqGroup *self)
{
    g_array_unref(self->names);
    g_byte_array_unref(self->text);
}

void yq_group_reset(YqGroup *self)
{
    g_array_set_size(self->names, 0);
    g_byte_array_set_size(self->text, 0);
}

void yq_group_pack(GByteArray *out, uint8_t language, uint8_t rank, const char *text,
                   uint16_t length)
{
    PackedName head = {language, rank, length};

    g_byte_array_append(out, (guint8 *)&head, sizeof head);
    g_byte_array_append(out, (const guint8 *)text, length);
}

void yq_group_add(YqGroup *self, YqKeys *keys, const uint8_t *at, const uint8_t *stop,
                  bool addition)
{
    while (at < stop && self->names->len < NAMES_MAX) {
        PackedName head;

        memcpy(&head, at, sizeof head);
        at += sizeof head;
        yq_keys_set(keys, (const char *)at, head.length);
        GroupName name = {head.language,
                          head.rank,
                          head.length,
                          self->text->len,
                          yq_hash_word(1, keys->folded->str, keys->folded->len),
                          addition};

        g_array_append_val(self->names, name);
        g_byte_array_append(self->text, at, head.length);
        at += head.length;
    }
}

void yq_group_override(YqGroup *self)
{
    GroupName *names = (GroupName *)(void *)self->names->data;
    size_t kept = 0;

    for (size_t i = 0; i < self->names->len; i++) {
        if (names[i].addition) {
            names[kept++] = names[i];
        }
    }
    g_array_set_size(self->names, kept);
}

static int compare_names(const void *a, const void *b)
{
    const GroupName *x = a, *y = b;

    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_tagged(const GroupName *name)
{
    return name->language >= YQ_LANG_MAIN;
}

/* Whether a name before adds as much: in the same language, or, for an untagged spelling,
 * in any. */
static bool is_repeated(const YqGroup *self, size_t i)
{
    const GroupName *names = (const GroupName *)(const void *)self->names->data;

    for (size_t k = 0; k < self->names->len; k++) {
        bool covers = names[k].language == names[i].language
                          ? k < i
                          : names[i].language == YQ_LANG_ALSO && is_tagged(&names[k]);

        if (k != i && covers && names[k].fold == names[i].fold) {
            return true;
        }
    }
    return false;
}

void yq_group_write(YqGroup *self, GByteArray *out, size_t most)
{
    g_array_sort(self->names, compare_names);
    for (size_t i = 0; i < self->names->len; i++) {
        const GroupName *name = &g_array_index(self->names, GroupName, i);

        if (is_repeated(self, i) || out->len + name->length > most) {
            continue;
        }
        g_byte_array_append(out, &name->language, 1);
        g_byte_array_append(out, self->text->data + name->at, name->length);
        g_byte_array_append(out, (guint8 *)"", 1);
    }
    g_byte_array_append(out, (guint8 *)"", 1);
}
