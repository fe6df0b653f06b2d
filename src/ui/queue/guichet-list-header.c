/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

/* Which buttons the header bar has. */

#define STAFF_WIDTH 312
#define CLIENT_WIDTH 340
#define HEADER_SPACING 6        /* between two of its parts, and at both ends */

/* Whether the title keeps its room beside a button in words: in some languages they are long. */
static gboolean
words_fit (GuichetListPane *self)
{
  GtkWidget *parts[] = { self->menu_button, self->filter_button, self->title, self->new_button };
  int room = CLIENT_WIDTH - HEADER_SPACING;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int natural;

      gtk_widget_measure (parts[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      room -= natural + HEADER_SPACING;
    }

  return room >= 0;
}

/* What files a ticket is a word where there is room, and a plus where there is not. */
void
guichet_list_pane_update_header (GuichetListPane *self)
{
  const char *label = self->staff ? _("New ticket") : _("New Request");
  gboolean in_words;

  gtk_widget_set_visible (self->views_button, self->staff && self->views_hidden);
  gtk_widget_set_visible (self->menu_button, !self->staff);
  gtk_button_set_label (GTK_BUTTON (self->new_button), label);
  in_words = !self->staff && !self->narrow && words_fit (self);
  if (!in_words)
    gtk_button_set_icon_name (GTK_BUTTON (self->new_button), "list-add-symbolic");
  if (!self->staff)
    gtk_widget_add_css_class (self->new_button, "suggested-action");
  gtk_widget_set_tooltip_text (self->new_button, in_words ? NULL : label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  /* The filter stands at the start, unless the button of the views is there. */
  g_object_ref (self->filter_button);
  adw_header_bar_remove (ADW_HEADER_BAR (self->header), self->filter_button);
  if (self->staff && self->views_hidden)
    adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->filter_button);
  else
    adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->filter_button);
  g_object_unref (self->filter_button);

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (self->header), self->window_buttons);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), !self->staff || self->views_hidden);
  gtk_widget_set_size_request (GTK_WIDGET (self), self->staff ? STAFF_WIDTH : CLIENT_WIDTH, -1);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
allocate (GtkWidget *widget,
          int width,
          int height,
          int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

/* Beside other panes it is as wide as it is drawn, whatever the title would like: it gives way. */
void
guichet_list_pane_keep_width (GuichetListPane *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (get_request_mode, measure, allocate));
}
