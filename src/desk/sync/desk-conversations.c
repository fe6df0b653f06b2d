/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-catch-up.h"
#include "desk-db.h"
#include "desk-pull.h"

static const DeskRowType *const parts[] = { &desk_row_message, &desk_row_attachment, &desk_row_event };

typedef struct
{
  DeskAccount *account;
  char **ticket_ids;
  guint part;
  gint64 now;
} Load;

static void
load_free (Load *load)
{
  g_clear_object (&load->account);
  g_strfreev (load->ticket_ids);
  g_free (load);
}

static gboolean
mark_complete (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Load *load = data;

  for (guint i = 0; load->ticket_ids[i] != NULL; i++)
    {
      desk_store_changes_add (changes, "conversations", load->ticket_ids[i], load->ticket_ids[i]);
      if (!desk_db_run (db, error,
                        "INSERT INTO conversations (ticket_id, complete, opened_at) VALUES (?, 1, ?) ON CONFLICT (ticket_id)"
                        " DO UPDATE SET complete = 1, opened_at = excluded.opened_at",
                        "si", load->ticket_ids[i], load->now))
        return FALSE;
    }
  return TRUE;
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void pull_part (GTask *task);

static void
on_part (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPulled) pulled = desk_pull_finish (result, &error);

  if (pulled == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  load->part++;
  if (load->part < G_N_ELEMENTS (parts))
    pull_part (task);
  else
    desk_store_write_async (load->account->store, mark_complete, load, NULL, NULL, load->account->cancellable, on_marked,
                            g_steal_pointer (&task));
}

static void
pull_part (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  DeskPull pull = { .type = parts[load->part],
                    .order = DESK_PULL_SINCE,
                    .in_column = "ticket_id",
                    .in_values = (const char * const *) load->ticket_ids };

  desk_pull_async (load->account, &pull, on_part, g_object_ref (task));
}

/** desk_conversations_load_async: fetches all that was said and happened in some tickets, and notes that it is all there. */
void
desk_conversations_load_async (DeskAccount *account, const char * const *ticket_ids, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, NULL, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_task_set_source_tag (task, desk_conversations_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  load->account = g_object_ref (account);
  load->ticket_ids = g_strdupv ((char **) ticket_ids);
  load->now = desk_account_get_now (account);
  pull_part (task);
}

/** desk_conversations_load_finish: %FALSE with @error set. */
gboolean
desk_conversations_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
