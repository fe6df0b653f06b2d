/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-conversation.h"
#include "guichet-event-row.h"
#include "guichet-file-chip.h"
#include "guichet-message-files.h"
#include "guichet-message-row.h"
#include "guichet-thread-log.h"
#include "guichet-thread-view.h"
#include "guichet-thumbnail.h"
#include "ui-fixture.h"

#define COLLEAGUE "00000000-0000-4000-8000-00000000000b"
#define QUESTION "Good morning Nadia, thank you. Which browser do you use?"
#define LAST "Firefox. Can I still send it today? They pay on the 30th."
#define NOTE "Same rounding as #1022: line 7 keeps the old 20 % rate. Fix goes out at noon, no promise before that."

/* What a conversation shows, and where it stands. */

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *view;
} Thread;

typedef struct
{
  GtkWidget *root;
  const char *label;
} Wanted;

static gboolean
is_there (gpointer data)
{
  const Wanted *wanted = data;

  return ui_find_label (wanted->root, wanted->label) != NULL;
}

static void
wait_for_label (Thread *thread,
                const char *label)
{
  Wanted wanted = { thread->view, label };

  ui_wait_for (is_there, &wanted);
}

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

static Thread *
thread_new (DeskRole role,
            int width,
            int height)
{
  Thread *thread = g_new0 (Thread, 1);

  thread->ui = ui_fixture_new (role, TRUE);
  thread->view = guichet_thread_view_new (thread->ui->session);
  thread->window = ui_show (thread->view, width, height);

  return thread;
}

static void
open_ticket (Thread *thread)
{
  g_object_set (thread->view, "ticket-id", UI_FIXTURE_TICKET, NULL);
  wait_for_label (thread, LAST);
  ui_wait_frames (thread->window, 12);
}

/* Nothing of the conversation outlives its window. */
static void
thread_free (Thread *thread)
{
  g_object_add_weak_pointer (G_OBJECT (thread->view), (gpointer *) &thread->view);
  gtk_window_destroy (GTK_WINDOW (thread->window));
  ui_wait_for (nothing_is_pending, NULL);
  g_assert_null (thread->view);
  ui_fixture_free (thread->ui);
  g_free (thread);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Thread, thread_free)

static GtkWidget *
get_list (Thread *thread)
{
  return ui_find_type (thread->view, GTK_TYPE_LIST_VIEW);
}

