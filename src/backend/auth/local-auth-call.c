/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-auth-call.h"

#include <string.h>

#include "auth/local-jwt.h"
#include "database/local-statement.h"

/* From this version on, the code of an error is a word in "code". */
#define VERSION_HEADER "X-Supabase-Api-Version"
#define WORDS_SINCE "2024-01-01"

static const char *
get_version (LocalAuthCall *self)
{
  return local_request_get_header (self->request, "x-supabase-api-version");
}

/**
 * local_auth_call_echo_version:
 * @self: a call
 *
 * Repeats the version of the interface that was asked for, which tells a client how to read an error.
 */
void
local_auth_call_echo_version (LocalAuthCall *self)
{
  const char *version = get_version (self);

  if (version != NULL && g_strcmp0 (version, WORDS_SINCE) >= 0)
    local_response_set_header (self->response, VERSION_HEADER, WORDS_SINCE);
}

static void
fail (LocalAuthCall *self,
      guint          status,
      const char    *code,
      const char    *message,
      JsonNode      *weak_password)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const char *version = get_version (self);

  if (version != NULL && g_strcmp0 (version, WORDS_SINCE) >= 0) {
    json_object_set_string_member (object, "code", code);
    json_object_set_string_member (object, "message", message);
  } else {
    json_object_set_int_member (object, "code", status);
    json_object_set_string_member (object, "error_code", code);
    json_object_set_string_member (object, "msg", message);
  }
  if (weak_password != NULL)
    json_object_set_member (object, "weak_password", weak_password);
  local_response_set_header (self->response, "x-sb-error-code", code);
  local_auth_call_answer (self, status, object);
}

/**
 * local_auth_call_fail:
 * @self: a call
 * @status: the HTTP status
 * @code: the code, a word
 * @message: what went wrong
 *
 * Answers with an error, in the shape of the version that the client speaks.
 */
void
local_auth_call_fail (LocalAuthCall *self,
                      guint          status,
                      const char    *code,
                      const char    *message)
{
  g_return_if_fail (self != NULL);

  fail (self, status, code, message, NULL);
}

/**
 * local_auth_call_fail_weak:
 * @self: a call
 * @message: what is wrong with the password
 *
 * Refuses a password that is too short.
 */
void
local_auth_call_fail_weak (LocalAuthCall *self,
                           const char    *message)
{
  fail (self, SOUP_STATUS_UNPROCESSABLE_ENTITY, "weak_password", message, json_from_string ("{\"reasons\":[\"length\"]}", NULL));
}

/**
 * local_auth_call_answer:
 * @self: a call
 * @status: the HTTP status
 * @object: the body
 *
 * Answers.
 */
void
local_auth_call_answer (LocalAuthCall *self,
                        guint          status,
                        JsonObject    *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  local_response_set_text (self->response, status, "application/json", text);
}

/**
 * local_auth_call_query:
 * @self: a call
 * @complaint: what to answer if the statement fails
 * @sql: one statement
 * @n_parameters: how many parameters there are
 * @parameters: (array length=n_parameters) (nullable): their values
 *
 * Runs a statement in the transaction of the call.
 *
 * Returns: (transfer full) (nullable): its result; %NULL when the call was answered with a failure
 */
