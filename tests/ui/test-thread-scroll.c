/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-conversation.h"
#include "guichet-message-row.h"
#include "guichet-thread-view.h"
#include "ui-thread.h"

/* Where a conversation stands. */

typedef struct
{
  Thread *thread;
  double value;
} Place;

static gboolean
has_left_end (gpointer data)
{
  const Place *place = data;

  gtk_adjustment_set_value (thread_get_adjustment (place->thread), place->value);

  return !guichet_thread_log_get_sticky (thread_get_log (place->thread));
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

  thread_mark_all_read (thread);
  thread_put_many (thread, 40, 31);
  thread_open_ticket (thread);
  g_assert_true (thread_is_at_end (thread));
  g_assert_true (guichet_thread_log_get_sticky (thread_get_log (thread)));

  thread_put_message (thread, 1, 10, UI_FIXTURE_CLIENT, "Is anybody there?");
  thread_wait_for_label (thread, "Is anybody there?");
  ui_wait_frames (thread->window, 12);
  g_assert_true (thread_is_at_end (thread));
  g_assert_null (ui_find_button (thread->view, "1 new"));

  /* The person reads further up: nothing moves under their eyes, and a button says what came. */
  adjustment = thread_get_adjustment (thread);
  scroll_up (thread, gtk_adjustment_get_value (adjustment) - 300);
  g_assert_false (guichet_thread_log_get_sticky (thread_get_log (thread)));
  value = gtk_adjustment_get_value (adjustment);
  thread_put_message (thread, 2, 9, UI_FIXTURE_CLIENT, "We wait.");
  thread_wait_for_label (thread, "1 new");
  thread_put_message (thread, 3, 8, UI_FIXTURE_CLIENT, "Still.");
  thread_wait_for_label (thread, "2 new");
  ui_wait_frames (thread->window, 12);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 1.0);

  news = ui_find_button (thread->view, "2 new");
  g_signal_emit_by_name (news, "clicked");
  thread_wait_for_label (thread, "Still.");
  ui_wait_frames (thread->window, 12);
  g_assert_true (thread_is_at_end (thread));
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

  thread_mark_all_read (thread);
  thread_put_many (thread, 40, 31);
  thread_open_ticket (thread);
  scroll_up (thread, 400);
  draft = desk_session_open_draft (thread->ui->session, UI_FIXTURE_TICKET, DESK_DRAFT_REPLY);
  desk_draft_set_body (draft, "Yes, we are here.");
  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  thread_wait_for_label (thread, "Yes, we are here.");
  thread_wait_for_label (thread, "Waiting to send");
  ui_wait_frames (thread->window, 12);
  g_assert_true (thread_is_at_end (thread));
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_first_child (gtk_widget_get_first_child (thread_find_item (thread, "Yes, we are here."))),
                                           "waiting"));
}

static void
test_first_unread (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 600);
  graphene_rect_t bounds;

  ui_fixture_merge (thread->ui, "ticket_reads",
                    "[{\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"user_id\":\"" UI_FIXTURE_ME "\",\"last_read_at\":\"2026-06-30T08:40:30+00:00\","
                    "\"updated_at\":\"2026-06-30T08:40:30+00:00\"}]");
  thread_put_many (thread, 40, 31);
  g_object_set (thread->view, "ticket-id", UI_FIXTURE_TICKET, NULL);
  thread_wait_for_label (thread, "New");
  ui_wait_frames (thread->window, 30);
  g_assert_true (gtk_widget_compute_bounds (thread_find_item (thread, "New"), GTK_WIDGET (thread_get_log (thread)), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, -1);
  g_assert_cmpfloat (bounds.origin.y, <, 60);
  g_assert_false (guichet_thread_log_get_sticky (thread_get_log (thread)));
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
  GtkWidget *log = GTK_WIDGET (thread_get_log (thread));

  for (GtkWidget *item = gtk_widget_get_first_child (thread_get_list (thread)); item != NULL; item = gtk_widget_get_next_sibling (item))
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

  thread_mark_all_read (thread);
  thread_put_many (thread, 200, 31);
  thread_open_ticket (thread);
  growth.model = G_LIST_MODEL (get_conversation (thread));
  growth.n_items = g_list_model_get_n_items (growth.model);
  g_assert_true (desk_conversation_get_has_older (get_conversation (thread)));

  gtk_adjustment_set_value (thread_get_adjustment (thread), 500);
  ui_wait_frames (thread->window, 2);
  row = GUICHET_MESSAGE_ROW (ui_find_type (find_in_view (thread), GUICHET_TYPE_MESSAGE_ROW));
  item = guichet_message_row_get_item (row);
  body = g_strdup (desk_thread_item_get_body (item));
  before = thread_get_y (thread_find_item (thread, body), GTK_WIDGET (thread_get_log (thread)));

  ui_wait_for (has_grown, &growth);
  ui_wait_frames (thread->window, 12);
  g_assert_cmpint (ABS (thread_get_y (thread_find_item (thread, body), GTK_WIDGET (thread_get_log (thread))) - before), <=, 40);
  g_assert_false (guichet_thread_log_get_sticky (thread_get_log (thread)));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/thread/follows-end", test_follows_end);
  g_test_add_func ("/thread/own-message", test_own_message);
  g_test_add_func ("/thread/first-unread", test_first_unread);
  g_test_add_func ("/thread/older", test_older);

  return g_test_run ();
}
