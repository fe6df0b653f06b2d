/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-json.h"

#include "supa-error-private.h"

/* What is longer is parsed in a worker: about a page of rows. */
#define INLINE_BYTES (16 * 1024)

static JsonNode *
parse (GBytes  *text,
       GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) parse_error = NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);
  JsonNode *root = NULL;

  if (size > 0 && json_parser_load_from_data (parser, data, (gssize) size, &parse_error))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_propagate_error (error, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL,
                                              parse_error != NULL ? parse_error->message : "The answer is empty"));

  return root;
}

static void
parse_and_return (GTask  *task,
                  GBytes *text)
{
  GError *error = NULL;
  JsonNode *root = parse (text, &error);

  if (root != NULL)
    g_task_return_pointer (task, root, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  parse_and_return (task, data);
}

/*< private >
 * supa_json_parse_async:
 * @text: UTF-8
 *
 * Parses JSON, in a worker where it is long.
 */
void
supa_json_parse_async (GBytes              *text,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, supa_json_parse_async);
  g_task_set_task_data (task, g_bytes_ref (text), (GDestroyNotify) g_bytes_unref);
  if (g_bytes_get_size (text) > INLINE_BYTES)
    g_task_run_in_thread (task, parse_in_thread);
  else
    parse_and_return (task, text);
}

/*< private >
 * supa_json_parse_finish:
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with SUPA_ERROR_SERVER where the text is no JSON
 */
JsonNode *
supa_json_parse_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
