/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include "guichet-triage-bar.h"

/* What keys do to the panes. */

static gboolean
has_focus_inside (GtkWidget *pane)
{
  GtkRoot *root = gtk_widget_get_root (pane);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == pane || gtk_widget_is_ancestor (focus, pane));
}

/**
 * guichet_panes_move:
 * @self: the panes
 * @step: 1 for the next ticket, -1 for the one before
 *
 * Goes through the list.
 */
void
guichet_panes_move (GuichetPanes *self,
                    int step)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (guichet_panes_in_triage (self))
    guichet_panes_triage_move (self, step);
  else if (self->place == NULL)
    guichet_list_pane_move (self->list, step);
}

/**
 * guichet_panes_find:
 * @self: the panes
 *
 * Puts the cursor where one finds in the list.
 */
void
guichet_panes_find (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  guichet_panes_leave_place (self);
  guichet_panes_end_triage (self);
  if (guichet_panes_is_one_page (self))
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));
  guichet_list_pane_start_search (self->list);
}

/**
 * guichet_panes_print:
 * @self: the panes
 *
 * Asks what to print of the conversation that is open.
 */
void
guichet_panes_print (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  gtk_widget_activate_action (GTK_WIDGET (self->thread), "thread.print", NULL);
}

/**
 * guichet_panes_write:
 * @self: the panes
 * @mode: a reply or a note
 *
 * Puts the cursor where one answers the ticket that is open, or in one page the one that is selected.
 */
void
guichet_panes_write (GuichetPanes *self,
                     DeskDraftMode mode)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (guichet_panes_is_one_page (self) && has_focus_inside (GTK_WIDGET (self->list)))
    guichet_list_pane_activate (self->list);
  if (self->ticket_id != NULL && self->place == NULL)
    guichet_thread_view_write (self->thread, mode);
}

/**
 * guichet_panes_next_pane:
 * @self: the panes
 * @step: 1 for the next pane, -1 for the one before
 *
 * Moves the focus from pane to pane, round and round.
 */
void
guichet_panes_next_pane (GuichetPanes *self,
                         int step)
{
  GtkWidget *panes[] = { GTK_WIDGET (self->views), GTK_WIDGET (self->list), self->talk, GTK_WIDGET (self->details),
                         GTK_WIDGET (self->place) };
  int n_panes = G_N_ELEMENTS (panes);
  int current = 1;

  g_return_if_fail (GUICHET_IS_PANES (self));

  for (int i = 0; i < n_panes; i++)
    if (panes[i] != NULL && gtk_widget_get_root (panes[i]) != NULL && has_focus_inside (panes[i]))
      current = i;

  for (int i = 1; i < n_panes; i++)
    {
      GtkWidget *pane = panes[(current + step * i + n_panes) % n_panes];

      if (pane == NULL || !gtk_widget_get_mapped (pane))
        continue;
      if (pane == GTK_WIDGET (self->place))
        guichet_place_take_focus (self->place);
      else if (pane == GTK_WIDGET (self->list))
        guichet_list_pane_focus (self->list);
      else if (pane == self->talk && self->ticket_id != NULL && guichet_list_pane_get_n_several (self->list) == 0)
        guichet_thread_view_focus_log (self->thread);
      else if (!gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        continue;
      return;
    }
}

static gboolean
is_writing (GuichetPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT_VIEW (focus) && has_focus_inside (GTK_WIDGET (self->thread));
}

/**
 * guichet_panes_step_back:
 * @self: the panes
 *
 * What Escape does: closes the search, what covers something else, or goes from the conversation back to the list. No text is lost.
 *
 * Returns: whether there was something to go back from
 */
gboolean
guichet_panes_step_back (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  if (self->views_over)
    guichet_panes_toggle_views (self);
  else if (guichet_panes_in_triage (self) && is_writing (self))
    {
      guichet_thread_view_focus_log (self->thread);
      /* A log without a message takes no focus. */
      if (is_writing (self))
        guichet_triage_bar_take_focus (GUICHET_TRIAGE_BAR (self->triage_bar));
    }
  else if (guichet_panes_in_triage (self) && !(self->details_over && self->level < GUICHET_LEVEL_FOUR_PANES))
    guichet_panes_toggle_triage (self);
  else if (self->place == NULL && guichet_panes_select_none (self))
    guichet_list_pane_focus (self->list);
  else if (self->place != NULL)
    return guichet_place_step_back (self->place);
  else if (self->details_over && self->level < GUICHET_LEVEL_FOUR_PANES)
    guichet_panes_toggle_details (self);
  else if (has_focus_inside (self->talk) || has_focus_inside (GTK_WIDGET (self->details)))
    {
      /* Beside each other, the open ticket stays the one that a narrow window would show. */
      if (guichet_panes_is_one_page (self))
        adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));
      guichet_list_pane_focus (self->list);
    }
  else
    return guichet_list_pane_stop_search (self->list);

  return TRUE;
}

/**
 * guichet_panes_popup_menu:
 * @self: the panes
 *
 * Opens the main menu, and the views first where they hold it and are hidden.
 */
void
guichet_panes_popup_menu (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (!self->staff)
    {
      guichet_list_pane_popup_menu (self->list);
      return;
    }
  if (!adw_flap_get_reveal_flap (ADW_FLAP (self->views_flap)))
    guichet_panes_toggle_views (self);
  guichet_views_pane_popup_menu (self->views);
}
