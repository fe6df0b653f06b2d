/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-auth-service.h"

#include <string.h>

#include "auth/local-auth-account.h"
#include "auth/local-auth-admin.h"
#include "auth/local-auth-call.h"
#include "database/local-statement.h"
#include "http/local-json.h"

#define USERS "/admin/users"
#define MAX_BODY (1024 * 1024)

static void
answer_health (LocalAuthCall *call)
{
  local_response_set_text (call->response, SOUP_STATUS_OK, "application/json",
                           "{\"version\":\"" PACKAGE_VERSION "\",\"name\":\"GoTrue\","
                           "\"description\":\"guichet-backend, a local server that speaks as GoTrue does\"}");
}

static void
answer_settings (LocalAuthCall *call)
{
  local_response_set_text (
    call->response, SOUP_STATUS_OK, "application/json",
    "{\"external\":{\"anonymous_users\":false,\"apple\":false,\"azure\":false,\"bitbucket\":false,\"discord\":false,"
    "\"facebook\":false,\"figma\":false,\"fly\":false,\"github\":false,\"gitlab\":false,\"google\":false,\"keycloak\":false,"
    "\"kakao\":false,\"linkedin\":false,\"linkedin_oidc\":false,\"notion\":false,\"spotify\":false,\"slack\":false,"
    "\"slack_oidc\":false,\"workos\":false,\"twitch\":false,\"twitter\":false,\"email\":true,\"phone\":false,\"zoom\":false},"
    "\"disable_signup\":false,\"mailer_autoconfirm\":true,\"phone_autoconfirm\":false,\"sms_provider\":\"\","
    "\"saml_enabled\":false}");
}

/* The key is a shared secret, which is never shown. */
static void
answer_keys (LocalAuthCall *call)
{
  local_response_set_header (call->response, "Cache-Control", "public, max-age=600");
  local_response_set_text (call->response, SOUP_STATUS_OK, "application/json", "{\"keys\":[]}");
}

static const struct {
  const char *method;
  const char *path;
  void (*handle) (LocalAuthCall *call);
} routes[] = {
  { "POST", "/token", local_auth_account_token },
  { "POST", "/signup", local_auth_account_signup },
  { "GET", "/user", local_auth_account_get_user },
  { "PUT", "/user", local_auth_account_change_user },
  { "POST", "/logout", local_auth_account_logout },
  { "GET", "/settings", answer_settings },
  { "GET", "/health", answer_health },
  { "GET", "/.well-known/jwks.json", answer_keys },
  { "GET", USERS, local_auth_admin_list },
  { "POST", USERS, local_auth_admin_create },
};

static const struct {
  const char *method;
  void (*handle) (LocalAuthCall *call, const char *user_id);
} user_routes[] = {
  { "GET", local_auth_admin_get },
  { "PUT", local_auth_admin_change },
  { "DELETE", local_auth_admin_delete },
};

#define NO_MAIL SOUP_STATUS_UNPROCESSABLE_ENTITY, "email_provider_disabled", "guichet-backend sends no mail"

/* What this server does not do is answered as GoTrue does where it is switched off. */
static const struct {
  const char *path;
  guint status;
  const char *code;
  const char *message;
} not_done[] = {
  { "/otp", NO_MAIL },
  { "/magiclink", NO_MAIL },
  { "/recover", NO_MAIL },
  { "/resend", NO_MAIL },
  { "/reauthenticate", NO_MAIL },
  { "/invite", NO_MAIL },
  { "/admin/generate_link", NO_MAIL },
  { "/verify", SOUP_STATUS_FORBIDDEN, "otp_expired", "Token has expired or is invalid" },
  { "/authorize", SOUP_STATUS_BAD_REQUEST, "validation_failed", "Unsupported provider: provider is not enabled" },
  { "/callback", SOUP_STATUS_BAD_REQUEST, "validation_failed", "Unsupported provider: provider is not enabled" },
  { "/sso", SOUP_STATUS_NOT_FOUND, "saml_provider_disabled", "SAML 2.0 is disabled" },
  { "/factors", SOUP_STATUS_UNPROCESSABLE_ENTITY, "mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP" },
  { "/user/identities", SOUP_STATUS_NOT_FOUND, "manual_linking_disabled", "Manual linking is disabled" },
};

