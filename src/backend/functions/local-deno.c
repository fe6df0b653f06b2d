/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "functions/local-deno.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The first start downloads what the functions import. */
#define START_SECONDS 120
#define STOP_SECONDS 3

#define RESOURCES "/io/github/guichet/backend/functions/"

struct _LocalDeno {
  LocalContext *context;
  char *program;
  char *functions;
  char *directory;
  GSubprocess *process;
  GDataInputStream *output;
  GPtrArray *waiting;
  guint port;
  guint timer;
  gboolean reading;
  gboolean stopping;
};

/* Somebody who asked for the port. */
typedef struct {
  LocalDeno *deno;
  GTask *task;
  GSource *source;
} Waiting;

static char *
find_program (const char *wanted)
{
  const char *variable = g_getenv ("GUICHET_DENO");

  if (wanted == NULL && variable != NULL && *variable != '\0')
    wanted = variable;

  return g_find_program_in_path (wanted != NULL ? wanted : "deno");
}

static gboolean
write_resource (LocalDeno   *self,
                const char  *name,
                GError     **error)
{
  g_autofree char *resource = g_strconcat (RESOURCES, name, NULL);
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL && g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
}

/**
 * local_deno_new:
 * @context: what all services share; must outlive the object
 * @functions: the directory of the edge functions
 * @error: return location of an error
 *
 * Looks for Deno. The process is started when its port is asked for first.
 *
 * Returns: (transfer full) (nullable): the process, which does not run yet
 */
LocalDeno *
local_deno_new (LocalContext  *context,
                const char    *functions,
                GError       **error)
{
  g_autofree char *program = NULL;
  LocalDeno *self;

  g_return_val_if_fail (context != NULL && functions != NULL, NULL);

  program = find_program (context->deno);
  if (program == NULL) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                         "Edge functions run in Deno, which was not found: install it (“npm install deno” brings it) and say where it "
                         "is with --deno or $GUICHET_DENO");
    return NULL;
  }

  self = g_new0 (LocalDeno, 1);
  self->context = context;
  self->program = g_steal_pointer (&program);
  self->functions = g_strdup (functions);
  self->directory = g_build_filename (context->data_dir, "functions", NULL);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (g_mkdir_with_parents (self->directory, 0755) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->directory, g_strerror (errno));
    g_clear_pointer (&self, local_deno_free);
  } else if (!write_resource (self, "main.ts", error) || !write_resource (self, "deno.lock", error)) {
    g_clear_pointer (&self, local_deno_free);
  }

  return self;
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  if (waiting->source != NULL) {
    g_source_destroy (waiting->source);
    g_source_unref (waiting->source);
  }
  g_free (waiting);
}

/* Whoever gave up does not wait for Deno any longer. */
static gboolean
on_given_up (GCancellable *cancellable,
             gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GTask) task = g_object_ref (waiting->task);

  g_ptr_array_remove (waiting->deno->waiting, task);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
answer_waiting (LocalDeno  *self,
                const char *complaint)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    GTask *task = g_ptr_array_index (waiting, i);

    g_task_set_task_data (task, NULL, NULL);
    if (complaint == NULL)
      g_task_return_int (task, (gssize) self->port);
    else
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", complaint);
  }
}

static void
signal_group (LocalDeno *self,
              int        signal_number)
{
  const char *identifier = self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;

  if (identifier != NULL)
    kill ((pid_t) - g_ascii_strtoll (identifier, NULL, 10), signal_number);
}

static gboolean
on_patience_over (gpointer user_data)
{
  LocalDeno *self = user_data;

  self->timer = 0;
  signal_group (self, SIGKILL);

  return G_SOURCE_REMOVE;
}

static void
set_timer (LocalDeno *self,
           guint      seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (seconds > 0)
    self->timer = g_timeout_add_seconds (seconds, on_patience_over, self);
}

static void
on_port_read (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LocalDeno *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  guint64 port = 0;

  self->reading = FALSE;
  if (self->stopping)
    return;
  if (line == NULL || !g_ascii_string_to_unsigned (line, 10, 1, G_MAXUINT16, &port, NULL)) {
    signal_group (self, SIGKILL);
    return;
  }
  self->port = (guint) port;
  set_timer (self, 0);
  answer_waiting (self, NULL);
}

static void
on_exited (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  LocalDeno *self = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  set_timer (self, 0);
  self->port = 0;
  if (!self->stopping)
    g_warning ("Deno ended by itself; the next call of a function starts it again");
  answer_waiting (self, "Deno ended while it started");
}

