/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-cases-pane.h"

#include <glib/gi18n.h>

#include "guichet-by-steps.h"
#include "guichet-case-row.h"
#include "guichet-format.h"
#include "guichet-page-states.h"
#include "guichet-support-notice.h"

/* So many cases at once, which is what is seen; the others follow in steps. */
#define FIRST_ROWS 14

/**
 * GuichetCasesPane:
 *
 * What waits for support, whoever it is about: privacy requests with the day by which they are due, and incidents.
 *
 * Signal `case-opened` (DeskCase).
 */
struct _GuichetCasesPane
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskOpenCases *open;
  GtkWidget *bar;
  GtkWidget *states;
  GtkWidget *notice;
  GtkWidget *requests;
  GtkWidget *incidents;
  GtkWidget *nothing;
  GtkWidget *fresh;
  GPtrArray *rows;              /* of both groups */
  guint filling_id;
};

G_DEFINE_FINAL_TYPE (GuichetCasesPane, guichet_cases_pane, ADW_TYPE_BIN)

enum
{
  CASE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
guichet_cases_pane_dispose (GObject *object)
{
  GuichetCasesPane *self = GUICHET_CASES_PANE (object);

  g_clear_handle_id (&self->filling_id, g_source_remove);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (self->open != NULL)
    g_signal_handlers_disconnect_by_data (self->open, self);
  g_clear_object (&self->open);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_cases_pane_parent_class)->dispose (object);
}

static void
guichet_cases_pane_class_init (GuichetCasesPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_cases_pane_dispose;

  /**
   * GuichetCasesPane::case-opened:
   * @self: the pane
   * @item: what is to be looked at
   */
  signals[CASE_OPENED] = g_signal_new ("case-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       DESK_TYPE_CASE);
}

static void
on_activated (GtkWidget *row,
              GuichetCasesPane *self)
{
  g_signal_emit (self, signals[CASE_OPENED], 0, guichet_case_row_get_case (row));
}

static void
show_group (GtkWidget *group,
            GListModel *cases,
            guint total)
{
  guint n = g_list_model_get_n_items (cases);
  g_autofree char *words = total > n ? g_strdup_printf (_("The first %1$u of %2$u"), n, total) : NULL;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  gtk_widget_set_visible (group, n > 0);
}

/* The next case gets its row: requests come before incidents. */
static gboolean
add_row (gpointer user_data)
{
  GuichetCasesPane *self = user_data;
  GListModel *requests = desk_open_cases_get_privacy_requests (self->open);
  guint n_requests = g_list_model_get_n_items (requests);
  gboolean is_request = self->rows->len < n_requests;
  g_autoptr (DeskCase) item = g_list_model_get_item (is_request ? requests : desk_open_cases_get_incidents (self->open),
                                                     self->rows->len - (is_request ? 0 : n_requests));
  GtkWidget *row;

  if (item == NULL)
    return FALSE;

  row = guichet_case_row_new (self->session, item);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (is_request ? self->requests : self->incidents), row);
  g_ptr_array_add (self->rows, row);

  return TRUE;
}

/* The id of the case that has the focus. */
static char *
dup_focused (GuichetCasesPane *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_is_focus (self->rows->pdata[i]))
      return g_strdup (desk_case_get_id (guichet_case_row_get_case (self->rows->pdata[i])));

  return NULL;
}

/* Whoever went through the rows by keyboard stays at the same case; where that is gone, at the first one. What showed before shows at once
 * again, so that nobody loses their place; rows that are new follow in steps. */
static void
show_rows (GuichetCasesPane *self)
{
  g_autofree char *focused = dup_focused (self);
  guint first = focused != NULL ? G_MAXUINT : MAX (FIRST_ROWS, self->rows->len);
  GtkWidget *next = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  show_group (self->requests, desk_open_cases_get_privacy_requests (self->open), desk_open_cases_get_n_privacy_requests (self->open));
  show_group (self->incidents, desk_open_cases_get_incidents (self->open), desk_open_cases_get_n_incidents (self->open));
  while (self->rows->len < first && add_row (self))
    ;
  guichet_by_steps_begin (&self->filling_id, add_row, self);
  gtk_widget_set_visible (self->nothing, self->rows->len == 0);
  for (guint i = 0; focused != NULL && i < self->rows->len; i++)
    if (next == NULL || g_strcmp0 (desk_case_get_id (guichet_case_row_get_case (self->rows->pdata[i])), focused) == 0)
      next = self->rows->pdata[i];
  if (next != NULL)
    gtk_widget_grab_focus (next);
}

