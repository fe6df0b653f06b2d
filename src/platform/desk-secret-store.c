/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-secret-store.h"

#include <libsecret/secret.h>

/**
 * DeskSecretStore:
 *
 * Keeps the session in the desktop's keyring, by the Secret Service; nowhere else, and never in plain text. Where there is no
 * keyring the calls fail with %G_IO_ERROR_NOT_FOUND, where it stays locked with %G_IO_ERROR_PERMISSION_DENIED.
 */
struct _DeskSecretStore
{
  GObject parent_instance;
};

static void desk_secret_store_iface_init (SupaSessionStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskSecretStore, desk_secret_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SUPA_TYPE_SESSION_STORE, desk_secret_store_iface_init))

static const SecretSchema schema = {
  APPLICATION_ID,
  SECRET_SCHEMA_NONE,
  {
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void
desk_secret_store_class_init (DeskSecretStoreClass *klass)
{
}

static void
desk_secret_store_init (DeskSecretStore *self)
{
}

/**
 * desk_secret_store_new:
 *
 * Returns: (transfer full): a session store in the desktop's keyring
 */
SupaSessionStore *
desk_secret_store_new (void)
{
  return g_object_new (DESK_TYPE_SECRET_STORE, NULL);
}

/* Takes @error. */
static void
return_failure (GTask  *task,
                GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&owned));
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "The keyring is locked");
  else if (error->domain == G_DBUS_ERROR || error->domain == G_SPAWN_ERROR ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no keyring: %s", error->message);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The keyring failed: %s", error->message);
}

static GTask *
new_task (SupaSessionStore    *store,
          const char          *account,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (account), g_free);
  return task;
}

static void
on_searched (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (found != NULL)
    return_failure (task, g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "locked"));
  else
    g_task_return_pointer (task, NULL, NULL);

  g_list_free_full (found, g_object_unref);
}

static void
on_looked_up (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) secret_password_free);
  else
    /* Nothing is kept, or the person did not unlock the keyring: these must not look alike. */
    secret_password_search (&schema, SECRET_SEARCH_NONE, g_task_get_cancellable (task), on_searched,
                            g_object_ref (task), "account", g_task_get_task_data (task), NULL);
}

static void
load_async (SupaSessionStore    *store,
            const char          *account,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = new_task (store, account, load_async, cancellable, callback, user_data);

  secret_password_lookup (&schema, cancellable, on_looked_up, task, "account", account, NULL);
}

static char *
load_finish (SupaSessionStore  *store,
             GAsyncResult      *result,
             GError           **error)
{
  char *secret;
  char *copy;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  /* libsecret's memory is freed by a function of its own. */
  secret = g_task_propagate_pointer (G_TASK (result), error);
  copy = g_strdup (secret);
  secret_password_free (secret);
  return copy;
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    return_failure (task, error);
  else
    return_failure (task, g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "locked"));
}

static void
save_async (SupaSessionStore    *store,
            const char          *account,
            const char          *secret,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = new_task (store, account, save_async, cancellable, callback, user_data);
  g_autofree char *label = g_strdup_printf ("Guichet: %s", account);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, on_stored, task, "account",
                         account, NULL);
}

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_failure (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
clear_async (SupaSessionStore    *store,
             const char          *account,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = new_task (store, account, clear_async, cancellable, callback, user_data);

  secret_password_clear (&schema, cancellable, on_cleared, task, "account", account, NULL);
}

static gboolean
write_finish (SupaSessionStore  *store,
              GAsyncResult      *result,
              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
desk_secret_store_iface_init (SupaSessionStoreInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = write_finish;
  iface->clear_async = clear_async;
  iface->clear_finish = write_finish;
}
