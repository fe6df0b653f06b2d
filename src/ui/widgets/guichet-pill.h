/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-sla.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PILL (guichet_pill_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPill, guichet_pill, GUICHET, PILL, GtkBox)

GtkWidget  *guichet_pill_new           (void);
void        guichet_pill_show          (GuichetPill *self, const char *icon, const char *name, const char *words,
                                        const char *style);
void        guichet_pill_show_priority (GuichetPill *self, DeskPriorityCode priority);
void        guichet_pill_show_status   (GuichetPill *self, DeskStatus status, gboolean staff);
void        guichet_pill_show_sla      (GuichetPill *self, const DeskSla *sla, gboolean with_name);
void        guichet_pill_show_delivery (GuichetPill *self, DeskDelivery delivery);
const char *guichet_pill_get_words     (GuichetPill *self);

G_END_DECLS
