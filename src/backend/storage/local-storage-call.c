/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-call.h"

#include <string.h>

#include "auth/local-jwt.h"
#include "database/local-pool.h"
#include "http/local-json.h"

/**
 * local_storage_call_clear:
 * @call: a request that was answered
 *
 * Frees what the request gathered on its way.
 */
void
local_storage_call_clear (LocalStorageCall *call)
{
  g_clear_pointer (&call->bucket, g_free);
  g_clear_pointer (&call->name, g_free);
  g_clear_pointer (&call->claims, json_object_unref);
  g_clear_pointer (&call->role, g_free);
  g_clear_pointer (&call->subject, g_free);
}

/* How the reference words it; the wording comes from its JOSE library. */
static gchar *
describe_token_error (const GError *error)
{
  switch ((LocalJwtError) error->code)
    {
    case LOCAL_JWT_ERROR_SIGNATURE:
      return g_strdup ("signature verification failed");
    case LOCAL_JWT_ERROR_ALGORITHM:
      return g_strdup ("\"alg\" (Algorithm) Header Parameter value not allowed");
    case LOCAL_JWT_ERROR_CLAIMS:
      return g_strdup_printf ("\"%s\" claim must be a number", error->message);
    case LOCAL_JWT_ERROR_EXPIRED:
    case LOCAL_JWT_ERROR_NOT_YET:
    case LOCAL_JWT_ERROR_ISSUED_LATER:
      return g_strdup_printf ("\"%s\" claim timestamp check failed", error->message);
    case LOCAL_JWT_ERROR_PARTS:
    case LOCAL_JWT_ERROR_MALFORMED:
    default:
      return g_strdup ("Invalid Compact JWS");
    }
}

/**
 * local_storage_call_verify:
 * @call: a request
 * @token: what claims to be a token
 * @code: what it is when it is none
 * @error: return location of an error
 *
 * Checks a token.
 *
 * Returns: (transfer full) (nullable): its claims
 */
JsonObject *
local_storage_call_verify (LocalStorageCall *call, const gchar *token, LocalStorageError code, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) problem = NULL;
  g_autofree gchar *message = NULL;
  JsonObject *claims = local_jwt_verify (token, call->context->jwt_secret, now, &problem);

  if (claims != NULL)
    return claims;

  message = describe_token_error (problem);
  g_set_error_literal (error, LOCAL_STORAGE_ERROR, (gint) code, message);
  return NULL;
}

static const gchar *
get_text_claim (JsonObject *claims, const gchar *name)
{
  JsonNode *node = json_object_get_member (claims, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

/**
 * local_storage_call_identify:
 * @call: a request
 * @error: return location of an error
 *
 * Finds out who asks. A request without any Authorization header is refused.
 *
 * Returns: %TRUE when the token is good
 */
gboolean
local_storage_call_identify (LocalStorageCall *call, GError **error)
{
  const LocalRequest *request = call->request;
  const gchar *role;

  if (request->authorization == NULL)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           "headers must have required property 'authorization'");
      return FALSE;
    }

  call->claims = local_storage_call_verify (call, request->token != NULL ? request->token : request->authorization,
                                            LOCAL_STORAGE_ERROR_ACCESS_DENIED, error);
  if (call->claims == NULL)
    return FALSE;

  role = get_text_claim (call->claims, "role");
  call->role = g_strdup (role != NULL && *role != '\0' ? role : "anon");
  call->subject = g_strdup (get_text_claim (call->claims, "sub"));
  return TRUE;
}

/**
 * local_storage_call_get_query:
 * @call: a request
 * @name: a parameter
 *
 * Looks up a parameter of the address. One without `=` is there, and empty.
 *
 * Returns: (transfer full) (nullable): its value, decoded
 */
gchar *
local_storage_call_get_query (LocalStorageCall *call, const gchar *name)
{
  g_auto (GStrv) pairs = g_strsplit (call->request->query != NULL ? call->request->query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      gchar *equals = strchr (pairs[i], '=');
      gchar *value;

      if (equals != NULL)
        *equals = '\0';
      if (strcmp (pairs[i], name) != 0)
        continue;
      if (equals == NULL)
        return g_strdup ("");
      g_strdelimit (equals + 1, "+", ' ');
      value = g_uri_unescape_string (equals + 1, NULL);
      return value != NULL ? value : g_strdup (equals + 1);
    }

  return NULL;
}

/**
 * local_storage_call_get_body:
 * @call: a request
 * @error: return location of an error
 *
 * Reads a body that has to be a JSON object. None at all is an empty one.
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
local_storage_call_get_body (LocalStorageCall *call, GError **error)
{
  const gchar *type = local_request_get_header (call->request, "content-type");
  gsize size = 0;
  const gchar *data = g_bytes_get_data (call->request->body, &size);
  g_autoptr (JsonNode) root = NULL;

  if (size == 0 && type != NULL && g_str_has_prefix (type, "application/json"))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_EMPTY_BODY,
                           "Body cannot be empty when content-type is set to 'application/json'");
      return NULL;
    }
  if (size == 0)
    return json_object_new ();

  root = local_json_parse (data, (gssize) size);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST, "body must be object");
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

/**
 * local_storage_call_wants_upsert:
 * @call: a request
 *
 * Whether the request may replace what is there.
 *
 * Returns: %TRUE if so
 */
gboolean
local_storage_call_wants_upsert (LocalStorageCall *call)
{
  return g_strcmp0 (local_request_get_header (call->request, "x-upsert"), "true") == 0;
}

static gchar *
write_headers (const LocalRequest *request)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_utf8_validate (value, -1, NULL))
      json_object_set_string_member (object, name, value);
  json_node_set_object (node, object);

  return json_to_string (node, FALSE);
}

