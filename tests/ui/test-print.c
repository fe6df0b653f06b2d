/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-conversation.h"
#include "guichet-print-pages.h"
#include "guichet-print-words.h"
#include "guichet-thread-print.h"
#include "ui-thread.h"

/* A conversation on paper: what is in it, that it says so on each page, and that all of it is there. */

static gboolean
has_all (gpointer data)
{
  DeskConversation *conversation = data;

  return !desk_conversation_get_loading (conversation) && !desk_conversation_get_has_older (conversation) &&
         desk_ticket_get_loaded (desk_conversation_get_ticket (conversation)) && guichet_print_find_unread (conversation) == NULL;
}

static DeskConversation *
read_all (Thread *thread)
{
  DeskConversation *conversation = desk_conversation_new (thread->ui->session, UI_FIXTURE_TICKET);

  desk_conversation_load_all (conversation);
  ui_wait_for (has_all, conversation);

  return conversation;
}

static GuichetPrintParagraph *
find (GPtrArray *paragraphs,
      const char *words)
{
  for (guint i = 0; i < paragraphs->len; i++)
    if (strstr (((GuichetPrintParagraph *) paragraphs->pdata[i])->text, words) != NULL)
      return paragraphs->pdata[i];

  return NULL;
}

static void
put_escalation (Thread *thread)
{
  ui_fixture_merge (thread->ui, "ticket_events",
                    "[{\"id\":\"70000000-0000-4000-8000-000000000099\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"actor_id\":null,"
                    "\"kind\":\"escalation\",\"old_value\":null,\"new_value\":\"escalated\",\"visibility\":\"internal\","
                    "\"created_at\":\"2026-06-30T09:20:00+00:00\"}]");
}

static void
test_public (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);
  g_autoptr (DeskConversation) conversation = NULL;
  g_autoptr (GPtrArray) paragraphs = NULL;
  g_autofree char *foot = NULL;

  put_escalation (thread);
  conversation = read_all (thread);
  paragraphs = guichet_print_words (thread->ui->session, conversation, FALSE);
  foot = guichet_print_words_foot (thread->ui->session, conversation, FALSE);
  g_assert_nonnull (find (paragraphs, QUESTION));
  g_assert_nonnull (find (paragraphs, LAST));
  g_assert_nonnull (find (paragraphs, "30 June 2026"));
  g_assert_nonnull (find (paragraphs, "Printed on 30 June 2026, 09:33"));
  g_assert_nonnull (find (paragraphs, "Priority changed from Normal to High by Jonas Weber"));
  g_assert_nonnull (find (paragraphs, "File: invoice-2026-06.pdf ("));
  g_assert_null (find (paragraphs, "null"));
  g_assert_nonnull (find (paragraphs, "without internal notes"));
  g_assert_null (find (paragraphs, NOTE));
  g_assert_null (find (paragraphs, "Internal note"));
  g_assert_null (find (paragraphs, "Escalated"));
  g_assert_cmpstr (foot, ==, "#1042 · The conversation as the client reads it, without internal notes");
  for (guint i = 0; i < paragraphs->len; i++)
    g_assert_false (((GuichetPrintParagraph *) paragraphs->pdata[i])->note);
}

static void
test_with_notes (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);
  g_autoptr (DeskConversation) conversation = NULL;
  g_autoptr (GPtrArray) paragraphs = NULL;
  g_autofree char *foot = NULL;

  put_escalation (thread);
  conversation = read_all (thread);
  paragraphs = guichet_print_words (thread->ui->session, conversation, TRUE);
  foot = guichet_print_words_foot (thread->ui->session, conversation, TRUE);
  g_assert_nonnull (find (paragraphs, NOTE));
  g_assert_true (find (paragraphs, NOTE)->note);
  g_assert_true (find (paragraphs, "Escalated: a deadline has passed")->note);
  g_assert_false (find (paragraphs, LAST)->note);
  g_assert_nonnull (find (paragraphs, "With internal notes: for staff alone"));
  g_assert_cmpstr (foot, ==, "#1042 · With internal notes: for staff alone");
}

