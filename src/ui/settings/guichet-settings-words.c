/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-words.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-words.h"

/**
 * guichet_settings_words_target:
 * @minutes: of working time, 0 for no target
 * @day_minutes: how long a day is
 *
 * Returns: (transfer full): as a person writes it: 30 min, 4 h, 2 d; nothing for no target
 */
char *
guichet_settings_words_target (int minutes,
                               int day_minutes)
{
  if (minutes <= 0)
    return g_strdup ("");
  if (minutes % day_minutes == 0)
    return g_strdup_printf (ngettext ("%d d", "%d d", minutes / day_minutes), minutes / day_minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%d h", "%d h", minutes / 60), minutes / 60);
  if (minutes > 120)
    return g_strdup_printf (_("%1$d h %2$02d min"), minutes / 60, minutes % 60);

  return g_strdup_printf (ngettext ("%d min", "%d min", minutes), minutes);
}

/* Hours of work, which make no days: 36 h, 1 h 20 min. */
char *
guichet_settings_words_hours (gint64 seconds)
{
  int minutes = (seconds + 30) / 60;

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d min", "%d min", minutes), minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%d h", "%d h", minutes / 60), minutes / 60);

  return g_strdup_printf (_("%1$d h %2$02d min"), minutes / 60, minutes % 60);
}

/* The day inside a sentence. */
static char *
dup_day (gint64 when,
         gint64 now)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (when / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  int days = g_date_time_get_year (date) == g_date_time_get_year (today)
               ? g_date_time_get_day_of_year (date) - g_date_time_get_day_of_year (today) : 999;

  if (days == 0)
    return g_strdup (C_("inside a sentence", "today"));
  if (days == 1)
    return g_strdup (C_("inside a sentence", "tomorrow"));
  if (days > 1 && days < 7)
    /* Translators: a day of the week inside a sentence, as in on Monday; strftime's letters */
    return g_date_time_format (date, _("on %A"));

  /* Translators: a day inside a sentence, as in on 3 July; strftime's letters */
  return g_date_time_format (date, _("on %-d %B"));
}

static char *
dup_part (DeskOfficeRow *part,
          gboolean last,
          gint64 now)
{
  gint64 opens_at = desk_office_row_get_time (part, "opens_at");
  g_autofree char *hours = guichet_settings_words_hours (desk_office_row_get_number (part, "seconds", 0));
  g_autofree char *day = dup_day (opens_at, now);
  g_autofree char *time = guichet_format_time (last ? opens_at : desk_office_row_get_time (part, "closes_at"));

  if (last)
    /* Translators: how long, on which day, from when, as in 2 h 40 min tomorrow from 09:00 */
    return g_strdup_printf (_("%1$s %2$s from %3$s"), hours, day, time);

  /* Translators: how long, on which day, until when, as in 1 h 20 min today until 18:00 */
  return g_strdup_printf (_("%1$s %2$s until %3$s"), hours, day, time);
}

/**
 * guichet_settings_words_parts:
 * @preview: what desk_office_preview_target_async() gave
 * @calendar: (nullable): the calendar's name; %NULL for around the clock
 * @minutes: of the target
 * @now: the moment that counts as now
 *
 * Returns: (transfer full): of which hours the target is made
 */
char *
guichet_settings_words_parts (DeskOfficeRow *preview,
                              const char *calendar,
                              int minutes,
                              gint64 now)
{
  GListModel *parts = desk_office_row_get_rows (preview, "parts");
  guint n = g_list_model_get_n_items (parts);
  gint64 left_out = desk_office_row_get_number (preview, "seconds_left_out", 0);
  g_autofree char *length = guichet_settings_words_hours ((gint64) minutes * 60);
  g_autoptr (GString) words = g_string_new (NULL);

  if (calendar == NULL)
    return g_strdup_printf (_("%s around the clock"), length);
  if (n < 2)
    /* Translators: a length of time and the name of a calendar, as in 30 min in Office hours */
    return g_strdup_printf (_("%1$s in %2$s"), length, calendar);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskOfficeRow) part = g_list_model_get_item (parts, i);
      g_autofree char *sentence = dup_part (part, i == n - 1, now);

      if (i > 0)
        g_string_append (words, _(", "));
      if (i == n - 1 && left_out > 0)
        {
          g_autofree char *hours = guichet_settings_words_hours (left_out);

          /* Translators: how long, between two days, as in 36 h in between */
          g_string_append_printf (words, _("%s in between"), hours);
          g_string_append (words, _(", "));
        }
      g_string_append (words, sentence);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static DeskPriorityCode
parse_priority (const char *code)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i]) == 0)
      return DESK_PRIORITY_LOW + i;

  return DESK_PRIORITY_NORMAL;
}

const char *
guichet_settings_words_priority (const char *code)
{
  return guichet_words_priority (parse_priority (code));
}

const char *
guichet_settings_words_priority_icon (const char *code)
{
  return guichet_words_priority_icon (parse_priority (code));
}

/**
 * guichet_settings_words_weekday:
 * @weekday: 1 for Monday to 7 for Sunday
 *
 * Returns: (transfer none): its name
 */
const char *
guichet_settings_words_weekday (int weekday)
{
  static const char *const names[] = { N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday") };

  g_return_val_if_fail (weekday >= 1 && weekday <= 7, NULL);

  return _(names[weekday - 1]);
}

/* Not translated: each language calls itself by its own name. */
static const GuichetLanguage languages[] = {
  { "ar", "العربية" }, { "cs", "Čeština" }, { "da", "Dansk" }, { "de", "Deutsch" }, { "el", "Ελληνικά" }, { "en", "English" }, { "es", "Español" },
  { "fa", "فارسی" }, { "fi", "Suomi" }, { "fr", "Français" }, { "he", "עברית" }, { "hu", "Magyar" }, { "it", "Italiano" }, { "ja", "日本語" },
  { "ko", "한국어" }, { "nb", "Norsk bokmål" }, { "nl", "Nederlands" }, { "pl", "Polski" }, { "pt", "Português" }, { "pt-BR", "Português (Brasil)" },
  { "ro", "Română" }, { "ru", "Русский" }, { "sv", "Svenska" }, { "tr", "Türkçe" }, { "uk", "Українська" }, { "zh-CN", "简体中文" },
};

/**
 * guichet_settings_words_get_languages:
 * @n_languages: (out): how many
 *
 * Returns: (array length=n_languages) (transfer none): the languages whose names are known
 */
const GuichetLanguage *
guichet_settings_words_get_languages (guint *n_languages)
{
  *n_languages = G_N_ELEMENTS (languages);

  return languages;
}

/**
 * guichet_settings_words_language:
 * @locale: a language, as in fr or pt-BR
 *
 * Returns: (transfer full): its name in the language itself, or the code where it is not known
 */
char *
guichet_settings_words_language (const char *locale)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i].code, locale) == 0)
      return g_strdup (languages[i].name);

  return g_strdup (locale);
}

const char *
guichet_settings_words_role (const char *role)
{
  if (g_strcmp0 (role, "admin") == 0)
    return _("Administrator");
  if (g_strcmp0 (role, "ops") == 0)
    return _("Operations");
  if (g_strcmp0 (role, "support") == 0)
    return _("Support agent");

  return _("Client");
}
