/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "storage/local-storage-names.h"

struct _LocalStorageFiles
{
  gchar *directory;
  gchar *uploads;
};

static void
set_errno (GError **error, const gchar *what, const gchar *path)
{
  gint saved = errno;

  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (saved), "%s %s: %s", what, path, g_strerror (saved));
}

/**
 * local_storage_files_new:
 * @directory: where to keep the objects; made if it is not there
 * @error: return location of an error
 *
 * Opens the store.
 *
 * Returns: (transfer full) (nullable): the store
 */
LocalStorageFiles *
local_storage_files_new (const gchar *directory, GError **error)
{
  g_autofree gchar *uploads = g_build_filename (directory, "uploads", NULL);
  LocalStorageFiles *files;

  if (g_mkdir_with_parents (uploads, 0700) != 0)
    {
      set_errno (error, "cannot make", uploads);
      return NULL;
    }

  files = g_new0 (LocalStorageFiles, 1);
  files->directory = g_strdup (directory);
  files->uploads = g_steal_pointer (&uploads);
  return files;
}

/**
 * local_storage_files_free:
 * @files: (transfer full): a store
 *
 * Closes the store.
 */
void
local_storage_files_free (LocalStorageFiles *files)
{
  g_free (files->directory);
  g_free (files->uploads);
  g_free (files);
}

/* Two letters of the version make a folder, so that no folder grows without end. */
static gchar *
get_path (LocalStorageFiles *files, const gchar *version)
{
  const gchar folder[] = { version[0], version[1], '\0' };

  g_assert (local_storage_name_is_version (version));
  return g_build_filename (files->directory, folder, version, NULL);
}

/* A new name in a folder lasts once the folder itself is on disk. */
static gboolean
sync_folder (const gchar *folder, GError **error)
{
  gint fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    set_errno (error, "cannot sync", folder);
  if (fd >= 0)
    g_close (fd, NULL);
  return synced;
}

static gchar *
make_version (LocalStorageFiles *files, gchar **path, gchar **folder, GError **error)
{
  g_autofree gchar *version = g_uuid_string_random ();

  *path = get_path (files, version);
  *folder = g_path_get_dirname (*path);
  if (g_mkdir_with_parents (*folder, 0700) != 0)
    {
      set_errno (error, "cannot make", *folder);
      return NULL;
    }

  return g_steal_pointer (&version);
}

/**
 * local_storage_files_write:
 * @files: a store
 * @bytes: the content
 * @error: return location of an error
 *
 * Writes an object under a new version. When this returns it is on disk: it is written to a temporary file, which is synced
 * and renamed.
 *
 * Returns: (transfer full) (nullable): the version
 */
gchar *
local_storage_files_write (LocalStorageFiles *files, GBytes *bytes, GError **error)
{
  g_autofree gchar *path = NULL;
  g_autofree gchar *folder = NULL;
  g_autofree gchar *version = make_version (files, &path, &folder, error);
  gsize size = 0;
  const gchar *data = g_bytes_get_data (bytes, &size);

  if (version == NULL)
    return NULL;
  if (!g_file_set_contents_full (path, size > 0 ? data : "", (gssize) size,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error) ||
      !sync_folder (folder, error))
    return NULL;

  return g_steal_pointer (&version);
}

/**
 * local_storage_files_link:
 * @files: a store
 * @version: an object
 * @error: return location of an error
 *
 * Gives the content of an object a second version. Content never changes, so the two share it.
 *
 * Returns: (transfer full) (nullable): the new version
 */
gchar *
local_storage_files_link (LocalStorageFiles *files, const gchar *version, GError **error)
{
  g_autofree gchar *path = NULL;
  g_autofree gchar *folder = NULL;
  g_autofree gchar *copy = make_version (files, &path, &folder, error);
  g_autofree gchar *source = NULL;

  if (copy == NULL)
    return NULL;
  if (!local_storage_name_is_version (version))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "the row names no version");
      return NULL;
    }

  source = get_path (files, version);
  if (link (source, path) != 0)
    {
      set_errno (error, "cannot link", source);
      return NULL;
    }

  return sync_folder (folder, error) ? g_steal_pointer (&copy) : NULL;
}

/**
 * local_storage_files_read:
 * @files: a store
 * @version: (nullable): an object
 * @error: return location of an error
 *
 * Reads an object, by mapping it: it stays readable when it is removed meanwhile.
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *
local_storage_files_read (LocalStorageFiles *files, const gchar *version, GError **error)
{
  g_autofree gchar *path = NULL;
  g_autoptr (GMappedFile) mapped = NULL;

  if (!local_storage_name_is_version (version))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "the row names no version");
      return NULL;
    }

  path = get_path (files, version);
  mapped = g_mapped_file_new (path, FALSE, error);
  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

/**
 * local_storage_files_get_uploads:
 * @files: a store
 *
 * Returns: (transfer none): the folder of uploads that are not finished
 */
const gchar *
local_storage_files_get_uploads (LocalStorageFiles *files)
{
  return files->uploads;
}

/**
 * local_storage_files_adopt:
 * @files: a store
 * @version: a version that is new
 * @path: a file on the same disk, synced
 * @error: return location of an error
 *
 * Makes a file the content of an object.
 *
 * Returns: %TRUE when it is on disk under @version
 */
gboolean
local_storage_files_adopt (LocalStorageFiles *files, const gchar *version, const gchar *path, GError **error)
{
  g_autofree gchar *target = get_path (files, version);
  g_autofree gchar *folder = g_path_get_dirname (target);

  if (g_mkdir_with_parents (folder, 0700) != 0 || link (path, target) != 0)
    {
      set_errno (error, "cannot make", target);
      return FALSE;
    }

  return sync_folder (folder, error);
}

/**
 * local_storage_files_remove:
 * @files: a store
 * @version: (nullable): an object whose row is gone
 *
 * Removes an object. What cannot be removed is left behind and logged: no row names it any more.
 */
void
local_storage_files_remove (LocalStorageFiles *files, const gchar *version)
{
  g_autofree gchar *path = NULL;

  if (!local_storage_name_is_version (version))
    return;

  path = get_path (files, version);
  if (g_unlink (path) != 0 && errno != ENOENT)
    g_warning ("cannot remove %s: %s", path, g_strerror (errno));
}
