/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-names.h"

#include <string.h>

#define SIGNS "_!-.*'() &$@=;:+,?"
#define MAX_BUCKET_NAME 100

static gboolean
has_only (const gchar *name, const gchar *signs)
{
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr (signs, *name) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * local_storage_name_is_key:
 * @name: the name of an object
 *
 * Whether storage takes the name: ASCII letters, digits and a few signs, slashes included, and not nothing.
 *
 * Returns: %TRUE if it does
 */
gboolean
local_storage_name_is_key (const gchar *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return *name != '\0' && has_only (name, SIGNS "/");
}

/**
 * local_storage_name_is_bucket:
 * @name: the name of a bucket
 *
 * Whether a bucket may have the name: as an object, but without slash, without space at its ends, 100 bytes at most.
 *
 * Returns: %TRUE if it may
 */
gboolean
local_storage_name_is_bucket (const gchar *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= MAX_BUCKET_NAME && name[0] != ' ' && name[length - 1] != ' ' &&
         has_only (name, SIGNS);
}

/**
 * local_storage_name_has_dot_segment:
 * @name: the name of an object
 *
 * Whether a segment of the name is `.` or `..`, which the reference server with files behind it does not take.
 *
 * Returns: %TRUE if there is one
 */
gboolean
local_storage_name_has_dot_segment (const gchar *name)
{
  g_auto (GStrv) segments = g_strsplit (name, "/", -1);

  return g_strv_contains ((const gchar *const *) segments, ".") ||
         g_strv_contains ((const gchar *const *) segments, "..");
}

/**
 * local_storage_name_is_version:
 * @name: (nullable): the version of a row of `storage.objects`
 *
 * Whether it is one of ours, a lower-case UUID. Only then does a path on disk follow from it.
 *
 * Returns: %TRUE if it is
 */
gboolean
local_storage_name_is_version (const gchar *name)
{
  return name != NULL && g_uuid_string_is_valid (name) && strspn (name, "0123456789abcdef-") == strlen (name);
}

/**
 * local_storage_name_decode:
 * @encoded: a part of a path, percent-encoded
 *
 * Decodes a part of a path, once.
 *
 * Returns: (transfer full) (nullable): UTF-8, %NULL when it is none or a percent sign encodes nothing
 */
gchar *
local_storage_name_decode (const gchar *encoded)
{
  g_autofree gchar *name = g_uri_unescape_string (encoded, NULL);

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return NULL;

  return g_steal_pointer (&name);
}

/**
 * local_storage_name_encode:
 * @name: the name that a download is to have
 *
 * Encodes a name for a header as JavaScript's encodeURIComponent does.
 *
 * Returns: (transfer full): ASCII
 */
gchar *
local_storage_name_encode (const gchar *name)
{
  return g_uri_escape_string (name, "!*'()", FALSE);
}

/**
 * local_storage_mime_is_valid:
 * @mime: a content type
 *
 * Whether it has the form of a content type, `type/subtype` with or without parameters.
 *
 * Returns: %TRUE if it has
 */
gboolean
local_storage_mime_is_valid (const gchar *mime)
{
  gsize type = strcspn (mime, "/;, ");
  gsize subtype;

  if (type == 0 || mime[type] != '/')
    return FALSE;

  subtype = strcspn (mime + type + 1, "/;, ");
  return subtype > 0 && (mime[type + 1 + subtype] == '\0' || strchr ("; ", mime[type + 1 + subtype]) != NULL);
}

/**
 * local_storage_mime_is_allowed:
 * @mime: a content type, parameters included
 * @allowed: (nullable) (array zero-terminated=1): what the bucket allows, %NULL for all
 *
 * Compares a content type with the list of a bucket: as text, where a subtype of `*` stands for anything.
 *
 * Returns: %TRUE if it is allowed
 */
gboolean
local_storage_mime_is_allowed (const gchar *mime, const gchar *const *allowed)
{
  if (allowed == NULL || allowed[0] == NULL)
    return TRUE;

  for (guint i = 0; allowed[i] != NULL; i++)
    {
      gsize length = strlen (allowed[i]);

      if (strcmp (allowed[i], mime) == 0)
        return TRUE;
      if (g_str_has_suffix (allowed[i], "/*") && strncmp (allowed[i], mime, length - 1) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * local_storage_parse_size:
 * @text: a number of bytes, or a number with `KB`, `MB`, `GB` (by 1000) or `KiB`, `MiB`, `GiB` (by 1024)
 *
 * Parses the size limit of a bucket.
 *
 * Returns: bytes, or -1
 */
gint64
local_storage_parse_size (const gchar *text)
{
  static const struct
  {
    const gchar *unit;
    gdouble factor;
  } units[] = {
    { "", 1 }, { "B", 1 }, { "KB", 1e3 }, { "MB", 1e6 }, { "GB", 1e9 },
    { "KiB", 1024. }, { "MiB", 1048576. }, { "GiB", 1073741824. },
  };
  gchar *end = NULL;
  gdouble number = g_ascii_strtod (text, &end);

  if (end == text || !(number >= 0) || number > 1e15)
    return -1;

  while (*end == ' ')
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (end, units[i].unit) == 0)
      return (gint64) (number * units[i].factor);

  return -1;
}

static gboolean
parse_offset (const gchar *text, gsize length, guint64 *offset)
{
  g_autofree gchar *digits = g_strndup (text, length);

  return g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, offset, NULL);
}

/**
 * local_storage_parse_range:
 * @header: the header Range
 * @size: bytes of the file
 * @start: (out): the first byte
 * @length: (out): how many
 *
 * Parses one range of bytes, cut to the size of the file.
 *
 * Returns: %FALSE when it is malformed, more than one, or beyond the end
 */
gboolean
local_storage_parse_range (const gchar *header, gsize size, gsize *start, gsize *length)
{
  guint64 first = 0;
  guint64 last = size - 1;
  const gchar *dash;

  if (!g_str_has_prefix (header, "bytes=") || size == 0)
    return FALSE;

  header += strlen ("bytes=");
  dash = strchr (header, '-');
  if (dash == NULL || (dash == header && dash[1] == '\0'))
    return FALSE;

  if (dash == header)
    {
      if (!parse_offset (dash + 1, strlen (dash + 1), &last) || last == 0)
        return FALSE;
      first = last < size ? size - last : 0;
      last = size - 1;
    }
  else if (!parse_offset (header, (gsize) (dash - header), &first) ||
           (dash[1] != '\0' && !parse_offset (dash + 1, strlen (dash + 1), &last)))
    return FALSE;

  if (first >= size || last < first)
    return FALSE;

  *start = (gsize) first;
  *length = (gsize) (MIN (last, size - 1) - first + 1);
  return TRUE;
}
