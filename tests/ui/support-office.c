/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-office.h"

#include "guichet-settings-place.h"
#include "guichet-tab-stop.h"
#include "guichet-window.h"

#define ADMIN "admin@desk.test"

Office *
office_open (TestBackend *backend)
{
  Office *self = g_new0 (Office, 1);

  self->person = test_person_new_synced (backend, ADMIN);
  self->window = guichet_window_new (NULL, self->person->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 3);
  g_assert_true (gtk_widget_activate_action (self->window, "win.show-place", "s", "settings"));
  self->place = ui_find_type (self->window, GUICHET_TYPE_SETTINGS_PLACE);
  g_assert_nonnull (self->place);
  g_object_add_weak_pointer (G_OBJECT (self->place), (gpointer *) &self->place);

  return self;
}

void
office_close (Office *self)
{
  if (self->window != NULL)
    ui_destroy_window (self->window);
  g_clear_weak_pointer (&self->place);
  test_person_free (self->person);
  g_free (self);
}

/* Whether the page is shown, and is there at all. */
gboolean
is_in_sight (Office *self)
{
  return self->place != NULL && gtk_widget_get_mapped (self->place);
}

/* A row for writing that can be seen, by its title. */
GtkWidget *
find_entry (GtkWidget *root,
            const char *title,
            const char *text)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (ADW_IS_ENTRY_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0 &&
      (text == NULL || g_str_equal (gtk_editable_get_text (GTK_EDITABLE (root)), text)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_entry (child, title, text);

  return found;
}

void
open_section (Office *self,
              const char *title)
{
  GtkWidget *row = gtk_widget_get_ancestor (ui_find_label (ui_find_type (self->place, GUICHET_TYPE_TAB_STOP), title), GTK_TYPE_LIST_BOX_ROW);

  g_assert_nonnull (row);
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
}

GtkWidget *
wait_for_entry (Office *self,
                const char *title,
                const char *text)
{
  test_wait_for (find_entry (self->place, title, text) != NULL);
  return find_entry (self->place, title, text);
}

void
apply (GtkWidget *row,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

gboolean
complains (Office *self,
           const char *sentence)
{
  GtkWidget *label = self->place != NULL ? ui_find_label (self->place, sentence) : NULL;

  return label != NULL && gtk_widget_get_mapped (label);
}
