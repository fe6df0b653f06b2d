/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-auth-admin.h"

#include <string.h>

#include "auth/local-auth-user.h"

#define LOADING "Database error finding users"
#define UPDATING "Error updating user"
#define TAKEN "A user with this email address has already been registered"

static guint
get_number (LocalAuthCall *call,
            const char    *name,
            guint          fallback)
{
  g_autofree char *text = local_auth_call_dup_parameter (call, name);
  guint64 number = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 1000000, &number, NULL) ? (guint) number : fallback;
}

/* Clients read the number of pages out of this header. */
static void
set_page_headers (LocalAuthCall *call,
                  guint          page,
                  guint          per_page,
                  guint          total)
{
  g_autofree char *count = g_strdup_printf ("%u", total);
  g_autoptr (GString) links = g_string_new (NULL);
  guint last = MAX ((total + per_page - 1) / per_page, 1);

  if (page < last)
    g_string_append_printf (links, "</admin/users?page=%u&per_page=%u>; rel=\"next\", ", page + 1, per_page);
  g_string_append_printf (links, "</admin/users?page=%u&per_page=%u>; rel=\"last\"", last, per_page);
  local_response_set_header (call->response, "X-Total-Count", count);
  local_response_set_header (call->response, "Link", links->str);
}

/**
 * local_auth_admin_list:
 * @call: a call
 *
 * GET /admin/users: a page of users.
 */
void
local_auth_admin_list (LocalAuthCall *call)
{
  guint page = get_number (call, "page", 1);
  guint per_page = get_number (call, "per_page", 50);
  g_autofree char *limit = g_strdup_printf ("%u", per_page);
  g_autofree char *offset = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) (page - 1) * per_page);
  const char *values[] = { limit, offset };
  g_autoptr (PGresult) total = NULL;
  g_autoptr (PGresult) found = NULL;
  g_autoptr (JsonObject) answer = json_object_new ();
  JsonArray *users = json_array_new ();

  json_object_set_array_member (answer, "users", users);
  json_object_set_string_member (answer, "aud", "authenticated");
  if (!local_auth_call_require_admin (call))
    return;
  total = local_auth_call_query (call, LOADING, "select count(*) from auth.users where deleted_at is null", 0, NULL);
  if (total == NULL)
    return;
  found = local_auth_call_query (call, LOADING,
                                 "select id from auth.users where deleted_at is null order by created_at desc, id"
                                 " limit $1::bigint offset $2::bigint",
                                 G_N_ELEMENTS (values), values);
  if (found == NULL)
    return;
  for (int i = 0; i < PQntuples (found); i++) {
    JsonObject *user = local_auth_user_load (call, PQgetvalue (found, i, 0));

    if (user == NULL)
      return;
    json_array_add_object_element (users, user);
  }
  set_page_headers (call, page, per_page, (guint) g_ascii_strtoull (PQgetvalue (total, 0, 0), NULL, 10));
  local_auth_call_answer (call, SOUP_STATUS_OK, answer);
}

static void
answer_user (LocalAuthCall *call,
             const char    *user_id)
{
  g_autoptr (JsonObject) user = local_auth_user_load (call, user_id);

  if (user != NULL)
    local_auth_call_answer (call, SOUP_STATUS_OK, user);
}

static gboolean
get_flag (LocalAuthCall *call,
          const char    *name)
{
  return call->body != NULL && json_object_get_boolean_member_with_default (call->body, name, FALSE);
}

/**
 * local_auth_admin_create:
 * @call: a call
 *
 * POST /admin/users: a new user, without a session.
 */
void
local_auth_admin_create (LocalAuthCall *call)
{
  g_autofree char *email = g_utf8_strdown (local_auth_call_get_string (call, "email"), -1);
  g_autofree char *user_metadata = local_auth_call_dup_object (call, "user_metadata");
  g_autofree char *app_metadata = local_auth_call_dup_object (call, "app_metadata");
  g_autofree char *user_id = NULL;
  const char *password = local_auth_call_get_string (call, "password");
  const char *id = local_auth_call_get_string (call, "id");

  if (!local_auth_call_require_admin (call))
    return;
  if (*id != '\0' && !g_uuid_string_is_valid (id)) {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", "ID must conform to the uuid v4 format");
    return;
  }
  if (*email == '\0') {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", "Cannot create a user without either an email or phone");
    return;
  }
  if ((*password != '\0' && !local_auth_user_check_password (call, password))
      || !local_auth_user_check_email (call, email, "email_exists", TAKEN))
    return;
  user_id = local_auth_user_create (call, *id != '\0' ? id : NULL, email, *password != '\0' ? password : NULL,
                                    get_flag (call, "email_confirm"), user_metadata, app_metadata);
  if (user_id != NULL)
    answer_user (call, user_id);
}

