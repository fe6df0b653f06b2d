/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-signature.h"

#include <string.h>

/* What stands under each reply of a person of staff: added when the reply goes, and never twice. */

/**
 * guichet_signature_dup:
 * @settings: the person's
 *
 * Returns: (transfer full) (nullable): the signature without blank lines around it; %NULL where there is none
 */
char *
guichet_signature_dup (GSettings *settings)
{
  char *signature;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  signature = g_strstrip (g_settings_get_string (settings, "signature"));
  if (*signature == '\0')
    g_clear_pointer (&signature, g_free);

  return signature;
}

/**
 * guichet_signature_is_in:
 * @signature: a signature
 * @body: what was written
 *
 * Tells whether the signature stands in the text already, as lines of its own: typed, or had back with a reply that was taken back.
 *
 * Returns: whether it does
 */
gboolean
guichet_signature_is_in (const char *signature,
                         const char *body)
{
  gsize length;

  g_return_val_if_fail (signature != NULL && *signature != '\0', FALSE);
  g_return_val_if_fail (body != NULL, FALSE);

  length = strlen (signature);
  for (const char *at = strstr (body, signature); at != NULL; at = strstr (at + 1, signature))
    if ((at == body || at[-1] == '\n') && strchr ("\r\n", at[length]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * guichet_signature_add:
 * @signature: a signature
 * @body: what was written
 *
 * Returns: (transfer full): the text with the signature under it, after an empty line; as it was where it has it already
 */
char *
guichet_signature_add (const char *signature,
                       const char *body)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (signature != NULL && *signature != '\0', NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if (guichet_signature_is_in (signature, body))
    return g_strdup (body);
  text = g_strchomp (g_strdup (body));

  return *text != '\0' ? g_strconcat (text, "\n\n", signature, NULL) : g_strdup (signature);
}

/**
 * guichet_signature_dup_line:
 * @signature: a signature
 *
 * Returns: (transfer full): the signature on one line, its lines with points between them
 */
char *
guichet_signature_dup_line (const char *signature)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  g_return_val_if_fail (signature != NULL, NULL);

  lines = g_strsplit (signature, "\n", -1);
  for (char **part = lines; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", *part);

  return g_string_free (g_steal_pointer (&line), FALSE);
}