/* Staff alone is asked, and a client cannot have more by asking for it. */
static void
test_client (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 520, 700);
  g_autoptr (DeskConversation) conversation = read_all (thread);
  g_autoptr (GPtrArray) paragraphs = guichet_print_words (thread->ui->session, conversation, FALSE);

  g_assert_nonnull (find (paragraphs, LAST));
  g_assert_null (find (paragraphs, NOTE));
  g_assert_nonnull (find (paragraphs, "The conversation as the client reads it"));
  g_assert_null (find (paragraphs, "internal notes"));
  /* Nothing has come from a backend. */
  g_assert_nonnull (find (paragraphs, "Printed without a connection: something may be missing"));
}

static GuichetPrintPages *
lay (GPtrArray *paragraphs)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  GuichetPrintPages *pages = guichet_print_pages_new (context, paragraphs, "#1042 · said on each page", 490, 740);

  g_object_unref (context);
  g_assert_cmpint (guichet_print_pages_lay (pages, paragraphs->len - 1), ==, FALSE);
  g_assert_cmpint (guichet_print_pages_lay (pages, 100), ==, TRUE);

  return pages;
}

/* What is drawn stays on its page, and each has something on it besides its foot. */
static void
assert_pages (GuichetPrintPages *pages)
{
  for (guint i = 0; i < guichet_print_pages_count (pages); i++)
    {
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double x, y, width, height;

      guichet_print_pages_draw (pages, cr, i);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
      g_assert_cmpfloat (x, >=, -1);
      g_assert_cmpfloat (y, >=, -2);
      g_assert_cmpfloat (y, <, 40);
      g_assert_cmpfloat (x + width, <=, 491);
      g_assert_cmpfloat (y + height, <=, 741);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* More than a page of the log, and messages longer than a page of paper. */
static void
test_all_of_it (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);
  g_autoptr (DeskConversation) conversation = NULL;
  g_autoptr (GPtrArray) paragraphs = NULL;
  g_autoptr (GuichetPrintPages) pages = NULL;
  g_autoptr (GString) endless = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append (endless, "unbroken");
  thread_put_many (thread, 180, 60);
  thread_put_message (thread, 999, 1, COLLEAGUE, endless->str);
  conversation = read_all (thread);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), >, 180);
  paragraphs = guichet_print_words (thread->ui->session, conversation, TRUE);
  g_assert_nonnull (find (paragraphs, QUESTION));
  g_assert_nonnull (find (paragraphs, endless->str));
  pages = lay (paragraphs);
  g_assert_cmpint (guichet_print_pages_count (pages), >, 8);
  assert_pages (pages);
}

static gboolean
is_dark (guint32 pixel)
{
  return (pixel & 0xff) < 0xa0;
}

/* Whether anything dark stands in a part of the first page, which is white. */
static gboolean
has_ink (cairo_surface_t *surface,
         int left,
         int right,
         int top,
         int bottom)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      if (is_dark (*(const guint32 *) (data + (gsize) y * cairo_image_surface_get_stride (surface) + (gsize) x * 4)))
        return TRUE;

  return FALSE;
}

static cairo_surface_t *
paint_note (PangoDirection direction)
{
  GuichetPrintParagraph paragraph = { .style = GUICHET_PRINT_BODY, .text = (char *) "Ask Priya", .note = TRUE };
  g_autoptr (GPtrArray) paragraphs = g_ptr_array_new ();
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 490, 740);
  cairo_t *cr = cairo_create (surface);
  GuichetPrintPages *pages;

  g_ptr_array_add (paragraphs, &paragraph);
  pango_context_set_base_dir (context, direction);
  pages = guichet_print_pages_new (context, paragraphs, "#1042", 490, 740);
  g_assert_true (guichet_print_pages_lay (pages, 1));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  guichet_print_pages_draw (pages, cr, 0);
  cairo_surface_flush (surface);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);

  cairo_destroy (cr);
  guichet_print_pages_free (pages);
  g_object_unref (context);

  return surface;
}

