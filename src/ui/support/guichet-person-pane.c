/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-person-pane.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-page-states.h"
#include "guichet-person-facts.h"
#include "guichet-support-notice.h"
#include "guichet-support-words.h"
#include "guichet-timeline-view.h"

/**
 * GuichetPersonPane:
 *
 * A person: the facts, and what happened around them.
 *
 * Signals `incident-opened` (DeskIncident), `request-opened` (DeskPrivacyRequest), `ticket-opened` (const char *ticket_id).
 */
struct _GuichetPersonPane
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskPerson *person;
  GtkWidget *bar;
  GtkWidget *title;
  GtkWidget *menu;
  GtkWidget *states;
  GtkWidget *notice;
  GtkWidget *facts;
  GtkWidget *timeline;
  GtkWidget *fresh;
};

G_DEFINE_FINAL_TYPE (GuichetPersonPane, guichet_person_pane, ADW_TYPE_BIN)

enum
{
  INCIDENT_OPENED,
  REQUEST_OPENED,
  TICKET_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget_person (GuichetPersonPane *self)
{
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_data (self->person, self);
  g_clear_object (&self->person);
}

static void
guichet_person_pane_dispose (GObject *object)
{
  GuichetPersonPane *self = GUICHET_PERSON_PANE (object);

  forget_person (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_person_pane_parent_class)->dispose (object);
}

static void
guichet_person_pane_class_init (GuichetPersonPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_person_pane_dispose;

  signals[INCIDENT_OPENED] = g_signal_new ("incident-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                           1, DESK_TYPE_INCIDENT);
  signals[REQUEST_OPENED] = g_signal_new ("request-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          DESK_TYPE_PRIVACY_REQUEST);
  signals[TICKET_OPENED] = g_signal_new ("ticket-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_STRING);
}

static void
open_incident (GuichetPersonPane *self,
               const char *id)
{
  GListModel *incidents = desk_person_get_incidents (self->person);

  for (guint i = 0; i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (DeskIncident) incident = g_list_model_get_item (incidents, i);

      if (g_strcmp0 (desk_case_get_id (DESK_CASE (incident)), id) == 0)
        {
          g_signal_emit (self, signals[INCIDENT_OPENED], 0, incident);
          return;
        }
    }
}

static void
open_request (GuichetPersonPane *self,
              const char *id)
{
  GListModel *requests = desk_person_get_privacy_requests (self->person);

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (requests, i);

      if (g_strcmp0 (desk_case_get_id (DESK_CASE (request)), id) == 0)
        {
          g_signal_emit (self, signals[REQUEST_OPENED], 0, request);
          return;
        }
    }
}

static void
on_entry_opened (GuichetPersonPane *self,
                 DeskTimelineEntry *entry)
{
  const char *id = desk_timeline_entry_get_target_id (entry);

  switch (desk_timeline_entry_get_kind (entry))
    {
    case DESK_TIMELINE_TICKET_FILED:
      g_signal_emit (self, signals[TICKET_OPENED], 0, id);
      break;
    case DESK_TIMELINE_PRIVACY_FILED:
    case DESK_TIMELINE_PRIVACY_ANSWERED:
      open_request (self, id);
      break;
    default:
      open_incident (self, id);
    }
}

static void
on_request_opened (GuichetPersonPane *self,
                   DeskPrivacyRequest *request)
{
  g_signal_emit (self, signals[REQUEST_OPENED], 0, request);
}

static void
show_stale (GuichetPersonPane *self)
{
  gint64 loaded_at = desk_person_get_loaded_at (self->person);
  g_autofree char *time = guichet_format_day_and_time (loaded_at, desk_clock_get_now (desk_session_get_clock (self->session)));
  /* Translators: %s is a day and a time, as in Today, 14:05 */
  g_autofree char *more = g_strdup_printf (_("Showing what was there: %s."), time);

  guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), desk_person_get_trouble (self->person), more);
}

static void
show_title (GuichetPersonPane *self)
{
  g_autofree char *name = guichet_words_person (self->person);
  const char *email = desk_person_get_email (self->person);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), name);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), email != NULL ? email : "");
}

/* Where nothing has been there yet, the whole page is about what is to come, or why it does not. */
static gboolean
show_nothing_yet (GuichetPersonPane *self)
{
  const GError *trouble = desk_person_get_trouble (self->person);

  if (desk_person_get_loaded_at (self->person) != 0)
    return FALSE;
  if (desk_person_get_loading (self->person))
    guichet_page_states_show_loading (GUICHET_PAGE_STATES (self->states));
  else if (trouble != NULL)
    guichet_page_states_show_trouble (GUICHET_PAGE_STATES (self->states), trouble, 0);

  return TRUE;
}

static void
update (GuichetPersonPane *self)
{
  g_autofree char *time = guichet_format_time (desk_person_get_loaded_at (self->person));
  /* Translators: how fresh what is shown is; %s is a time, as in As of 14:05 */
  g_autofree char *words = g_strdup_printf (_("As of %s"), time);

  show_title (self);
  gtk_widget_set_visible (self->menu, desk_person_get_loaded_at (self->person) != 0);
  if (show_nothing_yet (self))
    return;

  guichet_page_states_show_content (GUICHET_PAGE_STATES (self->states));
  if (desk_person_get_loading (self->person))
    return;
  if (desk_person_get_trouble (self->person) != NULL)
    show_stale (self);
  else
    guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_person_facts_show (GUICHET_PERSON_FACTS (self->facts), self->person);
  gtk_label_set_label (GTK_LABEL (self->fresh), words);
}

