/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-targets-private.h"

#include <glib/gi18n.h>

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
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "margin-top", 10, "margin-bottom", 8, "margin-start",
                                   first ? 14 : 2, NULL);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "secondary");

  return label;
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
        gtk_grid_attach (grid, self->lines[i].entries[target], target + 1, top, 1, 1);
      gtk_grid_attach (grid, self->lines[i].calendar, 4, top, 1, 1);
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
          gtk_grid_attach (grid, column < GUICHET_N_TARGETS ? self->lines[i].entries[column] : self->lines[i].calendar, 1, top++, 1, 1);
        }
    }
}

/* The table where there is room, else a form a priority. */
void
guichet_targets_grid_lay_out (GuichetTargetsGrid *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

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
  if (self->narrow)
    attach_narrow (self, grid);
  else
    attach_wide (self, grid);
  self->grid = GTK_WIDGET (grid);
  adw_bin_set_child (ADW_BIN (self), self->grid);
}
