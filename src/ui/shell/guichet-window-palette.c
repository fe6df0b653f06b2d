/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-palette.h"
#include "guichet-width-bin.h"

/* The palette over the panes, and what its results lead to. */

static void
on_number_found (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GuichetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket_id = desk_session_find_number_finish (DESK_SESSION (source), result, &error);
  g_autofree char *sentence = NULL;

  if (ticket_id != NULL)
    {
      guichet_window_open_ticket (self, ticket_id);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_FOUND))
    sentence = g_strdup (desk_session_is_staff (DESK_SESSION (source)) ? _("There is no ticket with this number that you can see.")
                                                                      : _("There is no request with this number that you can see."));
  else
    sentence = desk_error_dup_sentence (error);
  guichet_window_say (self, sentence);
}

/**
 * guichet_window_open_number:
 * @self: the window
 * @number: of a ticket
 *
 * Opens a ticket by its number, now or as soon as somebody is signed in; or says that there is none.
 */
void
guichet_window_open_number (GuichetWindow *self,
                            gint64 number)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));

  if (self->panes == NULL)
    {
      self->wanted_number = number;
      return;
    }
  self->wanted_number = 0;
  desk_session_find_number_async (self->session, number, NULL, on_number_found, g_object_ref (self));
}

static void
run (GuichetWindow *self,
     const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/* A view that the ui has is an action, one that somebody keeps has an id. Whoever goes to a part of the queue goes on in its list. */
static void
show_view (GuichetWindow *self,
           const char *id)
{
  if (!g_str_has_prefix (id, "win."))
    guichet_panes_show_saved_view (self->panes, id);
  else
    run (self, id);
  if (!g_str_has_prefix (id, "win.show-place("))
    guichet_list_pane_focus (guichet_panes_get_list (self->panes));
}

static void
on_chosen (GuichetWindow *self,
           DeskPaletteItem *item)
{
  const char *id = desk_palette_item_get_id (item);

  if (self->panes == NULL)
    return;

  switch (desk_palette_item_get_kind (item))
    {
    case DESK_PALETTE_TICKET:
      guichet_panes_open_ticket (self->panes, id);
      break;

    case DESK_PALETTE_COMPANY:
      guichet_panes_show_company (self->panes, id);
      break;

    case DESK_PALETTE_PERSON:
      guichet_panes_show_person (self->panes, id, desk_palette_item_get_company (item));
      break;

    case DESK_PALETTE_VIEW:
      show_view (self, id);
      break;

    case DESK_PALETTE_COMMAND:
    case DESK_PALETTE_N_KINDS:
    default:
      run (self, id);
      break;
    }
}

static void
on_number (GuichetWindow *self,
           gint64 number)
{
  guichet_window_open_number (self, number);
}

/* Made when somebody first opens it. Whoever is signed in has a palette of their own: what it showed is theirs. */
static void
add_palette (GuichetWindow *self)
{
  self->palette = guichet_palette_new (self->session);
  g_signal_connect_object (self->palette, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->palette, "number", G_CALLBACK (on_number), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->palette);
  guichet_window_fold_palette (self);
}

void
guichet_window_take_palette_away (GuichetWindow *self)
{
  if (self->palette != NULL)
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), self->palette);
  self->palette = NULL;
}

void
guichet_window_show_palette (GuichetWindow *self)
{
  if (self->panes == NULL)
    return;

  if (self->palette == NULL)
    add_palette (self);
  if (guichet_palette_is_open (GUICHET_PALETTE (self->palette)))
    guichet_palette_close (GUICHET_PALETTE (self->palette), TRUE);
  else
    guichet_palette_open (GUICHET_PALETTE (self->palette));
}

void
guichet_window_fold_palette (GuichetWindow *self)
{
  if (self->palette != NULL)
    guichet_palette_set_narrow (GUICHET_PALETTE (self->palette),
                                guichet_width_bin_get_level (GUICHET_WIDTH_BIN (self->width)) == GUICHET_LEVEL_ONE_PAGE);
}
