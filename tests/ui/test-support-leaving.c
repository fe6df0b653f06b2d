/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-incident-pane.h"
#include "guichet-person-pane.h"
#include "guichet-privacy-pane.h"
#include "guichet-support-place.h"
#include "guichet-window.h"
#include "support-console.h"

/* Incidents and notes to people that somebody changed and did not save, when the window is closed. */

#define AGENT "agent@desk.test"

static TestBackend *backend;

typedef struct
{
  TestPerson *person;
  GtkWidget *window;
  GtkWidget *place;
  GtkWidget *pane;
} Desk;

static Desk *
desk_open (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->person = test_person_new_synced (backend, AGENT);
  self->window = guichet_window_new (NULL, self->person->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 3);
  g_assert_true (gtk_widget_activate_action (self->window, "win.show-place", "s", "support"));
  self->place = ui_find_type (self->window, GUICHET_TYPE_SUPPORT_PLACE);
  self->pane = ui_find_type (self->place, GUICHET_TYPE_INCIDENT_PANE);

  return self;
}

static void
desk_close (Desk *self)
{
  if (self->window != NULL)
    ui_destroy_window (self->window);
  test_person_free (self->person);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_close)

static GtkWidget *
get_title (Desk *self)
{
  return ui_find_type (self->pane, ADW_TYPE_ENTRY_ROW);
}

/* Opens an incident out of what waits, and gives it another title. */
static void
rename_incident (Desk *self,
                 const char *title,
                 const char *better)
{
  test_wait_for (find_row_with (self->place, title) != NULL);
  gtk_widget_activate (find_row_with (self->place, title));
  test_wait_for (gtk_widget_get_mapped (self->pane) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (get_title (self))), title));
  gtk_editable_set_text (GTK_EDITABLE (get_title (self)), better);
}

static void
back_to_what_waits (Desk *self)
{
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (self->place)));
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (self->place)));
}

static void
assert_titles (const char *expected)
{
  g_autofree char *titles = test_psql (backend, "select coalesce(string_agg(title, ', ' order by title), '') from support_incidents "
                                                "where title like 'Better:%'");

  g_assert_cmpstr (titles, ==, expected);
}

/* It asks; whoever goes back finds it as it was; who saves has all of it saved, also what is not in sight. */
static void
test_save (void)
{
  g_autoptr (Desk) desk = desk_open ();
  gpointer window = desk->window;

  g_assert_true (guichet_window_may_close (GUICHET_WINDOW (desk->window)));
  rename_incident (desk, "Second factor asked for at every sign-in", "Better: second factor");
  back_to_what_waits (desk);
  rename_incident (desk, "Changer l’adresse e-mail de la boulangerie", " Better:\taddress");
  g_assert_false (guichet_window_may_close (GUICHET_WINDOW (desk->window)));

  /* Another page of the window loses nothing, and so it does not ask. */
  g_assert_true (gtk_widget_activate_action (desk->window, "win.show-place", "s", "reports"));
  g_assert_false (gtk_widget_get_mapped (desk->place));
  g_assert_null (ui_find_dialog ());

  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Cancel");
  g_assert_true (gtk_widget_get_mapped (desk->place));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_title (desk))), ==, " Better:\taddress");
  assert_titles ("");

  g_object_add_weak_pointer (G_OBJECT (desk->window), &window);
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Save");
  test_wait_for (window == NULL);
  desk->window = NULL;
  assert_titles ("Better: address, Better: second factor");
}

/* What cannot be saved keeps the window open, and says why; what is forgotten is saved nowhere. */
static void
test_refused_and_forgotten (void)
{
  g_autoptr (Desk) desk = desk_open ();
  gpointer window = desk->window;

  rename_incident (desk, "Prélevé deux fois en octobre", "   ");
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Save");
  g_assert_true (gtk_widget_get_mapped (desk->pane));
  g_assert_cmpstr (get_notice (desk->pane), ==, "Say in a few words what it is about.");

  gtk_editable_set_text (GTK_EDITABLE (get_title (desk)), "Better: charged");
  g_object_add_weak_pointer (G_OBJECT (desk->window), &window);
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Discard");
  test_wait_for (window == NULL);
  desk->window = NULL;
  assert_titles ("Better: address, Better: second factor");
}

/* Privacy requests ---------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
get_note (Desk *self)
{
  return ui_find_type (ui_find_type (self->place, GUICHET_TYPE_PRIVACY_PANE), GTK_TYPE_TEXT_VIEW);
}

static char *
dup_note (Desk *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_note (self))), "text", &text, NULL);

  return text;
}

static gboolean
shows_note (Desk *self,
            const char *expected)
{
  g_autofree char *text = dup_note (self);

  return gtk_widget_get_mapped (get_note (self)) && g_str_equal (text, expected);
}

/* Opens the request out of what waits, and writes beside it. */
static void
write_note (Desk *self,
            const char *words)
{
  test_wait_for (find_row_with (self->place, "Rectification") != NULL);
  gtk_widget_activate (find_row_with (self->place, "Rectification"));
  test_wait_for (gtk_widget_get_mapped (get_note (self)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_note (self))), words, -1);
}

static void
assert_note (const char *expected)
{
  g_autofree char *note = test_psql (backend, "select coalesce(note, '') from privacy_requests where id = 'cccccccc-0000-4000-8000-0000000000aa'");

  g_assert_cmpstr (note, ==, expected);
}

/* A note to a person is not lost with the window either: not one that is out of sight, and not one that is too long. */
static void
test_note (void)
{
  g_autofree char *filed = test_psql (backend, "insert into privacy_requests (id, user_id, kind) values "
                                               "('cccccccc-0000-4000-8000-0000000000aa', '" NADIA_ID "', 'rectification')");
  g_autofree char *too_long = g_strnfill (2001, 'x');
  g_autoptr (Desk) desk = desk_open ();
  gpointer window = desk->window;

  write_note (desk, "Which name is wrong?");
  back_to_what_waits (desk);
  g_assert_false (guichet_window_may_close (GUICHET_WINDOW (desk->window)));
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Cancel");
  assert_note ("");

  write_note (desk, too_long);
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Save");
  test_wait_for (g_strcmp0 (get_notice (ui_find_type (desk->place, GUICHET_TYPE_PRIVACY_PANE)), "The note is too long: 2,000 characters at most.") == 0);
  g_assert_true (shows_note (desk, too_long));

  write_note (desk, "Which name is wrong?");
  back_to_what_waits (desk);
  g_object_add_weak_pointer (G_OBJECT (desk->window), &window);
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Save");
  test_wait_for (window == NULL);
  desk->window = NULL;
  assert_note ("Which name is wrong?");
}

/* Forgotten, it stands as the person can read it. */
static void
test_note_forgotten (void)
{
  g_autoptr (Desk) desk = desk_open ();
  gpointer window = desk->window;

  write_note (desk, "Never mind.");
  g_object_add_weak_pointer (G_OBJECT (desk->window), &window);
  gtk_window_close (GTK_WINDOW (desk->window));
  ui_answer ("_Discard");
  test_wait_for (window == NULL);
  desk->window = NULL;
  assert_note ("Which name is wrong?");
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/support-leaving/save", test_save);
  g_test_add_func ("/support-leaving/refused-and-forgotten", test_refused_and_forgotten);
  g_test_add_func ("/support-leaving/note", test_note);
  g_test_add_func ("/support-leaving/note/forgotten", test_note_forgotten);

  return test_backend_run (&backend);
}