PGresult *
local_auth_call_query (LocalAuthCall      *self,
                       const char         *complaint,
                       const char         *sql,
                       guint               n_parameters,
                       const char *const  *parameters)
{
  g_autoptr (GError) error = NULL;
  PGresult *result = local_statement_run (self->connection, &error, sql, n_parameters, parameters);

  if (result == NULL) {
    g_warning ("%s %s: %s", self->request->method, self->request->path, error->message);
    local_auth_call_fail (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unexpected_failure", complaint);
  }

  return result;
}

/**
 * local_auth_call_dup_parameter:
 * @self: a call
 * @name: a parameter of the query
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
local_auth_call_dup_parameter (LocalAuthCall *self,
                               const char    *name)
{
  g_autoptr (GHashTable) values = NULL;

  if (self->request->query == NULL)
    return NULL;
  values = g_uri_parse_params (self->request->query, -1, "&", G_URI_PARAMS_WWW_FORM | G_URI_PARAMS_PARSE_RELAXED, NULL);

  return values == NULL ? NULL : g_strdup (g_hash_table_lookup (values, name));
}

/**
 * local_auth_call_get_string:
 * @self: a call
 * @name: a member of the body
 *
 * Returns: (transfer none): its text, "" if it is absent or no text
 */
const char *
local_auth_call_get_string (LocalAuthCall *self,
                            const char    *name)
{
  JsonNode *node = self->body == NULL ? NULL : json_object_get_member (self->body, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";

  return json_node_get_string (node);
}

/**
 * local_auth_call_dup_object:
 * @self: a call
 * @name: a member of the body
 *
 * Returns: (transfer full) (nullable): the JSON object that it is, as text; %NULL if it is absent or no object
 */
char *
local_auth_call_dup_object (LocalAuthCall *self,
                            const char    *name)
{
  JsonNode *node = self->body == NULL ? NULL : json_object_get_member (self->body, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_to_string (node, FALSE) : NULL;
}

static const char *
explain (const GError *error)
{
  switch ((LocalJwtError) error->code) {
  case LOCAL_JWT_ERROR_PARTS:
    return "token is malformed: token contains an invalid number of segments";
  case LOCAL_JWT_ERROR_ALGORITHM:
    return "token is unverifiable: error while executing keyfunc: unrecognized JWT algorithm";
  case LOCAL_JWT_ERROR_SIGNATURE:
    return "token signature is invalid: signature is invalid";
  case LOCAL_JWT_ERROR_EXPIRED:
    return "token has invalid claims: token is expired";
  case LOCAL_JWT_ERROR_NOT_YET:
    return "token has invalid claims: token is not valid yet";
  case LOCAL_JWT_ERROR_MALFORMED:
  case LOCAL_JWT_ERROR_CLAIMS:
  case LOCAL_JWT_ERROR_ISSUED_LATER:
  default:
    return "token is malformed: could not JSON decode claim";
  }
}

static JsonObject *
require_claims (LocalAuthCall *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  JsonObject *claims;

  if (self->request->token == NULL || *self->request->token == '\0') {
    local_auth_call_fail (self, SOUP_STATUS_UNAUTHORIZED, "no_authorization", "This endpoint requires a valid Bearer token");
    return NULL;
  }
  claims =
    local_jwt_verify (self->request->token, self->context->jwt_secret, g_get_real_time () / G_USEC_PER_SEC, &error);
  if (claims != NULL)
    return claims;

  message = g_strconcat ("invalid JWT: unable to parse or verify signature, ", explain (error), NULL);
  local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "bad_jwt", message);

  return NULL;
}

static gboolean
check_session (LocalAuthCall *self)
{
  const char *values[] = { self->user_id, self->session_id };
  g_autoptr (PGresult) found = local_auth_call_query (
    self, "Database error loading user",
    "select coalesce(u.banned_until > now(), false), s.id, coalesce(s.not_after < now(), false)"
    " from auth.users u left join auth.sessions s on s.user_id = u.id and s.id = $2::uuid"
    " where u.id = $1::uuid and u.deleted_at is null",
    G_N_ELEMENTS (values), values);

  if (found == NULL)
    return FALSE;
  if (PQntuples (found) == 0)
    local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "user_not_found", "User from sub claim in JWT does not exist");
  else if (*PQgetvalue (found, 0, 0) == 't')
    local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "user_banned", "User is banned");
  else if (self->session_id != NULL && PQgetisnull (found, 0, 1))
    local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "session_not_found", "Session from session_id claim in JWT does not exist");
  else if (*PQgetvalue (found, 0, 2) == 't')
    local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "session_expired", "Session is no longer valid");
  else
    return TRUE;

  return FALSE;
}

/**
 * local_auth_call_require_user:
 * @self: a call
 *
 * Finds out whose token came with the request, and whether the session is still there.
 *
 * Returns: whether user_id (and session_id, if the token has one) are set
 */
gboolean
local_auth_call_require_user (LocalAuthCall *self)
{
  g_autoptr (JsonObject) claims = require_claims (self);
  const char *subject;
  const char *session;

  if (claims == NULL)
    return FALSE;
  subject = json_object_get_string_member_with_default (claims, "sub", "");
  session = json_object_get_string_member_with_default (claims, "session_id", "");
  if (*subject == '\0') {
    local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "bad_jwt", "invalid claim: missing sub claim");
    return FALSE;
  }
  if (!g_uuid_string_is_valid (subject)) {
    local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "bad_jwt", "invalid claim: sub claim must be a UUID");
    return FALSE;
  }
  self->user_id = g_strdup (subject);
  self->session_id = g_uuid_string_is_valid (session) ? g_strdup (session) : NULL;

  return check_session (self);
}

/**
 * local_auth_call_require_admin:
 * @self: a call
 *
 * Returns: whether the request came with the service's own token
 */
gboolean
local_auth_call_require_admin (LocalAuthCall *self)
{
  g_autoptr (JsonObject) claims = require_claims (self);
  const char *role;

  if (claims == NULL)
    return FALSE;
  role = json_object_get_string_member_with_default (claims, "role", "");
  if (g_str_equal (role, "service_role") || g_str_equal (role, "supabase_admin"))
    return TRUE;
  local_auth_call_fail (self, SOUP_STATUS_FORBIDDEN, "not_admin", "User not allowed");

  return FALSE;
}