/* Runs between fork and exec: nothing here may allocate. A group of its own, so that Deno goes with a wrapper around it; whom a
 * signal misses ends when its standard input closes. */
static void
prepare (gpointer user_data)
{
  setpgid (0, 0);
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid () != GPOINTER_TO_INT (user_data))
    _exit (126);
}

static GPtrArray *
make_command (LocalDeno *self)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *settings = g_build_filename (self->functions, ".env", NULL);
  static const char *const flags[] = {
    "run", "--quiet", "--no-prompt", "--no-config", "--node-modules-dir=none", "--allow-net", "--allow-env", "--allow-sys",
  };

  g_ptr_array_add (argv, g_strdup (self->program));
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    g_ptr_array_add (argv, g_strdup (flags[i]));
  g_ptr_array_add (argv, g_strdup_printf ("--lock=%s/deno.lock", self->directory));
  g_ptr_array_add (argv, g_strdup_printf ("--allow-read=%s,%s", self->functions, self->directory));
  if (g_file_test (settings, G_FILE_TEST_IS_REGULAR))
    g_ptr_array_add (argv, g_strdup_printf ("--env-file=%s", settings));
  g_ptr_array_add (argv, g_build_filename (self->directory, "main.ts", NULL));
  g_ptr_array_add (argv, g_strdup (self->functions));
  g_ptr_array_add (argv, NULL);

  return argv;
}

static void
start (LocalDeno *self)
{
  const LocalContext *context = self->context;
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) argv = make_command (self);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "SUPABASE_URL", context->url, TRUE);
  g_subprocess_launcher_setenv (launcher, "SUPABASE_ANON_KEY", context->anon_key, TRUE);
  g_subprocess_launcher_setenv (launcher, "SUPABASE_SERVICE_ROLE_KEY", context->service_role_key, TRUE);
  g_subprocess_launcher_setenv (launcher, "GUICHET_FUNCTIONS_SECRET", context->functions_secret, TRUE);
  g_subprocess_launcher_setenv (launcher, "NO_COLOR", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "DENO_NO_UPDATE_CHECK", "1", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, prepare, GINT_TO_POINTER (getpid ()), NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  if (self->process == NULL) {
    g_warning ("Deno does not start: %s", error->message);
    answer_waiting (self, error->message);
    return;
  }

  self->reading = TRUE;
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, on_port_read, self);
  g_subprocess_wait_async (self->process, NULL, on_exited, self);
  set_timer (self, START_SECONDS);
}

/**
 * local_deno_get_port_async:
 * @self: the process
 * @cancellable: (nullable): ends the waiting, not Deno
 * @callback: called when it listens, or cannot
 * @user_data: handed to @callback
 *
 * Starts Deno if it does not run, and asks where it listens.
 */
void
local_deno_get_port_async (LocalDeno           *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Waiting *waiting;
  GTask *task;

  g_return_if_fail (self != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, local_deno_get_port_async);
  waiting = g_new0 (Waiting, 1);
  waiting->deno = self;
  waiting->task = task;
  g_task_set_task_data (task, waiting, waiting_free);
  if (cancellable != NULL) {
    waiting->source = g_cancellable_source_new (cancellable);
    g_source_set_callback (waiting->source, G_SOURCE_FUNC (on_given_up), waiting, NULL);
    g_source_attach (waiting->source, NULL);
  }
  g_ptr_array_add (self->waiting, task);
  if (self->port != 0)
    answer_waiting (self, NULL);
  else if (self->process == NULL)
    start (self);
}

/**
 * local_deno_get_port_finish:
 * @self: the process
 * @result: what the callback got
 * @error: return location of an error
 *
 * Returns: the port on 127.0.0.1, 0 on an error
 */
guint
local_deno_get_port_finish (LocalDeno     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  gssize port;

  g_return_val_if_fail (self != NULL, 0);

  port = g_task_propagate_int (G_TASK (result), error);

  return port > 0 ? (guint) port : 0;
}

/**
 * local_deno_free:
 * @self: (transfer full): the process
 *
 * Ends Deno, and waits until it has gone.
 */
void
local_deno_free (LocalDeno *self)
{
  g_return_if_fail (self != NULL);

  self->stopping = TRUE;
  if (self->process != NULL) {
    signal_group (self, SIGTERM);
    set_timer (self, STOP_SECONDS);
  }
  while (self->process != NULL || self->reading)
    g_main_context_iteration (NULL, TRUE);
  g_ptr_array_unref (self->waiting);
  g_free (self->program);
  g_free (self->functions);
  g_free (self->directory);
  g_free (self);
}
