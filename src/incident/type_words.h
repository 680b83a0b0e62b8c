/* SPDX-License-Identifier: MIT */
/* What people call types of incidents in their tables: "IED", "Border closure", "كمين".
 */
#pragma once

#include <yaqut/incident.h>

#include <glib.h>

/** The type whose name, of ours or of ACLED's, @text is, or else that of the noun that it
 * is in `events.tsv` of any language, or else that of the longest such noun in it.
 * YQ_INCIDENT_OTHER where there is none. The tables are opened once, on the first text
 * that needs them. Thread-safe. */
YqIncidentType yq_incident_type_guess(const char *text);

/** Compiles the nouns of all languages (base/compiled.h); @code is not used. */
GBytes *yq_incident_nouns_compile(const char *code, GError **error);
