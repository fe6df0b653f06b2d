/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-child.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whom to run as instead of root, in this order. */
static const char *const users[] = { "postgres", "nobody" };

/**
 * local_child_init:
 * @self: what to fill in
 * @error: return location of an error
 *
 * Finds out whom children run as: the caller, or an unprivileged user if that is root.
 *
 * Returns: whether there is such a user
 */
gboolean
local_child_init (LocalChild  *self,
                  GError     **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *self = (LocalChild){ .directory = -1, .output = -1, .parent = getpid () };
  if (geteuid () != 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (users); i++) {
    struct passwd *entry = getpwnam (users[i]);

    if (entry != NULL && entry->pw_uid != 0) {
      self->uid = entry->pw_uid;
      self->gid = entry->pw_gid;
      self->drop = TRUE;
      return TRUE;
    }
  }
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                       "PostgreSQL does not run as root, and there is no user “postgres” or “nobody” to run it as");

  return FALSE;
}

/**
 * local_child_open:
 * @self: how to start children
 * @directory: a directory that belongs to the user that children run as
 * @error: return location of an error
 *
 * Opens a directory for children. They may not be allowed to walk the path to it (it may lie in a directory of root's), but an open
 * directory can be entered through /proc/self/fd.
 *
 * Returns: whether it could be opened
 */
gboolean
local_child_open (LocalChild  *self,
                  const char  *directory,
                  GError     **error)
{
  g_return_val_if_fail (self != NULL && directory != NULL, FALSE);

  if (self->directory >= 0)
    close (self->directory);
  self->directory = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->directory >= 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", directory, g_strerror (errno));

  return FALSE;
}

/**
 * local_child_dup_path:
 * @self: how to start children, with an open directory
 *
 * Returns: (transfer full): the path under which a child reaches the directory
 */
char *
local_child_dup_path (LocalChild *self)
{
  g_return_val_if_fail (self != NULL && self->directory >= 0, NULL);

  return g_strdup_printf ("/proc/self/fd/%d", self->directory);
}

/**
 * local_child_clear:
 * @self: how to start children
 *
 * Closes what is open.
 */
void
local_child_clear (LocalChild *self)
{
  g_return_if_fail (self != NULL);

  if (self->directory >= 0)
    close (self->directory);
  if (self->output >= 0)
    close (self->output);
  self->directory = -1;
  self->output = -1;
}

/* Runs between fork and exec: nothing here may allocate. The signal on the parent's death comes last, since a change of user
 * takes it away; it makes PostgreSQL end its sessions and shut down. */
static void
prepare (gpointer user_data)
{
  LocalChild *self = user_data;

  setsid ();
  umask (077);
  if (self->directory >= 0 && fcntl (self->directory, F_SETFD, 0) != 0)
    _exit (126);
  if (self->output >= 0 && (dup2 (self->output, STDOUT_FILENO) < 0 || dup2 (self->output, STDERR_FILENO) < 0))
    _exit (126);
  if (self->drop && (setgroups (0, NULL) != 0 || setgid (self->gid) != 0 || setuid (self->uid) != 0))
    _exit (126);
  if (prctl (PR_SET_PDEATHSIG, SIGINT) != 0 || getppid () != self->parent)
    _exit (126);
}

static char **
make_environment (void)
{
  char **environment = g_environ_setenv (g_get_environ (), "LC_ALL", "C.UTF-8", TRUE);

  environment = g_environ_setenv (environment, "TZ", "UTC", TRUE);
  environment = g_environ_unsetenv (environment, "PGDATA");

  return g_environ_unsetenv (environment, "PGOPTIONS");
}

/**
 * local_child_run:
 * @self: how to start children
 * @argv: the program and its arguments
 * @error: return location of an error
 *
 * Runs a program and waits for its end.
 *
 * Returns: whether it succeeded; what it complained about is in @error
 */
gboolean
local_child_run (LocalChild  *self,
                 char       **argv,
                 GError     **error)
{
  g_auto (GStrv) environment = make_environment ();
  g_autofree char *complaints = NULL;
  int status = 0;

  g_return_val_if_fail (self != NULL && argv != NULL, FALSE);

  if (!g_spawn_sync ("/", argv, environment, G_SPAWN_STDOUT_TO_DEV_NULL, prepare, self, NULL, &complaints, &status, error))
    return FALSE;
  if (g_spawn_check_wait_status (status, NULL))
    return TRUE;

  g_set_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "%s failed: %s", argv[0], g_strstrip (complaints));

  return FALSE;
}

/**
 * local_child_start:
 * @self: how to start children
 * @argv: the program and its arguments
 * @pid: (out): its process, which the caller waits for
 * @error: return location of an error
 *
 * Starts a program that ends with this process at the latest. Call it from the main thread: the end of the calling thread is
 * what the child is told of.
 *
 * Returns: whether it was started
 */
gboolean
local_child_start (LocalChild  *self,
                   char       **argv,
                   GPid        *pid,
                   GError     **error)
{
  g_auto (GStrv) environment = make_environment ();

  g_return_val_if_fail (self != NULL && argv != NULL && pid != NULL, FALSE);

  return g_spawn_async ("/", argv, environment,
                        G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, prepare, self, pid,
                        error);
}
