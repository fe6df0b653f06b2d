/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"

/* Which tickets are selected: one, which is open; or, for staff, several, to do the same to all of them. The open one stays open meanwhile. */

/* Select All stops here: what follows is done to each of them. */
#define MOST 500

static guint
count_selected (GuichetListPane *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  return gtk_bitset_get_size (selected);
}

static void
select_alone (GuichetListPane *self,
              guint position)
{
  self->selecting = TRUE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (self->selection, position, TRUE);
  else
    gtk_selection_model_unselect_all (self->selection);
  self->selecting = FALSE;
}

static void
say_how_many (GuichetListPane *self)
{
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (self->n_several == 0)
    {
      guichet_list_pane_update_title (self);
      return;
    }

  /* Translators: the title of a list of tickets, so short */
  title = g_strdup_printf (ngettext ("%u selected", "%u selected", self->n_several), self->n_several);
  words = g_strdup_printf (ngettext ("%u ticket selected", "%u tickets selected", self->n_several), self->n_several);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  guichet_announce (GTK_WIDGET (self), words);
}

/* 0 for one or none. */
static void
set_several (GuichetListPane *self,
             guint n)
{
  gboolean same = self->n_several == n;

  self->n_several = n;
  if (n == 0)
    {
      self->picking = FALSE;
      g_hash_table_remove_all (self->several);
    }
  if (!same)
    say_how_many (self);
  /* As many others may be selected. */
  if (!same || n > 0)
    g_signal_emit_by_name (self, "several");
}

static void
leave_only (GuichetListPane *self,
            guint most)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  g_autoptr (GtkBitset) rest = gtk_bitset_copy (selected);
  g_autoptr (GtkBitset) none = gtk_bitset_new_empty ();

  gtk_bitset_remove_range_closed (rest, 0, gtk_bitset_get_nth (selected, most - 1));
  self->selecting = TRUE;
  gtk_selection_model_set_selection (self->selection, none, rest);
  self->selecting = FALSE;
}

static guint
find_open (GuichetListPane *self)
{
  return self->ticket_id != NULL ? desk_ticket_list_find (self->tickets, self->ticket_id) : GTK_INVALID_LIST_POSITION;
}

/* The only one that is selected is the one that is open. */
static void
open_selected (GuichetListPane *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  g_autoptr (DeskTicket) ticket = g_list_model_get_item (G_LIST_MODEL (self->tickets), gtk_bitset_get_minimum (selected));

  if (ticket == NULL || g_strcmp0 (self->ticket_id, desk_ticket_get_id (ticket)) == 0)
    return;

  g_free (self->ticket_id);
  self->ticket_id = g_strdup (desk_ticket_get_id (ticket));
  g_signal_emit_by_name (self, "selected", self->ticket_id);
}

/* Who they are, for when they stand elsewhere. */
static void
remember_several (GuichetListPane *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  GtkBitsetIter iter;
  guint position;

  g_hash_table_remove_all (self->several);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (DeskTicket) ticket = g_list_model_get_item (G_LIST_MODEL (self->tickets), position);

      g_hash_table_add (self->several, g_strdup (desk_ticket_get_id (ticket)));
    }
}

static void
on_selection_changed (GuichetListPane *self)
{
  guint n;

  if (self->selecting)
    return;

  n = count_selected (self);
  if (n > MOST)
    leave_only (self, MOST);
  if (n > 1 || (n == 1 && self->picking))
    {
      remember_several (self);
      set_several (self, MIN (n, MOST));
      return;
    }

  set_several (self, 0);
  if (n == 1)
    open_selected (self);
  else
    select_alone (self, find_open (self));
}

/* Not more than can be done at once, whatever the list holds. */
static gboolean
on_select_all (GtkWidget *view,
               GVariant *arguments,
               gpointer user_data)
{
  GuichetListPane *self = user_data;
  guint n;

  desk_ticket_list_show_read (self->tickets);
  n = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->tickets)), MOST);
  if (n > 0)
    gtk_selection_model_select_range (self->selection, 0, n, TRUE);

  return GDK_EVENT_STOP;
}

static void
add_select_all (GuichetListPane *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the list's own, which has no limit. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_select_all, self, NULL)));
  gtk_widget_add_controller (self->view, controller);
}

/* Makes the selection of the tickets. */
void
guichet_list_pane_create_selection (GuichetListPane *self)
{
  GListModel *tickets = g_object_ref (G_LIST_MODEL (self->tickets));

  if (self->staff)
    {
      self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (tickets));
      add_select_all (self);
    }
  else
    {
      GtkSingleSelection *one = gtk_single_selection_new (NULL);

      gtk_single_selection_set_autoselect (one, FALSE);
      gtk_single_selection_set_can_unselect (one, TRUE);
      gtk_single_selection_set_model (one, tickets);
      g_object_unref (tickets);
      self->selection = GTK_SELECTION_MODEL (one);
    }
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self);
}

/* In another order they come again wherever they stand; as long as the list has not come whole, those that are not there yet belong to them. Gives how
 * many they are. */
