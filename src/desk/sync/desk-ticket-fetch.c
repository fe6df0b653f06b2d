/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-fetch.h"

#include "desk-db.h"
#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-problem.h"
#include "desk-session-internal.h"

/* What is asked for: some ids, or one number. */
typedef struct
{
  GPtrArray *ids;               /* (nullable) */
  gint64 number;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_clear_pointer (&wanted->ids, g_ptr_array_unref);
  g_free (wanted);
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!desk_store_merge_finish (DESK_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (g_object_get_data (G_OBJECT (task), "id") != NULL)
    g_task_return_pointer (task, g_strdup (g_object_get_data (G_OBJECT (task), "id")), g_free);
  else
    g_task_return_pointer (task, g_strdup (""), g_free);
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *session = DESK_SESSION (source);
  const Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) rows = desk_inquiry_finish (session, result, &error);

  if (rows == NULL)
    g_task_return_error (task, error);
  else if (!JSON_NODE_HOLDS_ARRAY (rows))
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "tickets: not a list");
  else if (session->store == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session has ended");
  else
    {
      JsonArray *array = json_node_get_array (rows);

      if (wanted->number > 0 && json_array_get_length (array) == 0)
        {
          g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NOT_FOUND, "No ticket %" G_GINT64_FORMAT, wanted->number);
          return;
        }
      if (wanted->number > 0)
        g_object_set_data_full (G_OBJECT (task), "id",
                                g_strdup (json_object_get_string_member (json_array_get_object_element (array, 0), "id")), g_free);
      desk_store_merge_async (session->store, &desk_row_ticket, array, g_task_get_cancellable (task), on_merged, g_object_ref (task));
    }
}

static void
ask (GTask *task)
{
  DeskSession *session = g_task_get_source_object (task);
  const Wanted *wanted = g_task_get_task_data (task);
  g_autofree char *columns = desk_row_type_dup_select (&desk_row_ticket);
  g_autoptr (SupaQuery) query = supa_query_select (supa_query_new ("tickets"), columns);

  if (wanted->number > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, wanted->number);

      supa_query_eq (query, "number", text);
    }
  else
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) ids = NULL;

      for (guint i = 0; i < wanted->ids->len; i++)
        g_strv_builder_add (builder, wanted->ids->pdata[i]);
      ids = g_strv_builder_end (builder);
      supa_query_in (query, "id", (const char *const *) ids);
    }
  desk_inquiry_select_async (session, query, g_task_get_cancellable (task), on_rows, g_object_ref (task));
}

static gboolean
list_missing (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < wanted->ids->len; i++)
    {
      gint64 here;

      if (!desk_db_get_int (db, &here, error, "SELECT count(*) FROM tickets WHERE id = ?", "s", wanted->ids->pdata[i]))
        return FALSE;
      if (here == 0)
        g_ptr_array_add (missing, g_strdup (wanted->ids->pdata[i]));
    }
  *result = g_steal_pointer (&missing);
  return TRUE;
}

static void
on_missing (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *missing = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (missing == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_unref (wanted->ids);
  wanted->ids = missing;
  if (missing->len == 0)
    g_task_return_pointer (task, g_strdup (""), g_free);
  else
    ask (task);
}

/** desk_ticket_fetch_async: sees to it that the cache has these tickets, as far as the person may see them. */
void
desk_ticket_fetch_async (DeskSession *session, GPtrArray *ids, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Wanted *wanted = g_new0 (Wanted, 1);

  g_task_set_source_tag (task, desk_ticket_fetch_async);
  wanted->ids = g_ptr_array_ref (ids);
  g_task_set_task_data (task, wanted, (GDestroyNotify) wanted_free);
  desk_store_read_async (session->store, list_missing, wanted, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable, on_missing, task);
}

/** desk_ticket_fetch_finish: %FALSE with @error set. */
gboolean
desk_ticket_fetch_finish (DeskSession *session, GAsyncResult *result, GError **error)
{
  g_autofree char *done = NULL;

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  done = g_task_propagate_pointer (G_TASK (result), error);
  return done != NULL;
}

static gboolean
find_number (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) ids = desk_db_get_texts (db, error, "SELECT id FROM tickets WHERE number = ?", "i", wanted->number);

  if (ids == NULL)
    return FALSE;
  *result = g_strdup (ids->len > 0 ? ids->pdata[0] : "");
  return TRUE;
}

static void
on_number (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *id = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (id == NULL)
    g_task_return_error (task, error);
  else if (*id != '\0')
    g_task_return_pointer (task, g_steal_pointer (&id), g_free);
  else
    ask (task);
}

/**
 * desk_session_find_number_async:
 * @self: a session
 * @number: of a ticket
 * @cancellable: (nullable)
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for a ticket by its number: in the cache, and where that does not have it at the server, from where it comes into the cache.
 */
void
desk_session_find_number_async (DeskSession *self, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Wanted *wanted;

  g_return_if_fail (DESK_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_find_number_async);
  wanted = g_new0 (Wanted, 1);
  wanted->number = number;
  g_task_set_task_data (task, wanted, (GDestroyNotify) wanted_free);
  if (self->store == NULL)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_SESSION_ENDED, "Nobody is signed in");
  else if (number <= 0)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_NOT_FOUND, "No ticket has such a number");
  else
    {
      desk_store_read_async (self->store, find_number, wanted, NULL, g_free, cancellable, on_number, task);
      return;
    }
  g_object_unref (task);
}

/**
 * desk_session_find_number_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location; %DESK_ERROR_NOT_FOUND where there is none that the person may see
 *
 * Returns: (transfer full) (nullable): the id of the ticket
 */
char *
desk_session_find_number_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
