/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-calendar-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "desk-working-time.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-settings-name.h"
#include "guichet-settings-words.h"
#include "guichet-week-picture.h"
#include "guichet-zone-row.h"

#define N_DAYS 7
#define DATE_LENGTH 10

/**
 * GuichetCalendarEditor:
 *
 * A calendar: its name, its time zone, the ranges of each weekday, the holidays.
 */
struct _GuichetCalendarEditor
{
  AdwBin parent_instance;

  DeskOfficeRow *calendar;      /* NULL for a new one */
  char *saved_days[N_DAYS];
  char *saved_holidays;

  GtkWidget *name;
  GtkWidget *zone;
  GtkWidget *picture;
  GtkWidget *days[N_DAYS];
  GtkWidget *holidays;
  GtkWidget *new_holiday;
  GPtrArray *holiday_rows;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetCalendarEditor, guichet_calendar_editor, ADW_TYPE_BIN)

enum
{
  EDITED,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
guichet_calendar_editor_finalize (GObject *object)
{
  GuichetCalendarEditor *self = GUICHET_CALENDAR_EDITOR (object);

  g_clear_object (&self->calendar);
  for (guint i = 0; i < N_DAYS; i++)
    g_clear_pointer (&self->saved_days[i], g_free);
  g_clear_pointer (&self->saved_holidays, g_free);
  g_clear_pointer (&self->holiday_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (guichet_calendar_editor_parent_class)->finalize (object);
}

static void
guichet_calendar_editor_class_init (GuichetCalendarEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_calendar_editor_finalize;

  /**
   * GuichetCalendarEditor::edited:
   *
   * The person changed something.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetCalendarEditor::remove:
   *
   * The person wants the calendar to go.
   */
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Hours ------------------------------------------------------------------------------------------------------------------------------------------ */

static void
mark (GtkWidget *row,
      gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* What can be read of all days; the others are marked. */
static GArray *
read_hours (GuichetCalendarEditor *self,
            GtkWidget **wrong)
{
  GArray *hours = g_array_new (FALSE, FALSE, sizeof (GuichetHours));

  *wrong = NULL;
  for (int day = 0; day < N_DAYS; day++)
    {
      gboolean right = guichet_week_read_day (gtk_editable_get_text (GTK_EDITABLE (self->days[day])), day + 1, hours);

      mark (self->days[day], !right);
      if (!right && *wrong == NULL)
        *wrong = self->days[day];
    }

  return hours;
}

static void
on_edited (GuichetCalendarEditor *self)
{
  g_autoptr (GArray) hours = NULL;
  GtkWidget *wrong;

  if (self->filling)
    return;

  hours = read_hours (self, &wrong);
  guichet_week_picture_set_hours (GUICHET_WEEK_PICTURE (self->picture), (GuichetHours *) hours->data, hours->len);
  mark (self->name, FALSE);
  g_signal_emit (self, signals[EDITED], 0);
}

/* Holidays --------------------------------------------------------------------------------------------------------------------------------------- */

static char *
dup_holidays (GuichetCalendarEditor *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->holiday_rows->len; i++)
    g_string_append_printf (words, "%s\n", (const char *) g_object_get_data (self->holiday_rows->pdata[i], "holiday"));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
on_remove_holiday (GtkWidget *button,
                   gpointer user_data)
{
  GuichetCalendarEditor *self = GUICHET_CALENDAR_EDITOR (user_data);
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  g_ptr_array_remove (self->holiday_rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->holidays), row);
  gtk_widget_grab_focus (self->new_holiday);
  on_edited (self);
}

static void
add_holiday (GuichetCalendarEditor *self,
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
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->holidays), self->new_holiday);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->holidays), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->holidays), self->new_holiday);
  g_object_unref (self->new_holiday);
  g_ptr_array_add (self->holiday_rows, row);
}

static gboolean
is_holiday (GuichetCalendarEditor *self,
            const char *day)
{
  for (guint i = 0; i < self->holiday_rows->len; i++)
    if (g_str_has_prefix (g_object_get_data (self->holiday_rows->pdata[i], "holiday"), day))
      return TRUE;

  return FALSE;
}

/* (transfer full) (nullable): why it cannot be added, as a sentence; the day is not read where there is none. */
static char *
find_fault (GuichetCalendarEditor *self,
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
on_new_holiday (GuichetCalendarEditor *self)
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
  on_edited (self);
}

/* The form --------------------------------------------------------------------------------------------------------------------------------------- */

static int
compare_hours (gconstpointer a,
               gconstpointer b)
{
  const GuichetHours *first = a, *second = b;

  return first->weekday != second->weekday ? first->weekday - second->weekday : first->starts - second->starts;
}

