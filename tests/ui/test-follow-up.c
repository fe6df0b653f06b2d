/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes.h"
#include "guichet-request-window.h"
#include "guichet-thread-view.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* What is closed takes no more answers: a request follows it up, and each of the two leads to the other. */

#define CLOSED "10000000-0000-4000-8000-000000001022"
#define AGAIN "10000000-0000-4000-8000-000000001099"

typedef struct
{
  UiFixture *fixture;
  GtkWidget *window;
  GtkWidget *thread;
} Desk;

static Desk *
desk_open (DeskRole role)
{
  Desk *self = g_new0 (Desk, 1);

  self->fixture = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (self->fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  self->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), self->fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 5);
  self->thread = ui_find_type (self->window, GUICHET_TYPE_THREAD_VIEW);

  return self;
}

static void
desk_close (Desk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_fixture_free (self->fixture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_close)

typedef struct
{
  Desk *desk;
  const char *ticket_id;
} Open;

static gboolean
is_open (gpointer data)
{
  Open *open = data;
  DeskTicket *ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (open->desk->thread));

  return ticket != NULL && desk_ticket_get_loaded (ticket) && g_str_equal (desk_ticket_get_id (ticket), open->ticket_id);
}

static void
open_ticket (Desk *self,
             const char *ticket_id)
{
  guichet_window_open_ticket (GUICHET_WINDOW (self->window), ticket_id);
  ui_wait_for (is_open, &(Open) { self, ticket_id });
  ui_wait_frames (self->window, 5);
}

static GtkWidget *
find_request (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GUICHET_IS_REQUEST_WINDOW (window))
        return window;
    }

  return NULL;
}

static gboolean
has_no_request (gpointer data)
{
  return find_request () == NULL;
}

static GtkWidget *
get_subject (GtkWidget *request)
{
  return ui_find_type (request, ADW_TYPE_ENTRY_ROW);
}

static gboolean
has_its_subject (gpointer data)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (get_subject (data))), "Two customers see the same tracking number");
}

static GtkWidget *
follow_up (Desk *self)
{
  GtkWidget *request;

  g_signal_emit_by_name (ui_find_button (self->thread, "Follow-up Request"), "clicked");
  request = find_request ();
  g_assert_nonnull (request);
  ui_wait_for (has_its_subject, request);
  ui_wait_frames (request, 3);

  return request;
}

static void
describe (GtkWidget *request,
          const char *words)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (request, GTK_TYPE_TEXT_VIEW))), words, -1);
}

static gboolean
follows_up (gpointer data)
{
  Desk *self = data;
  DeskTicket *ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (self->thread));
  g_autofree char *followed = NULL;

  g_object_get (ticket, "follow-up-of", &followed, NULL);

  return g_strcmp0 (followed, CLOSED) == 0;
}

static void
test_file (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_CLIENT);
  GtkWidget *request;
  DeskTicket *ticket;

  open_ticket (desk, CLOSED);
  request = follow_up (desk);
  g_assert_nonnull (ui_find_label (request, "Follow-up Request"));
  g_assert_nonnull (ui_find_label (request, "Follows up #1022 · North Logistics"));
  g_assert_null (ui_find_button (request, "Discard Draft"));
  ui_assert_all_labelled (request);
  describe (request, "It is back: two of them again.");
  g_assert_true (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request)));
  ui_wait_for (has_no_request, NULL);

  /* It is open, says what it follows up, and leads there. */
  ui_wait_for (follows_up, desk);
  ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (desk->thread));
  g_assert_cmpint (desk_ticket_get_status (ticket), ==, DESK_STATUS_OPEN);
  ui_wait_frames (desk->window, 5);
  g_signal_emit_by_name (ui_find_button (desk->thread, "Follows up #1022"), "clicked");
  ui_wait_for (is_open, &(Open) { desk, CLOSED });
}

static void
test_staff_for_its_company (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT);
  GtkWidget *request;
  g_autofree char *company = NULL;
  DeskTicket *ticket;

  open_ticket (desk, CLOSED);
  ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (desk->thread));
  company = g_strdup (desk_ticket_get_client_id (ticket));
  request = follow_up (desk);
  g_assert_null (ui_find_button (request, "Choose a company"));
  describe (request, "They called again.");
  g_assert_true (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request)));
  ui_wait_for (follows_up, desk);
  ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (desk->thread));
  g_assert_cmpstr (desk_ticket_get_client_id (ticket), ==, company);
}

