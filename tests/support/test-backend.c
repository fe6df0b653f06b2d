/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-backend.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <unistd.h>

/* A cold start takes a second or two; a loaded machine more. */
#define START_SECONDS 90
#define STOP_SECONDS 30

struct _TestBackend {
  char *root;
  char *data_dir;
  char *seed;
  char **arguments;
  guint port;
  GSubprocess *process;
  JsonNode *ready;
};

typedef struct {
  GAsyncResult *result;
  gboolean late;
} Wait;

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
}

static gboolean
on_late (gpointer user_data)
{
  Wait *wait = user_data;

  wait->late = TRUE;

  return G_SOURCE_REMOVE;
}

/* Waits in a context of its own, so that nothing else of the test runs meanwhile. */
static GAsyncResult *
await_result (GMainContext *context,
              Wait         *wait,
              guint         seconds,
              GCancellable *cancellable)
{
  g_autoptr (GSource) timeout = g_timeout_source_new_seconds (seconds);

  g_source_set_callback (timeout, on_late, wait, NULL);
  g_source_attach (timeout, context);
  while (wait->result == NULL) {
    g_main_context_iteration (context, TRUE);
    if (wait->late)
      g_cancellable_cancel (cancellable);
  }
  g_source_destroy (timeout);

  return wait->result;
}

static char *
read_line (GInputStream  *stream,
           GError       **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (stream);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL, FALSE };
  char *line;

  g_main_context_push_thread_default (context);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, cancellable, on_result, &wait);
  result = await_result (context, &wait, START_SECONDS, cancellable);
  g_main_context_pop_thread_default (context);

  line = g_data_input_stream_read_line_finish_utf8 (lines, result, NULL, error);
  if (line == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "guichet-backend ended before it was ready");

  return line;
}

static gboolean
await_end (GSubprocess  *process,
           GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL, FALSE };

  g_main_context_push_thread_default (context);
  g_subprocess_wait_async (process, cancellable, on_result, &wait);
  result = await_result (context, &wait, STOP_SECONDS, cancellable);
  g_main_context_pop_thread_default (context);

  return g_subprocess_wait_finish (process, result, error);
}

/* The end of the test is the end of the backend, however the test ends. */
static void
on_child (gpointer user_data)
{
  if (prctl (PR_SET_PDEATHSIG, SIGTERM) != 0)
    _exit (126);
}

static GPtrArray *
make_command (TestBackend *self)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (argv, g_strdup (g_getenv ("GUICHET_BACKEND")));
  g_ptr_array_add (argv, g_strdup ("--data-dir"));
  g_ptr_array_add (argv, g_strdup (self->data_dir));
  g_ptr_array_add (argv, g_strdup ("--port"));
  g_ptr_array_add (argv, g_strdup_printf ("%u", self->port));
  g_ptr_array_add (argv, g_strdup ("--seed"));
  g_ptr_array_add (argv, g_strdup (self->seed));
  g_ptr_array_add (argv, g_strdup ("--supabase-dir"));
  g_ptr_array_add (argv, g_strdup (g_getenv ("GUICHET_SUPABASE_DIR")));
  for (guint i = 0; self->arguments != NULL && self->arguments[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (self->arguments[i]));
  g_ptr_array_add (argv, NULL);

  return argv;
}

static const char *
get_member (TestBackend *self,
            const char  *name)
{
  g_return_val_if_fail (self != NULL && self->ready != NULL, NULL);

  return json_object_get_string_member (json_node_get_object (self->ready), name);
}

/**
 * test_backend_restart:
 * @self: a backend that does not run
 * @error: return location of an error
 *
 * Starts it again over the same data and on the same port, and waits until it is ready.
 *
 * Returns: whether it is ready
 */
