/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-palette-private.h"

/* The keys of the entry: they move through the results, and choose one. */

/* Rows that Page Up and Page Down move by. */
#define PAGE 6

static void
scroll_to_selected (GuichetPalette *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

static void
move (GuichetPalette *self,
      int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  int position = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;

  /* One step goes round; a page stops at the end. */
  if (step == 1 || step == -1)
    position = (position + step + (int) n) % (int) n;
  else
    position = CLAMP (position + step, 0, (int) n - 1);
  if ((guint) position >= gtk_slice_list_model_get_size (self->made))
    gtk_slice_list_model_set_size (self->made, n);
  gtk_single_selection_set_selected (self->selection, position);
  if (position == 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  else
    scroll_to_selected (self);
}

/* Escape closes; what moves stays with the results. */
gboolean
guichet_palette_press_key (GuichetPalette *self,
                           guint keyval,
                           guint keycode,
                           GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      guichet_palette_close (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Tab:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_ISO_Left_Tab:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      move (self, PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      move (self, -PAGE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Its number stands first in what tells a ticket from others. */
static gboolean
has_number (DeskPaletteItem *item,
            gint64 number)
{
  const char *subtitle = desk_palette_item_get_subtitle (item);
  g_autofree char *hash = g_strdup_printf ("#%" G_GINT64_FORMAT, number);
  gsize length = strlen (hash);

  return desk_palette_item_get_kind (item) == DESK_PALETTE_TICKET && subtitle != NULL && strncmp (subtitle, hash, length) == 0 &&
         !g_ascii_isdigit (subtitle[length]);
}

/* What Return does: a number that is not among the results is asked for, unless the person went down to another result. */
void
guichet_palette_enter (GuichetPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  DeskPaletteItem *item = gtk_single_selection_get_selected_item (self->selection);
  gint64 number = desk_palette_get_number (text);

  self->enter = FALSE;
  if (!desk_palette_get_ready (self->results))
    {
      self->enter = TRUE;
      return;
    }
  if (item != NULL && (number == 0 || *text != '#' || gtk_single_selection_get_selected (self->selection) > 0 || has_number (item, number)))
    {
      guichet_palette_choose (self, item);
      return;
    }
  if (number == 0)
    return;

  guichet_palette_choose_number (self, number);
}
