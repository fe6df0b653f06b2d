/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-place.h"
#include "guichet-staff-row.h"
#include "support-office.h"

/* Every form of the settings, tried the same way: what cannot be a name, what an odd name becomes, what somebody else saved meanwhile, and a role that is
 * taken away while the form is open. */

#define CONFLICT "Somebody else changed this meanwhile. What they saved is shown now; look at it, then make your change again."
#define ODD "Été 🚚 שילוח <b>&amp;"

static TestBackend *backend;

typedef struct
{
  const char *name;
  const char *section;
  const char *opened[2];        /* (nullable): rows that lead there */
  const char *entry;
  const char *text;             /* what stands there at first */
  guint most;                   /* letters; 0: the database has another rule than the others */
  gboolean applied;             /* by its own button, not saved with the page */
  const char *kept;             /* what the database has */
  const char *touched;          /* somebody else saves "Theirs" */
} Form;

static const Form forms[] = {
  { "category", "Categories", { NULL }, "Category", "Forms", 100, TRUE, "select label from ticket_categories where id = 90",
    "update ticket_categories set label = 'Theirs' where id = 90" },
  { "company", "Members and roles", { "Forms Ltd" }, "Name", "Forms Ltd", 200, TRUE,
    "select name from clients where id = 'c0000000-0000-4000-8000-0000000000f0'",
    "update clients set name = 'Theirs' where id = 'c0000000-0000-4000-8000-0000000000f0'" },
  { "project", "Members and roles", { "Forms House" }, "Project", "Forms project", 200, TRUE,
    "select name from projects where id = 'b0000000-0000-4000-8000-0000000000f1'",
    "update projects set name = 'Theirs' where id = 'b0000000-0000-4000-8000-0000000000f1'" },
  { "desk", "Desk", { NULL }, "Name of the desk", "Guichet", 100, FALSE, "select value from desk_settings where key = 'name'",
    "update desk_settings set value = 'Theirs' where key = 'name'" },
  { "calendar", "Calendars", { "Forms hours" }, "Name", "Forms hours", 100, FALSE,
    "select name from calendars where id = 'ca100000-0000-4000-8000-0000000000f0'",
    "update calendars set name = 'Theirs' where id = 'ca100000-0000-4000-8000-0000000000f0'" },
  { "canned", "Canned replies", { "Forms reply" }, "Title", "Forms reply", 80, FALSE,
    "select title from canned_replies where id = 'ca000000-0000-4000-8000-0000000000f0'",
    "update canned_replies set title = 'Theirs' where id = 'ca000000-0000-4000-8000-0000000000f0'" },
  { "template", "E-mail templates", { "Reminder" }, "Subject", "Forms subject", 0, FALSE,
    "select subject from email_templates where event = 'sla.reminder' and locale = 'en'",
    "update email_templates set subject = 'Theirs' where event = 'sla.reminder' and locale = 'en'" },
};

static void
run_sql (const char *sql)
{
  g_autofree char *with_answer = g_strdup_printf ("%s returning 'done'", sql);
  g_autofree char *done = test_psql (backend, with_answer);

  g_assert_true (g_str_has_prefix (done, "done"));
}

