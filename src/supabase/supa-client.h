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

SupaClient   *supa_client_new          (const char *url, const char *api_key, SupaSessionStore *store);
const char   *supa_client_get_url      (SupaClient *self);
SupaAuth     *supa_client_get_auth     (SupaClient *self);
SupaRest     *supa_client_get_rest     (SupaClient *self);
SupaStorage  *supa_client_get_storage  (SupaClient *self);
SupaRealtime *supa_client_get_realtime (SupaClient *self);

G_END_DECLS
