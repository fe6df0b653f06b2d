/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CANNED_FORM (guichet_canned_form_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCannedForm, guichet_canned_form, GUICHET, CANNED_FORM, AdwBin)

GtkWidget     *guichet_canned_form_new           (void);
void           guichet_canned_form_show          (GuichetCannedForm *self, DeskOfficeRow *reply, const char *title);
void           guichet_canned_form_focus         (GuichetCannedForm *self);
DeskOfficeRow *guichet_canned_form_get_reply     (GuichetCannedForm *self);
guint          guichet_canned_form_count_changes (GuichetCannedForm *self);
char          *guichet_canned_form_read          (GuichetCannedForm *self, GuichetSettingsSection *section, char **body);

G_END_DECLS
