/* SPDX-License-Identifier: MIT */
/* Types of incidents: their names, their category, and what ACLED calls them (the table
 * of types in the codebook of the Armed Conflict Location & Event Data project, 2023). */
#include <yaqut/incident.h>

#include <string.h>

static const char *const category_names[] = {"violence", "political", "displacement"};

static const char battles[] = "Battles";
static const char armed_clash[] = "Armed clash";
static const char against_civilians[] = "Violence against civilians";
static const char remote[] = "Explosions/Remote violence";
static const char strategic[] = "Strategic developments";
static const char air_drone[] = "Air/drone strike";
static const char artillery[] = "Shelling/artillery/missile attack";
static const char weapons_use[] = "Disrupted weapons use";
static const char forced[] = "Abduction/forced disappearance";
static const char looted[] = "Looting/property destruction";

static const struct {
    const char *name;
    YqCategory category;
    const char *event, *sub_event; /* ACLED's, or NULL */
} types[YQ_INCIDENT_N_TYPES] = {
    [YQ_INCIDENT_ARMED_CLASH] = {"armed_clash", YQ_CATEGORY_VIOLENCE, battles,
                                 armed_clash},
    [YQ_INCIDENT_AMBUSH] = {"ambush", YQ_CATEGORY_VIOLENCE, battles, armed_clash},
    [YQ_INCIDENT_ATTACK] = {"attack", YQ_CATEGORY_VIOLENCE, against_civilians, "Attack"},
    [YQ_INCIDENT_DRONE_STRIKE] = {"drone_strike", YQ_CATEGORY_VIOLENCE, remote,
                                  air_drone},
    [YQ_INCIDENT_AIR_STRIKE] = {"air_strike", YQ_CATEGORY_VIOLENCE, remote, air_drone},
    [YQ_INCIDENT_DRONE_SHOT_DOWN] = {"drone_shot_down", YQ_CATEGORY_VIOLENCE, strategic,
                                     weapons_use},
    [YQ_INCIDENT_AIRCRAFT_SHOT_DOWN] = {"aircraft_shot_down", YQ_CATEGORY_VIOLENCE,
                                        strategic, weapons_use},
    [YQ_INCIDENT_SHELLING] = {"shelling", YQ_CATEGORY_VIOLENCE, remote, artillery},
    [YQ_INCIDENT_BOMBARDMENT] = {"bombardment", YQ_CATEGORY_VIOLENCE, remote, artillery},
    [YQ_INCIDENT_EXPLOSION] = {"explosion", YQ_CATEGORY_VIOLENCE, remote,
                               "Remote explosive/landmine/IED"},
    [YQ_INCIDENT_MASS_KILLING] = {"mass_killing", YQ_CATEGORY_VIOLENCE, against_civilians,
                                  "Attack"},
    [YQ_INCIDENT_MASS_EXECUTION] = {"mass_execution", YQ_CATEGORY_VIOLENCE,
                                    against_civilians, "Attack"},
    [YQ_INCIDENT_ABDUCTION] = {"abduction", YQ_CATEGORY_VIOLENCE, against_civilians,
                               forced},
    [YQ_INCIDENT_HOSTAGE_TAKING] = {"hostage_taking", YQ_CATEGORY_VIOLENCE,
                                    against_civilians, forced},
    [YQ_INCIDENT_ARSON] = {"arson", YQ_CATEGORY_VIOLENCE, strategic, looted},
    [YQ_INCIDENT_LOOTING] = {"looting", YQ_CATEGORY_VIOLENCE, strategic, looted},
    [YQ_INCIDENT_BORDER_INCIDENTS] = {"border_incidents", YQ_CATEGORY_VIOLENCE, NULL,
                                      NULL},
    [YQ_INCIDENT_REBELLION] = {"rebellion", YQ_CATEGORY_VIOLENCE, NULL, NULL},
    [YQ_INCIDENT_COUP] = {"coup", YQ_CATEGORY_POLITICAL, NULL, NULL},
    [YQ_INCIDENT_AGREEMENT] = {"agreement", YQ_CATEGORY_POLITICAL, strategic,
                               "Agreement"},
    [YQ_INCIDENT_WITHDRAWAL] = {"withdrawal", YQ_CATEGORY_POLITICAL, NULL, NULL},
    [YQ_INCIDENT_ALLIANCE] = {"alliance", YQ_CATEGORY_POLITICAL, NULL, NULL},
    [YQ_INCIDENT_STATEMENT] = {"statement", YQ_CATEGORY_POLITICAL, NULL, NULL},
    [YQ_INCIDENT_MEETING] = {"meeting", YQ_CATEGORY_POLITICAL, NULL, NULL},
    [YQ_INCIDENT_AIRSPACE_CLOSURE] = {"airspace_closure", YQ_CATEGORY_POLITICAL, NULL,
                                      NULL},
    [YQ_INCIDENT_AMBASSADOR_RECALLED] = {"ambassador_recalled", YQ_CATEGORY_POLITICAL,
                                         NULL, NULL},
    [YQ_INCIDENT_SANCTIONS] = {"sanctions", YQ_CATEGORY_POLITICAL, NULL, NULL},
    [YQ_INCIDENT_PROTEST] = {"protest", YQ_CATEGORY_POLITICAL, "Protests",
                             "Peaceful protest"},
    [YQ_INCIDENT_REFUGEES] = {"refugees", YQ_CATEGORY_DISPLACEMENT, NULL, NULL},
    [YQ_INCIDENT_BORDER_CROSSING_OPENED] = {"border_crossing_opened",
                                            YQ_CATEGORY_DISPLACEMENT, NULL, NULL},
    [YQ_INCIDENT_BORDER_CROSSING_CLOSED] = {"border_crossing_closed",
                                            YQ_CATEGORY_DISPLACEMENT, NULL, NULL},
    [YQ_INCIDENT_OTHER] = {"other", YQ_CATEGORY_VIOLENCE, NULL, NULL},
};

