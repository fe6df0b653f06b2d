/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-auth-account.h"

#include <string.h>

#include "auth/local-auth-session.h"
#include "auth/local-auth-user.h"

#define LOADING "Database error querying schema"

static void
sign_in (LocalAuthCall *call)
{
  g_autofree char *email = g_utf8_strdown (local_auth_call_get_string (call, "email"), -1);
  const char *values[] = { email, local_auth_call_get_string (call, "password") };
  g_autoptr (PGresult) found = NULL;

  if (*email == '\0') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", "missing email or phone");
    return;
  }
  found = local_auth_call_query (
    call, LOADING,
    "select id, coalesce(banned_until > now(), false), email_confirmed_at is null from auth.users"
    " where email = $1 and not is_sso_user and deleted_at is null and coalesce(encrypted_password, '') <> ''"
    " and extensions.crypt($2, encrypted_password) = encrypted_password",
    G_N_ELEMENTS (values), values);
  if (found == NULL)
    return;
  if (PQntuples (found) == 0)
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "invalid_credentials", "Invalid login credentials");
  else if (*PQgetvalue (found, 0, 1) == 't')
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "user_banned", "User is banned");
  else if (*PQgetvalue (found, 0, 2) == 't')
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "email_not_confirmed", "Email not confirmed");
  else
    local_auth_session_begin (call, PQgetvalue (found, 0, 0));
}

static void
refresh (LocalAuthCall *call)
{
  const char *token = local_auth_call_get_string (call, "refresh_token");

  if (*token != '\0') {
    local_auth_session_refresh (call, token);
    return;
  }
  local_response_set_text (call->response, SOUP_STATUS_BAD_REQUEST, "application/json",
                           "{\"error\":\"invalid_request\",\"error_description\":\"refresh_token required\"}");
}

/**
 * local_auth_account_token:
 * @call: a call
 *
 * POST /token: a session for a password, or for a refresh token.
 */
void
local_auth_account_token (LocalAuthCall *call)
{
  g_autofree char *grant = local_auth_call_dup_parameter (call, "grant_type");

  if (g_strcmp0 (grant, "password") == 0)
    sign_in (call);
  else if (g_strcmp0 (grant, "refresh_token") == 0)
    refresh (call);
  else
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "invalid_credentials", "unsupported_grant_type");
}

/**
 * local_auth_account_signup:
 * @call: a call
 *
 * POST /signup: a new user, who is signed in at once, since no mail is sent to confirm the address.
 */
void
local_auth_account_signup (LocalAuthCall *call)
{
  g_autofree char *email = g_utf8_strdown (local_auth_call_get_string (call, "email"), -1);
  g_autofree char *data = local_auth_call_dup_object (call, "data");
  g_autofree char *user_id = NULL;
  const char *password = local_auth_call_get_string (call, "password");

  if (*local_auth_call_get_string (call, "phone") != '\0') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "phone_provider_disabled", "Phone signups are disabled");
    return;
  }
  if (*email == '\0' && *password == '\0') {
    local_auth_call_fail (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, "anonymous_provider_disabled",
                          "Anonymous sign-ins are disabled");
    return;
  }
  if (*password == '\0') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", "Signup requires a valid password");
    return;
  }
  if (!local_auth_user_check_password (call, password)
      || !local_auth_user_check_email (call, email, "user_already_exists", "User already registered"))
    return;
  user_id = local_auth_user_create (call, NULL, email, password, TRUE, data, NULL);
  if (user_id != NULL)
    local_auth_session_begin (call, user_id);
}

static void
answer_user (LocalAuthCall *call,
             const char    *user_id)
{
  g_autoptr (JsonObject) user = local_auth_user_load (call, user_id);

  if (user != NULL)
    local_auth_call_answer (call, SOUP_STATUS_OK, user);
}

/**
 * local_auth_account_get_user:
 * @call: a call
 *
 * GET /user: who the token belongs to.
 */
void
local_auth_account_get_user (LocalAuthCall *call)
{
  if (local_auth_call_require_user (call))
    answer_user (call, call->user_id);
}

static gboolean
check_current_password (LocalAuthCall *call,
                        const char    *password)
{
  const char *values[] = { call->user_id, password };
  g_autoptr (PGresult) found = local_auth_call_query (
    call, LOADING,
    "select 1 from auth.users where id = $1::uuid and extensions.crypt($2, encrypted_password) = encrypted_password",
    G_N_ELEMENTS (values), values);

  if (found == NULL)
    return FALSE;
  if (PQntuples (found) > 0)
    return TRUE;
  local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "current_password_invalid", "Current password is invalid");

  return FALSE;
}

static gboolean
change_password (LocalAuthCall *call,
                 const char    *password)
{
  const char *current = local_auth_call_get_string (call, "current_password");

  if (*current != '\0' && !check_current_password (call, current))
    return FALSE;

  return local_auth_user_check_password (call, password) && local_auth_user_set_password (call, call->user_id, password)
         && local_auth_session_end (call, "others");
}

/**
 * local_auth_account_change_user:
 * @call: a call
 *
 * PUT /user: changes password, address or metadata of the caller. A new password ends the other sessions.
 */
void
local_auth_account_change_user (LocalAuthCall *call)
{
  g_autofree char *email = g_utf8_strdown (local_auth_call_get_string (call, "email"), -1);
  g_autofree char *data = local_auth_call_dup_object (call, "data");
  const char *password = local_auth_call_get_string (call, "password");

  if (!local_auth_call_require_user (call))
    return;
  if (*local_auth_call_get_string (call, "phone") != '\0') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "phone_provider_disabled", "Phone signups are disabled");
    return;
  }
  if (*password != '\0' && !change_password (call, password))
    return;
  if (*email != '\0'
      && (!local_auth_user_check_email (call, email, "email_exists", "A user with this email address has already been registered")
          || !local_auth_user_set_email (call, call->user_id, email)))
    return;
  if (data != NULL && !local_auth_user_set_metadata (call, call->user_id, data, NULL))
    return;
  answer_user (call, call->user_id);
}

/**
 * local_auth_account_logout:
 * @call: a call
 *
 * POST /logout: ends the sessions of the scope.
 */
void
local_auth_account_logout (LocalAuthCall *call)
{
  g_autofree char *scope = local_auth_call_dup_parameter (call, "scope");
  g_autofree char *message = NULL;

  if (scope == NULL)
    scope = g_strdup ("global");
  if (!g_str_equal (scope, "global") && !g_str_equal (scope, "local") && !g_str_equal (scope, "others")) {
    message = g_strdup_printf ("Unsupported logout scope \"%s\"", scope);
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", message);
    return;
  }
  if (local_auth_call_require_user (call) && local_auth_session_end (call, scope))
    call->response->status = SOUP_STATUS_NO_CONTENT;
}
