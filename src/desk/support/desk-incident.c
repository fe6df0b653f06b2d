/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-incident.h"

#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

struct _DeskIncident
{
  DeskCase parent_instance;

  gint64 number;
  DeskIncidentCategory category;
  DeskIncidentPriority priority;
  DeskIncidentStatus status;
  char *title;
  char *description;
  char *assignee_id;
  char *created_by;
  gint64 updated_at;
};

G_DEFINE_FINAL_TYPE (DeskIncident, desk_incident, DESK_TYPE_CASE)

static void
clear_texts (DeskIncident *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->assignee_id, g_free);
  g_clear_pointer (&self->created_by, g_free);
}

static void
desk_incident_finalize (GObject *object)
{
  clear_texts (DESK_INCIDENT (object));

  G_OBJECT_CLASS (desk_incident_parent_class)->finalize (object);
}

static void
desk_incident_take (DeskCase *base, JsonObject *row)
{
  DeskIncident *self = DESK_INCIDENT (base);

  clear_texts (self);
  self->number = desk_wire_read_number (row, "number");
  self->category = desk_wire_read_word (row, "category", desk_wire_incident_categories);
  self->priority = desk_wire_read_word (row, "priority", desk_wire_incident_priorities);
  self->status = desk_wire_read_word (row, "status", desk_wire_incident_statuses);
  self->title = desk_wire_dup_text (row, "title");
  self->description = desk_wire_dup_text (row, "description");
  self->assignee_id = desk_wire_dup_text (row, "assignee_id");
  self->created_by = desk_wire_dup_text (row, "created_by");
  self->updated_at = desk_wire_read_time (row, "updated_at");
}

static void
desk_incident_class_init (DeskIncidentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_incident_finalize;
  DESK_CASE_CLASS (klass)->take = desk_incident_take;
}

static void
desk_incident_init (DeskIncident *self)
{
}

/**
 * desk_incident_refresh_async:
 * @self: an incident
 *
 * Looks at how it stands now; #DeskCase::changed comes before the end.
 */
void
desk_incident_refresh_async (DeskIncident *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (DESK_IS_INCIDENT (self));

  desk_case_call_async (DESK_CASE (self), "incident_get",
                        desk_inquiry_arguments ("incident_id", 's', desk_case_get_id (DESK_CASE (self)), NULL), NULL,
                        desk_incident_refresh_async, cancellable, callback, user_data);
}

/**
 * desk_incident_update_async:
 * @self: an incident
 * @changes: what to change
 *
 * Changes it; what is left out stays as it is there, whoever changed it meanwhile. A step that does not exist from where the incident really is gives an
 * error whose refusal is `incident_invalid_transition`; look again then.
 */
void
desk_incident_update_async (DeskIncident *self, const DeskIncidentChanges *changes, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  gboolean nobody;
  JsonNode *arguments;

  g_return_if_fail (DESK_IS_INCIDENT (self));
  g_return_if_fail (changes != NULL);

  nobody = changes->assignee_id != NULL && *changes->assignee_id == '\0';
  arguments = desk_inquiry_arguments ("incident_id", 's', desk_case_get_id (DESK_CASE (self)), "status", 's',
                                      changes->status >= 0 ? desk_wire_incident_statuses[changes->status] : NULL, "priority", 's',
                                      changes->priority >= 0 ? desk_wire_incident_priorities[changes->priority] : NULL, "title", 's',
                                      changes->title, "description", 's', changes->description, "assignee_id", 's',
                                      nobody ? NULL : changes->assignee_id, "clear_assignee", 'b', nobody, NULL);
  desk_case_call_async (DESK_CASE (self), "incident_update", arguments, NULL, desk_incident_update_async, cancellable, callback, user_data);
}

/** desk_incident_get_number: the number by which people call it. */
gint64
desk_incident_get_number (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), 0);
  return self->number;
}

/** desk_incident_get_category: what it is about. */
DeskIncidentCategory
desk_incident_get_category (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), DESK_INCIDENT_ACCOUNT);
  return self->category;
}

/** desk_incident_get_priority: how much it matters. */
DeskIncidentPriority
desk_incident_get_priority (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), DESK_INCIDENT_MEDIUM);
  return self->priority;
}

/** desk_incident_get_status: the step where it is. */
DeskIncidentStatus
desk_incident_get_status (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), DESK_INCIDENT_OPEN);
  return self->status;
}

/** desk_incident_get_title: (transfer none): never %NULL. */
const char *
desk_incident_get_title (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), NULL);
  return self->title != NULL ? self->title : "";
}

/** desk_incident_get_description: (transfer none): never %NULL. */
const char *
desk_incident_get_description (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), NULL);
  return self->description != NULL ? self->description : "";
}

/** desk_incident_get_assignee_id: (transfer none) (nullable): who works on it. */
const char *
desk_incident_get_assignee_id (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), NULL);
  return self->assignee_id;
}

/** desk_incident_get_created_by: (transfer none) (nullable): who opened it. */
const char *
desk_incident_get_created_by (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), NULL);
  return self->created_by;
}

/** desk_incident_get_updated_at: when it was last changed. */
gint64
desk_incident_get_updated_at (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), 0);
  return self->updated_at;
}
