/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-canned-replies.h"
#include "guichet-canned-window.h"
#include "test-session-support.h"
#include "ui-fixture.h"

/* The window of one's own canned replies over a real backend: what cannot be one, what was changed or deleted at another computer, and being offline.
 * Nothing that was written is lost over it. */

#define ODD "Été 🚚 שילוח <b>&amp;"
#define CHANGED "It was changed elsewhere meanwhile. What stands there now is below: save again to replace it with yours."
#define NOT_DELETED "It was changed elsewhere meanwhile. What stands there now is below: delete it again if it is to go all the same."
#define DELETED "It was deleted elsewhere meanwhile. Save again to keep yours as a new one."
#define OFFLINE "The server cannot be reached. Nothing was saved; try again when the connection is back."

static TestBackend *backend;

typedef struct
{
  TestPerson *person;
  GtkWidget *window;
  GtkWidget *title;
  GtkWidget *text;
} Own;

static Own *
own_open (void)
{
  Own *self = g_new0 (Own, 1);

  self->person = test_person_new_synced (backend, AGENT);
  self->window = guichet_canned_window_new (self->person->session);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 3);
  self->title = ui_find_type (self->window, ADW_TYPE_ENTRY_ROW);
  self->text = ui_find_type (self->window, GTK_TYPE_TEXT_VIEW);

  return self;
}

static void
own_close (Own *self)
{
  ui_destroy_window (self->window);
  test_person_free (self->person);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Own, own_close)

/* What may be pressed, once it is there to be seen. */
static GtkWidget *
find_button (Own *self,
             const char *words)
{
  GtkWidget *button = ui_find_button (self->window, words);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button) ? button : NULL;
}

static void
press (Own *self,
       const char *words)
{
  test_wait_for (find_button (self, words) != NULL);
  g_signal_emit_by_name (find_button (self, words), "clicked");
}

static gboolean
shows (Own *self,
       const char *words)
{
  return ui_find_shown (self->window, words) != NULL;
}

static void
put (Own *self,
     const char *title,
     const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, -1);
}

static gboolean
stands (Own *self,
        const char *title,
        const char *text)
{
  g_autofree char *written = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "text", &written, NULL);

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->title)), title) && g_str_equal (written, text);
}

static void
begin_new (Own *self)
{
  press (self, "New canned reply");
  test_wait_for (gtk_widget_get_mapped (self->title));
}

static void
open_reply (Own *self,
            const char *title,
            const char *text)
{
  test_wait_for (shows (self, title) && shows (self, text));
  gtk_widget_activate (gtk_widget_get_ancestor (ui_find_shown (self->window, title), GTK_TYPE_LIST_BOX_ROW));
  test_wait_for (gtk_widget_get_mapped (self->title) && stands (self, title, text));
}

static char *
dup_kept (const char *title)
{
  g_autofree char *sql = g_strdup_printf ("select coalesce(string_agg(body || '|' || (deleted_at is not null), ' ' order by body), 'none') "
                                          "from canned_replies where title = '%s'", title);

  return test_psql (backend, sql);
}

static gboolean
is_kept (const char *title,
         const char *expected)
{
  g_autofree char *kept = dup_kept (title);

  return g_str_equal (kept, expected);
}

static void
run_sql (const char *sql)
{
  g_autofree char *with_answer = g_strdup_printf ("%s returning 'done'", sql);
  g_autofree char *done = test_psql (backend, with_answer);

  g_assert_true (g_str_has_prefix (done, "done"));
}

/* No title, no words, too many of them: said before anything is sent, and it stays as it was written. */
static void
test_bad (void)
{
  g_autoptr (Own) own = own_open ();
  g_autofree char *long_title = g_strnfill (81, 'x');
  g_autofree char *long_text = g_strnfill (20001, 'x');
  GtkWidget *save = ui_find_button (own->window, "Save (Ctrl+Return)");

  begin_new (own);
  g_assert_false (gtk_widget_is_sensitive (save));
  put (own, "Bad window", " \n\t ");
  g_assert_false (gtk_widget_is_sensitive (save));
  put (own, " \n\a ", "Words");
  g_assert_false (gtk_widget_is_sensitive (save));
  put (own, long_title, "Words");
  press (own, "Save (Ctrl+Return)");
  g_assert_true (shows (own, "The title is longer than 80 letters. Shorten it."));
  g_assert_true (stands (own, long_title, "Words"));
  put (own, "Bad window", long_text);
  press (own, "Save (Ctrl+Return)");
  g_assert_true (shows (own, "The text is longer than 20000 letters. Shorten it."));
  g_assert_true (stands (own, "Bad window", long_text));
  g_assert_true (is_kept ("Bad window", "none"));

  /* Pasted as several lines it is one; odd letters are letters. */
  put (own, " Bad\nwindow\a ", ODD);
  press (own, "Save (Ctrl+Return)");
  test_wait_for (is_kept ("Bad window", ODD "|false"));
  test_wait_for (shows (own, "Bad window") && shows (own, ODD));
}

