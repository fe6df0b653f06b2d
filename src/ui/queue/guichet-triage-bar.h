/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-bulk-popovers.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TRIAGE_BAR (guichet_triage_bar_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTriageBar, guichet_triage_bar, GUICHET, TRIAGE_BAR, AdwBin)

/* What a bar has room for: each decision as its icon, with its key, or its key and words. */
typedef enum
{
  GUICHET_TRIAGE_ICONS,
  GUICHET_TRIAGE_KEYS,
  GUICHET_TRIAGE_WORDS,
} GuichetTriageRoom;

GtkWidget *guichet_triage_bar_new         (DeskSession *session, GuichetTicketsFunc get_tickets, gpointer user_data);
void       guichet_triage_bar_set_place   (GuichetTriageBar *self, guint number, guint n_tickets);
void       guichet_triage_bar_set_room    (GuichetTriageBar *self, GuichetTriageRoom room);
void       guichet_triage_bar_take_focus  (GuichetTriageBar *self);
void       guichet_triage_bar_open_labels (GuichetTriageBar *self);

G_END_DECLS
