/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth.h"
#include "supa-session-keeper.h"
#include "supa-transport.h"

G_BEGIN_DECLS

SupaAuth          *supa_auth_new                  (SupaTransport        *transport,
                                                   SupaSessionStore     *store);
SupaTransport     *supa_auth_get_transport        (SupaAuth             *self);
SupaSessionKeeper *supa_auth_get_keeper           (SupaAuth             *self);
void               supa_auth_take_new_session     (SupaAuth             *self,
                                                   SupaSession          *session);
void               supa_auth_take_kept_session    (SupaAuth             *self,
                                                   SupaSession          *session);
void               supa_auth_drop_session         (SupaAuth             *self);
void               supa_auth_report_store_failure (SupaAuth             *self,
                                                   const GError         *error);
void               supa_auth_take_answer           (GTask                *task,
                                                   GBytes               *body);
gboolean           supa_auth_keep_half             (SupaAuth             *self,
                                                   SupaSession          *session,
                                                   GBytes               *answer);
void               supa_auth_replace_token_async  (SupaAuth             *self,
                                                   const char           *refused_token,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

G_END_DECLS