static gboolean
is_kept (const Form *form,
         const char *expected)
{
  g_autofree char *kept = test_psql (backend, form->kept);

  return g_str_equal (kept, expected);
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
open_form (Office *office,
           const Form *form)
{
  open_section (office, form->section);
  for (guint i = 0; i < G_N_ELEMENTS (form->opened) && form->opened[i] != NULL; i++)
    {
      test_wait_for (ui_find_shown (office->place, form->opened[i]) != NULL);
      gtk_widget_activate (gtk_widget_get_ancestor (ui_find_shown (office->place, form->opened[i]), GTK_TYPE_LIST_BOX_ROW));
    }

  return wait_for_entry (office, form->entry, form->text);
}

static void
enter (Office *office,
       const Form *form,
       GtkWidget *row,
       const char *text)
{
  /* Nobody writes while what was written before is still on its way. */
  test_wait_for (gtk_widget_is_sensitive (row));
  if (form->applied)
    {
      apply (row, text);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  press (office->place, "_Save");
}

static gboolean
is_marked (GtkWidget *row)
{
  return gtk_widget_has_css_class (row, "error");
}

/* No name, a long one, one with what cannot be seen in it, and one in letters of three directions and none. */
static void
try_names (Office *office,
           const Form *form,
           GtkWidget *row)
{
  g_autofree char *first = test_psql (backend, form->kept);
  g_autofree char *long_name = g_strnfill (form->most + 1, 'x');
  g_autofree char *sentence = g_strdup_printf ("This name is longer than %u letters. Shorten it.", form->most);

  enter (office, form, row, " \t ");
  g_assert_true (complains (office, "Enter a name."));
  g_assert_true (is_marked (row));
  enter (office, form, row, long_name);
  g_assert_true (complains (office, sentence));
  g_assert_true (is_marked (row));
  g_assert_true (is_kept (form, first));

  enter (office, form, row, " Two\nlines\a ");
  test_wait_for (is_kept (form, "Two lines"));
  test_wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "Two lines"));
  test_wait_for (gtk_widget_get_sensitive (row) && !guichet_place_has_changes (GUICHET_PLACE (office->place)));
  g_assert_false (is_marked (row));
}

/* A subject: what the database does not take it says in a sentence, and what is written stays. */
static void
try_subjects (Office *office,
              const Form *form,
              GtkWidget *row)
{
  g_autofree char *first = test_psql (backend, form->kept);
  g_autofree char *long_name = g_strnfill (301, 'x');
  const char *refused[] = { long_name, "Two\nlines" };

  enter (office, form, row, "  ");
  g_assert_true (complains (office, "An e-mail needs a subject and a text. Write both, or neither."));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      enter (office, form, row, refused[i]);
      test_wait_for (complains (office, "Something that was entered is empty, too long or out of range. Check it and try again."));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, refused[i]);
      gtk_editable_set_text (GTK_EDITABLE (row), first);
    }
  enter (office, form, row, "{{nonsense}}");
  test_wait_for (complains (office, "The text names a variable that this e-mail does not have."));
  g_assert_true (is_kept (form, first));
}

static void
test_form (gconstpointer data)
{
  const Form *form = data;
  g_autoptr (Office) office = office_open (backend);
  GtkWidget *row = open_form (office, form);

  if (form->most > 0)
    try_names (office, form, row);
  else
    try_subjects (office, form, row);
  enter (office, form, row, ODD);
  test_wait_for (is_kept (form, ODD));
  test_wait_for (gtk_widget_get_sensitive (row) && !guichet_place_has_changes (GUICHET_PLACE (office->place)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, ODD);

  /* Somebody else was first: what they left shows, and is over-written by nobody who has not seen it. */
  run_sql (form->touched);
  enter (office, form, row, "Mine");
  test_wait_for (complains (office, CONFLICT));
  g_assert_true (is_kept (form, "Theirs"));
  test_wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "Theirs") && gtk_widget_get_sensitive (row));
  enter (office, form, row, "Mine");
  test_wait_for (is_kept (form, "Mine"));
  test_wait_for (gtk_widget_get_sensitive (row) && !guichet_place_has_changes (GUICHET_PLACE (office->place)));

  /* Who is no administrator any more saves nothing, and the page goes. */
  test_set_role_unheard (backend, "admin@desk.test", "support");
  enter (office, form, row, "Not mine");
  test_wait_for (!is_in_sight (office));
  g_assert_true (is_kept (form, "Mine"));
  run_sql ("update profiles set role = 'admin' where email = 'admin@desk.test'");
}

/* Targets: what is no length of time, what somebody else saved, and a role that is taken away. */

static GtkWidget *
find_target (GtkWidget *root,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_ENTRY (root))
    {
      g_autofree char *differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

      return differs == NULL ? root : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_target (child, label);

  return found;
}

static gboolean
shows_target (Office *office,
              const char *expected)
{
  GtkWidget *entry = find_target (office->place, "High, First response");

  return entry != NULL && gtk_widget_is_sensitive (entry) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), expected);
}