gboolean
test_backend_restart (TestBackend  *self,
                      GError      **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) argv = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GUri) url = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->process == NULL, FALSE);
  g_return_val_if_fail (g_getenv ("GUICHET_BACKEND") != NULL && g_getenv ("GUICHET_SUPABASE_DIR") != NULL, FALSE);

  argv = make_command (self);
  g_subprocess_launcher_set_child_setup (launcher, on_child, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
  if (self->process == NULL)
    return FALSE;

  line = read_line (g_subprocess_get_stdout_pipe (self->process), error);
  if (line == NULL)
    return FALSE;
  g_clear_pointer (&self->ready, json_node_unref);
  self->ready = json_from_string (line, error);
  if (self->ready == NULL)
    return FALSE;
  url = g_uri_parse (get_member (self, "url"), G_URI_FLAGS_NONE, error);
  if (url == NULL)
    return FALSE;
  self->port = (guint) g_uri_get_port (url);

  return TRUE;
}

/**
 * test_backend_start_with:
 * @seed: "demo" or "empty"
 * @arguments: (nullable) (array zero-terminated=1): more arguments of guichet-backend
 * @error: return location of an error
 *
 * Makes a backend in a temporary directory, on a free port, and waits until it is ready. The program is what GUICHET_BACKEND in the
 * environment names, the project is GUICHET_SUPABASE_DIR.
 *
 * Returns: (transfer full) (nullable): the backend
 */
TestBackend *
test_backend_start_with (const char          *seed,
                         const char *const   *arguments,
                         GError             **error)
{
  g_autoptr (TestBackend) self = g_new0 (TestBackend, 1);

  g_return_val_if_fail (seed != NULL, NULL);

  self->root = g_dir_make_tmp ("guichet-test-XXXXXX", error);
  if (self->root == NULL)
    return NULL;
  self->data_dir = g_build_filename (self->root, "data", NULL);
  self->seed = g_strdup (seed);
  self->arguments = g_strdupv ((char **) arguments);

  return test_backend_restart (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * test_backend_start:
 * @seed: "demo" or "empty"
 * @error: return location of an error
 *
 * Makes a backend as test_backend_start_with() does, without more arguments.
 *
 * Returns: (transfer full) (nullable): the backend
 */
TestBackend *
test_backend_start (const char  *seed,
                    GError     **error)
{
  return test_backend_start_with (seed, NULL, error);
}

/**
 * test_backend_stop:
 * @self: a backend that runs
 * @error: return location of an error
 *
 * Asks it to stop, and waits for its end. The data stay.
 *
 * Returns: whether it ended in time and without complaint
 */
gboolean
test_backend_stop (TestBackend  *self,
                   GError      **error)
{
  g_autoptr (GSubprocess) process = NULL;

  g_return_val_if_fail (self != NULL && self->process != NULL, FALSE);

  process = g_steal_pointer (&self->process);
  g_subprocess_send_signal (process, SIGTERM);
  if (!await_end (process, error)) {
    g_subprocess_force_exit (process);
    return FALSE;
  }
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "guichet-backend ended with status %d", g_subprocess_get_status (process));

  return FALSE;
}

/**
 * test_backend_kill:
 * @self: a backend that runs
 *
 * Kills it as a crash would, and waits for its own end, but not for that of its PostgreSQL. The data stay.
 */
void
test_backend_kill (TestBackend *self)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && self->process != NULL);

  process = g_steal_pointer (&self->process);
  g_subprocess_force_exit (process);
  if (!await_end (process, &error))
    g_error ("%s", error->message);
}

/* A PostgreSQL whose backend was killed ends by itself, and its files can go after that. */
static void
await_postgres (TestBackend *self)
{
  g_autofree char *path = g_build_filename (self->data_dir, "postgres", "postmaster.pid", NULL);
  g_autofree char *text = NULL;
  struct pollfd ended = { -1, POLLIN, 0 };

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  ended.fd = pidfd_open ((pid_t) g_ascii_strtoll (text, NULL, 10), 0);
  if (ended.fd < 0)
    return;
  if (poll (&ended, 1, STOP_SECONDS * 1000) != 1)
    g_error ("PostgreSQL in %s does not end", self->data_dir);
  close (ended.fd);
}

