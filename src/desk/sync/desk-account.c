/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-account.h"

#include "desk-problem.h"

enum
{
  SIGNAL_HEARD,
  SIGNAL_PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskAccount, desk_account, G_TYPE_OBJECT)

static void
desk_account_finalize (GObject *object)
{
  DeskAccount *self = DESK_ACCOUNT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->cache);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self->user_id);

  G_OBJECT_CLASS (desk_account_parent_class)->finalize (object);
}

static void
desk_account_class_init (DeskAccountClass *class)
{
  G_OBJECT_CLASS (class)->finalize = desk_account_finalize;

  signals[SIGNAL_HEARD] = g_signal_new ("heard", DESK_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_BOOLEAN);
  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", DESK_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_ERROR);
}

static void
desk_account_init (DeskAccount *self)
{
  self->cancellable = g_cancellable_new ();
}

/** desk_account_new: (transfer full): one account's shared things; @client may be %NULL. */
DeskAccount *
desk_account_new (DeskStore  *store,
                  DeskCache  *cache,
                  SupaClient *client,
                  DeskClock  *clock,
                  DeskIdFunc  new_id,
                  gpointer    id_data,
                  const char *folder,
                  const char *user_id)
{
  DeskAccount *self = g_object_new (DESK_TYPE_ACCOUNT, NULL);

  g_set_object (&self->store, store);
  g_set_object (&self->cache, cache);
  g_set_object (&self->client, client);
  g_set_object (&self->clock, clock);
  self->new_id = new_id;
  self->id_data = id_data;
  self->folder = g_strdup (folder);
  self->user_id = g_strdup (user_id);
  return self;
}

/** desk_account_get_now: microseconds since 1970 UTC. */
gint64
desk_account_get_now (DeskAccount *self)
{
  return desk_clock_get_now (self->clock);
}

/** desk_account_new_id: (transfer full): a new uuid. */
char *
desk_account_new_id (DeskAccount *self)
{
  return self->new_id (self->id_data);
}

/**
 * desk_account_dup_path:
 * @subfolder: `spool` or `files`
 * @id: an id; one that is no uuid is hashed, so that no name from outside decides a path
 *
 * Returns: (transfer full): where that file lies in the account's folder
 */
char *
desk_account_dup_path (DeskAccount *self, const char *subfolder, const char *id)
{
  g_autofree char *name = g_uuid_string_is_valid (id) ? g_ascii_strdown (id, -1)
                                                      : g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);

  return g_build_filename (self->folder, subfolder, name, NULL);
}

/**
 * desk_account_take_answer:
 * @error: (nullable): how a call to the backend ended
 *
 * Every call to the backend ends here, so that one place knows whether there is a line.
 *
 * Returns: %FALSE when it was given up because the account is being closed: touch nothing then
 */
gboolean
desk_account_take_answer (DeskAccount *self, const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (error == NULL || error->domain != G_IO_ERROR)
    g_signal_emit (self, signals[SIGNAL_HEARD], 0, error == NULL || !desk_problem_is_silence (error));
  return TRUE;
}

/** desk_account_tell: the person should know of this, and no row shows it. */
void
desk_account_tell (DeskAccount *self, const GError *error)
{
  g_autoptr (GError) problem = desk_problem_new (error);

  if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, problem);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskAccount) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (error != NULL)
    desk_account_tell (self, error);
}

/**
 * desk_account_write:
 * @func: what to write; it has no result
 * @data: (transfer full): for @func
 * @free_data: frees @data
 *
 * Writes to the cache what nobody waits for: only when it cannot be kept is the person told.
 */
void
desk_account_write (DeskAccount *self, DeskStoreWriteFunc func, gpointer data, GDestroyNotify free_data)
{
  desk_store_write_async (self->store, func, data, free_data, NULL, NULL, on_written, g_object_ref (self));
}
