/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-incident-pane.h"

#include "guichet-incident-edits.h"

G_BEGIN_DECLS

struct _GuichetIncidentPane
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskPerson *person;
  DeskIncident *incident;       /* NULL for a new one */
  GuichetIncidentEdits *edits;  /* of what is shown; the table has it */
  GHashTable *kept;             /* what was not saved, by the id of the incident, or of the person for a new one */
  GCancellable *cancellable;
  gboolean busy;
  gboolean filling;
  int wanted_step;              /* the step that is to be tried again; -1 for what is to be saved */

  GtkWidget *clamp;
  GtkWidget *window_title;
  GtkWidget *back;
  GtkWidget *notice;
  GtkWidget *steps;
  GtkWidget *step_buttons;
  GtkWidget *final;
  GtkWidget *fields;
  GtkWidget *title;
  GtkWidget *category;          /* chosen once */
  GtkWidget *category_said;     /* and then said */
  GtkWidget *category_words;
  GtkWidget *priority;
  GtkWidget *assignee;
  GPtrArray *assignee_ids;
  GtkWidget *description;
  GtkWidget *meta;
  GtkWidget *bar;
  GtkWidget *discard;
  GtkWidget *save;
};

/* guichet-incident-pane-fields.c */
GtkWidget *guichet_incident_pane_create_fields (GuichetIncidentPane *self);
GtkWidget *guichet_incident_pane_create_text   (GuichetIncidentPane *self);
void       guichet_incident_pane_show_edits    (GuichetIncidentPane *self);
void       guichet_incident_pane_show_staff    (GuichetIncidentPane *self);

/* guichet-incident-pane-calls.c */
void       guichet_incident_pane_take_step     (GuichetIncidentPane *self, DeskIncidentStatus status);
void       guichet_incident_pane_retry         (GuichetIncidentPane *self);

/* guichet-incident-pane.c */
void       guichet_incident_pane_update        (GuichetIncidentPane *self);
void       guichet_incident_pane_edited        (GuichetIncidentPane *self);
void       guichet_incident_pane_set_busy      (GuichetIncidentPane *self, gboolean busy);
void       guichet_incident_pane_settled       (GuichetIncidentPane *self, gboolean saved);
void       guichet_incident_pane_became        (GuichetIncidentPane *self, DeskIncident *incident);

G_END_DECLS
