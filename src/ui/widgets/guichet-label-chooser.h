/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_LABEL_CHOOSER (guichet_label_chooser_get_type ())
G_DECLARE_FINAL_TYPE (GuichetLabelChooser, guichet_label_chooser, GUICHET, LABEL_CHOOSER, GtkPopover)

/* The label of the clock: shown, and never offered. */
#define GUICHET_LABEL_OF_THE_CLOCK "escalated"

GtkWidget *guichet_label_chooser_new         (DeskSession *session);
void       guichet_label_chooser_set_tickets (GuichetLabelChooser *self, GPtrArray *tickets);

G_END_DECLS
