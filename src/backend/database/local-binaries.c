/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-binaries.h"

#include <string.h>

#define OLDEST 15

/* The major version of the server in @directory, 0 if there is none. */
static int
read_version (const char *directory)
{
  g_autofree char *postgres = g_build_filename (directory, "postgres", NULL);
  g_autofree char *initdb = g_build_filename (directory, "initdb", NULL);
  g_autofree char *output = NULL;
  const char *argv[] = { postgres, "--version", NULL };
  const char *number;
  int status = 0;

  if (!g_file_test (postgres, G_FILE_TEST_IS_EXECUTABLE) || !g_file_test (initdb, G_FILE_TEST_IS_EXECUTABLE))
    return 0;
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status, NULL)
      || status != 0)
    return 0;
  number = strpbrk (output, "0123456789");

  return number != NULL ? (int) g_ascii_strtoll (number, NULL, 10) : 0;
}

static char *
ask_pg_config (void)
{
  const char *argv[] = { "pg_config", "--bindir", NULL };
  g_autofree char *output = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                     &status, NULL)
      || status != 0)
    return NULL;

  return g_strdup (g_strstrip (output));
}

static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  gint64 first = g_ascii_strtoll (*(const char *const *) a, NULL, 10);
  gint64 second = g_ascii_strtoll (*(const char *const *) b, NULL, 10);

  return first < second ? 1 : first > second ? -1 : 0;
}

/* Debian keeps each version in a directory of its own, out of PATH. The newest first. */
static void
add_debian_directories (GPtrArray *candidates)
{
  static const char root[] = "/usr/lib/postgresql";
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) directory = g_dir_open (root, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    g_ptr_array_add (versions, g_strdup (name));
  g_ptr_array_sort (versions, compare_versions);
  for (guint i = 0; i < versions->len; i++)
    g_ptr_array_add (candidates, g_build_filename (root, g_ptr_array_index (versions, i), "bin", NULL));
}

/**
 * local_binaries_find:
 * @cluster: the directory of a cluster, which need not exist
 * @error: return location of an error
 *
 * Looks for PostgreSQL: the version that made the cluster if there is one, any from 15 on otherwise.
 *
 * Returns: (transfer full) (nullable): the directory with postgres and initdb
 */
char *
local_binaries_find (const char  *cluster,
                     GError     **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *version_file = NULL;
  g_autofree char *version_text = NULL;
  g_autofree char *on_path = NULL;
  char *configured = ask_pg_config ();
  int wanted = 0;

  g_return_val_if_fail (cluster != NULL, NULL);

  version_file = g_build_filename (cluster, "PG_VERSION", NULL);
  if (g_file_get_contents (version_file, &version_text, NULL, NULL))
    wanted = (int) g_ascii_strtoll (version_text, NULL, 10);

  if (configured != NULL)
    g_ptr_array_add (candidates, configured);
  add_debian_directories (candidates);
  on_path = g_find_program_in_path ("initdb");
  if (on_path != NULL)
    g_ptr_array_add (candidates, g_path_get_dirname (on_path));

  for (guint i = 0; i < candidates->len; i++) {
    int version = read_version (g_ptr_array_index (candidates, i));

    if (wanted != 0 ? version == wanted : version >= OLDEST)
      return g_strdup (g_ptr_array_index (candidates, i));
  }

  if (wanted != 0)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                 "The database in %s was made by PostgreSQL %d, which is not installed", cluster, wanted);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "PostgreSQL %d or newer is not installed", OLDEST);

  return NULL;
}
