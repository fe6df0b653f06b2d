/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-thread.h"

#include "guichet-thread-view.h"


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

void
thread_wait_for_label (Thread *thread,
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

Thread *
thread_new (DeskRole role,
            int width,
            int height)
{
  Thread *thread = g_new0 (Thread, 1);

  thread->ui = ui_fixture_new (role, TRUE);
  thread->view = guichet_thread_view_new (thread->ui->session);
  guichet_thread_view_prepare (GUICHET_THREAD_VIEW (thread->view));
  thread->window = ui_show (thread->view, width, height);

  return thread;
}

void
thread_open_ticket (Thread *thread)
{
  g_object_set (thread->view, "ticket-id", UI_FIXTURE_TICKET, NULL);
  thread_wait_for_label (thread, LAST);
  ui_wait_frames (thread->window, 12);
}

/* Nothing of the conversation outlives its window. */
void
thread_free (Thread *thread)
{
  g_object_add_weak_pointer (G_OBJECT (thread->view), (gpointer *) &thread->view);
  gtk_window_destroy (GTK_WINDOW (thread->window));
  ui_wait_for (nothing_is_pending, NULL);
  g_assert_null (thread->view);
  ui_fixture_free (thread->ui);
  g_free (thread);
}

GtkWidget *
thread_get_list (Thread *thread)
{
  return ui_find_type (GTK_WIDGET (thread_get_log (thread)), GTK_TYPE_LIST_VIEW);
}

GtkAdjustment *
thread_get_adjustment (Thread *thread)
{
  GtkWidget *window = gtk_widget_get_ancestor (thread_get_list (thread), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
}

GuichetThreadLog *
thread_get_log (Thread *thread)
{
  return GUICHET_THREAD_LOG (ui_find_type (thread->view, GUICHET_TYPE_THREAD_LOG));
}

gboolean
thread_is_at_end (Thread *thread)
{
  GtkAdjustment *adjustment = thread_get_adjustment (thread);

  return gtk_adjustment_get_value (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
}

/* One message, so many minutes ago. */
void
thread_put_message (Thread *thread,
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
void
thread_put_many (Thread *thread,
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

void
thread_mark_all_read (Thread *thread)
{
  ui_fixture_merge (thread->ui, "ticket_reads",
                    "[{\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"user_id\":\"" UI_FIXTURE_ME "\",\"last_read_at\":\"2026-06-30T09:33:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:33:00+00:00\"}]");
}

/* The widget of the list round what says this. */
GtkWidget *
thread_find_item (Thread *thread,
                  const char *label)
{
  GtkWidget *widget = ui_find_label (thread->view, label);

  while (widget != NULL && gtk_widget_get_parent (widget) != thread_get_list (thread))
    widget = gtk_widget_get_parent (widget);
  g_assert_nonnull (widget);

  return widget;
}

int
thread_get_y (GtkWidget *widget,
              GtkWidget *within)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, within, &bounds));

  return bounds.origin.y;
}
