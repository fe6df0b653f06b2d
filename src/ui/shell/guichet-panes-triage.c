/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include <glib/gi18n.h>

#include "desk-step.h"
#include "guichet-announce.h"
#include "guichet-steps.h"
#include "guichet-triage-bar.h"

/* One ticket at a time of what the list shows, alone with its details, each decided by one key. The next one is loaded while one is looked at. */

static GPtrArray *
get_ticket (gpointer user_data)
{
  return guichet_panes_dup_targets (user_data);
}

/* What stands under the conversation, made when somebody first goes through the list. */
static void
build (GuichetPanes *self)
{
  if (self->triage_bar != NULL)
    return;

  self->triage_bar = guichet_triage_bar_new (self->session, get_ticket, self);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->talk)), self->triage_bar);
}

static const char *
get_id (GuichetPanes *self,
        guint place)
{
  return place < self->triage->len ? g_ptr_array_index (self->triage, place) : NULL;
}

static void
say_where (GuichetPanes *self)
{
  DeskTicket *ticket = guichet_panes_get_ticket (self);
  const char *subject = ticket != NULL ? desk_ticket_get_subject (ticket) : NULL;
  g_autofree char *words = NULL;

  /* Translators: which ticket of how many, and what it is about */
  words = g_strdup_printf (_("Ticket %1$u of %2$u: %3$s"), self->triage_at + 1, self->triage->len, subject != NULL ? subject : "");
  guichet_announce (GTK_WIDGET (self), words);
}

static void
show_current (GuichetPanes *self)
{
  const char *next = get_id (self, self->triage_at + 1);

  /* The row of the ticket before goes, and the focus with it: until the next one has rows, it is here. */
  guichet_triage_bar_take_focus (GUICHET_TRIAGE_BAR (self->triage_bar));
  guichet_panes_open_ticket (self, get_id (self, self->triage_at));
  guichet_triage_bar_set_place (GUICHET_TRIAGE_BAR (self->triage_bar), self->triage_at + 1, self->triage->len);
  g_clear_object (&self->triage_next);
  if (next != NULL)
    self->triage_next = desk_conversation_new (self->session, next);
  say_where (self);
}

/* Nothing is gone through any more; what is open stays open. */
void
guichet_panes_end_triage (GuichetPanes *self)
{
  if (self->triage == NULL)
    return;

  g_clear_pointer (&self->triage, g_ptr_array_unref);
  g_clear_object (&self->triage_next);
  if (self->leaflet == NULL)
    return;
  guichet_panes_fold (self);
  guichet_panes_tell_ticket_changed (self);
}

/* Somebody opens a ticket: another one than the triage is at ends it. */
void
guichet_panes_triage_opens (GuichetPanes *self,
                            const char *ticket_id)
{
  if (self->triage != NULL && g_strcmp0 (get_id (self, self->triage_at), ticket_id) != 0)
    guichet_panes_end_triage (self);
}

/* Back to the list, which may come into sight only with the next frame. */
static void
leave (GuichetPanes *self)
{
  guichet_panes_end_triage (self);
  if (self->level == GUICHET_LEVEL_ONE_PAGE)
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));
  self->list_wanted = TRUE;
  guichet_panes_fold_triage (self);
}

/* The list makes room for the ticket, as in a window that has room for one of the two. */
void
guichet_panes_fold_triage (GuichetPanes *self)
{
  gboolean on = guichet_panes_in_triage (self);

  if (on)
    build (self);
  if (self->triage_bar == NULL)
    return;

  gtk_widget_set_visible (self->triage_bar, on);
  guichet_triage_bar_set_room (GUICHET_TRIAGE_BAR (self->triage_bar), self->level >= GUICHET_LEVEL_THREE_PANES ? GUICHET_TRIAGE_WORDS
                                                                     : self->level > GUICHET_LEVEL_ONE_PAGE    ? GUICHET_TRIAGE_KEYS
                                                                                                               : GUICHET_TRIAGE_ICONS);
  if (!self->list_wanted || on)
    return;
  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)) && self->level > GUICHET_LEVEL_ONE_PAGE)
    return;
  self->list_wanted = FALSE;
  guichet_list_pane_focus (self->list);
}

