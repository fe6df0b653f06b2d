/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-demo-server.h"

#include <json-glib/json-glib.h>
#include <signal.h>

#include "desk-demo-folder.h"
#include "desk-demo-program.h"

/* How long the server may take to stop before it is killed, in seconds. */
#define PATIENCE 20

/* How much of what it complains about is remembered. */
#define MOST_LINES 20

/**
 * DeskDemoServer:
 *
 * A help desk for trying, on this computer: guichet-backend with its sample data, as a child of the program, in a temporary folder that nobody else
 * may enter. It ends with the program, however that ends, and takes the folder away; desk_demo_server_stop_async() waits for that. It is started once.
 * Main thread only; nothing here blocks.
 */
struct _DeskDemoServer
{
  GObject parent_instance;

  char *folder;
  GSubprocess *child;          /* until it has ended */
  GDataInputStream *facts;
  GDataInputStream *words;     /* until it is silent for good */
  GQueue lines;                /* its last words */
  char *url;
  char *key;
  GTask *starting;
  GTask *stopping;
  guint patience;
};

G_DEFINE_FINAL_TYPE (DeskDemoServer, desk_demo_server, G_TYPE_OBJECT)

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * desk_demo_server_is_installed:
 *
 * Returns: whether there is a guichet-backend on this computer. Whether it can run shows when it is started.
 */
gboolean
desk_demo_server_is_installed (void)
{
  g_autofree char *program = desk_demo_program_find ();

  return program != NULL;
}

static void
on_removed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  if (desk_demo_folder_remove (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_folder (DeskDemoServer *self)
{
  g_autoptr (GTask) removal = NULL;

  if (self->folder == NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

      g_task_return_boolean (task, TRUE);
      return;
    }

  removal = g_task_new (NULL, NULL, on_removed, g_steal_pointer (&self->stopping));
  g_task_set_source_tag (removal, remove_folder);
  g_task_set_task_data (removal, g_steal_pointer (&self->folder), g_free);
  g_task_run_in_thread (removal, remove_in_thread);
}

/* The child is gone, and all that it said is read. */
static void
on_over (DeskDemoServer *self)
{
  g_autoptr (GTask) starting = NULL;
  g_autoptr (GError) error = NULL;

  if (self->child != NULL || self->words != NULL)
    return;

  starting = g_steal_pointer (&self->starting);
  if (self->stopping == NULL)
    error = desk_demo_program_explain (&self->lines);
  if (starting != NULL && error == NULL)
    g_task_return_new_error (starting, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The demo is not wanted any more");
  else if (starting != NULL)
    g_task_return_error (starting, g_steal_pointer (&error));
  else if (error != NULL)
    g_signal_emit (self, signals[ENDED], 0, error->message);
  if (self->stopping != NULL)
    remove_folder (self);
}

static void
on_exited (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DeskDemoServer) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->child);
  on_over (self);
}

static void listen (DeskDemoServer *self);

static void
on_words (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DeskDemoServer) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    {
      g_clear_object (&self->words);
      on_over (self);
      return;
    }

  g_debug ("%s: %s", DESK_DEMO_PROGRAM, line);
  if (*g_strstrip (line) != '\0')
    {
      g_queue_push_tail (&self->lines, g_utf8_make_valid (line, -1));
      if (self->lines.length > MOST_LINES)
        g_free (g_queue_pop_head (&self->lines));
    }
  listen (self);
}

/* A pipe that nobody reads would stop the child when it is full. */
static void
listen (DeskDemoServer *self)
{
  g_data_input_stream_read_line_async (self->words, G_PRIORITY_DEFAULT, NULL, on_words, g_object_ref (self));
}

static const char *
get_member (JsonNode   *facts,
            const char *name)
{
  JsonObject *object = facts != NULL && JSON_NODE_HOLDS_OBJECT (facts) ? json_node_get_object (facts) : NULL;

  return object != NULL ? json_object_get_string_member_with_default (object, name, NULL) : NULL;
}

static void
on_facts (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DeskDemoServer) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_autoptr (JsonNode) facts = line != NULL ? json_from_string (line, NULL) : NULL;
  g_autoptr (GTask) starting = NULL;

  g_clear_object (&self->facts);
  self->url = g_strdup (get_member (facts, "url"));
  self->key = g_strdup (get_member (facts, "publishable_key"));
  if (self->url != NULL && self->key != NULL)
    {
      starting = self->stopping == NULL ? g_steal_pointer (&self->starting) : NULL;
      if (starting != NULL)
        g_task_return_boolean (starting, TRUE);
    }
  else if (self->child != NULL)
    /* It ends, or says what it never should: on_over() explains. */
    g_subprocess_send_signal (self->child, SIGTERM);
}

