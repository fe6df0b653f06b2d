/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-session.h"
#include "supa-session-private.h"

#include <json-glib/json-glib.h>

#include "supa-error-private.h"
#include "supa-json.h"

struct _SupaSession
{
  char *access_token;
  char *refresh_token;
  char *user_id;
  char *email;
  gint64 expires_at;
};

G_DEFINE_BOXED_TYPE (SupaSession, supa_session, supa_session_ref, supa_session_unref)

/**
 * supa_session_new:
 * @access_token: the JWT that requests carry
 * @refresh_token: opaque, and good for one refresh
 * @expires_at: when @access_token runs out: seconds since 1970 by the server's clock
 * @user_id: the user's UUID
 * @email: (nullable): the user's address
 *
 * Returns: (transfer full): a session
 */
SupaSession *
supa_session_new (const char *access_token,
                  const char *refresh_token,
                  gint64      expires_at,
                  const char *user_id,
                  const char *email)
{
  SupaSession *self;

  g_return_val_if_fail (access_token != NULL, NULL);
  g_return_val_if_fail (refresh_token != NULL, NULL);
  g_return_val_if_fail (user_id != NULL, NULL);

  self = g_atomic_rc_box_new0 (SupaSession);
  self->access_token = g_strdup (access_token);
  self->refresh_token = g_strdup (refresh_token);
  self->expires_at = expires_at;
  self->user_id = g_strdup (user_id);
  self->email = g_strdup (email);
  return self;
}

static gint64
get_seconds (JsonObject *object,
             const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

/*< private >
 * supa_session_new_from_answer:
 * @text: (nullable): GoTrue's session object (wire facts B.2), or what supa_session_to_json() gave
 * @length: bytes in @text, or -1
 * @server_time: now by the server's clock, for answers that tell only `expires_in`
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with SUPA_ERROR_SERVER where @text is none
 */
SupaSession *
supa_session_new_from_answer (const char  *text,
                              gssize       length,
                              gint64       server_time,
                              GError     **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonNode *user_node;
  JsonObject *object;
  JsonObject *user;
  const char *access_token;
  const char *refresh_token;
  const char *user_id;
  gint64 expires_at;

  /* An empty body has no text at all. */
  root = text != NULL ? supa_json_read (text, length < 0 ? strlen (text) : (gsize) length, NULL) : NULL;
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  user_node = object != NULL ? json_object_get_member (object, "user") : NULL;
  user = user_node != NULL && JSON_NODE_HOLDS_OBJECT (user_node) ? json_node_get_object (user_node) : NULL;

  access_token = supa_json_get_text (object, "access_token");
  refresh_token = supa_json_get_text (object, "refresh_token");
  user_id = supa_json_get_text (user, "id");
  if (access_token == NULL || refresh_token == NULL || user_id == NULL)
    {
      g_propagate_error (error, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL, "This is no session"));
      return NULL;
    }

  expires_at = get_seconds (object, "expires_at");
  if (expires_at == 0)
    expires_at = server_time + get_seconds (object, "expires_in");

  return supa_session_new (access_token, refresh_token, expires_at, user_id, supa_json_get_text (user, "email"));
}

/**
 * supa_session_new_from_json:
 * @text: what supa_session_to_json() gave
 * @error: %SUPA_ERROR_SERVER where @text is no session
 *
 * Returns: (transfer full) (nullable): the session
 */
SupaSession *
supa_session_new_from_json (const char  *text,
                            GError     **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return supa_session_new_from_answer (text, -1, 0, error);
}

/**
 * supa_session_to_json:
 * @self: a session
 *
 * Returns: (transfer full): the session as a text to be kept in a safe place: it holds both tokens
 */
char *
supa_session_to_json (SupaSession *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "access_token");
  json_builder_add_string_value (builder, self->access_token);
  json_builder_set_member_name (builder, "refresh_token");
  json_builder_add_string_value (builder, self->refresh_token);
  json_builder_set_member_name (builder, "expires_at");
  json_builder_add_int_value (builder, self->expires_at);
  json_builder_set_member_name (builder, "user");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, self->user_id);
  json_builder_set_member_name (builder, "email");
  json_builder_add_string_value (builder, self->email);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * supa_session_ref:
 * @self: a session
 *
 * Returns: (transfer full): @self
 */
SupaSession *
supa_session_ref (SupaSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
supa_session_clear (gpointer data)
{
  SupaSession *self = data;

  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->user_id);
  g_free (self->email);
}

/**
 * supa_session_unref:
 * @self: (transfer full): a session
 */
void
supa_session_unref (SupaSession *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, supa_session_clear);
}

/**
 * supa_session_get_access_token:
 * @self: a session
 *
 * Returns: (transfer none): the JWT that requests carry
 */
const char *
supa_session_get_access_token (SupaSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->access_token;
}

/**
 * supa_session_get_refresh_token:
 * @self: a session
 *
 * Returns: (transfer none): the token that the next refresh spends
 */
const char *
supa_session_get_refresh_token (SupaSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->refresh_token;
}

/**
 * supa_session_get_expires_at:
 * @self: a session
 *
 * Returns: when the access token runs out: seconds since 1970 by the server's clock
 */
gint64
supa_session_get_expires_at (SupaSession *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->expires_at;
}

/**
 * supa_session_get_user_id:
 * @self: a session
 *
 * Returns: (transfer none): the user's UUID
 */
const char *
supa_session_get_user_id (SupaSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->user_id;
}

/**
 * supa_session_get_email:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the user's address
 */
const char *
supa_session_get_email (SupaSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->email;
}
