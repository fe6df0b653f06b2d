/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-catch-up.h"
#include "desk-db.h"
#include "desk-problem.h"
#include "desk-sync-internal.h"

/* A conversation that is wanted. */
typedef struct
{
  DeskSync *sync;
  char *ticket_id;
} Want;

static void
want_free (Want *want)
{
  g_object_unref (want->sync);
  g_free (want->ticket_id);
  g_free (want);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Want, want_free)

static void
on_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSync) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_people_fill_finish (result, &error) && self->running)
    desk_account_take_answer (self->account, error);
}

/* What the line did not bring stays wanted, and is asked for again after the next catch-up. */
static void
on_conversation (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Want) want = user_data;
  DeskSync *self = want->sync;
  g_autoptr (GError) error = NULL;
  gboolean loaded = desk_conversations_load_finish (result, &error);

  if (!self->running || !desk_account_take_answer (self->account, error))
    return;
  if (loaded || !desk_problem_is_transient (error))
    {
      g_hash_table_remove (self->wanted, want->ticket_id);
      if (!loaded)
        desk_account_tell (self->account, error);
      desk_people_fill_async (self->account, NULL, on_names, g_object_ref (self));
      return;
    }
  g_hash_table_insert (self->wanted, g_strdup (want->ticket_id), GINT_TO_POINTER (FALSE));
}

/* After each catch-up: what the line did not bring before. */
void
desk_sync_load_wanted (DeskSync *self)
{
  GHashTableIter iter;
  gpointer id, under_way;

  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, &under_way))
    {
      const char *const ids[] = { id, NULL };
      Want *want;

      if (GPOINTER_TO_INT (under_way))
        continue;
      g_hash_table_iter_replace (&iter, GINT_TO_POINTER (TRUE));
      want = g_new0 (Want, 1);
      want->sync = g_object_ref (self);
      want->ticket_id = g_strdup (id);
      desk_conversations_load_async (self->account, ids, on_conversation, want);
    }
}

static gboolean
is_missing (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  gint64 here;

  if (!desk_db_get_int (db, &here, error,
                        "SELECT (SELECT count(*) FROM conversations WHERE ticket_id = ?1 AND complete)"
                        " + (SELECT count(*) FROM tickets WHERE id = ?1 AND local = 1)",
                        "s", (const char *) data))
    return FALSE;
  *result = GINT_TO_POINTER (here == 0);
  return TRUE;
}

static void
on_missing (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Want) want = user_data;
  g_autoptr (GError) error = NULL;
  gpointer missing = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (!GPOINTER_TO_INT (missing) || !want->sync->running || g_hash_table_contains (want->sync->wanted, want->ticket_id))
    return;
  g_hash_table_insert (want->sync->wanted, g_strdup (want->ticket_id), GINT_TO_POINTER (FALSE));
  desk_sync_load_wanted (want->sync);
}

/** desk_sync_want: somebody looks at a conversation: it is fetched unless the cache has all of it. */
void
desk_sync_want (DeskSync *self, const char *ticket_id)
{
  Want *want = g_new0 (Want, 1);

  want->sync = g_object_ref (self);
  want->ticket_id = g_strdup (ticket_id);
  desk_store_read_async (self->account->store, is_missing, g_strdup (ticket_id), g_free, NULL, NULL, on_missing, want);
}
