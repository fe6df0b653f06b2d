/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_TEMPLATE_TEXT (guichet_template_text_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTemplateText, guichet_template_text, GUICHET, TEMPLATE_TEXT, AdwBin)

GtkWidget  *guichet_template_text_new          (void);
GtkWidget  *guichet_template_text_get_view     (GuichetTemplateText *self);
void        guichet_template_text_set_text     (GuichetTemplateText *self, const char *text);
char       *guichet_template_text_dup_text     (GuichetTemplateText *self);
void        guichet_template_text_set_known    (GuichetTemplateText *self, char **names);
void        guichet_template_text_insert       (GuichetTemplateText *self, const char *name);

char      **guichet_template_find_unknown      (const char *text, const char *const *known);

G_END_DECLS
