/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "local-temporary.h"

#include <errno.h>
#include <ftw.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

/**
 * local_temporary_check:
 * @data_dir: the directory of all data
 * @error: return location of an error
 *
 * Data that are to go at the end must be those of this run alone: nobody's others are removed.
 *
 * Returns: whether the directory is empty, or is not there yet
 */
gboolean
local_temporary_check (const char  *data_dir,
                       GError     **error)
{
  g_autoptr (GDir) directory = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (data_dir != NULL, FALSE);

  directory = g_dir_open (data_dir, 0, &problem);
  if (directory == NULL) {
    if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if (g_dir_read_name (directory) == NULL)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "--temporary wants an empty directory, and something is in %s", data_dir);

  return FALSE;
}

static int
remove_entry (const char        *path,
              const struct stat *status,
              int                type,
              struct FTW        *position)
{
  return g_remove (path) == 0 || errno == ENOENT ? 0 : -1;
}

/**
 * local_temporary_remove:
 * @data_dir: the directory of all data, which nobody uses any more
 *
 * Removes it with all that is in it.
 */
void
local_temporary_remove (const char *data_dir)
{
  g_return_if_fail (data_dir != NULL);

  if (nftw (data_dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
    g_critical ("%s: %s", data_dir, g_strerror (errno));
}
