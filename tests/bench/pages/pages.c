/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "guichet-canned-window.h"
#include "guichet-columns-chart.h"
#include "guichet-list-pane-private.h"
#include "guichet-message-row.h"
#include "guichet-palette.h"
#include "guichet-people-pane.h"
#include "guichet-place.h"
#include "guichet-preferences.h"
#include "guichet-report-page.h"
#include "guichet-reports-place.h"
#include "guichet-request-window.h"
#include "guichet-settings-section.h"
#include "guichet-support-place.h"
#include "guichet-timeline-view.h"
#include "guichet-thread-view.h"
#include "guichet-window.h"
#include "stopwatch.h"
#include "ui-fixture.h"

/* Enough of a list for somebody to begin with. */
#define FIRST_ROWS 5

/* What shows -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
says_something (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says_something (child))
      return TRUE;

  return FALSE;
}

static gboolean
is_row (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_LIST_VIEW (parent) || GTK_IS_LIST_BOX (parent);
}

static guint
count_rows (GtkWidget *widget,
            gboolean with_words)
{
  guint n = is_row (widget) && gtk_widget_get_mapped (widget) && (!with_words || says_something (widget)) ? 1 : 0;

  if (!gtk_widget_get_visible (widget))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_rows (child, with_words);

  return n;
}

static gboolean
has_rows (gpointer data)
{
  Pages *self = data;

  return self->page != NULL && count_rows (self->page, TRUE) > 0;
}

static gboolean
has_first_rows (gpointer data)
{
  Pages *self = data;

  return self->page != NULL && count_rows (self->page, TRUE) >= FIRST_ROWS;
}

/** pages_count_rows: how many widgets of rows there are, seen or kept ready. */
guint
pages_count_rows (Pages *self)
{
  return self->page != NULL ? count_rows (self->page, FALSE) : 0;
}

static GtkWidget *
find (Pages *self,
      GType type)
{
  GtkWidget *found = ui_find_type (self->window, type);

  g_assert_nonnull (found);

  return found;
}

/* The queue ---------------------------------------------------------------------------------------------------------------------------- */

static GuichetListPane *
get_list (Pages *self)
{
  return GUICHET_LIST_PANE (find (self, GUICHET_TYPE_LIST_PANE));
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

  if (!self->changed || n == 0 || count_rows (list->view, TRUE) < n)
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

/* A conversation ------------------------------------------------------------------------------------------------------------------------- */

static gboolean
conversation_shows (gpointer data)
{
  Pages *self = data;
  GtkWidget *row = ui_find_type (self->page, GUICHET_TYPE_MESSAGE_ROW);
  DeskTicket *ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (self->page));

  return ticket != NULL && g_str_equal (desk_ticket_get_id (ticket), self->wanted) && row != NULL && gtk_widget_get_mapped (row) &&
         guichet_message_row_get_item (GUICHET_MESSAGE_ROW (row)) != NULL && says_something (row);
}

static void
open_ticket (Pages *self,
             const char *which)
{
  g_autofree char *sql = g_strconcat ("select t.id from public.tickets t ", which, " order by t.number limit 1", NULL);

  g_free (self->wanted);
  self->wanted = large_desk_ask (self->desk, sql);
  self->page = find (self, GUICHET_TYPE_THREAD_VIEW);
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

/* Places --------------------------------------------------------------------------------------------------------------------------------- */

static void
show_place (Pages *self,
            const char *name,
            GType type)
{
  gtk_widget_activate_action (self->window, "win.show-place", "s", name);
  self->page = type != G_TYPE_NONE ? find (self, type) : NULL;
  for (GtkWidget *child = gtk_root_get_focus (GTK_ROOT (self->window)); self->page == NULL && child != NULL; child = gtk_widget_get_parent (child))
    if (GUICHET_IS_PLACE (child))
      self->page = child;
  g_assert_nonnull (self->page);
}

static void
go_support (Pages *self)
{
  show_place (self, "support", GUICHET_TYPE_SUPPORT_PLACE);
}

/* It asks for nothing before somebody does. */
static gboolean
support_shows (gpointer data)
{
  Pages *self = data;

  return says_something (self->page);
}

static void
go_people (Pages *self)
{
  self->page = find (self, GUICHET_TYPE_PEOPLE_PANE);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (self->page, GTK_TYPE_SEARCH_ENTRY)), "bench-");
}

static void
go_person (Pages *self)
{
  GtkWidget *place = find (self, GUICHET_TYPE_SUPPORT_PLACE);
  g_autofree char *person = large_desk_ask (self->desk, "select created_by from public.tickets where created_by is not null group by 1"
                                                        " order by count(*) desc limit 1");

  stopwatch_start ();
  guichet_support_place_show_person (GUICHET_SUPPORT_PLACE (place), person);
  self->page = find (self, GUICHET_TYPE_TIMELINE_VIEW);
}

static void
go_reports (Pages *self)
{
  show_place (self, "reports", GUICHET_TYPE_REPORTS_PLACE);
}

static gboolean
charts_show (gpointer data)
{
  Pages *self = data;
  GtkWidget *chart = ui_find_type (self->page, GUICHET_TYPE_COLUMNS_CHART);
  graphene_rect_t bar;

  return chart != NULL && gtk_widget_get_mapped (chart) && guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (chart), 29, &bar);
}

