/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-calendars-section.h"

#include <glib/gi18n.h>

#include "guichet-calendar-editor.h"
#include "guichet-open-list.h"
#include "guichet-settings-name.h"
#include "guichet-settings-words.h"

/**
 * GuichetCalendarsSection:
 *
 * The hours in which the clock of a target runs.
 */
struct _GuichetCalendarsSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *pages;
  GtkWidget *list;
  GtkWidget *editor;
  gboolean inside;
  gboolean editing;             /* something stands in the editor */
  char *reopen;                 /* after the next load: the calendar that somebody else changed */
};

G_DEFINE_FINAL_TYPE (GuichetCalendarsSection, guichet_calendars_section, GUICHET_TYPE_SETTINGS_SECTION)

static void
update (GuichetCalendarsSection *self)
{
  guichet_settings_section_set_changes (GUICHET_SETTINGS_SECTION (self),
                                        self->editing ? guichet_calendar_editor_count_changes (GUICHET_CALENDAR_EDITOR (self->editor)) : 0);
}

/* What was wrong may be right now: it is looked at again when it is saved. */
static void
on_edited (GuichetCalendarsSection *self)
{
  guichet_settings_section_complain (GUICHET_SETTINGS_SECTION (self), NULL);
  update (self);
}

static void
show_list (GuichetCalendarsSection *self)
{
  self->inside = FALSE;
  guichet_settings_section_set_inside (GUICHET_SETTINGS_SECTION (self), NULL);
  guichet_settings_section_set_title (GUICHET_SETTINGS_SECTION (self), _("Calendars"), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "list");
}

static void
open_calendar (GuichetCalendarsSection *self,
               DeskOfficeRow *calendar,
               const char *name)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  DeskOfficeRow *edited = guichet_calendar_editor_get_calendar (GUICHET_CALENDAR_EDITOR (self->editor));

  if (guichet_settings_section_get_changes (section) > 0)
    {
      if (calendar == NULL || edited == NULL || g_strcmp0 (desk_office_row_get_text (calendar, "id"), desk_office_row_get_text (edited, "id")) != 0)
        {
          guichet_settings_section_complain (section, _("Save or discard the changes of the other calendar first."));
          return;
        }
    }
  else
    guichet_calendar_editor_show (GUICHET_CALENDAR_EDITOR (self->editor), calendar, name);
  self->editing = self->inside = TRUE;
  guichet_settings_section_set_inside (section, _("All calendars"));
  guichet_settings_section_set_title (section, calendar != NULL ? desk_office_row_get_text (calendar, "name") : name, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "form");
  guichet_settings_enter (self->editor);
  update (self);
}

static void
on_open (GuichetCalendarsSection *self,
         DeskOfficeRow *calendar)
{
  open_calendar (self, calendar, NULL);
}

static void
on_begin (GuichetCalendarsSection *self,
          const char *name)
{
  open_calendar (self, NULL, name);
}

static gboolean
guichet_calendars_section_step_back (GuichetSettingsSection *section)
{
  GuichetCalendarsSection *self = GUICHET_CALENDARS_SECTION (section);

  if (!self->inside)
    return FALSE;

  show_list (self);
  guichet_open_list_focus_row (GUICHET_OPEN_LIST (self->list), guichet_calendar_editor_get_calendar (GUICHET_CALENDAR_EDITOR (self->editor)));

  return TRUE;
}

/* Loading ------------------------------------------------------------------------------------------------------------------------------------------ */

/* Which priorities count by it. */
static char *
dup_use (DeskOfficeRow *calendar)
{
  GListModel *priorities = desk_office_row_get_rows (calendar, "ticket_priorities");
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (priorities); i++)
    {
      g_autoptr (DeskOfficeRow) priority = g_list_model_get_item (priorities, i);

      g_string_append_printf (names, "%s%s", i > 0 ? _(", ") : "", guichet_settings_words_priority (desk_office_row_get_text (priority, "code")));
    }

  /* Translators: names of priorities */
  return names->len > 0 ? g_strdup_printf (_("Used by %s"), names->str) : g_strdup (_("Not used by any priority"));
}

static void
show_calendars (GuichetCalendarsSection *self,
                GListModel *calendars)
{
  g_autofree char *reopen = g_steal_pointer (&self->reopen);

  guichet_open_list_set_rows (GUICHET_OPEN_LIST (self->list), calendars, "name", dup_use);
  for (guint i = 0; i < g_list_model_get_n_items (calendars); i++)
    {
      g_autoptr (DeskOfficeRow) calendar = g_list_model_get_item (calendars, i);

      if (reopen == NULL || g_strcmp0 (desk_office_row_get_text (calendar, "id"), reopen) != 0)
        continue;
      guichet_calendar_editor_show (GUICHET_CALENDAR_EDITOR (self->editor), calendar, NULL);
      guichet_settings_section_set_title (GUICHET_SETTINGS_SECTION (self), desk_office_row_get_text (calendar, "name"), NULL);
    }
  update (self);
}

