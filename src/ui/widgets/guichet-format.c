/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-format.h"

#include <glib/gi18n.h>

/* Numbers and their units are joined by a no-break space (U+00A0), so that a line never ends between them. */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define EVENING (6 * HOUR)
#define DAY (24 * HOUR)

static GDateTime *
local_time (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);

  return g_date_time_to_local (utc);
}

/* Days between the calendar days of two moments, in the local time zone. */
static int
days_between (GDateTime *earlier,
              GDateTime *later)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (earlier), g_date_time_get_month (earlier),
                  g_date_time_get_year (earlier));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (later), g_date_time_get_month (later), g_date_time_get_year (later));

  return g_date_days_between (&a, &b);
}

static char *
format_date (GDateTime *date,
             GDateTime *now)
{
  if (g_date_time_get_year (date) == g_date_time_get_year (now))
    /* Translators: a day of this year, as in 12 June; strftime's letters, %-e is the day without padding */
    return g_date_time_format (date, _("%-e %B"));

  /* Translators: a day of another year, as in 12 June 2024; strftime's letters */
  return g_date_time_format (date, _("%-e %B %Y"));
}

/* The sentences are constants; a translation that breaks the format is found by msgfmt. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
fill_in_number (const char *format,
                double number)
{
  return g_strdup_printf (format, number);
}
#pragma GCC diagnostic pop

/**
 * guichet_format_age:
 * @then: a moment, microseconds since 1970 UTC
 * @now: the moment that counts as now
 *
 * How long ago something was, as short as a list can say it: 18 min, 1 h, yesterday, Monday, 12 June.
 *
 * Returns: (transfer full): the words
 */
char *
guichet_format_age (gint64 then,
                    gint64 now)
{
  g_autoptr (GDateTime) date = local_time (then);
  g_autoptr (GDateTime) today = local_time (now);
  gint64 seconds = (now - then) / G_USEC_PER_SEC;
  int days = days_between (date, today);

  if (seconds < MINUTE)
    return g_strdup (_("now"));
  if (seconds < HOUR)
    return g_strdup_printf (ngettext ("%d min", "%d min", seconds / MINUTE), (int) (seconds / MINUTE));
  /* Soon after midnight, an hour ago is still an hour ago. */
  if (days == 0 || seconds < EVENING)
    return g_strdup_printf (ngettext ("%d h", "%d h", seconds / HOUR), (int) (seconds / HOUR));
  if (days == 1)
    return g_strdup (_("yesterday"));
  if (days < 7)
    return g_date_time_format (date, "%A");

  return format_date (date, today);
}

/**
 * guichet_format_age_sentence:
 * @then: a moment, microseconds since 1970 UTC
 * @now: the moment that counts as now
 *
 * The age as it is read aloud: 18 minutes ago.
 *
 * Returns: (transfer full): the words
 */
char *
guichet_format_age_sentence (gint64 then,
                             gint64 now)
{
  g_autoptr (GDateTime) date = local_time (then);
  g_autoptr (GDateTime) today = local_time (now);
  gint64 seconds = (now - then) / G_USEC_PER_SEC;

  if (seconds < MINUTE)
    return g_strdup (_("just now"));
  if (seconds < HOUR)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", seconds / MINUTE), (int) (seconds / MINUTE));
  if (days_between (date, today) == 0 || seconds < EVENING)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", seconds / HOUR), (int) (seconds / HOUR));

  return guichet_format_age (then, now);
}

/**
 * guichet_format_time:
 * @when: a moment, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the time of the day, as in 09:15, local
 */
char *
guichet_format_time (gint64 when)
{
  g_autoptr (GDateTime) date = local_time (when);

  /* Translators: the time of the day, as in 09:15; strftime's letters */
  return g_date_time_format (date, _("%H:%M"));
}

/**
 * guichet_format_day:
 * @when: a moment, microseconds since 1970 UTC
 * @now: the moment that counts as now
 *
 * Returns: (transfer full): the day as a heading: Today, Yesterday, Tomorrow, Monday, 12 June
 */
char *
guichet_format_day (gint64 when,
                    gint64 now)
{
  g_autoptr (GDateTime) date = local_time (when);
  g_autoptr (GDateTime) today = local_time (now);
  int days = days_between (date, today);

  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (days == -1)
    return g_strdup (_("Tomorrow"));
  if (ABS (days) < 7)
    {
      g_autofree char *weekday = g_date_time_format (date, "%A");

      return guichet_format_capital (weekday);
    }

  return format_date (date, today);
}

/**
 * guichet_format_day_and_time:
 * @when: a moment, microseconds since 1970 UTC
 * @now: the moment that counts as now
 *
 * Returns: (transfer full): day and time, as in Today, 09:45
 */
char *
guichet_format_day_and_time (gint64 when,
                             gint64 now)
{
  g_autofree char *day = guichet_format_day (when, now);
  g_autofree char *time = guichet_format_time (when);

  /* Translators: a day and a time, as in Today, 09:45 */
  return g_strdup_printf (_("%1$s, %2$s"), day, time);
}

/**
 * guichet_format_moment:
 * @when: a moment, microseconds since 1970 UTC
 * @now: the moment that counts as now
 *
 * Returns: (transfer full): day and time within a sentence, as in today 09:45
 */