static GtkAdjustment *
get_adjustment (Thread *thread)
{
  GtkWidget *window = gtk_widget_get_ancestor (get_list (thread), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
}

static GuichetThreadLog *
get_log (Thread *thread)
{
  return GUICHET_THREAD_LOG (ui_find_type (thread->view, GUICHET_TYPE_THREAD_LOG));
}

static gboolean
is_at_end (Thread *thread)
{
  GtkAdjustment *adjustment = get_adjustment (thread);

  return gtk_adjustment_get_value (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
}

/* One message, so many minutes ago. */
static void
put_message (Thread *thread,
             int number,
             int ago,
             const char *author,
             const char *body)
{
  g_autofree char *time = ui_fixture_time (ago);
  g_autofree char *json = g_strdup_printf ("[{\"id\":\"41000000-0000-4000-8000-%012d\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"author_id\":\"%s\","
                                           "\"body\":\"%s\",\"visibility\":\"public\",\"created_at\":\"%s\"}]",
                                           number, author, body, time);

  ui_fixture_merge (thread->ui, "ticket_messages", json);
}

/* Many messages of some lines each, ending before the newest ones; all of them in one go. */
static void
put_many (Thread *thread,
          int n,
          int last_ago)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (int i = 0; i < n; i++)
    {
      g_autofree char *time = ui_fixture_time (last_ago + n - i);

      g_string_append_printf (json,
                              "%s{\"id\":\"42000000-0000-4000-8000-%012d\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"author_id\":\"%s\","
                              "\"body\":\"Number %d%s\",\"visibility\":\"public\",\"created_at\":\"%s\"}",
                              i > 0 ? "," : "", i, i % 2 == 0 ? COLLEAGUE : UI_FIXTURE_CLIENT, i,
                              i % 3 == 0 ? " has so much to say that it takes more lines than one, and then some more of them, to the end." : "", time);
    }
  g_string_append_c (json, ']');
  ui_fixture_merge (thread->ui, "ticket_messages", json->str);
}

static void
mark_all_read (Thread *thread)
{
  ui_fixture_merge (thread->ui, "ticket_reads",
                    "[{\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"user_id\":\"" UI_FIXTURE_ME "\",\"last_read_at\":\"2026-06-30T09:33:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:33:00+00:00\"}]");
}

/* The widget of the list round what says this. */
static GtkWidget *
find_item (Thread *thread,
           const char *label)
{
  GtkWidget *widget = ui_find_label (thread->view, label);

  while (widget != NULL && gtk_widget_get_parent (widget) != get_list (thread))
    widget = gtk_widget_get_parent (widget);
  g_assert_nonnull (widget);

  return widget;
}

static void
test_rows (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 1400);
  GtkWidget *day;

  open_ticket (thread);
  g_assert_nonnull (ui_find_label (thread->view, "Yesterday"));
  g_assert_nonnull (ui_find_label (thread->view, "New"));
  g_assert_nonnull (ui_find_label (thread->view, "Today"));
  g_assert_nonnull (ui_find_label (thread->view, "Nadia Benali"));
  g_assert_nonnull (ui_find_label (thread->view, "North Logistics"));
  g_assert_nonnull (ui_find_label (thread->view, "Support"));
  g_assert_nonnull (ui_find_label (thread->view, "17:48"));
  g_assert_nonnull (ui_find_label (thread->view, "Internal note"));
  g_assert_nonnull (ui_find_label (thread->view, "not seen by the client"));
  g_assert_nonnull (ui_find_label (thread->view, NOTE));
  g_assert_nonnull (ui_find_label (thread->view, "You set it to Waiting for the client"));
  g_assert_nonnull (ui_find_label (thread->view, "Priority changed from Normal to High by Jonas Weber"));
  g_assert_nonnull (ui_find_label (thread->view, "In progress again: the client replied"));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_list (thread)), GTK_ACCESSIBLE_ROLE_LOG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_item (thread, LAST)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Nadia Benali, North Logistics, 09:15");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_item (thread, NOTE)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Internal note, Jonas Weber, Support, 09:11");
  day = ui_find_label (thread->view, "Today");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (day), GTK_ACCESSIBLE_ROLE_HEADING);
  ui_assert_all_labelled (thread->view);
}

static void
test_client (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 640, 1200);

  open_ticket (thread);
  g_assert_nonnull (ui_find_label (thread->view, "You"));
  g_assert_nonnull (ui_find_label (thread->view, "Solved by 12:59"));
  g_assert_nonnull (ui_find_button (thread->view, "Close Request"));
  g_assert_null (ui_find_button (thread->view, "Details"));
  g_assert_null (ui_find_label (thread->view, "Internal note"));
  ui_assert_all_labelled (thread->view);
}

static gboolean
has_thumbnail (gpointer data)
{
  GtkWidget *thumbnail = ui_find_type (data, GUICHET_TYPE_THUMBNAIL);

  return thumbnail != NULL && ui_find_type (thumbnail, GTK_TYPE_PICTURE) != NULL;
}

static int
get_y (GtkWidget *widget,
       GtkWidget *within)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, within, &bounds));

  return bounds.origin.y;
}

static void
test_files (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 1400);
  GtkWidget *files, *thumbnail, *chip;

  open_ticket (thread);
  ui_wait_for (has_thumbnail, thread->view);
  ui_wait_frames (thread->window, 4);
  files = ui_find_type (thread->view, GUICHET_TYPE_MESSAGE_FILES);
  thumbnail = gtk_widget_get_first_child (files);
  chip = gtk_widget_get_last_child (files);
  g_assert_true (GUICHET_IS_THUMBNAIL (thumbnail));
  g_assert_true (GUICHET_IS_FILE_CHIP (chip));
  g_assert_cmpint (gtk_widget_get_width (ui_find_type (thumbnail, GTK_TYPE_PICTURE)), <=, 154);
  g_assert_cmpint (gtk_widget_get_height (ui_find_type (thumbnail, GTK_TYPE_PICTURE)), <=, 86);
  g_assert_nonnull (ui_find_label (chip, "invoice-2026-06.pdf"));
  g_assert_nonnull (ui_find_button (chip, "Save invoice-2026-06.pdf"));

  /* Side by side; one under the other where there is no room. */
  g_assert_cmpint (get_y (chip, files), <, gtk_widget_get_height (thumbnail));
  g_object_set (thread->view, "narrow", TRUE, NULL);
  ui_wait_frames (thread->window, 4);
  g_assert_cmpint (get_y (chip, files), >, get_y (thumbnail, files) + gtk_widget_get_height (thumbnail));
  ui_assert_all_labelled (thread->view);
}

