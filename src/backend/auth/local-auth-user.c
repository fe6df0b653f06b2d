/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-auth-user.h"

#include <string.h>

#define SAVING "Database error saving new user"
#define UPDATING "Error updating user"
#define LOADING "Database error loading user"
#define SHORTEST 6
#define LONGEST 72

/* Members that are null are left out, but not within what the user put into the metadata. */
#define STAMP(column) "to_char(" column " at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
static const char load_sql[] =
  "select (jsonb_strip_nulls(jsonb_build_object("
  "'id', u.id, 'aud', coalesce(u.aud, ''), 'role', coalesce(u.role, ''), 'email', coalesce(u.email, ''),"
  "'phone', coalesce(u.phone, ''), 'is_anonymous', u.is_anonymous,"
  "'email_confirmed_at', " STAMP ("u.email_confirmed_at") ", 'phone_confirmed_at', " STAMP ("u.phone_confirmed_at") ","
  "'confirmed_at', " STAMP ("u.confirmed_at") ", 'invited_at', " STAMP ("u.invited_at") ","
  "'confirmation_sent_at', " STAMP ("u.confirmation_sent_at") ", 'recovery_sent_at', " STAMP ("u.recovery_sent_at") ","
  "'new_email', nullif(u.email_change, ''), 'email_change_sent_at', " STAMP ("u.email_change_sent_at") ","
  "'last_sign_in_at', " STAMP ("u.last_sign_in_at") ", 'banned_until', " STAMP ("u.banned_until") ","
  "'created_at', " STAMP ("u.created_at") ", 'updated_at', " STAMP ("u.updated_at") "))"
  " || jsonb_build_object('app_metadata', coalesce(u.raw_app_meta_data, '{}'), 'user_metadata', coalesce(u.raw_user_meta_data, '{}'),"
  "'identities', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object("
  "'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data, 'provider', i.provider,"
  "'last_sign_in_at', " STAMP ("i.last_sign_in_at") ", 'created_at', " STAMP ("i.created_at") ","
  "'updated_at', " STAMP ("i.updated_at") ", 'email', i.email)) order by i.created_at), '[]')"
  " from auth.identities i where i.user_id = u.id)))::text"
  " from auth.users u where u.id = $1::uuid and u.deleted_at is null";

/**
 * local_auth_user_load:
 * @call: a call
 * @user_id: whom to load
 *
 * Reads a user, in the shape in which clients get it.
 *
 * Returns: (transfer full) (nullable): the user; %NULL when the call was answered, with user_not_found if there is none
 */
JsonObject *
local_auth_user_load (LocalAuthCall *call,
                      const char    *user_id)
{
  g_autoptr (PGresult) found = local_auth_call_query (call, LOADING, load_sql, 1, &user_id);
  g_autoptr (JsonNode) node = NULL;

  if (found == NULL)
    return NULL;
  if (PQntuples (found) == 0) {
    local_auth_call_fail (call, SOUP_STATUS_NOT_FOUND, "user_not_found", "User not found");
    return NULL;
  }
  node = json_from_string (PQgetvalue (found, 0, 0), NULL);

  return json_node_dup_object (node);
}

/**
 * local_auth_user_check_password:
 * @call: a call
 * @password: a password that somebody wants
 *
 * Returns: whether it may be used; %FALSE when the call was answered
 */
gboolean
local_auth_user_check_password (LocalAuthCall *call,
                                const char    *password)
{
  if (strlen (password) > LONGEST) {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", "Password cannot be longer than 72 characters");
    return FALSE;
  }
  if (g_utf8_strlen (password, -1) < SHORTEST) {
    local_auth_call_fail_weak (call, "Password should be at least 6 characters.");
    return FALSE;
  }

  return TRUE;
}

/**
 * local_auth_user_check_email:
 * @call: a call
 * @email: an address that somebody wants, in lower case
 * @taken_code: the code of the error if somebody has it
 * @taken_message: the message of that error
 *
 * Returns: whether it may be used; %FALSE when the call was answered
 */
gboolean
local_auth_user_check_email (LocalAuthCall *call,
                             const char    *email,
                             const char    *taken_code,
                             const char    *taken_message)
{
  g_autoptr (PGresult) found = NULL;

  if (strlen (email) > 255 || !g_regex_match_simple ("^[^@\\s]+@[^@\\s]+$", email, 0, 0)) {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed",
                          "Unable to validate email address: invalid format");
    return FALSE;
  }
  found = local_auth_call_query (call, LOADING, "select 1 from auth.users where email = $1 and not is_sso_user", 1, &email);
  if (found == NULL)
    return FALSE;
  if (PQntuples (found) > 0) {
    local_auth_call_fail (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, taken_code, taken_message);
    return FALSE;
  }

  return TRUE;
}

/**
 * local_auth_user_create:
 * @call: a call
 * @id: (nullable): the id, %NULL for a new one
 * @email: the address, in lower case, which was checked
 * @password: (nullable): the password, which was checked
 * @confirmed: whether the address counts as confirmed
 * @user_metadata: (nullable): a JSON object
 * @app_metadata: (nullable): a JSON object, laid over provider and providers
 *
 * Adds a user with an identity.
 *
 * Returns: (transfer full) (nullable): the id; %NULL when the call was answered
 */
