/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-transfers.h"

#include <string.h>

/* Long enough to be told apart in a listing; the real name is the attachment's label. */
#define LONGEST_STEM 60
#define LONGEST_EXTENSION 12

static char *
dup_safe (const char *text, gsize longest)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *safe = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && safe->len < longest; c++)
    {
      if (g_ascii_isalnum (*c) || *c == '_')
        g_string_append_c (safe, *c);
      else if (safe->len > 0 && safe->str[safe->len - 1] != '-')
        g_string_append_c (safe, '-');
    }
  while (safe->len > 0 && safe->str[safe->len - 1] == '-')
    g_string_truncate (safe, safe->len - 1);
  return g_string_free (safe, FALSE);
}

static gboolean
is_extension (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

  return length > 0 && length <= LONGEST_EXTENSION && text[length] == '\0';
}

/**
 * desk_transfers_dup_path:
 * @ticket_id: whose file it is
 * @file_id: the attachment's id, which makes the path unique
 * @label: the file's real name, from anywhere
 *
 * Storage takes ASCII names alone, and policies take the path apart at its slashes: of the name only letters, digits, lines and the last
 * extension's dot are kept.
 *
 * Returns: (transfer full): the path in the bucket
 */
char *
desk_transfers_dup_path (const char *ticket_id, const char *file_id, const char *label)
{
  g_autofree char *valid = g_utf8_make_valid (label, -1);
  char *dot = strrchr (valid, '.');
  const char *extension = "";
  g_autofree char *stem = NULL;

  if (dot != NULL && dot != valid && is_extension (dot + 1))
    {
      extension = dot + 1;
      *dot = '\0';
    }
  stem = dup_safe (valid, LONGEST_STEM);
  return g_strdup_printf ("tickets/%s/%s-%s%s%s", ticket_id, file_id, *stem != '\0' ? stem : "file", *extension != '\0' ? "." : "",
                          extension);
}
