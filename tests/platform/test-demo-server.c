/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "desk-demo-server.h"

/* The real guichet-backend, except where a test says what it should complain about. All temporary files lie in a folder of the test's own. */

#define PATIENCE_SECONDS 90

static char *temporary;

typedef struct
{
  DeskDemoServer *server;
  GError *error;
  char *sentence;
  gboolean started;
  gboolean stopped;
} Demo;

static gboolean
on_late (gpointer user_data)
{
  g_error ("What was waited for did not come");

  return G_SOURCE_REMOVE;
}

static void
wait_for (const gboolean *done)
{
  guint late = g_timeout_add_seconds (PATIENCE_SECONDS, on_late, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static void
on_started (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Demo *demo = user_data;

  g_assert_true (desk_demo_server_start_finish (demo->server, result, &demo->error) == (demo->error == NULL));
  demo->started = TRUE;
}

static void
on_stopped (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Demo *demo = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_demo_server_stop_finish (demo->server, result, &error));
  g_assert_no_error (error);
  demo->stopped = TRUE;
}

static void
on_ended (DeskDemoServer *server,
          const char     *sentence,
          Demo           *demo)
{
  g_assert_null (demo->sentence);
  demo->sentence = g_strdup (sentence);
}

static void
begin (Demo *demo)
{
  *demo = (Demo) { .server = desk_demo_server_new () };
  g_signal_connect (demo->server, "ended", G_CALLBACK (on_ended), demo);
  desk_demo_server_start_async (demo->server, on_started, demo);
}

/* Nothing is left of it: no folder, and nobody who holds the server. */
static void
end (Demo *demo)
{
  g_autoptr (GDir) folder = NULL;

  if (!demo->stopped)
    desk_demo_server_stop_async (demo->server, on_stopped, demo);
  wait_for (&demo->stopped);
  g_assert_null (desk_demo_server_get_folder (demo->server));
  folder = g_dir_open (temporary, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (folder), ==, NULL);
  g_assert_finalize_object (demo->server);
  g_clear_error (&demo->error);
  g_clear_pointer (&demo->sentence, g_free);
}

/* The process whose command line names both: the server itself. */
static pid_t
find_server (const char *folder)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *line = NULL;
      gsize length = 0;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &line, &length, NULL))
        continue;
      for (gsize i = 0; i + 1 < length; i++)
        if (line[i] == '\0')
          line[i] = ' ';
      if (strstr (line, folder) != NULL && strstr (line, "--data-dir") != NULL)
        return (pid_t) g_ascii_strtoll (name, NULL, 10);
    }

  return 0;
}

static int
open_process (pid_t pid)
{
  int process = pidfd_open (pid, 0);

  g_assert_cmpint (pid, >, 0);
  g_assert_cmpint (process, >=, 0);

  return process;
}

static int
open_postmaster (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "postgres", "postmaster.pid", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return open_process ((pid_t) g_ascii_strtoll (text, NULL, 10));
}

static void
assert_ended (int process,
              int seconds)
{
  struct pollfd ended = { process, POLLIN, 0 };

  g_assert_cmpint (poll (&ended, 1, seconds * 1000), ==, 1);
  close (process);
}

static void
assert_answers (DeskDemoServer *server)
{
  g_autofree char *url = g_strconcat (desk_demo_server_get_url (server), "/rest/v1/rpc/nothing", NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "apikey", desk_demo_server_get_key (server));
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  /* The key is accepted, the function is not there. */
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_NOT_FOUND);
}

