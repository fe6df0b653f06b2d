/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-targets-private.h"

#include <glib/gi18n.h>

#include "guichet-width-bin.h"

static const char *const titles[] = { N_("First response"), N_("Resolution"), N_("Next response"), N_("Calendar") };

/* Of a target, or after the last of them of the calendar. */
const char *
guichet_targets_grid_get_title (guint column)
{
  return _(titles[column]);
}

static GtkWidget *
create_heading (const char *words,
                gboolean first)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "tooltip-text", words, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "margin-top", 10, "margin-bottom", 8, "margin-start",
                                   first ? 14 : 2, NULL);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "secondary");

  return label;
}

static void
attach_field (GtkGrid *grid,
              GtkWidget *field,
              int column,
              int row,
              gboolean last)
{
  gtk_widget_set_margin_end (field, last ? 12 : 0);
  gtk_grid_attach (grid, field, column, row, 1, 1);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 11, NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), name);
}

/* Calendars to choose from; the name of the one that holds gives way where there is little room. */
GtkWidget *
guichet_targets_grid_create_calendars (GListModel *names)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *calendars;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  calendars = g_object_new (GTK_TYPE_DROP_DOWN, "model", names, "valign", GTK_ALIGN_CENTER, "margin-top", 6, "margin-bottom", 6, "hexpand", TRUE, NULL);
  /* The list keeps its own entries, with a tick and whole names. */
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (calendars), gtk_drop_down_get_factory (GTK_DROP_DOWN (calendars)));
  gtk_drop_down_set_factory (GTK_DROP_DOWN (calendars), factory);

  return calendars;
}

static void
attach_wide (GuichetTargetsGrid *self,
             GtkGrid *grid)
{
  gtk_grid_attach (grid, create_heading (_("Priority"), TRUE), 0, 0, 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_grid_attach (grid, create_heading (guichet_targets_grid_get_title (i), FALSE), i + 1, 0, 1, 1);
  for (guint i = 0; i < self->n_lines; i++)
    {
      int top = i * 2 + 2;

      gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, top - 1, 5, 1);
      gtk_grid_attach (grid, self->lines[i].name, 0, top, 1, 1);
      for (guint target = 0; target < GUICHET_N_TARGETS; target++)
        attach_field (grid, self->lines[i].entries[target], target + 1, top, FALSE);
      attach_field (grid, self->lines[i].calendar, 4, top, TRUE);
    }
}

static void
attach_narrow (GuichetTargetsGrid *self,
               GtkGrid *grid)
{
  int top = 0;

  for (guint i = 0; i < self->n_lines; i++)
    {
      if (i > 0)
        gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, top++, 2, 1);
      gtk_grid_attach (grid, self->lines[i].name, 0, top++, 2, 1);
      for (guint column = 0; column < G_N_ELEMENTS (titles); column++)
        {
          gtk_grid_attach (grid, create_heading (guichet_targets_grid_get_title (column), TRUE), 0, top, 1, 1);
          attach_field (grid, column < GUICHET_N_TARGETS ? self->lines[i].entries[column] : self->lines[i].calendar, 1, top++, TRUE);
        }
    }
}

/* The table where there is room, else a form a priority. */
void
guichet_targets_grid_lay_out (GuichetTargetsGrid *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (GtkWidget) at = NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    at = g_object_ref (focus);
  /* The widgets go from the old grid into the new one. */
  for (guint i = 0; self->grid != NULL && i < self->n_lines; i++)
    {
      gtk_grid_remove (GTK_GRID (self->grid), self->lines[i].name);
      for (guint target = 0; target < GUICHET_N_TARGETS; target++)
        gtk_grid_remove (GTK_GRID (self->grid), self->lines[i].entries[target]);
      gtk_grid_remove (GTK_GRID (self->grid), self->lines[i].calendar);
    }
  gtk_widget_add_css_class (GTK_WIDGET (grid), "card");
  gtk_widget_add_css_class (GTK_WIDGET (grid), "targets");
  gtk_grid_set_column_spacing (grid, 12);
  if (guichet_width_bin_get_level (GUICHET_WIDTH_BIN (self->bin)) == 0)
    attach_narrow (self, grid);
  else
    attach_wide (self, grid);
  self->grid = GTK_WIDGET (grid);
  adw_bin_set_child (ADW_BIN (self->bin), self->grid);
  if (GTK_IS_TEXT (at))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (at));
  else if (at != NULL)
    gtk_widget_grab_focus (at);
}
