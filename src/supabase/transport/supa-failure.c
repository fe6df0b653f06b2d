/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The one place where an answer, or the lack of one, becomes a SUPA_ERROR. */

#include "config.h"

#include "supa-failure.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "supa-json.h"

/* An error body never needs more; the rest of a long page is not looked at. */
#define MAX_ERROR_BODY (64 * 1024)

typedef struct
{
  const char *server_code;
  SupaError code;
} SupaCodeMeaning;

/* GoTrue: wire facts B.5. What has no line here is judged by its status. */
static const SupaCodeMeaning auth_codes[] = {
  { "invalid_credentials", SUPA_ERROR_CREDENTIALS },
  { "invalid_grant", SUPA_ERROR_CREDENTIALS },
  { "email_not_confirmed", SUPA_ERROR_FORBIDDEN },
  { "phone_not_confirmed", SUPA_ERROR_FORBIDDEN },
  { "user_banned", SUPA_ERROR_FORBIDDEN },
  { "refresh_token_not_found", SUPA_ERROR_SESSION_ENDED },
  { "refresh_token_already_used", SUPA_ERROR_SESSION_ENDED },
  { "session_not_found", SUPA_ERROR_SESSION_ENDED },
  { "session_expired", SUPA_ERROR_SESSION_ENDED },
  { "user_not_found", SUPA_ERROR_SESSION_ENDED },
  { "bad_jwt", SUPA_ERROR_TOKEN },
  { "no_authorization", SUPA_ERROR_TOKEN },
  /* "Too many concurrent token refresh requests" (409): later, not a conflict of data. */
  { "conflict", SUPA_ERROR_RATE_LIMITED },
  { "over_request_rate_limit", SUPA_ERROR_RATE_LIMITED },
  { "over_email_send_rate_limit", SUPA_ERROR_RATE_LIMITED },
};

/* PostgREST: wire facts C.5. */
static const SupaCodeMeaning rest_codes[] = {
  { "PGRST301", SUPA_ERROR_TOKEN },
  { "PGRST302", SUPA_ERROR_TOKEN },
  { "PGRST303", SUPA_ERROR_TOKEN },
  { "42501", SUPA_ERROR_FORBIDDEN },
  { "PGRST116", SUPA_ERROR_NOT_FOUND },
  { "57014", SUPA_ERROR_SERVER },
};

/* Storage: wire facts E.1. A link that ran out is like a token that ran out: sign again, and repeat. */
static const SupaCodeMeaning storage_codes[] = {
  { "InvalidJWT", SUPA_ERROR_TOKEN },
  { "ExpiredToken", SUPA_ERROR_TOKEN },
  { "NoSuchKey", SUPA_ERROR_NOT_FOUND },
  { "NoSuchBucket", SUPA_ERROR_NOT_FOUND },
  { "KeyAlreadyExists", SUPA_ERROR_CONFLICT },
  { "ResourceAlreadyExists", SUPA_ERROR_CONFLICT },
  { "EntityTooLarge", SUPA_ERROR_TOO_LARGE },
  { "InvalidMimeType", SUPA_ERROR_INVALID },
  { "ResourceLocked", SUPA_ERROR_SERVER },
  { "SlowDown", SUPA_ERROR_RATE_LIMITED },
};

static gboolean
find_meaning (const SupaCodeMeaning *table,
              gsize                  n_rows,
              const char            *server_code,
              SupaError             *code)
{
  for (gsize i = 0; server_code != NULL && i < n_rows; i++)
    {
      if (g_str_equal (table[i].server_code, server_code))
        {
          *code = table[i].code;
          return TRUE;
        }
    }

  return FALSE;
}

static SupaError
judge_status (guint status)
{
  switch (status)
    {
    case 401:
      return SUPA_ERROR_TOKEN;
    case 403:
      return SUPA_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return SUPA_ERROR_NOT_FOUND;
    case 408:
    case 425:
      return SUPA_ERROR_SERVER;
    case 409:
      return SUPA_ERROR_CONFLICT;
    case 413:
      return SUPA_ERROR_TOO_LARGE;
    case 429:
      return SUPA_ERROR_RATE_LIMITED;
    default:
      if (status >= 500)
        return SUPA_ERROR_SERVER;
      return status >= 400 ? SUPA_ERROR_INVALID : SUPA_ERROR_NO_SERVER;
    }
}

static const char *
get_first_text (JsonObject         *object,
                const char * const *members)
{
  for (gsize i = 0; members[i] != NULL; i++)
    {
      const char *text = supa_json_get_text (object, members[i]);

      if (text != NULL && *text != '\0')
        return text;
    }

  return NULL;
}

/* "statusCode" is text, except in very old versions. */
static guint
get_storage_status (JsonObject *object,
                    guint       http_status)
{
  const char *text = supa_json_get_text (object, "statusCode");
  guint64 status = 0;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 100, 599, &status, NULL))
    return (guint) status;

  return http_status;
}

