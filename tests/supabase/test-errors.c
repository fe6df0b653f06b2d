/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>

#include "supa-failure.h"

typedef struct
{
  SupaService service;
  gboolean anonymous;
  guint http_status;
  const char *body;

  SupaError code;
  guint status;
  const char *server_code;
  const char *message;
} AnswerCase;

/* Bodies after the wire facts A, B.5, C.5 and E.1. */
static const AnswerCase answers[] = {
  /* GoTrue, new shape, old shape, OAuth shape */
  { SUPA_SERVICE_AUTH, TRUE, 400, "{\"code\":\"invalid_credentials\",\"message\":\"Invalid login credentials\"}",
    SUPA_ERROR_CREDENTIALS, 400, "invalid_credentials", "Invalid login credentials" },
  { SUPA_SERVICE_AUTH, TRUE, 400,
    "{\"code\":400,\"error_code\":\"invalid_credentials\",\"msg\":\"Invalid login credentials\"}",
    SUPA_ERROR_CREDENTIALS, 400, "invalid_credentials", "Invalid login credentials" },
  { SUPA_SERVICE_AUTH, TRUE, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid login credentials\"}",
    SUPA_ERROR_CREDENTIALS, 400, "invalid_grant", "Invalid login credentials" },
  { SUPA_SERVICE_AUTH, TRUE, 400,
    "{\"code\":\"refresh_token_already_used\",\"message\":\"Invalid Refresh Token: Already Used\"}",
    SUPA_ERROR_SESSION_ENDED, 400, "refresh_token_already_used", "Invalid Refresh Token: Already Used" },
  { SUPA_SERVICE_AUTH, TRUE, 400, "{\"code\":\"session_not_found\",\"message\":\"no\"}", SUPA_ERROR_SESSION_ENDED, 400,
    "session_not_found", "no" },
  { SUPA_SERVICE_AUTH, FALSE, 403, "{\"code\":\"bad_jwt\",\"message\":\"invalid JWT\"}", SUPA_ERROR_TOKEN, 403, "bad_jwt",
    "invalid JWT" },
  { SUPA_SERVICE_AUTH, TRUE, 409, "{\"code\":\"conflict\",\"message\":\"Too many concurrent token refresh requests\"}",
    SUPA_ERROR_RATE_LIMITED, 409, "conflict", "Too many concurrent token refresh requests" },
  { SUPA_SERVICE_AUTH, TRUE, 429, "{\"code\":\"over_request_rate_limit\",\"message\":\"Request rate limit reached\"}",
    SUPA_ERROR_RATE_LIMITED, 429, "over_request_rate_limit", "Request rate limit reached" },
  { SUPA_SERVICE_AUTH, TRUE, 500, "{\"code\":500,\"error_code\":\"unexpected_failure\",\"msg\":\"x\"}",
    SUPA_ERROR_SERVER, 500, "unexpected_failure", "x" },
  { SUPA_SERVICE_AUTH, TRUE, 504, "{\"code\":\"request_timeout\",\"message\":\"x\"}", SUPA_ERROR_SERVER, 504,
    "request_timeout", "x" },
  { SUPA_SERVICE_AUTH, TRUE, 422, "{\"code\":\"weak_password\",\"message\":\"short\"}", SUPA_ERROR_INVALID, 422,
    "weak_password", "short" },
  { SUPA_SERVICE_AUTH, TRUE, 400, "{\"code\":\"email_not_confirmed\",\"message\":\"x\"}", SUPA_ERROR_FORBIDDEN, 400,
    "email_not_confirmed", "x" },

  /* the gateway */
  { SUPA_SERVICE_AUTH, TRUE, 401, "{\"message\":\"Invalid API key\",\"hint\":\"Double check\"}", SUPA_ERROR_API_KEY, 401, NULL,
    "Invalid API key" },
  { SUPA_SERVICE_REST, FALSE, 401, "{\"message\":\"No API key found in request\",\"hint\":\"x\"}", SUPA_ERROR_API_KEY, 401,
    NULL, "No API key found in request" },
  { SUPA_SERVICE_STORAGE, FALSE, 401, "{\"message\":\"Invalid API key\"}", SUPA_ERROR_API_KEY, 401, NULL, "Invalid API key" },

  /* PostgREST */
  { SUPA_SERVICE_REST, FALSE, 401, "{\"code\":\"PGRST303\",\"details\":null,\"hint\":null,\"message\":\"JWT expired\"}",
    SUPA_ERROR_TOKEN, 401, "PGRST303", "JWT expired" },
  { SUPA_SERVICE_REST, FALSE, 401, "{\"code\":\"PGRST301\",\"message\":\"JWT expired\"}", SUPA_ERROR_TOKEN, 401, "PGRST301",
    "JWT expired" },
  { SUPA_SERVICE_REST, TRUE, 401, "{\"code\":\"PGRST301\",\"message\":\"Expected 3 parts in JWT; got 1\"}",
    SUPA_ERROR_API_KEY, 401, "PGRST301", "Expected 3 parts in JWT; got 1" },
  { SUPA_SERVICE_REST, FALSE, 403, "{\"code\":\"42501\",\"message\":\"permission denied\"}", SUPA_ERROR_FORBIDDEN, 403, "42501",
    "permission denied" },
  { SUPA_SERVICE_REST, TRUE, 401, "{\"code\":\"42501\",\"message\":\"permission denied\"}", SUPA_ERROR_FORBIDDEN, 401, "42501",
    "permission denied" },
  { SUPA_SERVICE_REST, FALSE, 409, "{\"code\":\"23505\",\"message\":\"duplicate key\"}", SUPA_ERROR_CONFLICT, 409, "23505",
    "duplicate key" },
  { SUPA_SERVICE_REST, FALSE, 406, "{\"code\":\"PGRST116\",\"message\":\"0 rows\"}", SUPA_ERROR_NOT_FOUND, 406, "PGRST116",
    "0 rows" },
  { SUPA_SERVICE_REST, FALSE, 404, "{\"code\":\"PGRST205\",\"message\":\"no table\"}", SUPA_ERROR_NOT_FOUND, 404, "PGRST205",
    "no table" },
  { SUPA_SERVICE_REST, FALSE, 400, "{\"code\":\"23514\",\"message\":\"check\"}", SUPA_ERROR_INVALID, 400, "23514", "check" },
  { SUPA_SERVICE_REST, FALSE, 400, "{\"code\":\"P0001\",\"message\":\"raised\"}", SUPA_ERROR_INVALID, 400, "P0001", "raised" },
  { SUPA_SERVICE_REST, FALSE, 500, "{\"code\":\"57014\",\"message\":\"statement timeout\"}", SUPA_ERROR_SERVER, 500, "57014",
    "statement timeout" },
  { SUPA_SERVICE_REST, FALSE, 503, "{\"code\":\"PGRST001\",\"message\":\"x\"}", SUPA_ERROR_SERVER, 503, "PGRST001", "x" },
  { SUPA_SERVICE_REST, FALSE, 413, "{\"message\":\"too large\"}", SUPA_ERROR_TOO_LARGE, 413, NULL, "too large" },

  /* Storage: HTTP 400, and the truth in the body */
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"404\",\"code\":\"NoSuchKey\",\"error\":\"not_found\",\"message\":\"Object not found\"}",
    SUPA_ERROR_NOT_FOUND, 404, "NoSuchKey", "Object not found" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"409\",\"error\":\"Duplicate\",\"message\":\"The resource already exists\"}",
    SUPA_ERROR_CONFLICT, 409, "Duplicate", "The resource already exists" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"413\",\"code\":\"EntityTooLarge\",\"error\":\"Payload too large\",\"message\":\"exceeded\"}",
    SUPA_ERROR_TOO_LARGE, 413, "EntityTooLarge", "exceeded" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"403\",\"code\":\"AccessDenied\",\"error\":\"Unauthorized\","
    "\"message\":\"new row violates row-level security policy\"}",
    SUPA_ERROR_FORBIDDEN, 403, "AccessDenied", "new row violates row-level security policy" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"403\",\"code\":\"AccessDenied\",\"error\":\"Unauthorized\","
    "\"message\":\"\\\"exp\\\" claim timestamp check failed\"}",
    SUPA_ERROR_TOKEN, 403, "AccessDenied", "\"exp\" claim timestamp check failed" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"403\",\"code\":\"AccessDenied\",\"error\":\"Unauthorized\",\"message\":\"jwt malformed\"}",
    SUPA_ERROR_TOKEN, 403, "AccessDenied", "jwt malformed" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"400\",\"code\":\"InvalidJWT\",\"error\":\"InvalidJWT\",\"message\":\"\\\"exp\\\" claim\"}",
    SUPA_ERROR_TOKEN, 400, "InvalidJWT", "\"exp\" claim" },
  { SUPA_SERVICE_STORAGE, FALSE, 400,
    "{\"statusCode\":\"415\",\"code\":\"InvalidMimeType\",\"error\":\"invalid_mime_type\",\"message\":\"mime\"}",
    SUPA_ERROR_INVALID, 415, "InvalidMimeType", "mime" },
  { SUPA_SERVICE_STORAGE, FALSE, 400, "{\"statusCode\":\"544\",\"code\":\"DatabaseTimeout\",\"message\":\"db\"}",
    SUPA_ERROR_SERVER, 544, "DatabaseTimeout", "db" },
  { SUPA_SERVICE_STORAGE, FALSE, 429, "{\"statusCode\":\"429\",\"code\":\"SlowDown\",\"message\":\"slow\"}",
    SUPA_ERROR_RATE_LIMITED, 429, "SlowDown", "slow" },

  /* not a Supabase server, or a gateway in trouble */
  { SUPA_SERVICE_AUTH, TRUE, 404, "<html>Not found</html>", SUPA_ERROR_NO_SERVER, 404, NULL, NULL },
  { SUPA_SERVICE_AUTH, TRUE, 405, "", SUPA_ERROR_NO_SERVER, 405, NULL, NULL },
  { SUPA_SERVICE_REST, FALSE, 403, "<html>Sign in to the hotel</html>", SUPA_ERROR_NO_SERVER, 403, NULL, NULL },
  { SUPA_SERVICE_REST, FALSE, 302, "", SUPA_ERROR_NO_SERVER, 302, NULL, NULL },
  { SUPA_SERVICE_REST, FALSE, 502, "<html>Bad gateway</html>", SUPA_ERROR_SERVER, 502, NULL, NULL },
  { SUPA_SERVICE_STORAGE, FALSE, 413, "<html>nginx</html>", SUPA_ERROR_TOO_LARGE, 413, NULL, NULL },
  { SUPA_SERVICE_REST, FALSE, 429, "slow down", SUPA_ERROR_RATE_LIMITED, 429, NULL, NULL },
  { SUPA_SERVICE_REST, FALSE, 500, "[1,2]", SUPA_ERROR_SERVER, 500, NULL, NULL },
  { SUPA_SERVICE_REST, FALSE, 400, "{\"code\":42,\"message\":{},\"hint\":[]}", SUPA_ERROR_INVALID, 400, NULL, NULL },
};