static gchar *
write_claims (LocalStorageCall *call)
{
  g_autoptr (JsonNode) node = NULL;

  if (call->claims == NULL)
    return g_strdup ("{}");

  node = json_node_init_object (json_node_alloc (), call->claims);
  return json_to_string (node, FALSE);
}

/**
 * local_storage_begin:
 * @call: a request
 * @who: with whose rights
 * @error: return location of an error
 *
 * Begins a transaction with the role and the settings that policies read.
 *
 * Returns: (transfer full) (nullable): a connection, to end with local_storage_end()
 */
PGconn *
local_storage_begin (LocalStorageCall *call, LocalStorageWho who, GError **error)
{
  static const gchar settings[] =
    "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),"
    " set_config('request.jwt.claim.sub', $3, true), set_config('request.jwt.claim.role', $1, true),"
    " set_config('request.jwt', $4, true), set_config('request.headers', $5, true),"
    " set_config('request.method', $6, true), set_config('request.path', $7, true),"
    " set_config('storage.operation', $8, true), set_config('storage.allow_delete_query', 'true', true)";
  gboolean as_person = who == LOCAL_STORAGE_AS_PERSON;
  const gchar *role = as_person ? (call->role != NULL ? call->role : "anon") : "service_role";
  const gchar *subject = as_person && call->subject != NULL ? call->subject : "";
  g_autofree gchar *claims = as_person ? write_claims (call) : g_strdup ("{\"role\":\"service_role\"}");
  g_autofree gchar *headers = write_headers (call->request);
  g_autoptr (PGresult) begun = NULL;
  g_autoptr (PGresult) set = NULL;
  PGconn *connection = local_pool_take (call->context->rest, error);

  if (connection == NULL)
    return NULL;

  begun = PQexec (connection, "begin");
  if (PQresultStatus (begun) == PGRES_COMMAND_OK)
    set = local_storage_run (connection, settings,
                             LOCAL_STORAGE_VALUES (role, claims, subject,
                                                   as_person && call->request->token != NULL ? call->request->token : "",
                                                   headers, call->request->method, call->request->path,
                                                   call->operation),
                             LOCAL_STORAGE_ERROR_INTERNAL, error);
  else
    local_storage_error_set_result (error, begun, LOCAL_STORAGE_ERROR_INTERNAL);
  if (set == NULL)
    local_storage_end (call, g_steal_pointer (&connection));

  return connection;
}

/**
 * local_storage_commit:
 * @call: a request
 * @connection: (transfer full): its transaction
 * @error: return location of an error
 *
 * Commits a transaction. Whatever comes of it, the connection is given back.
 *
 * Returns: %TRUE when it is committed
 */
gboolean
local_storage_commit (LocalStorageCall *call, PGconn *connection, GError **error)
{
  g_autoptr (PGresult) result = PQexec (connection, "commit");
  gboolean done = PQresultStatus (result) == PGRES_COMMAND_OK && strcmp (PQcmdStatus (result), "COMMIT") == 0;

  if (!done)
    local_storage_error_set_result (error, result, LOCAL_STORAGE_ERROR_RESOURCE_EXISTS);
  local_storage_end (call, connection);

  return done;
}

/**
 * local_storage_end:
 * @call: a request
 * @connection: (transfer full) (nullable): its transaction
 *
 * Rolls back what was not committed, and gives the connection back.
 */
void
local_storage_end (LocalStorageCall *call, PGconn *connection)
{
  local_pool_give (call->context->rest, connection);
}

/**
 * local_storage_run:
 * @connection: a connection
 * @sql: a statement
 * @n_values: how many values it has
 * @values: (array length=n_values): the values
 * @on_duplicate: what it is when a name is taken
 * @error: return location of an error
 *
 * Runs a statement.
 *
 * Returns: (transfer full) (nullable): what came back
 */
PGresult *
local_storage_run (PGconn             *connection,
                   const gchar        *sql,
                   guint               n_values,
                   const gchar *const *values,
                   LocalStorageError   on_duplicate,
                   GError            **error)
{
  g_autoptr (PGresult) result = PQexecParams (connection, sql, (gint) n_values, NULL, values, NULL, NULL, 0);
  ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return g_steal_pointer (&result);

  local_storage_error_set_result (error, result, on_duplicate);
  return NULL;
}

/**
 * local_storage_run_once:
 * @call: a request
 * @who: with whose rights
 * @sql: a statement
 * @n_values: how many values it has
 * @values: (array length=n_values): the values
 * @error: return location of an error
 *
 * Runs a statement that only reads, in a transaction of its own.
 *
 * Returns: (transfer full) (nullable): what came back
 */
PGresult *
local_storage_run_once (LocalStorageCall   *call,
                        LocalStorageWho     who,
                        const gchar        *sql,
                        guint               n_values,
                        const gchar *const *values,
                        GError            **error)
{
  PGconn *connection = local_storage_begin (call, who, error);
  PGresult *result;

  if (connection == NULL)
    return NULL;

  result = local_storage_run (connection, sql, n_values, values, LOCAL_STORAGE_ERROR_RESOURCE_EXISTS, error);
  local_storage_end (call, connection);
  return result;
}

/**
 * local_storage_get:
 * @result: rows
 * @column: a column
 *
 * Reads a column of the first row.
 *
 * Returns: (nullable): its text, %NULL for null or when there is no row
 */
const gchar *
local_storage_get (const PGresult *result, gint column)
{
  return PQntuples (result) > 0 && !PQgetisnull (result, 0, column) ? PQgetvalue (result, 0, column) : NULL;
}