/* AccessDenied means a policy as well as a token; only the words tell which (wire facts E.1). */
static gboolean
is_token_complaint (const char *message)
{
  static const char * const complaints[] = {
    "jwt", "\"exp\" claim", "\"nbf\" claim", "ignature", "'authorization'", "Invalid Compact JWS", NULL,
  };

  for (gsize i = 0; message != NULL && complaints[i] != NULL; i++)
    {
      if (strstr (message, complaints[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static SupaError
judge_auth (const char *server_code,
            guint       status)
{
  SupaError code;

  if (find_meaning (auth_codes, G_N_ELEMENTS (auth_codes), server_code, &code))
    return code;

  return status == 409 ? SUPA_ERROR_RATE_LIMITED : judge_status (status);
}

static SupaError
judge_rest (const char *server_code,
            guint       status)
{
  SupaError code;

  if (find_meaning (rest_codes, G_N_ELEMENTS (rest_codes), server_code, &code))
    return code;

  return judge_status (status);
}

static SupaError
judge_storage (const char *server_code,
               const char *message,
               guint       status)
{
  SupaError code;

  if (find_meaning (storage_codes, G_N_ELEMENTS (storage_codes), server_code, &code))
    return code;

  if ((status == 400 || status == 403) && is_token_complaint (message))
    return SUPA_ERROR_TOKEN;

  return judge_status (status);
}

static JsonObject *
dup_error_object (GBytes *body)
{
  gsize size = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  g_autoptr (JsonNode) root = size <= MAX_ERROR_BODY ? supa_json_read (text, size, NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* No JSON: a proxy, a captive portal, a web server that knows nothing of Supabase, or a gateway in trouble. */
static GError *
judge_foreign_answer (guint http_status)
{
  switch (http_status)
    {
    case 408:
    case 413:
    case 429:
      return supa_error_new (judge_status (http_status), http_status, NULL, NULL, "The gateway refused the request");
    default:
      if (http_status >= 500)
        return supa_error_new (SUPA_ERROR_SERVER, http_status, NULL, NULL, "The gateway reports a broken server");
      return supa_failure_not_supabase (http_status);
    }
}

/* PostgREST's own are text; a function that refuses may answer with an object. */
static void
take_details (GError     *error,
              JsonObject *object)
{
  JsonNode *details = json_object_get_member (object, "details");
  g_autofree char *json = NULL;

  if (details == NULL || JSON_NODE_HOLDS_NULL (details))
    return;

  if (supa_json_get_text (object, "details") != NULL)
    {
      supa_error_set_details (error, supa_json_get_text (object, "details"));
      return;
    }
  json = json_to_string (details, FALSE);
  supa_error_set_details (error, json);
}

/*< private >
 * supa_failure_not_supabase:
 *
 * Returns: (transfer full): the error for an answer that no Supabase server gives
 */
GError *
supa_failure_not_supabase (guint http_status)
{
  return supa_error_new (SUPA_ERROR_NO_SERVER, http_status, NULL, NULL,
                         "The address answers, but not as a Supabase server does");
}

/*< private >
 * supa_failure_from_answer:
 * @service: who was asked
 * @anonymous: whether the request carried the API key in place of a user's token
 * @http_status: the status line
 * @body: (nullable): the whole body
 *
 * Reads every shape of error that a Supabase server has: GoTrue's two and its OAuth one, PostgREST's, Storage's, the gateway's
 * (wire facts A, B.5, C.5, E.1).
 *
 * Returns: (transfer full): the error
 */
GError *
supa_failure_from_answer (SupaService service,
                          gboolean    anonymous,
                          guint       http_status,
                          GBytes     *body)
{
  static const char * const messages[] = { "message", "msg", "error_description", "error", NULL };
  static const char * const auth_code_names[] = { "code", "error_code", "error", NULL };
  static const char * const code_names[] = { "code", "error", NULL };
  g_autoptr (JsonObject) object = dup_error_object (body);
  const char *server_code;
  const char *message;
  guint status = http_status;
  SupaError code;
  GError *error;

  if (object == NULL)
    return judge_foreign_answer (http_status);

  message = get_first_text (object, messages);
  server_code = get_first_text (object, service == SUPA_SERVICE_AUTH ? auth_code_names : code_names);

  /* The gateway, which knows no codes: "No API key found in request", "Invalid API key". */
  if (http_status == 401 && supa_json_get_text (object, "code") == NULL && message != NULL && strstr (message, "API key") != NULL)
    return supa_error_new (SUPA_ERROR_API_KEY, http_status, server_code, supa_json_get_text (object, "hint"), message);

  switch (service)
    {
    case SUPA_SERVICE_AUTH:
      code = judge_auth (server_code, status);
      break;
    case SUPA_SERVICE_REST:
      code = judge_rest (server_code, status);
      break;
    case SUPA_SERVICE_STORAGE:
    default:
      status = get_storage_status (object, http_status);
      code = judge_storage (server_code, message, status);
      break;
    }

  /* Without a session the token was the key itself: refreshing would not help. */
  if (code == SUPA_ERROR_TOKEN && anonymous && service != SUPA_SERVICE_AUTH)
    code = SUPA_ERROR_API_KEY;

  error = supa_error_new (code, status, server_code, supa_json_get_text (object, "hint"), message);
  take_details (error, object);
  return error;
}

/*< private >
 * supa_failure_from_transport:
 * @error: what libsoup or GIO said
 *
 * Returns: (transfer full): a SUPA_ERROR, or a copy of @error where it was a cancellation
 */
GError *
supa_failure_from_transport (const GError *error)
{
  SupaError code = SUPA_ERROR_OFFLINE;

  g_assert (error != NULL);

  if (error->domain == SUPA_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  if (error->domain == G_TLS_ERROR)
    /* A plain HTTP server on a TLS port, or a connection cut in the handshake, is no matter of trust. */
    code = g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ? SUPA_ERROR_CERTIFICATE
           : g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF)           ? SUPA_ERROR_OFFLINE
                                                                             : SUPA_ERROR_NO_SERVER;
  else if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND) ||
           g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
           g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    code = SUPA_ERROR_NO_SERVER;

  return supa_error_new (code, 0, NULL, NULL, error->message);
}