static void
test_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const AnswerCase *c = &answers[i];
      g_autoptr (GBytes) body = g_bytes_new_static (c->body, strlen (c->body));
      g_autoptr (GError) error = supa_failure_from_answer (c->service, c->anonymous, c->http_status, body);
      g_autoptr (GError) copy = g_error_copy (error);

      g_test_message ("%u %s", c->http_status, c->body);
      g_assert_error (error, SUPA_ERROR, (int) c->code);
      g_assert_cmpuint (supa_error_get_http_status (copy), ==, c->status);
      g_assert_cmpstr (supa_error_get_server_code (copy), ==, c->server_code);
      if (c->message != NULL)
        g_assert_cmpstr (copy->message, ==, c->message);
      g_assert_cmpstr (copy->message, !=, "");
    }
}

static void
test_hint_is_kept (void)
{
  const char *text = "{\"message\":\"Invalid API key\",\"hint\":\"Double check your key.\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = supa_failure_from_answer (SUPA_SERVICE_REST, TRUE, 401, body);
  g_autoptr (GError) other = supa_error_copy_as (error, SUPA_ERROR_SERVER);

  g_assert_cmpstr (supa_error_get_hint (error), ==, "Double check your key.");
  g_assert_error (other, SUPA_ERROR, SUPA_ERROR_SERVER);
  g_assert_cmpstr (supa_error_get_hint (other), ==, "Double check your key.");
  g_assert_cmpuint (supa_error_get_http_status (other), ==, 401);
}