static void
on_calendars (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetCalendarsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) calendars = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (calendars == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  show_calendars (self, calendars);
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
on_zones (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetCalendarsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) answer = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  g_auto (GStrv) zones = NULL;

  if (answer == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  zones = desk_office_row_dup_texts (answer, "value");
  guichet_calendar_editor_set_zones (GUICHET_CALENDAR_EDITOR (self->editor), (const char *const *) zones);
  desk_office_list_async (DESK_OFFICE (source), DESK_OFFICE_CALENDARS, NULL, guichet_settings_section_get_cancellable (GUICHET_SETTINGS_SECTION (self)),
                          on_calendars, g_object_ref (self));
}

static void
guichet_calendars_section_load (GuichetSettingsSection *section)
{
  desk_office_list_time_zones_async (guichet_settings_section_get_office (section), guichet_settings_section_get_cancellable (section), on_zones,
                                     g_object_ref (section));
}

/* Saving ------------------------------------------------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetCalendarsSection) self = user_data;
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  DeskOfficeRow *edited = guichet_calendar_editor_get_calendar (GUICHET_CALENDAR_EDITOR (self->editor));

  guichet_settings_section_set_busy (section, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (row != NULL || desk_office_error_is_conflict (error))
    {
      /* What stands there now is shown, with all that hangs on it. */
      g_free (self->reopen);
      self->reopen = g_strdup (desk_office_row_get_text (row != NULL ? row : edited, "id"));
      guichet_settings_section_load (section);
    }
  if (row == NULL)
    guichet_settings_section_refuse (section, error);
  else
    guichet_settings_section_saved (section, _("Saved. Open tickets keep their due times."));
}

static void
guichet_calendars_section_save (GuichetSettingsSection *section)
{
  GuichetCalendarEditor *editor = GUICHET_CALENDAR_EDITOR (GUICHET_CALENDARS_SECTION (section)->editor);
  g_autoptr (GVariant) hours = NULL;
  g_autoptr (GVariant) holidays = NULL;
  g_autofree char *sentence = NULL;

  if (!guichet_calendar_editor_check (editor, &sentence))
    {
      guichet_settings_section_complain (section, sentence);
      return;
    }

  hours = guichet_calendar_editor_dup_hours (editor);
  holidays = guichet_calendar_editor_dup_holidays (editor);
  guichet_settings_section_set_busy (section, TRUE);
  desk_office_save_calendar_async (guichet_settings_section_get_office (section), guichet_calendar_editor_get_calendar (editor),
                                   guichet_calendar_editor_get_name (editor), guichet_calendar_editor_get_zone (editor), hours, holidays,
                                   guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (section));
}

static void
guichet_calendars_section_discard (GuichetSettingsSection *section)
{
  GuichetCalendarsSection *self = GUICHET_CALENDARS_SECTION (section);
  DeskOfficeRow *calendar = guichet_calendar_editor_get_calendar (GUICHET_CALENDAR_EDITOR (self->editor));

  if (calendar != NULL)
    guichet_calendar_editor_show (GUICHET_CALENDAR_EDITOR (self->editor), calendar, NULL);
  else
    {
      self->editing = FALSE;
      show_list (self);
    }
  update (self);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetCalendarsSection) self = user_data;
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autoptr (GError) error = NULL;

  if (!desk_office_remove_finish (DESK_OFFICE (source), result, &error))
    {
      guichet_settings_section_refuse (section, error);
      return;
    }

  self->editing = FALSE;
  update (self);
  show_list (self);
  guichet_settings_section_saved (section, _("Removed"));
  guichet_settings_section_load (section);
}

static void
on_remove (GuichetCalendarsSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  DeskOfficeRow *calendar = guichet_calendar_editor_get_calendar (GUICHET_CALENDAR_EDITOR (self->editor));

  if (calendar == NULL)
    guichet_settings_section_discard (section);
  else
    desk_office_remove_async (guichet_settings_section_get_office (section), DESK_OFFICE_CALENDARS, calendar,
                              guichet_settings_section_get_cancellable (section), on_removed, g_object_ref (self));
}

static void
guichet_calendars_section_finalize (GObject *object)
{
  GuichetCalendarsSection *self = GUICHET_CALENDARS_SECTION (object);

  g_clear_pointer (&self->reopen, g_free);

  G_OBJECT_CLASS (guichet_calendars_section_parent_class)->finalize (object);
}

static void
guichet_calendars_section_class_init (GuichetCalendarsSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_calendars_section_finalize;
  section_class->load = guichet_calendars_section_load;
  section_class->save = guichet_calendars_section_save;
  section_class->discard = guichet_calendars_section_discard;
  section_class->step_back = guichet_calendars_section_step_back;
}

static void
guichet_calendars_section_init (GuichetCalendarsSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  self->list = guichet_open_list_new (section, _("Calendars"),
                                      _("The hours in which the clock of a target runs. Without a calendar it runs around the clock."), _("New calendar"),
                                      GUICHET_SETTINGS_SHORT_NAME);
  g_signal_connect_object (self->list, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "begin", G_CALLBACK (on_begin), self, G_CONNECT_SWAPPED);
  self->editor = guichet_calendar_editor_new (section);
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  self->pages = guichet_open_list_create_pages (GUICHET_OPEN_LIST (self->list), self->editor);
  guichet_settings_section_set_title (section, _("Calendars"), NULL);
  guichet_settings_section_set_content (section, self->pages, TRUE);
}
