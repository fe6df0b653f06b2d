/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-linkify.h"

#include <string.h>

/* The numbers of tickets are not longer, and fit their type. */
#define MAX_DIGITS 16

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

/* (nullable): the end of the number of a ticket that begins here, as in #1042 */
static const char *
match_number (const char *text,
              const char *p)
{
  const char *end = p + 1;

  if (*p != '#' || *end < '1' || *end > '9')
    return NULL;
  if (p > text && (g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p))) || strchr ("#&/", p[-1]) != NULL))
    return NULL;

  while (g_ascii_isdigit (*end))
    end++;

  return end - p <= MAX_DIGITS && *end != '_' && !g_unichar_isalnum (g_utf8_get_char (end)) ? end : NULL;
}

static void
append_escaped (GString *markup,
                const char *start,
                const char *end)
{
  g_autofree char *escaped = g_markup_escape_text (start, end - start);

  g_string_append (markup, escaped);
}

static void
append_address (GString *markup,
                const char *start,
                const char *end)
{
  g_string_append (markup, "<a href=\"");
  append_escaped (markup, start, end);
  g_string_append (markup, "\">");
  append_escaped (markup, start, end);
  g_string_append (markup, "</a>");
}

/* Nothing but digits comes after the sign. */
static void
append_number (GString *markup,
               const char *start,
               const char *end)
{
  int length = end - start;

  g_string_append_printf (markup, "<a href=\"" GUICHET_LINKIFY_TICKET "%.*s\">%.*s</a>", length - 1, start + 1, length, start);
}

/**
 * guichet_linkify:
 * @text: what somebody wrote; UTF-8 or not
 *
 * Turns what a person wrote into markup in which all of it is escaped, and the addresses of the web and the numbers of tickets, #1042, are links:
 * those of tickets as %GUICHET_LINKIFY_TICKET with the number after it. This is the only markup that is made
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
      const char *number_end = end == NULL ? match_number (valid, p) : NULL;

      if (end == NULL && number_end == NULL)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      append_escaped (markup, rest, p);
      if (end == NULL)
        append_number (markup, p, end = number_end);
      else
        append_address (markup, p, end);
      rest = p = end;
    }
  append_escaped (markup, rest, p);

  return g_string_free (markup, FALSE);
}
