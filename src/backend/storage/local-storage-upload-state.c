/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-upload-state.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "http/local-json.h"
#include "storage/local-storage-names.h"

static gboolean
is_base64 (const gchar *text, gboolean for_url)
{
  const gchar *digits = for_url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                                : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize length = strspn (text, digits);

  return strspn (text + length, "=") == strlen (text + length) && strlen (text + length) <= 2;
}

static gchar *
decode (const gchar *text)
{
  gsize length = 0;
  g_autofree gchar *bytes = (gchar *) g_base64_decode (text, &length);

  return g_utf8_validate_len (bytes, length, NULL) ? g_strndup (bytes, length) : NULL;
}

/**
 * local_upload_metadata_parse:
 * @header: the header Upload-Metadata: pairs of a name and a base64 text, separated by commas
 *
 * Returns: (transfer full) (nullable): the pairs, decoded; %NULL when it is malformed
 */
GHashTable *
local_upload_metadata_parse (const gchar *header)
{
  g_autoptr (GHashTable) metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (header, ",", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      gchar *pair = g_strstrip (pairs[i]);
      gchar *space = strchr (pair, ' ');
      gchar *value;

      if (*pair == '\0')
        return NULL;
      if (space != NULL)
        *space = '\0';
      if (space != NULL && !is_base64 (space + 1, FALSE))
        return NULL;
      value = space != NULL ? decode (space + 1) : g_strdup ("");
      if (value == NULL)
        return NULL;
      g_hash_table_insert (metadata, g_strdup (pair), value);
    }

  return g_steal_pointer (&metadata);
}

/* Seconds become a directive, anything else means not at all. */
static gchar *
make_cache_control (const gchar *seconds)
{
  if (seconds == NULL || !g_ascii_string_to_unsigned (seconds, 10, 0, G_MAXINT64, NULL, NULL))
    return g_strdup ("no-cache");

  return g_strconcat ("max-age=", seconds, NULL);
}

/* What is told is what was sent, but for the cache control, which is told as it is kept. */
static gchar *
write_metadata (const gchar *header, const gchar *cache_control)
{
  g_auto (GStrv) pairs = g_strsplit (header, ",", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (pairs[i]), "cacheControl "))
      {
        g_autofree gchar *encoded = g_base64_encode ((const guchar *) cache_control, strlen (cache_control));

        g_free (pairs[i]);
        pairs[i] = g_strconcat ("cacheControl ", encoded, NULL);
      }

  return g_strjoinv (",", pairs);
}

/**
 * local_upload_state_new:
 * @metadata: the metadata of the upload
 * @header: the same as it was sent
 * @length: its length, -1 when that is not known yet
 *
 * Makes an upload that nothing has arrived of.
 *
 * Returns: (transfer full): the upload
 */
LocalUploadState *
local_upload_state_new (GHashTable *metadata, const gchar *header, gint64 length)
{
  LocalUploadState *state = g_new0 (LocalUploadState, 1);
  const gchar *mime = g_hash_table_lookup (metadata, "contentType");
  const gchar *user = g_hash_table_lookup (metadata, "metadata");
  g_autoptr (JsonNode) node = user != NULL ? local_json_parse (user, -1) : NULL;

  state->bucket = g_strdup (g_hash_table_lookup (metadata, "bucketName"));
  state->name = g_strdup (g_hash_table_lookup (metadata, "objectName"));
  state->version = g_uuid_string_random ();
  state->length = length;
  state->mime = g_strdup (mime != NULL && *mime != '\0' ? mime : "application/octet-stream");
  state->cache_control = make_cache_control (g_hash_table_lookup (metadata, "cacheControl"));
  state->wire_metadata = write_metadata (header, state->cache_control);
  state->user_metadata = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_strdup (user) : NULL;
  return state;
}

/**
 * local_upload_state_free:
 * @state: (transfer full) (nullable): an upload
 *
 * Frees what is known of an upload; it stays on disk.
 */
