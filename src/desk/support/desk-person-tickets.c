/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tickets of one person, out of the cache. */

#include "config.h"

#include "desk-support-private.h"

#include "desk-session-private.h"
#include "desk-sql.h"
#include "desk-store.h"

#define MOST 50

/** desk_person_ticket_free: lets a ticket go. Private to desk. */
void
desk_person_ticket_free (DeskPersonTicket *self)
{
  g_free (self->id);
  g_free (self->subject);
  g_free (self);
}

static void
free_tickets (gpointer tickets)
{
  g_ptr_array_unref (tickets);
}

static gboolean
read_tickets (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_person_ticket_free);
  g_autoptr (sqlite3_stmt) select = desk_sql_prepare (db,
                                                      "SELECT id, subject, number, created_at, status IN ('resolved', 'closed') FROM tickets"
                                                      " WHERE created_by = :person OR contact_user_id = :person"
                                                      " ORDER BY created_at DESC LIMIT :most",
                                                      error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;
  desk_sql_bind_text (select, ":person", data);
  desk_sql_bind_int64 (select, ":most", MOST);
  while (desk_sql_step (select, &has_row, error))
    {
      DeskPersonTicket *ticket;

      if (!has_row)
        {
          *result = g_steal_pointer (&tickets);
          return TRUE;
        }
      ticket = g_new0 (DeskPersonTicket, 1);
      ticket->id = g_strdup ((const char *) sqlite3_column_text (select, 0));
      ticket->subject = g_strdup ((const char *) sqlite3_column_text (select, 1));
      ticket->number = sqlite3_column_int64 (select, 2);
      ticket->created_at = sqlite3_column_int64 (select, 3);
      ticket->done = sqlite3_column_int (select, 4);
      g_ptr_array_add (tickets, ticket);
    }
  return FALSE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *tickets = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (tickets == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, tickets, free_tickets);
}

/** desk_person_tickets_async: the newest of those that the person filed, or is the contact of. Private to desk. */
void
desk_person_tickets_async (DeskSession *session, const char *user_id, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (session, NULL, callback, user_data);
  DeskStore *store = desk_session_get_store (session);

  g_task_set_source_tag (task, desk_person_tickets_async);
  if (store == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new (), free_tickets);
      g_object_unref (task);
      return;
    }
  desk_store_read_async (store, read_tickets, g_strdup (user_id), g_free, free_tickets, NULL, on_read, task);
}

/** desk_person_tickets_finish: (transfer full) (element-type DeskPersonTicket). */
GPtrArray *
desk_person_tickets_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
