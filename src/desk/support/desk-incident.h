/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-case.h"

G_BEGIN_DECLS

#define DESK_TYPE_INCIDENT (desk_incident_get_type ())
G_DECLARE_FINAL_TYPE (DeskIncident, desk_incident, DESK, INCIDENT, DeskCase)

/**
 * DeskIncident:
 *
 * A support case about a person, as the backend had it last. Times are microseconds since 1970 UTC, 0 for none. Main thread only.
 */
gint64               desk_incident_get_number      (DeskIncident *self);
DeskIncidentCategory desk_incident_get_category    (DeskIncident *self);
DeskIncidentPriority desk_incident_get_priority    (DeskIncident *self);
DeskIncidentStatus   desk_incident_get_status      (DeskIncident *self);
const char          *desk_incident_get_title       (DeskIncident *self);
const char          *desk_incident_get_description (DeskIncident *self);
const char          *desk_incident_get_assignee_id (DeskIncident *self);
const char          *desk_incident_get_created_by  (DeskIncident *self);
gint64               desk_incident_get_updated_at  (DeskIncident *self);

/**
 * DeskIncidentChanges:
 * @status: the next status, or -1 to stay
 * @priority: the new priority, or -1
 * @title: (nullable): the new title
 * @description: (nullable): the new description
 * @assignee_id: (nullable): the new assignee; "" for nobody
 *
 * What to change, and what is left as it is.
 */
typedef struct
{
  int status;
  int priority;
  const char *title;
  const char *description;
  const char *assignee_id;
} DeskIncidentChanges;

/* desk_case_call_finish() ends both. */
void desk_incident_refresh_async (DeskIncident *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void desk_incident_update_async  (DeskIncident *self, const DeskIncidentChanges *changes, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
