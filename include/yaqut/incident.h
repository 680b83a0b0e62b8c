/* SPDX-License-Identifier: MIT */
/* Incidents: what an article says happened, where, when, to whom, and who says so. Plain
 * values; whatever they point to belongs to the annotations that hold them. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/border.h>
#include <yaqut/date.h>
#include <yaqut/geometry.h>

G_BEGIN_DECLS

typedef enum YqCategory {
    YQ_CATEGORY_VIOLENCE,
    YQ_CATEGORY_POLITICAL,
    YQ_CATEGORY_DISPLACEMENT,
} YqCategory;

/* In the order of docs/annotations.md; YQ_INCIDENT_OTHER is what a user's table may hold
 * besides. */
typedef enum YqIncidentType {
    YQ_INCIDENT_ARMED_CLASH,
    YQ_INCIDENT_AMBUSH,
    YQ_INCIDENT_ATTACK,
    YQ_INCIDENT_DRONE_STRIKE,
    YQ_INCIDENT_AIR_STRIKE,
    YQ_INCIDENT_DRONE_SHOT_DOWN,
    YQ_INCIDENT_AIRCRAFT_SHOT_DOWN,
    YQ_INCIDENT_SHELLING,
    YQ_INCIDENT_BOMBARDMENT,
    YQ_INCIDENT_EXPLOSION,
    YQ_INCIDENT_MASS_KILLING,
    YQ_INCIDENT_MASS_EXECUTION,
    YQ_INCIDENT_ABDUCTION,
    YQ_INCIDENT_HOSTAGE_TAKING,
    YQ_INCIDENT_ARSON,
    YQ_INCIDENT_LOOTING,
    YQ_INCIDENT_BORDER_INCIDENTS,
    YQ_INCIDENT_REBELLION,
    YQ_INCIDENT_COUP,
    YQ_INCIDENT_AGREEMENT,
    YQ_INCIDENT_WITHDRAWAL,
    YQ_INCIDENT_ALLIANCE,
    YQ_INCIDENT_STATEMENT,
    YQ_INCIDENT_MEETING,
    YQ_INCIDENT_AIRSPACE_CLOSURE,
    YQ_INCIDENT_AMBASSADOR_RECALLED,
    YQ_INCIDENT_SANCTIONS,
    YQ_INCIDENT_PROTEST,
    YQ_INCIDENT_REFUGEES,
    YQ_INCIDENT_BORDER_CROSSING_OPENED,
    YQ_INCIDENT_BORDER_CROSSING_CLOSED,
    YQ_INCIDENT_OTHER,
    YQ_INCIDENT_N_TYPES,
} YqIncidentType;

/** "violence", "political", "displacement"; static. */
YQ_API const char *yq_category_name(YqCategory category);

/** "armed_clash" …; static. */
YQ_API const char *yq_incident_type_name(YqIncidentType type);

/** The inverse, whatever the case; takes ACLED's event and sub-event types as well.
 * YQ_INCIDENT_OTHER for what is none. */
YQ_API YqIncidentType yq_incident_type_parse(const char *name);

/** The category that @type belongs to; that of YQ_INCIDENT_OTHER is violence. */
YQ_API YqCategory yq_incident_type_category(YqIncidentType type);

/** ACLED's event type ("Battles"), static, or NULL where it has none. @armed_only: only
 * armed men were hit, which makes an attack a battle. */
YQ_API const char *yq_incident_type_acled_event(YqIncidentType type, bool armed_only);
/** The same for the sub-event type. */
YQ_API const char *yq_incident_type_acled_sub_event(YqIncidentType type, bool armed_only);

/* Code points [start, end) of an article. */
typedef struct YqSpan {
    uint32_t article; /* which of those read together */
    uint32_t start, end;
} YqSpan;

/* Counts are -1 when not said. */
typedef struct YqCasualtyGroup {
    const char *who; /* the words: "soldiers" */
    int32_t killed, wounded, missing, abducted, displaced;
    const char *subset_of; /* (nullable): `who` of the group that it is a part of */
} YqCasualtyGroup;

typedef struct YqCasualties {
    int32_t killed;          /* exactly; -1 when not said */
    int32_t killed_at_least; /* "more than 40", "at least 40": 40; -1 when not said */
    const char *killed_magnitude; /* "dozens", "hundreds", "thousands", or NULL */
    int32_t wounded, missing, abducted, displaced; /* -1 when not said */
    const YqCasualtyGroup *groups;
    size_t n_groups;
} YqCasualties;

#define YQ_CASUALTIES_NONE ((YqCasualties){-1, -1, NULL, -1, -1, -1, -1, NULL, 0})

typedef struct YqActor {
    const char
        *name; /* in the article's language, as the table of actors or the text has it */
    const char *id;   /* (nullable): of the table of actors */
    const char *side; /* "doing", "suffering", "claiming" */
} YqActor;

typedef struct YqClaim {
    const char *by;         /* who says it */
    const char *relayed_by; /* (nullable) */
    const char *says;       /* the words, cut to a clause */
    YqCasualties casualties;
    int32_t place;                /* index in the annotations' places, or -1 */
    char border[2][3];            /* the two countries, when it is told by a border; "" */
    char side[3];                 /* ISO code of the country it puts it in; "" not said */
    double distance_to_border_km; /* negative when not said */
    YqSpan evidence;
} YqClaim;

/* A column of a user's table that yaqut does not know, kept as it was. */
typedef struct YqField {
    const char *name, *value;
} YqField;

typedef struct YqIncident {
    const char *id; /* (nullable) */
    YqCategory category;
    YqIncidentType type;
    const char *
        type_text; /* (nullable): what a table called it, where that is no name of ours */
    YqInterval when;
    int32_t place;          /* index in the annotations' places, or -1 */
    const char *place_text; /* (nullable): what a table called the place */
    int where_precision; /* UCDP's 1 exact … 6 country, 7 international; 0 no place at all
                          */
    double uncertainty_km; /* 0 when exact */
    YqPoint at;          /* representative point; meaningless when where_precision is 0 */
    YqGeometry geometry; /* point, line or area; NONE when there is no place */
    const YqActor *actors;
    size_t n_actors;
    YqCasualties casualties;
    const YqClaim *claims;
    size_t n_claims;
    bool disputed;          /* accounts differ: see the claims */
    YqBorderMeasure border; /* `between` is "" when it was not measured */
    const char *summary;    /* (nullable): one line in the article's language */
    const YqSpan *evidence;
    size_t n_evidence;
    double confidence;    /* [0, 1] */
    const YqField *extra; /* the table's other columns, in their order */
    size_t n_extra;
} YqIncident;

/** Whether it may stand as a symbol on a map: it has a place better than a whole country.
 */
YQ_API bool yq_incident_mappable(const YqIncident *incident);

G_END_DECLS
