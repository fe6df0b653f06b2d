/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-inquiry.h"
#include "guichet-company-page.h"
#include "guichet-person-finder.h"
#include "guichet-place.h"
#include "guichet-staff-row.h"
#include "support-office.h"

/* The page of the members over a real backend: with more companies than fit, and with what cannot be. */

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

static void
run_sql (const char *sql)
{
  g_autofree char *with_answer = g_strdup_printf ("%s returning 'done'", sql);
  g_autofree char *done = test_psql (backend, with_answer);

  g_assert_true (g_str_has_prefix (done, "done"));
}

static char *
dup_members (void)
{
  return test_psql (backend, "select coalesce(string_agg(p.full_name, ', ' order by p.full_name), '') from client_members m "
                             "join profiles p using (user_id) join clients c on c.id = m.client_id where c.name = 'South Bakery'");
}

static gboolean
members_are (const char *expected)
{
  g_autofree char *members = dup_members ();

  return g_str_equal (members, expected);
}

static GtkWidget *
open_company (Office *office)
{
  GtkWidget *label;

  open_section (office, "Members and roles");
  test_wait_for (ui_find_label (office->place, "South Bakery") != NULL);
  label = ui_find_label (office->place, "South Bakery");
  gtk_widget_activate (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW));
  wait_for_entry (office, "Name", "South Bakery");
  test_wait_for (ui_find_button (office->place, "Remove Paul Moreau") != NULL);

  return ui_find_type (office->place, GUICHET_TYPE_COMPANY_PAGE);
}

static void
press (GtkWidget *root,
       const char *words)
{
  GtkWidget *button = ui_find_button (root, words);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
open_finder (GtkWidget *page)
{
  press (page, "_Add…");

  return ui_find_type (ui_wait_dialog (), GUICHET_TYPE_PERSON_FINDER);
}

static void
look_for (GtkWidget *finder,
          const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (finder, GTK_TYPE_SEARCH_ENTRY)), words);
}

static void
choose (GtkWidget *finder,
        const char *email)
{
  look_for (finder, email);
  test_wait_for (ui_find_label (finder, email) != NULL);
  gtk_widget_activate (gtk_widget_get_ancestor (ui_find_label (finder, email), GTK_TYPE_LIST_BOX_ROW));
  ui_wait_no_dialog ();
}

/* What finds nobody says why, each in its sentence; who is a member stays one, also where another administrator was quicker. */
static void
test_member_form (void)
{
  static const struct
  {
    const char *words;
    const char *sentence;
  } asked[] = {
    { "x", "Write at least two letters." },
    { "nobody@nowhere.test", "Nobody is found. People appear here once they have signed up." },
    { " \t ", "Write at least two letters." },
    { "%%@%", "Nobody is found. People appear here once they have signed up." },
    { "\342\200\217\a", "Write at least two letters." },
    { "Été 🚚 שילוח'; --", "Nobody is found. People appear here once they have signed up." },
  };
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *long_words = g_strnfill (201, 'x');
  GtkWidget *page = open_company (office);
  GtkWidget *finder = open_finder (page);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      look_for (finder, asked[i].words);
      test_wait_for (ui_find_label (finder, asked[i].sentence) != NULL);
      g_assert_null (ui_find_label (finder, "client@south.test"));
    }
  look_for (finder, long_words);
  test_wait_for (ui_find_label (finder, "Write 200 letters at most.") != NULL);
  g_assert_true (members_are ("Paul Moreau"));

  choose (finder, "client@south.test");
  test_wait_for (complains (office, "This person is a member already."));
  choose (open_finder (page), "client@north.test");
  test_wait_for (members_are ("Nadia Benali, Paul Moreau"));
  test_wait_for (ui_find_button (page, "Remove Nadia Benali") != NULL);

  /* Somebody else took her out; then somebody else was quicker to add her, and she shows. */
  run_sql ("delete from client_members where client_id = 'c0000000-0000-4000-8000-000000000002' and user_id = 'a0000000-0000-4000-8000-000000000001'");
  press (page, "Remove Nadia Benali");
  ui_wait_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ui_find_dialog ()), "remove");
  test_wait_for (ui_find_button (page, "Remove Nadia Benali") == NULL);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog ()));
  run_sql ("insert into client_members (client_id, user_id) values ('c0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000001')");
  choose (open_finder (page), "client@north.test");
  test_wait_for (complains (office, "This person is a member already."));
  test_wait_for (ui_find_button (page, "Remove Nadia Benali") != NULL);
  run_sql ("delete from client_members where client_id = 'c0000000-0000-4000-8000-000000000002' and user_id = 'a0000000-0000-4000-8000-000000000001'");
}