static gboolean
has_target (const char *minutes)
{
  g_autofree char *kept = test_psql (backend, "select response_sla_minutes from ticket_priorities where code = 'high'");

  return g_str_equal (kept, minutes);
}

static void
enter_target (Office *office,
              const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_target (office->place, "High, First response")), text);
  press (office->place, "_Save");
}

static void
test_targets (void)
{
  g_autoptr (Office) office = office_open (backend);
  const char *unreadable[] = { "soon", "30", "-4 h", "0 min", "99999999999999999999 d", "4 ח", "🚚" };

  open_section (office, "Priorities and targets");
  test_wait_for (shows_target (office, "2\u00a0h"));
  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      enter_target (office, unreadable[i]);
      g_assert_true (complains (office, "A target cannot be read. Write 90 min, 4 h or 2 d, or leave it empty."));
      g_assert_true (is_marked (find_target (office->place, "High, First response")));
    }
  g_assert_true (has_target ("120"));

  run_sql ("update ticket_priorities set response_sla_minutes = 300 where code = 'high'");
  enter_target (office, "3 h");
  test_wait_for (complains (office, CONFLICT));
  g_assert_true (has_target ("300"));
  test_wait_for (shows_target (office, "5\u00a0h"));
  enter_target (office, "3 h");
  test_wait_for (has_target ("180"));
  test_wait_for (!guichet_place_has_changes (GUICHET_PLACE (office->place)));

  test_set_role_unheard (backend, "admin@desk.test", "support");
  enter_target (office, "6 h");
  test_wait_for (!is_in_sight (office));
  g_assert_true (has_target ("180"));
  run_sql ("update profiles set role = 'admin' where email = 'admin@desk.test'");
}

/* Holidays: what is no day, what is one already, a name that is too long. */

static gboolean
has_holidays (const char *expected)
{
  g_autofree char *kept = test_psql (backend, "select coalesce(string_agg(h.day || ' ' || h.name, ', ' order by h.day), 'none') from calendar_holidays h "
                                              "join calendars c on c.id = h.calendar_id where c.name = 'Holiday hours'");

  return g_str_equal (kept, expected);
}

static void
test_holidays (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *long_name = g_strnfill (101, 'x');
  g_autofree char *too_long = g_strconcat ("2026-12-25 ", long_name, NULL);
  const char *none[] = { " \t ", "tomorrow", "2026-02-30 No day", "25/12/2026 Christmas", "2026-12-2", "🚚🚚🚚", "٢٠٢٦-12-25" };
  GtkWidget *row;

  run_sql ("insert into calendars (name, time_zone) values ('Holiday hours', 'Europe/Paris')");
  open_section (office, "Calendars");
  test_wait_for (ui_find_shown (office->place, "Holiday hours") != NULL);
  gtk_widget_activate (gtk_widget_get_ancestor (ui_find_shown (office->place, "Holiday hours"), GTK_TYPE_LIST_BOX_ROW));
  row = wait_for_entry (office, "New holiday", "");

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      apply (row, none[i]);
      g_assert_true (complains (office, "This is no date. Write a date such as 2026-12-25, then its name."));
      g_assert_true (is_marked (row));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, none[i]);
    }
  apply (row, too_long);
  g_assert_true (complains (office, "This name is longer than 100 letters. Shorten it."));
  g_assert_false (guichet_place_has_changes (GUICHET_PLACE (office->place)));

  apply (row, " 2026-12-25 Été\n🚚 שילוח\a ");
  g_assert_false (complains (office, "This name is longer than 100 letters. Shorten it."));
  g_assert_false (is_marked (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  apply (row, "2026-12-25 Christmas");
  g_assert_true (complains (office, "This day is a holiday already."));
  apply (row, "2026-12-28 Instead of 2026-12-26");
  apply (row, "2026-12-26");
  g_assert_false (complains (office, "This day is a holiday already."));
  press (office->place, "_Save");
  test_wait_for (has_holidays ("2026-12-25 Été 🚚 שילוח, 2026-12-26 , 2026-12-28 Instead of 2026-12-26"));
  test_wait_for (!guichet_place_has_changes (GUICHET_PLACE (office->place)));
}

/* Roles: one that somebody else gave meanwhile, and one's own that is taken away. */

static GtkWidget *
find_staff (GtkWidget *root,
            const char *name)
{
  GtkWidget *found = NULL;

  if (GUICHET_IS_STAFF_ROW (root))
    return g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), name) ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_staff (child, name);

  return found;
}

