/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "guichet-message-row.h"
#include "guichet-thread-view.h"
#include "guichet-window.h"
#include "stopwatch.h"
#include "ui-fixture.h"

/* Conversations. */

static gboolean
conversation_shows (gpointer data)
{
  Pages *self = data;
  GtkWidget *row = ui_find_type (self->page, GUICHET_TYPE_MESSAGE_ROW);
  DeskTicket *ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (self->page));

  return ticket != NULL && g_str_equal (desk_ticket_get_id (ticket), self->wanted) && row != NULL && gtk_widget_get_mapped (row) &&
         guichet_message_row_get_item (GUICHET_MESSAGE_ROW (row)) != NULL && pages_say_something (row);
}

static void
open_ticket (Pages *self,
             const char *which)
{
  g_autofree char *sql = g_strconcat ("select t.id from public.tickets t ", which, " order by t.number limit 1", NULL);

  g_free (self->wanted);
  self->wanted = large_desk_ask (self->desk, sql);
  self->page = pages_find (self, GUICHET_TYPE_THREAD_VIEW);
  stopwatch_start ();
  guichet_window_open_ticket (GUICHET_WINDOW (self->window), self->wanted);
}

static void
go_long_conversation (Pages *self)
{
  open_ticket (self, "where (select count(*) from public.ticket_messages m where m.ticket_id = t.id) >= 200");
}

static void
go_short_conversation (Pages *self)
{
  open_ticket (self, "where t.status = 'open'");
}

static const Page pages[] = {
  { "A conversation of 200", go_long_conversation, conversation_shows },
  { "A short conversation", go_short_conversation, conversation_shows },
};

const PageRoom pages_thread = { "thread", pages, G_N_ELEMENTS (pages) };
