/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-no-ticket.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
add_key (GtkGrid *grid,
         int row,
         const char *const *caps,
         const char *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (what);

  /* Keys are written in one order in every language. */
  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  for (; *caps != NULL; caps++)
    {
      GtkWidget *cap = gtk_label_new (*caps);

      gtk_widget_add_css_class (cap, "keycap");
      gtk_box_append (GTK_BOX (box), cap);
    }
  gtk_box_append (GTK_BOX (side), box);
  gtk_widget_set_halign (side, GTK_ALIGN_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "secondary");
  gtk_grid_attach (grid, side, 0, row, 1, 1);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
}

/**
 * guichet_no_ticket_new:
 * @staff: whether staff looks
 *
 * Returns: what stands in place of a conversation while no ticket is open: a few keys
 */
GtkWidget *
guichet_no_ticket_new (gboolean staff)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *title = gtk_label_new (staff ? _("No ticket selected") : _("No request selected"));
  GtkWidget *keys = gtk_grid_new ();
  /* Translators: the name of the key, as it stands on the keyboard */
  const char *control = C_("key", "Ctrl");
  int row = 0;

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new ("", ""));
  gtk_box_append (GTK_BOX (page), header);

  gtk_widget_add_css_class (title, "title-4");
  gtk_widget_add_css_class (title, "secondary");
  gtk_grid_set_row_spacing (GTK_GRID (keys), 8);
  gtk_grid_set_column_spacing (GTK_GRID (keys), 14);
  gtk_widget_set_halign (keys, GTK_ALIGN_CENTER);
  add_key (GTK_GRID (keys), row++, (const char *[]) { control, "K", NULL }, _("Search everything"));
  add_key (GTK_GRID (keys), row++, (const char *[]) { "J", NULL }, staff ? _("Next ticket") : _("Next request"));
  add_key (GTK_GRID (keys), row++, (const char *[]) { "R", NULL }, _("Reply"));
  if (staff)
    add_key (GTK_GRID (keys), row++, (const char *[]) { "N", NULL }, _("Internal note"));
  else
    add_key (GTK_GRID (keys), row++, (const char *[]) { control, "N", NULL }, _("New request"));
  add_key (GTK_GRID (keys), row++, (const char *[]) { control, "?", NULL }, _("All shortcuts"));
  gtk_box_append (GTK_BOX (content), title);
  gtk_box_append (GTK_BOX (content), keys);
  gtk_widget_set_valign (content, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (page), content);
  gtk_widget_add_css_class (page, "conversation");

  return page;
}
