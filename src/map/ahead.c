/* SPDX-License-Identifier: MIT */
/* What a map needs that no article decides, made ready while one is read. */
#include "map/page.h"

#include "draw/text.h"

/* Words, one of each script, that make faces be opened and their tables read. */
static const char *const samples[] = {"A", "أ"};

struct YqMapAhead {
    GThread *thread;
    char *theme;
};

static void shape_samples(const YqTheme *theme)
{
    YqFont font = yq_theme_font(theme, "furniture", "list");

    for (size_t i = 0; i < 2 * G_N_ELEMENTS(samples); i++) {
        font.bold = i % 2 != 0;
        yq_shaped_unref(yq_text_shape(samples[i / 2], &font));
    }
}

/* What is wrong with an option is said when the map is made. */
static gpointer make_ready(gpointer data)
{
    YqMapAhead *ahead = data;
    g_autoptr(YqTheme) theme = yq_theme_open(ahead->theme, NULL);

    if (theme != NULL) {
        shape_samples(theme);
    }
    return NULL;
}

YqMapAhead *yq_map_ahead(const YqMapOptions *options)
{
    YqMapAhead *self = g_new0(YqMapAhead, 1);

    self->theme = g_strdup(options != NULL ? options->theme : NULL);
    /* without a thread all is made ready when it is needed */
    self->thread = g_thread_try_new("yaqut-ahead", make_ready, self, NULL);
    return self;
}

void yq_map_ahead_free(YqMapAhead *self)
{
    if (self != NULL) {
        if (self->thread != NULL) {
            g_thread_join(self->thread);
        }
        g_free(self->theme);
        g_free(self);
    }
}
