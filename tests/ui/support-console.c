/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-console.h"

#include "guichet-support-notice.h"
#include "guichet-support-place.h"

Console *
console_open (TestBackend *backend,
              const char *email,
              const char *who)
{
  Console *self = g_new0 (Console, 1);

  self->person = test_person_new_synced (backend, email);
  self->place = g_object_new (GUICHET_TYPE_SUPPORT_PLACE, "session", self->person->session, NULL);
  self->window = ui_show (self->place, 1084, 800);
  if (who != NULL)
    {
      guichet_support_place_show_person (GUICHET_SUPPORT_PLACE (self->place), who);
      test_wait_for (ui_find_label (self->place, "Account created") != NULL);
    }

  return self;
}

void
console_close (Console *self)
{
  gpointer place = self->place;

  g_object_add_weak_pointer (G_OBJECT (self->place), &place);
  gtk_window_destroy (GTK_WINDOW (self->window));
  test_wait_for (place == NULL);
  test_person_free (self->person);
  g_free (self);
}

GtkWidget *
find_row_with (GtkWidget *root,
               const char *words)
{
  GtkWidget *label = ui_find_label (root, words);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;
}

void
press (GtkWidget *root,
       const char *words)
{
  GtkWidget *button = ui_find_button (root, words);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

const char *
get_notice (GtkWidget *pane)
{
  return guichet_support_notice_get_words (GUICHET_SUPPORT_NOTICE (ui_find_type (pane, GUICHET_TYPE_SUPPORT_NOTICE)));
}
