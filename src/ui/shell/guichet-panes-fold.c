/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include <glib/gi18n.h>

#include "guichet-no-ticket.h"

/* How the panes stand beside, over and behind each other. AdwFlap, AdwLeaflet and AdwWindow are used nowhere else. */

static gboolean
has_ticket (GuichetPanes *self)
{
  return self->ticket_id != NULL;
}

static gboolean
details_wanted (GuichetPanes *self)
{
  if (!self->staff || !has_ticket (self) || guichet_list_pane_get_n_several (self->list) > 0 || (self->place != NULL && self->level == GUICHET_LEVEL_DETAILS_SHEET))
    return FALSE;

  return self->level == GUICHET_LEVEL_FOUR_PANES ? self->details_docked : self->details_over;
}

/* Whether the list and the conversation share one place. */
gboolean
guichet_panes_is_one_page (GuichetPanes *self)
{
  return adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)) && (self->level == GUICHET_LEVEL_ONE_PAGE || !guichet_panes_in_triage (self));
}

static void
take_details_out (GuichetPanes *self)
{
  GtkWidget *details = GTK_WIDGET (self->details);

  if (adw_flap_get_flap (ADW_FLAP (self->details_flap)) == details)
    adw_flap_set_flap (ADW_FLAP (self->details_flap), NULL);
  else if (adw_bin_get_child (ADW_BIN (self->details_page)) == details)
    adw_bin_set_child (ADW_BIN (self->details_page), NULL);
  else if (adw_window_get_content (ADW_WINDOW (self->sheet)) == details)
    adw_window_set_content (ADW_WINDOW (self->sheet), NULL);
}

/* The one details pane moves to where this width shows it. */
static void
place_details (GuichetPanes *self)
{
  GtkWidget *details = GTK_WIDGET (self->details);
  gboolean page = self->level == GUICHET_LEVEL_ONE_PAGE;

  if (!self->staff)
    return;

  take_details_out (self);
  g_object_set (details, "alone", page || self->level == GUICHET_LEVEL_DETAILS_SHEET, "folded", page, "window-buttons", TRUE, NULL);
  gtk_widget_set_visible (self->details_page, page);
  if (page)
    adw_bin_set_child (ADW_BIN (self->details_page), details);
  else if (self->level == GUICHET_LEVEL_DETAILS_SHEET)
    adw_window_set_content (ADW_WINDOW (self->sheet), details);
  else
    {
      adw_flap_set_flap (ADW_FLAP (self->details_flap), details);
      adw_flap_set_fold_policy (ADW_FLAP (self->details_flap), self->level == GUICHET_LEVEL_FOUR_PANES
                                                                 ? ADW_FLAP_FOLD_POLICY_NEVER
                                                                 : ADW_FLAP_FOLD_POLICY_ALWAYS);
    }
}

static void
show_details (GuichetPanes *self)
{
  gboolean wanted = details_wanted (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->staff)
    return;

  if (self->level >= GUICHET_LEVEL_TWO_PANES)
    adw_flap_set_reveal_flap (ADW_FLAP (self->details_flap), wanted);

  if (self->level == GUICHET_LEVEL_DETAILS_SHEET && wanted && GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (GTK_WINDOW (self->sheet), GTK_WINDOW (root));
      gtk_window_present (GTK_WINDOW (self->sheet));
    }
  else
    gtk_widget_set_visible (self->sheet, FALSE);

  if (self->level == GUICHET_LEVEL_ONE_PAGE)
    {
      GtkWidget *visible = adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet));

      if (wanted)
        adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->details_page);
      else if (visible == self->details_page)
        adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->details_flap);
    }
  g_object_set (self->thread, "details-shown", wanted, NULL);
}

static void
show_views (GuichetPanes *self)
{
  gboolean beside = self->level >= GUICHET_LEVEL_THREE_PANES;

  if (!self->staff)
    return;

  adw_flap_set_fold_policy (ADW_FLAP (self->views_flap), beside ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_ALWAYS);
  adw_flap_set_reveal_flap (ADW_FLAP (self->views_flap), beside ? self->views_docked && !guichet_panes_in_triage (self) : self->views_over);
  g_object_set (self->list, "views-hidden", !(beside && self->views_docked), NULL);
}

