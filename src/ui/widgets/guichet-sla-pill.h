/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-clock.h"
#include "desk-sla.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SLA_PILL (guichet_sla_pill_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSlaPill, guichet_sla_pill, GUICHET, SLA_PILL, AdwBin)

GtkWidget *guichet_sla_pill_new             (DeskClock *clock, DeskSlaTarget target, gboolean with_name);
void       guichet_sla_pill_set_beside_date (GuichetSlaPill *self);
void       guichet_sla_pill_set_brief       (GuichetSlaPill *self, gboolean brief);
void       guichet_sla_pill_set_ticket      (GuichetSlaPill *self, DeskTicket *ticket);

G_END_DECLS
