/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-person.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_INCIDENT_PANE (guichet_incident_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetIncidentPane, guichet_incident_pane, GUICHET, INCIDENT_PANE, AdwBin)

GtkWidget *guichet_incident_pane_new        (DeskSession *session);
void       guichet_incident_pane_set        (GuichetIncidentPane *self, DeskPerson *person, DeskIncident *incident);
void       guichet_incident_pane_set_beside (GuichetIncidentPane *self, gboolean beside);
void       guichet_incident_pane_take_focus (GuichetIncidentPane *self);
void       guichet_incident_pane_save       (GuichetIncidentPane *self);
gboolean   guichet_incident_pane_find_unsaved (GuichetIncidentPane *self, DeskPerson **person, DeskIncident **incident);
void       guichet_incident_pane_discard_all (GuichetIncidentPane *self);

G_END_DECLS
