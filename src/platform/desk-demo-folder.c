/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-demo-folder.h"

#include <errno.h>
#include <ftw.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A PostgreSQL whose server was killed ends by itself, and writes until it has: so what is not empty is tried again, in steps of 50 ms. */
#define STEP (50 * 1000)
#define PATIENCE 200

/**
 * desk_demo_folder_make:
 * @error: why not, as a sentence
 *
 * Makes a folder of the demo's own among the temporary files, which nobody else may enter.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
desk_demo_folder_make (GError **error)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "guichet-demo-XXXXXX", NULL);
  int code;

  if (g_mkdtemp_full (path, 0700) != NULL)
    return g_steal_pointer (&path);

  code = errno;
  /* Translators: the first %s is a folder, the second one why, such as “Permission denied” */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("The demo needs a folder for temporary files, and cannot make one in %s: %s"),
               g_get_tmp_dir (), g_strerror (code));

  return NULL;
}

/* What went away by itself is no obstacle. */
static int
remove_entry (const char        *path,
              const struct stat *status,
              int                type,
              struct FTW        *position)
{
  return g_remove (path) == 0 || errno == ENOENT ? 0 : -1;
}

static gboolean
is_written_to (int code)
{
  return code == ENOTEMPTY || code == EEXIST || code == ENOENT;
}

/**
 * desk_demo_folder_remove:
 * @folder: a folder of the demo, which nobody needs any more
 * @error: what could not be removed
 *
 * Removes the folder with all that is in it. It may wait for a PostgreSQL that ends: not for the main thread.
 *
 * Returns: whether it is gone
 */
gboolean
desk_demo_folder_remove (const char  *folder,
                         GError     **error)
{
  int code = 0;

  g_return_val_if_fail (folder != NULL, FALSE);

  for (guint i = 0; i < PATIENCE; i++)
    {
      if (nftw (folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == 0)
        return TRUE;
      code = errno;
      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        return TRUE;
      if (!is_written_to (code))
        break;
      g_usleep (STEP);
    }
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", folder, g_strerror (code));

  return FALSE;
}