/* From right to left the bar of a note and its words are on the right, and the number of the page opposite the foot. */
static void
test_sides (void)
{
  cairo_surface_t *ltr = paint_note (PANGO_DIRECTION_LTR);
  cairo_surface_t *rtl = paint_note (PANGO_DIRECTION_RTL);

  g_assert_true (has_ink (ltr, 0, 3, 0, 16));
  g_assert_false (has_ink (ltr, 245, 490, 0, 16));
  g_assert_true (has_ink (rtl, 487, 490, 0, 16));
  g_assert_false (has_ink (rtl, 0, 245, 0, 16));

  g_assert_true (has_ink (ltr, 0, 35, 728, 740));
  g_assert_true (has_ink (ltr, 440, 490, 728, 740));
  g_assert_true (has_ink (rtl, 0, 50, 728, 740));
  g_assert_true (has_ink (rtl, 455, 490, 728, 740));
  g_assert_false (has_ink (rtl, 80, 410, 728, 740));

  cairo_surface_destroy (rtl);
  cairo_surface_destroy (ltr);
}

static gboolean
says_saved (gpointer data)
{
  return ui_find_label (data, "Saved as ticket.pdf") != NULL;
}

static gboolean
says_why (gpointer data)
{
  return ui_find_label (data, "The PDF could not be saved there. Choose another place.") != NULL;
}

/* In a window that can say something. */
static void
add_toasts (Thread *thread)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  g_autoptr (GtkWidget) view = g_object_ref (thread->view);

  adw_window_set_content (ADW_WINDOW (thread->window), NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), view);
  adw_window_set_content (ADW_WINDOW (thread->window), toasts);
  ui_wait_frames (thread->window, 3);
}

static void
test_pdf (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);
  g_autofree char *folder = g_dir_make_tmp ("guichet-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ticket.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "not-there", "ticket.pdf", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  add_toasts (thread);
  guichet_thread_print (thread->view, thread->ui->session, UI_FIXTURE_TICKET, TRUE, path);
  ui_wait_for (says_saved, thread->window);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  g_assert_cmpint (length, >, 5000);
  g_assert_nonnull (g_strstr_len (contents + length - 64, 64, "%%EOF"));

  guichet_thread_print (thread->view, thread->ui->session, UI_FIXTURE_TICKET, TRUE, nowhere);
  ui_wait_for (says_why, thread->window);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Staff is asked who will read it; to leave the question prints nothing. */
static void
test_asks (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);
  GtkWidget *question;

  thread_open_ticket (thread);
  g_assert_null (ui_find_dialog ());
  gtk_widget_activate_action (thread->view, "thread.save-pdf", NULL);
  question = ui_wait_dialog ();
  g_assert_nonnull (ui_find_label (question, "Who will read it?"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (question)), ==, "public");
  ui_assert_all_labelled (question);
  gtk_window_close (GTK_WINDOW (question));
  ui_wait_no_dialog ();
}

static gboolean
is_finalized (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Who leaves in the middle leaves nothing behind. */
static void
test_left (void)
{
  Thread *thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);
  g_autofree char *folder = g_dir_make_tmp ("guichet-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ticket.pdf", NULL);
  GtkWidget *view = thread->view;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  guichet_thread_print (thread->view, thread->ui->session, UI_FIXTURE_TICKET, TRUE, path);
  thread_free (thread);
  ui_wait_for (is_finalized, &view);
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/print/public", test_public);
  g_test_add_func ("/print/with-notes", test_with_notes);
  g_test_add_func ("/print/client", test_client);
  g_test_add_func ("/print/all-of-it", test_all_of_it);
  g_test_add_func ("/print/sides", test_sides);
  g_test_add_func ("/print/pdf", test_pdf);
  g_test_add_func ("/print/asks", test_asks);
  g_test_add_func ("/print/left", test_left);

  return g_test_run ();
}
