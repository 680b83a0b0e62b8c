/* SPDX-License-Identifier: MIT */
/* Symbols: one family of filled shapes, a distinct outline for each type of incident, so
 * that they are told apart at 10 pixels and without colour. */
#pragma once

#include "scene.h"

/** The shape of a symbol in [-1, 1], y downwards, closed, filled by the even-odd rule,
 * curves flattened; the circle's for a name that nobody knows. Static. Thread-safe. */
const YqPath *yq_symbol_path(const char *name);

/** Whether there is a symbol of that name. */
bool yq_symbol_known(const char *name);

/** Names of all symbols, NULL-terminated; static. */
const char *const *yq_symbol_names(void);

/** The symbol of an incident type by the type's name ("drone_strike"), when the theme
 * says nothing else. Static. */
const char *yq_symbol_of_type(const char *type);
