/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-targets-private.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-words.h"
#include "guichet-width-bin.h"

/**
 * GuichetTargetsGrid:
 *
 * The priorities with their targets: a table where there is room, else a form a priority.
 */
G_DEFINE_FINAL_TYPE (GuichetTargetsGrid, guichet_targets_grid, ADW_TYPE_BIN)

enum
{
  EDITED,
  CURRENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* From here on there is room for the table. */
#define TABLE_WIDTH 640

static void
clear_lines (GuichetTargetsGrid *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      Line *line = &self->lines[i];

      g_clear_object (&line->row);
      g_clear_object (&line->name);
      g_clear_object (&line->calendar);
      for (guint target = 0; target < GUICHET_N_TARGETS; target++)
        g_clear_object (&line->entries[target]);
    }
  self->n_lines = 0;
}

static void
guichet_targets_grid_dispose (GObject *object)
{
  GuichetTargetsGrid *self = GUICHET_TARGETS_GRID (object);

  for (guint i = 0; i < self->n_lines; i++)
    {
      g_signal_handlers_disconnect_by_data (self->lines[i].calendar, self);
      for (guint target = 0; target < GUICHET_N_TARGETS; target++)
        g_signal_handlers_disconnect_by_data (self->lines[i].entries[target], self);
    }
  clear_lines (self);
  g_clear_object (&self->calendars);

  G_OBJECT_CLASS (guichet_targets_grid_parent_class)->dispose (object);
}

static void
guichet_targets_grid_class_init (GuichetTargetsGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_targets_grid_dispose;

  /**
   * GuichetTargetsGrid::edited:
   *
   * The person changed something.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetTargetsGrid::current:
   *
   * The person went to another priority.
   */
  signals[CURRENT] = g_signal_new ("current", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
on_level (GuichetTargetsGrid *self)
{
  if (self->grid != NULL)
    guichet_targets_grid_lay_out (self);
}

static void
guichet_targets_grid_init (GuichetTargetsGrid *self)
{
  self->bin = guichet_width_bin_new ((const int[]) { TABLE_WIDTH }, 1);
  g_signal_connect_object (self->bin, "notify::level", G_CALLBACK (on_level), self, G_CONNECT_SWAPPED);
  /* The shadow of the card. */
  gtk_widget_set_overflow (self->bin, GTK_OVERFLOW_VISIBLE);
  adw_bin_set_child (ADW_BIN (self), self->bin);
}

GtkWidget *
guichet_targets_grid_new (void)
{
  return g_object_new (GUICHET_TYPE_TARGETS_GRID, NULL);
}

static void
mark_entry (GuichetTargetsGrid *self,
            guint line,
            GuichetTarget target)
{
  GtkWidget *entry = self->lines[line].entries[target];
  gboolean valid = guichet_targets_grid_get_minutes (self, line, target) >= 0;
  gboolean changed = guichet_targets_grid_is_changed (self, line, target);
  g_autofree char *before = guichet_settings_words_target (desk_office_row_get_number (self->lines[line].row, guichet_targets_grid_get_column (target), 0),
                                                           guichet_targets_grid_get_saved_day (self, self->lines[line].row));
  g_autofree char *was = g_strdup_printf (_("Was %s"), *before != '\0' ? before : _("none"));
  const char *about = !valid ? _("Write 90 min, 4 h or 2 d") : changed ? was : NULL;

  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                     !valid ? "dialog-warning-symbolic" : changed ? "document-edit-symbolic" : NULL);
  if (about != NULL)
    gtk_entry_set_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY, about);
  gtk_entry_set_icon_activatable (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY, FALSE);
  if (changed && valid)
    gtk_widget_add_css_class (entry, "changed");
  else
    gtk_widget_remove_css_class (entry, "changed");
  if (!valid)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about != NULL ? about : "", -1);
}

static void
mark_line (GuichetTargetsGrid *self,
           guint line)
{
  for (guint target = 0; target < GUICHET_N_TARGETS; target++)
    mark_entry (self, line, target);
}

static void
fill_line (GuichetTargetsGrid *self,
           guint line)
{
  DeskOfficeRow *row = self->lines[line].row;
  const char *id = desk_office_row_get_text (row, "calendar_id");
  int day = guichet_targets_grid_get_saved_day (self, row);
  guint selected = 0;

  self->filling = TRUE;
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (self->calendars); i++)
    {
      g_autoptr (DeskOfficeRow) calendar = g_list_model_get_item (self->calendars, i);

      if (g_str_equal (desk_office_row_get_text (calendar, "id"), id))
        selected = i + 1;
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->lines[line].calendar), selected);
  for (guint target = 0; target < GUICHET_N_TARGETS; target++)
    {
      g_autofree char *words = guichet_settings_words_target (desk_office_row_get_number (row, guichet_targets_grid_get_column (target), 0), day);

      gtk_editable_set_text (GTK_EDITABLE (self->lines[line].entries[target]), words);
    }
  self->filling = FALSE;
  mark_line (self, line);
}

static guint
find_line (GuichetTargetsGrid *self,
           GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "line"));
}