/* What other tables say: ACLED's event and sub-event types, and the type of ours that
 * says as much. Where a sub-event fits several of ours, the plainest. */
static const struct {
    const char *acled;
    YqIncidentType type;
} acled_types[] = {
    {"Battles", YQ_INCIDENT_ARMED_CLASH},
    {"Armed clash", YQ_INCIDENT_ARMED_CLASH},
    {"Government regains territory", YQ_INCIDENT_ARMED_CLASH},
    {"Non-state actor overtakes territory", YQ_INCIDENT_ARMED_CLASH},
    {"Explosions/Remote violence", YQ_INCIDENT_EXPLOSION},
    {"Chemical weapon", YQ_INCIDENT_ATTACK},
    {"Air/drone strike", YQ_INCIDENT_AIR_STRIKE},
    {"Suicide bomb", YQ_INCIDENT_EXPLOSION},
    {"Shelling/artillery/missile attack", YQ_INCIDENT_SHELLING},
    {"Remote explosive/landmine/IED", YQ_INCIDENT_EXPLOSION},
    {"Grenade", YQ_INCIDENT_EXPLOSION},
    {"Violence against civilians", YQ_INCIDENT_ATTACK},
    {"Sexual violence", YQ_INCIDENT_ATTACK},
    {"Attack", YQ_INCIDENT_ATTACK},
    {"Abduction/forced disappearance", YQ_INCIDENT_ABDUCTION},
    {"Protests", YQ_INCIDENT_PROTEST},
    {"Peaceful protest", YQ_INCIDENT_PROTEST},
    {"Protest with intervention", YQ_INCIDENT_PROTEST},
    {"Excessive force against protesters", YQ_INCIDENT_PROTEST},
    {"Riots", YQ_INCIDENT_PROTEST},
    {"Violent demonstration", YQ_INCIDENT_PROTEST},
    {"Mob violence", YQ_INCIDENT_ATTACK},
    {"Agreement", YQ_INCIDENT_AGREEMENT},
    {"Disrupted weapons use", YQ_INCIDENT_AIRCRAFT_SHOT_DOWN},
    {"Looting/property destruction", YQ_INCIDENT_LOOTING},
};

const char *yq_category_name(YqCategory category)
{
    g_return_val_if_fail((size_t)category < G_N_ELEMENTS(category_names), "violence");
    return category_names[category];
}

const char *yq_incident_type_name(YqIncidentType type)
{
    g_return_val_if_fail((size_t)type < YQ_INCIDENT_N_TYPES, "other");
    return types[type].name;
}

/* Whether @name is @type but for case and for blanks or hyphens instead of "_". */
static bool is_called(const char *name, const char *type)
{
    for (; *name != '\0' && *type != '\0'; name++, type++) {
        char c = *name == ' ' || *name == '-' ? '_' : g_ascii_tolower(*name);

        if (c != *type) {
            return false;
        }
    }
    return *name == *type;
}

YqIncidentType yq_incident_type_parse(const char *name)
{
    for (size_t i = 0; name != NULL && i < YQ_INCIDENT_OTHER; i++) {
        if (is_called(name, types[i].name)) {
            return (YqIncidentType)i;
        }
    }
    for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(acled_types); i++) {
        if (g_ascii_strcasecmp(name, acled_types[i].acled) == 0) {
            return acled_types[i].type;
        }
    }
    return YQ_INCIDENT_OTHER;
}

YqCategory yq_incident_type_category(YqIncidentType type)
{
    g_return_val_if_fail((size_t)type < YQ_INCIDENT_N_TYPES, YQ_CATEGORY_VIOLENCE);
    return types[type].category;
}

const char *yq_incident_type_acled_event(YqIncidentType type, bool armed_only)
{
    g_return_val_if_fail((size_t)type < YQ_INCIDENT_N_TYPES, NULL);
    return type == YQ_INCIDENT_ATTACK && armed_only ? battles : types[type].event;
}

const char *yq_incident_type_acled_sub_event(YqIncidentType type, bool armed_only)
{
    g_return_val_if_fail((size_t)type < YQ_INCIDENT_N_TYPES, NULL);
    return type == YQ_INCIDENT_ATTACK && armed_only ? armed_clash : types[type].sub_event;
}

bool yq_incident_mappable(const YqIncident *incident)
{
    return incident->where_precision != 0 && incident->where_precision != 6 &&
           yq_point_valid(incident->at);
}