/**
 * desk_demo_server_start_async:
 * @self: a server that was not started yet
 * @callback: called when it can be signed in to, or when it cannot be
 * @user_data: handed to @callback
 *
 * Starts it, with new sample data. Takes some seconds.
 */
void
desk_demo_server_start_async (DeskDemoServer      *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (DESK_IS_DEMO_SERVER (self));
  g_return_if_fail (self->folder == NULL && self->child == NULL && self->url == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, desk_demo_server_start_async);
  self->folder = desk_demo_folder_make (&error);
  if (self->folder != NULL)
    self->child = desk_demo_program_spawn (self->folder, &error);
  if (self->child == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->starting = g_steal_pointer (&task);
  self->facts = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  self->words = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->child));
  g_data_input_stream_read_line_async (self->facts, G_PRIORITY_DEFAULT, NULL, on_facts, g_object_ref (self));
  g_subprocess_wait_async (self->child, NULL, on_exited, g_object_ref (self));
  listen (self);
}

/**
 * desk_demo_server_start_finish:
 * @self: a server
 * @result: what the callback got
 * @error: why there is no demo, as a sentence; %G_IO_ERROR_CANCELLED when it was stopped meanwhile
 *
 * Returns: whether it can be signed in to
 */
gboolean
desk_demo_server_start_finish (DeskDemoServer  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
on_impatient (gpointer user_data)
{
  DeskDemoServer *self = user_data;

  self->patience = 0;
  g_warning ("%s does not stop, so it is killed", DESK_DEMO_PROGRAM);
  g_subprocess_force_exit (self->child);

  return G_SOURCE_REMOVE;
}

/**
 * desk_demo_server_stop_async:
 * @self: a server that is not being stopped already
 * @callback: called when nothing of it is left
 * @user_data: handed to @callback
 *
 * Stops it, also while it starts, and removes its folder with all that is in it.
 */
void
desk_demo_server_stop_async (DeskDemoServer      *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (DESK_IS_DEMO_SERVER (self));
  g_return_if_fail (self->stopping == NULL);

  self->stopping = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stopping, desk_demo_server_stop_async);
  if (self->child == NULL && self->words == NULL)
    {
      remove_folder (self);
      return;
    }
  if (self->child == NULL)
    return;

  g_subprocess_send_signal (self->child, SIGTERM);
  self->patience = g_timeout_add_seconds (PATIENCE, on_impatient, self);
}

/**
 * desk_demo_server_stop_finish:
 * @self: a server
 * @result: what the callback got
 * @error: what of it could not be removed
 *
 * Returns: whether nothing is left
 */
gboolean
desk_demo_server_stop_finish (DeskDemoServer  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
desk_demo_server_finalize (GObject *object)
{
  DeskDemoServer *self = DESK_DEMO_SERVER (object);

  g_assert (self->child == NULL && self->patience == 0);
  g_queue_clear_full (&self->lines, g_free);
  g_free (self->folder);
  g_free (self->url);
  g_free (self->key);

  G_OBJECT_CLASS (desk_demo_server_parent_class)->finalize (object);
}

static void
desk_demo_server_class_init (DeskDemoServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_demo_server_finalize;

  /**
   * DeskDemoServer::ended:
   * @sentence: why, for the person
   *
   * It had started, and ended by itself. Its folder is still there.
   */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_demo_server_init (DeskDemoServer *self)
{
  g_queue_init (&self->lines);
}

/**
 * desk_demo_server_new:
 *
 * Returns: (transfer full): a server, not started. Once started it lives until it has ended, whoever holds it.
 */
DeskDemoServer *
desk_demo_server_new (void)
{
  return g_object_new (DESK_TYPE_DEMO_SERVER, NULL);
}

/**
 * desk_demo_server_get_url:
 * @self: a server that has started
 *
 * Returns: (transfer none) (nullable): where it is, such as "http://127.0.0.1:40001"
 */
const char *
desk_demo_server_get_url (DeskDemoServer *self)
{
  g_return_val_if_fail (DESK_IS_DEMO_SERVER (self), NULL);

  return self->url;
}

/**
 * desk_demo_server_get_key:
 * @self: a server that has started
 *
 * Returns: (transfer none) (nullable): its public key
 */
const char *
desk_demo_server_get_key (DeskDemoServer *self)
{
  g_return_val_if_fail (DESK_IS_DEMO_SERVER (self), NULL);

  return self->key;
}

/**
 * desk_demo_server_get_folder:
 * @self: a server that was started
 *
 * Returns: (transfer none) (nullable): the folder that goes with the demo, for whatever else should; %NULL when it is gone
 */
const char *
desk_demo_server_get_folder (DeskDemoServer *self)
{
  g_return_val_if_fail (DESK_IS_DEMO_SERVER (self), NULL);

  return self->folder;
}