static void
test_details_are_kept (void)
{
  const char *text = "{\"code\":\"validation_error\",\"message\":\"No.\",\"details\":{\"request_id\":\"r1\"},\"hint\":null}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) plain = g_bytes_new_static ("{\"code\":\"23505\",\"details\":\"Key exists.\"}", 40);
  g_autoptr (GError) error = supa_failure_from_answer (SUPA_SERVICE_REST, FALSE, 422, body);
  g_autoptr (GError) other = supa_failure_from_answer (SUPA_SERVICE_REST, FALSE, 409, plain);
  g_autoptr (GError) copy = supa_error_copy_as (error, SUPA_ERROR_SERVER);

  g_assert_cmpstr (supa_error_get_details (error), ==, "{\"request_id\":\"r1\"}");
  g_assert_cmpstr (supa_error_get_details (copy), ==, "{\"request_id\":\"r1\"}");
  g_assert_cmpstr (supa_error_get_details (other), ==, "Key exists.");
}

static void
check_transport (GQuark domain,
                 int    domain_code,
                 GQuark expected_domain,
                 int    expected_code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, domain_code, "why");
  g_autoptr (GError) failure = supa_failure_from_transport (error);

  g_assert_error (failure, expected_domain, expected_code);
  g_assert_cmpstr (failure->message, ==, "why");
}

