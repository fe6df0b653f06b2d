/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-linkify.h"

#include <string.h>

/* What may stand in an address. Letters of all scripts may; what is invisible or turns the direction of writing may not, since the address would
 * not be the one that one reads. */
static gboolean
is_address_char (gunichar c)
{
  if (c <= 0x20 || c == 0x7f || strchr ("<>\"`\\^{}|", (int) MIN (c, 0x7f)) != NULL)
    return FALSE;

  return c < 0x80 || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* (nullable): where the address ends that begins at @start */
static const char *
find_end (const char *start,
          const char *host)
{
  const char *end = host;
  int open = 0;

  while (*end != '\0' && is_address_char (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  /* What closes a sentence is not of the address, nor a bracket that was opened before it. */
  for (const char *p = start; p < end; p++)
    open += *p == '(' ? 1 : *p == ')' ? -1 : 0;
  while (end > host && (strchr (".,;:!?'*]", end[-1]) != NULL || (end[-1] == ')' && open < 0)))
    {
      if (end[-1] == ')')
        open++;
      end--;
    }

  return end > host ? end : NULL;
}

/* (nullable): the end of the address that begins here */
static const char *
match (const char *text,
       const char *p)
{
  static const char *const schemes[] = { "https://", "http://" };

  if (p > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p))))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (p, schemes[i], length) == 0 && g_unichar_isalnum (g_utf8_get_char (p + length)))
        return find_end (p, p + length);
    }

  return NULL;
}

static void
append_escaped (GString *markup,
                const char *start,
                const char *end)
{
  g_autofree char *escaped = g_markup_escape_text (start, end - start);

  g_string_append (markup, escaped);
}

/**
 * guichet_linkify:
 * @text: what somebody wrote; UTF-8 or not
 *
 * Turns what a person wrote into markup in which all of it is escaped, and the addresses of the web are links. This is the only markup that is made
 * of what comes from the network.
 *
 * Returns: (transfer full): markup for a label
 */
char *
guichet_linkify (const char *text)
{
  GString *markup = g_string_new (NULL);
  g_autofree char *valid = NULL;
  const char *rest, *p;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  for (rest = p = valid; *p != '\0';)
    {
      const char *end = match (valid, p);

      if (end == NULL)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      append_escaped (markup, rest, p);
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, p, end);
      g_string_append (markup, "\">");
      append_escaped (markup, p, end);
      g_string_append (markup, "</a>");
      rest = p = end;
    }
  append_escaped (markup, rest, p);

  return g_string_free (markup, FALSE);
}
