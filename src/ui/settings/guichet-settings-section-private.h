/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

typedef struct
{
  DeskOffice *office;
  GCancellable *cancellable;
  char *subtitle;

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *back;
  GtkWidget *save;
  GtkWidget *discard;
  GtkWidget *bar;               /* has the two buttons where the header has no room for them */
  GtkWidget *room;              /* watches how wide the page is */
  GtkWidget *complaint;         /* what went wrong, over the page, until it is mended */
  GtkWidget *complaint_label;
  GtkWidget *stack;
  GtkWidget *state;
  GtkWidget *retry;
  guint impatient_id;
  guint changes;
  gboolean narrow;
  gboolean low;                 /* whether the two buttons stand below the page */
  gboolean folded;
  gboolean inside;
  gboolean busy;
} GuichetSettingsSectionPrivate;

GuichetSettingsSectionPrivate *guichet_settings_section_get_private (gpointer self);

/* guichet-settings-section.c */
void       guichet_settings_section_settle           (GuichetSettingsSection *self, gboolean saved);

/* guichet-settings-section-states.c */
GtkWidget *guichet_settings_section_create_complaint (GuichetSettingsSection *self);
GtkWidget *guichet_settings_section_create_states    (GuichetSettingsSection *self);

/* guichet-settings-section-busy.c */
void       guichet_settings_section_update_buttons   (GuichetSettingsSection *self);

G_END_DECLS
