/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "database/local-pool.h"
#include "http/local-request.h"
#include "http/local-response.h"
#include "local-context.h"

G_BEGIN_DECLS

/**
 * LocalAuthCall:
 * @context: what all services share
 * @request: what is asked
 * @response: the answer
 * @connection: a connection in a transaction, as supabase_auth_admin
 * @body: (nullable): the JSON object of the body
 * @user_id: (nullable): whose token came with the request, once it was asked for
 * @session_id: (nullable): the session of that token
 * @keep: whether the transaction is committed although the answer is an error
 *
 * One request to /auth/v1 on its way. A function that returns %FALSE or %NULL has filled in the answer.
 */
typedef struct {
  LocalContext *context;
  const LocalRequest *request;
  LocalResponse *response;
  PGconn *connection;
  JsonObject *body;
  char *user_id;
  char *session_id;
  gboolean keep;
} LocalAuthCall;

void        local_auth_call_fail          (LocalAuthCall      *self,
                                           guint               status,
                                           const char         *code,
                                           const char         *message);
void        local_auth_call_fail_weak     (LocalAuthCall      *self,
                                           const char         *message);
void        local_auth_call_echo_version  (LocalAuthCall      *self);
void        local_auth_call_answer        (LocalAuthCall      *self,
                                           guint               status,
                                           JsonObject         *object);
PGresult   *local_auth_call_query         (LocalAuthCall      *self,
                                           const char         *complaint,
                                           const char         *sql,
                                           guint               n_parameters,
                                           const char *const  *parameters);
char       *local_auth_call_dup_parameter (LocalAuthCall      *self,
                                           const char         *name);
const char *local_auth_call_get_string    (LocalAuthCall      *self,
                                           const char         *name);
char       *local_auth_call_dup_object    (LocalAuthCall      *self,
                                           const char         *name);
gboolean    local_auth_call_require_user  (LocalAuthCall      *self);
gboolean    local_auth_call_require_admin (LocalAuthCall      *self);

G_END_DECLS
