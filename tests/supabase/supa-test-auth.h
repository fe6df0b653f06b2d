/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-test-server.h"
#include "supa-test-store.h"
#include "supa-test.h"

G_BEGIN_DECLS

#define TOKEN "/auth/v1/token"
#define LOGOUT "/auth/v1/logout"

typedef struct
{
  SupaTestServer *server;
  SupaTestStore *store;
  SupaClient *client;
  SupaAuth *auth;
  GError *ended;
  GError *store_error;
} Fixture;

void set_up (Fixture *f, gconstpointer data);
void tear_down (Fixture *f, gconstpointer data);
void answer_session (Fixture *f, const char *access_token, const char *refresh_token, gint64 lives);
void sign_in (Fixture *f, gint64 lives);
const char *get_access_token (Fixture *f);
void check_kept (Fixture *f, const char *refresh_token);

G_END_DECLS
