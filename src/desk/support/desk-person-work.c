/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What can be done about a person. */

#include "config.h"

#include "desk-person-private.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-problem.h"
#include "desk-support-wire.h"

/* Where it was loaded, what was done changes what is known. */
static void
look_again (DeskPerson *self)
{
  if (self->loaded_at != 0)
    desk_person_load (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskPerson *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *row = answer != NULL ? desk_wire_get_data (answer) : NULL;
  DeskIncident *incident;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (row == NULL)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "incident_create: no object");
      return;
    }
  incident = desk_case_new (DESK_TYPE_INCIDENT, self->session, row);
  g_list_store_insert (self->incidents, 0, incident);
  g_task_return_pointer (task, incident, g_object_unref);
  look_again (self);
}

/**
 * desk_person_open_incident_async:
 * @self: whom it is about
 * @title: at most 200 characters
 * @description: at most 10,000 characters
 *
 * Opens an incident about the person.
 */
void
desk_person_open_incident_async (DeskPerson *self, DeskIncidentCategory category, DeskIncidentPriority priority, const char *title,
                                 const char *description, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_PERSON (self));
  g_return_if_fail (title != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_person_open_incident_async);
  desk_inquiry_call_async (self->session, "incident_create",
                           desk_inquiry_arguments ("user_id", 's', self->id, "category", 's', desk_wire_incident_categories[category],
                                                   "priority", 's', desk_wire_incident_priorities[priority], "title", 's', title,
                                                   "description", 's', description, NULL),
                           cancellable, on_opened, task);
}

/** desk_person_open_incident_finish: (transfer full): the incident; %NULL with @error set. */
DeskIncident *
desk_person_open_incident_finish (DeskPerson *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_filed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskPerson *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *row = NULL;
  DeskPrivacyRequest *request;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0)
    row = desk_wire_get_element (json_node_get_array (answer), 0);
  if (row == NULL)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "privacy_requests: no row");
      return;
    }
  request = desk_case_new (DESK_TYPE_PRIVACY_REQUEST, self->session, row);
  g_list_store_insert (self->privacy_requests, 0, request);
  g_task_return_pointer (task, request, g_object_unref);
  look_again (self);
}

/**
 * desk_person_file_request_async:
 * @self: a person
 * @kind: what they asked for
 *
 * Takes down a privacy request of somebody who asked in another way than with Guichet.
 */
void
desk_person_file_request_async (DeskPerson *self, DeskPrivacyKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_PERSON (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_person_file_request_async);
  desk_inquiry_insert_async (self->session, "privacy_requests",
                             desk_inquiry_arguments ("user_id", 's', self->id, "kind", 's', desk_wire_privacy_kinds[kind], NULL), NULL,
                             cancellable, on_filed, task);
}

/** desk_person_file_request_finish: (transfer full): the request; %NULL with @error set. */
DeskPrivacyRequest *
desk_person_file_request_finish (DeskPerson *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, desk_problem_new (error));
  look_again (g_task_get_source_object (task));
}

/* Everything about a person may be long: it becomes text beside the main loop. */
static void
print (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_set_root (generator, data);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);
  g_task_return_pointer (task, g_bytes_new_take (text, length), (GDestroyNotify) g_bytes_unref);
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (bytes == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    }
  /* Beside the file, and then in its place; for nobody else to read. */
  g_file_replace_contents_bytes_async (g_task_get_task_data (task), bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, g_task_get_cancellable (task), on_written,
                                       g_object_ref (task));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  g_autoptr (GTask) printing = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (desk_wire_get_data (answer) == NULL)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "export_user_data: no object");
      return;
    }
  printing = g_task_new (NULL, g_task_get_cancellable (task), on_printed, g_object_ref (task));
  g_task_set_task_data (printing, json_node_copy (json_object_get_member (json_node_get_object (answer), "data")),
                        (GDestroyNotify) json_node_unref);
  g_task_run_in_thread (printing, print);
}

/**
 * desk_person_export_async:
 * @self: a person
 * @file: where to; what is there is replaced once all of the new is written
 *
 * Writes everything that is held about the person into a file, as JSON.
 */
void
desk_person_export_async (DeskPerson *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_PERSON (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_person_export_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  desk_inquiry_call_async (self->session, "export_user_data", desk_inquiry_arguments ("user_id", 's', self->id, NULL), cancellable,
                           on_exported, task);
}

/** desk_person_export_finish: %FALSE with @error set; the file is then as it was. */
gboolean
desk_person_export_finish (DeskPerson *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
