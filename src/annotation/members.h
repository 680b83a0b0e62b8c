/* SPDX-License-Identifier: MIT */
/* Members of JSON objects that a person or a GIS may have changed: what is missing or
 * null is left out, what is of a wrong kind is an error that names the feature and the
 * member. */
#pragma once

#include "base/arena.h"
#include "base/autofree.h"
#include "base/fail.h"
#include <yaqut/geometry.h>

#include <jansson.h>

typedef struct YqMembers {
    const char *name; /* of the file, for errors */
    size_t feature;   /* counted from 1 */
    YqArena *arena;   /* of what is copied */
    char *wrong;      /* what the first of them is and should not be, or NULL; owned */
} YqMembers;

/** YQ_ERROR_SYNTAX in the feature that is read: "name: feature 3: …"; @format is a
 * literal. Always false. */
#define yq_members_fail(self, error, format, ...)                                        \
    yq_fail(error, YQ_ERROR_SYNTAX, "%s: feature %zu: " format, (self)->name,            \
            (self)->feature, ##__VA_ARGS__)

/** Fails when a member since the last call was of a wrong kind. */
bool yq_members_check(YqMembers *self, GError **error);

/** A text, copied, or NULL; a number counts as the text it is written as, since a GIS
 * makes numbers of what looks like one. */
const char *yq_members_text(YqMembers *self, const json_t *object, const char *key);
/** "" instead of NULL. */
const char *yq_members_text_or_empty(YqMembers *self, const json_t *object,
                                     const char *key);

/** Copies @value, that of member @key, into @out when it is a code of at most @room - 1
 * letters A to Z, such as a country's; "" when it is NULL or null. */
void yq_members_code(YqMembers *self, const json_t *value, const char *key, char *out,
                     size_t room);

/** A list, or an object; NULL when it is not there. Borrowed. */
const json_t *yq_members_list(YqMembers *self, const json_t *object, const char *key);
const json_t *yq_members_object(YqMembers *self, const json_t *object, const char *key);

/** A number, or @otherwise when it is none or beyond 10^12 either way. */
double yq_members_number(const json_t *object, const char *key, double otherwise);

/** A count such as `killed`, from 0 to G_MAXINT32; -1 when it is not there. */
int32_t yq_members_count(YqMembers *self, const json_t *object, const char *key);

/** The geometry of a feature: none, Point, LineString or the outer ring of a Polygon. */
bool yq_members_geometry(YqMembers *self, const json_t *feature, YqGeometry *out,
                         GError **error);
