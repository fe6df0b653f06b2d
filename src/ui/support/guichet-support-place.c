/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-place-private.h"

#include <glib/gi18n.h>

#include "guichet-cases-pane.h"
#include "guichet-labels.h"
#include "guichet-people-pane.h"
#include "guichet-person-pane.h"
#include "guichet-split.h"
#include "guichet-width-bin.h"
#include "guichet-window.h"

/* From here on a case stands beside the person, and not in their place. */
#define BESIDE 760

/**
 * GuichetSupportPlace:
 *
 * The support console: people, what waits for support, one person, and one case of theirs, an incident or a privacy request.
 */
G_DEFINE_FINAL_TYPE (GuichetSupportPlace, guichet_support_place, GUICHET_TYPE_PLACE)

/* Which of person and case are in sight, and who carries the window's buttons. */
void
guichet_support_place_arrange (GuichetSupportPlace *self)
{
  gboolean beside = self->beside && !guichet_place_get_narrow (GUICHET_PLACE (self));

  gtk_widget_set_visible (self->who, !self->case_open || beside);
  gtk_widget_set_visible (self->separator, self->case_open && beside);
  gtk_widget_set_visible (self->case_frame, self->case_open);
  gtk_widget_set_size_request (self->case_frame, beside ? 348 : -1, -1);
  gtk_widget_set_hexpand (self->case_frame, !beside);
  gtk_widget_set_size_request (self->middle, guichet_place_get_narrow (GUICHET_PLACE (self)) ? -1 : 340, -1);
  guichet_person_pane_set_last (GUICHET_PERSON_PANE (self->person_pane), !self->case_open);
  guichet_incident_pane_set_beside (GUICHET_INCIDENT_PANE (self->incident_pane), beside);
  guichet_privacy_pane_set_beside (GUICHET_PRIVACY_PANE (self->privacy_pane), beside);
}

static gboolean
on_arrange (gpointer user_data)
{
  GuichetSupportPlace *self = user_data;

  self->arrange_id = 0;
  guichet_support_place_arrange (self);

  return G_SOURCE_REMOVE;
}

/* The width is known inside of an allocation, where nothing may fold. */
static void
on_level (GuichetSupportPlace *self)
{
  self->beside = guichet_width_bin_get_level (GUICHET_WIDTH_BIN (self->width)) > 0;
  guichet_support_place_arrange (self);
}

static void
on_narrow (GuichetSupportPlace *self)
{
  gboolean narrow = guichet_place_get_narrow (GUICHET_PLACE (self));

  guichet_split_set_narrow (GUICHET_SPLIT (self->split), narrow);
  guichet_people_pane_set_narrow (GUICHET_PEOPLE_PANE (self->people_pane), narrow);
  guichet_person_pane_set_narrow (GUICHET_PERSON_PANE (self->person_pane), narrow);
  if (self->arrange_id == 0)
    self->arrange_id = g_idle_add (on_arrange, self);
}

/* Takes the focus back to the person when a case goes. */
gboolean
guichet_support_place_close_case (GuichetSupportPlace *self)
{
  if (!self->case_open)
    return FALSE;

  self->case_open = FALSE;
  guichet_support_place_arrange (self);
  /* It may not wait any more. */
  desk_open_cases_load (self->open);
  gtk_widget_child_focus (self->person_pane, GTK_DIR_TAB_FORWARD);

  return TRUE;
}

static void
on_case_closed (GuichetSupportPlace *self)
{
  guichet_support_place_close_case (self);
}

static void
open_case (GuichetSupportPlace *self,
           GtkWidget *pane)
{
  self->case_open = TRUE;
  gtk_stack_set_visible_child (GTK_STACK (self->cases), pane);
  guichet_support_place_arrange (self);
  guichet_split_show_content (GUICHET_SPLIT (self->split));
}

/**
 * guichet_support_place_show_incident:
 * @self: the support console
 * @incident: (nullable): an incident of the person who is shown; %NULL for a new one
 */
void
guichet_support_place_show_incident (GuichetSupportPlace *self,
                                     DeskIncident *incident)
{
  g_return_if_fail (GUICHET_IS_SUPPORT_PLACE (self));
  g_return_if_fail (self->person != NULL);

  guichet_incident_pane_set (GUICHET_INCIDENT_PANE (self->incident_pane), self->person, incident);
  open_case (self, self->incident_pane);
  guichet_incident_pane_take_focus (GUICHET_INCIDENT_PANE (self->incident_pane));
}

