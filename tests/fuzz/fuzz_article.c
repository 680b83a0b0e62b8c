/* SPDX-License-Identifier: MIT */
/* Articles, from their text to their incidents: every span lies in the text, in order. */
#include <yaqut/annotations.h>

#include <stdlib.h>
#include <string.h>

static const char *const seeds[] G_GNUC_UNUSED = {
    "GAO, 3 April 2025 - At least 40 soldiers were killed and twelve wounded in an "
    "ambush 80 km north-east of Gao, "
    "between Kidal and Anefis, late in March, the army said. The rebels denied "
    "it.\n\n\"Nobody was hurt\", Mr. Smith "
    "told the U.S. daily. It was shot down 9.5 km from the border.",
    "Quarante soldats ont été tués à Gao dans la nuit du 31 mars au 1er avril, selon "
    "l'armée ; l'Adrar n'a pas été "
    "touché.\nUne dizaine de civils, dont trois enfants, ont été enlevés près de Djenné.",
    "قتل 40 جندياً على الأقل في كمين قرب غاو، شمال مالي، يوم ٣ أبريل ٢٠٢٥، وفق الجيش. "
    "ونفت الحركة ذلك.\n\nأسقط "
    "الجيش الجزائري طائرة مسيّرة قرب تين زاوتين ليلة 31 مارس/آذار، على بعد 9.5 كم من "
    "الحدود.",
    "Al menos cuarenta soldados murieron el 3 de enero de 2025 en un ataque cerca de "
    "Gao.",
};

static YqGazetteer *gazetteer;
static YqGeoparser *geoparser;

static void open_once(void)
{
    g_autoptr(GError) error = NULL;

    if (geoparser == NULL) {
        gazetteer = yq_gazetteer_open(NULL, &error);
        geoparser = gazetteer != NULL ? yq_geoparser_new(gazetteer, &error) : NULL;
    }
    if (geoparser == NULL) {
        g_error("%s", error->message);
    }
}

static void check_spans(const YqAnnotations *annotations, size_t letters)
{
    for (size_t i = 0; i < yq_annotations_n_incidents(annotations); i++) {
        const YqIncident *incident = yq_annotations_incident(annotations, i);

        for (size_t k = 0; k < incident->n_evidence; k++) {
            if (incident->evidence[k].start >= incident->evidence[k].end ||
                incident->evidence[k].end > letters) {
                abort();
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const YqArticleInfo info = {.published = {2025, 4, 7}};
    const YqAnnotateOptions options = {0};
    g_autoptr(GError) error = NULL;

    open_once();
    g_autoptr(YqArticle) article = yq_article_new((const char *)data, size, &info, NULL);

    if (article == NULL) {
        return 0;
    }
    const YqArticle *one = article;
    g_autoptr(YqAnnotations) annotations =
        yq_annotate(geoparser, gazetteer, &one, 1, &options, &error);

    if (annotations == NULL) {
        g_error("%s", error->message);
    }
    check_spans(annotations, g_utf8_strlen((const char *)data, size));
    g_autofree char *text = yq_annotations_to_geojson(annotations);
    g_autoptr(YqAnnotations) again =
        yq_annotations_parse(text, strlen(text), "again", &error);

    if (again == NULL) {
        g_error("what was written is not read: %s", error->message);
    }
    return 0;
}

#define REPLAY_ROUNDS 1500
#include "replay.h"
