/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-name-list-private.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-name.h"

/**
 * GuichetNameList:
 *
 * Things that have a name and nothing else to set: each is renamed in its row, and the last row adds one. Where they have an order it is changed here
 * as well. Every change is saved by itself.
 */
G_DEFINE_FINAL_TYPE (GuichetNameList, guichet_name_list, ADW_TYPE_BIN)

static void
guichet_name_list_finalize (GObject *object)
{
  GuichetNameList *self = GUICHET_NAME_LIST (object);

  guichet_name_list_forget_moves (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->row_title, g_free);
  g_clear_pointer (&self->of_column, g_free);
  g_clear_pointer (&self->of_id, g_free);

  G_OBJECT_CLASS (guichet_name_list_parent_class)->finalize (object);
}

static void
guichet_name_list_class_init (GuichetNameListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_name_list_finalize;
}

static void
guichet_name_list_init (GuichetNameList *self)
{
  self->rows = g_ptr_array_new ();
  g_queue_init (&self->moves);
}

/* One row being saved. */
typedef struct
{
  GuichetNameList *list;
  GtkWidget *row;
} Saving;

static Saving *
saving_new (GuichetNameList *list,
            GtkWidget *row)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->list = g_object_ref (list);
  saving->row = g_object_ref (row);
  guichet_settings_hold (row);

  return saving;
}

static void
saving_free (Saving *saving)
{
  guichet_settings_release (saving->row);
  g_object_unref (saving->row);
  g_object_unref (saving->list);
  g_free (saving);
}

/* (transfer none) (nullable): what a row stands for; NULL for the one that adds. */
DeskOfficeRow *
guichet_name_list_get_values (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "row");
}

static void
show_row (GuichetNameList *self,
          GtkWidget *row,
          DeskOfficeRow *values)
{
  g_object_set_data_full (G_OBJECT (row), "row", g_object_ref (values), g_object_unref);
  guichet_name_list_call_row (row, desk_office_row_get_text (values, self->column));
  guichet_settings_name_show (row, desk_office_row_get_text (values, self->column));
}

static void on_apply (GtkWidget *row, gpointer user_data);

static GtkWidget *
create_row (GuichetNameList *self,
            const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "show-apply-button", TRUE, NULL);

  g_signal_connect (row, "apply", G_CALLBACK (on_apply), self);
  guichet_labels_entry_row (row);

  return row;
}

/* Before the one that adds. */
static GtkWidget *
append_row (GuichetNameList *self)
{
  GtkWidget *row = create_row (self, self->row_title);

  if (self->ordered)
    guichet_name_list_watch_row (self, row);
  gtk_list_box_insert (GTK_LIST_BOX (self->box), row, self->rows->len);
  g_ptr_array_add (self->rows, row);
  if (self->before != NULL)
    g_ptr_array_add (self->before, row);

  return row;
}

static gboolean
is_same (DeskOfficeRow *one,
         DeskOfficeRow *other)
{
  return desk_office_row_get_number (one, "id", 0) == desk_office_row_get_number (other, "id", 0) &&
         g_strcmp0 (desk_office_row_get_text (one, "id"), desk_office_row_get_text (other, "id")) == 0;
}

static void
update_row (GuichetNameList *self,
            GtkWidget *row,
            DeskOfficeRow *values)
{
  DeskOfficeRow *known = guichet_name_list_get_values (row);
  const char *name = known != NULL ? desk_office_row_get_text (known, self->column) : NULL;

  if (known == NULL || g_strcmp0 (name, gtk_editable_get_text (GTK_EDITABLE (row))) == 0)
    {
      show_row (self, row, values);
      guichet_settings_name_mark (row, FALSE);
    }
  /* What somebody writes in a row stays, until they apply it; over another name than they saw it will not be saved. */
  else if (g_strcmp0 (name, desk_office_row_get_text (values, self->column)) == 0)
    g_object_set_data_full (G_OBJECT (row), "row", g_object_ref (values), g_object_unref);
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Saving *saving = user_data;
  GuichetNameList *self = saving->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      saving_free (saving);
      return;
    }

  if (theirs != NULL)
    show_row (self, saving->row, theirs);
  if (row == NULL)
    {
      guichet_settings_name_mark (saving->row, TRUE);
      guichet_settings_section_refuse (self->section, error);
      saving_free (saving);
      return;
    }

  guichet_settings_name_mark (saving->row, FALSE);
  if (saving->row == self->add)
    {
      guichet_settings_name_show (self->add, NULL);
      show_row (self, append_row (self), row);
      guichet_name_list_place_rows (self);
    }
  else
    show_row (self, saving->row, row);
  guichet_settings_section_saved (self->section, saving->row == self->add ? _("Added") : _("Saved"));
  saving_free (saving);
}

