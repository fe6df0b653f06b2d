/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-catch-up.h"
#include "desk-db.h"
#include "desk-error.h"

#define MOST_AT_ONCE 200

#define KNOWN "SELECT user_id FROM people UNION SELECT user_id FROM profiles"

typedef struct
{
  DeskAccount *account;
  GPtrArray *candidates;        /* (nullable) */
} Fill;

static void
fill_free (Fill *fill)
{
  g_clear_object (&fill->account);
  g_clear_pointer (&fill->candidates, g_ptr_array_unref);
  g_free (fill);
}

static gboolean
list_unknown (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  const Fill *fill = data;
  g_autoptr (GPtrArray) unknown = NULL;

  if (fill->candidates == NULL)
    {
      *result = desk_db_get_texts (db, error,
                                   "SELECT DISTINCT person FROM (SELECT author_id AS person FROM ticket_messages"
                                   " UNION SELECT actor_id FROM ticket_events UNION SELECT assignee_id FROM tickets"
                                   " UNION SELECT created_by FROM ticket_attachments"
                                   " UNION SELECT new_value FROM ticket_events WHERE kind = 'assignee'"
                                   " UNION SELECT old_value FROM ticket_events WHERE kind = 'assignee')"
                                   " WHERE person IS NOT NULL AND person NOT IN (" KNOWN ") LIMIT ?",
                                   "i", (gint64) MOST_AT_ONCE);
      return *result != NULL;
    }

  unknown = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < fill->candidates->len && unknown->len < MOST_AT_ONCE; i++)
    {
      const char *id = g_ptr_array_index (fill->candidates, i);
      gint64 known;

      if (!desk_db_get_int (db, &known, error, "SELECT count(*) FROM (" KNOWN ") WHERE user_id = ?", "s", id))
        return FALSE;
      if (known == 0)
        g_ptr_array_add (unknown, g_strdup (id));
    }
  *result = g_steal_pointer (&unknown);
  return TRUE;
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_store_merge_finish (DESK_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_people (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fill *fill = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_call_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!JSON_NODE_HOLDS_ARRAY (answer))
    g_task_return_new_error (task, SUPA_ERROR, SUPA_ERROR_SERVER, "people: not a list");
  else
    desk_store_merge_async (fill->account->store, &desk_row_person, json_node_get_array (answer), fill->account->cancellable, on_merged,
                            g_steal_pointer (&task));
}

static void
on_unknown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fill *fill = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unknown = desk_store_read_finish (DESK_STORE (source), result, &error);
  g_autoptr (JsonNode) arguments = NULL;
  JsonObject *object;
  JsonArray *ids;

  if (unknown == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (unknown->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  ids = json_array_new ();
  for (guint i = 0; i < unknown->len; i++)
    json_array_add_string_element (ids, g_ptr_array_index (unknown, i));
  object = json_object_new ();
  json_object_set_array_member (object, "user_ids", ids);
  arguments = json_node_alloc ();
  json_node_init_object (arguments, object);
  json_object_unref (object);
  supa_rest_call_async (supa_client_get_rest (fill->account->client), "people", arguments, fill->account->cancellable, on_people,
                        g_steal_pointer (&task));
}

/** desk_people_fill_async: fetches the names of people whom the cache does not know yet. */
void
desk_people_fill_async (DeskAccount *account, GPtrArray *candidates, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, NULL, callback, user_data);
  Fill *fill = g_new0 (Fill, 1);

  g_task_set_source_tag (task, desk_people_fill_async);
  g_task_set_task_data (task, fill, (GDestroyNotify) fill_free);
  fill->account = g_object_ref (account);
  fill->candidates = candidates != NULL ? g_ptr_array_ref (candidates) : NULL;
  desk_store_read_async (account->store, list_unknown, fill, NULL, (GDestroyNotify) g_ptr_array_unref, account->cancellable, on_unknown,
                         g_steal_pointer (&task));
}

/** desk_people_fill_finish: %FALSE with @error set. */
gboolean
desk_people_fill_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
