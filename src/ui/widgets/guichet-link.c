/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-link.h"

#define BEGINNING "guichet://ticket/"

/**
 * guichet_link_dup_ticket:
 * @number: of a ticket
 *
 * Returns: (transfer full): the link that opens it
 */
char *
guichet_link_dup_ticket (gint64 number)
{
  return g_strdup_printf (BEGINNING "%" G_GINT64_FORMAT, number);
}

/**
 * guichet_link_get_number:
 * @uri: a link from anywhere
 *
 * Returns: the number of the ticket that it leads to; 0 for any other link
 */
gint64
guichet_link_get_number (const char *uri)
{
  g_autofree char *digits = NULL;
  gint64 number;

  g_return_val_if_fail (uri != NULL, 0);

  if (g_ascii_strncasecmp (uri, BEGINNING, strlen (BEGINNING)) != 0)
    return 0;

  digits = g_strdup (uri + strlen (BEGINNING));
  if (g_str_has_suffix (digits, "/"))
    digits[strlen (digits) - 1] = '\0';

  return g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &number, NULL) ? number : 0;
}
