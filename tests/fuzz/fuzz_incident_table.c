/* SPDX-License-Identifier: MIT */
/* Tables of incidents, CSV or TSV: refused with a message that names the line, or read
 * into incidents whose numbers are in their ranges. */
#include "annotation/incident_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] G_GNUC_UNUSED = {
    "event_id_cnty,event_date,event_type,sub_event_type,location,latitude,longitude,"
    "fatalities,notes\n"
    "MLI1,2025-04-01,Battles,Armed clash,Tinzaouaten,19.95,2.97,40+,\"A \"\"clash\"\", "
    "and\nmore\"\n"
    "MLI2,12 March 2023,Explosions/Remote violence,Air/drone "
    "strike,Gao,16.27,-0.04,,\r\n",
    "\xEF\xBB\xBFid;date;lat;lon;type;place\n1;2024-05;20,5;1,5;ambush;غاو\n2;2024;;;"
    "coup;\n",
    "y\tx\tdate_start\tdate_end\tbest\tsummary\n20\t1\t2024-01-01\t2024-01-05\t3\t\n",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    YqArena *arena = yq_arena_new();
    g_autoptr(GArray) incidents = g_array_new(FALSE, TRUE, sizeof(YqIncident));
    g_autoptr(GError) error = NULL;

    yq_incident_table_looks(bytes, size);
    bool read = yq_incident_table_parse(bytes, size, "table", arena, incidents, &error);

    if (read != (error == NULL) || (!read && incidents->len > 0)) {
        abort();
    }
    for (guint i = 0; i < incidents->len; i++) {
        const YqIncident *incident = &g_array_index(incidents, YqIncident, i);

        if (!(fabs(incident->at.lat) <= 90 && fabs(incident->at.lon) <= 180)) {
            abort();
        }
        for (size_t k = 0; k < incident->n_extra; k++) {
            if (!g_utf8_validate(incident->extra[k].value, -1, NULL)) {
                abort();
            }
        }
    }
    yq_arena_free(arena);
    return 0;
}

#define REPLAY_ROUNDS 10000
#include "replay.h"