static void
go_tables (Pages *self)
{
  g_assert_true (guichet_reports_place_show_tables (GUICHET_REPORTS_PLACE (self->page), TRUE));
}

static void
go_mail_log (Pages *self)
{
  show_place (self, "email-log", G_TYPE_NONE);
}

static void
go_audit_log (Pages *self)
{
  show_place (self, "audit", G_TYPE_NONE);
}

/* Settings ---------------------------------------------------------------------------------------------------------------------------------- */

static void
go_settings (Pages *self)
{
  show_place (self, "settings", G_TYPE_NONE);
  self->page = ui_find_type (self->page, GUICHET_TYPE_SETTINGS_SECTION);
}

static GtkWidget *
find_sidebar (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LIST_BOX (widget) && gtk_widget_has_css_class (widget, "navigation-sidebar"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_sidebar (child);

  return found;
}

static void
open_section (Pages *self,
              int index)
{
  GtkListBox *list = GTK_LIST_BOX (find_sidebar (gtk_widget_get_ancestor (self->page, GUICHET_TYPE_PLACE)));
  GtkWidget *stack = gtk_widget_get_ancestor (self->page, GTK_TYPE_STACK);

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, index));
  g_assert_true (self->page != gtk_stack_get_visible_child (GTK_STACK (stack)));
  self->page = gtk_stack_get_visible_child (GTK_STACK (stack));
}

/* A form: what can be set has its words. */
static gboolean
form_shows (gpointer data)
{
  Pages *self = data;
  GtkWidget *field = ui_find_type (self->page, GTK_TYPE_TEXT);

  return has_rows (data) || (field != NULL && gtk_widget_get_mapped (field));
}

static void
go_priorities (Pages *self)
{
  open_section (self, 1);
}

static void
go_calendars (Pages *self)
{
  open_section (self, 2);
}

static void
go_templates (Pages *self)
{
  open_section (self, 3);
}

static void
go_members (Pages *self)
{
  open_section (self, 4);
}

static void
go_desk (Pages *self)
{
  open_section (self, 5);
}

/* Over the window, and beside it ---------------------------------------------------------------------------------------------------------- */

static void
go_palette (Pages *self)
{
  gtk_widget_activate_action (self->window, "win.show-palette", NULL);
  self->page = find (self, GUICHET_TYPE_PALETTE);
}

static void
go_palette_words (Pages *self)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (self->page, GTK_TYPE_ENTRY)), "invoice");
}

static void
close_other (Pages *self)
{
  if (self->other != NULL)
    gtk_window_destroy (GTK_WINDOW (self->other));
  self->other = NULL;
}

static void
show_beside (Pages *self,
             GtkWidget *other)
{
  if (self->page != NULL && GUICHET_IS_PALETTE (self->page))
    guichet_palette_close (GUICHET_PALETTE (self->page), TRUE);
  close_other (self);
  self->other = other;
  self->page = other;
  gtk_window_present (GTK_WINDOW (other));
}

static void
go_request (Pages *self)
{
  show_beside (self, guichet_request_window_new (self->desk->admin->session, GTK_WINDOW (self->window)));
}

static void
go_preferences (Pages *self)
{
  show_beside (self, guichet_preferences_new (self->desk->admin->session, GTK_WINDOW (self->window)));
}

static void
go_canned (Pages *self)
{
  show_beside (self, guichet_canned_window_new (self->desk->admin->session));
}

static gboolean
window_shows (gpointer data)
{
  Pages *self = data;

  return says_something (self->page);
}

const Page pages[] = {
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
  { "A conversation of 200", go_long_conversation, conversation_shows },
  { "A short conversation", go_short_conversation, conversation_shows },
  { "Support console", go_support, support_shows },
  { "… people found", go_people, has_rows },
  { "… a person's timeline", go_person, has_rows },
  { "Reports", go_reports, charts_show },
  { "… as tables", go_tables, has_first_rows },
  { "E-mail log", go_mail_log, has_first_rows },
  { "Audit log", go_audit_log, has_first_rows },
  { "Settings: categories", go_settings, has_rows },
  { "… priorities and targets", go_priorities, form_shows },
  { "… calendars", go_calendars, has_rows },
  { "… templates", go_templates, has_rows },
  { "… members and roles", go_members, has_rows },
  { "… desk", go_desk, form_shows },
  { "Palette", go_palette, has_rows },
  { "… with a word", go_palette_words, has_rows },
  { "New request", go_request, window_shows },
  { "Preferences", go_preferences, has_rows },
  { "Canned replies", go_canned, window_shows },
};

const guint n_pages = G_N_ELEMENTS (pages);

/** pages_new: a person who is about to open the program's window. */
Pages *
pages_new (LargeDesk *desk)
{
  Pages *self = g_new0 (Pages, 1);

  self->desk = desk;

  return self;
}

void
pages_free (Pages *self)
{
  close_other (self);
  if (self->window != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_list (self)->tickets, self);
      gtk_window_destroy (GTK_WINDOW (self->window));
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (self->wanted);
  g_free (self);
}
