/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-person.h"

G_BEGIN_DECLS

typedef enum
{
  GUICHET_INCIDENT_TITLE,
  GUICHET_INCIDENT_DESCRIPTION,
  GUICHET_INCIDENT_PRIORITY,    /* the number as a text */
  GUICHET_INCIDENT_ASSIGNEE,    /* an id, "" for nobody */
  GUICHET_INCIDENT_N_FIELDS,
} GuichetIncidentField;

/* What somebody changed of an incident and has not saved: for each field what they began from, what they have, and what somebody else made of it
 * meanwhile. */
typedef struct
{
  char *base[GUICHET_INCIDENT_N_FIELDS];
  char *mine[GUICHET_INCIDENT_N_FIELDS];
  char *theirs[GUICHET_INCIDENT_N_FIELDS]; /* NULL where there is no conflict */
  DeskIncidentCategory category;           /* of a new one */
  DeskPerson *person;                      /* whom it is about; set by who keeps it */
  DeskIncident *incident;                  /* NULL for a new one */
} GuichetIncidentEdits;

GuichetIncidentEdits *guichet_incident_edits_new           (DeskIncident *incident);
void                  guichet_incident_edits_free          (GuichetIncidentEdits *self);
gboolean              guichet_incident_edits_set           (GuichetIncidentEdits *self, GuichetIncidentField field, const char *value);
gboolean              guichet_incident_edits_changed       (const GuichetIncidentEdits *self, GuichetIncidentField field);
gboolean              guichet_incident_edits_any           (const GuichetIncidentEdits *self);
gboolean              guichet_incident_edits_meet          (GuichetIncidentEdits *self, DeskIncident *incident);
gboolean              guichet_incident_edits_in_conflict   (const GuichetIncidentEdits *self);
void                  guichet_incident_edits_settle        (GuichetIncidentEdits *self, gboolean mine);
void                  guichet_incident_edits_discard       (GuichetIncidentEdits *self);

G_END_DECLS
