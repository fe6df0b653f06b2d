/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"
#include "guichet-template-preview.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TEMPLATE_EDITOR (guichet_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTemplateEditor, guichet_template_editor, GUICHET, TEMPLATE_EDITOR, AdwBin)

GtkWidget              *guichet_template_editor_new           (GuichetSettingsSection *section);
void                    guichet_template_editor_set_languages (GuichetTemplateEditor *self, const char *const *locales, const char *chosen);
void                    guichet_template_editor_show          (GuichetTemplateEditor *self, const char *event, const char *locale, const char *subject,
                                                               const char *body);
void                    guichet_template_editor_dup_words     (GuichetTemplateEditor *self, char **subject, char **body);
const char             *guichet_template_editor_get_locale    (GuichetTemplateEditor *self);
void                    guichet_template_editor_set_narrow    (GuichetTemplateEditor *self, gboolean narrow);
GuichetTemplatePreview *guichet_template_editor_get_preview   (GuichetTemplateEditor *self);
void guichet_template_editor_focus (GuichetTemplateEditor *self);

G_END_DECLS
