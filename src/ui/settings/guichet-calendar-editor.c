/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-calendar-editor.h"

#include <glib/gi18n.h>

#include "desk-working-time.h"
#include "guichet-calendar-holidays.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-settings-name.h"
#include "guichet-settings-words.h"
#include "guichet-week-picture.h"
#include "guichet-zone-row.h"

#define N_DAYS 7

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

  GtkWidget *name;
  GtkWidget *zone;
  GtkWidget *picture;
  GtkWidget *days[N_DAYS];
  GtkWidget *holidays;
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
  guichet_calendar_holidays_fill (GUICHET_CALENDAR_HOLIDAYS (self->holidays),
                                  calendar != NULL ? desk_office_row_get_rows (calendar, "calendar_holidays") : NULL);
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
  guint changes = 0;

  changes += self->calendar == NULL || g_strcmp0 (guichet_calendar_editor_get_name (self), desk_office_row_get_text (self->calendar, "name")) != 0;
  changes += self->calendar != NULL && g_strcmp0 (guichet_calendar_editor_get_zone (self), desk_office_row_get_text (self->calendar, "time_zone")) != 0;
  for (int day = 0; day < N_DAYS; day++)
    changes += g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->days[day])), self->saved_days[day]) != 0;
  changes += guichet_calendar_holidays_is_changed (GUICHET_CALENDAR_HOLIDAYS (self->holidays));

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
  return guichet_calendar_holidays_dup_rows (GUICHET_CALENDAR_HOLIDAYS (self->holidays));
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
  self->holidays = guichet_calendar_holidays_new ();
  g_signal_connect_object (self->holidays, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), self->holidays);
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_widget_set_halign (remove, GTK_ALIGN_START);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), remove);
  adw_bin_set_child (ADW_BIN (self), guichet_settings_section_scroll (column));

  return GTK_WIDGET (self);
}
