/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-auth-session.h"

#include <string.h>
#include <sys/random.h>

#include "auth/local-auth-user.h"
#include "auth/local-jwt.h"

#define GRANTING "Database error granting user"

/* For so long a token that was used already still gives a fresh one: two windows of one program may race. */
#define REUSE_INTERVAL "10 seconds"

static char *
make_token (void)
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 bytes[12];
  char *token = g_malloc0 (sizeof bytes + 1);
  ssize_t n;

  do
    n = getrandom (bytes, sizeof bytes, 0);
  while (n != sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    token[i] = alphabet[bytes[i] % 32];

  return token;
}

static char *
insert_token (LocalAuthCall *call,
              const char    *user_id,
              const char    *session_id,
              const char    *parent)
{
  g_autofree char *token = make_token ();
  const char *values[] = { token, user_id, session_id, parent };
  g_autoptr (PGresult) inserted = local_auth_call_query (
    call, GRANTING,
    "insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)"
    " values ('00000000-0000-0000-0000-000000000000', $1, $2, false, clock_timestamp(), clock_timestamp(), $4, $3::uuid)",
    G_N_ELEMENTS (values), values);

  return inserted == NULL ? NULL : g_steal_pointer (&token);
}

/* How and when the user proved who they are, the newest first. */
static JsonNode *
load_methods (LocalAuthCall *call,
              const char    *session_id)
{
  g_autoptr (PGresult) found = local_auth_call_query (
    call, GRANTING,
    "select coalesce(json_agg(json_build_object('method', authentication_method,"
    " 'timestamp', floor(extract(epoch from updated_at))::bigint) order by updated_at desc), '[]')"
    " from auth.mfa_amr_claims where session_id = $1::uuid",
    1, &session_id);

  return found == NULL ? NULL : json_from_string (PQgetvalue (found, 0, 0), NULL);
}

static JsonObject *
make_claims (LocalAuthCall *call,
             JsonObject    *user,
             JsonNode      *methods,
             const char    *session_id,
             gint64         now)
{
  static const char *const copied[] = { "aud", "email", "phone", "app_metadata", "user_metadata", "role", "is_anonymous" };
  g_autofree char *issuer = g_strconcat (call->context->url, "/auth/v1", NULL);
  JsonObject *claims = json_object_new ();

  json_object_set_string_member (claims, "iss", issuer);
  json_object_set_string_member (claims, "sub", json_object_get_string_member (user, "id"));
  json_object_set_int_member (claims, "exp", now + call->context->jwt_expiry);
  json_object_set_int_member (claims, "iat", now);
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    json_object_set_member (claims, copied[i], json_node_copy (json_object_get_member (user, copied[i])));
  json_object_set_string_member (claims, "aal", "aal1");
  json_object_set_member (claims, "amr", methods);
  json_object_set_string_member (claims, "session_id", session_id);

  return claims;
}

static void
answer (LocalAuthCall *call,
        const char    *user_id,
        const char    *session_id,
        const char    *refresh_token)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (JsonObject) user = local_auth_user_load (call, user_id);
  g_autoptr (JsonObject) claims = NULL;
  g_autoptr (JsonObject) session = NULL;
  g_autofree char *access_token = NULL;
  JsonNode *methods;

  if (user == NULL)
    return;
  methods = load_methods (call, session_id);
  if (methods == NULL)
    return;
  claims = make_claims (call, user, methods, session_id, now);
  access_token = local_jwt_sign (claims, call->context->jwt_secret);

  session = json_object_new ();
  json_object_set_string_member (session, "access_token", access_token);
  json_object_set_string_member (session, "token_type", "bearer");
  json_object_set_int_member (session, "expires_in", call->context->jwt_expiry);
  json_object_set_int_member (session, "expires_at", now + call->context->jwt_expiry);
  json_object_set_string_member (session, "refresh_token", refresh_token);
  json_object_set_object_member (session, "user", json_object_ref (user));
  local_auth_call_answer (call, SOUP_STATUS_OK, session);
}

/**
 * local_auth_session_begin:
 * @call: a call
 * @user_id: who proved by a password to be that user
 *
 * Begins a session and answers with it.
 */
void
local_auth_session_begin (LocalAuthCall *call,
                          const char    *user_id)
{
  const char *values[] = { user_id, local_request_get_header (call->request, "user-agent"), call->request->remote_address };
  g_autoptr (PGresult) session = local_auth_call_query (
    call, GRANTING,
    "with signed_in as (update auth.users set last_sign_in_at = now(), updated_at = now() where id = $1::uuid),"
    " identity as (update auth.identities set last_sign_in_at = now(), updated_at = now()"
    "  where user_id = $1::uuid and provider = 'email'),"
    " session as (insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)"
    "  values (gen_random_uuid(), $1::uuid, now(), now(), 'aal1', $2, $3::inet) returning id)"
    " insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)"
    "  select gen_random_uuid(), id, now(), now(), 'password' from session returning session_id",
    G_N_ELEMENTS (values), values);
  g_autofree char *token = NULL;

  if (session == NULL)
    return;
  token = insert_token (call, user_id, PQgetvalue (session, 0, 0), NULL);
  if (token != NULL)
    answer (call, user_id, PQgetvalue (session, 0, 0), token);
}

