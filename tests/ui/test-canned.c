/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-popover.h"
#include "guichet-canned-window.h"
#include "guichet-canned-words.h"
#include "guichet-composer.h"
#include "guichet-thread-view.h"
#include "ui-fixture.h"

/* Canned replies, where one writes. */

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *view;
  GtkWidget *text;
  GtkWidget *popover;
} Writing;

static gboolean
has_loaded (gpointer data)
{
  DeskTicket *ticket = guichet_thread_view_get_ticket (data);

  return ticket != NULL && desk_ticket_get_loaded (ticket);
}

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

static void
add_replies (UiFixture *ui)
{
  ui_fixture_merge (ui, "canned_replies",
                    "[{\"id\":\"ca1\",\"owner_id\":null,\"title\":\"Ask for a screenshot\",\"body\":\"Hello {{contact}}, a screenshot of #{{number}}?\"},"
                    "{\"id\":\"ca2\",\"owner_id\":\"" UI_FIXTURE_ME "\",\"title\":\"Été\",\"body\":\"Closed for {{season}}, {{client}}\"},"
                    "{\"id\":\"ca3\",\"owner_id\":\"00000000-0000-4000-8000-00000000000b\",\"title\":\"Not mine\",\"body\":\"x\"},"
                    "{\"id\":\"ca4\",\"owner_id\":null,\"title\":\"Given up\",\"body\":\"x\",\"deleted_at\":\"2026-06-30T08:00:00+00:00\"}]");
}

static Writing *
writing_new (DeskRole role)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->ui = ui_fixture_new (role, TRUE);
  add_replies (writing->ui);
  writing->view = guichet_thread_view_new (writing->ui->session);
  writing->window = ui_show (writing->view, 560, 700);
  g_object_set (writing->view, "ticket-id", UI_FIXTURE_TICKET, NULL);
  ui_wait_for (has_loaded, writing->view);
  ui_wait_frames (writing->window, 8);
  writing->text = ui_find_type (writing->view, GTK_TYPE_TEXT_VIEW);
  writing->popover = ui_find_type (writing->view, GUICHET_TYPE_CANNED_POPOVER);

  return writing;
}

static void
writing_free (Writing *writing)
{
  if (writing->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (writing->popover));
  ui_wait_frames (writing->window, 4);
  g_object_add_weak_pointer (G_OBJECT (writing->view), (gpointer *) &writing->view);
  gtk_window_destroy (GTK_WINDOW (writing->window));
  ui_wait_for (nothing_is_pending, NULL);
  g_assert_null (writing->view);
  ui_fixture_free (writing->ui);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static char *
dup_text (Writing *writing)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (writing->text)), "text", &text, NULL);

  return text;
}

static GtkListBox *
get_list (Writing *writing)
{
  return GTK_LIST_BOX (ui_find_type (writing->popover, GTK_TYPE_LIST_BOX));
}

static gboolean
has_rows (gpointer data)
{
  return gtk_list_box_get_row_at_index (get_list (data), 0) != NULL;
}

static void
open_popover (Writing *writing)
{
  gtk_widget_activate_action (writing->text, "composer.canned", NULL);
  ui_wait_for (has_rows, writing);
  ui_wait_frames (writing->window, 4);
  g_assert_true (gtk_widget_get_mapped (writing->popover));
}

static void
search (Writing *writing,
        const char *words)
{
  GtkWidget *entry = ui_find_type (writing->popover, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  ui_wait_frames (writing->window, 2);
}

/* Found by a few letters, seen as it will read, inserted by Return where the cursor is, and not sent. */
static void
test_insert (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (writing->text));
  g_autofree char *text = NULL;
  GtkTextIter middle;

  gtk_text_buffer_set_text (buffer, "[]", -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &middle, 1);
  gtk_text_buffer_place_cursor (buffer, &middle);
  open_popover (writing);
  ui_assert_all_labelled (writing->popover);
  g_assert_null (ui_find_label (writing->popover, "Not mine"));
  g_assert_null (ui_find_label (writing->popover, "Given up"));
  search (writing, "SCREEN hello");
  g_assert_null (ui_find_label (writing->popover, "Été"));
  g_assert_nonnull (ui_find_label (writing->popover, "Hello Nadia Benali, a screenshot of #1042?"));
  g_signal_emit_by_name (ui_find_type (writing->popover, GTK_TYPE_SEARCH_ENTRY), "activate");
  text = dup_text (writing);
  g_assert_cmpstr (text, ==, "[Hello Nadia Benali, a screenshot of #1042?]");
  ui_wait_frames (writing->window, 4);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (writing->window)) == writing->text);

  gtk_text_buffer_undo (buffer);
  g_free (g_steal_pointer (&text));
  text = dup_text (writing);
  g_assert_cmpstr (text, ==, "[]");
}

