/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The account's folder and its cache. Opening may migrate or mend a file, so it is done in a worker. */

#include "config.h"

#include "desk-session.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-session-internal.h"

typedef struct
{
  char *server;
  char *user_id;
  char *folder;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->server);
  g_free (opening->user_id);
  g_free (opening->folder);
  g_free (opening);
}

static Opening *
opening_new (DeskSession *self, const char *server, const char *user_id)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->server = g_strdup (server);
  opening->user_id = g_strdup (user_id);
  opening->folder = desk_account_dup_folder (self->data_dir, server, user_id);
  return opening;
}

/* For nobody else's eyes. */
static gboolean
make_folders (const char *folder, GError **error)
{
  static const char *const parts[] = { "spool", "files" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (folder, parts[i], NULL);
      int saved;

      if (g_mkdir_with_parents (path, 0700) == 0)
        continue;
      saved = errno;
      g_set_error (error, DESK_ERROR, saved == ENOSPC ? DESK_ERROR_DISK_FULL : DESK_ERROR_FILE, "%s: %s", path, g_strerror (saved));
      return FALSE;
    }
  return TRUE;
}

static DeskStore *
open_store (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);

  return make_folders (folder, error) ? desk_store_new (path, error) : NULL;
}

/* Takes @store. */
static void
adopt (DeskSession *self, const Opening *opening, DeskStore *store)
{
  g_assert (self->store == NULL);

  self->store = store;
  self->account_dir = g_strdup (opening->folder);
  desk_session_take_account (self, opening->server, opening->user_id);
}

/* At once: for tests, which have no person waiting. */
gboolean
desk_session_open_account (DeskSession *self, const char *server, const char *user_id, GError **error)
{
  Opening *opening = opening_new (self, server, user_id);
  DeskStore *store = open_store (opening->folder, error);

  if (store != NULL)
    adopt (self, opening, store);
  opening_free (opening);
  return store != NULL;
}

static void
run_open (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Opening *opening = task_data;
  GError *error = NULL;
  DeskStore *store = open_store (opening->folder, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Opens the account's cache in a worker; its answers come to the main thread, since the worker has no main context of its own. */
void
desk_session_open_account_async (DeskSession *self, const char *server, const char *user_id, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, desk_session_open_account_async);
  g_task_set_task_data (task, opening_new (self, server, user_id), (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, run_open);
}

gboolean
desk_session_open_account_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_autoptr (DeskStore) store = g_task_propagate_pointer (G_TASK (result), error);

  if (store == NULL)
    return FALSE;
  if (self->client == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session is gone");
      return FALSE;
    }
  adopt (self, g_task_get_task_data (G_TASK (result)), g_steal_pointer (&store));
  return TRUE;
}
