/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

/* How many letters the database takes. */
#define GUICHET_SETTINGS_SHORT_NAME 100
#define GUICHET_SETTINGS_LONG_NAME 200

GtkWidget *guichet_settings_name_new_row (const char *title);

char *guichet_settings_name_complain (const char *name, guint most);
char *guichet_settings_name_read (GuichetSettingsSection *section, GtkWidget *row, guint most);
void  guichet_settings_name_mark (GtkWidget *row, gboolean wrong);
void  guichet_settings_name_show (GtkWidget *row, const char *name);

G_END_DECLS
