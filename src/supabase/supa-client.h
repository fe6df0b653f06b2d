/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth.h"
#include "supa-error.h"
#include "supa-realtime.h"
#include "supa-rest.h"
#include "supa-storage.h"

G_BEGIN_DECLS

#define SUPA_TYPE_CLIENT (supa_client_get_type ())
G_DECLARE_FINAL_TYPE (SupaClient, supa_client, SUPA, CLIENT, GObject)

/**
 * supa_client_new:
 * @url: the project's address, such as `https://abcd.supabase.co`, with or without a slash at the end
 * @api_key: the publishable key, or the older anon key
 * @store: (nullable): where the session survives a restart
 *
 * Nothing is sent before the first call. Main thread only.
 */
SupaClient   *supa_client_new          (const char *url, const char *api_key, SupaSessionStore *store);
const char   *supa_client_get_url      (SupaClient *self);
SupaAuth     *supa_client_get_auth     (SupaClient *self);
SupaRest     *supa_client_get_rest     (SupaClient *self);
SupaStorage  *supa_client_get_storage  (SupaClient *self);
SupaRealtime *supa_client_get_realtime (SupaClient *self);

G_END_DECLS