static guint
select_several (GuichetListPane *self)
{
  g_autoptr (GArray) positions = NULL;
  g_autoptr (GtkBitset) several = NULL;
  g_autoptr (GtkBitset) all = NULL;

  if (count_selected (self) == g_hash_table_size (self->several))
    return g_hash_table_size (self->several);

  positions = desk_ticket_list_find_all (self->tickets, self->several);
  several = gtk_bitset_new_empty ();
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->tickets)));
  for (guint i = 0; i < positions->len; i++)
    gtk_bitset_add (several, g_array_index (positions, guint, i));
  self->selecting = TRUE;
  gtk_selection_model_set_selection (self->selection, several, all);
  self->selecting = FALSE;
  if (!desk_ticket_list_is_partial (self->tickets))
    remember_several (self);

  return g_hash_table_size (self->several);
}

/* The open ticket may have been taken out and put in again somewhere else, and of several some may have left the list. */
void
guichet_list_pane_restore_selection (GuichetListPane *self)
{
  guint position = find_open (self);
  guint n = self->n_several > 0 ? select_several (self) : 0;

  if (n > 1 || (n == 1 && self->picking))
    {
      set_several (self, n);
      return;
    }

  n = count_selected (self);
  if (self->n_several > 0)
    set_several (self, 0);
  if (n != (position != GTK_INVALID_LIST_POSITION) || (n == 1 && !gtk_selection_model_is_selected (self->selection, position)))
    select_alone (self, position);
}

/* Marks the open ticket, and it alone. */
void
guichet_list_pane_select_open (GuichetListPane *self)
{
  select_alone (self, find_open (self));
  set_several (self, 0);
}

/* With one page: a press that lasts begins to pick, and each click then picks one more, or takes it away. */
void
guichet_list_pane_pick (GuichetListPane *self,
                        const char *ticket_id)
{
  guint position = desk_ticket_list_find (self->tickets, ticket_id);

  if (!self->staff || position == GTK_INVALID_LIST_POSITION)
    return;

  if (!self->picking)
    {
      self->picking = TRUE;
      select_alone (self, position);
    }
  else if (gtk_selection_model_is_selected (self->selection, position))
    gtk_selection_model_unselect_item (self->selection, position);
  else
    gtk_selection_model_select_item (self->selection, position, FALSE);
  on_selection_changed (self);
}

/**
 * guichet_list_pane_get_n_several:
 * @self: a pane
 *
 * Returns: how many tickets are selected to do the same to all of them; 0 while one is, or none
 */
guint
guichet_list_pane_get_n_several (GuichetListPane *self)
{
  g_return_val_if_fail (GUICHET_IS_LIST_PANE (self), 0);

  return self->n_several;
}

/**
 * guichet_list_pane_dup_several:
 * @self: a pane
 *
 * Returns: (transfer container) (element-type DeskTicket): the tickets that are selected to do the same to all of them, as the list has them; last
 *   those that it is about to show
 */
GPtrArray *
guichet_list_pane_dup_several (GuichetListPane *self)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) positions = NULL;
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (GUICHET_IS_LIST_PANE (self), tickets);

  positions = desk_ticket_list_find_all (self->tickets, self->several);
  for (guint i = 0; i < positions->len; i++)
    g_ptr_array_add (tickets, g_list_model_get_item (G_LIST_MODEL (self->tickets), g_array_index (positions, guint, i)));
  if (positions->len == g_hash_table_size (self->several) || !desk_ticket_list_is_partial (self->tickets))
    return tickets;

  g_hash_table_iter_init (&iter, self->several);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (desk_ticket_list_find (self->tickets, id) == GTK_INVALID_LIST_POSITION)
        g_ptr_array_add (tickets, desk_ticket_list_dup_ticket (self->tickets, id));
    }

  return tickets;
}

/**
 * guichet_list_pane_select_none:
 * @self: a pane
 *
 * Where several tickets are selected, goes back to the one that is open.
 *
 * Returns: whether several were selected
 */
gboolean
guichet_list_pane_select_none (GuichetListPane *self)
{
  g_return_val_if_fail (GUICHET_IS_LIST_PANE (self), FALSE);

  if (self->n_several == 0)
    return FALSE;
  guichet_list_pane_select_open (self);

  return TRUE;
}

/**
 * guichet_list_pane_add_bar:
 * @self: a pane
 * @bar: what stands under the list
 *
 * Puts a bar under the list.
 */
void
guichet_list_pane_add_bar (GuichetListPane *self,
                           GtkWidget *bar)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->stack)), bar);
}

/**
 * guichet_list_pane_dup_ids:
 * @self: a pane
 *
 * Returns: (transfer container) (element-type utf8): the tickets that are selected, or else the first ones of the list
 */
GPtrArray *
guichet_list_pane_dup_ids (GuichetListPane *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) several = NULL;
  guint n;

  g_return_val_if_fail (GUICHET_IS_LIST_PANE (self), ids);

  desk_ticket_list_show_read (self->tickets);
  several = guichet_list_pane_dup_several (self);
  n = several->len > 0 ? several->len : MIN (g_list_model_get_n_items (G_LIST_MODEL (self->tickets)), MOST);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskTicket) ticket = several->len > 0 ? g_object_ref (several->pdata[i]) :
                                                         g_list_model_get_item (G_LIST_MODEL (self->tickets), i);

      g_ptr_array_add (ids, g_strdup (desk_ticket_get_id (ticket)));
    }

  return ids;
}
