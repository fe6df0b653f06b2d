/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-open-list.h"

#include "guichet-settings-name.h"

/**
 * GuichetOpenList:
 *
 * Things that have a page of their own, and a last row that begins a new one with its name: the first page of a section whose second is the form.
 */
struct _GuichetOpenList
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this list */
  guint most;                   /* letters of a name */
  GtkWidget *box;
  GtkWidget *add;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (GuichetOpenList, guichet_open_list, ADW_TYPE_BIN)

enum
{
  OPEN,
  BEGIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define ROW_KEY "guichet-row"

static void
guichet_open_list_finalize (GObject *object)
{
  g_clear_pointer (&GUICHET_OPEN_LIST (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (guichet_open_list_parent_class)->finalize (object);
}

static void
guichet_open_list_class_init (GuichetOpenListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_open_list_finalize;

  /**
   * GuichetOpenList::open:
   * @row: what a person wants to see
   *
   * Somebody chose a row.
   */
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DESK_TYPE_OFFICE_ROW);

  /**
   * GuichetOpenList::begin:
   * @name: of what is new
   *
   * Somebody wants to begin another one.
   */
  signals[BEGIN] = g_signal_new ("begin", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
guichet_open_list_init (GuichetOpenList *self)
{
  self->rows = g_ptr_array_new ();
}

static void
on_activated (GtkWidget *row,
              gpointer user_data)
{
  g_signal_emit (user_data, signals[OPEN], 0, g_object_get_data (G_OBJECT (row), ROW_KEY));
}

static void
on_apply (GuichetOpenList *self)
{
  g_autofree char *name = guichet_settings_name_read (self->section, self->add, self->most);

  if (name == NULL)
    return;

  guichet_settings_section_complain (self->section, NULL);
  guichet_settings_name_show (self->add, NULL);
  g_signal_emit (self, signals[BEGIN], 0, name);
}

/**
 * guichet_open_list_new:
 * @section: the page
 * @title: what is in it, for a screen reader
 * @description: what it is for
 * @new_title: of the row that begins another one
 * @most: how many letters the database takes for a name
 *
 * Returns: the list, empty
 */
GtkWidget *
guichet_open_list_new (GuichetSettingsSection *section,
                       const char *title,
                       const char *description,
                       const char *new_title,
                       guint most)
{
  GuichetOpenList *self = g_object_new (GUICHET_TYPE_OPEN_LIST, NULL);
  GtkWidget *column = guichet_settings_section_create_column (section);
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "description", description, NULL);

  self->section = section;
  self->most = most;
  self->add = guichet_settings_name_new_row (new_title);
  g_signal_connect_object (self->add, "apply", G_CALLBACK (on_apply), self, G_CONNECT_SWAPPED);
  self->box = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->box, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->box), self->add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->box);
  gtk_box_append (GTK_BOX (column), group);
  adw_bin_set_child (ADW_BIN (self), guichet_settings_section_scroll (column));

  return GTK_WIDGET (self);
}

/**
 * guichet_open_list_create_pages:
 * @self: a list
 * @form: what one of its things is changed in
 *
 * Returns: both, as the pages "list" and "form" of a stack
 */
GtkWidget *
guichet_open_list_create_pages (GuichetOpenList *self,
                                GtkWidget *form)
{
  GtkWidget *pages = gtk_stack_new ();

  gtk_stack_set_vhomogeneous (GTK_STACK (pages), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (pages), FALSE);
  gtk_stack_add_named (GTK_STACK (pages), GTK_WIDGET (self), "list");
  gtk_stack_add_named (GTK_STACK (pages), form, "form");

  return pages;
}

static GtkWidget *
create_row (GuichetOpenList *self,
            DeskOfficeRow *values,
            const char *name,
            const char *words)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 1, "subtitle-lines", 1, "activatable", TRUE, NULL);

  g_object_set (row, "title", name, "subtitle", words, "tooltip-text", words, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data_full (G_OBJECT (row), ROW_KEY, g_object_ref (values), g_object_unref);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);

  return row;
}

/**
 * guichet_open_list_set_rows:
 * @self: a list
 * @rows: of DeskOfficeRow
 * @column: what holds the name
 * @words: what stands under it
 *
 * Shows what there is.
 */
void
guichet_open_list_set_rows (GuichetOpenList *self,
                            GListModel *rows,
                            const char *column,
                            GuichetOpenListWords words)
{
  g_return_if_fail (GUICHET_IS_OPEN_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (GTK_LIST_BOX (self->box), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) values = g_list_model_get_item (rows, i);
      g_autofree char *below = words (values);
      GtkWidget *row = create_row (self, values, desk_office_row_get_text (values, column), below);

      /* Before the one that begins another. */
      gtk_list_box_insert (GTK_LIST_BOX (self->box), row, i);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * guichet_open_list_focus_row:
 * @self: a list
 * @row: (nullable): what was open
 *
 * Goes back to its row, or to the one that begins another where there is none.
 */
void
guichet_open_list_focus_row (GuichetOpenList *self,
                             DeskOfficeRow *row)
{
  GtkWidget *found = self->add;

  g_return_if_fail (GUICHET_IS_OPEN_LIST (self));

  for (guint i = 0; row != NULL && i < self->rows->len; i++)
    if (g_strcmp0 (desk_office_row_get_text (g_object_get_data (G_OBJECT (self->rows->pdata[i]), ROW_KEY), "id"), desk_office_row_get_text (row, "id")) == 0)
      found = self->rows->pdata[i];
  gtk_widget_grab_focus (found);
}