/* Each has a draft of its own, and what was only looked at leaves none. */
static void
test_drafts (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_CLIENT);
  GtkWidget *request;

  open_ticket (desk, CLOSED);
  request = follow_up (desk);
  gtk_widget_activate_action (desk->window, "win.new-request", NULL);
  g_assert_true (find_request () != request);
  request = find_request ();
  g_assert_null (guichet_request_window_get_followed (GUICHET_REQUEST_WINDOW (request)));
  ui_wait_frames (request, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_subject (request))), ==, "");
  g_assert_null (ui_find_label (desk->window, "Your draft is kept for later"));
  describe (request, "Something else altogether");

  request = follow_up (desk);
  g_assert_cmpstr (guichet_request_window_get_followed (GUICHET_REQUEST_WINDOW (request)), ==, CLOSED);
  g_assert_nonnull (ui_find_label (desk->window, "Your draft is kept for later"));
  g_assert_null (ui_find_button (request, "Discard Draft"));
  gtk_window_close (GTK_WINDOW (request));
  ui_wait_for (has_no_request, NULL);
}

/* Only what is closed, and only by whoever could have answered there. */
static void
test_not_always (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_CLIENT);

  open_ticket (desk, UI_FIXTURE_TICKET);
  g_assert_null (ui_find_button (desk->thread, "Follow-up Request"));
  g_assert_false (gtk_widget_activate_action (desk->window, "win.follow-up", NULL) && find_request () != NULL);
  g_assert_null (find_request ());
}

static gboolean
has_link (gpointer data)
{
  return ui_find_button (data, "Followed up by #1099") != NULL;
}

static void
test_followed (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT);

  open_ticket (desk, CLOSED);
  g_assert_null (ui_find_button (desk->thread, "Followed up by #1099"));
  ui_fixture_merge (desk->fixture, "tickets",
                    "[{\"id\":\"" AGAIN "\",\"number\":1099,\"client_id\":\"20000000-0000-4000-8000-000000000001\",\"category_id\":1,"
                    "\"priority_id\":2,\"subject\":\"And again\",\"status\":\"open\",\"follow_up_of\":\"" CLOSED "\","
                    "\"first_response_applies\":true,\"created_by\":\"" UI_FIXTURE_CLIENT "\",\"waiting_seconds\":0,\"resolved_seconds\":0,"
                    "\"affects_all_companies\":false,\"created_at\":\"2026-06-30T09:00:00+00:00\",\"updated_at\":\"2026-06-30T09:00:00+00:00\"}]");
  /* The closed one is open: it says so at once. */
  ui_wait_for (has_link, desk->thread);
  ui_assert_all_labelled (desk->thread);
  g_signal_emit_by_name (ui_find_button (desk->thread, "Followed up by #1099"), "clicked");
  ui_wait_for (is_open, &(Open) { desk, AGAIN });
}

/* The number of a ticket in a text leads to that ticket. */
static void
test_number (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT);
  const char *note = "Same rounding as #1022: line 7 keeps the old 20 % rate. Fix goes out at noon, no promise before that.";
  GtkWidget *label;
  gboolean handled = FALSE;

  open_ticket (desk, UI_FIXTURE_TICKET);
  label = ui_find_label (desk->thread, note);
  g_assert_nonnull (label);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "<a href=\"guichet://ticket/1022\">#1022</a>"));
  g_signal_emit_by_name (label, "activate-link", "guichet://ticket/1022", &handled);
  g_assert_true (handled);
  ui_wait_for (is_open, &(Open) { desk, CLOSED });
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/follow-up/file", test_file);
  g_test_add_func ("/follow-up/staff-for-its-company", test_staff_for_its_company);
  g_test_add_func ("/follow-up/drafts", test_drafts);
  g_test_add_func ("/follow-up/not-always", test_not_always);
  g_test_add_func ("/follow-up/followed", test_followed);
  g_test_add_func ("/follow-up/number", test_number);

  return g_test_run ();
}
