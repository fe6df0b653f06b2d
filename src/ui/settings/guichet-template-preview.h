/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TEMPLATE_PREVIEW (guichet_template_preview_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTemplatePreview, guichet_template_preview, GUICHET, TEMPLATE_PREVIEW, AdwBin)

GtkWidget *guichet_template_preview_new         (GuichetSettingsSection *section);
void       guichet_template_preview_set_tickets (GuichetTemplatePreview *self, GListModel *tickets);
void       guichet_template_preview_set_sender  (GuichetTemplatePreview *self, const char *sender);
void       guichet_template_preview_show        (GuichetTemplatePreview *self, const char *event, const char *locale, const char *subject,
                                                 const char *body);

G_END_DECLS
