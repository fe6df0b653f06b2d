/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-priorities-private.h"

#include <glib/gi18n.h>

/**
 * GuichetPrioritiesSection:
 *
 * How soon each priority is answered and resolved, and what a change of it means.
 */
G_DEFINE_FINAL_TYPE (GuichetPrioritiesSection, guichet_priorities_section, GUICHET_TYPE_SETTINGS_SECTION)

static void
update (GuichetPrioritiesSection *self)
{
  gboolean valid;
  guint changes = guichet_targets_grid_count_changes (GUICHET_TARGETS_GRID (self->grid), &valid);

  guichet_settings_section_set_changes (GUICHET_SETTINGS_SECTION (self), changes);
  if (valid && gtk_widget_has_css_class (self->hint, "error-text"))
    {
      gtk_widget_remove_css_class (self->hint, "error-text");
      guichet_settings_section_complain (GUICHET_SETTINGS_SECTION (self), NULL);
    }
  else if (!valid)
    gtk_widget_add_css_class (self->hint, "error-text");
  guichet_priorities_update_effect (self);
}

/* Loading -------------------------------------------------------------------------------------------------------------------------------- */

static void
on_calendars_listed (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (GuichetPrioritiesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) calendars = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (calendars == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  /* What the person has begun to change meanwhile stays. */
  if (guichet_settings_section_get_changes (GUICHET_SETTINGS_SECTION (self)) == 0)
    guichet_targets_grid_set_rows (GUICHET_TARGETS_GRID (self->grid), self->priorities, calendars);
  update (self);
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
on_priorities_listed (GObject *source,
                      GAsyncResult *result,
                      gpointer user_data)
{
  g_autoptr (GuichetPrioritiesSection) self = user_data;
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) priorities = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (priorities == NULL)
    {
      guichet_settings_section_failed (section, error);
      return;
    }

  g_set_object (&self->priorities, priorities);
  desk_office_list_async (DESK_OFFICE (source), DESK_OFFICE_CALENDARS, NULL, guichet_settings_section_get_cancellable (section),
                          on_calendars_listed, g_object_ref (self));
}

static void
guichet_priorities_section_load (GuichetSettingsSection *section)
{
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_PRIORITIES, NULL,
                          guichet_settings_section_get_cancellable (section), on_priorities_listed, g_object_ref (section));
}

/* Saving: one priority after the other, then the open tickets of those that were changed ------------------------------------------------- */

static void save_next   (GuichetPrioritiesSection *self);
static void follow_next (GuichetPrioritiesSection *self);

static void
end_saving (GuichetPrioritiesSection *self)
{
  guichet_settings_section_set_busy (GUICHET_SETTINGS_SECTION (self), FALSE);
  update (self);
}

static void
finish (GuichetPrioritiesSection *self)
{
  g_autofree char *sentence = NULL;

  if (gtk_switch_get_active (GTK_SWITCH (self->recompute)))
    sentence = g_strdup_printf (ngettext ("Saved. %u open ticket follows the new targets.", "Saved. %u open tickets follow the new targets.",
                                          self->followed), self->followed);
  gtk_switch_set_active (GTK_SWITCH (self->recompute), FALSE);
  end_saving (self);
  guichet_settings_section_saved (GUICHET_SETTINGS_SECTION (self), sentence != NULL ? sentence : _("Saved. The next tickets follow the new targets."));
}

static void
on_followed (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetPrioritiesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) answer = desk_office_ask_finish (DESK_OFFICE (source), result, &error);

  if (answer == NULL)
    {
      end_saving (self);
      guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  self->followed += desk_office_row_get_number (answer, "tickets", 0);
  if (desk_office_row_get_number (answer, "left", 0) == 0)
    self->line++;
  follow_next (self);
}

