/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-calendar-holidays.h"

#include <glib/gi18n.h>
#include <string.h>

#include "desk-office-row.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-settings-name.h"
#include "guichet-settings-section.h"

#define DATE_LENGTH 10

/**
 * GuichetCalendarHolidays:
 *
 * The holidays of a calendar: a row each, and one that adds.
 */
struct _GuichetCalendarHolidays
{
  AdwBin parent_instance;

  GtkWidget *group;
  GtkWidget *new_holiday;
  GPtrArray *rows;
  char *saved;
};

G_DEFINE_FINAL_TYPE (GuichetCalendarHolidays, guichet_calendar_holidays, ADW_TYPE_BIN)

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_holidays (GuichetCalendarHolidays *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    g_string_append_printf (words, "%s\n", (const char *) g_object_get_data (self->rows->pdata[i], "holiday"));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
on_remove_holiday (GtkWidget *button,
                   gpointer user_data)
{
  GuichetCalendarHolidays *self = GUICHET_CALENDAR_HOLIDAYS (user_data);
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), row);
  gtk_widget_grab_focus (self->new_holiday);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
add_holiday (GuichetCalendarHolidays *self,
             const char *day,
             const char *name)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *iso = g_strdup_printf ("%sT00:00:00Z", day);
  g_autofree char *words = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  GtkWidget *row, *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  date = g_date_time_new_from_iso8601 (iso, NULL);
  /* Translators: a date in full; strftime's letters */
  words = date != NULL ? g_date_time_format (date, _("%A %-d %B %Y")) : g_strdup (day);
  title = guichet_format_capital (words);
  label = g_strdup_printf (_("Remove %s"), words);
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", name, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  guichet_labels_set (button, label);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_holiday), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data_full (G_OBJECT (row), "holiday", g_strdup_printf ("%s %s", day, name), g_free);
  /* A group adds at its end, and the row that adds comes last. */
  g_object_ref (self->new_holiday);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), self->new_holiday);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->new_holiday);
  g_object_unref (self->new_holiday);
  g_ptr_array_add (self->rows, row);
}

static gboolean
is_holiday (GuichetCalendarHolidays *self,
            const char *day)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_has_prefix (g_object_get_data (self->rows->pdata[i], "holiday"), day))
      return TRUE;

  return FALSE;
}

/* (transfer full) (nullable): why it cannot be added, as a sentence; the day is not read where there is none. */
static char *
find_fault (GuichetCalendarHolidays *self,
            const char *day,
            const char *name)
{
  g_autofree char *iso = g_strdup_printf ("%sT00:00:00Z", day);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (iso, NULL);

  if (date == NULL)
    return g_strdup (_("This is no date. Write a date such as 2026-12-25, then its name."));
  if (is_holiday (self, day))
    return g_strdup (_("This day is a holiday already."));

  /* A holiday needs no name. */
  return *name != '\0' ? guichet_settings_name_complain (name, GUICHET_SETTINGS_SHORT_NAME) : NULL;
}

static void
on_new_holiday (GuichetCalendarHolidays *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (gtk_widget_get_ancestor (GTK_WIDGET (self), GUICHET_TYPE_SETTINGS_SECTION));
  g_autofree char *text = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (self->new_holiday)));
  g_autofree char *day = g_strndup (text, DATE_LENGTH);
  g_autofree char *name = g_strstrip (g_strdup (text + strlen (day)));
  g_autofree char *sentence = find_fault (self, day, name);

  guichet_settings_name_mark (self->new_holiday, sentence != NULL);
  guichet_settings_section_complain (section, sentence);
  if (sentence != NULL)
    {
      gtk_widget_grab_focus (self->new_holiday);
      return;
    }

  add_holiday (self, day, name);
  guichet_settings_name_show (self->new_holiday, NULL);
  gtk_widget_grab_focus (self->new_holiday);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
guichet_calendar_holidays_finalize (GObject *object)
{
  GuichetCalendarHolidays *self = GUICHET_CALENDAR_HOLIDAYS (object);

  g_ptr_array_unref (self->rows);
  g_free (self->saved);

  G_OBJECT_CLASS (guichet_calendar_holidays_parent_class)->finalize (object);
}

static void
guichet_calendar_holidays_class_init (GuichetCalendarHolidaysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_calendar_holidays_finalize;

  /**
   * GuichetCalendarHolidays::edited:
   *
   * One was added or removed.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_calendar_holidays_init (GuichetCalendarHolidays *self)
{
  self->rows = g_ptr_array_new ();
  self->group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Holidays"), "description", _("Write a date such as 2026-12-25, then its name."), NULL);
  self->new_holiday = guichet_settings_name_new_row (_("New holiday"));
  g_signal_connect_object (self->new_holiday, "apply", G_CALLBACK (on_new_holiday), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->new_holiday);
  adw_bin_set_child (ADW_BIN (self), self->group);
}

/** guichet_calendar_holidays_new: no holidays yet. */
GtkWidget *
guichet_calendar_holidays_new (void)
{
  return g_object_new (GUICHET_TYPE_CALENDAR_HOLIDAYS, NULL);
}

/**
 * guichet_calendar_holidays_fill:
 * @self: the holidays
 * @holidays: (nullable): those of the calendar, #DeskOfficeRow each; %NULL for none
 *
 * What was added or removed before is forgotten.
 */
void
guichet_calendar_holidays_fill (GuichetCalendarHolidays *self,
                                GListModel *holidays)
{
  g_return_if_fail (GUICHET_IS_CALENDAR_HOLIDAYS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; holidays != NULL && i < g_list_model_get_n_items (holidays); i++)
    {
      g_autoptr (DeskOfficeRow) holiday = g_list_model_get_item (holidays, i);
      const char *name = desk_office_row_get_text (holiday, "name");

      add_holiday (self, desk_office_row_get_text (holiday, "day"), name != NULL ? name : "");
    }
  g_free (self->saved);
  self->saved = dup_holidays (self);
}

/**
 * guichet_calendar_holidays_is_changed:
 * @self: the holidays
 *
 * Returns: whether they are others than those that they were filled with
 */
gboolean
guichet_calendar_holidays_is_changed (GuichetCalendarHolidays *self)
{
  g_autofree char *now = NULL;

  g_return_val_if_fail (GUICHET_IS_CALENDAR_HOLIDAYS (self), FALSE);

  now = dup_holidays (self);

  return g_strcmp0 (now, self->saved) != 0;
}

/**
 * guichet_calendar_holidays_dup_rows:
 * @self: the holidays
 *
 * Returns: (transfer full): of the type aa{sv}, as desk_office_save_calendar_async() wants it
 */
GVariant *
guichet_calendar_holidays_dup_rows (GuichetCalendarHolidays *self)
{
  GVariantBuilder rows;

  g_return_val_if_fail (GUICHET_IS_CALENDAR_HOLIDAYS (self), NULL);

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *holiday = g_object_get_data (self->rows->pdata[i], "holiday");
      g_autofree char *day = g_strndup (holiday, DATE_LENGTH);

      g_variant_builder_open (&rows, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&rows, "{sv}", "day", g_variant_new_string (day));
      g_variant_builder_add (&rows, "{sv}", "name", g_variant_new_string (holiday + DATE_LENGTH + 1));
      g_variant_builder_close (&rows);
    }

  return g_variant_ref_sink (g_variant_builder_end (&rows));
}
