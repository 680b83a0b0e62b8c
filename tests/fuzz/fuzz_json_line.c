/* SPDX-License-Identifier: MIT */
/* A line of `yaqut batch`, read by our own reader and by jansson: they agree on which
 * lines are objects and on what the members hold. */
#include "cli/json_line.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] G_GNUC_UNUSED = {
    "{\"id\":1,\"text\":\"In Gao they met.\"}",
    "{\"id\":{\"a\":[1,null,-2.5e-3]},\"x\":{\"y\":[1.5e3,true,false,{}]},\"title\":null,"
    "\"text\":\"a\"}\r\n",
    "{\"\\u0069d\":\"\\u00e9\\n\\\"\\\\\\/\\b\\f\\r\\t\",\"t\\u0065xt\":\"Gao "
    "\\ud83d\\ude00.\"}",
    "{\"text\":\"\",\"id\":\"غاو\"} ",
    "{}",
};

enum { ID, TEXT, MEMBERS };

/* Whether what jansson read is what our reader gave. */
static bool is_same(json_t *value, const YqJsonMember *member)
{
    if (value == NULL || !json_is_string(value)) {
        return member->text == NULL && (value != NULL) == (member->raw != NULL);
    }
    return member->text != NULL && json_string_length(value) == member->length &&
           memcmp(json_string_value(value), member->text, member->length) == 0;
}

static void compare(const char *line, size_t size, bool read, const YqJsonMember *members)
{
    json_error_t error;
    json_t *root =
        json_loadb(line, size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);

    if (root == NULL) {
        enum json_error_code code = json_error_code(&error);
        /* Numbers that no double holds are none of ours to judge; names with a NUL
         * neither. */
        if (read && code != json_error_numeric_overflow &&
            code != json_error_null_byte_in_key && code != json_error_stack_overflow) {
            fprintf(stderr, "jansson: %s\n", error.text);
            abort();
        }
        return;
    }
    if (json_is_object(root) && read &&
        (!is_same(json_object_get(root, "id"), &members[ID]) ||
         !is_same(json_object_get(root, "text"), &members[TEXT]))) {
        abort();
    }
    if (!json_is_object(root) && read) {
        abort();
    }
    json_decref(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    YqJsonMember members[MEMBERS] = {[ID] = {.name = "id"}, [TEXT] = {.name = "text"}};
    const char *line = (const char *)data, *message = NULL;
    bool read = yq_json_line_read(line, size, members, MEMBERS, &message);

    if (read != (message == NULL)) {
        abort();
    }
    if (g_utf8_validate_len(line, size, NULL)) {
        compare(line, size, read, members);
        for (int i = 0; i < MEMBERS; i++) {
            g_autoptr(GString) out = g_string_new(NULL);

            if (members[i].text == NULL) {
                continue;
            }
            yq_json_line_string(out, members[i].text, members[i].length);
            json_t *again =
                json_loadb(out->str, out->len, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);

            if (!is_same(again, &members[i])) {
                abort();
            }
            json_decref(again);
        }
    }
    yq_json_members_clear(members, MEMBERS);
    return 0;
}

#define REPLAY_ROUNDS 30000
#include "replay.h"