static gboolean
shows_role (Office *office,
            guint role)
{
  GtkWidget *row = find_staff (office->place, "Amélie Fournier");
  GtkWidget *choice = row != NULL ? ui_find_type (row, GTK_TYPE_DROP_DOWN) : NULL;

  return choice != NULL && gtk_widget_is_sensitive (choice) && gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)) == role;
}

static void
choose_role (Office *office,
             guint role)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find_type (find_staff (office->place, "Amélie Fournier"), GTK_TYPE_DROP_DOWN)), role);
}

static gboolean
has_role (const char *role)
{
  g_autofree char *kept = test_psql (backend, "select role from profiles where email = 'agent@desk.test'");

  return g_str_equal (kept, role);
}

static void
test_roles (void)
{
  enum { SUPPORT = 1, OPS = 2 };
  g_autoptr (Office) office = office_open (backend);

  open_section (office, "Members and roles");
  test_wait_for (shows_role (office, SUPPORT));
  run_sql ("update profiles set role = 'ops' where email = 'agent@desk.test'");
  run_sql ("update profiles set role = 'support' where email = 'agent@desk.test'");
  choose_role (office, OPS);
  test_wait_for (complains (office, CONFLICT));
  test_wait_for (shows_role (office, SUPPORT));
  g_assert_true (has_role ("support"));
  choose_role (office, OPS);
  test_wait_for (has_role ("ops"));
  test_wait_for (shows_role (office, OPS));

  test_set_role_unheard (backend, "admin@desk.test", "support");
  choose_role (office, SUPPORT);
  test_wait_for (!is_in_sight (office));
  g_assert_true (has_role ("ops"));
  run_sql ("update profiles set role = 'admin' where email = 'admin@desk.test'");
  run_sql ("update profiles set role = 'support' where email = 'agent@desk.test'");
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filled = NULL;
  int outcome;

  ui_fixture_init (&argc, &argv);
  backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  filled = test_psql (backend,
                      "insert into ticket_categories (id, label) values (90, 'Forms');"
                      "insert into clients (id, name) values ('c0000000-0000-4000-8000-0000000000f0', 'Forms Ltd'), "
                      "('c0000000-0000-4000-8000-0000000000f1', 'Forms House');"
                      "insert into projects (id, client_id, name) values "
                      "('b0000000-0000-4000-8000-0000000000f1', 'c0000000-0000-4000-8000-0000000000f1', 'Forms project');"
                      "insert into calendars (id, name, time_zone) values ('ca100000-0000-4000-8000-0000000000f0', 'Forms hours', 'Europe/Paris');"
                      "insert into calendar_ranges (calendar_id, weekday, starts, ends) values "
                      "('ca100000-0000-4000-8000-0000000000f0', 1, '09:00', '17:00');"
                      "insert into canned_replies (id, owner_id, title, body) values ('ca000000-0000-4000-8000-0000000000f0', null, 'Forms reply', 'Hello');"
                      "update email_templates set subject = 'Forms subject' where event = 'sla.reminder' and locale = 'en' returning 'done'");
  g_assert_nonnull (strstr (filled, "done"));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/office-forms/%s", forms[i].name);

      g_test_add_data_func (path, &forms[i], test_form);
    }
  g_test_add_func ("/office-forms/targets", test_targets);
  g_test_add_func ("/office-forms/holidays", test_holidays);
  g_test_add_func ("/office-forms/roles", test_roles);
  outcome = g_test_run ();
  test_backend_free (backend);

  return outcome;
}
