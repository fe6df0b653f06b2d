/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-demo-program.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/** desk_demo_program_find: (transfer full) (nullable): the one of the build that is being worked on, the one beside this program, the installed one, any. */
char *
desk_demo_program_find (void)
{
  const char *wanted = g_getenv ("GUICHET_BACKEND");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, DESK_DEMO_PROGRAM, NULL) : NULL;
  const char *places[] = { beside, BINDIR "/" DESK_DEMO_PROGRAM };

  if (wanted != NULL && *wanted != '\0')
    return g_find_program_in_path (wanted);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] != NULL && g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE))
      return g_strdup (places[i]);

  return g_find_program_in_path (DESK_DEMO_PROGRAM);
}

/* Runs between fork and exec: nothing here may allocate. */
static void
on_child (gpointer user_data)
{
  if (prctl (PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid () != GPOINTER_TO_INT (user_data))
    _exit (126);
}

/** desk_demo_program_spawn: (transfer full) (nullable): starts it over @folder; it ends with this process. */
GSubprocess *
desk_demo_program_spawn (const char  *folder,
                         GError     **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *program = desk_demo_program_find ();
  const char *project = g_getenv ("GUICHET_SUPABASE_DIR");
  const char *argv[] = { program, "--data-dir", folder, "--temporary", "--port", "0", "--seed", "demo", NULL, NULL, NULL };

  if (program == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The demo is not installed here: guichet-backend is missing."));
      return NULL;
    }

  if (project != NULL && *project != '\0')
    {
      argv[8] = "--supabase-dir";
      argv[9] = project;
    }
  g_subprocess_launcher_set_child_setup (launcher, on_child, GINT_TO_POINTER (getpid ()), NULL);

  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

/* The line that says why it ended; a log's line begins with who writes it, how grave it is, and when. */
static char *
dup_complaint (const GQueue *lines)
{
  g_autoptr (GRegex) prefix = g_regex_new ("^(.*\\*\\*: [0-9:.]+: |" DESK_DEMO_PROGRAM ": )", 0, 0, NULL);
  const char *last = "";

  for (GList *l = lines->tail; l != NULL; l = l->prev)
    {
      if (*last == '\0')
        last = l->data;
      if (strstr (l->data, "CRITICAL **") != NULL)
        {
          last = l->data;
          break;
        }
    }

  return g_regex_replace_literal (prefix, last, -1, 0, "", 0, NULL);
}

/** desk_demo_program_explain: (transfer full): why there is no demo, as a sentence, from the last @lines that the program wrote. */
GError *
desk_demo_program_explain (const GQueue *lines)
{
  g_autofree char *complaint = dup_complaint (lines);

  if (strstr (complaint, "PostgreSQL") != NULL && strstr (complaint, "is not installed") != NULL)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                _("The demo needs PostgreSQL 15 or newer. Install it, then try again."));
  /* guichet-backend speaks English, whatever the person speaks. */
  if (strstr (complaint, "No space left on device") != NULL)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("The disk is full. Make some room, then try again."));
  if (*complaint != '\0')
    /* Translators: %s is a message in English of the program that the demo needs */
    return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _("The demo did not work: %s"), complaint);

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _("The demo ended by itself. Try again."));
}
