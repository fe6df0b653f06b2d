/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-preferences.h"

#include "guichet-preferences.h"
#include "guichet-settings.h"

TestBackend *preferences_backend;

Preferences *
preferences_open (const char *email)
{
  Preferences *self = g_new0 (Preferences, 1);

  self->person = test_person_new_synced (preferences_backend, email);
  self->settings = guichet_settings_find ();
  g_assert_nonnull (self->settings);
  guichet_settings_follow (self->person->session);
  self->parent = ui_show (gtk_label_new ("Behind"), 800, 800);
  self->window = guichet_preferences_new (self->person->session, GTK_WINDOW (self->parent));
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 3);

  return self;
}

void
preferences_close (Preferences *self)
{
  ui_destroy_window (self->window);
  gtk_window_destroy (GTK_WINDOW (self->parent));
  g_settings_reset (self->settings, "signature");
  g_settings_reset (self->settings, "notify-about");
  g_settings_reset (self->settings, "notify-deadlines");
  g_settings_reset (self->settings, "quiet-hours");
  g_settings_reset (self->settings, "files-megabytes");
  g_object_unref (self->settings);
  test_person_free (self->person);
  g_free (self);
}

void
preferences_show_page (Preferences *self,
                       const char *name)
{
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self->window), name);
  ui_wait_frames (self->window, 3);
}

/* The row of a title. */
static GtkWidget *
find_row (GtkWidget *root,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
preferences_find_row (Preferences *self,
                      const char *title)
{
  return find_row (self->window, title);
}

const char *
preferences_get_subtitle (Preferences *self,
                          const char *title)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (preferences_find_row (self, title)));
}

gboolean
preferences_has_subtitle (Preferences *self,
                          const char *title,
                          const char *subtitle)
{
  return g_strcmp0 (preferences_get_subtitle (self, title), subtitle) == 0;
}

/* Runs the tests that were added, over one backend. */
int
preferences_run (void)
{
  g_autoptr (GError) error = NULL;
  int outcome;

  preferences_backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  outcome = g_test_run ();
  g_clear_pointer (&preferences_backend, test_backend_free);

  return outcome;
}
