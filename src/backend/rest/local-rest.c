/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest.h"

#include "rest/local-rest-openapi.h"
#include "rest/local-rest-statement.h"

/* What may come from a picture of the schema that is out of date. */
static gboolean
is_miss (const LocalRestError *error)
{
  static const char *const codes[] = { "PGRST200", "PGRST202", "PGRST204", "PGRST205", "42P01", "42883", "42703", NULL };

  return g_strv_contains (codes, error->code);
}

static gboolean
answer_rows (LocalRestRequest  *request,
             LocalResponse     *response,
             LocalRestError   **error)
{
  g_autoptr (LocalRestStatement) statement = local_rest_statement_build (request, error);
  g_autoptr (LocalRestResult) result = NULL;

  if (statement == NULL)
    return FALSE;
  result = local_rest_transaction_run (request, statement, error);

  return result != NULL && local_rest_answer (request, statement, result, response, error);
}

static gboolean
answer (LocalRestRequest  *request,
        LocalResponse     *response,
        LocalRestError   **error)
{
  switch (request->action) {
  case LOCAL_REST_DESCRIBE:
    return local_rest_openapi_answer (request, response, error);
  case LOCAL_REST_INFO_TABLE:
  case LOCAL_REST_INFO_CALL:
  case LOCAL_REST_INFO_ROOT:
    return local_rest_answer_info (request, response, error);
  case LOCAL_REST_READ:
  case LOCAL_REST_INSERT:
  case LOCAL_REST_UPDATE:
  case LOCAL_REST_PUT:
  case LOCAL_REST_DELETE:
  case LOCAL_REST_CALL:
  case LOCAL_REST_CALL_READ:
  default:
    return local_rest_transaction_check_timezone (request, error) && answer_rows (request, response, error);
  }
}

static gboolean
handle_once (LocalContext        *context,
             LocalRestSchema     *schema,
             const LocalRequest  *http,
             LocalResponse       *response,
             LocalRestError     **error)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  LocalRestRequest request = { .context = context, .schema = schema, .http = http, .arena = arena };

  return local_rest_request_authenticate (&request, g_get_real_time () / G_USEC_PER_SEC, error)
         && local_rest_request_parse (&request, error) && answer (&request, response, error);
}

static LocalRestError *
refuse_unready (const GError *reason)
{
  return local_rest_error_new (503, "PGRST002", "Could not query the database for the schema cache. Retrying.", reason->message,
                               NULL);
}

/**
 * local_rest_handle:
 * @context: what all services share
 * @request: a request
 * @response: the answer
 * @user_data: a #LocalRestCache
 *
 * Answers a request of the REST interface. Where something is missing in the schema that is known, it is loaded anew and the request
 * is tried once more; the first try has been rolled back.
 */
void
local_rest_handle (LocalContext       *context,
                   const LocalRequest *request,
                   LocalResponse      *response,
                   gpointer            user_data)
{
  LocalRestCache *cache = user_data;
  g_autoptr (GError) reason = NULL;
  g_autoptr (LocalRestError) error = NULL;
  g_autoptr (LocalRestSchema) schema = local_rest_cache_get (cache, &reason);

  if (schema == NULL) {
    error = refuse_unready (reason);
  } else if (!handle_once (context, schema, request, response, &error) && is_miss (error)) {
    g_autoptr (LocalRestSchema) newer = local_rest_cache_refresh (cache, schema, &reason);

    g_clear_pointer (&error, local_rest_error_free);
    if (newer == NULL)
      error = refuse_unready (reason);
    else
      (void) handle_once (context, newer, request, response, &error);
  }

  if (error != NULL) {
    soup_message_headers_clear (response->headers);
    local_rest_error_answer (error, response);
  }
  if (response->status == 503)
    local_response_set_header (response, "Retry-After", "0");
}

static gboolean
start (LocalContext  *context,
       LocalServer   *server,
       gpointer      *state,
       GError       **error)
{
  g_autoptr (LocalRestCache) cache = local_rest_cache_new (context);
  g_autoptr (LocalRestSchema) schema = local_rest_cache_get (cache, error);

  if (schema == NULL)
    return FALSE;
  local_server_add_service (server, "/rest/v1", local_rest_handle, cache);
  *state = g_steal_pointer (&cache);

  return TRUE;
}

static void
stop (gpointer state)
{
  local_rest_cache_free (state);
}

const LocalService local_rest_service = { "rest", start, stop };