/* The session's row is locked, so that refreshes of one session come one after the other. */
static PGresult *
find_token (LocalAuthCall *call,
            const char    *token)
{
  return local_auth_call_query (
    call, GRANTING,
    "select t.session_id, s.user_id, coalesce(u.banned_until > now(), false), coalesce(s.not_after < now(), false)"
    " from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id join auth.users u on u.id = s.user_id"
    " where t.token = $1 for update of s",
    1, &token);
}

static gboolean
revoke_token (LocalAuthCall *call,
              const char    *token)
{
  g_autoptr (PGresult) revoked = local_auth_call_query (
    call, GRANTING, "update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where token = $1 and not revoked",
    1, &token);

  return revoked != NULL;
}

/* Somebody has a token that was used long ago: it may have been stolen, so nobody gets in with this session any more. */
static void
revoke_family (LocalAuthCall *call,
               const char    *session_id)
{
  g_autoptr (PGresult) revoked = local_auth_call_query (
    call, GRANTING,
    "update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where session_id = $1::uuid and not revoked", 1,
    &session_id);

  if (revoked == NULL)
    return;
  call->keep = TRUE;
  local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
}

/* What a token that was used already gives: the active token if that came from it (its answer may have been lost), a fresh one
 * within the interval, an error otherwise. Sets @active to "" for a fresh one. */
static gboolean
reuse (LocalAuthCall *call,
       const char    *token,
       const char    *session_id,
       char         **active)
{
  const char *values[] = { token, session_id };
  g_autoptr (PGresult) state = local_auth_call_query (
    call, GRANTING,
    "select t.revoked, clock_timestamp() <= t.updated_at + interval '" REUSE_INTERVAL "', a.token, a.parent = t.token"
    " from auth.refresh_tokens t left join lateral (select token, parent from auth.refresh_tokens"
    "  where session_id = $2::uuid and not revoked order by id desc limit 1) a on true where t.token = $1",
    G_N_ELEMENTS (values), values);

  if (state == NULL)
    return FALSE;
  *active = g_strdup ("");
  if (*PQgetvalue (state, 0, 0) == 'f')
    return TRUE;
  if (*PQgetvalue (state, 0, 3) == 't') {
    g_free (*active);
    *active = g_strdup (PQgetvalue (state, 0, 2));
    return TRUE;
  }
  if (*PQgetvalue (state, 0, 1) == 't')
    return TRUE;
  revoke_family (call, session_id);

  return FALSE;
}

static gboolean
touch (LocalAuthCall *call,
       const char    *session_id)
{
  const char *values[] = { session_id, local_request_get_header (call->request, "user-agent"), call->request->remote_address };
  g_autoptr (PGresult) touched = local_auth_call_query (
    call, GRANTING,
    "update auth.sessions set refreshed_at = now() at time zone 'utc', updated_at = now(), user_agent = $2, ip = $3::inet"
    " where id = $1::uuid",
    G_N_ELEMENTS (values), values);

  return touched != NULL;
}

/**
 * local_auth_session_refresh:
 * @call: a call
 * @token: a refresh token
 *
 * Answers with new tokens. A refresh token is good for one time; what happens the second time is told in the protocol's facts, B.6.
 */
void
local_auth_session_refresh (LocalAuthCall *call,
                            const char    *token)
{
  g_autoptr (PGresult) found = find_token (call, token);
  g_autofree char *next = NULL;
  const char *session_id;
  const char *user_id;

  if (found == NULL)
    return;
  if (PQntuples (found) == 0) {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "refresh_token_not_found",
                          "Invalid Refresh Token: Refresh Token Not Found");
    return;
  }
  if (*PQgetvalue (found, 0, 2) == 't') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "user_banned", "Invalid Refresh Token: User Banned");
    return;
  }
  if (*PQgetvalue (found, 0, 3) == 't') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "session_expired", "Invalid Refresh Token: Session Expired");
    return;
  }

  session_id = PQgetvalue (found, 0, 0);
  user_id = PQgetvalue (found, 0, 1);
  if (!reuse (call, token, session_id, &next))
    return;
  if (*next == '\0') {
    g_free (next);
    next = revoke_token (call, token) ? insert_token (call, user_id, session_id, token) : NULL;
  }
  if (next != NULL && touch (call, session_id))
    answer (call, user_id, session_id, next);
}

/**
 * local_auth_session_end:
 * @call: a call, whose user is known
 * @scope: "global" for all sessions, "local" for this one, "others" for all but this one
 *
 * Ends sessions. Their access tokens stay good until they expire, as those of the real server do.
 *
 * Returns: whether they were ended; %FALSE when the call was answered
 */
gboolean
local_auth_session_end (LocalAuthCall *call,
                        const char    *scope)
{
  const char *values[] = { call->user_id, call->session_id, scope };
  g_autoptr (PGresult) ended = local_auth_call_query (
    call, "Error logging out user",
    "delete from auth.sessions where user_id = $1::uuid and case $3::text"
    " when 'local' then id = $2::uuid when 'others' then id is distinct from $2::uuid else true end",
    G_N_ELEMENTS (values), values);

  return ended != NULL;
}
