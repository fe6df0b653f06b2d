/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SUPA_TYPE_SESSION_STORE (supa_session_store_get_type ())
G_DECLARE_INTERFACE (SupaSessionStore, supa_session_store, SUPA, SESSION_STORE, GObject)

/**
 * SupaSessionStoreInterface:
 * @load_async: reads the secret kept for an account
 * @load_finish: gives the secret (transfer full), or %NULL without error where none is kept
 * @save_async: keeps the secret for an account, replacing what was there
 * @clear_async: forgets the secret of an account; forgetting what is not there is no error
 *
 * Where a session survives a restart. The account is the server's address; the secret is an opaque text.
 */
struct _SupaSessionStoreInterface
{
  GTypeInterface parent_iface;

  void     (*load_async)   (SupaSessionStore *self, const char *account, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
  char    *(*load_finish)  (SupaSessionStore *self, GAsyncResult *result, GError **error);
  void     (*save_async)   (SupaSessionStore *self, const char *account, const char *secret, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*save_finish)  (SupaSessionStore *self, GAsyncResult *result, GError **error);
  void     (*clear_async)  (SupaSessionStore *self, const char *account, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*clear_finish) (SupaSessionStore *self, GAsyncResult *result, GError **error);
};

void     supa_session_store_load_async   (SupaSessionStore *self, const char *account, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
char    *supa_session_store_load_finish  (SupaSessionStore *self, GAsyncResult *result, GError **error);
void     supa_session_store_save_async   (SupaSessionStore *self, const char *account, const char *secret,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean supa_session_store_save_finish  (SupaSessionStore *self, GAsyncResult *result, GError **error);
void     supa_session_store_clear_async  (SupaSessionStore *self, const char *account, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean supa_session_store_clear_finish (SupaSessionStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
