/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-rest-private.h"

#include "supa-json.h"
#include "supa-request.h"

/**
 * SupaRest:
 *
 * The tables and functions of the project, by PostgREST (wire facts C). Each call carries the newest access token; a refused token is
 * refreshed once and the call repeated. Reads are repeated after a broken connection, writes never are. Long answers are
 * parsed in a worker. Main thread only.
 */
struct _SupaRest
{
  GObject parent_instance;

  SupaAuth *auth;
};

G_DEFINE_FINAL_TYPE (SupaRest, supa_rest, G_TYPE_OBJECT)

static void
supa_rest_finalize (GObject *object)
{
  SupaRest *self = SUPA_REST (object);

  g_clear_object (&self->auth);

  G_OBJECT_CLASS (supa_rest_parent_class)->finalize (object);
}

static void
supa_rest_class_init (SupaRestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = supa_rest_finalize;
}

static void
supa_rest_init (SupaRest *self)
{
}

/*< private >
 * supa_rest_new:
 */
SupaRest *
supa_rest_new (SupaAuth *auth)
{
  SupaRest *self = g_object_new (SUPA_TYPE_REST, NULL);

  g_set_object (&self->auth, auth);
  return self;
}

static void
on_parsed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = supa_json_parse_finish (result, &error);
  gboolean wants_rows = g_task_get_source_tag (task) != (gpointer) supa_rest_call_async;

  if (root == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (wants_rows && !JSON_NODE_HOLDS_ARRAY (root))
    g_task_return_error (task, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL, "The answer holds no rows"));
  else
    g_task_return_pointer (task, g_steal_pointer (&root), (GDestroyNotify) json_node_unref);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) body = supa_request_send_finish (result, &error);
  gpointer tag = g_task_get_source_tag (task);

  if (body == NULL)
    g_task_return_error (task, error);
  else if (g_bytes_get_size (body) > 0)
    supa_json_parse_async (body, g_task_get_cancellable (task), on_parsed, g_object_ref (task));
  else if (tag == (gpointer) supa_rest_select_async)
    g_task_return_error (task, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL, "The answer is empty"));
  else if (tag == (gpointer) supa_rest_call_async)
    g_task_return_pointer (task, json_node_new (JSON_NODE_NULL), (GDestroyNotify) json_node_unref);
  else
    {
      g_autoptr (JsonArray) rows = json_array_new ();

      g_task_return_pointer (task, json_node_init_array (json_node_alloc (), rows), (GDestroyNotify) json_node_unref);
    }
}

static void
run (SupaRest            *self,
     SupaRequest         *request,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  supa_request_send_async (request, self->auth, cancellable, on_answered, task);
}

static char *
make_path (SupaQuery *query)
{
  g_autofree char *text = supa_query_to_string (query);

  return g_strconcat ("/rest/v1/", text, NULL);
}

static void
set_preferences (SupaRequest    *request,
                 SupaWriteFlags  flags)
{
  g_autoptr (GString) prefer = g_string_new (flags & SUPA_WRITE_RETURN ? "return=representation" : "return=minimal");

  if (flags & SUPA_WRITE_IGNORE_DUPLICATES)
    g_string_append (prefer, ",resolution=ignore-duplicates");
  else if (flags & SUPA_WRITE_MERGE_DUPLICATES)
    g_string_append (prefer, ",resolution=merge-duplicates");
  supa_request_set_header (request, "Prefer", prefer->str);
}

/**
 * supa_rest_select_async:
 * @self: the object
 * @query: which rows and columns
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Reads rows.
 */
void
supa_rest_select_async (SupaRest            *self,
                        SupaQuery           *query,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (SUPA_IS_REST (self));
  g_return_if_fail (query != NULL);

  path = make_path (query);
  run (self, supa_request_new (SUPA_SERVICE_REST, "GET", path), supa_rest_select_async, cancellable, callback, user_data);
}

/**
 * supa_rest_select_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: a SUPA_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a node that holds an array of objects
 */
