/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-error.h"

#include <string.h>

#include "database/local-pool.h"

#define JSON_TYPE "application/json; charset=utf-8"

G_DEFINE_QUARK (local-storage-error-quark, local_storage_error)

/* Nearly everything goes out as 400, with the true status in the body. */
static const struct
{
  guint status;
  const gchar *true_status;
  const gchar *code;
  const gchar *legacy;
} faces[] = {
  [LOCAL_STORAGE_ERROR_ACCESS_DENIED] = { 400, "403", "AccessDenied", "Unauthorized" },
  [LOCAL_STORAGE_ERROR_INVALID_ROLE] = { 403, "403", "AccessDenied", "Unauthorized" },
  [LOCAL_STORAGE_ERROR_NO_SUCH_KEY] = { 400, "404", "NoSuchKey", "not_found" },
  [LOCAL_STORAGE_ERROR_NO_SUCH_BUCKET] = { 400, "404", "NoSuchBucket", "Bucket not found" },
  [LOCAL_STORAGE_ERROR_KEY_EXISTS] = { 400, "409", "KeyAlreadyExists", "Duplicate" },
  [LOCAL_STORAGE_ERROR_RESOURCE_EXISTS] = { 400, "409", "ResourceAlreadyExists", "Duplicate" },
  [LOCAL_STORAGE_ERROR_BUCKET_EXISTS] = { 400, "409", "BucketAlreadyExists", "Duplicate" },
  [LOCAL_STORAGE_ERROR_NOT_EMPTY] = { 400, "409", "ResourceNotEmpty", "ResourceNotEmpty" },
  [LOCAL_STORAGE_ERROR_TOO_LARGE] = { 400, "413", "EntityTooLarge", "Payload too large" },
  [LOCAL_STORAGE_ERROR_MIME] = { 400, "415", "InvalidMimeType", "invalid_mime_type" },
  [LOCAL_STORAGE_ERROR_INVALID_KEY] = { 400, "400", "InvalidKey", "InvalidKey" },
  [LOCAL_STORAGE_ERROR_INVALID_BUCKET] = { 400, "400", "InvalidBucketName", "Invalid Input" },
  [LOCAL_STORAGE_ERROR_INVALID_JWT] = { 400, "400", "InvalidJWT", "InvalidJWT" },
  [LOCAL_STORAGE_ERROR_INVALID_SIGNATURE] = { 400, "400", "InvalidSignature", "InvalidSignature" },
  [LOCAL_STORAGE_ERROR_INVALID_REQUEST] = { 400, "400", "InvalidRequest", "Error" },
  [LOCAL_STORAGE_ERROR_EMPTY_BODY] = { 400, "400", "InvalidRequest", "FastifyError" },
  [LOCAL_STORAGE_ERROR_INVALID_PARAMETER] = { 400, "400", "InvalidParameter", "InvalidParameter" },
  [LOCAL_STORAGE_ERROR_INVALID_RANGE] = { 416, "416", "InvalidRange", "invalid_range" },
  [LOCAL_STORAGE_ERROR_NO_ROUTE] = { 404, "404", "InvalidRequest", "Not Found" },
  [LOCAL_STORAGE_ERROR_NOT_IMPLEMENTED] = { 501, "501", "NotImplemented", "NotImplemented" },
  [LOCAL_STORAGE_ERROR_DATABASE] = { 500, "500", "DatabaseError", "DatabaseError" },
  [LOCAL_STORAGE_ERROR_INTERNAL] = { 500, "500", "InternalError", "InternalError" },
};

static void
add_string (JsonObject *object, const gchar *name, const gchar *text)
{
  json_object_set_string_member (object, name, text);
}

/**
 * local_storage_error_answer:
 * @error: a %LOCAL_STORAGE_ERROR, or any other, which is an inner one
 * @response: the answer
 *
 * Says in the shape of storage why a request is refused. What went wrong inside is logged, not told.
 */
void
local_storage_error_answer (const GError *error, LocalResponse *response)
{
  gboolean ours = error->domain == LOCAL_STORAGE_ERROR;
  guint code = ours ? (guint) error->code : LOCAL_STORAGE_ERROR_INTERNAL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  if (code == LOCAL_STORAGE_ERROR_INTERNAL || code == LOCAL_STORAGE_ERROR_DATABASE)
    g_warning ("storage: %s", error->message);

  add_string (object, "statusCode", faces[code].true_status);
  add_string (object, "error", faces[code].legacy);
  add_string (object, "message", ours && code != LOCAL_STORAGE_ERROR_INTERNAL ? error->message : "Internal Server Error");
  add_string (object, "code", faces[code].code);
  json_node_set_object (node, object);
  local_response_set_json (response, faces[code].status, node);
  local_response_set_header (response, "Content-Type",
                             code == LOCAL_STORAGE_ERROR_NO_ROUTE ? "application/json" : JSON_TYPE);
}

/**
 * local_storage_error_answer_text:
 * @error: a %LOCAL_STORAGE_ERROR, or any other, which is an inner one
 * @response: the answer
 *
 * Says as resumable uploads do why a request is refused: in plain text, with the true status.
 */
void
local_storage_error_answer_text (const GError *error, LocalResponse *response)
{
  gboolean ours = error->domain == LOCAL_STORAGE_ERROR;
  guint code = ours ? (guint) error->code : LOCAL_STORAGE_ERROR_INTERNAL;

  if (code == LOCAL_STORAGE_ERROR_INTERNAL || code == LOCAL_STORAGE_ERROR_DATABASE)
    g_warning ("storage: %s", error->message);
  local_response_set_text (response, (guint) g_ascii_strtoull (faces[code].true_status, NULL, 10), "text/plain;charset=UTF-8",
                           ours ? error->message : "Internal Server Error");
}

/**
 * local_storage_error_set_no_key:
 * @error: return location of an error
 *
 * Says that an object is not there, or not for this person: the two look the same.
 */
void
local_storage_error_set_no_key (GError **error)
{
  g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_NO_SUCH_KEY, "Object not found");
}

/**
 * local_storage_error_set_result:
 * @error: return location of an error
 * @result: what PostgreSQL answered
 * @on_duplicate: how a name that is taken is called here
 *
 * Puts an error of PostgreSQL into the words of storage.
 */
void
local_storage_error_set_result (GError **error, const PGresult *result, LocalStorageError on_duplicate)
{
  const gchar *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const gchar *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  if (g_strcmp0 (state, "42501") == 0)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_ACCESS_DENIED,
                         "new row violates row-level security policy");
  else if (g_strcmp0 (state, "23505") == 0)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, on_duplicate, "The resource already exists");
  else
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_DATABASE,
                         message != NULL ? message : PQresultErrorMessage (result));
}