char *
local_auth_user_create (LocalAuthCall *call,
                        const char    *id,
                        const char    *email,
                        const char    *password,
                        gboolean       confirmed,
                        const char    *user_metadata,
                        const char    *app_metadata)
{
  const char *values[] = { id, email, password, confirmed ? "t" : "f", user_metadata, app_metadata };
  g_autoptr (PGresult) user = local_auth_call_query (
    call, SAVING,
    "insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token,"
    " recovery_token, email_change_token_new, email_change, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)"
    " values ('00000000-0000-0000-0000-000000000000', coalesce($1::uuid, gen_random_uuid()), 'authenticated', 'authenticated', $2,"
    " case when $3::text is null then '' else extensions.crypt($3, extensions.gen_salt('bf', 10)) end,"
    " case when $4::boolean then now() end, '', '', '', '',"
    " '{\"provider\":\"email\",\"providers\":[\"email\"]}'::jsonb || coalesce($6::jsonb, '{}'), coalesce($5::jsonb, '{}'), now(), now())"
    " returning id",
    G_N_ELEMENTS (values), values);
  g_autoptr (PGresult) identity = NULL;
  const char *identity_values[] = { NULL, email, values[3] };

  if (user == NULL)
    return NULL;
  identity_values[0] = PQgetvalue (user, 0, 0);
  identity = local_auth_call_query (
    call, SAVING,
    "insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)"
    " values ($1::text, $1::text::uuid, jsonb_build_object('sub', $1::text, 'email', $2::text, 'email_verified', $3::boolean,"
    " 'phone_verified', false), 'email', now(), now())",
    G_N_ELEMENTS (identity_values), identity_values);

  return identity == NULL ? NULL : g_strdup (PQgetvalue (user, 0, 0));
}

/**
 * local_auth_user_set_password:
 * @call: a call
 * @user_id: whose
 * @password: the new one, which was checked
 *
 * Changes the password. One that is the same as before is refused.
 *
 * Returns: whether it was changed; %FALSE when the call was answered
 */
gboolean
local_auth_user_set_password (LocalAuthCall *call,
                              const char    *user_id,
                              const char    *password)
{
  const char *values[] = { user_id, password };
  g_autoptr (PGresult) changed = local_auth_call_query (
    call, UPDATING,
    "update auth.users set encrypted_password = extensions.crypt($2, extensions.gen_salt('bf', 10)), updated_at = now()"
    " where id = $1::uuid and (coalesce(encrypted_password, '') = ''"
    " or extensions.crypt($2, encrypted_password) <> encrypted_password) returning id",
    G_N_ELEMENTS (values), values);

  if (changed == NULL)
    return FALSE;
  if (PQntuples (changed) > 0)
    return TRUE;
  local_auth_call_fail (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, "same_password",
                        "New password should be different from the old password.");

  return FALSE;
}

/**
 * local_auth_user_set_email:
 * @call: a call
 * @user_id: whose
 * @email: the new address, which was checked
 *
 * Changes the address, at once, since no mail is sent to confirm it.
 *
 * Returns: whether it was changed; %FALSE when the call was answered
 */
gboolean
local_auth_user_set_email (LocalAuthCall *call,
                           const char    *user_id,
                           const char    *email)
{
  const char *values[] = { user_id, email };
  g_autoptr (PGresult) changed = local_auth_call_query (
    call, UPDATING,
    "with identity as (update auth.identities set identity_data = identity_data || jsonb_build_object('email', $2::text),"
    " updated_at = now() where user_id = $1::uuid and provider = 'email')"
    " update auth.users set email = $2, updated_at = now() where id = $1::uuid",
    G_N_ELEMENTS (values), values);

  return changed != NULL;
}

/**
 * local_auth_user_set_metadata:
 * @call: a call
 * @user_id: whose
 * @user_metadata: (nullable): a JSON object; its members replace those of the same name, and null takes one away
 * @app_metadata: (nullable): the same, for what the user cannot change
 *
 * Changes the metadata.
 *
 * Returns: whether they were changed; %FALSE when the call was answered
 */
gboolean
local_auth_user_set_metadata (LocalAuthCall *call,
                              const char    *user_id,
                              const char    *user_metadata,
                              const char    *app_metadata)
{
  const char *values[] = { user_id, user_metadata, app_metadata };
  g_autoptr (PGresult) changed = local_auth_call_query (
    call, UPDATING,
    "update auth.users set updated_at = now(),"
    " raw_user_meta_data = (select coalesce(jsonb_object_agg(key, value) filter (where value <> 'null'), '{}')"
    "  from jsonb_each(coalesce(raw_user_meta_data, '{}') || coalesce($2::jsonb, '{}'))),"
    " raw_app_meta_data = (select coalesce(jsonb_object_agg(key, value) filter (where value <> 'null'), '{}')"
    "  from jsonb_each(coalesce(raw_app_meta_data, '{}') || coalesce($3::jsonb, '{}')))"
    " where id = $1::uuid",
    G_N_ELEMENTS (values), values);

  return changed != NULL;
}