/* A backend that was killed leaves the directory of its socket to the next start, which does not come. */
static void
remove_run_directory (TestBackend *self)
{
  g_autofree char *note = g_build_filename (self->data_dir, "run-directory", NULL);
  g_autofree char *path = NULL;

  if (g_file_get_contents (note, &path, NULL, NULL) && g_rmdir (path) != 0 && errno != ENOENT)
    g_critical ("%s: %s", path, g_strerror (errno));
}

static int
remove_entry (const char        *path,
              const struct stat *status,
              int                type,
              struct FTW        *position)
{
  return g_remove (path);
}

/**
 * test_backend_free:
 * @self: (transfer full): a backend
 *
 * Stops it and removes its data.
 */
void
test_backend_free (TestBackend *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (self->process != NULL && !test_backend_stop (self, &error))
    g_critical ("%s", error->message);
  if (self->root != NULL) {
    await_postgres (self);
    remove_run_directory (self);
    if (nftw (self->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
      g_critical ("%s: %s", self->root, g_strerror (errno));
  }
  g_free (self->root);
  g_free (self->data_dir);
  g_free (self->seed);
  g_strfreev (self->arguments);
  g_clear_pointer (&self->ready, json_node_unref);
  g_free (self);
}

/**
 * test_backend_run:
 * @backend: (out): where the tests look for it
 *
 * Starts a backend with the sample data, runs the tests that were added, and removes it.
 *
 * Returns: what the program ends with
 */
int
test_backend_run (TestBackend **backend)
{
  g_autoptr (GError) error = NULL;
  int outcome;

  *backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  outcome = g_test_run ();
  g_clear_pointer (backend, test_backend_free);

  return outcome;
}

/**
 * test_backend_get_url:
 * @self: a backend
 *
 * Returns: where it serves, such as "http://127.0.0.1:40001"
 */
const char *
test_backend_get_url (TestBackend *self)
{
  return get_member (self, "url");
}

/**
 * test_backend_get_publishable_key:
 * @self: a backend
 *
 * Returns: the key that a program is given
 */
const char *
test_backend_get_publishable_key (TestBackend *self)
{
  return get_member (self, "publishable_key");
}

/**
 * test_backend_get_secret_key:
 * @self: a backend
 *
 * Returns: the key that passes by all policies
 */
const char *
test_backend_get_secret_key (TestBackend *self)
{
  return get_member (self, "secret_key");
}

/**
 * test_backend_get_anon_key:
 * @self: a backend
 *
 * Returns: the JWT of the role anon
 */
const char *
test_backend_get_anon_key (TestBackend *self)
{
  return get_member (self, "anon_key");
}

/**
 * test_backend_get_service_role_key:
 * @self: a backend
 *
 * Returns: the JWT of the role service_role
 */
const char *
test_backend_get_service_role_key (TestBackend *self)
{
  return get_member (self, "service_role_key");
}

/**
 * test_backend_get_jwt_secret:
 * @self: a backend
 *
 * Returns: the secret that tokens are signed with
 */
const char *
test_backend_get_jwt_secret (TestBackend *self)
{
  return get_member (self, "jwt_secret");
}

/**
 * test_backend_get_db_url:
 * @self: a backend
 *
 * Returns: how libpq and psql reach the database as a superuser; it changes with every start
 */
const char *
test_backend_get_db_url (TestBackend *self)
{
  return get_member (self, "db_url");
}

/**
 * test_backend_get_data_dir:
 * @self: a backend
 *
 * Returns: where its data are
 */
const char *
test_backend_get_data_dir (TestBackend *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data_dir;
}

/**
 * test_backend_get_port:
 * @self: a backend
 *
 * Returns: the port that it listens on, also after a restart
 */
guint
test_backend_get_port (TestBackend *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->port;
}
