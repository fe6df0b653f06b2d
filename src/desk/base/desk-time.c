/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-time.h"

/* Days between 1970-01-01 and a day of the proleptic Gregorian calendar. */
static gint64
days_from_civil (gint64 year,
                 gint64 month,
                 gint64 day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static gboolean
read_digits (const char **text,
             guint min,
             guint max,
             gint64 *value)
{
  guint n = 0;

  *value = 0;
  while (n < max && g_ascii_isdigit ((*text)[n]))
    {
      *value = *value * 10 + ((*text)[n] - '0');
      n++;
    }
  *text += n;

  return n >= min;
}

static gboolean
read_char (const char **text,
           const char *allowed)
{
  if (**text == '\0' || strchr (allowed, **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
read_fraction (const char **text,
               gint64 *microseconds)
{
  gint64 scale = G_USEC_PER_SEC / 10;

  *microseconds = 0;
  if (!read_char (text, "."))
    return TRUE;
  if (!g_ascii_isdigit (**text))
    return FALSE;

  for (; g_ascii_isdigit (**text); (*text)++)
    {
      *microseconds += (**text - '0') * scale;
      scale /= 10;
    }

  return TRUE;
}

static gboolean
read_offset (const char **text,
             gint64 *seconds)
{
  gint64 hours = 0, minutes = 0;
  int sign = **text == '-' ? -1 : 1;

  *seconds = 0;
  if (read_char (text, "Z"))
    return TRUE;
  if (!read_char (text, "+-") || !read_digits (text, 2, 2, &hours))
    return FALSE;
  if (read_char (text, ":") || g_ascii_isdigit (**text))
    {
      if (!read_digits (text, 2, 2, &minutes))
        return FALSE;
    }
  *seconds = sign * (hours * 3600 + minutes * 60);

  return TRUE;
}

/**
 * desk_time_parse:
 * @text: a timestamptz as PostgreSQL prints it in JSON, `2026-01-31T09:12:45.123456+00:00`, or in text, with a blank for the T
 * @time: (out): microseconds since 1970 UTC
 *
 * Reads a time exactly, to the microsecond: it serves as a cursor. More digits are cut off.
 *
 * Returns: whether @text is such a time
 */
gboolean
desk_time_parse (const char *text,
                 gint64 *time)
{
  gint64 year, month, day, hour, minute, second, microseconds, offset;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (time != NULL, FALSE);

  if (!read_digits (&text, 4, 6, &year) || !read_char (&text, "-") ||
      !read_digits (&text, 2, 2, &month) || !read_char (&text, "-") ||
      !read_digits (&text, 2, 2, &day) || !read_char (&text, "T ") ||
      !read_digits (&text, 2, 2, &hour) || !read_char (&text, ":") ||
      !read_digits (&text, 2, 2, &minute) || !read_char (&text, ":") ||
      !read_digits (&text, 2, 2, &second) || !read_fraction (&text, &microseconds) ||
      !read_offset (&text, &offset) || *text != '\0')
    return FALSE;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60)
    return FALSE;

  *time = ((days_from_civil (year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset) * G_USEC_PER_SEC +
           microseconds);

  return TRUE;
}

/**
 * desk_time_dup_wire:
 * @time: microseconds since 1970 UTC
 *
 * Writes a time so that PostgreSQL reads the same microsecond back.
 *
 * Returns: (transfer full): ISO 8601 in UTC, ending in Z
 */
char *
desk_time_dup_wire (gint64 time)
{
  gint64 seconds = time / G_USEC_PER_SEC - (time % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = NULL;

  g_return_val_if_fail (moment != NULL, NULL);

  text = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", text, (int) (time - seconds * G_USEC_PER_SEC));
}
