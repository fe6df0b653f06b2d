/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_TEMPLATE_LANGUAGES (guichet_template_languages_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTemplateLanguages, guichet_template_languages, GUICHET, TEMPLATE_LANGUAGES, AdwBin)

GtkWidget         *guichet_template_languages_new         (void);
void               guichet_template_languages_set         (GuichetTemplateLanguages *self, const char *const *locales, const char *chosen);
const char        *guichet_template_languages_get_chosen  (GuichetTemplateLanguages *self);

G_END_DECLS
