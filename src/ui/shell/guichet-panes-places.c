/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include <glib/gi18n.h>

#include "guichet-places.h"
#include "guichet-toast.h"

/* What stands in place of the queue. A place is made when it is first visited, and kept. */

/* What the flap of the views holds. */
void
guichet_panes_build_middle (GuichetPanes *self)
{
  self->middle = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->middle), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->middle), FALSE);
  gtk_stack_add_child (GTK_STACK (self->middle), self->leaflet);
  gtk_widget_set_hexpand (self->middle, TRUE);
}

/* Back to the queue, where somebody was elsewhere. */
void
guichet_panes_leave_place (GuichetPanes *self)
{
  if (self->place == NULL)
    return;

  self->place = NULL;
  gtk_stack_set_visible_child (GTK_STACK (self->middle), self->leaflet);
  guichet_views_pane_set_place (self->views, NULL);
  guichet_panes_fold (self);
  guichet_panes_tell_ticket_changed (self);
}

void
guichet_panes_fold_place (GuichetPanes *self)
{
  gboolean beside = self->level >= GUICHET_LEVEL_THREE_PANES && self->views_docked;

  if (self->place != NULL)
    guichet_place_set_room (self->place, !beside, self->level == GUICHET_LEVEL_ONE_PAGE);
}

/* Where somebody wanted to go when they were asked what to do with what they wrote. */
typedef struct
{
  GuichetPanes *panes;          /* not owned: they hold the place that asks */
  GuichetPanesGo go;
  char *where;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->where);
  g_free (step);
}

static void
on_may_go (gpointer user_data)
{
  Step *step = user_data;

  step->go (step->panes, step->where);
}

/* Asks what becomes of what is not saved in the place, if anything is; `go` comes after the answer. Whether somebody is asked. */
gboolean
guichet_panes_ask_first (GuichetPanes *self,
                         GuichetPanesGo go,
                         const char *where)
{
  Step *step;

  if (self->place == NULL || GUICHET_PLACE_GET_CLASS (self->place)->keeps_changes || !guichet_place_has_changes (self->place))
    return FALSE;

  step = g_new0 (Step, 1);
  step->panes = self;
  step->go = go;
  step->where = g_strdup (where);
  guichet_views_pane_set_place (self->views, gtk_stack_get_visible_child_name (GTK_STACK (self->middle)));
  guichet_place_ask (self->place, on_may_go, step, step_free);

  return TRUE;
}

static const char *
find_unsaved (GuichetPanes *self)
{
  guint n_places;
  const GuichetPlaceInfo *places = guichet_places_get (&n_places);

  for (guint i = 0; i < n_places; i++)
    {
      GtkWidget *place = gtk_stack_get_child_by_name (GTK_STACK (self->middle), places[i].name);

      if (place != NULL && guichet_place_has_changes (GUICHET_PLACE (place)))
        return places[i].name;
    }

  return NULL;
}

/**
 * guichet_panes_has_changes:
 * @self: the panes
 *
 * Returns: whether something is written in a place that is not saved
 */
gboolean
guichet_panes_has_changes (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  return self->middle != NULL && find_unsaved (self) != NULL;
}

/**
 * guichet_panes_show_unsaved:
 * @self: the panes
 *
 * Shows the place in which something is not saved, if there is one.
 *
 * Returns: (transfer none) (nullable): the place
 */
GuichetPlace *
guichet_panes_show_unsaved (GuichetPanes *self)
{
  const char *name;

  g_return_val_if_fail (GUICHET_IS_PANES (self), NULL);

  name = self->middle != NULL ? find_unsaved (self) : NULL;
  if (name == NULL)
    return NULL;
  if (self->place == NULL || g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->middle)), name) != 0)
    guichet_panes_show_place (self, name);

  return GUICHET_PLACE (gtk_stack_get_child_by_name (GTK_STACK (self->middle), name));
}

static GuichetPlace *
visit (GuichetPanes *self,
       const GuichetPlaceInfo *info)
{
  GtkWidget *place = gtk_stack_get_child_by_name (GTK_STACK (self->middle), info->name);

  if (place == NULL)
    {
      place = g_object_new (info->get_type (), "session", self->session, NULL);
      gtk_stack_add_named (GTK_STACK (self->middle), place, info->name);
    }

  return GUICHET_PLACE (place);
}

/**
 * guichet_panes_show_place:
 * @self: the panes
 * @name: a place of guichet_places_get()
 *
 * Shows a place instead of the queue, if the person may see it.
 */
void
guichet_panes_show_place (GuichetPanes *self,
                          const char *name)
{
  const GuichetPlaceInfo *info;

  g_return_if_fail (GUICHET_IS_PANES (self));
  g_return_if_fail (name != NULL);

  info = guichet_places_find (name);
  if (info == NULL || !self->staff || desk_session_get_role (self->session) < info->least)
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->middle)), name) != 0 &&
      guichet_panes_ask_first (self, guichet_panes_show_place, name))
    return;

  self->place = visit (self, info);
  gtk_stack_set_visible_child (GTK_STACK (self->middle), GTK_WIDGET (self->place));
  guichet_views_pane_set_place (self->views, info->name);
  self->views_over = FALSE;
  guichet_panes_fold (self);
  guichet_panes_tell_ticket_changed (self);
  guichet_place_show (self->place);
  guichet_place_take_focus (self->place);
}

/**
 * guichet_panes_has_place:
 * @self: the panes
 *
 * Returns: whether a place stands instead of the queue
 */
gboolean
guichet_panes_has_place (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  return self->place != NULL;
}

/* The role of the person has changed: what is not theirs any more goes, also while they look at it. */
void
guichet_panes_role_changed (GuichetPanes *self)
{
  DeskRole role = desk_session_get_role (self->session);
  guint n_places;
  const GuichetPlaceInfo *places = guichet_places_get (&n_places);

  /* Where staff becomes a client, the window has put other panes in place of these. */
  if (self->views == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  for (guint i = 0; i < n_places; i++)
    {
      GtkWidget *place = gtk_stack_get_child_by_name (GTK_STACK (self->middle), places[i].name);

      if (place == NULL || role >= places[i].least)
        continue;
      if (place == GTK_WIDGET (self->place))
        {
          g_autofree char *sentence = NULL;

          guichet_panes_leave_place (self);
          guichet_list_pane_focus (self->list);
          /* Translators: the name of a page */
          sentence = g_strdup_printf (_("Your role has changed: %s is no longer open to you."), _(places[i].title));
          guichet_toast_show (GTK_WIDGET (self), sentence);
        }
      gtk_stack_remove (GTK_STACK (self->middle), place);
    }
  guichet_views_pane_set_role (self->views, role);
  if (self->place != NULL)
    guichet_views_pane_set_place (self->views, gtk_stack_get_visible_child_name (GTK_STACK (self->middle)));
}

/**
 * guichet_panes_get_staff:
 * @self: the panes
 *
 * Returns: whether they were made for somebody of staff
 */
gboolean
guichet_panes_get_staff (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  return self->staff;
}