static void
fill_days (GuichetCalendarEditor *self)
{
  g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (GuichetHours));
  GListModel *ranges = self->calendar != NULL ? desk_office_row_get_rows (self->calendar, "calendar_ranges") : NULL;

  for (guint i = 0; ranges != NULL && i < g_list_model_get_n_items (ranges); i++)
    {
      g_autoptr (DeskOfficeRow) range = g_list_model_get_item (ranges, i);
      GuichetHours one = { .weekday = desk_office_row_get_number (range, "weekday", 1) };

      if (desk_working_time_read_clock (desk_office_row_get_text (range, "starts"), &one.starts)
          && desk_working_time_read_clock (desk_office_row_get_text (range, "ends"), &one.ends))
        g_array_append_val (hours, one);
    }
  g_array_sort (hours, compare_hours);
  for (int day = 0; day < N_DAYS; day++)
    {
      g_free (self->saved_days[day]);
      self->saved_days[day] = guichet_week_dup_day ((GuichetHours *) hours->data, hours->len, day + 1);
      gtk_editable_set_text (GTK_EDITABLE (self->days[day]), self->saved_days[day]);
      mark (self->days[day], FALSE);
    }
  guichet_week_picture_set_hours (GUICHET_WEEK_PICTURE (self->picture), (GuichetHours *) hours->data, hours->len);
}

static void
fill_holidays (GuichetCalendarEditor *self)
{
  GListModel *holidays = self->calendar != NULL ? desk_office_row_get_rows (self->calendar, "calendar_holidays") : NULL;

  for (guint i = 0; i < self->holiday_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->holidays), self->holiday_rows->pdata[i]);
  g_ptr_array_set_size (self->holiday_rows, 0);
  for (guint i = 0; holidays != NULL && i < g_list_model_get_n_items (holidays); i++)
    {
      g_autoptr (DeskOfficeRow) holiday = g_list_model_get_item (holidays, i);
      const char *name = desk_office_row_get_text (holiday, "name");

      add_holiday (self, desk_office_row_get_text (holiday, "day"), name != NULL ? name : "");
    }
  g_free (self->saved_holidays);
  self->saved_holidays = dup_holidays (self);
}

/**
 * guichet_calendar_editor_show:
 * @self: an editor
 * @calendar: (nullable): the calendar, or %NULL for a new one
 * @name: (nullable): of a new one
 */
void
guichet_calendar_editor_show (GuichetCalendarEditor *self,
                              DeskOfficeRow *calendar,
                              const char *name)
{
  self->filling = TRUE;
  g_set_object (&self->calendar, calendar);
  gtk_editable_set_text (GTK_EDITABLE (self->name), calendar != NULL ? desk_office_row_get_text (calendar, "name") : name);
  guichet_zone_row_set_zone (GUICHET_ZONE_ROW (self->zone), calendar != NULL ? desk_office_row_get_text (calendar, "time_zone") : "UTC");
  fill_days (self);
  fill_holidays (self);
  mark (self->name, FALSE);
  self->filling = FALSE;
}

DeskOfficeRow *
guichet_calendar_editor_get_calendar (GuichetCalendarEditor *self)
{
  return self->calendar;
}

void
guichet_calendar_editor_set_zones (GuichetCalendarEditor *self,
                                   const char *const *zones)
{
  guichet_zone_row_set_zones (GUICHET_ZONE_ROW (self->zone), zones);
}

const char *
guichet_calendar_editor_get_name (GuichetCalendarEditor *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->name));
}

const char *
guichet_calendar_editor_get_zone (GuichetCalendarEditor *self)
{
  return guichet_zone_row_get_zone (GUICHET_ZONE_ROW (self->zone));
}

guint
guichet_calendar_editor_count_changes (GuichetCalendarEditor *self)
{
  g_autofree char *holidays = dup_holidays (self);
  guint changes = 0;

  changes += self->calendar == NULL || g_strcmp0 (guichet_calendar_editor_get_name (self), desk_office_row_get_text (self->calendar, "name")) != 0;
  changes += self->calendar != NULL && g_strcmp0 (guichet_calendar_editor_get_zone (self), desk_office_row_get_text (self->calendar, "time_zone")) != 0;
  for (int day = 0; day < N_DAYS; day++)
    changes += g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->days[day])), self->saved_days[day]) != 0;
  changes += g_strcmp0 (holidays, self->saved_holidays) != 0;

  return changes;
}

/**
 * guichet_calendar_editor_check:
 * @self: an editor
 * @sentence: (out): what is wrong
 *
 * Returns: whether it can be saved; else the focus goes to what is wrong
 */
