/* SPDX-License-Identifier: MIT */
/* Where this library runs from. */
#pragma once

#include <stdbool.h>

/** Whether it lies in the tree it was built in, and so takes its data and modules from
 * there. What was installed never does, even while that tree is still there: whoever may
 * write to that path could give it code to run. */
bool yq_runs_in_build(void);
