/* SPDX-License-Identifier: MIT */
#include "geoparse/forms.h"

#include "base/table.h"
#include "text/fold.h"

#include <string.h>

#define WORD_MAX 32 /* letters of a word that are looked at */

/* ف ع ل, by which grammars write the letters of a root. */
static bool is_root(gunichar c)
{
    return c == 0x0641 || c == 0x0639 || c == 0x0644;
}

/* ا و ي, which stand for vowels. */
static bool is_weak(gunichar c)
{
    return c == 0x0627 || c == 0x0648 || c == 0x064A;
}

static bool visit(const YqRow *row, void *data, GError **error)
{
    const char *text = yq_row_get(row, "form");
    g_autoptr(GString) folded = g_string_new(NULL);
    YqForm form = {.begins = *text == '^'};

    text += form.begins;
    form.ends = g_str_has_suffix(text, "$");
    yq_fold_name(text, strlen(text) - form.ends, folded);
    for (const char *at = folded->str; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool whole = !form.begins && !form.ends;

        if (form.n == YQ_FORM_MAX) {
            return yq_row_error(row, error, "a form has at most %d letters", YQ_FORM_MAX);
        }
        form.letters[form.n++] = whole && is_root(c) ? 0 : c;
    }
    if (form.n == 0) {
        return yq_row_error(row, error, "'%s' has no letter", text);
    }
    g_array_append_val((GArray *)data, form);
    return true;
}

bool yq_forms_read(const char *path, GArray *forms, GError **error)
{
    return yq_table_read(path, visit, forms, error);
}

static bool has_form(const YqForm *form, const gunichar *letters, size_t n)
{
    if (n < form->n || (n > form->n && !form->begins && !form->ends)) {
        return false;
    }
    const gunichar *at = form->ends ? letters + n - form->n : letters;

    for (size_t i = 0; i < form->n; i++) {
        if (form->letters[i] != 0 ? at[i] != form->letters[i] : is_weak(at[i])) {
            return false;
        }
    }
    return true;
}

bool yq_forms_have(const YqForm *forms, size_t n, const char *word, size_t length)
{
    gunichar letters[WORD_MAX];
    size_t n_letters = 0;

    for (const char *at = word; at < word + length && n_letters < WORD_MAX;
         at = g_utf8_next_char(at)) {
        letters[n_letters++] = g_utf8_get_char(at);
    }
    for (size_t i = 0; i < n; i++) {
        if (has_form(&forms[i], letters, n_letters)) {
            return true;
        }
    }
    return false;
}