/* Brings every pane to where it belongs; what was open stays open. */
void
guichet_panes_fold (GuichetPanes *self)
{
  gboolean one_page;

  if (self->folding)
    return;

  self->folding = TRUE;
  /* Below 640 one page, above it as long as both have room, and are wanted. */
  adw_leaflet_set_can_unfold (ADW_LEAFLET (self->leaflet), self->level > GUICHET_LEVEL_ONE_PAGE && !guichet_panes_in_triage (self));
  gtk_stack_set_visible_child (GTK_STACK (self->talk), has_ticket (self) ? GTK_WIDGET (self->thread) : self->no_ticket);
  guichet_panes_fold_bulk (self);
  show_views (self);
  show_details (self);
  one_page = guichet_panes_is_one_page (self) || self->level == GUICHET_LEVEL_ONE_PAGE;
  if (!has_ticket (self) && one_page)
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));

  gtk_widget_set_hexpand (GTK_WIDGET (self->list), one_page);
  g_object_set (self->list, "narrow", one_page, "window-buttons", one_page, NULL);
  g_object_set (self->thread, "narrow", self->level == GUICHET_LEVEL_ONE_PAGE, "folded", one_page, "window-buttons",
                !(self->level == GUICHET_LEVEL_FOUR_PANES && details_wanted (self)), NULL);
  guichet_panes_fold_triage (self);
  guichet_panes_fold_place (self);
  self->folding = FALSE;
  guichet_panes_tell_what_is_seen (self);
}

/* The person may slide a flap away, or click beside it. */
static void
on_views_revealed (GuichetPanes *self)
{
  if (self->folding || guichet_panes_in_triage (self))
    return;
  if (self->level >= GUICHET_LEVEL_THREE_PANES)
    self->views_docked = adw_flap_get_reveal_flap (ADW_FLAP (self->views_flap));
  else
    self->views_over = adw_flap_get_reveal_flap (ADW_FLAP (self->views_flap));
  guichet_panes_fold (self);
}

static void
set_details_wanted (GuichetPanes *self,
                    gboolean wanted)
{
  if (self->level == GUICHET_LEVEL_FOUR_PANES)
    {
      guichet_panes_dock_details (self, wanted);
      return;
    }
  self->details_over = wanted;
  guichet_panes_fold (self);
}

static void
on_details_revealed (GuichetPanes *self)
{
  if (!self->folding && self->level >= GUICHET_LEVEL_TWO_PANES && has_ticket (self))
    set_details_wanted (self, adw_flap_get_reveal_flap (ADW_FLAP (self->details_flap)));
}

static void
on_details_button (GuichetPanes *self)
{
  gboolean shown;

  if (self->folding)
    return;
  g_object_get (self->thread, "details-shown", &shown, NULL);
  set_details_wanted (self, shown);
}

static void
on_details_back (GuichetPanes *self)
{
  set_details_wanted (self, FALSE);
}

static gboolean
on_sheet_closed (GuichetPanes *self)
{
  set_details_wanted (self, FALSE);

  return TRUE;
}

/* Swiping goes back from the details as their button does. */
static void
on_visible_child (GuichetPanes *self)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet));

  if (!self->folding && visible == GTK_WIDGET (self->list))
    guichet_panes_end_triage (self);
  if (!self->folding && self->level == GUICHET_LEVEL_ONE_PAGE && self->details_over && visible != self->details_page)
    set_details_wanted (self, FALSE);
  guichet_panes_tell_what_is_seen (self);
}

static void
build_talk (GuichetPanes *self)
{
  GtkWidget *around = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->no_ticket = guichet_no_ticket_new (self->staff);
  self->thread = GUICHET_THREAD_VIEW (guichet_thread_view_new (self->session));
  self->talk = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->talk), self->no_ticket);
  gtk_stack_add_child (GTK_STACK (self->talk), GTK_WIDGET (self->thread));
  guichet_panes_build_bulk (self);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->talk), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->talk), FALSE);
  gtk_widget_set_hexpand (self->talk, TRUE);
  gtk_widget_set_size_request (self->talk, 320, -1);

  gtk_widget_set_vexpand (self->talk, TRUE);
  gtk_box_append (GTK_BOX (around), self->talk);
  self->details_flap = adw_flap_new ();
  adw_flap_set_content (ADW_FLAP (self->details_flap), around);
  adw_flap_set_flap_position (ADW_FLAP (self->details_flap), GTK_PACK_END);
  adw_flap_set_separator (ADW_FLAP (self->details_flap), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_flap_set_swipe_to_open (ADW_FLAP (self->details_flap), FALSE);
  adw_flap_set_reveal_flap (ADW_FLAP (self->details_flap), FALSE);
  gtk_widget_set_hexpand (self->details_flap, TRUE);
}