/* Whether another row has this name, whatever the case of its letters: nobody could tell the two apart where one chooses. */
static gboolean
is_taken (GuichetNameList *self,
          GtkWidget *row,
          const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->rows->len; i++)
    {
      DeskOfficeRow *values = guichet_name_list_get_values (self->rows->pdata[i]);
      const char *known = values != NULL ? desk_office_row_get_text (values, self->column) : NULL;
      g_autofree char *other = known != NULL ? g_utf8_casefold (known, -1) : NULL;

      if (self->rows->pdata[i] != row && g_strcmp0 (folded, other) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
on_apply (GtkWidget *row,
          gpointer user_data)
{
  GuichetNameList *self = GUICHET_NAME_LIST (user_data);
  DeskOfficeRow *known = guichet_name_list_get_values (row);
  DeskOffice *office = guichet_settings_section_get_office (self->section);
  GCancellable *cancellable = guichet_settings_section_get_cancellable (self->section);
  g_autofree char *name = guichet_settings_name_read (self->section, row, self->most);
  GVariantDict values;

  if (name == NULL)
    return;
  if (is_taken (self, row, name))
    {
      guichet_settings_name_mark (row, TRUE);
      guichet_settings_section_complain (self->section, _("There is one with this name already. Choose another name."));
      gtk_widget_grab_focus (row);
      return;
    }

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, self->column, "s", name);
  if (known != NULL)
    {
      desk_office_change_async (office, self->table, known, g_variant_dict_end (&values), cancellable, on_saved, saving_new (self, row));
      return;
    }
  if (self->of_id != NULL)
    g_variant_dict_insert (&values, self->of_column, "s", self->of_id);
  desk_office_add_async (office, self->table, g_variant_dict_end (&values), cancellable, on_saved, saving_new (self, row));
}

/**
 * guichet_name_list_new:
 * @section: the page
 * @table: of what
 * @column: what holds the name; a literal
 * @list_title: what the names are of, for a screen reader
 * @title: (nullable): of the group
 * @description: (nullable): of the group
 * @row_title: of each row
 * @new_title: of the row that adds one
 *
 * Returns: the list, empty
 */
GtkWidget *
guichet_name_list_new (GuichetSettingsSection *section,
                       DeskOfficeTable table,
                       const char *column,
                       const char *list_title,
                       const char *title,
                       const char *description,
                       const char *row_title,
                       const char *new_title)
{
  GuichetNameList *self = g_object_new (GUICHET_TYPE_NAME_LIST, NULL);
  GtkWidget *group;

  self->section = section;
  self->table = table;
  self->column = column;
  self->row_title = g_strdup (row_title);
  self->ordered = table == DESK_OFFICE_CATEGORIES;
  self->most = table == DESK_OFFICE_CATEGORIES ? GUICHET_SETTINGS_SHORT_NAME : GUICHET_SETTINGS_LONG_NAME;
  group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title != NULL ? title : "", "description", description, NULL);
  /* A group of its own would add at its end, and the row that adds comes last. */
  self->box = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->box, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, list_title, -1);
  self->add = guichet_settings_name_new_row (new_title);
  g_signal_connect (self->add, "apply", G_CALLBACK (on_apply), self);
  gtk_list_box_append (GTK_LIST_BOX (self->box), self->add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->box);
  adw_bin_set_child (ADW_BIN (self), group);

  return GTK_WIDGET (self);
}

/**
 * guichet_name_list_set_of:
 * @self: a list
 * @column: what holds it
 * @id: what new rows hang on
 */
void
guichet_name_list_set_of (GuichetNameList *self,
                          const char *column,
                          const char *id)
{
  g_return_if_fail (GUICHET_IS_NAME_LIST (self));

  g_free (self->of_column);
  self->of_column = g_strdup (column);
  g_free (self->of_id);
  self->of_id = g_strdup (id);
}

/* (transfer none) (nullable): the row that stands for it. */
GtkWidget *
guichet_name_list_find_row (GuichetNameList *self,
                            DeskOfficeRow *values)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_same (guichet_name_list_get_values (self->rows->pdata[i]), values))
      return self->rows->pdata[i];

  return NULL;
}

/**
 * guichet_name_list_set_rows:
 * @self: a list
 * @rows: of DeskOfficeRow
 *
 * Shows what there is.
 */
void
guichet_name_list_set_rows (GuichetNameList *self,
                            GListModel *rows)
{
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  g_return_if_fail (GUICHET_IS_NAME_LIST (self));

  /* What was asked for before a row was moved says nothing of its new place; the answer to the move brings all rows. */
  if (guichet_name_list_is_moving (self))
    return;

  /* What is there still stays in its row, so that the focus stays where it was. */
  guichet_name_list_forget_moves (self);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) values = g_list_model_get_item (rows, i);
      GtkWidget *row = guichet_name_list_find_row (self, values);

      if (row == NULL)
        row = append_row (self);
      update_row (self, row, values);
      g_ptr_array_add (shown, row);
    }
  old = g_steal_pointer (&self->rows);
  self->rows = g_ptr_array_ref (shown);
  for (guint i = 0; i < old->len; i++)
    if (!g_ptr_array_find (shown, old->pdata[i], NULL))
      gtk_list_box_remove (GTK_LIST_BOX (self->box), old->pdata[i]);
  guichet_name_list_place_rows (self);
}
