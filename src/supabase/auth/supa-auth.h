/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-session-store.h"
#include "supa-session.h"

G_BEGIN_DECLS

#define SUPA_TYPE_AUTH (supa_auth_get_type ())
G_DECLARE_FINAL_TYPE (SupaAuth, supa_auth, SUPA, AUTH, GObject)

void         supa_auth_sign_in_with_password_async  (SupaAuth             *self,
                                                     const char           *email,
                                                     const char           *password,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     supa_auth_sign_in_with_password_finish (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void         supa_auth_send_code_async              (SupaAuth             *self,
                                                     const char           *email,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     supa_auth_send_code_finish             (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void         supa_auth_sign_in_with_code_async      (SupaAuth             *self,
                                                     const char           *email,
                                                     const char           *code,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     supa_auth_sign_in_with_code_finish     (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void         supa_auth_give_second_factor_async     (SupaAuth             *self,
                                                     const char           *code,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     supa_auth_give_second_factor_finish    (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void         supa_auth_restore_async                (SupaAuth             *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     supa_auth_restore_finish               (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void         supa_auth_sign_out_async               (SupaAuth             *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     supa_auth_sign_out_finish              (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void         supa_auth_get_token_async              (SupaAuth             *self,
                                                     gboolean              force_refresh,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
char        *supa_auth_get_token_finish             (SupaAuth             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
SupaSession *supa_auth_get_session                  (SupaAuth             *self);

G_END_DECLS