/* Who may not is told so, and nothing is added or removed; and with the page goes what it asked. */
static void
test_role_taken_away (gconstpointer data)
{
  const char *asks = data;
  g_autoptr (Office) office = office_open (backend);
  GtkWidget *page = open_company (office);

  if (g_str_equal (asks, "find"))
    open_finder (page);
  else if (g_str_equal (asks, "remove"))
    press (page, "Remove Paul Moreau");
  else
    {
      GtkWidget *row = ui_find_type (office->place, GUICHET_TYPE_STAFF_ROW);

      gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find_type (row, GTK_TYPE_DROP_DOWN)), 0);
    }
  ui_wait_dialog ();
  test_set_role_unheard (backend, "admin@desk.test", "support");
  desk_inquiry_catch_up (office->person->session);
  test_wait_for (!is_in_sight (office));
  ui_wait_no_dialog ();
  g_assert_true (members_are ("Paul Moreau"));
  run_sql ("update profiles set role = 'admin' where email = 'admin@desk.test'");
}

static gboolean
calendars_are (const char *expected)
{
  g_autofree char *names = test_psql (backend, "select string_agg(name, ', ' order by name) from calendars where name in ('Taken', 'Free')");

  return g_str_equal (names, expected);
}

/* A name that there is: of a calendar the database has one alone, and what was written stays; two companies may be called the same. */
static void
test_doubled (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *n = NULL;
  GtkWidget *row;

  run_sql ("insert into calendars (name, time_zone) values ('Taken', 'Europe/Paris')");
  run_sql ("insert into clients (name) values ('Twin House')");
  open_section (office, "Calendars");
  row = wait_for_entry (office, "New calendar", NULL);
  apply (row, "Taken");
  row = wait_for_entry (office, "Name", "Taken");
  press (office->place, "_Save");
  test_wait_for (complains (office, "There is one with this name already. Choose another name."));
  g_assert_true (calendars_are ("Taken"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Taken");
  g_assert_true (gtk_widget_is_sensitive (row));
  gtk_editable_set_text (GTK_EDITABLE (row), "Free");
  press (office->place, "_Save");
  test_wait_for (calendars_are ("Free, Taken"));
  test_wait_for (!guichet_place_has_changes (GUICHET_PLACE (office->place)));

  open_section (office, "Members and roles");
  row = wait_for_entry (office, "New company", NULL);
  apply (row, "Twin House");
  wait_for_entry (office, "Name", "Twin House");
  n = test_psql (backend, "select count(*) || ' ' || count(distinct id) from clients where name = 'Twin House'");
  g_assert_cmpstr (n, ==, "2 2");
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/members/many", test_members);
  g_test_add_func ("/members/form", test_member_form);
  g_test_add_data_func ("/members/role-taken-away/finding", "find", test_role_taken_away);
  g_test_add_data_func ("/members/role-taken-away/removing", "remove", test_role_taken_away);
  g_test_add_data_func ("/members/role-taken-away/giving", "give", test_role_taken_away);
  g_test_add_func ("/members/doubled", test_doubled);

  return test_backend_run (&backend);
}