void
local_upload_state_free (LocalUploadState *state)
{
  if (state == NULL)
    return;

  g_free (state->bucket);
  g_free (state->name);
  g_free (state->version);
  g_free (state->wire_metadata);
  g_free (state->mime);
  g_free (state->cache_control);
  g_free (state->user_metadata);
  g_free (state);
}

/**
 * local_upload_state_write_id:
 * @state: an upload
 *
 * Returns: (transfer full): the last segment of its address, base64url of bucket, name and version
 */
gchar *
local_upload_state_write_id (const LocalUploadState *state)
{
  g_autofree gchar *text = g_strjoin ("/", state->bucket, state->name, state->version, NULL);
  gchar *id = g_base64_encode ((const guchar *) text, strlen (text));

  g_strdelimit (id, "+", '-');
  g_strdelimit (id, "/", '_');
  id[strcspn (id, "=")] = '\0';
  return id;
}

/**
 * local_upload_id_parse:
 * @id: the last segment of an address
 * @bucket: (out): the bucket
 * @name: (out): the object
 * @version: (out): the version
 *
 * Takes the address of an upload apart.
 *
 * Returns: %FALSE when it is none
 */
gboolean
local_upload_id_parse (const gchar *id, gchar **bucket, gchar **name, gchar **version)
{
  g_autoptr (GString) padded = g_string_new (id);
  g_autofree gchar *text = NULL;
  gchar *first;
  gchar *last;

  if (!is_base64 (id, TRUE) || strlen (id) % 4 == 1)
    return FALSE;

  g_string_replace (padded, "-", "+", 0);
  g_string_replace (padded, "_", "/", 0);
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  text = decode (padded->str);
  first = text != NULL ? strchr (text, '/') : NULL;
  last = text != NULL ? strrchr (text, '/') : NULL;
  if (first == NULL || first == last || !local_storage_name_is_version (last + 1))
    return FALSE;

  *bucket = g_strndup (text, (gsize) (first - text));
  *name = g_strndup (first + 1, (gsize) (last - first - 1));
  *version = g_strdup (last + 1);
  return TRUE;
}

static gchar *
get_file (LocalStorageFiles *files, const gchar *version, const gchar *suffix)
{
  g_autofree gchar *file = g_strconcat (version, suffix, NULL);

  g_assert (local_storage_name_is_version (version));
  return g_build_filename (local_storage_files_get_uploads (files), file, NULL);
}