JsonNode *
supa_rest_select_finish (SupaRest      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * supa_rest_insert_async:
 * @self: the object
 * @table: the table
 * @rows: an object, or an array of objects with the same members
 * @flags: what to do with rows that exist, and whether to answer with rows
 * @on_conflict: (nullable): with one of the DUPLICATES flags, the unique columns with commas between, in place of the primary key
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Writes new rows. With %SUPA_WRITE_IGNORE_DUPLICATES and keys made here a repeat is safe.
 */
void
supa_rest_insert_async (SupaRest            *self,
                        const char          *table,
                        JsonNode            *rows,
                        SupaWriteFlags       flags,
                        const char          *on_conflict,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *name = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *path = NULL;
  SupaRequest *request;

  g_return_if_fail (SUPA_IS_REST (self));
  g_return_if_fail (table != NULL);
  g_return_if_fail (rows != NULL);

  name = g_uri_escape_string (table, NULL, FALSE);
  columns = on_conflict != NULL ? g_uri_escape_string (on_conflict, NULL, FALSE) : NULL;
  path = columns != NULL ? g_strconcat ("/rest/v1/", name, "?on_conflict=", columns, NULL)
                         : g_strconcat ("/rest/v1/", name, NULL);
  request = supa_request_new (SUPA_SERVICE_REST, "POST", path);
  set_preferences (request, flags);
  supa_request_take_json (request, json_to_string (rows, FALSE));
  run (self, request, supa_rest_insert_async, cancellable, callback, user_data);
}

/**
 * supa_rest_insert_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: a SUPA_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a node that holds an array: the written rows, or none without %SUPA_WRITE_RETURN
 */
JsonNode *
supa_rest_insert_finish (SupaRest      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * supa_rest_update_async:
 * @self: the object
 * @which: the rows; a query without filters means every row of the table
 * @changes: an object of columns and their new values
 * @flags: %SUPA_WRITE_RETURN to be answered with the rows
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Changes rows. Rows that row level security hides are left alone without an error, so ask for the rows to see whether any changed
 * (wire facts C.5).
 */
void
supa_rest_update_async (SupaRest            *self,
                        SupaQuery           *which,
                        JsonNode            *changes,
                        SupaWriteFlags       flags,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *path = NULL;
  SupaRequest *request;

  g_return_if_fail (SUPA_IS_REST (self));
  g_return_if_fail (which != NULL);
  g_return_if_fail (changes != NULL);

  path = make_path (which);
  request = supa_request_new (SUPA_SERVICE_REST, "PATCH", path);
  set_preferences (request, flags & SUPA_WRITE_RETURN);
  supa_request_take_json (request, json_to_string (changes, FALSE));
  run (self, request, supa_rest_update_async, cancellable, callback, user_data);
}

/**
 * supa_rest_update_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: a SUPA_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a node that holds an array: the changed rows, or none without %SUPA_WRITE_RETURN
 */
JsonNode *
supa_rest_update_finish (SupaRest      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * supa_rest_delete_async:
 * @self: the object
 * @which: the rows; a query without filters means every row of the table
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Deletes rows. Rows that row level security hides stay, without an error.
 */
void
supa_rest_delete_async (SupaRest            *self,
                        SupaQuery           *which,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *path = NULL;
  SupaRequest *request;

  g_return_if_fail (SUPA_IS_REST (self));
  g_return_if_fail (which != NULL);

  path = make_path (which);
  request = supa_request_new (SUPA_SERVICE_REST, "DELETE", path);
  set_preferences (request, SUPA_WRITE_DEFAULT);
  run (self, request, supa_rest_delete_async, cancellable, callback, user_data);
}

/**
 * supa_rest_delete_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: a SUPA_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the server did it
 */
gboolean
supa_rest_delete_finish (SupaRest      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr (JsonNode) rows = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  rows = g_task_propagate_pointer (G_TASK (result), error);
  return rows != NULL;
}

/**
 * supa_rest_call_async:
 * @self: the object
 * @function: a function of the database
 * @arguments: (nullable): an object of named arguments
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Calls a function. It is sent once, never repeated after a broken connection.
 */
void
supa_rest_call_async (SupaRest            *self,
                      const char          *function,
                      JsonNode            *arguments,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  SupaRequest *request;

  g_return_if_fail (SUPA_IS_REST (self));
  g_return_if_fail (function != NULL);

  name = g_uri_escape_string (function, NULL, FALSE);
  path = g_strconcat ("/rest/v1/rpc/", name, NULL);
  request = supa_request_new (SUPA_SERVICE_REST, "POST", path);
  supa_request_take_json (request, arguments != NULL ? json_to_string (arguments, FALSE) : g_strdup ("{}"));
  run (self, request, supa_rest_call_async, cancellable, callback, user_data);
}

/**
 * supa_rest_call_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: a SUPA_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what the function gave; a node that holds null for a function that gives nothing
 */
JsonNode *
supa_rest_call_finish (SupaRest      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
