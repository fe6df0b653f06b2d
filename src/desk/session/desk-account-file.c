/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-account-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define GROUP "account"

/**
 * desk_account_file_load:
 * @data_dir: the folder of the program's data
 *
 * Reads what the last sign-in left; a missing or unreadable file gives one with every member %NULL.
 *
 * Returns: (transfer full): the account
 */
DeskAccountFile *
desk_account_file_load (const char *data_dir)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = g_build_filename (data_dir, "account.ini", NULL);
  g_autoptr (GError) error = NULL;
  DeskAccountFile *file = g_new0 (DeskAccountFile, 1);

  if (!g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning ("Cannot read %s: %s", path, error->message);
      return file;
    }

  file->server = g_key_file_get_string (keys, GROUP, "server", NULL);
  file->key = g_key_file_get_string (keys, GROUP, "key", NULL);
  file->user_id = g_key_file_get_string (keys, GROUP, "user-id", NULL);
  file->email = g_key_file_get_string (keys, GROUP, "email", NULL);
  return file;
}

static void
set_or_drop (GKeyFile *keys, const char *name, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (keys, GROUP, name, value);
}

/**
 * desk_account_file_save:
 * @data_dir: the folder of the program's data, which exists
 * @file: what to remember
 *
 * Replaces the file as a whole. A few hundred bytes, written once a sign-in.
 *
 * Returns: %FALSE with @error set when it could not be written
 */
gboolean
desk_account_file_save (const char *data_dir, const DeskAccountFile *file, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = g_build_filename (data_dir, "account.ini", NULL);
  g_autofree char *text = NULL;
  gsize length;

  set_or_drop (keys, "server", file->server);
  set_or_drop (keys, "key", file->key);
  set_or_drop (keys, "user-id", file->user_id);
  set_or_drop (keys, "email", file->email);

  text = g_key_file_to_data (keys, &length, NULL);
  return g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/** desk_account_file_free: frees what desk_account_file_load() gave. */
void
desk_account_file_free (DeskAccountFile *file)
{
  if (file == NULL)
    return;
  g_free (file->server);
  g_free (file->key);
  g_free (file->user_id);
  g_free (file->email);
  g_free (file);
}

/**
 * desk_account_dup_server:
 * @typed: an address as a person types it
 *
 * The one form of an address: with a scheme, without slashes at the end; `https://` where none was typed, `http://` for this computer.
 *
 * Returns: (transfer full): the address
 */
char *
desk_account_dup_server (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  gsize length;

  if (strstr (text, "://") == NULL && *text != '\0')
    {
      gboolean here = g_str_has_prefix (text, "127.0.0.1") || g_str_has_prefix (text, "localhost");
      char *whole = g_strconcat (here ? "http://" : "https://", text, NULL);

      g_free (text);
      text = whole;
    }

  length = strlen (text);
  while (length > 0 && text[length - 1] == '/')
    text[--length] = '\0';
  return g_steal_pointer (&text);
}

/**
 * desk_account_dup_folder:
 * @server: the server's address
 * @user_id: who is signed in
 *
 * One folder per account. A name from the network never becomes a path: the server is hashed, and a user id that is no UUID is hashed too.
 *
 * Returns: (transfer full): the folder's path
 */
char *
desk_account_dup_folder (const char *data_dir, const char *server, const char *user_id)
{
  g_autofree char *one_form = desk_account_dup_server (server);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, one_form, -1);
  g_autofree char *person = g_uuid_string_is_valid (user_id)
                              ? g_ascii_strdown (user_id, -1)
                              : g_compute_checksum_for_string (G_CHECKSUM_SHA256, user_id, -1);
  g_autofree char *name = g_strdup_printf ("%s-%s", digest, person);

  return g_build_filename (data_dir, name, NULL);
}

/**
 * desk_account_remove_tree:
 * @folder: a folder of an account
 *
 * Removes a folder and all in it, following no link. Blocks: call it in a worker.
 *
 * Returns: %FALSE with @error set when something is left
 */
gboolean
desk_account_remove_tree (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (folder, G_FILE_TEST_IS_DIR) && !g_file_test (folder, G_FILE_TEST_IS_SYMLINK))
    {
      dir = g_dir_open (folder, 0, error);
      if (dir == NULL)
        return FALSE;
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (folder, name, NULL);

          if (!desk_account_remove_tree (child, error))
            return FALSE;
        }
    }

  if (g_remove (folder) != 0 && errno != ENOENT)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "%s: %s", folder, g_strerror (saved));
      return FALSE;
    }
  return TRUE;
}
