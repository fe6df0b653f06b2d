/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "guichet-list-pane-private.h"
#include "guichet-window.h"
#include "stopwatch.h"
#include "ui-fixture.h"

/* The queue in all its orders. */

#define FIRST_ROWS 5

static GuichetListPane *
get_list (Pages *self)
{
  return GUICHET_LIST_PANE (pages_find (self, GUICHET_TYPE_LIST_PANE));
}

static void
on_list_changed (Pages *self)
{
  self->changed = TRUE;
}

static gboolean
list_shows (gpointer data)
{
  Pages *self = data;
  GuichetListPane *list = get_list (self);
  GListModel *tickets = G_LIST_MODEL (list->tickets);
  guint n = MIN (g_list_model_get_n_items (tickets), FIRST_ROWS);

  if (!self->changed || n == 0 || pages_count_rows (list->view, TRUE) < n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskTicket) ticket = g_list_model_get_item (tickets, i);

      if (!desk_ticket_get_loaded (ticket))
        return FALSE;
    }

  return TRUE;
}

static void
watch_list (Pages *self)
{
  self->changed = FALSE;
  self->page = get_list (self)->view;
}

static void
show_view (Pages *self,
           DeskViewKind view)
{
  watch_list (self);
  gtk_widget_activate_action (self->window, "win.show-view", "i", (int) view);
}

static void
show_filter (Pages *self,
             DeskListFilter *filter,
             DeskListSort sort,
             DeskListGroup group)
{
  const DeskListOrder order = { sort, FALSE, group };

  watch_list (self);
  guichet_list_pane_show_filter (get_list (self), filter, &order);
}

static void
show_order (Pages *self,
            DeskListSort sort,
            DeskListGroup group)
{
  g_autoptr(DeskListFilter) filter = desk_list_filter_new ();

  filter->view = DESK_VIEW_ALL;
  show_filter (self, filter, sort, group);
}

/* The window comes with its views and the inbox. */
static void
go_window (Pages *self)
{
  self->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), self->desk->admin->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  watch_list (self);
  self->changed = TRUE;
  g_signal_connect_swapped (get_list (self)->tickets, "items-changed", G_CALLBACK (on_list_changed), self);
}

static void
go_all (Pages *self)
{
  show_view (self, DESK_VIEW_ALL);
}

static void
go_waiting (Pages *self)
{
  show_view (self, DESK_VIEW_WAITING);
}

static void
go_by_due (Pages *self)
{
  show_order (self, DESK_SORT_DUE, DESK_GROUP_NONE);
}

static void
go_by_priority (Pages *self)
{
  show_order (self, DESK_SORT_PRIORITY, DESK_GROUP_NONE);
}

static void
go_grouped_by_company (Pages *self)
{
  show_order (self, DESK_SORT_ACTIVITY, DESK_GROUP_COMPANY);
}

static void
go_grouped_by_due (Pages *self)
{
  show_order (self, DESK_SORT_CREATED, DESK_GROUP_DUE);
}

static void
go_company (Pages *self)
{
  g_autoptr(DeskListFilter) filter = desk_list_filter_new ();
  g_autofree char *company = large_desk_ask (self->desk, "select client_id from public.tickets group by 1 order by count(*) desc limit 1");

  filter->view = DESK_VIEW_ALL;
  filter->statuses = 1 << DESK_STATUS_CLOSED;
  desk_list_filter_set (filter->companies, company, TRUE);
  stopwatch_start ();
  show_filter (self, filter, DESK_SORT_ACTIVITY, DESK_GROUP_NONE);
}

static void
go_label (Pages *self)
{
  g_autoptr(DeskListFilter) filter = desk_list_filter_new ();

  filter->view = DESK_VIEW_ALL;
  desk_list_filter_set (filter->labels, "vip", TRUE);
  show_filter (self, filter, DESK_SORT_ACTIVITY, DESK_GROUP_NONE);
}

static void
go_text (Pages *self)
{
  g_autoptr(DeskListFilter) filter = desk_list_filter_new ();

  filter->view = DESK_VIEW_ALL;
  filter->text = g_strdup ("invoice");
  show_filter (self, filter, DESK_SORT_ACTIVITY, DESK_GROUP_NONE);
}

static const Page pages[] = {
  { "The window, and the inbox", go_window, list_shows, TRUE },
  { "All tickets", go_all, list_shows, TRUE },
  { "… of a company, closed", go_company, list_shows, TRUE },
  { "… with a label", go_label, list_shows, TRUE },
  { "… with a word", go_text, list_shows, TRUE },
  { "… by what is due", go_by_due, list_shows, TRUE },
  { "… by priority", go_by_priority, list_shows, TRUE },
  { "… grouped by company", go_grouped_by_company, list_shows, TRUE },
  { "… grouped by what is due", go_grouped_by_due, list_shows, TRUE },
  { "Waiting", go_waiting, list_shows, TRUE },
};

const PageRoom pages_queue = { "queue", pages, G_N_ELEMENTS (pages) };

/** pages_leave_queue: the window is about to go. */
void
pages_leave_queue (Pages *self)
{
  g_signal_handlers_disconnect_by_data (get_list (self)->tickets, self);
}
