/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-working-time.h"

#include <string.h>

/* More than anybody promises, and less than the database refuses. */
#define MOST_MINUTES (10 * 366 * 24 * 60)

#define ROUND_THE_CLOCK (24 * 60)

/* The units of the languages that we know; in lower case. */
static const struct
{
  const char *name;
  int minutes;                  /* 0 stands for a working day */
} units[] = {
  { "min", 1 }, { "mins", 1 }, { "minute", 1 }, { "minutes", 1 }, { "mn", 1 }, { "m", 1 },
  { "h", 60 }, { "hr", 60 }, { "hour", 60 }, { "hours", 60 }, { "heure", 60 }, { "heures", 60 },
  { "d", 0 }, { "day", 0 }, { "days", 0 }, { "j", 0 }, { "jour", 0 }, { "jours", 0 },
};

static const char *
skip_blanks (const char *text)
{
  while (*text != '\0' && (g_unichar_isspace (g_utf8_get_char (text)) || g_utf8_get_char (text) == 0x202f))
    text = g_utf8_next_char (text);

  return text;
}

/* How many minutes the unit at @text has, or -1; moves behind it. */
static int
read_unit (const char **text,
           int day_minutes)
{
  const char *end = *text;
  g_autofree char *word = NULL;

  while (g_ascii_isalpha (*end))
    end++;
  word = g_ascii_strdown (*text, end - *text);
  *text = end;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].name, word))
      return units[i].minutes == 0 ? day_minutes : units[i].minutes;

  return -1;
}

/**
 * desk_working_time_parse:
 * @text: what a person wrote: 90 min, 4 h, 1 h 30, 2 d, or nothing
 * @day_minutes: how long a day is
 * @minutes: (out): so many minutes, 0 for nothing
 *
 * Returns: whether it says a length of time
 */
gboolean
desk_working_time_parse (const char *text,
                         int day_minutes,
                         int *minutes)
{
  gint64 sum = 0;
  gboolean after_hours = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (day_minutes > 0, FALSE);
  g_return_val_if_fail (minutes != NULL, FALSE);

  text = skip_blanks (text);
  *minutes = 0;
  if (*text == '\0')
    return TRUE;

  while (*text != '\0')
    {
      gint64 number = 0;
      int unit;

      if (!g_ascii_isdigit (*text))
        return FALSE;
      for (; g_ascii_isdigit (*text); text++)
        number = MIN (number * 10 + g_ascii_digit_value (*text), MOST_MINUTES + 1);
      text = skip_blanks (text);
      /* 1 h 30 */
      if (*text == '\0' && after_hours && number < 60)
        unit = 1;
      else
        unit = read_unit (&text, day_minutes);
      if (unit < 0)
        return FALSE;
      after_hours = unit == 60;
      sum += number * unit;
      if (sum > MOST_MINUTES)
        return FALSE;
      text = skip_blanks (text);
    }
  *minutes = sum;

  return sum > 0;
}

/**
 * desk_working_time_read_clock:
 * @text: a time of the day, as in 09:30, 24:00 or 09:30:00
 * @minutes: (out): minutes since midnight
 *
 * Returns: whether it is one
 */
gboolean
desk_working_time_read_clock (const char *text,
                              int *minutes)
{
  char *end = NULL;
  guint64 hours, rest = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minutes != NULL, FALSE);

  text = skip_blanks (text);
  if (!g_ascii_isdigit (*text))
    return FALSE;
  hours = g_ascii_strtoull (text, &end, 10);
  if (*end == ':' || *end == 'h' || *end == '.')
    {
      if (!g_ascii_isdigit (end[1]) && *skip_blanks (end + 1) != '\0')
        return FALSE;
      rest = g_ascii_strtoull (end + 1, &end, 10);
      if (g_str_has_prefix (end, ":00"))
        end += 3;
    }
  if (*skip_blanks (end) != '\0' || hours > 24 || rest > 59 || hours * 60 + rest > ROUND_THE_CLOCK)
    return FALSE;
  *minutes = hours * 60 + rest;

  return TRUE;
}

/**
 * desk_working_time_get_day:
 * @calendar: (nullable): with calendar_ranges; %NULL for around the clock
 *
 * Returns: how many minutes its working day has: as most of its days, the longer ones where two are as many
 */
int
desk_working_time_get_day (DeskOfficeRow *calendar)
{
  GListModel *ranges = calendar != NULL ? desk_office_row_get_rows (calendar, "calendar_ranges") : NULL;
  int days[8] = { 0 };
  int best = 0, best_days = 0;

  for (guint i = 0; ranges != NULL && i < g_list_model_get_n_items (ranges); i++)
    {
      g_autoptr (DeskOfficeRow) range = g_list_model_get_item (ranges, i);
      gint64 weekday = desk_office_row_get_number (range, "weekday", 0);
      const char *starts = desk_office_row_get_text (range, "starts");
      const char *ends = desk_office_row_get_text (range, "ends");
      int from, until;

      if (weekday >= 1 && weekday <= 7 && starts != NULL && ends != NULL && desk_working_time_read_clock (starts, &from)
          && desk_working_time_read_clock (ends, &until))
        days[weekday] += until - from;
    }
  for (int day = 1; day <= 7; day++)
    {
      int same = 0;

      for (int other = 1; other <= 7; other++)
        same += days[other] == days[day];
      if (days[day] > 0 && (same > best_days || (same == best_days && days[day] > best)))
        {
          best = days[day];
          best_days = same;
        }
    }

  return best > 0 ? best : ROUND_THE_CLOCK;
}
