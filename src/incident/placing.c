/* SPDX-License-Identifier: MIT */
/* Where a report happened, when its own words do not tell: the place told before, the
 * town of those who speak, the country of the state that acts, the article's focus. */
#include "incident/writer.h"

#include "incident/region.h"

#include <string.h>

/* So soon after an event's sentence its place may follow. */
#define FOCUS_SENTENCES 2
/* Tokens from "received" to "the … president", where the verb stands first. */
#define HOST_REACH 4

bool yq_writer_any_where(const YqWriter *self)
{
    return self->where.precision > 0 &&
           (self->sentence - self->where_sentence <= 2 ||
            yq_writer_same_paragraph(self, self->sentence, self->where_sentence));
}

static bool is_capital(const YqWriter *self, const YqWhere *where)
{
    if (where->place < 0) {
        return false;
    }
    YqPlace place = yq_gazetteer_place(self->reading->gazetteer, (uint32_t)where->place);

    return yq_place_is_capital(&place);
}

static bool is_town(const YqWriter *self, const YqPlaceSpan *place)
{
    return place->where.precision == 1 && place->where.place >= 0 && !place->speaks &&
           !is_capital(self, &place->where);
}

static bool flees(const YqReport *report)
{
    return yq_incident_type_category(report->type) == YQ_CATEGORY_DISPLACEMENT;
}

/* Where nothing tells the place: a town's own authorities tell of what was there, and a
 * state's act is placed in the state. */
static void place_by_speaker(const YqWriter *self, YqReport *report)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;
    const YqPlaceSpan *speaks =
        violent ? yq_place_that_speaks(self->reading, self->sentence) : NULL;

    if (speaks != NULL && is_capital(self, &speaks->where) &&
        yq_place_is_unknown(self->reading, self->sentence, flees(report))) {
        yq_place_of_country(self->reading, speaks->where.country, &report->where);
    } else if (speaks != NULL) {
        report->where = speaks->where;
        report->where.precision = 2;
        yq_report_add_evidence(report, speaks->where.span);
    } else if (!violent &&
               yq_place_of_adjective(self->reading, s->first, s->last, &report->where)) {
        yq_report_add_evidence(report, report->where.span);
    }
}

/* "Mali closed its airspace to flights from Algeria": who acts is where, not who comes.
 */
static bool acts_at_home(YqIncidentType type)
{
    return type == YQ_INCIDENT_AIRSPACE_CLOSURE || type == YQ_INCIDENT_SANCTIONS ||
           type == YQ_INCIDENT_STATEMENT || type == YQ_INCIDENT_BORDER_CROSSING_CLOSED ||
           type == YQ_INCIDENT_BORDER_CROSSING_OPENED;
}

static void place_at_home(const YqWriter *self, const YqGroup *group, YqReport *report)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    YqWhere home;
    bool other = group->place != NULL && !group->place->located &&
                 group->place->first > group->head->last + 2;

    if (other &&
        yq_place_of_adjective(self->reading, s->first, group->head->first, &home)) {
        report->where = home;
        yq_report_add_evidence(report, home.span);
    }
}

/* Whether @type is an act of state, which is not done where the last attack was. */
static bool is_act_of_state(YqIncidentType type)
{
    return acts_at_home(type) || type == YQ_INCIDENT_AMBASSADOR_RECALLED ||
           type == YQ_INCIDENT_WITHDRAWAL || type == YQ_INCIDENT_ALLIANCE;
}

/* The place told before, for a report without one of its own: only its country where
 * another place is told that nobody knows, or a state acts. */
static void inherit_place(const YqWriter *self, YqReport *report)
{
    bool coarse = self->where.precision < 6 && self->where.country[0] != '\0' &&
                  (is_act_of_state(report->type) ||
                   yq_place_is_unknown(self->reading, self->sentence, flees(report)));

    if (coarse &&
        yq_place_of_country(self->reading, self->where.country, &report->where)) {
        report->where.span = self->where.span;
    } else if (self->where.precision < 6 && self->where_sentence != self->sentence) {
        report->where = self->where;
        report->where.precision = MIN(self->where.precision + 1, 5);
    } else {
        report->where = self->where;
    }
    yq_report_add_evidence(report, self->where.span);
}

