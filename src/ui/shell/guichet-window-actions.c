/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include "guichet-announce.h"
#include "guichet-preferences.h"
#include "guichet-privacy-window.h"
#include "guichet-shortcuts.h"
#include "guichet-steps.h"

/* What can be done in the window: each command is an action, and the state of what is open decides whether it is enabled. */

static DeskTicket *
get_ticket (GuichetWindow *self)
{
  DeskTicket *ticket = self->panes != NULL ? guichet_panes_get_ticket (self->panes) : NULL;

  return ticket != NULL && desk_ticket_get_loaded (ticket) ? ticket : NULL;
}

static void
new_request (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  guichet_window_write_request (GUICHET_WINDOW (widget), NULL);
}

static void
open_ticket (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);

  if (self->panes != NULL)
    guichet_panes_open_ticket (self->panes, g_variant_get_string (parameter, NULL));
}

static void
open_number (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  guichet_window_open_number (GUICHET_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
follow_up (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);

  guichet_window_write_request (self, get_ticket (self));
}

static void
print (GtkWidget *widget,
       const char *name,
       GVariant *parameter)
{
  guichet_panes_print (GUICHET_WINDOW (widget)->panes);
}

static void
find (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  guichet_panes_find (GUICHET_WINDOW (widget)->panes);
}

static void
show_palette (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  guichet_window_show_palette (GUICHET_WINDOW (widget));
}

static void
show_preferences (GtkWidget *widget,
                  const char *name,
                  GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);
  GtkWidget *window = guichet_preferences_new (self->session, GTK_WINDOW (self));

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
}

static void
next_ticket (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  guichet_panes_move (GUICHET_WINDOW (widget)->panes, 1);
}

static void
previous_ticket (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  guichet_panes_move (GUICHET_WINDOW (widget)->panes, -1);
}

static void
reply (GtkWidget *widget,
       const char *name,
       GVariant *parameter)
{
  guichet_panes_write (GUICHET_WINDOW (widget)->panes, DESK_DRAFT_REPLY);
}

static void
note (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  guichet_panes_write (GUICHET_WINDOW (widget)->panes, DESK_DRAFT_NOTE);
}

static void
close_ticket (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);
  g_autoptr (GPtrArray) tickets = guichet_panes_dup_targets (self->panes);

  guichet_steps_set_status (widget, self->session, tickets, DESK_STATUS_CLOSED);
  guichet_panes_triage_decided (self->panes);
}

static void
assign_to_me (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);
  g_autoptr (GPtrArray) tickets = guichet_panes_dup_targets (self->panes);

  guichet_steps_assign (widget, self->session, tickets, desk_session_get_user_id (self->session),
                        desk_session_get_user_name (self->session));
  guichet_panes_triage_decided (self->panes);
}

static void
set_priority (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);
  g_autoptr (GPtrArray) tickets = guichet_panes_dup_targets (self->panes);
  int priority = g_variant_get_int32 (parameter);

  if (priority >= DESK_PRIORITY_LOW && priority <= DESK_PRIORITY_URGENT)
    guichet_steps_set_priority (widget, self->session, tickets, priority);
}

static void
undo (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  guichet_panes_undo (GUICHET_WINDOW (widget)->panes);
}

static void
triage (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  guichet_panes_toggle_triage (GUICHET_WINDOW (widget)->panes);
}

static void
triage_wait (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  guichet_panes_triage_wait (GUICHET_WINDOW (widget)->panes);
}

static void
triage_skip (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  guichet_panes_triage_move (GUICHET_WINDOW (widget)->panes, 1);
}

static void
triage_labels (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  guichet_panes_triage_labels (GUICHET_WINDOW (widget)->panes);
}

static void
select_none (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  guichet_panes_select_none (GUICHET_WINDOW (widget)->panes);
}

static void
show_view (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  int view = g_variant_get_int32 (parameter);

  if (view >= DESK_VIEW_INBOX && view <= DESK_VIEW_ALL)
    guichet_panes_show_view (GUICHET_WINDOW (widget)->panes, view);
}

static void
show_place (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  guichet_panes_show_place (GUICHET_WINDOW (widget)->panes, g_variant_get_string (parameter, NULL));
}

static void
show_my_data (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (guichet_privacy_window_new (GUICHET_WINDOW (widget)->session, GTK_WINDOW (widget))));
}

static void
toggle_views (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  guichet_panes_toggle_views (GUICHET_WINDOW (widget)->panes);
}

static void
toggle_details (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  guichet_panes_toggle_details (GUICHET_WINDOW (widget)->panes);
}

static void
next_pane (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  guichet_panes_next_pane (GUICHET_WINDOW (widget)->panes, 1);
}

static void
previous_pane (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  guichet_panes_next_pane (GUICHET_WINDOW (widget)->panes, -1);
}

static void
step_back (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  guichet_panes_step_back (GUICHET_WINDOW (widget)->panes);
}

static void
show_menu (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  guichet_panes_popup_menu (GUICHET_WINDOW (widget)->panes);
}

static void
show_shortcuts (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  GuichetWindow *self = GUICHET_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (guichet_shortcuts_create_window (GTK_WINDOW (self), self->panes != NULL &&
                                                                   desk_session_is_staff (self->session))));
}

static void
sign_out (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  guichet_window_sign_out (GUICHET_WINDOW (widget));
}

static void
filter (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  guichet_list_pane_open_filters (guichet_panes_get_list (GUICHET_WINDOW (widget)->panes));
}

