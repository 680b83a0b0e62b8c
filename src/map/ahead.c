/* SPDX-License-Identifier: MIT */
/* What a map needs that no article decides, made ready while one is read. */
#include "map/page.h"

#include "base/output.h"
#include "draw/pixels.h"
#include "draw/text.h"

#include <string.h>

/* Words, one of each script, that make faces be opened and their tables read. */
static const char *const samples[] = {"A", "أ"};

struct YqMapAhead {
    GThread *thread;
    YqMapOptions options; /* what the page's size hangs on; strings of our own */
    bool pixels;
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
    YqMapOptions *o = &ahead->options;
    double width, height, dpi;
    g_autoptr(YqTheme) theme = yq_theme_open(o->theme, NULL);

    if (theme != NULL) {
        shape_samples(theme);
    }
    if (ahead->pixels &&
        yq_page_size(theme, o->size, o->dpi, &width, &height, &dpi, NULL)) {
        width *= o->size == NULL ? YQ_PAGE_WIDER : 1;
        yq_pixels_expect((size_t)(width * height * dpi * dpi / (72 * 72)));
    }
    return NULL;
}

YqMapAhead *yq_map_ahead(const YqMapOptions *options, const char *path)
{
    YqMapAhead *self = g_new0(YqMapAhead, 1);

    if (options != NULL) {
        self->options.size = g_strdup(options->size);
        self->options.theme = g_strdup(options->theme);
        self->options.dpi = options->dpi;
    }
    self->pixels = path != NULL && strcmp(yq_output_suffix(path), ".png") == 0;
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
        g_free((char *)self->options.size);
        g_free((char *)self->options.theme);
        g_free(self);
    }
}
