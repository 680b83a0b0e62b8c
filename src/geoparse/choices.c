/* SPDX-License-Identifier: MIT */
/* What is known of the places that a name may mean, whatever else the article names: what
 * kind they are, how well known, how near to the paper, and what the words beside the
 * name say. */
#include "geoparse/resolve.h"

#include <math.h>
#include <string.h>

#define COS_30_KM 0.9999889f
#define COS_150_KM 0.9997228f

static bool code_is(const YqPlace *place, const char *code)
{
    return strcmp(place->feature_code, code) == 0;
}

static void set_class(YqChoice *choice, const YqPlace *place)
{
    float *x = choice->row.x;

    choice->feature_class = place->feature_class;
    choice->is_country = place->feature_class == 'A' && place->feature_code[0] == 'P';
    choice->is_adm1 = code_is(place, "ADM1");
    choice->is_area = place->feature_class == 'A';
    choice->is_stream = code_is(place, "STM");
    if (choice->is_country) {
        x[YQ_RANK_COUNTRY_CLASS] = 1;
    } else if (code_is(place, "CONT")) {
        x[YQ_RANK_CONTINENT] = 1;
    } else if (choice->is_adm1) {
        x[YQ_RANK_ADM1] = 1;
    } else if (code_is(place, "ADM2")) {
        x[YQ_RANK_ADM2] = 1;
    } else if (choice->is_area) {
        x[YQ_RANK_ADM_OTHER] = 1;
    } else if (code_is(place, "PPLC")) {
        x[YQ_RANK_CAPITAL] = 1;
    } else if (code_is(place, "PPLA")) {
        x[YQ_RANK_SEAT] = 1;
    } else if (code_is(place, "PPLX")) {
        x[YQ_RANK_SECTION] = 1;
    } else if (place->feature_class == 'H') {
        x[YQ_RANK_WATER] = 1;
    } else if (place->feature_class == 'L') {
        x[YQ_RANK_REGION] = 1;
    } else if (place->feature_class != 'P') {
        x[YQ_RANK_OTHER_CLASS] = 1;
    }
}

/* Whether a word of the paper's address is the place's name: "richmond.com". */
static bool in_host(const YqResolver *self, const YqPlace *place)
{
    char key[64];
    size_t n = 0;
    const char *name = yq_gazetteer_name(self->parse->gazetteer, place->index, NULL);

    for (; self->host[0] != '\0' && name != NULL && *name != '\0'; name++) {
        if (g_ascii_isalpha(*name) && n + 1 < sizeof key) {
            key[n++] = g_ascii_tolower(*name);
        }
    }
    key[n] = '\0';
    return n >= 4 && strstr(self->host, key) != NULL;
}

/* What the paper says of a place. */
static void set_source(const YqResolver *self, YqChoice *choice, const YqPlace *place)
{
    float *x = choice->row.x;

    x[YQ_RANK_SOURCE_COUNTRY] =
        self->source_country != 0 && choice->country == self->source_country;
    x[YQ_RANK_SOURCE_NAME] = choice->feature_class == 'P' && in_host(self, place);
    if (self->has_home) {
        float dot = yq_sphere_cos(choice->at, self->home);

        x[YQ_RANK_HOME] = dot > COS_30_KM;
        x[YQ_RANK_HOME_NEAR] = dot > COS_150_KM;
        x[YQ_RANK_HOME_ADMIN1] =
            self->home_admin1 != 0 && choice->admin1 == self->home_admin1;
    }
}

/* How well known a place is. */
static void set_size(const YqResolver *self, YqChoice *choice, const YqPlace *place)
{
    float *x = choice->row.x, size = log10f(place->population + 1.0f);

    x[YQ_RANK_POPULATION] = size / 6;
    x[YQ_RANK_NO_POPULATION] = place->population == 0;
    if (place->feature_class == 'P') {
        x[YQ_RANK_TOWN_POPULATION] = size / 6;
        x[YQ_RANK_LARGE] = MAX(0, size - 5);
    } else {
        x[YQ_RANK_REACH] = log10f(1 + (float)place->radius_km) / 4;
    }
    x[YQ_RANK_FAME] = log1pf(yq_names_count(self->parse->gazetteer, place->index)) / 4;
}