/**
 * local_auth_admin_get:
 * @call: a call
 * @user_id: whom
 *
 * GET /admin/users/{id}
 */
void
local_auth_admin_get (LocalAuthCall *call,
                      const char    *user_id)
{
  if (local_auth_call_require_admin (call))
    answer_user (call, user_id);
}

/* "24h", "30m" or "10s"; "none" ends a ban. */
static gboolean
set_ban (LocalAuthCall *call,
         const char    *user_id,
         const char    *duration)
{
  const char *values[] = { user_id, g_str_equal (duration, "none") ? NULL : duration };
  g_autoptr (PGresult) changed = NULL;

  if (values[1] != NULL && !g_regex_match_simple ("^([0-9]+[hms])+$", duration, 0, 0)) {
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "validation_failed", "invalid format for ban duration");
    return FALSE;
  }
  changed = local_auth_call_query (call, UPDATING,
                                   "update auth.users set banned_until = now() + $2::interval, updated_at = now() where id = $1::uuid",
                                   G_N_ELEMENTS (values), values);

  return changed != NULL;
}

static gboolean
confirm_email (LocalAuthCall *call,
               const char    *user_id)
{
  g_autoptr (PGresult) changed = local_auth_call_query (
    call, UPDATING, "update auth.users set email_confirmed_at = coalesce(email_confirmed_at, now()) where id = $1::uuid", 1,
    &user_id);

  return changed != NULL;
}

/* Unlike the user's own change, this takes the same password again. */
static gboolean
set_password (LocalAuthCall *call,
              const char    *user_id,
              const char    *password)
{
  const char *values[] = { user_id, password };
  g_autoptr (PGresult) changed = NULL;

  if (!local_auth_user_check_password (call, password))
    return FALSE;
  changed = local_auth_call_query (
    call, UPDATING,
    "update auth.users set encrypted_password = extensions.crypt($2, extensions.gen_salt('bf', 10)), updated_at = now()"
    " where id = $1::uuid",
    G_N_ELEMENTS (values), values);

  return changed != NULL;
}

/**
 * local_auth_admin_change:
 * @call: a call
 * @user_id: whom
 *
 * PUT /admin/users/{id}: changes what the body names.
 */
void
local_auth_admin_change (LocalAuthCall *call,
                         const char    *user_id)
{
  g_autofree char *email = g_utf8_strdown (local_auth_call_get_string (call, "email"), -1);
  g_autofree char *user_metadata = local_auth_call_dup_object (call, "user_metadata");
  g_autofree char *app_metadata = local_auth_call_dup_object (call, "app_metadata");
  g_autoptr (JsonObject) user = NULL;
  const char *password = local_auth_call_get_string (call, "password");
  const char *ban = local_auth_call_get_string (call, "ban_duration");

  if (!local_auth_call_require_admin (call))
    return;
  user = local_auth_user_load (call, user_id);
  if (user == NULL)
    return;
  if (*email != '\0' && !g_str_equal (email, json_object_get_string_member (user, "email"))
      && (!local_auth_user_check_email (call, email, "email_exists", TAKEN) || !local_auth_user_set_email (call, user_id, email)))
    return;
  if ((*password != '\0' && !set_password (call, user_id, password)) || (*ban != '\0' && !set_ban (call, user_id, ban))
      || (get_flag (call, "email_confirm") && !confirm_email (call, user_id))
      || !local_auth_user_set_metadata (call, user_id, user_metadata, app_metadata))
    return;
  answer_user (call, user_id);
}

/**
 * local_auth_admin_delete:
 * @call: a call
 * @user_id: whom
 *
 * DELETE /admin/users/{id}: removes the user and what hangs on it.
 */
void
local_auth_admin_delete (LocalAuthCall *call,
                         const char    *user_id)
{
  g_autoptr (JsonObject) user = NULL;
  g_autoptr (JsonObject) answer = json_object_new ();
  g_autoptr (PGresult) deleted = NULL;

  if (!local_auth_call_require_admin (call))
    return;
  user = local_auth_user_load (call, user_id);
  if (user == NULL)
    return;
  if (get_flag (call, "should_soft_delete"))
    deleted = local_auth_call_query (call, "Error deleting user",
                                     "with ended as (delete from auth.sessions where user_id = $1::uuid)"
                                     " update auth.users set deleted_at = now(), email = 'deleted-' || id, encrypted_password = ''"
                                     " where id = $1::uuid",
                                     1, &user_id);
  else
    deleted = local_auth_call_query (call, "Database error deleting user", "delete from auth.users where id = $1::uuid", 1, &user_id);
  if (deleted != NULL)
    local_auth_call_answer (call, SOUP_STATUS_OK, answer);
}