static void
on_retry (GuichetPersonPane *self)
{
  if (self->person != NULL)
    desk_person_load (self->person);
}

/* What could not be loaded is looked at again as soon as there is a connection. */
static void
on_connection (GuichetPersonPane *self)
{
  if (self->person != NULL && desk_session_get_connection (self->session) == DESK_CONNECTION_ONLINE &&
      desk_person_get_trouble (self->person) != NULL && !desk_person_get_loading (self->person))
    desk_person_load (self->person);
}

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) incidents = g_menu_new ();
  g_autoptr (GMenu) kinds = g_menu_new ();
  g_autoptr (GMenu) data = g_menu_new ();
  g_autoptr (GMenu) page = g_menu_new ();

  g_menu_append (incidents, _("New _Incident"), "support.new-incident");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (incidents));
  for (int kind = DESK_PRIVACY_ACCESS; kind <= DESK_PRIVACY_RECTIFICATION; kind++)
    {
      g_autofree char *action = g_strdup_printf ("support.new-request(%d)", kind);

      g_menu_append (kinds, guichet_words_privacy_kind (kind), action);
    }
  g_menu_append_submenu (data, _("New _Privacy Request"), G_MENU_MODEL (kinds));
  g_menu_append (data, _("_Export Data…"), "support.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (data));
  g_menu_append (page, _("_Reload"), "support.reload");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (page));

  return G_MENU_MODEL (menu);
}

static void
create_bar (GuichetPersonPane *self)
{
  g_autoptr (GMenuModel) model = create_menu ();

  self->bar = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->bar), FALSE);
  self->title = adw_window_title_new ("", NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->bar), self->title);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), model);
  guichet_labels_set (self->menu, _("Account actions"));
  /* It is the button inside that gets the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->menu)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Account actions"), -1);
  gtk_widget_set_visible (self->menu, FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->bar), self->menu);
}

static GtkWidget *
create_body (GuichetPersonPane *self)
{
  GtkWidget *body = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 14, "margin-start", 18, "margin-end", 18,
                                  "margin-top", 14, "margin-bottom", 14, NULL);
  GtkWidget *clamp = adw_clamp_new ();
  DeskClock *clock = desk_session_get_clock (self->session);

  self->notice = guichet_support_notice_new (clock);
  g_signal_connect_swapped (self->notice, "retry", G_CALLBACK (on_retry), self);
  self->facts = guichet_person_facts_new (clock);
  g_signal_connect_swapped (self->facts, "request-opened", G_CALLBACK (on_request_opened), self);
  self->timeline = guichet_timeline_view_new (clock);
  g_signal_connect_swapped (self->timeline, "entry-opened", G_CALLBACK (on_entry_opened), self);
  self->fresh = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (self->fresh, "caption");
  gtk_widget_add_css_class (self->fresh, "secondary");
  gtk_box_append (GTK_BOX (body), self->notice);
  gtk_box_append (GTK_BOX (body), self->facts);
  gtk_box_append (GTK_BOX (body), self->timeline);
  gtk_box_append (GTK_BOX (body), self->fresh);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 896);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 896);
  adw_clamp_set_child (ADW_CLAMP (clamp), body);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE, NULL);
}

static void
guichet_person_pane_init (GuichetPersonPane *self)
{
}

/** guichet_person_pane_new: nobody is shown yet. */
GtkWidget *
guichet_person_pane_new (DeskSession *session)
{
  GuichetPersonPane *self = g_object_new (GUICHET_TYPE_PERSON_PANE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->session = g_object_ref (session);
  create_bar (self);
  self->states = guichet_page_states_new (create_body (self));
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (on_retry), self);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->states);
  gtk_widget_add_css_class (box, "conversation");
  gtk_widget_add_css_class (box, "list-state");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (on_connection), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/** guichet_person_pane_set: shows a person, who may still be loading. */
void
guichet_person_pane_set (GuichetPersonPane *self,
                         DeskPerson *person)
{
  g_return_if_fail (GUICHET_IS_PERSON_PANE (self));
  g_return_if_fail (DESK_IS_PERSON (person));

  if (self->person == person)
    return;
  forget_person (self);
  self->person = g_object_ref (person);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_page_states_clear (GUICHET_PAGE_STATES (self->states));
  g_signal_connect_swapped (person, "changed", G_CALLBACK (update), self);
  guichet_timeline_view_set (GUICHET_TIMELINE_VIEW (self->timeline), desk_person_get_timeline (person));
  update (self);
}

/** guichet_person_pane_add_button: puts a button at the beginning of the header bar. */
void
guichet_person_pane_add_button (GuichetPersonPane *self,
                                GtkWidget *button)
{
  g_return_if_fail (GUICHET_IS_PERSON_PANE (self));

  adw_header_bar_pack_start (ADW_HEADER_BAR (self->bar), button);
}

/** guichet_person_pane_set_last: whether the window's buttons stand in this pane's header bar. */
void
guichet_person_pane_set_last (GuichetPersonPane *self,
                              gboolean last)
{
  g_return_if_fail (GUICHET_IS_PERSON_PANE (self));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (self->bar), last);
}

/** guichet_person_pane_set_narrow: whether there is room for one page alone. */
void
guichet_person_pane_set_narrow (GuichetPersonPane *self,
                                gboolean narrow)
{
  g_return_if_fail (GUICHET_IS_PERSON_PANE (self));

  guichet_person_facts_set_narrow (GUICHET_PERSON_FACTS (self->facts), narrow);
}