/**
 * guichet_support_place_show_request:
 * @self: the support console
 * @request: a privacy request of the person who is shown
 */
void
guichet_support_place_show_request (GuichetSupportPlace *self,
                                    DeskPrivacyRequest *request)
{
  g_return_if_fail (GUICHET_IS_SUPPORT_PLACE (self));
  g_return_if_fail (self->person != NULL);

  guichet_privacy_pane_set (GUICHET_PRIVACY_PANE (self->privacy_pane), self->person, request);
  open_case (self, self->privacy_pane);
  guichet_privacy_pane_take_focus (GUICHET_PRIVACY_PANE (self->privacy_pane));
}

/* A person takes the place of whoever, or whatever, was shown. */
void
guichet_support_place_show (GuichetSupportPlace *self,
                            DeskPerson *person)
{
  if (self->person != person)
    self->case_open = FALSE;
  g_set_object (&self->person, person);
  desk_support_remember (self->support, person);
  guichet_people_pane_select (GUICHET_PEOPLE_PANE (self->people_pane), person);
  if (!desk_person_get_loading (person))
    desk_person_load (person);
  guichet_person_pane_set (GUICHET_PERSON_PANE (self->person_pane), person);
  gtk_stack_set_visible_child (GTK_STACK (self->who), self->person_pane);
  guichet_support_place_arrange (self);
  guichet_support_place_update_actions (self);
  guichet_split_show_content (GUICHET_SPLIT (self->split));
  if (guichet_split_get_folded (GUICHET_SPLIT (self->split)))
    gtk_widget_child_focus (self->person_pane, GTK_DIR_TAB_FORWARD);
}

/**
 * guichet_support_place_show_person:
 * @self: the support console
 * @user_id: somebody
 *
 * Shows a person, as if they had been found.
 */
void
guichet_support_place_show_person (GuichetSupportPlace *self,
                                   const char *user_id)
{
  g_autoptr (DeskPerson) person = NULL;

  g_return_if_fail (GUICHET_IS_SUPPORT_PLACE (self));
  g_return_if_fail (user_id != NULL);

  person = desk_support_dup_person (self->support, user_id);
  guichet_support_place_show (self, person);
}

/** guichet_support_place_get_support: (transfer none): where people are found. */
DeskSupport *
guichet_support_place_get_support (GuichetSupportPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_SUPPORT_PLACE (self), NULL);

  return self->support;
}

static void
on_ticket_opened (GuichetSupportPlace *self,
                  const char *ticket_id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GUICHET_IS_WINDOW (root))
    guichet_window_open_ticket (GUICHET_WINDOW (root), ticket_id);
}

static gboolean
step_back (GuichetPlace *place)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (place);

  if (guichet_support_place_close_case (self))
    return TRUE;
  if (!guichet_split_show_sidebar (GUICHET_SPLIT (self->split)))
    {
      /* Beside the people there is always something: a person, or what waits. */
      if (self->person == NULL || guichet_split_get_folded (GUICHET_SPLIT (self->split)))
        return FALSE;
      guichet_support_place_show_waiting (self);
      return TRUE;
    }
  guichet_people_pane_find (GUICHET_PEOPLE_PANE (self->people_pane));

  return TRUE;
}

static void
focus (GuichetPlace *place)
{
  guichet_people_pane_find (GUICHET_PEOPLE_PANE (GUICHET_SUPPORT_PLACE (place)->people_pane));
}

static void
shown (GuichetPlace *place)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (place);

  if (self->person != NULL && !desk_person_get_loading (self->person))
    desk_person_load (self->person);
  guichet_support_place_load_waiting (self);
}