static void
refuse (LocalAuthCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_done); i++) {
    if (g_str_has_prefix (call->request->path, not_done[i].path)) {
      local_auth_call_fail (call, not_done[i].status, not_done[i].code, not_done[i].message);
      return;
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (g_str_equal (call->request->path, routes[i].path)) {
      call->response->status = SOUP_STATUS_METHOD_NOT_ALLOWED;
      return;
    }
  }
  local_response_set_text (call->response, SOUP_STATUS_NOT_FOUND, "text/plain; charset=utf-8", "404 page not found\n");
}

static void
route_user (LocalAuthCall *call,
            const char    *user_id)
{
  if (!g_uuid_string_is_valid (user_id)) {
    local_auth_call_fail (call, SOUP_STATUS_NOT_FOUND, "validation_failed", "user_id must be an UUID");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (user_routes); i++) {
    if (g_str_equal (call->request->method, user_routes[i].method)) {
      user_routes[i].handle (call, user_id);
      return;
    }
  }
  refuse (call);
}

static void
route (LocalAuthCall *call)
{
  const char *path = call->request->path;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (g_str_equal (call->request->method, routes[i].method) && g_str_equal (path, routes[i].path)) {
      routes[i].handle (call);
      return;
    }
  }
  if (g_str_has_prefix (path, USERS "/"))
    route_user (call, path + strlen (USERS "/"));
  else
    refuse (call);
}

static gboolean
read_body (LocalAuthCall *call)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (call->request->body, &size);
  JsonNode *root = NULL;

  if (size == 0)
    return TRUE;
  if (size > MAX_BODY) {
    local_auth_call_fail (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "request_entity_too_large", "Request body too large");
    return FALSE;
  }
  if (g_utf8_validate (text, (gssize) size, NULL) && local_json_is_shallow (text, size)
      && json_parser_load_from_data (parser, text, (gssize) size, &error))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    message = g_strdup_printf ("Could not parse request body as JSON: %s", error != NULL ? error->message : "not an object");
    local_auth_call_fail (call, SOUP_STATUS_BAD_REQUEST, "bad_json", message);
    return FALSE;
  }
  call->body = json_node_dup_object (root);

  return TRUE;
}

static gboolean
run_or_fail (LocalAuthCall *call,
             const char    *sql)
{
  g_autoptr (GError) error = NULL;

  if (local_statement_script (call->connection, sql, &error))
    return TRUE;
  g_warning ("%s", error->message);
  local_auth_call_fail (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unexpected_failure", "Unexpected failure, please check server logs");

  return FALSE;
}

/* An answer that tells of a success is only sent when the success is on disk. */
static void
handle (LocalContext       *context,
        const LocalRequest *request,
        LocalResponse      *response,
        gpointer            user_data)
{
  g_autoptr (GError) error = NULL;
  LocalAuthCall call = { .context = context, .request = request, .response = response };

  local_auth_call_echo_version (&call);
  call.connection = local_pool_take (context->admin, &error);
  if (call.connection == NULL) {
    g_warning ("%s", error->message);
    local_auth_call_fail (&call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unexpected_failure",
                          "Unexpected failure, please check server logs");
  } else if (read_body (&call) && run_or_fail (&call, "begin; set local role supabase_auth_admin; set local search_path = auth")) {
    route (&call);
    if (response->status < 400 || call.keep)
      run_or_fail (&call, "commit");
  }
  local_pool_give (context->admin, call.connection);
  g_clear_pointer (&call.body, json_object_unref);
  g_free (call.user_id);
  g_free (call.session_id);
}

static gboolean
start (LocalContext  *context,
       LocalServer   *server,
       gpointer      *state,
       GError       **error)
{
  local_server_add_service (server, "/auth/v1", handle, NULL);

  return TRUE;
}

const LocalService local_auth_service = {
  .name = "auth",
  .start = start,
};