static void
test_narrow (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 360, 720);
  int minimum;

  open_ticket (thread);
  g_object_set (thread->view, "narrow", TRUE, "folded", TRUE, NULL);
  ui_wait_frames (thread->window, 4);
  gtk_widget_measure (thread->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_null (ui_find_label (thread->view, "High"));
  g_assert_nonnull (ui_find_button (thread->view, "Back to the list"));
}

static void
test_narrow_client (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 360, 720);
  int minimum;

  open_ticket (thread);
  g_object_set (thread->view, "narrow", TRUE, "folded", TRUE, NULL);
  ui_wait_frames (thread->window, 4);
  gtk_widget_measure (thread->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (ui_find_label (thread->view, "Solved by 12:59"));
  g_assert_null (ui_find_button (thread->view, "Close Request"));
  g_object_set (thread->view, "narrow", FALSE, NULL);
  gtk_widget_measure (thread->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 400);
  g_assert_nonnull (ui_find_button (thread->view, "Close Request"));
}

static gboolean
is_read (gpointer data)
{
  return !desk_ticket_get_unread (guichet_thread_view_get_ticket (data));
}

/* Shown in the window that the person uses, a ticket is read. */
static void
test_read (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);

  open_ticket (thread);
  ui_wait_for (is_read, thread->view);
}

typedef struct
{
  Thread *thread;
  double value;
} Place;

static gboolean
has_left_end (gpointer data)
{
  const Place *place = data;

  gtk_adjustment_set_value (get_adjustment (place->thread), place->value);

  return !guichet_thread_log_get_sticky (get_log (place->thread));
}

/* As the person scrolls up, once the log has come to rest. */
static void
scroll_up (Thread *thread,
           double value)
{
  Place place = { thread, value };

  ui_wait_for (has_left_end, &place);
  ui_wait_frames (thread->window, 6);
}

static void
test_follows_end (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 600);
  GtkAdjustment *adjustment;
  GtkWidget *news;
  double value;

  mark_all_read (thread);
  put_many (thread, 40, 31);
  open_ticket (thread);
  g_assert_true (is_at_end (thread));
  g_assert_true (guichet_thread_log_get_sticky (get_log (thread)));

  put_message (thread, 1, 10, UI_FIXTURE_CLIENT, "Is anybody there?");
  wait_for_label (thread, "Is anybody there?");
  ui_wait_frames (thread->window, 12);
  g_assert_true (is_at_end (thread));
  g_assert_null (ui_find_button (thread->view, "1 new"));

  /* The person reads further up: nothing moves under their eyes, and a button says what came. */
  adjustment = get_adjustment (thread);
  scroll_up (thread, gtk_adjustment_get_value (adjustment) - 300);
  g_assert_false (guichet_thread_log_get_sticky (get_log (thread)));
  value = gtk_adjustment_get_value (adjustment);
  put_message (thread, 2, 9, UI_FIXTURE_CLIENT, "We wait.");
  wait_for_label (thread, "1 new");
  put_message (thread, 3, 8, UI_FIXTURE_CLIENT, "Still.");
  wait_for_label (thread, "2 new");
  ui_wait_frames (thread->window, 12);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 1.0);

  news = ui_find_button (thread->view, "2 new");
  g_signal_emit_by_name (news, "clicked");
  wait_for_label (thread, "Still.");
  ui_wait_frames (thread->window, 12);
  g_assert_true (is_at_end (thread));
  g_assert_false (gtk_widget_get_visible (news));
}