/* "The Algerian president received a delegation": who receives is at home, and not where
 * the last attack was. */
static bool place_at_hosts(const YqWriter *self, const YqGroup *group, YqReport *report)
{
    const YqSentence *s = &self->reading->document->sentences[self->sentence];
    uint32_t last = MIN(group->head->last + HOST_REACH, s->last);

    if (group->place != NULL || report->type != YQ_INCIDENT_MEETING ||
        !yq_place_of_adjective(self->reading, s->first, last, &report->where)) {
        return false;
    }
    yq_report_add_evidence(report, report->where.span);
    return true;
}

void yq_writer_place(const YqWriter *self, const YqGroup *group, YqReport *report)
{
    if (group->place != NULL) {
        report->where = group->place->where;
        report->own_place = group->place->located;
        report->own_town = is_town(self, group->place);
        yq_report_add_evidence(report, group->place->where.span);
    }
    if (place_at_hosts(self, group, report)) {
        return;
    }
    if (report->separate && group->place == NULL) {
        return; /* elsewhere, and it is not said where */
    }
    bool finer = report->where.precision >= 6 && self->where.precision < 6 &&
                 self->where_sentence != self->sentence &&
                 strcmp(report->where.country, self->where.country) == 0;

    if ((group->place == NULL || finer) && yq_writer_any_where(self)) {
        inherit_place(self, report);
    }
    if (report->where.precision == 0) {
        place_by_speaker(self, report);
    } else if (report->where.precision >= 6 && acts_at_home(report->type)) {
        place_at_home(self, group, report);
    }
}

/* "20 km from the border with Mali": the line at that distance, where no place is told
 * more exactly. */
void yq_writer_place_by_border(const YqWriter *self, uint32_t first, uint32_t last,
                               YqReport *report)
{
    YqWhere told;

    if ((report->own_place && report->where.precision <= 3) ||
        !yq_border_told(self->reading, first, last, &told) || told.border_km < 0 ||
        !yq_border_place(self->reading, NULL, &report->where, self->arena, &told)) {
        return;
    }
    report->where = told;
    report->own_place = true;
    yq_report_add_evidence(report, told.span);
}

/* Whether @place may be a focus: a town, and not for who speaks or comes from there. */
static bool may_be_focus(const YqPlaceSpan *place)
{
    return !place->speaks && !place->dateline && !place->source &&
           place->where.precision <= 3;
}

const YqPlaceSpan *yq_places_only(const YqReading *reading)
{
    const YqPlaceSpan *only = NULL;

    for (guint i = 0; i < reading->places->len; i++) {
        const YqPlaceSpan *place = &g_array_index(reading->places, YqPlaceSpan, i);

        if (may_be_focus(place)) {
            if (only != NULL && only->where.place != place->where.place) {
                return NULL;
            }
            only = place;
        }
    }
    return only;
}

/* The article's focus for what is told without a place: a town told soon after, or else
 * the only one that the article tells as a place. */
static const YqPlaceSpan *focus_of(const YqWriter *self, const YqReport *report)
{
    const YqReading *reading = self->reading;
    uint32_t end = reading->document->sentences[report->sentence].last;

    for (uint32_t i = yq_places_from(reading, end); i < reading->places->len; i++) {
        const YqPlaceSpan *place = &g_array_index(reading->places, YqPlaceSpan, i);
        uint32_t sentence = yq_token(reading, place->mention_first)->sentence;

        if (sentence - report->sentence > FOCUS_SENTENCES ||
            !yq_writer_same_paragraph(self, sentence, report->sentence)) {
            break;
        }
        if (may_be_focus(place) && place->located) {
            return place;
        }
    }
    return self->only;
}

void yq_writer_place_by_focus(const YqWriter *self, YqReport *report)
{
    const YqPlaceSpan *focus =
        report->where.precision == 0 && !report->separate &&
                !is_act_of_state(report->type) &&
                !yq_place_is_unknown(self->reading, report->sentence, flees(report))
            ? focus_of(self, report)
            : NULL;

    if (focus != NULL) {
        report->where = focus->where;
        report->where.precision = MIN(focus->where.precision + 2, 5);
        yq_report_add_evidence(report, focus->where.span);
    }
}
