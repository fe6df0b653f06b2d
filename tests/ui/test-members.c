/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-office.h"

/* The page of the members over a real backend, with more companies than fit. */

static TestBackend *backend;

/* Many companies come in steps, in the order of their names, above the row that adds one; what a person of staff is told is shown when it is asked for. */
static void
test_members (void)
{
  g_autofree char *added = test_psql (backend, "insert into clients (name) select 'Yard ' || lpad(i::text, 2, '0') from generate_series(1, 60) i");
  g_autofree char *n = test_psql (backend, "select count(*) from clients");
  g_autoptr (Office) office = office_open (backend);
  GtkWidget *last, *list, *staff;
  GtkListBoxRow *row;
  int i;

  open_section (office, "Members and roles");
  last = wait_for_entry (office, "New company", NULL);
  list = gtk_widget_get_parent (last);
  g_assert_null (ui_find_label (list, "Yard 60"));
  test_wait_for (ui_find_label (list, "Yard 60") != NULL);
  for (i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i + 1)) != NULL; i++)
    {
      GtkListBoxRow *before = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i);

      g_assert_true (GTK_WIDGET (row) == last || g_utf8_collate (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (before)),
                                                                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))) < 0);
    }
  g_assert_cmpint (i, ==, atoi (n));
  g_assert_true (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)) == last);

  staff = gtk_widget_get_ancestor (ui_find_label (office->place, "Staff"), ADW_TYPE_PREFERENCES_GROUP);
  staff = ui_find_type (staff, ADW_TYPE_EXPANDER_ROW);
  g_assert_null (ui_find_label (staff, "E-mail for each new ticket"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (staff), TRUE);
  g_assert_nonnull (ui_find_label (staff, "E-mail for each new ticket"));
  ui_assert_all_labelled (office->place);

  row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (ui_find_label (list, "Yard 60"), GTK_TYPE_LIST_BOX_ROW));
  gtk_widget_activate (GTK_WIDGET (row));
  wait_for_entry (office, "Name", "Yard 60");
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int outcome;

  ui_fixture_init (&argc, &argv);
  backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  g_test_add_func ("/members/many", test_members);
  outcome = g_test_run ();
  test_backend_free (backend);

  return outcome;
}