/* Whoever writes sees what they wrote, wherever they were. */
static void
test_own_message (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 600);
  g_autoptr (DeskDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket_id = NULL;

  mark_all_read (thread);
  put_many (thread, 40, 31);
  open_ticket (thread);
  scroll_up (thread, 400);
  draft = desk_session_open_draft (thread->ui->session, UI_FIXTURE_TICKET, DESK_DRAFT_REPLY);
  desk_draft_set_body (draft, "Yes, we are here.");
  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  wait_for_label (thread, "Yes, we are here.");
  wait_for_label (thread, "Waiting to send");
  ui_wait_frames (thread->window, 12);
  g_assert_true (is_at_end (thread));
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_first_child (gtk_widget_get_first_child (find_item (thread, "Yes, we are here."))),
                                           "waiting"));
}

static DeskDelivery
get_delivery (Thread *thread,
              const char *body)
{
  GtkWidget *row = gtk_widget_get_first_child (find_item (thread, body));

  return desk_thread_item_get_delivery (guichet_message_row_get_item (GUICHET_MESSAGE_ROW (row)));
}

static gboolean
does_not_fail (gpointer data)
{
  return get_delivery (data, "Refused words") != DESK_DELIVERY_FAILED;
}

/* What was refused says why, and can be tried again. */
static void
test_refused (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 900);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (thread->ui->session, UI_FIXTURE_TICKET, DESK_DRAFT_REPLY);
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket_id = NULL;
  GtkWidget *retry;

  open_ticket (thread);
  desk_draft_set_body (draft, "Refused words");
  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  wait_for_label (thread, "Waiting to send");
  g_assert_null (ui_find_button (thread->view, "Retry"));
  ui_fixture_refuse (thread->ui, "Refused words");
  wait_for_label (thread, "Retry");
  g_assert_cmpint (get_delivery (thread, "Refused words"), ==, DESK_DELIVERY_FAILED);
  g_assert_nonnull (ui_find_button (thread->view, "Discard"));
  ui_assert_all_labelled (thread->view);

  retry = ui_find_button (thread->view, "Retry");
  g_signal_emit_by_name (retry, "clicked");
  ui_wait_for (does_not_fail, thread);
  ui_wait_frames (thread->window, 4);
  g_assert_null (ui_find_button (thread->view, "Retry"));
}

static void
test_first_unread (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 600);
  graphene_rect_t bounds;

  ui_fixture_merge (thread->ui, "ticket_reads",
                    "[{\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"user_id\":\"" UI_FIXTURE_ME "\",\"last_read_at\":\"2026-06-30T08:40:30+00:00\","
                    "\"updated_at\":\"2026-06-30T08:40:30+00:00\"}]");
  put_many (thread, 40, 31);
  g_object_set (thread->view, "ticket-id", UI_FIXTURE_TICKET, NULL);
  wait_for_label (thread, "New");
  ui_wait_frames (thread->window, 30);
  g_assert_true (gtk_widget_compute_bounds (find_item (thread, "New"), GTK_WIDGET (get_log (thread)), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, -1);
  g_assert_cmpfloat (bounds.origin.y, <, 60);
  g_assert_false (guichet_thread_log_get_sticky (get_log (thread)));
}

static DeskConversation *
get_conversation (Thread *thread)
{
  g_autoptr (DeskConversation) conversation = NULL;

  g_object_get (thread->view, "conversation", &conversation, NULL);

  return conversation;
}

typedef struct
{
  GListModel *model;
  guint n_items;
} Growth;

static gboolean
has_grown (gpointer data)
{
  const Growth *growth = data;

  return g_list_model_get_n_items (growth->model) > growth->n_items;
}

/* A row that is in view. */
static GtkWidget *
find_in_view (Thread *thread)
{
  GtkWidget *log = GTK_WIDGET (get_log (thread));

  for (GtkWidget *item = gtk_widget_get_first_child (get_list (thread)); item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_mapped (item) && ui_find_type (item, GUICHET_TYPE_MESSAGE_ROW) != NULL &&
          gtk_widget_compute_bounds (item, log, &bounds) && bounds.origin.y > 20 && bounds.origin.y < 300)
        return item;
    }
  g_assert_not_reached ();
}