static void
show_stale (GuichetCasesPane *self)
{
  gint64 loaded_at = desk_open_cases_get_loaded_at (self->open);
  g_autofree char *time = guichet_format_day_and_time (loaded_at, desk_clock_get_now (desk_session_get_clock (self->session)));
  /* Translators: %s is a day and a time, as in Today, 14:05 */
  g_autofree char *more = g_strdup_printf (_("Showing what was there: %s."), time);

  guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), desk_open_cases_get_trouble (self->open), more);
}

/* Where nothing has been there yet, the whole page is about what is to come, or why it does not. */
static gboolean
show_nothing_yet (GuichetCasesPane *self)
{
  const GError *trouble = desk_open_cases_get_trouble (self->open);

  if (desk_open_cases_get_loaded_at (self->open) != 0)
    return FALSE;
  if (desk_open_cases_get_loading (self->open))
    guichet_page_states_show_loading (GUICHET_PAGE_STATES (self->states));
  else if (trouble != NULL)
    guichet_page_states_show_trouble (GUICHET_PAGE_STATES (self->states), trouble, 0);

  return TRUE;
}

static void
update (GuichetCasesPane *self)
{
  g_autofree char *time = guichet_format_time (desk_open_cases_get_loaded_at (self->open));
  g_autofree char *words = g_strdup_printf (_("As of %s"), time);

  if (show_nothing_yet (self) || desk_open_cases_get_loading (self->open))
    return;

  guichet_page_states_show_content (GUICHET_PAGE_STATES (self->states));
  if (desk_open_cases_get_trouble (self->open) != NULL)
    {
      show_stale (self);
      return;
    }

  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  gtk_label_set_label (GTK_LABEL (self->fresh), words);
  show_rows (self);
}

/* What could not be loaded is looked at again as soon as there is a connection. */
static void
on_connection (GuichetCasesPane *self)
{
  if (desk_session_get_connection (self->session) == DESK_CONNECTION_ONLINE && desk_open_cases_get_trouble (self->open) != NULL &&
      !desk_open_cases_get_loading (self->open))
    desk_open_cases_load (self->open);
}

static GtkWidget *
create_body (GuichetCasesPane *self)
{
  GtkWidget *body = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 18, "margin-start", 18, "margin-end", 18,
                                  "margin-top", 14, "margin-bottom", 14, NULL);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 720, "tightening-threshold", 720, "child", body, NULL);

  self->notice = guichet_support_notice_new (desk_session_get_clock (self->session));
  g_signal_connect_object (self->notice, "retry", G_CALLBACK (desk_open_cases_load), self->open, G_CONNECT_SWAPPED);
  self->requests = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Privacy requests"), "visible", FALSE, NULL);
  self->incidents = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Incidents"), "visible", FALSE, NULL);
  self->nothing = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "guichet-support-symbolic", "title", _("Nothing is waiting"), "description",
                                _("Privacy requests and incidents of all people show here until they are done."), "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->nothing, "compact");
  self->fresh = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (self->fresh, "caption");
  gtk_widget_add_css_class (self->fresh, "secondary");
  gtk_box_append (GTK_BOX (body), self->notice);
  gtk_box_append (GTK_BOX (body), self->requests);
  gtk_box_append (GTK_BOX (body), self->incidents);
  gtk_box_append (GTK_BOX (body), self->nothing);
  gtk_box_append (GTK_BOX (body), self->fresh);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE, NULL);
}

static void
guichet_cases_pane_init (GuichetCasesPane *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * guichet_cases_pane_new:
 * @session: who looks
 * @open: what waits; whoever shows the pane loads it
 *
 * Returns: the pane
 */
GtkWidget *
guichet_cases_pane_new (DeskSession *session,
                        DeskOpenCases *open)
{
  GuichetCasesPane *self = g_object_new (GUICHET_TYPE_CASES_PANE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->session = g_object_ref (session);
  self->open = g_object_ref (open);
  self->bar = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->bar), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->bar), adw_window_title_new (_("Open cases"), NULL));
  self->states = guichet_page_states_new (create_body (self));
  g_signal_connect_object (self->states, "retry", G_CALLBACK (desk_open_cases_load), open, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->states);
  gtk_widget_add_css_class (box, "conversation");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (open, "changed", G_CALLBACK (update), self);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (on_connection), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/** guichet_cases_pane_add_button: puts a button at the beginning of the header bar. */
void
guichet_cases_pane_add_button (GuichetCasesPane *self,
                               GtkWidget *button)
{
  g_return_if_fail (GUICHET_IS_CASES_PANE (self));

  adw_header_bar_pack_start (ADW_HEADER_BAR (self->bar), button);
}
