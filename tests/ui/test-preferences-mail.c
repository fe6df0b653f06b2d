/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-preferences.h"

/* Which mail somebody of staff gets, which the server keeps. */

static char *
dup_choice (const char *event)
{
  g_autofree char *sql = g_strdup_printf ("select wanted from mail_choices c join profiles p using (user_id) where p.email = '" AGENT "' and event = '%s'",
                                          event);

  return test_psql (preferences_backend, sql);
}

static gboolean
is_chosen (const char *event,
           const char *expected)
{
  g_autofree char *choice = dup_choice (event);

  return g_str_equal (choice, expected);
}

static void
test_mail (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  GtkWidget *row;
  GtkWidget *toggle;

  preferences_show_page (preferences, "notifications");
  row = preferences_find_row (preferences, "When a ticket is filed");
  toggle = ui_find_type (row, GTK_TYPE_SWITCH);
  test_wait_for (gtk_widget_is_sensitive (toggle));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  test_wait_for (is_chosen ("ticket.created", "f"));
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  test_wait_for (is_chosen ("ticket.created", "t"));
  g_assert_true (preferences_has_subtitle (preferences, "When a deadline is near or missed", "Of all tickets"));
  gtk_switch_set_active (GTK_SWITCH (ui_find_type (preferences_find_row (preferences, "When a deadline is near or missed"), GTK_TYPE_SWITCH)), FALSE);
  test_wait_for (preferences_has_subtitle (preferences, "When a deadline is near or missed", "Never"));
  g_assert_true (is_chosen ("sla.reminder", "f"));
}

/* A choice can be left to the desk again: then the row says what the desk does. */
static void
test_mail_given_back (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  GtkWidget *row;
  GtkWidget *reset;
  GtkWidget *toggle;

  preferences_show_page (preferences, "notifications");
  row = preferences_find_row (preferences, "When a client writes");
  test_wait_for (gtk_widget_is_sensitive (row));
  reset = ui_find_type (row, GTK_TYPE_BUTTON);
  toggle = ui_find_type (row, GTK_TYPE_SWITCH);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL, "When a client writes: as the desk has it");
  /* It is on, which is not what the desk has. */
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  test_wait_for (!is_chosen ("ticket.message.created", "t"));
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  test_wait_for (is_chosen ("ticket.message.created", "t"));
  test_wait_for (gtk_widget_get_visible (reset) && preferences_has_subtitle (preferences, "When a client writes", "In my tickets, and in those that nobody has"));

  gtk_widget_grab_focus (reset);
  g_signal_emit_by_name (reset, "clicked");
  test_wait_for (preferences_has_subtitle (preferences, "When a client writes", "Now in my tickets alone"));
  g_assert_true (is_chosen ("ticket.message.created", ""));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (toggle)));
  g_assert_false (gtk_widget_get_visible (reset));
  g_assert_true (gtk_widget_has_focus (toggle));
}

/* Who has not chosen gets some all the same: the row says which. */
static void
test_mail_until_chosen (void)
{
  g_autoptr (Preferences) preferences = NULL;
  g_autofree char *gone = test_psql (preferences_backend, "with gone as (delete from mail_choices returning 1) select count(*) from gone");
  GtkWidget *row;

  g_assert_cmpstr (gone, !=, "0");
  preferences = preferences_open (AGENT);
  preferences_show_page (preferences, "notifications");
  row = preferences_find_row (preferences, "When a client writes");
  test_wait_for (gtk_widget_is_sensitive (row));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (ui_find_type (row, GTK_TYPE_SWITCH))));
  g_assert_true (preferences_has_subtitle (preferences, "When a client writes", "Now in my tickets alone"));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/preferences/mail", test_mail);
  g_test_add_func ("/preferences/mail/given-back", test_mail_given_back);
  g_test_add_func ("/preferences/mail/until-chosen", test_mail_until_chosen);

  return preferences_run ();
}