char *
guichet_format_moment (gint64 when,
                       gint64 now)
{
  g_autoptr (GDateTime) date = local_time (when);
  g_autoptr (GDateTime) today = local_time (now);
  g_autofree char *time = guichet_format_time (when);
  g_autofree char *weekday = NULL;

  switch (days_between (date, today))
    {
    case 0:
      /* Translators: a time of this day within a sentence, as in since today 09:45 */
      return g_strdup_printf (_("today %s"), time);

    case 1:
      /* Translators: a time of the day before within a sentence, as in since yesterday 09:45 */
      return g_strdup_printf (_("yesterday %s"), time);

    case -1:
      /* Translators: a time of the day after within a sentence, as in until tomorrow 09:45 */
      return g_strdup_printf (_("tomorrow %s"), time);

    default:
      break;
    }

  if (ABS (days_between (date, today)) >= 7)
    return guichet_format_day_and_time (when, now);

  weekday = g_date_time_format (date, "%A");

  return g_strdup_printf (_("%1$s, %2$s"), weekday, time);
}

/**
 * guichet_format_duration:
 * @seconds: a length of time, not negative
 *
 * The two largest units: 45 s, 12 min, 2 h 40 min, 1 d 2 h.
 *
 * Returns: (transfer full): the words
 */
char *
guichet_format_duration (gint64 seconds)
{
  int days, hours, minutes;

  g_return_val_if_fail (seconds >= 0, NULL);

  if (seconds < MINUTE)
    return g_strdup_printf (ngettext ("%d s", "%d s", seconds), (int) seconds);
  if (seconds < HOUR)
    return g_strdup_printf (ngettext ("%d min", "%d min", seconds / MINUTE), (int) (seconds / MINUTE));

  days = seconds / DAY;
  hours = (seconds % DAY) / HOUR;
  minutes = (seconds % HOUR) / MINUTE;
  if (days == 0)
    {
      if (minutes == 0)
        return g_strdup_printf (ngettext ("%d h", "%d h", hours), hours);
      /* Translators: hours and minutes, as in 3 h 05 min */
      return g_strdup_printf (_("%1$d h %2$02d min"), hours, minutes);
    }
  if (hours == 0)
    return g_strdup_printf (ngettext ("%d d", "%d d", days), days);

  /* Translators: days and hours, as in 1 d 2 h */
  return g_strdup_printf (_("%1$d d %2$d h"), days, hours);
}

/**
 * guichet_format_minutes:
 * @minutes: a length of time, not negative
 *
 * A promise in whole words: 30 minutes, 4 hours, 2 days.
 *
 * Returns: (transfer full): the words
 */
char *
guichet_format_minutes (int minutes)
{
  g_return_val_if_fail (minutes >= 0, NULL);

  if (minutes >= 2 * 24 * 60 && minutes % (24 * 60) == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", minutes / (24 * 60)), minutes / (24 * 60));

  return guichet_format_working_minutes (minutes);
}

/**
 * guichet_format_working_minutes:
 * @minutes: a length of working time, not negative
 *
 * As guichet_format_minutes(), but never in days: a day of work is as long as a calendar has it.
 *
 * Returns: (transfer full): the words
 */
char *
guichet_format_working_minutes (int minutes)
{
  g_return_val_if_fail (minutes >= 0, NULL);

  if (minutes >= 60 && minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", minutes / 60), minutes / 60);

  return g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);
}

/**
 * guichet_format_size:
 * @bytes: a size
 *
 * Two digits that say something: 640 kB, 1.2 MB, 48 MB.
 *
 * Returns: (transfer full): the size
 */
char *
guichet_format_size (gint64 bytes)
{
  /* Translators: sizes of files, with one digit behind the point or with none */
  static const char *const fine[] = { N_("%.1f kB"), N_("%.1f MB"), N_("%.1f GB") };
  static const char *const coarse[] = { N_("%.0f kB"), N_("%.0f MB"), N_("%.0f GB") };
  double value = MAX (bytes, 0);
  guint unit = 0;

  if (value < 1000)
    return g_strdup_printf (ngettext ("%d byte", "%d bytes", (gulong) value), (int) value);

  for (value /= 1000; value >= 999.5 && unit + 1 < G_N_ELEMENTS (fine); unit++)
    value /= 1000;

  return fill_in_number (value < 9.95 ? _(fine[unit]) : _(coarse[unit]), value);
}

/**
 * guichet_format_next_minute:
 * @now: microseconds since 1970 UTC
 *
 * Returns: the first moment of the next minute
 */
gint64
guichet_format_next_minute (gint64 now)
{
  gint64 minute = MINUTE * G_USEC_PER_SEC;

  return (now / minute + 1) * minute;
}

/**
 * guichet_format_line:
 * @text: what somebody entered for a name
 *
 * Returns: (transfer full): the same on one line, without what surrounds it; what cannot be seen, and came with what was pasted, is a space
 */
char *
guichet_format_line (const char *text)
{
  GString *line;

  g_return_val_if_fail (text != NULL, NULL);

  line = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (line, g_unichar_iscntrl (g_utf8_get_char (at)) ? ' ' : g_utf8_get_char (at));

  return g_strstrip (g_string_free (line, FALSE));
}

/**
 * guichet_format_excerpt:
 * @text: several lines
 *
 * Returns: (transfer full): the same as one line to look through; between two paragraphs stands one space
 */
char *
guichet_format_excerpt (const char *text)
{
  GString *line;

  g_return_val_if_fail (text != NULL, NULL);

  line = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (line, *at);
    else if (line->len > 0 && line->str[line->len - 1] != ' ')
      g_string_append_c (line, ' ');

  return g_strchomp (g_string_free (line, FALSE));
}

/**
 * guichet_format_capital:
 * @words: words that begin with the name of a day, which many languages write small
 *
 * Returns: (transfer full): the same as the head of a line, which begins as every other line does
 */
char *
guichet_format_capital (const char *words)
{
  g_autofree char *letter = NULL;
  const char *rest;

  g_return_val_if_fail (words != NULL, NULL);

  if (*words == '\0')
    return g_strdup (words);

  rest = g_utf8_next_char (words);
  letter = g_utf8_strup (words, rest - words);

  return g_strconcat (letter, rest, NULL);
}