/**
 * guichet_panes_in_triage:
 * @self: the panes
 *
 * Returns: whether one goes through the list ticket by ticket
 */
gboolean
guichet_panes_in_triage (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  return self->triage != NULL && self->place == NULL;
}

static void
start (GuichetPanes *self,
       const char *where)
{
  g_autoptr (GPtrArray) ids = NULL;

  guichet_panes_end_triage (self);
  guichet_panes_leave_place (self);
  ids = guichet_list_pane_dup_ids (self->list);
  if (ids->len == 0)
    {
      guichet_announce (GTK_WIDGET (self), _("The list is empty."));
      return;
    }

  guichet_list_pane_select_none (self->list);
  self->triage = g_steal_pointer (&ids);
  self->triage_at = 0;
  self->list_wanted = FALSE;
  guichet_panes_fold (self);
  show_current (self);
  guichet_panes_tell_ticket_changed (self);
}

/**
 * guichet_panes_toggle_triage:
 * @self: the panes
 *
 * Goes through the tickets that are selected, or else through the list; or stops.
 */
void
guichet_panes_toggle_triage (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (!self->staff)
    return;
  if (guichet_panes_in_triage (self))
    {
      leave (self);
      return;
    }
  if (!guichet_panes_ask_first (self, start, NULL))
    start (self, NULL);
}

/**
 * guichet_panes_triage_move:
 * @self: the panes
 * @step: 1 for the next ticket, -1 for the one before
 *
 * Leaves the open ticket as it is; after the last one comes the list.
 */
void
guichet_panes_triage_move (GuichetPanes *self,
                           int step)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (!guichet_panes_in_triage (self) || (step < 0 && self->triage_at == 0))
    return;
  if (self->triage_at + step < self->triage->len)
    {
      self->triage_at += step;
      show_current (self);
      return;
    }
  leave (self);
  guichet_announce (GTK_WIDGET (self), _("You went through the whole list."));
}

/**
 * guichet_panes_triage_decided:
 * @self: the panes
 *
 * Something was decided about the open ticket: where one goes through the list, comes the next one.
 */
void
guichet_panes_triage_decided (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  guichet_panes_triage_move (self, 1);
}

/**
 * guichet_panes_triage_wait:
 * @self: the panes
 *
 * Lets the open ticket wait for the client.
 */
void
guichet_panes_triage_wait (GuichetPanes *self)
{
  g_autoptr (GPtrArray) tickets = NULL;

  g_return_if_fail (GUICHET_IS_PANES (self));

  tickets = guichet_panes_dup_targets (self);
  if (!guichet_panes_in_triage (self) || tickets->len == 0)
    return;
  guichet_steps_set_status (GTK_WIDGET (self), self->session, tickets, DESK_STATUS_WAITING_CUSTOMER);
  guichet_panes_triage_decided (self);
}

/**
 * guichet_panes_undo:
 * @self: the panes
 *
 * Undoes the last command; where one goes through the list, goes back to its ticket.
 */
void
guichet_panes_undo (GuichetPanes *self)
{
  DeskStep *step;

  g_return_if_fail (GUICHET_IS_PANES (self));

  step = desk_session_get_last_step (self->session);
  for (guint i = 0; step != NULL && guichet_panes_in_triage (self) && i < self->triage->len; i++)
    if (i != self->triage_at && desk_step_is_about (step, get_id (self, i)))
      {
        self->triage_at = i;
        show_current (self);
        break;
      }
  guichet_steps_undo_last (GTK_WIDGET (self), self->session);
}

/**
 * guichet_panes_triage_labels:
 * @self: the panes
 *
 * Opens the labels of the open ticket.
 */
void
guichet_panes_triage_labels (GuichetPanes *self)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (guichet_panes_in_triage (self))
    guichet_triage_bar_open_labels (GUICHET_TRIAGE_BAR (self->triage_bar));
}