static void
test_transport (void)
{
  check_transport (G_IO_ERROR, G_IO_ERROR_CANCELLED, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_transport (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  check_transport (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  check_transport (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  check_transport (G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  check_transport (G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  check_transport (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, SUPA_ERROR, SUPA_ERROR_NO_SERVER);
  check_transport (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, SUPA_ERROR, SUPA_ERROR_CERTIFICATE);
  check_transport (G_TLS_ERROR, G_TLS_ERROR_NOT_TLS, SUPA_ERROR, SUPA_ERROR_NO_SERVER);
  check_transport (SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, SUPA_ERROR, SUPA_ERROR_NO_SERVER);
}

static void
test_transient (void)
{
  static const SupaError lasting[] = {
    SUPA_ERROR_API_KEY, SUPA_ERROR_CREDENTIALS, SUPA_ERROR_SESSION_ENDED, SUPA_ERROR_TOKEN, SUPA_ERROR_FORBIDDEN,
    SUPA_ERROR_NOT_FOUND, SUPA_ERROR_CONFLICT, SUPA_ERROR_TOO_LARGE, SUPA_ERROR_INVALID,
  };
  static const SupaError passing[] = {
    SUPA_ERROR_OFFLINE, SUPA_ERROR_NO_SERVER, SUPA_ERROR_CERTIFICATE, SUPA_ERROR_RATE_LIMITED, SUPA_ERROR_SERVER,
  };
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "disk");

  for (gsize i = 0; i < G_N_ELEMENTS (lasting); i++)
    {
      g_autoptr (GError) error = supa_error_new (lasting[i], 0, NULL, NULL, NULL);

      g_assert_false (supa_error_is_transient (error));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    {
      g_autoptr (GError) error = supa_error_new (passing[i], 0, NULL, NULL, NULL);

      g_assert_true (supa_error_is_transient (error));
    }
  g_assert_false (supa_error_is_transient (foreign));
  g_assert_null (supa_error_get_server_code (foreign));
  g_assert_null (supa_error_get_hint (foreign));
  g_assert_cmpuint (supa_error_get_http_status (foreign), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/errors/answers", test_answers);
  g_test_add_func ("/errors/hint-is-kept", test_hint_is_kept);
  g_test_add_func ("/errors/details-are-kept", test_details_are_kept);
  g_test_add_func ("/errors/transport", test_transport);
  g_test_add_func ("/errors/transient", test_transient);

  return g_test_run ();
}
