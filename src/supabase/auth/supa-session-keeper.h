/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-session-store.h"
#include "supa-session.h"

G_BEGIN_DECLS

#define SUPA_TYPE_SESSION_KEEPER (supa_session_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SupaSessionKeeper, supa_session_keeper, SUPA, SESSION_KEEPER, GObject)

SupaSessionKeeper *supa_session_keeper_new          (SupaSessionStore     *store,
                                                     const char           *account);
void               supa_session_keeper_load_async   (SupaSessionKeeper    *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
SupaSession       *supa_session_keeper_load_finish  (SupaSessionKeeper    *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void               supa_session_keeper_save_async   (SupaSessionKeeper    *self,
                                                     SupaSession          *session,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
void               supa_session_keeper_clear_async  (SupaSessionKeeper    *self,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           supa_session_keeper_write_finish (SupaSessionKeeper    *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
