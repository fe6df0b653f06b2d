/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-range.h"

#include <string.h>

/* Larger numbers of rows are not told apart. */
#define MANY G_GINT64_CONSTANT (1000000000000000)

/**
 * local_rest_range_all:
 *
 * Returns: the range of all rows
 */
LocalRestRange
local_rest_range_all (void)
{
  return (LocalRestRange) { 0, G_MAXINT64 };
}

/**
 * local_rest_range_is_all:
 * @self: a range
 *
 * Returns: whether it holds all rows
 */
gboolean
local_rest_range_is_all (LocalRestRange self)
{
  return self.lower == 0 && self.upper == G_MAXINT64;
}

/**
 * local_rest_range_is_empty:
 * @self: a range
 *
 * Returns: whether it holds no row
 */
gboolean
local_rest_range_is_empty (LocalRestRange self)
{
  return self.upper < self.lower;
}

/**
 * local_rest_range_is_zero:
 * @self: a range
 *
 * Returns: whether it is what "limit=0" means, the one empty range that may be asked for
 */
gboolean
local_rest_range_is_zero (LocalRestRange self)
{
  return self.upper == -1;
}

/**
 * local_rest_range_intersect:
 * @a: a range
 * @b: another
 *
 * Returns: the rows that are in both
 */
LocalRestRange
local_rest_range_intersect (LocalRestRange a,
                            LocalRestRange b)
{
  if (local_rest_range_is_empty (a) || local_rest_range_is_empty (b))
    return (LocalRestRange) { G_MAXINT64, G_MININT64 };

  return (LocalRestRange) { MAX (a.lower, b.lower), MIN (a.upper, b.upper) };
}

/* What is no whole number counts as not sent. */
static gboolean
parse_number (const char *text,
              gint64     *number)
{
  gboolean negative;

  if (text == NULL)
    return FALSE;
  text += strspn (text, " ");
  negative = *text == '-';
  if (negative)
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (*number = 0; g_ascii_isdigit (*text); text++)
    *number = MIN (*number * 10 + (*text - '0'), MANY);
  if (negative)
    *number = -*number;

  return text[strspn (text, " ")] == '\0';
}

/**
 * local_rest_range_parse_window:
 * @limit: (nullable): what limit= says
 * @offset: (nullable): what offset= says
 *
 * Returns: the rows that they ask for; it may be empty, or begin before the first
 */
LocalRestRange
local_rest_range_parse_window (const char *limit,
                               const char *offset)
{
  LocalRestRange range = local_rest_range_all ();
  gint64 n_rows = 0;
  gboolean has_limit = parse_number (limit, &n_rows);

  if (offset == NULL) {
    if (has_limit)
      range.upper = n_rows - 1;
    return range;
  }

  if (!parse_number (offset, &range.lower))
    range.lower = 0;
  if (limit != NULL)
    range.upper = range.lower + (has_limit ? MAX (n_rows, 0) : 0) - 1;
  if (has_limit && n_rows < 0)
    return (LocalRestRange) { G_MAXINT64, G_MININT64 };

  return range;
}

/**
 * local_rest_range_parse_header:
 * @header: (nullable): the header Range
 *
 * Returns: the rows that it asks for; all if it is of another form
 */
LocalRestRange
local_rest_range_parse_header (const char *header)
{
  LocalRestRange range = local_rest_range_all ();
  g_autofree char *lower = NULL;
  const char *dash;

  dash = header != NULL ? strchr (header, '-') : NULL;
  if (dash == NULL || dash == header || header[strspn (header, "0123456789")] != '-'
      || dash[1 + strspn (dash + 1, "0123456789")] != '\0')
    return range;
  lower = g_strndup (header, (gsize) (dash - header));
  (void) parse_number (lower, &range.lower);
  (void) parse_number (dash + 1, &range.upper);

  return range;
}

/**
 * local_rest_range_restrict:
 * @self: a range
 * @max_rows: how many rows an answer may have
 *
 * Returns: @self, cut down
 */
LocalRestRange
local_rest_range_restrict (LocalRestRange self,
                           gint64         max_rows)
{
  if (local_rest_range_is_zero (self))
    return (LocalRestRange) { 0, -1 };

  return local_rest_range_intersect (self, (LocalRestRange) { G_MININT64, self.lower + max_rows - 1 });
}

/**
 * local_rest_range_get_status:
 * @self: the range that was asked for
 * @n_rows: how many rows the answer has
 * @total: how many there are, -1 if that is not known
 *
 * Returns: the HTTP status of the answer
 */
guint
local_rest_range_get_status (LocalRestRange self,
                             gint64         n_rows,
                             gint64         total)
{
  if (total < 0)
    return 200;
  if (self.lower > total)
    return 416;

  return n_rows < total ? 206 : 200;
}

/**
 * local_rest_range_get_header:
 * @lower: the first row
 * @upper: the last row
 * @total: how many there are, -1 if that is not known
 *
 * Returns: (transfer full): the header Content-Range
 */
char *
local_rest_range_get_header (gint64 lower,
                             gint64 upper,
                             gint64 total)
{
  g_autofree char *rows = NULL;
  g_autofree char *all = NULL;

  if (lower <= upper && total != 0)
    rows = g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, lower, upper);
  if (total >= 0)
    all = g_strdup_printf ("%" G_GINT64_FORMAT, total);

  return g_strdup_printf ("%s/%s", rows != NULL ? rows : "*", all != NULL ? all : "*");
}