static void
clear_filters (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  guichet_list_pane_clear_filters (guichet_panes_get_list (GUICHET_WINDOW (widget)->panes));
}

static void
save_view (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  guichet_list_pane_ask_to_save (guichet_panes_get_list (GUICHET_WINDOW (widget)->panes));
}

static void
show_saved_view (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  guichet_panes_show_saved_view (GUICHET_WINDOW (widget)->panes, g_variant_get_string (parameter, NULL));
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.new-request", NULL, new_request },
  { "win.follow-up", NULL, follow_up },
  { "win.open-ticket", "s", open_ticket },
  { "win.open-number", "x", open_number },
  { "win.print", NULL, print },
  { "win.find", NULL, find },
  { "win.show-palette", NULL, show_palette },
  { "win.show-preferences", NULL, show_preferences },
  { "win.next-ticket", NULL, next_ticket },
  { "win.previous-ticket", NULL, previous_ticket },
  { "win.reply", NULL, reply },
  { "win.note", NULL, note },
  { "win.close-ticket", NULL, close_ticket },
  { "win.assign-to-me", NULL, assign_to_me },
  { "win.set-priority", "i", set_priority },
  { "win.filter", NULL, filter },
  { "win.clear-filters", NULL, clear_filters },
  { "win.save-view", NULL, save_view },
  { "win.undo", NULL, undo },
  { "win.select-none", NULL, select_none },
  { "win.triage", NULL, triage },
  { "win.triage-wait", NULL, triage_wait },
  { "win.triage-skip", NULL, triage_skip },
  { "win.triage-labels", NULL, triage_labels },
  { "win.show-view", "i", show_view },
  { "win.show-saved-view", "s", show_saved_view },
  { "win.show-place", "s", show_place },
  { "win.show-my-data", NULL, show_my_data },
  { "win.toggle-views", NULL, toggle_views },
  { "win.toggle-details", NULL, toggle_details },
  { "win.next-pane", NULL, next_pane },
  { "win.previous-pane", NULL, previous_pane },
  { "win.step-back", NULL, step_back },
  { "win.show-menu", NULL, show_menu },
  { "win.show-shortcuts", NULL, show_shortcuts },
  { "win.sign-out", NULL, sign_out },
};

void
guichet_window_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].activate);
}

/* Enables what can be done now. */
void
guichet_window_update_actions (GuichetWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  DeskTicket *ticket = get_ticket (self);
  gboolean signed_in = self->panes != NULL;
  gboolean staff = signed_in && desk_session_is_staff (self->session);
  gboolean triage = staff && guichet_panes_in_triage (self->panes);
  gboolean several = signed_in && guichet_panes_has_several (self->panes);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (widget, actions[i].name, signed_in);
  gtk_widget_action_set_enabled (widget, "win.show-shortcuts", TRUE);
  gtk_widget_action_set_enabled (widget, "win.toggle-views", staff);
  gtk_widget_action_set_enabled (widget, "win.show-view", staff);
  gtk_widget_action_set_enabled (widget, "win.show-saved-view", staff);
  /* In a place, Ctrl+S is the place's. */
  gtk_widget_action_set_enabled (widget, "win.save-view", staff && !guichet_panes_has_place (self->panes));
  gtk_widget_action_set_enabled (widget, "win.show-place", staff);
  gtk_widget_action_set_enabled (widget, "win.note", staff);
  gtk_widget_action_set_enabled (widget, "win.toggle-details", staff && ticket != NULL);
  gtk_widget_action_set_enabled (widget, "win.undo", TRUE);
  gtk_widget_action_set_enabled (widget, "win.select-none", staff);
  gtk_widget_action_set_enabled (widget, "win.triage", staff);
  gtk_widget_action_set_enabled (widget, "win.triage-skip", triage);
  gtk_widget_action_set_enabled (widget, "win.triage-labels", triage && ticket != NULL);
  gtk_widget_action_set_enabled (widget, "win.triage-wait",
                                 triage && ticket != NULL && desk_session_may_set_status (self->session, ticket, DESK_STATUS_WAITING_CUSTOMER));
  gtk_widget_action_set_enabled (widget, "win.set-priority", staff && (several || ticket != NULL));
  gtk_widget_action_set_enabled (widget, "win.assign-to-me", staff && (several || (ticket != NULL && !desk_ticket_get_mine (ticket))));
  gtk_widget_action_set_enabled (widget, "win.print", ticket != NULL);
  gtk_widget_action_set_enabled (widget, "win.follow-up", ticket != NULL && guichet_window_may_follow_up (self, ticket));
  gtk_widget_action_set_enabled (widget, "win.close-ticket",
                                 several || (ticket != NULL &&
                                             desk_session_may_set_status (self->session, ticket, DESK_STATUS_CLOSED)));
}

/* Follows the ticket that is open, since its state decides. */
void
guichet_window_watch_ticket (GuichetWindow *self)
{
  DeskTicket *ticket = self->panes != NULL ? guichet_panes_get_ticket (self->panes) : NULL;

  if (self->ticket != ticket)
    {
      if (self->ticket != NULL)
        g_clear_signal_handler (&self->ticket_notify_id, self->ticket);
      g_set_object (&self->ticket, ticket);
      if (ticket != NULL)
        self->ticket_notify_id = g_signal_connect_swapped (ticket, "updated", G_CALLBACK (guichet_window_update_actions),
                                                           self);
    }
  guichet_window_update_actions (self);
}
