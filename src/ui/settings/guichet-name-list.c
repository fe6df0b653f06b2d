/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-name-list.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"

/**
 * GuichetNameList:
 *
 * Things that have a name and nothing else to set: each is renamed in its row, and the last row adds one. Every change is saved by itself.
 */
struct _GuichetNameList
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this list */
  DeskOfficeTable table;
  const char *column;
  char *row_title;
  char *of_column;
  char *of_id;

  GtkWidget *group;
  GtkWidget *add;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (GuichetNameList, guichet_name_list, ADW_TYPE_BIN)

static void
guichet_name_list_finalize (GObject *object)
{
  GuichetNameList *self = GUICHET_NAME_LIST (object);

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
  gtk_widget_set_sensitive (row, FALSE);

  return saving;
}

static void
saving_free (Saving *saving)
{
  gtk_widget_set_sensitive (saving->row, TRUE);
  g_object_unref (saving->row);
  g_object_unref (saving->list);
  g_free (saving);
}

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

static void
show_row (GuichetNameList *self,
          GtkWidget *row,
          DeskOfficeRow *values)
{
  const char *name = desk_office_row_get_text (values, self->column);

  g_object_set_data_full (G_OBJECT (row), "row", g_object_ref (values), g_object_unref);
  /* The button to apply comes with a change by the person alone. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
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
      mark (saving->row, TRUE);
      guichet_settings_section_refuse (self->section, error);
      saving_free (saving);
      return;
    }

  mark (saving->row, FALSE);
  guichet_settings_section_saved (self->section, saving->row == self->add ? _("Added") : _("Saved"));
  if (saving->row == self->add)
    {
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->add), FALSE);
      gtk_editable_set_text (GTK_EDITABLE (self->add), "");
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->add), TRUE);
      guichet_settings_section_load (self->section);
    }
  else
    show_row (self, saving->row, row);
  saving_free (saving);
  if (row != NULL)
    gtk_widget_grab_focus (self->add);
}

static void
on_apply (GtkWidget *row,
          gpointer user_data)
{
  GuichetNameList *self = GUICHET_NAME_LIST (user_data);
  DeskOfficeRow *known = g_object_get_data (G_OBJECT (row), "row");
  DeskOffice *office = guichet_settings_section_get_office (self->section);
  GCancellable *cancellable = guichet_settings_section_get_cancellable (self->section);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  GVariantDict values;

  mark (row, *name == '\0');
  if (*name == '\0')
    {
      guichet_settings_section_complain (self->section, _("Enter a name."));
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

static GtkWidget *
create_row (GuichetNameList *self,
            const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "show-apply-button", TRUE, NULL);

  g_signal_connect (row, "apply", G_CALLBACK (on_apply), self);
  guichet_labels_entry_row (row);

  return row;
}

/**
 * guichet_name_list_new:
 * @section: the page
 * @table: of what
 * @column: what holds the name; a literal
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
                       const char *title,
                       const char *description,
                       const char *row_title,
                       const char *new_title)
{
  GuichetNameList *self = g_object_new (GUICHET_TYPE_NAME_LIST, NULL);

  self->section = section;
  self->table = table;
  self->column = column;
  self->row_title = g_strdup (row_title);
  self->group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title != NULL ? title : "", "description", description, NULL);
  self->add = create_row (self, new_title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->add);
  adw_bin_set_child (ADW_BIN (self), self->group);

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
  AdwPreferencesGroup *group;

  g_return_if_fail (GUICHET_IS_NAME_LIST (self));

  group = ADW_PREFERENCES_GROUP (self->group);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  /* A group adds at its end, and the row that adds comes last. */
  g_object_ref (self->add);
  adw_preferences_group_remove (group, self->add);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) values = g_list_model_get_item (rows, i);
      GtkWidget *row = create_row (self, self->row_title);

      show_row (self, row, values);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_add (group, self->add);
  g_object_unref (self->add);
}