static void
build_details (GuichetPanes *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->details = g_object_ref_sink (GUICHET_DETAILS_PANE (guichet_details_pane_new (self->session)));
  self->details_page = adw_bin_new ();
  gtk_widget_set_visible (self->details_page, FALSE);
  self->sheet = g_object_ref (adw_window_new ());
  gtk_window_set_modal (GTK_WINDOW (self->sheet), TRUE);
  gtk_window_set_title (GTK_WINDOW (self->sheet), _("Details"));
  gtk_window_set_default_size (GTK_WINDOW (self->sheet), 360, 640);
  gtk_window_set_hide_on_close (GTK_WINDOW (self->sheet), TRUE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (self->sheet, shortcuts);
  g_object_bind_property (self->thread, "ticket", self->details, "ticket", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->thread, "conversation", self->details, "conversation", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->details, "back", G_CALLBACK (on_details_back), self);
  g_signal_connect_swapped (self->sheet, "close-request", G_CALLBACK (on_sheet_closed), self);
}

static void
build_leaflet (GuichetPanes *self)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->leaflet = adw_leaflet_new ();
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));
  adw_leaflet_page_set_navigatable (adw_leaflet_append (ADW_LEAFLET (self->leaflet), separator), FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), self->details_flap);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), self->details_page);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->leaflet), TRUE);
  gtk_widget_set_hexpand (self->leaflet, TRUE);
}

/* Makes the panes and joins them: AdwFlap (views, GtkStack (AdwLeaflet (list, AdwFlap (conversation, details), details), places)). */
void
guichet_panes_build (GuichetPanes *self)
{
  self->list = GUICHET_LIST_PANE (guichet_list_pane_new (self->session, self->counts));
  build_talk (self);
  build_details (self);
  build_leaflet (self);

  guichet_panes_build_middle (self);

  if (self->staff)
    {
      self->views = GUICHET_VIEWS_PANE (guichet_views_pane_new (self->session, self->counts));
      self->views_flap = adw_flap_new ();
      adw_flap_set_flap (ADW_FLAP (self->views_flap), GTK_WIDGET (self->views));
      adw_flap_set_content (ADW_FLAP (self->views_flap), self->middle);
      adw_flap_set_separator (ADW_FLAP (self->views_flap), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
      adw_bin_set_child (ADW_BIN (self), self->views_flap);
      g_signal_connect_swapped (self->views_flap, "notify::reveal-flap", G_CALLBACK (on_views_revealed), self);
    }
  else
    adw_bin_set_child (ADW_BIN (self), self->middle);

  self->views_docked = self->details_docked = TRUE;
  place_details (self);
  g_signal_connect_swapped (self->details_flap, "notify::reveal-flap", G_CALLBACK (on_details_revealed), self);
  g_signal_connect_swapped (self->thread, "notify::details-shown", G_CALLBACK (on_details_button), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (on_visible_child), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (guichet_panes_fold), self);
  guichet_panes_fold (self);
}

/**
 * guichet_panes_set_level:
 * @self: the panes
 * @level: how many have room
 *
 * Folds or unfolds. Never to be called inside an allocation.
 */
void
guichet_panes_set_level (GuichetPanes *self,
                         GuichetLevel level)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (self->level == level)
    return;

  /* What stood beside the conversation does not cover it now. */
  if (self->level == GUICHET_LEVEL_FOUR_PANES)
    self->details_over = FALSE;
  if (self->level >= GUICHET_LEVEL_THREE_PANES)
    self->views_over = FALSE;
  self->folding = TRUE;
  self->level = level;
  place_details (self);
  self->folding = FALSE;
  guichet_panes_fold (self);
}

/**
 * guichet_panes_toggle_details:
 * @self: the panes
 *
 * Shows the details of the open ticket, or hides them.
 */
void
guichet_panes_toggle_details (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (self->staff && has_ticket (self) && self->place == NULL)
    set_details_wanted (self, !details_wanted (self));
}

/**
 * guichet_panes_toggle_views:
 * @self: the panes
 *
 * Shows the views, or hides them.
 */
void
guichet_panes_toggle_views (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (!self->staff || (guichet_panes_in_triage (self) && self->level >= GUICHET_LEVEL_THREE_PANES))
    return;
  if (self->level >= GUICHET_LEVEL_THREE_PANES)
    self->views_docked = !self->views_docked;
  else
    self->views_over = !self->views_over;
  guichet_panes_fold (self);
}