/* The database takes two of one name; the list shows both with their words. */
static void
test_doubled (void)
{
  g_autoptr (Own) own = own_open ();

  begin_new (own);
  put (own, "Doubled window", "One");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (shows (own, "One"));
  begin_new (own);
  put (own, "Doubled window", "Two");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (shows (own, "One") && shows (own, "Two"));
  g_assert_true (is_kept ("Doubled window", "One|false Two|false"));
}

static void
add_reply (Own *self,
           const char *title,
           const char *text)
{
  begin_new (self);
  put (self, title, text);
  press (self, "Save (Ctrl+Return)");
  test_wait_for (shows (self, title));
}

/* Changed elsewhere: both show, and the person chooses which one stays. */
static void
test_two_computers (void)
{
  g_autoptr (Own) own = own_open ();

  add_reply (own, "Two windows", "First");
  open_reply (own, "Two windows", "First");
  run_sql ("update canned_replies set body = 'Theirs' where title = 'Two windows'");
  put (own, "Two windows", "Mine");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (shows (own, CHANGED));
  g_assert_true (shows (own, "Theirs"));
  g_assert_true (stands (own, "Two windows", "Mine"));
  g_assert_true (is_kept ("Two windows", "Theirs|false"));
  ui_assert_all_labelled (own->window);
  press (own, "Save (Ctrl+Return)");
  test_wait_for (is_kept ("Two windows", "Mine|false"));
  test_wait_for (shows (own, "Mine"));

  /* Taken over, it can still be changed. */
  open_reply (own, "Two windows", "Mine");
  g_assert_false (shows (own, "Theirs"));
  run_sql ("update canned_replies set body = 'Theirs again' where title = 'Two windows'");
  put (own, "Two windows", "Given up");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (shows (own, CHANGED));
  press (own, "Take This One");
  g_assert_true (stands (own, "Two windows", "Theirs again"));
  g_assert_false (shows (own, CHANGED));
  put (own, "Two windows", "Theirs and mine");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (is_kept ("Two windows", "Theirs and mine|false"));

  /* Nor is it deleted unseen. */
  open_reply (own, "Two windows", "Theirs and mine");
  run_sql ("update canned_replies set body = 'Needed' where title = 'Two windows'");
  press (own, "Delete");
  test_wait_for (shows (own, NOT_DELETED));
  g_assert_true (shows (own, "Needed"));
  g_assert_true (is_kept ("Two windows", "Needed|false"));
  press (own, "Delete");
  test_wait_for (is_kept ("Two windows", "Needed|true"));
  press (own, "Undo");
  test_wait_for (is_kept ("Two windows", "Needed|false"));
  test_wait_for (shows (own, "Two windows"));
}

/* Deleted elsewhere: what was written can be kept as a new one. */
static void
test_removed_elsewhere (void)
{
  g_autoptr (Own) own = own_open ();

  add_reply (own, "Removed window", "First");
  open_reply (own, "Removed window", "First");
  run_sql ("update canned_replies set deleted_at = now() where title = 'Removed window'");
  put (own, "Removed window", "Mine");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (shows (own, DELETED));
  g_assert_true (stands (own, "Removed window", "Mine"));
  g_assert_true (is_kept ("Removed window", "First|true"));
  press (own, "Save (Ctrl+Return)");
  test_wait_for (is_kept ("Removed window", "First|true Mine|false"));
  test_wait_for (shows (own, "Mine"));

  /* What is to go, and has gone, is gone. */
  open_reply (own, "Removed window", "Mine");
  run_sql ("update canned_replies set deleted_at = now() where title = 'Removed window' and body = 'Mine'");
  press (own, "Delete");
  test_wait_for (shows (own, "Canned reply deleted"));
  test_wait_for (!shows (own, "Removed window"));
}

static void
test_offline (void)
{
  g_autoptr (Own) own = own_open ();

  add_reply (own, "Offline window", "First");
  open_reply (own, "Offline window", "First");
  test_stop (backend);
  put (own, "Offline window", "Mine");
  press (own, "Save (Ctrl+Return)");
  test_wait_for (shows (own, OFFLINE));
  g_assert_true (stands (own, "Offline window", "Mine"));
  press (own, "Delete");
  test_wait_for (shows (own, OFFLINE));
  test_start (backend);
  g_assert_true (is_kept ("Offline window", "First|false"));
  press (own, "Save (Ctrl+Return)");
  test_wait_for (is_kept ("Offline window", "Mine|false"));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/canned-window/bad", test_bad);
  g_test_add_func ("/canned-window/doubled", test_doubled);
  g_test_add_func ("/canned-window/two-computers", test_two_computers);
  g_test_add_func ("/canned-window/removed-elsewhere", test_removed_elsewhere);
  g_test_add_func ("/canned-window/offline", test_offline);

  return test_backend_run (&backend);
}