static void
create_middle (GuichetSupportPlace *self,
               DeskSession *session)
{
  static const int widths[] = { BESIDE };

  self->person_pane = guichet_person_pane_new (session);
  g_signal_connect_swapped (self->person_pane, "incident-opened", G_CALLBACK (guichet_support_place_show_incident), self);
  g_signal_connect_swapped (self->person_pane, "request-opened", G_CALLBACK (guichet_support_place_show_request), self);
  g_signal_connect_swapped (self->person_pane, "ticket-opened", G_CALLBACK (on_ticket_opened), self);
  guichet_support_place_create_waiting (self, session);
  self->who = gtk_stack_new ();
  gtk_widget_set_hexpand (self->who, TRUE);
  gtk_stack_add_child (GTK_STACK (self->who), self->waiting_pane);
  gtk_stack_add_child (GTK_STACK (self->who), self->person_pane);
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  self->incident_pane = guichet_incident_pane_new (session);
  g_signal_connect_swapped (self->incident_pane, "closed", G_CALLBACK (on_case_closed), self);
  self->privacy_pane = guichet_privacy_pane_new (session);
  g_signal_connect_swapped (self->privacy_pane, "closed", G_CALLBACK (on_case_closed), self);
  guichet_support_place_watch_changes (self);
  self->cases = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->cases), FALSE);
  gtk_stack_add_child (GTK_STACK (self->cases), self->incident_pane);
  gtk_stack_add_child (GTK_STACK (self->cases), self->privacy_pane);
  /* As wide as it is told to be, whatever the texts inside would like. */
  self->case_frame = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->cases, "hscrollbar-policy", GTK_POLICY_EXTERNAL,
                                   "vscrollbar-policy", GTK_POLICY_NEVER, NULL);
  self->middle = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->middle), self->who);
  gtk_box_append (GTK_BOX (self->middle), self->separator);
  gtk_box_append (GTK_BOX (self->middle), self->case_frame);
  self->width = guichet_width_bin_new (widths, G_N_ELEMENTS (widths));
  adw_bin_set_child (ADW_BIN (self->width), self->middle);
  g_signal_connect_swapped (self->width, "notify::level", G_CALLBACK (on_level), self);
}

static void
guichet_support_place_constructed (GObject *object)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (object);
  DeskSession *session = guichet_place_get_session (GUICHET_PLACE (self));

  G_OBJECT_CLASS (guichet_support_place_parent_class)->constructed (object);

  self->support = desk_support_new (session);
  self->open = desk_open_cases_new (session);
  self->people_pane = guichet_people_pane_new (session, self->support, self->open);
  guichet_people_pane_add_button (GUICHET_PEOPLE_PANE (self->people_pane), guichet_place_create_views_button (GUICHET_PLACE (self)));
  g_signal_connect_swapped (self->people_pane, "person-chosen", G_CALLBACK (guichet_support_place_show), self);
  g_signal_connect_swapped (self->people_pane, "waiting-chosen", G_CALLBACK (guichet_support_place_show_waiting), self);
  create_middle (self, session);
  self->split = guichet_split_new (self->people_pane, 240, self->width);
  guichet_people_pane_share_window (GUICHET_PEOPLE_PANE (self->people_pane), GUICHET_SPLIT (self->split), GUICHET_PLACE (self));
  guichet_person_pane_add_button (GUICHET_PERSON_PANE (self->person_pane), guichet_split_create_back_button (GUICHET_SPLIT (self->split)));
  guichet_cases_pane_add_button (GUICHET_CASES_PANE (self->waiting_pane), guichet_split_create_back_button (GUICHET_SPLIT (self->split)));
  guichet_people_pane_select (GUICHET_PEOPLE_PANE (self->people_pane), NULL);
  adw_bin_set_child (ADW_BIN (self), self->split);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (on_narrow), NULL);
  guichet_support_place_update_actions (self);
  guichet_support_place_arrange (self);
}

static void
guichet_support_place_dispose (GObject *object)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (object);

  g_clear_handle_id (&self->arrange_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->width != NULL)
    g_signal_handlers_disconnect_by_data (self->width, self);
  self->width = NULL;
  g_clear_object (&self->wanted);
  g_clear_object (&self->person);
  g_clear_object (&self->open);
  g_clear_object (&self->support);

  G_OBJECT_CLASS (guichet_support_place_parent_class)->dispose (object);
}

static void
guichet_support_place_class_init (GuichetSupportPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GuichetPlaceClass *place_class = GUICHET_PLACE_CLASS (klass);

  object_class->constructed = guichet_support_place_constructed;
  object_class->dispose = guichet_support_place_dispose;
  place_class->shown = shown;
  place_class->step_back = step_back;
  place_class->focus = focus;
  guichet_support_place_install_leaving (place_class);
  guichet_support_place_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
guichet_support_place_init (GuichetSupportPlace *self)
{
  self->cancellable = g_cancellable_new ();
}
