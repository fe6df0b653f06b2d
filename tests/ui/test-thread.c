/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-conversation.h"
#include "guichet-message-row.h"
#include "guichet-thread-log.h"
#include "guichet-thread-view.h"
#include "ui-fixture.h"

#define COLLEAGUE "00000000-0000-4000-8000-00000000000b"

/* What a conversation shows. */

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *view;
  int n_messages;
} Thread;

static gboolean
has_label (gpointer data)
{
  gpointer *pair = data;

  return ui_find_label (pair[0], pair[1]) != NULL;
}

static void
wait_for_label (Thread *thread,
                const char *label)
{
  gpointer pair[] = { thread->view, (gpointer) label };

  ui_wait_for (has_label, pair);
}

static gboolean
is_settled (gpointer data)
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
  wait_for_label (thread, "Good morning Nadia, thank you. Which browser do you use?");
  ui_wait_frames (thread->window, 12);
}

/* Nothing of the conversation outlives its window. */
static void
thread_free (Thread *thread)
{
  g_object_add_weak_pointer (G_OBJECT (thread->view), (gpointer *) &thread->view);
  gtk_window_destroy (GTK_WINDOW (thread->window));
  ui_wait_for (is_settled, NULL);
  g_assert_null (thread->view);
  ui_fixture_free (thread->ui);
  g_free (thread);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Thread, thread_free)

static void
test_goes (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 750);

  open_ticket (thread);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/thread/goes", test_goes);

  return g_test_run ();
}