/* What cannot be filled in stays, and is what one types over next. */
static void
test_left (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (writing->text));
  g_autofree char *selected = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  open_popover (writing);
  search (writing, "ete");
  g_signal_emit_by_name (ui_find_type (writing->popover, GTK_TYPE_SEARCH_ENTRY), "activate");
  text = dup_text (writing);
  g_assert_cmpstr (text, ==, "Closed for {{season}}, North Logistics");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (selected, ==, "{{season}}");
}

static void
test_none_found (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  g_autofree char *text = NULL;

  open_popover (writing);
  search (writing, "nothing of the kind");
  g_assert_nonnull (ui_find_label (writing->popover, "No canned reply has these words"));
  g_signal_emit_by_name (ui_find_type (writing->popover, GTK_TYPE_SEARCH_ENTRY), "activate");
  text = dup_text (writing);
  g_assert_cmpstr (text, ==, "");
}

static void
test_client (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_CLIENT);

  g_assert_null (writing->popover);
  gtk_widget_activate_action (writing->text, "composer.canned", NULL);
  g_assert_null (ui_find_button (writing->view, "Insert a canned reply (Ctrl+T)"));
}

static GtkWidget *
find_alert (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (root)) == GTK_ACCESSIBLE_ROLE_ALERT)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_alert (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
shows_error (gpointer data)
{
  GtkWidget *alert = find_alert (data);

  return alert != NULL && gtk_widget_get_visible (alert) && *gtk_label_get_label (GTK_LABEL (alert)) != '\0';
}

/* One's own to change, the desk's to read; what is written stays when it cannot be kept. */
static void
test_window (void)
{
  g_autoptr (UiFixture) ui = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *window;
  GtkWidget *save;
  GtkWidget *title;

  add_replies (ui);
  window = guichet_canned_window_new (ui->session);
  guichet_canned_window_edit (GUICHET_CANNED_WINDOW (window), "Good day {{contact}}");
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_frames (window, 8);
  ui_assert_all_labelled (window);
  save = ui_find_button (window, "Save (Ctrl+Return)");
  title = ui_find_type (window, ADW_TYPE_ENTRY_ROW);
  g_assert_false (gtk_widget_is_sensitive (save));
  gtk_editable_set_text (GTK_EDITABLE (title), "Good day");
  g_assert_true (gtk_widget_is_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  ui_wait_for (shows_error, window);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Good day");
  gtk_window_destroy (GTK_WINDOW (window));

  window = guichet_canned_window_new (ui->session);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_frames (window, 10);
  ui_assert_all_labelled (window);
  g_assert_nonnull (ui_find_label (window, "Ask for a screenshot"));
  g_assert_nonnull (ui_find_label (window, "Été"));
  g_assert_null (ui_find_label (window, "Not mine"));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static void
test_match (void)
{
  g_assert_true (guichet_canned_words_match ("Facture corrigée", "Bonjour", "CORRIGEE bon"));
  g_assert_true (guichet_canned_words_match ("x", "y", ""));
  g_assert_false (guichet_canned_words_match ("Facture corrigée", "Bonjour", "facture soir"));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/canned/match", test_match);
  g_test_add_func ("/canned/insert", test_insert);
  g_test_add_func ("/canned/left", test_left);
  g_test_add_func ("/canned/none-found", test_none_found);
  g_test_add_func ("/canned/client", test_client);
  g_test_add_func ("/canned/window", test_window);

  return g_test_run ();
}
