/* SPDX-License-Identifier: MIT */
#include <yaqut/geoparse.h>

#include <string.h>

static const char *const names[] = {
    [YQ_ROLE_PLACE] = "place",         [YQ_ROLE_ORGANISATION] = "organisation",
    [YQ_ROLE_AGREEMENT] = "agreement", [YQ_ROLE_PERSON] = "person",
    [YQ_ROLE_OTHER] = "other",
};

const char *yq_role_name(YqRole role)
{
    g_return_val_if_fail((size_t)role < G_N_ELEMENTS(names), "place");
    return names[role];
}

YqRole yq_role_parse(const char *name)
{
    for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(names); i++) {
        if (strcmp(name, names[i]) == 0) {
            return (YqRole)i;
        }
    }
    return YQ_ROLE_PLACE;
}
