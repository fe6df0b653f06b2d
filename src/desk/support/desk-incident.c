/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-incident.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

struct _DeskIncident
{
  GObject parent_instance;

  DeskSession *session;
  char *id;
  gint64 number;
  char *user_id;
  DeskIncidentCategory category;
  DeskIncidentPriority priority;
  DeskIncidentStatus status;
  char *title;
  char *description;
  char *assignee_id;
  char *created_by;
  gint64 created_at;
  gint64 updated_at;
};

G_DEFINE_FINAL_TYPE (DeskIncident, desk_incident, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_texts (DeskIncident *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->assignee_id, g_free);
  g_clear_pointer (&self->created_by, g_free);
}

static void
desk_incident_finalize (GObject *object)
{
  DeskIncident *self = DESK_INCIDENT (object);

  clear_texts (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_incident_parent_class)->finalize (object);
}

static void
desk_incident_class_init (DeskIncidentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_incident_finalize;

  /**
   * DeskIncident::changed:
   * @self: an incident
   *
   * Something of it is another than before.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_incident_init (DeskIncident *self)
{
}

/** desk_incident_take: what the backend says of it now. Private to desk. */
void
desk_incident_take (DeskIncident *self, JsonObject *row)
{
  clear_texts (self);
  self->id = desk_wire_dup_text (row, "id");
  self->number = desk_wire_read_number (row, "number");
  self->user_id = desk_wire_dup_text (row, "user_id");
  self->category = desk_wire_read_word (row, "category", desk_wire_incident_categories);
  self->priority = desk_wire_read_word (row, "priority", desk_wire_incident_priorities);
  self->status = desk_wire_read_word (row, "status", desk_wire_incident_statuses);
  self->title = desk_wire_dup_text (row, "title");
  self->description = desk_wire_dup_text (row, "description");
  self->assignee_id = desk_wire_dup_text (row, "assignee_id");
  self->created_by = desk_wire_dup_text (row, "created_by");
  self->created_at = desk_wire_read_time (row, "created_at");
  self->updated_at = desk_wire_read_time (row, "updated_at");
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_incident_new: (transfer full). Private to desk. */
DeskIncident *
desk_incident_new (DeskSession *session, JsonObject *row)
{
  DeskIncident *self = g_object_new (DESK_TYPE_INCIDENT, NULL);

  self->session = g_object_ref (session);
  desk_incident_take (self, row);
  return self;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *row = answer != NULL ? desk_wire_get_data (answer) : NULL;

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (row == NULL)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "An incident: no object");
  else
    {
      desk_incident_take (g_task_get_source_object (task), row);
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * desk_incident_refresh_async:
 * @self: an incident
 *
 * Looks at how it stands now; #DeskIncident::changed comes before the end.
 */
void
desk_incident_refresh_async (DeskIncident *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_INCIDENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_incident_refresh_async);
  desk_inquiry_call_async (self->session, "incident_get", desk_inquiry_arguments ("incident_id", 's', self->id, NULL), cancellable,
                           on_answer, task);
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
  GTask *task;

  g_return_if_fail (DESK_IS_INCIDENT (self));
  g_return_if_fail (changes != NULL);

  nobody = changes->assignee_id != NULL && *changes->assignee_id == '\0';
  arguments = desk_inquiry_arguments ("incident_id", 's', self->id, "status", 's',
                                      changes->status >= 0 ? desk_wire_incident_statuses[changes->status] : NULL, "priority", 's',
                                      changes->priority >= 0 ? desk_wire_incident_priorities[changes->priority] : NULL, "title", 's',
                                      changes->title, "description", 's', changes->description, "assignee_id", 's',
                                      nobody ? NULL : changes->assignee_id, "clear_assignee", 'b', nobody, NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_incident_update_async);
  desk_inquiry_call_async (self->session, "incident_update", arguments, cancellable, on_answer, task);
}

/** desk_incident_call_finish: ends what one of the two began; %FALSE with @error set. */
gboolean
desk_incident_call_finish (DeskIncident *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/** desk_incident_get_id: (transfer none). */
const char *
desk_incident_get_id (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), NULL);
  return self->id;
}

/** desk_incident_get_number: the number by which people call it. */
gint64
desk_incident_get_number (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), 0);
  return self->number;
}

/** desk_incident_get_user_id: (transfer none): whom it is about. */
const char *
desk_incident_get_user_id (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), NULL);
  return self->user_id;
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

/** desk_incident_get_created_at: when it was opened. */
gint64
desk_incident_get_created_at (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), 0);
  return self->created_at;
}

/** desk_incident_get_updated_at: when it was last changed. */
gint64
desk_incident_get_updated_at (DeskIncident *self)
{
  g_return_val_if_fail (DESK_IS_INCIDENT (self), 0);
  return self->updated_at;
}