static gchar *
dup_text (JsonObject *object, const gchar *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

/**
 * local_upload_state_load:
 * @files: the store
 * @version: the version by which an upload is known
 *
 * Returns: (transfer full) (nullable): the upload, %NULL when there is none
 */
LocalUploadState *
local_upload_state_load (LocalStorageFiles *files, const gchar *version)
{
  g_autofree gchar *path = get_file (files, version, ".json");
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  LocalUploadState *state;
  JsonObject *object;

  if (!json_parser_load_from_file (parser, path, NULL) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;

  object = json_node_get_object (json_parser_get_root (parser));
  state = g_new0 (LocalUploadState, 1);
  state->bucket = dup_text (object, "bucket");
  state->name = dup_text (object, "name");
  state->version = g_strdup (version);
  state->length = json_object_get_int_member_with_default (object, "length", -1);
  state->is_finished = json_object_get_boolean_member_with_default (object, "finished", FALSE);
  state->wire_metadata = dup_text (object, "wire_metadata");
  state->mime = dup_text (object, "mime");
  state->cache_control = dup_text (object, "cache_control");
  state->user_metadata = dup_text (object, "user_metadata");
  return state;
}

/**
 * local_upload_state_save:
 * @state: an upload
 * @files: the store
 * @error: return location of an error
 *
 * Keeps an upload on disk.
 *
 * Returns: %TRUE if it is there
 */
gboolean
local_upload_state_save (const LocalUploadState *state, LocalStorageFiles *files, GError **error)
{
  g_autofree gchar *path = get_file (files, state->version, ".json");
  g_autofree gchar *text = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "bucket", state->bucket);
  json_object_set_string_member (object, "name", state->name);
  json_object_set_int_member (object, "length", state->length);
  json_object_set_boolean_member (object, "finished", state->is_finished);
  json_object_set_string_member (object, "wire_metadata", state->wire_metadata);
  json_object_set_string_member (object, "mime", state->mime);
  json_object_set_string_member (object, "cache_control", state->cache_control);
  if (state->user_metadata != NULL)
    json_object_set_string_member (object, "user_metadata", state->user_metadata);
  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/**
 * local_upload_state_remove:
 * @state: an upload
 * @files: the store
 *
 * Removes an upload and what has arrived of it.
 */
void
local_upload_state_remove (const LocalUploadState *state, LocalStorageFiles *files)
{
  g_autofree gchar *path = get_file (files, state->version, ".json");
  g_autofree gchar *part = local_upload_state_get_part (state, files);

  if ((g_unlink (path) != 0 && errno != ENOENT) || (g_unlink (part) != 0 && errno != ENOENT))
    g_warning ("cannot remove the upload %s: %s", state->version, g_strerror (errno));
}

/**
 * local_upload_state_get_part:
 * @state: an upload
 * @files: the store
 *
 * Returns: (transfer full): the file of what has arrived
 */
gchar *
local_upload_state_get_part (const LocalUploadState *state, LocalStorageFiles *files)
{
  return get_file (files, state->version, ".part");
}

/**
 * local_upload_state_get_offset:
 * @state: an upload
 * @files: the store
 *
 * Returns: how many bytes have arrived
 */
gint64
local_upload_state_get_offset (const LocalUploadState *state, LocalStorageFiles *files)
{
  g_autofree gchar *part = local_upload_state_get_part (state, files);
  GStatBuf info;

  if (state->is_finished)
    return state->length;
  return g_stat (part, &info) == 0 ? info.st_size : 0;
}

/**
 * local_upload_state_append:
 * @state: an upload
 * @files: the store
 * @bytes: what comes next
 * @error: return location of an error
 *
 * Adds to an upload. When this returns the bytes are on disk.
 *
 * Returns: %TRUE if they are
 */
gboolean
local_upload_state_append (const LocalUploadState *state, LocalStorageFiles *files, GBytes *bytes, GError **error)
{
  g_autofree gchar *part = local_upload_state_get_part (state, files);
  gint fd = g_open (part, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  gsize left = g_bytes_get_size (bytes);
  const gchar *data = g_bytes_get_data (bytes, NULL);
  gboolean done = fd >= 0;

  while (done && left > 0)
    {
      gssize written = write (fd, data, left);

      done = written > 0 || (written < 0 && errno == EINTR);
      data += MAX (written, 0);
      left -= (gsize) MAX (written, 0);
    }
  done = done && fsync (fd) == 0;
  if (!done)
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno), "cannot write %s: %s", part, g_strerror (errno));
  if (fd >= 0)
    g_close (fd, NULL);

  return done;
}

/**
 * local_upload_sweep:
 * @files: the store
 * @before: a time, in seconds since 1970
 *
 * Removes what is left of uploads that nothing was added to since then.
 */
void
local_upload_sweep (LocalStorageFiles *files, gint64 before)
{
  const gchar *directory = local_storage_files_get_uploads (files);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &error);
  const gchar *name;

  if (dir == NULL)
    {
      g_warning ("cannot look into %s: %s", directory, error->message);
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree gchar *path = g_build_filename (directory, name, NULL);
      GStatBuf info;

      if (g_stat (path, &info) == 0 && info.st_mtime < before && g_unlink (path) != 0)
        g_warning ("cannot remove %s: %s", path, g_strerror (errno));
    }
}