static void set_place(const YqResolver *self, YqChoice *choice, const YqPlace *place)
{
    choice->at = yq_sphere_point(place->at);
    choice->country = place->country[0] != '\0' && strchr(place->country, ',') == NULL
                          ? yq_resolve_hash(7, place->country)
                          : 0;
    choice->admin1 = choice->country != 0 && place->admin1[0] != '\0'
                         ? yq_resolve_hash(choice->country, place->admin1)
                         : 0;
    choice->population = place->population;
    choice->radius_km = place->radius_km;
    set_class(choice, place);
    set_size(self, choice, place);
    set_source(self, choice, place);
}

static void set_name(const YqName *name, YqChoice *choice)
{
    float *x = choice->row.x;
    bool district = choice->is_adm1 || x[YQ_RANK_ADM2] != 0 || x[YQ_RANK_ADM_OTHER] != 0;
    bool water = choice->feature_class == 'H';
    bool town = choice->feature_class == 'P';

    x[YQ_RANK_DISTRICT_MATCH] = name->district && district;
    x[YQ_RANK_DISTRICT_MISS] = name->district && town;
    x[YQ_RANK_WATER_MATCH] = name->water && water;
    x[YQ_RANK_WATER_MISS] = !name->water && choice->is_stream;
    x[YQ_RANK_CAPITAL_CUE] = name->capital_cue && x[YQ_RANK_CAPITAL] != 0;
    x[YQ_RANK_CITY_CUE] = name->city_cue && town;
    x[YQ_RANK_DATELINE] = name->dateline && town;
}

float yq_choice_weigh(const YqResolver *self, const float *x, int from, int to)
{
    const float *weights = yq_model_ranks(self->parse->model);
    float sum = 0;

    for (int k = from; k < to; k++) {
        sum += x[k] * weights[k];
    }
    return sum;
}

/* "Mexico", "الجزائر": the country, until a word says the capital. */
static void set_namesakes(YqName *name)
{
    for (uint32_t i = 0; i < name->n; i++) {
        for (uint32_t k = 0; name->choices[i].is_country && k < name->n; k++) {
            YqChoice *town = &name->choices[k];

            town->row.x[YQ_RANK_NAMESAKE] += town->row.x[YQ_RANK_CAPITAL] != 0 &&
                                             town->country == name->choices[i].country;
        }
    }
}

/* Provinces are called as their seats are: "in Kidal" is the town, "the Kidal region"
 * not. */
static void set_seats(YqName *name)
{
    for (uint32_t i = 0; i < name->n; i++) {
        YqChoice *area = &name->choices[i];

        if (!area->is_adm1 || area->admin1 == 0) {
            continue;
        }
        for (uint32_t k = 0; k < name->n; k++) {
            YqChoice *town = &name->choices[k];

            if ((town->row.x[YQ_RANK_SEAT] != 0 || town->row.x[YQ_RANK_CAPITAL] != 0) &&
                town->admin1 == area->admin1) {
                area->row.x[YQ_RANK_OF_SEAT] = !name->district;
                town->row.x[YQ_RANK_SEAT_OF] = !name->district;
            }
        }
    }
}

void yq_choices_add(const YqResolver *self, YqName *name, const YqPostings *postings)
{
    for (size_t i = 0; i < postings->n && name->n < YQ_CHOICES_MAX; i++) {
        const YqPosting *posting = &postings->items[i];
        YqChoice *choice = &name->choices[name->n];

        if (yq_names_people(posting->flags)) {
            continue;
        }
        YqPlace place = yq_gazetteer_place(self->parse->gazetteer, posting->place);

        *choice = (YqChoice){.place = posting->place, .row.place = posting->place};
        set_place(self, choice, &place);
        choice->is_heard = (posting->flags & YQ_NAME_HEARD) != 0;
        choice->row.x[YQ_RANK_FIRST] = name->n == 0;
        choice->row.x[YQ_RANK_ORDER] = log(name->n + 1.0);
        choice->row.x[YQ_RANK_LABEL] = (posting->flags & YQ_NAME_LABEL) != 0;
        choice->row.x[YQ_RANK_ALSO] =
            (posting->flags & (YQ_NAME_LABEL | YQ_NAME_TAGGED)) == 0;
        set_name(name, choice);
        name->n++;
    }
    set_seats(name);
    set_namesakes(name);
    for (uint32_t i = 0; i < name->n; i++) {
        name->choices[i].prior =
            yq_choice_weigh(self, name->choices[i].row.x, 0, YQ_RANK_STATIC);
    }
}
