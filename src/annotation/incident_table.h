/* SPDX-License-Identifier: MIT */
/* Tables of incidents, CSV or TSV, as ACLED, UCDP and people with a spreadsheet write
 * them: a first line that names the columns (in any case and order), fields in double
 * quotes where they hold a separator, a quote or a line's end; comma, semicolon or tab
 * between fields, whichever the first line has most of. UTF-8, with or without a byte
 * order mark.
 *
 * Columns known by name: `lat` `latitude` `y`; `lon` `lng` `longitude` `x`; `date`
 * `event_date` `date_start`; `date_end`; `type` `sub_event_type` `event_type`;
 * `fatalities` `killed` `deaths` `best`; `place` `location`; `id` `event_id_cnty`;
 * `notes` `summary`; `where_precision` `where_prec`. Of several that mean the same the
 * first of this list is taken. All others, and ACLED's two type columns whether they
 * were understood or not, are kept in the incident's `extra`, in their order. */
#pragma once

#include "base/arena.h"
#include <yaqut/incident.h>

/** Whether the first line looks like that of such a table: it names a latitude and a
 * longitude, or a date together with a type or place. Looks at no more than that line. */
bool yq_incident_table_looks(const char *bytes, size_t length);

/**
 * yq_incident_table_parse:
 * @bytes: the file, not terminated; only read
 * @name: what errors call it
 * @arena: takes one copy of the file, which is cut in place, and what the incidents
 *   point to
 * @incidents: of YqIncident; rows are appended in the order of the file
 *
 * A row without coordinates is an incident with `where_precision` 0. Coordinates are
 * decimal degrees, WGS 84. Dates are ISO 8601 or "12 March 2023"; a month or a year
 * alone is an interval of that precision. "40+" killed is at least 40.
 *
 * Errors, each with "name:line: ": YQ_ERROR_ENCODING; YQ_ERROR_SYNTAX for a row with
 * too few or too many fields, an open quote, a coordinate out of range, a date or count
 * that cannot be read; YQ_ERROR_EMPTY when there is no row. @incidents is then as it was.
 */
bool yq_incident_table_parse(const char *bytes, size_t length, const char *name,
                             YqArena *arena, GArray *incidents, GError **error);
