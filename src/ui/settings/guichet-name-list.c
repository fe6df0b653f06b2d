/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-name-list.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-name.h"

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

  guint most;                   /* letters of a name */
  GtkWidget *box;
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

static void
show_row (GuichetNameList *self,
          GtkWidget *row,
          DeskOfficeRow *values)
{
  g_object_set_data_full (G_OBJECT (row), "row", g_object_ref (values), g_object_unref);
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

  gtk_list_box_insert (GTK_LIST_BOX (self->box), row, self->rows->len);
  g_ptr_array_add (self->rows, row);

  return row;
}

/* What somebody writes in a row stays, until they apply it. */
static gboolean
is_edited (GuichetNameList *self,
           GtkWidget *row,
           DeskOfficeRow *values)
{
  DeskOfficeRow *known = g_object_get_data (G_OBJECT (row), "row");

  return known != NULL && desk_office_row_get_number (known, "id", 0) == desk_office_row_get_number (values, "id", 0) &&
         g_strcmp0 (desk_office_row_get_text (known, "id"), desk_office_row_get_text (values, "id")) == 0 &&
         g_strcmp0 (desk_office_row_get_text (known, self->column), gtk_editable_get_text (GTK_EDITABLE (row))) != 0;
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
    }
  else
    show_row (self, saving->row, row);
  guichet_settings_section_saved (self->section, saving->row == self->add ? _("Added") : _("Saved"));
  saving_free (saving);
}

static void
on_apply (GtkWidget *row,
          gpointer user_data)
{
  GuichetNameList *self = GUICHET_NAME_LIST (user_data);
  DeskOfficeRow *known = g_object_get_data (G_OBJECT (row), "row");
  DeskOffice *office = guichet_settings_section_get_office (self->section);
  GCancellable *cancellable = guichet_settings_section_get_cancellable (self->section);
  g_autofree char *name = guichet_settings_name_read (self->section, row, self->most);
  GVariantDict values;

  if (name == NULL)
    return;

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
  self->most = table == DESK_OFFICE_CATEGORIES ? GUICHET_SETTINGS_SHORT_NAME : GUICHET_SETTINGS_LONG_NAME;
  group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title != NULL ? title : "", "description", description, NULL);
  /* A group of its own would add at its end, and the row that adds comes last. */
  self->box = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->box, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, list_title, -1);
  self->add = create_row (self, new_title);
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
  guint n;

  g_return_if_fail (GUICHET_IS_NAME_LIST (self));

  /* The rows that are there show what there is: the focus stays where it was. */
  n = g_list_model_get_n_items (rows);
  while (self->rows->len > n)
    {
      gtk_list_box_remove (GTK_LIST_BOX (self->box), self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, self->rows->len - 1);
    }
  while (self->rows->len < n)
    append_row (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskOfficeRow) values = g_list_model_get_item (rows, i);

      if (is_edited (self, self->rows->pdata[i], values))
        continue;
      show_row (self, self->rows->pdata[i], values);
      guichet_settings_name_mark (self->rows->pdata[i], FALSE);
    }
}
