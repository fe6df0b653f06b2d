/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libpq-fe.h>

#include "http/local-request.h"
#include "http/local-response.h"
#include "local-context.h"
#include "storage/local-storage-error.h"
#include "storage/local-storage-files.h"

G_BEGIN_DECLS

/* The largest object, whatever a bucket says. */
#define LOCAL_STORAGE_MAX_SIZE (50 * 1024 * 1024)

/**
 * LocalStorageWho:
 * @LOCAL_STORAGE_AS_PERSON: with the role and the claims of the token, so that policies decide
 * @LOCAL_STORAGE_AS_SERVICE: as service_role, for what the server itself does
 *
 * With whose rights a transaction runs.
 */
typedef enum
{
  LOCAL_STORAGE_AS_PERSON,
  LOCAL_STORAGE_AS_SERVICE,
} LocalStorageWho;

/**
 * LocalStorageCall:
 * @context: what all services share
 * @files: the objects on disk
 * @request: the request
 * @response: the answer
 * @operation: what is done, for `storage.operation()`
 * @bucket: (nullable): the bucket of the address
 * @name: (nullable): the object of the address
 * @claims: (nullable): what the token says; %NULL for an anonymous reader
 * @role: the role of the token, or `anon`
 * @subject: (nullable): the person of the token
 *
 * A request on its way through storage.
 */
typedef struct
{
  LocalContext *context;
  LocalStorageFiles *files;
  const LocalRequest *request;
  LocalResponse *response;
  const gchar *operation;
  gchar *bucket;
  gchar *name;
  JsonObject *claims;
  gchar *role;
  gchar *subject;
} LocalStorageCall;

void        local_storage_call_clear       (LocalStorageCall *call);
gboolean    local_storage_call_identify    (LocalStorageCall *call, GError **error);
JsonObject *local_storage_call_verify      (LocalStorageCall *call, const gchar *token, LocalStorageError code, GError **error);
gchar      *local_storage_call_get_query   (LocalStorageCall *call, const gchar *name);
JsonObject *local_storage_call_get_body    (LocalStorageCall *call, GError **error);
gboolean    local_storage_call_wants_upsert (LocalStorageCall *call);

PGconn     *local_storage_begin  (LocalStorageCall *call, LocalStorageWho who, GError **error);
gboolean    local_storage_commit (LocalStorageCall *call, PGconn *connection, GError **error);
void        local_storage_end    (LocalStorageCall *call, PGconn *connection);
PGresult   *local_storage_run    (PGconn             *connection,
                                  const gchar        *sql,
                                  guint               n_values,
                                  const gchar *const *values,
                                  LocalStorageError   on_duplicate,
                                  GError            **error);
PGresult   *local_storage_run_once (LocalStorageCall   *call,
                                    LocalStorageWho     who,
                                    const gchar        *sql,
                                    guint               n_values,
                                    const gchar *const *values,
                                    GError            **error);

/* The values of a statement, as they are handed to PostgreSQL: a count and an array. */
#define LOCAL_STORAGE_VALUES(...) \
  G_N_ELEMENTS (((const gchar *const[]) { __VA_ARGS__ })), (const gchar *const[]) { __VA_ARGS__ }

const gchar *local_storage_get (const PGresult *result, gint column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LocalStorageCall, local_storage_call_clear)

G_END_DECLS
