/* SPDX-License-Identifier: MIT */
/* Lines that break off where something else is to be read. */
#pragma once

#include "scene.h"

/** The lines of the groups named @group, drawn before, break off in each of @n boxes:
 * under a name, which is then not struck through. */
void yq_scene_break_lines(YqScene *scene, const char *group, const YqRect *gaps,
                          size_t n);
