/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-place.h"

#include <glib/gi18n.h>

/* What becomes of changes that are not saved when somebody goes elsewhere, signs out or closes the window. */

#define LEAVING "guichet-leaving"

typedef struct
{
  GuichetPlaceThen then;
  gpointer user_data;
  GDestroyNotify destroy;
  GtkWidget *dialog;            /* while it asks */
  gboolean saving;
  guint go_id;                  /* once it is clear that one goes */
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_clear_handle_id (&leaving->go_id, g_source_remove);
  if (leaving->destroy != NULL)
    leaving->destroy (leaving->user_data);
  if (leaving->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (leaving->dialog));
  g_clear_weak_pointer (&leaving->dialog);
  g_free (leaving);
}

static Leaving *
get_leaving (GuichetPlace *self)
{
  return g_object_get_data (G_OBJECT (self), LEAVING);
}

static gboolean
on_go (gpointer user_data)
{
  Leaving *leaving = g_object_steal_data (G_OBJECT (user_data), LEAVING);

  leaving->go_id = 0;
  leaving->then (leaving->user_data);
  leaving_free (leaving);

  return G_SOURCE_REMOVE;
}

/* After the dialog has closed: to go may be to close the window that it belongs to. */
static void
go (GuichetPlace *self)
{
  Leaving *leaving = get_leaving (self);

  if (leaving->go_id == 0)
    leaving->go_id = g_idle_add (on_go, self);
}

static void
on_response (GuichetPlace *self,
             const char *response)
{
  Leaving *leaving = get_leaving (self);

  if (leaving == NULL)
    return;

  /* The dialog closes itself. */
  g_clear_weak_pointer (&leaving->dialog);
  if (g_str_equal (response, "discard"))
    {
      GUICHET_PLACE_GET_CLASS (self)->discard (self);
      go (self);
    }
  else if (g_str_equal (response, "save"))
    {
      leaving->saving = TRUE;
      GUICHET_PLACE_GET_CLASS (self)->save (self);
    }
  else
    g_object_set_data (G_OBJECT (self), LEAVING, NULL);
}

/**
 * guichet_place_has_changes:
 * @self: a place
 *
 * Returns: whether something is written there that is not saved, and would be lost
 */
gboolean
guichet_place_has_changes (GuichetPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_PLACE (self), FALSE);

  return GUICHET_PLACE_GET_CLASS (self)->has_changes != NULL && GUICHET_PLACE_GET_CLASS (self)->has_changes (self);
}

/**
 * guichet_place_ask:
 * @self: a place that has changes, in a window
 * @then: what was to be done
 * @user_data: for @then
 * @destroy: (nullable): for @user_data
 *
 * Asks whether to save the changes or to forget them, and then does what was to be done. Where the person goes back, or saving fails, it is not done.
 * Who is asked already is asked no second time: what was to be done last is done.
 */
void
guichet_place_ask (GuichetPlace *self,
                   GuichetPlaceThen then,
                   gpointer user_data,
                   GDestroyNotify destroy)
{
  Leaving *leaving;
  AdwMessageDialog *dialog;

  g_return_if_fail (guichet_place_has_changes (self));
  g_return_if_fail (then != NULL);

  leaving = g_new0 (Leaving, 1);
  leaving->then = then;
  leaving->user_data = user_data;
  leaving->destroy = destroy;
  if (get_leaving (self) != NULL)
    {
      leaving->saving = get_leaving (self)->saving;
      if (get_leaving (self)->go_id != 0)
        leaving->go_id = g_idle_add (on_go, self);
      g_set_weak_pointer (&leaving->dialog, get_leaving (self)->dialog);
      g_clear_weak_pointer (&get_leaving (self)->dialog);
    }
  g_object_set_data_full (G_OBJECT (self), LEAVING, leaving, leaving_free);
  if (leaving->dialog != NULL || leaving->saving || leaving->go_id != 0)
    return;

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Save the changes?"),
                                                       _("Otherwise they are lost when you leave this page.")));
  g_set_weak_pointer (&leaving->dialog, GTK_WIDGET (dialog));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * guichet_place_is_saving:
 * @self: a place
 *
 * Returns: whether it saves because somebody wants to go
 */
gboolean
guichet_place_is_saving (GuichetPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_PLACE (self), FALSE);

  return get_leaving (self) != NULL && get_leaving (self)->saving;
}

/**
 * guichet_place_settled:
 * @self: a place
 * @saved: whether nothing is left to be saved
 *
 * For the place itself, which has tried to save: who wanted to go goes now, or stays to see why not.
 */
void
guichet_place_settled (GuichetPlace *self,
                       gboolean saved)
{
  Leaving *leaving;

  g_return_if_fail (GUICHET_IS_PLACE (self));

  leaving = get_leaving (self);
  if (leaving == NULL || !leaving->saving)
    return;
  if (saved)
    go (self);
  else
    g_object_set_data (G_OBJECT (self), LEAVING, NULL);
}