/* Older rows come in above, and what is being read stays where it is. */
static void
test_older (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 600);
  Growth growth;
  GuichetMessageRow *row;
  DeskThreadItem *item;
  g_autofree char *body = NULL;
  int before;

  mark_all_read (thread);
  put_many (thread, 200, 31);
  open_ticket (thread);
  growth.model = G_LIST_MODEL (get_conversation (thread));
  growth.n_items = g_list_model_get_n_items (growth.model);
  g_assert_true (desk_conversation_get_has_older (get_conversation (thread)));

  gtk_adjustment_set_value (get_adjustment (thread), 500);
  ui_wait_frames (thread->window, 2);
  row = GUICHET_MESSAGE_ROW (ui_find_type (find_in_view (thread), GUICHET_TYPE_MESSAGE_ROW));
  item = guichet_message_row_get_item (row);
  body = g_strdup (desk_thread_item_get_body (item));
  before = get_y (find_item (thread, body), GTK_WIDGET (get_log (thread)));

  ui_wait_for (has_grown, &growth);
  ui_wait_frames (thread->window, 12);
  g_assert_cmpint (ABS (get_y (find_item (thread, body), GTK_WIDGET (get_log (thread))) - before), <=, 40);
  g_assert_false (guichet_thread_log_get_sticky (get_log (thread)));
}

static void
test_folded_events (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 1600);
  g_autoptr (GString) json = g_string_new ("[");
  GtkWidget *button;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *time = ui_fixture_time (12 - i);

      g_string_append_printf (json,
                              "%s{\"id\":\"51000000-0000-4000-8000-00000000000%d\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"actor_id\":\"" COLLEAGUE "\","
                              "\"kind\":\"priority\",\"old_value\":\"%s\",\"new_value\":\"%s\",\"created_at\":\"%s\"}",
                              i > 0 ? "," : "", i, i % 2 ? "low" : "high", i % 2 ? "high" : "low", time);
    }
  g_string_append_c (json, ']');
  ui_fixture_merge (thread->ui, "ticket_events", json->str);
  open_ticket (thread);

  button = ui_find_button (thread->view, "6 changes");
  g_assert_nonnull (button);
  g_assert_null (ui_find_label (thread->view, "Priority changed from High to Low by Jonas Weber"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  wait_for_label (thread, "Priority changed from High to Low by Jonas Weber");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (thread->view, "6 changes")), FALSE);
  ui_wait_frames (thread->window, 4);
  g_assert_null (ui_find_label (thread->view, "Priority changed from High to Low by Jonas Weber"));
}

/* Another ticket, and none: nothing of the first stays. */
static void
test_another_ticket (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 800);

  open_ticket (thread);
  g_object_set (thread->view, "ticket-id", "10000000-0000-4000-8000-000000001041", NULL);
  wait_for_label (thread, "Cannot sign in since this morning");
  g_assert_null (ui_find_label (thread->view, LAST));
  g_object_set (thread->view, "ticket-id", NULL, NULL);
  ui_wait_frames (thread->window, 4);
  g_assert_null (ui_find_label (thread->view, "Cannot sign in since this morning"));
  g_assert_null (guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (thread->view)));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/thread/rows", test_rows);
  g_test_add_func ("/thread/client", test_client);
  g_test_add_func ("/thread/files", test_files);
  g_test_add_func ("/thread/narrow", test_narrow);
  g_test_add_func ("/thread/narrow-client", test_narrow_client);
  g_test_add_func ("/thread/read", test_read);
  g_test_add_func ("/thread/follows-end", test_follows_end);
  g_test_add_func ("/thread/own-message", test_own_message);
  g_test_add_func ("/thread/refused", test_refused);
  g_test_add_func ("/thread/first-unread", test_first_unread);
  g_test_add_func ("/thread/older", test_older);
  g_test_add_func ("/thread/folded-events", test_folded_events);
  g_test_add_func ("/thread/another-ticket", test_another_ticket);

  return g_test_run ();
}
