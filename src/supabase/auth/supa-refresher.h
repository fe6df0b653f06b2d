/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-session-keeper.h"
#include "supa-transport.h"

G_BEGIN_DECLS

#define SUPA_TYPE_REFRESHER (supa_refresher_get_type ())
G_DECLARE_FINAL_TYPE (SupaRefresher, supa_refresher, SUPA, REFRESHER, GObject)

SupaRefresher *supa_refresher_new             (SupaTransport        *transport,
                                               SupaSessionKeeper    *keeper);
void           supa_refresher_run_async       (SupaRefresher        *self,
                                               SupaSession          *session,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
SupaSession   *supa_refresher_run_finish      (SupaRefresher        *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void           supa_refresher_cancel          (SupaRefresher        *self);
guint          supa_refresher_get_retry_delay (SupaRefresher        *self);

G_END_DECLS