static void
on_edited (GuichetTargetsGrid *self,
           GParamSpec *pspec,
           GtkWidget *widget)
{
  if (self->filling)
    return;

  self->current = find_line (self, widget);
  mark_line (self, self->current);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
on_entered (GtkEventController *controller,
            gpointer user_data)
{
  GuichetTargetsGrid *self = GUICHET_TARGETS_GRID (user_data);
  guint line = find_line (self, gtk_event_controller_get_widget (controller));

  if (self->current == line)
    return;

  self->current = line;
  g_signal_emit (self, signals[CURRENT], 0);
}

static GtkWidget *
create_name (const char *code)
{
  GtkWidget *name = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_widget_set_margin_start (name, 14);
  gtk_widget_set_margin_top (name, 9);
  gtk_widget_set_margin_bottom (name, 9);
  gtk_widget_set_size_request (name, 110, -1);
  gtk_box_append (GTK_BOX (name), g_object_new (GTK_TYPE_IMAGE, "icon-name", guichet_settings_words_priority_icon (code), "accessible-role",
                                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (name), gtk_label_new (guichet_settings_words_priority (code)));

  return name;
}

static void
watch (GuichetTargetsGrid *self,
       GtkWidget *widget,
       guint line,
       const char *title)
{
  const char *priority = guichet_settings_words_priority (desk_office_row_get_text (self->lines[line].row, "code"));
  GtkEventController *focus = gtk_event_controller_focus_new ();
  /* Translators: a priority and one of its targets, as in High, First response */
  g_autofree char *label = g_strdup_printf (_("%1$s, %2$s"), priority, title);

  g_object_set_data (G_OBJECT (widget), "line", GUINT_TO_POINTER (line));
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* The focus is in the text inside the entry. */
  if (GTK_IS_EDITABLE (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (widget))), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  else
    guichet_labels_drop_down (widget, label);
  g_signal_connect (focus, "enter", G_CALLBACK (on_entered), self);
  gtk_widget_add_controller (widget, focus);
}

static void
create_line (GuichetTargetsGrid *self,
             guint index,
             GtkStringList *names)
{
  Line *line = &self->lines[index];

  line->name = g_object_ref_sink (create_name (desk_office_row_get_text (line->row, "code")));
  for (guint target = 0; target < GUICHET_N_TARGETS; target++)
    {
      line->entries[target] = g_object_ref_sink (g_object_new (GTK_TYPE_ENTRY, "placeholder-text", _("none"), "width-chars", 6, "max-width-chars", 6, "hexpand",
                                                               TRUE, "valign", GTK_ALIGN_CENTER, "margin-top", 6, "margin-bottom", 6, NULL));
      watch (self, line->entries[target], index, guichet_targets_grid_get_title (target));
      g_signal_connect_swapped (line->entries[target], "notify::text", G_CALLBACK (on_edited), self);
    }
  line->calendar = g_object_ref_sink (guichet_targets_grid_create_calendars (G_LIST_MODEL (names)));
  watch (self, line->calendar, index, _("Calendar"));
  g_signal_connect_swapped (line->calendar, "notify::selected", G_CALLBACK (on_edited), self);
}

/**
 * guichet_targets_grid_set_rows:
 * @self: a grid
 * @priorities: of DeskOfficeRow
 * @calendars: of DeskOfficeRow
 *
 * Shows what is set.
 */
void
guichet_targets_grid_set_rows (GuichetTargetsGrid *self,
                               GListModel *priorities,
                               GListModel *calendars)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = MIN (g_list_model_get_n_items (priorities), MOST_LINES);

  adw_bin_set_child (ADW_BIN (self->bin), NULL);
  self->grid = NULL;
  clear_lines (self);
  g_set_object (&self->calendars, calendars);
  gtk_string_list_append (names, _("Around the clock"));
  for (guint i = 0; i < g_list_model_get_n_items (calendars); i++)
    {
      g_autoptr (DeskOfficeRow) calendar = g_list_model_get_item (calendars, i);

      gtk_string_list_append (names, desk_office_row_get_text (calendar, "name"));
    }
  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    {
      self->lines[i].row = g_list_model_get_item (priorities, i);
      create_line (self, i, names);
    }
  self->n_lines = n;
  self->current = MIN (self->current, n > 0 ? n - 1 : 0);
  guichet_targets_grid_lay_out (self);
  guichet_targets_grid_reset (self);
}

/* Forgets what was changed. */
void
guichet_targets_grid_reset (GuichetTargetsGrid *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    fill_line (self, i);
}

/**
 * guichet_targets_grid_take_row:
 * @self: a grid
 * @line: of it
 * @row: as the backend has it now
 *
 * Shows a row that was saved, or that somebody else changed.
 */
void
guichet_targets_grid_take_row (GuichetTargetsGrid *self,
                               guint line,
                               DeskOfficeRow *row)
{
  g_set_object (&self->lines[line].row, row);
  fill_line (self, line);
}

guint
guichet_targets_grid_get_n_lines (GuichetTargetsGrid *self)
{
  return self->n_lines;
}

guint
guichet_targets_grid_get_current (GuichetTargetsGrid *self)
{
  return self->current;
}

DeskOfficeRow *
guichet_targets_grid_get_row (GuichetTargetsGrid *self,
                              guint line)
{
  return self->lines[line].row;
}