gboolean
guichet_calendar_editor_check (GuichetCalendarEditor *self,
                               char **sentence)
{
  g_autofree char *name = guichet_format_line (guichet_calendar_editor_get_name (self));
  g_autofree char *complaint = guichet_settings_name_complain (name, GUICHET_SETTINGS_SHORT_NAME);
  GtkWidget *wrong;
  g_autoptr (GArray) hours = read_hours (self, &wrong);

  if (complaint != NULL)
    {
      mark (self->name, TRUE);
      gtk_widget_grab_focus (self->name);
      *sentence = g_steal_pointer (&complaint);
      return FALSE;
    }
  if (!g_str_equal (guichet_calendar_editor_get_name (self), name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  if (wrong != NULL)
    {
      gtk_widget_grab_focus (wrong);
      *sentence = g_strdup (_("Some hours cannot be read, or overlap. Write 09:00–12:00, 13:00–18:00, one after the other."));
      return FALSE;
    }

  return TRUE;
}

/* (transfer full): of the type aa{sv}, as desk_office_save_calendar_async() wants it. */
GVariant *
guichet_calendar_editor_dup_hours (GuichetCalendarEditor *self)
{
  GtkWidget *wrong;
  g_autoptr (GArray) hours = read_hours (self, &wrong);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < hours->len; i++)
    {
      GuichetHours *one = &g_array_index (hours, GuichetHours, i);
      g_autofree char *starts = g_strdup_printf ("%02d:%02d", one->starts / 60, one->starts % 60);
      g_autofree char *ends = g_strdup_printf ("%02d:%02d", one->ends / 60, one->ends % 60);

      g_variant_builder_open (&rows, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&rows, "{sv}", "weekday", g_variant_new_int64 (one->weekday));
      g_variant_builder_add (&rows, "{sv}", "starts", g_variant_new_string (starts));
      g_variant_builder_add (&rows, "{sv}", "ends", g_variant_new_string (ends));
      g_variant_builder_close (&rows);
    }

  return g_variant_ref_sink (g_variant_builder_end (&rows));
}

GVariant *
guichet_calendar_editor_dup_holidays (GuichetCalendarEditor *self)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->holiday_rows->len; i++)
    {
      const char *holiday = g_object_get_data (self->holiday_rows->pdata[i], "holiday");
      g_autofree char *day = g_strndup (holiday, DATE_LENGTH);

      g_variant_builder_open (&rows, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&rows, "{sv}", "day", g_variant_new_string (day));
      g_variant_builder_add (&rows, "{sv}", "name", g_variant_new_string (holiday + DATE_LENGTH + 1));
      g_variant_builder_close (&rows);
    }

  return g_variant_ref_sink (g_variant_builder_end (&rows));
}

static void
on_remove (GuichetCalendarEditor *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static GtkWidget *
create_entry (GuichetCalendarEditor *self,
              const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, NULL);

  guichet_labels_entry_row (row);
  g_signal_connect_object (row, "notify::text", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);

  return row;
}

static void
guichet_calendar_editor_init (GuichetCalendarEditor *self)
{
  self->holiday_rows = g_ptr_array_new ();
}

GtkWidget *
guichet_calendar_editor_new (GuichetSettingsSection *section)
{
  GuichetCalendarEditor *self = g_object_new (GUICHET_TYPE_CALENDAR_EDITOR, NULL);
  GtkWidget *column = guichet_settings_section_create_column (section);
  GtkWidget *about = adw_preferences_group_new ();
  GtkWidget *week = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Hours"), "description",
                                  _("Write ranges such as 09:00–12:00, 13:00–18:00. An empty day is closed."), NULL);
  GtkWidget *remove = guichet_labels_button (_("_Remove Calendar"));

  self->name = create_entry (self, _("Name"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (about), self->name);
  self->zone = guichet_zone_row_new ();
  g_signal_connect_object (self->zone, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (about), self->zone);
  gtk_box_append (GTK_BOX (column), about);
  self->picture = guichet_week_picture_new ();
  gtk_box_append (GTK_BOX (column), self->picture);
  for (int day = 0; day < N_DAYS; day++)
    {
      self->days[day] = create_entry (self, guichet_settings_words_weekday (day + 1));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (week), self->days[day]);
    }
  gtk_box_append (GTK_BOX (column), week);
  self->holidays = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Holidays"), "description", _("Write a date such as 2026-12-25, then its name."), NULL);
  self->new_holiday = guichet_settings_name_new_row (_("New holiday"));
  g_signal_connect_object (self->new_holiday, "apply", G_CALLBACK (on_new_holiday), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->holidays), self->new_holiday);
  gtk_box_append (GTK_BOX (column), self->holidays);
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_widget_set_halign (remove, GTK_ALIGN_START);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), remove);
  adw_bin_set_child (ADW_BIN (self), guichet_settings_section_scroll (column));

  return GTK_WIDGET (self);
}