static void
follow_next (GuichetPrioritiesSection *self)
{
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (self->grid);
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  while (self->line < guichet_targets_grid_get_n_lines (grid) && !(self->saved_mask & (1u << self->line)))
    self->line++;
  if (self->line >= guichet_targets_grid_get_n_lines (grid) || !gtk_switch_get_active (GTK_SWITCH (self->recompute)))
    {
      finish (self);
      return;
    }

  desk_office_recompute_async (guichet_settings_section_get_office (section),
                               desk_office_row_get_number (guichet_targets_grid_get_row (grid, self->line), "id", 0),
                               guichet_settings_section_get_cancellable (section), on_followed, g_object_ref (self));
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetPrioritiesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);

  if (row == NULL && theirs != NULL)
    guichet_targets_grid_take_row (GUICHET_TARGETS_GRID (self->grid), self->line, theirs);
  if (row == NULL)
    {
      end_saving (self);
      guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  guichet_targets_grid_take_row (GUICHET_TARGETS_GRID (self->grid), self->line, row);
  self->saved_mask |= 1u << self->line;
  self->line++;
  save_next (self);
}

static void
save_next (GuichetPrioritiesSection *self)
{
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (self->grid);
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  for (; self->line < guichet_targets_grid_get_n_lines (grid); self->line++)
    {
      g_autoptr (GVariant) changes = guichet_targets_grid_dup_changes (grid, self->line);

      if (changes == NULL)
        continue;
      desk_office_change_async (guichet_settings_section_get_office (section), DESK_OFFICE_PRIORITIES,
                                guichet_targets_grid_get_row (grid, self->line), changes,
                                guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (self));
      return;
    }

  self->line = 0;
  self->followed = 0;
  follow_next (self);
}

static void
guichet_priorities_section_save (GuichetSettingsSection *section)
{
  GuichetPrioritiesSection *self = GUICHET_PRIORITIES_SECTION (section);
  gboolean valid;

  guichet_targets_grid_count_changes (GUICHET_TARGETS_GRID (self->grid), &valid);
  if (!valid)
    {
      guichet_settings_section_complain (section, _("A target cannot be read. Write 90 min, 4 h or 2 d, or leave it empty."));
      guichet_targets_grid_show_wrong (GUICHET_TARGETS_GRID (self->grid));
      return;
    }

  guichet_settings_section_set_busy (section, TRUE);
  self->line = 0;
  self->saved_mask = 0;
  save_next (self);
}

static void
guichet_priorities_section_discard (GuichetSettingsSection *section)
{
  GuichetPrioritiesSection *self = GUICHET_PRIORITIES_SECTION (section);

  guichet_targets_grid_reset (GUICHET_TARGETS_GRID (self->grid));
  gtk_switch_set_active (GTK_SWITCH (self->recompute), FALSE);
  update (self);
}

static void
guichet_priorities_section_dispose (GObject *object)
{
  GuichetPrioritiesSection *self = GUICHET_PRIORITIES_SECTION (object);

  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_cancellable_cancel (self->preview);
  g_clear_object (&self->preview);
  g_clear_object (&self->priorities);

  G_OBJECT_CLASS (guichet_priorities_section_parent_class)->dispose (object);
}

static void
guichet_priorities_section_class_init (GuichetPrioritiesSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_priorities_section_dispose;
  section_class->load = guichet_priorities_section_load;
  section_class->save = guichet_priorities_section_save;
  section_class->discard = guichet_priorities_section_discard;
}

static void
guichet_priorities_section_init (GuichetPrioritiesSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  GtkWidget *column = guichet_settings_section_create_column (section);

  self->grid = guichet_targets_grid_new ();
  gtk_box_append (GTK_BOX (column), self->grid);
  self->hint = g_object_new (GTK_TYPE_LABEL, "label",
                             _("Write 90 min, 4 h or 2 d. A day counts as the calendar’s working day. An empty field means no target."), "xalign",
                             0.0f, "wrap", TRUE, "margin-start", 14, NULL);
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_add_css_class (self->hint, "secondary");
  gtk_box_append (GTK_BOX (column), self->hint);
  guichet_priorities_build_effect (self, GTK_BOX (column));
  g_signal_connect_object (self->grid, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "current", G_CALLBACK (guichet_priorities_update_effect), self, G_CONNECT_SWAPPED);
  guichet_settings_section_set_title (section, _("Priorities and targets"), NULL);
  guichet_settings_section_set_content (section, column, FALSE);
}