static void
test_runs (void)
{
  Demo demo;
  g_autofree char *parent = NULL;
  GStatBuf status;
  int postmaster;
  int server;

  g_assert_true (desk_demo_server_is_installed ());
  begin (&demo);
  wait_for (&demo.started);
  g_assert_no_error (demo.error);

  parent = g_path_get_dirname (desk_demo_server_get_folder (demo.server));
  g_assert_cmpstr (parent, ==, temporary);
  g_assert_cmpint (g_stat (desk_demo_server_get_folder (demo.server), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  assert_answers (demo.server);
  server = open_process (find_server (desk_demo_server_get_folder (demo.server)));
  postmaster = open_postmaster (desk_demo_server_get_folder (demo.server));

  end (&demo);
  assert_ended (server, 0);
  assert_ended (postmaster, 0);
}

/* Somebody who closes the window at once wants no demo. */
static void
test_stopped_early (void)
{
  Demo demo;

  begin (&demo);
  desk_demo_server_stop_async (demo.server, on_stopped, &demo);
  wait_for (&demo.stopped);
  wait_for (&demo.started);
  g_assert_error (demo.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (demo.sentence);
  end (&demo);
}

/* Killed, as for want of memory: it is told once, and what it leaves behind goes all the same. */
static void
test_ended (void)
{
  Demo demo;
  g_autofree char *note = NULL;
  g_autofree char *sockets = NULL;
  int postmaster;
  guint late;

  begin (&demo);
  wait_for (&demo.started);
  g_assert_no_error (demo.error);
  note = g_build_filename (desk_demo_server_get_folder (demo.server), "run-directory", NULL);
  g_assert_true (g_file_get_contents (note, &sockets, NULL, NULL));
  postmaster = open_postmaster (desk_demo_server_get_folder (demo.server));

  kill (find_server (desk_demo_server_get_folder (demo.server)), SIGKILL);
  late = g_timeout_add_seconds (PATIENCE_SECONDS, on_late, NULL);
  while (demo.sentence == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  g_assert_cmpstr (demo.sentence, ==, "The demo ended by itself. Try again.");

  end (&demo);
  /* Its PostgreSQL takes its socket away; only the server itself would have removed the folder of that. */
  assert_ended (postmaster, PATIENCE_SECONDS);
  g_assert_cmpint (g_rmdir (sockets), ==, 0);
}

/* What the server complains about is what the person reads. */
static void
test_no_project (void)
{
  g_autofree char *project = g_strdup (g_getenv ("GUICHET_SUPABASE_DIR"));
  Demo demo;

  g_setenv ("GUICHET_SUPABASE_DIR", "/nowhere", TRUE);
  begin (&demo);
  wait_for (&demo.started);
  g_assert_error (demo.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (demo.error->message, ==, "The demo did not work: There is no project in /nowhere; say where it is with --supabase-dir");
  g_assert_null (demo.sentence);
  end (&demo);
  g_setenv ("GUICHET_SUPABASE_DIR", project, TRUE);
}

static void
test_not_installed (void)
{
  g_autofree char *backend = g_strdup (g_getenv ("GUICHET_BACKEND"));
  Demo demo;

  g_setenv ("GUICHET_BACKEND", "/nowhere/guichet-backend", TRUE);
  g_assert_false (desk_demo_server_is_installed ());
  begin (&demo);
  wait_for (&demo.started);
  g_assert_error (demo.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (demo.error->message, ==, "The demo is not installed here: guichet-backend is missing.");
  end (&demo);
  g_setenv ("GUICHET_BACKEND", backend, TRUE);
}

typedef struct
{
  const char *words;   /* as the log writes them */
  int code;
  const char *sentence;
} Complaint;

static const Complaint complaints[] = {
  { "** Message: 09:12:01.000: starting\\n\\n(guichet-backend:7): GLib-CRITICAL **: 09:12:01.123: PostgreSQL 15 or newer is not installed\\n", G_IO_ERROR_NOT_FOUND,
    "The demo needs PostgreSQL 15 or newer. Install it, then try again." },
  { "\\n(guichet-backend:7): GLib-CRITICAL **: 09:12:01.123: /tmp/x/keys.json: No space left on device\\n", G_IO_ERROR_NO_SPACE,
    "The disk is full. Make some room, then try again." },
  { "\\n(guichet-backend:7): GLib-CRITICAL **: 09:12:01.123: Another guichet-backend uses /tmp/x\\nand more\\n", G_IO_ERROR_FAILED,
    "The demo did not work: Another guichet-backend uses /tmp/x" },
  { "", G_IO_ERROR_FAILED, "The demo ended by itself. Try again." },
};

/* What cannot be brought about here: a program in the server's place says it. */
static void
test_complains (gconstpointer data)
{
  const Complaint *complaint = data;
  g_autofree char *backend = g_strdup (g_getenv ("GUICHET_BACKEND"));
  g_autofree char *folder = g_dir_make_tmp ("guichet-test-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "guichet-backend", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nprintf '%s' >&2\nexit 1\n", complaint->words);
  Demo demo;

  g_assert_true (g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("GUICHET_BACKEND", program, TRUE);
  begin (&demo);
  wait_for (&demo.started);
  g_assert_error (demo.error, G_IO_ERROR, complaint->code);
  g_assert_cmpstr (demo.error->message, ==, complaint->sentence);
  g_setenv ("GUICHET_BACKEND", backend, TRUE);
  g_remove (program);
  g_rmdir (folder);
  end (&demo);
}

/* Plays the program that dies: says where its demo is, and goes on until it is killed. */
G_GNUC_NORETURN static void
play_program (void)
{
  Demo demo;

  begin (&demo);
  wait_for (&demo.started);
  g_assert_no_error (demo.error);
  g_print ("%s\n", desk_demo_server_get_folder (demo.server));
  fflush (stdout);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* A program that is killed takes its demo along, and the folder. */
static void
test_program_dies (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--play", NULL);
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *folder = NULL;
  int postmaster;
  int server;

  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program));
  folder = g_data_input_stream_read_line_utf8 (said, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  server = open_process (find_server (folder));
  postmaster = open_postmaster (folder);

  g_subprocess_force_exit (program);
  assert_ended (server, PATIENCE_SECONDS);
  assert_ended (postmaster, 0);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  int result;

  if (argc == 2 && g_str_equal (argv[1], "--play"))
    play_program ();

  g_test_init (&argc, &argv, NULL);
  /* By hand: GLib remembers where temporary files are when it is first asked. */
  temporary = g_strdup ("/tmp/guichet-test-XXXXXX");
  g_assert_nonnull (g_mkdtemp (temporary));
  g_assert_true (g_setenv ("TMPDIR", temporary, TRUE));
  g_test_add_func ("/demo-server/runs", test_runs);
  g_test_add_func ("/demo-server/stopped-early", test_stopped_early);
  g_test_add_func ("/demo-server/ended", test_ended);
  g_test_add_func ("/demo-server/no-project", test_no_project);
  g_test_add_func ("/demo-server/not-installed", test_not_installed);
  for (guint i = 0; i < G_N_ELEMENTS (complaints); i++)
    {
      g_autofree char *path = g_strdup_printf ("/demo-server/complains/%u", i);

      g_test_add_data_func (path, &complaints[i], test_complains);
    }
  g_test_add_func ("/demo-server/program-dies", test_program_dies);
  result = g_test_run ();
  g_assert_cmpint (g_rmdir (temporary), ==, 0);
  g_free (temporary);

  return result;
}
